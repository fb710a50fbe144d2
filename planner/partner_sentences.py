# SPDX-License-Identifier: EUPL-1.2
"""What the rules about users, partners, sectors and gigafactories say when they are broken.

`planner.rule_sentences` takes them in; the gaps are explained there.
"""

from collections.abc import Mapping

from planner.text import N_, Counted

PARTNERS: Mapping[str, tuple[str | Counted, str]] = {
    "MOD-08": (
        N_(
            "{record} has used {days} of {most_days} working days for a decision on {mode}, due on "
            "{due_day}."
        ),
        N_("terms of reference of the access modes"),
    ),
    "MOD-09": (
        N_("{record} is for {asker} in {country}, which is no member or associated state."),
        N_("access policy of the Joint Undertaking"),
    ),
    "MOD-11": (
        N_("The claim of {record} to be small or medium-sized is not borne out by: {missing}."),
        N_("Recommendation 2003/361/EC"),
    ),
    "ETH-01": (
        N_("{record} is awarded {hours} hours without valid proof of ethical, responsible use."),
        N_("January 2024 framework: ethical and responsible use"),
    ),
    "ETH-02": (
        N_("The pledge {record} ticks {count} of the three core commitments; missing: {missing}."),
        N_("AI Pact: three core commitments"),
    ),
    "ETH-03": (
        N_("The report on the pledge {record}, joined on {joined_day}, was due on {due_day}."),
        N_("AI Pact: report after twelve months"),
    ),
    "ETH-04": (
        N_("{record} is none of the kinds of proof that are accepted, such as the AI Pact."),
        N_("January 2024 framework: the AI Pact is one proof"),
    ),
    "ETH-05": (
        N_("The class of {record} under the AI Act is not recorded."),
        N_("January 2024 framework; Regulation (EU) 2024/1689"),
    ),
    "RTE-01": (
        Counted(
            "days",
            "{record} waited {days} working day for an owner; {most_days} is allowed.",
            "{record} waited {days} working days for an owner; {most_days} is allowed.",
        ),
        N_("policy of the contact point"),
    ),
    "RTE-02": (
        Counted(
            "count",
            "Rank {rank} of the ranking for “{case}” gives {count} reason; {least} are needed.",
            "Rank {rank} of the ranking for “{case}” gives {count} reasons; {least} are needed.",
        ),
        N_("January 2024 framework: one single contact point"),
    ),
    "RTE-03": (
        N_(
            "{record} needs {stack}, but {machine} has accelerators of {vendor}; plan porting "
            "support or another machine."
        ),
        N_("planning practice: software fits the accelerator"),
    ),
    "RTE-04": (
        N_("The target of {record} is loaded to {share}; above {limit} the next one is taken."),
        N_("policy of the contact point"),
    ),
    "RTE-05": (
        N_("The antenna of the user's state, {machine}, has not been informed of {record}."),
        N_("policy of the contact point"),
    ),
    "RTE-06": (
        N_("{record} was sent on {count} times; after {most} times it is escalated."),
        N_("policy of the contact point"),
    ),
    "RTE-07": (
        N_("{record} has no node, no seat in a consortium and no linked support centre."),
        N_("cohesion: no state without a way to a factory"),
    ),
    "TAL-03": (
        N_(
            "{record} counts {completed} completed, {enrolled} enrolled and {seats} seats; each "
            "may be no more than the next."
        ),
        N_("logic: nobody completes who has not enrolled"),
    ),
    "SUP-S2": (
        N_("Out of reach from {record}: {missing}."),
        N_("January 2024 framework: support services"),
    ),
    "COO-01": (
        N_("{record} has no link to: {missing}."),
        N_("January 2024 framework: factories cooperate"),
    ),
    "COO-02": (
        N_("{record} names {count} sectors; above {most} it is a generalist."),
        N_("planning practice: profile of a factory"),
    ),
    "COO-03": (
        N_("{record} is named by {count} factories; expected are one to {most}."),
        N_("January 2024 framework: 17 sectors"),
    ),
    "COO-04": (
        Counted(
            "count",
            "The {count} partner of {record} is not from industry.",
            "None of the {count} partners of {record} is from industry.",
        ),
        N_("planning practice: industry in the consortia"),
    ),
    "GEN-01": (
        N_(
            "{record} has no target with an owner (targets on file: {count}), and is not said to "
            "do without one."
        ),
        N_("January 2024 framework: preset targets; Court of Auditors, special report 08/2024"),
    ),
    "GEN-02": (
        N_("The target “{indicator}” is on file without: {missing}."),
        N_("Court of Auditors, special report 08/2024"),
    ),
    "GEN-03": (
        N_(
            "The target “{indicator}” was frozen on {frozen_day} at {was} and now says {now}, "
            "without a new version and a reason."
        ),
        N_("audit practice: targets are frozen"),
    ),
    "GEN-04": (
        N_(
            "The parts of {record} come to {amount_meur} m€, the whole to {total_meur} m€; "
            "they differ by {gap_meur} m€."
        ),
        N_("logic: the parts add up to the whole"),
    ),
    "EDI-01": (
        Counted(
            "count",
            "{record} has {count} member state; {least} are needed.",
            "{record} has {count} member states; {least} are needed.",
        ),
        N_("Decision (EU) 2022/2481"),
    ),
    "EDI-02": (
        N_(
            "{state} is an observer in {initiative} by the list of {listed_day}, yet pays "
            "{amount_meur} m€."
        ),
        N_("lists of members of the consortia"),
    ),
    "CHP-03": (
        N_("{record} is announced with a European chip that has no step on the chip roadmap."),
        N_("January 2024 framework: a new generation of chips"),
    ),
    "CHP-04": (
        N_("{record} is a quantum computer whose classical host is none of this plan."),
        N_("practice of the quantum sites: a classical host"),
    ),
    "AGF-01": (
        N_(
            "The Union pays {share} of {record}, or {union_meur} m€, and the states "
            "{states_meur} m€; the Union may pay {limit}, and the states no less than the Union."
        ),
        N_("Regulation (EU) 2021/1173, Article 12b"),
    ),
    "AGF-02": (
        N_(
            "The state's commitment to {record} is of {letter_day}, not before the call opened on "
            "{opens_day}."
        ),
        N_("Regulation (EU) 2021/1173, Article 12b(4)"),
    ),
    "AGF-03": (
        N_("{record} does not keep to the table of {lot}: {missing}."),
        N_("call EUROHPC-2026-CEI-AIGF-01, at second hand"),
    ),
    "AGF-04": (
        N_("{record} draws on “{base}”, from which AI factories are paid."),
        N_("logic: gigafactories have money of their own"),
    ),
}
