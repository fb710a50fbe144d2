# SPDX-License-Identifier: EUPL-1.2
"""What a plan amounts to: read-only series by state and month, headline figures, findings.

Axes. S states sorted by code; C = 4 capacity classes in the order of `CapacityClass` (available,
coming, planned, tentative); M = 3 sources of money in the order of `MONEY_SOURCES`; T = 180 months
from 2021-01. A stock is the value at the end of a month, a flow its sum over the month. Classes
are kept apart: only index 0 is available. Money has one row more than S for what belongs to no
single state.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.records.infrastructure import CapacityClass
from planner.domain.schema import Choice
from planner.text import N_

Series = NDArray[np.float64]
CLASSES = tuple(CapacityClass)
MONEY_SOURCES = ("union", "states", "other")


class Severity(Choice):
    """How serious a finding is; no finding ever blocks a draft."""

    ERROR = "error", N_("error")
    WARNING = "warning", N_("warning")
    INFO = "info", N_("information")


@attrs.frozen
class Finding:
    """What a rule says about one record: a code and facts, never a sentence.

    `checkable` is False where an input is unknown, which is never a pass. `facts` are
    sorted pairs of plain values so that findings compare and hash.
    """

    rule: str
    severity: Severity
    kind: str
    key: str
    facts: tuple[tuple[str, Any], ...] = ()
    checkable: bool = True


@attrs.frozen
class Unknown:
    """An input that is not known, and so a contribution that is missing from a figure."""

    kind: str
    key: str
    field: str


@attrs.frozen
class Headlines:
    """The figures above the map. Money in MEUR, undiscounted.

    `union_committed_meur` counts measures that are at least committed, and public commitments
    that draw on a ceiling; `union_tentative_meur` what tentative measures would add.
    """

    union_committed_meur: float
    union_tentative_meur: float
    union_ceiling_meur: float | None
    covered: tuple[str, ...]
    not_covered: tuple[str, ...]


@attrs.frozen(eq=False)
class Outcome:
    """All computed figures of one plan.

    capacity_ef, accelerators, accelerator_hours (hours in the month), power_mw (site load at
    peak, PUE included): (S, C, T). energy_mwh, energy_cost_meur, co2_t (in the month): (S, C, T);
    cost and emission are zero where the state's price or intensity is unknown, which `unknowns`
    then names.
    commitments_meur, payments_meur (in the month): (S + 1, C, M, T).
    access_hours (accelerator-hours in the month, counted in packages, by owner of the time as in
    `planner.engine.access.OWNERS`): (S, C, O, T). union_hours (the Union's hours, units of each
    kind apart as in `planner.engine.access.UNITS`): (S, C, U, T).
    usable_ef (what people, power and links let through of capacity_ef): (S, C, T).
    seats, trained (people who completed), retained, leaving (all so far), enrolled, talent_stock,
    staff_needed (FTE): (S, C, T).
    """

    states: tuple[str, ...]
    capacity_ef: Series
    accelerators: Series
    accelerator_hours: Series
    power_mw: Series
    energy_mwh: Series
    energy_cost_meur: Series
    co2_t: Series
    commitments_meur: Series
    payments_meur: Series
    access_hours: Series
    union_hours: Series
    usable_ef: Series
    seats: Series
    enrolled: Series
    trained: Series
    retained: Series
    leaving: Series
    talent_stock: Series
    staff_needed: Series
    headlines: Headlines
    findings: tuple[Finding, ...]
    unknowns: tuple[Unknown, ...]
    cache: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict, repr=False)

    def row(self, state: str) -> int:
        """Return the index of a state on the first axis."""
        return self.states.index(state)
