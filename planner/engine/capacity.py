# SPDX-License-Identifier: EUPL-1.2
"""Accelerators, AI capacity and accelerator-hours of one state, by class and month."""

from collections.abc import Sequence

import attrs
import numpy as np

from planner.domain.months import HOURS_PER_YEAR
from planner.engine.machines import ACCELERATORS, CAPACITY, Machines
from planner.engine.outcome import Series
from planner.engine.parameters import Parameters
from planner.engine.rows import beside, sealed, summed
from planner.engine.times import Fleet, Service, Times

HOURS_PER_MONTH = HOURS_PER_YEAR / 12


@attrs.frozen(eq=False)
class Capacity:
    """What is installed: packages, EFLOP/s BF16 dense, hours in the month; (C, T) each."""

    accelerators: Series
    capacity_ef: Series
    accelerator_hours: Series


def capacity(
    parameters: Parameters,
    blocks: Sequence[Times],
    running: Sequence[Service],
    sizes: Sequence[Machines],
) -> list[Capacity]:
    """Add up the machines of some states, each in the class of its own status.

    Installed n · s(t); hours n · s(t) · 730 · availability, so a year has 8 760 hours. LUMI-G:
    11 912 × 8 760 × 0.85 × 50 % = 44.35 million Union module-hours a year.
    """
    fleet = Fleet.of(blocks)
    weights = beside(block.table[[ACCELERATORS, CAPACITY]] for block in sizes)
    profile = np.concatenate([block.profile for block in running])
    totals = summed(fleet.rows, fleet.class_index, weights, profile)
    accelerators, capacity_ef = (np.ascontiguousarray(totals[:, kind]) for kind in range(2))
    hours = accelerators * (HOURS_PER_MONTH * parameters.availability)
    sealed(accelerators, capacity_ef, hours)
    return [Capacity(*parts) for parts in zip(accelerators, capacity_ef, hours, strict=True)]
