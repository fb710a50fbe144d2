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
from planner.domain.records.access import AccessPool, Allocation
from planner.domain.records.chips import ChipDelay
from planner.domain.records.contributions import Contribution
from planner.domain.records.funding import Commitment
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Accelerator, Factory, System
from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record
from planner.engine.chips import Chips, models_of, uses
from planner.engine.rules.attached import attached, states_of

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
_CHIPS = frozenset({"accelerator", "chip_delay", "delivery"})
_EVERYWHERE = frozenset({"parameter"})
_FELT_THROUGH: Mapping[str, tuple[tuple[type[Record], str], ...]] = {
    "system": ((Site, "systems"), (DataCentre, "system")),
    "measure": ((Site, "measures"), (DataCentre, "measure")),
    "factory": (
        (Factory, "linked_factories"),
        (Measure, "linked_factories"),
        (DataCentre, "factory"),
    ),
    "site": ((DataCentre, "site"),),
    "organisation": ((Allocation, "organisation"),),
}
# Felt in the state a record is in and in those of the machines and factories it names.
_ABOUT = frozenset(
    {
        "contribution",
        "document",
        "time_share",
        "access_pool",
        "allocation",
        "staffing",
        "site",
        "data_centre",
    }
)
_by_key, _by_state = attrgetter("id"), attrgetter("state")


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
    """The rosters of all states, and the records that hang on each base: (kind, key) pairs.

    `contributions` are those to each measure that has any, in the order of their keys.
    """

    rosters: Mapping[str, Roster]
    hanging: Mapping[Base, tuple[Base, ...]]
    contributions: Mapping[str, tuple[Contribution, ...]] = attrs.field(factory=dict)

    def after(self, changes: ChangeSet, plan: Plan) -> "Roll":
        """Return the roll once these changes are made; untouched rosters are kept."""
        return Roll(
            _rosters_after(self.rosters, changes, plan),
            _hanging_after(self.hanging, changes),
            _contributions_after(self.contributions, changes),
        )


def call(plan: Plan) -> Roll:
    """Return the roll of a plan."""
    rows: dict[str, dict[str, list[Any]]] = {
        kind: {key: [] for key in keys_of(plan)} for kind in _PLACED
    }
    for cls in (System, Factory, Commitment, Measure):
        placed = rows[cls.KIND.name]
        records = sorted(plan.of(cls).values(), key=_by_key)
        for record, state in zip(records, map(_by_state, records), strict=True):
            placed[state or NOWHERE].append(record)
    rosters = {
        key: Roster(**{name: tuple(rows[kind][key]) for kind, name in _PLACED.items()})
        for key in keys_of(plan)
    }
    return Roll(rosters, _hanging(plan), _contributions(plan))


def _contributions(plan: Plan) -> dict[str, tuple[Contribution, ...]]:
    found: dict[str, list[Contribution]] = {}
    for row in sorted(plan.of(Contribution).values(), key=_by_key):
        found.setdefault(row.measure, []).append(row)
    return {measure: tuple(rows) for measure, rows in found.items()}


def _contributions_after(
    known: Mapping[str, tuple[Contribution, ...]], changes: ChangeSet
) -> Mapping[str, tuple[Contribution, ...]]:
    made: dict[str, tuple[Contribution, ...]] | None = None
    for change in changes:
        if change.table != Contribution.KIND.name:
            continue
        made = dict(known) if made is None else made
        for row in (change.before, change.after):
            if isinstance(row, Contribution):
                left = [one for one in made.get(row.measure, ()) if one.id != row.id]
                kept = [*left, row] if row is change.after else left
                made[row.measure] = tuple(sorted(kept, key=_by_key))
    if made is None:
        return known
    return {measure: rows for measure, rows in made.items() if rows}


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
    if kind in _EVERYWHERE or (kind == "access_pool" and _holds_everywhere(change)):
        return set(after.rosters)
    if kind in _CHIPS:
        return _where_chips_are_felt(change, after, plan)
    if kind in _PLACED:
        ends = _at_the_other_end(change, before, after, plan)
        # What is asked of a factory is asked where its system stands.
        named = _pointed(change, plan) if kind == Factory.KIND.name else ()
        return {*_own(change), *ends, *named, *_where_used(change, plan)}
    return _where_named(change, after, plan)


def _where_named(change: Change, after: Roll, plan: Plan) -> set[str]:
    """Return where a record is felt that is no machine, factory, measure or promise itself."""
    kind, rosters = change.table, after.rosters.items()
    if kind == State.KIND.name:
        return {change.key}
    if kind == "template":
        return {key for key, roster in rosters if _uses(roster, change.key)}
    if kind == "envelope":
        return {key for key, roster in rosters if _draws_on(roster, change.key)}
    if kind in _ABOUT:
        about = {*_of_what_it_is_about(change, plan), *_pointed(change, plan)}
        return (about | _where_used(change, plan)) & set(after.rosters)
    return _pointed(change, plan) | _where_used(change, plan)


def _of_what_it_is_about(change: Change, plan: Plan) -> Iterator[str]:
    """Yield a record's own state and those of the measures, systems and factories it names."""
    for record in (change.before, change.after):
        if record is None:
            continue
        yield _state_of(record)
        for kind in ("measure", "system", "factory"):
            several = getattr(record, f"{kind}s", None) or ()
            for key in (getattr(record, kind, None) or "", *several):
                found = plan.table(kind).get(key)
                if found is not None:
                    yield _state_of(found)


def _holds_everywhere(change: Change) -> bool:
    """Tell whether a pool is, or was, set for all machines rather than for one."""
    rows = [row for row in (change.before, change.after) if isinstance(row, AccessPool)]
    return any(row.system is None and row.measure is None for row in rows)


def _draws_on(roster: Roster, envelope: str) -> bool:
    rows: tuple[Commitment | Measure, ...] = (*roster.commitments, *roster.measures)
    return any(row.envelope == envelope for row in rows)


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


def _pointed(change: Change, plan: Plan) -> set[str]:
    return {*states_of(change.before, plan), *states_of(change.after, plan)}


def _where_used(change: Change, plan: Plan) -> set[str]:
    """Return where the sites, data centres and antennas stand that point at a changed record."""
    return {
        state
        for cls, field in _FELT_THROUGH.get(change.table, ())
        for row in attached(plan, cls, field).get(change.key, ())
        for state in states_of(row, plan)
    }


def _uses(roster: Roster, template: str) -> bool:
    return any(m.template == template for m in roster.measures)


def _where_chips_are_felt(change: Change, after: Roll, plan: Plan) -> set[str]:
    """Return where a chip, its delivery or its delay is felt: at its machines.

    A machine that comes later carries upgrades, factories and commitments along.
    """
    chips, models = Chips.of(plan), set[str]()
    here = set(_of_what_it_is_about(change, plan)) & set(after.rosters)
    for side in (change.before, change.after):
        if isinstance(side, ChipDelay):
            models |= models_of(side, chips.models.values())
        elif isinstance(side, Accelerator):
            models.add(side.id)
    wanted = frozenset(models)
    for key, roster in after.rosters.items():
        machines: tuple[System | Measure, ...] = (*roster.systems, *roster.computing)
        if any(uses(machine, wanted, chips.deliveries) for machine in machines):
            here.add(key)
    return here | set(_carried_along(here, after, plan))


def _carried_along(states: set[str], after: Roll, plan: Plan) -> Iterator[str]:
    for (kind, key), ends in after.hanging.items():
        base = plan.table(kind).get(key)
        if base is not None and _state_of(base) in states:
            yield from (_state_of(plan.record(*end)) for end in ends)
    rows: list[Commitment | Factory] = [*plan.of(Commitment).values(), *plan.of(Factory).values()]
    for row in rows:
        system = plan.of(System).get(row.system or "")
        if system is not None and system.state in states:
            yield _state_of(row)


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
