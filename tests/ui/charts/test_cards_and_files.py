# SPDX-License-Identifier: EUPL-1.2
"""Chart cards, their table twins, and what a chart leaves on disk."""

import csv
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from tests.ui.charts.builders import DECEMBER_2030, a_stack, some_bars, some_lines
from ui.charts.card import ChartCard
from ui.charts.deck import Deck, build_charts
from ui.charts.export import export_chart, export_csv, figure_size, harmless
from ui.charts.stacked_area import StackedAreaChart
from ui.charts.tables import stack_table
from ui.charts.values import StackValues
from ui.theme import Theme
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel


@pytest.fixture
def card(window: QWidget, theme: Theme) -> ChartCard[StackValues]:
    card = ChartCard(StackedAreaChart(theme), theme)
    card.resize(372, 330)
    card.set_values(a_stack())
    card.setParent(window)
    card.show()
    return card


@pytest.fixture
def deck(qtbot: QtBot, theme: Theme) -> Deck:
    deck = build_charts(theme)
    for card in deck.cards():
        qtbot.addWidget(card)
    deck.capacity.set_values(a_stack())
    deck.money.set_values(some_bars())
    deck.power.set_values(a_stack(title="Power by state"))
    deck.people.set_values(some_lines())
    return deck


def words(card: ChartCard[StackValues]) -> list[str]:
    return [label.text() for label in card.findChildren(TextLabel)]


def button(card: ChartCard[StackValues], name: str) -> QToolButton:
    return next(b for b in card.findChildren(QToolButton) if b.accessibleName() == name)


def test_a_card_says_what_in_which_unit_from_where_and_as_of_when(
    card: ChartCard[StackValues],
) -> None:
    assert words(card) == [
        "AI capacity by state, EFLOP/s",
        "Source: Plan of the programme · as of 23 Nov 2026",
    ]


def test_the_twin_shows_the_same_numbers_as_the_chart(card: ChartCard[StackValues]) -> None:
    button(card, "Show as table").click()

    model = card.twin().model()
    last = model.rowCount() - 1

    assert card.twin().isVisible()
    assert model.headerData(last, Qt.Orientation.Vertical) == "2035"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Running, total"
    assert model.index(last, 0).data() == "100.0"
    assert model.index(last, 1).data() == "50.0"


def test_the_twin_follows_new_values_and_the_button_leads_back(
    card: ChartCard[StackValues],
) -> None:
    button(card, "Show as table").click()
    card.set_values(a_stack(running=(("DE", 7.0), ("FR", 1.0))))

    assert card.twin().model().index(14, 0).data() == "8.00"

    button(card, "Show as chart").click()
    assert card.chart().isVisible()
    assert not card.chart().is_stale()


def test_the_twin_and_its_file_can_have_a_row_for_every_month(
    card: ChartCard[StackValues], tmp_path: Path
) -> None:
    card.show_twin(shown=True)
    card.set_rhythm("months")

    model = card.twin().model()
    assert model.rowCount() == 180
    assert model.headerData(60, Qt.Orientation.Vertical) == "Jan 2026"

    card.export_to(tmp_path / "chart.csv")
    written = (tmp_path / "chart.csv").read_text(encoding="utf-8-sig")
    assert "\nDec 2035,100.0,50.0," in written


def test_money_has_no_months_to_choose(window: QWidget, deck: Deck) -> None:
    deck.money.setParent(window)
    deck.money.show()
    deck.money.show_twin(shown=True)

    assert not any(c.isVisible() for c in deck.money.findChildren(SegmentedControl))


def test_a_chart_behind_its_twin_does_not_draw(card: ChartCard[StackValues]) -> None:
    card.show_twin(shown=True)

    card.set_values(a_stack(ghost=10.0))

    assert card.chart().is_stale()


def test_the_twin_says_its_name_and_copies_cells(card: ChartCard[StackValues]) -> None:
    card.show_twin(shown=True)
    twin = card.twin()
    for column in (0, 1):
        twin.selectionModel().select(
            twin.model().index(14, column), QItemSelectionModel.SelectionFlag.Select
        )

    heard = QAccessible.queryAccessibleInterface(twin)

    assert heard.text(QAccessible.Text.Name) == "AI capacity by state, EFLOP/s, as a table"
    assert twin.selected_text() == "100.0\t50.0"


def test_a_choice_of_measure_is_passed_on(qtbot: QtBot, card: ChartCard[StackValues]) -> None:
    card.set_measures((("ef", "EFLOP/s"), ("acc", "accelerators")), "ef")
    control = next(c for c in card.findChildren(SegmentedControl) if c.isVisible())

    with qtbot.waitSignal(card.measure_chosen) as chosen:
        control.chosen.emit("acc")

    assert chosen.args == ["acc"]


def test_a_lone_measure_needs_no_choice(card: ChartCard[StackValues]) -> None:
    card.set_measures((("ef", "EFLOP/s"),), "ef")

    assert not any(c.isVisible() for c in card.findChildren(SegmentedControl))


def test_every_button_of_a_card_has_a_name_in_the_current_language(
    card: ChartCard[StackValues],
) -> None:
    set_language("de")
    card.retranslate()

    assert all(b.accessibleName() for b in card.findChildren(QToolButton))


def test_the_deck_moves_all_cursors_together(deck: Deck) -> None:
    deck.set_month(DECEMBER_2030)

    assert [card.chart().month() for card in deck.cards()] == [DECEMBER_2030] * 5


def test_the_window_can_name_charts_before_pyqtgraph_is_loaded() -> None:
    code = (
        "import sys; import ui.charts.deck, ui.charts.values, ui.charts.tables;"
        "sys.exit('pyqtgraph' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["capacity", "money", "power", "people"])
def test_svg_holds_title_unit_source_and_date_as_words(
    deck: Deck, theme: Theme, tmp_path: Path, name: str
) -> None:
    card = getattr(deck, name)
    values = card.chart().values()
    path = tmp_path / "chart.svg"

    export_chart(card.chart(), path, theme=theme)

    written = " ".join(ET.parse(path).getroot().itertext())  # noqa: S314 - our own file
    assert QSvgRenderer(str(path)).isValid()
    assert f"{values.title}, {values.unit}" in written
    assert values.source in written
    assert values.as_of in written


@pytest.mark.parametrize("name", ["capacity", "money", "power", "people"])
def test_png_has_three_pixels_for_each_of_the_screen_and_is_not_empty(
    deck: Deck, theme: Theme, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "chart.png"

    export_chart(getattr(deck, name).chart(), path, theme=theme)

    image = QImage(str(path))
    assert image.size() == figure_size(theme) * 3
    colours = {image.pixel(x, image.height() // 2) for x in range(0, image.width(), 3)}
    assert len(colours) >= 3


def test_a_picture_does_not_depend_on_the_size_on_screen(
    deck: Deck, theme: Theme, tmp_path: Path
) -> None:
    chart = deck.capacity.chart()
    chart.resize(200, 120)
    export_chart(chart, tmp_path / "small.png", theme=theme)
    chart.resize(900, 500)
    export_chart(chart, tmp_path / "large.png", theme=theme)

    assert QImage(str(tmp_path / "small.png")) == QImage(str(tmp_path / "large.png"))


def test_pdf_is_one_page_with_the_title_in_its_properties(
    deck: Deck, theme: Theme, tmp_path: Path
) -> None:
    path = tmp_path / "chart.pdf"

    export_chart(deck.money.chart(), path, theme=theme)

    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")
    assert content.count(b"/Type /Page\n") == 1
    assert "Spending by year, M€".encode("utf-16-be") in content


def test_csv_has_unit_and_source_above_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"

    export_csv(stack_table(a_stack()), path)

    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[:4] == [
        ["Title", "AI capacity by state"],
        ["Unit", "EFLOP/s"],
        ["Source", "Plan of the programme"],
        ["As of", "23 Nov 2026"],
    ]
    assert rows[5][:2] == ["End of year", "Running, total"]
    assert rows[-1][:3] == ["2035", "100.0", "50.0"]


def test_csv_disarms_text_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"

    export_csv(stack_table(a_stack(title="=HYPERLINK(1)")), path)

    assert "'=HYPERLINK(1)" in path.read_text(encoding="utf-8-sig")
    assert [harmless(cell) for cell in ("+1", "-1", "@a", "DE")] == ["'+1", "'-1", "'@a", "DE"]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "csv"])
def test_a_file_that_cannot_be_written_is_a_sentence_and_no_crash(
    qtbot: QtBot, card: ChartCard[StackValues], tmp_path: Path, suffix: str
) -> None:
    with qtbot.waitSignal(card.export_failed) as failed:
        card.export_to(tmp_path / "missing" / f"chart.{suffix}")

    assert failed.args is not None
    assert failed.args[0].startswith(f"chart.{suffix} was not exported.")


def test_an_exported_file_is_reported_with_its_path(
    qtbot: QtBot, card: ChartCard[StackValues], tmp_path: Path
) -> None:
    with qtbot.waitSignal(card.exported) as exported:
        card.export_to(tmp_path / "chart.svg")

    assert exported.args == [str(tmp_path / "chart.svg")]


def test_nothing_is_exported_from_a_chart_without_values(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    chart = StackedAreaChart(theme)
    qtbot.addWidget(chart)

    with pytest.raises(ValueError, match="nothing to export"):
        export_chart(chart, tmp_path / "chart.svg", theme=theme)
