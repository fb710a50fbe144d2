# SPDX-License-Identifier: EUPL-1.2
"""The map: what a state shows, how it is reached, and what happens to what is held over it."""

from math import hypot

import pytest
from attrs import evolve
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from planner.reference.seed import reference_plan
from planner.text import set_language
from ui.panes import map_shapes, projection
from ui.panes.breaks import nice_breaks, quantile_breaks, step_of
from ui.panes.map import MapPane
from ui.panes.map_items import draw_mark
from ui.panes.map_legend import MapLegend
from ui.panes.map_view import MapView
from ui.panes.payload import pack, unpack
from ui.panes.values import Choropleth, DropVerdict, Payload, SiteMark, StateValue
from ui.presenting.map_values import site_marks
from ui.theme import Theme, load_theme

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction
UPGRADE = {"template": "upgrade"}
MARCH_2028 = 86


def only_croatia(_payload: Payload, state: str, _month: int) -> DropVerdict:
    if state == "HR":
        return DropVerdict(accepted=True, sentence="HR can take it: no system since 2021")
    return DropVerdict(accepted=False, sentence="No host with 2 MW of power")


def compute_per_state() -> Choropleth:
    return Choropleth(
        title="AI compute",
        unit="EF",
        breaks=(1.0, 3.0, 6.0, 12.0, 24.0, 48.0),
        values=(
            StateValue("ES", 30.0, "30 EF", "July 2030"),
            StateValue("DE", 60.0, "60 EF"),
            StateValue("EE", 0.0, "0 EF"),
            StateValue("MT", 2.0, "2 EF"),
            StateValue("RS", None, ""),
        ),
    )


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window whose only part is placed by hand."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    return window


@pytest.fixture
def pane(window: QWidget, theme: Theme) -> MapPane:
    pane = MapPane(theme, verdict=only_croatia, parent=window)
    pane.resize(window.size())
    pane.set_choropleth(compute_per_state())
    pane.set_month(MARCH_2028)
    window.show()
    return pane


@pytest.fixture
def view(pane: MapPane) -> MapView:
    return pane.view


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Collect everything a signal carries."""
    calls: list[tuple[object, ...]] = []
    signal.connect(lambda *values: calls.append(values))
    return calls


def drag_to(view: MapView, point: QPoint, payload: Payload | QMimeData = UPGRADE) -> bool:
    """Hold something over a point; tell whether the place takes it."""
    mime = payload if isinstance(payload, QMimeData) else pack(payload)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(point, COPY, mime, LEFT, NONE))
    move = QDragMoveEvent(point, COPY, mime, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), move)
    return move.isAccepted()


def drop_at(view: MapView, point: QPoint, payload: Payload = UPGRADE) -> bool:
    drag_to(view, point, payload)
    mime = pack(payload)
    drop = QDropEvent(QPointF(point), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(view.viewport(), drop)
    return drop.isAccepted()


def pixel(view: MapView, point: QPoint) -> QColor:
    return view.viewport().grab().toImage().pixelColor(point)


def click(view: MapView, state: str) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.centre_of(state))


# Projection and steps


def test_projection_meets_the_published_test_point() -> None:
    east, north = projection.to_metres(50.0, 5.0)
    assert east == pytest.approx(3962799.45, abs=0.01)
    assert north == pytest.approx(2999718.85, abs=0.01)


def test_projection_keeps_areas_equal() -> None:
    def area(lat: float) -> float:
        step = 0.01
        corners = [(lat, 10.0), (lat, 10.0 + step), (lat + step, 10.0 + step), (lat + step, 10.0)]
        points = [projection.to_km(*corner) for corner in corners]
        ahead = [*points[1:], points[0]]
        pairs = zip(points, ahead, strict=True)
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2

    # On the ellipsoid a cell of 0.01° covers 0.7916 km² at 50° N and 0.4222 km² at 70° N.
    assert area(50.0) / area(70.0) == pytest.approx(0.79675 / 0.42603, rel=2e-3)


@pytest.mark.parametrize(
    ("lat", "lon", "state"),
    [(64.23, 27.70, "FI"), (44.52, 11.36, "IT"), (41.39, 2.12, "ES"), (49.55, 6.0, "LU")],
)
def test_a_site_lies_in_its_state(lat: float, lon: float, state: str) -> None:
    shapes = {shape.state: shape for shape in map_shapes.load_shapes()}
    assert shapes[state].path.contains(map_shapes.place(lat, lon))


def test_every_participating_state_has_a_shape_and_no_other_takes_part() -> None:
    taking_part = {shape.state for shape in map_shapes.load_shapes() if shape.participating}
    assert len(taking_part) == 38
    assert {"MT", "LU", "CY", "GB", "TR"} <= taking_part
    assert not {"UA", "BA", "RU", "XK"} & taking_part


def test_breaks_are_six_rising_round_numbers() -> None:
    assert nice_breaks([0.4, 13.0, None]) == (2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
    assert len(nice_breaks([])) == 6
    quantiles = quantile_breaks([None, 0, 0.4, 1.31, 2.2, 3.7, 8.8, 10, 12, 14.4, 21, 30, 61])
    assert len(quantiles) == 6
    assert list(quantiles) == sorted(set(quantiles))


def test_no_two_breaks_read_alike() -> None:
    alike = quantile_breaks([0.1, 0.2, 2.5, 2.504, 2.51, 4.6, 9.4, 23.0, 36.0, 41.0])
    assert len({f"{cut:.2g}" for cut in alike}) == 6


def test_a_value_on_a_break_belongs_to_the_higher_step() -> None:
    breaks = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0)
    assert [step_of(value, breaks) for value in (0.0, 1.0, 47.9, 48.0)] == [0, 1, 5, 6]


# What is shown


def test_a_state_wears_the_colour_of_its_step(view: MapView, theme: Theme) -> None:
    clear = view.centre_of("ES") + QPoint(0, 14)
    assert pixel(view, clear) == theme.ramp()[5]


def test_an_unknown_figure_is_hatched_and_not_the_lowest_step(view: MapView, theme: Theme) -> None:
    here = view.centre_of("RS")
    picture = view.viewport().grab().toImage()
    around = {
        picture.pixelColor(here + QPoint(x, y)).name() for x in range(-9, 10) for y in range(6, 13)
    }
    assert theme.color("unknown_hatch").name() in around
    assert theme.ramp()[0].name() not in around


def test_zero_is_the_lowest_step_and_not_hatched(view: MapView, theme: Theme) -> None:
    assert pixel(view, view.centre_of("EE") + QPoint(0, 7)) == theme.ramp()[0]


def test_a_new_palette_recolours_the_states(pane: MapPane) -> None:
    dark = load_theme("dark")
    pane.set_theme(dark)
    assert pixel(pane.view, pane.view.centre_of("ES") + QPoint(0, 14)) == dark.ramp()[5]


@pytest.mark.parametrize("state", ["MT", "LU"])
def test_a_small_state_has_a_hit_area_of_its_own(view: MapView, state: str) -> None:
    centre = view.centre_of(state)
    hits = [
        view.state_at(centre + QPoint(x, y)) == state for x in range(-9, 10) for y in range(-7, 8)
    ]
    assert sum(hits) > 150


def test_a_small_state_wears_the_colour_of_its_step(view: MapView, theme: Theme) -> None:
    assert pixel(view, view.centre_of("MT") + QPoint(-8, 5)) == theme.ramp()[1]


def test_a_site_on_a_small_state_moves_its_tag_aside(view: MapView) -> None:
    centre = view.centre_of("LU")
    assert view.state_at(centre + QPoint(0, 20)) != "LU"
    view.set_sites((mark(lat=49.77, lon=6.09, state="LU"),))
    assert view.state_at(centre + QPoint(0, 20)) == "LU"


def mark(*, lat: float, lon: float, state: str, operational: bool = True) -> SiteMark:
    return SiteMark(
        key="site",
        name="Machine",
        state=state,
        lat=lat,
        lon=lon,
        kind="system",
        operational=operational,
        size=1.0,
    )


@pytest.mark.parametrize("operational", [True, False])
def test_a_dot_is_filled_when_it_runs_and_hollow_when_planned(
    view: MapView, theme: Theme, *, operational: bool
) -> None:
    view.set_sites((mark(lat=40.0, lon=-4.0, state="ES", operational=operational),))
    here = view.mapFromScene(map_shapes.place(40.0, -4.0))
    inside = pixel(view, here)
    assert inside == (theme.kind("system") if operational else theme.color("card"))


def test_the_name_says_state_figure_and_value(view: MapView) -> None:
    view.set_selected("ES")
    assert view.accessibleName() == "Spain, AI compute: 30 EF"
    view.set_selected("RS")
    assert view.accessibleName() == "Serbia, AI compute: unknown"


def test_the_language_switches_at_run_time(pane: MapPane) -> None:
    pane.set_selected("ES")
    set_language("de")
    pane.retranslate()
    assert "Spanien" in pane.view.accessibleName()


# Choosing


def test_a_click_chooses_the_state_once(view: MapView) -> None:
    chosen = heard(view.state_selected)
    click(view, "ES")
    click(view, "ES")
    assert chosen == [("ES",)]
    assert view.selected == "ES"


def test_a_click_on_a_neighbour_of_europe_chooses_nothing(view: MapView) -> None:
    chosen = heard(view.state_selected)
    ukraine = view.mapFromScene(map_shapes.place(49.5, 31.5))
    QTest.mouseClick(view.viewport(), LEFT, NONE, ukraine)
    assert chosen == []


def test_choosing_from_outside_tells_nobody(pane: MapPane) -> None:
    chosen = heard(pane.state_selected)
    pane.set_selected("FR")
    assert chosen == []
    assert pane.view.selected == "FR"


def test_a_double_click_asks_to_place_something(view: MapView) -> None:
    wishes = heard(view.placement_requested)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, view.centre_of("PL"))
    assert wishes == [("PL",)]


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_Left, "PT"), (Qt.Key.Key_Up, "FR")])
def test_an_arrow_goes_to_the_next_state_in_its_direction(
    view: MapView, key: Qt.Key, state: str
) -> None:
    chosen = heard(view.state_selected)
    view.set_selected("ES")
    QTest.keyClick(view, key)
    assert chosen == [(state,)]


def test_every_state_can_be_reached_with_the_arrows(view: MapView) -> None:
    steps = [QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)]
    reached: set[str] = set()
    open_ends = [view.neighbour(steps[0])]
    while open_ends:
        state = open_ends.pop()
        reached.add(state)
        view.set_selected(state)
        open_ends += [there for step in steps if (there := view.neighbour(step)) not in reached]
    assert len(reached) == 38


def test_enter_asks_to_place_in_the_chosen_state(view: MapView) -> None:
    wishes = heard(view.placement_requested)
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.set_selected("HR")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert wishes == [("HR",)]


def test_the_figure_is_chosen_on_top(pane: MapPane) -> None:
    pane.set_figures([("compute", "Compute"), ("power", "Power")], current="compute")
    chosen = heard(pane.figure_chosen)
    power = next(button for button in pane.findChildren(QRadioButton) if button.text() == "Power")
    QTest.mouseClick(power, LEFT)
    assert chosen == [("power",)]


def test_the_menu_is_asked_for_the_state_below_the_mouse(view: MapView) -> None:
    menus = heard(view.menu_requested)
    here = view.centre_of("ES")
    place = view.viewport().mapToGlobal(here)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, here, place)
    QApplication.sendEvent(view.viewport(), event)
    assert menus == [("ES", place)]


def test_the_menu_key_asks_for_the_chosen_state(view: MapView) -> None:
    menus = heard(view.menu_requested)
    view.set_selected("PL")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), event)
    assert [state for state, _place in menus] == ["PL"]


def test_a_screen_reader_hears_the_chosen_state(view: MapView) -> None:
    view.set_selected("ES")
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Spain, AI compute: 30 EF"


# Zooming


def test_keys_zoom_and_show_all_of_europe_again(view: MapView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > 1.5
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 1.0


def test_the_wheel_zooms_around_the_mouse(view: MapView) -> None:
    here = view.centre_of("PL")
    for _notch in range(4):
        wheel = QWheelEvent(
            QPointF(here),
            QPointF(view.viewport().mapToGlobal(here)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), wheel)
    moved = view.centre_of("PL") - here
    assert view.zoom > 2
    assert hypot(moved.x(), moved.y()) < 8


def test_a_drag_pans_and_chooses_nothing(view: MapView) -> None:
    view.zoom_by(4)
    chosen = heard(view.state_selected)
    before = view.centre_of("CZ")
    middle = view.viewport().rect().center()
    QTest.mousePress(view.viewport(), LEFT, NONE, middle)
    QTest.mouseMove(view.viewport(), middle + QPoint(40, 20))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, middle + QPoint(40, 20))
    assert view.centre_of("CZ") == before + QPoint(40, 20)
    assert chosen == []


def test_tags_give_way_to_outlines_when_zoomed_in(view: MapView) -> None:
    assert view.state_at(view.centre_of("LU") + QPoint(-9, 0)) == "LU"
    view.zoom_by(8)
    corner = view.centre_of("LU")
    assert view.state_at(corner) == "LU"


# Holding and dropping


def test_a_state_that_takes_it_says_so_while_it_is_held(view: MapView) -> None:
    previews = heard(view.hover_previewed)
    assert drag_to(view, view.centre_of("HR"))
    assert previews == [(UPGRADE, "HR", MARCH_2028)]
    assert view.bubble_text == "Can go here: HR can take it: no system since 2021"


def test_a_state_that_refuses_says_why_in_words(view: MapView) -> None:
    assert not drag_to(view, view.centre_of("MT"))
    assert view.bubble_text == "Cannot go here: No host with 2 MW of power"


def test_the_preview_is_asked_for_once_in_each_state(view: MapView) -> None:
    previews = heard(view.hover_previewed)
    for state in ("ES", "ES", "FR", "FR", "ES"):
        drag_to(view, view.centre_of(state) + QPoint(0, len(previews)))
    assert [state for _payload, state, _month in previews] == ["ES", "FR", "ES"]


def test_over_the_sea_nothing_is_previewed(view: MapView) -> None:
    ended = heard(view.hover_ended)
    drag_to(view, view.centre_of("HR"))
    assert not drag_to(view, QPoint(5, 5))
    assert ended == [()]
    assert view.bubble_text == ""


def test_an_accepted_drop_tells_what_where_and_when(view: MapView) -> None:
    drops, ended = heard(view.dropped), heard(view.hover_ended)
    assert drop_at(view, view.centre_of("HR"))
    assert drops == [(UPGRADE, "HR", MARCH_2028)]
    assert ended == [()]
    assert view.bubble_text == ""


def test_a_refused_drop_tells_why_and_drops_nothing(view: MapView) -> None:
    drops, refusals = heard(view.dropped), heard(view.refused)
    assert not drop_at(view, view.centre_of("FR"))
    assert drops == []
    assert refusals == [("No host with 2 MW of power",)]


def test_escape_while_dragging_leaves_nothing(view: MapView) -> None:
    drops, ended = heard(view.dropped), heard(view.hover_ended)
    drag_to(view, view.centre_of("HR"))
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert ended == [()]
    assert drops == []
    assert view.bubble_text == ""


def test_what_comes_from_elsewhere_is_not_taken(view: MapView) -> None:
    previews = heard(view.hover_previewed)
    foreign = QMimeData()
    foreign.setText("a file name")
    assert not drag_to(view, view.centre_of("HR"), foreign)
    assert previews == []


def test_a_payload_survives_the_journey() -> None:
    assert unpack(pack({"measure": "m1"})) == {"measure": "m1"}
    assert unpack(QMimeData()) is None


def test_the_pane_passes_on_what_the_map_says(pane: MapPane) -> None:
    drops = heard(pane.dropped)
    drop_at(pane.view, pane.view.centre_of("HR"))
    assert drops == [(UPGRADE, "HR", MARCH_2028)]


def test_the_hover_goes_when_the_mouse_leaves(view: MapView) -> None:
    QTest.mouseMove(view.viewport(), view.centre_of("ES"))
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("width", range(420, 820, 40))
def test_the_tag_of_a_small_state_never_hides_the_middle_of_another(
    pane: MapPane, width: int
) -> None:
    crowd = [("SI", 46.56, 15.65), ("LU", 49.79, 6.07), ("HR", 45.9, 15.6), ("BE", 50.8, 4.4)]
    pane.set_sites(
        tuple(SiteMark(s, s, s, lat, lon, "system", operational=True) for s, lat, lon in crowd)
    )
    pane.resize(width, width * 2 // 3)
    QApplication.processEvents()
    view = pane.view
    scale = view.transform().m11()
    for tag in (tag for tag in view._tags if tag.isVisible()):
        box = view._screen_rect(tag, scale)
        hidden = [
            item.state
            for item in view._states.values()
            if item.state != tag.state and box.contains(item.shape_of.label * scale)
        ]
        assert not hidden, f"{tag.state} hides {hidden}"


def test_no_machine_takes_the_middle_of_a_neighbour(view: MapView, pane: MapPane) -> None:
    pane.resize(980, 400)  # what a small window leaves for the map
    view.set_sites(site_marks(reference_plan()))
    states = [value.state for value in compute_per_state().values] + ["BE", "SI", "LU", "NL"]
    assert {state: view.state_at(view.centre_of(state)) for state in states} == {
        state: state for state in states
    }


@pytest.mark.parametrize("size", [(720, 660), (676, 480), (600, 500), (1190, 380)])
def test_the_legend_lies_on_no_state(pane: MapPane, size: tuple[int, int]) -> None:
    pane.set_choropleth(evolve(compute_per_state(), title="AI capacity at the end of Jan 2028"))
    pane.set_sites(site_marks(reference_plan()))
    pane.resize(*size)
    pane.layout().activate()
    legend = pane.view.findChild(MapLegend)
    assert isinstance(legend, MapLegend)
    middles = {code: pane.view.centre_of(code) for code in ("ES", "PT", "FR", "IT", "MT", "GR")}
    assert [code for code, middle in middles.items() if legend.geometry().contains(middle)] == []
    assert "Machines, Antennas" in legend.accessibleDescription()  # whose shapes it explains


@pytest.mark.parametrize("height", [260, 330, 400])
def test_on_a_small_map_no_tag_lies_on_another_or_beyond_the_edge(
    pane: MapPane, height: int
) -> None:
    pane.set_sites(site_marks(reference_plan()))
    pane.resize(900, height)
    QApplication.processEvents()
    view, scale = pane.view, pane.view.transform().m11()
    tags = [(tag.state, view._screen_rect(tag, scale)) for tag in view._tags if tag.isVisible()]
    assert len(tags) > 5
    corner = view._scene.sceneRect().topLeft() * scale
    for number, (state, box) in enumerate(tags):
        on = [other for other, taken in tags[:number] if taken.intersects(box)]
        assert not on, f"{state} lies on {on}"
        assert QRectF(view.viewport().rect()).contains(box.translated(-corner)), state


def test_kinds_of_places_differ_by_shape_and_not_by_hue_alone() -> None:
    sizes = set()
    for kind in ("system", "data_centre", "antenna", "support", "link", "talent"):
        picture = QImage(40, 40, QImage.Format.Format_RGB32)
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        ink, paper = QColor("black"), QColor("white")
        draw_mark(painter, QPointF(20, 20), 12, hue=ink, ground=paper, filled=True, kind=kind)
        painter.end()
        sizes.add(bytes(picture.constBits()))
    assert len(sizes) == 6
