# SPDX-License-Identifier: EUPL-1.2
"""The disk is full, one page later each time, at every step of a plan's life.

Each step is done or answered by its sentence; file and memory are then as they were.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app, merging
from planner.domain.commands import Assign, Batch, Move
from planner.domain.errors import StoreError
from planner.domain.ids import new_id
from planner.intake import Accepted
from planner.scenarios import Scenarios
from planner.sentences import sentence
from planner.session import Session
from planner.store.backups import Occasion, Shelf
from planner.store.planfile import PlanFile
from planner.store.verify import verify
from tests.core.builders import a_plan
from tests.core.store.files import a_file
from tests.torture.amount import amount

ANSWERS = {"disk_full", "write_failed"}
STEP = amount(short=40, full=2) * 4_096
MOST = 2_000_000
_LONG = 120.0  # seconds after which a process that never answers is a failure
Deed = Callable[[Path], object]


def _a_system(key: str, state: str = "IT", start: int = 60) -> Assign:
    return Assign(template="t-system", state=state, start=start, measure=key)


def _many() -> Batch:
    return Batch(commands=tuple(_a_system(f"n{n}", "AT", 60 + n % 80) for n in range(60)))


def _trouble(session: Session) -> StoreError | None:
    try:
        session.execute(_many())
    except StoreError as error:
        return error
    return None


def _pages(file: PlanFile) -> int:
    return int(file._connection.execute("PRAGMA page_count").fetchone()[0])


def _limit(file: PlanFile, pages: int) -> None:
    file._connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_bulk_edit_fails_page_by_page_until_there_is_room(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(_a_system("m"))
        plan, outcome, steps = session.plan, session.outcome, list(file.steps())
        room, failures = _pages(file), 0
        while True:
            _limit(file, room)
            error = _trouble(session)
            if error is None:
                break
            assert error.code == "disk_full"
            assert sentence(error.code, error.facts).startswith("The disk is full")
            assert session.plan is plan
            assert session.outcome is outcome
            assert list(file.steps()) == steps
            failures, room = failures + 1, room + 1
        assert failures >= 3
        last = session.plan
    with PlanFile.open(path) as file:
        assert file.plan == last
    assert verify(path).error is None


def test_an_undo_that_finds_no_room_leaves_the_edit_undoable(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(_many())
        plan, unit = session.plan, session.next_undo
        _limit(file, _pages(file))
        with pytest.raises(StoreError, match="disk_full"):
            session.undo()
        assert (session.plan, session.next_undo) == (plan, unit)
        _limit(file, 100_000)
        session.undo()
    assert verify(path).error is None


def _edit(path: Path) -> None:
    with PlanFile.open(path) as file:
        Session(file.plan, file, author="a").execute(_many())


def _copy(path: Path) -> None:
    with PlanFile.open(path) as file:
        file.save_copy(path.with_name("copy.aifp"))


def _copy_over(path: Path) -> None:
    with PlanFile.open(path) as file:
        file.save_copy(path.with_name("older.aifp"), overwrite=True)


def _back_up(path: Path) -> None:
    with PlanFile.open(path) as file:
        Shelf(path.parent / "backups").make(file, Occasion.CLOSED)


def _import(path: Path) -> None:
    text = "\n".join(f"Team {number}\t1\t5" for number in range(100))
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        fields = ("name", "parameters_bn", "tokens_bn")
        report = app.check_paste(session, text, kind="workload", fields=fields)
        session.execute(app.import_command(session, report, Accepted()))


def _merge(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = Scenarios(Session(file.plan, file, author="a"), file)
        found = merging.preview_merge(scenarios, file, path.with_name("theirs.aifp"))
        merging.carry_out(scenarios, file, found)


def _branch(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = Scenarios(Session(file.plan, file, author="a"), file)
        scenarios.open(scenarios.branch(new_id())).execute(_many())


def _create(path: Path) -> None:
    PlanFile.create(path.with_name("new.aifp"), a_plan())


DEEDS = {
    "edit": _edit,
    "import": _import,
    "merge": _merge,
    "scenario": _branch,
    "copy": _copy,
    "copy over": _copy_over,
    "backup": _back_up,
    "create": _create,
}


def _with_little_room(
    path: Path, deed: Deed, size: int, answer: "multiprocessing.Queue[str]"
) -> None:
    """Do something while no file may grow beyond a size."""
    import resource  # noqa: PLC0415 - Windows has no such module

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        deed(path)
    except StoreError as error:
        answer.put(error.code)
    except BaseException as error:
        answer.put(repr(error))
        raise
    else:
        answer.put("done")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of a file")
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_a_limit_at_any_size_is_answered_and_nothing_is_torn(tmp_path: Path, deed: Deed) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    path = _a_used_file(tmp_path)
    size, given = 4_096, "none"
    while given != "done":
        assert size <= MOST
        answer = context.Queue()
        process = context.Process(target=_with_little_room, args=(path, deed, size, answer))
        process.start()
        given = answer.get(timeout=_LONG)
        process.join()
        process.close()
        answer.close()
        assert given in {*ANSWERS, "done"}
        for file in [*tmp_path.glob("*.aifp"), *tmp_path.glob("backups/*.aifp")]:
            assert verify(file).error is None
        if given != "done":
            assert not (tmp_path / "copy.aifp").exists()
            assert not (tmp_path / "new.aifp").exists()
            assert not list(tmp_path.glob("backups/*.aifp"))
            assert _measures(path) == {"m"}
            assert _measures(tmp_path / "theirs.aifp") == {"m", "theirs"}
            assert _measures(tmp_path / "older.aifp") == {"m", "older"}
        size += STEP
    assert _measures(path) >= {"m"}


def _a_used_file(folder: Path) -> Path:
    path = a_file(folder)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(_a_system("m"))
        session.execute(Move(measure="m", start=90))
        session.execute(_a_system("older"))
        file.save_copy(folder / "older.aifp")
        session.undo()
        file.save_copy(folder / "theirs.aifp")
    with PlanFile.open(folder / "theirs.aifp") as file:
        Session(file.plan, file, author="b").execute(_a_system("theirs"))
    return path


def _measures(path: Path) -> set[str]:
    with PlanFile.open(path) as file:
        return set(file.plan.table("measure"))
