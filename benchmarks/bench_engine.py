# SPDX-License-Identifier: EUPL-1.2
"""Evaluating plans in full and after one edit, against a plain loop over measures and months.

The plain way computes less: capacity and payments only, of the planned machines. Its totals are
compared with the engine's, so that both are known to do the same.
"""

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.figures import report, row, timed
from planner.domain.changes import ChangeSet, Draft
from planner.domain.commands import Move, Resize, SetStatus
from planner.domain.months import HORIZON, month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_measure,
    a_state,
    a_system,
    a_template,
    an_accelerator,
    an_envelope,
    plan_with,
)

SIZES = {500: (5.0, 2.0), 10_000: (30.0, 6.0)}
ROUNDS = 25
STATES = tuple(f"S{number:02d}" for number in range(40))


def main() -> None:
    rows = []
    for count, (aim_full, aim_edit) in SIZES.items():
        plan = _plan(count)
        outcome = evaluate(plan)
        _compare(plan, outcome)
        full, edits, plain = _times(plan, outcome)
        naive = ("a plain loop over measures and months", plain)
        rows += [
            row(f"full evaluation, {count} measures", full, aim=aim_full, against=naive),
            row(f"one edit, {count} measures", edits, aim=aim_edit, against=("in full", full)),
        ]
    report(rows, states=len(STATES), months=HORIZON)


def _times(plan: Plan, outcome: Outcome) -> tuple[list[float], list[float], list[float]]:
    """Take turns, so that a busy machine is busy for all three."""
    full, edits, plain = [], [], []
    edited = _edited(plan)
    for number in range(ROUNDS):
        after, changes = next(edited)
        full.append(timed(lambda: evaluate(plan)))
        edits.append(timed(partial(reevaluate, outcome, after, changes)))
        if number < 3:
            plain.append(timed(lambda: _naive(plan)))
    return full, edits, plain


def _plan(count: int) -> Plan:
    dice = random.Random(count)
    measures = [_measure(dice, number) for number in range(count)]
    return plan_with(
        *(a_state(key) for key in STATES),
        an_accelerator(),
        *(a_template(kind) for kind in MeasureKind),
        an_envelope(amount_meur=1e6),
        *(a_system(f"system-{key}", state=key) for key in STATES),
        *measures,
    )


def _measure(dice: random.Random, number: int) -> Measure:
    kind, state = dice.choice(list(MeasureKind)), dice.choice(STATES)
    given: dict[str, Any] = {"start": dice.randrange(48, 150), "status": dice.choice(list(Status))}
    if kind is MeasureKind.DATA_CENTRE:
        given["base_system"] = f"system-{state}"
        given["distance_km"] = 20.0
    return a_measure(kind, id=f"m{number:05d}", state=state, **given)


def _edited(plan: Plan) -> Iterator[tuple[Plan, ChangeSet]]:
    dice = random.Random(7)
    keys = sorted(plan.of(Measure))
    while True:
        key = dice.choice(keys)
        for command in (
            Move(measure=key, start=month_of(2028)),
            Resize(measure=key, size=77.0),
            SetStatus(measure=key, status=Status.CONTRACTED),
        ):
            draft = Draft(plan)
            command.apply(draft)
            yield draft.seal()


def _naive(plan: Plan) -> tuple[float, float]:
    """Return the capacity of planned machines and the capex paid, summed over all months."""
    capacity = paid = 0.0
    for measure in plan.of(Measure).values():
        if measure.kind not in COMPUTE:
            continue
        full = (measure.accelerators or 0) * 2_500.0 / 1e6
        capex = (measure.accelerators or 0) * 0.04
        delivery = max(measure.start, measure.in_service - 3)
        dates = ((measure.start, 0.3), (delivery, 0.4), (measure.in_service, 0.3))
        for month in range(HORIZON):
            if measure.in_service <= month < measure.end:
                capacity += full * min((month - measure.in_service + 1) / measure.ramp_months, 1.0)
                paid += 0.13 * capex / 12
            paid += sum(capex * part for date, part in dates if date == month)
    return capacity, paid


def _compare(plan: Plan, outcome: Outcome) -> None:
    """Check that both ways agree, on a plan of machines alone."""
    machines = plan_with(
        *(a_state(key) for key in STATES),
        *(m for m in plan.of(Measure).values() if m.kind in COMPUTE),
    )
    alone = evaluate(machines)
    capacity, paid = _naive(machines)
    assert np.isclose(alone.capacity_ef.sum(), capacity)
    assert np.isclose(alone.payments_meur.sum(), paid)
    assert outcome.capacity_ef.sum() > capacity


if __name__ == "__main__":
    main()
