# SPDX-License-Identifier: EUPL-1.2
"""Further figures of the map: every other series of a state, and what is known of the state."""

from collections.abc import Mapping

import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.contributions import PaidBy
from planner.domain.records.geography import State
from planner.domain.schema import Field
from planner.engine.funding import SOURCE_OF
from planner.engine.outcome import Outcome, Series
from planner.reference.figure_words import FIGURE_WORDS
from planner.text import N_, _, significant, unit_label
from ui.panes.breaks import quantile_breaks
from ui.panes.values import Choropleth, StateValue
from ui.presenting.map_values import MapFigure, coloured


def _own_money(outcome: Outcome) -> Series:
    own = outcome.commitments_meur[:-1, :, SOURCE_OF[PaidBy.HOST_STATE]]
    return np.asarray(np.cumsum(own, axis=-1))


MORE_FIGURES: Mapping[str, MapFigure] = {
    code: MapFigure(FIGURE_WORDS[code], FIGURE_WORDS[code], unit, read, depends_on_capacity=sized)
    for code, unit, read, sized in (
        ("accelerator_hours", N_("hours"), lambda o: o.accelerator_hours, True),
        ("energy_mwh", "MWh", lambda o: o.energy_mwh, True),
        ("energy_cost_meur", N_("m€"), lambda o: o.energy_cost_meur, True),
        ("co2_t", "t", lambda o: o.co2_t, True),
        ("staff_needed", N_("posts"), lambda o: o.staff_needed, False),
        ("seats", N_("seats"), lambda o: o.seats, False),
        ("enrolled", N_("persons"), lambda o: o.enrolled, False),
        ("talent_stock", N_("persons"), lambda o: o.talent_stock, False),
        ("own_money", N_("m€"), _own_money, False),
    )
}
"""Series by state, class and month that are not in the row of figures, by their code."""
INDICATORS = (
    "industrial_electricity_eur_per_mwh",
    "grid_carbon_g_per_kwh",
    "avg_annual_temp_c",
    "geant_backbone_gbps",
    "population_m",
    "gdp_beur",
    "gdp_per_capita_eur",
    "rnd_share_gdp_pct",
    "ai_startups_count",
    "ai_adoption_enterprises_pct",
    "ict_specialists_thousand",
    "researchers_fte_thousand",
)
"""What is known of a state whatever the month, by field."""


def more_words() -> list[tuple[str, str]]:
    """Return the further figures by code and words."""
    series = [(code, _(figure.label)) for code, figure in MORE_FIGURES.items()]
    return [*series, *((name, _(_field(name).label)) for name in INDICATORS)]


def more_choropleth(
    plan: Plan, outcome: Outcome, figure: str, base: str = "", *, month: int, as_of: str
) -> Choropleth:
    """Return a further figure for every state; what is known of a state is of no month."""
    if figure in MORE_FIGURES:
        chosen = MORE_FIGURES[figure]
        return coloured(plan, outcome, chosen, base, month=month, as_of=as_of)
    field = _field(figure)
    values = {key: getattr(plan.get(State, key), figure) for key in outcome.states}
    known = [float(value) for value in values.values() if value is not None]
    unit = unit_label(field.unit)
    shown = tuple(_shown(key, value, unit) for key, value in values.items())
    return Choropleth(_(field.label), unit, quantile_breaks(known), shown)


def _shown(state: str, value: float | None, unit: str) -> StateValue:
    note = _("See the inspector for the source.")
    if value is None:
        return StateValue(state, None, _("unknown"), note)
    return StateValue(state, float(value), f"{significant(float(value))} {unit}".strip(), note)


def _field(name: str) -> Field:
    return State.KIND.field(name)
