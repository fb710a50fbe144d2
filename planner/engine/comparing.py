# SPDX-License-Identifier: EUPL-1.2
"""How two plans differ in what comes of them: series by state and month, headlines, findings.

Classes of firmness and sources of money are added up, and a stock is never added over months.
States that only one of two plans has count as nothing in the other.
"""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from planner.domain.comparing import InputDifferences
from planner.domain.plan import Plan
from planner.domain.records.scenarios import SHARED
from planner.domain.schema import Choice
from planner.engine.outcome import Finding, Outcome, Series
from planner.engine.stages import evaluate, reevaluate
from planner.text import N_

NOWHERE = ""
"""Stands for money that belongs to no single state."""


class Sort(Choice):
    """Whether a quantity is read at a month or added up to it."""

    STOCK = "stock", N_("at that month")
    FLOW = "flow", N_("up to that month")


@attrs.frozen
class Quantity:
    """One series of an outcome to compare, with its unit and what people call it."""

    code: str
    label: str
    unit: str
    sort: Sort


QUANTITIES = (
    Quantity("capacity_ef", N_("Capacity"), "EFLOP/s", Sort.STOCK),
    Quantity("usable_ef", N_("Usable capacity"), "EFLOP/s", Sort.STOCK),
    Quantity("accelerators", N_("Accelerators"), "1", Sort.STOCK),
    Quantity("accelerator_hours", N_("Accelerator-hours"), "h", Sort.FLOW),
    Quantity("commitments_meur", N_("Money committed"), "MEUR", Sort.FLOW),
    Quantity("payments_meur", N_("Money paid"), "MEUR", Sort.FLOW),
    Quantity("talent_stock", N_("Talent"), "1", Sort.STOCK),
    Quantity("trained", N_("People trained"), "1", Sort.STOCK),
    Quantity("staff_needed", N_("Staff needed"), "FTE", Sort.STOCK),
    Quantity("power_mw", N_("Power"), "MW", Sort.STOCK),
    Quantity("energy_mwh", N_("Energy"), "MWh", Sort.FLOW),
    Quantity("co2_t", N_("Carbon dioxide"), "t", Sort.FLOW),
)


@attrs.frozen(eq=False)
class SeriesDifference:
    """One quantity in two outcomes: `before` and `after` are (states, months)."""

    quantity: Quantity
    states: tuple[str, ...]
    before: Series
    after: Series

    @property
    def delta(self) -> Series:
        """Return what was gained, by state and month."""
        return np.asarray(self.after - self.before)

    @property
    def differs(self) -> bool:
        """Tell whether any month of any state differs."""
        return not np.array_equal(self.before, self.after)

    def totals(self) -> tuple[Series, Series]:
        """Return both series over all states, by month."""
        return np.asarray(self.before.sum(axis=0)), np.asarray(self.after.sum(axis=0))

    def by_state(self, month: int) -> Mapping[str, tuple[float, float]]:
        """Return both values of each state at a month, or up to it."""
        both = [_read(self.quantity, series, month) for series in (self.before, self.after)]
        pairs = zip(both[0].tolist(), both[1].tolist(), strict=True)
        return dict(zip(self.states, pairs, strict=True))


@attrs.frozen
class Headline:
    """One figure of two plans."""

    quantity: Quantity
    before: float
    after: float

    @property
    def delta(self) -> float:
        """Return what was gained."""
        return self.after - self.before


@attrs.frozen(eq=False)
class Side:
    """One of two things to compare: what it is called, its plan and what comes of it."""

    name: str
    plan: Plan
    outcome: Outcome

    @classmethod
    def of(cls, name: str, plan: Plan) -> "Side":
        """Evaluate a plan."""
        return cls(name, plan, evaluate(plan))

    def beside(self, name: str, plan: Plan) -> "Side":
        """Evaluate another plan, only as far as it differs from this one."""
        changes = InputDifferences.of(self.plan, plan).changes
        return Side(name, plan, reevaluate(self.outcome, plan, changes))


@attrs.frozen(eq=False)
class Comparison:
    """Two sides and all that sets them apart; scenarios and named versions are not compared."""

    before: Side
    after: Side
    inputs: InputDifferences
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]

    @classmethod
    def of(cls, before: Side, after: Side) -> "Comparison":
        """Compare two sides."""
        known, found = before.outcome.findings, after.outcome.findings
        return cls(
            before,
            after,
            InputDifferences.of(before.plan, after.plan, ignoring=SHARED),
            _without(found, known),
            _without(known, found),
        )

    @property
    def is_same(self) -> bool:
        """Tell whether both plans hold the same."""
        return not self.inputs

    def series(self, quantity: Quantity) -> SeriesDifference:
        """Return one quantity of both sides over the same states."""
        sides = [_by_state(side.outcome, quantity) for side in (self.before, self.after)]
        states = tuple(sorted({*sides[0], *sides[1]}))
        before, after = (_stacked(rows, states) for rows in sides)
        return SeriesDifference(quantity, states, before, after)

    def headlines(self, month: int) -> tuple[Headline, ...]:
        """Return every quantity of both sides at a month, or up to it."""
        return tuple(
            Headline(
                one, total(self.before.outcome, one, month), total(self.after.outcome, one, month)
            )
            for one in QUANTITIES
        )


def side_by_side(base: Side, others: Sequence[Side]) -> tuple[Comparison, ...]:
    """Compare several sides with the same base."""
    return tuple(Comparison.of(base, other) for other in others)


def quantity_of(code: str) -> Quantity | None:
    """Return a quantity by its code, `None` if there is none."""
    return next((one for one in QUANTITIES if one.code == code), None)


def total(outcome: Outcome, quantity: Quantity, month: int, state: str | None = None) -> float:
    """Return a quantity at a month or up to it, of one state or of all together."""
    rows = _by_state(outcome, quantity)
    wanted = [rows[state]] if state in rows else list(rows.values()) if state is None else []
    return float(sum(_read(quantity, row, month) for row in wanted))


def _by_state(outcome: Outcome, quantity: Quantity) -> dict[str, Series]:
    """Return one row of months per state; all other axes are added up."""
    array = getattr(outcome, quantity.code)
    summed = array.sum(axis=tuple(range(1, array.ndim - 1)))
    states = outcome.states if len(summed) == len(outcome.states) else (*outcome.states, NOWHERE)
    return dict(zip(states, summed, strict=True))


def _stacked(rows: Mapping[str, Series], states: Sequence[str]) -> Series:
    months = len(next(iter(rows.values()))) if rows else 0
    return np.stack([rows.get(state, np.zeros(months)) for state in states])


def _read(quantity: Quantity, series: Series, month: int) -> Series:
    if quantity.sort is Sort.STOCK:
        return np.asarray(series[..., month])
    return np.asarray(series[..., : month + 1].sum(axis=-1))


def _without(findings: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    others = set(known)
    return tuple(finding for finding in findings if finding not in others)
