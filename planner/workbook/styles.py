# SPDX-License-Identifier: EUPL-1.2
"""How the cells of a workbook look, and a writer that dresses each kind of cell only once.

Sheets are streamed row by row, because 100 000 records do not fit into memory as cells. Widths,
views and row heights must therefore be set before the first row of a sheet, and a cell is written
the moment its row is: the same cell can then carry the value of the next row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import attrs
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.engine.trust import Level
from planner.text import _
from planner.workbook.cells import Written, clean_text

INK = "FF1B2733"
MUTED = "FF5B6875"
LINK = "FF1F5FA8"
HEADER = PatternFill("solid", fgColor="FFE6ECF2")
COMPUTED = PatternFill("solid", fgColor="FFF4F6F8")
DOUBTED: Mapping[Level, PatternFill] = {
    "low": PatternFill("lightUp", fgColor="FFD5DCE4"),
    "assumption": PatternFill("lightUp", fgColor="FFE9C98F"),
}
"""How a cell of low confidence looks, and one that was assumed: hatched, in italics."""
FOUND: Mapping[str, str] = {"error": "FFF6CFCB", "warning": "FFFBE6B5", "info": "FFD9E7F5"}
"""The colour of a cell that a rule has found something about, by severity."""
_LINE = Border(bottom=Side(style="thin", color="FFB4C0CC"))
_TYPEFACE = "Calibri"
_NOTE_HEIGHT, _NOTE_WIDTH = 90, 320
_WIDEST, NARROWEST = 44, 9
_SHEET_NAME = 31
_BREAKS_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NAMELESS = "–"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_Key = tuple[int, "Look"]


@attrs.frozen(eq=False, kw_only=True)
class Look:
    """How a kind of cell looks; `open` may be edited where its sheet is protected."""

    font: Font = attrs.field(factory=lambda: Font(name=_TYPEFACE, color=INK))
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment | None = None
    number_format: str = "General"
    open: bool = False

    def put_on(self, cell: Cell) -> None:
        """Dress a cell."""
        cell.font = self.font
        cell.number_format = self.number_format
        if self.fill is not None:
            cell.fill = self.fill
        if self.border is not None:
            cell.border = self.border
        if self.alignment is not None:
            cell.alignment = self.alignment
        if self.open:
            cell.protection = Protection(locked=False)


def font(*, color: str = INK, size: float = 11, bold: bool = False, italic: bool = False) -> Font:
    """Return the one typeface of the workbook."""
    return Font(name=_TYPEFACE, color=color, size=size, bold=bold, italic=italic)


_TOP = Alignment(wrap_text=True, vertical="top")
PLAIN = Look()
WRAPPED = Look(alignment=_TOP)
MUTED_TEXT = Look(font=font(color=MUTED), alignment=Alignment(vertical="top"))
BOLD = Look(font=font(bold=True))
TITLE = Look(font=font(size=18, bold=True))
SUBTITLE = Look(font=font(size=16, bold=True))
HEAD = Look(
    font=font(bold=True),
    fill=HEADER,
    border=_LINE,
    alignment=Alignment(wrap_text=True, vertical="center"),
)
LIGHT_HEAD = Look(fill=HEADER, border=_LINE, alignment=HEAD.alignment)
LINKED = Look(font=Font(name=_TYPEFACE, color=LINK, underline="single"))
DAY = Look(number_format="yyyy-mm-dd", alignment=Alignment(horizontal="left", vertical="top"))
MONTH = Look(number_format="yyyy-mm")


@attrs.frozen
class Link:
    """Words that lead to a cell of another sheet."""

    words: str
    target: str


@attrs.frozen
class Noted:
    """A head with a note that says what the column means."""

    words: str
    note: str


Content = Written | Link | Noted
Placed = tuple[Content, Look] | None


class Page:
    """One sheet being written, row by row."""

    def __init__(self, book: Workbook, words: str) -> None:
        self.sheet: Worksheet = book.create_sheet(sheet_name(words))
        self.row = 0
        self._cells: dict[_Key, Cell] = {}

    @property
    def title(self) -> str:
        """Return the name of the sheet."""
        return str(self.sheet.title)

    def add(self, *cells: Placed, height: float | None = None) -> int:
        """Write the next row, empty where there is no content, and return its number."""
        self.row += 1
        if height is not None:
            self.sheet.row_dimensions[self.row].height = height
        self.sheet.append([self._placed(at, cell) for at, cell in enumerate(cells)])
        return self.row

    def add_dressed(self, cells: Sequence[Cell | str | None]) -> int:
        """Write a row of cells made by `dressed`, or of words that need no look."""
        self.row += 1
        self.sheet.append(list(cells))
        return self.row

    def add_words(self, words: Iterable[str]) -> int:
        """Write a row of bare words, for sheets that nobody looks at; empty ones leave no cell."""
        return self.add_dressed([self._bare(word) if word else None for word in words])

    def dressed(self, look: Look) -> Cell:
        """Return a cell that looks as it should, to be filled and written again and again."""
        cell = WriteOnlyCell(self.sheet)
        look.put_on(cell)
        return cell

    def set_widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the first columns, in characters."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def print_wide(self) -> None:
        """Print the sheet lying down, as wide as one page."""
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    def lock(self) -> None:
        """Protect a sheet of computed figures, without a password; it can be sorted and copied."""
        protection = self.sheet.protection
        protection.sheet = True
        for freedom in ("formatColumns", "formatRows", "formatCells", "autoFilter", "sort"):
            setattr(protection, freedom, False)

    def _placed(self, at: int, placed: Placed) -> Cell | None:
        if placed is None or placed[0] is None or placed[0] == "":
            return None
        content, look = placed
        if isinstance(content, Link | Noted):
            return self._special(at, content, look)
        key = (at, look)
        if key not in self._cells:
            self._cells[key] = self.dressed(look)
        return filled(self._cells[key], content)

    def _bare(self, words: str) -> Cell | str:
        """Return words as they are, or in a cell if a spreadsheet would take them for more."""
        inert = words.isprintable() and words[0] not in "=#" and "_x" not in words
        return words if inert else filled(self.dressed(PLAIN), words)

    def _special(self, at: int, content: Link | Noted, look: Look) -> Cell:
        cell = filled(self.dressed(look), clean_text(content.words) or _NAMELESS)
        if isinstance(content, Noted):
            cell.comment = Comment(content.note, _("AI Factory Planner"), _NOTE_HEIGHT, _NOTE_WIDTH)
            return cell
        where = f"{get_column_letter(at + 1)}{self.row}"
        words = clean_text(content.words)
        cell.hyperlink = Hyperlink(ref=where, location=content.target, display=words)
        return cell


def filled(cell: Cell, content: Written) -> Cell:
    """Put a value into a cell; text stays text, whatever it starts with."""
    if not isinstance(content, str):
        cell.value = content
        return cell
    words = clean_text(content)
    cell.value = _ESCAPED.sub("_x005F_", words) if "_x" in words else words
    cell.data_type = "s"
    return cell


def coloured(formula: str, severity: str) -> Rule:
    """Return what colours a cell for a finding where a formula holds; the gravest comes first."""
    fill = PatternFill("solid", bgColor=FOUND[severity])
    style = DifferentialStyle(fill=fill)
    return Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=True)


def sheet_name(words: str) -> str:
    """Return words as the name of a sheet, which may be 31 characters and lacks some."""
    return words.translate(_BREAKS_SHEET_NAME)[:_SHEET_NAME].strip()


def place(page: str, cell: str) -> str:
    """Return the address of a cell on another sheet."""
    quoted = page.replace("'", "''")
    return f"'{quoted}'!{cell}"


def fitting_width(header: str, values: Iterable[Written]) -> float:
    """Return a width that shows a head in up to two lines and the longest value."""
    longest = max((len(_shown(value)) for value in values), default=0)
    word = max((len(word) for word in header.split()), default=0)
    return min(_WIDEST, max(NARROWEST, longest + 2, word + 3, len(header) * 0.62 + 3))


def _shown(value: Written) -> str:
    if isinstance(value, date):
        return "2028-01"
    return f"{value:,.3f}" if isinstance(value, float) else str(value or "")
