# SPDX-License-Identifier: EUPL-1.2
"""What each rule says when it is broken, and the text it rests on.

The gaps are the facts of a finding, `record` what it is about. The text is that of the newest rule
set; `planner.sentences` says the one in force on the plan's legal date.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from planner.eligibility_sentences import ELIGIBILITY
from planner.funding_sentences import FUNDING
from planner.partner_sentences import PARTNERS
from planner.text import N_, Counted

FAMILIES: Mapping[str, str] = {
    "FIN": N_("Money"),
    "ELG": N_("Eligibility and ownership"),
    "UPG": N_("Upgrades"),
    "DCA": N_("Data centres"),
    "ACC": N_("Access time"),
    "MOD": N_("Access modes"),
    "ETH": N_("Ethics"),
    "RTE": N_("Contact point"),
    "TAL": N_("Talent"),
    "SUP": N_("Support"),
    "COO": N_("Cooperation"),
    "GEN": N_("Sectors and targets"),
    "EDI": N_("Infrastructure consortia"),
    "CHP": N_("Chips"),
    "CAL": N_("Time"),
    "CAP": N_("Capacity"),
    "ENE": N_("Energy"),
    "DQ": N_("Data quality"),
    "AGF": N_("Gigafactories"),
}
RULES: Mapping[str, tuple[str | Counted, str]] = {
    **PARTNERS,
    **FUNDING,
    **ELIGIBILITY,
    "CAP-02": (
        N_(
            "{record} leaves service in {month}; its successor {successor} is in service only "
            "from {successor_month}. In these {gap_months} months the Union lacks "
            "{lost_hours_per_month} accelerator-hours a month, {lost_hours} in all."
        ),
        N_("planning practice"),
    ),
    "TAL-01": (
        N_("{record} is to get a supercomputer but has no talent programme."),
        N_("Regulation (EU) 2021/1173, Article 2(3b)"),
    ),
    "ENE-01": (
        N_("{record} has a power usage effectiveness of {pue}; the limit is {most}."),
        N_("physics: power usage effectiveness lies between 1 and 2"),
    ),
    "ENE-02": (
        N_(
            "The machines at {record} draw {load_mw} MW in {month}, {excess_mw} MW more than its "
            "grid connection of {grid_mw} MW."
        ),
        N_("physics: a grid connection carries its loads"),
    ),
    "ENE-03": (
        N_("{record} states {share} renewable power, but not by which method it was counted."),
        N_("planning practice: a renewable share has a method"),
    ),
    "ENE-04": (
        N_("{record} is on file without: {missing}."),
        N_("Delegated Regulation (EU) 2024/1364"),
    ),
    "TAL-02": (
        N_("{record} is on file without: {missing}."),
        N_("not stated in the January 2024 framework"),
    ),
    "TAL-04": (
        N_(
            "{record} costs {cost_keur} thousand euro for each person who completes; the median "
            "of its kind is {usual_keur} thousand."
        ),
        N_("audit practice: cost for each person who completed"),
    ),
    "TAL-05": (
        Counted(
            "months",
            "{record} misses the machines of its state by {months} month.",
            "{record} misses the machines of its state by {months} months.",
        ),
        N_("logic: people are trained while there is a machine"),
    ),
    "SUP-S1": (
        Counted(
            "projects",
            "{record} has {staff_fte} posts for {projects} project; needed are {needed_fte}.",
            "{record} has {staff_fte} posts for {projects} projects; needed are {needed_fte}.",
        ),
        N_("limit set in this plan: users for each post"),
    ),
    "CHP-01": (
        Counted(
            "months",
            "The chips of {machine} are ordered in {ordered_month} for {delivery_month}, "
            "{months} month later; usual are {least_months} at least.",
            "The chips of {machine} are ordered in {ordered_month} for {delivery_month}, "
            "{months} months later; usual are {least_months} at least.",
        ),
        N_("planning practice: chips are scarce"),
    ),
    "CHP-02": (
        N_("{vendor} makes {share} of the planned accelerators; from {limit} on it is said."),
        N_("planning practice: dependence on one vendor"),
    ),
    "CHP-05": (
        N_(
            "In the quarter from {from_month} {needed} chips of {generation} are needed and {most} "
            "can be had: {excess} too many."
        ),
        N_("limit set in this plan: chips to be had in a quarter"),
    ),
    "CAL-01": (
        N_(
            "{record} has its {next_stage} in {next_month}, {months} months before its {stage} in "
            "{stage_month}."
        ),
        N_("logic: the milestones have an order"),
    ),
    "CAL-02": (
        Counted(
            "days",
            "The {stage} of {machine} slips by {days} day, from {first_month} to {now_month}.",
            "The {stage} of {machine} slips by {days} days, from {first_month} to {now_month}.",
        ),
        N_("planning practice: slips are said"),
    ),
    "CAL-03": (
        N_(
            "{record} takes {months} months from selection to contract; the mean of the first "
            "contracts is {usual_months}."
        ),
        N_("mean of the first contracts, derived from published dates"),
    ),
    "CAL-04": (
        N_(
            "{record} has a contribution in kind for {year} that was not planned, reported and "
            "certified in time; this was due in {due_month}."
        ),
        N_("Regulation (EU) 2021/1173, Article 7(5)"),
    ),
    "CAL-05": (
        N_(
            "{record} is to run until {end_month}; the Joint Undertaking pays no grants after "
            "{last_month}."
        ),
        N_("Regulation (EU) 2021/1173, Article 1(1)"),
    ),
    "CAP-01": (
        N_("The capacity of {record} falls by {share}, or {lost_ef} EFLOP/s, in {month}."),
        N_("planning practice: no sudden loss of capacity"),
    ),
    "CAP-03": (
        N_(
            "{record} is called operational, but enters service only in {first_month}; the plan is "
            "read as of {today_month}."
        ),
        N_("definition: only operational machines are available"),
    ),
    "MOD-01": (
        N_(
            "{record} has {hours} accelerator-hours in {mode}; above {most_hours} it needs Large "
            "Scale."
        ),
        N_("terms of reference of the access modes"),
    ),
    "MOD-02": (
        N_("{record} has Fast Lane for {months} months; the limit is {most_months}."),
        N_("terms of reference of the access modes"),
    ),
    "MOD-03": (
        N_(
            "{record} has Playground for {months} months and {hours} hours; the limits are "
            "{most_months} months and {most_hours} hours."
        ),
        N_("terms of reference of the access modes"),
    ),
    "MOD-04": (
        N_("{record} has Large Scale for {months} months; it is given for 3, 6 or 12 months."),
        N_("terms of reference of the access modes"),
    ),
    "MOD-05": (
        N_(
            "{record} is in {mode}, an industrial mode, for: {applicant}; it is for industry, and "
            "free only for start-ups and SMEs."
        ),
        N_("answers of the Joint Undertaking on access"),
    ),
    "MOD-06": (
        N_("{record} is for a public authority in {mode}; a public track is meant for that."),
        N_("answers of the Joint Undertaking on access"),
    ),
    "MOD-07": (
        N_(
            "{record} has AI for Science for {months} months, {inference_share} of it for "
            "inference; the limits are {most_months} months and {most_share}."
        ),
        N_("terms of reference of the access modes"),
    ),
    "MOD-10": (
        N_("{record} has Large Scale access without a fallback system."),
        N_("planning practice: Large Scale has a fallback"),
    ),
    "DQ-01": (
        N_("“{amount_field}” of {record} has no source on file."),
        N_("Court of Auditors, special report 08/2024"),
    ),
    "DQ-02": (
        N_("Two sources differ on “{amount_field}” of {record}: {value} and {other}."),
        N_("data quality: two sources differ"),
    ),
    "DQ-03": (
        Counted(
            "count",
            "{count} source of {total} is older than a year: {record}, of {year}.",
            "{count} sources of {total} are older than a year; the oldest, {record}, is of {year}.",
        ),
        N_("data quality: age of sources"),
    ),
    "DQ-04": (
        N_("“{code}” is no ISO 3166 code; that of {state} is “{iso}”."),
        N_("data quality: ISO 3166 codes"),
    ),
    "DQ-05": (
        N_(
            "The Union's part of {record} is entered as {amount_meur} m€ of {total_meur} m€; "
            "one of them is in another unit or of another scope."
        ),
        N_("data quality: amount with its scope"),
    ),
    "DQ-06": (
        N_("{record} was imported as data but is named like a row of totals."),
        N_("data quality: totals are no data"),
    ),
    "DQ-07": (
        N_("A number was read from {cell}, where “{formula}” stands; a formula is no source."),
        N_("data quality: text that looks like a formula"),
    ),
    "DQ-08": (
        N_("{record} is there twice: another record says the same ({first})."),
        N_("data quality: one record for one thing"),
    ),
}


class Otherwise(NamedTuple):
    """What a rule says instead where its facts are such that the usual sentence reads wrong."""

    applies: Callable[[Mapping[str, Any]], bool]
    said: str | Counted


OTHERWISE: Mapping[str, Otherwise] = {
    "CHP-01": Otherwise(
        lambda facts: facts["months"] < 0,
        N_(
            "The chips of {machine} are due in {delivery_month}, before they are ordered in "
            "{ordered_month}."
        ),
    ),
    "EDI-02": Otherwise(
        lambda facts: facts["listed_day"] is None,
        N_("{state} is an observer in {initiative}, yet pays {amount_meur} m€."),
    ),
    "FIN-03": Otherwise(
        lambda facts: "estimated" in facts,
        N_(
            "The sources of {record} cover {covered_meur} of about {cost_meur} m€, which is an "
            "estimate; {gap_meur} m€ are not yet pledged."
        ),
    ),
    "MOD-07": Otherwise(
        lambda facts: facts["inference_share"] is None,
        Counted(
            "months",
            "{record} has AI for Science for {months} month; the limit is {most_months} months. "
            "How much of it is for inference is not known.",
            "{record} has AI for Science for {months} months; the limit is {most_months} months. "
            "How much of it is for inference is not known.",
        ),
    ),
    "UPG-01": Otherwise(
        lambda facts: facts["months"] < 0,
        N_(
            "{record} comes before {base} was selected; an upgrade waits {limit_months} months "
            "after that, until {bound_month}."
        ),
    ),
}
