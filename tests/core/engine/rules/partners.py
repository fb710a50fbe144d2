# SPDX-License-Identifier: EUPL-1.2
"""Readable records around the contact point, cooperation, uptake and gigafactories."""

from typing import Any

from planner.domain.records.access import AccessMode, Allocation, Applicant, Pool
from planner.domain.records.cooperation import (
    CentreKind,
    Initiative,
    InitiativeKind,
    InitiativeMember,
    Part,
    Scope,
    ServiceKind,
    SupportCentre,
    SupportService,
)
from planner.domain.records.desk import DeskCase, Handover, Need, Proof, ProofKind, Proposal
from planner.domain.records.instruments import (
    Call,
    Event,
    Gigafactory,
    Instrument,
    InstrumentKind,
    Lane,
    Lot,
)
from planner.domain.records.organisations import Organisation
from planner.domain.records.uptake import Sector, Target
from planner.domain.schema import Record, Scalar
from tests.core.builders import a_factory, a_system


def an_organisation(key: str = "firm", **values: Scalar) -> Organisation:
    """Return a small firm in Latvia with all it needs to be believed."""
    given: dict[str, Any] = {
        "name": key.title(),
        "type": Applicant.SME,
        "state": "LV",
        "legal_entity": "LV 4000",
        "staff": 40,
        "turnover_meur": 5.0,
        **values,
    }
    return Organisation(id=key, **given)


def an_allocation(key: str = "job", **values: Scalar) -> Allocation:
    """Return an allocation of Large Scale on Leonardo, for the firm."""
    given: dict[str, Any] = {
        "name": "A job",
        "system": "leonardo",
        "organisation": "firm",
        "mode": AccessMode.LARGE_SCALE,
        "pool": Pool.INDUSTRY,
        "first_month": 60,
        "months": 3,
        **values,
    }
    return Allocation(id=key, **given)


def a_case(key: str = "case", **values: Scalar) -> DeskCase:
    """Return a case of a Latvian user, received on Friday, 2 October 2026."""
    given: dict[str, Any] = {"name": "A case", "state": "LV", "received": "2026-10-02", **values}
    return DeskCase(id=key, **given)


def a_proposal(rank: int = 1, **values: Scalar) -> Proposal:
    """Return a line of the ranking for the case, with three reasons."""
    given: dict[str, Any] = {"case": "case", "reasons": "skills; sector; language", **values}
    return Proposal(id=f"rank-{rank}", rank=rank, **given)


def handovers(count: int) -> tuple[Handover, ...]:
    """Return how a case went from desk to desk."""
    return tuple(Handover(id=f"sent-{number}", case="case") for number in range(count))


def a_proof(key: str = "proof", **values: Scalar) -> Proof:
    """Return a pledge to the AI Pact with its three commitments, joined in January 2026."""
    given: dict[str, Any] = {
        "name": "Pledge 17",
        "kind": ProofKind.AI_PACT,
        "pillar": "pledge",
        "joined": "2026-01-15",
        "governance": True,
        "mapping": True,
        "literacy": True,
        **values,
    }
    return Proof(id=key, **given)


def a_centre(key: str = "ncc", **values: Scalar) -> SupportCentre:
    """Return the Italian competence centre."""
    given: dict[str, Any] = {
        "name": key.upper(),
        "kind": CentreKind.COMPETENCE,
        "state": "IT",
        **values,
    }
    return SupportCentre(id=key, **given)


def services(scope: Scope | None, **values: Scalar) -> tuple[SupportService, ...]:
    """Return the three services the framework names, of the Italian factory."""
    kinds = (ServiceKind.PROGRAMMING, ServiceKind.ALGORITHMIC, ServiceKind.APPLICATION)
    given: dict[str, Any] = {"factory": "it4lia", "scope": scope, **values}
    return tuple(
        SupportService(id=kind.value, name=kind.value, kind=kind, **given) for kind in kinds
    )


def an_edic(**values: Scalar) -> Initiative:
    """Return a digital infrastructure consortium."""
    return Initiative(id="edic", **{"name": "EDIC", "kind": InitiativeKind.EDIC, **values})


def members(
    *states: str, part: Part | None = Part.MEMBER, **values: Scalar
) -> tuple[InitiativeMember, ...]:
    """Return states that take part in the consortium."""
    return tuple(
        InitiativeMember(id=f"edic-{state}", initiative="edic", state=state, part=part, **values)
        for state in states
    )


def a_sector(key: str = "robotics", **values: Scalar) -> Sector:
    """Return one of the 17 sectors."""
    return Sector(id=key, **{"name": key.title(), "listed": True, **values})


def a_target(**values: Scalar) -> Target:
    """Return a target for robotics, frozen at 50."""
    given: dict[str, Any] = {
        "indicator": "Pilots",
        "sector": "robotics",
        "year": 2027,
        "unit": "pilots",
        "baseline": 0.0,
        "target": 50.0,
        "frozen_on": "2026-01-31",
        "frozen_target": 50.0,
        **values,
    }
    return Target(id="pilots", **given)


def a_line(key: str, budget: float | None, **values: Scalar) -> Instrument:
    """Return a line of GenAI4EU."""
    given: dict[str, Any] = {"name": key, "instrument": InstrumentKind.GENAI4EU, **values}
    return Instrument(id=key, budget_meur=budget, **given)


def a_call(**values: Scalar) -> Call:
    """Return the call for gigafactories, opened on 30 July 2026."""
    return Call(id="call", **{"name": "Gigafactories", "opens": "2026-07-30", **values})


def a_gigafactory(**values: Scalar) -> Gigafactory:
    """Return a candidate of lot 1 that keeps to every rule."""
    given: dict[str, Any] = {
        "name": "Giga",
        "lot": Lot.LOT_1,
        "call": "call",
        "letter_date": "2026-07-01",
        "capex_meur": 3_000.0,
        "union_meur": 500.0,
        "states_meur": 500.0,
        "union_first_meur": 100.0,
        "processors_first": 25_000,
        "processors": 75_000,
        "it_load_mw": 120.0,
        "envelope": "giga",
        **values,
    }
    return Gigafactory(id="giga", **given)


def closed(first: str, last: str | None = None) -> Event:
    """Return days on which the institutions are closed."""
    return Event(id=first, name="Closed", lane=Lane.CLOSED, first_day=first, last_day=last)


def granted(**values: Scalar) -> tuple[Record, ...]:
    """Return an allocation with hours for the firm, on Leonardo."""
    return (a_system(), an_organisation(), an_allocation(hours_awarded=10.0, **values))


def asked(mode: AccessMode, **values: Scalar) -> Record:
    """Return a case that asks for access in a mode."""
    return a_case(need=Need.ACCESS, mode=mode, **values)


def sent(**values: Scalar) -> tuple[Record, ...]:
    """Return a case sent to the Italian factory, which has Leonardo."""
    return (a_system(), a_factory(system="leonardo"), a_case(factory="it4lia", **values))
