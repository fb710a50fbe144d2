# SPDX-License-Identifier: EUPL-1.2
"""What is on file about a machine: how far it has come, its milestones and its papers."""

from collections.abc import Iterator, Sequence
from itertools import chain

from planner.domain.records.assurance import Document, DocumentType, Milestone, Stage
from planner.domain.records.infrastructure import Factory, Status, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.inputs import COMMITTED
from planner.engine.rules.case import Case, Machine

_RANK = {status: rank for rank, status in enumerate(Status)}


def has_reached(machine: Machine, status: Status) -> bool:
    """Tell whether a machine has come as far as a status."""
    return _RANK[machine.status] >= _RANK[status]


def committed(case: Case) -> Iterator[Measure]:
    """Yield the systems and upgrades of a state that are at least committed."""
    return (m for m in case.roster.computing if m.status in COMMITTED)


def committed_systems(case: Case) -> Iterator[Measure]:
    """Yield the new systems of a state that are at least committed."""
    return (m for m in committed(case) if m.kind is MeasureKind.SYSTEM)


def machines(case: Case) -> tuple[Machine, ...]:
    """Return the existing systems of a state and the planned ones with their upgrades."""
    return (*case.roster.systems, *case.roster.computing)


def month_of_stage(case: Case, machine: Machine, stage: Stage) -> int | None:
    """Return when a milestone happened, is expected, or was first planned; else what is known.

    A system carries selection, contract, acceptance and retirement in fields of its own, a
    measure its contract and acceptance.
    """
    for row in case.attached(Milestone, machine):
        if row.stage is stage:
            found = date_of(row)
            if found is not None:
                return found
    if isinstance(machine, System):
        field = _FIELDS.get(stage)
        return getattr(machine, field) if field else None
    if stage is Stage.CONTRACT:
        return machine.start
    return machine.in_service if stage is Stage.ACCEPTANCE else None


def date_of(row: Milestone) -> int | None:
    """Return the best date of a milestone: actual, else expected, else first planned."""
    for found in (row.actual, row.forecast, row.baseline):
        if found is not None:
            return found
    return None


def selection_of(case: Case, machine: Machine) -> int | None:
    """Return when a machine was selected; a planned one at the latest with its contract."""
    found = month_of_stage(case, machine, Stage.SELECTION)
    return machine.start if found is None and isinstance(machine, Measure) else found


def papers(case: Case, machine: Machine, kind: DocumentType) -> Sequence[Document]:
    """Return the papers of one type about a machine, or about the factory it belongs to."""
    rows = case.attached(Document, machine)
    if isinstance(machine, System):
        of_factories = (case.attached(Document, row) for row in case.attached(Factory, machine))
        rows = (*rows, *chain.from_iterable(of_factories))
    return [row for row in rows if row.type is kind] if rows else ()


def listed(words: str | None) -> list[str]:
    """Return the parts of a list written with semicolons or commas."""
    return [part.strip() for part in (words or "").replace(",", ";").split(";") if part.strip()]


_FIELDS = {
    Stage.SELECTION: "selected",
    Stage.CONTRACT: "contracted",
    Stage.ACCEPTANCE: "accepted",
    Stage.RETIREMENT: "retired",
}
