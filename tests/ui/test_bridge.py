# SPDX-License-Identifier: EUPL-1.2
"""The seam between session and views: one signal for all edits of one turn."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from planner.domain.changes import Cell, ChangeSet, invert
from planner.domain.commands import Assign, EditField, Move
from planner.domain.history import EMPTY_LOG, Log, Step, Unit
from planner.session import Session, Update
from tests.core.builders import a_plan
from ui.bridge import Bridge

ASSIGN = Assign(template="t-system", state="FR", start=84, measure="m")


class MemoryStore:
    """A store that keeps its journal in memory."""

    def __init__(self) -> None:
        self.journal: list[tuple[Step, ChangeSet]] = []

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:  # noqa: ARG002 - the port has it
        self.journal.append((step, changes))

    def steps(self) -> Sequence[Step]:
        return [step for step, _changes in self.journal]

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        return [
            cell for step, changes in self.journal if step.id in steps for cell in changes.cells()
        ]

    def taking_back(self, unit: Unit) -> list[Cell]:
        return invert(self.cells(unit.steps))


class Views:
    """What the views are told."""

    def __init__(self, bridge: Bridge) -> None:
        self.updates: list[Update] = []
        bridge.updated.connect(self.updates.append)


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def bridge(owner: QObject) -> Bridge:
    return Bridge(owner)


@pytest.fixture
def session(bridge: Bridge) -> Session:
    session = a_session()
    bridge.follow(session)
    return session


def a_session() -> Session:
    return Session(a_plan(), MemoryStore(), author="")


def test_all_edits_of_one_turn_are_told_at_once(
    bridge: Bridge, session: Session, qtbot: QtBot
) -> None:
    views = Views(bridge)
    with qtbot.waitSignal(bridge.updated):
        session.execute(ASSIGN, source="catalogue")
        for month in range(85, 135):
            session.execute(Move(measure="m", start=month), source="board")
        assert views.updates == []
    [update] = views.updates
    [change] = update.changes
    assert change.before is None
    assert getattr(change.after, "start", None) == 134
    assert update.plan is session.plan
    assert update.outcome is session.outcome
    assert update.source == "board"


def test_edits_of_different_turns_are_told_apart(
    bridge: Bridge, session: Session, qtbot: QtBot
) -> None:
    views = Views(bridge)
    with qtbot.waitSignal(bridge.updated):
        session.execute(ASSIGN)
    with qtbot.waitSignal(bridge.updated):
        session.execute(Move(measure="m", start=90))
    assert [len(update.changes) for update in views.updates] == [1, 1]


def test_views_can_be_told_at_once_and_are_not_told_twice(bridge: Bridge, session: Session) -> None:
    views = Views(bridge)
    session.execute(ASSIGN)
    bridge.flush()
    assert len(views.updates) == 1
    bridge.flush()
    assert len(views.updates) == 1


def test_without_edits_nothing_is_told(bridge: Bridge, session: Session) -> None:
    views = Views(bridge)
    session.preview(ASSIGN)
    session.execute(EditField(kind="state", key="IT", field="name", value="Italy"))
    bridge.flush()
    assert views.updates == []


def test_there_and_back_in_one_turn_leaves_no_change(bridge: Bridge, session: Session) -> None:
    views = Views(bridge)
    session.execute(ASSIGN)
    session.undo()
    bridge.flush()
    [update] = views.updates
    assert not update.changes
    assert update.plan == a_plan()


def test_another_session_takes_the_place_of_the_first(bridge: Bridge, session: Session) -> None:
    views = Views(bridge)
    session.execute(ASSIGN)
    other = a_session()
    bridge.follow(other)
    session.execute(Move(measure="m", start=90))
    bridge.flush()
    assert views.updates == []
    other.execute(ASSIGN)
    bridge.flush()
    assert [update.plan for update in views.updates] == [other.plan]
