# SPDX-License-Identifier: EUPL-1.2
"""Readable plans for tests: say what matters, the rest is plausible.

`a_plan()` is a small complete plan; `plan_with(...)` holds exactly the records given, and the
states, accelerator models and templates they point at.
"""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from planner.domain.changes import Draft
from planner.domain.commands import Command
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.contributions import Contribution, PaidBy
from planner.domain.records.evidence import Parameter
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import (
    Accelerator,
    Factory,
    FactoryKind,
    Status,
    System,
    SystemClass,
)
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.domain.schema import Record, Scalar

NAMES = {
    "AT": "Austria",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "FI": "Finland",
    "FR": "France",
    "IT": "Italy",
    "LV": "Latvia",
    "NO": "Norway",
    "PT": "Portugal",
}
OUTSIDE_THE_UNION = frozenset({"CH", "NO"})
SIZES = {
    MeasureKind.SYSTEM: 1_000.0,
    MeasureKind.UPGRADE: 500.0,
    MeasureKind.DATA_CENTRE: 10.0,
    MeasureKind.LINK: 100.0,
    MeasureKind.SUPPORT: 20.0,
    MeasureKind.ANTENNA: 10.0,
    MeasureKind.MASTER: 50.0,
    MeasureKind.DOCTORAL: 15.0,
    MeasureKind.COURSE: 200.0,
    MeasureKind.FELLOWSHIP: 20.0,
}
_MACHINE_TIMES = {"lead_months": 18, "ramp_months": 3, "life_months": 72}
_TIMES: dict[MeasureKind, dict[str, int]] = {
    MeasureKind.MASTER: {"lead_months": 24, "ramp_months": 0, "life_months": 12},
    MeasureKind.DOCTORAL: {"lead_months": 42, "ramp_months": 0, "life_months": 12},
    MeasureKind.COURSE: {"lead_months": 1, "ramp_months": 0, "life_months": 12},
    MeasureKind.FELLOWSHIP: {"lead_months": 12, "ramp_months": 0, "life_months": 12},
}


def a_state(key: str = "IT", **values: Scalar) -> State:
    """Return a state: a member of the Union unless its key says otherwise.

    Its electricity costs 100 EUR/MWh and comes with 200 g/kWh.
    """
    membership = Membership.PARTICIPATING if key in OUTSIDE_THE_UNION else Membership.EU_MEMBER
    given: dict[str, Any] = {
        "name": NAMES.get(key, f"State {key}"),
        "membership": membership,
        "industrial_electricity_eur_per_mwh": 100.0,
        "grid_carbon_g_per_kwh": 200.0,
        **values,
    }
    return State(id=key, **given)


def an_accelerator(key: str = "gb200", **values: Scalar) -> Accelerator:
    """Return an accelerator model: 2 500 TFLOP/s dense BF16 and 1.79 kW."""
    given = {"name": key.upper(), "bf16_dense_tflops": 2_500.0, "kw": 1.79, **values}
    return Accelerator(id=key, **given)


def a_system(key: str = "leonardo", **values: Scalar) -> System:
    """Return an operational machine in Italy with 4 000 accelerators, in service from 2025-01."""
    given: dict[str, Any] = {
        "name": key.title(),
        "state": "IT",
        "status": Status.OPERATIONAL,
        "system_class": SystemClass.HIGH_END,
        "accelerator": "gb200",
        "accelerators": 4_000,
        "accepted": month_of(2025),
        **values,
    }
    return System(id=key, **given)


def a_factory(key: str = "it4lia", **values: Scalar) -> Factory:
    """Return an AI factory in Italy, selected in 2024-12."""
    given: dict[str, Any] = {
        "name": key.upper(),
        "kind": FactoryKind.FACTORY,
        "state": "IT",
        "selected": month_of(2024, 12),
        **values,
    }
    return Factory(id=key, **given)


def a_template(kind: MeasureKind = MeasureKind.SYSTEM, **values: Scalar) -> Template:
    """Return a catalogue entry, keyed by its kind; one unit costs 0.04 MEUR, or 0.068 a seat."""
    computing = kind in (MeasureKind.SYSTEM, MeasureKind.UPGRADE)
    given: dict[str, Any] = {
        "id": f"t-{kind.value}",
        "name": f"A {kind.label}",
        "size": SIZES[kind],
        "size_minimum": 1.0,
        "accelerator": "gb200" if computing else None,
        "system_class": SystemClass.AI_OPTIMISED if computing else None,
        "unit_cost_low": 0.03,
        "unit_cost_central": 0.068 if kind in _TIMES else 0.04,
        "unit_cost_high": 0.08,
        "opex_share": 0.13 if computing else None,
        "completion": 0.85 if kind in _TIMES else None,
        "retention": 0.7 if kind in _TIMES else None,
        **_TIMES.get(kind, _MACHINE_TIMES),
        **values,
    }
    return Template(kind=kind, **given)


def a_measure(kind: MeasureKind = MeasureKind.SYSTEM, **values: Scalar) -> Measure:
    """Return a committed measure of the usual size in Italy that starts in 2027-01."""
    computing = kind in (MeasureKind.SYSTEM, MeasureKind.UPGRADE)
    size = SIZES[kind]
    given: dict[str, Any] = {
        "id": f"m-{kind.value}",
        "name": f"A {kind.label}",
        "template": f"t-{kind.value}",
        "state": "IT",
        "status": Status.COMMITTED,
        "start": month_of(2027),
        "accelerator": "gb200" if computing else None,
        "system_class": SystemClass.AI_OPTIMISED if computing else None,
        "completion": 0.85 if kind in _TIMES else None,
        "retention": 0.7 if kind in _TIMES else None,
        kind.size_field: int(size) if kind.size_field in ("accelerators", "seats") else size,
        **_TIMES.get(kind, _MACHINE_TIMES),
        **values,
    }
    return Measure(kind=kind, **given)


def an_envelope(key: str = "eurohpc", **values: Scalar) -> Envelope:
    """Return the Union ceiling for EuroHPC, in force since 2026-01."""
    given: dict[str, Any] = {
        "name": "EuroHPC, Union contribution",
        "type": EnvelopeType.CEILING,
        "programme": "EuroHPC",
        "amount_meur": 4_122.3,
        "first_month": month_of(2021),
        "last_month": month_of(2027, 12),
        "valid_from": month_of(2026),
        **values,
    }
    return Envelope(id=key, **given)


def a_commitment(key: str = "promise", **values: Scalar) -> Commitment:
    """Return 100 MEUR of Union and 100 MEUR of state money, signed in 2026-01."""
    given: dict[str, Any] = {
        "name": key,
        "state": "IT",
        "envelope": "eurohpc",
        "signed": month_of(2026),
        "union_meur": 100.0,
        "states_meur": 100.0,
        "other_meur": 0.0,
        **values,
    }
    return Commitment(id=key, **given)


def a_contribution(key: str = "share", **values: Scalar) -> Contribution:
    """Return 50 MEUR of Union money committed to the usual system in 2027."""
    given: dict[str, Any] = {
        "measure": f"m-{MeasureKind.SYSTEM.value}",
        "paid_by": PaidBy.UNION,
        "year": 2027,
        "commitment_meur": 50.0,
        **values,
    }
    return Contribution(id=key, **given)


def a_parameter(key: str, value: float, **values: Scalar) -> Parameter:
    """Return a parameter of the plan under the name the engine reads it by."""
    return Parameter(id=key, value=value, **{"name": key, **values})


def plan_with(*records: Record) -> Plan:
    """Return a plan of these records and of whatever they point at and the builders can make."""
    tables: dict[str, dict[str, Record]] = {}
    for record in (*_pointed_at(records), *records):
        kind = SCHEMA.kind(record.KIND.name)
        tables.setdefault(kind.name, {})[record.id] = kind.checked(record)
    return Plan(SCHEMA, MappingProxyType({k: MappingProxyType(v) for k, v in tables.items()}))


def a_plan() -> Plan:
    """Return a small complete plan: ten states, one machine, one factory, a full catalogue."""
    return plan_with(
        *(a_state(key) for key in NAMES),
        an_accelerator(),
        a_system(),
        a_factory(system="leonardo"),
        an_envelope(),
        *(a_template(kind) for kind in MeasureKind),
    )


def after(plan: Plan, *commands: Command) -> Plan:
    """Return the plan that the commands lead to, one after the other."""
    for command in commands:
        draft = Draft(plan)
        command.apply(draft)
        plan, _changes = draft.seal()
    return plan


def _pointed_at(records: Iterable[Record]) -> list[Record]:
    """Make states, accelerator models, templates and the ceiling that records refer to."""
    made: list[Record] = []
    for record in records:
        for field in record.KIND.references:
            value = getattr(record, field.name)
            for key in (value,) if isinstance(value, str) else value or ():
                made.extend(_made(field.target, key))
    return made


def _made(target: str, key: str) -> list[Record]:
    if target == "state":
        return [a_state(key)]
    if target == "accelerator":
        return [an_accelerator(key)]
    if target == "envelope":
        return [an_envelope(key)]
    kinds = {f"t-{kind.value}": kind for kind in MeasureKind}
    if target == "template" and key in kinds:
        return [an_accelerator(), a_template(kinds[key])]
    return []
