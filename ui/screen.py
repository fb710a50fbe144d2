# SPDX-License-Identifier: EUPL-1.2
"""What is on screen and what of it an edit concerns: pushes values into the panes.

Each refresher says which kinds of record it depends on. A view that is hidden is marked stale and
filled when it is shown; charts do that for themselves.
"""

from collections.abc import Callable, Mapping
from datetime import date

from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.schema import Kind
from planner.engine.outcome import Outcome
from planner.session import Preview, Session, Update
from planner.text import _, day_label, significant
from ui.charts.deck import Deck
from ui.charts.values import LineValues, StackValues, YearBars
from ui.focus import Focus, Selection
from ui.panels import Panels
from ui.presenting.board_values import board_bars, board_rows
from ui.presenting.catalogue_values import catalogue_groups
from ui.presenting.chart_values import (
    CAPACITY,
    POWER,
    leading_states,
    money_against_ceiling,
    money_by_year,
    people_values,
    stack_values,
)
from ui.presenting.headlines import headline_figures, missing_states
from ui.presenting.inspector_values import inspect, tooltip
from ui.presenting.list_rows import cell_lines, finding_rows, history_rows
from ui.presenting.map_values import FIGURES, choropleth, site_marks
from ui.presenting.names import names_by_kind
from ui.presenting.times import AS_OF

_ALWAYS = ("measure", "system", "parameter", "template", "accelerator", "state")


class Screen:
    """Fills the panes from the session. `today` is where planning begins."""

    def __init__(self, panels: Panels, session: Session, focus: Focus, *, today: date) -> None:
        self._panels = panels
        self._session = session
        self._focus = focus
        self._today = int(month_at(today))
        self._stale: set[str] = set()
        self._leaders: dict[str, tuple[str, ...]] = {}
        self._views: Mapping[str, Callable[[], None]] = {
            "map": self._fill_map,
            "board": self._fill_board,
            "records": self._fill_records,
            "findings": self._fill_findings,
            "history": self._fill_history,
        }
        self._concerned: Mapping[str, tuple[str, ...]] = {
            "map": _ALWAYS,
            "board": _ALWAYS,
            "records": (),
            "findings": (),
            "history": (),
        }

    @property
    def plan(self) -> Plan:
        """Return the plan on screen."""
        return self._session.plan

    @property
    def outcome(self) -> Outcome:
        """Return what the plan on screen amounts to."""
        return self._session.outcome

    def as_of(self) -> str:
        """Return the date of the public figures, in words."""
        return day_label(AS_OF)

    def fill(self) -> None:
        """Fill everything, as after opening a plan or switching the language."""
        panels = self._panels
        panels.catalogue.set_groups(catalogue_groups(self.plan))
        panels.map.set_figures(self.map_figures(), current=self._focus.map_figure)
        panels.scrubber.set_today(self._today)
        panels.board.set_today(self._today)
        panels.records.set_kinds(self._kinds(), self._focus.record_kind)
        panels.records.set_detail(lambda kind, key, field: tooltip(self.plan, kind, key, field))
        self._leaders = {}
        self._stale = set(self._views)
        self._fill_headlines()
        self.fill_view()
        self.fill_charts()
        self.fill_inspector()

    def on_update(self, update: Update) -> None:
        """Refresh what an edit concerns: charts first, they are what one looks at."""
        self.fill_charts()
        self._fill_headlines()
        for view, kinds in self._concerned.items():
            if not kinds or update.changes.touches(*kinds):
                self._stale.add(view)
        self.fill_view()
        if update.changes.touches("template"):
            self._panels.catalogue.set_groups(catalogue_groups(self.plan))
        self.fill_inspector()

    def on_month(self, month: int) -> None:
        """Move map, headline, charts and inspector to a month."""
        panels = self._panels
        panels.scrubber.set_month(month)
        panels.map.set_month(month)
        panels.board.set_month(month)
        if panels.deck is not None:
            panels.deck.set_month(month)
        self._fill_headlines()
        self._stale.add("map")
        self.fill_view()
        self.fill_inspector()

    def on_selection(self, selection: Selection) -> None:
        """Show what is selected everywhere."""
        panels = self._panels
        record = self.plan.tables.get(selection.kind, {}).get(selection.key)
        state = selection.key if selection.kind == "state" else getattr(record, "state", "")
        panels.map.set_selected(state or "")
        panels.board.select_bar(selection.key if selection.kind in {"measure", "system"} else "")
        if selection.kind == self._focus.record_kind and self._focus.view == "records":
            panels.records.select(selection.key)
        self.fill_inspector()

    def fill_view(self) -> None:
        """Fill the view in front if it is stale."""
        view = self._focus.view
        if view in self._stale:
            self._stale.discard(view)
            self._views[view]()

    def fill_charts(self) -> None:
        """Hand the charts their values."""
        deck = self._panels.deck
        if deck is None:
            return
        outcome = self.outcome
        deck.capacity.set_values(self._stack(outcome, self._focus.capacity_unit))
        deck.money.set_values(self._money(self.plan, outcome))
        deck.power.set_values(self._stack(outcome, "power"))
        deck.people.set_values(self._people(outcome))

    def show_ghost(self, preview: Preview) -> None:
        """Show on the charts what would be."""
        deck = self._panels.deck
        if deck is None or preview.error is not None:
            return
        deck.capacity.set_ghost(self._stack(preview.outcome, self._focus.capacity_unit))
        deck.money.set_ghost(self._money(preview.plan, preview.outcome))
        deck.power.set_ghost(self._stack(preview.outcome, "power"))
        deck.people.set_ghost(self._people(preview.outcome))

    def clear_ghost(self) -> None:
        """Show only what is."""
        if self._panels.deck is not None:
            self._panels.deck.clear_ghosts()

    def set_up_charts(self, deck: Deck) -> None:
        """Offer the charts' measures in words and place their cursors."""
        units = {"ef": "EFLOP/s", "accelerators": _("Accelerators"), "hours": _("Hours a month")}
        deck.capacity.set_measures(list(units.items()), self._focus.capacity_unit)
        deck.money.set_measures(
            [("year", _("By year")), ("ceiling", _("Against the ceiling"))],
            self._focus.money_measure,
        )
        deck.set_month(self._focus.month)

    def fill_inspector(self) -> None:
        """Show the selected record, or nothing."""
        values = inspect(self.plan, self.outcome, self._focus.selection, month=self._focus.month)
        if values is not None:
            self._panels.inspector.set_values(values)
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
            self._panels.figures["covered"].setToolTip(words)
        total = self.outcome.capacity_ef[:, :, self._focus.month].sum()
        self._panels.scrubber.set_caption(
            _("{amount} EF with what is planned").format(amount=significant(float(total)))
        )

    def _fill_map(self) -> None:
        figure = choropleth(
            self.plan,
            self.outcome,
            self._focus.map_figure,
            month=self._focus.month,
            as_of=self.as_of(),
        )
        self._panels.map.set_choropleth(figure)
        self._panels.map.set_sites(site_marks(self.plan))

    def _fill_board(self) -> None:
        rows = board_rows(self.plan, self.outcome)
        self._panels.board.set_board(rows, board_bars(self.plan, self.outcome))

    def _fill_records(self) -> None:
        kind = self.plan.schema.kind(self._focus.record_kind)
        rows = self.plan.table(kind.name)
        self._panels.records.set_records(kind, rows, names_by_kind(self.plan, kind))

    def _fill_findings(self) -> None:
        self._panels.findings.set_rows(finding_rows(self.plan, self.outcome))

    def _fill_history(self) -> None:
        self._panels.history.set_rows(history_rows(self._session.history(), self.plan))

    def refresh_view(self, view: str) -> None:
        """Fill a view again whatever it shows."""
        self._stale.add(view)
        self.fill_view()

    def map_figures(self) -> list[tuple[str, str]]:
        """Return the figures the map can show, by id and words."""
        return [(key, _(figure.label)) for key, figure in FIGURES.items()]

    def _kinds(self) -> list[Kind]:
        first = Measure.KIND
        return [first, *(k for k in self.plan.schema.kinds.values() if k is not first)]

    def _stack(self, outcome: Outcome, name: str) -> StackValues:
        measured = POWER if name == "power" else CAPACITY[name]
        if name not in self._leaders:
            self._leaders[name] = leading_states(self.outcome, measured)
        return stack_values(
            outcome,
            measured,
            month=self._focus.month,
            as_of=self.as_of(),
            order=self._leaders[name],
        )

    def _money(self, plan: Plan, outcome: Outcome) -> YearBars:
        if self._focus.money_measure == "ceiling":
            return money_against_ceiling(plan, outcome, as_of=self.as_of())
        return money_by_year(outcome, as_of=self.as_of())

    def _people(self, outcome: Outcome) -> LineValues:
        return people_values(outcome, month=self._focus.month, as_of=self.as_of())
