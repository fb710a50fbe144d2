# SPDX-License-Identifier: EUPL-1.2
"""Load, energy, its cost and its carbon dioxide, of one state by class and month.

A data centre or hall adds no load of its own: the load is that of the machines in it. Where a
state's price or carbon intensity is unknown, cost or emission is unknown: named, never zero.
"""

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from planner.domain.records.geography import State
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.inputs import Inputs
from planner.engine.machines import POWER, Machines
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.rows import beside, later, sealed, summed
from planner.engine.times import Fleet, Service, Times, runs


@attrs.frozen(eq=False)
class Power:
    """What machines draw: made of the load of each (n,) and the hours at peak in a month."""

    running: Service
    loads: Series
    hours: float
    made: Callable[[], tuple[Series, ...]] = attrs.field(eq=False, repr=False)

    @property
    def power_mw(self) -> Series:
        """Return the load at peak with PUE: (C, T)."""
        return self.made()[0]

    @property
    def energy_mwh(self) -> Series:
        """Return the energy in the month: (C, T)."""
        return self.made()[1]

    @property
    def draws(self) -> bool:
        """Tell whether anything is drawn within the series."""
        return bool(self.loads.any()) and bool(runs(self.running.table)[self.loads > 0].any())


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
    hours = parameters.average_to_peak_power * HOURS_PER_MONTH
    series = later(len(blocks), lambda: _series(hours, blocks, running, sizes))
    return [
        Power(shares, size.table[POWER], hours, made)
        for shares, size, made in zip(running, sizes, series, strict=True)
    ]


def _series(
    hours: float,
    blocks: Sequence[Times],
    running: Sequence[Service],
    sizes: Sequence[Machines],
) -> list[tuple[Series, ...]]:
    fleet = Fleet.of(blocks)
    weights = beside(block.table[[POWER]] for block in sizes)
    profile = np.concatenate([block.profile for block in running])
    load = summed(fleet.rows, fleet.class_index, weights, profile)[:, 0]
    energy = load * hours
    sealed(load, energy)
    return list(zip(load, energy, strict=True))


PRICE, CARBON = "industrial_electricity_eur_per_mwh", "grid_carbon_g_per_kwh"
_PER_MEUR, _KG_PER_T = 1e6, 1e3


@attrs.frozen(eq=False)
class Energy:
    """What energy costs and emits: made of its amount, its price and its carbon intensity.

    What is unknown contributes nothing here and stands in `unknowns`.
    """

    power: Power
    price: float
    intensity: float
    unknowns: tuple[Unknown, ...]
    made: Callable[[], tuple[Series, ...]] = attrs.field(eq=False, repr=False)

    @property
    def cost_meur(self) -> Series:
        """Return the cost in the month (MEUR): (C, T)."""
        return self.made()[0]

    @property
    def co2_t(self) -> Series:
        """Return the carbon dioxide of the month (t): (C, T)."""
        return self.made()[1]


def energy(inputs: Inputs, keys: Sequence[str], blocks: Sequence[Power]) -> list[Energy]:
    """Price the energy of some states.

    Cost = MWh · EUR/MWh / 10⁶. CO₂ = MWh · g/kWh / 1 000 t; the intensity is that of generation,
    so it is weak for states that import power. LUMI: 7.1 MW · 1.12 · 0.65 · 730 h = 3 773 MWh a
    month, at 67.4 EUR/MWh 0.254 MEUR.
    """
    states = inputs.plan.of(State)
    factors = [_factors(states.get(key)) for key in keys]
    series = later(len(keys), lambda: list(map(_series_of_energy, blocks, factors)))
    return [
        Energy(block, price or 0.0, intensity or 0.0, _unknowns(key, block, price, intensity), made)
        for key, block, (price, intensity), made in zip(keys, blocks, factors, series, strict=True)
    ]


def cost_of(mwh: Series, price: float) -> Series:
    """Return the cost in MEUR of energy at a price in EUR/MWh."""
    return mwh * (price / _PER_MEUR)


def co2_of(mwh: Series, intensity: float) -> Series:
    """Return tonnes of carbon dioxide of energy at an intensity in g/kWh, which is kg/MWh."""
    return mwh * (intensity / _KG_PER_T)


def _factors(state: State | None) -> tuple[float | None, float | None]:
    """Return price and carbon intensity of a state; None is unknown."""
    if state is None:
        return None, None
    return state.industrial_electricity_eur_per_mwh, state.grid_carbon_g_per_kwh


def _series_of_energy(
    block: Power, factors: tuple[float | None, float | None]
) -> tuple[Series, ...]:
    price, intensity = factors
    cost = cost_of(block.energy_mwh, price or 0.0)
    co2 = co2_of(block.energy_mwh, intensity or 0.0)
    sealed(cost, co2)
    return cost, co2


def _unknowns(
    key: str, block: Power, price: float | None, intensity: float | None
) -> tuple[Unknown, ...]:
    """Name what is not known about the energy of a state that draws any."""
    missing = [name for name, value in ((PRICE, price), (CARBON, intensity)) if value is None]
    return tuple(Unknown("state", key, name) for name in missing) if missing and block.draws else ()
