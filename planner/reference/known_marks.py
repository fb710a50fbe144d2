# SPDX-License-Identifier: EUPL-1.2
"""The milestones that the fields of a machine tell, where none of that stage is on file.

Nothing is recorded: a mark is made when somebody looks, and names the field it was read from. What
sources said of that field before is its history, so that a slip is seen before anybody types it.
"""

from collections.abc import Iterator, Mapping

from planner.domain.plan import Plan
from planner.domain.records.assurance import Stage
from planner.domain.records.infrastructure import Status, System
from planner.engine.conflicts import read_value
from planner.engine.parameters import Parameters
from planner.engine.schedule import About, Mark, Said, in_order, marks
from planner.reference.provenance import evidence_trail

_FIELDS: Mapping[Stage, str] = {
    Stage.SELECTION: "selected",
    Stage.CONTRACT: "contracted",
    Stage.ACCEPTANCE: "accepted",
}
_READY = frozenset({Stage.ACCEPTANCE, Stage.OPERATION})


def known_marks(plan: Plan) -> Mapping[About, tuple[Mark, ...]]:
    """Return the milestones on file by machine, and what fields of systems tell besides."""
    found = dict(marks(plan))
    as_of = int(Parameters.of(plan).as_of)
    for key, system in plan.of(System).items():
        about = (System.KIND.name, key)
        on_file = found.get(about, ())
        told = tuple(_of_fields(plan, system, {mark.stage for mark in on_file}, as_of))
        if told:
            found[about] = in_order((*on_file, *told))
    return found


def sayings(plan: Plan, system: System, field: str) -> tuple[Said, ...]:
    """Return the different months sources have given for a field, the first one first.

    What the field says today is the last one.
    """
    trail = reversed(evidence_trail(plan, System.KIND.name, system.id, field))
    read = [(read_value(plan, evidence), evidence.year) for evidence, _source in trail]
    given = [*((month, year) for month, year in read), (getattr(system, field), None)]
    found: list[Said] = []
    for month, year in given:
        if isinstance(month, int) and (not found or found[-1].month != month):
            found.append(Said(month, year))
    return tuple(found)


def _of_fields(plan: Plan, system: System, on_file: set[Stage], as_of: int) -> Iterator[Mark]:
    for stage, field in _FIELDS.items():
        month = getattr(system, field)
        if month is None or stage in on_file or (stage in _READY and on_file & _READY):
            continue
        said = sayings(plan, system, field)
        running = system.status is Status.OPERATIONAL
        is_past = running if stage is Stage.ACCEPTANCE else month <= as_of
        yield Mark(
            system.id,
            stage,
            baseline=said[0].month if len(said) > 1 else None,
            forecast=None if is_past else month,
            actual=month if is_past else None,
            field=field,
            between=said[1:-1],
        )
