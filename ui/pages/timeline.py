# SPDX-License-Identifier: EUPL-1.2
"""The timeline (D5): who does what when, what waits for what, and where capacity falls into a hole.

Lanes by state, factory or kind; moving a bar moves its contract, pulling its end its life.
"""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.domain.commands import EditField
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.engine.derivations import NETWORK, About
from planner.text import N_, _
from ui.focus import Selection
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.pages.timeline_legend import MarkLegend
from ui.pages.timeline_strip import CapacityStrip
from ui.pages.timeline_view import TimelineView
from ui.panes.values import BoardBar, DropVerdict, Payload
from ui.presenting.kept import Kept
from ui.presenting.timeline_lanes import LANES
from ui.presenting.timeline_values import timeline_values
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.icon_button import IconButton
from ui.widgets.narrow_button import NarrowButton
from ui.widgets.passing_menu import PassingMenu
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_table import TextTable

_FACES = {"chart": N_("Chart"), "table": N_("Table")}
_SOURCE = "timeline"


class TimelinePage(Page):
    """Lanes over time with milestones, and the capacity below them."""

    concerned: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._kept: Kept[BoardBar] = Kept()
        self._lanes, self._face = ChoiceButton(theme, "list-tree"), SegmentedControl(theme)
        self._filter = SearchField(theme)
        self._save = IconButton(theme, "download", "")
        self.narrowed = NarrowButton(theme)
        self.view = TimelineView(theme, verdict=self._verdict)
        self.strip = CapacityStrip(theme, self.view)
        self.table = TextTable(theme)
        self._rows = self.table.values()
        self._legend = MarkLegend(theme)
        self._card = Card(theme, flush=True)
        self._faces, self._chart = QStackedWidget(), QWidget()
        self._lay_out()
        self._wire()
        if ground.narrowing is not None:
            ground.narrowing.wire("timeline", self)
        hand_keyboard_on(self, self.view)
        self.retranslate()
        self._lanes.select("state")
        self._face.select("chart")
        self.view.set_today((ground.today.year - 2021) * 12 + ground.today.month - 1)

    def fill(self) -> None:
        """Take bars, milestones and holes from the plan on screen."""
        ground, narrowing = self.ground, self.ground.narrowing
        values = timeline_values(
            ground.plan,
            ground.outcome,
            self._kept,
            lanes=self._lanes.current() or "state",
            words=self._filter.text(),
            keeps=None if narrowing is None else narrowing.drawn(ground.plan, ground.outcome),
        )
        self.view.set_values(values)
        self.view.set_month(ground.focus.month)
        self.strip.set_values(values.strip)
        self.strip.set_month(ground.focus.month)
        self._rows = values.table
        if self._face.current() == "table":
            self._fill_table()
        self.select(ground.focus.selection)

    def words(self) -> str:
        """Return the words that bars or their lanes must hold."""
        return self._filter.text()

    def set_words(self, words: str) -> None:
        """Keep the bars that hold these words, or whose lanes do."""
        self._filter.setText(words)

    def grouping(self) -> str:
        """Return what lanes stand for."""
        return self._lanes.current()

    def group_by(self, grouping: str) -> None:
        """Let lanes stand for this, if they can."""
        if grouping in LANES:
            self._lanes.choose(grouping)

    def set_month(self, month: int) -> None:
        """Move the line of the month in sight."""
        self.view.set_month(month)
        self.strip.set_month(month)

    def select(self, selection: Selection) -> None:
        """Show the selected machine or measure as chosen."""
        if selection.kind in {Measure.KIND.name, System.KIND.name}:
            number = Asked(selection.kind, selection.key, "in_service", computed=True)
            self.view.setProperty("asked", number)
            if selection.key != self.view.chosen:
                self.view.select_bar(selection.key)
                self.view.reveal()
            self.table.select(selection.kind, selection.key)
        else:
            self.view.setProperty("asked", None)
            self.view.select_bar("")

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Timeline"))
        self._lanes.set_choices(_("Lanes"), [(key, _(words)) for key, words in LANES.items()])
        self._face.set_name(_("Show as"))
        self._face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self._filter.set_prompt(_("Filter the timeline"))
        self.narrowed.retranslate()
        self._save.set_name(_("Save this table…"))
        self.table.setAccessibleName(_("Timeline as a table"))
        self.view.retranslate()
        self.strip.retranslate()
        self._legend.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        parts = (self._lanes, self._face, self._filter, self._save, self.view, self.strip)
        for part in (*parts, self.narrowed, self.table, self._legend, self._card):
            part.set_theme(theme)
        self._tools.setSpacing(theme.px("space_s"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the lanes most of a low window."""
        super().resizeEvent(event)
        self.strip.set_low(low=self.height() < self.ground.theme().px("low_view"))

    def _lay_out(self) -> None:
        self.rows.addWidget(self._card)
        trailing = QWidget()
        self._tools = QHBoxLayout(trailing)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.setSpacing(self.ground.theme().px("space_s"))
        for tool in (self._filter, self._lanes, self.narrowed, self._face, self._save):
            self._tools.addWidget(tool)
        self._card.set_trailing(trailing)
        below = QVBoxLayout(self._chart)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.view, 1)
        below.addWidget(self.strip)
        below.addWidget(self._legend)
        self._faces.addWidget(self._chart)
        self._faces.addWidget(self.table)
        self._card.body.addWidget(self.narrowed.bar)
        self._card.body.addWidget(self._faces, 1)

    def _wire(self) -> None:
        view, edits = self.view, self.ground.edits
        self._lanes.chosen.connect(lambda _lanes: self.fill())
        self._face.chosen.connect(self._show_face)
        self._filter.textChanged.connect(lambda _words: self.fill())
        self._save.clicked.connect(self._save_table)
        self.table.opened.connect(self.ground.open_record)
        self.strip.where_requested.connect(
            lambda month: self.ground.ask_where(About(NETWORK, "", "capacity_ef", month))
        )
        self.strip.month_chosen.connect(self.ground.focus.set_month)
        self.strip.records_requested.connect(self._show_records)
        view.bar_selected.connect(lambda key: self.ground.focus.select(*self._about(key)))
        view.open_requested.connect(lambda key: self.ground.open_record(*self._about(key)))
        view.bar_moved.connect(self._move)
        view.hover_previewed.connect(self._preview_move)
        view.hover_ended.connect(self.ground.clear_ghost)
        view.stretch_previewed.connect(self._preview_life)
        view.stretched.connect(self._set_life)
        view.refused.connect(self.ground.say)
        view.remove_requested.connect(lambda key: edits.remove("measure", key, source=_SOURCE))
        view.dropped.connect(self._drop)
        view.mark_opened.connect(self._ask_where)
        view.menu_requested.connect(self._offer_marks)

    def _show_records(self, asked: Asked) -> None:
        if self.ground.show_records is not None:
            self.ground.show_records(asked)

    def _ask_where(self, asked: Asked) -> None:
        """Open where the month of a milestone is from."""
        about = About(asked.kind, asked.key, asked.code, self.ground.focus.month)
        self.ground.ask_where(about, computed=asked.computed)

    def _offer_marks(self, key: str, _lane: str, _month: int, at: QPoint) -> None:
        """List the milestones of a bar; each opens its source."""
        shapes = sorted(self.view.marks_of(key), key=lambda one: one.month)
        if not shapes:
            return
        menu = PassingMenu(self)
        for shape in shapes:
            menu.addAction(shape.words, partial(self._ask_where, shape.asked))
        menu.popup(at)

    def _about(self, key: str) -> tuple[str, str]:
        plan = self.ground.plan
        if key.startswith("event:"):
            return "event", key.removeprefix("event:")
        return ("measure" if key in plan.of(Measure) else "system"), key

    def _show_face(self, face: str) -> None:
        if face == "table":
            self._fill_table()
            self.select(self.ground.focus.selection)
        self._faces.setCurrentWidget(self.table if face == "table" else self._chart)

    def _fill_table(self) -> None:
        """Put the rows into the table; sorting and measuring them is for whoever looks at it."""
        self.table.set_values(self._rows)

    def _save_table(self) -> None:
        self._fill_table()
        self.ground.save_rows(_("Timeline"), self.table.values().heads, self.table.shown_rows())

    # Moving and pulling

    def _state(self, payload: Payload, lane: str) -> str:
        """Return the state a bar would lie in; only lanes of states say so themselves."""
        key = payload.get("measure", "")
        plan = self.ground.plan
        found = plan.of(Measure).get(key) or plan.of(System).get(key)
        if self._lanes.current() == "state" or found is None:
            return lane
        return found.state

    def _verdict(self, payload: Payload, lane: str, month: int) -> DropVerdict:
        if lane == "event:" or (self._lanes.current() != "state" and "template" in payload):
            return DropVerdict(accepted=False, sentence=_("Drop it onto the lane of a state."))
        return self.ground.edits.verdict(payload, self._state(payload, lane), month)

    def _move(self, key: str, month: int, lane: str) -> None:
        state = self._state({"measure": key}, lane)
        if not self.ground.edits.move(key, month=month, state=state, source=_SOURCE):
            self.fill()

    def _drop(self, payload: Payload, lane: str, month: int) -> None:
        self.ground.clear_ghost()
        key = self.ground.edits.drop(payload, self._state(payload, lane), month, source=_SOURCE)
        if key:
            self.ground.focus.select("measure", key)

    def _preview_move(self, payload: Payload, lane: str, month: int) -> None:
        preview = self.ground.edits.preview(payload, self._state(payload, lane), month)
        if preview is not None:
            self.ground.show_ghost(preview)

    def _preview_life(self, key: str, end: int) -> None:
        command = self._life(key, end)
        if command is not None:
            self.ground.show_ghost(self.ground.session.preview(command))

    def _set_life(self, key: str, end: int) -> None:
        command = self._life(key, end)
        if command is None or not self.ground.edits.execute(command, source=_SOURCE):
            self.fill()

    def _life(self, key: str, end: int) -> EditField | None:
        """Return the edit that lets a measure or machine serve until the end of a month."""
        if key in self.ground.plan.of(System):
            return EditField(kind="system", key=key, field="retired", value=end + 1)
        measure = self.ground.plan.of(Measure).get(key)
        if measure is None:
            return None
        months = max(1, end + 1 - measure.in_service)
        return EditField(kind="measure", key=key, field="life_months", value=months)
