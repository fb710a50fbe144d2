# SPDX-License-Identifier: EUPL-1.2
"""A page as PDF: A4, vectors, fonts embedded, page numbers, and what must never be misread.

What does not fit on two sheets is set a little smaller, down to what can still be read.
"""

from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QRectF, QSaveFile, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QTextTable,
)

from planner.report.origins import Footnotes
from planner.report.sheet import Sheet
from planner.text import _
from ui.printing.document import PageDocument
from ui.printing.look import PAPER_DPI, PageLook, paper_look

MOST_PAGES = 2
_TRIES = ((1, (1.0, 0.93)), (MOST_PAGES, (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)))
_MARGIN_MM, _FOOT_POINTS, _LEAST_BELOW_POINTS = 13.0, 22.0, 60.0
_SECTION_LEVEL = 2


def write_pdf(sheet: Sheet, notes: Footnotes, path: Path) -> int:
    """Write a page and return how many sheets of paper it takes.

    Raises `OSError` when the file cannot be written; one of that name stays until then.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    writer = QPdfWriter(file)
    writer.setResolution(int(PAPER_DPI))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    writer.setTitle(sheet.title)
    writer.setCreator(_("AI Factory Planner"))
    area = QSizeF(writer.width(), writer.height())
    document, look = laid_out(sheet, notes, area)
    _paint(writer, document, look, area)
    if not file.commit():
        raise OSError(file.errorString())
    return document.pageCount()


def laid_out(sheet: Sheet, notes: Footnotes, area: QSizeF) -> tuple[PageDocument, PageLook]:
    """Return a page laid out on paper of a size in dots: on one sheet if it nearly fits.

    Else it is as large as two sheets allow.
    """
    for pages, scales in _TRIES:
        for scale in scales:
            look = paper_look(scale)
            document = PageDocument(sheet, look, notes)
            document.setPageSize(QSizeF(area.width(), area.height() - look.px(_FOOT_POINTS)))
            _keep_headings(document, look)
            _keep_rows(document)
            if document.pageCount() <= pages:
                return document, look
    return document, look


def _keep_headings(document: PageDocument, look: PageLook) -> None:
    """Move a heading with little room below it at the foot of a sheet to the next one."""
    height = document.pageSize().height()
    block = document.begin()
    while block.isValid():
        following = _following(block)
        is_heading = block.blockFormat().headingLevel() == _SECTION_LEVEL
        if is_heading and following.isValid():
            here, there = (_sheet_of(document, one, height) for one in (block, following))
            if here != there or _is_low(document, block, look):
                _break_before(document, block)
        block = block.next()


def _keep_rows(document: PageDocument) -> None:
    """Move a row that would go on over the foot of a sheet to the next one as a whole."""
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable) and table.format().headerRowCount():
            for row in range(1, table.rows()):
                _keep_row(document, table, row)


def _keep_row(document: PageDocument, table: QTextTable, row: int) -> None:
    height = document.pageSize().height()
    where = document.documentLayout().blockBoundingRect
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    top = min(where(cell.firstCursorPosition().block()).top() for cell in cells)
    bottom = max(where(cell.lastCursorPosition().block()).bottom() for cell in cells)
    if top // height == (bottom - 1) // height:
        return
    left = height - top % height
    for cell in cells:
        form = cell.format().toTableCellFormat()
        form.setTopPadding(left)  # no line of it has room any more
        cell.setFormat(form)
    document.markContentsDirty(0, document.characterCount())


def _is_low(document: PageDocument, block: QTextBlock, look: PageLook) -> bool:
    """Tell whether a heading has no room beneath it for a row of figures."""
    height = document.pageSize().height()
    bottom = document.documentLayout().blockBoundingRect(block).bottom()
    return height - bottom % height < look.px(_LEAST_BELOW_POINTS)


def _following(block: QTextBlock) -> QTextBlock:
    """Return the next paragraph with words in it."""
    found = block.next()
    while found.isValid() and not found.text():
        found = found.next()
    return found


def _sheet_of(document: PageDocument, block: QTextBlock, height: float) -> int:
    return int(document.documentLayout().blockBoundingRect(block).center().y() // height)


def _break_before(document: PageDocument, block: QTextBlock) -> None:
    """Begin a sheet with a paragraph; all is laid out anew, or later headings have no height."""
    form = block.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    QTextCursor(block).setBlockFormat(form)
    document.markContentsDirty(0, document.characterCount())


def _paint(writer: QPdfWriter, document: PageDocument, look: PageLook, area: QSizeF) -> None:
    painter = QPainter(writer)
    height, pages = document.pageSize().height(), document.pageCount()
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, look.color("text"))
    context.palette = palette
    for page in range(pages):
        if page:
            writer.newPage()
        painter.save()
        painter.translate(QPointF(0, -page * height))
        context.clip = QRectF(0, page * height, area.width(), height)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
        _foot(painter, document.sheet, look, area, f"{page + 1} / {pages}")
    painter.end()


def _foot(painter: QPainter, sheet: Sheet, look: PageLook, area: QSizeF, number: str) -> None:
    """Write title, revision and page number, and that planned is not available."""
    room = QRectF(0, area.height() - look.px(_FOOT_POINTS * 0.7), area.width(), look.px(18))
    painter.setPen(look.color("border"))
    painter.drawLine(room.topLeft(), room.topRight())
    painter.setFont(look.font("small"))
    painter.setPen(look.color("muted"))
    facts = " · ".join(words for _head, words in sheet.facts)
    warning = _("Planned is not available: only what is in operation counts as such.")
    top = room.adjusted(0, look.px(2), 0, 0)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft, warning)
    painter.drawText(top, Qt.AlignmentFlag.AlignRight, number)
    below = top.adjusted(0, look.px(8), 0, look.px(8))
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{sheet.title} · {facts}")
