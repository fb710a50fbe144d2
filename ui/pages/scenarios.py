# SPDX-License-Identifier: EUPL-1.2
"""The scenarios of a plan: what came from what, and what came of each."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QWidget

from planner.domain.changes import compare
from planner.domain.errors import PlannerError
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT
from planner.engine.search import holding
from planner.engine.stages import reevaluate
from planner.sentences import sentence
from planner.session import Preview
from planner.text import N_, _
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.pages.scenario_results import ScenarioResults
from ui.pages.scenario_tree import ScenarioTree
from ui.presenting.scenario_values import (
    ScenarioEntry,
    about_scenario,
    results,
    scenario_entries,
)
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextTable

_FACES = {"tree": N_("Tree"), "results": N_("Results")}
_SIGNS = {
    "show": "eye",
    "branch": "git-branch",
    "change": "pencil",
    "link": "link-2",
    "lock": "lock",
    "archive": "package-open",
    "vary": "sliders-horizontal",
    "remove": "trash-2",
    "add": "plus",
}
_FIRST_YEAR = 2021
_TALL = 20  # rows high; such a page has room for a second row of buttons


class ScenariosPage(Page):
    """A tree, a table of figures, and what can be done with the scenario the keyboard is on."""

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._scenarios = ground.standpoint.scenarios
        self._filter, self._face = SearchField(theme), SegmentedControl(theme)
        self._archived = QCheckBox()
        self._save = IconButton(theme, "download", "")
        self.tree, self.table = ScenarioTree(theme), TextTable(theme)
        self._about = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._empty = EmptyState(theme, "git-branch")
        self._faces = QStackedWidget()
        self._deeds = {key: Button(theme, icon_name=sign) for key, sign in _SIGNS.items()}
        self._card, self._foot = Card(theme, flush=True), QWidget()
        self._results = None if self._scenarios is None else ScenarioResults(self._scenarios, self)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.tree)
        self.retranslate()
        self._face.select("tree")

    def fill(self) -> None:
        """Take the scenarios from the plan file."""
        if self._scenarios is None:
            self._faces.setCurrentWidget(self._empty)
            return
        shown = self._shown_entries()
        self.tree.set_entries(shown, on_screen=self.ground.standpoint.scenario)
        if self._is_table():
            self._want_results()
        self._show_about()

    def deed(self, key: str) -> Button:
        """Return the button of a deed."""
        return self._deeds[key]

    def about(self) -> str:
        """Return what is said about the scenario the keyboard is on."""
        return self._about.text()

    def chosen(self) -> str:
        """Return the scenario the keyboard is on."""
        if self._is_table():
            row = self.table.current()
            return "" if row is None or row.key == "root" else row.key
        return self.tree.current()

    def show_face(self, face: str) -> None:
        """Show the tree, or the figures of the scenarios in it."""
        self._face.select(face)
        self._on_face(face)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Scenarios"))
        self._face.set_name(_("Show as"))
        self._face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self._filter.set_prompt(_("Filter scenarios"))
        self._archived.setText(_("Archived too"))
        self._save.set_name(_("Save this table…"))
        self.table.setAccessibleName(_("Results of the scenarios"))
        self.tree.retranslate()
        self._empty.set_text(
            _("This plan has no scenarios"), _("Scenarios are kept in the file of a plan.")
        )
        self._name_deeds()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        parts = (self._filter, self._face, self._save, self.tree, self.table, self._about)
        for part in (*parts, self._empty, self._card):
            part.set_theme(theme)
        for button in self._deeds.values():
            button.set_theme(theme)
        self._tools.setSpacing(theme.px("space_s"))
        self._dress(theme)

    def _lay_out(self) -> None:
        self.rows.addWidget(scrolled(self._card))
        trailing = QWidget()
        self._tools = QHBoxLayout(trailing)
        self._tools.setContentsMargins(0, 0, 0, 0)
        for tool in (self._filter, self._archived, self._face, self._save):
            self._tools.addWidget(tool)
        self._card.set_trailing(trailing)
        for face in (self.tree, self.table, self._empty):
            self._faces.addWidget(face)
        self._buttons = FlowLayout(self._foot)
        for button in self._deeds.values():
            self._buttons.addWidget(button)
        self._card.body.addWidget(self._faces, 1)
        self._card.body.addWidget(self._about)
        self._card.body.addWidget(self._foot)
        self._dress(self.ground.theme())

    def _dress(self, theme: Theme) -> None:
        gap, edge = theme.px("space_s"), theme.px("space_l")
        self._tools.setSpacing(gap)
        self._buttons.setSpacing(gap)
        self._foot.setContentsMargins(edge, 0, edge, gap)
        self._about.setContentsMargins(edge, gap, edge, gap)
        self._archived.setFont(theme.font("body"))

    def _wire(self) -> None:
        branching = self.ground.branching
        self._face.chosen.connect(self._on_face)
        self._filter.textChanged.connect(lambda _words: self.fill())
        self._archived.clicked.connect(lambda _checked: self.fill())
        self._save.clicked.connect(self._save_table)
        self.tree.chosen.connect(branching.show)
        self.tree.change_requested.connect(lambda _key: self._do("change"))
        self.tree.moved.connect(self._on_row)
        self.table.opened.connect(lambda _kind, _key: self._show_about())
        self.table.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self._show_about()
        )
        self.ground.standpoint.moved.connect(self._mark_on_screen)
        if self._results is not None:
            self._results.grown.connect(self._show_results)
        for key, button in self._deeds.items():
            button.clicked.connect(lambda _checked=False, key=key: self._do(key))

    def _do(self, deed: str) -> None:
        branching, chosen = self.ground.branching, self.chosen()
        deeds: Mapping[str, Callable[[], object]] = {
            "show": lambda: branching.show(chosen),
            "branch": lambda: branching.branch(chosen),
            "change": lambda: branching.change(chosen),
            "link": lambda: branching.link(chosen),
            "lock": lambda: branching.lock(chosen),
            "archive": lambda: branching.archive(chosen),
            "vary": lambda: self._vary(chosen),
            "remove": lambda: branching.remove(chosen),
            "add": branching.add_built_in,
        }
        if self._deeds[deed].isEnabled() and not self._deeds[deed].isHidden():
            deeds[deed]()

    def _vary(self, scenario: str) -> None:
        made = self.ground.branching.vary(scenario)
        if made is not None:
            self._filter.setText(made.rows[0].name.partition(" · ")[0])
            self.show_face("results")

    def _shown_entries(self) -> list[ScenarioEntry]:
        """Return what the words find, each with all it came from."""
        assert self._scenarios is not None  # noqa: S101 - asked before
        holds = holding(self._filter.text())
        found: list[ScenarioEntry] = []
        above: list[ScenarioEntry] = []
        for entry in self._entries():
            above = [*(one for one in above if one.depth < entry.depth), entry]
            hidden = entry.archived and not self._archived.isChecked()
            if not hidden and entry.found_by(holds):
                found.extend(one for one in above if one not in found)
        return found

    def _entries(self) -> tuple[ScenarioEntry, ...]:
        assert self._scenarios is not None  # noqa: S101 - asked before
        try:
            return scenario_entries(self._scenarios)
        except PlannerError as error:
            self.ground.say(sentence(error.code, error.facts))
            return ()

    def _is_table(self) -> bool:
        return self._face.current() == "results"

    def _on_face(self, face: str) -> None:
        self._faces.setCurrentWidget(self.table if face == "results" else self.tree)
        if self._results is not None and face != "results":
            self._results.stop()
        self.fill()

    def _want_results(self) -> None:
        if self._results is not None:
            keys = [entry.key for entry in self.tree.entries()]
            self._results.want(keys, self.ground.focus.month)

    def _show_results(self) -> None:
        if self._results is None or self._scenarios is None or not self._is_table():
            return
        plan = self._scenarios.root.plan
        keys = [entry.key for entry in self.tree.entries()]
        keys = [key for key in keys if key == ROOT or key in plan.of(Scenario)]
        year = _FIRST_YEAR + self.ground.focus.month // 12
        self.table.set_values(results(self._scenarios, self._results.found(keys), year))
        self._show_about()

    def _save_table(self) -> None:
        self.show_face("results")
        values = self.table.values()
        self.ground.save_rows(_("Scenarios"), values.heads, self.table.shown_rows())

    def _on_row(self) -> None:
        """Tell about the scenario the keyboard is on, and let the charts show it as a ghost."""
        self._show_about()
        ground, chosen = self.ground, self.tree.current()
        place = ground.standpoint
        if self._scenarios is None or not self.tree.hasFocus() or chosen == place.scenario:
            ground.clear_ghost()
            return
        session = ground.session
        plan = self._scenarios.plan_of(chosen)
        changes = compare(session.plan, plan)
        outcome = reevaluate(session.outcome, plan, changes)
        ground.show_ghost(Preview(plan, outcome, changes))

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the ghost away with the page, and work out nothing nobody sees."""
        super().hideEvent(event)
        self.ground.clear_ghost()
        if self._results is not None:
            self._results.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with the figures that were left out while the page was hidden."""
        super().showEvent(event)
        if self._is_table():
            self._want_results()

    def _mark_on_screen(self) -> None:
        if self.isVisible():
            self.fill()

    def _show_about(self) -> None:
        if self._scenarios is None:
            return
        chosen = self.chosen()
        self._about.setText("\n".join(about_scenario(self._scenarios, chosen)))
        found = self._scenarios.root.plan.of(Scenario).get(chosen)
        self._offer(found)

    def _offer(self, found: Scenario | None) -> None:
        """Enable what can be done with a scenario, and name it for how that one stands."""
        own = found is not None and not found.built_in
        for key in ("change", "lock", "archive", "remove"):
            self._deeds[key].setEnabled(own)
        self._deeds["link"].setEnabled(own)
        self._name_deeds(found)
        self._show_deeds()

    def _show_deeds(self) -> None:
        """Leave out what cannot be done where a second row of buttons would cost the tree rows."""
        if self._scenarios is None:
            return
        low = self.height() < _TALL * self.ground.theme().px("row")
        for button in self._deeds.values():
            button.setVisible(button.isEnabled() or not low)
        if not self.ground.branching.lacks_built_in():
            self._deeds["add"].hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rows of the tree what room there is."""
        super().resizeEvent(event)
        self._show_deeds()

    def _name_deeds(self, found: Scenario | None = None) -> None:
        locked = found is not None and bool(found.locked_reason)
        archived = found is not None and found.archived
        loose = found is not None and not found.linked
        words = {
            "show": _("Show it"),
            "branch": _("Branch…"),
            "change": _("Change…"),
            "link": _("Link again…") if loose else _("Cut loose"),
            "lock": _("Unlock") if locked else _("Lock…"),
            "archive": _("Take out of the archive") if archived else _("Archive"),
            "vary": _("Generate…"),
            "remove": _("Remove"),
            "add": _("Add the scenarios new plans come with"),
        }
        for key, said in words.items():
            self._deeds[key].setText(said)
