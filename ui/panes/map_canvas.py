# SPDX-License-Identifier: EUPL-1.2
"""What the map shows: states by a figure, codes, tags, sites, outlines, and the zoom.

Distances on the scene are kilometres; marks and tags keep their size in pixels.
"""

from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QPainter,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from planner.text import _, state_name
from ui.panes import map_shapes
from ui.panes.breaks import step_of
from ui.panes.map_flows import FlowItem
from ui.panes.map_items import (
    OutlineItem,
    SiteItem,
    StateItem,
    StateTag,
    draw_neighbours,
    map_label_font,
    readable_on,
)
from ui.panes.map_labels import code_box, tag_offset
from ui.panes.map_ties import TieItem
from ui.panes.values import Choropleth, MapFlow, MapTie, SiteMark, StateValue
from ui.theme import Theme
from ui.widgets.painting import paint_focus_ring

_ZOOM_MAX = 12.0
_SIDEWAYS_PENALTY = 2.0  # what lies straight ahead is nearer than what lies aside


class MapCanvas(QGraphicsView):
    """Europe as a choropleth with sites; one state may be chosen and one hovered."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._selected = ""
        self._hovered = ""
        self._zoom = 1.0
        self._left_px, self._bottom_px = 0, 0
        self._has_size = False  # nothing is laid out for a size that will not stay
        self._figure: Choropleth | None = None
        self._values: dict[str, StateValue] = {}
        self._labels: list[tuple[QPointF, StateItem]] = []
        self._sites: list[SiteItem] = []
        self._flows: list[FlowItem] = []
        self._ties: list[TieItem] = []
        self._build_scene()
        self._configure()

    # What is shown

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        self._theme = theme
        self.setBackgroundBrush(theme.color("map_sea"))
        self.resetCachedContent()
        for state in self._states.values():
            state.set_theme(theme)
        for tag in self._tags:
            tag.set_theme(theme)
        for site in self._sites:
            site.set_theme(theme)
        for flow in self._flows:
            flow.set_theme(theme)
        for tie in self._ties:
            tie.set_theme(theme)
        self._colour_states()
        self._outline_selected()
        self._lay_out()

    def choropleth(self) -> Choropleth | None:
        """Return the figure that is shown."""
        return self._figure

    def set_choropleth(self, figure: Choropleth) -> None:
        """Colour the states by a figure; a state without a value is hatched."""
        self._figure = figure
        self._values = figure.by_state()
        self._colour_states()
        self.announce()

    def set_sites(self, marks: tuple[SiteMark, ...]) -> None:
        """Replace the machines and hubs on the map."""
        for item in self._sites:
            self._scene.removeItem(item)
        self._sites = [
            SiteItem(mark, map_shapes.place(mark.lat, mark.lon), self._theme) for mark in marks
        ]
        for item in self._sites:
            self._scene.addItem(item)
        self._arrange_labels()

    def set_flows(self, flows: tuple[MapFlow, ...]) -> None:
        """Replace the arcs between states."""
        if flows == self.flows():
            return
        for item in self._flows:
            self._scene.removeItem(item)
        known = [flow for flow in flows if {flow.giver, flow.user} <= set(self._states)]
        self._flows = [
            FlowItem(flow, self._middle(flow.giver), self._middle(flow.user), self._theme)
            for flow in known
        ]
        for item in self._flows:
            self._scene.addItem(item)

    def flows(self) -> tuple[MapFlow, ...]:
        """Return the arcs between states."""
        return tuple(item.flow for item in self._flows)

    def set_ties(self, ties: tuple[MapTie, ...]) -> None:
        """Replace the lines between states that belong together."""
        if ties == self.ties():
            return
        for item in self._ties:
            self._scene.removeItem(item)
        self._ties = [
            TieItem(tie, map_shapes.place(*tie.start), map_shapes.place(*tie.end), self._theme)
            for tie in ties
        ]
        for item in self._ties:
            self._scene.addItem(item)

    def ties(self) -> tuple[MapTie, ...]:
        """Return the lines between states that belong together."""
        return tuple(item.tie for item in self._ties)

    def sites(self) -> tuple[SiteMark, ...]:
        """Return the machines and hubs on the map."""
        return tuple(item.mark for item in self._sites)

    def _middle(self, state: str) -> QPointF:
        return self._states[state].shape_of.label

    def set_selected(self, state: str) -> None:
        """Show a state as chosen, or none for an empty code; tells nobody."""
        self._selected = state if state in self._states else ""
        self._outline_selected()
        self.announce()

    def set_margins(self, *, left: int, bottom: int) -> None:
        """Keep pixels free for the legend: on the left where there is room, below in any case."""
        if (left, bottom) != (self._left_px, self._bottom_px):
            self._left_px, self._bottom_px = left, bottom
            self._lay_out()

    def room_beside(self) -> int:
        """Return how many pixels of width stay free when Europe takes the whole height."""
        high = self.height() - 2 * self._theme.px("space_s")
        return round(self.width() - max(1, high) * self._home.width() / self._home.height())

    @property
    def selected(self) -> str:
        """The code of the chosen state, empty for none."""
        return self._selected

    @property
    def zoom(self) -> float:
        """How far the map is zoomed in, 1 for all of Europe."""
        return self._zoom

    def state_at(self, position: QPoint) -> str:
        """Return the participating state at a point of the viewport, empty for none.

        A site may reach over its border; nearer to the middle of the neighbour it is the neighbour.
        """
        found: SiteItem | None = None
        for item in self.items(position):
            if isinstance(item, SiteItem):
                found = found or item
            elif isinstance(item, StateTag | StateItem) and item.isVisible():
                return item.state if found is None else self._nearer(position, found, item.state)
        return "" if found is None else found.state

    def _nearer(self, position: QPoint, site: SiteItem, below: str) -> str:
        """Return the state of a site, or the one below it if its middle is nearer to a point."""
        to_site = _distance(QPointF(self.mapFromScene(site.pos())), QPointF(position))
        to_middle = _distance(QPointF(self.centre_of(below)), QPointF(position))
        return below if to_middle < to_site else site.state

    def centre_of(self, state: str) -> QPoint:
        """Return the point of the viewport where a state's label sits."""
        return self.mapFromScene(self._states[state].shape_of.label)

    def fit(self) -> None:
        """Show all of Europe."""
        self._zoom = 1.0
        self._lay_out()

    def zoom_by(self, factor: float, *, around: QPoint | None = None) -> None:
        """Zoom by a factor, keeping the given point of the viewport where it is."""
        point = around if around is not None else self.viewport().rect().center()
        fixed = self.mapToScene(point)
        self._zoom = max(1.0, min(_ZOOM_MAX, self._zoom * factor))
        self._apply_zoom()
        moved = self.mapFromScene(fixed) - point
        self.scroll_by(moved)

    def describe(self, state: str) -> str:
        """Return a state's name and figure in words, for tooltip and screen reader."""
        value = self._values.get(state)
        words = value.text if value is not None and value.text else _("unknown")
        title = self._figure.title if self._figure else ""
        if not title:
            return state_name(state)
        return _("{state}, {figure}: {value}").format(
            state=state_name(state), figure=title, value=words
        )

    def announce(self) -> None:
        """Name the chosen state to screen readers; the change of name is what they read out."""
        name = self.describe(self._selected) if self._selected else _("Map of Europe")
        self.setAccessibleName(name)

    def neighbour(self, step: QPointF) -> str:
        """Return the nearest state in a direction, the most central one if none is chosen."""
        if not self._selected:
            middle = self._home.center()
            return min(self._states, key=lambda state: _distance(self._spot(state), middle))
        here = self._spot(self._selected)
        costs = {
            state: _cost(self._spot(state) - here, step)
            for state in self._states
            if state != self._selected
        }
        nearest = min(costs, key=lambda state: costs[state])
        return nearest if costs[nearest] < float("inf") else self._selected

    def _spot(self, state: str) -> QPointF:
        """Return the middle of a state; its label may sit far from there."""
        return self._states[state].path().boundingRect().center()

    # Building

    def _build_scene(self) -> None:
        self._scene = QGraphicsScene()
        self.setScene(self._scene)
        shapes = map_shapes.load_shapes()
        self._home = map_shapes.bounds(shapes)
        self._neighbours = tuple(shape for shape in shapes if not shape.participating)
        self._states = {shape.state: StateItem(shape) for shape in shapes if shape.participating}
        self._tags = [StateTag(item) for item in self._states.values()]
        self._hover_line = OutlineItem(level=0)
        self._chosen_line = OutlineItem(level=1)
        self._held_line = OutlineItem(level=2)
        for item in (*self._states.values(), *self._tags):
            self._scene.addItem(item)
        for line in (self._hover_line, self._chosen_line, self._held_line):
            self._scene.addItem(line)

    def _configure(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """Return a size at which every state can be told apart."""
        unit = self._theme.px("row")
        return QSize(24 * unit, 16 * unit)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the map is no longer a map."""
        unit = self._theme.px("row")
        return QSize(10 * unit, 7 * unit)

    # Geometry

    def _fit_scale(self) -> float:
        """Return pixels per kilometre at which all of Europe fits."""
        size = self.viewport().size()
        pad = 2 * self._theme.px("space_s")
        across = max(1, size.width() - pad) / self._home.width()
        down = max(1, size.height() - self._bottom_px - pad) / self._home.height()
        return min(across, down)

    def _lay_out(self) -> None:
        """Make the scene exactly as large as the viewport shows at zoom 1, Europe inside."""
        if not self._has_size:
            return
        scale = self._fit_scale()
        width = self.viewport().width() / scale
        height = self.viewport().height() / scale
        spare = max(0.0, width - self._home.width())
        left = max(spare / 2, min(spare * 0.9, self._left_px / scale))
        top = max(0.0, height - self._bottom_px / scale - self._home.height()) / 2
        self._scene.setSceneRect(
            QRectF(self._home.left() - left, self._home.top() - top, width, height)
        )
        self._apply_zoom()

    def _apply_zoom(self) -> None:
        scale = self._fit_scale() * self._zoom
        self.setTransform(QTransform.fromScale(scale, scale))
        least = self._theme.px("space_xs")
        for tag in self._tags:
            tag.setVisible(tag.item.shape_of.radius_km * scale < least)
        self._arrange_labels()

    def scroll_by(self, offset: QPoint) -> None:
        """Move the visible part by pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + offset.x())
        down.setValue(down.value() + offset.y())
        # The focus ring stays while the map below it moves.
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit Europe into the new size."""
        super().resizeEvent(event)
        self._has_size = True
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the keyboard."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Colours, labels, outlines

    def _colour_states(self) -> None:
        for state, item in self._states.items():
            item.set_fill(self._fill_of(state))
        for tag in self._tags:
            tag.update()
        self.viewport().update()

    def _fill_of(self, state: str) -> QColor | None:
        """Return the colour of a state's step, None where its figure is unknown."""
        value = self._values.get(state)
        if self._figure is None or value is None or value.value is None:
            return None
        steps = self._theme.diverging() if self._figure.diverging else self._theme.ramp()
        return steps[step_of(value.value, self._figure.breaks)]

    def _arrange_labels(self) -> None:
        """Choose where tags and state codes fit, inside their state and clear of every mark."""
        if not self._has_size:
            return
        scale = self.transform().m11()
        marks = [self._screen_rect(item, scale) for item in self._sites]
        tags: list[QRectF] = []
        for tag in filter(StateTag.isVisible, self._tags):
            self._put_tag(tag, scale, tags=tags, marks=marks)
            tags.append(self._screen_rect(tag, scale))
        taken = [*marks, *tags]
        metrics = QFontMetricsF(map_label_font(self._theme))
        self._labels = []
        for item in sorted(self._states.values(), key=lambda item: -item.shape_of.radius_km):
            size = QSizeF(metrics.horizontalAdvance(item.state), metrics.capHeight())
            middle, outline = item.shape_of.label * scale, item.path()
            box = code_box(middle, size, outline=outline, scale=scale, taken=taken)
            if box is not None:
                taken.append(box)
                self._labels.append((box.center() / scale, item))
        self.viewport().update()

    def _put_tag(
        self, tag: StateTag, scale: float, *, tags: list[QRectF], marks: list[QRectF]
    ) -> None:
        """Move a tag aside from sites, other tags, the middles of neighbours and the edge."""
        tag.put_aside(QPointF())
        others = (item for item in self._states.values() if item.state != tag.item.state)
        middles = [item.shape_of.label * scale for item in others]
        home, scene = self._screen_rect(tag, scale), self._scene.sceneRect()
        bounds = QRectF(scene.topLeft() * scale, scene.size() * scale)
        edge = self._theme.px("focus_width")
        beside = edge if self._bottom_px else self._left_px  # where the legend lies
        bounds.adjust(beside, edge, -edge, -edge - self._bottom_px)
        tag.put_aside(tag_offset(home, bounds=bounds, middles=middles, tags=tags, marks=marks))

    def _screen_rect(self, item: SiteItem | StateTag, scale: float) -> QRectF:
        box = item.box() if isinstance(item, StateTag) else item.boundingRect()
        return box.translated(item.pos() * scale)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draw sea and neighbours, once for each zoom: they never change with a figure."""
        super().drawBackground(painter, rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_neighbours(painter, self._neighbours, self._theme)

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """Write the codes in pixels over the scene, and the focus ring."""
        painter.save()
        painter.resetTransform()
        font = map_label_font(self._theme)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        for place, item in self._labels:
            painter.setPen(readable_on(item.ground, self._theme))
            half = QPointF(metrics.horizontalAdvance(item.state), -metrics.capHeight()) / 2
            painter.drawText(QPointF(self.mapFromScene(place)) - half, item.state)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.viewport().rect()), self._theme, radius=0)
        painter.restore()

    def _outline_selected(self) -> None:
        colour = self._theme.color("map_selected")
        self._outline(self._chosen_line, self._selected, colour, self._theme.px("focus_width"))

    def outline_held(self, state: str, *, refused: bool = False) -> None:
        """Outline the state something is held over, or none for an empty code."""
        colour = self._theme.color("danger" if refused else "accent")
        self._outline(self._held_line, state, colour, 1.5 * self._theme.px("focus_width"))

    def hover(self, state: str) -> None:
        """Show a state as hovered, or none for an empty code."""
        if state == self._hovered:
            return
        self._hovered = state
        self._outline(self._hover_line, state, self._theme.color("text"), self._theme.px("line"))
        shape = Qt.CursorShape.PointingHandCursor if state else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _outline(self, line: OutlineItem, state: str, colour: QColor, width: float) -> None:
        """Lay a line around a state, or take it away; the tag of a small state shows it too."""
        item = self._states.get(state)
        if item is None:
            line.leave()
        else:
            line.surround(item.shape_of, colour, width)
        for tag in self._tags:
            tag.set_ring(self._ring_of(tag.state))

    def _ring_of(self, state: str) -> QColor | None:
        for line in (self._held_line, self._chosen_line, self._hover_line):
            if line.state == state:
                return line.pen().color()
        return None


def _distance(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())


def _cost(offset: QPointF, step: QPointF) -> float:
    """Return how far a state lies in a direction; infinite when it lies behind or too far aside."""
    ahead = QPointF.dotProduct(offset, step)
    aside = abs(offset.x() * step.y()) + abs(offset.y() * step.x())
    if ahead <= 0 or aside > _SIDEWAYS_PENALTY * ahead:
        return float("inf")
    return ahead + _SIDEWAYS_PENALTY * aside
