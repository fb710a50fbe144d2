# SPDX-License-Identifier: EUPL-1.2
"""Three planners, one week, copies that meet again and again, told at the command line.

Anna and Ben merge in both directions, twice. Carl still has version 0.1.0 of the program until
Friday. Ben's plan lies in a folder that two of his machines synchronise.
"""

import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from planner import app, working_copies
from planner.cli import command
from planner.domain.errors import StoreError
from planner.domain.ids import new_id
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario
from planner.store.planfile import PlanFile
from planner.store.verify import verify

RELEASED = Path(__file__).parent / "store" / "released" / "plan-0.1.0.aifp"
M1 = "measure/m1"


@attrs.frozen
class Planner:
    """Somebody at a plan file, typing."""

    name: str
    path: Path
    typed: Callable[..., str]

    def __call__(self, line: str, *, code: int = 0) -> str:
        """Type a line; return what was printed."""
        return self.typed(self.name, f"{line} --plan '{self.path}'", code)

    def questions(self, other: "Planner") -> list[str]:
        """Return the questions a merge would raise, without merging."""
        with app.workspace(self.path) as opened:
            return sorted(clash.id for clash in opened.preview_merge(other.path).clashes)

    def plan(self) -> Plan:
        with app.workspace(self.path) as opened:
            return opened.session.plan

    def measure(self, key: str = "m1") -> Measure:
        return self.plan().get(Measure, key)

    def in_scenario(self, name: str) -> Measure:
        """Return the measure as a scenario has it."""
        with app.workspace(self.path) as opened:
            rows = opened.session.plan.of(Scenario).values()
            (key,) = (row.id for row in rows if row.name == name)
            return opened.scenarios.plan_of(key).get(Measure, "m1")


@pytest.fixture
def seat(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, Path], Planner]:
    """Return how somebody sits down at a plan."""

    def typed(name: str, line: str, code: int) -> str:
        monkeypatch.setenv("LOGNAME", name)
        assert command.main(shlex.split(line)) == code, line
        printed = capsys.readouterr()
        return printed.out or printed.err

    return lambda name, path: Planner(name, path, typed)


def _as_version_0_1_0(path: Path, table: str, key: str, **values: object) -> None:
    """Edit a file of the first format as the program did that wrote it."""
    connection = sqlite3.connect(path)
    with connection:
        for field, value in values.items():
            (seq,) = connection.execute("SELECT max(seq) + 1 FROM step").fetchone()
            (old,) = connection.execute(
                f"SELECT {field} FROM {table} WHERE id = ?",  # noqa: S608 - names of this test
                [key],
            ).fetchone()
            facts = json.dumps({"kind": table, "key": key, "field": field})
            at = f"2026-11-10T09:00:{seq:02}.000+00:00"
            step = (seq, new_id(), "do", "edit_field", facts, "carl", at, "", "", "", "")
            connection.execute(f"INSERT INTO step VALUES ({','.join('?' * 11)})", step)  # noqa: S608 - marks
            cell = (seq, 0, table, key, field, old, value, 1, 1)
            connection.execute("INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", cell)
            connection.execute(
                f"UPDATE {table} SET {field} = ? WHERE id = ?",  # noqa: S608 - names of this test
                [value, key],
            )
    connection.close()


def test_three_planners_meet_twice_and_nothing_is_lost(
    tmp_path: Path, seat: Callable[[str, Path], Planner]
) -> None:
    for folder in ("anna", "Nextcloud", "carl"):
        (tmp_path / folder).mkdir()
    (tmp_path / "Nextcloud" / ".sync_0a1b2c3d4e5f.db").touch()
    anna = seat("anna", tmp_path / "anna" / "plan.aifp")
    ben = seat("ben", tmp_path / "Nextcloud" / "plan.aifp")
    carl = seat("carl", tmp_path / "carl" / "plan.aifp")
    for one in (anna, ben, carl):
        shutil.copyfile(RELEASED, one.path)

    # Monday: everybody edits at home, Ben on a copy of what lies in the folder.
    assert working_copies.unsafe_place(ben.path) is not None
    laptop = seat("ben", working_copies.working_copy(ben.path))
    anna("resize m1 3000")
    anna("scenario branch Cheaper")
    anna("resize m1 900 --scenario Cheaper")
    laptop("resize m1 2500")
    laptop("move m1 --start 2029-01")
    _as_version_0_1_0(carl.path, "measure", "m1", name="Great machine", start="2029-07")

    # Tuesday: Ben's other machine edits the file in the folder while the laptop is on a train.
    ben("edit state FI grid_carbon_g_per_kwh 45")
    ben("duplicate m1 --to FI")
    with PlanFile.open(laptop.path) as file, pytest.raises(StoreError, match="origin_moved_on"):
        working_copies.bring_back(file)
    assert laptop.questions(ben) == []
    laptop(f"merge '{ben.path}'")
    with PlanFile.open(laptop.path) as file:
        working_copies.bring_back(file)
    assert ben.measure().accelerators == 2_500
    assert ben.plan().get(State, "FI").grid_carbon_g_per_kwh == 45

    # Wednesday: the first meetings. Carl's file is only read; his program could not open a newer.
    before = carl.path.read_bytes()
    assert anna.questions(carl) == []
    anna(f"merge '{carl.path}'")
    assert carl.path.read_bytes() == before
    assert anna.questions(laptop) == [f"{M1}/accelerators", f"{M1}/start"]
    told = anna(f"merge '{laptop.path}'", code=1)
    assert "2 questions are open; nothing was changed." in told
    assert anna.measure().accelerators == 3_000
    anna(f"merge '{laptop.path}' --mine --reason 'agreed on the phone'")
    assert laptop.questions(anna) == []
    laptop(f"merge '{anna.path}'")
    assert laptop.plan() == anna.plan()
    assert laptop.measure().accelerators == 3_000
    assert laptop.measure().name == "Great machine"

    # Thursday: all go on, Carl with the old program still.
    anna("resize m1 3200")
    laptop("set-status m1 tentative")
    laptop("resize m1 800 --scenario Cheaper")
    anna("move m1 --start 2030-01 --scenario Cheaper")
    _as_version_0_1_0(carl.path, "measure", "m1", accelerators=2200, status="selected")

    # Friday: the second meetings, in the other order; a merge that was a mistake is taken back.
    assert laptop.questions(carl) == [f"{M1}/accelerators", f"{M1}/status"]
    before_mistake = laptop.plan()
    laptop(f"merge '{carl.path}' --theirs")
    assert laptop.measure().accelerators == 2_200
    laptop("undo")
    assert laptop.plan() == before_mistake
    laptop(f"merge '{carl.path}' --mine")
    assert anna.questions(laptop) == []
    anna(f"merge '{laptop.path}'")
    laptop(f"merge '{anna.path}'")
    with PlanFile.open(laptop.path) as file:
        working_copies.bring_back(file)
    carl(f"merge '{ben.path}' --mine")  # the new program, at last
    anna(f"merge '{carl.path}'")
    ben(f"merge '{carl.path}'")

    # All hold one plan, nothing is left to ask, and everybody's values are in every history.
    everybody = (anna, ben, carl)
    plans = [one.plan() for one in everybody]
    assert plans[1:] == plans[:1] * 2
    for one, other in ((anna, ben), (ben, carl), (carl, anna)):
        assert one.questions(other) == []
    for one in everybody:
        told = one(f"history --everywhere --all --values --record {M1.replace('/', ':')}")
        for value in ("3,000", "2,500", "3,200", "2,200"):
            assert value in told
        assert one.in_scenario("Cheaper").accelerators == 800
        assert one.in_scenario("Cheaper").start == month_of(2030)
        assert verify(one.path).error is None


def test_a_laptop_from_the_board_meeting_comes_home_with_three_questions(
    tmp_path: Path, seat: Callable[[str, Path], Planner]
) -> None:
    office = seat("anna", tmp_path / "office.aifp")
    laptop = seat("ben", tmp_path / "laptop.aifp")
    shutil.copyfile(RELEASED, office.path)
    office("scenario branch 'Board meeting'")
    shutil.copyfile(office.path, laptop.path)
    for one, size, start, status in (
        (office, 1_800, "2028-06", "selected"),
        (laptop, 2_400, "2029-01", "tentative"),
    ):
        one(f"resize m1 {size} --scenario 'Board meeting'")
        one(f"move m1 --start {start} --scenario 'Board meeting'")
        one(f"set-status m1 {status} --scenario 'Board meeting'")

    told = office(f"merge '{laptop.path}'", code=1)
    for word in ("2,000", "1,800", "2,400", "Jun 2028", "Jan 2029", "selected", "tentative"):
        assert word in told
    questions = office.questions(laptop)
    assert [one.rpartition("/")[2] for one in questions] == ["accelerators", "start", "status"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(dict(zip(questions, ("theirs", "mine", "theirs"), strict=True))))
    told = office(f"merge '{laptop.path}' --choose '{answers}' --reason 'as the Board decided'")
    assert "1,800 → 2,400" in told
    assert "Jan 2029" not in told

    merged = office.in_scenario("Board meeting")
    assert (merged.accelerators, merged.start, merged.status) == (
        2_400,
        month_of(2028, 6),
        Status.TENTATIVE,
    )
    assert office.measure().accelerators == 2_000
    logged = office("history --scenario 'Board meeting' --values")
    assert "as the Board decided" in logged
    assert "1,800 → 2,400" in logged
    assert office.questions(laptop) == []
