# SPDX-License-Identifier: EUPL-1.2
"""Plan files for tests, and a second process that edits one until it is told to stop."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.changes import ChangeSet, Draft
from planner.domain.history import Step, StepKind
from planner.domain.plan import Plan
from planner.domain.schema import Record
from planner.store.planfile import PlanFile
from tests.architecture.sources import ROOT
from tests.core.builders import a_measure, a_plan

NOON = "2026-06-30T12:00:00.000+00:00"


def a_file(folder: Path, *records: Record) -> Path:
    """Return the path of a plan file at rest: the small plan, with these records besides."""
    path = folder / "plan.aifp"
    PlanFile.create(path, edited(a_plan(), *records)[0], overwrite=True)
    return path


def edited(plan: Plan, *records: Record) -> tuple[Plan, ChangeSet]:
    """Return a plan with these records written, and what that changed."""
    draft = Draft(plan)
    for record in records:
        draft.put(record)
    return draft.seal()


def without(plan: Plan, table: str, key: str) -> tuple[Plan, ChangeSet]:
    """Return a plan without one record, and what that changed."""
    draft = Draft(plan)
    draft.drop(table, key)
    return draft.seal()


def a_step(code: str = "edit", *, at: str = NOON, gesture: str = "") -> Step:
    """Return an ordinary entry of the journal."""
    return Step(kind=StepKind.DO, code=code, facts={}, author="a", at=at, gesture=gesture)


def saved(file: PlanFile, plan: Plan, *records: Record) -> Plan:
    """Append one step that writes these records; return the plan it leads to."""
    following, changes = edited(plan, *records)
    file.append(a_step(), changes)
    return following


@contextmanager
def an_editor(path: Path, *, seed: int = 0) -> Iterator["subprocess.Popen[str]"]:
    """Run a process that edits `path` without end and writes the id of each step it saved."""
    command = [sys.executable, "-m", "tests.core.store.files", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as editor:
        try:
            yield editor
        finally:
            editor.kill()


def _edit_without_end(path: Path, seed: int) -> None:
    with PlanFile.open(path) as file:
        plan, count = file.plan, len(file.steps())
        while True:
            count += 1
            records = [
                a_measure(id=f"{seed}-{count}-{n}", name=f"No {n}")
                for n in range(200 if count % 7 == 0 else 1)
            ]
            plan, changes = edited(plan, *records, a_measure(start=count % 200))
            step = a_step()
            file.append(step, changes)
            sys.stdout.write(f"{step.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _edit_without_end(Path(sys.argv[1]), int(sys.argv[2]))
