# SPDX-License-Identifier: EUPL-1.2
"""What somebody changed in a workbook of ours: a comparison of three, cell by cell.

Base is the plan as it was exported, *theirs* the file, *mine* the plan as it is now. A cell is
changed only where theirs differs from base; where mine moved on as well, and elsewhere, it is a
conflict and nothing is done about it unless somebody chooses. A row that is missing removes nothing
by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs

from planner.domain.errors import DomainError, StoreError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.incoming import Book, Format
from planner.returns import Added, Edit, Missing, RecordKey, Refused, Returned
from planner.session import Session
from planner.workbook.cells import Read, comparable, read_value, same
from planner.workbook.choices import Wording, folded, list_name
from planner.workbook.reading_back import Contents, Row, contents, facts_of


def returned(session: Session, book: Book) -> Returned:
    """Compare a workbook of ours with the plan of a session and with what was exported."""
    return compared(book, session.plan, base_of(session, book))


def compared(book: Book, plan: Plan, base: Plan | None) -> Returned:
    """Compare a workbook of ours with a plan and with what was exported, as far as that is known.

    It reads no file, so that it can be done beside a window.
    """
    return _Comparison(contents(book, plan.schema), plan, base).result(book)


def base_of(session: Session, book: Book) -> Plan | None:
    """Return the plan as it was when a workbook of ours was exported, `None` if nobody knows.

    Tables in a zip say nothing of that: what differs from the plan as it is now is a change.
    """
    if book.format is Format.TABLES:
        return session.plan
    return base_plan(session, facts_of(book))


def base_plan(session: Session, facts: Mapping[str, str]) -> Plan | None:
    """Return the plan as it was exported; `None` where the session does not know that state."""
    plan, step = facts.get("plan", ""), facts.get("step", "")
    if plan and session.plan_id and plan != session.plan_id:
        return None
    steps = session.history()
    if step == (steps[-1].id if steps else ""):
        return session.plan
    try:
        return session.at_step(step).plan
    except StoreError:
        return None


class _Comparison:
    def __init__(self, found: Contents, mine: Plan, base: Plan | None) -> None:
        self._found = found
        self._mine = mine
        self._base = mine if base is None else base
        self._based = base is not None
        self._wording = Wording(mine)
        self._words_now: dict[str, Mapping[str, str]] = {}
        self._changes: list[Edit] = []
        self._conflicts: list[Edit] = []
        self._refused: list[Refused] = []
        self._unchanged = 0
        self._by_natural_key: dict[str, Mapping[tuple[Scalar, ...], list[str]]] = {}
        self._known_readings: dict[tuple[str, str, type, Read], Scalar] = {}
        self._new_names: dict[str, dict[str, str]] = defaultdict(dict)

    def result(self, book: Book) -> Returned:
        known, fresh = self._sorted_out()
        for row in fresh:
            self._remember_name(row)
        for row in known:
            self._compare(row)
        added = [one for row in fresh if (one := self._added(row)) is not None]
        return Returned(
            name=book.name,
            digest=book.digest,
            based=self._based,
            changes=tuple(self._changes),
            conflicts=tuple(self._conflicts),
            added=tuple(added),
            missing=tuple(self._missing(known)),
            refused=tuple(self._refused),
            unchanged=self._unchanged,
        )

    def _sorted_out(self) -> tuple[list[Row], list[Row]]:
        """Tell rows of known records from new ones.

        A copied row brings the hidden key along: the row most like the record keeps it. A new row
        is taken for the record that people call the same, unless that one has a row of its own.
        """
        by_key: dict[RecordKey, list[Row]] = defaultdict(list)
        fresh = []
        for row in self._found.rows:
            if row.key and self._ever(row.kind.name, row.key) is not None:
                by_key[row.kind.name, row.key].append(row)
            else:
                fresh.append(row)
        known = []
        for rows in by_key.values():
            own, *copies = sorted(rows, key=self._distance)
            known.append(own)
            fresh += [attrs.evolve(copy, key="") for copy in copies]
        return self._recognised(known, fresh)

    def _recognised(self, known: list[Row], fresh: list[Row]) -> tuple[list[Row], list[Row]]:
        taken = {(row.kind.name, row.key) for row in known}
        left = []
        for row in fresh:
            key = next(
                (k for k in self._called_alike(row) if (row.kind.name, k) not in taken), None
            )
            if key is None:
                left.append(row if row.key else attrs.evolve(row, key=new_id()))
            else:
                taken.add((row.kind.name, key))
                known.append(row.recognised(key))
        return known, left

    def _ever(self, kind: str, key: str) -> Record | None:
        found = self._mine.tables.get(kind, {}).get(key)
        return found or self._base.tables.get(kind, {}).get(key)

    def _distance(self, row: Row) -> int:
        record = self._ever(row.kind.name, row.key)
        read = ((field, *self._read(row, field)) for field in _fields(row))
        return sum(
            error is not None or not same(field, getattr(record, field.name), value)
            for field, value, error in read
        )

    def _called_alike(self, row: Row) -> Iterator[str]:
        """Yield the keys of records in the plan with the same natural key as a row."""
        fields = _natural(row.kind)
        if not fields or any(field.name not in row.cells for field in fields):
            return
        wanted = []
        for field in fields:
            value, error = self._read(row, field)
            if error is not None:
                return
            wanted.append(comparable(field, value))
        yield from self._natural_keys(row.kind).get(tuple(wanted), ())

    def _natural_keys(self, kind: Kind) -> Mapping[tuple[Scalar, ...], list[str]]:
        """Return the keys of the records of a kind by what people recognise them by."""
        if kind.name not in self._by_natural_key:
            found: dict[tuple[Scalar, ...], list[str]] = defaultdict(list)
            for key, record in self._mine.table(kind.name).items():
                called = (comparable(f, getattr(record, f.name)) for f in _natural(kind))
                found[tuple(called)].append(key)
            self._by_natural_key[kind.name] = found
        return self._by_natural_key[kind.name]

    def _remember_name(self, row: Row) -> None:
        name = row.cells.get("name") or row.cells.get("title")
        if isinstance(name, str):
            self._new_names[row.kind.name][folded(name)] = row.key

    def _compare(self, row: Row) -> None:
        mine = self._mine.tables.get(row.kind.name, {}).get(row.key)
        base = self._base.tables.get(row.kind.name, {}).get(row.key)
        for field in _fields(row):
            before = None if base is None else getattr(base, field.name)
            now = None if mine is None else getattr(mine, field.name)
            theirs, error = self._read(row, field)
            if error is not None and not _both_empty(row, field, before):
                self._refuse(row, field, error)
            elif error is not None or any(
                record is not None and same(field, value, theirs)
                for record, value in ((base, before), (mine, now))
            ):
                self._unchanged += 1
            else:
                self._note(row, field, (before, theirs, now), gone=mine is None)

    def _note(
        self, row: Row, field: Field, values: tuple[Scalar, Scalar, Scalar], *, gone: bool
    ) -> None:
        """Note a cell that differs as a change, or as a conflict if the plan moved on as well."""
        base, theirs, mine = values
        edit = Edit(
            kind=row.kind.name,
            key=row.key,
            field=field.name,
            base=base,
            theirs=theirs,
            mine=mine,
            sheet=row.sheet,
            cell=row.place(field.name),
            gone=gone,
        )
        untouched = self._based and not gone and same(field, base, mine)
        (self._changes if untouched else self._conflicts).append(edit)

    def _read(self, row: Row, field: Field) -> tuple[Scalar, DomainError | None]:
        """Return the value of a cell, or why it has none."""
        if field.name in row.blanks:
            reason = row.blanks[field.name].value
            return None, DomainError(f"cell_{reason}", field=field.name, label=field.label)
        cell = row.cells[field.name]
        known = (row.kind.name, field.name, type(cell), cell)
        try:
            if known not in self._known_readings:
                self._known_readings[known] = read_value(field, cell, self._find)
        except DomainError as error:
            return None, error
        return self._known_readings[known], None

    def _find(self, field: Field, words: str) -> str | None:
        """Return the code or key that words stand for: as exported, as added, as called now."""
        wanted = folded(words)
        name = list_name(field)
        exported = self._found.lists.get(name, {}) if name is not None else {}
        found = exported.get(wanted) or self._new_names.get(field.target, {}).get(wanted)
        if found is None or not self._is_there(field, found):
            found = self._now(field).get(wanted)
        return words if found is None and self._is_there(field, words) else found

    def _is_there(self, field: Field, code: str) -> bool:
        if field.value_type is Type.FLAG:
            return code in ("yes", "no")
        if field.choices is not None:
            return code in set(field.choices)
        there = self._ever(field.target, code) is not None
        return there or code in self._new_names.get(field.target, {}).values()

    def _now(self, field: Field) -> Mapping[str, str]:
        name = str(list_name(field))
        if name not in self._words_now:
            labels = self._wording.labels(field)
            self._words_now[name] = {folded(label): code for code, label in labels.items()}
        return self._words_now[name]

    def _refuse(self, row: Row, field: Field, error: DomainError) -> None:
        self._refused.append(
            Refused(
                kind=row.kind.name,
                key=row.key,
                field=field.name,
                sheet=row.sheet,
                cell=row.place(field.name),
                code=error.code,
                facts=error.facts,
            )
        )

    def _added(self, row: Row) -> Added | None:
        """Return a new row; `None` if one of its cells is refused."""
        values: dict[str, Scalar] = {"id": row.key}
        refused = len(self._refused)
        for field in _fields(row):
            empty = row.cells[field.name] in (None, "") and field.name not in row.blanks
            if empty and not field.required:
                continue
            value, error = self._read(row, field)
            if error is not None:
                self._refuse(row, field, error)
            values[field.name] = value
        if len(self._refused) > refused:
            return None
        alike = next(iter(self._called_alike(row)), None)
        return Added(
            kind=row.kind.name,
            key=row.key,
            values=values,
            sheet=row.sheet,
            row=row.number,
            alike=alike,
        )

    def _missing(self, known: Iterable[Row]) -> Iterator[Missing]:
        present = {(row.kind.name, row.key) for row in known}
        for kind, keys in self._found.exported.items():
            if kind not in self._found.sheets:
                continue
            for key in sorted(keys):
                mine = self._mine.tables.get(kind, {}).get(key)
                if (kind, key) not in present and mine is not None:
                    changed = mine != self._base.tables.get(kind, {}).get(key)
                    yield Missing(kind=kind, key=key, changed=changed)


def _both_empty(row: Row, field: Field, before: Scalar) -> bool:
    """Tell whether a cell is empty because of its value a spreadsheet keeps nothing."""
    return row.cells[field.name] in (None, "") and comparable(field, before) == "" != before


def _natural(kind: Kind) -> list[Field]:
    """Return the fields by which people recognise a record of a kind."""
    return [kind.field(name) for name in kind.natural_key if name != "id"]


def _fields(row: Row) -> Iterator[Field]:
    return (field for field in row.kind.fields if field.name != "id" and field.name in row.cells)
