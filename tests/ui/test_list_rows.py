# SPDX-License-Identifier: EUPL-1.2
"""What the history says about edits that were taken back and brought back."""

from collections.abc import Sequence

from planner.domain.history import Step, StepKind
from tests.core.builders import a_plan
from ui.presenting.list_rows import history_rows


def a_step(key: str, kind: StepKind = StepKind.DO, *, target: str = "", gesture: str = "") -> Step:
    return Step(
        id=key,
        kind=kind,
        code="batch",
        facts={"count": 1},
        author="someone",
        at="2026-11-23T10:00:00.000+00:00",
        target=target,
        gesture=gesture,
    )


def taken_back(steps: Sequence[Step]) -> list[str]:
    return sorted(row.id for row in history_rows(steps, a_plan()) if row.taken_back)


def test_every_step_of_an_undone_gesture_is_marked() -> None:
    drag = [a_step("a", gesture="drag"), a_step("b", gesture="drag")]
    assert taken_back([*drag, a_step("u", StepKind.UNDO, target="a")]) == ["a", "b"]


def test_what_was_redone_is_not_marked_and_can_be_undone_again() -> None:
    steps = [
        a_step("a"),
        a_step("u", StepKind.UNDO, target="a"),
        a_step("r", StepKind.REDO, target="u"),
    ]
    assert taken_back(steps) == []
    assert taken_back([*steps, a_step("v", StepKind.UNDO, target="r")]) == ["a"]
