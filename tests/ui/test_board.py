# SPDX-License-Identifier: EUPL-1.2
"""The board: what is where in time, how it is moved, and what happens to what is held over it."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.panes.board import BoardPane
from ui.panes.board_layout import BoardLayout, Metrics
from ui.panes.board_legend import BoardLegend
from ui.panes.board_view import BoardView
from ui.panes.payload import pack
from ui.panes.values import LAST_MONTH, BoardBar, BoardRow, DropVerdict, Payload
from ui.theme import Theme, load_theme

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction
UPGRADE = {"template": "upgrade"}
TODAY = 70

ROWS = (
    BoardRow("DE", "Germany", 1, covered=True),
    BoardRow("ES", "Spain", 2, covered=True),
    BoardRow("FR", "France", 0, covered=False),
    BoardRow("HR", "Croatia", 0, covered=False),
)
HALL = BoardBar("hall", "ES", "Data hall", "data_centre", "planned", 80, 103)
SCHOOL = BoardBar("school", "ES", "MSc in AI", "talent", "planned", 90, 113, tentative=True)
JUPITER = BoardBar("jupiter", "DE", "JUPITER", "system", "operational", 60, 131, locked=True)
METRICS = Metrics(lane=20.0, gap=4.0, padding=4.0, month=5.0)


def not_in_france(_payload: Payload, state: str, _month: int) -> DropVerdict:
    if state == "FR":
        return DropVerdict(accepted=False, sentence="No letter of co-funding")
    return DropVerdict(accepted=True, sentence=f"{state} can take it")


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window whose only part is placed by hand."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 400)
    return window


@pytest.fixture
def pane(window: QWidget, theme: Theme) -> BoardPane:
    pane = BoardPane(theme, verdict=not_in_france, parent=window)
    pane.resize(window.size())
    pane.set_board(ROWS, (HALL, SCHOOL, JUPITER))
    window.show()
    pane.set_today(TODAY)
    return pane


@pytest.fixture
def view(pane: BoardPane) -> BoardView:
    return pane.view


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Collect everything a signal carries."""
    calls: list[tuple[object, ...]] = []
    signal.connect(lambda *values: calls.append(values))
    return calls


def middle(view: BoardView, key: str) -> QPoint:
    return view.bar_rect(key).center().toPoint()


def cell(view: BoardView, state: str, month: int) -> QPoint:
    return view.cell_rect(state, month).center().toPoint()


def carry(view: BoardView, key: str, by: QPoint) -> None:
    """Grip a bar in its middle and carry it, without letting go."""
    start = middle(view, key)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(12, 0))
    QTest.mouseMove(view.viewport(), start + by)


def let_go(view: BoardView, key: str, by: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle(view, key) + by)


def months(view: BoardView, count: int) -> int:
    return round(count * view.month_px)


def to_row(view: BoardView, one: str, other: str) -> int:
    return cell(view, other, TODAY).y() - cell(view, one, TODAY).y()


def drag_to(view: BoardView, point: QPoint, payload: Payload | QMimeData = UPGRADE) -> bool:
    """Hold something over a point; tell whether the place takes it."""
    mime = payload if isinstance(payload, QMimeData) else pack(payload)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(point, COPY, mime, LEFT, NONE))
    move = QDragMoveEvent(point, COPY, mime, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), move)
    return move.isAccepted()


def drop_at(view: BoardView, point: QPoint) -> bool:
    mime = pack(UPGRADE)
    drop = QDropEvent(QPointF(point), COPY, mime, LEFT, NONE)
    drag_to(view, point)
    QApplication.sendEvent(view.viewport(), drop)
    return drop.isAccepted()


def colours_in(view: BoardView, key: str) -> set[str]:
    picture = view.viewport().grab().toImage()
    box = view.bar_rect(key).toRect()
    return {
        QColor(picture.pixelColor(x, y)).name()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom() + 1)
    }


# Layout


def test_bars_that_overlap_lie_in_lanes_and_others_share_one() -> None:
    later = evolve(HALL, key="later", start=104, end=110)
    layout = BoardLayout(ROWS, (HALL, SCHOOL, later), METRICS)
    tops = {bar.key: layout.bar_box(bar.key) for bar in (HALL, SCHOOL, later)}
    assert tops["hall"][1] == tops["later"][1]
    assert tops["school"][1] > tops["hall"][1]


def test_a_row_grows_with_its_lanes() -> None:
    layout = BoardLayout(ROWS, (HALL, SCHOOL), METRICS)
    assert layout.row_span(1)[1] > layout.row_span(0)[1]


bars = st.lists(
    st.builds(
        lambda row, start, length: (ROWS[row].state, start, min(LAST_MONTH, start + length)),
        st.integers(0, len(ROWS) - 1),
        st.integers(0, LAST_MONTH),
        st.integers(0, 60),
    ),
    max_size=40,
)


def drawn(facts: list[tuple[str, int, int]]) -> BoardLayout:
    made = [
        BoardBar(str(at), row, "Bar", "system", "planned", start, end)
        for at, (row, start, end) in enumerate(facts)
    ]
    return BoardLayout(ROWS, made, METRICS)


def touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


@given(bars)
def test_no_two_bars_lie_over_each_other(facts: list[tuple[str, int, int]]) -> None:
    layout = drawn(facts)
    boxes = [layout.bar_box(bar.key) for bar in layout.bars]
    assert not any(touch(one, other) for at, one in enumerate(boxes) for other in boxes[:at])


@given(bars, st.integers(0, 700), st.integers(0, 100))
def test_culling_keeps_every_bar_in_sight(
    facts: list[tuple[str, int, int]], left: int, top: int
) -> None:
    layout = drawn(facts)
    sight = (float(left), float(top), 200.0, 60.0)
    kept = set(layout.visible(left, top, left + 200, top + 60))
    boxes = {at: layout.bar_box(bar.key) for at, bar in enumerate(layout.bars)}
    assert {at for at, box in boxes.items() if touch(box, sight)} <= kept


def test_culling_drops_what_is_out_of_sight() -> None:
    layout = BoardLayout(ROWS, (HALL, SCHOOL, JUPITER), METRICS)
    assert layout.visible(0, 0, 50, layout.height) == []
    seen = layout.visible(layout.x_of(80), 0, layout.x_of(81), layout.height)
    assert {layout.bars[at].key for at in seen} == {"hall", "jupiter"}


def test_a_bar_of_an_unknown_state_is_not_shown() -> None:
    layout = BoardLayout(ROWS, (evolve(HALL, row="XX"),), METRICS)
    assert layout.bars == ()


# What is shown


def test_a_bar_wears_the_hue_of_its_kind(view: BoardView, theme: Theme) -> None:
    assert theme.kind("data_centre").name() in colours_in(view, "hall")
    assert theme.kind_soft("data_centre").name() in colours_in(view, "hall")


def test_what_exists_is_grey_and_not_tinted(view: BoardView, theme: Theme) -> None:
    seen = colours_in(view, "jupiter")
    assert theme.color("track").name() in seen
    assert theme.kind_soft("system").name() not in seen


def test_what_is_tentative_is_not_filled(view: BoardView, theme: Theme) -> None:
    assert theme.color("card").name() in colours_in(view, "school")


def test_a_conflict_has_an_edge_of_its_own(pane: BoardPane, theme: Theme) -> None:
    pane.set_board(ROWS, (evolve(HALL, conflict="Over the ceiling"),))
    assert theme.color("danger").name() in colours_in(pane.view, "hall")


def test_today_lies_under_the_bars(view: BoardView, theme: Theme) -> None:
    today = theme.color("today").name()
    assert today not in colours_in(view, "jupiter")
    picture = view.viewport().grab().toImage()
    empty = cell(view, "HR", TODAY)
    seen = {picture.pixelColor(empty + QPoint(x, 0)).name() for x in range(-4, 5)}
    assert today in seen


def test_states_and_axis_stay_while_time_scrolls(view: BoardView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    before = view.viewport().grab().toImage()
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + 60)
    after = view.viewport().grab().toImage()
    left = round(view.header_width()) - 2
    column = [(x, y) for x in range(left) for y in range(60, 200, 3)]
    assert all(before.pixelColor(x, y) == after.pixelColor(x, y) for x, y in column)


def test_a_board_without_states_says_what_is_missing(pane: BoardPane) -> None:
    pane.set_board((), ())
    assert not pane.view.isVisible()
    assert "No states to show" in [child.accessibleName() for child in pane.findChildren(QWidget)]


def test_the_cell_is_read_out(view: BoardView) -> None:
    view.select_cell("HR", TODAY)
    assert view.accessibleName() == "Croatia, Nov 2026: nothing planned"
    view.select_bar("hall")
    assert view.accessibleName() == "Spain, Sept 2027: Data hall"


def test_the_language_switches_at_run_time(pane: BoardPane) -> None:
    set_language("de")
    pane.retranslate()
    assert "Nov. 2026" in pane.view.accessibleName()


def test_the_shown_month_is_marked(pane: BoardPane, view: BoardView, theme: Theme) -> None:
    pane.set_month(120)
    picture = view.viewport().grab().toImage()
    empty = cell(view, "HR", 120)
    seen = {
        picture.pixelColor(empty + QPoint(x, y)).name() for x in range(-4, 5) for y in range(-9, 9)
    }
    plain = {theme.color(token).name() for token in ("card", "card_alt", "grid")}
    assert seen - plain


def test_a_screen_reader_hears_board_and_legend(pane: BoardPane) -> None:
    interface = QAccessible.queryAccessibleInterface(pane.view)
    assert interface.text(QAccessible.Text.Name) == "Germany, Nov 2026: JUPITER"
    legend = pane.findChild(BoardLegend)
    assert "Tentative" in legend.accessibleDescription()


# Time


def test_control_and_wheel_stretch_time_around_the_mouse(view: BoardView) -> None:
    here = middle(view, "hall")
    before = view.month_px
    wheel = QWheelEvent(
        QPointF(here),
        QPointF(view.viewport().mapToGlobal(here)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.month_px > before
    assert abs(middle(view, "hall").x() - here.x()) < 3


def test_the_switch_shows_quarters_and_keeps_the_cursor(pane: BoardPane, view: BoardView) -> None:
    before, x = view.month_px, cell(view, "ES", TODAY).x()
    quarter = next(button for button in pane.findChildren(QRadioButton) if "Q" in button.text())
    QTest.mouseClick(quarter, LEFT)
    assert view.scale == "quarter"
    assert view.month_px > before
    assert abs(cell(view, "ES", TODAY).x() - x) < view.month_px


def test_stretching_far_switches_to_quarters(pane: BoardPane, view: BoardView) -> None:
    for _press in range(8):
        QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale == "quarter"
    chosen = [button.text() for button in pane.findChildren(QRadioButton) if button.isChecked()]
    assert chosen == ["Quarter"]


# Choosing


def test_a_click_chooses_a_bar_or_a_cell(view: BoardView) -> None:
    chosen, cells = heard(view.bar_selected), heard(view.cell_selected)
    QTest.mouseClick(view.viewport(), LEFT, NONE, middle(view, "hall"))
    QTest.mouseClick(view.viewport(), LEFT, NONE, cell(view, "HR", 100))
    assert chosen == [("hall",)]
    assert cells == [("HR", 100)]
    assert view.chosen == ""


def test_choosing_from_outside_tells_nobody(pane: BoardPane) -> None:
    chosen = heard(pane.bar_selected)
    pane.select_bar("hall")
    assert chosen == []
    assert pane.view.chosen == "hall"


def test_a_double_click_opens_a_bar_and_places_in_a_cell(view: BoardView) -> None:
    opened, placed = heard(view.open_requested), heard(view.placement_requested)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, middle(view, "hall"))
    QTest.mouseDClick(view.viewport(), LEFT, NONE, cell(view, "HR", 100))
    assert opened == [("hall",)]
    assert placed == [("HR", 100)]


def test_the_menu_is_asked_for_the_bar_below_the_mouse(view: BoardView) -> None:
    menus = heard(view.menu_requested)
    here = middle(view, "hall")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, here, view.viewport().mapToGlobal(here)
    )
    QApplication.sendEvent(view.viewport(), event)
    assert [call[:2] for call in menus] == [("hall", "ES")]


def test_the_menu_key_asks_for_the_cursor(view: BoardView) -> None:
    menus = heard(view.menu_requested)
    view.select_cell("HR", 100)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), event)
    assert [call[:3] for call in menus] == [("", "HR", 100)]


# Moving by mouse


def test_a_bar_is_carried_along_time_by_whole_months(view: BoardView) -> None:
    moves = heard(view.bar_moved)
    by = QPoint(months(view, 6) + 1, 0)
    carry(view, "hall", by)
    let_go(view, "hall", by)
    assert moves == [("hall", 86, "ES")]


def test_a_bar_is_carried_to_another_state(view: BoardView) -> None:
    moves = heard(view.bar_moved)
    by = QPoint(0, to_row(view, "ES", "HR"))
    carry(view, "hall", by)
    let_go(view, "hall", by)
    assert moves == [("hall", 80, "HR")]


def test_a_bar_stays_where_it_lies_until_somebody_moves_it(view: BoardView) -> None:
    before = view.bar_rect("hall")
    by = QPoint(months(view, 6), 0)
    carry(view, "hall", by)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, before.center().toPoint() + by)
    assert view.bar_rect("hall") == before


def test_a_carried_bar_is_previewed_where_it_would_lie(view: BoardView) -> None:
    previews = heard(view.hover_previewed)
    carry(view, "hall", QPoint(0, to_row(view, "ES", "HR")))
    payload, state, month = previews[-1]
    assert payload["measure"] == "hall"
    assert (state, month) == ("HR", 80)
    assert view.bubble_text == "Can go here: HR can take it"
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_escape_in_mid_air_changes_nothing(view: BoardView) -> None:
    moves, ended = heard(view.bar_moved), heard(view.hover_ended)
    by = QPoint(0, to_row(view, "ES", "HR"))
    carry(view, "hall", by)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.bubble_text == ""
    let_go(view, "hall", by)
    assert moves == []
    assert ended == [()]


def test_a_refused_place_says_why_and_moves_nothing(view: BoardView) -> None:
    moves, refusals = heard(view.bar_moved), heard(view.refused)
    by = QPoint(0, to_row(view, "ES", "FR"))
    carry(view, "hall", by)
    assert view.bubble_text == "Cannot go here: No letter of co-funding"
    let_go(view, "hall", by)
    assert moves == []
    assert refusals == [("No letter of co-funding",)]


def test_a_bar_carried_back_moves_nothing(view: BoardView) -> None:
    moves, ended = heard(view.bar_moved), heard(view.hover_ended)
    carry(view, "hall", QPoint(months(view, 6), 0))
    QTest.mouseMove(view.viewport(), middle(view, "hall"))
    let_go(view, "hall", QPoint(0, 0))
    assert moves == []
    assert ended == [()]


def test_a_bar_cannot_be_carried_out_of_the_period(view: BoardView) -> None:
    moves = heard(view.bar_moved)
    by = QPoint(months(view, 400), 0)
    carry(view, "hall", by)
    let_go(view, "hall", by)
    # It was gripped in its middle: twelve months of it stay in sight.
    assert moves == [("hall", LAST_MONTH - 12, "ES")]


def test_what_exists_cannot_be_carried_and_says_so(view: BoardView) -> None:
    moves, refusals = heard(view.bar_moved), heard(view.refused)
    by = QPoint(months(view, 6), 0)
    carry(view, "jupiter", by)
    let_go(view, "jupiter", by)
    assert moves == []
    assert len(refusals) == 1
    assert "JUPITER" in str(refusals[0][0])


# Moving by key


@pytest.mark.parametrize(
    ("key", "modifiers", "move"),
    [
        (Qt.Key.Key_Right, ALT, ("hall", 81, "ES")),
        (Qt.Key.Key_Left, ALT, ("hall", 79, "ES")),
        (Qt.Key.Key_Right, ALT | SHIFT, ("hall", 92, "ES")),
        (Qt.Key.Key_Up, ALT, ("hall", 80, "DE")),
    ],
)
def test_alt_and_an_arrow_move_the_chosen_bar(
    view: BoardView, key: Qt.Key, modifiers: Qt.KeyboardModifier, move: tuple[str, int, str]
) -> None:
    moves = heard(view.bar_moved)
    view.select_bar("hall")
    QTest.keyClick(view, key, modifiers)
    assert moves == [move]


def test_a_key_into_a_refusing_state_says_why(view: BoardView) -> None:
    moves, refusals = heard(view.bar_moved), heard(view.refused)
    view.select_bar("hall")
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert moves == []
    assert refusals == [("No letter of co-funding",)]


def test_arrows_move_the_cell_and_meet_the_bars(view: BoardView) -> None:
    chosen, cells = heard(view.bar_selected), heard(view.cell_selected)
    view.select_cell("ES", 78)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert cells == [("ES", 79), ("FR", 80)]
    assert chosen == [("hall",)]


def test_control_and_arrow_jump_from_bar_to_bar(view: BoardView) -> None:
    chosen = heard(view.bar_selected)
    view.select_cell("ES", 10)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view, key, CONTROL)
    assert chosen == [("hall",), ("school",), ("hall",)]


def test_space_goes_through_the_bars_of_a_cell(view: BoardView) -> None:
    chosen = heard(view.bar_selected)
    view.select_cell("ES", 95)
    for _press in range(3):
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert chosen == [("hall",), ("school",), ("hall",)]


def test_enter_opens_a_bar_or_places_in_a_cell(view: BoardView) -> None:
    opened, placed = heard(view.open_requested), heard(view.placement_requested)
    view.select_bar("hall")
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.select_cell("HR", 100)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [("hall",)]
    assert placed == [("HR", 100)]


def test_delete_wishes_a_bar_away_but_not_what_exists(view: BoardView) -> None:
    removals, refusals = heard(view.remove_requested), heard(view.refused)
    view.select_bar("hall")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    view.select_bar("jupiter")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert removals == [("hall",)]
    assert len(refusals) == 1


def test_what_is_held_is_let_go_when_its_row_goes(pane: BoardPane) -> None:
    ended = heard(pane.hover_ended)
    drag_to(pane.view, cell(pane.view, "HR", 100))
    pane.set_board(ROWS[:2], (HALL,))
    assert ended == [()]
    assert pane.view.bubble_text == ""


def test_a_moved_bar_stays_chosen_when_the_board_is_renewed(pane: BoardPane) -> None:
    pane.select_bar("hall")
    pane.set_board(ROWS, (evolve(HALL, start=86, end=109, row="HR"), SCHOOL, JUPITER))
    assert pane.view.chosen == "hall"


# Holding and dropping what comes from elsewhere


def test_a_cell_that_takes_it_says_so_while_it_is_held(view: BoardView) -> None:
    previews = heard(view.hover_previewed)
    assert drag_to(view, cell(view, "HR", 100))
    assert drag_to(view, cell(view, "HR", 100) + QPoint(0, 3))
    assert drag_to(view, cell(view, "HR", 101))
    assert previews == [(UPGRADE, "HR", 100), (UPGRADE, "HR", 101)]
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())


def test_an_accepted_drop_tells_what_where_and_when(view: BoardView) -> None:
    drops, ended = heard(view.dropped), heard(view.hover_ended)
    assert drop_at(view, cell(view, "HR", 100))
    assert drops == [(UPGRADE, "HR", 100)]
    assert ended == [()]


def test_a_drop_on_a_name_means_the_month_of_the_cursor(view: BoardView) -> None:
    drops = heard(view.dropped)
    assert drop_at(view, QPoint(20, cell(view, "HR", TODAY).y()))
    assert drops == [(UPGRADE, "HR", TODAY)]


def test_a_refused_drop_tells_why_and_drops_nothing(view: BoardView) -> None:
    drops, refusals = heard(view.dropped), heard(view.refused)
    assert not drop_at(view, cell(view, "FR", 100))
    assert drops == []
    assert refusals == [("No letter of co-funding",)]


def test_escape_while_dragging_leaves_nothing(view: BoardView) -> None:
    drops, ended = heard(view.dropped), heard(view.hover_ended)
    drag_to(view, cell(view, "HR", 100))
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert ended == [()]
    assert drops == []
    assert view.bubble_text == ""


def test_what_comes_from_elsewhere_is_not_taken(view: BoardView) -> None:
    foreign = QMimeData()
    foreign.setText("a file name")
    assert not drag_to(view, cell(view, "HR", 100), foreign)


def test_a_filter_leaves_the_states_and_bars_that_hold_its_words(
    theme: Theme, qtbot: QtBot
) -> None:
    pane = BoardPane(theme, verdict=lambda *_what: DropVerdict(accepted=True, sentence=""))
    qtbot.addWidget(pane)
    rows = (
        BoardRow("DE", "Germany", 1, covered=True),
        BoardRow("FI", "Finland", 1, covered=True),
        BoardRow("MT", "Malta", 0, covered=False),
    )
    bars = (
        BoardBar("jupiter", "DE", "JUPITER", "system", "operational", 50, 90),
        BoardBar("lumi", "FI", "LUMI", "system", "operational", 20, 80),
    )
    pane.set_board(rows, bars)
    pane.filter_field().setText("lumi")
    assert [row.state for row in pane.view.rows()] == ["FI"]
    assert [bar.key for bar in pane.view.bars()] == ["lumi"]
    pane.filter_field().setText("germ")
    assert [bar.key for bar in pane.view.bars()] == ["jupiter"]
    pane.filter_field().clear()
    assert len(pane.view.rows()) == len(rows)
