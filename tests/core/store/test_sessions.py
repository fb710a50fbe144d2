# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.commands import (
    Assign,
    Batch,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
)
from planner.domain.errors import DomainError, StoreError
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import NAMES
from tests.core.store.files import a_file
from tests.torture.amount import amount

STATES = sorted(NAMES)
Act = Callable[[Session], object]


def _assign(state: int, start: int, template: str) -> Act:
    return lambda session: session.execute(
        Assign(template=template, state=STATES[state % len(STATES)], start=start)
    )


def _measure(session: Session, which: int) -> str:
    keys = sorted(session.plan.of(Measure)) or ["none"]
    return keys[which % len(keys)]


def _move(which: int, state: int, start: int) -> Act:
    return lambda session: session.execute(
        Move(measure=_measure(session, which), start=start, state=STATES[state % len(STATES)]),
        gesture=f"drag {which}" if which % 2 else "",
    )


def _rename(which: int, name: str) -> Act:
    return lambda session: session.execute(
        EditField(kind="measure", key=_measure(session, which), field="notes", value=name)
    )


def _remove(which: int) -> Act:
    return lambda session: session.execute(RemoveMeasure(measure=_measure(session, which)))


def _remove_state(which: int) -> Act:
    return lambda session: session.execute(RemoveRecord(kind="state", key=STATES[which % 10]))


def _many(state: int, start: int) -> Act:
    one = Assign(template="t-master_cohort", state=STATES[state % 10], start=start)
    other = Assign(template="t-system", state=STATES[(state + 1) % 10], start=start + 1)
    return lambda session: session.execute(Batch(commands=(one, other)))


SMALL = st.integers(0, 9)
MONTHS = st.integers(-372, 479)
ACTS = st.one_of(
    st.builds(_assign, SMALL, MONTHS, st.sampled_from(["t-system", "t-upgrade", "t-antenna"])),
    st.builds(_move, SMALL, SMALL, MONTHS),
    st.builds(_rename, SMALL, st.text(max_size=20)),
    st.builds(_remove, SMALL),
    st.builds(_remove_state, SMALL),
    st.builds(_many, SMALL, MONTHS),
    st.just(Session.undo),
    st.just(Session.redo),
)


def _done(session: Session, act: Act) -> bool:
    try:
        act(session)
    except DomainError:
        return False
    return True


@settings(max_examples=amount(short=12, full=200))
@given(acts=st.lists(ACTS, max_size=16))
def test_a_plan_that_is_opened_again_goes_on_where_it_stopped(
    tmp_path: Path, acts: list[Act]
) -> None:
    path = a_file(tmp_path)
    states: dict[int, Plan] = {}
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        states[0] = session.plan
        for act in acts:
            if _done(session, act):
                states[len(file.steps())] = session.plan
        last, undo, redo = session.plan, session.next_undo, session.next_redo
        stacks = session._stacks
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        assert session.plan == last
        assert (session.next_undo, session.next_redo) == (undo, redo)
        assert session._stacks == stacks
        assert {seq: file.as_of(seq) for seq in states} == states


def test_undo_and_redo_outlive_a_restart(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        empty = session.plan
        session.execute(Assign(template="t-system", state="IT", start=60))
        assigned = session.plan
        session.execute(Assign(template="t-master_cohort", state="AT", start=61))
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="b")
        session.undo()
        assert session.plan == assigned
        session.undo()
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="c")
        assert session.plan == empty
        session.redo()
        assert session.plan == assigned
        assert [step.author for step in file.steps()] == ["a", "a", "b", "b", "c"]


def _leave_no_room(file: PlanFile) -> None:
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_fails_the_edit_and_keeps_the_plan(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(Assign(template="t-system", state="IT", start=60))
        plan, outcome, undo = session.plan, session.outcome, session.next_undo
        steps = file.steps()
        _leave_no_room(file)
        many = Batch(
            commands=tuple(Assign(template="t-system", state="AT", start=n) for n in range(99))
        )
        with pytest.raises(StoreError) as failure:
            session.execute(many)
        assert failure.value.code == "disk_full"
        assert failure.value.facts["path"] == str(path)
        assert session.plan is plan
        assert session.outcome is outcome
        assert session.next_undo == undo
        assert file.steps() == steps
        file._connection.execute("PRAGMA max_page_count = 100000")
        session.execute(many)
        last = session.plan
    with PlanFile.open(path) as file:
        assert file.plan == last
        assert len(file.steps()) == len(steps) + 1


@pytest.mark.parametrize("value", ["half a pair \ud800", "\udfff"])
def test_a_text_that_no_file_can_hold_fails_the_edit(tmp_path: Path, value: str) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        session = Session(file.plan, file, author="a")
        session.execute(Assign(template="t-system", state="IT", start=60, measure="m"))
        with pytest.raises(StoreError) as failure:
            session.execute(EditField(kind="measure", key="m", field="notes", value=value))
        assert failure.value.code == "write_failed"
        assert session.plan.get(Measure, "m").notes is None
        session.undo()
        assert len(file.steps()) == 2
