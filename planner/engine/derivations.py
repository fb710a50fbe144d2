# SPDX-License-Identifier: EUPL-1.2
"""What a figure is made of, one level at a time: from the network to states, records and cells.

A figure is asked for by what it is about and its code. Its inputs name what to ask for next: either
another figure, or a field of a record, where the sources begin. Every sum given here adds up to the
figure on screen, because it is read from the same blocks.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CLASS_OF_STATUS, CapacityClass, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre
from planner.engine.access_figures import LEDGER, ledger_figure
from planner.engine.budget_figures import BUDGET, line_figure, sum_figure
from planner.engine.committed_figures import (
    OWN,
    SINCE_2024,
    SO_FAR,
    committed_by_state,
    committed_to,
)
from planner.engine.demand_figures import demand_figures, group_figures
from planner.engine.drawn_figures import DRAWN, drawn_by_measure, drawn_by_state
from planner.engine.evidence_figures import COUNTS, evidence_figure
from planner.engine.figures import Figure, Input, field_input
from planner.engine.group_figures import GROUP, group_figure
from planner.engine.match_figures import MATCHED, PAID, match_figure, paid_figure
from planner.engine.network_figures import FIRM, UNITS, headline_or_count, series_figure
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.reach_figures import hours_in_quarter, reach_figure
from planner.engine.record_figures import measure_figures, system_figures
from planner.engine.schedule_figures import decide_figures, hole_figures
from planner.engine.site_figures import TO, centre_figures, site_figures, way_figure
from planner.engine.state_figures import state_figures
from planner.engine.supply_figures import (
    AWAITED,
    CHIPS,
    YEAR,
    awaited_figure,
    chips_figure,
    euro_figures,
    year_figure,
)
from planner.engine.training_figures import TRAINING, training_figure
from planner.engine.uptake_figures import (
    BOARD,
    COUNT,
    INSTRUMENTS,
    TOTAL,
    sector_figures,
    uptake_figure,
)
from planner.engine.usable_figures import USABLE, usable_figure
from planner.engine.user_figures import AWARDED, FIRMS, user_figure
from planner.engine.what_if_figures import what_if_figures
from planner.engine.worked_figures import WORKED, worked_figure

NETWORK = "network"
PER = "per"
"""Begins the code of a figure over a base, as in `per.people.capacity_ef`."""
_TENTATIVE = CapacityClass.TENTATIVE.value
_SIZES = frozenset({"headline_ef", "selected", "accepted"})
_OF_MACHINES = frozenset({"capacity_ef", "accelerators", "accelerator_hours", "power_mw"})
_BASES: Mapping[str, str] = {"people": "population_m", "gdp": "gdp_beur"}
_SUMS = frozenset({BUDGET, MATCHED, GROUP, PAID, INSTRUMENTS, TOTAL, COUNT, *BOARD})
_OF_LINES = frozenset({TRAINING, LEDGER, BUDGET, SO_FAR, OWN, SINCE_2024, "hours_quarter", *DRAWN})


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
    if about.code.startswith(f"{TO}."):
        return way_figure(plan, about.kind, about.key, about.code)
    return next((f for f in _figures(plan, outcome, about) if f.code == about.code), None)


def reference_month_value(outcome: Outcome, code: str, month: int) -> float | None:
    """Return what of a series was in operation in a past month; `None` for other figures."""
    series = code.partition(".")[0]
    if series not in UNITS:
        return None
    position = CLASSES.index(CapacityClass.AVAILABLE)
    return float(getattr(outcome, series)[:, position, month].sum())


def _figures(plan: Plan, outcome: Outcome, about: About) -> tuple[Figure, ...]:
    made = _OF_RECORDS.get(about.kind)
    return () if made is None else made(plan, outcome, about)


def _figures_of_measure(plan: Plan, outcome: Outcome, about: About) -> tuple[Figure, ...]:
    measure = plan.get(Measure, about.key)
    hall = measure.kind is MeasureKind.DATA_CENTRE
    return (
        *measure_figures(plan, about.key),
        *(centre_figures(plan, measure) if hall else ()),
        *decide_figures(plan, about.key),
        *hole_figures(outcome, about.kind, about.key),
    )


def _figures_of_system(plan: Plan, outcome: Outcome, about: About) -> tuple[Figure, ...]:
    return (*system_figures(plan, about.key), *hole_figures(outcome, about.kind, about.key))


_OF_RECORDS: Mapping[str, Callable[[Plan, Outcome, About], tuple[Figure, ...]]] = {
    "measure": _figures_of_measure,
    "system": _figures_of_system,
    "sector": lambda plan, _outcome, about: sector_figures(plan, about.key),
    "site": lambda plan, outcome, about: site_figures(plan, outcome, about.key),
    "data_centre": lambda plan, _outcome, about: centre_figures(
        plan, plan.get(DataCentre, about.key)
    ),
    "template": lambda plan, _outcome, about: (
        *euro_figures(plan, about.key),
        *what_if_figures(plan, about.key),
    ),
    "demand_group": lambda plan, _outcome, about: group_figures(plan, about.key, about.month),
}


def _state_figure(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return a figure of a state: of a class, of all classes, of money, of demand or of reach."""
    state, code, month = about.key, about.code, about.month
    if code.partition(".")[0] == PER:
        return _state_ratio(plan, outcome, about)
    if code in DRAWN:
        return drawn_by_state(plan, outcome, state, code)
    if code == PAID:
        return paid_figure(plan, outcome, state, month)
    nowhere = code == SINCE_2024 and state in outcome.cache["money"]
    if state not in plan.of(State) and not nowhere:
        return None
    if code in (SO_FAR, OWN, SINCE_2024):
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
    series = code.partition(".")[0]
    part = Input("state", about.key, code, whole.value, whole.unit, computed=True)
    return Figure(about.code, value, whole.unit, f"{series} / {given.field}", (part, given))


def _state_series(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    state, code, month = about.key, about.code, about.month
    if code == "demand":
        return next(iter(demand_figures(plan, state, month)), None)
    if code.partition(".")[0] == YEAR:
        return year_figure(outcome, state, code, month, UNITS[code.partition(".")[2]])
    known = state_figures(plan, outcome, state, month)
    if code == USABLE:
        return usable_figure(plan, outcome, state, month)
    if code in UNITS:
        return _all_classes(code, known)
    found = next((one for one in known if one.code == code), None)
    return found or _no_machines(plan, outcome, state, code, known)


def _no_machines(
    plan: Plan, outcome: Outcome, state: str, code: str, known: Sequence[Figure]
) -> Figure | None:
    """Return what all firm classes have together, or nothing of a class without machines.

    Unknown where the state has a machine whose size or date nobody published.
    """
    series, _dot, rest = code.partition(".")
    if series not in _OF_MACHINES or rest not in (FIRM, *CLASSES):
        return None
    parts = [
        one
        for one in known
        if one.code.partition(".")[0] == series and one.code != f"{series}.{_TENTATIVE}"
    ]
    if rest == FIRM and parts:
        inputs = tuple(Input("state", state, p.code, p.value, p.unit, computed=True) for p in parts)
        return Figure(code, sum(p.value or 0.0 for p in parts), UNITS[series], "sum", inputs)
    unsized = {one.key for one in outcome.unknowns if one.field in _SIZES}
    mine = (row for key, row in plan.of(System).items() if key in unsized and row.state == state)
    lost = any(rest in (FIRM, CLASS_OF_STATUS[row.status].value) for row in mine)
    return None if lost else Figure(code, 0.0, UNITS[series], "sum")


def _all_classes(code: str, known: Sequence[Figure]) -> Figure:
    """Add the classes of a series up; unknown where one of them is."""
    parts = [one for one in known if one.code.partition(".")[0] == code]
    values = [one.value for one in parts]
    total = None if None in values else sum(value for value in values if value is not None)
    inputs = tuple(given for one in parts for given in one.inputs)
    return Figure(code, total, UNITS[code], "sum of all classes", inputs)


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
            return drawn_by_measure(plan, outcome, about.key, about.code)
        case "hours_quarter":
            return hours_in_quarter(plan, outcome, *base, about.month)
    return committed_to(plan, outcome, about.key, about.code, about.month)


def _network_figure(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    found = headline_or_count(plan, outcome, about.code, about.month)
    return found or _worked_out(plan, outcome, about) or _network_lines(plan, outcome, about)


def _worked_out(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    """Return what a page works out: counts of evidence, users, sums, quotients, differences."""
    series = about.code.partition(".")[0]
    if about.code in COUNTS:
        return evidence_figure(plan, outcome, about.code)
    if series in (AWARDED, FIRMS):
        return user_figure(plan, about.code)
    if series not in WORKED:
        return None
    return worked_figure(
        plan,
        about.code,
        lambda kind, key, code: derived(plan, outcome, About(kind, key, code, about.month)),
    )


def _network_lines(plan: Plan, outcome: Outcome, about: About) -> Figure | None:
    series, _dot, rest = about.code.partition(".")
    if series in (CHIPS, AWAITED):
        of_vendor = awaited_figure(plan, outcome, rest) if series == AWAITED else None
        return of_vendor or chips_figure(plan, about.month, rest)
    if series in _SUMS:
        return _network_sum(plan, outcome, about)
    if series == TRAINING:
        return training_figure(plan, outcome, None, rest, about.month)
    if series in UNITS:
        return series_figure(outcome, series, rest, about.month)
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
    if series in (INSTRUMENTS, TOTAL, COUNT, *BOARD):
        return uptake_figure(plan, about.code)
    return sum_figure(plan, outcome, about.code)
