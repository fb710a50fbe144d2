# SPDX-License-Identifier: EUPL-1.2
"""Load, energy, its cost and its carbon dioxide, of one state by class and month.

A data centre or hall adds no load of its own: the load is that of the machines in it. Where a
state's price or carbon intensity is unknown, cost or emission is unknown: named, never zero.
"""

from collections.abc import Sequence

import attrs
import numpy as np

from planner.domain.records.geography import State
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.inputs import Inputs
from planner.engine.machines import POWER, Machines
from planner.engine.outcome import Series, Unknown
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


PRICE, CARBON = "industrial_electricity_eur_per_mwh", "grid_carbon_g_per_kwh"
_PER_MEUR, _KG_PER_T = 1e6, 1e3


@attrs.frozen(eq=False)
class Energy:
    """Cost of energy (MEUR) and carbon dioxide (t) in each month: (C, T) each.

    What is unknown contributes nothing here and stands in `unknowns`.
    """

    cost_meur: Series
    co2_t: Series
    unknowns: tuple[Unknown, ...]


def energy(inputs: Inputs, keys: Sequence[str], blocks: Sequence[Power]) -> list[Energy]:
    """Price the energy of some states.

    Cost = MWh · EUR/MWh / 10⁶. CO₂ = MWh · g/kWh / 1 000 t; the intensity is that of generation,
    so it is weak for states that import power. LUMI: 7.1 MW · 1.12 · 0.65 · 730 h = 3 773 MWh a
    month, at 67.4 EUR/MWh 0.254 MEUR.
    """
    return [_priced(inputs, key, block) for key, block in zip(keys, blocks, strict=True)]


def cost_of(mwh: Series, price: float) -> Series:
    """Return the cost in MEUR of energy at a price in EUR/MWh."""
    return mwh * (price / _PER_MEUR)


def co2_of(mwh: Series, intensity: float) -> Series:
    """Return tonnes of carbon dioxide of energy at an intensity in g/kWh, which is kg/MWh."""
    return mwh * (intensity / _KG_PER_T)


def _priced(inputs: Inputs, key: str, block: Power) -> Energy:
    state = inputs.plan.of(State).get(key)
    price = None if state is None else state.industrial_electricity_eur_per_mwh
    intensity = None if state is None else state.grid_carbon_g_per_kwh
    cost, co2 = cost_of(block.energy_mwh, price or 0.0), co2_of(block.energy_mwh, intensity or 0.0)
    sealed(cost, co2)
    missing = [name for name, value in ((PRICE, price), (CARBON, intensity)) if value is None]
    used = bool(block.energy_mwh.any())
    return Energy(cost, co2, tuple(Unknown("state", key, name) for name in missing if used))
