# SPDX-License-Identifier: EUPL-1.2
"""What pages made of one grid share: faces, filter, groups, adding, saving; the hand edits.

A page says what it shows and what Enter does on its own cells.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.commands import AddRecord
from planner.domain.ids import new_id
from planner.text import _
from ui.focus import Selection
from ui.pages.grid_hand import GridHand, Options
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_card import Figure, FigureCard
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.grid_table import GridTable
from ui.widgets.grid_values import GridRow, GridValues, Order, arranged, table_of
from ui.widgets.icon_button import IconButton
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel


class GridPage(Page):
    """A card with a grid, perhaps figures above it and a note below it."""

    TITLE: ClassVar[str]
    ICON: ClassVar[str] = "table"
    FACES: ClassVar[Mapping[str, str]] = {}
    GROUPS: ClassVar[Mapping[str, str]] = {}
    ADDITIONS: ClassVar[Mapping[str, str]] = {}
    REMOVABLE: ClassVar[tuple[str, ...]] = ()
    CARDS: ClassVar[int] = 0
    LEAST_ROWS: ClassVar[int] = 9  # in less room the page scrolls as a whole
    FEW_ROWS: ClassVar[int] = 5  # the same where height is scarce

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._order = Order()
        self._grouping = next(iter(self.GROUPS), "")
        self.faces, self.filter = SegmentedControl(theme), SearchField(theme)
        self._group = IconButton(theme, "list-tree", "")
        self._add = IconButton(theme, "plus", "")
        self._save = IconButton(theme, "download", "")
        self.cards = [FigureCard(theme, wraps=True) for _card in range(self.CARDS)]
        self.table = self.make_table(theme)
        self.hand = GridHand(
            self.table, ground, removable=self.REMOVABLE, act_on=self.act_on, owner=self
        )
        self._note = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._empty = EmptyState(theme, self.ICON)
        self._card = Card(theme, flush=True)
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.table)

    # What a page says

    def make_table(self, theme: Theme) -> GridTable:
        """Build the grid; a page may want one that takes drops."""
        return GridTable(theme)

    def values(self) -> GridValues:
        """Return what the grid shows before it is filtered and sorted."""
        raise NotImplementedError

    def figures(self) -> tuple[Figure, ...]:
        """Return the figures above the grid, as many as there are cards."""
        return ()

    def front(self) -> QWidget:
        """Return what shows the values; a page with another picture of them gives that."""
        return self._filled

    def open_card(self, place: int) -> None:
        """Show what is behind a figure above the grid: by default, where it comes from."""
        self.hand.where(self.cards[place].figure().asked)

    def act_on(self, row: GridRow, column: str) -> None:
        """Do what Enter means on a cell that is no field."""

    def add(self, addition: str) -> None:
        """Add a record of the kind named; a page with more to say does so itself."""
        self.add_record(addition, name=_("New entry"))

    # What pages use

    def show_in_order(self, column: str, *, descending: bool) -> None:
        """Sort the rows by a column and go to the first of them."""
        self._order = Order(column, descending=descending)
        self.fill()
        first = next((row.key for row in self.table.values().rows if not row.heading), "")
        self.table.go_to(first, column)

    @property
    def face(self) -> str:
        """Return which face is in front, empty for a page that has only one."""
        return self.faces.current()

    @property
    def grouping(self) -> str:
        """Return by what rows are grouped."""
        return self._grouping

    def offer(
        self, options: Options, then: Callable[[str], object], at: QPoint | None = None
    ) -> None:
        """Ask which of several is meant, at the cell the keyboard is on or at a point."""
        self.hand.offer(options, then, at)

    def add_record(self, kind: str, /, **given: object) -> str:
        """Add a record and open it; return its key, empty if it was not added."""
        key = new_id()
        command = AddRecord(kind=kind, values={"id": key, **given})
        if not self.ground.edits.execute(command, source=self.TITLE.casefold()):
            return ""
        self.ground.open_record(kind, key)
        return key

    # What a page is

    def fill(self) -> None:
        """Take everything from the plan on screen."""
        values = arranged(self.values(), words=self.filter.text(), order=self._order)
        self.table.set_values(values)
        self._note.setText(values.note)
        self._note.setVisible(bool(values.note))
        bare = not values.rows and not self.filter.text()
        self._empty.set_text(values.empty, values.note, action=self._first_addition())
        self.stack.setCurrentWidget(self._empty if bare and values.empty else self.front())
        for card, figure in zip(self.cards, self.figures(), strict=True):
            card.set_figure(figure)
        self._spare_height()
        self.select(self.ground.focus.selection)

    def select(self, selection: Selection) -> None:
        """Show the row of what is selected elsewhere."""
        self.table.select_record(selection.kind, selection.key)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        title = _(self.TITLE)
        self._card.set_title(title)
        self.table.setAccessibleName(title)
        self.filter.set_prompt(_("Filter rows"))
        self.filter.retranslate()
        self.faces.set_name(_("Show"))
        self.faces.set_segments([(key, _(words)) for key, words in self.FACES.items()])
        self._group.set_name(_("Group by…"))
        self._add.set_name(self._first_addition() if len(self.ADDITIONS) == 1 else _("Add…"))
        self._save.set_name(_("Save this table…"))
        self._fill_menus()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for tool in (self.faces, self.filter, self._group, self._add, self._save):
            tool.set_theme(theme)
        for card in self.cards:
            card.set_theme(theme)
        self.table.set_theme(theme)
        self._note.set_theme(theme)
        self._empty.set_theme(theme)
        self._card.set_theme(theme)
        self._space(theme)

    # Laying out and wiring

    def _lay_out(self) -> None:
        # From the outside in: whatever moves into another part is dressed anew with all it holds.
        content = QWidget()
        self.rows.addWidget(scrolled(content, sideways=True))
        self._parts = QVBoxLayout(content)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._figure_row = QHBoxLayout()
        if self.cards:
            self._parts.addLayout(self._figure_row)
        for card in self.cards:
            self._figure_row.addWidget(card)
        self._parts.addWidget(self._card, 1)
        tools = QWidget()
        self._tools = QHBoxLayout(tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        for tool in (self.filter, self._group, self._add, self._save):
            self._tools.addWidget(tool)
        self._card.set_trailing(tools)
        self._group.setVisible(bool(self.GROUPS))
        self._add.setVisible(bool(self.ADDITIONS))
        head = QWidget()
        self._head = FlowLayout(head)
        self._head.addWidget(self.faces)
        self._card.body.addWidget(head)
        head.setVisible(len(self.FACES) > 1)  # not before it has a place: it would be a window
        self._card.body.addWidget(self.stack, 1)
        self._filled = QWidget()
        self.stack.addWidget(self._filled)
        self.stack.addWidget(self._empty)
        self._lines = QVBoxLayout(self._filled)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self.table, 1)
        self._lines.addWidget(self._note)
        self._space(self.ground.theme())

    def _space(self, theme: Theme) -> None:
        edge, side = theme.px("space_s"), theme.px("space_l")
        self._tools.setSpacing(edge)
        self._head.setSpacing(edge)
        self._head.setContentsMargins(side, 0, side, 0)
        self._lines.setSpacing(edge)
        self._note.setContentsMargins(side, 0, side, edge)
        self._figure_row.setSpacing(theme.px("gutter"))
        self._parts.setSpacing(theme.px("gutter"))
        self._spare_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say figures in one line where the rows below them would have no room."""
        super().resizeEvent(event)
        self._spare_height()

    def _spare_height(self) -> None:
        theme = self.ground.theme()
        low = self.height() < theme.px("low_view")
        for card in self.cards:
            card.set_compact(compact=low)
        if low and self._needed_by_cards() > self.width():  # a figure needs its whole name
            for card in self.cards:
                card.set_compact(compact=False)
        self.stack.setMinimumHeight((self.FEW_ROWS if low else self.LEAST_ROWS) * theme.px("row"))

    def _needed_by_cards(self) -> int:
        """Return the width in px in which all figures say everything they say."""
        gaps = (len(self.cards) - 1) * self._figure_row.spacing()
        return sum(card.sizeHint().width() for card in self.cards) + gaps

    def _wire(self) -> None:
        self.faces.chosen.connect(self._show_face)
        self.filter.textChanged.connect(lambda _words: self.fill())
        self._add.clicked.connect(self._add_first)
        self._empty.action_requested.connect(self._add_first)
        self._save.clicked.connect(self._save_table)
        self.table.sort_requested.connect(self._sort)
        for place, card in enumerate(self.cards):
            card.clicked.connect(lambda _on=False, place=place: self.open_card(place))

    def _fill_menus(self) -> None:
        """Offer groupings and additions; a single addition needs no menu."""
        groups, choice = QMenu(self._group), QActionGroup(self._group)
        for key, words in self.GROUPS.items():
            entry = groups.addAction(_(words))
            entry.setCheckable(True)
            entry.setChecked(key == self._grouping)
            entry.triggered.connect(lambda _on=False, key=key: self._group_by(key))
            choice.addAction(entry)
        self._replace_menu(self._group, groups)
        if len(self.ADDITIONS) > 1:
            menu = QMenu(self._add)
            for key, words in self.ADDITIONS.items():
                menu.addAction(_(words)).triggered.connect(lambda _on=False, key=key: self.add(key))
            self._replace_menu(self._add, menu)

    def _replace_menu(self, button: IconButton, menu: QMenu) -> None:
        before = button.menu()
        button.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _first_addition(self) -> str:
        return _(next(iter(self.ADDITIONS.values()), "")) if self.ADDITIONS else ""

    # What the user does

    def _show_face(self, _face: str) -> None:
        self._order = Order()
        self.fill()

    def _group_by(self, grouping: str) -> None:
        self._grouping = grouping
        self.fill()

    def _sort(self, column: str) -> None:
        self._order = self._order.after_click(column)
        self.fill()

    def _add_first(self) -> None:
        if self.ADDITIONS:
            self.add(next(iter(self.ADDITIONS)))

    def _save_table(self) -> None:
        heads, rows = table_of(self.table.values(), group=_("Group"))
        self.ground.save_rows(_(self.TITLE), heads, rows)
