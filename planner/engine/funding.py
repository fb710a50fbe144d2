# SPDX-License-Identifier: EUPL-1.2
"""Who finances what: contributions to measures, and the Union's share of the total cost.

A measure with contributions takes its money from them; one without is split by its shares. The
Union's share of the total cost of ownership is what its share of time follows, so it stands here
once, for measures and for existing systems. Money of another price year than the plan's is
converted where the plan has an inflation, and otherwise left out and named: it is never added.
"""

from collections.abc import Sequence

import attrs
import numpy as np

from planner.domain.months import FIRST_YEAR
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, PaidBy, Programme, Purpose
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import Measure
from planner.engine.inputs import Inputs, looked_up
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.roster import Roster
from planner.engine.rows import Rows, sealed

# Which of the outcome's three sources of money each payer belongs to.
SOURCE_OF = {
    PaidBy.UNION: 0,
    PaidBy.HOST_STATE: 1,
    PaidBy.CONSORTIUM: 1,
    PaidBy.REGION: 2,
    PaidBy.PRIVATE: 2,
    PaidBy.OTHER: 2,
}
DRAWING = frozenset({None, Programme.HORIZON, Programme.DIGITAL, Programme.CONNECTING})
"""Union programmes that draw on the ceiling of the Joint Undertaking; `None` is not stated."""

PLEDGE = ("measure", "source", "operation", "month", "january", "commitment", "payment", "draws")
_MEASURE, _SOURCE, _OPERATION, _MONTH, _JANUARY, _COMMITMENT, _PAYMENT, _DRAWS = range(len(PLEDGE))


_NO_PLEDGES = np.zeros((len(PLEDGE), 0))


@attrs.frozen(eq=False)
class Pledges:
    """Contributions side by side: rows of `table` (8, k) are `PLEDGE`, MEUR and months.

    `measure` is the position of the measure; an unknown amount adds nothing and is named among
    the unknowns. `contributed` and `paid` (n,) tell which measures have any known commitment or
    payment, `lacking` which have a contribution of unknown amount.
    """

    table: Series
    contributed: Series
    paid: Series
    lacking: Series
    unknowns: tuple[Unknown, ...]

    @classmethod
    def of(cls, inputs: Inputs, measures: Sequence[Measure]) -> "Pledges":
        """Gather the contributions to these measures, in their order and that of their keys."""
        by_measure, count = inputs.roll.contributions, len(measures)
        found = [
            (position, measure, one)
            for position, measure in (enumerate(measures) if by_measure else ())
            for one in by_measure.get(measure.id, ())
        ]
        if not found:
            nothing = np.zeros(count)
            return cls(_NO_PLEDGES, nothing, nothing, nothing, ())
        factors = looked_up(
            (one.price_year for _at, _measure, one in found),
            lambda year: (price_factor(year, inputs.parameters) or 0.0,),
        )[0]
        table = np.array([_pledge(*row) for row in found], dtype=np.float64).T
        owner, known = table[_MEASURE].astype(np.intp), factors > 0
        missing = [_missing(one, known=bool(k)) for (*_, one), k in zip(found, known, strict=True)]
        flags = (
            known & np.array([one.commitment_meur is not None for *_, one in found]),
            known & np.array([one.payment_meur is not None for *_, one in found]),
            np.array([bool(names) for names in missing]),
        )
        contributed, paid, lacking = (
            np.minimum(np.bincount(owner, flag, minlength=count), 1.0) for flag in flags
        )
        table[[_COMMITMENT, _PAYMENT]] *= factors
        sealed(table)
        unknowns = tuple(
            Unknown(Contribution.KIND.name, one.id, name)
            for (*_, one), names in zip(found, missing, strict=True)
            for name in names
        )
        return cls(table, contributed, paid, lacking, unknowns)

    def totals(self, count: int) -> Series:
        """Return what is committed to each of `count` measures: (6, n).

        Acquisition by the Union, the states and others, then operation by the same.
        """
        kinds = (self.table[_SOURCE] + 3 * self.table[_OPERATION]).astype(np.intp)
        cells = kinds * count + self.table[_MEASURE].astype(np.intp)
        found = np.bincount(cells, self.table[_COMMITMENT], minlength=6 * count)
        return np.asarray(found, dtype=np.float64).reshape(6, count)


def contributions_to(plan: Plan, measure: str) -> tuple[Contribution, ...]:
    """Return the contributions to a measure in the order of their keys."""
    rows = sorted(plan.of(Contribution).items())
    return tuple(one for _key, one in rows if one.measure == measure)


def price_factor(price_year: int | None, parameters: Parameters) -> float | None:
    """Return the factor that brings money to the plan's price year, None if there is none.

    (1 + inflation)^(price year of the plan - price year of the money); without an inflation in
    the plan, money of different price years stays apart.
    """
    base = int(parameters.price_year)
    if price_year is None or price_year == base:
        return 1.0
    if parameters.inflation == 0:
        return None
    return float((1.0 + parameters.inflation) ** (base - price_year))


def _missing(one: Contribution, *, known: bool) -> tuple[str, ...]:
    if not known:
        return ("price_year",)
    return ("commitment_meur",) if one.commitment_meur is None else ()


def _pledge(position: int, measure: Measure, one: Contribution) -> tuple[float, ...]:
    january = (one.year - FIRST_YEAR) * 12
    return (
        position,
        SOURCE_OF[one.paid_by],
        one.purpose is Purpose.OPERATION,
        measure.start if january <= measure.start < january + 12 else january,
        january,
        one.commitment_meur or 0.0,
        one.payment_meur or 0.0,
        one.paid_by is PaidBy.UNION and one.programme in DRAWING,
    )


# --- the Union's share ----------------------------------------------------------------------

SHARES = (
    "acquisition",
    "operation",
    "tco",
    "cost",
    "known",
    "union",
    "states",
    "other",
    "contributed",
)


@attrs.frozen(eq=False)
class Funding:
    """The Union's shares in one state, measures and existing systems in the order of their keys.

    Rows of `table` (9, n) are `SHARES`: U_A/A, U_O/O, U/TCO, the TCO in MEUR, whether it is known
    (1 or 0), what Union, states and others put up in MEUR, and whether that is recorded.
    `system_shares` (2, k) are U/TCO and whether it is known.
    """

    measures: tuple[str, ...]
    table: Series
    systems: tuple[str, ...]
    system_shares: Series

    def unpledged_share(self, measure: str) -> float:
        """Return the part of a measure's total cost that nobody has pledged, 0 if unknown.

        Without contributions the shares of the measure say who pays all of it.
        """
        if measure not in self.measures:
            return 0.0
        row = dict(zip(SHARES, self.table[:, self.measures.index(measure)].tolist(), strict=True))
        if not row["contributed"] or not row["known"]:
            return 0.0
        pledged = row["union"] + row["states"] + row["other"]
        return float(max(0.0, 1.0 - pledged / row["cost"]))

    def share_of_tco(self, kind: str, key: str) -> float | None:
        """Return the Union's share of the total cost of a measure or system; None is unknown."""
        keys, rows = (
            (self.measures, self.table[[SHARES.index("tco"), SHARES.index("known")]])
            if kind == Measure.KIND.name
            else (self.systems, self.system_shares)
        )
        if key not in keys:
            return None
        share, known = rows[:, keys.index(key)]
        return float(share) if known else None


def system_share(system: System, factories: Sequence[Factory]) -> float | None:
    """Return the Union's share of a system: U / cost in the scope its figures have.

    Where only the money of its AI factory is published, the factory's share stands for it:
    71 of 201 MEUR for the Dutch factory. None where neither is known.
    """
    if system.union_meur is not None and system.cost_meur:
        return system.union_meur / system.cost_meur
    of_factory = (row for row in factories if row.system == system.id)
    for factory in of_factory:
        if factory.union_meur is not None and factory.investment_meur:
            return factory.union_meur / factory.investment_meur
    return None


def system_shares(rosters: Sequence[Roster]) -> list[Series]:
    """Return the shares of the systems of each state and whether these are known: (2, k) each."""
    found = [system_share(system, one.factories) for one in rosters for system in one.systems]
    table = np.array([[s or 0.0 for s in found], [s is not None for s in found]], dtype=np.float64)
    sealed(table)
    return [table[:, part] for part in Rows([len(roster.systems) for roster in rosters]).parts]


def residual_value(capex: float, first: float, end: float, horizon: float) -> float:
    """Return what an investment is still worth at the horizon, in the unit of `capex`.

    Straight line over the life, so that what comes late does not look bad for falling off the
    end: capex times the share of the life that lies after the horizon.
    """
    if end <= first:
        return 0.0
    left = end - max(first, horizon)
    return capex * min(max(left / (end - first), 0.0), 1.0)
