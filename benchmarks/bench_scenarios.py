# SPDX-License-Identifier: EUPL-1.2
"""Scenarios of one plan file: switching, branching, any past moment, opening a long history.

Each is set against what one would do without scenarios: copy the plan file, open it, evaluate it.
"""

import gc
import tempfile
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.figures import Row, report, row, timed
from benchmarks.plans import FIRST_MONTH, MONTHS, plan_file
from planner.chronicle import deeds
from planner.domain.changes import Draft
from planner.domain.commands import Move
from planner.domain.history import Step, StepKind
from planner.engine.stages import evaluate
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile

MEASURES = 500
EDITS = 10_000
DECIDED = 200
ROUNDS = 20
_SWITCH, _PAST, _BRANCH, _OPEN = 100.0, 200.0, 50.0, 1_000.0  # the most each may take, in ms


def main() -> None:
    """Edit a plan ten thousand times, branch it, and time what people do with it then."""
    random = Random(7)
    with tempfile.TemporaryDirectory() as folder:
        path = plan_file(Path(folder), MEASURES)
        _edit(path, random)
        rows = [
            *_opening(path),
            *_switching(path, random, Path(folder)),
            *_looking_back(path, random),
        ]
    report(rows, measures=MEASURES, edits=EDITS, decided=DECIDED)


def _edit(path: Path, random: Random) -> None:
    with PlanFile.open(path) as file:
        plan = file.plan
        for _ in range(EDITS):
            draft = Draft(plan)
            _move(random).apply(draft)
            plan, changes = draft.seal()
            file.append(_step(), changes)


def _step() -> Step:
    at = "2026-01-01T00:00:00.000+00:00"
    return Step(kind=StepKind.DO, code="move", facts={"month": 84}, author="benchmark", at=at)


def _move(random: Random) -> Move:
    start = FIRST_MONTH + random.randrange(MONTHS)
    return Move(measure=f"m{random.randrange(MEASURES):05d}", start=start)


def _scenarios(file: PlanFile) -> Scenarios:
    return Scenarios(Session(file.plan, file, author="benchmark"), file)


def _opening(path: Path) -> list[Row]:
    times, listed = [], []
    for _ in range(5):
        opened: list[PlanFile] = []
        times.append(timed(lambda: opened.append(PlanFile.open(path))))  # noqa: B023 - called at once
        scenarios = _scenarios(opened[0])
        listed.append(timed(partial(deeds, scenarios)))
        opened[0].close()
    return [
        row(f"opening a plan with {EDITS} edits", times, aim=_OPEN),
        row(f"reading the whole history of {EDITS} edits with every value", listed),
    ]


def _switching(path: Path, random: Random, folder: Path) -> list[Row]:
    with PlanFile.open(path) as file:
        scenarios = _scenarios(file)
        branching, copying, evaluating = [], [], []
        for number in range(ROUNDS):
            branching.append(timed(partial(scenarios.branch, f"S{number}")))
            copying.append(timed(partial(file.save_copy, folder / "copy.aifp", overwrite=True)))
            evaluating.append(timed(partial(evaluate, file.plan)))
        _decide(scenarios, random)
    with PlanFile.open(path) as file:
        gc.freeze()  # as the window does once its plan is open
        linked, again = _switched(file), _arrivals(file, random)
    return [
        row("branching", branching, aim=_BRANCH, against=("copying the file", copying)),
        row(
            f"switching to a scenario with {DECIDED} decisions, for the first time",
            linked,
            aim=_SWITCH,
            against=("evaluating in full", evaluating),
        ),
        row("an edit of the parent until an open scenario has it", again, aim=_SWITCH),
        row("copying the file", copying),
        row("evaluating in full", evaluating),
    ]


def _decide(scenarios: Scenarios, random: Random) -> None:
    for scenario in _made(scenarios):
        session = scenarios.open(scenario)
        for _ in range(DECIDED):
            session.execute(_move(random))


def _made(scenarios: Scenarios) -> list[str]:
    return list(scenarios.root.plan.table("scenario"))[:3]


def _switched(file: PlanFile) -> list[float]:
    root = Session(file.plan, file, author="benchmark")
    times = []
    for _ in range(ROUNDS):
        fresh = Scenarios(root, file)
        times.extend(timed(partial(fresh.open, scenario)) for scenario in _made(fresh))
    return times


def _arrivals(file: PlanFile, random: Random) -> list[float]:
    scenarios = _scenarios(file)
    scenarios.open(_made(scenarios)[0])
    return [timed(partial(scenarios.root.execute, _move(random))) for _ in range(ROUNDS)]


def _looking_back(path: Path, random: Random) -> list[Row]:
    with PlanFile.open(path) as file:
        scenarios = _scenarios(file)
        steps = [step.id for step in scenarios.root.history()]
        branch = scenarios.open(_made(scenarios)[0])
        root = [timed(partial(scenarios.root.at_step, random.choice(steps))) for _ in range(ROUNDS)]
        oldest = [timed(partial(scenarios.root.at_step, "")) for _ in range(ROUNDS)]
        below = [timed(partial(branch.at_step, random.choice(steps))) for _ in range(ROUNDS)]
    return [
        row("any past moment of the plan", root, aim=_PAST),
        row("the plan before its first edit", oldest, aim=_PAST),
        row("any past moment in a scenario", below, aim=_PAST),
    ]


if __name__ == "__main__":
    main()
