# SPDX-License-Identifier: EUPL-1.2
"""A page on screen: numbers are links that ask where they come from, by mouse and by keyboard."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from planner.report.sheet import Cell, Chart, Maps, Sheet
from planner.text import labelled
from ui.printing.document import PageDocument, is_tight
from ui.printing.look import PageLook
from ui.theme import Theme
from ui.widgets.asked import Asked

_NEXT = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}


class PageBrowser(QTextBrowser):
    """Shows a page and asks about its numbers and records: a click, or the arrows and Enter.

    Tab leaves it, so that dozens of numbers do not stand between the controls of the window.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        self._tight = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.anchorClicked.connect(self._ask)
        self.highlighted.connect(self._remember)

    def sheet(self) -> Sheet | None:
        """Return the page that is shown."""
        return self._sheet

    def set_sheet(self, sheet: Sheet) -> None:
        """Show a page; the same one again stays where it was scrolled to."""
        kept = self.verticalScrollBar().value() if self._is_same(sheet) else 0
        self._sheet = sheet
        self._show()
        self.verticalScrollBar().setValue(kept)
        self.setAccessibleName(sheet.title)
        self.setAccessibleDescription(_charts_in_words(sheet))

    def show_section(self, key: str) -> None:
        """Bring the heading of a section to the top."""
        found = () if self._sheet is None else self._sheet.sections
        title = next((one.title for one in found if one.key == key), "")
        at = self.document().find(title) if title else QTextCursor()
        if at.isNull():
            return
        at.setPosition(at.selectionStart())
        self.setTextCursor(at)
        place = self.document().documentLayout().blockBoundingRect(at.block())
        self.verticalScrollBar().setValue(round(place.top()))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._show()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - as Qt names it
        """Leave with Tab instead of going from number to number."""
        return QWidget.focusNextPrevChild(self, next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep large figures whole."""
        super().resizeEvent(event)
        if self._is_tight() != self._tight:
            kept = self.verticalScrollBar().value()
            self._show()
            self.verticalScrollBar().setValue(kept)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the number the keyboard was on."""
        super().focusOutEvent(event)
        self.setExtraSelections([])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from number to number with the arrows, beginning with those in sight."""
        forward = _NEXT.get(Qt.Key(event.key()))
        if forward is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        if not self.viewport().rect().intersects(self.cursorRect()):
            edge = self.viewport().rect()
            at = edge.topLeft() if forward else edge.bottomRight()
            self.setTextCursor(self.cursorForPosition(at))
        here = self.textCursor()
        if not here.hasSelection():  # Qt goes on from what is selected, else from the very first
            step = QTextCursor.MoveOperation.Right if forward else QTextCursor.MoveOperation.Left
            here.movePosition(step, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(here)
        QTextBrowser.focusNextPrevChild(self, forward)
        self._show_keyboard()
        self._remember(QUrl(self.textCursor().charFormat().anchorHref()))
        self.ensureCursorVisible()

    def _show_keyboard(self) -> None:
        """Put colour behind the number the keyboard is on; Qt only dots its edge."""
        here = QTextEdit.ExtraSelection()
        here.cursor = self.textCursor()
        here.format.setBackground(self._theme.color("accent"))
        here.format.setForeground(self._theme.color("card"))
        self.setExtraSelections([here])

    def _is_tight(self) -> bool:
        beside = self.verticalScrollBar().sizeHint().width()  # whether it is there yet or not
        width = self.contentsRect().width() - beside
        return self._sheet is not None and is_tight(self._sheet, PageLook(self._theme), width)

    def _is_same(self, sheet: Sheet) -> bool:
        return self._sheet is not None and self._sheet.title == sheet.title

    def _show(self) -> None:
        if self._sheet is not None:
            self.setProperty("asked", None)
            self._tight = self._is_tight()
            # Most pages are longer than the window: with its bar there they are laid out once.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            look = PageLook(self._theme)
            before = self.document()
            PageDocument(self._sheet, look, shown_by=self, tight=self._tight)
            if isinstance(before, PageDocument):
                before.deleteLater()
            self.setTextCursor(QTextCursor(self.document()))  # which writing has taken along
            self.document().size()  # lays it out to its end, so that it can be scrolled to
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _cell(self, link: QUrl) -> Cell | None:
        document = self.document()
        return document.cell(link.toString()) if isinstance(document, PageDocument) else None

    def _ask(self, link: QUrl) -> None:
        cell = self._cell(link)
        if cell is not None and cell.is_link:
            self.asked.emit(cell)

    def _remember(self, link: QUrl) -> None:
        """Keep the number under mouse or keyboard where the window looks for it."""
        cell = self._cell(link)
        about = None if cell is None else cell.about
        found = None
        if cell is not None and about is not None and not cell.day:
            found = Asked(about.kind, about.key, about.code, cell.computed, about.month)
        self.setProperty("asked", found)


def _charts_in_words(sheet: Sheet) -> str:
    blocks = (block for one in sheet.sections for block in one.blocks)
    charts = (block for block in blocks if isinstance(block, Chart | Maps))
    return " ".join(labelled(chart.title, str(chart.summary)) for chart in charts)
