# SPDX-License-Identifier: EUPL-1.2
"""What the stages of one evaluation read: the plan, its parameters, and who is where.

Catalogue entries and accelerator models are few and read by many measures, so what a formula
needs of them is looked up once for each evaluation.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import CLASS_OF_STATUS, Accelerator, Status, UnitKind
from planner.domain.records.measures import MeasureKind, Template
from planner.domain.records.sites import Site
from planner.engine.chips import Chips
from planner.engine.outcome import CLASSES, Series
from planner.engine.parameters import Parameters
from planner.engine.places import places
from planner.engine.roster import Roll
from planner.engine.rules.law import Law, law_of

MONTHS: Series = np.arange(HORIZON, dtype=np.float64)
CLASS_INDEX = {status: CLASSES.index(CLASS_OF_STATUS[status]) for status in Status}
COMMITTED = frozenset(Status) - {Status.TENTATIVE}


@attrs.frozen(eq=False)
class Inputs:
    """All that a stage may read besides the blocks of earlier stages."""

    plan: Plan
    parameters: Parameters
    roll: Roll
    law: Law = attrs.field(init=False, repr=False)
    chips: Chips = attrs.field(init=False, repr=False)
    places: Mapping[tuple[str, str], Site] = attrs.field(init=False, repr=False)

    @law.default
    def _law(self) -> Law:
        return law_of(self.plan)

    @chips.default
    def _chips(self) -> Chips:
        return Chips.of(self.plan)

    @places.default
    def _places(self) -> Mapping[tuple[str, str], Site]:
        return places(self.plan)

    def pue(self, kind: str, key: str) -> float:
        """Return the PUE of the site a machine stands on, else that of the parameters."""
        site = self.places.get((kind, key))
        return self.parameters.pue if site is None or site.pue is None else site.pue

    def price(self, template: str, level: str) -> tuple[float, float, float, float]:
        """Return what a template says about cost at a level: low, central or high.

        Fixed cost and cost of one unit (MEUR), operation a year as a share of acquisition and in
        MEUR for one unit; NaN is unknown.
        """
        found = self.plan.get(Template, template)
        per_year = number(found.opex_meur_per_year)
        return (
            number(getattr(found, f"fixed_cost_{level}")),
            number(getattr(found, f"unit_cost_{level}")),
            number(found.opex_share),
            per_year / found.size if found.size else math.nan,
        )

    def model(self, accelerator: str | None) -> tuple[float, float, float]:
        """Return packages, TFLOP/s and kW of one accelerator; NaN is unknown.

        A count without a model is taken as a count of packages.
        """
        if accelerator is None:
            return 1.0, math.nan, math.nan
        found = self.plan.get(Accelerator, accelerator)
        # An MI250X module shows up as two GCDs in some lists.
        gcd = found.unit_kind is UnitKind.GCD
        packages = 1.0 / self.parameters.gcd_per_module if gcd else 1.0
        return packages, number(found.bf16_dense_tflops), number(found.kw)

    def staff(self, template: str) -> float:
        """Return the staff (FTE) a measure of this template needs while in service.

        Where the template does not say: 25 for a system, none of its own for an upgrade.
        """
        found = self.plan.get(Template, template)
        if found.staff_needed_fte is not None:
            return found.staff_needed_fte
        system = found.kind is MeasureKind.SYSTEM
        return self.parameters.staff_fte_per_system if system else 0.0


def number(value: float | None) -> float:
    """Return an unknown value as NaN, so that whatever it enters is unknown too."""
    return math.nan if value is None else float(value)


def columns(records: Sequence[object], *fields: str) -> list[list[Any]]:
    """Return the fields of many records as one list for each field.

    Some records at a time, so that those of a large plan come from memory once, not once a field.
    """
    readers = [attrgetter(field) for field in fields]
    found: list[list[Any]] = [[] for _field in fields]
    for first in range(0, len(records), _AT_A_TIME):
        some = records[first : first + _AT_A_TIME]
        for column, reader in zip(found, readers, strict=True):
            column.extend(map(reader, some))
    return found


def measured(values: Sequence[float]) -> Series:
    """Return values that are all known as an array."""
    return np.fromiter(values, dtype=np.float64, count=len(values))


def looked_up(keys: Iterable[Any], find: Callable[[Any], Sequence[float]]) -> Series:
    """Return a few numbers for each of many keys, found once for those that repeat: (K, n)."""
    index = _Index()
    codes = list(map(index.__getitem__, keys))
    if not codes:
        return np.zeros((_MOST, 0))
    table: Series = np.array([find(key) for key in index], dtype=np.float64).T
    return np.take(table, codes, axis=1)


_AT_A_TIME = 1_000  # records, which fit into the cache of a processor
_MOST = 8  # columns of a table without rows: at least as many as any caller takes apart


class _Index(dict[Any, int]):
    """Numbers keys as they come."""

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 - any key
        self[key] = number = len(self)
        return number


def classes_of(statuses: Iterable[Status]) -> Series:
    """Return the position of each status' class among the capacity classes."""
    (found,) = looked_up(statuses, lambda status: (CLASS_INDEX[status],))[:1]
    return np.asarray(found)


def numbers(values: Sequence[float | None]) -> Series:
    """Return values as an array with NaN for what is unknown."""
    unknown = values.count(None)
    if unknown == len(values):
        return np.full(unknown, math.nan)
    return np.array(values, dtype=np.float64)
