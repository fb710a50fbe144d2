# SPDX-License-Identifier: EUPL-1.2
"""The history: the latest edit first, and what it changed once it is opened."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.commands import Assign, Move
from planner.domain.history import Step, StepKind
from planner.text import set_language
from tests.core.builders import a_plan, after
from ui.panes.history import HistoryPane
from ui.panes.list_values import HistoryRow
from ui.presenting.list_rows import history_rows
from ui.theme import load_theme

ASSIGN = Assign(template="t-system", state="IT", start=84, measure="m")
MOVE = Move(measure="m", start=90)


def a_step(command: Assign | Move, minute: int, kind: StepKind = StepKind.DO) -> Step:
    code, facts = command.label
    return Step(
        kind=kind,
        code=code,
        facts=facts,
        author="Planning unit",
        at=f"2026-11-23T08:{minute:02d}:00+00:00",
        id=f"step-{minute}",
        target="step-2" if kind is StepKind.UNDO else "",
    )


JOURNAL = (a_step(ASSIGN, 1), a_step(MOVE, 2), a_step(MOVE, 3, StepKind.UNDO))


class Cells:
    """Stands for the store: answers with lines, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, step: str) -> Sequence[str]:
        self.asked.append(step)
        return ("Measure · Start: 2028-01 → 2028-07", f"{step} · Name: A → B")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    return window


@pytest.fixture
def cells() -> Cells:
    return Cells()


@pytest.fixture
def pane(window: QWidget, cells: Cells) -> HistoryPane:
    pane = HistoryPane(load_theme("light"), cells=cells, parent=window)
    pane.resize(680, 480)
    pane.show()
    pane.set_rows(history_rows(JOURNAL, after(a_plan(), ASSIGN)))
    return pane


def tree(pane: HistoryPane) -> QTreeWidget:
    found = pane.findChild(QTreeWidget)
    assert isinstance(found, QTreeWidget)
    return found


def steps(pane: HistoryPane) -> list[QTreeWidgetItem]:
    return [item for i in range(100) if (item := tree(pane).topLevelItem(i)) is not None]


def test_the_latest_edit_comes_first(pane: HistoryPane) -> None:
    titles = [item.text(0) for item in steps(pane)]
    assert titles[0].startswith("Undo: Move")
    assert titles[-1].startswith("Assign A AI-optimised supercomputer to Italy")
    assert {item.text(2) for item in steps(pane)} == {"Planning unit"}


def test_what_was_taken_back_is_paler(pane: HistoryPane) -> None:
    faint = load_theme("light").color("faint")
    assert [item.foreground(0).color() == faint for item in steps(pane)] == [False, True, False]


def test_opening_a_step_lists_what_it_changed(pane: HistoryPane, cells: Cells) -> None:
    assert cells.asked == []
    tree(pane).setCurrentItem(steps(pane)[1])
    QTest.keyClick(tree(pane), Qt.Key.Key_Right)
    assert cells.asked == ["step-2"]
    assert steps(pane)[1].child(0).text(0) == "Measure · Start: 2028-01 → 2028-07"


def test_a_step_opened_again_is_not_read_again(pane: HistoryPane, cells: Cells) -> None:
    for expanded in (True, False, True):
        steps(pane)[0].setExpanded(expanded)
    assert cells.asked == ["step-3"]
    assert steps(pane)[0].childCount() == 2


def test_words_narrow_the_history(pane: HistoryPane) -> None:
    field = pane.findChild(QLineEdit)
    QTest.keyClicks(field, "italy")
    assert len(steps(pane)) == 1
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(steps(pane)) == 3


def test_words_find_steps_without_their_accents(pane: HistoryPane) -> None:
    pane.set_rows((HistoryRow("s", "Österreich: verschoben", "now", "Référent", "", ()),))
    QTest.keyClicks(pane.findChild(QLineEdit), "osterreich referent")
    assert len(steps(pane)) == 1


def test_a_reason_is_told_on_hover(pane: HistoryPane) -> None:
    pane.set_rows((HistoryRow("s", "Move", "now", "Unit", "Agreed in the board.", ()),))
    assert steps(pane)[0].toolTip(0) == "Agreed in the board."


def test_what_is_left_out_of_a_long_history_is_counted_and_does_nothing(
    pane: HistoryPane, qtbot: QtBot
) -> None:
    pane.set_rows(history_rows(JOURNAL, after(a_plan(), ASSIGN), most=1), rest=2_999)
    assert len(steps(pane)) == 2
    assert steps(pane)[1].text(0).startswith("2,999 earlier edits")
    tree(pane).setCurrentItem(steps(pane)[1])
    with qtbot.assertNotEmitted(pane.deed_requested):
        QTest.keyClick(tree(pane), Qt.Key.Key_Return)
    assert not pane.deed("restore").isEnabled()
    tree(pane).setCurrentItem(steps(pane)[0])
    with qtbot.waitSignal(pane.deed_requested) as asked:
        QTest.keyClick(tree(pane), Qt.Key.Key_Return)
    assert asked.args == ["look", "step-3"]


def test_looking_for_words_asks_for_the_whole_history(pane: HistoryPane, qtbot: QtBot) -> None:
    field = pane.findChild(QLineEdit)
    with qtbot.waitSignal(pane.wish.wished):
        QTest.keyClicks(field, "it")
    assert pane.has_words()


def test_a_plan_nobody_has_edited_says_so(pane: HistoryPane) -> None:
    pane.set_rows(())
    shown = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert "Nothing has been edited yet" in shown


def test_the_history_is_named_in_the_language_chosen_last(pane: HistoryPane) -> None:
    set_language("de")
    pane.retranslate()
    assert tree(pane).accessibleName() == pane.accessibleName()
    assert len(steps(pane)) == 3
