# SPDX-License-Identifier: EUPL-1.2
"""What of the installed capacity can be used, and what limits it, in words."""

from collections.abc import Iterator

from planner.engine.outcome import CLASSES, Outcome
from planner.engine.usable import LIMITS, Limit, Usable
from planner.text import _, labelled, of_unit, significant, state_name
from ui.panes.inspector import Fact

_UNITS = {Limit.PEOPLE: "FTE", Limit.POWER: "MW", Limit.LINK: "Gbit/s"}
_CHECKED = (Limit.PEOPLE, Limit.POWER, Limit.LINK)


def usable_facts(outcome: Outcome, state: str, month: int) -> tuple[Fact, ...]:
    """Return what of a state's capacity can be used at the end of a month, and what was checked."""
    row = outcome.row(state)
    installed = float(outcome.capacity_ef[row, :, month].sum())
    if installed == 0:
        return ()
    limits, unchecked = limit_lines(outcome, state, month), _unchecked(outcome, state, month)
    detail = [_("Usable = installed × the smallest of people, power and data link")]
    if unchecked:
        detail.append(_("Not checked: {limits}").format(limits=", ".join(unchecked)))
    value = f"{significant(float(outcome.usable_ef[row, :, month].sum()))} EFLOP/s"
    facts = [Fact(_("Usable capacity"), value, "\n".join([*detail, *limits]), code="usable_ef")]
    facts += [Fact(_("Limited by"), line, code="usable_ef") for line in limits]
    if unchecked:
        facts.append(Fact(_("Not checked"), ", ".join(unchecked)))
    return tuple(facts)


def limit_lines(outcome: Outcome, state: str, month: int) -> list[str]:
    """Return one line for each class that is limited, as `people: 12 of 25 FTE (operational)`."""
    block: Usable = outcome.cache["usable"][state]
    return list(_limits(block, month))


def network_limits(outcome: Outcome, month: int) -> str:
    """Name the states whose capacity is limited in a month; empty where none is."""
    found = [
        labelled(state_name(state), lines[0])
        for state in outcome.states
        if (lines := limit_lines(outcome, state, month))
    ]
    return "; ".join(found)


def _limits(block: Usable, month: int) -> Iterator[str]:
    for position, one in enumerate(CLASSES):
        limit = LIMITS[int(block.limit[position, month])]
        if limit is not Limit.NONE:
            yield _("{limit}: {available} of {needed} {unit} ({class_})").format(
                limit=_(limit.label),
                available=of_unit(float(block.available[position, month]), _UNITS[limit]),
                needed=of_unit(float(block.needed[position, month]), _UNITS[limit]),
                unit=_(_UNITS[limit]),
                class_=_(one.label),
            )


def _unchecked(outcome: Outcome, state: str, month: int) -> list[str]:
    block: Usable = outcome.cache["usable"][state]
    pairs = zip(_CHECKED, block.checked[:, month].tolist(), strict=True)
    return [_(limit.label) for limit, known in pairs if not known]
