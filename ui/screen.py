# SPDX-License-Identifier: EUPL-1.2
"""What is on screen and what of it an edit concerns: pushes values into the panes.

Each refresher says which kinds of record it depends on. A view that is hidden is marked stale and
filled when it is shown; charts do that for themselves. After an edit the charts in sight come
first: all else is filled when they have painted.
"""

from collections.abc import Callable, Mapping
from datetime import date

from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.schema import Kind, Record
from planner.engine.budget import Grouping, Mode
from planner.engine.equity import Base
from planner.engine.outcome import Finding, Outcome
from planner.engine.parameters import Parameters
from planner.engine.trust import MARKS
from planner.engine.workdays import reference_day
from planner.session import Preview, Session, Update
from planner.text import _, day_label, significant
from ui.charting import Charting
from ui.colouring import Colouring
from ui.focus import Focus, Selection
from ui.narrowing import Drawn
from ui.pages.registry import BY_NAME
from ui.panels import Panels
from ui.panes.inspector import InspectorValues
from ui.panes.list_values import FindingDetail
from ui.panes.values import BoardBar
from ui.presenting.access_values import GROUPINGS, access_values
from ui.presenting.board_values import board_bars, grouped_board
from ui.presenting.budget_values import (
    budget_values,
    cell_detail,
    cell_number,
    grouping_words,
    mode_words,
)
from ui.presenting.catalogue_values import catalogue_groups
from ui.presenting.finding_rows import finding_detail, finding_rows
from ui.presenting.headlines import headline_figures, missing_states
from ui.presenting.inspector_values import inspect, tooltip
from ui.presenting.kept import Kept
from ui.presenting.list_rows import cell_lines
from ui.presenting.names import names_by_kind
from ui.presenting.provenance_values import level_of_cell
from ui.presenting.reach_values import REACH_FIGURES
from ui.presenting.site_values import supply_values
from ui.presenting.timeline_lanes import LANES
from ui.presenting.times import as_of
from ui.reaching import Reaching

_BARS = frozenset({"measure", "system"})
_CATALOGUE = "catalogue"  # no view, but it becomes stale like one
_ALWAYS = (
    "measure",
    "system",
    "parameter",
    "template",
    "accelerator",
    "state",
    "delivery",
    "chip_delay",
    "site",
)
_TIED = ("factory", "network_link", "cooperation")  # what places and lines of the map are made of


# What moves the hours that users get, and so the map's figures of reach.
_SHARED_OUT = ("demand_group", "time_share", "access_pool", "contribution", "commitment")


class Screen:
    """Fills the panes from the session. `today` is where planning begins."""

    def __init__(
        self,
        panels: Panels,
        session: Session,
        focus: Focus,
        *,
        today: date,
        fill_history: Callable[[], None],
        origins: Callable[[InspectorValues], InspectorValues],
        sieve: Callable[[Kind, Plan, Outcome], Mapping[str, Record]],
        drawn: Callable[[Plan, Outcome], Drawn],
    ) -> None:
        """`origins` adds to what the inspector shows which scenario set each value.

        `sieve` returns the records of a kind that the filter of the table keeps, `drawn` the
        measures and machines that map and board show.
        """
        self._sieve = sieve
        self._drawn = drawn
        self._panels = panels
        self._session = session
        self._focus = focus
        self._today = int(month_at(today))
        self._day = today.isoformat()
        self._origins = origins
        self._stale: set[str] = set()
        self.reaching = Reaching(panels, lambda: panels.reach)
        self.map = Colouring(panels, focus, self, self.reaching, drawn)
        self.charts = Charting(panels, focus, self)
        self._bars: Kept[BoardBar] = Kept()
        self._views: Mapping[str, Callable[[], None]] = {
            "map": self.map.fill,
            "board": self._fill_board,
            "records": self._fill_records,
            "findings": self._fill_findings,
            "history": fill_history,
            "reach": self._fill_reach,
            "budget": self._fill_budget,
            "access": self._fill_access,
            "supply": self._fill_supply,
        }
        self._prepared: Mapping[str, Callable[[], None]] = {
            "map": self.map.prepare,
            "board": self._prepare_board,
            "records": self._prepare_records,
            "findings": lambda: panels.findings.set_detail(self._finding_detail),
            "budget": self._prepare_budget,
            "access": lambda: panels.access.set_groups(GROUPINGS),
        }
        self._concerned: Mapping[str, tuple[str, ...]] = {
            "map": (*_ALWAYS, *_SHARED_OUT, *_TIED),
            "board": (*_ALWAYS, "factory"),
            "records": (),
            "findings": (),
            "history": (),
            "reach": (),
            "budget": (),
            "access": (),
            "supply": (),
        }

    @property
    def plan(self) -> Plan:
        """Return the plan on screen."""
        return self._session.plan

    @property
    def outcome(self) -> Outcome:
        """Return what the plan on screen amounts to."""
        return self._session.outcome

    def show(self, session: Session) -> None:
        """Show the plan of another session in all views, such as one of the past."""
        self._session = session
        self.fill()

    def fill(self) -> None:
        """Fill everything, as after opening a plan or switching the language."""
        panels = self._panels
        panels.catalogue.set_groups(catalogue_groups(self.plan))
        panels.scrubber.set_today(self._today)
        for name in panels.built:
            self.prepare(name)
        self.charts.forget()
        self._stale = {*self._views, *BY_NAME}
        self._fill_headlines()
        self.fill_view()
        self.charts.fill()
        self.fill_inspector()

    def prepare(self, view: str) -> None:
        """Give a view that has been built what does not change with every edit."""
        if view in self._prepared:
            self._prepared[view]()

    def on_update(self, update: Update) -> None:
        """Fill the charts in sight and note what else an edit concerns; `catch_up` fills that."""
        self.charts.fill_in_view()
        for view, kinds in self._concerned.items():
            if not kinds or update.changes.touches(*kinds):
                self._stale.add(view)
        for name, page in self._panels.pages.items():
            if not page.concerned or update.changes.touches(*page.concerned):
                self._stale.add(name)
        if update.changes.touches("template"):
            self._stale.add(_CATALOGUE)

    def catch_up(self) -> None:
        """Fill what an edit concerns besides the charts in sight."""
        self.charts.fill()
        self._fill_headlines()
        if _CATALOGUE in self._stale:
            self._stale.discard(_CATALOGUE)
            self._panels.catalogue.set_groups(catalogue_groups(self.plan))
        self.fill_view()
        self.fill_inspector()

    def on_month(self, month: int) -> None:
        """Move map, headline, charts and inspector to a month."""
        panels = self._panels
        panels.scrubber.set_month(month)
        if "map" in panels.built:
            panels.map.set_month(month)
        if "board" in panels.built:
            panels.board.set_month(month)
        if panels.deck is not None:
            panels.deck.set_month(month)
        self._fill_headlines()
        self._stale |= {"map", "supply", "reach", "access"}
        for name, page in panels.pages.items():
            page.set_month(month)
            if page.follows_month:
                self._stale.add(name)
        self.charts.fill_training()
        self.fill_view()
        self.fill_inspector()

    def on_selection(self, selection: Selection) -> None:
        """Show what is selected everywhere."""
        panels = self._panels
        if "map" in panels.built:
            panels.map.set_selected(self.map.selected_state())
        if "board" in panels.built:
            panels.board.select_bar(selection.key if selection.kind in _BARS else "")
        if selection.kind == self._focus.record_kind and self._focus.view == "records":
            panels.records.select(selection.key)
        for page in panels.pages.values():
            page.select(selection)
        self._stale |= {"reach", "access", "history"}
        if self._focus.map_figure in REACH_FIGURES or self.map.has_ties():
            self._stale.add("map")
        if self._focus.view in {"reach", "access", "map", "history"}:
            self.fill_view()
        self.fill_inspector()

    def fill_view(self) -> None:
        """Fill the view in front if it is stale."""
        view = self._focus.view
        if view in self._stale:
            self._stale.discard(view)
            filler = self._views.get(view) or self._panels.page(view).fill
            filler()

    def show_supply(self, preview: Preview) -> None:
        """Show in the supply view what would be, while a slider is in hand."""
        if preview.error is None:
            values = supply_values(preview.plan, preview.outcome, self._focus.month)
            self._panels.supply.set_values(values)

    def fill_inspector(self) -> None:
        """Show the selected record, or nothing."""
        values = inspect(self.plan, self.outcome, self._focus.selection, month=self._focus.month)
        if values is not None:
            self._panels.inspector.set_values(self._origins(values))
        self._panels.show_inspector(shown=values is not None)

    def history_cells(self, step: str) -> tuple[str, ...]:
        """Return the lines of one step of the history."""
        return cell_lines(self.plan.schema, self._session.cells_of([step]))

    def _fill_headlines(self) -> None:
        figures = headline_figures(self.plan, self.outcome, self._focus.month)
        for key, figure in figures.items():
            self._panels.figures[key].set_figure(figure)
        missing = missing_states(self.outcome)
        if missing:
            words = _("Without a node of their own: {states}").format(states=missing)
            told = f"{figures['covered'].sentence()}\n{words}"
            self._panels.figures["covered"].setToolTip(told)
        total = self.outcome.capacity_ef[:, :, self._focus.month].sum()
        self._panels.scrubber.set_caption(
            _("{amount} EF with what is planned").format(amount=significant(float(total)))
        )

    def _prepare_board(self) -> None:
        self._panels.board.set_groups(LANES)
        self._panels.board.set_today(self._today)
        self._panels.board.set_month(self._focus.month)

    def _prepare_records(self) -> None:
        pane = self._panels.records
        pane.set_kinds(self._kinds(), self._focus.record_kind)
        pane.set_marker(self._mark)
        pane.set_detail(lambda kind, key, field: tooltip(self.plan, kind, key, field))

    def _prepare_budget(self) -> None:
        pane = self._panels.budget
        pane.set_choices(mode_words(), grouping_words())
        pane.set_detail(lambda line, year: cell_detail(self.plan, line, year, self.budget_mode()))
        pane.set_number(
            lambda row, year: cell_number(row, year, self.budget_mode(), Grouping(pane.grouping()))
        )

    def _fill_board(self) -> None:
        drawn = self._drawn(self.plan, self.outcome)
        bars = board_bars(self.plan, self.outcome, self._bars)
        if not drawn.is_all:
            bars = tuple(bar for bar in bars if bar.key in drawn)
        rows, lying = grouped_board(self.plan, self.outcome, bars, self._panels.board.grouping())
        if not drawn.is_all:
            left = {bar.row for bar in lying}
            rows = tuple(row for row in rows if row.state in left)
        self._panels.board.set_board(rows, lying)
        selection = self._focus.selection
        self._panels.board.select_bar(selection.key if selection.kind in _BARS else "")

    def _fill_records(self) -> None:
        kind = self.plan.schema.kind(self._focus.record_kind)
        rows = self._sieve(kind, self.plan, self.outcome)
        self._panels.records.set_records(kind, rows, names_by_kind(self.plan, kind))
        if self._focus.selection.kind == kind.name:
            self._panels.records.select(self._focus.selection.key)

    def _finding_detail(self, finding: object) -> FindingDetail:
        assert isinstance(finding, Finding)  # noqa: S101 - the rows were made of findings
        return finding_detail(self.plan, finding)

    def _mark(self, kind: str, key: str, field: str) -> str:
        level = level_of_cell(self.plan, kind, key, field)
        return MARKS.get(level, "") if level is not None else ""

    def _fill_findings(self) -> None:
        pane, read = self._panels.findings, reference_day(Parameters.of(self.plan))
        pane.set_day(day_label(date.fromisoformat(read)), is_today=read == self._day)
        pane.set_rows(finding_rows(self.plan, self.outcome))

    def _fill_supply(self) -> None:
        values = supply_values(self.plan, self.outcome, self._focus.month)
        self._panels.supply.set_values(values)

    def budget_mode(self) -> Mode:
        """Return which amounts the budget shows."""
        return Mode(self._panels.budget.mode())

    def _fill_budget(self) -> None:
        pane = self._panels.budget
        grouping = Grouping(pane.grouping())
        pane.set_values(budget_values(self.plan, self.outcome, self.budget_mode(), grouping))

    def _fill_reach(self) -> None:
        selection = self._focus.selection
        self.reaching.fill(
            self.plan,
            self.outcome,
            month=self._focus.month,
            selected=selection.key if selection.kind == "state" else "",
            base=Base(self._focus.reach_base),
            as_of=as_of(),
        )

    def refresh_view(self, view: str) -> None:
        """Fill a view again whatever it shows."""
        self._stale.add(view)
        self.fill_view()

    def refresh_views(self, *views: str) -> None:
        """Fill several views again, those that are hidden once they are shown."""
        self._stale |= set(views)
        self.fill_view()

    def _kinds(self) -> list[Kind]:
        first = Measure.KIND
        return [first, *(k for k in self.plan.schema.kinds.values() if k is not first)]

    def _fill_access(self) -> None:
        pane, focus = self._panels.access, self._focus
        values = access_values(
            self.plan,
            self.outcome,
            focus.selection,
            month=focus.month,
            period=pane.period(),
            by=pane.grouping(),
        )
        pane.set_values(values)
