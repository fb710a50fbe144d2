# SPDX-License-Identifier: EUPL-1.2
"""What undo and redo would take back, derived from the journal."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.history import Step, StepKind, UndoStacks, Unit


def a_step(key: str, kind: StepKind = StepKind.DO, *, gesture: str = "", target: str = "") -> Step:
    return Step(
        kind=kind,
        code="move",
        facts={"step": key},
        author="",
        at="2026-11-23T08:00:00+00:00",
        gesture=gesture,
        target=target,
        id=key,
    )


def steps_of(units: tuple[Unit, ...]) -> list[tuple[str, ...]]:
    return [unit.steps for unit in units]


def test_an_empty_journal_has_nothing_to_undo() -> None:
    assert UndoStacks.of([]) == UndoStacks()


def test_the_latest_edit_is_undone_first() -> None:
    stacks = UndoStacks.of([a_step("a"), a_step("b")])
    assert steps_of(stacks.undoable) == [("a",), ("b",)]


def test_one_gesture_is_one_unit_named_by_where_it_ended() -> None:
    stacks = UndoStacks.of(
        [a_step("a"), a_step("b", gesture="drag"), a_step("c", gesture="drag"), a_step("d")]
    )
    assert steps_of(stacks.undoable) == [("a",), ("b", "c"), ("d",)]
    assert stacks.undoable[1].facts == {"step": "c"}


def test_a_gesture_interrupted_by_another_edit_is_two_units() -> None:
    stacks = UndoStacks.of([a_step("a", gesture="drag"), a_step("b"), a_step("c", gesture="drag")])
    assert steps_of(stacks.undoable) == [("a",), ("b",), ("c",)]


def test_edits_without_a_gesture_are_never_folded() -> None:
    assert len(UndoStacks.of([a_step("a"), a_step("b")]).undoable) == 2


def test_undo_redo_undo_takes_back_what_redo_brought() -> None:
    journal = [a_step("a"), a_step("u", StepKind.UNDO), a_step("r", StepKind.REDO)]
    once = UndoStacks.of(journal[:2])
    assert (steps_of(once.undoable), steps_of(once.redoable)) == ([], [("u",)])
    again = UndoStacks.of(journal)
    assert (steps_of(again.undoable), steps_of(again.redoable)) == ([("r",)], [])
    back = again.after(a_step("v", StepKind.UNDO))
    assert (steps_of(back.undoable), steps_of(back.redoable)) == ([], [("v",)])


def test_a_new_edit_forgets_what_could_be_redone() -> None:
    stacks = UndoStacks.of([a_step("a"), a_step("u", StepKind.UNDO), a_step("b")])
    assert steps_of(stacks.undoable) == [("b",)]
    assert stacks.redoable == ()


def test_an_edit_after_undo_does_not_join_the_gesture_before_it() -> None:
    journal = [
        a_step("a", gesture="drag"),
        a_step("u", StepKind.UNDO),
        a_step("r", StepKind.REDO),
        a_step("b", gesture="drag"),
    ]
    assert steps_of(UndoStacks.of(journal).undoable) == [("r",), ("b",)]


@given(st.lists(st.sampled_from(["do", "drag", "other", "undo", "redo"]), max_size=30))
def test_stacks_followed_step_by_step_are_those_of_the_whole_journal(wishes: list[str]) -> None:
    journal: list[Step] = []
    stacks = UndoStacks()
    for number, wish in enumerate(wishes):
        if (wish == "undo" and not stacks.undoable) or (wish == "redo" and not stacks.redoable):
            continue
        kind = StepKind(wish) if wish in {"undo", "redo"} else StepKind.DO
        gesture = wish if wish in {"drag", "other"} else ""
        journal.append(a_step(str(number), kind, gesture=gesture))
        stacks = stacks.after(journal[-1])
    assert stacks == UndoStacks.of(journal)


def test_every_step_has_a_key_of_its_own() -> None:
    made = [
        Step(kind=StepKind.DO, code="move", facts={}, author="", at="2026-11-23T08:00:00+00:00")
        for _ in range(50)
    ]
    keys = [step.id for step in made]
    assert len(set(keys)) == 50
    assert keys == sorted(keys)
