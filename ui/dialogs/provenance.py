# SPDX-License-Identifier: EUPL-1.2
"""Where a number comes from: what it is made of as a tree, and what is known of each part.

Passive: the tree asks `ask` when a branch is opened; what is not asked for is never computed.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.engine.derivations import About
from planner.engine.trust import MARKS
from planner.reference.tracing import Part, Trace
from planner.text import _, labelled
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.confidence_mark import ConfidenceMark
from ui.widgets.text_label import TextLabel

Ask = Callable[[Part], Trace | None]
_PART = Qt.ItemDataRole.UserRole
_WIDE, _HIGH = 720, 640
_LINES = 8


class ProvenanceDialog(QDialog):
    """A number, its parts and their sources.

    `settle_requested` names a disputed cell, `cite_requested` one that another source tells of.
    """

    settle_requested = Signal(object)
    record_requested = Signal(object)
    cite_requested = Signal(object)

    def __init__(
        self, theme: Theme, part: Part, ask: Ask, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ask = ask
        self._answers: dict[Part, Trace | None] = {}
        self._tree = QTreeWidget()
        self._told = QPlainTextEdit()
        self._mark = ConfidenceMark(theme)
        self._settle = Button(theme, _("Settle…"), icon_name="scale", primary=True)
        self._show = Button(theme, _("Show the record"), icon_name="eye")
        self._cite = Button(theme, _("Add another source…"), icon_name="plus")
        self._copy = Button(theme, _("Copy as text"), icon_name="copy")
        self.setWindowTitle(_("Where does this come from?"))
        self._lay_out(part)
        self._connect()
        root = self._item(part)
        self._tree.addTopLevelItem(root)
        self._open(root)
        root.setExpanded(True)
        self._tree.setCurrentItem(root)
        if not root.childCount():  # a value that was read, not computed: its source is what counts
            header = self._tree.header().sizeHint().height()
            self._tree.setFixedHeight(header + 2 * self._theme.px("row"))
        self._tree.setFocus(Qt.FocusReason.PopupFocusReason)

    def text(self) -> str:
        """Return what is open, as indented lines."""
        root = self._tree.topLevelItem(0)
        return "\n".join(self._lines(root, 0)) if root is not None else ""

    def tree(self) -> QTreeWidget:
        """Return the tree of parts."""
        return self._tree

    def told(self) -> str:
        """Return what is said of the current part."""
        return self._told.toPlainText()

    def _lay_out(self, part: Part) -> None:
        theme = self._theme
        edge = theme.px("space_l")
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, part.value, role="figure"))
        head.addWidget(self._mark)
        head.addStretch(1)
        self._tree.setColumnCount(2)
        self._tree.setHeaderLabels([_("Made of"), _("Value")])
        self._tree.setAccessibleName(_("Made of"))
        self._tree.setUniformRowHeights(True)
        self._tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._tree.header().setStretchLastSection(False)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._told.setReadOnly(True)
        self._told.setTabChangesFocus(True)
        self._told.setAccessibleName(_("What is known of it"))
        self._told.setMinimumHeight(_LINES * self._told.fontMetrics().lineSpacing())
        words = _("~ low confidence   * assumption")
        legend = TextLabel(theme, words, role="caption", token="muted")  # noqa: S106 - names a colour
        close = Button(theme, _("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        for button in (self._copy, self._show, self._cite, self._settle):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_s"))
        rows.addWidget(TextLabel(theme, part.label, role="strong", wrap=True))
        rows.addLayout(head)
        rows.addWidget(self._tree, 3)
        rows.addWidget(legend)
        rows.addWidget(self._told, 1)
        rows.addLayout(buttons)
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _connect(self) -> None:
        self._tree.itemExpanded.connect(self._open)
        self._tree.currentItemChanged.connect(lambda item, _before: self._tell(item))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self._settle.clicked.connect(lambda: self.settle_requested.emit(self._about()))
        self._cite.clicked.connect(lambda: self.cite_requested.emit(self._about()))
        self._show.clicked.connect(lambda: self.record_requested.emit(self._about()))
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._tree)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy.click)

    def _item(self, part: Part) -> QTreeWidgetItem:
        mark = MARKS.get(part.level, "") if part.level is not None else ""
        item = QTreeWidgetItem([part.label, f"{part.value} {mark}".strip()])
        item.setData(0, _PART, part)
        item.setSizeHint(0, QSize(0, self._theme.px("row")))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, part.label)
        if mark:
            font = QFont(self._theme.font("body"))
            font.setItalic(True)
            item.setFont(1, font)
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _answer(self, item: QTreeWidgetItem) -> Trace | None:
        part: Part = item.data(0, _PART)
        if part not in self._answers:
            self._answers[part] = self._ask(part)
        return self._answers[part]

    def _open(self, item: QTreeWidgetItem) -> None:
        """Put the parts below an item when it is opened for the first time."""
        if item.childCount():
            return
        answer = self._answer(item)
        parts = answer.parts if answer is not None else ()
        item.addChildren([self._item(part) for part in parts])
        if not parts:
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        answer = self._answer(item)
        part: Part = item.data(0, _PART)
        level = part.level if answer is None else answer.level
        self._mark.setVisible(level is not None and item.parent() is None)
        if level is not None and item.parent() is None:
            self._mark.set_level(level)
        self._told.setPlainText("\n".join(_words(part, answer)))
        self._settle.setVisible(answer is not None and answer.disputed)
        self._cite.setVisible(answer is not None and answer.is_cell)
        self._show.setVisible(part.about.key != "")

    def _about(self) -> About | None:
        item = self._tree.currentItem()
        if item is None:
            return None
        part: Part = item.data(0, _PART)
        return part.about

    def _lines(self, item: QTreeWidgetItem, depth: int) -> Iterator[str]:
        pad = "    " * depth
        part: Part = item.data(0, _PART)
        first, *rest = _words(part, self._answers.get(part))
        yield f"{pad}{first}: {item.text(1)}"
        yield from (f"{pad}  {line}" for line in rest)
        for number in range(item.childCount()):
            child = item.child(number)
            if child is not None:
                yield from self._lines(child, depth + 1)


def _words(part: Part, answer: Trace | None) -> list[str]:
    if answer is None:
        return [part.label]
    return [part.label, *(labelled(head, words) for head, words in answer.lines)]
