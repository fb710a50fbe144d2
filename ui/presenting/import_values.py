# SPDX-License-Identifier: EUPL-1.2
"""An import in words: what is in a file, how it was read, and what it would change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import evolve

from planner import text
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Schema, Type
from planner.import_sentences import (
    HOW,
    LEFT,
    answer_words,
    cell_name,
    column_name,
    field_label,
    mismatch_words,
    notes_words,
    question_words,
    summary_words,
    trouble_words,
)
from planner.incoming import Book, Cell, Format, Grid
from planner.intake import Asked, Choices, Match, Question, Report, Sampled
from planner.sentences import record_word
from planner.text import _, ngettext
from ui.importing.values import (
    AskedValues,
    ColumnsValues,
    ColumnValues,
    FileValues,
    FindingsValues,
    ImportValues,
    NeededField,
    Options,
    ReadingValues,
    SampleTable,
)
from ui.presenting.import_lines import import_changes, worded
from ui.widgets.text_table import TextRow, TextRows
from ui.widgets.tick_table import TickLine, TickLines

Answered = Mapping[tuple[Asked, int | None], Question]
"""All questions a file has raised so far, also those that are answered."""
_SHOWN_ROWS, _HEADER_ROWS, _EXAMPLES = 20, 30, 3
_LONGEST_EXAMPLE, _LONGEST_HEADER = 24, 60
_MOST_MISTAKES = 2_000
_NUMERIC = frozenset({Type.NUMBER, Type.INTEGER})
_DATED = frozenset({Type.MONTH, Type.DATE})


def import_values(report: Report, plan: Plan, asked: Answered) -> ImportValues:
    """Return everything the steps of an import show."""
    kind = plan.schema.kind(report.kind)
    return ImportValues(
        summary=summary_words(report),
        file=_file(report, plan),
        columns=_columns(report, plan, kind),
        reading=ReadingValues(
            questions=tuple(_questions(report, plan, asked)), sample=_read_sample(report, plan)
        ),
        findings=_findings(report),
        changes=import_changes(report, plan, kind),
        open=len(report.questions),
        mistakes=len(report.troubles) + len(report.mismatches),
        can_import=report.can_import,
    )


def plain_cell(cell: Cell) -> str:
    """Write a cell as one sees it in a spreadsheet."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat().removesuffix("T00:00:00")
    return " ".join(str(cell).split())


def _grid(report: Report) -> Grid:
    return report.book.grid(report.table.sheet) or report.book.grids[0]


def _cell(grid: Grid, row: int, column: int) -> str:
    cells = grid.rows[row]
    return plain_cell(cells[column]) if 0 <= column < len(cells) else ""


# --- the file ---------------------------------------------------------------------------------


def _file(report: Report, plan: Plan) -> FileValues:
    sheet = _sheet_values(report.book, plan.schema, _grid(report), report.table.header)
    return evolve(sheet, facts=_facts(report), kind=report.kind, notes=tuple(notes_words(report)))


def unread_values(book: Book, schema: Schema, choices: Choices) -> FileValues:
    """Return what there is to choose from where no table was found: sheets, and rows for heads."""
    shown = [grid for grid in book.grids if grid.rows and not grid.hidden] or book.grids
    grid = book.grid(choices.sheet) or shown[0]
    return evolve(_sheet_values(book, schema, grid, choices.header), kind=choices.kind)


def _sheet_values(book: Book, schema: Schema, grid: Grid, header: Sequence[int]) -> FileValues:
    hidden = _("{sheet} (hidden)")
    is_text = book.format is Format.TEXT
    return FileValues(
        facts="",
        sheets=[(g.name, hidden.format(sheet=g.name) if g.hidden else g.name) for g in book.grids],
        sheet=grid.name,
        kinds=sorted(((k.name, _(k.plural)) for k in schema.kinds.values()), key=lambda p: p[1]),
        kind="",
        headers=tuple(_header_options(grid, header)),
        header=_header_code(header),
        encodings=[(name, name) for name in _encodings(book)] if is_text else (),
        encoding=book.encoding,
        sample=_raw_sample(grid, header),
    )


def _encodings(book: Book) -> Sequence[str]:
    return tuple(dict.fromkeys((book.encoding, *book.encodings, "utf-8", "cp1252", "cp1250")))


def _facts(report: Report) -> str:
    rows = len(report.table.rows)
    told = ngettext("{count} row of data", "{count} rows of data", rows)
    columns = len(report.table.columns)
    wide = ngettext("{count} column", "{count} columns", columns)
    return ", ".join(
        (
            told.format(count=text.number(rows)),
            wide.format(count=text.number(columns)),
        )
    )


def _header_code(rows: Sequence[int]) -> str:
    return ",".join(map(str, rows))


def _header_options(grid: Grid, found: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield the rows that may hold the header; the one in use may be of two rows."""
    singles = [(row,) for row in range(min(_HEADER_ROWS, len(grid.rows))) if any(grid.rows[row])]
    for rows in sorted({tuple(found), *singles} - {()}):
        words = " · ".join(plain_cell(cell) for cell in grid.rows[rows[0]] if cell != "")
        label = _("Row {row}: {words}") if len(rows) == 1 else _("Rows {row} to {last}: {words}")
        told = label.format(row=rows[0] + 1, last=rows[-1] + 1, words=_short(words))
        yield _header_code(rows), told


def _short(words: str, longest: int = _LONGEST_HEADER) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _raw_sample(grid: Grid, heads: Sequence[int]) -> SampleTable:
    """Return the first rows of the sheet as they are, the header marked."""
    shown = range(min(_SHOWN_ROWS, len(grid.rows)))
    width = max((len(grid.rows[row]) for row in shown), default=0)
    header = {row for row in heads if row in shown}
    return SampleTable(
        heads=("", *map(column_name, range(width))),
        rows=tuple((str(r + 1), *(_cell(grid, r, c) for c in range(width))) for r in shown),
        marked=frozenset((row, column) for row in header for column in range(1 + width)),
    )


# --- columns ----------------------------------------------------------------------------------


def _columns(report: Report, plan: Plan, kind: Kind) -> ColumnsValues:
    headers = {column.index: column.header for column in report.table.columns}
    grid = _grid(report)
    return ColumnsValues(
        columns=tuple(
            ColumnValues(
                index=match.column,
                letters=column_name(match.column),
                header=headers[match.column] or _("without a header"),
                examples=_examples(report, grid, match.column),
                field=match.field,
                how=_(HOW[match.how]),
                unit=_usual(match),
                units=_unit_options(match, plan.schema),
            )
            for match in report.matches
        ),
        fields=tuple((field.name, _with_unit(kind, field)) for field in kind.fields),
        needed=tuple(_needed(report, plan, kind)),
    )


def _with_unit(kind: Kind, field: Field) -> str:
    unit = text.unit_label(field.unit)
    label = field_label(kind, field.name)
    return f"{label} ({unit})" if unit else label


def _examples(report: Report, grid: Grid, column: int) -> str:
    cells = (_cell(grid, row, column) for row in report.table.rows[:_SHOWN_ROWS])
    found = dict.fromkeys(_short(words, _LONGEST_EXAMPLE) for words in cells if words)
    return " · ".join(list(found)[:_EXAMPLES])


def _usual(match: Match) -> str:
    """Return the unit of a column as it is usually written, whatever the header makes of it."""
    alike = (unit for unit in match.units if unit.casefold() == match.unit.casefold())
    return next(alike, match.unit)


def _unit_options(match: Match, schema: Schema) -> Options:
    given = _usual(match)
    units = dict.fromkeys((*match.units, *((given,) if given else ())))
    question = Question(asked=Asked.UNIT, options=(), proposed="")
    return tuple((unit, answer_words(question, unit, schema)) for unit in units if match.units)


def _needed(report: Report, plan: Plan, kind: Kind) -> Iterator[NeededField]:
    """Yield the fields that new rows lack, and those one value was given for already."""
    lacking = {
        label
        for trouble in report.troubles
        if trouble.code == "row_incomplete"
        for label in trouble.facts["fields"]
    }
    filled = {match.field for match in report.matches}
    given = report.choices.constants
    for field in kind.fields:
        if field.name in given or (field.label in lacking and field.name not in filled):
            yield NeededField(
                field=field,
                label=_with_unit(kind, field),
                value=given.get(field.name, ""),
                options=_field_options(plan, field),
            )


def _field_options(plan: Plan, field: Field) -> Options:
    if field.choices is not None:
        return [(choice.value, _(choice.label)) for choice in field.choices]
    if not field.target:
        return ()
    found = ((key, record_word(plan, field.target, key)) for key in plan.table(field.target))
    return sorted(found, key=lambda pair: pair[1])


# --- how cells are read -----------------------------------------------------------------------


def _questions(report: Report, plan: Plan, asked: Answered) -> Iterator[AskedValues]:
    still_open = {(one.asked, one.column) for one in report.questions}
    current = {(one.asked, one.column): one for one in report.questions}
    for key, question in {**asked, **current}.items():
        yield AskedValues(
            asked=question.asked,
            column=question.column,
            words=question_words(question, plan.schema, report.kind),
            options=_answers(question, plan.schema),
            answer="" if key in still_open else _answer(report, question),
            is_open=key in still_open,
        )
    yield from _proved(report, plan, {key[0] for key in {**asked, **current}})


def _answers(question: Question, schema: Schema) -> Options:
    """Return the answers in words; many are in the order of the alphabet."""
    told = [(option, answer_words(question, option, schema)) for option in question.options]
    return sorted(told, key=lambda pair: pair[1]) if question.asked is Asked.KIND else told


def _answer(report: Report, question: Question) -> str:
    choices, column = report.choices, question.column or 0
    match question.asked:
        case Asked.DECIMAL:
            return report.decimal
        case Asked.DATES:
            return report.dates
        case Asked.DASH:
            return choices.dash
        case Asked.UNIT:
            return choices.units.get(column, "")
        case Asked.COLUMN:
            return choices.fields.get(column, question.proposed)
        case Asked.KIND:
            return report.kind


def _proved(report: Report, plan: Plan, asked: set[Asked]) -> Iterator[AskedValues]:
    """Yield what the file itself shows; one may still know better."""
    kind = plan.schema.kind(report.kind)
    types = {kind.field(match.field).value_type for match in report.matches if match.field}
    proved = (
        (Asked.DECIMAL, _NUMERIC, _("Decimal mark"), (",", "."), report.decimal),
        (Asked.DATES, _DATED, _("Order in dates"), ("dmy", "mdy"), report.dates),
    )
    for what, concerned, words, options, answer in proved:
        if what in asked or not types & concerned:
            continue
        question = Question(asked=what, options=options, proposed=answer)
        told = tuple((option, answer_words(question, option, plan.schema)) for option in options)
        yield AskedValues(asked=what, column=None, words=words, options=told, answer=answer)


def _read_sample(report: Report, plan: Plan) -> SampleTable:
    """Return the first rows as they were read: what the file says, and what that means."""
    kind, grid = plan.schema.kind(report.kind), _grid(report)
    matches = [match for match in report.matches if match.field]
    bad = {trouble.place: trouble_words(trouble) for trouble in report.troubles}
    rows, details = [], []
    for one in report.sample:
        rows.append((str(one.row + 1), *(_read(one, m, kind, plan, grid, bad) for m in matches)))
        details.append(("", *(bad.get((one.row, m.column), "") for m in matches)))
    marked = frozenset(
        (place, column)
        for place, one in enumerate(report.sample)
        for column, match in enumerate(matches, start=1)
        if (one.row, match.column) in bad
    )
    heads = (_("Row"), *(_with_unit(kind, kind.field(m.field)) for m in matches))
    return SampleTable(heads=heads, rows=tuple(rows), details=tuple(details), marked=marked)


def _read(  # noqa: PLR0917 - one cell with all that surrounds it
    one: Sampled,
    match: Match,
    kind: Kind,
    plan: Plan,
    grid: Grid,
    bad: Mapping[tuple[int, int], str],
) -> str:
    raw, value = _cell(grid, one.row, match.column), one.values.get(match.column)
    if (one.row, match.column) in bad:
        return _("{words} – not understood").format(words=raw)
    if value is None:
        return _("{words} → unknown").format(words=raw) if raw else ""
    read = worded(plan, kind.field(match.field), value)
    return read if read == raw else f"{raw} → {read}"


# --- findings ---------------------------------------------------------------------------------


def _findings(report: Report) -> FindingsValues:
    heads = (_("Cell"), _("Column"), _("In the file"), _("What is wrong"))
    sheet = report.table.sheet
    rows = [
        TextRow(
            (cell_name(*trouble.place), trouble.header, trouble.value, trouble_words(trouble)),
            sorts=(trouble.place, trouble.header, trouble.value, trouble.code),
        )
        for trouble in report.troubles[:_MOST_MISTAKES]
    ]
    rows += [
        TextRow(
            (
                cell_name(one.row, one.column),
                one.header,
                text.number(one.stated, 6),
                mismatch_words(one, sheet),
            ),
            sorts=((one.row, one.column), one.header, "", ""),
        )
        for one in report.mismatches
    ]
    return FindingsValues(
        mistakes=TextRows(heads=heads, rows=tuple(rows)),
        left_out=_left_out(report),
        left_rows=_left_rows(report),
        notes=_more_mistakes(report),
    )


def _more_mistakes(report: Report) -> tuple[str, ...]:
    more = len(report.troubles) - _MOST_MISTAKES
    if more <= 0:
        return ()
    told = _("{count} more are not listed here; the workbook with the cells marked holds them all.")
    return (told.format(count=text.number(more)),)


def _left_rows(report: Report) -> tuple[int, ...]:
    return (*(left.row for left in report.left_out), *sorted(report.choices.included))


def _left_out(report: Report) -> TickLines:
    grid = _grid(report)
    lines = [
        TickLine((str(left.row + 1), _(LEFT[left.why]), left.words)) for left in report.left_out
    ]
    included = sorted(report.choices.included)
    lines += [
        TickLine((str(row + 1), _("read all the same"), _cell(grid, row, 0))) for row in included
    ]
    return TickLines(
        heads=(_("Row"), _("Why it is left out"), _("What it says")),
        lines=lines,
        ticked=[False] * len(report.left_out) + [True] * len(included),
    )
