# SPDX-License-Identifier: EUPL-1.2
"""Many records at once: taken over, taken back, and from more than one thread."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from planner.domain.changes import Cell, Change, ChangeSet, Whole
from planner.domain.commands import AddRecord, Batch, EditField, RemoveRecord
from planner.domain.errors import StoreError
from planner.domain.records.evidence import Confidence, Parameter, Source
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_plan
from tests.core.store.files import a_file, a_step, edited, saved

MANY = 300


def _a_batch() -> Batch:
    added = ({"id": f"s{n}", "title": f"Report {n}", "year": 2020 + n % 5} for n in range(MANY))
    commands = (AddRecord(kind="source", values=values) for values in added)
    changed = EditField(kind="state", key="FI", field="grid_carbon_g_per_kwh", value=60.0)
    return Batch(commands=(*commands, changed))


def test_what_takes_a_step_back_names_whole_records_where_they_came_or_went(
    tmp_path: Path,
) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        session = Session(file.plan, file, author="a")
        session.execute(_a_batch())
        session.execute(RemoveRecord(kind="source", key="s1"))
        assert session.next_undo is not None
        back = Source(id="s1", title="Report 1", year=2021, confidence=Confidence.LOW)
        assert file.taking_back(session.next_undo) == [Whole("source", "s1", back)]
        session.undo()
        first = file.taking_back(session.next_undo)
        assert first[0] == Cell("state", "FI", "grid_carbon_g_per_kwh", 60.0, 200.0)
        assert first[-1] == Whole("source", "s0", None)
        assert len(first) == MANY + 1


def test_many_records_come_go_and_come_again_as_they_were(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(_a_batch())
        after = session.plan
        session.undo()
        assert session.plan == a_plan()
        session.redo()
        assert session.plan == after
    with PlanFile.open(path) as file:
        assert file.plan == after
        assert file.as_of(2) == a_plan()


def test_a_file_opened_in_one_thread_is_edited_and_closed_in_another(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with ThreadPoolExecutor(1) as beside:
        file = beside.submit(PlanFile.open, path).result()
        session = Session(file.plan, file, author="a")
        prepared = beside.submit(session.prepare, _a_batch()).result()
        beside.submit(session.keep, prepared).result()
    session.adopt(prepared)
    file.close()
    with PlanFile.open(path) as again:
        assert again.plan == session.plan


def test_whoever_reads_while_another_thread_writes_sees_all_of_a_step_or_nothing(
    tmp_path: Path,
) -> None:
    step = a_step()
    seen, enough = list[int](), Event()
    with PlanFile.open(a_file(tmp_path)) as file, ThreadPoolExecutor(1) as beside:

        def look() -> None:
            while not enough.is_set():
                seen.append(len(file.log().cells.get(step.id, ())))

        looking = beside.submit(look)
        try:
            changes = edited(file.plan, *(Source(id=f"s{n}", title="T") for n in range(MANY)))[1]
            file.append(step, changes)
        finally:
            enough.set()
        looking.result()
        written = len(file.log().cells[step.id])
    assert written == MANY * len(Source.KIND.fields)
    assert set(seen) <= {0, written}


def test_many_records_that_are_still_referred_to_are_not_taken_out(tmp_path: Path) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = saved(file, file.plan, *(Source(id=f"s{n}", title="T") for n in range(MANY)))
        plan = saved(file, plan, Parameter(id="p", name="P", value=1.0, source="s7"))
        known = plan.table("source")
        keys = [f"s{n}" for n in range(MANY)]
        gone = ChangeSet(tuple(Change("source", key, known[key], None) for key in keys))
        for _again in range(2):
            with pytest.raises(StoreError) as refusal:
                file.append(a_step(), gone)
            assert refusal.value.code == "write_failed"
        assert len(file.steps()) == 2
        one = ChangeSet((Change("source", "s7", known["s7"], None),))
        with pytest.raises(StoreError):
            file.append(a_step(), one)
    with PlanFile.open(file.path) as again:
        assert again.plan == plan
