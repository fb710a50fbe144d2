# SPDX-License-Identifier: EUPL-1.2
"""A plan being put together from two copies, until everything that is pointed at is there.

Each copy by itself is whole. Put together they may not be: one removed what the other has come to
use. Then the record stays, with all it needs itself, unless somebody chose to let it go; what
points at it is then cut loose, or goes too if it means nothing without it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from planner.domain.changes import Change, ChangeSet, applied
from planner.domain.clashes import Clash, Situation, Take, Voice
from planner.domain.lanes import THERE, CellKey, RecordKey
from planner.domain.plan import Plan
from planner.domain.schema import Field, Record, Scalar, Type, evolved

Pointer = tuple[RecordKey, Field]
Companions = Callable[[RecordKey], Iterable[RecordKey]]
ABOUT_KIND, ABOUT = "about_kind", "about"


def _nobody(_record: RecordKey) -> Iterable[RecordKey]:
    return ()


class Patchwork:
    """The records that differ from mine so far, and what is left to ask."""

    def __init__(
        self,
        mine: Plan,
        theirs: Plan,
        choices: Mapping[str, Take],
        *,
        scenario: str = "",
        removed_along: Companions = _nobody,
    ) -> None:
        self.found: list[Clash] = []
        self._mine, self._theirs = mine, theirs
        self._choices = choices
        self._scenario = scenario
        self._removed_along = removed_along
        self._records: dict[RecordKey, Record | None] = {}
        self._decided: list[CellKey] = []
        self._asked: dict[RecordKey, Clash] = {}
        self._renamed: dict[RecordKey, str] = {}
        self._let_go: set[RecordKey] = set()
        self._references: dict[str, tuple[Field, ...]] = {}

    def put(self, table: str, key: str, record: Record | None) -> None:
        """Say what a record becomes; `None` removes it."""
        self._records[table, key] = record

    def settle(self, clash: Clash) -> None:
        """Carry out what was chosen about a clash, or its default."""
        if clash.situation is Situation.BOTH_CHANGED:
            self._settle_cell(clash)
        elif clash.situation is Situation.EDITED_DELETED:
            self._asked[clash.table, clash.key] = clash
            self._settle_record(clash)
        elif clash.situation is Situation.ADDED_TWICE:
            self._settle_twins(clash)

    def close(self) -> None:
        """Bring back, or cut loose, whatever is pointed at and missing."""
        self._repoint()
        while missing := self._missing():
            for record in missing:
                self._close_one(record, missing[record])

    def result(self) -> tuple[Plan, ChangeSet]:
        """Return the plan and what changed against mine.

        Every value comes out of a plan and every pointer has been closed, so nothing is left for
        a draft to refuse; whoever writes this goes through one all the same.
        """
        compared = (
            Change(table, key, self._mine.table(table).get(key), after)
            for (table, key), after in self._records.items()
        )
        changes = ChangeSet(tuple(change for change in compared if change.before != change.after))
        return applied(self._mine, changes), changes

    def decided(self) -> tuple[tuple[CellKey, Scalar], ...]:
        """Return the cells that were decided rather than taken, with the value they get."""
        values = ((cell, self._value(cell)) for cell in dict.fromkeys(self._decided))
        return tuple(values)

    def _value(self, cell: CellKey) -> Scalar:
        record = self._find(cell[:2])
        if cell[2] == THERE:
            return record is not None
        return None if record is None else getattr(record, cell[2])

    def _find(self, record: RecordKey) -> Record | None:
        if record in self._records:
            return self._records[record]
        return self._mine.table(record[0]).get(record[1])

    def _choice(self, clash: Clash) -> Take:
        chosen = self._choices.get(clash.id, clash.default)
        return chosen if chosen in clash.choices else clash.default

    def _settle_cell(self, clash: Clash) -> None:
        record = (clash.table, clash.key)
        self._decided.append((*record, clash.field))
        current = self._find(record)
        if current is not None and self._choice(clash) is Take.THEIRS:
            self._records[record] = evolved(current, **{clash.field: clash.theirs.value})

    def _settle_record(self, clash: Clash) -> None:
        record = (clash.table, clash.key)
        self._decided.append((*record, THERE))
        if self._choice(clash) is Take.THEIRS:
            self._records[record] = self._theirs.table(record[0]).get(record[1])
        if self._choice(clash) is clash.default:
            self._keep_along(record)

    def _keep_along(self, kept: RecordKey) -> None:
        """Keep what was removed together with a record that stays, because it belonged to it."""
        holder = self._mine if kept[1] in self._mine.table(kept[0]) else self._theirs
        for other in self._removed_along(kept):
            row = holder.table(other[0]).get(other[1])
            if row is None or self._find(other) is not None:
                continue
            if any(target == kept for _field, target in self._pointers(row)):
                self._records[other] = row
                self._decided.append((*other, THERE))
                self._keep_along(other)

    def _settle_twins(self, clash: Clash) -> None:
        table, mine, theirs = clash.table, clash.key, clash.other
        take = self._choice(clash)
        self._decided += [(table, mine, THERE), (table, theirs, THERE)]
        if take is Take.BOTH:
            return
        if take is Take.JOIN:
            self._fill_gaps((table, mine), (table, theirs))
        gone, kept = (mine, theirs) if take is Take.THEIRS else (theirs, mine)
        self._records[table, gone] = None
        self._renamed[table, gone] = kept

    def _fill_gaps(self, into: RecordKey, source: RecordKey) -> None:
        """Give a record what it does not know and its twin does."""
        record, twin = self._find(into), self._find(source)
        if record is None or twin is None:
            return
        names = [f.name for f in record.KIND.fields if getattr(record, f.name) is None]
        known = {n: getattr(twin, n) for n in names if getattr(twin, n) is not None}
        if known:
            self._records[into] = evolved(record, **known)
            self._decided += [(*into, name) for name in known]

    def _repoint(self) -> None:
        """Let what points at a record that went in favour of its twin point at the twin."""
        for gone, kept in self._renamed.items():
            for _target, (owner, field) in list(self._pointers_at({gone})):
                self._write_pointer(owner, field, gone[1], kept)

    def _missing(self) -> dict[RecordKey, list[Pointer]]:
        """Return what is pointed at and not there, with what points at it."""
        missing: dict[RecordKey, list[Pointer]] = {}
        for owner, record in self._records.items():
            if record is not None:
                for field, target in self._pointers(record):
                    if self._find(target) is None and (field.target or self._held(target)):
                        missing.setdefault(target, []).append((owner, field))
        gone = {record for record, held in self._records.items() if held is None}
        for target, pointer in self._pointers_at(gone):
            if pointer not in missing.setdefault(target, []):
                missing[target].append(pointer)
        return missing

    def _pointers(self, record: Record) -> Iterator[tuple[Field, RecordKey]]:
        """Yield what a record points at, and what it is about if that is how it says so."""
        kind = record.KIND
        about = str(getattr(record, ABOUT_KIND, ""))
        if about in self._mine.schema.kinds:
            yield kind.field(ABOUT), (about, str(getattr(record, ABOUT, "")))
        if kind.name not in self._references:
            self._references[kind.name] = kind.references
        for field in self._references[kind.name]:
            for key in _keys(getattr(record, field.name)):
                yield field, (field.target, key)

    def _pointers_at(self, targets: Set[RecordKey]) -> Iterator[tuple[RecordKey, Pointer]]:
        """Yield what points at some records, each table looked through once."""
        for table in dict.fromkeys(table for table, _key in targets):
            wanted = {key for name, key in targets if name == table}
            for kind, field in self._mine.schema.pointing_at(table):
                for row in self._rows(kind.name):
                    for key in wanted.intersection(_keys(getattr(row, field.name))):
                        yield (table, key), ((kind.name, row.id), field)
        yield from self._words_about(targets)

    def _words_about(self, targets: Set[RecordKey]) -> Iterator[tuple[RecordKey, Pointer]]:
        for name, kind in self._mine.schema.kinds.items():
            if targets and any(field.name == ABOUT for field in kind.fields):
                for row in self._rows(name):
                    target = getattr(row, ABOUT_KIND, ""), getattr(row, ABOUT)
                    if target in targets and not self._stands_without(row, target):
                        yield target, ((name, row.id), kind.field(ABOUT))

    def _stands_without(self, row: Record, target: RecordKey) -> bool:
        """Tell whether a copy holds these words as they are although it removed what they name."""
        return any(
            plan.table(row.KIND.name).get(row.id) == row and target[1] not in plan.table(target[0])
            for plan in (self._mine, self._theirs)
        )

    def _rows(self, table: str) -> Iterator[Record]:
        """Yield the records of a kind as they are now."""
        for key, row in self._mine.table(table).items():
            if (table, key) not in self._records:
                yield row
        for (name, _key), record in list(self._records.items()):
            if name == table and record is not None:
                yield record

    def _close_one(self, target: RecordKey, owners: Sequence[Pointer]) -> None:
        if self._keeps(target):
            self._records[target] = self._held(target)
            self._keep_along(target)
        else:
            for owner, field in owners:
                self._cut(owner, field, target[1])

    def _keeps(self, target: RecordKey) -> bool:
        """Tell whether a record that is pointed at comes back, asking about it if need be."""
        if target in self._renamed or target in self._let_go:
            return False
        clash = self._asked.get(target) or self._ask(target)
        return self._choice(clash) is clash.default

    def _ask(self, target: RecordKey) -> Clash:
        """Note a clash about a record that one copy removed and the other uses."""
        ours = target[1] in self._mine.table(target[0])
        clash = Clash(
            Situation.DELETED_REFERENCED,
            *target,
            THERE,
            base=True,
            mine=Voice(value=ours),
            theirs=Voice(value=not ours),
            default=Take.MINE if ours else Take.THEIRS,
            scenario=self._scenario,
        )
        self._asked[target] = clash
        self._decided.append((*target, THERE))
        self.found.append(clash)
        return clash

    def _held(self, record: RecordKey) -> Record | None:
        plans = (self._mine, self._theirs)
        found = (plan.table(record[0]).get(record[1]) for plan in plans)
        return next((held for held in found if held is not None), None)

    def _cut(self, owner: RecordKey, field: Field, key: str) -> None:
        """Take a pointer out of a record; the record goes too if it means nothing without it."""
        record = self._find(owner)
        if record is None:
            return
        needed = not field.optional or field.name in record.KIND.natural_key
        if field.value_type is not Type.REFERENCES and needed:
            self._records[owner] = None
            self._let_go.add(owner)
            self._decided.append((*owner, THERE))
        else:
            self._write_pointer(owner, field, key, None)

    def _write_pointer(self, owner: RecordKey, field: Field, old: str, new: str | None) -> None:
        record = self._find(owner)
        if record is None:
            return
        value = getattr(record, field.name)
        if isinstance(value, tuple):
            rest = tuple(dict.fromkeys(new if k == old else k for k in value if new or k != old))
            written: Scalar = tuple(k for k in rest if k) or None
        else:
            written = new
        self._records[owner] = evolved(record, **{field.name: written})
        self._decided.append((*owner, field.name))


def _keys(value: Scalar) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)
