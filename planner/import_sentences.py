# SPDX-License-Identifier: EUPL-1.2
"""What an import found, in words: troubles, questions, rows left out, totals that do not add up.

For the window and the command line alike. A cell is named as spreadsheets name it.
"""

from collections.abc import Mapping

from planner import text
from planner.domain.schema import Field, Kind, Schema
from planner.intake import Asked, How, Left, Mismatch, Question, Report, Status, Trouble
from planner.sentences import sentence
from planner.text import N_, _, labelled, ngettext

STATUSES: Mapping[Status, str] = {
    Status.NEW: N_("new"),
    Status.CHANGED: N_("changed"),
    Status.CONFLICTING: N_("conflicting"),
    Status.UNCHANGED: N_("unchanged"),
    Status.REFUSED: N_("with mistakes"),
}
LEFT: Mapping[Left, str] = {
    Left.TOTAL: N_("total"),
    Left.SUBTOTAL: N_("subtotal"),
    Left.HEADING: N_("heading"),
    Left.NOTE: N_("note"),
    Left.HEADER: N_("header, repeated"),
    Left.DUPLICATE: N_("the same row again"),
}
HOW: Mapping[How, str] = {
    How.CHOSEN: N_("chosen"),
    How.REMEMBERED: N_("as last time"),
    How.TEMPLATE: N_("by the template"),
    How.NAME: N_("by its name"),
    How.SIMILAR: N_("by a similar name"),
    How.NONE: N_("left out"),
}
_QUESTIONS: Mapping[Asked, str] = {
    Asked.DECIMAL: N_("Which sign is the decimal mark in numbers such as {examples}?"),
    Asked.DATES: N_("Which comes first in dates such as {examples}, day or month?"),
    Asked.DASH: N_("Does a dash in a column of numbers mean zero, or that nobody knows?"),
    Asked.UNIT: N_("In which unit is the column “{header}”, with values such as {examples}?"),
    Asked.COLUMN: N_("Does the column “{header}” hold “{field}”?"),
    Asked.KIND: N_("What is each row? Hardly any column has a name that is known here."),
}
_AMOUNTS = {"T€": "thousand EUR", "Mio. €": "MEUR", "Mrd. €": "bn EUR"}
_COUNTED = N_(
    "“{header}” counts something else than “{field}”. What does each of it count as there, "
    "with values such as {examples}?"
)
_ANSWERS: Mapping[tuple[Asked, str], str] = {
    (Asked.DECIMAL, ","): N_("comma, as in 1.234,5"),
    (Asked.DECIMAL, "."): N_("point, as in 1,234.5"),
    (Asked.DATES, "dmy"): N_("day first"),
    (Asked.DATES, "mdy"): N_("month first"),
    (Asked.DASH, "zero"): N_("zero"),
    (Asked.DASH, "unknown"): N_("unknown"),
    (Asked.UNIT, "share"): N_("a share from 0 to 1"),
    (Asked.UNIT, "%"): N_("percent"),
    (Asked.UNIT, "0.5"): N_("two count as one"),
}


def cell_name(row: int, column: int) -> str:
    """Return how spreadsheets name a cell, such as `C7`; both count from 0."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column, `A` for 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def trouble_words(trouble: Trouble) -> str:
    """Say what is wrong with a cell, and what may have been meant."""
    facts = {"value": trouble.value, **trouble.facts}
    said = sentence(trouble.code, facts)
    if not trouble.suggestion:
        return said
    return f"{said} {_('Did you mean “{suggestion}”?').format(suggestion=trouble.suggestion)}"


def question_words(question: Question, schema: Schema, kind: str) -> str:
    """Ask what a file cannot tell by itself."""
    examples = ", ".join(_("“{words}”").format(words=one) for one in question.examples)
    field = field_label(schema.kind(kind), question.field) if question.field else ""
    is_factor = question.asked is Asked.UNIT and question.options[:1] == ("1",)
    return _(_COUNTED if is_factor else _QUESTIONS[question.asked]).format(
        examples=examples, header=question.header, field=field
    )


def answer_words(question: Question, option: str, schema: Schema) -> str:
    """Return one of the answers to a question in words."""
    if question.asked is Asked.KIND:
        return _(schema.kind(option).plural)
    if question.asked is Asked.COLUMN:
        return _("yes") if option else _("no, leave it out")
    known = _ANSWERS.get((question.asked, option))
    if known is not None:
        return _(known)
    if question.asked is Asked.UNIT and option in _AMOUNTS:
        return text.unit_label(_AMOUNTS[option])
    if question.asked is Asked.UNIT and option.isdigit():
        return _("each counts as {number}").format(number=option)
    return text.unit_label(option) or option


def mismatch_words(mismatch: Mismatch, sheet: str) -> str:
    """Say that a total is not the sum of its rows."""
    return _(
        "{cell}: the total of “{header}” is {stated}, but its rows add up to {summed}. "
        "Check decimal mark and units."
    ).format(
        cell=f"{sheet}!{cell_name(mismatch.row, mismatch.column)}",
        header=mismatch.header,
        stated=text.number(mismatch.stated, 6),
        summed=text.number(mismatch.summed, 6),
    )


def summary_words(report: Report) -> str:
    """Sum up how the rows of a file stand to the plan."""
    counts = [
        f"{text.number(report.count(status))} {_(words)}"
        for status, words in STATUSES.items()
        if report.count(status)
    ]
    rows = len(report.rows)
    told = ngettext("{count} row", "{count} rows", rows).format(count=text.number(rows))
    return labelled(told, ", ".join(counts)) if counts else told


def notes_words(report: Report) -> list[str]:
    """Say what was noticed about a file and left as it is."""
    notes = []
    hidden = report.table.hidden
    grid = report.book.grid(report.table.sheet)
    if hidden:
        told = ngettext(
            "{count} row is hidden in the file and was read like the others.",
            "{count} rows are hidden in the file and were read like the others.",
            hidden,
        )
        notes.append(told.format(count=text.number(hidden)))
    if grid is not None and grid.stray:
        told = ngettext(
            "{count} cell far outside the table was left out.",
            "{count} cells far outside the table were left out.",
            grid.stray,
        )
        notes.append(told.format(count=text.number(grid.stray)))
    if report.book.macros:
        notes.append(_("The file holds macros. They were not carried out."))
    if report.book.links:
        notes.append(_("The file refers to other files. They were not opened."))
    return notes


def field_label(kind: Kind, name: str) -> str:
    """Return the label of a field in the reader's language."""
    field: Field = kind.field(name)
    return _(field.label)
