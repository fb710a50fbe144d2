# SPDX-License-Identifier: EUPL-1.2
"""What a table would change: each row against the record it is about.

An empty cell says nothing and changes nothing. A value that differs from one with another source is
a second opinion, not a correction. A row with trouble is not imported at all.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Source, evidence_key
from planner.domain.records.geography import State
from planner.domain.records.measures import Measure, Template
from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.conflicts import read_value, sides_of
from planner.intake import CellDiff, Left, LeftOut, Status, Table, Trouble
from planner.sentences import record_word
from planner.workbook.importing.checking import Checked
from planner.workbook.importing.readers import text_of
from planner.workbook.importing.recognising import NAME, Recogniser, Several, fold
from planner.workbook.importing.rows import Rows, Standing


@attrs.frozen(kw_only=True, eq=False)
class Compared:
    """How the rows of a table stand to a plan."""

    rows: Rows
    troubles: tuple[Trouble, ...]
    duplicates: tuple[LeftOut, ...]


@attrs.frozen(kw_only=True, eq=False)
class Comparison:
    """A table, its values and the plan they are compared with.

    `book` is the name of the file; without one the table is an edit and no source.
    """

    plan: Plan
    kind: Kind
    table: Table
    checked: Checked
    recogniser: Recogniser
    book: str
    _troubles: list[Trouble] = attrs.field(init=False, factory=list)
    _duplicates: list[LeftOut] = attrs.field(init=False, factory=list)

    def result(self) -> Compared:
        """Return how every row stands."""
        rows = self.table.rows
        refused = {trouble.row for trouble in self.checked.troubles}
        keys = self._keys(refused)
        self._find_twins(keys, refused)
        self._find_incomplete(keys, refused)
        refused |= {trouble.row for trouble in self._troubles}
        changes: dict[int, tuple[CellDiff, ...]] = {}
        statuses = [
            Status.REFUSED if rows[place] in refused else self._status(place, key, changes)
            for place, key in enumerate(keys)
        ]
        gone = {left.row for left in self._duplicates}
        standing = Standing(
            places=[place for place, row in enumerate(rows) if row not in gone],
            rows=rows,
            keys=keys,
            name=self.recogniser.name,
            statuses=statuses,
            changes=changes,
        )
        return Compared(
            rows=Rows(self.checked, standing),
            troubles=tuple(self._troubles),
            duplicates=tuple(self._duplicates),
        )

    def _keys(self, refused: set[int]) -> list[str]:
        """Return the key of the record of each row, empty for a new one."""
        if self.recogniser.knows_none():
            return [""] * len(self.table.rows)
        keys = []
        for place, row in enumerate(self.table.rows):
            found = "" if row in refused else self.recogniser.key(place)
            if isinstance(found, Several):
                refused.add(row)
                options = [(k, record_word(self.plan, self.kind.name, k)) for k in found.keys]
                facts = {"kind": self.kind.name, "options": options}
                self._add_trouble(place, found.field, "row_ambiguous", facts)
                found = ""
            keys.append(found)
        return keys

    def _find_twins(self, keys: Sequence[str], refused: set[int]) -> None:
        """Find rows about the same record: alike they are one, else both are refused."""
        if not any(keys) and self.recogniser.tells_all_apart():
            return
        seen: dict[object, int] = {}
        for place, row in enumerate(self.table.rows):
            identity = keys[place] or self.recogniser.identity(place)
            if identity is None or row in refused:
                continue
            first = seen.setdefault(identity, place)
            if first == place:
                continue
            if all(values[first] == values[place] for values in self.checked.values.values()):
                self._duplicates.append(LeftOut(row, Left.DUPLICATE, self.recogniser.name(place)))
                continue
            for one, other in ((first, place), (place, first)):
                name = self.recogniser.name(place, keys[place])
                facts = {"name": name, "row": self.table.rows[other] + 1}
                self._add_trouble(one, self._first_field(), "row_twice", facts)

    def _find_incomplete(self, keys: Sequence[str], refused: set[int]) -> None:
        """Find new rows that lack what a record cannot be without."""
        records, values = self.plan.table(self.kind.name), self.checked.values
        rows = self.table.rows
        fresh = {p for p, key in enumerate(keys) if key not in records and rows[p] not in refused}
        lacking: dict[int, list[Field]] = {}
        for field in self.kind.fields:
            if not field.required or field.value_type is Type.KEY:
                continue
            known = values.get(field.name)
            for place in fresh if known is None else _places_of_none(known, fresh):
                if not self._is_given(field, place):
                    lacking.setdefault(place, []).append(field)
        for place, fields in sorted(lacking.items()):
            name = fields[0].name if fields[0].name in values else self._first_field()
            labels = [field.label for field in fields]
            code = "row_incomplete" if self.recogniser.name(place) else "row_nameless"
            self._add_trouble(place, name, code, {"fields": labels})

    def _is_given(self, field: Field, place: int) -> bool:
        """Tell whether a new record gets a value elsewhere: a measure from its template."""
        if field.name == NAME:
            return bool(self.recogniser.name(place))
        if self.kind.name != Measure.KIND.name:
            return False
        has_template = self.recogniser.value("template", place) is not None
        return has_template and field.name in {one.name for one in Template.KIND.fields}

    def _add_trouble(self, place: int, field: str, code: str, facts: Mapping[str, object]) -> None:
        column = self.checked.columns.get(field, self.table.columns[0].index)
        headers = {column.index: column.header for column in self.table.columns}
        self._troubles.append(
            Trouble(
                row=self.table.rows[place],
                column=column,
                header=headers.get(column, ""),
                value=self.recogniser.name(place),
                code=code,
                facts=dict(facts),
            )
        )

    def _first_field(self) -> str:
        values = self.checked.values
        names = [name for name in self.recogniser.natural if name in values]
        return names[0] if names else next(iter(values), "")

    def _status(self, place: int, key: str, changes: dict[int, tuple[CellDiff, ...]]) -> Status:
        record = self.plan.table(self.kind.name).get(key) if key else None
        if record is None:
            return Status.NEW
        cells = tuple(self._changes(place, record))
        if not cells:
            return Status.UNCHANGED
        changes[place] = cells
        found = {cell.status for cell in cells}
        return Status.CONFLICTING if Status.CONFLICTING in found else Status.CHANGED

    def _changes(self, place: int, record: Record) -> Iterator[CellDiff]:
        for name, values in self.checked.values.items():
            new, old = values[place], getattr(record, name)
            if new is None or new == _as_read(old) or name == "id":
                continue
            if self._is_name(record, name, new, old):
                continue
            status = self._standing(record, name, new, old)
            if status is not None:
                column = self.checked.columns[name]
                yield CellDiff(field=name, column=column, old=old, new=new, status=status)

    def _is_name(self, record: Record, name: str, new: Scalar, old: Scalar) -> bool:
        """Tell a name that a record was recognised by, in other letters or another language."""
        if record.KIND.name == State.KIND.name and name == "name":
            return True
        return name in self.recogniser.natural and fold(new) == fold(old)

    def _standing(self, record: Record, name: str, new: Scalar, old: Scalar) -> Status | None:
        """Tell a correction from a second opinion; `None` for one that is known already."""
        if not self.book:
            return Status.CHANGED
        sides = sides_of(self.plan, self.kind.name, record.id, name)
        if any(self._is_ours(side) and read_value(self.plan, side) == new for side in sides):
            return None
        current = self.plan.of(Evidence).get(evidence_key(self.kind.name, record.id, name))
        if current is None or old is None or self._is_ours(current):
            return Status.CHANGED
        return Status.CONFLICTING if read_value(self.plan, current) == old else Status.CHANGED

    def _is_ours(self, side: Evidence) -> bool:
        """Tell whether evidence comes from a file of the same name."""
        source = self.plan.of(Source).get(side.source or "")
        return source is not None and source.title == self.book


def _as_read(value: Scalar) -> Scalar:
    """Return a value of the plan as a reader would give it, without the blanks at its ends."""
    return text_of(value) if isinstance(value, str) else value


def _places_of_none(values: Sequence[Scalar], places: set[int]) -> Iterator[int]:
    return (place for place, value in enumerate(values) if value is None and place in places)
