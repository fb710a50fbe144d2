# SPDX-License-Identifier: EUPL-1.2
"""What the charts show: the plan on screen, and over it what a preview would make of it.

A chart is handed values only when what they are made of has moved.
"""

from collections.abc import Callable, Mapping
from operator import is_
from typing import TYPE_CHECKING, TypeVar

from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope
from planner.engine.outcome import Outcome
from planner.engine.training import read_of
from planner.session import Preview
from planner.text import _
from ui.charts.deck import Deck
from ui.charts.values import ChartValues, LineValues, StackValues, WeekBars, YearBars
from ui.focus import Focus
from ui.panels import Panels
from ui.presenting.chart_values import (
    CAPACITY,
    POWER,
    leading_states,
    money_against_ceiling,
    money_by_year,
    people_values,
    stack_values,
)
from ui.presenting.times import as_of
from ui.presenting.training_values import training_values, workload_names
from ui.shown import Shown

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

V = TypeVar("V", bound=ChartValues)
_USUAL = "70b-2t"  # the yardstick, where the plan still has it


class Charting:
    """Fills the charts once they are built; before that it does nothing."""

    def __init__(self, panels: Panels, focus: Focus, shown: Shown) -> None:
        self._panels = panels
        self._focus = focus
        self._shown = shown
        self._leaders: dict[str, tuple[str, ...]] = {}
        self._drawn: dict[str, tuple[object, ...]] = {}
        self._fillers: Mapping[str, Callable[[Deck], None]] = {
            "capacity": self._fill_capacity,
            "money": self._fill_money,
            "power": self._fill_power,
            "people": self._fill_people,
            "training": self._fill_training,
        }

    def forget(self) -> None:
        """Hand every chart its values with the next filling, whatever they are made of."""
        self._leaders = {}
        self._drawn = {}

    def fill(self) -> None:
        """Hand the charts their values."""
        deck = self._panels.deck
        if deck is not None:
            for filler in self._fillers.values():
                filler(deck)

    def fill_in_view(self) -> None:
        """Hand their values to the charts one can see; for the others `fill` has time."""
        deck = self._panels.deck
        if deck is not None:
            for name, card in deck.named().items():
                if not card.visibleRegion().isEmpty():
                    self._fillers[name](deck)

    def fill_training(self) -> None:
        """Hand the chart of training times its values."""
        if self._panels.deck is not None:
            self._fill_training(self._panels.deck)

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

    def clear_ghost(self) -> None:
        """Show only what is."""
        if self._panels.deck is not None:
            self._panels.deck.clear_ghosts()

    def set_up(self, deck: Deck) -> None:
        """Offer the charts' measures in words and place their cursors."""
        units = {"ef": "EFLOP/s", "accelerators": _("Accelerators"), "hours": _("Hours a month")}
        deck.capacity.set_measures(list(units.items()), self._focus.capacity_unit)
        workloads = workload_names(self._shown.plan)
        deck.training.set_measures(list(workloads.items()), self.workload())
        deck.money.set_measures(
            [("year", _("By year")), ("ceiling", _("Against the ceiling"))],
            self._focus.money_measure,
        )
        deck.set_month(self._focus.month)

    def workload(self) -> str:
        """Return the training workload on screen: the chosen one, else the plan's first."""
        known = list(workload_names(self._shown.plan))
        chosen = self._focus.workload
        return chosen if chosen in known else (_USUAL if _USUAL in known else "".join(known[:1]))

    def _fill_capacity(self, deck: Deck) -> None:
        outcome, unit = self._shown.outcome, self._focus.capacity_unit
        made_of = (CAPACITY[unit].read(outcome), self._focus.month)
        self._draw("capacity", deck.capacity, lambda: self._stack(outcome, unit), *made_of)

    def _fill_money(self, deck: Deck) -> None:
        outcome, plan = self._shown.outcome, self._shown.plan
        made_of: tuple[object, ...] = ("year", outcome.payments_meur)
        if self._focus.money_measure == "ceiling":
            made_of = ("ceiling", outcome.commitments_meur, plan.of(Envelope))
        self._draw("money", deck.money, lambda: self._money(plan, outcome), *made_of)

    def _fill_power(self, deck: Deck) -> None:
        outcome = self._shown.outcome
        made_of = (outcome.power_mw, self._focus.month)
        self._draw("power", deck.power, lambda: self._stack(outcome, "power"), *made_of)

    def _fill_people(self, deck: Deck) -> None:
        outcome = self._shown.outcome
        people = (outcome.trained, outcome.enrolled, outcome.talent_stock, outcome.staff_needed)
        made_of = (self._focus.month, *people)
        self._draw("people", deck.people, lambda: self._people(outcome), *made_of)

    def _fill_training(self, deck: Deck) -> None:
        outcome, plan = self._shown.outcome, self._shown.plan
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

    def _stack(self, outcome: Outcome, name: str) -> StackValues:
        measured = POWER if name == "power" else CAPACITY[name]
        if name not in self._leaders:
            self._leaders[name] = leading_states(self._shown.outcome, measured)
        return stack_values(
            outcome,
            measured,
            month=self._focus.month,
            as_of=as_of(),
            order=self._leaders[name],
        )

    def _money(self, plan: Plan, outcome: Outcome) -> YearBars:
        if self._focus.money_measure == "ceiling":
            return money_against_ceiling(plan, outcome, as_of=as_of())
        return money_by_year(outcome, as_of=as_of())

    def _training(self, plan: Plan, outcome: Outcome) -> WeekBars:
        month = self._focus.month
        return training_values(plan, outcome, self.workload(), month=month, as_of=as_of())

    def _people(self, outcome: Outcome) -> LineValues:
        return people_values(outcome, month=self._focus.month, as_of=as_of())
