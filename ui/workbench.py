# SPDX-License-Identifier: EUPL-1.2
"""The open plan in the window: who works on it, what it tells, and what is asked of it.

Panes send wishes, which `ui.wiring` connects with whoever carries them out; `Edits` executes them
through the session; the bridge tells the `Screen` what has changed. Nothing here computes a figure
or touches a file itself.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.errors import PlannerError
from planner.sentences import sentence
from planner.text import _, language
from ui.actions import ActionTable
from ui.asking import Asking
from ui.beside import Beside
from ui.branching import Branching
from ui.bridge import Bridge
from ui.charts.deck import build_charts
from ui.choosing import Choosing
from ui.document import Document
from ui.edits import Edits, Options
from ui.exchanging import Exchanging, dropped_table
from ui.file_dialogs import FOLDERS
from ui.filtering import Filtering
from ui.following import Following
from ui.guide import Guide
from ui.handling import Handling
from ui.look import Look
from ui.looking_back import LookingBack
from ui.making import Making
from ui.menu_key import offer_menu_key
from ui.menus import of_scenarios, offer_actions
from ui.narrowing import Narrowing
from ui.pages.page import Page
from ui.pages.registry import BY_NAME
from ui.panels import Panels
from ui.panes.inspector import InspectorValues
from ui.placing import Placing
from ui.pointing import Pointing
from ui.presenting.origin_values import with_origins
from ui.qt_words import speak_qt
from ui.reading import Reading
from ui.resuming import Resuming, focus_of
from ui.ruling import Ruling
from ui.scenario_menu import ScenarioMenu
from ui.screen import Screen
from ui.settings import Settings
from ui.sharing import Sharing
from ui.standpoint import Standpoint
from ui.theme import Theme
from ui.trail import Trail
from ui.window_actions import window_actions
from ui.wiring.frame import wire_charts, wire_frame
from ui.wiring.pages import ground_of
from ui.wishes import Wishes

_FILTERED = ("records", "board", "map", "timeline")
"""The views that conditions on records narrow."""


class Workbench(QWidget):
    """Shows one plan. Opening another file is a wish the application fulfils."""

    title_changed = Signal(str)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        theme: Theme,
        *,
        today: date,
        clock: Callable[[], date] | None = None,
    ) -> None:
        super().__init__()
        self._document = document
        self._settings = settings
        self.clock = clock or (lambda: today)
        FOLDERS.follow(settings, document.path)
        self.wishes = Wishes(self)
        self.look = Look(settings, theme, self)
        self.focus = focus_of(settings, today)
        self.trail = Trail(self.focus, self)
        self.edits = Edits(document.session, choose=self._choose, parent=self)
        self.edits.beside = Beside(self, self.theme)
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
            workspace=document.workspace,
        )
        self.filtering = Filtering(
            self,
            self.edits,
            theme=self.theme,
            say=self.say,
            show=self._show_kind,
            show_table=lambda: self.focus.show("records"),
            changed=lambda: self.screen_.refresh_views(*_FILTERED),
        )
        self.narrowing = Narrowing(self.filtering, self.focus, lambda: self.edits.session.plan)
        self.screen_ = Screen(
            self.panels,
            document.session,
            self.focus,
            today=today,
            fill_history=self.looking_back.fill,
            origins=self._origins,
            sieve=self.filtering.rows,
            drawn=self.narrowing.drawn,
        )
        self.choosing = Choosing(self.focus, self.panels, self.screen_)
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
            workload=self.screen_.charts.workload,
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
            behind=self.filtering.show_behind,
            show_kind=self._show_kind,
        )
        self.sharing = Sharing(self.edits, self.focus, open_record=self.open_record)
        self.exchanging = Exchanging(
            self, self.edits, theme=self.theme, say=self.say, tell=self.tell
        )
        self.ruling = Ruling(self, self.edits, self.focus, self.panels, self.screen_)
        self.making = Making(
            self,
            self.edits,
            self.focus,
            theme=self.theme,
            closed=self._why_closed,
            say=self.say,
            offer=self.panels.notice.say,
            action=lambda name: self.actions_.actions[name],
            ask_for_case=lambda: self.ask_page("desk", "start"),
            show=self._show_new,
        )
        self.reading = Reading(self, self.focus, theme=self.theme)
        self.guide = Guide(self.panels.guide, self.edits, self.focus, settings)
        self.guide.pointed.connect(self.panels.point_at)
        self.actions_: ActionTable = ActionTable(self, window_actions(self))
        self.scenario_menu = ScenarioMenu(
            self.panels.app_bar,
            self.standpoint,
            self.branching,
            theme=self.theme,
            actions=lambda: of_scenarios(self.actions_),
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.panels)
        offer_actions(self.panels.app_bar, self.actions_)
        self._wire()
        self._show_document()
        self.retranslate()
        self._resume()

    def build_charts(self) -> None:
        """Build the charts; called after the first paint, because pyqtgraph is slow to load."""
        if self.panels.deck is not None:
            return
        deck = build_charts(self.theme())
        self.panels.add_charts(deck)
        self.screen_.charts.set_up(deck)
        wire_charts(self, deck)
        self.screen_.charts.fill()

    def show_past(self, day: date | None) -> None:
        """Show the plan as it stood at the end of a past day in all views, or that of now."""
        if day is None:
            self.standpoint.show_now()
        else:
            self.standpoint.show_day(day)

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

    def tell_written(self, path: Path) -> None:
        """Say where a file was written, and offer to show it there."""
        folder = QUrl.fromLocalFile(str(path.resolve().parent))
        self.panels.notice.say(
            _("{path} is written.").format(path=path),
            tone="success",
            offer=_("Show in folder"),
            look=lambda: QDesktopServices.openUrl(folder),
        )

    def title(self) -> str:
        """Return what the window is called."""
        return _("{plan} – AI Factory Planner").format(plan=self._document.path.stem)

    def theme(self) -> Theme:
        """Return the theme in use, for dialogs."""
        return self.look.theme

    def document(self) -> Document:
        """Return the open plan."""
        return self._document

    # --- wiring -----------------------------------------------------------------------------

    def _wire(self) -> None:
        """Connect what the window itself does; the rest is connected by whoever does it."""
        self.look.language_changed.connect(self.retranslate)
        self.edits.failed.connect(self.say)
        self.edits.added.connect(lambda key: self.focus.select("measure", key))
        self.wishes.import_table.connect(self.exchanging.ask)
        self.setAcceptDrops(True)
        offer_menu_key(self)
        self._following = Following(self, self._pointing, parent=self)
        wire_frame(self)

    def _origins(self, values: InspectorValues) -> InspectorValues:
        place = self.standpoint
        return values if place.is_past() else with_origins(values, place.scenarios, place.scenario)

    def _build_page(self, name: str) -> Page:
        page = BY_NAME[name].build(ground_of(self, self, self.clock))
        page.retranslate()
        return page

    # --- what is asked of it -----------------------------------------------------------------

    def open_record(self, kind: str, key: str) -> None:
        """Select a record and show it in the inspector."""
        self.focus.select(kind, key)
        self.panels.open_drawer(opened=True)

    def explain(self, error: PlannerError) -> None:
        """Say why a value was rejected."""
        self.say(sentence(error.code, error.facts))

    def ask_page(self, name: str, deed: str, about: str = "") -> None:
        """Show a page and ask something of it."""
        self.focus.show(name)
        self.panels.page(name).perform(deed, about)

    def open_palette(self) -> None:
        """Offer everything by name."""
        self.placing.open_palette((*self.actions_.actions.values(), *self.scenario_menu.entries()))

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        speak_qt(language())
        self.title_changed.emit(self.title())
        self.panels.retranslate()
        if self.panels.deck is not None:
            self.screen_.charts.set_up(self.panels.deck)
        self.screen_.fill()
        self.guide.refresh()
        self._show_document()
        self._following.say_where()

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
        """Keep view, month and selection for the next start."""
        self._resuming.remember()

    def _choose(self, title: str, question: str, options: Options) -> str | None:
        return self.placing.choose(title, question, options)

    def _resume(self) -> None:
        """Go on where the last start ended, and keep the place from now on."""
        self.panels.give_room(given=self.look.gives_room())
        self.panels.scrubber.set_reduced_motion(reduced=self.look.is_calm())
        self.panels.show_view(self.focus.view)
        self.panels.scrubber.set_month(self.focus.month)
        self.focus_view()
        self._resuming = Resuming(self._settings, self.focus, self.standpoint, self)
        self._resuming.show_again()
        self._resuming.select_again(self.edits.session.plan)

    def focus_view(self) -> None:
        """Put the keyboard into the view in front."""
        self.panels.view(self.focus.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_document(self) -> None:
        path = self._document.path
        self.panels.app_bar.set_plan(path.stem, str(path))
        saved = _("Read only") if self._document.read_only else _("Every edit is saved at once")
        self.panels.app_bar.set_saved(saved)

    def _history_cells(self, step: str) -> Sequence[str]:
        return self.screen_.history_cells(step)

    def _why_closed(self) -> str:
        """Say why the open file takes no edit, empty if it does."""
        path, is_closed = self._document.path, self._document.read_only
        return sentence("read_only", {"path": path.name}) if is_closed else ""

    def _show_kind(self, kind: str) -> None:
        self.choosing.show_kind(kind)

    def _show_new(self, kind: str, key: str) -> None:
        """Show a record that has just been made in its table and in the inspector."""
        self.bridge.flush()
        self._show_kind(kind)
        self.open_record(kind, key)
