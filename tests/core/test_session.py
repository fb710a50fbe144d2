# SPDX-License-Identifier: EUPL-1.2
"""The one door: storage before memory, one notice for each edit, and a way back."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import Cell, ChangeSet, Draft, invert, replay
from planner.domain.commands import (
    AddRecord,
    Assign,
    Batch,
    Command,
    EditField,
    Move,
    RemoveMeasure,
    Resize,
    SetStatus,
)
from planner.domain.errors import DomainError, StoreError
from planner.domain.history import EMPTY_LOG, Log, Step, StepKind, Unit
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.notices import Notices
from planner.session import Session, Update
from tests.core.builders import a_plan, after

ASSIGN = Assign(template="t-system", state="FR", start=84, measure="m")
FIGURES = (
    "capacity_ef",
    "accelerators",
    "accelerator_hours",
    "power_mw",
    "energy_mwh",
    "commitments_meur",
    "payments_meur",
    "trained",
    "talent_stock",
    "staff_needed",
)


class MemoryStore:
    """A store that keeps its journal in memory; it can be told that the disk is full."""

    def __init__(self) -> None:
        self.journal: list[tuple[Step, ChangeSet]] = []
        self.full = False

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:  # noqa: ARG002 - the port has it
        if self.full:
            raise StoreError("disk_full")
        self.journal.append((step, changes))

    def steps(self) -> Sequence[Step]:
        return [step for step, _changes in self.journal]

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        return [
            cell for step, changes in self.journal if step.id in steps for cell in changes.cells()
        ]

    def taking_back(self, unit: Unit) -> list[Cell]:
        return invert(self.cells(unit.steps))

    def cell_history(self, table: str, key: str, field: str) -> list[tuple[Step, Cell]]:
        return [
            (step, cell)
            for step, changes in self.journal
            for cell in changes.cells()
            if (cell.table, cell.key, cell.field) == (table, key, field)
        ]

    def as_of(self, point: int) -> Plan:
        plan = a_plan()
        for _step, changes in self.journal[:point]:
            draft = Draft(plan)
            replay(draft, changes.cells())
            plan, _changes = draft.seal()
        return plan


class Ticking:
    """A clock that goes one minute further whenever it is read."""

    def __init__(self) -> None:
        self.minutes = 0

    def __call__(self) -> str:
        self.minutes += 1
        return f"2026-11-23T08:{self.minutes % 60:02d}:00+00:00"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def session(store: MemoryStore) -> Session:
    return a_session(store)


def a_session(store: MemoryStore, plan: Plan | None = None) -> Session:
    return Session(plan or a_plan(), store, author="Planning unit", clock=Ticking())


def told(session: Session) -> list[Update]:
    updates: list[Update] = []
    session.subscribe(updates.append)
    return updates


def name_italy(name: str) -> EditField:
    return EditField(kind="state", key="IT", field="name", value=name)


def same_outcome(one: Outcome, two: Outcome) -> bool:
    """Tell whether two outcomes agree to the last bit."""
    figures = all(np.array_equal(getattr(one, name), getattr(two, name)) for name in FIGURES)
    facts = (one.headlines, one.findings, one.unknowns) == (
        two.headlines,
        two.findings,
        two.unknowns,
    )
    return figures and facts and one.states == two.states


def test_an_edit_is_stored_adopted_and_told_once(session: Session, store: MemoryStore) -> None:
    updates = told(session)
    update = session.execute(ASSIGN, reason="agreed", source="map")
    assert session.plan.get(Measure, "m").state == "FR"
    assert updates == [update]
    assert update.plan is session.plan
    assert update.outcome is session.outcome
    assert update.source == "map"
    [step] = store.steps()
    assert step is update.step
    assert (step.author, step.reason, step.source) == ("Planning unit", "agreed", "map")
    assert (step.code, step.kind, step.at) == ("assign", StepKind.DO, "2026-11-23T08:01:00+00:00")


def test_the_outcome_follows_the_plan(session: Session) -> None:
    session.execute(ASSIGN)
    session.execute(SetStatus(measure="m", status=Status.CONTRACTED))
    assert same_outcome(session.outcome, evaluate(session.plan))


def test_a_failing_save_changes_nothing_in_memory(session: Session, store: MemoryStore) -> None:
    session.execute(name_italy("Italia"))
    plan, outcome, undo = session.plan, session.outcome, session.next_undo
    updates = told(session)
    store.full = True
    with pytest.raises(StoreError, match="disk_full"):
        session.execute(ASSIGN)
    assert session.plan is plan
    assert session.outcome is outcome
    assert session.next_undo is undo
    assert updates == []


@pytest.mark.parametrize("way", [Session.undo, Session.redo])
def test_an_undo_that_cannot_be_saved_can_be_tried_again(
    way: Callable[[Session], Update], session: Session, store: MemoryStore
) -> None:
    session.execute(ASSIGN)
    session.execute(name_italy("Italia"))
    session.undo()
    before = session.plan
    store.full = True
    with pytest.raises(StoreError):
        way(session)
    assert session.plan is before
    store.full = False
    way(session)
    assert session.plan != before


def test_after_a_failed_save_the_next_edit_works(session: Session, store: MemoryStore) -> None:
    store.full = True
    with pytest.raises(StoreError):
        session.execute(ASSIGN)
    store.full = False
    session.execute(ASSIGN)
    assert len(store.journal) == 1


def test_an_edit_that_makes_no_sense_is_neither_stored_nor_told(
    session: Session, store: MemoryStore
) -> None:
    updates = told(session)
    with pytest.raises(DomainError, match="no_system_to_upgrade"):
        session.execute(Assign(template="t-upgrade", state="FR", start=84))
    assert (store.journal, updates) == ([], [])


def test_an_edit_that_changes_nothing_writes_no_step(session: Session, store: MemoryStore) -> None:
    updates = told(session)
    update = session.execute(name_italy("Italy"))
    assert (update.step, len(update.changes)) == (None, 0)
    assert (store.journal, updates, session.next_undo) == ([], [], None)


def test_an_edit_that_changes_nothing_keeps_what_can_be_redone(session: Session) -> None:
    session.execute(ASSIGN)
    session.undo()
    session.execute(name_italy("Italy"))
    session.redo()
    assert "m" in session.plan.of(Measure)


def test_an_observer_that_fails_is_reported_and_undoes_nothing(store: MemoryStore) -> None:
    notices = Notices()
    heard: list[tuple[str, BaseException]] = []
    notices.listen(lambda code, error: heard.append((code, error)))
    session = Session(a_plan(), store, author="", notices=notices)

    def stumble(_update: Update) -> None:
        raise KeyError("IT")

    session.subscribe(stumble)
    updates = told(session)
    session.execute(ASSIGN)
    assert [code for code, _error in heard] == ["observer_failed"]
    assert "m" in session.plan.of(Measure)
    assert len(updates) == len(store.journal) == 1


@pytest.mark.parametrize("deed", [lambda s: s.execute(name_italy("X")), Session.undo])
def test_an_observer_may_not_edit(deed: Callable[[Session], object], store: MemoryStore) -> None:
    notices = Notices()
    heard: list[BaseException] = []
    notices.listen(lambda _code, error: heard.append(error))
    session = Session(a_plan(), store, author="", notices=notices)
    session.subscribe(lambda _update: deed(session))
    session.execute(ASSIGN)
    assert isinstance(heard[0], RuntimeError)
    assert len(store.journal) == 1
    session.execute(name_italy("Italia"))
    assert len(store.journal) == 2


def test_an_observer_may_look_ahead_and_leave(session: Session) -> None:
    seen: list[bool] = []

    def look(_update: Update) -> None:
        seen.append(bool(session.preview(name_italy("Italia")).changes))
        stop()

    stop = session.subscribe(look)
    session.execute(ASSIGN)
    session.execute(name_italy("Italia"))
    assert seen == [True]


def test_undo_gives_back_the_earlier_plan_and_outcome(session: Session) -> None:
    plan, outcome = session.plan, session.outcome
    session.execute(ASSIGN)
    assert not same_outcome(session.outcome, outcome)
    session.undo()
    assert session.plan == plan
    assert same_outcome(session.outcome, outcome)


def test_redo_gives_back_the_later_plan_and_outcome(session: Session) -> None:
    session.execute(ASSIGN)
    plan, outcome = session.plan, session.outcome
    session.undo()
    session.redo()
    assert session.plan == plan
    assert same_outcome(session.outcome, outcome)


def test_undo_is_a_step_of_its_own_that_names_what_it_takes_back(
    session: Session, store: MemoryStore
) -> None:
    session.execute(ASSIGN)
    session.undo(source="window")
    done, undone = store.steps()
    assert (undone.kind, undone.target, undone.code) == (StepKind.UNDO, done.id, "assign")
    assert undone.source == "window"


def test_without_edits_there_is_nothing_to_undo_or_redo(session: Session) -> None:
    assert (session.next_undo, session.next_redo) == (None, None)
    with pytest.raises(DomainError, match="nothing_to_undo"):
        session.undo()
    with pytest.raises(DomainError, match="nothing_to_redo"):
        session.redo()


def test_a_new_edit_forgets_what_could_be_redone(session: Session) -> None:
    session.execute(ASSIGN)
    session.undo()
    session.execute(name_italy("Italia"))
    with pytest.raises(DomainError, match="nothing_to_redo"):
        session.redo()


def test_one_gesture_is_undone_at_once(session: Session, store: MemoryStore) -> None:
    session.execute(ASSIGN)
    for month in (85, 86, 87):
        session.execute(Move(measure="m", start=month), gesture="drag m")
    assert len(store.journal) == 4
    session.undo()
    assert session.plan.get(Measure, "m").start == 84
    session.redo()
    assert session.plan.get(Measure, "m").start == 87
    session.undo()
    session.undo()
    assert "m" not in session.plan.of(Measure)


def test_a_gesture_that_ends_where_it_began_can_be_undone(session: Session) -> None:
    session.execute(ASSIGN)
    session.execute(Move(measure="m", start=90), gesture="drag m")
    session.execute(Move(measure="m", start=84), gesture="drag m")
    session.undo()
    assert session.plan.get(Measure, "m").start == 84
    session.undo()
    assert "m" not in session.plan.of(Measure)


def test_two_gestures_are_undone_one_by_one(session: Session) -> None:
    session.execute(ASSIGN)
    session.execute(Move(measure="m", start=85), gesture="first")
    session.execute(Move(measure="m", start=90), gesture="second")
    session.undo()
    assert session.plan.get(Measure, "m").start == 85


def test_a_batch_is_one_step(session: Session, store: MemoryStore) -> None:
    session.execute(Batch(commands=(ASSIGN, Resize(measure="m", size=2_000.0), name_italy("I"))))
    assert len(store.journal) == 1
    session.undo()
    assert session.plan == a_plan()


def test_a_batch_with_one_mistake_does_nothing(session: Session, store: MemoryStore) -> None:
    wish = Batch(commands=(ASSIGN, Resize(measure="m", size=-1.0)))
    with pytest.raises(DomainError, match="size_out_of_range"):
        session.execute(wish)
    assert session.plan == a_plan()
    assert store.journal == []


def test_a_preview_shows_what_would_be_and_forgets_it(session: Session, store: MemoryStore) -> None:
    updates = told(session)
    plan, outcome = session.plan, session.outcome
    preview = session.preview(ASSIGN)
    assert preview.error is None
    assert "m" in preview.plan.of(Measure)
    assert same_outcome(preview.outcome, evaluate(preview.plan))
    assert session.plan is plan
    assert session.outcome is outcome
    assert (store.journal, updates) == ([], [])
    session.execute(ASSIGN)
    assert same_outcome(session.outcome, preview.outcome)


def test_a_preview_says_why_an_edit_cannot_be_made(session: Session) -> None:
    preview = session.preview(Assign(template="t-upgrade", state="FR", start=84))
    assert preview.error is not None
    assert preview.error.code == "no_system_to_upgrade"
    assert preview.plan is session.plan
    assert not preview.changes


def test_a_preview_names_the_findings_that_would_be_new(session: Session) -> None:
    preview = session.preview(Assign(template="t-system", state="CH", start=84, measure="m"))
    assert "ELG-01" in {finding.rule for finding in preview.new_findings}
    session.execute(Assign(template="t-system", state="CH", start=84, measure="m"))
    again = session.preview(Move(measure="m", start=85))
    assert "ELG-01" not in {finding.rule for finding in again.new_findings}


def test_breaking_a_rule_is_allowed_and_becomes_a_finding(session: Session) -> None:
    session.execute(Assign(template="t-system", state="CH", start=84, measure="m"))
    assert ("ELG-01", "m") in {(f.rule, f.key) for f in session.outcome.findings}


def test_what_can_be_undone_outlives_a_restart(session: Session, store: MemoryStore) -> None:
    session.execute(ASSIGN)
    session.execute(name_italy("Italia"))
    session.undo()
    later = a_session(store, session.plan)
    assert later.next_redo is not None
    later.redo()
    assert later.plan == after(a_plan(), ASSIGN, name_italy("Italia"))
    later.undo()
    later.undo()
    assert later.plan == a_plan()


def test_the_history_names_every_step_and_its_cells(session: Session) -> None:
    session.execute(ASSIGN)
    session.execute(Move(measure="m", start=90))
    steps = session.history()
    assert [step.code for step in steps] == ["assign", "move"]
    [cell] = session.cells_of([steps[1].id])
    assert (cell.field, cell.old, cell.new) == ("start", 84, 90)


def test_whoever_stops_listening_is_told_no_more(session: Session) -> None:
    updates: list[Update] = []
    stop = session.subscribe(updates.append)
    session.execute(ASSIGN)
    stop()
    session.execute(name_italy("Italia"))
    assert len(updates) == 1


def test_one_who_leaves_keeps_nobody_else_from_being_told(session: Session) -> None:
    leave: list[Callable[[], None]] = []
    leave.append(session.subscribe(lambda _update: leave[0]()))
    updates = told(session)
    session.execute(ASSIGN)
    assert len(updates) == 1


KEYS = st.sampled_from(["m0", "m1"])
EDITS = st.one_of(
    st.builds(
        Assign,
        template=st.sampled_from(["t-system", "t-upgrade", "t-data_centre", "t-master_cohort"]),
        state=st.sampled_from(["IT", "FR", "CH"]),
        start=st.integers(60, 120),
        measure=KEYS,
    ),
    st.builds(Move, measure=KEYS, start=st.integers(60, 120)),
    st.builds(SetStatus, measure=KEYS, status=st.sampled_from(Status)),
    st.builds(RemoveMeasure, measure=KEYS),
    st.builds(
        AddRecord,
        kind=st.just("commitment"),
        values=st.just(
            {"id": "c", "name": "C", "state": "IT", "union_meur": 9.9, "signed": month_of(2026)}
        ),
    ),
)


@given(st.lists(st.tuples(EDITS, st.sampled_from(["", "", "drag"])), max_size=8))
def test_every_outcome_on_the_way_back_is_the_one_from_the_way_there(
    wishes: list[tuple[Command, str]],
) -> None:
    session = a_session(MemoryStore())
    before: list[tuple[Plan, Outcome]] = []
    for command, gesture in wishes:
        plan, outcome, unit = session.plan, session.outcome, session.next_undo
        if session.preview(command).error is not None:
            continue
        if session.execute(command, gesture=gesture).step is None:
            continue
        folded = unit is not None and bool(gesture) and unit.gesture == gesture
        if not folded:
            before.append((plan, outcome))
    for plan, outcome in reversed(before):
        session.undo()
        assert session.plan == plan
        assert same_outcome(session.outcome, outcome)
    assert session.next_undo is None


def test_an_edit_that_is_prepared_is_seen_by_nobody_until_it_is_kept_and_adopted(
    session: Session, store: MemoryStore
) -> None:
    told: list[Update] = []
    session.subscribe(told.append)
    before = session.plan
    prepared = session.prepare(ASSIGN)
    assert (session.plan, store.journal, told) == (before, [], [])
    session.keep(prepared)
    assert session.plan is before
    session.adopt(prepared)
    assert [update.step for update in told] == [prepared.step]
    assert session.plan == after(a_plan(), ASSIGN)
    back = session.prepare_undo()
    session.keep(back)
    session.adopt(back)
    assert session.plan == before
    assert session.next_redo is not None


def test_an_edit_prepared_for_a_plan_that_has_moved_on_is_not_kept(
    session: Session, store: MemoryStore
) -> None:
    prepared = session.prepare(ASSIGN)
    session.execute(Assign(template="t-system", state="IT", start=84, measure="other"))
    with pytest.raises(DomainError) as refusal:
        session.keep(prepared)
    assert refusal.value.code == "plan_moved_on"
    assert len(store.journal) == 1
