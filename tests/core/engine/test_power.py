# SPDX-License-Identifier: EUPL-1.2
"""Load, energy, cost and carbon dioxide, worked by hand; what is unknown is never zero."""

import numpy as np
import pytest

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.engine.outcome import Outcome, Unknown
from planner.engine.record_figures import system_figures
from planner.engine.stages import evaluate, reevaluate
from planner.engine.state_figures import state_figures
from planner.reference.seed import reference_plan
from tests.core.builders import a_state, a_system, after, plan_with
from tests.core.engine.test_incremental import sealed, series_of

AVAILABLE = 0
PRICE, CARBON = "industrial_electricity_eur_per_mwh", "grid_carbon_g_per_kwh"


def lumi(**state: float | None) -> Outcome:
    finland = a_state("FI", **{PRICE: 67.4, CARBON: 79.0, **state})
    machine = a_system("lumi", state="FI", power_mw=7.1, accepted=month_of(2022, 6))
    return evaluate(plan_with(finland, machine))


def test_lumi_draws_eight_megawatts_and_three_million_euro_a_year() -> None:
    # 7.1 MW × 1.12 = 7.952 MW; × 0.65 × 8 760 h = 45 278.7 MWh; × 67.4 EUR = 3.0518 MEUR;
    # × 79 g/kWh = 3 577.0 t.
    outcome, year = lumi(), slice(month_of(2025), month_of(2026))
    assert outcome.power_mw[0, AVAILABLE, month_of(2025)] == pytest.approx(7.952)
    assert outcome.energy_mwh[0, AVAILABLE, year].sum() == pytest.approx(45_278.7, abs=0.1)
    assert outcome.energy_cost_meur[0, AVAILABLE, year].sum() == pytest.approx(3.0518, abs=1e-4)
    assert outcome.co2_t[0, AVAILABLE, year].sum() == pytest.approx(3_577.0, abs=0.1)


@pytest.mark.parametrize(
    ("field", "lost", "kept"),
    [(PRICE, "energy_cost_meur", "co2_t"), (CARBON, "co2_t", "energy_cost_meur")],
)
def test_an_unknown_indicator_is_reported_and_spoils_only_its_own_figure(
    field: str, lost: str, kept: str
) -> None:
    outcome = lumi(**{field: None})
    assert Unknown("state", "FI", field) in outcome.unknowns
    assert getattr(outcome, kept).any()
    plan = plan_with(
        a_state("FI", **{PRICE: 67.4, CARBON: 79.0, field: None}),
        a_system("lumi", state="FI", power_mw=7.1, accepted=month_of(2022, 6)),
    )
    figures = {f.code: f for f in state_figures(plan, outcome, "FI", month_of(2026))}
    assert figures[f"{lost}.available"].value is None
    assert figures[f"{kept}.available"].value is not None
    alone = {f.code: f.value for f in system_figures(plan, "lumi")}
    assert alone[lost] is None


def test_a_state_without_machines_needs_no_price() -> None:
    outcome = evaluate(plan_with(a_state("FI", **{PRICE: None, CARBON: None})))
    assert outcome.unknowns == ()


def test_the_parts_of_a_state_add_up_to_its_cost() -> None:
    plan = reference_plan()
    outcome = evaluate(plan)
    for figure in state_figures(plan, outcome, "IT", month_of(2027, 6)):
        series, _dot, _class = figure.code.partition(".")
        if series in ("energy_cost_meur", "co2_t"):
            parts = [given.value for given in figure.inputs if given.kind in ("system", "measure")]
            assert sum(parts) == pytest.approx(figure.value)
            assert figure.inputs[-1].key == "IT"


def test_a_price_moves_cost_and_nothing_else() -> None:
    plan = reference_plan()
    before = evaluate(plan)
    dearer = EditField(kind="state", key="FI", field=PRICE, value=80.0)
    plan, changes = sealed(plan, dearer)
    moved = series_of(reevaluate(before, plan, changes))
    changed = {name for name, array in series_of(before).items() if moved[name] is not array}
    assert changed == {"energy_cost_meur"}
    row = before.row("FI")
    others = np.delete(moved["energy_cost_meur"], row, axis=0)
    assert np.array_equal(others, np.delete(before.energy_cost_meur, row, axis=0))
    assert after(plan, dearer) == plan
