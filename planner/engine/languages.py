# SPDX-License-Identifier: EUPL-1.2
"""Which language is covered by whom: the official languages of the Union, states, models, members.

A model that does not say its languages may know any of them, so as long as there is one, that no
model knows a language is not known.
"""

from collections.abc import Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.cooperation import Initiative, InitiativeKind, InitiativeMember, Part
from planner.domain.records.geography import State
from planner.domain.records.uptake import TrainedModel
from planner.engine.rules.dossier import listed
from planner.text import OFFICIAL_LANGUAGES, language_code

OFFICIAL = OFFICIAL_LANGUAGES
"""Those of the Union: Regulation No 1 of 1958, as last amended in 2013."""

LANGUAGE_CONSORTIUM = "alt_edic"
"""The key of the consortium for language technologies in the public record."""

_TAKES_PART = frozenset({Part.HOST, Part.MEMBER})


@attrs.frozen(kw_only=True)
class Spoken:
    """A language: who speaks it, which of these are in the consortium, which models know it.

    `covered` is `None` where no model names it but some model does not say what it knows.
    """

    code: str
    official: bool
    states: tuple[str, ...]
    members: tuple[str, ...]
    models: tuple[str, ...]
    covered: bool | None


def spoken_languages(plan: Plan) -> tuple[Spoken, ...]:
    """Return the official languages and all others that a state speaks or a model names."""
    states = {key: codes(row.languages) for key, row in sorted(plan.of(State).items())}
    models = {key: codes(row.languages) for key, row in sorted(plan.of(TrainedModel).items())}
    named = {code for spoken in (*states.values(), *models.values()) for code in spoken}
    found = [*OFFICIAL, *sorted(named.difference(OFFICIAL))]
    members = consortium_states(plan)
    silent = silent_models(plan)
    return tuple(_spoken(code, states, models, members, silent) for code in found)


def silent_models(plan: Plan) -> tuple[str, ...]:
    """Return the models that do not say which languages they know."""
    rows = sorted(plan.of(TrainedModel).items())
    return tuple(key for key, row in rows if not codes(row.languages))


def consortium_states(plan: Plan) -> frozenset[str]:
    """Return the states that host the consortium for languages or are members of it."""
    rows = plan.of(InitiativeMember).values()
    return frozenset(
        row.state
        for row in rows
        if row.initiative == LANGUAGE_CONSORTIUM and row.part in _TAKES_PART
    )


def consortia(plan: Plan) -> tuple[Initiative, ...]:
    """Return the digital infrastructure consortia, by key."""
    rows = sorted(plan.of(Initiative).items())
    return tuple(row for _key, row in rows if row.kind is InitiativeKind.EDIC)


def codes(words: str | None) -> tuple[str, ...]:
    """Return the codes of a list of languages, named or coded, in its order."""
    return tuple(dict.fromkeys(map(language_code, listed(words))))


def _spoken(
    code: str,
    states: dict[str, tuple[str, ...]],
    models: dict[str, tuple[str, ...]],
    members: frozenset[str],
    silent: Sequence[str],
) -> Spoken:
    speakers = tuple(key for key, known in states.items() if code in known)
    knowing = tuple(key for key, known in models.items() if code in known)
    return Spoken(
        code=code,
        official=code in OFFICIAL,
        states=speakers,
        members=tuple(key for key in speakers if key in members),
        models=knowing,
        covered=True if knowing else None if silent else False,
    )
