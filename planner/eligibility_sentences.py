# SPDX-License-Identifier: EUPL-1.2
"""What the rules about eligibility, upgrades and data centres say when they are broken.

`planner.rule_sentences` takes them in; the gaps are explained there.
"""

from collections.abc import Mapping

from planner.text import N_, Counted

ELIGIBILITY: Mapping[str, tuple[str | Counted, str]] = {
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
            "months",
            "{record} comes {months} month after {base} was selected; an upgrade waits "
            "{limit_months} months, until {bound_month}.",
            "{record} comes {months} months after {base} was selected; an upgrade waits "
            "{limit_months} months, until {bound_month}.",
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
}
