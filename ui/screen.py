# SPDX-License-Identifier: EUPL-1.2
"""What is on screen and what of it an edit concerns: pushes values into the panes.

Each refresher says which kinds of record it depends on. A view that is hidden is marked stale and
filled when it is shown; charts do that for themselves. After an edit the charts come first: the
view in front is filled when they have painted.
"""

from collections.abc import Callable, Mapping
from datetime import date
from operator import is_
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope
from planner.domain.records.measures import Measure
from planner.domain.schema import Kind, Record
from planner.engine.budget import Grouping, Mode
from planner.engine.equity import Base
from planner.engine.outcome import Finding, Outcome
from planner.engine.training import read_of
from planner.engine.trust import MARKS
from planner.session import Preview, Session, Update
from planner.text import _, day_label, significant
from ui.charts.deck import Deck
from ui.charts.values import ChartValues, LineValues, StackValues, WeekBars, YearBars
from ui.focus import Focus, Selection
from ui.pages.registry import BY_NAME
from ui.panels import Panels
from ui.panes.inspector import InspectorValues
from ui.panes.list_values import FindingDetail
from ui.panes.values import BoardBar, Choropleth, MapFlow, SiteMark
from ui.presenting.access_values import access_values
from ui.presenting.board_values import board_bars, board_rows
from ui.presenting.budget_values import (
    budget_values,
    cell_detail,
    cell_number,
    grouping_words,
    mode_words,
)
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
from ui.presenting.finding_rows import finding_detail, finding_rows
from ui.presenting.headlines import headline_figures, missing_states
from ui.presenting.inspector_values import inspect, tooltip
from ui.presenting.kept import Kept
from ui.presenting.list_rows import cell_lines
from ui.presenting.map_values import FIGURES, choropleth, site_marks, variant_words
from ui.presenting.names import names_by_kind
from ui.presenting.provenance_values import level_of_cell
from ui.presenting.reach_values import REACH_FIGURES, base_words
from ui.presenting.site_values import supply_values
from ui.presenting.times import AS_OF
from ui.presenting.training_values import training_values, workload_names
from ui.reaching import Reaching

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

V = TypeVar("V", bound=ChartValues)
_BARS = frozenset({"measure", "system"})
_USUAL = "70b-2t"  # the yardstick, where the plan still has it
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
    ) -> None:
        """`origins` adds to what the inspector shows which scenario set each value.

        `sieve` returns the records of a kind that the filter of the table keeps.
        """
        self._sieve = sieve
        self._panels = panels
        self._session = session
        self._focus = focus
        self._today = int(month_at(today))
        self._origins = origins
        self._stale: set[str] = set()
        self.reaching = Reaching(panels, lambda: panels.reach)
        self._leaders: dict[str, tuple[str, ...]] = {}
        self._bars: Kept[BoardBar] = Kept()
        self._marks: tuple[SiteMark, ...] = ()
        self._drawn: dict[str, tuple[object, ...]] = {}
        # not singleShot(0), which would come before the paint it is to wait for
        self._after_charts = QTimer(panels)
        self._after_charts.setSingleShot(True)
        self._after_charts.setInterval(0)
        self._after_charts.timeout.connect(self._fill_rest)
        self._views: Mapping[str, Callable[[], None]] = {
            "map": self._fill_map,
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
            "map": self._prepare_map,
            "board": self._prepare_board,
            "records": self._prepare_records,
            "findings": lambda: panels.findings.set_detail(self._finding_detail),
            "budget": self._prepare_budget,
        }
        self._concerned: Mapping[str, tuple[str, ...]] = {
            "map": (*_ALWAYS, *_SHARED_OUT),
            "board": _ALWAYS,
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

    def as_of(self) -> str:
        """Return the date of the public figures, in words."""
        return day_label(AS_OF)

    def fill(self) -> None:
        """Fill everything, as after opening a plan or switching the language."""
        panels = self._panels
        panels.catalogue.set_groups(catalogue_groups(self.plan))
        panels.scrubber.set_today(self._today)
        for name in panels.built:
            self.prepare(name)
        self._leaders = {}
        self._drawn = {}
        self._stale = {*self._views, *BY_NAME}
        self._fill_headlines()
        self.fill_view()
        self.fill_charts()
        self.fill_inspector()

    def prepare(self, view: str) -> None:
        """Give a view that has been built what does not change with every edit."""
        if view in self._prepared:
            self._prepared[view]()

    def on_update(self, update: Update) -> None:
        """Refresh what an edit concerns: charts and headlines now, the rest after their paint."""
        self.fill_charts()
        self._fill_headlines()
        for view, kinds in self._concerned.items():
            if not kinds or update.changes.touches(*kinds):
                self._stale.add(view)
        for name, page in self._panels.pages.items():
            if not page.concerned or update.changes.touches(*page.concerned):
                self._stale.add(name)
        if update.changes.touches("template"):
            self._panels.catalogue.set_groups(catalogue_groups(self.plan))
        self._after_charts.start()

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
        self._draw_training()
        self.fill_view()
        self.fill_inspector()

    def on_selection(self, selection: Selection) -> None:
        """Show what is selected everywhere."""
        panels = self._panels
        if "map" in panels.built:
            panels.map.set_selected(self._selected_state())
        if "board" in panels.built:
            panels.board.select_bar(selection.key if selection.kind in _BARS else "")
        if selection.kind == self._focus.record_kind and self._focus.view == "records":
            panels.records.select(selection.key)
        for page in panels.pages.values():
            page.select(selection)
        self._stale |= {"reach", "access", "history"}
        if self._focus.map_figure in REACH_FIGURES:
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

    def fill_charts(self) -> None:
        """Hand the charts their values."""
        deck = self._panels.deck
        if deck is None:
            return
        outcome, focus, month = self.outcome, self._focus, self._focus.month
        unit, money = focus.capacity_unit, focus.money_measure
        spent = (outcome.payments_meur, outcome.commitments_meur, self.plan.of(Envelope))
        people = (outcome.trained, outcome.enrolled, outcome.talent_stock, outcome.staff_needed)
        capacity = CAPACITY[unit].read(outcome)
        self._draw("capacity", deck.capacity, lambda: self._stack(outcome, unit), capacity, month)
        self._draw("money", deck.money, lambda: self._money(self.plan, outcome), money, *spent)
        self._draw(
            "power", deck.power, lambda: self._stack(outcome, "power"), outcome.power_mw, month
        )
        self._draw("people", deck.people, lambda: self._people(outcome), month, *people)
        self._draw_training()

    def _draw_training(self) -> None:
        deck, outcome, plan = self._panels.deck, self.outcome, self.plan
        if deck is None:
            return
        made_of = (self.workload(), self._focus.month, *read_of(plan, outcome))
        self._draw("training", deck.training, lambda: self._training(plan, outcome), *made_of)

    def _draw(
        self, name: str, card: "ChartCard[V]", values: Callable[[], V], *made_of: object
    ) -> None:
        """Hand a chart its values, unless what they are made of is what it was.

        Series of an outcome that an edit does not move keep their identity.
        """
        before = self._drawn.get(name, ())
        if len(before) == len(made_of) and all(map(is_, before, made_of)):
            return
        self._drawn[name] = made_of
        card.set_values(values())

    def show_ghost(self, preview: Preview) -> None:
        """Show on the charts what would be."""
        deck = self._panels.deck
        if deck is None or preview.error is not None:
            return
        deck.capacity.set_ghost(self._stack(preview.outcome, self._focus.capacity_unit))
        deck.money.set_ghost(self._money(preview.plan, preview.outcome))
        deck.power.set_ghost(self._stack(preview.outcome, "power"))
        deck.people.set_ghost(self._people(preview.outcome))
        deck.training.set_ghost(self._training(preview.plan, preview.outcome))

    def show_supply(self, preview: Preview) -> None:
        """Show in the supply view what would be, while a slider is in hand."""
        if preview.error is None:
            values = supply_values(preview.plan, preview.outcome, self._focus.month)
            self._panels.supply.set_values(values)

    def clear_ghost(self) -> None:
        """Show only what is."""
        if self._panels.deck is not None:
            self._panels.deck.clear_ghosts()

    def set_up_charts(self, deck: Deck) -> None:
        """Offer the charts' measures in words and place their cursors."""
        units = {"ef": "EFLOP/s", "accelerators": _("Accelerators"), "hours": _("Hours a month")}
        deck.capacity.set_measures(list(units.items()), self._focus.capacity_unit)
        workloads = workload_names(self.plan)
        deck.training.set_measures(list(workloads.items()), self.workload())
        deck.money.set_measures(
            [("year", _("By year")), ("ceiling", _("Against the ceiling"))],
            self._focus.money_measure,
        )
        deck.set_month(self._focus.month)

    def fill_inspector(self) -> None:
        """Show the selected record, or nothing."""
        values = inspect(self.plan, self.outcome, self._focus.selection, month=self._focus.month)
        if values is not None:
            self._panels.inspector.set_values(self._origins(values))
        self._panels.show_inspector(shown=values is not None)

    def history_cells(self, step: str) -> tuple[str, ...]:
        """Return the lines of one step of the history."""
        return cell_lines(self.plan.schema, self._session.cells_of([step]))

    def _fill_rest(self) -> None:
        if not self._panels.isVisible():
            return  # the window was closed in the meantime, and perhaps the plan with it
        self.fill_view()
        self.fill_inspector()

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

    def _prepare_map(self) -> None:
        pane = self._panels.map
        pane.set_figures(self.map_figures(), current=self._focus.map_figure)
        pane.set_month(self._focus.month)
        pane.set_selected(self._selected_state())

    def _prepare_board(self) -> None:
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

    def _selected_state(self) -> str:
        """Return the state that is selected, or that of the record that is."""
        selection = self._focus.selection
        if selection.kind == "state":
            return selection.key
        record = self.plan.tables.get(selection.kind, {}).get(selection.key)
        return getattr(record, "state", "") or ""

    def _fill_map(self) -> None:
        self._panels.map.set_variants(self._variants(), current=self._focus.base_on_map())
        self._panels.map.set_choropleth(self._choropleth())
        marks = site_marks(self.plan)
        if marks != self._marks:
            self._marks = marks
            self._panels.map.set_sites(marks)
        self._panels.map.set_flows(self._flows())

    def _variants(self) -> tuple[tuple[str, str], ...]:
        if self._focus.map_figure in REACH_FIGURES:
            return base_words() if self._focus.map_figure == "served" else ()
        return variant_words()

    def _flows(self) -> tuple[MapFlow, ...]:
        """Return whose hours the selected state gets and gives, while the map is about hours."""
        if self._focus.map_figure not in REACH_FIGURES:
            return ()
        month, state = self._focus.month, self._selected_state()
        return self.reaching.flows(self.plan, self.outcome, state, month=month)

    def _choropleth(self) -> Choropleth:
        figure, month = self._focus.map_figure, self._focus.month
        if figure in REACH_FIGURES:
            base = Base(self._focus.reach_base)
            return self.reaching.choropleth(self.plan, self.outcome, figure, base, month=month)
        over = self._focus.map_base
        return choropleth(self.plan, self.outcome, figure, over, month=month, as_of=self.as_of())

    def _fill_board(self) -> None:
        rows = board_rows(self.plan, self.outcome)
        self._panels.board.set_board(rows, board_bars(self.plan, self.outcome, self._bars))
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
        self._panels.findings.set_rows(finding_rows(self.plan, self.outcome))

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
            as_of=self.as_of(),
        )

    def refresh_view(self, view: str) -> None:
        """Fill a view again whatever it shows."""
        self._stale.add(view)
        self.fill_view()

    def refresh_views(self, *views: str) -> None:
        """Fill several views again, those that are hidden once they are shown."""
        self._stale |= set(views)
        self.fill_view()

    def map_figures(self) -> list[tuple[str, str]]:
        """Return the figures the map can show, by id and words."""
        places = [(key, _(figure.label)) for key, figure in FIGURES.items()]
        return [*places, *((key, _(words)) for key, words in REACH_FIGURES.items())]

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

    def workload(self) -> str:
        """Return the training workload on screen: the chosen one, else the plan's first."""
        known = list(workload_names(self.plan))
        chosen = self._focus.workload
        return chosen if chosen in known else (_USUAL if _USUAL in known else "".join(known[:1]))

    def _training(self, plan: Plan, outcome: Outcome) -> WeekBars:
        month = self._focus.month
        return training_values(plan, outcome, self.workload(), month=month, as_of=self.as_of())

    def _fill_access(self) -> None:
        pane, focus = self._panels.access, self._focus
        values = access_values(
            self.plan, self.outcome, focus.selection, month=focus.month, period=pane.period()
        )
        pane.set_values(values)

    def _people(self, outcome: Outcome) -> LineValues:
        return people_values(outcome, month=self._focus.month, as_of=self.as_of())
