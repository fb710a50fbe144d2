# SPDX-License-Identifier: EUPL-1.2
"""What a figure is made of, one level at a time: from the network to states, records and cells.

A figure is asked for by what it is about and its code. Its inputs name what to ask for next: either
another figure, or a field of a record, where the sources begin. Every sum given here adds up to the
figure on screen, because it is read from the same blocks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs
import numpy as np

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, PaidBy
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
from planner.domain.records.sites import DataCentre
from planner.domain.schema import Record, Scalar
from planner.engine.access_figures import LEDGER, ledger_figure
from planner.engine.budget_figures import BUDGET, line_figure, sum_figure
from planner.engine.committed_figures import (
    OWN,
    SO_FAR,
    committed_by_state,
    committed_to,
    money_alone,
)
from planner.engine.coverage import ceiling
from planner.engine.demand_figures import demand_figures, group_figures
from planner.engine.figures import (
    Figure,
    Input,
    field_input,
    measure_figures,
    state_figures,
    system_figures,
)
from planner.engine.group_figures import GROUP, group_figure
from planner.engine.inputs import COMMITTED
from planner.engine.match_figures import MATCHED, PAID, match_figure, paid_figure
from planner.engine.outcome import CLASSES, Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.reach_figures import hours_in_quarter, reach_figure
from planner.engine.roster import NOWHERE, Roll
from planner.engine.site_figures import centre_figures, site_figures
from planner.engine.supply_figures import CHIPS, YEAR, chips_figure, euro_figures, year_figure
from planner.engine.training_figures import TRAINING, training_figure
from planner.engine.uptake_figures import BOARD, INSTRUMENTS, TOTAL, sector_figures, uptake_figure
from planner.engine.usable_figures import USABLE, usable_figure

R = TypeVar("R", bound=Record)
NETWORK = "network"
FIRM = "firm"  # all classes but the tentative one
JANUARY_2024 = int(month_of(2024, 1))
OCTOBER_2026 = int(month_of(2026, 10))
_FIRM = slice(0, CLASSES.index(CapacityClass.TENTATIVE))
_TENTATIVE = slice(CLASSES.index(CapacityClass.TENTATIVE), len(CLASSES))
PER = "per"
"""Begins the code of a figure over a base, as in `per.people.capacity_ef`."""
_BASES: Mapping[str, str] = {"people": "population_m", "gdp": "gdp_beur"}
_DRAWN: Mapping[str, slice] = {"union_committed": _FIRM, "union_tentative": _TENTATIVE}
_UNITS: Mapping[str, str] = {
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
_SUMS = frozenset({BUDGET, MATCHED, GROUP, PAID, INSTRUMENTS, TOTAL, *BOARD})
_OF_LINES = frozenset({TRAINING, LEDGER, BUDGET, SO_FAR, OWN, "hours_quarter", *_DRAWN})
_APART = frozenset({SystemClass.EXPERIMENTAL, SystemClass.AI_PARTITION})


@attrs.frozen
class About:
    """What a figure is about: the network, a state or a record, and the month it is for."""

    kind: str
    key: str
    code: str
    month: int


def derived(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a computed figure with what it is made of; `None` if there is no such figure."""
    if about.kind == NETWORK:
        return _network_figure(plan, outcome, about)
    if about.kind == State.KIND.name:
        return _state_figure(plan, outcome, about)
    if about.key not in plan.tables.get(about.kind, {}):
        return None
    if about.code.partition(".")[0] in _OF_LINES:
        return _line_figure(plan, outcome, about)
    return next((f for f in _figures(plan, outcome, about) if f.code == about.code), None)


def reference_month_value(outcome: Outcome, code: str, month: int) -> float | None:
    """Return what of a series was in operation in a past month; `None` for other figures."""
    series = code.partition(".")[0]
    if series not in _UNITS:
        return None
    position = CLASSES.index(CapacityClass.AVAILABLE)
    return float(getattr(outcome, series)[:, position, month].sum())


def _figures(plan: Plan, outcome: Outcome, about: About) -> tuple[Figure, ...]:
    made = _OF_RECORDS.get(about.kind)
    return () if made is None else made(plan, outcome, about)


def _figures_of_measure(plan: Plan, _outcome: Outcome, about: About) -> tuple[Figure, ...]:
    measure = plan.get(Measure, about.key)
    hall = measure.kind is MeasureKind.DATA_CENTRE
    return (*measure_figures(plan, about.key), *(centre_figures(plan, measure) if hall else ()))


_OF_RECORDS: Mapping[str, Callable[[Plan, Outcome, About], tuple[Figure, ...]]] = {
    "measure": _figures_of_measure,
    "system": lambda plan, _outcome, about: system_figures(plan, about.key),
    "sector": lambda plan, _outcome, about: sector_figures(plan, about.key),
    "site": lambda plan, outcome, about: site_figures(plan, outcome, about.key),
    "data_centre": lambda plan, _outcome, about: centre_figures(
        plan, plan.get(DataCentre, about.key)
    ),
    "template": lambda plan, _outcome, about: euro_figures(plan, about.key),
    "demand_group": lambda plan, _outcome, about: group_figures(plan, about.key, about.month),
}


def _state_figure(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a figure of a state: of a class, of all classes, of money, of demand or of reach."""
    state, code, month = about.key, about.code, about.month
    if code.partition(".")[0] == PER:
        return _state_ratio(plan, outcome, about)
    if code in _DRAWN:
        return _state_money(plan, outcome, about)
    if code == PAID:
        return paid_figure(plan, outcome, state, month)
    if state not in plan.of(State):
        return None
    if code in (SO_FAR, OWN):
        return committed_by_state(plan, outcome, state, code, month)
    return _state_series(plan, outcome, about) or reach_figure(plan, outcome, state, code, month)


def _state_ratio(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a figure of a state over its inhabitants or its gross domestic product."""
    _per, base, code = about.code.split(".", 2)
    whole = _state_figure(plan, outcome, attrs.evolve(about, code=code))
    if whole is None:
        return None
    given = field_input(plan, plan.get(State, about.key), _BASES[base])
    over = given.value if isinstance(given.value, float) and given.value > 0 else None
    value = None if whole.value is None or over is None else whole.value / over
    part = Input("state", about.key, code, whole.value, whole.unit, computed=True)
    return Figure(about.code, value, whole.unit, f"{code} / {given.field}", (part, given))


def _state_series(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    state, code, month = about.key, about.code, about.month
    if code == "demand":
        return next(iter(demand_figures(plan, state, month)), None)
    if code.partition(".")[0] == YEAR:
        return year_figure(outcome, state, code, month, _UNITS[code.partition(".")[2]])
    known = state_figures(plan, outcome, state, month)
    if code == USABLE:
        return usable_figure(plan, outcome, state, month)
    if code in _UNITS:
        return _all_classes(code, known)
    return next((one for one in known if one.code == code), None)


def _all_classes(code: str, known: Sequence[Figure]) -> Figure:
    """Add the classes of a series up; unknown where one of them is."""
    parts = [one for one in known if one.code.partition(".")[0] == code]
    values = [one.value for one in parts]
    total = None if None in values else sum(value for value in values if value is not None)
    inputs = tuple(given for one in parts for given in one.inputs)
    return Figure(code, total, _UNITS[code], "sum of all classes", inputs)


def _line_figure(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a figure of one machine or measure that a table or chart shows in a month."""
    base, first = (about.kind, about.key), about.code.partition(".")
    match first[0]:
        case "training_weeks":
            return training_figure(plan, outcome, base, first[2], about.month)
        case "ledger":
            return ledger_figure(plan, outcome, base, about.code, about.month)
        case "budget":
            return line_figure(plan, outcome, base, about.code)
        case "union_committed" | "union_tentative":
            return _measure_money(plan, outcome, about)
        case "hours_quarter":
            return hours_in_quarter(plan, outcome, *base, about.month)
    return committed_to(plan, outcome, about.key, about.code, about.month)


def _network_figure(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    headline = _HEADLINES.get(about.code)
    if headline is not None:
        return headline(plan, outcome)
    counter = _COUNTERS.get(about.code)
    if counter is not None:
        return _counted(about.code, counter(plan, outcome, about.month))
    return _network_lines(plan, outcome, about)


def _network_lines(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    series, _dot, rest = about.code.partition(".")
    if series == "envelope":
        return _envelope(plan, rest)
    if series == CHIPS:
        return chips_figure(plan, about.month, rest)
    if series in _SUMS:
        return _network_sum(plan, outcome, about)
    if series == TRAINING:
        return training_figure(plan, outcome, None, rest, about.month)
    if series in _UNITS:
        return _series(outcome, series, rest, about.month)
    return reach_figure(plan, outcome, "", about.code, about.month)


def _network_sum(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a sum: of the budget, beside the Union's, paid by it, of a group, of instruments."""
    series, _dot, rest = about.code.partition(".")
    if series == GROUP:
        return group_figure(plan, outcome, about.code, about.month)
    if series == PAID:
        return paid_figure(plan, outcome, None, about.month)
    if series == MATCHED:
        return match_figure(plan, outcome, rest)
    if series in (INSTRUMENTS, TOTAL, *BOARD):
        return uptake_figure(plan, about.code)
    return sum_figure(plan, outcome, about.code)


def _network_money(outcome: Outcome, code: str) -> Figure:
    blocks: Mapping[str, object] = outcome.cache["money"]
    amounts = {key: _drawn(outcome, key, code) for key in blocks}
    heads = outcome.headlines
    total = heads.union_committed_meur if code == "union_committed" else heads.union_tentative_meur
    inputs = (Input("state", key, code, value, "MEUR") for key, value in amounts.items() if value)
    return Figure(code, total, "MEUR", "sum", tuple(inputs))


def _drawn(outcome: Outcome, key: str, code: str) -> float:
    return float(outcome.cache["money"][key].drawn[_DRAWN[code]].sum())


def _state_money(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return what the measures and public commitments of a state draw on the ceiling."""
    roll: Roll = outcome.cache["roll"][NOWHERE]
    roster = roll.rosters.get(about.key)
    if roster is None:
        return None
    firm = about.code == "union_committed"
    inputs = [
        Input("measure", m.id, about.code, _drawn_by(plan, roll.contributions, m), "MEUR")
        for m in roster.measures
        if (m.status in COMMITTED) is firm
    ]
    if firm:
        inputs += [
            Input("commitment", row.id, "union_meur", row.union_meur, "MEUR")
            for row in roster.commitments
            if row.envelope is not None and row.union_meur is not None
        ]
    known = tuple(one for one in inputs if one.value)
    return Figure(about.code, _drawn(outcome, about.key, about.code), "MEUR", "sum", known)


def _measure_money(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return what a measure draws: its contributions, or its estimated Union part."""
    measure = plan.of(Measure).get(about.key)
    if measure is None:
        return None
    contributions = outcome.cache["roll"][NOWHERE].contributions
    value = _drawn_by(plan, contributions, measure)
    given = [
        Input("contribution", one.id, "commitment_meur", one.commitment_meur, "MEUR")
        for one in contributions.get(measure.id, ())
        if one.paid_by is PaidBy.UNION
    ]
    if given:
        return Figure(about.code, value, "MEUR", "sum", tuple(given))
    return Figure(
        about.code, value, "MEUR", "union", (Input("measure", measure.id, "union", value, "MEUR"),)
    )


def _drawn_by(
    plan: Plan, contributions: Mapping[str, tuple[Contribution, ...]], measure: Measure
) -> float:
    return float(money_alone(plan, contributions, measure).drawn.sum())


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
    since = outcome.commitments_meur[:, _FIRM, :2, JANUARY_2024:].sum(axis=(1, 2, 3))
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
    return Figure(f"envelope.{key}", row.amount_meur, "MEUR", "amount_meur", (given,))


def _series(outcome: Outcome, series: str, capacity_class: str, month: int) -> Figure:
    """Return a series of the network in a month: one class, the firm ones, or all of them."""
    values = getattr(outcome, series)[:, :, month]
    classes = list(CLASSES[_FIRM] if capacity_class == FIRM else CLASSES)
    if capacity_class and capacity_class != FIRM:
        classes = [CapacityClass(capacity_class)]
    code = f"{series}.{capacity_class}" if capacity_class else series
    inputs = [
        Input("state", state, f"{series}.{one.value}", value, _UNITS[series])
        for one in classes
        for state, value in zip(outcome.states, values[:, CLASSES.index(one)].tolist(), strict=True)
        if value
    ]
    total = float(np.sum([values[:, CLASSES.index(one)].sum() for one in classes]))
    return Figure(code, total, _UNITS[series], "sum", tuple(inputs))


def _counted(code: str, inputs: Iterator[Input]) -> Figure:
    found = tuple(inputs)
    return Figure(code, float(len(found)), "1", "count", found)


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
    """Yield the machines in service that are neither an upgrade nor an experiment."""
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
    "union_committed": lambda _plan, outcome: _network_money(outcome, "union_committed"),
    "union_tentative": lambda _plan, outcome: _network_money(outcome, "union_tentative"),
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
