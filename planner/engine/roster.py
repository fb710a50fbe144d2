# SPDX-License-Identifier: EUPL-1.2
"""Who is where: the records of each state in the order of their keys, and what hangs on what.

Every later sum runs in this order, so it must not depend on how the plan came about. After an edit
only the rosters the change set reaches are made again; `reached` is the one place that knows how
far a changed record can be felt.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from planner.domain.changes import Change, ChangeSet
from planner.domain.plan import Plan
from planner.domain.records.funding import Commitment
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind
from planner.domain.schema import Record

NOWHERE = ""
"""The key of what belongs to no single state."""

R = TypeVar("R", bound=Record)
Base = tuple[str, str]
_PLACED: dict[str, str] = {
    "system": "systems",
    "factory": "factories",
    "commitment": "commitments",
    "measure": "measures",
}
_EVERYWHERE = frozenset({"parameter"})
_by_key = attrgetter("id")


@attrs.frozen
class Roster:
    """The records of one state, each kind in the order of its keys.

    `computing`, `talent` and `centres` are the measures of these families, in the same order.
    """

    systems: tuple[System, ...] = ()
    factories: tuple[Factory, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    measures: tuple[Measure, ...] = ()
    computing: tuple[Measure, ...] = attrs.field(init=False, eq=False, repr=False)
    talent: tuple[Measure, ...] = attrs.field(init=False, eq=False, repr=False)
    centres: tuple[Measure, ...] = attrs.field(init=False, eq=False, repr=False)

    @computing.default
    def _computing(self) -> tuple[Measure, ...]:
        return tuple([m for m in self.measures if m.kind in COMPUTE])

    @talent.default
    def _talent(self) -> tuple[Measure, ...]:
        return tuple([m for m in self.measures if m.kind in TALENT])

    @centres.default
    def _centres(self) -> tuple[Measure, ...]:
        return tuple([m for m in self.measures if m.kind is MeasureKind.DATA_CENTRE])


@attrs.frozen
class Roll:
    """The rosters of all states, and the records that hang on each base: (kind, key) pairs."""

    rosters: Mapping[str, Roster]
    hanging: Mapping[Base, tuple[Base, ...]]

    def after(self, changes: ChangeSet, plan: Plan) -> "Roll":
        """Return the roll once these changes are made; untouched rosters are kept."""
        return Roll(
            _rosters_after(self.rosters, changes, plan), _hanging_after(self.hanging, changes)
        )


def call(plan: Plan) -> Roll:
    """Return the roll of a plan."""
    rows: dict[str, dict[str, list[Any]]] = {
        kind: {key: [] for key in keys_of(plan)} for kind in _PLACED
    }
    for cls in (System, Factory, Commitment, Measure):
        placed = rows[cls.KIND.name]
        for record in sorted(plan.of(cls).values(), key=_by_key):
            placed[_state_of(record)].append(record)
    rosters = {
        key: Roster(**{name: tuple(rows[kind][key]) for kind, name in _PLACED.items()})
        for key in keys_of(plan)
    }
    return Roll(rosters, _hanging(plan))


def _hanging(plan: Plan) -> dict[Base, tuple[Base, ...]]:
    systems, measures = plan.of(System).values(), plan.of(Measure).values()
    tied: list[System | Measure] = [s for s in systems if s.base_system is not None]
    # One pass over all measures; most hang on nothing.
    tied += [m for m in measures if m.base_system is not None or m.base_measure is not None]
    hanging: dict[Base, list[Base]] = {}
    for record in tied:
        for base in bases_of(record):
            hanging.setdefault(base, []).append((record.KIND.name, record.id))
    return {base: tuple(sorted(found)) for base, found in hanging.items()}


def keys_of(plan: Plan) -> tuple[str, ...]:
    """Return the states in the order of their codes, and last the key of what is in none."""
    return (*sorted(plan.of(State)), NOWHERE)


def bases_of(record: Record | None) -> list[Base]:
    """Return what an upgrade, a data centre or a link is tied to."""
    bases: list[Base] = []
    if isinstance(record, System | Measure):
        if record.base_system is not None:
            bases.append(("system", record.base_system))
        if isinstance(record, Measure) and record.base_measure is not None:
            bases.append(("measure", record.base_measure))
    return bases


def reached(change: Change, before: Roll, after: Roll, plan: Plan) -> set[str]:
    """Return the states in which a changed record can be felt.

    An upgrade ends with its base and may displace it, a commitment is as firm as its system, and
    a data centre may serve a machine elsewhere: so the states of both ends, before and after.
    """
    kind = change.table
    if kind == State.KIND.name:
        return {change.key}
    if kind in _EVERYWHERE:
        return set(after.rosters)
    if kind in ("accelerator", "template"):
        return {key for key, roster in after.rosters.items() if _uses(roster, kind, change.key)}
    if kind not in _PLACED:
        return set()
    return {*_own(change), *_at_the_other_end(change, before, after, plan)}


def _state_of(record: Record) -> str:
    state: str | None = getattr(record, "state", None)
    return state or NOWHERE


def _own(change: Change) -> Iterator[str]:
    for record in (change.before, change.after):
        if record is not None:
            yield _state_of(record)


def _at_the_other_end(change: Change, before: Roll, after: Roll, plan: Plan) -> Iterator[str]:
    here = (change.table, change.key)
    ends = [*before.hanging.get(here, ()), *after.hanging.get(here, ())]
    ends += [*bases_of(change.before), *bases_of(change.after)]
    for kind, key in ends:
        found = plan.table(kind).get(key)
        if found is not None:
            yield _state_of(found)
    if change.table == System.KIND.name:
        for commitment in plan.of(Commitment).values():
            if commitment.system == change.key:
                yield _state_of(commitment)
        for factory in plan.of(Factory).values():
            if factory.system == change.key:
                yield factory.state


def _uses(roster: Roster, kind: str, key: str) -> bool:
    if kind == "template":
        return any(m.template == key for m in roster.measures)
    machines: tuple[System | Measure, ...] = (*roster.systems, *roster.computing)
    return any(row.accelerator == key for row in machines)


def _rosters_after(
    rosters: Mapping[str, Roster], changes: ChangeSet, plan: Plan
) -> Mapping[str, Roster]:
    keys = keys_of(plan)
    made = {key: rosters.get(key) or Roster() for key in keys}
    written: dict[tuple[str, str], dict[str, Record | None]] = {}
    for change in changes:
        if change.table in _PLACED:
            for key in _own(change):
                written.setdefault((key, _PLACED[change.table]), {})[change.key] = change.after
    for (key, field), records in written.items():
        if key in made:
            rows: Any = _rewritten(getattr(made[key], field), records, key)
            made[key] = attrs.evolve(made[key], **{field: rows})
    return made


def _rewritten(
    rows: Iterable[R], records: Mapping[str, Record | None], state: str
) -> tuple[Record, ...]:
    found: dict[str, Record] = {row.id: row for row in rows}
    for key, record in records.items():
        if record is None or _state_of(record) != state:
            found.pop(key, None)
        else:
            found[key] = record
    return tuple(found[key] for key in sorted(found))


def _hanging_after(
    hanging: Mapping[Base, tuple[Base, ...]], changes: ChangeSet
) -> Mapping[Base, tuple[Base, ...]]:
    moved = [
        (change, set(bases_of(change.before)), set(bases_of(change.after))) for change in changes
    ]
    if all(before == after for _change, before, after in moved):
        return hanging
    made = dict(hanging)
    for change, before, after in moved:
        here = (change.table, change.key)
        for base in before - after:
            _put(made, base, {*made.get(base, ())} - {here})
        for base in after - before:
            _put(made, base, {*made.get(base, ()), here})
    return made


def _put(hanging: dict[Base, tuple[Base, ...]], base: Base, found: set[Base]) -> None:
    if found:
        hanging[base] = tuple(sorted(found))
    else:
        hanging.pop(base, None)
