# SPDX-License-Identifier: EUPL-1.2
"""Filters over the records, kept as views where a planner wants them; find and replace."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QInputDialog, QMenu, QWidget

from planner.domain.commands import AddRecord, Batch, RemoveRecord
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.views import SavedView
from planner.domain.schema import Field, Kind, Record, Scalar
from planner.engine.behind import records_behind
from planner.engine.derivations import About
from planner.engine.filters import Condition, conditions, meeting, written_conditions
from planner.engine.outcome import Outcome
from planner.reference.tracing import figure_label
from planner.replacing import Replacement, replaceable, replacements, replacing
from planner.sentences import as_in_files, cell_text, name_in, sentence
from planner.text import _, month_label, ngettext, number
from ui.dialogs.condition import Choices, ConditionDialog
from ui.dialogs.replace import Preview, ReplaceDialog
from ui.edits import Edits
from ui.panes.records import RecordsPane
from ui.presenting.filter_values import (
    condition_words,
    field_label,
    filterable,
    tests_of,
    value_field,
    value_options,
)
from ui.theme import Theme
from ui.widgets.text_table import TextRow, TextRows

_SHOWN = 500  # rows of a preview; the sentence above it counts all of them
_SOURCE = "records"


class Filtering:
    """What the table of records is narrowed to, by kind of record."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        *,
        theme: Callable[[], Theme],
        say: Callable[[str], None],
        show: Callable[[str], None],
        show_table: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        """`show` shows a kind of record in the table, filled again; `show_table` the last one.

        `changed` is called where other conditions hold.
        """
        self._changed = changed
        self.show = show
        self._show_table = show_table
        self._owner = owner
        self._edits = edits
        self._theme = theme
        self._say = say
        self._pane: RecordsPane | None = None
        self._conditions: dict[str, tuple[Condition, ...]] = {}
        self._behind: Mapping[str, frozenset[str]] = {}
        self._figure = ""

    def wire(self, pane: RecordsPane) -> None:
        """Take over the filter of the table, which is built with its view."""
        self._pane = pane
        pane.condition_removed.connect(self._take_away)
        pane.filter_cleared.connect(lambda: self._clear(pane.kind()))
        pane.filter_menu().aboutToShow.connect(lambda: self._fill_menu(pane.filter_menu()))

    def rows(self, kind: Kind, plan: Plan, outcome: Outcome) -> Mapping[str, Record]:
        """Return the records of a kind that meet the conditions, and say above them which."""
        wanted = self.conditions(kind.name)
        everything = plan.table(kind.name)
        rows = meeting(plan, kind, wanted, findings=outcome.findings)
        behind = self._behind.get(kind.name)
        if behind is not None:
            rows = {key: row for key, row in rows.items() if key in behind}
        if self._pane is not None:
            words = [condition_words(plan, kind, one) for one in wanted]
            words = words if behind is None else [self._figure, *words]
            self._pane.set_conditions(words, shown=len(rows), of=len(everything))
        return rows

    def conditions(self, kind: str) -> tuple[Condition, ...]:
        """Return the conditions on a kind of record."""
        return self._conditions.get(kind, ())

    def set_conditions(self, kind: str, wanted: tuple[Condition, ...]) -> None:
        """Narrow a kind of record down to what meets these conditions, and show its table."""
        self.keep_conditions(kind, wanted)
        self.show(kind)

    def keep_conditions(self, kind: str, wanted: tuple[Condition, ...]) -> None:
        """Narrow a kind of record down in all views, whichever is in front."""
        self._conditions[kind] = wanted
        self._changed()

    def show_behind(self, about: About) -> bool:
        """Narrow the table to the records a figure is made of; tell whether there are any."""
        session = self._edits.session
        found = records_behind(session.plan, session.outcome, about)
        if not found:
            return False
        self._behind = found
        self._figure = _("{figure}, {month}").format(
            figure=figure_label(about.code), month=month_label(about.month)
        )
        self._show_table()
        self.show(max(found, key=lambda kind: len(found[kind])))
        return True

    def add_condition(self) -> None:
        """Ask for one more condition on the rows of the table."""
        kind = self._kind()
        if kind is not None and self.ask_condition(kind):
            self.show(kind.name)

    def ask_condition(self, kind: Kind) -> bool:
        """Ask for one more condition on a kind of record; tell whether there is one."""
        plan = self._edits.session.plan
        choices = Choices(
            fields=filterable(kind),
            tests=lambda name: tests_of(kind, name),
            values=lambda name: value_options(plan, kind, name),
            typed=lambda name: value_field(kind, name),
        )
        dialog = ConditionDialog(self._theme(), choices, parent=self._owner)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name, sign, value = dialog.condition()
        dialog.deleteLater()
        if not accepted:
            return False
        added = Condition.parse(f"{name}{sign}{value}")
        self.keep_conditions(kind.name, (*self.conditions(kind.name), added))
        return True

    def save_view(self) -> None:
        """Ask for a name and keep the filter under it, in the plan."""
        kind = self._kind()
        if kind is not None and self._pane is not None:
            self.save_as((kind,), words=self._pane.words(), grouping=self._pane.grouping())

    def save_as(self, kinds: Sequence[Kind], *, words: str, grouping: str) -> None:
        """Ask for a name and keep the filter of some kinds of record, words and grouping under it.

        A view is of one kind; where several have conditions each is named with its kind.
        """
        asked = _("What is this view to be called?")
        name, given = QInputDialog.getText(self._owner, _("Save this view"), asked)
        if not given or not name.strip():
            return
        added = []
        for kind in kinds:
            named = name.strip() if len(kinds) == 1 else f"{name.strip()} · {_(kind.plural)}"
            values: dict[str, Scalar] = {
                "id": new_id(),
                "name": named,
                "kind": kind.name,
                "words": words.strip() or None,
                "conditions": written_conditions(self.conditions(kind.name)),
                "grouping": grouping or None,
            }
            added.append(AddRecord(kind=SavedView.KIND.name, values=values))
        command = added[0] if len(added) == 1 else Batch(commands=tuple(added))
        self._edits.execute(command, source=_SOURCE)

    def open_view(self, key: str) -> None:
        """Show a saved view in the table."""
        view = self._edits.session.plan.get(SavedView, key)
        if not self.take(view):
            return
        self.show(view.kind)
        if self._pane is not None:
            self._pane.set_words(view.words or "")
            self._pane.group_by(view.grouping or "")

    def take(self, view: SavedView) -> bool:
        """Let the conditions of a saved view hold; say so and tell if they make no sense."""
        try:
            kind = self._edits.session.plan.schema.kind(view.kind)
            wanted = conditions(kind, view.conditions)
        except DomainError as error:
            self._say(sentence(error.code, error.facts))
            return False
        self._behind = {}
        self.keep_conditions(kind.name, wanted)
        return True

    def find_and_replace(self) -> None:
        """Ask what to replace in the rows on screen, show it, and do it in one step."""
        kind = self._kind()
        if kind is None or self._pane is None:
            return
        cell = self._pane.current_cell()
        dialog = ReplaceDialog(
            self._theme(),
            title=_("Find and replace: {kind}").format(kind=_(kind.plural)),
            fields=[(field.name, field_label(kind, field.name)) for field in replaceable(kind)],
            current=cell[2] if cell else "",
            preview=lambda field, find, replace: self._preview(kind, field, find, replace),
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            field, find, replace = dialog.asked()
            found = self._found(kind, kind.field(field), find, replace)
            self._edits.execute(replacing(kind, kind.field(field), found), source=_SOURCE)

    def _kind(self) -> Kind | None:
        """Return the kind of record in the table, which is brought to the front for it."""
        if self._pane is None or not self._pane.isVisible():
            self._show_table()
        if self._pane is None:
            return None
        return self._edits.session.plan.schema.kinds.get(self._pane.kind())

    def _take_away(self, place: int) -> None:
        kind = self._kind()
        if kind is not None:
            kept = list(self.conditions(kind.name))
            first = 1 if kind.name in self._behind else 0
            if place < first:
                self._behind = {}
            else:
                del kept[place - first]
            self.set_conditions(kind.name, tuple(kept))

    def _clear(self, kind: str) -> None:
        self._behind = {}
        self.set_conditions(kind, ())

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(_("Add a condition…"), self.add_condition)
        menu.addAction(_("Save this view…"), self.save_view)
        menu.addAction(_("Find and replace…"), self.find_and_replace)
        views = self._edits.session.plan.of(SavedView)
        if not views:
            return
        menu.addSeparator()
        removing = QMenu(_("Remove a view"), menu)
        for key, view in sorted(views.items(), key=lambda pair: pair[1].name.casefold()):
            menu.addAction(view.name, partial(self.open_view, key))
            removing.addAction(view.name, partial(self._remove, key))
        menu.addMenu(removing)

    def _remove(self, key: str) -> None:
        self._edits.execute(RemoveRecord(kind=SavedView.KIND.name, key=key), source=_SOURCE)

    def _found(self, kind: Kind, field: Field, find: str, replace: str) -> tuple[Replacement, ...]:
        keys = [] if self._pane is None else self._pane.shown_keys()
        words = (as_in_files(field, typed) for typed in (find, replace))
        return replacements(self._edits.session.plan, kind, field, *words, keys=keys)

    def _preview(self, kind: Kind, name: str, find: str, replace: str) -> Preview:
        field, heads = kind.field(name), (_("Record"), _("Now"), _("Then"))
        try:
            found = self._found(kind, field, find, replace)
        except DomainError as error:
            words = sentence(error.code, error.facts)
            return Preview(rows=TextRows(heads=heads), words=words, possible=False)
        words = ngettext(
            "{number} record would change, of those in the table.",
            "{number} records would change, of those in the table.",
            len(found),
        ).format(number=number(len(found)))
        rows = tuple(self._row(kind, field, one) for one in found[:_SHOWN])
        return Preview(rows=TextRows(heads=heads, rows=rows), words=words, possible=bool(found))

    def _row(self, kind: Kind, field: Field, one: Replacement) -> TextRow:
        plan = self._edits.session.plan
        name = name_in(plan, plan.record(kind.name, one.key))
        said = (_("unknown") if v is None else cell_text(field, v) for v in (one.old, one.new))
        return TextRow((name, *said), kind=kind.name, key=one.key)
