# SPDX-License-Identifier: EUPL-1.2
"""Every page there is, whom it answers, and which question is answered where.

To add one: write its module, name it in `SHEETS`, and say in `QUESTIONS` what it answers.
"""

from collections.abc import Callable, Mapping
from datetime import date

import attrs

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Factory
from planner.domain.records.sites import Site
from planner.engine.comparing import Comparison, Side
from planner.report.auditor import auditor_sheet
from planner.report.board import board_sheet
from planner.report.change_note import change_note
from planner.report.factory import factory_sheet
from planner.report.journalist import journalist_sheet
from planner.report.reader import Reader
from planner.report.sheet import Sheet
from planner.report.site import site_sheet
from planner.report.state import state_sheet
from planner.text import N_, _


@attrs.frozen
class SheetSpec:
    """A page by name; `subject` is the kind of record it is about, empty for the whole plan."""

    name: str
    title: str
    subject: str
    make: Callable[[Reader, str, date], Sheet]


def _change(reader: Reader, _subject: str, today: date) -> Sheet:
    return change_note(reader, since_begun(reader), today=today)


SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec(
        "state", N_("State sheet"), "state", lambda of, key, day: state_sheet(of, key, today=day)
    ),
    SheetSpec(
        "factory",
        N_("Factory sheet"),
        Factory.KIND.name,
        lambda of, key, day: factory_sheet(of, key, today=day),
    ),
    SheetSpec(
        "site",
        N_("Site sheet"),
        Site.KIND.name,
        lambda of, key, day: site_sheet(of, key, today=day),
    ),
    SheetSpec("board", N_("Board page"), "", lambda of, _key, day: board_sheet(of, today=day)),
    SheetSpec(
        "auditor", N_("Auditor page"), "", lambda of, _key, day: auditor_sheet(of, today=day)
    ),
    SheetSpec(
        "journalist", N_("Press page"), "", lambda of, _key, day: journalist_sheet(of, today=day)
    ),
    SheetSpec("change", N_("Change note"), "", _change),
)
BY_NAME: Mapping[str, SheetSpec] = {spec.name: spec for spec in SHEETS}


@attrs.frozen
class Question:
    """What somebody asks, and the section of the page that answers it."""

    asker: str
    words: str
    sheet: str
    section: str


_BOARD, _DELEGATE = N_("Governing Board"), N_("Delegate of a state")
_AUDITOR, _PRESS = N_("Auditor"), N_("Journalist")
QUESTIONS: tuple[Question, ...] = (
    Question(
        _BOARD,
        N_("What share of the ceiling is committed and paid, by programme?"),
        "board",
        "ceiling",
    ),
    Question(_BOARD, N_("Is every Union euro matched?"), "board", "matched"),
    Question(
        _BOARD, N_("Capacity of the next 36 months, with and without slips?"), "board", "capacity"
    ),
    Question(_BOARD, N_("What do we decide, and what does it break?"), "board", "decisions"),
    Question(_BOARD, N_("Which factory lags, and what bridges it?"), "board", "late"),
    Question(_DELEGATE, N_("What do we pay, what do we get?"), "state", "balance"),
    Question(_DELEGATE, N_("Our share beside comparable states?"), "state", "share"),
    Question(_DELEGATE, N_("How many hours do our users use elsewhere?"), "state", "flows"),
    Question(_DELEGATE, N_("If we add 10 m€?"), "state", "more"),
    Question(_DELEGATE, N_("Which letter did we sign, when?"), "state", "letters"),
    Question(_AUDITOR, N_("What is the source of this number?"), "auditor", "sources"),
    Question(_AUDITOR, N_("Who changed it, when and why?"), "auditor", "changes"),
    Question(_AUDITOR, N_("Commitments, payments, in kind: certified?"), "auditor", "ledger"),
    Question(_AUDITOR, N_("Was the 20 % cap ever broken?"), "auditor", "cap"),
    Question(_AUDITOR, N_("Were targets moved after the fact?"), "auditor", "targets"),
    Question(_AUDITOR, N_("What was the figure of 30 June?"), "auditor", "past"),
    Question(_PRESS, N_("How many machines for AI run today?"), "journalist", "running"),
    Question(_PRESS, N_("How late are they?"), "journalist", "late"),
    Question(_PRESS, N_("How many euros for a start-up served?"), "journalist", "euros"),
    Question(_PRESS, N_("East and west?"), "journalist", "balance"),
    Question(_PRESS, N_("Who uses it? Big Tech?"), "journalist", "users"),
    Question(_PRESS, N_("Power and water?"), "journalist", "power"),
)
"""What the four kinds of reader ask, and where the answer stands."""


def make_sheet(reader: Reader, name: str, subject: str, today: date) -> Sheet:
    """Return a page. Raises `DomainError("missing_record")` for a subject that is not there."""
    spec = BY_NAME[name]
    if spec.subject:
        reader.plan.record(spec.subject, subject)
    return spec.make(reader, subject, today)


def subjects(plan: Plan, name: str) -> tuple[str, ...]:
    """Return the keys of the records a page can be about, in the order of their names."""
    kind = BY_NAME[name].subject
    if not kind:
        return ()
    rows = plan.table(kind)
    return tuple(sorted(rows, key=lambda key: (str(getattr(rows[key], "name", key)), key)))


def since_begun(reader: Reader) -> Comparison:
    """Compare a plan with what it was before its first decision."""
    past = reader.session.at_step("")
    return Comparison.of(
        Side(_("Before the first decision"), past.plan, past.outcome),
        Side(_("This plan"), reader.plan, reader.outcome),
    )


def against(reader: Reader, name: str, other: Plan) -> Comparison:
    """Compare another plan with the one read, which comes after it."""
    now = Side(_("This plan"), reader.plan, reader.outcome)
    return Comparison.of(now.beside(name, other), now)
