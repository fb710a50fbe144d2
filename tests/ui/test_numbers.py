# SPDX-License-Identifier: EUPL-1.2
"""Whatever number the mouse or the keyboard is on tells where it comes from."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMenu,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from planner.engine.derivations import About
from planner.reference.tracing import Tracer
from tests.ui.benches import MASTER, MID, Bench, answering
from ui.dialogs.provenance import ProvenanceDialog
from ui.widgets.asked import ASKED, Asked
from ui.widgets.figure_card import FigureCard

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]
VIEWS = ("budget", "access", "supply", "reach")
MAY_2029 = month_of(2029, 5)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    bench.go_to(MAY_2029)
    return bench


def told(bench: Bench, widget: QWidget) -> str:
    """Press Alt+Enter with the keyboard on a widget; return what the dialog says."""
    said: list[str] = []
    bench.frame.activateWindow()
    widget.setFocus()
    QTest.qWaitForWindowActive(bench.frame)

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        said.append(dialog.text())
        dialog.reject()

    answering(read)
    bench.trigger("where")
    return said[0]


def numbers_in(view: QAbstractItemView) -> Iterator[Asked]:
    """Yield every number of a list, branches included."""
    model = view.model()
    parents = [view.rootIndex()]
    while parents:
        parent = parents.pop()
        for row in range(model.rowCount(parent)):
            parents.append(model.index(row, 0, parent))
            for column in range(model.columnCount(parent)):
                number = model.index(row, column, parent).data(ASKED)
                if isinstance(number, Asked):
                    yield number


def on_screen(bench: Bench, view: str) -> set[Asked]:
    bench.window.focus.show(view)
    bench.settle()
    pane = bench.window.panels.view(view)
    lists = pane.findChildren(QAbstractItemView)
    return {n for one in lists if isinstance(one, QTreeView | QTableView) for n in numbers_in(one)}


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_of_a_view_has_an_answer(bench: Bench, view: str) -> None:
    bench.drop(MID, "HR")
    bench.window.focus.select("state", "HR")
    found = on_screen(bench, view)
    assert found
    session = bench.workspace.session
    tracer = Tracer.of(session)
    alike = {(number.kind, number.code.split(".")[0]): number for number in sorted(found, key=str)}
    for number in alike.values():
        month = MAY_2029 if number.month is None else number.month
        about = About(number.kind, number.key, number.code, month)
        assert tracer.trace(about, computed=number.computed) is not None, number


def test_a_state_of_the_map_tells_the_figure_it_is_coloured_by(bench: Bench) -> None:
    view = bench.view("map")
    bench.window.focus.select("state", "DE")
    assert told(bench, view).startswith("Germany · AI capacity, BF16 dense: ")
    for figure, words in (
        ("money", "Germany · Money committed so far: "),
        ("served", "Germany · Hours used per million inhabitants: "),
        ("talent", "Germany · People trained: "),
    ):
        bench.window.choosing.figure(figure)
        assert told(bench, view).startswith(words)


def test_a_bar_of_the_board_tells_when_it_is_in_service(bench: Bench) -> None:
    key = bench.drop(MID, "HR", view="board")
    bench.window.panels.board.select_bar(key)
    said = told(bench, bench.window.panels.board.view)
    assert "In service: Jul 2029" in said
    assert "Formula: Start + Months from contract to service" in said


def test_an_empty_cell_of_the_board_tells_what_its_state_has_then(bench: Bench) -> None:
    bench.view("board")
    board = bench.window.panels.board
    board.select_cell("DE", month_of(2030, 3))
    assert told(bench, board.view).startswith("Germany · AI capacity, BF16 dense: ")


def test_the_menu_of_a_state_asks_too(bench: Bench) -> None:
    view = bench.view("map")
    view.setFocus()
    bench.window.placing.state_menu("FR", QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "where" in [action.objectName() for action in menu.actions()]
    menu.close()


def test_the_bar_of_a_machine_that_exists_has_a_menu_of_its_own(bench: Bench) -> None:
    bench.view("board")
    bench.window.placing.bar_menu("lumi", "FI", month_of(2026), QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    menu.close()
    assert bench.window.focus.selection.key == "lumi"
    assert "Remove" in words
    assert "Paste from here" not in words  # that is for the table of records


def test_the_training_chart_is_taken_apart_down_to_the_workload(bench: Bench) -> None:
    deck = bench.window.panels.deck
    assert deck is not None
    said = told(bench, deck.training.chart())
    assert said.startswith("Training time, May 2029: ")
    assert "JUPITER (Booster) · Training time" in said


def test_the_money_chart_tells_the_payments_of_the_year_in_sight(bench: Bench) -> None:
    deck = bench.window.panels.deck
    assert deck is not None
    assert told(bench, deck.money.chart()).startswith("Payments, 2029: ")


def test_the_menu_of_a_table_cell_asks_for_that_cell(bench: Bench, qtbot: QtBot) -> None:
    bench.window.focus.show("reach")
    bench.settle()
    listed = bench.window.panels.reach.lists()["states"]
    (latvia,) = listed.findItems("Latvia", Qt.MatchFlag.MatchExactly)
    listed.scrollToItem(latvia)
    at = listed.visualRect(listed.indexFromItem(latvia, 3)).center()
    asked: list[Asked] = []
    bench.window.asking._pointing.asked.connect(asked.append)
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        seen.append(dialog.text())
        dialog.reject()

    listed.customContextMenuRequested.emit(at)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    answering(read)
    menu.actions()[0].trigger()
    bench.settle()
    assert asked == [Asked("state", "LV", "unmet")]
    assert seen[0].startswith("Latvia · Hours unmet: ")


def test_a_field_of_the_splitter_tells_what_gives_the_union_its_time(bench: Bench) -> None:
    bench.window.focus.show("access")
    bench.window.focus.select("system", "lumi")
    bench.settle()
    union = bench.window.panels.access.splitter.union_field()
    assert told(bench, union).startswith("LUMI · Union share of the time: 50 %")


def test_a_figure_above_the_reach_table_is_taken_apart(bench: Bench) -> None:
    bench.window.focus.show("reach")
    bench.settle()
    first = bench.window.panels.reach.findChildren(FigureCard)[0]
    assert told(bench, first).startswith("Demand served, May 2029: ")


def test_people_are_traced_to_the_programmes_they_come_from(bench: Bench) -> None:
    bench.drop(MASTER, "HR")
    bench.go_to(month_of(2033, 1))
    session = bench.workspace.session
    about = About("state", "HR", "trained", month_of(2033, 1))
    found = Tracer.of(session).trace(about)
    assert found is not None
    assert any("Seats" in part.label for part in found.parts)


def test_the_number_beside_the_months_is_the_capacity_of_all(bench: Bench) -> None:
    assert told(bench, bench.window.panels.scrubber).startswith(
        "AI capacity, BF16 dense, May 2029: "
    )


def test_a_finding_tells_the_number_it_is_about(bench: Bench) -> None:
    bench.window.focus.show("findings")
    bench.settle()
    tree = bench.window.panels.findings.findChildren(QTreeView)[0]
    model = tree.model()
    rows = [
        model.index(row, 0, model.index(group, 0))
        for group in range(model.rowCount())
        for row in range(model.rowCount(model.index(group, 0)))
    ]
    index = next(one for one in rows if "NL AI Factory" in one.siblingAtColumn(1).data())
    tree.setCurrentIndex(index)
    assert told(bench, tree).startswith("NL AI Factory (NLAIF) · ")
