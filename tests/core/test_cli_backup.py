# SPDX-License-Identifier: EUPL-1.2
"""Backups and a look through a plan file, from the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app
from planner.cli import command
from planner.cli.verify import BROKEN, CHANGED, DAMAGED
from planner.store.planfile import PlanFile
from tests.core.builders import a_plan

Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, a_plan())
    return path


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on the plan, expect an exit code, return everything that was printed."""

    def call(*words: str, code: int = 0) -> str:
        assert command.main([*words, "--plan", str(path)]) == code
        printed = capsys.readouterr()
        return printed.out + printed.err

    return call


def _measures(path: Path) -> set[str]:
    with app.workspace(path) as opened:
        return set(opened.session.plan.table("measure"))


def _spoil(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_plan_without_backups_says_so(run: Run) -> None:
    assert "There are no backups" in run("backup")
    assert "There is no whole backup" in run("backup", "restore", code=command.STORE)


def test_backups_are_made_listed_previewed_and_gone_back_to(run: Run, path: Path) -> None:
    assert "Backup made and looked through" in run("backup", "make")
    run("assign", "t-system", "IT", "--start", "2028")
    listed = json.loads(run("backup", "list", "--json"))
    assert [(one["occasion"], one["of_this_file"]) for one in listed] == [("asked", True)]
    told = run("backup", "restore", "1", "--dry-run")
    assert "would change 1 record" in told
    assert len(_measures(path)) == 1
    assert "Go back to the backup of" in run("backup", "restore")
    assert _measures(path) == set()
    run("undo")
    assert len(_measures(path)) == 1


def test_the_first_edit_makes_a_backup_by_itself(run: Run) -> None:
    run("assign", "t-system", "IT", "--start", "2028")
    run("assign", "t-system", "AT", "--start", "2028")
    listed = json.loads(run("backup", "--json"))
    assert [one["occasion"] for one in listed] == ["closed"]


def test_looking_at_a_plan_makes_no_backup(run: Run) -> None:
    run("show")
    assert json.loads(run("backup", "--json")) == []


def test_a_number_that_is_not_in_the_list_is_a_mistake(run: Run) -> None:
    run("backup", "make")
    assert "no backup number 7" in run("backup", "restore", "7", code=command.USAGE)


def test_a_plan_that_is_lost_comes_back_from_its_backup(
    run: Run, path: Path, tmp_path: Path
) -> None:
    run("assign", "t-system", "IT", "--start", "2028")
    path.write_bytes(b"")
    assert "is empty" in run("show", code=command.STORE)
    saved = tmp_path / "saved.aifp"
    run("backup", "restore", "--to", str(saved))
    assert len(_measures(saved)) == 1
    assert "exists already" in run("backup", "restore", "--to", str(saved), code=command.STORE)


def test_pruning_says_how_much_went(run: Run) -> None:
    for _time in range(12):
        run("backup", "make")
    assert len(json.loads(run("backup", "--json"))) == 10
    assert "0 backups removed" in run("backup", "prune")


def test_nothing_is_wrong_with_a_whole_plan(run: Run, path: Path) -> None:
    run("assign", "t-system", "IT", "--start", "2028")
    before = path.read_bytes()
    assert "Nothing is wrong" in run("verify")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "code", "told"),
    [
        ("UPDATE measure SET status = 'imagined'", DAMAGED, "Where: measure, "),
        ("CREATE TABLE spy (x)", DAMAGED, "Where: spy"),
        ("UPDATE measure SET state = 'XX'", DAMAGED, "state, XX"),
        ("UPDATE measure SET notes = 'x'", CHANGED, "was changed outside this program"),
        ("DELETE FROM step", BROKEN, "Where: step, missing_step"),
    ],
)
def test_a_look_names_what_is_wrong_and_what_to_do(
    run: Run, path: Path, statement: str, code: int, told: str
) -> None:
    run("assign", "t-system", "IT", "--start", "2028")
    run("assign", "t-system", "IT", "--start", "2029")
    _spoil(path, statement.replace("FROM step", "FROM step WHERE seq = 1"))
    said = run("verify", code=code)
    assert told in said
    assert "The latest whole backup is of" in said


def test_what_is_no_plan_at_all_gets_the_code_of_a_file_that_cannot_be_read(
    run: Run, path: Path
) -> None:
    path.write_text("Dear Minister")
    assert "is not a plan" in run("verify", code=command.STORE)


def test_a_plan_changed_outside_opens_once_it_is_accepted(run: Run, path: Path) -> None:
    _spoil(path, "UPDATE state SET name = 'Italia' WHERE id = 'IT'")
    assert "changed outside" in run("show", code=command.STORE)
    run("backup", "accept")
    run("show")
    assert "Nothing is wrong" in run("verify")
