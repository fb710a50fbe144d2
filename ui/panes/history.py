# SPDX-License-Identifier: EUPL-1.2
"""Every edit ever made: who, when, what, old and new value. The journal is never rewritten.

Any moment of it can be looked at, gone back to, branched from and given a name.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from planner.engine.search import holding
from planner.text import N_, _, ngettext, number, sentence_case
from ui.icons import icon
from ui.panes.history_filter import HistoryFilter
from ui.panes.list_values import HistoryRow
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.search_field import SearchField
from ui.widgets.tabbing import hand_keyboard_on

_KEY, _REASON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_SHOWN_AT_MOST = 2_000
_EDIT, _WHEN, _WHO, _VERSION, _WHERE = range(5)
_GROUPINGS = {
    "": N_("No groups"),
    "day": N_("By day"),
    "month": N_("By month"),
    "person": N_("By person"),
    "scenario": N_("By scenario"),
    "deed": N_("By kind of edit"),
}
_DEEDS = {
    "look": (N_("Look at it"), "eye"),
    "restore": (N_("Go back to it…"), "undo-2"),
    "branch": (N_("Branch from it…"), "git-branch"),
    "name": (N_("Name it…"), "flag"),
}


class HistoryPane(Card):
    """The latest steps first; opening one lists the cells it changed, read when asked for.

    `deed_requested` carries what is to be done and the step it is about; the version chosen from
    the menu is looked at.
    """

    deed_requested = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        *,
        cells: Callable[[str], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        self._cells = cells
        self._shown: tuple[HistoryRow, ...] = ()
        self._is_filtered = self._had_words = False
        self._rest = 0
        self._filter, self.group = SearchField(theme), ChoiceButton(theme, "list-tree")
        self.wish = HistoryFilter(theme)
        self._tree = _Tree()
        self._empty = EmptyState(theme, "history")
        self._row_heights = RoomyRows(self._tree, theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        self._trailing = QWidget()
        self._trailing_row = QHBoxLayout(self._trailing)
        self._foot = QWidget()
        self._foot_row = FlowLayout(self._foot)
        self._deeds = {key: Button(theme, icon_name=sign) for key, (_w, sign) in _DEEDS.items()}
        self._versions = Button(theme, icon_name="star")
        super().__init__(theme, parent=parent)
        self._lay_out()
        self._wire()
        self.retranslate()
        self.set_theme(theme)

    def set_rows(
        self, rows: Sequence[HistoryRow], *, is_filtered: bool = False, rest: int = 0
    ) -> None:
        """Show these steps, the latest first, and say how many earlier ones are left out.

        `is_filtered` says that there may be others.
        """
        if (tuple(rows), is_filtered, rest) != (self._shown, self._is_filtered, self._rest):
            self._shown, self._is_filtered, self._rest = tuple(rows), is_filtered, rest
            self._show()

    def has_words(self) -> bool:
        """Tell whether words are looked for, for which all steps are needed."""
        return bool(self._filter.text().strip())

    def set_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """Offer named versions: the step of each and its name."""
        menu = self._versions.menu()
        assert menu is not None  # noqa: S101 - it was made with one
        menu.clear()
        for step, name in versions:
            menu.addAction(name).triggered.connect(
                lambda _checked=False, step=step: self.deed_requested.emit("look", step)
            )
        self._versions.setVisible(bool(versions))

    def current(self) -> str:
        """Return the step the keyboard is on, empty if it is on none."""
        item = self._tree.currentItem()
        while item is not None and item.data(_EDIT, _KEY) is None:
            item = item.parent()
        return "" if item is None else str(item.data(_EDIT, _KEY))

    def deed(self, key: str) -> Button:
        """Return the button of a deed."""
        return self._deeds[key]

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("History"))
        self._filter.set_prompt(_("Filter history"))
        self._filter.retranslate()
        groupings = [(key, _(words)) for key, words in _GROUPINGS.items()]
        self.group.set_choices(_("Group by"), groupings)
        self.wish.retranslate()
        self._tree.setHeaderLabels([_("Edit"), _("When"), _("Who"), _("Version"), _("Scenario")])
        self._tree.setAccessibleName(_("History"))
        for key, (words, _sign) in _DEEDS.items():
            self._deeds[key].setText(_(words))
        self._versions.setText(_("Named versions"))
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self._filter, self.group, self.wish, self._empty):
            part.set_theme(theme)
        for button in (self._versions, *self._deeds.values()):
            button.set_theme(theme)
        self._row_heights.set_theme(theme)
        self._foot_row.setSpacing(theme.px("space_s"))
        self._trailing_row.setSpacing(theme.px("space_s"))
        self._tree.setFont(theme.font("body"))
        self._show()

    def _lay_out(self) -> None:
        self._trailing_row.setContentsMargins(0, 0, 0, 0)
        self._trailing_row.addWidget(self._versions)
        self._trailing_row.addWidget(self._filter)
        self._trailing_row.addWidget(self.group)
        self.set_trailing(self._trailing)
        self._tree.setColumnCount(5)
        self._tree.setUniformRowHeights(True)
        self._tree.setAlternatingRowColors(True)
        self._versions.setMenu(QMenu(self._versions))
        for button in self._deeds.values():
            self._foot_row.addWidget(button)
        for part in (self.wish, self._stack, self._foot):
            self.body.addWidget(part)
        self.body.setStretchFactor(self._stack, 1)
        hand_keyboard_on(self, self._tree)
        self._versions.hide()

    def _wire(self) -> None:
        self._filter.textChanged.connect(lambda _words: self._look_for_words())
        self.group.chosen.connect(lambda _way: self._show())
        self._tree.itemExpanded.connect(self._fill)
        self._tree.currentItemChanged.connect(lambda _now, _before: self._offer())
        self._tree.looked_at.connect(lambda: self._do("look"))
        for key, button in self._deeds.items():
            button.clicked.connect(lambda _checked=False, key=key: self._do(key))

    def _look_for_words(self) -> None:
        if self.has_words() != self._had_words:
            self._had_words = self.has_words()
            self.wish.wished.emit()
        self._show()

    def _do(self, deed: str) -> None:
        if self.current():
            self.deed_requested.emit(deed, self.current())

    def _offer(self) -> None:
        for button in self._deeds.values():
            button.setEnabled(bool(self.current()))

    def _show(self) -> None:
        holds = holding(self._filter.text())
        here = self.current()
        self._tree.clear()
        shown = [row for row in self._shown if holds(_text(row))]
        self._list(shown[:_SHOWN_AT_MOST])
        if self._rest:
            self._tree.addTopLevelItem(self._rest_item())
        self._tree.setColumnHidden(_VERSION, not any(row.version for row in shown))
        self._tree.setColumnHidden(_WHERE, len({row.where for row in shown}) < 2)
        self._tree.fit_columns()
        self._come_back_to(here)
        self._say_empty()
        self._stack.setCurrentWidget(self._tree if self._shown else self._empty)
        self._offer()

    def _list(self, rows: Sequence[HistoryRow]) -> None:
        """List the steps, under headings if they are grouped."""
        way = self.group.current()
        if not way:
            self._tree.addTopLevelItems([self._item(row) for row in rows])
            return
        groups: dict[str, list[HistoryRow]] = {}
        for row in rows:
            groups.setdefault(row.groups.get(way, ""), []).append(row)
        for name, members in groups.items():
            heading = QTreeWidgetItem(self._tree, [_heading(name, members)])
            heading.setFirstColumnSpanned(True)
            heading.setFont(_EDIT, self._theme.font("strong"))
            heading.setData(_EDIT, _KEY, "")
            heading.setToolTip(_EDIT, heading.text(_EDIT))
            heading.addChildren([self._item(row) for row in members])
            heading.setExpanded(True)

    def _say_empty(self) -> None:
        if self._is_filtered:
            self._empty.set_text(
                _("Nothing in the history fits"), _("Choose other people, times or records.")
            )
            return
        self._empty.set_text(
            _("Nothing has been edited yet"),
            _("Every edit is kept here with its time and person, and can be undone."),
        )

    def _come_back_to(self, step: str) -> None:
        walk = QTreeWidgetItemIterator(self._tree)
        while step and (item := walk.value()) is not None:
            if item.data(_EDIT, _KEY) == step:
                self._tree.setCurrentItem(item)
                return
            walk += 1

    def _item(self, row: HistoryRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.title, row.when, row.who, row.version, row.where])
        item.setData(_EDIT, _KEY, row.id)
        item.setIcon(_EDIT, icon("eye", self._theme) if row.is_here else QIcon())
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        if row.taken_back:
            for column in range(5):
                item.setForeground(column, self._theme.color("faint"))
        item.setToolTip(_EDIT, row.what or row.title)
        item.setData(_EDIT, _REASON, row.what)
        return item

    def _rest_item(self) -> QTreeWidgetItem:
        said = ngettext(
            "{count} earlier edit: choose a time or look for words to see it",
            "{count} earlier edits: choose a time or look for words to see them",
            self._rest,
        )
        item = QTreeWidgetItem([said.format(count=number(self._rest))])
        item.setData(_EDIT, _KEY, "")
        item.setForeground(_EDIT, self._theme.color("muted"))
        return item

    def _fill(self, item: QTreeWidgetItem) -> None:
        if item.childCount() == 0 and item.data(_EDIT, _KEY):
            reason = str(item.data(_EDIT, _REASON))
            why = [_("Why: {reason}").format(reason=reason)] if reason else []
            for line in (*why, *self._cells(str(item.data(_EDIT, _KEY)))):
                child = QTreeWidgetItem(item, [line])
                child.setFirstColumnSpanned(True)


class _Tree(QTreeWidget):
    """A tree in which Enter looks at the moment the keyboard is on; long titles give way."""

    looked_at = Signal()

    def fit_columns(self) -> None:
        """Give each column what its words need; what is too much is taken from the titles."""
        header = self.header()
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
        seen = [n for n in range(self.columnCount()) if not self.isColumnHidden(n)]
        needed = sum(max(self.columnWidth(n), header.sectionSizeHint(n)) for n in seen)
        spare = needed - self.viewport().width()
        if spare > 0:
            title = self.columnWidth(_EDIT)
            self.setColumnWidth(_EDIT, max(title - spare, title // 2))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns to the words as the style now writes them."""
        super().showEvent(event)
        self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to another width, so also to the first one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at a step with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.looked_at.emit()
        else:
            super().keyPressEvent(event)


def _heading(name: str, rows: Sequence[HistoryRow]) -> str:
    """Say what edits have in common, how many there are, and how many of them were taken back."""
    count, back = len(rows), sum(row.taken_back for row in rows)
    edits = ngettext("{count} edit", "{count} edits", count).format(count=number(count))
    undone = ngettext("{count} taken back", "{count} taken back", back).format(count=number(back))
    said = (name or _("not stated"), edits, *((undone,) if back else ()))
    return sentence_case(" · ".join(said))


def _text(row: HistoryRow) -> str:
    return f"{row.title} {row.when} {row.who} {row.what} {row.version}"
