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


class Segment(Choice):
    """The family a group belongs to; tables and charts show one line for each."""

    STARTUPS = "startups", N_("start-ups and SMEs")
    RESEARCH = "research", N_("research")
    SECTORS = "sectors", N_("GenAI4EU sectors")
    PUBLIC = "public", N_("public sector")


@record(
    kind="demand_group",
    label=N_("User group"),
    plural=N_("User groups"),
    description=N_("Demand of one group, an assumption throughout: weight, growth and driver."),
)
class DemandGroup(Record):
    """One group's part of the demand for accelerator-hours, and how it spreads and grows.

    The total of all groups in the base year is a parameter; the groups divide it by weight.
    """

    id: str = key()
    name: str = text(N_("Name"))
    segment: Segment = choice_field(N_("Family"), choices=Segment)
    driver: Driver = choice_field(
        N_("Spread over states by"),
        N_("A state whose indicator is unknown is left out and listed, never taken as zero."),
        choices=Driver,
    )
    weight: float = number(
        N_("Weight"),
        N_("Part of the total demand in the base year, in proportion to the sum of all weights."),
        unit="1",
        default=1.0,
        maximum=100_000,
    )
    growth: float = share(N_("Growth a year"), default=0.0)
    notes: str | None = text(N_("Notes"), default=None)
