# SPDX-License-Identifier: EUPL-1.2
"""What public computing gave to start-ups and small companies: numbers anybody may check.

A firm is counted once, however many allocations it has; allocations that name no organisation are
counted apart. Aid in kind is free hours at a reference price, a parameter of the plan without which
it stays unknown.
"""

import attrs

from planner.domain.plan import Plan
from planner.domain.records.access import Allocation, Applicant
from planner.domain.records.evidence import Parameter
from planner.domain.records.infrastructure import UnitKind
from planner.domain.records.organisations import Organisation
from planner.domain.records.uptake import TrainedModel
from planner.engine.parameters import Parameters

SMALL = frozenset({Applicant.SME, Applicant.STARTUP})
REFERENCE_PRICE = "reference_price_eur_per_hour"
_MILLION = 1e6


@attrs.frozen
class Uptake:
    """Firms served and allocations without a named firm; hours; MEUR of aid; models of theirs.

    `hours` counts packages; `unknown` is the number of allocations whose hours are not awarded
    yet or not known.
    """

    firms: int
    unnamed: int
    hours: float
    unknown: int
    aid_meur: float | None
    models: int

    def euros_per_firm(self, meur: float) -> float | None:
        """Return public money for each firm served, EUR; unknown where no firm is named."""
        return meur * _MILLION / self.firms if self.firms else None


def uptake(plan: Plan) -> Uptake:
    """Count what allocations gave to start-ups and small companies.

    Aid = Σ free hours · reference price.
    """
    rows = [row for row in plan.of(Allocation).values() if is_small(plan, row)]
    named = {row.organisation for row in rows if row.organisation is not None}
    given = [row for row in rows if row.hours_awarded is not None]
    parameters = Parameters.of(plan)
    free = sum(packages(row, parameters) for row in given if not row.price_eur_per_hour)
    price = plan.of(Parameter).get(REFERENCE_PRICE)
    return Uptake(
        firms=len(named),
        unnamed=sum(row.organisation is None for row in rows),
        hours=sum(packages(row, parameters) for row in given),
        unknown=len(rows) - len(given),
        aid_meur=None if price is None else free * price.value / _MILLION,
        models=sum(_is_theirs(plan, row) for row in plan.of(TrainedModel).values()),
    )


def packages(row: Allocation, parameters: Parameters) -> float:
    """Return the hours awarded to an allocation; two dies of a module are one package."""
    hours = row.hours_awarded or 0.0
    return hours / parameters.gcd_per_module if row.unit is UnitKind.GCD else hours


def is_small(plan: Plan, row: Allocation) -> bool:
    """Tell whether an allocation goes to a start-up or a small or medium-sized firm."""
    asker = plan.of(Organisation).get(row.organisation or "")
    kind = row.applicant or (asker.type if asker is not None else None)
    return kind in SMALL


def _is_theirs(plan: Plan, row: TrainedModel) -> bool:
    maker = plan.of(Organisation).get(row.organisation or "")
    return maker is not None and maker.type in SMALL
