# SPDX-License-Identifier: EUPL-1.2
"""From a report to an edit: one command for everything that was accepted.

Each number keeps where it was read: the file by name and SHA-256 as its source, sheet and cell in
its evidence. What was published before stays as the earlier source.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import PurePath

from attrs import frozen
from openpyxl.utils import get_column_letter

from planner.domain.changes import Draft
from planner.domain.commands import Batch, Command, Facts, Move
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.evidence import (
    Confidence,
    Evidence,
    Source,
    evidence_key,
    source_key,
)
from planner.domain.records.measures import Measure, Template
from planner.domain.schema import Kind, Scalar, Type, evolved
from planner.incoming import Book, Format
from planner.intake import Accepted, Report, RowDiff, Status
from planner.workbook.importing.recognising import NAME

CODE = "import_table"
_CITED = frozenset({Type.NUMBER, Type.INTEGER, Type.MONTH, Type.DATE})
_LONGEST_CELL = 200


def command(report: Report, accepted: Accepted, plan: Plan) -> Batch:
    """Return the one edit that takes over what was accepted.

    Raises `ExchangeError("import_open_question")` while something is still to be answered.
    """
    if report.questions:
        asked = ", ".join(question.asked.value for question in report.questions)
        raise ExchangeError("import_open_question", path=report.book.name, asked=asked)
    kind = plan.schema.kind(report.kind)
    source = None if report.book.format is Format.CLIPBOARD else source_of(report.book)
    rows = [
        _take_over(row, accepted, kind, report, source)
        for row in report.rows
        if accepted.takes(row)
    ]
    taken: list[Command] = [row for row in rows if row is not None]
    if source is not None and any(row is not None and row.cited for row in rows):
        taken.insert(0, AddSource(record=source))
    facts = {
        "name": report.book.name,
        "kind": report.kind,
        "rows": sum(r is not None for r in rows),
    }
    return Batch(commands=tuple(taken), code=CODE, facts=facts)


def source_of(book: Book) -> Source:
    """Return the source a file is: its name, and its SHA-256 as the reference."""
    reference = f"sha256:{book.digest}"
    return Source(
        id=source_key(book.name, reference),
        title=PurePath(book.name).name,
        reference=reference,
        confidence=Confidence.MEDIUM,
    )


def address(sheet: str, row: int, column: int) -> str:
    """Return the address of a cell as spreadsheets write it, such as `Budget!C7`."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def _take_over(
    row: RowDiff, accepted: Accepted, kind: Kind, report: Report, source: Source | None
) -> "TakeOver | None":
    cells = list(accepted.cells(row))
    if not cells:
        return None
    cited = {
        cell.field: address(report.table.sheet, row.row, cell.column)[-_LONGEST_CELL:]
        for cell in cells
        if source is not None and kind.field(cell.field).value_type in _CITED and cell.column >= 0
    }
    rivals = {c.field: c.new for c in cells if c.status is Status.CONFLICTING}
    values = {c.field: c.new for c in cells if c.status is not Status.CONFLICTING}
    if row.status is Status.NEW and any(f.name == NAME and f.required for f in kind.fields):
        values.setdefault(NAME, row.name or None)
    return TakeOver(
        kind=kind.name,
        key=row.key or new_id(),
        is_new=row.status is Status.NEW,
        values=values,
        rivals=rivals,
        cited=cited | {field: cited.get(field, "") for field in rivals},
        source=source.id if source is not None else None,
    )


@frozen(kw_only=True)
class AddSource:
    """Note the file that numbers are read from, once."""

    record: Source

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "add_record", {"kind": Source.KIND.name, "name": self.record.title}

    def apply(self, draft: Draft) -> None:
        """Write the source unless it is known."""
        if draft.find(Source.KIND.name, self.record.id) is None:
            draft.put(self.record)


@frozen(kw_only=True)
class TakeOver:
    """Take one row of a table over: a new record, or new values of a known one.

    `rivals` are values that stand against another source; they become evidence, and the record
    stays as it is until somebody settles between the two. `cited` says for each field where in the
    file it was read.
    """

    kind: str
    key: str
    is_new: bool
    values: Mapping[str, Scalar]
    rivals: Mapping[str, Scalar]
    cited: Mapping[str, str]
    source: str | None

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return CODE, {"kind": self.kind, "key": self.key, "rows": 1}

    def apply(self, draft: Draft) -> None:
        """Write record and evidence. Raises `DomainError`."""
        if self.is_new:
            self._add(draft)
        else:
            self._change(draft)
        for field, cell in self.cited.items() if self.source else ():
            if field in self.rivals:
                self._oppose(draft, field, cell)
            else:
                self._cite(draft, field, cell)

    def _add(self, draft: Draft) -> None:
        if draft.find(self.kind, self.key) is not None:
            raise DomainError("already_exists", kind=self.kind, key=self.key)
        declared = draft.base.schema.kind(self.kind)
        values = {**_of_template(draft, self.kind, self.values), **self.values, "id": self.key}
        for field in declared.fields:
            if field.required and values.get(field.name) is None:
                raise field.refusal("required", None)
        draft.put(declared.record(**values))

    def _change(self, draft: Draft) -> None:
        values = dict(self.values)
        state = values.pop("state", None) if self.kind == Measure.KIND.name else None
        if state is not None:
            Move(measure=self.key, state=str(state)).apply(draft)
        found = draft.find(self.kind, self.key)
        if found is None:
            raise DomainError("missing_record", kind=self.kind, key=self.key)
        if values:
            draft.put(evolved(found, **values))

    def _cite(self, draft: Draft, field: str, cell: str) -> None:
        """Make the file the current source of a cell; the one before becomes an earlier one."""
        cited = (self.kind, self.key, field)
        current = draft.find(Evidence.KIND.name, evidence_key(*cited))
        if isinstance(current, Evidence):
            ages = (evidence_key(*cited, age=number) for number in count(1))
            draft.put(evolved(current, id=_first_free(draft, ages)))
        draft.put(self._evidence(evidence_key(*cited), field, self.values[field], cell, draft))

    def _oppose(self, draft: Draft, field: str, cell: str) -> None:
        cited = (self.kind, self.key, field)
        rivals = (evidence_key(*cited, rival=number) for number in count(1))
        key = _first_free(draft, rivals)
        draft.put(self._evidence(key, field, self.rivals[field], cell, draft))

    def _evidence(self, key: str, field: str, value: Scalar, cell: str, draft: Draft) -> Evidence:
        declared = draft.base.schema.kind(self.kind).field(field)
        return Evidence(
            id=key,
            about_kind=self.kind,
            about=self.key,
            field=field,
            value=declared.format(value),
            source=self.source,
            confidence=Confidence.MEDIUM,
            assumption=False,
            cell=cell or None,
        )


def _first_free(draft: Draft, keys: Iterator[str]) -> str:
    """Return the first key that no evidence has."""
    return next(key for key in keys if draft.find(Evidence.KIND.name, key) is None)


def _of_template(draft: Draft, kind: str, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Return what a new measure takes from its template, as one that is assigned does."""
    if kind != Measure.KIND.name or not values.get("template"):
        return {}
    template = draft.get(Template, str(values["template"]))
    shared = {field.name for field in Measure.KIND.fields} - {"id", "name", "notes"}
    taken = {
        field.name: getattr(template, field.name)
        for field in Template.KIND.fields
        if field.name in shared and getattr(template, field.name) is not None
    }
    size = template.kind.size_field
    if values.get(size) is None:
        whole = Measure.KIND.field(size).value_type is Type.INTEGER
        taken[size] = int(template.size) if whole else template.size
    return taken
