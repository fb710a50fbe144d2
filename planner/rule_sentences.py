# SPDX-License-Identifier: EUPL-1.2
"""What each rule says when it is broken, and the text it rests on.

The gaps are the facts of a finding, `record` what it is about. The text is that of the newest rule
set; `planner.sentences` says the one in force on the plan's legal date.
"""

from collections.abc import Mapping

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
    "FIN-01": (
        N_("The Union pays {share} of the acquisition of {record}; at most {limit} is allowed."),
        N_("Regulation (EU) 2021/1173, Article 12a(2)"),
    ),
    "FIN-02": (
        N_("The Union pays {share} of the operation of {record}; at most {limit} is allowed."),
        N_("Regulation (EU) 2021/1173, Article 12a(2)"),
    ),
    "FIN-03": (
        N_(
            "The sources of {record} put up {covered_meur} MEUR for a total cost of {cost_meur} "
            "MEUR; the gap is {gap_meur} MEUR."
        ),
        N_("logic: the sources cover the total cost"),
    ),
    "FIN-04": (
        N_(
            "The states commit {states_meur} MEUR against {union_meur} MEUR of the Union; "
            "{gap_meur} MEUR are lacking to match it."
        ),
        N_("Regulation (EU) 2021/1173, Article 5(1)"),
    ),
    "FIN-05": (
        N_(
            "Union money of {amount_meur} MEUR exceeds “{record}” of {ceiling_meur} MEUR by "
            "{excess_meur} MEUR, for the first time in {month}."
        ),
        N_("Regulation (EU) 2021/1173, Article 5, as amended by Regulation (EU) 2026/150"),
    ),
    "FIN-06": (
        N_(
            "Union money of {amount_meur} MEUR exceeds “{record}” of {ceiling_meur} MEUR by "
            "{excess_meur} MEUR."
        ),
        N_("Regulation (EU) 2021/1173, Article 5"),
    ),
    "FIN-07": (
        N_(
            "Administration takes {amount_meur} MEUR in the work programme, {excess_meur} MEUR "
            "more than the {limit_meur} MEUR allowed."
        ),
        N_("Regulation (EU) 2021/1173, Article 5"),
    ),
    "FIN-08": (
        N_(
            "Private members have brought {amount_meur} MEUR; {needed_meur} MEUR are due by now, "
            "{gap_meur} MEUR more."
        ),
        N_("Regulation (EU) 2021/1173, Article 7(2)"),
    ),
    "FIN-09": (
        N_("The Union pays {share} of {record}, a mid-range machine; expected is up to {limit}."),
        N_("Regulation (EU) 2021/1173, Article 17(2)"),
    ),
    "FIN-10": (
        N_("The uses of “{record}” sum up to {amount_meur} MEUR; its total is {total_meur} MEUR."),
        N_("January 2024 framework"),
    ),
    "FIN-11": (
        N_(
            "“{record}” stands at {amount_meur} MEUR as “{type}”; the framework has {total_meur} "
            "MEUR, and only InvestEU as mobilised money."
        ),
        N_("January 2024 framework"),
    ),
    "FIN-12": (
        N_("{record} counts money of “{envelope}”, which is not public budget of the Union."),
        N_("logic: mobilised money is no budget"),
    ),
    "FIN-13": (
        N_("{record} may count the same euro of {year} twice, also as “{other}”."),
        N_("Financial Regulation"),
    ),
    "FIN-14": (
        N_(
            "The states must promise {needed_meur} MEUR for {record} in writing; letters for "
            "{promised_meur} MEUR are on file, {gap_meur} MEUR are missing."
        ),
        N_("Regulation (EU) 2021/1173, Articles 9(5) and 15(3)(d)"),
    ),
    "FIN-15": (
        N_(
            "By {year}, {record} has {paid_meur} MEUR paid but only {committed_meur} MEUR "
            "committed."
        ),
        N_("budget law: payments follow commitments"),
    ),
    "FIN-16": (
        N_(
            "Of what {record} appropriated for {year}, {share} was paid; {limit} is the least "
            "expected."
        ),
        N_("practice of the discharge authority"),
    ),
    "FIN-17": (
        N_("The grant pays {share} of {record}; at most {limit} is allowed."),
        N_("texts of the calls"),
    ),
    "FIN-18": (
        N_("The Union grants {record} {amount_meur} MEUR; at most {grant_meur} MEUR is allowed."),
        N_("call HORIZON-JU-EUROHPC-2025-AIFA-01"),
    ),
    "FIN-19": (
        N_(
            "{record} is entered with {amount_meur} MEUR where {usual_meur} MEUR would be usual; "
            "check the unit."
        ),
        N_("data quality"),
    ),
    "FIN-20": (
        N_("The Union pays {share} of {record}; half is a ceiling, not the rate."),
        N_("Regulation (EU) 2021/1173, Article 12a(2)"),
    ),
    "ACC-01": (
        N_(
            "The Union is given {share} of the time of {record}; its share of the total cost gives "
            "it {limit}, and {cap_share} at most."
        ),
        N_("Regulation (EU) 2021/1173, Article 17(1)"),
    ),
    "ACC-02": (
        N_(
            "The Union is given {share} of the time of {record}; its share of the cost gives it "
            "{limit}, and {cap_share} at most for this class."
        ),
        N_("Regulation (EU) 2021/1173, Article 17(2) and (3)"),
    ),
    "ACC-03": (
        N_("The shares of time of the owners of {record} add up to {share}, not {limit}."),
        N_("Regulation (EU) 2021/1173, Article 17(4)"),
    ),
    "ACC-04": (
        Counted(
            "owners",
            "{record} operates, but {owners} share of time has no written agreement.",
            "{record} operates, but {owners} shares of time have no written agreement.",
        ),
        N_("Regulation (EU) 2021/1173, Article 17(4)"),
    ),
    "ACC-05": (
        N_(
            "Commercial use of {record} takes {hours} hours in {year}; {limit} of the Union's "
            "time are {cap_hours} hours."
        ),
        N_("Regulation (EU) 2021/1173, Article 18(3)"),
    ),
    "ACC-06": (
        N_("{record} is commercial use without a price; the market price is due."),
        N_("Regulation (EU) 2021/1173, Article 18(1)"),
    ),
    "ACC-07": (
        N_("{record} pays {price} EUR for an hour; such users have access free of charge."),
        N_("Regulation (EU) 2021/1173, Article 17(6)"),
    ),
    "ACC-08": (
        Counted(
            "months",
            "On {record}, {hours} hours are given or asked in {month} from the pool “{pool}”, "
            "which holds {held_hours}; it is too small in {months} month.",
            "On {record}, {hours} hours are given or asked in {month} from the pool “{pool}”, "
            "which holds {held_hours}; it is too small in {months} months.",
        ),
        N_("logic: a pool is not given away twice"),
    ),
    "ACC-09": (
        N_("Hours of {record} rest on an availability of {share}."),
        N_("planning assumption: availability"),
    ),
    "ACC-10": (
        N_("The hours of {record} need a unit: the machine counts in “{package}”."),
        N_("logic: hours of different units need a factor"),
    ),
    "ACC-11": (
        N_(
            "Only {share} of the Union's time on {record} is set aside for AI; expected is {limit}."
        ),
        N_("Regulation (EU) 2021/1173, Article 16(1a)"),
    ),
    "ACC-12": (
        N_("{record} has hours, but civil use has not been declared."),
        N_("Regulation (EU) 2021/1173, Article 16(1)"),
    ),
    "ACC-13": (
        N_("No time of {record} is set aside for start-ups and small companies."),
        N_("Regulation (EU) 2021/1173, Article 16(2a)"),
    ),
    "ACC-14": (
        N_(
            "Strategic grants on {record} take {hours} hours in {year}; {limit} of the Union's "
            "time are {cap_hours} hours."
        ),
        N_("policy of the Governing Board"),
    ),
    "ACC-15": (
        N_(
            "Users in {state} have {hours} hours of {record} in {year}, more than {limit} of the "
            "Union's time."
        ),
        N_("planning practice: balance among users"),
    ),
    "ACC-16": (
        N_("{record} has used {share} of its hours at mid-term; expected is {limit}."),
        N_("planning practice: hours are used"),
    ),
    "ELG-01": (
        N_("{record} is in {state}; only member states of the Union may host it."),
        N_("Regulation (EU) 2021/1173, Article 9(1)"),
    ),
    "ELG-04": (
        N_("{record} is AI-optimised and owned by: {owner}; the Joint Undertaking must own it."),
        N_("Regulation (EU) 2021/1173, Article 12a(1)"),
    ),
    "ELG-09": (
        N_(
            "{record} operates until {end_month}, after the Joint Undertaking has ended in "
            "{last_month}, and no transfer plan is on file."
        ),
        N_("Regulation (EU) 2021/1173, Article 1(1)"),
    ),
    "UPG-03": (
        N_("{record} would be upgraded {count} times; a machine may be upgraded once."),
        N_("Regulation (EU) 2021/1173, Article 15(2)"),
    ),
    "DCA-01": (
        N_("{record} has no associated data centre."),
        N_("Regulation (EU) 2021/1173, Article 2(3b)"),
    ),
    "DCA-02": (
        N_(
            "{record} is {distance_km} km from its machine, and up to {near_km} km is near; its "
            "link carries {bandwidth_gbps} Gbit/s at {latency_ms} ms, and {needed_gbps} Gbit/s at "
            "{most_ms} ms is well connected."
        ),
        N_("limits set in this plan; the law names none"),
    ),
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
    "ELG-02": (
        Counted(
            "years",
            "{record} comes {years} year after {earlier} was selected in {selected_month}; a "
            "state waits {limit_years} years, until {earliest_month}.",
            "{record} comes {years} years after {earlier} was selected in {selected_month}; a "
            "state waits {limit_years} years, until {earliest_month}.",
        ),
        N_("Regulation (EU) 2021/1173, Article 9(1)"),
    ),
    "ELG-03": (
        Counted(
            "years",
            "{record} comes {years} year after {earlier} was selected in {selected_month}; a "
            "state waits {limit_years} years for quantum computers, until {earliest_month}.",
            "{record} comes {years} years after {earlier} was selected in {selected_month}; a "
            "state waits {limit_years} years for quantum computers, until {earliest_month}.",
        ),
        N_("Regulation (EU) 2021/1173, Article 9(1)"),
    ),
    "ELG-05": (
        N_("{record} is to stand at {site}, which hosts no supercomputer."),
        N_("Regulation (EU) 2021/1173, Article 12a(6)"),
    ),
    "ELG-06": (
        N_(
            "The tender of {record} starts in {tender_month}, {months} months before its hosting "
            "agreement of {agreement_month}."
        ),
        N_("Regulation (EU) 2021/1173, Article 10(1)"),
    ),
    "ELG-07": (
        N_("The hosting agreement {record} covers {count} topics of {needed}."),
        N_("Regulation (EU) 2021/1173, Article 10(2)"),
    ),
    "ELG-08": (
        N_("{record} is tendered in {tender_month}; the last month for tenders is {last_month}."),
        N_("Regulation (EU) 2021/1173, Article 1(2)"),
    ),
    "ELG-10": (
        N_("{record} has no agreement on file between its host and {state}."),
        N_("Regulation (EU) 2021/1173, Article 9(2)"),
    ),
    "ELG-11": (
        N_(
            "{record} operates with {count} parts of a factory out of {needed}; missing: {missing}."
        ),
        N_("Regulation (EU) 2021/1173, Article 2(3b)"),
    ),
    "ELG-12": (
        N_(
            "{record} is linked to {links} AI factories and stands for {states} states; an antenna "
            "is linked to one factory at least and stands for one state."
        ),
        N_("call HORIZON-JU-EUROHPC-2025-AIFA-01"),
    ),
    "ELG-13": (
        N_("{record} is contracted without a security assessment of its supply chain on file."),
        N_("Regulation (EU) 2021/1173, Article 12a(3) and (5)"),
    ),
    "UPG-01": (
        Counted(
            "years",
            "{record} comes {years} year after {base} was selected; an upgrade waits "
            "{limit_years} years, until {bound_month}.",
            "{record} comes {years} years after {base} was selected; an upgrade waits "
            "{limit_years} years, until {bound_month}.",
        ),
        N_("Regulation (EU) 2021/1173, Article 15(2)"),
    ),
    "UPG-02": (
        Counted(
            "years",
            "{record} comes {years} year after {base} was selected; an upgrade comes within "
            "{limit_years} years, until {bound_month}.",
            "{record} comes {years} years after {base} was selected; an upgrade comes within "
            "{limit_years} years, until {bound_month}.",
        ),
        N_("Regulation (EU) 2021/1173, Article 15(2)"),
    ),
    "UPG-04": (
        N_(
            "{record} has {count} of {needed} things on file: justification, compatibility, gain "
            "and the letter of the state."
        ),
        N_("Regulation (EU) 2021/1173, Article 15(3)"),
    ),
    "UPG-05": (
        N_("{record} changes capacity by {gain_ef} EFLOP/s (BF16 dense); an upgrade must add."),
        N_("logic: an upgrade adds performance"),
    ),
    "DCA-03": (
        Counted(
            "count",
            "{record} is to be linked to {count} data space, but is not yet.",
            "{record} is to be linked to {count} data spaces, but to none of them yet.",
        ),
        N_("January 2024 framework: data spaces"),
    ),
    "DCA-04": (
        N_(
            "{record} operates since {since_month}, so it was not established when its machine was "
            "selected in {selected_month}."
        ),
        N_("January 2024 framework: established data centres"),
    ),
    "DCA-05": (
        N_("{record} is on file without: {missing}."),
        N_("January 2024 framework: cloud under Union control"),
    ),
    "DCA-06": (
        N_("{record} has an IT load of {load_mw} MW; from {limit_mw} MW on it reports each year."),
        N_("Delegated Regulation (EU) 2024/1364"),
    ),
    "DCA-07": (
        N_("{record} holds personal data without a data protection assessment on file."),
        N_("Regulation (EU) 2016/679; Regulation (EU) 2021/1173, Article 10(2)(i)"),
    ),
    "DCA-08": (
        N_(
            "The data centres at {record} draw {load_mw} MW, {excess_mw} MW more than its grid "
            "connection of {grid_mw} MW."
        ),
        N_("physics: a site carries its loads"),
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
        N_(
            "The chips of {machine} are ordered in {ordered_month} for {delivery_month}, "
            "{months} months later; usual are {least_months} at least."
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
        N_("“{code}” is not the ISO 3166 code of {record}."),
        N_("data quality: ISO 3166 codes"),
    ),
    "DQ-05": (
        N_(
            "The Union's part of {record} is entered as {amount_meur} MEUR of {total_meur} MEUR; "
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
