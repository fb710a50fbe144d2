# SPDX-License-Identifier: EUPL-1.2
"""What the rules about money and access time say when they are broken.

`planner.rule_sentences` takes them in; the gaps are explained there.
"""

from collections.abc import Mapping

from planner.text import N_, Counted

FUNDING: Mapping[str, tuple[str | Counted, str]] = {
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
            "The sources of {record} put up {covered_meur} m€ for a cost of {cost_meur} m€; the "
            "gap is {gap_meur} m€."
        ),
        N_("logic: the sources cover the total cost"),
    ),
    "FIN-04": (
        N_(
            "The states commit {states_meur} m€ against {union_meur} m€ of the Union; "
            "{gap_meur} m€ are lacking to match it."
        ),
        N_("Regulation (EU) 2021/1173, Article 5(1)"),
    ),
    "FIN-05": (
        N_(
            "Union money of {amount_meur} m€ exceeds “{record}” of {ceiling_meur} m€ by "
            "{excess_meur} m€, for the first time in {month}."
        ),
        N_("Regulation (EU) 2021/1173, Article 5, as amended by Regulation (EU) 2026/150"),
    ),
    "FIN-06": (
        N_(
            "Union money of {amount_meur} m€ exceeds “{record}” of {ceiling_meur} m€ by "
            "{excess_meur} m€."
        ),
        N_("Regulation (EU) 2021/1173, Article 5"),
    ),
    "FIN-07": (
        N_(
            "Administration takes {amount_meur} m€ in the work programme, {excess_meur} m€ "
            "more than the {limit_meur} m€ allowed."
        ),
        N_("Regulation (EU) 2021/1173, Article 5"),
    ),
    "FIN-08": (
        N_(
            "Private members have brought {amount_meur} m€; {needed_meur} m€ are due by now, "
            "{gap_meur} m€ more."
        ),
        N_("Regulation (EU) 2021/1173, Article 7(2)"),
    ),
    "FIN-09": (
        N_("The Union pays {share} of {record}, a mid-range machine; expected is up to {limit}."),
        N_("Regulation (EU) 2021/1173, Article 17(2)"),
    ),
    "FIN-10": (
        N_("The uses of “{record}” sum up to {amount_meur} m€; its total is {total_meur} m€."),
        N_("January 2024 framework"),
    ),
    "FIN-11": (
        N_(
            "“{record}” stands at {amount_meur} m€ as “{type}”; the framework has {total_meur} "
            "m€, and only InvestEU as mobilised money."
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
            "The states must promise {needed_meur} m€ for {record} in writing; letters for "
            "{promised_meur} m€ are on file, {gap_meur} m€ are missing."
        ),
        N_("Regulation (EU) 2021/1173, Articles 9(5) and 15(3)(d)"),
    ),
    "FIN-15": (
        N_("By {year}, {record} has {paid_meur} m€ paid but only {committed_meur} m€ committed."),
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
        N_("The Union grants {record} {amount_meur} m€; at most {grant_meur} m€ is allowed."),
        N_("call HORIZON-JU-EUROHPC-2025-AIFA-01"),
    ),
    "FIN-19": (
        N_(
            "{record} is entered with {amount_meur} m€ where {usual_meur} m€ would be usual; "
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
        N_("{record} pays {price} € for an hour; such users have access free of charge."),
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
}
