# SPDX-License-Identifier: EUPL-1.2
"""Accelerators, AI capacity and accelerator-hours of one state, by class and month."""

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from planner.domain.months import HOURS_PER_YEAR
from planner.engine.machines import ACCELERATORS, CAPACITY, Machines
from planner.engine.outcome import Series
from planner.engine.parameters import Parameters
from planner.engine.rows import beside, later, sealed, summed
from planner.engine.times import Fleet, Service, Times

HOURS_PER_MONTH = HOURS_PER_YEAR / 12


@attrs.frozen(eq=False)
class Capacity:
    """What is installed: made of packages and peak of each machine (n,), and hours of a package."""

    running: Service
    packages: Series
    peak: Series
    hours: float
    made: Callable[[], tuple[Series, ...]] = attrs.field(eq=False, repr=False)

    @property
    def accelerators(self) -> Series:
        """Return the packages in service: (C, T)."""
        return self.made()[0]

    @property
    def capacity_ef(self) -> Series:
        """Return the EFLOP/s BF16 dense: (C, T)."""
        return self.made()[1]

    @property
    def accelerator_hours(self) -> Series:
        """Return the hours in the month: (C, T)."""
        return self.made()[2]


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
    hours = HOURS_PER_MONTH * parameters.availability
    series = later(len(blocks), lambda: _series(hours, blocks, running, sizes))
    return [
        Capacity(shares, size.table[ACCELERATORS], size.table[CAPACITY], hours, made)
        for shares, size, made in zip(running, sizes, series, strict=True)
    ]


def _series(
    hours_of_one: float,
    blocks: Sequence[Times],
    running: Sequence[Service],
    sizes: Sequence[Machines],
) -> list[tuple[Series, ...]]:
    fleet = Fleet.of(blocks)
    weights = beside(block.table[[ACCELERATORS, CAPACITY]] for block in sizes)
    profile = np.concatenate([block.profile for block in running])
    totals = summed(fleet.rows, fleet.class_index, weights, profile)
    accelerators, capacity_ef = (np.ascontiguousarray(totals[:, kind]) for kind in range(2))
    hours = accelerators * hours_of_one
    sealed(accelerators, capacity_ef, hours)
    return list(zip(accelerators, capacity_ef, hours, strict=True))
