# SPDX-License-Identifier: EUPL-1.2
"""A page becomes a document: headings, figures, tables and charts, the same on screen and paper.

On screen every number is a link that asks where it comes from; on paper it carries the number of
a note.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from planner.engine.trust import MARKS
from planner.report.origins import NO_NOTES, Footnotes
from planner.report.sheet import (
    PAGE,
    VIEW,
    Cell,
    Chart,
    KeyFigures,
    Line,
    Maps,
    Paragraph,
    Section,
    Sheet,
    Table,
    Text,
    joined,
    pieces,
)
from planner.text import _, labelled
from ui.printing.drawing import paint_chart
from ui.printing.look import PageLook
from ui.printing.mapping import paint_maps

_CHART = QTextFormat.ObjectTypes.UserObject + 1
_NUMBER = QTextFormat.Property.UserProperty + 1
_OBJECT_CHARACTER = "\ufffc"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CHART_POINTS, _MAP_POINTS, _BETWEEN = 92.0, 178.0, 7.0
_SLACK, _WIDTH = 1.0, 99.5  # as wide as the text they would stand out by their own edge
_SECTION_LEVEL = 2
_LARGE, _SMALLER = "figure", "heading"
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


def is_tight(sheet: Sheet, look: PageLook, width: int) -> bool:
    """Tell whether large figures in a row would break over lines in a width in px."""
    metrics, apart = QFontMetrics(look.font(_LARGE)), look.space(_BETWEEN)
    blocks = (block for section in sheet.sections for block in section.blocks)
    rows = (block.figures for block in blocks if isinstance(block, KeyFigures))
    return any(
        len(row) * (metrics.horizontalAdvance(f"{figure.cell.words} *") + apart) > width
        for row in rows
        for figure in row
    )


class PageDocument(QTextDocument):
    """A document made of a page; `cells` are what its links stand for, by number."""

    def __init__(
        self,
        sheet: Sheet,
        look: PageLook,
        notes: Footnotes = NO_NOTES,
        *,
        shown_by: QTextEdit | None = None,
        tight: bool = False,
    ) -> None:
        """With `tight` the large figures are smaller, see `is_tight`.

        A view given as `shown_by` shows it from the beginning, so that it is laid out in no other
        width.
        """
        super().__init__(shown_by)
        self._figure_role = _SMALLER if tight else _LARGE
        self.sheet = sheet
        self.cells: list[Cell] = []
        self._look = look
        self._notes = notes
        self._charts: list[Chart | Maps] = []
        self._painter = _Charts(self._charts, look)
        self.documentLayout().registerHandler(_CHART, self._painter)
        self.setDefaultFont(look.font("body"))
        whole_words = self.defaultTextOption()  # a column is as wide as its longest word
        whole_words.setWrapMode(QTextOption.WrapMode.WordWrap)
        self.setDefaultTextOption(whole_words)
        self.setDocumentMargin(0 if look.paper else look.space(8))
        self.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, sheet.title)
        if shown_by is not None:
            shown_by.setDocument(self)
        self._at = QTextCursor(self)
        self._at.beginEditBlock()  # laid out once, not after every word
        self._write()
        self._at.endEditBlock()

    def cell(self, link: str) -> Cell | None:
        """Return what a link stands for."""
        number = link.removeprefix("#")
        known = number.isdigit() and int(number) < len(self.cells)
        return self.cells[int(number)] if known else None

    def _write(self) -> None:
        sheet = self.sheet
        self._paragraph(sheet.title, "title", first=True, level=1)
        self._paragraph(sheet.subtitle, "subtitle", color="muted", above=1)
        facts = "   ·   ".join(labelled(head, words) for head, words in sheet.facts)
        self._paragraph(facts, "small", color="muted", above=1)
        for section in sheet.sections:
            self._section(section)
        self._definitions()
        if self._notes.notes:
            self._sources()

    def _section(self, section: Section) -> None:
        self._paragraph(section.title, "heading", color="accent", above=8, level=_SECTION_LEVEL)
        for block in section.blocks:
            if isinstance(block, KeyFigures):
                self._key_figures(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Chart | Maps):
                self._chart(block)
            else:
                self._words(block)

    def _words(self, block: Paragraph) -> None:
        role, color = ("small", "muted") if block.quiet else ("body", "text")
        self._paragraph(block.words, role, color=color, above=2)

    def _paragraph(
        self,
        words: Text,
        role: str,
        *,
        color: str = "text",
        above: float = 0,
        level: int = 0,
        first: bool = False,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(self._look.space(above))
        block.setHeadingLevel(level)
        self._after_table(block, first=first)
        self._text(self._at, words, role, color)

    def _text(self, at: QTextCursor, text: Text, role: str, color: str) -> None:
        """Write words; the numbers among them are links like any other."""
        for piece in pieces(text):
            if isinstance(piece, Cell):
                self._number(at, piece, role, color)
            else:
                at.insertText(piece, self._chars(role, color))

    def _after_table(self, block: QTextBlockFormat, *, first: bool = False) -> None:
        """Begin a paragraph; the empty one that follows a table is used and not left behind."""
        self._at.movePosition(QTextCursor.MoveOperation.End)
        empty = not self._at.block().text()
        if first or empty:
            self._at.setBlockFormat(block)
        else:
            self._at.insertBlock(block)

    def _chars(self, role: str, color: str = "text") -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setFont(self._look.font(role))
        chars.setForeground(QBrush(self._look.color(color)))
        return chars

    def _grid(self, rows: int, columns: int, *, heads: int = 0) -> QTextTable:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderCollapse(True)
        form.setCellSpacing(0)
        form.setCellPadding(self._look.space(1.6))
        form.setTopMargin(self._look.space(2))
        form.setBottomMargin(self._look.space(3))
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, _WIDTH))
        form.setHeaderRowCount(heads)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        self._at.movePosition(QTextCursor.MoveOperation.End)
        return self._at.insertTable(rows, columns, form)

    def _key_figures(self, block: KeyFigures) -> None:
        count = len(block.figures)
        grid = self._grid(1, count)
        form = grid.format()
        share = QTextLength(QTextLength.Type.PercentageLength, 100 / max(1, count))
        form.setColumnWidthConstraints([share] * count)
        grid.setFormat(form)
        for column, figure in enumerate(block.figures):
            self._edge(grid, 0, column, color="border", fill="card_alt")
            at = grid.cellAt(0, column).firstCursorPosition()
            at.insertText(figure.label, self._chars("small", "muted"))
            at.insertBlock(QTextBlockFormat())
            self._number(at, figure.cell, self._figure_role)
            if str(figure.note):
                at.insertBlock(QTextBlockFormat())
                self._text(at, figure.note, "small", "muted")

    def _table(self, block: Table) -> None:
        if not block.lines:
            self._paragraph(block.empty or _("Nothing."), "body", color="muted", above=2)
            return
        grid = self._grid(len(block.lines) + 1, len(block.heads), heads=1)
        for column, head in enumerate(block.heads):
            at = self._cell(grid, 0, column, block, color="outline")
            at.insertText(head, self._chars("small", "muted"))
        for row, line in enumerate(block.lines, start=1):
            self._line(grid, row, line, block)
        if str(block.note):
            self._paragraph(block.note, "small", color="muted", above=1)

    def _line(self, grid: QTextTable, row: int, line: Line, block: Table) -> None:
        for column, cell in enumerate(line.cells):
            at = self._cell(grid, row, column, block, color="border")
            self._number(at, cell, "body")

    def _cell(
        self, grid: QTextTable, row: int, column: int, block: Table, *, color: str
    ) -> QTextCursor:
        self._edge(grid, row, column, color=color)
        at = grid.cellAt(row, column).firstCursorPosition()
        form = QTextBlockFormat()
        form.setAlignment(_RIGHT if block.right[column : column + 1] == "r" else _LEFT)
        at.setBlockFormat(form)
        return at

    def _edge(self, grid: QTextTable, row: int, column: int, *, color: str, fill: str = "") -> None:
        """Draw the line under a cell, and its ground where it has one."""
        form = QTextTableCellFormat()
        form.setBottomBorder(max(1.0, self._look.space(0.5)))
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(QBrush(self._look.color(color)))
        if column:
            form.setLeftPadding(self._look.space(_BETWEEN))
        if fill:
            form.setBackground(QBrush(self._look.color(fill)))
        grid.cellAt(row, column).setFormat(form)

    def _number(self, at: QTextCursor, cell: Cell, role: str, color: str = "text") -> None:
        """Write a cell; one that can be asked is a link on screen and has a note on paper."""
        chars = self._chars(role, color)
        mark = MARKS.get(cell.level) if cell.level is not None and cell.value is not None else None
        if cell.is_link and cell.words and not self._look.paper:
            chars.setAnchor(True)
            chars.setAnchorHref(f"#{len(self.cells)}")
            chars.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            chars.setUnderlineColor(self._look.color("accent"))
            chars.setToolTip(_tip(cell))
            self.cells.append(cell)
        at.insertText(cell.words if cell.value is None else _unbroken(cell.words), chars)
        if mark:
            at.insertText(f"\N{NARROW NO-BREAK SPACE}{mark}", self._chars(role, "muted"))
        note = self._notes.of(cell)
        if note:
            raised = self._chars("note", "accent")
            raised.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            at.insertText(f"\N{NARROW NO-BREAK SPACE}{note}", raised)

    def _chart(self, chart: Chart | Maps) -> None:
        self._paragraph(chart.title, "strong", above=4)
        self._after_table(QTextBlockFormat())
        form = QTextCharFormat()
        form.setObjectType(_CHART)
        form.setProperty(_NUMBER, len(self._charts))
        form.setToolTip(str(chart.summary))
        self._charts.append(chart)
        self._at.insertText(_OBJECT_CHARACTER, form)
        source = f"{_('Source: {source}').format(source=chart.source)}."
        self._paragraph(joined(" ", [chart.summary, source]), "small", color="muted", above=1)

    def _definitions(self) -> None:
        self._paragraph(_("What the words mean"), "heading", color="accent", above=8, level=2)
        self._columns(
            [(labelled(one.word, ""), one.meaning) for one in self.sheet.terms]
            + [(f"{mark}  ", words) for mark, words in _marks()]
        )

    def _sources(self) -> None:
        self._paragraph(_("Sources"), "heading", color="accent", above=8, level=2)
        self._columns([(f"{n}  ", note) for n, note in enumerate(self._notes.notes, start=1)])

    def _columns(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write headed sentences in two columns of about the same length."""
        grid = self._grid(1, 2)
        form = grid.format()
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        form.setColumnWidthConstraints([half, half])
        grid.setFormat(form)
        first = _half(rows)
        for column, part in enumerate((rows[:first], rows[first:])):
            padding = QTextTableCellFormat()
            padding.setLeftPadding(self._look.space(_BETWEEN * column))
            grid.cellAt(0, column).setFormat(padding)
            at = grid.cellAt(0, column).firstCursorPosition()
            for number, (head, words) in enumerate(part):
                if number:
                    at.insertBlock(QTextBlockFormat())
                at.insertText(head, self._chars("small", "text"))
                at.insertText(words, self._chars("small", "muted"))


def _tip(cell: Cell) -> str:
    if cell.opens is None:
        return _("Where does this come from?")
    return _("Show where this stands") if cell.opens[0] in (VIEW, PAGE) else _("Show the record")


def _unbroken(words: str) -> str:
    """Keep a number and its unit on one line."""
    return words.replace(" ", _NO_BREAK)


def _marks() -> Sequence[tuple[str, str]]:
    return (
        ("~", _("of low confidence")),
        ("*", _("rests on an assumption, or was changed in this plan")),
    )


def _half(rows: Sequence[tuple[str, str]]) -> int:
    """Return how many rows fill half of all the letters."""
    lengths = [len(head) + len(words) for head, words in rows]
    so_far, total = 0, sum(lengths)
    for number, length in enumerate(lengths):
        so_far += length
        if so_far * 2 >= total:
            return number + 1
    return len(rows)


class _Charts(QPyTextObject):
    """Paints the charts and maps of a document where its text has a place for them."""

    def __init__(self, charts: list[Chart | Maps], look: PageLook) -> None:
        super().__init__()
        self._charts = charts
        self._look = look

    def intrinsicSize(self, doc: QTextDocument, _at: int, form: QTextFormat) -> QSizeF:
        """Ask for the width of the text and a height of some lines."""
        is_map = isinstance(self._charts[int(form.property(_NUMBER))], Maps)
        width = doc.pageSize().width() if self._look.paper else doc.textWidth()
        room = width - 2 * doc.documentMargin() - self._look.space(_SLACK)
        return QSizeF(max(1.0, room), self._look.space(_MAP_POINTS if is_map else _CHART_POINTS))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _doc: QTextDocument,
        _at: int,
        form: QTextFormat,
    ) -> None:
        """Paint a chart or maps."""
        chart = self._charts[int(form.property(_NUMBER))]
        if isinstance(chart, Maps):
            paint_maps(painter, QRectF(rect), chart, self._look)
        else:
            paint_chart(painter, QRectF(rect), chart, self._look)
