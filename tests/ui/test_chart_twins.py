# SPDX-License-Identifier: EUPL-1.2
"""Every chart beside the map has a table with its figures, and both follow the plan."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from tests.ui.benches import JANUARY_2028, MASTER, MID, Bench
from ui.charts.card import ChartCard

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

JANUARY_2030 = month_of(2030, 1)
CARDS = ("capacity", "money", "power", "people", "training")


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def cells(card: ChartCard[Any]) -> list[str]:
    """Return what stands in the table of a chart."""
    model = card.twin().model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [str(model.index(row, column).data()) for row in rows for column in columns]


@pytest.mark.parametrize("name", CARDS)
def test_the_table_of_a_chart_follows_edit_undo_and_redo(bench: Bench, name: str) -> None:
    card: ChartCard[Any] = getattr(bench.window.panels.deck, name)
    card.show_twin(shown=True)
    for template in (MID, MASTER):
        bench.drop(template, "HR")
    bench.go_to(JANUARY_2030)  # the machine is in service by then
    bench.settle()
    after = cells(card)
    for _edit in range(2):
        bench.trigger("undo")
    before = cells(card)
    assert before
    assert before != after
    for _edit in range(2):
        bench.trigger("redo")
    assert cells(card) == after
