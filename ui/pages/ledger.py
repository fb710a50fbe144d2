# SPDX-License-Identifier: EUPL-1.2
"""The access ledger (D6): requests, sums by cut-off, pools, and the days that do not count."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from planner.domain.commands import AddRecord
from planner.domain.ids import new_id
from planner.domain.records.access import Allocation
from planner.domain.records.instruments import Event, Lane
from planner.engine.requests import requests
from planner.text import N_, _, labelled
from ui.focus import Selection
from ui.pages.ground import Ground
from ui.pages.ledger_request import RequestPanel
from ui.pages.page import Page
from ui.presenting.ledger_values import (
    closed_table,
    find_request,
    pools_table,
    request_values,
    requests_table,
    sums_table,
)
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.group_button import GroupButton
from ui.widgets.icon_button import IconButton
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

_SOURCE = "ledger"
_DESK, _START = "desk", "start"
_KIND = Allocation.KIND.name
_ROWS_IN_SIGHT = 3
_FACES: Mapping[str, str] = {
    "requests": N_("Requests"),
    "sums": N_("By cut-off"),
    "pools": N_("Pools"),
    "closed": N_("Closed days"),
}
_GROUPED: Mapping[str, tuple[int, ...]] = {
    "requests": (1, 5, 9, 10, 11),
    "sums": (0, 1, 2),
    "pools": (0, 1),
    "closed": (),
}
"""The columns of each table that are worth a heading."""


class LedgerPage(Page):
    """One table at a time; the request in focus stands below it."""

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._key = ""
        self.face = SegmentedControl(theme)
        self._filter, self.group = SearchField(theme), GroupButton(theme)
        self._save = IconButton(theme, "download", "")
        self.tables = {face: TextTable(theme) for face in _FACES}
        self.panel = RequestPanel(theme)
        self._below = scrolled(self.panel)
        self._below.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._note = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self.add_closed = Button(theme, icon_name="plus")
        self._empty = EmptyState(theme, "clock")
        self._card = Card(theme)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.tables["requests"])
        self.retranslate()
        self.face.select("requests")
        self._size(theme)

    def fill(self) -> None:
        """Take the table in sight from the plan on screen."""
        face = self._face()
        bare = face == "requests" and not self.ground.plan.of(Allocation)
        self._empty.setVisible(bare)
        for name, table in self.tables.items():
            table.setVisible(name == face and not bare)
        self.tables[face].set_values(self._made()[face](self._filter.text()))
        self.group.set_table(self.tables[face], _GROUPED[face])
        self.add_closed.setVisible(face == "closed")
        if face == "requests":
            self.tables[face].select(_KIND, self._key)
        self._show_request()

    def select(self, selection: Selection) -> None:
        """Show the request that is selected elsewhere."""
        if selection.kind == _KIND and selection.key != self._key:
            self._key = selection.key
            self.tables["requests"].select(_KIND, self._key)
            self._show_request()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Access ledger"))
        self.face.set_name(_("Show as"))
        self.face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self._filter.set_prompt(_("Filter the ledger"))
        self._filter.retranslate()
        self.group.retranslate()
        self._save.set_name(_("Save this table…"))
        self.add_closed.setText(_("Add a closed day"))
        for face, table in self.tables.items():
            table.setAccessibleName(labelled(_("Access ledger"), _(_FACES[face])))
        self._empty.set_text(
            _("No request is in the ledger yet"),
            _("Requests come from the contact point and from the view “Access”."),
            action=_("Take in a case"),
        )
        self.panel.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self.face, self._filter, self.group, self._save, self.add_closed, self._note):
            part.set_theme(theme)
        self._empty.set_theme(theme)
        for table in self.tables.values():
            table.set_theme(theme)
        self._card.set_theme(theme)
        self.panel.set_theme(theme)
        self._size(theme)

    def _size(self, theme: Theme) -> None:
        self._tools.setSpacing(theme.px("space_s"))
        for table in self.tables.values():
            table.setMinimumHeight(_ROWS_IN_SIGHT * theme.px("row"))

    def _lay_out(self) -> None:
        self.rows.addWidget(self._card)
        trailing = QWidget()
        self._tools = QHBoxLayout(trailing)
        self._tools.setContentsMargins(0, 0, 0, 0)
        for tool in (self._filter, self.group, self.face, self._save):
            self._tools.addWidget(tool)
        self._card.set_trailing(trailing)
        for table in self.tables.values():
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            self._card.body.addWidget(table, 1)
        self._card.body.addWidget(self._empty, 1)
        below = QHBoxLayout()
        below.addWidget(self._note, 1)
        below.addWidget(self.add_closed)
        self._card.body.addLayout(below)
        self._card.body.addWidget(self._below)

    def _wire(self) -> None:
        self.face.chosen.connect(lambda _face: self.fill())
        self._filter.textChanged.connect(lambda _words: self.fill())
        self._save.clicked.connect(self._save_table)
        self.add_closed.clicked.connect(self._add_closed_day)
        for table in self.tables.values():
            table.opened.connect(self.ground.open_record)
        self.tables["requests"].open_by_double_click()  # the request stands below
        moved = self.tables["requests"].selectionModel().currentChanged
        moved.connect(lambda _now, _before: self._follow())
        self.panel.unit_chosen.connect(self._choose_unit)
        self._empty.action_requested.connect(lambda: self.ground.ask_page(_DESK, _START, ""))

    def _face(self) -> str:
        return self.face.current() or "requests"

    def _made(self) -> Mapping[str, Callable[[str], TextRows]]:
        """Return how each table is made from what is typed into the filter."""
        plan, outcome = self.ground.plan, self.ground.outcome
        month, day = self.ground.focus.month, self.ground.day()
        return {
            "requests": lambda words: requests_table(plan, requests(plan, outcome, day), words),
            "sums": lambda words: sums_table(plan, requests(plan, outcome, day), words),
            "pools": lambda words: pools_table(plan, outcome, month=month, words=words),
            "closed": lambda words: closed_table(plan, words),
        }

    def _follow(self) -> None:
        row = self.tables["requests"].current()
        if row is not None and row.key and row.key != self._key:
            self._key = row.key
            self._show_request()

    def _show_request(self) -> None:
        """Show the request in focus, else say what the table in sight holds."""
        face = self._face()
        plan, outcome = self.ground.plan, self.ground.outcome
        day = self.ground.day()
        found = find_request(plan, outcome, self._key, day) if face == "requests" else None
        self._below.setVisible(found is not None)
        if found is not None:
            self.panel.set_values(request_values(plan, outcome, found))
        words = {
            "requests": _("Requests come from the contact point and from the view “Access”."),
            "sums": _("Hours are those of the machine's accelerators, whatever unit they came in."),
            "pools": _("The Union's time in the year of the month in sight, by pool."),
            "closed": _("Days on which the Union's institutions are closed count for no clock."),
        }
        self._note.setText(words[face])
        self._note.setVisible(found is None and not self._empty.isVisibleTo(self))

    def _choose_unit(self, key: str, unit: str) -> None:
        self.ground.edits.edit(_KIND, key, "unit", unit, source=_SOURCE)

    def _add_closed_day(self) -> None:
        key = new_id()
        day = self.ground.day()
        values = {"id": key, "name": _("Closed"), "lane": str(Lane.CLOSED), "first_day": day}
        command = AddRecord(kind=Event.KIND.name, values=values)
        if self.ground.edits.execute(command, source=_SOURCE):
            self.ground.open_record(Event.KIND.name, key)

    def _save_table(self) -> None:
        table = self.tables[self._face()]
        self.ground.save_rows(_("Access ledger"), table.values().heads, table.shown_rows())
