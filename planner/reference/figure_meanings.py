# SPDX-License-Identifier: EUPL-1.2
"""What computed figures mean, by the series of their code: said where somebody asks for help."""

from collections.abc import Mapping

from planner.text import N_, _

_HOURS = N_("One package for one hour, at the assumed availability; a module of two dies is one.")
_DEMAND = N_(
    "Hours the users of a state get by the planner’s model of demand, which is an "
    "assumption throughout; not a measurement."
)
_COMMITTED = N_("Promised in an agreement or a signed contract; it may be paid years later.")
_GINI = N_("0 where all have the same, 1 where one has everything.")

FIGURE_MEANINGS: Mapping[str, str] = {
    "in_service": N_("The first month in which a machine serves users, delays of chips included."),
    "capex": N_("What it costs to buy and install, without running it."),
    "opex_per_year": N_("What a year of running it costs: energy, staff, maintenance."),
    "tco": N_("Acquisition and all years of operation together."),
    "union_share_of_time": N_("The part of a machine’s time that the Union gives to users."),
    "union_hours": _HOURS,
    "accelerator_hours": _HOURS,
    "hours_offered": _HOURS,
    "capacity_ef": N_(
        "Dense BF16 peak of the accelerators in EFLOP/s, whatever precision was advertised."
    ),
    "usable_ef": N_("What is left of the AI capacity where people, power or the link limit it."),
    "power_mw": N_("Power the machines draw with the cooling and all losses of their sites."),
    "co2_t": N_("Energy times the carbon of the national grid, whatever contracts say."),
    "staff_needed": N_("Posts that machines and AI factories need, a planner’s assumption."),
    "trained": N_("People who complete a talent programme by that month."),
    "talent_stock": N_("People trained who have stayed in the Union and are not yet bound."),
    "demand": _DEMAND,
    "served": _DEMAND,
    "used": _DEMAND,
    "unmet": N_("Hours that users ask for by the model of demand and that no machine has."),
    "gini": _GINI,
    "union_committed": _COMMITTED,
    "money_committed": _COMMITTED,
    "public_since_2024": _COMMITTED,
    "union_tentative": N_("Of measures that nobody has committed to yet; not part of the sum."),
    "union_ceiling": N_("The most the Union may give, by the Regulation in force on the day."),
    "union_paid": N_(
        "Payments recorded, and where none are, the usual profile of payments: an estimate."
    ),
    "matched": N_(
        "Money of the states against the Union’s, where it draws on the ceiling and both "
        "parts are known."
    ),
    "covered": N_("Member states with an AI factory or an antenna of their own."),
    "network_systems": N_(
        "A EuroHPC machine in service, without upgrades, partitions and experiments."
    ),
    "rules_broken": N_("Errors of the rulebook that nobody has accepted with a reason."),
    "training_weeks": N_("Weeks to train the chosen model on the whole machine or its part."),
    "unpledged": N_("What the contributions leave of the total cost; nobody has promised it yet."),
    "residual_value": N_("What is left of the acquisition after the years of the plan."),
}


def figure_meaning(code: str) -> str:
    """Return what a figure means in the reader's language, empty where nobody has said."""
    series = code.partition(".")[0]
    return _(FIGURE_MEANINGS[series]) if series in FIGURE_MEANINGS else ""
