# SPDX-License-Identifier: EUPL-1.2
"""The power goes out at any moment of a plan's life: opened, edited, copied, backed up, closed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app, merging
from planner.domain.commands import Assign, Batch, Move
from planner.intake import Accepted
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.backups import Occasion, Shelf
from planner.store.planfile import PlanFile
from planner.store.verify import verify
from tests.core.store.files import a_file
from tests.torture.amount import amount
from tests.torture.power import Disk, Event, can_record, recording

pytestmark = pytest.mark.skipif(
    not can_record(), reason="the SQLite of this Python does not let itself be watched"
)
IMAGES = amount(short=40, full=1_500)
BLOCKS = amount(short=2, full=8)
Told = Callable[[str], None]
_FIELDS = ("name", "parameters_bn", "tokens_bn")


def _a_day(path: Path, told: Told) -> None:
    """Live through what happens to a plan on one day, telling each step that was saved."""
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        for number in range(6):
            key = f"m{number}"
            _did(told, session.execute(_a_system("IT", 60 + number, key)))
            _did(told, session.execute(Move(measure=key, start=90 + number)))
        _did(told, session.undo())
        _did(told, session.redo())
        file.save_copy(path.with_name("copy.aifp"))
        many = [_a_system("AT", 60 + n % 80, f"n{n}") for n in range(30)]
        _did(told, session.execute(Batch(commands=tuple(many))))
        Shelf(path.parent / "backups").make(file, Occasion.EDITED)
        _did(told, session.undo())
    _edit_elsewhere(path.with_name("copy.aifp"))
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="b")
        _did(told, session.execute(Move(measure="m1", start=100)))
        _branch_and_merge(file, session, told)
        report = app.check_paste(session, "Team\t1\t5", kind="workload", fields=_FIELDS)
        _did(told, session.execute(app.import_command(session, report, Accepted())))


def _edit_elsewhere(copy: Path) -> None:
    with PlanFile.open(copy) as file:
        Session(file.plan, file, author="c").execute(Move(measure="m2", start=120))


def _branch_and_merge(file: PlanFile, session: Session, told: Told) -> None:
    scenarios = Scenarios(session, file)
    branch = scenarios.branch("S")
    told(session.history()[-1].id)
    _did(told, scenarios.open(branch).execute(Move(measure="m3", start=110)))
    found = merging.preview_merge(scenarios, file, file.path.with_name("copy.aifp"))
    _did(told, merging.carry_out(scenarios, file, found))


def _a_system(state: str, start: int, key: str) -> Assign:
    return Assign(template="t-system", state=state, start=start, measure=key)


def _did(told: Told, update: object) -> None:
    step = getattr(update, "step", None)
    assert step is not None
    told(step.id)


def _recorded(folder: Path) -> tuple[Path, Disk]:
    path = a_file(folder)
    start = {str(path): path.read_bytes()}
    with recording(folder) as events:
        _a_day(path, lambda step: events.append(Event("ack", step)))
    return path, Disk(start, events)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path, block: int) -> None:
    chance = random.Random(block)
    live, spare = tmp_path / "live", tmp_path / "spare"
    live.mkdir()
    path, disk = _recorded(live)
    steps = [event.path for event in disk.events if event.what == "ack"]
    for number in range(IMAGES // BLOCKS):
        moment = chance.randrange(len(disk.events) + 1)
        image = disk.image(moment, chance)
        after = spare / f"{number}" / "plan.aifp"
        after.parent.mkdir(parents=True)
        for name, content in image.items():
            if Path(name).parent == live and Path(name).name.startswith(path.name):
                after.with_name(Path(name).name).write_bytes(content)
        known = [event.path for event in disk.events[:moment] if event.what == "ack"]
        _check(after, known, steps)


def _check(path: Path, known: list[str], steps: list[str]) -> None:
    with PlanFile.open(path) as file:
        found = [step.id for step in file.log().steps if not step.line]
        assert found[: len(known)] == known
        assert found == steps[: len(found)]
        assert len(found) <= len(known) + 1
        session = Session(file.plan, file, author="a")
        plan = session.plan
        if session.next_undo is not None:
            session.undo()
            session.redo()
        assert session.plan == plan
    assert verify(path).error is None


def test_the_recording_sees_that_every_edit_is_flushed(tmp_path: Path) -> None:
    _path, disk = _recorded(tmp_path)
    since: list[str] = []
    for event in disk.events:
        if event.what == "ack":
            assert "sync" in since
            assert since[-1] == "sync"
            since = []
        else:
            since.append(event.what)
