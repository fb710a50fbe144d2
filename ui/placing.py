# SPDX-License-Identifier: EUPL-1.2
"""Placing a measure without dragging: by key, by menu, by dialog, by name."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from planner.domain.history import Unit
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure, Template
from planner.domain.records.views import SavedView
from planner.sentences import record_word, step_title
from planner.text import _, state_name, unit_label
from ui.actions import Action
from ui.dialogs.choose import ChooseDialog
from ui.dialogs.palette import Palette, PaletteEntry
from ui.dialogs.place import PlaceDialog, PlaceValues
from ui.edits import Edits, Options
from ui.focus import Focus
from ui.icons import kind_icon
from ui.panels import Panels
from ui.panes.values import DropVerdict
from ui.qt_words import key_words
from ui.searching import Searching
from ui.theme import Theme
from ui.widgets.passing_menu import PassingMenu


class Placing:
    """Asks what is still open, then hands the wish to `Edits`."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        focus: Focus,
        panels: Panels,
        *,
        theme: Callable[[], Theme],
        open_view: Callable[[str], None],
    ) -> None:
        """`open_view` shows a saved view, which is found like any record."""
        self._owner = owner
        self._theme = theme
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self.searching = Searching(
            edits,
            reveal=lambda kind, key: (
                open_view(key) if kind == SavedView.KIND.name else self.reveal(kind, key)
            ),
            explain=focus.look_up,
            answer=self._answer,
        )

    @property
    def plan(self) -> Plan:
        """Return the plan on screen."""
        return self._edits.session.plan

    def place_template(self, template: str) -> None:
        """Ask where a template goes, the selected state suggested."""
        self._place(template, self._selected_state(), self._focus.month)

    def place_in_state(self, state: str) -> None:
        """Ask what goes to a state, the template picked in the catalogue suggested."""
        self._place(self._panels.catalogue.picked(), state, self._focus.month)

    def place_in_cell(self, state: str, month: int) -> None:
        """Ask what goes to a state from a month on."""
        self._place(self._panels.catalogue.picked(), state, month)

    def place_selected(self) -> None:
        """Ask for a placement, suggesting what is picked and selected."""
        self._place(self._panels.catalogue.picked(), self._selected_state(), self._focus.month)

    def place_again(self, measure: Measure) -> None:
        """Show a measure on the board, where the arrow keys move it."""
        self._focus.show("board")
        self._panels.board.select_bar(measure.id)
        self._panels.board.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, title: str, question: str, options: Options) -> str | None:
        """Ask which of several; `None` means none."""
        dialog = ChooseDialog(
            self._theme(), title=title, question=question, options=options, parent=self._owner
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.chosen() if accepted else None

    def state_menu(self, state: str, at: QPoint) -> None:
        """Offer every template for a state."""
        self._focus.select("state", state)
        menu = PassingMenu(self._owner)
        for key, words in self._templates():
            entry = menu.addAction(_("Assign {template}").format(template=words))
            entry.triggered.connect(
                lambda _checked=False, key=key: self._edits.assign(
                    key, state, self._focus.month, source="menu"
                )
            )
        menu.addSeparator()
        sources = {"where", "records_behind"}
        menu.addActions([a for a in self._owner.actions() if a.objectName() in sources])
        menu.popup(at)

    def bar_menu(self, key: str, state: str, month: int, at: QPoint) -> None:
        """Offer what can be done with a bar of the board, or in an empty cell."""
        for kind in (Measure, System):
            if key in self.plan.of(kind):
                self.record_menu(kind.KIND.name, key, at)
                return
        self._focus.set_month(month)
        self.state_menu(state, at)

    def record_menu(self, kind: str, key: str, at: QPoint) -> None:
        """Offer what can be done with a record."""
        self._focus.select(kind, key)
        menu = PassingMenu(self._owner)
        names = {"where", "cite"}
        if kind == Measure.KIND.name:
            names |= {"duplicate", "commit", "remove"}
        menu.addActions([a for a in self._owner.actions() if a.objectName() in names])
        if kind != Measure.KIND.name:
            entry = menu.addAction(_("Remove"))
            entry.triggered.connect(
                lambda _checked=False: self._edits.remove(kind, key, source="table")
            )
        if self._focus.view == "records":
            self._add_gestures(menu)
        menu.popup(at)

    def _add_gestures(self, menu: QMenu) -> None:
        """Offer what can be done with the cells of the table of records."""
        menu.addSeparator()
        for words, keys, deed in self._panels.records.gestures():
            entry = menu.addAction(f"{words}\t{key_words(keys)}")
            entry.triggered.connect(lambda _checked=False, deed=deed: deed())

    def open_palette(self, actions: Iterable[Action]) -> None:
        """Offer every action by name, and every record by what is written in it."""
        entries = self._palette_entries(actions)
        dialog = Palette(self._theme(), entries, find=self.searching.find, parent=self._owner)
        left = (self._owner.width() - dialog.minimumWidth()) // 2
        dialog.move(self._owner.mapToGlobal(QPoint(left, self._owner.height() // 8)))
        dialog.exec()
        chosen = dialog.chosen()
        dialog.deleteLater()
        if chosen is not None:
            chosen.run()

    def reveal(self, kind: str, key: str) -> None:
        """Select a record and show it in the inspector."""
        self._focus.select(kind, key)
        self._panels.open_drawer(opened=True)

    def named(self, unit: Unit | None) -> str:
        """Say what undo or redo would act on."""
        return f"– {step_title(unit, self.plan)}" if unit is not None else ""

    def _answer(self, sheet: str, section: str) -> None:
        """Show the section of a page that answers a question."""
        self._focus.show("sheets")
        self._panels.page("sheets").perform("show", f"{sheet}:{section}")

    def _place(self, template: str, state: str, month: int) -> None:
        templates = self._templates()
        first = next(iter(self.plan.table("state")))
        chosen_template = template or templates[0][0]
        values = PlaceValues(
            template=chosen_template,
            state=state or first,
            month=month,
            size=self.plan.get(Template, chosen_template).size,
        )
        dialog = PlaceDialog(
            self._theme(),
            templates=templates,
            states=self._states(),
            values=values,
            verdict=self._verdict,
            size_words=self._size_words,
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            chosen = dialog.values()
            self._edits.assign(
                chosen.template, chosen.state, chosen.month, size=chosen.size, source="dialog"
            )

    def _verdict(self, values: PlaceValues) -> DropVerdict:
        payload = {"template": values.template}
        return self._edits.verdict(payload, values.state, values.month, size=values.size)

    def _size_words(self, template: str) -> tuple[str, float, float, float]:
        found = self.plan.get(Template, template)
        field = Measure.KIND.field(found.kind.size_field)
        unit = unit_label(field.unit) or _(field.label)
        return unit, found.size, found.size_minimum, found.size_maximum

    def _palette_entries(self, actions: Iterable[Action]) -> list[PaletteEntry]:
        entries = [
            PaletteEntry(
                action.words(), key_words(action.shortcut.split(";")[0]), action.icon, action.run
            )
            for action in actions
            if action.enabled() and action.id != "palette"
        ]
        return [*entries, *(self._template_entry(*each) for each in self._templates())]

    def _template_entry(self, key: str, words: str) -> PaletteEntry:
        return PaletteEntry(
            _("Assign {template}").format(template=words),
            "",
            kind_icon(self.plan.get(Template, key).kind.family),
            lambda: self.place_template(key),
        )

    def _selected_state(self) -> str:
        selection = self._focus.selection
        if selection.kind == "state":
            return selection.key
        record = self.plan.tables.get(selection.kind, {}).get(selection.key)
        return str(getattr(record, "state", "") or "")

    def _templates(self) -> list[tuple[str, str]]:
        return [(key, record_word(self.plan, "template", key)) for key in self.plan.of(Template)]

    def _states(self) -> list[tuple[str, str]]:
        states = ((key, state_name(key)) for key in self.plan.table("state"))
        return sorted(states, key=lambda pair: pair[1])
