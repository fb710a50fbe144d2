# SPDX-License-Identifier: EUPL-1.2
"""Evaluating plans in full and after one edit, against plain ways of computing a part of it.

An evaluation makes all figures; series by month and findings are made for whoever reads them, and
are timed apart and together with it.

The plain ways compute capacity, power and payments of the planned machines only, see
`benchmarks.plain`. Their totals are compared with the engine's, so that all are known to do the
same.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Row, report, row, timed
from benchmarks.plain import (
    Totals,
    by_loop,
    machines,
    read_sums,
    recalculate,
    write_formulas,
)
from planner.domain.changes import ChangeSet, Draft
from planner.domain.commands import Move, Resize, SetStatus
from planner.domain.months import HORIZON, month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.engine.outcome import SERIES, Outcome
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

AIMS = {500: (5.0, 2.0), 10_000: (30.0, 6.0), 100_000: (300.0, None)}
RULES_AIMS = {500: 20.0}  # the aim for trying all rules again
ROUNDS = {500: 25, 10_000: 15, 100_000: 3}
PLAIN, PLAIN_ROUNDS = (500, 10_000), 3
STATES = tuple(f"S{number:02d}" for number in range(40))

Times = Mapping[tuple[str, str], list[float]]


def main() -> None:
    rows: list[Row] = []
    findings = {}
    for count, rounds in ROUNDS.items():
        plan = _plan(count)
        outcome = evaluate(plan)
        findings[str(count)] = len(outcome.findings)
        rows += _against_full(count, _times(plan, outcome, rounds))
        if count in PLAIN:
            rows += _against_plain(count, plan)
    rows += _against_office(min(ROUNDS))
    report(rows, states=len(STATES), months=HORIZON, findings=findings)


def _against_full(count: int, times: Times) -> list[Row]:
    aim_full, aim_edit = AIMS[count]
    full, edit = ("in full", times["full", "figures"]), ("one edit", times["edit", "figures"])
    named = f"{count} measures"
    return [
        row(f"full evaluation, all figures, {named}", full[1], aim=aim_full),
        row(f"full evaluation and all rules, {named}", times["full", "rules"], against=full),
        row(f"full evaluation and every series, {named}", times["full", "series"], against=full),
        row(f"one edit, all figures, {named}", edit[1], aim=aim_edit, against=full),
        row(
            f"one edit and all rules tried again, {named}",
            times["edit", "rules"],
            aim=RULES_AIMS.get(count),
            against=edit,
        ),
        row(f"one edit and every series, {named}", times["edit", "series"], against=edit),
    ]


def _times(plan: Plan, outcome: Outcome, rounds: int) -> Times:
    """Take turns, so that a busy machine is busy for all of them."""
    _make_series(outcome)
    edited = _edited(plan)
    times: dict[tuple[str, str], list[float]] = {}
    for _round in range(rounds):
        after, changes = next(edited)
        ways = {
            "full": partial(evaluate, plan),
            "edit": partial(reevaluate, outcome, after, changes),
        }
        for (way, evaluated), (what, read) in product(ways.items(), READERS.items()):
            times.setdefault((way, what), []).append(timed(lambda: read(evaluated())))  # noqa: B023 - called at once
    return times


def _make_series(outcome: Outcome) -> None:
    """Make every series, which an evaluation leaves to whoever looks at it."""
    for name in SERIES:
        getattr(outcome, name)


READERS: Mapping[str, Callable[[Outcome], object]] = {
    "figures": lambda _outcome: None,
    "rules": lambda outcome: outcome.findings,
    "series": _make_series,
}
"""What somebody may ask of an outcome, which is then made."""


def _totals(plan: Plan) -> Totals:
    """Evaluate a plan and give what the plain ways give."""
    outcome = evaluate(plan)
    arrays = (outcome.capacity_ef, outcome.power_mw, outcome.payments_meur)
    capacity, power, payments = (float(array.sum()) for array in arrays)
    return capacity, power, payments


def _against_plain(count: int, plan: Plan) -> list[Row]:
    """Compare on a plan of machines alone, of which the plain ways compute a part."""
    alone = _machines_alone(plan)
    engine: list[float] = []
    ways = _plain_ways()
    plain: dict[str, list[float]] = {name: [] for name in ways}
    for name, way in ways.items():
        _agree(_totals(alone), way(alone), name)
    for _round in range(PLAIN_ROUNDS):
        engine.append(timed(partial(_totals, alone)))
        for name, way in ways.items():
            plain[name].append(timed(partial(way, alone)))
    what = f"full, machines alone, {count} measures"
    return [row(what, engine, against=(f"{name} for a part of it", plain[name])) for name in plain]


def _plain_ways() -> Mapping[str, Callable[[Plan], Totals]]:
    if find_spec("pandas") is None:
        return {"a loop": by_loop}
    from benchmarks.plain_frames import by_pandas  # noqa: PLC0415 - where it is installed

    return {"a loop": by_loop, "pandas": by_pandas}


def _against_office(count: int) -> list[Row]:
    """Compare with a workbook of formulas, where there is LibreOffice to calculate it.

    What LibreOffice takes to start, open and save counts for it: so does what opens a plan for us,
    but that is measured elsewhere. It is told apart by a workbook of two machines.
    """
    office = shutil.which("soffice")
    if office is None:
        return []
    whole, small = _machines_alone(_plan(count)), _machines_alone(_plan(4))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calculated = {}
        for title, plan in (("warm", small), ("small", small), ("whole", whole)):
            source = folder / f"{title}.xlsx"
            write_formulas(plan, source)
            calculate = partial(recalculate, office, source, folder / "out", folder / "profile")
            calculated[title] = timed(calculate)
        sums = read_sums(folder / "out" / "whole.xlsx", len(list(machines(whole))))
    _agree(_totals(whole), sums, "a workbook of formulas")
    engine = [timed(partial(_totals, whole)) for _round in range(PLAIN_ROUNDS)]
    formulas = [calculated["whole"] - calculated["small"]]
    against = ("a workbook of formulas for a part of it", formulas)
    return [
        row(f"full, machines alone, {count} measures", engine, against=against),
        row(f"a workbook of formulas in LibreOffice, {count} measures, its start apart", formulas),
    ]


def _agree(ours: Totals, totals: Totals, name: str) -> None:
    """Check that another way gives what the engine does."""
    assert np.allclose(ours, totals), f"{name}: {totals} where the engine has {ours}"


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


def _machines_alone(plan: Plan) -> Plan:
    return plan_with(
        *(a_state(key) for key in STATES),
        *(m for m in plan.of(Measure).values() if m.kind in COMPUTE),
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


if __name__ == "__main__":
    main()
