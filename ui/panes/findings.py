# SPDX-License-Identifier: EUPL-1.2
"""What the rulebook says about the plan as it stands, and what can be done about it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
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
from planner.text import _, labelled, ngettext, number
from ui.icons import icon
from ui.panes.finding_detail import FindingDetailStrip
from ui.panes.list_values import FindingDetail, FindingRow
from ui.theme import Theme
from ui.widgets.asked import ASKED, Asked, put_asked
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.passing_menu import PassingMenu
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
_AT_FIRST = 120  # rows; more than any screen is high
_A_TURN = 200
Detail = Callable[[object], FindingDetail]


class _Themed(Protocol):
    def set_theme(self, theme: Theme) -> None: ...


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
    where_requested = Signal(object)
    today_requested = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._shown: Sequence[FindingRow] = ()
        self._detail_of: Detail = lambda _finding: FindingDetail("")
        self._filter = SearchField(theme)
        self._grouping = SegmentedControl(theme)
        self._level = SegmentedControl(theme)
        self._today = Button(theme, icon_name="calendar")
        self._day = ""
        self._tree = _Tree()
        self._adding: Iterator[None] = iter(())
        self._go_on = QTimer(self._tree)
        self._go_on.timeout.connect(lambda: self._add_some(_A_TURN))
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
        self._flow.addWidget(self._today)
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
        """Show these findings; where the current one is gone, the next in its place is current."""
        if tuple(rows) != tuple(self._shown):
            current = self._tree.currentItem()
            lines = self._tree.leaves()
            was_at = lines.index(current) if current is not None and current in lines else None
            self._shown = tuple(rows)
            self._count()
            self._show()
            leaves = self._tree.leaves()
            if was_at is not None and leaves and self._current() is None:
                self._tree.setCurrentItem(leaves[min(was_at, len(leaves) - 1)])

    def set_day(self, words: str, *, is_today: bool) -> None:
        """Say on which day the rules read the plan, and offer today if that is another day."""
        self._day = words
        self._today.setVisible(not is_today)
        self._say_day()

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
        self._say_day()
        self._count()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in self._parts():
            part.set_theme(theme)
        self._row_heights.set_theme(theme)
        self._tree.setFont(theme.font("body"))
        self._show()

    def _parts(self) -> Sequence[_Themed]:
        filters = (self._filter, self._grouping, self._level, self._today)
        return (*filters, self._detail, self._empty)

    def _say_day(self) -> None:
        self._today.setText(_("As of {day}: read as of today").format(day=self._day))
        told = _("Clocks, due dates and ceilings are read on {day}, the same for everybody.")
        self._today.setToolTip(told.format(day=self._day))

    def _wire(self) -> None:
        tree, detail = self._tree, self._detail
        tree.itemActivated.connect(self._open)
        tree.itemClicked.connect(self._open)
        tree.itemEntered.connect(lambda item, _column: self._hover(item))
        tree.left.connect(self._hover_current)
        tree.currentItemChanged.connect(lambda _now, _before: self._current_changed())
        tree.fix_requested.connect(self._fix)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu)
        self._filter.textChanged.connect(lambda _words: self._show())
        self._grouping.chosen.connect(lambda _key: self._show())
        self._level.chosen.connect(lambda _key: self._show())
        self._today.clicked.connect(self.today_requested)
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
        segments = [(level, f"{words[level]} {counts[level]}") for level in _LEVELS]
        differing = sum(row.conflict for row in self._shown)
        conflicts = (_CONFLICTS, _("Conflicts {count}").format(count=differing))
        self._level.set_segments([(_ALL, _("All")), *segments, conflicts])

    def _say_title(self, in_sight: int) -> None:
        """Say how many findings there are, and of how many if a filter hides some."""
        total = len(self._shown)
        if not total:
            self.set_title(_("Findings"))
            return
        words = ngettext("{count} finding", "{count} findings", total)
        if in_sight < total:
            words = ngettext("{shown} of {count} finding", "{shown} of {count} findings", total)
        self.set_title(words.format(shown=number(in_sight), count=number(total)))

    def _show(self) -> None:
        kept = self._current()
        shown = self.in_sight()
        self._say_title(len(shown))
        self._tree.clear()
        self._adding = self._added(shown, kept)
        # What is current may be anywhere; without it the first rows fill any screen.
        self._go_on.start()
        self._add_some(len(shown) if kept is not None else _AT_FIRST)
        self._tree.fit_places({row.where for row in shown[:_MOST]})
        self._stack.setCurrentWidget(self._tree if self._shown else self._empty)
        self._current_changed()

    def _added(self, shown: Sequence[FindingRow], kept: FindingRow | None) -> Iterator[None]:
        """Add rows to the list, a step for each."""
        groups = self._grouped(shown[:_MOST])
        headings = [self._heading(words, rows) for (_order, words), rows in groups]
        if len(shown) > _MOST:
            more = QTreeWidgetItem(self._tree)
            left = _("{count} more; narrow the list").format(count=len(shown) - _MOST)
            more.setText(0, left)
        for heading, (_words, rows) in zip(headings, groups, strict=True):
            for row in rows:
                item = self._item(heading, row)
                if row is rows[0]:
                    heading.setExpanded(True)
                if kept is not None and row.finding == kept.finding and row.key == kept.key:
                    self._tree.setCurrentItem(item)
                yield

    def _add_some(self, most: int) -> None:
        """Add rows; those that are still missing follow in the next turns of the event loop."""
        added = sum(1 for _row in islice(self._adding, most))
        if added < most:
            self._go_on.stop()

    def _grouped(
        self, rows: Sequence[FindingRow]
    ) -> list[tuple[tuple[str, str], list[FindingRow]]]:
        way = self._grouping.current()
        groups: dict[tuple[str, str], list[FindingRow]] = {}
        for row in rows:
            groups.setdefault(row.groups.get(way, (row.rule, row.rule)), []).append(row)
        in_order = way in ("state", "level")
        return sorted(groups.items()) if in_order else list(groups.items())

    def _heading(self, heading: str, rows: Sequence[FindingRow]) -> QTreeWidgetItem:
        count = len(rows)
        words = ngettext("{count} finding", "{count} findings", count).format(count=count)
        group = QTreeWidgetItem(self._tree, [f"{heading} · {words}"])
        group.setFirstColumnSpanned(True)
        group.setIcon(0, icon(rows[0].icon, self._theme, token=text_token(rows[0].tone)))
        group.setFont(0, self._theme.font("strong"))
        return group

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

    def _menu(self, at: QPoint) -> None:
        """Offer for a row what Enter and the buttons below the list do."""
        item = self._tree.itemAt(at)
        if item is None or _row_of(item) is None:
            return
        self._tree.setCurrentItem(item)
        menu = PassingMenu(self)
        menu.addAction(_("Open")).triggered.connect(lambda: self._open(item))
        for words, deed in self._detail.deeds():
            menu.addAction(words.replace("&", "&&")).triggered.connect(deed)
        number = item.data(1, ASKED)
        if isinstance(number, Asked):
            where = menu.addAction(_("Where does this come from?"))
            where.triggered.connect(lambda: self.where_requested.emit(number))
        menu.popup(self._tree.viewport().mapToGlobal(at))

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
        self._widest = 0  # of the places

    def fit_places(self, words: Iterable[str]) -> None:
        """Give the places the room they need, up to a third of the list."""
        advance = self.fontMetrics().horizontalAdvance
        self._widest = max(map(advance, words), default=0)
        self._fit()

    def _fit(self) -> None:
        icon_size = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        beside = 2 * self.indentation() + 2 * icon_size
        self.setColumnWidth(0, min(self._widest + beside, max(self.width() // 3, beside)))
        self.scheduleDelayedItemsLayout()  # rows keep the height they had in the old width

    def leaves(self) -> list[QTreeWidgetItem]:
        """Return the lines that stand for a finding, from the top."""
        return [item for item in self._items() if _row_of(item) is not None]

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the menu: here it fixes."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and _row_of(self.currentItem()) is not None
        ):
            event.accept()
            return True
        return super().event(event)

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
