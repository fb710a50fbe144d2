# SPDX-License-Identifier: EUPL-1.2
"""The figures of the whole network: the headlines, what is counted, and its series."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import numpy as np

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import (
    CapacityClass,
    Factory,
    FactoryKind,
    System,
    SystemClass,
)
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.schema import Record, Scalar
from planner.engine.coverage import ceiling
from planner.engine.drawn_figures import FIRM_CLASSES, drawn_by_network
from planner.engine.figures import Figure, Input
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import CLASSES, Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE

R = TypeVar("R", bound=Record)
FIRM = "firm"  # all classes but the tentative one
JANUARY_2024 = int(month_of(2024, 1))
OCTOBER_2026 = int(month_of(2026, 10))
UNITS: Mapping[str, str] = {
    "capacity_ef": "EFLOP/s",
    "accelerators": "1",
    "accelerator_hours": "h/month",
    "power_mw": "MW",
    "energy_mwh": "MWh/month",
    "energy_cost_meur": "MEUR/month",
    "co2_t": "t/month",
    "seats": "1",
    "enrolled": "1",
    "trained": "1",
    "retained": "1",
    "leaving": "1",
    "talent_stock": "1",
    "staff_needed": "FTE",
}
_ENVELOPE = "envelope."
_APART = frozenset({SystemClass.EXPERIMENTAL, SystemClass.AI_PARTITION, SystemClass.QUANTUM})


def headline_or_count(plan: Plan, outcome: Outcome, code: str, month: int) -> Figure | None:
    """Return a headline, an envelope, or what is counted in a month; `None` for other figures."""
    if code in _HEADLINES:
        return _HEADLINES[code](plan, outcome)
    if code.startswith(_ENVELOPE):
        return _envelope(plan, code.removeprefix(_ENVELOPE))
    if code not in _COUNTERS:
        return None
    found = tuple(_COUNTERS[code](plan, outcome, month))
    return Figure(code, float(len(found)), "1", "count", found)


def _ceiling(plan: Plan) -> Figure:
    limit = ceiling(plan, Parameters.of(plan))
    if limit is None:
        return Figure("union_ceiling", None, "MEUR", "ceiling in force")
    given = _cell(limit, "amount_meur", limit.amount_meur, "MEUR")
    return Figure("union_ceiling", limit.amount_meur, "MEUR", "ceiling in force", (given,))


def _covered(plan: Plan, outcome: Outcome) -> Figure:
    """Return the covered states: each by its factories, and its committed measures."""
    covered = outcome.headlines.covered
    inputs = [
        _cell(row, "selected", row.selected, "")
        for row in sorted(plan.of(Factory).values(), key=lambda row: (row.state, row.id))
        if row.state in covered
    ]
    for key in covered:
        if not any(plan.get(Factory, one.key).state == key for one in inputs):
            inputs.append(Input("state", key, "membership", plan.get(State, key).membership, ""))
    return Figure("covered", float(len(covered)), "1", "states with a node", tuple(inputs))


def _rules_broken(outcome: Outcome) -> Figure:
    """Count the errors that could be checked; each names its record and its rule."""
    found = tuple(
        Input(one.kind, one.key, one.rule, None, "")
        for one in outcome.findings
        if one.checkable and one.severity is Severity.ERROR
    )
    return Figure("rules_broken", float(len(found)), "1", "count", found)


def _public_since_2024(outcome: Outcome) -> Figure:
    """Sum what Union and states commit from January 2024 on, tentative measures left out."""
    since = outcome.commitments_meur[:, FIRM_CLASSES, :2, JANUARY_2024:].sum(axis=(1, 2, 3))
    keys = (*outcome.states, NOWHERE)
    inputs = (
        Input("state", key, "public_since_2024", value, "MEUR")
        for key, value in zip(keys, since.tolist(), strict=True)
        if value
    )
    return Figure("public_since_2024", float(since.sum()), "MEUR", "sum", tuple(inputs))


def _envelope(plan: Plan, key: str) -> Figure | None:
    row = plan.of(Envelope).get(key)
    if row is None:
        return None
    given = _cell(row, "amount_meur", row.amount_meur, "MEUR")
    return Figure(f"{_ENVELOPE}{key}", row.amount_meur, "MEUR", "amount_meur", (given,))


def series_figure(outcome: Outcome, series: str, capacity_class: str, month: int) -> Figure:
    """Return a series of the network in a month: one class, the firm ones, or all of them."""
    values = getattr(outcome, series)[:, :, month]
    classes = list(CLASSES[FIRM_CLASSES] if capacity_class == FIRM else CLASSES)
    if capacity_class and capacity_class != FIRM:
        classes = [CapacityClass(capacity_class)]
    code = f"{series}.{capacity_class}" if capacity_class else series
    inputs = [
        Input("state", state, f"{series}.{one.value}", value, UNITS[series])
        for one in classes
        for state, value in zip(outcome.states, values[:, CLASSES.index(one)].tolist(), strict=True)
        if value
    ]
    total = float(np.sum([values[:, CLASSES.index(one)].sum() for one in classes]))
    return Figure(code, total, UNITS[series], "sum", tuple(inputs))


def _cell(record: Record, field: str, value: Scalar, unit: str) -> Input:
    return Input(record.KIND.name, record.id, field, value, unit)


def _factories(plan: Plan, _outcome: Outcome, _month: int) -> Iterator[Input]:
    return _nodes(plan, FactoryKind.FACTORY)


def _antennas(plan: Plan, _outcome: Outcome, _month: int) -> Iterator[Input]:
    yield from _nodes(plan, FactoryKind.ANTENNA)
    for row in _by_key(plan, Measure):
        if row.kind is MeasureKind.ANTENNA and row.status in COMMITTED:
            yield _cell(row, "status", row.status, "")


def _nodes(plan: Plan, kind: FactoryKind) -> Iterator[Input]:
    rows = (row for row in _by_key(plan, Factory) if row.kind is kind)
    return (_cell(row, "selected", row.selected, "") for row in rows)


def _network_systems(plan: Plan, outcome: Outcome, month: int) -> Iterator[Input]:
    """Yield the machines in service that are no upgrade, no experiment and no quantum computer."""
    for row in _in_service(plan, outcome, month):
        if row.system_class not in _APART:
            yield _cell(row, "status", row.status, "")


def _ai_systems_running(plan: Plan, outcome: Outcome, month: int) -> Iterator[Input]:
    """Yield the AI-optimised machines in service."""
    for row in _in_service(plan, outcome, month):
        if row.system_class is SystemClass.AI_OPTIMISED:
            yield _cell(row, "status", row.status, "")


def _in_service(plan: Plan, outcome: Outcome, month: int) -> Iterator[System | Measure]:
    """Yield the machines of their own in service in a month, tentative ones left out."""
    for state in outcome.states:
        at, running = outcome.cache["times"][state], outcome.cache["service"][state]
        rows: list[System | Measure] = [plan.get(System, key) for key in at.systems]
        rows += [plan.get(Measure, key) for key in at.measures]
        for row, share in zip(rows, running.profile[:, month].tolist(), strict=True):
            own = isinstance(row, System) or row.kind is MeasureKind.SYSTEM
            if share and own and row.base_system is None and row.status in COMMITTED:
                yield row


def _contracts_2026(plan: Plan, _outcome: Outcome, _month: int) -> Iterator[Input]:
    """Yield the machines whose contract was signed in 2026."""
    first, last = int(month_of(2026, 1)), int(month_of(2026, 12))
    for row in _by_key(plan, System):
        if row.contracted is not None and first <= row.contracted <= last:
            yield _cell(row, "contracted", row.contracted, "month")


def _by_key(plan: Plan, cls: type[R]) -> list[R]:
    return [row for _key, row in sorted(plan.of(cls).items())]


_HEADLINES: Mapping[str, Callable[[Plan, Outcome], Figure]] = {
    "union_committed": lambda _plan, outcome: drawn_by_network(outcome, "union_committed"),
    "union_tentative": lambda _plan, outcome: drawn_by_network(outcome, "union_tentative"),
    "union_ceiling": lambda plan, _outcome: _ceiling(plan),
    "covered": _covered,
    "public_since_2024": lambda _plan, outcome: _public_since_2024(outcome),
    "rules_broken": lambda _plan, outcome: _rules_broken(outcome),
}
_COUNTERS: Mapping[str, Callable[[Plan, Outcome, int], Iterator[Input]]] = {
    "factories": _factories,
    "antennas": _antennas,
    "network_systems": _network_systems,
    "ai_systems_running": _ai_systems_running,
    "contracts_2026": _contracts_2026,
}
