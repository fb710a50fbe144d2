# SPDX-License-Identifier: EUPL-1.2
"""What a workbook knows about the plan it came from, and what tells it from any other file.

The same facts stand in the properties of the document and in a hidden sheet, because some programs
drop one of them. Another hidden sheet names the records that were written, so that a row somebody
deleted is told from one that was never exported.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from planner.domain.schema import Record
from planner.text import language
from planner.workbook.choices import Labels, ListName
from planner.workbook.styles import Page

FORMAT = "1"
PLAN_SHEET, ROWS_SHEET, LISTS_SHEET = "_plan", "_rows", "_lists"
PROPERTY = "aifp."
_FACTS = ("format", "plan", "scenario", "step", "at", "language")


@attrs.frozen(kw_only=True)
class Revision:
    """Which state of which plan a workbook shows.

    `step` is the last edit in it, "" before the first one; `number` counts the edits, `at` says
    when the last one was made. `scenario` is "" for the plan itself; `plan` is "" where the file of
    the plan has no id.
    """

    plan: str = ""
    scenario: str = ""
    scenario_name: str = ""
    step: str = ""
    number: int = 0
    at: str = ""

    def facts(self) -> Mapping[str, str]:
        """Return what is written into the workbook."""
        given = {"format": FORMAT, "language": language()}
        return {name: str(given.get(name, getattr(self, name, ""))) for name in _FACTS}


NO_REVISION = Revision()


def add_revision(book: Workbook, revision: Revision) -> None:
    """Write the facts into the properties of the document and into a hidden sheet."""
    _add_hidden(book, PLAN_SHEET, revision.facts().items())
    for name, value in revision.facts().items():
        told = StringProperty(name=f"{PROPERTY}{name}", value=value or "-")
        book.custom_doc_props.append(told)  # type: ignore[attr-defined]  # the stubs lack it


def add_rows(book: Workbook, written: Mapping[str, Sequence[Record]]) -> None:
    """Name the records that were written, one column for each kind."""
    _add_hidden(book, ROWS_SHEET, row_rows(written))


def add_lists(book: Workbook, lists: Mapping[ListName, Labels]) -> None:
    """Write all lists side by side, words and codes, each under a name of its own."""
    _add_hidden(book, LISTS_SHEET, list_rows(lists))
    for position, (name, labels) in enumerate(lists.items()):
        cells = f"'{LISTS_SHEET}'!{list_cells(position, len(labels))}"
        book.defined_names[name] = DefinedName(name, attr_text=cells)


def row_rows(written: Mapping[str, Sequence[Record]]) -> Iterator[Sequence[str]]:
    """Yield the rows that name the records written: kinds, then keys, the longest column first."""
    ordered = sorted(written.items(), key=lambda pair: -len(pair[1]))
    yield [kind for kind, _records in ordered]
    yield from _ragged([[record.id for record in records] for _kind, records in ordered])


def list_rows(lists: Mapping[ListName, Labels]) -> Iterator[Sequence[str]]:
    """Yield the rows of all lists: names, then words with the codes beside them."""
    yield [part for name in lists for part in (name, "")]
    columns = [column for labels in lists.values() for column in (labels.values(), labels)]
    yield from _ragged([list(column) for column in columns])


def _ragged(columns: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield rows that end where no column is long enough; a later column is never longer."""
    reaching = list(columns)
    for row in range(max(map(len, columns), default=0)):
        while len(reaching[-1]) <= row:
            reaching.pop()
        yield [column[row] for column in reaching]


def list_cells(position: int, count: int) -> str:
    """Return where the words of a list stand, by its position among all; one row at least."""
    letter = get_column_letter(2 * position + 1)
    return f"${letter}$2:${letter}${max(count + 1, 2)}"


def _add_hidden(book: Workbook, name: str, rows: Iterable[Sequence[str]]) -> None:
    page = Page(book, name)
    page.sheet.sheet_state = "hidden"
    for row in rows:
        page.add_words(row)
