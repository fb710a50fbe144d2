# SPDX-License-Identifier: EUPL-1.2
"""Comparing and merging, against a plain three-way merge of whole states in the same run.

The plain way reads nothing but three plans in memory, walks every record of each and compares
field by field. It knows no authors, keeps no history and cannot merge twice.
"""

import gc
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.figures import Row, report, row, timed
from benchmarks.plans import FIRST_MONTH, MONTHS, plan_of
from planner.domain.changes import Draft
from planner.domain.commands import Command, Move
from planner.domain.comparing import InputDifferences
from planner.domain.history import Log, Step, StepKind
from planner.domain.merge import merge
from planner.domain.plan import Plan
from planner.domain.schema import Scalar
from planner.domain.weighing import Copy
from planner.engine.comparing import Side, quantity_of, total
from planner.engine.stages import evaluate
from planner.engine.waterfall import waterfall
from planner.store.planfile import PlanFile

MEASURES = 5_000
EDITS = 500
MANY = 2_500
RUNS = 15
_AT = "2026-01-01T00:00:00.000+00:00"


def main() -> None:
    """Time the diff of two plans, a merge of journals, reading them, and a waterfall."""
    base = plan_of(MEASURES)
    gc.freeze()  # as the window does once its plan is open
    rows = []
    for edits in (EDITS, MANY):
        mine, theirs = (_edited(base, author, edits) for author in ("mine", "theirs"))
        ours = [timed(partial(_merged, mine, theirs)) for _ in range(RUNS)]
        plain = [timed(partial(_plain_merge, base, mine[0], theirs[0])) for _ in range(RUNS)]
        against = ("three states, field by field", plain)
        aim = 28.2 if edits == EDITS else 90.0
        rows.append(row(f"merge, {edits} edits a side", ours, aim=aim, against=against))
        rows.append(row(f"three states, {edits} edits a side", plain))
    mine, theirs = (_edited(base, author, EDITS) for author in ("mine", "theirs"))
    diffs = [timed(partial(InputDifferences.of, mine[0], theirs[0])) for _ in range(RUNS)]
    walks = [timed(partial(_plain_diff, mine[0], theirs[0])) for _ in range(RUNS)]
    rows.append(row("diff of two scenarios", diffs, aim=28, against=("every field", walks)))
    rows.append(row("every field of both", walks))
    rows.extend(_from_files(base))
    rows.append(_waterfalls(base))
    report(rows, measures=MEASURES, edits=EDITS)


def _from_files(base: Plan) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mine.aifp")
        PlanFile.create(path, base)
        with PlanFile.open(path) as file:
            plan = base
            for command in _commands(EDITS, "mine"):
                plan = _saved(file, plan, command)
        reads = [timed(partial(_read_log, path)) for _ in range(5)]
    return [row(f"opening a copy and reading its journal of {EDITS} steps", reads)]


def _waterfalls(base: Plan) -> Row:
    quantity = quantity_of("capacity_ef")
    assert quantity is not None
    here = Side("here", base, evaluate(base))
    there = base
    for number in range(8):
        there = _after(there, Move(measure=_key(number), start=FIRST_MONTH + number))
    changes = InputDifferences.of(base, there).changes
    month = FIRST_MONTH + MONTHS

    def split() -> object:
        return waterfall(
            base, here.outcome, changes, lambda outcome: total(outcome, quantity, month)
        )

    times = [timed(split) for _ in range(3)]
    in_full = [256 * timed(partial(evaluate, base)) for _ in range(3)]
    against = ("evaluating in full each time", in_full)
    return row("waterfall of eight groups, 256 evaluations", times, against=against)


def _commands(edits: int, author: str) -> list[Command]:
    shift = 0 if author == "mine" else edits // 2
    return [
        Move(measure=_key(number + shift), start=FIRST_MONTH + (number * 13 + shift) % MONTHS)
        for number in range(edits)
    ]


def _key(number: int) -> str:
    return f"m{number * 7919 % MEASURES:05d}"


def _edited(base: Plan, author: str, edits: int) -> tuple[Plan, Log]:
    plan, steps, cells = base, [], {}
    for command in _commands(edits, author):
        draft = Draft(plan)
        command.apply(draft)
        plan, changes = draft.seal()
        steps.append(Step(kind=StepKind.DO, code="move", facts={}, author=author, at=_AT))
        cells[steps[-1].id] = tuple(changes.cells())
    return plan, Log(tuple(steps), cells)


def _merged(mine: tuple[Plan, Log], theirs: tuple[Plan, Log]) -> object:
    return merge(Copy.of(*mine), Copy.of(*theirs)).settled()


def _plain_merge(base: Plan, mine: Plan, theirs: Plan) -> tuple[dict[str, object], list[object]]:
    result: dict[str, object] = {}
    conflicts: list[object] = []
    for kind in base.schema.kinds.values():
        names = [field.name for field in kind.fields]
        old, ours, other = (plan.table(kind.name) for plan in (base, mine, theirs))
        for key in {*old, *ours, *other}:
            values: dict[str, Scalar] = {}
            for name in names:
                was, here, there = (getattr(t.get(key), name, None) for t in (old, ours, other))
                if here != there and was not in (here, there):
                    conflicts.append((kind.name, key, name, was, here, there))
                values[name] = there if here == was else here
            result[f"{kind.name}/{key}"] = values
    return result, conflicts


def _plain_diff(mine: Plan, theirs: Plan) -> list[object]:
    found: list[object] = []
    for kind in mine.schema.kinds.values():
        ours, other = mine.table(kind.name), theirs.table(kind.name)
        for key in {*ours, *other}:
            for field in kind.fields:
                pair = [getattr(t.get(key), field.name, None) for t in (ours, other)]
                if pair[0] != pair[1]:
                    found.append((kind.name, key, field.name, *pair))
    return found


def _after(plan: Plan, command: Command) -> Plan:
    draft = Draft(plan)
    command.apply(draft)
    return draft.seal()[0]


def _saved(file: PlanFile, plan: Plan, command: Command) -> Plan:
    draft = Draft(plan)
    command.apply(draft)
    following, changes = draft.seal()
    file.append(Step(kind=StepKind.DO, code="move", facts={}, author="a", at=_AT), changes)
    return following


def _read_log(path: Path) -> Log:
    with PlanFile.open(path) as file:
        return file.log()


if __name__ == "__main__":
    main()
