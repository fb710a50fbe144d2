# SPDX-License-Identifier: EUPL-1.2
"""The open plan in the window: one block wires panes to edits, another lists everything one can do.

Panes send wishes; `Edits` carries them out through the session; the bridge tells the `Screen` what
has changed. Nothing here computes a figure or touches a file itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from planner.domain.errors import PlannerError
from planner.domain.records.measures import Measure
from planner.sentences import sentence
from planner.session import Update
from planner.text import LANGUAGES, N_, _, language, set_language
from ui.actions import ActionTable
from ui.app_bar import VIEWS
from ui.asking import Asking
from ui.branching import Branching
from ui.bridge import Bridge
from ui.charts.deck import build_charts
from ui.document import Document
from ui.edits import Edits, Options
from ui.exchanging import Exchanging, dropped_table
from ui.filtering import Filtering
from ui.focus import Focus, Selection
from ui.guide import Guide
from ui.handling import Handling
from ui.looking_back import LookingBack
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.pages.registry import BY_NAME, GROUPS, PAGES
from ui.pages.saving import save_rows
from ui.panels import Panels
from ui.panes.budget_values import BudgetWish
from ui.panes.inspector import InspectorValues
from ui.placing import Placing
from ui.pointing import Pointing
from ui.presenting.budget_values import cell_edits
from ui.presenting.origin_values import with_origins
from ui.presenting.reach_values import REACH_FIGURES
from ui.presenting.times import time_label
from ui.qt_words import speak_qt
from ui.ruling import Ruling
from ui.scenario_menu import ScenarioMenu
from ui.screen import Screen
from ui.settings import Settings
from ui.sharing import Sharing
from ui.standpoint import Standpoint
from ui.supplying import Supplying
from ui.theme import Theme, ThemeName, apply_theme, load_theme
from ui.trail import Trail
from ui.window_actions import CORE_VIEWS, window_actions

_PAUSE_MS = 1_000


class Workbench(QWidget):
    """Shows one plan. Opening another file is a wish the application fulfils."""

    open_requested = Signal()
    new_requested = Signal()
    copy_requested = Signal()
    import_requested = Signal()
    export_requested = Signal()
    whole_export_requested = Signal()
    backups_requested = Signal()
    working_copy_requested = Signal()
    return_requested = Signal()
    quit_requested = Signal()
    title_changed = Signal(str)
    theme_changed = Signal(object)

    def __init__(
        self, document: Document, settings: Settings, theme: Theme, *, today: date
    ) -> None:
        super().__init__()
        self._document = document
        self._settings = settings
        self._theme = theme
        self._today = today
        self.focus = Focus(
            month=settings.number("month", (today.year - 2021) * 12 + today.month - 1),
            view=_known_view(settings.text("view", "map")),
        )
        self._restore_choices()
        self.trail = Trail(self.focus, self)
        self.edits = Edits(document.session, choose=self._choose, parent=self)
        self.bridge = Bridge(self)
        self.bridge.follow(document.session)
        self.panels = Panels(
            theme,
            verdict=self.edits.verdict,
            map_verdict=self.edits.verdict_on_map,
            cells=self._history_cells,
            build_page=self._build_page,
        )
        scenarios = None if document.workspace is None else document.workspace.scenarios
        self.standpoint = Standpoint(document.session, scenarios, self.edits, self)
        self.branching = Branching(
            self,
            self.standpoint,
            self.edits,
            self.focus,
            theme=self.theme,
            say=self.say,
            tell=self.tell,
            workspace=document.workspace,
        )
        self.looking_back = LookingBack(
            self,
            self.standpoint,
            self.branching,
            self.focus,
            self.panels,
            edits=self.edits,
            theme=self.theme,
        )
        self.filtering = Filtering(
            self,
            self.edits,
            theme=self.theme,
            say=self.say,
            show=self._show_kind,
            show_table=lambda: self.focus.show("records"),
        )
        self.screen_ = Screen(
            self.panels,
            document.session,
            self.focus,
            today=today,
            fill_history=self.looking_back.fill,
            origins=self._origins,
            sieve=self.filtering.rows,
        )
        self.placing = Placing(
            self,
            self.edits,
            self.focus,
            self.panels,
            theme=self.theme,
            open_view=self.filtering.open_view,
        )
        self.handling = Handling(self.edits, self.focus, self.panels, self.screen_, self.placing)
        self._pointing = Pointing(
            self,
            self.focus,
            self.panels,
            session=lambda: self.edits.session,
            workload=self.screen_.workload,
        )
        self._pointing.watch()
        self.asking = Asking(
            self,
            self.edits,
            self.focus,
            self.panels,
            theme=self.theme,
            say=self.say,
            pointing=self._pointing,
        )
        self.sharing = Sharing(self.edits, self.focus)
        self.exchanging = Exchanging(
            self, self.edits, theme=self.theme, say=self.say, tell=self.tell
        )
        self.ruling = Ruling(self, self.edits, self.focus, self.panels, self.screen_)
        self.guide = Guide(self.panels.guide, self.edits, self.focus, settings)
        self.actions_ = ActionTable(self, window_actions(self))
        self.scenario_menu = ScenarioMenu(
            self.panels.app_bar,
            self.standpoint,
            self.branching,
            theme=self.theme,
            actions=self._scenario_actions,
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.panels)
        self._offer_actions()
        self._wire()
        self._show_document()
        self.retranslate()
        self._restore_place()
        self._keep_place()

    def build_charts(self) -> None:
        """Build the charts; called after the first paint, because pyqtgraph is slow to load."""
        if self.panels.deck is not None:
            return
        deck = build_charts(self._theme)
        self.panels.add_charts(deck)
        self.screen_.set_up_charts(deck)
        for name, shown in deck.named().items():
            self._offer_where(name, shown)
        for card in deck.cards():
            card.month_picked.connect(self.focus.set_month)
            card.export_failed.connect(self.say)
        deck.capacity.measure_chosen.connect(self._choose_capacity_unit)
        deck.money.measure_chosen.connect(self._choose_money_measure)
        deck.training.measure_chosen.connect(self._choose_workload)
        self.screen_.fill_charts()

    def _offer_where(self, name: str, card: QWidget) -> None:
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        card.customContextMenuRequested.connect(
            lambda at: self.asking.chart_menu(name, card.mapToGlobal(at))
        )

    def show_past(self, day: date | None) -> None:
        """Show the plan as it stood at the end of a past day in all views, or that of now."""
        if day is None:
            self.standpoint.show_now()
        else:
            self.standpoint.show_day(day)

    def _on_moved(self) -> None:
        """Show another plan; month, view and, if it is there too, selection stay."""
        place, selection = self.standpoint, self.focus.selection
        self.bridge.follow(place.live)
        if selection and selection.key not in place.session.plan.tables.get(selection.kind, {}):
            self.focus.select()
        self.screen_.show(place.session)
        self._say_where()

    def _say_where(self) -> None:
        self.scenario_menu.say_where()
        self.looking_back.say_where()
        self._refresh_actions()

    def choose_past(self) -> None:
        """Ask for a past day and show it."""
        day = self.asking.past_day(self.standpoint.live, datetime.now(UTC).date())
        if day is not None:
            self.show_past(day)

    def is_past(self) -> bool:
        """Tell whether the plan on screen is one of the past."""
        return self.standpoint.is_past()

    def may_edit(self) -> bool:
        """Tell whether the plan on screen can be edited: the open file, as it is now."""
        return not self._document.read_only and not self.is_past()

    def say(self, words: str) -> None:
        """Say what could not be done, where one looks."""
        self.panels.notice.say(words)

    def tell(self, words: str) -> None:
        """Say what was done and cannot be seen at a glance."""
        self.panels.notice.say(words, tone="success")

    @property
    def wishes(self) -> Mapping[str, SignalInstance]:
        """Return what only the application can fulfil, by name."""
        return {
            "new": self.new_requested,
            "open": self.open_requested,
            "copy": self.copy_requested,
            "import": self.import_requested,
            "export": self.export_requested,
            "whole_export": self.whole_export_requested,
            "backups": self.backups_requested,
            "working_copy": self.working_copy_requested,
            "return": self.return_requested,
            "quit": self.quit_requested,
        }

    def title(self) -> str:
        """Return what the window is called."""
        return _("{plan} – AI Factory Planner").format(plan=self._document.path.stem)

    def theme(self) -> Theme:
        """Return the theme in use, for dialogs."""
        return self._theme

    def document(self) -> Document:
        """Return the open plan."""
        return self._document

    # --- wiring -----------------------------------------------------------------------------

    def _wire(self) -> None:
        self._wire_shared()
        self._wire_questions()
        self.panels.view_built.connect(self._on_built)

    def _on_built(self, view: str) -> None:
        """Wire a view that is shown for the first time, and give it what it needs to be filled."""
        wiring: Mapping[str, Callable[[], None]] = {
            "map": self._wire_map,
            "board": self._wire_board,
            "records": self._wire_records,
            "findings": self._wire_findings,
            "reach": self._wire_reach,
            "budget": self._wire_budget,
            "access": self._wire_access,
            "supply": self._wire_supply,
            "history": lambda: self.looking_back.wire(self.panels.history),
        }
        if view in wiring:
            wiring[view]()
        self._pointing.watch_view(view)
        self.screen_.prepare(view)

    def _wire_shared(self) -> None:
        """Connect what belongs to all views: edits, month, selection, headlines, inspector."""
        panels, edits, focus = self.panels, self.edits, self.focus
        self.bridge.updated.connect(self._on_updated)
        self.standpoint.moved.connect(self._on_moved)
        edits.failed.connect(self.say)
        self.import_requested.connect(self.exchanging.ask)
        self.setAcceptDrops(True)
        edits.added.connect(lambda key: focus.select("measure", key))
        focus.month_changed.connect(self._on_month)
        focus.selection_changed.connect(self._on_selection)
        focus.view_changed.connect(self._on_view)
        self.trail.moved.connect(self._refresh_actions)
        panels.app_bar.view_chosen.connect(focus.show)
        panels.catalogue.placement_requested.connect(self.placing.place_template)
        panels.narrowed.connect(self._refresh_actions)
        panels.scrubber.month_changed.connect(focus.set_month)
        panels.inspector.field_edited.connect(self._edit_form)
        panels.inspector.rejected.connect(self._explain)
        panels.inspector.deed_requested.connect(self.handling.do_deed)
        panels.inspector.measure_picked.connect(self.handling.open_bar)
        panels.inspector.placement_requested.connect(self.placing.place_selected)
        panels.inspector.closed.connect(focus.select_nothing)
        panels.figures["covered"].clicked.connect(lambda: focus.show("board"))
        panels.figures["findings"].clicked.connect(lambda: focus.show("findings"))
        panels.figures["capacity"].clicked.connect(lambda: self._choose_figure("capacity"))
        panels.figures["money"].clicked.connect(lambda: self._choose_figure("money"))

    def _wire_map(self) -> None:
        pane, focus = self.panels.map, self.focus
        pane.figure_chosen.connect(self._choose_figure)
        pane.variant_chosen.connect(self._choose_variant)
        pane.state_selected.connect(lambda state: focus.select("state", state))
        pane.placement_requested.connect(self.placing.place_in_state)
        pane.menu_requested.connect(self.placing.state_menu)
        pane.dropped.connect(self.handling.drop_on_map)
        pane.hover_previewed.connect(self.handling.preview_on_map)
        pane.hover_ended.connect(self.screen_.clear_ghost)
        pane.refused.connect(self.say)

    def _wire_board(self) -> None:
        pane = self.panels.board
        pane.bar_selected.connect(self.handling.select_bar)
        pane.cell_selected.connect(self.handling.select_cell)
        pane.bar_moved.connect(self.handling.move_bar)
        pane.open_requested.connect(self.handling.open_bar)
        pane.placement_requested.connect(self.placing.place_in_cell)
        pane.remove_requested.connect(self.handling.remove_bar)
        pane.menu_requested.connect(self.placing.bar_menu)
        pane.dropped.connect(self.handling.drop)
        pane.hover_previewed.connect(self.handling.preview)
        pane.hover_ended.connect(self.screen_.clear_ghost)
        pane.refused.connect(self.say)

    def _wire_records(self) -> None:
        pane = self.panels.records
        pane.kind_chosen.connect(self._choose_kind)
        pane.opened.connect(self.focus.select)
        pane.edited.connect(self._edit_cell)
        pane.rejected.connect(self._explain)
        pane.menu_requested.connect(self.placing.record_menu)
        pane.pasted.connect(self.exchanging.paste)
        pane.filled.connect(self.exchanging.fill)
        self.filtering.wire(pane)

    def _wire_budget(self) -> None:
        pane = self.panels.budget
        pane.wished.connect(self._edit_budget)
        pane.refused.connect(self.say)
        pane.view_changed.connect(lambda: self.screen_.refresh_view("budget"))

    def _wire_findings(self) -> None:
        pane = self.panels.findings
        pane.opened.connect(self._open_finding)
        pane.fix_hovered.connect(self.ruling.show_fix)
        pane.hover_ended.connect(self.screen_.clear_ghost)
        pane.fix_requested.connect(self.ruling.fix)
        pane.acceptance_requested.connect(self._accept_finding)
        pane.limit_requested.connect(self.ruling.edit_limit)
        pane.settle_requested.connect(self.asking.settle)

    def _wire_access(self) -> None:
        pane, splitter = self.panels.access, self.panels.access.splitter
        pane.opened.connect(self.focus.select)
        pane.period_chosen.connect(lambda _period: self.screen_.refresh_view("access"))
        splitter.set_answers(self.sharing.of_total, self.sharing.request)
        splitter.union_entered.connect(self.sharing.enter_union)
        splitter.union_freed.connect(self.sharing.free_union)
        splitter.allocation_requested.connect(self.sharing.add_allocation)

    def _wire_supply(self) -> None:
        Supplying(self.panels.supply.chips, self.edits, self.screen_)
        self.panels.supply.opened.connect(self._open_finding)

    def _wire_reach(self) -> None:
        pane = self.panels.reach
        pane.opened.connect(self._open_finding)
        pane.month_picked.connect(self.focus.set_month)
        pane.refused.connect(self.say)
        pane.base_chosen.connect(self._choose_base)
        for choice in (pane.supply_chosen, pane.face_chosen):
            choice.connect(lambda _choice: self.screen_.refresh_view("reach"))

    def _wire_questions(self) -> None:
        panels = self.panels
        panels.inspector.where_requested.connect(self._ask_where)
        for name, card in panels.figures.items():
            card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            card.customContextMenuRequested.connect(
                lambda at, name=name, card=card: self.asking.card_menu(name, card.mapToGlobal(at))
            )

    def _offer_actions(self) -> None:
        made = self.actions_.qt
        self.panels.app_bar.set_actions(
            tools=[
                (made[name], self.actions_.actions[name].icon)
                for name in ("palette", "undo", "redo", "theme", "drawer")
            ],
            plan=[
                made["new"],
                made["open"],
                made["save_copy"],
                None,
                made["scenario"],
                made["branch"],
                made["vary"],
                made["name_version"],
                None,
                made["backups"],
                made["working_copy"],
                made["bring_back"],
                None,
                made["import"],
                made["export"],
                made["export_whole"],
                None,
                made["merge_file"],
                made["send_patch"],
                None,
                made["quit"],
            ],
            views=self._views_by_heading(),
            more=[
                made["assign"],
                made["duplicate"],
                made["commit"],
                made["remove"],
                None,
                made["where"],
                made["three_values"],
                made["cite"],
                made["settle"],
                made["past"],
                made["earlier"],
                made["later"],
                made["now"],
                None,
                made["first_steps"],
                made["help"],
                *(made[f"language_{code}"] for code in LANGUAGES),
                made["larger"],
                made["smaller"],
                made["play"],
            ],
            export=made["export"],
        )

    def _views_by_heading(self) -> Mapping[str, Sequence[QAction]]:
        made = self.actions_.qt
        core = [made[f"view_{name}"] for name in CORE_VIEWS]
        pages = {
            heading: [made[f"view_{page.name}"] for page in PAGES if page.group == group]
            for group, heading in GROUPS.items()
        }
        return {N_("Main views"): [*core, made["supply"]], **{h: a for h, a in pages.items() if a}}

    def _scenario_actions(self) -> Sequence[QAction]:
        names = ("branch", "vary", "name_version", "view_scenarios")
        return [self.actions_.qt[name] for name in names]

    def _origins(self, values: InspectorValues) -> InspectorValues:
        place = self.standpoint
        return values if place.is_past() else with_origins(values, place.scenarios, place.scenario)

    def _build_page(self, name: str) -> Page:
        page = BY_NAME[name].build(self._ground())
        page.retranslate()
        return page

    def _ground(self) -> Ground:
        screen = self.screen_
        return Ground(
            focus=self.focus,
            edits=self.edits,
            today=self._today,
            theme=self.theme,
            say=self.say,
            open_record=self._open_finding,
            ask_where=self.asking.about,
            show_ghost=screen.show_ghost,
            clear_ghost=screen.clear_ghost,
            save_rows=partial(save_rows, self, self.say),
            workspace=self._document.workspace,
            standpoint=self.standpoint,
            branching=self.branching,
        )

    # --- what panes ask for -----------------------------------------------------------------

    def _edit_form(self, kind: str, key: str, field: str, value: object) -> None:
        self.edits.edit(kind, key, field, value, source="form")  # type: ignore[arg-type]  # a signal carries objects
        self.screen_.fill_inspector()

    def _edit_cell(self, kind: str, key: str, field: str, value: object) -> None:
        self.edits.edit(kind, key, field, value, source="table")  # type: ignore[arg-type]  # a signal carries objects

    def _edit_budget(self, wishes: Sequence[BudgetWish]) -> None:
        self.edits.edit_budget(cell_edits(wishes), self.screen_.budget_mode())
        self.screen_.refresh_view("budget")

    def _ask_where(self, kind: str, key: str, code: str, computed: bool) -> None:
        self.asking.where(kind, key, code, computed=computed)

    def do_deed(self, deed: str) -> None:
        """Do something with the selected measure."""
        self.handling.do_deed(deed)

    def _open_finding(self, kind: str, key: str) -> None:
        self.focus.select(kind, key)
        self.panels.open_drawer(opened=True)

    def _accept_finding(self, finding: object) -> None:
        self.ruling.accept(finding, self.theme())

    def _explain(self, error: PlannerError) -> None:
        self.say(sentence(error.code, error.facts))

    # --- what has changed -------------------------------------------------------------------

    def _on_updated(self, update: Update) -> None:
        selection = self.focus.selection
        if selection and selection.key not in update.plan.tables.get(selection.kind, {}):
            self.focus.select()
        self.screen_.on_update(update)
        self.guide.refresh()
        self._say_where()
        if update.step is not None:
            self.panels.app_bar.set_saved(_("Saved {time}").format(time=time_label(update.step.at)))
        self._refresh_actions()

    def _on_month(self, month: int) -> None:
        self.screen_.on_month(month)

    def _on_selection(self, selection: Selection) -> None:
        self.screen_.on_selection(selection)
        self._refresh_actions()

    def _on_view(self, view: str) -> None:
        switching = self.panels.app_bar.is_switching()
        self.panels.show_view(view)
        self.screen_.fill_view()
        if not switching:
            self.focus_view()

    def _choose_figure(self, figure: str) -> None:
        self.focus.map_figure = figure
        self.panels.map.set_figures(self.screen_.map_figures(), current=figure)
        self.focus.show("map")
        self.screen_.refresh_view("map")

    def _choose_variant(self, base: str) -> None:
        if self.focus.map_figure in REACH_FIGURES:
            self._choose_base(base)
        else:
            self.focus.map_base = base
            self.screen_.refresh_view("map")

    def _choose_base(self, base: str) -> None:
        self.focus.reach_base = base
        self.screen_.refresh_views("reach", "map")

    def _choose_kind(self, kind: str) -> None:
        self.focus.record_kind = kind
        self.screen_.refresh_view("records")

    def _show_kind(self, kind: str) -> None:
        """Show the table of a kind of record, filled again."""
        self.focus.show("records")
        self._choose_kind(kind)

    def _choose_capacity_unit(self, unit: str) -> None:
        self.focus.capacity_unit = unit
        self.screen_.fill_charts()

    def _choose_money_measure(self, measure: str) -> None:
        self.focus.money_measure = measure
        self.screen_.fill_charts()

    def _choose_workload(self, workload: str) -> None:
        self.focus.workload = workload
        self.screen_.fill_charts()

    def ask_page(self, name: str, deed: str, about: str = "") -> None:
        """Show a page and ask something of it."""
        self.focus.show(name)
        self.panels.page(name).perform(deed, about)

    def open_palette(self) -> None:
        """Offer everything by name."""
        self.placing.open_palette((*self.actions_.actions.values(), *self.scenario_menu.entries()))

    # --- look and language ------------------------------------------------------------------

    def switch_theme(self) -> None:
        """Change between light and dark at once, and remember it."""
        name: ThemeName = "light" if self._theme.name == "dark" else "dark"
        self._settings.set_theme(name)
        self.set_theme(load_theme(name, text_scale=self._theme.text_scale))

    def scale_text(self, step: float) -> None:
        """Make text larger or smaller, between 80 and 200 per cent."""
        scale = round(min(2.0, max(0.8, self._theme.text_scale + step)), 2)
        self._settings.set_text_scale(scale)
        self.set_theme(load_theme(self._theme.name, text_scale=scale))

    def set_theme(self, theme: Theme) -> None:
        """Show everything in another theme."""
        self._theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self.panels.set_theme(theme)
        self.theme_changed.emit(theme)
        self.panels.app_bar.tool("theme").set_icon("sun" if theme.name == "dark" else "moon")
        self._refresh_actions()

    def switch_language(self) -> None:
        """Change to the next language at once, and remember it."""
        self.choose_language(LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)])

    def choose_language(self, code: str) -> None:
        """Say everything in a language at once, and remember it."""
        set_language(code)
        self._settings.set_language(code)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        speak_qt(language())
        self.title_changed.emit(self.title())
        self.panels.retranslate()
        if self.panels.deck is not None:
            self.screen_.set_up_charts(self.panels.deck)
        self.screen_.fill()
        self.guide.refresh()
        self._show_document()
        self._say_where()

    # --- small things -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape close what is open on top of the view."""
        if event.key() == Qt.Key.Key_Escape:
            self.panels.open_drawer(opened=False)
            self.panels.notice.hide()
            self.focus.select()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a table that is held over the window; what panes take they have taken before."""
        if self.may_edit() and dropped_table(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the table that was dropped, once whoever it came from has let go."""
        path = dropped_table(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.exchanging.open(path))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back and forward with the buttons a mouse has for it."""
        steps = {
            Qt.MouseButton.BackButton: self.trail.back,
            Qt.MouseButton.ForwardButton: self.trail.forward,
        }
        step = steps.get(event.button())
        if step is None:
            super().mousePressEvent(event)
        else:
            step()

    def remember(self) -> None:
        """Keep view, month and selection for the next start; the plan itself needs no saving."""
        settings, focus = self._settings, self.focus
        settings.set_text("view", focus.view)
        settings.set_text("map_figure", focus.map_figure)
        settings.set_text("capacity_unit", focus.capacity_unit)
        settings.set_text("month", str(focus.month))
        settings.set_text("selection", f"{focus.selection.kind}:{focus.selection.key}")
        settings.sync()

    def _choose(self, title: str, question: str, options: Options) -> str | None:
        return self.placing.choose(title, question, options)

    def _restore_choices(self) -> None:
        self.focus.map_figure = self._settings.text("map_figure", "capacity")
        self.focus.capacity_unit = self._settings.text("capacity_unit", "ef")

    def _restore_place(self) -> None:
        self.panels.show_view(self.focus.view)
        self.panels.scrubber.set_month(self.focus.month)
        self.focus_view()
        kind, _colon, key = self._settings.text("selection").partition(":")
        if key in self.edits.session.plan.tables.get(kind, {}):
            QTimer.singleShot(0, self, lambda: self.focus.select(kind, key))

    def focus_view(self) -> None:
        """Put the keyboard into the view in front."""
        self.panels.view(self.focus.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_place(self) -> None:
        """Remember the place a moment after each move, because a program may be killed."""
        pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(_PAUSE_MS)
        pause.timeout.connect(self.remember)
        self.focus.month_changed.connect(lambda _month: pause.start())
        self.focus.selection_changed.connect(lambda _selection: pause.start())
        self.focus.view_changed.connect(lambda _view: pause.start())

    def _show_document(self) -> None:
        path = self._document.path
        self.panels.app_bar.set_plan(path.stem, str(path))
        saved = _("Read only") if self._document.read_only else _("Every edit is saved at once")
        self.panels.app_bar.set_saved(saved)

    def _refresh_actions(self) -> None:
        self.actions_.refresh(self._theme)
        self.panels.app_bar.refresh()

    def has_measure(self) -> bool:
        """Tell whether a measure is selected."""
        return self.focus.selection.kind == Measure.KIND.name

    def _history_cells(self, step: str) -> Sequence[str]:
        return self.screen_.history_cells(step)


def _known_view(name: str) -> str:
    return name if name in VIEWS else "map"
