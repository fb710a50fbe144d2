# SPDX-License-Identifier: EUPL-1.2
"""MOD: which access mode suits whom.

The limits are those of the terms of reference of the access modes; hours are compared in packages,
so that two GCDs count as one module.
"""

from collections.abc import Iterator

from planner.domain.records.access import AccessMode, Allocation, Applicant
from planner.domain.records.infrastructure import UnitKind
from planner.engine.outcome import Finding
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.dossier import machines

_INDUSTRIAL = frozenset({AccessMode.PLAYGROUND, AccessMode.FAST_LANE, AccessMode.LARGE_SCALE})
_SMALL = frozenset({AccessMode.PLAYGROUND, AccessMode.FAST_LANE})
_INDUSTRY = frozenset({Applicant.SME, Applicant.STARTUP, Applicant.LARGE})
_FREE = frozenset({Applicant.SME, Applicant.STARTUP})
_PUBLIC = frozenset(
    {AccessMode.SCIENCE, AccessMode.EXTREME, AccessMode.REGULAR, AccessMode.STRATEGIC}
)
_LARGE_SCALE_MONTHS = (3, 6, 12)


def mod_01(case: Case) -> Iterator[Finding]:
    """Ask for Large Scale above 50 000 accelerator-hours."""
    limit = case.limit("MOD-01", "hours")
    for row in _of(case, _SMALL):
        hours = hours_of(case, row)
        if hours is None:
            yield case.unknown("MOD-01", row, "hours_requested")
        elif hours > limit:
            yield case.found("MOD-01", row, hours=hours, most_hours=limit, mode=str(row.mode))


def mod_02(case: Case) -> Iterator[Finding]:
    """Give Fast Lane for at most three months; its hours are a matter of MOD-01."""
    most = case.limit("MOD-02", "months")
    for row in _of(case, {AccessMode.FAST_LANE}):
        if row.months > most:
            yield case.found("MOD-02", row, months=row.months, most_months=most)


def mod_03(case: Case) -> Iterator[Finding]:
    """Keep Playground small: at most three months and 5 000 hours; the cap is a policy value."""
    most = case.limit("MOD-03", "months")
    for row in _of(case, {AccessMode.PLAYGROUND}):
        hours, cap = hours_of(case, row), case.limit("MOD-03", "hours")
        if hours is None:
            yield case.unknown("MOD-03", row, "hours_requested")
        elif row.months > most or hours > cap:
            yield case.found(
                "MOD-03", row, months=row.months, most_months=most, hours=hours, most_hours=cap
            )


def mod_04(case: Case) -> Iterator[Finding]:
    """Give Large Scale for 3, 6 or 12 months."""
    for row in _of(case, {AccessMode.LARGE_SCALE}):
        if row.months not in _LARGE_SCALE_MONTHS:
            yield case.found("MOD-04", row, months=row.months)


def mod_05(case: Case) -> Iterator[Finding]:
    """Keep the industrial modes for industry, free of charge only for SMEs and start-ups."""
    for row in _of(case, _INDUSTRIAL):
        if row.applicant is None:
            yield case.unknown("MOD-05", row, "applicant")
        elif row.applicant not in _INDUSTRY or (
            row.applicant not in _FREE and not row.price_eur_per_hour
        ):
            yield case.found("MOD-05", row, applicant=str(row.applicant), mode=str(row.mode))


def mod_06(case: Case) -> Iterator[Finding]:
    """Send public authorities to AI for Science or another public track."""
    for row in allocations(case):
        if row.applicant is None and row.mode not in _INDUSTRIAL:
            yield case.unknown("MOD-06", row, "applicant")
        elif row.applicant is Applicant.PUBLIC and row.mode not in {*_PUBLIC, *_INDUSTRIAL}:
            yield case.found("MOD-06", row, mode=str(row.mode))


def mod_07(case: Case) -> Iterator[Finding]:
    """Give AI for Science for at most six months, and at most 10 % of the hours for inference."""
    most, part = case.limit("MOD-07", "months"), case.limit("MOD-07", "inference")
    for row in _of(case, {AccessMode.SCIENCE}):
        share = row.inference_share
        if row.months > most or (share or 0.0) > part:
            yield case.found(
                "MOD-07",
                row,
                months=row.months,
                most_months=most,
                inference_share=share,
                most_share=part,
            )
        elif share is None:
            yield case.unknown("MOD-07", row, "inference_share")


def mod_10(case: Case) -> Iterator[Finding]:
    """Name a fallback system for Large Scale."""
    for row in _of(case, {AccessMode.LARGE_SCALE}):
        if row.fallback is None:
            yield case.found("MOD-10", row)


def allocations(case: Case) -> Iterator[Allocation]:
    """Yield the allocations on the machines of a state."""
    for machine in machines(case):
        yield from case.attached(Allocation, machine)


def hours_of(case: Case, row: Allocation) -> float | None:
    """Return the hours awarded, else asked for, in packages; `None` where they are unknown."""
    hours = row.hours_awarded if row.hours_awarded is not None else row.hours_requested
    if hours is None:
        return None
    return hours / case.parameters.gcd_per_module if row.unit is UnitKind.GCD else hours


def _of(case: Case, modes: set[AccessMode] | frozenset[AccessMode]) -> Iterator[Allocation]:
    return (row for row in allocations(case) if row.mode in modes)


RULES = (
    Rule("MOD-01", mod_01, "allocation"),
    Rule("MOD-02", mod_02, "allocation"),
    Rule("MOD-03", mod_03, "allocation"),
    Rule("MOD-04", mod_04, "allocation"),
    Rule("MOD-05", mod_05, "allocation"),
    Rule("MOD-06", mod_06, "allocation"),
    Rule("MOD-07", mod_07, "allocation"),
    Rule("MOD-10", mod_10, "allocation"),
)
