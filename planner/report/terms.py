# SPDX-License-Identifier: EUPL-1.2
"""The words of the pages and what they mean here: printed beneath, so that no number is misread."""

from collections.abc import Mapping, Sequence

from planner.report.sheet import Term
from planner.text import N_, _

_TERMS: Mapping[str, tuple[str, str]] = {
    "selected": (
        N_("Selected"),
        N_("Chosen in a call of the Joint Undertaking; nothing has to be bought or built yet."),
    ),
    "contracted": (
        N_("Contracted"),
        N_("A contract for the machine is signed; it counts as coming, not as available."),
    ),
    "operating": (
        N_("Operating"),
        N_("Officially in operation. What is planned, contracted or installed is not counted."),
    ),
    "new_ai": (
        N_("New AI-optimised machine"),
        N_(
            "A machine of its own of the legal class “AI-optimised”; upgrades and partitions of "
            "older machines are not counted."
        ),
    ),
    "running": (
        N_("Running supercomputer"),
        N_("A EuroHPC machine in service, without upgrades, partitions and experiments."),
    ),
    "planned": (
        N_("Planned"),
        N_("Hatched in charts. Planned is not available, and is never added to what operates."),
    ),
    "capacity": (
        N_("AI capacity"),
        N_("Dense BF16 peak of the accelerators in EFLOP/s, whatever precision was advertised."),
    ),
    "hours": (
        N_("Accelerator-hours"),
        N_("One package for one hour, at the assumed availability; a module of two dies is one."),
    ),
    "committed": (
        N_("Committed"),
        N_("Promised in an agreement or a signed contract; it may be paid years later."),
    ),
    "paid": (
        N_("Paid"),
        N_("Payments recorded, and where none are, the usual profile of payments: an estimate."),
    ),
    "matched": (
        N_("Matched"),
        N_(
            "Money of the states against the Union’s, where it draws on the ceiling and both "
            "parts are known."
        ),
    ),
    "own_money": (
        N_("Own money"),
        N_("What the state itself has committed, without regions, private money and the Union."),
    ),
    "demand": (
        N_("Hours used"),
        N_(
            "Hours the users of a state get by the planner’s model of demand, which is an "
            "assumption throughout; not a measurement."
        ),
    ),
    "slip": (
        N_("Slip"),
        N_("From the first month any source gave for the start of service to the month of today."),
    ),
    "small": (
        N_("Start-ups and SMEs served"),
        N_("Different start-ups and small or medium-sized firms with hours awarded on record."),
    ),
    "east": (
        N_("Member states since 2004"),
        N_("The thirteen states that joined the Union in 2004, 2007 and 2013; the others before."),
    ),
    "mobilised": (
        N_("Mobilised"),
        N_("Private capital that public money is hoped to attract; never added to a budget."),
    ),
    "certified": (
        N_("Certified"),
        N_("A contribution in kind that a certificate is on file for."),
    ),
    "frozen": (
        N_("Frozen target"),
        N_("The value a target had on the day it was frozen; it stays beside a later one."),
    ),
}


def terms(codes: Sequence[str]) -> tuple[Term, ...]:
    """Return words with their meanings in the reader's language. Raises `KeyError`."""
    return tuple(Term(_(_TERMS[code][0]), _(_TERMS[code][1])) for code in codes)
