# SPDX-License-Identifier: EUPL-1.2
"""How many weeks a model takes to train on each machine: months become weeks, or they do not.

One job runs on one machine. It gets the largest share one user may have of what is in service in a
month, and reaches a share of the dense BF16 peak. The same workload on the network of January
2024 is the baseline.
"""

import math
from collections.abc import Iterable, Iterator

import attrs

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import Workload
from planner.domain.records.evidence import Parameter
from planner.domain.records.infrastructure import CapacityClass, System
from planner.engine.machines import ACCELERATORS, CAPACITY, Machines
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE
from planner.engine.times import Fleet, Service, Times

BASELINE = int(month_of(2024))
SECONDS_PER_WEEK = 604_800.0
HOURS_PER_WEEK = 168.0
_FLOP_PER_TOKEN_AND_PARAMETER = 6.0
_BILLION = 1e9
_EXA = 1e18


@attrs.frozen
class TrainingTime:
    """One workload on one machine in one month; `weeks` is None where its peak is not known.

    `accelerators` are those used, in packages, `hours` the accelerator-hours they take; None
    where their number is not known.
    """

    kind: str
    key: str
    state: str
    capacity_class: CapacityClass
    weeks: float | None
    accelerators: float | None
    hours: float | None


def weeks_of(flop: float, flops: float, utilisation: float) -> float:
    """Return 6·P·T / (G·F·MFU·604 800): weeks for `flop` operations at a peak of `flops`.

    6·10²³·1.4 on 1 024 A100 (312 TFLOP/s) at 0.40 takes 10.9 weeks; on 4 096 H100 0.86 weeks.
    """
    return flop / (flops * utilisation * SECONDS_PER_WEEK)


def flop_of(workload: Workload) -> float:
    """Return the floating-point operations of a training run, 6 for each parameter and token."""
    billions = workload.parameters_bn * workload.tokens_bn
    return _FLOP_PER_TOKEN_AND_PARAMETER * billions * _BILLION * _BILLION


def training_times(
    plan: Plan, outcome: Outcome, workload: Workload, month: int
) -> tuple[TrainingTime, ...]:
    """Return the weeks on each machine in service in a month, the fastest first."""
    parameters = Parameters.of(plan)
    found = [
        time
        for state in outcome.states
        for time in _in_state(outcome, state, workload, month, parameters)
    ]
    return tuple(sorted(found, key=_by_weeks))


def best(times: Iterable[TrainingTime], *classes: CapacityClass) -> TrainingTime | None:
    """Return the fastest machine of these classes, of any class if none is named."""
    known = [
        time
        for time in times
        if time.weeks is not None and (not classes or time.capacity_class in classes)
    ]
    return min(known, key=_by_weeks, default=None)


def baseline(plan: Plan, outcome: Outcome, workload: Workload) -> TrainingTime | None:
    """Return the fastest operational machine of January 2024 for the same workload."""
    times = training_times(plan, outcome, workload, BASELINE)
    return best(times, CapacityClass.AVAILABLE)


def read_of(plan: Plan, outcome: Outcome) -> tuple[object, ...]:
    """Return what training times and their words are made of, to be compared by identity.

    Blocks that an edit did not move, and the names of machines, keep theirs: an edit of a talent
    programme or a data centre moves none of them.
    """
    blocks = (outcome.cache[stage] for stage in ("times", "service", "machines"))
    rosters = outcome.cache["roll"][NOWHERE].rosters.values()
    names = (measure.name for roster in rosters for measure in roster.computing)
    return (*blocks, *(plan.of(kind) for kind in (Workload, Parameter, System)), *names)


def _in_state(
    outcome: Outcome, state: str, workload: Workload, month: int, parameters: Parameters
) -> Iterator[TrainingTime]:
    at: Times = outcome.cache["times"][state]
    running: Service = outcome.cache["service"][state]
    sizes: Machines = outcome.cache["machines"][state]
    bases = [("system", key) for key in at.systems] + [("measure", key) for key in at.measures]
    classes = Fleet.of([at]).class_index.tolist()
    for row, (kind, key) in enumerate(bases):
        share = float(running.profile[row, month])
        if share > 0:
            packages, peak = (float(sizes.table[one, row]) for one in (ACCELERATORS, CAPACITY))
            weeks, used = _on(workload, packages * share, peak * share, parameters)
            hours = None if weeks is None or used is None else weeks * HOURS_PER_WEEK * used
            yield TrainingTime(kind, key, state, CLASSES[classes[row]], weeks, used, hours)


def _on(
    workload: Workload, packages: float, peak_ef: float, parameters: Parameters
) -> tuple[float | None, float | None]:
    """Return the weeks, and how many accelerators one user gets; None is unknown."""
    used = packages * workload.machine_share if packages else None
    limit = workload.accelerators_at_most
    if limit is not None and used is not None:
        used = min(used, float(limit))
    if not peak_ef or (limit is not None and used is None):
        return None, used
    part = workload.machine_share if used is None else used / packages
    utilisation = workload.utilisation * parameters.training_goodput
    if utilisation <= 0 or part <= 0:
        return None, used
    return weeks_of(flop_of(workload), peak_ef * _EXA * part, utilisation), used


def _by_weeks(time: TrainingTime) -> tuple[float, str]:
    return (math.inf if time.weeks is None else time.weeks, time.key)
