# SPDX-License-Identifier: EUPL-1.2
"""Who is reached: the hours of the network, routed to those who ask for them, quarter by quarter.

Not a stage: nothing else is computed from it, and a quarter is solved when somebody looks. The
book keeps what it has solved and knows it again by its inputs: tables and blocks of an outcome keep
their identity while they do not move, and a quarter with the same offers and wants has the same
answer.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.access import TimeShare
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Accelerator, System
from planner.domain.records.measures import Measure
from planner.engine.access import NATIONAL, POOLS, UNDIVIDED
from planner.engine.allocations import MachineTime, machine_times
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS, Demand, demand
from planner.engine.inputs import CLASS_INDEX, number
from planner.engine.machines import ACCELERATORS
from planner.engine.outcome import Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.routing import Flows, Transport, distances_km, route
from planner.engine.times import Times

USUAL_VENDOR = "NVIDIA"
"""Whose software stack users bring along; anything else costs them porting."""

_TENTHS = 10
_MARGIN = 0.001  # EUR an hour
_KEPT = 256  # quarters remembered: four whole horizons
V = TypeVar("V")


@attrs.frozen(eq=False)
class Offer:
    """Hours offered by the machines of each state in a quarter: (S,).

    `owned` (S, S) are the national hours from the state of the machine to the state that owns
    them. `assumed` is the part of both whose division nobody has published, divided by the assumed
    share of the Union. `unusual` is the share of the hours on machines of another vendor than most.
    """

    union: Series
    national: Series
    owned: Series
    assumed: Series
    unusual: Series


@attrs.frozen(eq=False)
class Reach:
    """One quarter: what is asked for, offered, and served between S states. Hours; NaN unknown."""

    quarter: int
    states: tuple[str, ...]
    demand: Demand
    wanted: Series
    offer: Offer
    flows: Flows

    @property
    def between(self) -> Series:
        """Return the hours from the state of the machine to that of the user: (S, S).

        National hours are used from each machine in proportion to what its user's state owns of it.
        """
        owned = self.offer.owned
        whole = owned.sum(axis=0)
        part = owned / np.where(whole > 0, whole, 1.0)
        return np.asarray(self.flows.union + part * self.flows.national)

    @property
    def cross_border(self) -> float | None:
        """Return the share of the hours served that cross a border."""
        between = self.between
        total = float(between.sum())
        return 1.0 - float(np.trace(between)) / total if total else None

    @property
    def served_share(self) -> float | None:
        """Return the share of the known demand that is served."""
        total = float(np.nansum(self.wanted))
        return float(np.nansum(self.flows.served)) / total if total else None

    @property
    def by_group(self) -> tuple[Series, Series]:
        """Return what each group asks for and is served: (G,) and (G,) hours.

        The hours of a state are divided over its groups in proportion to what they ask for.
        """
        wanted = np.nan_to_num(self.demand.at(self.quarter))
        total = np.nan_to_num(self.wanted)
        share = np.nan_to_num(self.flows.served) / np.where(total > 0, total, 1.0)
        return wanted.sum(axis=1), np.asarray((wanted * share).sum(axis=1))

    def uses(self, state: str) -> list[tuple[str, float]]:
        """Return whose hours the users of a state get, the most first."""
        return self._listed(self.between[:, self.states.index(state)])

    def serves(self, state: str) -> list[tuple[str, float]]:
        """Return whose users get the hours of a state, the most first."""
        return self._listed(self.between[self.states.index(state)])

    def _listed(self, hours: Series) -> list[tuple[str, float]]:
        found = [(state, float(h)) for state, h in zip(self.states, hours, strict=True) if h > 0]
        return sorted(found, key=lambda row: (-row[1], row[0]))


class ReachBook:
    """What has been solved so far. One for each window or command; belongs to one thread."""

    def __init__(self) -> None:
        self._latest: dict[str, tuple[tuple[Any, ...], Any]] = {}
        self._solved: dict[bytes, Flows] = {}

    def at(self, plan: Plan, outcome: Outcome, quarter: int, *, planned: bool = True) -> Reach:
        """Return who is reached in a quarter, 0 the first of 2021.

        With `planned` all machines of the plan offer hours when they are in service by plan, else
        only those that are operational today.
        """
        parameters = Parameters.of(plan)
        asked = self.demand(plan, parameters)
        offer = self._offer(plan, outcome, parameters, quarter, planned=planned)
        wanted = asked.by_state(quarter)
        cost = self._distance_cost(plan, parameters) + (
            parameters.reach_stack_cost * offer.unusual[:, None]
        )
        prices = unmet_prices(parameters, float(cost.max(initial=0.0)))
        problem = Transport(offer.union, offer.owned.sum(axis=0), wanted, cost, prices)
        return Reach(quarter, asked.states, asked, wanted, offer, self._route(problem))

    def all(self, plan: Plan, outcome: Outcome, *, planned: bool = True) -> tuple[Reach, ...]:
        """Return every quarter of the horizon."""
        quarters = range(QUARTERS)
        return tuple(self.at(plan, outcome, quarter, planned=planned) for quarter in quarters)

    def demand(self, plan: Plan, parameters: Parameters) -> Demand:
        """Return the demand of a plan, made again only if what it is made of has moved."""
        needs = (plan.table("state"), plan.table("demand_group"), plan.table("parameter"))
        return self._kept("demand", needs, lambda: demand(plan, parameters))

    def _route(self, problem: Transport) -> Flows:
        arrays = attrs.astuple(problem, recurse=False)
        key = b"".join(array.tobytes() for array in arrays)
        if key not in self._solved:
            if len(self._solved) >= _KEPT:
                self._solved.pop(next(iter(self._solved)))
            self._solved[key] = route(problem)
        return self._solved[key]

    def _offer(
        self, plan: Plan, outcome: Outcome, parameters: Parameters, quarter: int, *, planned: bool
    ) -> Offer:
        first = quarter * MONTHS_IN_QUARTER
        classes = slice(None) if planned else slice(0, 1)
        hours = outcome.access_hours[:, classes, :, first : first + MONTHS_IN_QUARTER]
        by_owner = hours.sum(axis=(1, 3))
        assumed, share = by_owner[:, UNDIVIDED], parameters.reach_union_share
        national = by_owner[:, NATIONAL] + assumed * (1.0 - share)
        months = slice(first, first + MONTHS_IN_QUARTER)
        return Offer(
            union=by_owner[:, : len(POOLS)].sum(axis=1) + assumed * share,
            national=national,
            owned=_owned(plan, outcome, national, share, months, planned=planned),
            assumed=assumed,
            unusual=self._unusual(plan, outcome)[:, quarter],
        )

    def _unusual(self, plan: Plan, outcome: Outcome) -> Series:
        """Return the share of each state's accelerators of another vendor: (S, Q)."""
        models = plan.table("accelerator")
        blocks = [
            [outcome.cache[name][state] for name in ("times", "service", "machines")]
            for state in outcome.states
        ]
        rows = [
            self._kept(f"unusual:{state}", (models, *own), partial(_unusual, plan, *own))
            for state, own in zip(outcome.states, blocks, strict=True)
        ]
        return np.array(rows).reshape(len(rows), QUARTERS)

    def _distance_cost(self, plan: Plan, parameters: Parameters) -> Series:
        needs = (plan.table("state"), plan.table("parameter"))
        return self._kept("distance", needs, lambda: distance_cost(plan, parameters))

    def _kept(self, name: str, needs: tuple[Any, ...], make: Callable[[], V]) -> V:
        known = self._latest.get(name)
        if known is None or any(a is not b for a, b in zip(known[0], needs, strict=True)):
            known = self._latest[name] = (needs, make())
        made: V = known[1]
        return made


def _owned(
    plan: Plan,
    outcome: Outcome,
    national: Series,
    union_share: float,
    months: slice,
    *,
    planned: bool,
) -> Series:
    """Return whose the national hours are: (S, S), from the state of the machine to the owner.

    A state in the consortium of a machine owns the share of its time that was agreed, wherever the
    machine stands (Art. 17(4), Regulation (EU) 2021/1173); what nobody agreed stays with the host.
    """
    owned = np.diag(national)
    seats = [row for row in plan.of(TimeShare).values() if row.state and row.access_share]
    known: dict[str, dict[str, MachineTime]] = {}
    for row in sorted(seats, key=lambda row: row.id):
        machine = plan.of(System).get(row.system or "") or plan.of(Measure).get(row.measure or "")
        if machine is None or machine.state == row.state or row.state not in outcome.states:
            continue
        if machine.state not in known:
            known[machine.state] = _times_in(plan, outcome, machine.state)
        time = known[machine.state].get(machine.id)
        coming = CLASS_INDEX[machine.status] > 0 and not planned
        if time is None or time.hours is None or coming:
            continue
        left = 1.0 - (union_share if time.share is None else time.share)
        host, owner = outcome.row(machine.state), outcome.row(row.state)
        hours = min(row.access_share or 0.0, left) * float(time.hours[months].sum())
        hours = min(hours, float(owned[host, host]))
        owned[host, host] -= hours
        owned[host, owner] += hours
    return owned


def _times_in(plan: Plan, outcome: Outcome, state: str) -> dict[str, MachineTime]:
    blocks = (outcome.cache[name][state] for name in ("times", "service", "access"))
    return {time.machine.id: time for time in machine_times(plan, *blocks)}


def distance_cost(plan: Plan, parameters: Parameters) -> Series:
    """Return what an hour costs a user beyond the machine: (S, S) EUR, from machine to user.

    Applying for it, the way between the capitals, and another language; nothing of the last two at
    home. A capital whose place is unknown is taken to be as far as the farthest. All three prices
    are a planner's choice; no study of the cost was found.
    """
    rows = [plan.of(State)[key] for key in sorted(plan.of(State))]
    if not rows:
        return np.zeros((0, 0))
    latitudes = np.array([number(row.capital_lat) for row in rows])
    longitudes = np.array([number(row.capital_lon) for row in rows])
    away = distances_km(latitudes, longitudes)
    farthest = 0.0 if np.isnan(away).all() else float(np.nanmax(away))
    away = np.where(np.isnan(away), farthest, away)
    np.fill_diagonal(away, 0.0)
    spoken = [_languages(row) for row in rows]
    foreign = np.array([[not (a & b) for b in spoken] for a in spoken], dtype=np.float64)
    np.fill_diagonal(foreign, 0.0)
    return np.asarray(
        parameters.reach_request_cost
        + parameters.reach_distance_cost * away / 1_000.0
        + parameters.reach_language_cost * foreign
    )


def unmet_prices(parameters: Parameters, dearest: float) -> Series:
    """Return the price of an unmet hour for each tenth of a state's demand: (10,) EUR.

    M · (1 + r k / 9), k = 0 … 9: the last tenth to be served is the cheapest to leave. M stays
    above the dearest hour that can be had, so that nobody is left out to save a cost.
    """
    lowest = max(parameters.reach_unmet_price, dearest + _MARGIN)
    steps = np.arange(_TENTHS) / (_TENTHS - 1)
    return np.asarray(lowest * (1.0 + parameters.reach_priority * steps))


def _languages(state: State) -> frozenset[str]:
    return frozenset(filter(None, (state.languages or "").split(";")))


def _unusual(plan: Plan, at: Times, running: Any, sizes: Any) -> Series:  # noqa: ANN401 - blocks of two stages
    """Return the share of a state's accelerators of another vendor at the end of quarters: (Q,)."""
    machines: Sequence[System | Measure] = (
        *(plan.get(System, key) for key in at.systems),
        *(plan.get(Measure, key) for key in at.measures),
    )
    other = np.array([_of_another_vendor(plan, one) for one in machines], dtype=np.float64)
    share = sizes.table[ACCELERATORS][:, None] * running.profile[:, 2::MONTHS_IN_QUARTER]
    total = share.sum(axis=0)
    return np.asarray((other[:, None] * share).sum(axis=0) / np.where(total > 0, total, 1.0))


def _of_another_vendor(plan: Plan, machine: System | Measure) -> bool:
    """Tell whether code has to be ported; a machine of unknown make is taken as usual."""
    model = None if machine.accelerator is None else plan.get(Accelerator, machine.accelerator)
    return model is not None and model.vendor is not None and model.vendor != USUAL_VENDOR
