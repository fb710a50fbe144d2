# SPDX-License-Identifier: EUPL-1.2
"""What the rulebook says about the plan as it stands, and what can be done about it."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QStackedWidget,
    QStyle,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from planner.engine.search import holding
from planner.text import _, labelled, ngettext
from ui.icons import icon
from ui.panes.finding_detail import FindingDetailStrip
from ui.panes.list_values import FindingDetail, FindingRow
from ui.theme import Theme
from ui.widgets.asked import ASKED, Asked, put_asked
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.tone import text_token

_ROW = Qt.ItemDataRole.UserRole
_ALL = "all"
_LEVELS = ("error", "warning", "info", "unchecked")
_CONFLICTS = "conflicts"
_MOST = 1_000
Detail = Callable[[object], FindingDetail]


class FindingsPane(Card):
    """Findings grouped and filtered; each opens its record. Rules never block a draft.

    Every wish carries the `finding` of its row. `fix_hovered` asks to see the effect of a fix on
    the charts, `hover_ended` to see it no longer.
    """

    opened = Signal(str, str)
    fix_hovered = Signal(object)
    hover_ended = Signal()
    fix_requested = Signal(object)
    acceptance_requested = Signal(object)
    limit_requested = Signal(str, str)
    settle_requested = Signal(str, str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._shown: Sequence[FindingRow] = ()
        self._detail_of: Detail = lambda _finding: FindingDetail("")
        self._filter = SearchField(theme)
        self._grouping = SegmentedControl(theme)
        self._level = SegmentedControl(theme)
        self._tree = _Tree()
        self._empty = EmptyState(theme, "shield-check")
        self._detail = FindingDetailStrip(theme)
        self._row_heights = RoomyRows(self._tree, theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        super().__init__(theme, parent=parent)
        self.set_trailing(self._filter)
        self._switches = QWidget()
        self._flow = FlowLayout(self._switches, spacing=theme.px("space_s"))
        self._flow.addWidget(self._level)
        self._flow.addWidget(self._grouping)
        self.body.addWidget(self._switches)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._detail)
        hand_keyboard_on(self, self._tree)
        self._wire()
        self.retranslate()
        self._grouping.select("family")
        self._level.select(_ALL)
        self._show()

    def set_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show these findings."""
        if tuple(rows) != tuple(self._shown):
            self._shown = tuple(rows)
            self._count()
            self._show()

    def show_only(self, level: str) -> None:
        """Show the findings of a level, `conflicts` for sources that differ, or `all`."""
        self._level.select(level)
        self._show()

    def in_sight(self) -> Sequence[FindingRow]:
        """Return the findings that pass the filter."""
        holds, level = holding(self._filter.text()), self._level.current()
        return [row for row in self._shown if _passes(row, level) and holds(_text(row))]

    def set_detail(self, detail: Detail) -> None:
        """Learn what can be said and done about a finding; asked for the current one only."""
        self._detail_of = detail

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._filter.set_prompt(_("Filter findings"))
        self._filter.retranslate()
        self._grouping.set_name(_("Group by"))
        self._grouping.set_segments(
            [("family", _("By rule")), ("state", _("By state")), ("level", _("By severity"))]
        )
        self._level.set_name(_("Show"))
        self._tree.setHeaderLabels([_("Place"), _("What is wrong")])
        self._tree.setAccessibleName(_("Findings"))
        self._empty.set_text(
            _("No rule is broken"),
            _("Every rule that can be checked is checked again with each edit."),
        )
        self._detail.retranslate()
        self._count()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self._filter, self._grouping, self._level, self._detail, self._empty):
            part.set_theme(theme)
        self._row_heights.set_theme(theme)
        self._tree.setFont(theme.font("body"))
        self._show()

    def _wire(self) -> None:
        tree, detail = self._tree, self._detail
        tree.itemActivated.connect(self._open)
        tree.itemClicked.connect(self._open)
        tree.itemEntered.connect(lambda item, _column: self._hover(item))
        tree.left.connect(self._hover_current)
        tree.currentItemChanged.connect(lambda _now, _before: self._current_changed())
        tree.fix_requested.connect(self._fix)
        self._filter.textChanged.connect(lambda _words: self._show())
        self._grouping.chosen.connect(lambda _key: self._show())
        self._level.chosen.connect(lambda _key: self._show())
        detail.fix_requested.connect(self._fix)
        detail.acceptance_requested.connect(self._accept)
        detail.limit_requested.connect(self._edit_limit)
        detail.settle_requested.connect(self._settle)

    def _count(self) -> None:
        """Put the numbers into the headline and the filter."""
        counts = {level: sum(r.level == level for r in self._shown) for level in _LEVELS}
        words = {
            "error": _("Errors"),
            "warning": _("Warnings"),
            "info": _("Information"),
            "unchecked": _("Not checkable"),
        }
        total = len(self._shown)
        self.set_title(
            ngettext("{count} finding", "{count} findings", total).format(count=total)
            if total
            else _("Findings")
        )
        segments = [(level, f"{words[level]} {counts[level]}") for level in _LEVELS]
        differing = sum(row.conflict for row in self._shown)
        conflicts = (_CONFLICTS, _("Conflicts {count}").format(count=differing))
        self._level.set_segments([(_ALL, _("All")), *segments, conflicts])

    def _show(self) -> None:
        kept = self._current()
        shown = self.in_sight()
        self._tree.clear()
        for (_order, heading), rows in self._grouped(shown[:_MOST]):
            self._add_group(heading, rows, kept)
        if len(shown) > _MOST:
            more = QTreeWidgetItem(self._tree)
            left = _("{count} more; narrow the list").format(count=len(shown) - _MOST)
            more.setText(0, left)
        self._tree.expandAll()
        self._tree.fit_first_column()
        self._stack.setCurrentWidget(self._tree if self._shown else self._empty)
        self._current_changed()

    def _grouped(
        self, rows: Sequence[FindingRow]
    ) -> list[tuple[tuple[str, str], list[FindingRow]]]:
        way = self._grouping.current()
        groups: dict[tuple[str, str], list[FindingRow]] = {}
        for row in rows:
            groups.setdefault(row.groups.get(way, (row.rule, row.rule)), []).append(row)
        in_order = way in ("state", "level")
        return sorted(groups.items()) if in_order else list(groups.items())

    def _add_group(self, heading: str, rows: Sequence[FindingRow], kept: FindingRow | None) -> None:
        count = len(rows)
        words = ngettext("{count} finding", "{count} findings", count).format(count=count)
        group = QTreeWidgetItem(self._tree, [f"{heading} · {words}"])
        group.setFirstColumnSpanned(True)
        group.setIcon(0, icon(rows[0].icon, self._theme, token=text_token(rows[0].tone)))
        group.setFont(0, self._theme.font("strong"))
        for row in rows:
            item = self._item(group, row)
            if kept is not None and row.finding == kept.finding and row.key == kept.key:
                self._tree.setCurrentItem(item)

    def _item(self, group: QTreeWidgetItem, row: FindingRow) -> QTreeWidgetItem:
        said = f"{row.sentence} {row.accepted}".rstrip()
        named = said if said.startswith(row.rule) else labelled(row.rule, said)
        item = QTreeWidgetItem(group, [row.where, named])
        item.setIcon(0, icon(row.icon, self._theme, token=text_token(row.tone)))
        item.setToolTip(0, row.severity)
        item.setToolTip(1, said)
        item.setData(0, _ROW, row)
        if row.accepted:
            for column in (0, 1):
                item.setForeground(column, self._theme.color("muted"))
        heard = f"{row.severity}, {row.where}: {said}"
        item.setData(1, Qt.ItemDataRole.AccessibleTextRole, heard)
        return item

    def _current(self) -> FindingRow | None:
        return _row_of(self._tree.currentItem())

    def _current_changed(self) -> None:
        row, item = self._current(), self._tree.currentItem()
        detail = None if row is None else self._detail_of(row.finding)
        keyboard = QApplication.focusWidget()
        if keyboard is not None and self._detail.isAncestorOf(keyboard):
            self._tree.setFocus()  # what was pressed may go, with what it was about
        self._detail.set_detail(detail)
        if item is not None and detail is not None:
            put_asked(item, (None, detail.asked))
        if self._tree.hasFocus():
            self._hover_current()

    def _hover(self, item: QTreeWidgetItem) -> None:
        row = _row_of(item)
        if row is None:
            self.hover_ended.emit()
        else:
            self.fix_hovered.emit(row.finding)

    def _hover_current(self) -> None:
        """Show the effect for the current row while the keyboard is here, else for none."""
        row = self._current() if self._tree.hasFocus() else None
        if row is None:
            self.hover_ended.emit()
        else:
            self.fix_hovered.emit(row.finding)

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        row = _row_of(item)
        if row is not None:
            self.opened.emit(row.kind, row.key)

    def _fix(self) -> None:
        row = self._current()
        if row is not None:
            self.fix_requested.emit(row.finding)

    def _accept(self) -> None:
        row = self._current()
        if row is not None:
            self.acceptance_requested.emit(row.finding)

    def _settle(self) -> None:
        item = self._tree.currentItem()
        number = None if item is None else item.data(1, ASKED)
        if isinstance(number, Asked):
            self.settle_requested.emit(number.kind, number.key, number.code)

    def _edit_limit(self, key: str) -> None:
        row = self._current()
        if row is not None:
            self.limit_requested.emit(row.rule, key)


class _Tree(QTreeWidget):
    """A tree that Enter activates on every platform and Ctrl+Enter fixes."""

    fix_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(True)
        self.setMouseTracking(True)

    def fit_first_column(self) -> None:
        """Give the places the room they need, up to a third of the list."""
        words = {item.text(0) for item in self._items() if item.parent() is not None}
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(text) for text in words), default=0)
        icon_size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        beside = 2 * self.indentation() + 2 * icon_size
        self.setColumnWidth(0, min(widest + beside, max(self.width() // 3, beside)))
        self.scheduleDelayedItemsLayout()  # rows keep the height they had in the old width

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit_first_column()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate with Enter, fix with Ctrl+Enter."""
        current = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.fix_requested.emit()
            else:
                self.itemActivated.emit(current, 0)
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Say that nothing is pointed at any more."""
        super().leaveEvent(event)
        self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


def _passes(row: FindingRow, level: str) -> bool:
    return row.conflict if level == _CONFLICTS else level in (_ALL, "", row.level)


def _row_of(item: QTreeWidgetItem | None) -> FindingRow | None:
    found = item.data(0, _ROW) if item is not None else None
    return found if isinstance(found, FindingRow) else None


def _text(row: FindingRow) -> str:
    return f"{row.rule} {row.severity} {row.where} {row.sentence}"
