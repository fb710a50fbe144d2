# SPDX-License-Identifier: EUPL-1.2
"""The import from file to edit, step by step: what a window or a command line asks for.

    reading = begin(path)            # or `paste(text)` for the clipboard
    book = reading.wait()            # or `poll`, now and then
    report = check(plan, book, Choices())
    session.execute(command(report, Accepted(), plan))
    remember(report)

Every step takes values and returns values; whoever guides through it changes `Choices` and asks for
another report.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from threading import Thread

import attrs

from planner.domain.errors import ExchangeError
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Kind, Schema
from planner.garbage import uncollected
from planner.incoming import Book, Cell, Format, Grid
from planner.intake import Asked, Choices, How, Match, Question, Report, Sampled, Table
from planner.text import _
from planner.workbook.importing import edits, memory, plain_text
from planner.workbook.importing.checking import Checked, checked, filled_columns
from planner.workbook.importing.diffing import Comparison
from planner.workbook.importing.matching import (
    as_template,
    fingerprint,
    kinds_of,
    known_units,
    matches,
)
from planner.workbook.importing.readers import Readers, Way
from planner.workbook.importing.reading import Reading
from planner.workbook.importing.recognising import Recogniser
from planner.workbook.importing.tables import table_of, with_duplicates
from planner.workbook.importing.vocabulary import Vocabulary

_SAMPLE_ROWS = 20
_TELLING = 2  # columns; one alone, such as a name, is in every kind of record
command = edits.command
remember = memory.remember


def begin(path: Path, *, encoding: str = "", delimiter: str = "") -> Reading:
    """Start to read a file in a process of its own; words for fields are gathered meanwhile."""
    reading = Reading(path, encoding=encoding, delimiter=delimiter)
    Thread(target=vocabulary, args=(SCHEMA,), daemon=True).start()
    return reading


def paste(text: str, *, width: int) -> Book:
    """Return text from the clipboard as a book of one sheet; `width` is how wide its place is.

    Raises `ExchangeError("import_nothing_pasted")`.
    """
    if not text.strip():
        raise ExchangeError("import_nothing_pasted")
    rows = plain_text.rows_of(text, _delimiter(text, width), path=_("Clipboard"))
    return _clipboard(list(rows), text)


def _delimiter(text: str, width: int) -> str:
    """Return what stands between pasted cells; a comma may also be within a single one."""
    if "\t" in text or ";" not in text:
        lines = text.splitlines()
        is_listed = width > 1 and all(line.count(",") == width - 1 for line in lines)
        return "," if is_listed and "\t" not in text else "\t"
    return ";"


def pasted(
    plan: Plan, text: str, *, kind: str, fields: Sequence[str], keys: Sequence[str] = ()
) -> Report:
    """Check text pasted into a table of one kind.

    Its columns fill `fields` one by one and its rows the records of `keys`, and new ones after
    them; with a row of headers columns and records are found by name instead. Numbers are in the
    units of the fields. Raises `ExchangeError`.
    """
    declared = plan.schema.kind(kind)
    book = paste(text, width=len(fields))
    rows = book.grids[0].rows
    named = _named_by(vocabulary(plan.schema), kind, rows[0])
    if named:
        chosen = named
    else:
        chosen = (*fields, "id")
        heads: list[Cell] = [_(declared.field(name).label) for name in chosen]
        rows = [heads, *_keyed(rows, len(fields), keys)]
    choices = Choices(
        kind=kind,
        header=(0,),
        fields=dict(enumerate(chosen)),
        units={column: declared.field(name).unit for column, name in enumerate(chosen)},
        included=frozenset(range(1, len(rows))),
    )
    return check(plan, _clipboard(rows, text), choices)


def _clipboard(rows: list[list[Cell]], text: str) -> Book:
    name = _("Clipboard")
    return Book(
        name=name,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        format=Format.CLIPBOARD,
        grids=(Grid(name=name, rows=rows),),
        delimiter="\t",
    )


def _named_by(known: Vocabulary, kind: str, first: Sequence[Cell]) -> tuple[str, ...]:
    """Return the fields that a first row names, nothing if it is no row of headers."""
    named = tuple(known.field(kind, str(cell)) for cell in first)
    return named if all(named) and len(set(named)) == len(named) else ()


def _keyed(rows: list[list[Cell]], width: int, keys: Sequence[str]) -> Iterator[list[Cell]]:
    """Yield rows as wide as the table, with the key of the record each is to change behind."""
    empty: list[Cell] = [""] * width
    for row, key in zip_longest(rows, keys[: len(rows)], fillvalue=""):
        yield [*row[:width], *empty[len(row) :], str(key)]


def best_sheet(book: Book, known: Vocabulary) -> Grid:
    """Return the sheet most likely meant: the one in sight with the row that names most fields.

    A row, because notes on a table name its fields as well, one below the other.
    """
    shown = [grid for grid in book.grids if not grid.hidden and grid.rows] or list(book.grids)

    def named(row: Sequence[Cell]) -> int:
        words = (cell for cell in row if isinstance(cell, str) and cell)
        return sum(1 for cell in words if len(cell) < 60 and known.knows(cell))

    return max(shown, key=lambda grid: max(map(named, grid.rows[:40]), default=0))


def table(plan: Plan, book: Book, choices: Choices) -> Table:
    """Return where the table is in the sheet chosen. Raises `ExchangeError` if there is none."""
    known = vocabulary(plan.schema)
    grid = _sheet(book, choices) or best_sheet(book, known)
    found = table_of(grid, choices, known.knows)
    if not found.header or not found.rows:
        raise ExchangeError("import_no_header", path=book.name, sheet=grid.name)
    return found


def check(plan: Plan, book: Book, choices: Choices) -> Report:
    """Return everything there is to say about an import: what it would do, what stands against it.

    Raises `ExchangeError` if the sheet holds no table, `DomainError` for an unknown kind or field.
    """
    with uncollected():
        return _checked(plan, book, choices)


def _checked(plan: Plan, book: Book, choices: Choices) -> Report:
    known = vocabulary(plan.schema)
    found = table(plan, book, choices)
    likely = kinds_of(found, known, (found.sheet, book.name))
    remembered = memory.recall(fingerprint(found.columns)) or as_template(found.columns)
    name = choices.kind or (remembered.kind if remembered else "")
    if name not in plan.schema.kinds:
        name = choices.kind or likely[0]
    kind = plan.schema.kind(name)
    if remembered is not None and remembered.kind == kind.name:
        units = known_units(found, remembered) | dict(choices.units)
        choices = attrs.evolve(choices, units=units)
    matched = matches(found, kind, choices, known, remembered)
    _check_once(book, kind, matched)
    is_known = bool(choices.kind) or remembered is not None
    asked = [] if is_known else list(_unsure(found, matched, likely))
    report = _compared(plan, book, attrs.evolve(choices, kind=kind.name), found, matched)
    return attrs.evolve(report, questions=(*asked, *report.questions))


def _unsure(found: Table, matched: Sequence[Match], likely: Sequence[str]) -> Iterator[Question]:
    """Yield the question what the rows are, where next to no column has told."""
    if len(found.columns) > 1 and sum(bool(match.field) for match in matched) < _TELLING:
        yield Question(asked=Asked.KIND, options=tuple(likely), proposed=likely[0])


def _check_once(book: Book, kind: Kind, matched: Sequence[Match]) -> None:
    """Refuse two columns for one field. Raises `ExchangeError("import_column_twice")`."""
    filled = Counter(match.field for match in matched if match.field)
    for field, count in filled.items():
        if count > 1:
            label = kind.field(field).label
            raise ExchangeError("import_column_twice", path=book.name, label=label)


def _compared(
    plan: Plan, book: Book, choices: Choices, found: Table, matched: tuple[Match, ...]
) -> Report:
    kind = plan.schema.kind(choices.kind)
    grid = book.grid(found.sheet) or book.grids[0]
    filled = list(filled_columns(grid, found, kind, matched))
    if not filled:
        raise ExchangeError("import_no_column", path=book.name, sheet=found.sheet)
    done = checked(
        lambda way: Readers(plan, way), book, found, kind, filled=filled, choices=choices
    )
    states = Readers(plan, Way()).states
    comparison = Comparison(
        plan=plan,
        kind=kind,
        table=found,
        checked=done,
        recogniser=Recogniser(plan, kind, done.values, states.find),
        book="" if book.format is Format.CLIPBOARD else book.name,
    )
    result = comparison.result()
    troubles = sorted((*done.troubles, *result.troubles), key=lambda trouble: trouble.place)
    return Report(
        book=book,
        table=with_duplicates(found, result.duplicates),
        kind=kind.name,
        matches=matched,
        questions=(*done.questions, *_guesses(found, matched)),
        troubles=tuple(troubles),
        mismatches=done.mismatches,
        left_out=tuple(sorted((*found.left_out, *result.duplicates), key=lambda left: left.row)),
        rows=result.rows,
        counts=result.rows.counts(),
        statuses=result.rows.statuses(),
        choices=choices,
        sample=tuple(_sample(found, done)),
        decimal=done.way.decimal,
        dates=done.way.dates,
    )


def _sample(found: Table, done: Checked) -> Iterator[Sampled]:
    """Yield the first rows as they were read, for a look at them."""
    for place, row in enumerate(found.rows[:_SAMPLE_ROWS]):
        values = {done.columns[name]: column[place] for name, column in done.values.items()}
        yield Sampled(row=row, values=values)


def _guesses(found: Table, matched: tuple[Match, ...]) -> list[Question]:
    """Return the columns whose field was guessed from a similar name; somebody confirms them."""
    headers = {column.index: column.header for column in found.columns}
    return [
        Question(
            asked=Asked.COLUMN,
            options=(match.field, ""),
            proposed=match.field,
            column=match.column,
            header=headers[match.column],
            field=match.field,
        )
        for match in matched
        if match.how is How.SIMILAR
    ]


def _sheet(book: Book, choices: Choices) -> Grid | None:
    if not choices.sheet:
        return None
    grid = book.grid(choices.sheet)
    if grid is None:
        names = [grid.name for grid in book.grids]
        raise ExchangeError("import_unknown_sheet", sheet=choices.sheet, known=names)
    return grid


@lru_cache(maxsize=4)
def vocabulary(schema: Schema) -> Vocabulary:
    """Return what fields and kinds are called."""
    return Vocabulary(schema)
