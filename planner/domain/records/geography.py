# SPDX-License-Identifier: EUPL-1.2
"""States: who may host, and the indicators that stand for need."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import integer, key, number, record, text
from planner.domain.schema import Choice, Record
from planner.text import N_

_INDICATORS = N_("Indicators")
_PLACE = N_("Place")


class Membership(Choice):
    """How a state takes part in the Joint Undertaking."""

    EU_MEMBER = "eu_member", N_("EU member state")
    PARTICIPATING = "participating", N_("participating state outside the EU")
    ASSOCIATED = "associated", N_("not in the Joint Undertaking")


@record(
    kind="state",
    label=N_("State"),
    plural=N_("States"),
    description=N_("A state that may host measures, with the indicators used for need and cost."),
    natural_key=("name",),
)
class State(Record):
    """A state, keyed by its ISO 3166 alpha-2 code. Empty indicators are unknown, never zero."""

    id: str = key("ISO 3166 alpha-2 code")
    name: str = text(N_("Name"), N_("English short name"))
    membership: Membership = choice_field(N_("Membership"), choices=Membership)
    capital: str | None = text(N_("Capital"), default=None, group=_PLACE)
    capital_lat: float | None = number(
        N_("Latitude"), unit="°", minimum=-90, maximum=90, decimals=4, default=None, group=_PLACE
    )
    capital_lon: float | None = number(
        N_("Longitude"), unit="°", minimum=-180, maximum=180, decimals=4, default=None, group=_PLACE
    )
    area_km2: float | None = number(N_("Area"), unit="km²", default=None, group=_PLACE)
    population_m: float | None = number(
        N_("Population"), unit="million", default=None, group=_INDICATORS
    )
    gdp_beur: float | None = number(
        N_("Gross domestic product"), unit="bn EUR", default=None, group=_INDICATORS
    )
    gdp_per_capita_eur: float | None = number(
        N_("GDP per inhabitant"), unit="EUR", default=None, group=_INDICATORS
    )
    rnd_share_gdp_pct: float | None = number(
        N_("Research and development"), unit="% of GDP", default=None, group=_INDICATORS
    )
    ict_specialists_thousand: float | None = number(
        N_("ICT specialists"), unit="thousand", default=None, group=_INDICATORS
    )
    researchers_fte_thousand: float | None = number(
        N_("Researchers"), unit="thousand FTE", default=None, group=_INDICATORS
    )
    ai_adoption_enterprises_pct: float | None = number(
        N_("Enterprises using AI"), unit="%", default=None, group=_INDICATORS
    )
    ai_startups_count: int | None = integer(
        N_("AI start-ups"),
        N_("Known for five states only, from two vintages: not fit for comparison."),
        default=None,
        group=_INDICATORS,
    )
    industrial_electricity_eur_per_mwh: float | None = number(
        N_("Electricity price"),
        N_("Non-household band ID; a site of 10 MW usually pays less."),
        unit="EUR/MWh",
        default=None,
        group=_INDICATORS,
    )
    grid_carbon_g_per_kwh: float | None = number(
        N_("Carbon intensity of the grid"),
        N_("Generation-based, so weak for states that import power."),
        unit="g/kWh",
        default=None,
        group=_INDICATORS,
    )
    avg_annual_temp_c: float | None = number(
        N_("Mean temperature"),
        N_("Mean of 1961 to 1990; for ranking only."),
        unit="°C",
        minimum=-30,
        default=None,
        group=_INDICATORS,
    )
    geant_backbone_gbps: float | None = number(
        N_("GÉANT backbone"), unit="Gbit/s", default=None, group=_INDICATORS
    )
    languages: str | None = text(N_("Languages"), default=None, group=_PLACE)
    iso3: str | None = text(N_("ISO alpha-3 code"), default=None, group=_PLACE)
    eurostat_geo: str | None = text(N_("Eurostat code"), default=None, group=_PLACE)
