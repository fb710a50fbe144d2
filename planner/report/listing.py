# SPDX-License-Identifier: EUPL-1.2
"""A page as rows for a spreadsheet and as plain data for programs: the numbers of the paper."""

from collections.abc import Iterator
from typing import Any

from planner.domain.months import format_month
from planner.report.origins import LEVEL_WORDS, Footnotes
from planner.report.sheet import Block, Cell, Chart, KeyFigures, Maps, Sheet, Table, cells_of
from planner.text import _, unit_label

Value = str | float | int | None


def heads() -> tuple[str, ...]:
    """Return the heads of the rows of a page."""
    return (
        _("Question"),
        _("Figure"),
        _("As written"),
        _("Number"),
        _("Unit"),
        _("Confidence"),
        _("Source"),
    )


def rows(sheet: Sheet, notes: Footnotes) -> Iterator[tuple[Value, ...]]:
    """Yield every number of a page with its unit and source, from top to bottom."""
    for section in sheet.sections:
        for label, cell in cells_of(section):
            if cell.value is not None:
                yield (
                    section.title,
                    label,
                    cell.words,
                    _number(cell),
                    "" if cell.unit == "month" else unit_label(cell.unit),
                    "" if cell.level is None else _(LEVEL_WORDS[cell.level]),
                    _source(cell, notes),
                )


def _number(cell: Cell) -> Value:
    """Return a number as a file holds it: a month is written out, everything else as it is."""
    if cell.unit == "month" and cell.value is not None:
        return format_month(round(cell.value))
    return cell.value


def plain(sheet: Sheet, notes: Footnotes) -> dict[str, Any]:
    """Return a page as data for programs."""
    return {
        "sheet": sheet.name,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "facts": dict(sheet.facts),
        "sections": {
            section.key: {
                "title": section.title,
                "blocks": [_block(block, notes) for block in section.blocks],
            }
            for section in sheet.sections
        },
        "definitions": {one.word: one.meaning for one in sheet.terms},
    }


def _block(block: Block, notes: Footnotes) -> dict[str, Any]:
    if isinstance(block, KeyFigures):
        figures = [
            {"label": one.label, **_cell(one.cell, notes), "note": str(one.note)}
            for one in block.figures
        ]
        return {"figures": figures}
    if isinstance(block, Table):
        return {
            "heads": list(block.heads),
            "rows": [[_cell(cell, notes) for cell in line.cells] for line in block.lines],
            "note": str(block.note) or ("" if block.lines else block.empty),
        }
    if isinstance(block, Chart):
        return {
            "chart": block.title,
            "unit": block.unit,
            "summary": str(block.summary),
            "labels": list(block.labels),
            "series": {one.name: list(one.values) for one in block.series},
        }
    if isinstance(block, Maps):
        return {
            "map": block.title,
            "unit": block.unit,
            "summary": str(block.summary),
            "states": {one.name: dict(one.values) for one in block.maps},
        }
    return {"words": str(block.words)}


def _cell(cell: Cell, notes: Footnotes) -> dict[str, Any]:
    told: dict[str, Any] = {"words": cell.words}
    if cell.value is not None:
        told |= {"value": _number(cell), "unit": cell.unit, "confidence": cell.level}
    if cell.about is not None:
        told |= {"about": [cell.about.kind, cell.about.key, cell.about.code]}
        told |= {"source": _source(cell, notes)}
    return told


def _source(cell: Cell, notes: Footnotes) -> str:
    number = notes.of(cell)
    return notes.notes[number - 1] if number else ""
