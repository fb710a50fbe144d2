# SPDX-License-Identifier: EUPL-1.2
"""What map, board and timeline draw of measures and machines: what the filter of the table keeps.

A condition counts wherever its kind of record is shown, so a filter set on the board is the one
of the table, and a saved view opens in either.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import attrs
from PySide6.QtWidgets import QMenu

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.views import SavedView
from planner.domain.schema import Kind
from planner.engine.filters import meeting
from planner.engine.outcome import Outcome
from planner.text import _, labelled
from ui.filtering import Filtering
from ui.focus import Focus
from ui.presenting.filter_values import condition_words
from ui.widgets.narrow_button import NarrowButton

_KINDS = (Measure.KIND, System.KIND)


class Narrowed(Protocol):
    """A view that draws measures and machines, and the button over it."""

    narrowed: NarrowButton

    def set_words(self, words: str) -> None:
        """Keep what holds these words."""
        ...

    def words(self) -> str:
        """Return the words that what is drawn must hold."""
        ...

    def group_by(self, grouping: str) -> None:
        """Let rows stand for this, if they can."""
        ...

    def grouping(self) -> str:
        """Return what rows stand for, empty where there are none."""
        ...


@attrs.frozen
class Drawn:
    """The measures and machines to draw, by key; `is_all` where no condition holds."""

    keys: frozenset[str] = frozenset()
    is_all: bool = False

    def __contains__(self, key: object) -> bool:
        return self.is_all or key in self.keys


class Narrowing:
    """The filter of map, board and timeline; which conditions hold is kept as for the table."""

    def __init__(self, filtering: Filtering, focus: Focus, plan: Callable[[], Plan]) -> None:
        self._filtering = filtering
        self._focus = focus
        self._plan = plan
        self._views: dict[str, Narrowed] = {}

    def wire(self, name: str, view: Narrowed) -> None:
        """Take over the filter of a view that has been built."""
        self._views[name] = view
        button = view.narrowed
        button.choices.aboutToShow.connect(lambda: self._fill_menu(button.choices, view))
        button.bar.removed.connect(self._take_away)
        button.bar.cleared.connect(self._clear)

    def add_condition(self) -> None:
        """Ask for one more condition on what the view in front shows."""
        view = self._views.get(self._focus.view)
        if view is None:
            self._filtering.add_condition()
        else:
            view.narrowed.offer()

    def drawn(self, plan: Plan, outcome: Outcome) -> Drawn:
        """Return what is drawn, and say over the views which conditions hold."""
        is_narrowed = any(self._filtering.conditions(kind.name) for kind in _KINDS)
        words: list[str] = []
        keys: set[str] = set()
        for kind in _KINDS:
            wanted = self._filtering.conditions(kind.name)
            if is_narrowed:
                keys |= meeting(plan, kind, wanted, findings=outcome.findings).keys()
            words += (labelled(_(kind.plural), condition_words(plan, kind, one)) for one in wanted)
        of = sum(len(plan.table(kind.name)) for kind in _KINDS)
        for view in self._views.values():
            view.narrowed.bar.set_conditions(words, shown=len(keys), of=of)
        return Drawn(frozenset(keys), is_all=not is_narrowed)

    def _fill_menu(self, menu: QMenu, view: Narrowed) -> None:
        menu.clear()
        for kind in _KINDS:
            words = _("{kind}: add a condition…").format(kind=_(kind.plural))
            menu.addAction(words, partial(self._filtering.ask_condition, kind))
        plan = self._plan()
        names = {kind.name for kind in _KINDS}
        saved = [one for one in plan.of(SavedView).values() if one.kind in names]
        if saved:
            menu.addSeparator()
        for one in sorted(saved, key=lambda one: one.name.casefold()):
            menu.addAction(one.name, partial(self._open, view, one))
        menu.addSeparator()
        menu.addAction(_("Save this view…"), partial(self._save, view))
        menu.addAction(_("Show them in the table"), self._show_table)

    def _open(self, view: Narrowed, saved: SavedView) -> None:
        if self._filtering.take(saved):
            view.set_words(saved.words or "")
            view.group_by(saved.grouping or "")

    def _save(self, view: Narrowed) -> None:
        """Keep what holds for measures, for machines, or for both under one name."""
        self._filtering.save_as(self._wanted(), words=view.words(), grouping=view.grouping())

    def _show_table(self) -> None:
        self._filtering.show(self._wanted()[0].name)

    def _wanted(self) -> tuple[Kind, ...]:
        """Return the kinds with a condition, measures if there is none."""
        wanted = tuple(kind for kind in _KINDS if self._filtering.conditions(kind.name))
        return wanted or _KINDS[:1]

    def _take_away(self, place: int) -> None:
        for kind in _KINDS:
            kept = list(self._filtering.conditions(kind.name))
            if place < len(kept):
                del kept[place]
                self._filtering.keep_conditions(kind.name, tuple(kept))
                return
            place -= len(kept)

    def _clear(self) -> None:
        for kind in _KINDS:
            self._filtering.keep_conditions(kind.name, ())
