# SPDX-License-Identifier: EUPL-1.2
"""Backups come at the right moments, and the way back to one is an edit like any other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner import app, safekeeping
from planner.domain.commands import Assign, EditField, RemoveMeasure
from planner.notices import Notices
from planner.safekeeping import Keeper
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.store.files import a_file

_RELEASED = Path(__file__).parent / "store" / "released" / "plan-0.1.0.aifp"


class Clock:
    """A clock that stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[PlanFile]:
    with PlanFile.open(a_file(tmp_path)) as opened:
        yield opened


@pytest.fixture
def session(file: PlanFile) -> Session:
    return Session(file.plan, file, author="a")


@pytest.fixture
def keeper(file: PlanFile, clock: Clock) -> Keeper:
    return Keeper(file, Notices(), clock=clock)


def assign(session: Session, measure: str) -> None:
    session.execute(Assign(template="t-system", state="IT", start=60, measure=measure))


def occasions(keeper: Keeper) -> list[str]:
    return [backup.occasion.value for backup in keeper.shelf.backups()]


def test_a_plan_is_backed_up_when_opened_unless_nothing_is_new(keeper: Keeper) -> None:
    keeper.opened()
    keeper.opened()
    keeper.closing()
    assert occasions(keeper) == ["opened"]


def test_edits_are_backed_up_every_ten_minutes(
    keeper: Keeper, session: Session, clock: Clock
) -> None:
    keeper.opened()
    assign(session, "m1")
    clock.pass_by(minutes=9)
    assert keeper.catch_up() is None
    clock.pass_by(minutes=1)
    assert keeper.catch_up() is not None
    clock.pass_by(hours=5)
    assert keeper.catch_up() is None
    assert occasions(keeper) == ["edited", "opened"]


def test_the_last_edits_are_backed_up_when_closed(keeper: Keeper, session: Session) -> None:
    keeper.opened()
    assign(session, "m1")
    keeper.closing()
    assert occasions(keeper) == ["closed", "opened"]


def test_a_script_of_many_commands_does_not_make_a_backup_with_each(
    keeper: Keeper, session: Session, clock: Clock
) -> None:
    for number in range(5):
        assign(session, f"m{number}")
        keeper.closing(at_once=False)
    assert occasions(keeper) == ["closed"]
    clock.pass_by(minutes=10)
    keeper.closing(at_once=False)
    assert occasions(keeper) == ["closed", "closed"]


def test_a_backup_that_fails_is_a_notice_and_stops_nothing(
    file: PlanFile, session: Session
) -> None:
    safekeeping.backup_root().parent.mkdir(parents=True, exist_ok=True)
    safekeeping.backup_root().write_text("a file in the place of the folder")
    told: list[str] = []
    notices = Notices()
    notices.listen(lambda code, _error: told.append(code))
    keeper = Keeper(file, notices)
    assert keeper.opened() is None
    assign(session, "m1")
    assert keeper.closing() is None
    assert told == ["backup_failed", "backup_failed"]


def test_going_back_is_one_step_in_a_longer_history(keeper: Keeper, session: Session) -> None:
    assign(session, "m1")
    assign(session, "m2")
    then = session.plan
    backup = keeper.ask()
    session.execute(RemoveMeasure(measure="m1"))
    session.execute(EditField(kind="measure", key="m2", field="notes", value="other"))
    assign(session, "m3")
    now = session.plan
    found = safekeeping.preview(session.plan, backup)
    assert len(found.changes) == 3
    session.execute(found.command)
    assert session.plan == then
    assert len(session.history()) == 6
    session.undo()
    assert session.plan == now


def test_a_backup_opens_as_a_copy_with_its_history(
    keeper: Keeper, session: Session, tmp_path: Path
) -> None:
    assign(session, "m1")
    backup = keeper.ask()
    copy = tmp_path / "copy.aifp"
    safekeeping.open_as_copy(backup, copy)
    with app.workspace(copy) as opened:
        assert "m1" in opened.session.plan.table("measure")
        opened.session.undo()
    with PlanFile.open(backup.path, for_reading=True) as held:
        assert "m1" in held.plan.table("measure")


def test_the_latest_backup_is_the_latest_that_is_whole(keeper: Keeper, session: Session) -> None:
    good = keeper.ask()
    assign(session, "m1")
    spoilt = keeper.ask()
    spoilt.path.write_bytes(spoilt.path.read_bytes()[:20_000])
    assert safekeeping.latest_backup(keeper.file.path) == good


def test_an_older_plan_is_backed_up_before_it_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "old.aifp"
    path.write_bytes(_RELEASED.read_bytes())
    app.open_workspace(path).close()
    backup = safekeeping.latest_backup(path)
    assert backup is not None
    assert backup.occasion.value == "growing"
    with PlanFile.open(path) as now, PlanFile.open(backup.path, for_reading=True) as then:
        assert set(then.plan.table("measure")) == set(now.plan.table("measure"))
        assert then.steps() == now.steps()[: len(then.steps())]
