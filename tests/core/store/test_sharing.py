# SPDX-License-Identifier: EUPL-1.2
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.changes import Change, ChangeSet
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.schema import Schema
from planner.store.copying import copy_of_open_file
from planner.store.placing import replacing, sidecars
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_plan
from tests.core.store.files import a_file, a_step, edited, saved

_NOBODY = 65534


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """Give a folder with a plan that nobody may write, not even who runs the tests as root.

    Beside it lies an older plan, and one that was left open by a crash.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a_file(folder)
        _old_and_crashed(folder)
        for path in folder.iterdir():
            path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(0o555)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        if root:
            os.setresuid(_NOBODY, _NOBODY, 0)
        yield folder
        if root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(stat.S_IREAD | stat.S_IWRITE)


def _old_and_crashed(folder: Path) -> None:
    PlanFile.create(folder / "old.aifp", Plan(Schema((State,))))
    with PlanFile.open(folder / "plan.aifp") as file:
        saved(file, file.plan, a_measure())
        for part in (file.path, sidecars(file.path)[0]):
            shutil.copyfile(part, folder / part.name.replace("plan", "crashed"))


def _code(action: object, *arguments: object, **named: object) -> str:
    with pytest.raises(StoreError) as refusal:
        action(*arguments, **named)  # type: ignore[operator]  # the caller passes a function
    return refusal.value.code


def _read_elsewhere(path: Path) -> str:
    """Return what goes wrong when another process reads the file; nothing, if it may."""
    attempt = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "connection.execute('SELECT * FROM step')\n"
        "connection.close()"
    )
    command = [sys.executable, "-c", attempt, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_a_plan_at_rest_is_one_file_in_rollback_mode(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        saved(file, file.plan, a_measure())
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"


def test_a_plan_is_opened_once_in_a_process(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    alias = tmp_path / "alias.aifp"
    os.link(path, alias)
    with PlanFile.open(path) as file:
        assert _code(PlanFile.open, path) == "in_use"
        assert _code(PlanFile.open, alias) == "in_use"
        assert _code(PlanFile.create, path, a_plan(), overwrite=True) == "in_use"
        assert _code(file.save_copy, path, overwrite=True) == "in_use"
        assert _code(copy_of_open_file, path, tmp_path / "copy.aifp") == "in_use"
        # On POSIX systems, whoever closes a second handle of a file gives up the lock of the first.
        assert "database is locked" in _read_elsewhere(path)
        saved(file, file.plan, a_measure())
    with PlanFile.open(path) as file:
        assert len(file.steps()) == 1


def test_a_plan_is_locked_before_its_first_edit(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path):
        assert "database is locked" in _read_elsewhere(path)
    assert _read_elsewhere(path) == ""


def test_a_closed_plan_file_says_so(tmp_path: Path) -> None:
    file = PlanFile.open(a_file(tmp_path))
    file.close()
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.steps()


def test_a_plan_in_a_locked_folder_opens_for_reading(locked_folder: Path) -> None:
    before = {entry.name: entry.read_bytes() for entry in locked_folder.iterdir()}
    with PlanFile.open(locked_folder / "plan.aifp") as file:
        assert file.read_only
        assert file.plan == edited(a_plan(), a_measure())[0]
        assert file.as_of(0) == a_plan()
        _plan, changes = edited(file.plan, a_measure(start=9))
        assert _code(file.append, a_step(), changes) == "read_only"
        assert len(file.steps()) == 1
    assert {entry.name: entry.read_bytes() for entry in locked_folder.iterdir()} == before


def test_an_older_plan_in_a_locked_folder_is_completed_in_memory_only(locked_folder: Path) -> None:
    path = locked_folder / "old.aifp"
    before = path.read_bytes()
    with PlanFile.open(path) as file:
        assert file.read_only
        assert file.plan == Plan(file.plan.schema)
        assert file.plan.table("measure") == {}
        assert file.steps() == []
    assert path.read_bytes() == before


def test_edits_a_crash_left_in_a_locked_folder_are_not_passed_over(locked_folder: Path) -> None:
    path = locked_folder / "crashed.aifp"
    assert _code(PlanFile.open, path) == "left_open"
    with tempfile.TemporaryDirectory() as home:
        copy = Path(home, "copy.aifp")
        copy_of_open_file(path, copy)
        with PlanFile.open(copy) as file:
            assert "m-system" in file.plan.table("measure")


def test_a_plan_of_ones_own_opens_for_writing(tmp_path: Path) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        assert not file.read_only


def test_a_new_plan_does_not_overwrite_unasked(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    before = path.read_bytes()
    assert _code(PlanFile.create, path, a_plan()) == "already_exists"
    assert path.read_bytes() == before
    PlanFile.create(path, a_plan(), overwrite=True)
    with PlanFile.open(path) as file:
        assert file.plan == a_plan()


def test_a_copy_holds_the_plan_and_its_history(tmp_path: Path) -> None:
    copy = tmp_path / "copy.aifp"
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = saved(file, file.plan, a_measure())
        file.save_copy(copy)
        steps = file.steps()
        assert _code(file.save_copy, copy) == "already_exists"
        saved(file, plan, a_measure(start=3))
    with PlanFile.open(copy) as file:
        assert file.plan == plan
        assert file.steps() == steps


def test_a_copy_to_nowhere_fails_and_leaves_nothing(tmp_path: Path) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        assert _code(file.save_copy, tmp_path / "none" / "copy.aifp") == "write_failed"
    assert not (tmp_path / "none").exists()


def test_a_new_file_is_not_played_the_log_of_the_old_one(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed.aifp"
    with PlanFile.open(a_file(tmp_path)) as file:
        saved(file, file.plan, a_measure())
        for part in (file.path, *sidecars(file.path)):
            if part.exists():
                shutil.copyfile(part, part.with_name(part.name.replace("plan", "crashed")))
    assert sidecars(crashed)[0].exists()
    crashed.unlink()
    PlanFile.create(crashed, a_plan())
    with PlanFile.open(crashed) as file:
        assert file.plan == a_plan()
        assert file.steps() == []


def test_a_file_that_turned_up_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "plan.aifp"

    def write() -> None:
        with replacing(target, overwrite=False) as made:
            made.write_text("ours")
            target.write_text("theirs")

    assert _code(write) == "already_exists"
    assert target.read_text() == "theirs"
    assert list(tmp_path.glob(".plan*")) == []


@pytest.mark.parametrize("place", [4_096 * page for page in range(1, 60, 3)])
def test_a_refusal_that_is_kept_does_not_keep_the_file(tmp_path: Path, place: int) -> None:
    path = a_file(tmp_path, *(a_measure(id=f"m{n}") for n in range(50)))
    content = bytearray(path.read_bytes())
    content[place : place + 4_096] = b"\x5a" * 4_096
    path.write_bytes(content)
    refusals = []
    for _time in range(2):
        with pytest.raises(StoreError) as refusal:
            PlanFile.open(path)
        refusals.append(refusal)
    assert [refusal.value.code for refusal in refusals] == [refusals[0].value.code] * 2
    assert refusals[0].value.code != "in_use"


def test_a_plan_that_was_refused_opens_once_it_is_mended(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    for statement, answer in (("CREATE VIEW spy AS SELECT 1", "altered"), ("DROP VIEW spy", None)):
        other = sqlite3.connect(path)
        other.execute(statement)
        other.close()
        if answer:
            assert _code(PlanFile.open, path) == answer
    PlanFile.open(path).close()


def test_the_file_itself_refuses_a_reference_to_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    stray = a_measure(state="XX")
    with PlanFile.open(path) as file:
        changes = ChangeSet((Change("measure", stray.id, None, stray),))
        assert _code(file.append, a_step(), changes) == "write_failed"
        assert file.steps() == []
    with PlanFile.open(path) as file:
        assert file.plan == a_plan()


def test_a_copy_that_was_torn_is_taken_again(tmp_path: Path) -> None:
    source = a_file(tmp_path, a_measure())
    target = tmp_path / "copy.aifp"
    tries: list[Path] = []

    def copy(path: Path, to: Path) -> None:
        shutil.copyfile(path, to)
        tries.append(path)
        if len(tries) == 1:
            os.utime(source, ns=(1, 1))

    copy_of_open_file(source, target, copy=copy)
    assert len(tries) == 2
    with PlanFile.open(target) as file:
        assert "m-system" in file.plan.table("measure")


def test_a_copy_of_what_never_holds_still_is_given_up(tmp_path: Path) -> None:
    source = a_file(tmp_path)
    ticks = iter(range(1_000))

    def copy(path: Path, to: Path) -> None:
        shutil.copyfile(path, to)
        os.utime(source, ns=(1, next(ticks)))

    assert _code(copy_of_open_file, source, tmp_path / "copy.aifp", copy=copy) == "busy"
    assert not (tmp_path / "copy.aifp").exists()
