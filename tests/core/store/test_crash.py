# SPDX-License-Identifier: EUPL-1.2
import random
import subprocess
from pathlib import Path

import pytest

from planner.domain.changes import Draft, replay
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.store.copying import copy_of_open_file
from planner.store.placing import sidecars
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_plan
from tests.core.store.files import a_file, an_editor, saved

KILLS = 3  # a thousand of them are in `make torture`


def _acknowledged(editor: "subprocess.Popen[str]", at_least: int) -> list[str]:
    """Return the ids of the steps an editor has saved, after killing it in mid-work."""
    assert editor.stdout is not None
    seen = [editor.stdout.readline().strip() for _ in range(at_least)]
    editor.kill()
    rest = editor.stdout.read().split("\n")
    return [*seen, *rest[:-1]]


def _replayed(file: PlanFile, start: Plan) -> Plan:
    draft = Draft(start)
    replay(draft, file.cells([step.id for step in file.steps()]))
    return draft.seal()[0]


def test_no_acknowledged_edit_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        start = file.plan
    chance = random.Random(7)
    known: list[str] = []
    for kill in range(KILLS):
        with an_editor(path, seed=kill) as editor:
            known += _acknowledged(editor, chance.randint(1, 25))
        with PlanFile.open(path) as file:
            found = [step.id for step in file.steps()]
            # The very last edit may have been saved without anyone having been told.
            assert found[: len(known)] == known
            assert len(found) <= len(known) + 1
            assert _replayed(file, start) == file.plan
            known = found


def test_a_plan_open_in_another_process_is_refused_and_can_be_copied(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    copy = tmp_path / "copy.aifp"
    with an_editor(path) as editor:
        assert editor.stdout is not None
        seen = [editor.stdout.readline().strip() for _ in range(10)]
        with pytest.raises(StoreError, match="in_use"):
            PlanFile.open(path)
        with pytest.raises(StoreError, match="in_use"):
            PlanFile.create(path, a_plan(), overwrite=True)
        copy_of_open_file(path, copy)
        with PlanFile.open(copy) as file:
            assert [step.id for step in file.steps()][:10] == seen
        # Neither the refusal nor the copy took the lock from its owner.
        assert editor.poll() is None
        assert editor.stdout.readline()
    assert not any(sidecar.exists() for sidecar in sidecars(copy))


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with an_editor(path) as editor:
        _acknowledged(editor, 1)
    with PlanFile.open(path) as file:
        saved(file, file.plan, a_measure(start=3))
