# SPDX-License-Identifier: EUPL-1.2
"""Who needs hours: groups of users, with editable assumptions about how much and where."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import key, number, record, share, text
from planner.domain.schema import Choice, Record
from planner.text import N_


class Driver(Choice):
    """The indicator that spreads a group's demand over the states."""

    ENTERPRISES = "enterprises", N_("GDP × enterprises using AI")
    RESEARCHERS = "researchers", N_("researchers")
    POPULATION = "population", N_("population")
    GDP = "gdp", N_("gross domestic product")
    ICT = "ict", N_("ICT specialists")


@record(
    kind="demand_group",
    label=N_("User group"),
    plural=N_("User groups"),
    description=N_("Demand of one group, an assumption throughout: total, growth, and driver."),
)
class DemandGroup(Record):
    """Demand in million accelerator-hours a year over all states, in the base year."""

    id: str = key()
    name: str = text(N_("Name"))
    driver: Driver = choice_field(N_("Spread over states by"), choices=Driver)
    base_year: float = number(
        N_("Base year"), unit="year", default=2026.0, minimum=2021, maximum=2035, decimals=0
    )
    hours_million: float = number(N_("Demand in the base year"), unit="million h")
    growth: float = share(N_("Growth a year"), default=0.0)
    weight: float = number(
        N_("Weight"),
        N_("Sector weight; 1 leaves the demand as it is."),
        unit="1",
        default=1.0,
        maximum=100,
    )
    notes: str | None = text(N_("Notes"), default=None)
