# SPDX-License-Identifier: EUPL-1.2
"""Changing one input makes exactly the figures that depend on it change, and only where it is."""

import numpy as np
import pytest

from planner.domain.commands import AddRecord, Command, EditField
from planner.domain.plan import Plan
from planner.domain.schema import Scalar
from planner.engine.outcome import SERIES, Outcome
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from tests.core.builders import after

ENERGY = {"energy_mwh", "energy_cost_meur", "co2_t"}
LOAD = {"power_mw", *ENERGY}
HOURS = {"accelerator_hours", "access_hours", "union_hours"}
SIZE = {"capacity_ef", "usable_ef", "accelerators", *HOURS}


def edit(kind: str, key: str, field: str, value: Scalar) -> Command:
    return EditField(kind=kind, key=key, field=field, value=value)


EDITS: dict[str, tuple[Command, set[str], str]] = {
    "the price of power": (
        edit("state", "FI", "industrial_electricity_eur_per_mwh", 99.0),
        {"energy_cost_meur"},
        "FI",
    ),
    "the carbon of power": (edit("state", "FI", "grid_carbon_g_per_kwh", 250.0), {"co2_t"}, "FI"),
    "a PUE": (edit("system", "leonardo", "pue", 1.5), LOAD, "IT"),
    "an IT power": (edit("system", "leonardo", "power_mw", 20.0), LOAD, "IT"),
    "a number of accelerators": (edit("system", "leonardo", "accelerators", 10_000), SIZE, "IT"),
    "what a contract costs the Union": (
        edit("commitment", "it4lia", "union_meur", 100.0),
        {"commitments_meur", "payments_meur"},
        "IT",
    ),
    "what the Union pays of a system": (
        edit("system", "leonardo", "union_meur", 10.0),
        {"access_hours", "union_hours"},
        "IT",
    ),
    "staff": (
        AddRecord(kind="staffing", values={"id": "s", "state": "FI", "since": 60, "staff_fte": 5}),
        {"usable_ef"},
        "FI",
    ),
    "availability": (edit("parameter", "availability", "value", 0.5), HOURS, ""),
    "a name": (edit("system", "leonardo", "name", "Leonardo da Vinci"), set(), ""),
    "inhabitants": (edit("state", "IT", "population_m", 60.0), set(), ""),
}


@pytest.fixture(scope="module")
def shipped() -> tuple[Plan, Outcome]:
    plan = reference_plan()
    return plan, evaluate(plan)


def moved(before: Outcome, now: Outcome) -> tuple[set[str], set[str]]:
    """Return which series changed and in which states."""
    series: set[str] = set()
    states: set[str] = set()
    for name in SERIES:
        first, second = getattr(before, name), getattr(now, name)
        if not np.array_equal(first, second, equal_nan=True):
            series.add(name)
            apart = (first != second).reshape(first.shape[0], -1).any(axis=1)
            states |= {before.states[row] for row in np.flatnonzero(apart)}
    return series, states


@pytest.mark.parametrize("name", EDITS)
def test_an_input_moves_the_figures_made_of_it_and_no_other(
    shipped: tuple[Plan, Outcome], name: str
) -> None:
    plan, before = shipped
    command, expected, where = EDITS[name]
    series, states = moved(before, evaluate(after(plan, command)))
    assert series == expected
    assert not where or states == {where}
