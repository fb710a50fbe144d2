# SPDX-License-Identifier: EUPL-1.2
"""Site load and energy of one state, by class and month.

A data centre or hall adds no load of its own: the load is that of the machines in it.
"""

from collections.abc import Sequence

import attrs
import numpy as np

from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.machines import POWER, Machines
from planner.engine.outcome import Series
from planner.engine.parameters import Parameters
from planner.engine.rows import beside, sealed, summed
from planner.engine.times import Fleet, Service, Times


@attrs.frozen(eq=False)
class Power:
    """Load at peak with PUE (MW) and energy in the month (MWh); (C, T) each."""

    power_mw: Series
    energy_mwh: Series


def power(
    parameters: Parameters,
    blocks: Sequence[Times],
    running: Sequence[Service],
    sizes: Sequence[Machines],
) -> list[Power]:
    """Add up the loads of some states.

    Load = IT power · PUE · s(t); energy = load · average-to-peak (0.65, from Leonardo and JUPITER)
    · 730 h.
    """
    fleet = Fleet.of(blocks)
    weights = beside(block.table[[POWER]] for block in sizes)
    profile = np.concatenate([block.profile for block in running])
    load = summed(fleet.rows, fleet.class_index, weights, profile)[:, 0]
    energy = load * (parameters.average_to_peak_power * HOURS_PER_MONTH)
    sealed(load, energy)
    return [Power(*parts) for parts in zip(load, energy, strict=True)]
