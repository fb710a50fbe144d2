# SPDX-License-Identifier: EUPL-1.2
"""ENE: what sites and machines may draw, and what is to be said about it."""

from collections.abc import Iterator

from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre, Site
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.docket import Docket, Picked
from planner.engine.sites import load_of

_WithPue = System | Measure | Site | DataCentre
_RECORDED = ("heat_reuse", "water_m3", "pue")


def ene_01(case: Case, record: _WithPue) -> Iterator[Finding]:
    """Have a power usage effectiveness of 1 to 2; say where it is above 1.25.

    A machine without one is computed with the parameter of the plan, so only sites and data
    centres without one cannot be checked.
    """
    highest, note = case.limit("ENE-01", "highest"), case.limit("ENE-01", "note")
    if record.pue is None:
        if isinstance(record, Site | DataCentre):
            yield case.unknown("ENE-01", record, "pue")
    elif record.pue > note:
        severity = None if record.pue > highest else Severity.INFO
        limit = highest if record.pue > highest else note
        yield case.found("ENE-01", record, severity=severity, pue=record.pue, most=limit)


def _with_a_high_pue(of: Docket) -> Picked:
    return of.measures.where(of.measures.numbers("pue") > of.limit("ENE-01", "note"))


def _ene_01_elsewhere(case: Case) -> Iterator[Finding]:
    records: tuple[_WithPue, ...] = (
        *case.roster.systems,
        *case.attached_to_state(Site),
        *case.attached_to_state(DataCentre),
    )
    for record in records:
        yield from ene_01(case, record)


def ene_02(case: Case) -> Iterator[Finding]:
    """Keep the load of the machines on one site, PUE included, within its grid connection."""
    block = case.blocks["sites"]
    for key in block.keys:
        site = case.site(key)
        load = load_of(case.plan, site, block)
        if not load.machines and not load.unsized:
            continue
        if load.excess_mw is None:
            field = "grid_mw" if site.grid_mw is None else "power_mw"
            yield case.unknown("ENE-02", site, field)
        elif load.excess_mw > 0:
            yield case.found(
                "ENE-02",
                site,
                load_mw=round(load.peak_mw, 3),
                grid_mw=site.grid_mw,
                excess_mw=round(load.excess_mw, 3),
                month=load.month,
            )


def ene_03(case: Case) -> Iterator[Finding]:
    """State by which method, annual or hourly, a renewable share was counted."""
    for site in case.attached_to_state(Site):
        if site.renewable_share is not None and not site.renewable_method:
            yield case.found("ENE-03", site, share=site.renewable_share)


def ene_04(case: Case) -> Iterator[Finding]:
    """Record heat reuse, water and PUE: Delegated Regulation (EU) 2024/1364."""
    for site in case.attached_to_state(Site):
        missing = [name for name in _RECORDED if getattr(site, name) is None]
        if missing:
            yield case.found("ENE-04", site, missing=";".join(missing))


RULES = (
    Rule("ENE-01", ene_01, among=_with_a_high_pue, rest=_ene_01_elsewhere),
    Rule("ENE-02", ene_02, "site"),
    Rule("ENE-03", ene_03, "site"),
    Rule("ENE-04", ene_04, "site"),
)
