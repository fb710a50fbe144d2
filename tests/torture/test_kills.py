# SPDX-License-Identifier: EUPL-1.2
"""A process is killed at random moments of its work, over and over, on the same plan."""

import random
import shutil
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from planner.session import Session
from planner.store.planfile import PlanFile
from planner.store.verify import check_replay, verify
from tests.core.store.files import a_file
from tests.torture.amount import amount
from tests.torture.deeds import a_worker, grow

BLOCKS = amount(short=4, full=40)
KILLS = amount(short=5, full=24)
BULKS = amount(short=1, full=12)
GROWTHS = amount(short=6, full=120)
RELEASED = Path(__file__).parents[1] / "core" / "store" / "released"
LONGEST = {"usual": 0.08, "lengthy": 0.7, "bulk": 1.2}  # seconds a process lives


def _line(pipe: Connection) -> str:
    """Return the next acknowledgement, empty if the process is gone."""
    try:
        return pipe.recv_bytes().decode().strip()
    except (EOFError, OSError):
        return ""


def _rest(pipe: Connection) -> list[str]:
    return list(iter(lambda: _line(pipe), ""))


def _killed(path: Path, chance: random.Random, sort: str) -> list[str]:
    """Let a process work for a random while, kill it, and return what it had acknowledged."""
    with a_worker(path, chance.randrange(2**32), sort=sort) as (process, pipe):
        assert _line(pipe) == "ready"
        process.join(chance.uniform(0, LONGEST[sort]))
        assert process.is_alive()
        process.kill()
        process.join()
        return _rest(pipe)


def _check(path: Path, known: list[str], said: list[str]) -> list[str]:
    """Look whether everything acknowledged is there and whole; return the steps as of now."""
    known = known + [line.split()[1] for line in said if line.startswith("step")]
    merges = sum(line.startswith("merge") for line in said)
    with PlanFile.open(path) as file:
        found = _made_here(file)
        # The last edit may have been saved without anyone having been told; a merge is two steps.
        assert [step for step in found if step in set(known)] == known
        assert len(found) <= len(known) + 2 + merges
        check_replay(file.plan, file.log())
        _undo_works(file)
        found = _made_here(file)
    assert verify(path).error is None
    copies = [*path.parent.glob("copy-*.aifp"), *path.parent.glob("backups/*.aifp")]
    assert {line.split()[1] for line in said if line.startswith("file")} <= set(map(str, copies))
    for copy in copies:
        assert verify(copy).error is None
    return found


def _made_here(file: PlanFile) -> list[str]:
    """Return the steps of all scenarios, without those a merge brought from another copy."""
    return [step.id for step in file.log().steps if not step.line]


def _undo_works(file: PlanFile) -> None:
    session = Session(file.plan, file, author="a")
    plan = session.plan
    if session.next_undo is not None:
        session.undo()
        session.redo()
    assert session.plan == plan


@pytest.mark.parametrize("block", range(BLOCKS))
def test_nothing_acknowledged_is_lost(tmp_path: Path, block: int) -> None:
    chance = random.Random(block)
    path = a_file(tmp_path)
    known: list[str] = []
    for number in range(KILLS):
        sort = "lengthy" if number % 2 else "usual"
        known = _check(path, known, _killed(path, chance, sort))
        _tidy(tmp_path)


@pytest.mark.parametrize("block", range(BULKS))
def test_ten_thousand_rows_are_there_or_not(tmp_path: Path, block: int) -> None:
    chance = random.Random(1_000 + block)
    for _kill in range(amount(short=1, full=3)):
        path = a_file(tmp_path)
        _check(path, [], _killed(path, chance, "bulk"))
        path.unlink()


@pytest.mark.parametrize("name", sorted(file.name for file in RELEASED.glob("*.aifp")))
def test_an_older_file_is_complete_or_as_it_was(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    for _kill in range(GROWTHS):
        path = tmp_path / "old.aifp"
        shutil.copyfile(RELEASED / name, path)
        with a_worker(path, 0, target=grow) as (process, pipe):
            assert _line(pipe) == "ready"
            process.join(chance.uniform(0, 0.05))
        assert verify(path).error is None
        with PlanFile.open(path) as file:
            _undo_works(file)
        path.unlink()


def _tidy(folder: Path) -> None:
    """Remove the copies that have been looked through."""
    for copy in [*folder.glob("copy-*.aifp"), *folder.glob("backups/*.aifp")]:
        copy.unlink()
