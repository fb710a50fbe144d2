# SPDX-License-Identifier: EUPL-1.2
"""What to take from another copy and what to ask about, record by record.

A cell only theirs touched is taken; a cell both moved away from the value they had in common is
asked about. What only one copy has is weighed as a whole: was it added there, or removed here?
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from planner.domain.changes import Change
from planner.domain.clashes import Clash, Situation, Take, Voice
from planner.domain.history import Log
from planner.domain.lanes import THERE, CellKey, Lane, Op, Ops, RecordKey
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Record, Scalar, evolved


@attrs.frozen(eq=False)
class Copy:
    """One copy of a plan, as far as one scenario goes; `name` says whose it is."""

    plan: Plan
    lane: Lane
    name: str = ""
    scenario: str = ""

    @classmethod
    def of(cls, plan: Plan, log: Log, *, scenario: str = "", name: str = "") -> "Copy":
        """Read a copy from its plan and its journal."""
        return cls(plan, Lane.of(log, scenario), name, scenario)


class Weighing:
    """Goes through the records theirs touched, and sorts what to take from what to ask."""

    def __init__(self, mine: Copy, theirs: Copy) -> None:
        self.mine, self.theirs = mine, theirs
        self.my_ops = mine.lane.ops_unknown_to(theirs.lane.known)
        self.their_ops = theirs.lane.ops_unknown_to(mine.lane.known)
        self.taken: list[Change] = []
        self.clashes: list[Clash] = []
        self._common: tuple[Ops, Ops] | None = None
        self._my_cells = _by_record(self.my_ops)
        self._their_cells = _by_record(self.their_ops)

    def records(self) -> Iterator[RecordKey]:
        """Yield what theirs touched, targets before pointers."""
        order = {name: at for at, name in enumerate(self.mine.plan.schema.kinds)}
        known = (record for record in self._their_cells if record[0] in order)
        yield from sorted(known, key=lambda record: order[record[0]])

    def weigh(self, record: RecordKey) -> None:
        """Decide about one record."""
        mine, theirs = (copy.plan.table(record[0]).get(record[1]) for copy in self._copies)
        if mine is not None and theirs is not None:
            self._weigh_fields(record, mine, theirs)
        elif mine is not None:
            self._weigh_loss(record, mine, ours=True)
        elif theirs is not None:
            self._weigh_loss(record, theirs, ours=False)

    def find_twins(self) -> None:
        """Find what both added under keys of their own and people would call the same."""
        added = [c for c in self.taken if c.before is None and c.kind.natural_key != ("id",)]
        own = self._own_additions()
        for change in added:
            record = change.after
            assert record is not None  # noqa: S101 - it was added
            twin = own.get((change.table, _called(change.kind, record)))
            if twin is not None:
                self.clashes.append(self._twins(twin, record))

    @property
    def _copies(self) -> tuple[Copy, Copy]:
        return self.mine, self.theirs

    def _weigh_fields(self, record: RecordKey, mine: Record, theirs: Record) -> None:
        taken: dict[str, Scalar] = {}
        for field in self._their_cells[record]:
            if field == THERE or getattr(mine, field) == getattr(theirs, field):
                continue
            cell = (*record, field)
            moved = self._moved(cell, getattr(mine, field), getattr(theirs, field))
            if moved == (False, True):
                taken[field] = getattr(theirs, field)
            elif moved[1]:
                self.clashes.append(self._both_changed(cell, mine, theirs))
        if taken:
            self.taken.append(Change(*record, mine, evolved(mine, **taken)))

    def _weigh_loss(self, record: RecordKey, left: Record, *, ours: bool) -> None:
        """Weigh a record only one copy has: `left` is what it looks like there."""
        cell = (*record, THERE)
        moved = self._moved(cell, ours, not ours)
        keeper_moved, loser_moved = moved if ours else moved[::-1]
        if not loser_moved:  # the one who has it added it, or brought it back
            if not ours:
                self.taken.append(Change(*record, None, left))
        elif keeper_moved or self._has_edited(record, left, ours=ours):
            self.clashes.append(self._edited_deleted(cell, ours=ours))
        elif ours:
            self.taken.append(Change(*record, left, None))

    def _has_edited(self, record: RecordKey, left: Record, *, ours: bool) -> bool:
        """Tell whether who still has a record changed it in a way the other does not know."""
        ops, copy = (self.my_ops, self.mine) if ours else (self.their_ops, self.theirs)
        cells = self._my_cells if ours else self._their_cells
        for field in cells.get(record, ()):
            if field != THERE:
                cell, now = (*record, field), getattr(left, field)
                if copy.lane.value_before(cell, ops[cell][0].at, now) != now:
                    return True
        return False

    def _moved(self, cell: CellKey, mine: Scalar, theirs: Scalar) -> tuple[bool, bool]:
        """Tell whether mine and theirs moved a cell away from the value they had in common.

        If it cannot be said what they had in common, because they met before and decided
        differently, both count as moved: better to ask once more than to lose a value.
        """
        mine_did, theirs_did = cell in self.my_ops, cell in self.their_ops
        if not (mine_did and theirs_did):
            return mine_did, theirs_did
        bases = self._base(self.mine, cell, mine), self._base(self.theirs, cell, theirs)
        if bases[0] != bases[1]:
            return True, True
        return mine != bases[0], theirs != bases[0]

    def _base(self, copy: Copy, cell: CellKey, now: Scalar) -> Scalar:
        """Return the last value of a cell in one copy that both copies knew."""
        ours = copy is self.mine
        first = (self.my_ops if ours else self.their_ops)[cell][0]
        shared = self._shared_ops[0 if ours else 1].get(cell)
        if shared and shared[-1].at > first.at:
            return shared[-1].value
        return copy.lane.value_before(cell, first.at, now)

    @property
    def _shared_ops(self) -> tuple[Ops, Ops]:
        if self._common is None:
            mine, theirs = self.mine.lane, self.theirs.lane
            self._common = (
                mine.ops(lambda step: step in theirs.known),
                theirs.ops(lambda step: step in mine.known),
            )
        return self._common

    def _both_changed(self, cell: CellKey, mine: Record, theirs: Record) -> Clash:
        return Clash(
            Situation.BOTH_CHANGED,
            *cell,
            base=self._base(self.mine, cell, getattr(mine, cell[2])),
            mine=_voice(self.my_ops[cell], getattr(mine, cell[2])),
            theirs=_voice(self.their_ops[cell], getattr(theirs, cell[2])),
            scenario=self.mine.scenario,
        )

    def _edited_deleted(self, cell: CellKey, *, ours: bool) -> Clash:
        mine, theirs = (
            _voice(self._ops_on(cell[:2], ours=side), there)
            for side, there in ((True, ours), (False, not ours))
        )
        return Clash(
            Situation.EDITED_DELETED,
            *cell,
            base=True,
            mine=mine,
            theirs=theirs,
            default=Take.MINE if ours else Take.THEIRS,
            scenario=self.mine.scenario,
        )

    def _twins(self, mine: Record, theirs: Record) -> Clash:
        table = mine.KIND.name
        return Clash(
            Situation.ADDED_TWICE,
            table,
            mine.id,
            THERE,
            mine=_voice(self._ops_on((table, mine.id), ours=True), value=True),
            theirs=_voice(self._ops_on((table, theirs.id), ours=False), value=True),
            other=theirs.id,
            default=Take.BOTH,
            scenario=self.mine.scenario,
        )

    def removed_along(self, record: RecordKey) -> list[RecordKey]:
        """Return what went in the same step as a record one side removed."""
        ours = record[1] not in self.mine.plan.table(record[0])
        found = self._removed_by_step[0 if ours else 1]
        ops = (self.my_ops if ours else self.their_ops).get((*record, THERE), ())
        return [one for op in ops[-1:] for one in found.get(op.step.id, ()) if one != record]

    @cached_property
    def _removed_by_step(self) -> tuple[dict[str, list[RecordKey]], dict[str, list[RecordKey]]]:
        return _removals(self.my_ops), _removals(self.their_ops)

    def voiced(self, clash: Clash) -> Clash:
        """Return a clash about a whole record with what each side did to it last."""
        record = (clash.table, clash.key)
        steps = [_voice(self._ops_on(record, ours=ours), None).step for ours in (True, False)]
        mine, theirs = Voice(clash.mine.value, steps[0]), Voice(clash.theirs.value, steps[1])
        return attrs.evolve(clash, mine=mine, theirs=theirs)

    def _ops_on(self, record: RecordKey, *, ours: bool) -> list[Op]:
        """Return all one side did to a record, oldest first."""
        ops, cells = (self.my_ops, self._my_cells) if ours else (self.their_ops, self._their_cells)
        found = [op for field in cells.get(record, ()) for op in ops[*record, field]]
        return sorted(found, key=lambda op: op.at)

    def _own_additions(self) -> dict[tuple[str, tuple[Scalar, ...]], Record]:
        """Return what only mine added, by kind and by what people call it."""
        found: dict[tuple[str, tuple[Scalar, ...]], Record] = {}
        for table, key, field in self.my_ops:
            record = self.mine.plan.tables.get(table, {}).get(key) if field == THERE else None
            if record is not None and key not in self.theirs.plan.table(table):
                name = _called(record.KIND, record)
                if any(part is not None for part in name):
                    found.setdefault((table, name), record)
        return found


def _removals(ops: Ops) -> dict[str, list[RecordKey]]:
    """Return what each step removed for good."""
    found: dict[str, list[RecordKey]] = {}
    for (table, key, field), done in ops.items():
        if field == THERE and done[-1].value is False:
            found.setdefault(done[-1].step.id, []).append((table, key))
    return found


def _called(kind: Kind, record: Record) -> tuple[Scalar, ...]:
    """Return what people recognise a record by; upper and lower case alike."""
    values = (getattr(record, name) for name in kind.natural_key)
    return tuple(v.casefold() if isinstance(v, str) else v for v in values)


def _by_record(ops: Ops) -> dict[RecordKey, list[str]]:
    found: dict[RecordKey, list[str]] = {}
    for table, key, field in ops:
        found.setdefault((table, key), []).append(field)
    return found


def _voice(ops: Sequence[Op], value: Scalar) -> Voice:
    """Say who wants a value, by the last step that had a hand in it."""
    return Voice(value, ops[-1].step if ops else None)
