# SPDX-License-Identifier: EUPL-1.2
"""The budget in the window: typed, pasted and emptied like a spreadsheet, each as one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution
from planner.domain.records.measures import Measure
from planner.engine.budget import Grouping, Mode
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from planner.session import Session
from planner.text import set_language
from tests.core.builders import a_commitment, a_contribution, a_measure, plan_with
from tests.core.test_session import MemoryStore
from ui.edits import Edits
from ui.panes.budget import BudgetPane
from ui.panes.budget_values import BudgetWish
from ui.presenting.access_values import split_values
from ui.presenting.budget_values import (
    budget_values,
    cell_detail,
    cell_edits,
    grouping_words,
    mode_words,
)
from ui.theme import load_theme

UNION, HOST, REGION = "Union, acquisition", "Host state, acquisition", "Region, acquisition"


class Desk:
    """A pane over a session, wired as in the window."""

    def __init__(self, plan: Plan, window: QWidget) -> None:
        self.session = Session(plan, MemoryStore(), author="Ada")
        self.edits = Edits(self.session, choose=lambda *_: None, parent=window)
        self.said: list[str] = []
        self.pane = BudgetPane(load_theme("light"), parent=window)
        self.pane.set_choices(mode_words(), grouping_words())
        self.pane.wished.connect(self.carry_out)
        self.pane.refused.connect(self.said.append)
        self.edits.failed.connect(self.said.append)
        self.pane.view_changed.connect(self.fill)
        self.pane.set_detail(
            lambda line, year: cell_detail(self.session.plan, line, year, Mode(self.pane.mode()))
        )
        self.pane.resize(1_180, 480)
        self.pane.show()
        self.fill()

    def carry_out(self, wishes: tuple[BudgetWish, ...]) -> None:
        self.edits.edit_budget(cell_edits(wishes), Mode(self.pane.mode()))
        self.fill()

    def fill(self) -> None:
        mode, grouping = Mode(self.pane.mode()), Grouping(self.pane.grouping())
        self.pane.set_values(budget_values(self.session.plan, self.session.outcome, mode, grouping))

    def go_to(self, label: str, year: int) -> None:
        self.pane.view().setFocus()
        self.pane.view().setCurrentIndex(self.index(label, year))

    def index(self, label: str, year: int) -> object:
        model = self.pane.model()
        labels = [model.row_at(row).label for row in range(model.rowCount())]
        years = [
            column.year if column else -1
            for column in map(model.column_at, range(model.columnCount()))
        ]
        return model.index(labels.index(label), years.index(year))

    def shown(self, label: str, year: int) -> str:
        return str(self.index(label, year).data())  # type: ignore[attr-defined]  # a model index

    def total(self, label: str = "All") -> str:
        model = self.pane.model()
        labels = [model.row_at(row).label for row in range(model.rowCount())]
        return str(model.index(labels.index(label), 0).data())

    def type_(self, words: str, *, key: Qt.Key = Qt.Key.Key_Return) -> None:
        QTest.keyClicks(self.pane.view(), words[:1])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, words[1:])
        QTest.keyClick(editor, key)
        QCoreApplication.sendPostedEvents()  # the delegate commits once the key is handled

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.pane.view(), key, modifier or Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1_200, 500)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def desk(window: QWidget) -> Desk:
    plan = plan_with(
        a_measure(),
        a_contribution("eu", commitment_meur=70.0),
        a_contribution("state", paid_by="host_state", commitment_meur=70.0),
    )
    return Desk(plan, window)


def contributions(desk: Desk) -> dict[str, float | None]:
    return {
        str(one.paid_by): one.commitment_meur for one in desk.session.plan.of(Contribution).values()
    }


def test_story_a_typing_71_and_60_gives_201(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.type_("71")
    desk.go_to(REGION, 2027)
    desk.type_("60")
    assert contributions(desk) == {"union": 71.0, "host_state": 70.0, "region": 60.0}
    assert desk.total() == "201"
    share = desk.session.outcome.cache["funding"]["IT"].share_of_tco("measure", "m-system")
    assert round(100 * share, 1) == 35.3


def test_enter_goes_on_to_the_cell_below_and_undo_takes_one_cell_back(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.type_("71")
    current = desk.pane.view().currentIndex()
    assert desk.pane.model().row_at(current.row()).label == HOST
    desk.session.undo(source="test")
    assert contributions(desk)["union"] == 70.0


def test_the_keyboard_stays_in_the_table_when_an_amount_makes_a_new_line(desk: Desk) -> None:
    before = [desk.pane.model().row_at(row).key for row in range(desk.pane.model().rowCount())]
    desk.go_to("Union, operation and services", 2027)
    desk.type_("60")
    after = [desk.pane.model().row_at(row).key for row in range(desk.pane.model().rowCount())]
    assert before != after
    assert desk.pane.view().hasFocus()


def test_escape_leaves_the_amount_alone(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.type_("99", key=Qt.Key.Key_Escape)
    assert contributions(desk)["union"] == 70.0


def test_arrows_move_over_years_and_rows(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.press(Qt.Key.Key_Right)
    assert desk.pane.view().currentIndex() == desk.index(UNION, 2028)
    desk.press(Qt.Key.Key_Down)
    assert desk.pane.view().currentIndex() == desk.index(HOST, 2028)


def test_a_question_mark_says_not_stated_and_the_sum_says_it_is_open(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.type_("?")
    assert desk.shown(UNION, 2027) == "n. s."
    assert desk.total() == "70 +"


def test_delete_empties_a_cell(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.press(Qt.Key.Key_Delete)
    assert contributions(desk) == {"host_state": 70.0}
    assert desk.shown(UNION, 2027) == ""


def test_a_block_from_a_spreadsheet_is_pasted_as_one_undo_step(desk: Desk) -> None:
    QApplication.clipboard().setText("1.5\t2\n3\t4,5\n")
    desk.go_to(UNION, 2028)
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [desk.shown(UNION, year) for year in (2028, 2029)] == ["1.5", "2.0"]
    assert [desk.shown(HOST, year) for year in (2028, 2029)] == ["3.0", "4.5"]
    assert len(desk.session.history()) == 1
    desk.session.undo(source="test")
    assert contributions(desk) == {"union": 70.0, "host_state": 70.0}


def test_a_text_that_is_no_amount_is_refused_in_words(desk: Desk) -> None:
    desk.go_to(UNION, 2027)
    desk.type_("soon")
    assert desk.said == ["“soon” is not an amount. Write m€ such as 71.5, or “?” for not stated."]
    assert contributions(desk)["union"] == 70.0


def test_a_selection_is_copied_as_a_spreadsheet_reads_it(desk: Desk) -> None:
    view = desk.pane.view()
    desk.go_to(UNION, 2027)
    view.selectionModel().select(desk.index(HOST, 2027), QItemSelectionModel.SelectionFlag.Select)
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "70\n70"


def test_sums_and_public_commitments_are_not_edited(window: QWidget) -> None:
    desk = Desk(plan_with(a_commitment()), window)
    desk.go_to("Union", 2026)
    flags = desk.pane.view().currentIndex().flags()
    assert not flags & Qt.ItemFlag.ItemIsEditable
    desk.press(Qt.Key.Key_Delete)
    assert not desk.session.history()


def test_a_group_closes_and_opens_with_space(desk: Desk) -> None:
    model = desk.pane.model()
    rows = model.rowCount()
    desk.pane.view().setFocus()
    desk.pane.view().setCurrentIndex(model.index(1, 1))
    desk.press(Qt.Key.Key_Space)
    assert model.rowCount() == 2
    desk.press(Qt.Key.Key_Return)
    assert model.rowCount() == rows


@pytest.mark.parametrize("grouping", [one for one in Grouping if one is not Grouping.FRAMEWORK])
def test_however_it_is_grouped_the_total_stays(desk: Desk, grouping: Grouping) -> None:
    desk.pane.choose(grouping=grouping.value)
    assert desk.total() == "140"


def test_payments_are_another_matrix(desk: Desk) -> None:
    desk.pane.choose(mode="payments")
    desk.go_to(UNION, 2027)
    desk.type_("7")
    assert desk.session.plan.get(Contribution, "eu").payment_meur == 7.0
    desk.pane.choose(mode="commitments")
    assert desk.total() == "140"


def test_the_framework_shows_that_it_states_nothing_and_takes_an_amount(window: QWidget) -> None:
    desk = Desk(reference_plan(), window)
    desk.pane.choose(grouping="framework")
    assert desk.total("Stated so far") == "n. s."
    assert desk.shown("New systems", 0) == "n. s."
    desk.go_to("Union", 0)
    desk.type_("800")
    assert desk.total("Stated so far") == "800 +"


def test_what_nobody_has_pledged_stands_in_matrix_head_and_splitter(window: QWidget) -> None:
    desk = Desk(plan_with(a_measure(), a_contribution(commitment_meur=17.8)), window)
    labels = ("Not yet pledged, acquisition", "Not yet pledged, operation and services")
    assert [desk.total(label) for label in labels] == ["22.2", "31.2"]
    assert [desk.total(), str(desk.pane.model().index(1, 0).data())] == ["17.8", "17.8"]
    plan, outcome = desk.session.plan, desk.session.outcome
    shown = budget_values(plan, outcome, Mode.COMMITMENTS, Grouping.MEASURE)
    assert {fact.label: fact.value for fact in shown.facts}["Not yet pledged"] == "53.4"
    assert "no sum but its own" in shown.note
    desk.go_to(labels[0], 2027)
    QTest.keyClicks(desk.pane.view(), "1")
    assert contributions(desk) == {"union": 17.8}
    split = split_values(plan, outcome, plan.get(Measure, "m-system"))
    assert split is not None
    assert [(one.label, one.text) for one in split.cost] == [
        ("Union", "25 %"),
        ("not yet pledged", "75 %"),
    ]


def test_an_amount_says_where_it_comes_from(window: QWidget) -> None:
    desk = Desk(reference_plan(), window)
    plan = desk.session.plan
    values = budget_values(plan, evaluate(plan), Mode.COMMITMENTS, Grouping.MEASURE)
    dutch = next(row for row in values.rows if row.level == "line" and "nlaif" in row.key)
    assert "Dutch Brief" in cell_detail(plan, dutch.line, 2025, Mode.COMMITMENTS)


def test_the_csv_holds_every_line_with_three_decimals(desk: Desk, tmp_path: Path) -> None:
    desk.pane.model().toggle(1)
    desk.pane.export_to(tmp_path / "budget.csv")
    lines = (tmp_path / "budget.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith(",Total,2021,2022")
    assert lines[1].startswith("All,140.000,")
    assert any(line.startswith('"Union, acquisition",70.000') for line in lines)


def test_german_decimals_are_read_in_german(desk: Desk) -> None:
    set_language("de")
    desk.go_to(UNION, 2027)
    desk.type_("71,5")
    assert contributions(desk)["union"] == 71.5


def test_a_cell_shows_one_decimal_and_is_exact_on_hover_while_editing_and_copied(
    window: QWidget,
) -> None:
    desk = Desk(
        plan_with(
            a_measure(),
            a_contribution("eu", commitment_meur=128.164),
            a_contribution("state", paid_by="host_state", commitment_meur=0.04),
        ),
        window,
    )
    assert desk.shown(UNION, 2027) == "128.2"
    assert desk.shown(HOST, 2027) == "0.04"
    cell = desk.index(UNION, 2027)
    assert str(cell.data(Qt.ItemDataRole.ToolTipRole)).splitlines()[0].split() == ["128.164", "m€"]
    assert cell.data(Qt.ItemDataRole.EditRole) == "128.164"
    desk.go_to(UNION, 2027)
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "128.164"


def test_names_and_sums_stay_while_the_years_scroll(desk: Desk) -> None:
    sums = desk.pane.sums()
    for year in (2021, 2035):
        desk.go_to(UNION, year)
        assert sums.isVisible()
        assert sums.visualRect(desk.pane.model().index(0, 0)).isValid()
        assert sums.columnViewportPosition(0) == 0
    assert desk.pane.view().isColumnHidden(0)
    assert sums.accessibleName() == "Total"


def test_sums_and_years_show_the_same_rows(desk: Desk) -> None:
    desk.pane.resize(900, 190)
    desk.go_to(UNION, 2028)
    sums, years = desk.pane.sums(), desk.pane.view()
    assert sums.viewport().height() == years.viewport().height()
    bar = years.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = desk.pane.model().rowCount() - 1
    assert sums.rowViewportPosition(last) == years.rowViewportPosition(last)
