# SPDX-License-Identifier: EUPL-1.2
"""A small laptop with large text: the view gets the room, and one can have it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from planner import text
from planner.reference.seed import reference_plan
from tests.ui.benches import JANUARY_2028, Bench
from ui.core_views import VIEWS
from ui.importing.findings_page import FindingsPage
from ui.importing.values import FindingsValues
from ui.pages.cooperation import CooperationPage
from ui.pages.cooperation_graph import CooperationGraph
from ui.presenting.cooperation_values import graph_values
from ui.settings import Settings
from ui.theme import Theme, apply_theme, load_theme
from ui.widgets.card import Card
from ui.widgets.figure_card import Figure, FigureCard
from ui.widgets.search_field import SearchField
from ui.widgets.text_values import TextRow, TextRows
from ui.widgets.tick_table import TickLines

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

LAPTOP = (1366, 768)


class WindowsShown(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        """Take note of a window."""
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    text.set_language("de")
    bench = Bench(tmp_path / "plan.aifp", size=LAPTOP)
    bench.window.look.scale_text(0.5)
    bench.go_to(JANUARY_2028)
    at_rest(bench)
    yield bench
    bench.close()
    apply_theme(qapp, load_theme("light"))  # what other tests look at has the usual size
    text.set_language("en")


def at_rest(bench: Bench) -> None:
    bench.resize(*LAPTOP)
    for _turn in range(10):
        bench.settle()


def test_the_map_takes_the_rows_around_it_and_gives_them_back(bench: Bench) -> None:
    panels = bench.window.panels
    box = panels.map.findChild(QComboBox)
    assert box is not None
    assert box.isVisible()  # figures are chosen on the map itself
    box.setCurrentIndex(box.findData("power"))
    box.activated.emit(box.currentIndex())
    assert bench.window.focus.map_figure == "power"
    before = panels.map.view.height()
    assert before > 0.95 * panels.map.height()
    bench.trigger("room")
    at_rest(bench)
    assert panels.map.view.height() > 1.1 * before
    assert not panels.catalogue.isVisible()
    assert bench.window.actions_.qt["room"].isChecked()
    assert bench.window.look.gives_room()  # on the next start too
    bench.trigger("find")
    assert panels.catalogue.isVisible()
    bench.trigger("room")
    at_rest(bench)
    assert all(card.isVisible() for card in panels.figures.values())
    assert panels.map.view.height() == before
    bench.resize(1366, 1100)
    assert not box.isVisible()


def test_no_view_shows_a_window_of_its_own_while_it_is_built(bench: Bench, qtbot: QtBot) -> None:
    shown = WindowsShown()
    QApplication.instance().installEventFilter(shown)
    for view in (*VIEWS, "supply"):
        bench.window.focus.show(view)
    assert shown.names == []
    bench.window.focus.show("cooperation")
    at_rest(bench)
    bench.frame.activateWindow()
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.window.focus_view()
    assert isinstance(QApplication.focusWidget(), CooperationGraph)
    page = bench.window.panels.page("cooperation")
    assert isinstance(page, CooperationPage)
    page.faces.select("gaps")
    page.faces.chosen.emit("gaps")
    bench.window.focus_view()
    assert QApplication.focusWidget() is page.table


@pytest.fixture
def theme(qapp: QApplication) -> Theme:  # noqa: ARG001 - widgets need one
    return load_theme("light", text_scale=1.5)


def test_no_name_in_the_graph_of_cooperation_lies_on_a_node(qtbot: QtBot, theme: Theme) -> None:
    graph = CooperationGraph(theme)
    qtbot.addWidget(graph)
    graph.resize(760, 460)
    graph.set_values(graph_values(reference_plan()))
    nodes = [graph._box_of(key) for key in graph._nodes]
    names = [box for box, _words in graph._names(set()).values()]
    assert len(names) > len(nodes) // 4  # the others say theirs when they are chosen
    for number, box in enumerate(names):
        assert not any(box.intersects(other) for other in (*nodes, *names[:number]))
        assert QRectF(graph.rect()).contains(box)
    *_others, (y, _x, _look, words) = graph._legend()
    assert words == "Ring: lacks a partner"  # the last of the legend, in a line of its own
    assert y < graph._room().top()


def test_a_title_goes_above_its_tools_before_it_is_cut_off(qtbot: QtBot, theme: Theme) -> None:
    card = Card(theme, "Verpflichtungsermächtigungen, Mio. €")
    qtbot.addWidget(card)
    search = SearchField(theme, "Zugangsbuch filtern")
    card.set_trailing(search)
    card.show()
    for width in (1200, 480):
        card.resize(width, 300)
        QApplication.sendPostedEvents()
        assert not card._title.is_elided()
        assert search.width() >= search.minimumSizeHint().width()
    assert search.geometry().top() >= card._title.geometry().bottom()


def test_the_context_of_a_figure_goes_on_in_a_second_line(qtbot: QtBot, theme: Theme) -> None:
    figure = Figure(label="Mit Ziel", value="0 / 17", context="oder „kein Ziel gesetzt“")
    card = FigureCard(theme, figure, wraps=True)
    qtbot.addWidget(card)
    card.show()
    low = card.sizeHint().height()
    card.resize(card.minimumSizeHint().width() + 40, low)
    assert card.sizeHint().height() > low
    lines = card._context_lines(card.width() - 2 * theme.px("space_m"))
    assert len(lines) == 2
    assert " ".join(lines) == figure.context


def test_what_is_wrong_with_a_cell_of_a_file_can_be_read_in_full(
    qtbot: QtBot, theme: Theme
) -> None:
    page = FindingsPage(theme)
    qtbot.addWidget(page)
    wrong = "„Leistung“ nimmt eine Zahl auf; „zwölf Megawatt“ ist keine. Geben Sie eine Zahl ein. "
    row = TextRow(("B2", "Leistung, MW", "zwölf Megawatt", wrong * 2))
    heads = ("Zelle", "Spalte", "In der Datei", "Was nicht stimmt")
    page.set_values(
        FindingsValues(
            mistakes=TextRows(heads=heads, rows=(row,)), left_out=TickLines(heads=("Zeile",))
        )
    )
    page.resize(900, 560)
    page.show()
    shown, told = page.mistakes, page.mistakes.model().index(0, 3)

    def is_whole() -> bool:
        room = shown.visualRect(told)
        words = shown.fontMetrics().boundingRect(
            0, 0, room.width(), 9999, Qt.TextFlag.TextWordWrap, wrong * 2
        )
        return room.height() >= words.height()

    qtbot.waitUntil(is_whole)


def test_room_once_given_is_there_on_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "plan.aifp"
    settings = Settings(path.with_suffix(".ini"))
    settings.set_text("room", "given")
    settings.sync()
    bench = Bench(path, size=LAPTOP)
    assert not bench.window.panels.catalogue.isVisible()
    bench.close()
