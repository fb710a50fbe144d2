# SPDX-License-Identifier: EUPL-1.2
"""The manual in a window of its own, beside the plan: chapters, text, pictures, search."""

import re
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.reference.manual import Chapter, chapter_called, chapters
from planner.text import _, language
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_button import IconButton
from ui.widgets.search_field import SearchField
from ui.widgets.text_label import TextLabel

_WIDE, _HIGH = 1000, 720
_CHAPTERS_WIDE = 260
_LINE_PER_CENT = 130
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
_CHAPTER = Qt.ItemDataRole.UserRole


class ManualText(QTextBrowser):
    """A chapter, set for reading: pictures as wide as the page, room between lines and cells.

    `opened` comes when another chapter is in front; Qt's own signal comes before it is.
    """

    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setOpenExternalLinks(False)  # the manual links only to itself
        self.setAccessibleName(_("Manual"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.document().setDocumentMargin(theme.px("space_l"))
        self.document().setDefaultFont(theme.font("body"))

    def open(self, path: Path) -> None:
        """Show a file of the manual from its beginning."""
        self.setSource(QUrl.fromLocalFile(str(path)))

    def doSetSource(
        self,
        name: QUrl | str,
        type_: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        """Set what was asked for, by a link too, for reading."""
        super().doSetSource(name, type_)
        self._set_for_reading()
        self._show_heading(QUrl(name).fragment())
        self.opened.emit()

    def loadResource(self, type_: int, name: QUrl | str) -> object:
        """Fit a picture to the page; Qt would show it in its own size."""
        found: object = super().loadResource(type_, name)
        if type_ != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        room = round(self.viewport().width() - 2 * self.document().documentMargin())
        if picture.isNull() or picture.width() <= room:
            return picture
        sharp = self.devicePixelRatioF()
        fitted = picture.scaledToWidth(
            round(room * sharp), Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(sharp)
        return fitted

    def find_words(self, words: str) -> bool:
        """Mark the next place where some words stand, going round at the end."""
        if self.find(words):
            return True
        self.moveCursor(QTextCursor.MoveOperation.Start)
        return self.find(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures again, but not while a chapter is being set, which resizes as well."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fitting.start()

    def _fit(self) -> None:
        if not self.source().isEmpty():
            place = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(place)

    def _show_heading(self, wanted: str) -> None:
        """Scroll to the heading a link names; Qt gives those of Markdown no anchors."""
        block = self.document().begin()
        while wanted and block.isValid():
            if block.blockFormat().headingLevel() and _anchor(block.text()) == wanted:
                where = self.document().documentLayout().blockBoundingRect(block)
                self.verticalScrollBar().setValue(round(where.top()))
                return
            block = block.next()

    def _set_for_reading(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(self._shape_of(block))
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._room_in(frame)
        cursor.endEditBlock()

    def _shape_of(self, block: QTextBlock) -> QTextBlockFormat:
        """Return the lines of a block: roomy in text, none but its own around a picture."""
        shape = QTextBlockFormat()
        shape.setNonBreakableLines(False)  # a long command goes on in the next line
        if block.text() != _PICTURE:
            kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            shape.setLineHeight(_LINE_PER_CENT, kind)
        is_command = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
        if not is_command and QTextCursor(block).currentTable() is None:
            shape.setTopMargin(self._theme.px("space_s"))
            shape.setBottomMargin(self._theme.px("space_s"))
        return shape

    def _room_in(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setCellPadding(self._theme.px("space_xs"))
        shape.setCellSpacing(0)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(self._theme.color("border"))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)


class ManualDialog(QDialog):
    """Chapters on the left, narrowed by what is looked for; the chapter in front on the right."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self.setModal(False)
        self._theme = theme
        self.search = SearchField(theme, _("Search the manual"))
        self.list = QListWidget()
        self.page = ManualText(theme)
        self._none = TextLabel(theme, _("No chapter holds these words."), wrap=True)
        self._back = IconButton(theme, "chevron-left", _("Back"))
        self._forward = IconButton(theme, "chevron-right", _("Forward"))
        self._lay_out()
        self._wire()
        self._list_chapters("")

    def show_chapter(self, start: str) -> None:
        """Show the chapter whose file begins like this."""
        self.page.open(chapter_called(start, language()).path)

    def shown(self) -> str:
        """Return the name of the file in front, without its ending."""
        return Path(self.page.source().toLocalFile()).stem

    def listed(self) -> list[str]:
        """Return the chapters in the list, as they read."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _lay_out(self) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        self.list.setAccessibleName(_("Chapters"))
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.px("space_xs") // 2)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_s"))
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(self.page)
        halves.setStretchFactor(1, 1)
        wide = round(_CHAPTERS_WIDE * theme.text_scale)
        halves.setSizes([wide, round(_WIDE * theme.text_scale) - wide])
        close = Button(theme, _("Close"))
        close.setAutoDefault(False)  # Enter belongs to the search
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addWidget(self._forward)
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(halves, 1)
        rows.addLayout(foot)
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _wire(self) -> None:
        for button, step, can in (
            (self._back, self.page.backward, self.page.backwardAvailable),
            (self._forward, self.page.forward, self.page.forwardAvailable),
        ):
            button.setEnabled(False)
            button.clicked.connect(step)
            can.connect(button.setEnabled)
        self.page.opened.connect(self._follow)
        self.list.itemClicked.connect(self._open)
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(lambda item, _before: self._open(item))
        self.search.textChanged.connect(self._list_chapters)
        self.search.returnPressed.connect(lambda: self._mark_next(self.search.text().strip()))

    def _list_chapters(self, words: str) -> None:
        wanted = words.strip()
        self.list.clear()
        for chapter in chapters(language()):
            count = chapter.count(wanted) if wanted else 0
            if count or not wanted:
                self._add(chapter, count)
        self._none.setVisible(self.list.count() == 0)
        self._follow()
        if wanted and self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._mark(wanted)

    def _add(self, chapter: Chapter, count: int) -> None:
        item = QListWidgetItem(f"{chapter.title} ({count})" if count else chapter.title)
        item.setData(_CHAPTER, chapter.name)
        self.list.addItem(item)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_CHAPTER) != self.shown():
            self.show_chapter(item.data(_CHAPTER))

    def _follow(self) -> None:
        """Let the list stand on the chapter in front, wherever a link has led."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_CHAPTER) == self.shown():
                self.list.setCurrentRow(row)

    def _mark(self, wanted: str) -> None:
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark_next(wanted)

    def _mark_next(self, wanted: str) -> None:
        if wanted:
            self.page.find_words(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the search with Ctrl+F."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return
        super().keyPressEvent(event)


def _anchor(heading: str) -> str:
    """Return what a link to a heading is written as."""
    return re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-")
