# SPDX-License-Identifier: EUPL-1.2
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.domain.errors import StoreError
from planner.store.backups import (
    Backup,
    Occasion,
    Retention,
    Shelf,
    origin_of,
    shelf_of,
    shelf_of_file,
    worth_keeping,
)
from planner.store.planfile import PlanFile
from planner.store.verify import Part, verify
from tests.core.builders import a_measure
from tests.core.store.files import a_file, saved

START = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
Clock = Callable[[], datetime]


def a_clock(*, step: timedelta) -> Clock:
    """Return a clock that goes on by `step` with every look."""
    looks = iter(range(10_000))
    return lambda: START + next(looks) * step


def a_shelf(folder: Path, *, step: timedelta = timedelta(minutes=1), **retention: int) -> Shelf:
    return Shelf(folder / "backups", Retention(**retention), a_clock(step=step))


def a_backup(at: datetime, occasion: Occasion = Occasion.CLOSED) -> Backup:
    return Backup(Path(f"{at:%Y%m%dT%H%M}"), at, occasion, "0" * 10, 1)


def hourly(days: int) -> list[Backup]:
    return [a_backup(START + timedelta(hours=hour)) for hour in range(24 * days)]


def test_a_backup_holds_plan_and_history_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = saved(file, file.plan, a_measure())
        backup = shelf.make(file, Occasion.EDITED)
        steps = file.steps()
    assert verify(backup.path).error is None
    with PlanFile.open(backup.path, for_reading=True) as held:
        assert held.plan == plan
        assert held.steps() == steps
    assert shelf.backups() == (backup,)


def test_a_list_says_when_why_and_of_which_file_without_opening_any(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        shelf.make(file, Occasion.OPENED)
        shelf.make(file, Occasion.ASKED)
    (shelf.folder / "notes.txt").write_text("not a backup")
    latest, first = shelf.backups()
    assert (latest.occasion, first.occasion) == (Occasion.ASKED, Occasion.OPENED)
    assert (first.at, latest.at) == (START, START + timedelta(minutes=1))
    assert latest.is_of(path)
    assert not latest.is_of(tmp_path / "other.aifp")


def test_what_is_in_the_latest_backup_already_is_noticed(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        assert not shelf.holds(file)
        shelf.make(file, Occasion.OPENED)
        assert shelf.holds(file)
        saved(file, file.plan, a_measure())
        assert not shelf.holds(file)
    with PlanFile.open(path) as file:
        assert not shelf.holds(file)


def test_a_backup_that_is_not_whole_is_not_kept(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    with PlanFile.open(a_file(tmp_path)) as file:
        saved(file, file.plan, a_measure())
        # A fault that no check of SQLite's would find.
        file._connection.execute("UPDATE measure SET status = 'imagined'")
        with pytest.raises(StoreError) as failure:
            shelf.make(file, Occasion.CLOSED)
    assert failure.value.code == "backup_unsound"
    assert failure.value.facts["part"] == "cells"
    assert list(shelf.folder.iterdir()) == []


def test_a_plan_whose_history_leads_elsewhere_is_backed_up_as_it_is(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = saved(file, file.plan, a_measure())
        saved(file, plan, a_measure(start=50))
        file._connection.execute("UPDATE cell SET old = '2020-01' WHERE field = 'start'")
        backup = shelf.make(file, Occasion.CLOSED)
    assert verify(backup.path).wrong is Part.REPLAY
    PlanFile.open(backup.path, for_reading=True).close()


def test_a_backup_with_nowhere_to_go_fails_with_a_reason(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path)
    shelf.folder.write_text("a file in the place of the folder")
    with PlanFile.open(a_file(tmp_path)) as file, pytest.raises(StoreError) as failure:
        shelf.make(file, Occasion.CLOSED)
    assert failure.value.code == "write_failed"


def test_the_latest_and_the_last_of_each_period_stay() -> None:
    kept = worth_keeping(hourly(60), Retention(recent=2, hours=3, days=4, weeks=2, months=2))
    times = sorted((backup.at for backup in kept), reverse=True)
    assert [f"{at:%m-%d %H}" for at in times] == [
        "03-02 07",
        "03-02 06",
        "03-02 05",
        "03-01 23",
        "02-28 23",
        "02-27 23",
    ]
    assert {f"{at:%m}" for at in times} >= {"03", "02"}


def test_an_idle_year_costs_no_backup() -> None:
    old = [a_backup(START.replace(year=2020, month=month)) for month in range(1, 7)]
    assert worth_keeping(old, Retention(recent=1)) == frozenset(old)


def test_backups_somebody_asked_for_are_counted_by_themselves() -> None:
    asked = [a_backup(START + timedelta(days=day), Occasion.ASKED) for day in range(5)]
    kept = worth_keeping([*asked, *hourly(90)], Retention(deliberate=2))
    assert {backup for backup in kept if backup.occasion is Occasion.ASKED} == set(asked[-2:])


def test_pruning_twice_removes_nothing_more() -> None:
    retention = Retention(recent=3, hours=5, days=5, weeks=3, months=2)
    kept = worth_keeping(hourly(40), retention)
    assert worth_keeping(kept, retention) == kept


def test_pruning_leaves_the_backups_of_another_copy_alone(tmp_path: Path) -> None:
    only = {"recent": 1, "hours": 1, "days": 1, "weeks": 1, "months": 1}
    shelf = a_shelf(tmp_path, **only)
    path = a_file(tmp_path)
    copy = tmp_path / "copy.aifp"
    with PlanFile.open(path) as file:
        file.save_copy(copy)
    with PlanFile.open(copy) as file:
        of_copy = shelf.make(file, Occasion.CLOSED)
    with PlanFile.open(path) as file:
        first, last = shelf.make(file, Occasion.CLOSED), shelf.make(file, Occasion.CLOSED)
        assert shelf.prune() == (first,)
    assert set(shelf.backups()) == {of_copy, last}


def test_pruning_removes_what_a_crash_left_half_made(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "backups", clock=lambda: datetime.now(UTC) + timedelta(days=2))
    leftover = shelf.folder / ".20260101T083000000000-closed-0000000000.aifp.x1y2"
    leftover.mkdir(parents=True)
    (leftover / "half.aifp").write_bytes(b"half")
    shelf.prune()
    assert list(shelf.folder.iterdir()) == []


def test_the_backups_of_a_file_that_cannot_be_read_are_found_by_its_place(tmp_path: Path) -> None:
    root = tmp_path / "all"
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        backup = shelf_of(root, file.plan_id).make(file, Occasion.CLOSED)
    path.write_bytes(b"nothing is left")
    shelf = shelf_of_file(root, path)
    assert shelf is not None
    assert shelf.latest_of(path) == backup
    assert shelf_of_file(root, tmp_path / "other.aifp") is None


@pytest.mark.parametrize("plan_id", ["../../elsewhere", "", "C:\\plans", "a/b", "."])
def test_a_strange_key_does_not_lead_out_of_the_folder(tmp_path: Path, plan_id: str) -> None:
    assert shelf_of(tmp_path, plan_id).folder.parent == tmp_path


def test_copies_of_one_plan_have_different_origins(tmp_path: Path) -> None:
    assert origin_of(tmp_path / "a.aifp") != origin_of(tmp_path / "b.aifp")
    assert origin_of(tmp_path / "a.aifp") == origin_of(tmp_path / "x" / ".." / "a.aifp")


def test_an_older_file_is_backed_up_before_it_grows(tmp_path: Path) -> None:
    released = Path(__file__).parent / "released" / "plan-0.1.0.aifp"
    path = tmp_path / "old.aifp"
    path.write_bytes(released.read_bytes())
    shelf = a_shelf(tmp_path)
    PlanFile.open(path, before_growing=shelf.make_before_growing).close()
    (backup,) = shelf.backups()
    assert backup.occasion is Occasion.GROWING
    version = "PRAGMA user_version"
    before, after, held = (_asked(file, version) for file in (released, path, backup.path))
    assert before == held < after


def _asked(path: Path, query: str) -> object:
    connection = sqlite3.connect(path)
    answer = connection.execute(query).fetchone()
    connection.close()
    return answer
