# SPDX-License-Identifier: EUPL-1.2
"""The plotting surface: pyqtgraph's view, ranges and mouse, with our axes and our layers.

The only module that imports pyqtgraph, which costs more start-up time than the rest of a window;
it is therefore reached through `ui.charts.deck` alone, after the first paint.
"""

from collections.abc import Callable

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui.charts.cursor import strip_height
from ui.charts.geometry import Frame
from ui.charts.ticks import Marks
from ui.theme import Theme


class TimeBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """The area of the curves: the left button picks a date, the middle one pans along time."""

    picked = Signal(float)
    opened = Signal()

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        """Pick the date under a left click; a second one opens what is there."""
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.picked.emit(self.mapToView(event.pos()).x())
            if event.double():
                self.opened.emit()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Pick dates along a left drag; pan with the middle button or with shift."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and not shift:
            event.accept()
            self.picked.emit(self.mapToView(event.pos()).x())
        elif event.button() != Qt.MouseButton.RightButton:
            super().mouseDragEvent(event, axis=pg.ViewBox.XAxis if axis is None else axis)

    def wheelEvent(self, event: QEvent, axis: int | None = None) -> None:  # noqa: ARG002 - pyqtgraph's signature
        """Leave the wheel to the chart, which zooms only with Ctrl held."""
        event.ignore()


class LabelAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """An axis that paints the labels it is given, directly and without a recorded picture."""

    def __init__(self, orientation: str, theme: Theme) -> None:
        super().__init__(orientation)
        self._theme = theme
        self._marks = Marks((), ())
        # pyqtgraph would lay out a hidden label in HTML at every change of range
        self.enableAutoSIPrefix(False)

    def show_marks(self, marks: Marks) -> None:
        """Show these labels from the next paint on."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.update()

    def labels(self) -> tuple[str, ...]:
        """Return the labels along the axis."""
        return self._marks.labels

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint the labels beside (left axis) or below (bottom axis) their positions."""
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("muted"))
        draw = self._draw_left if self.orientation == "left" else self._draw_bottom
        draw(painter, painter.fontMetrics())

    def _draw_left(self, painter: QPainter, metrics: QFontMetrics) -> None:
        first, last = self.linkedView().viewRange()[1]
        size = self.size()
        right = size.width() - self._theme.px("space_s")
        for position, label in zip(self._marks.positions, self._marks.labels, strict=True):
            y = size.height() * (1 - (position - first) / (last - first))
            left = right - metrics.horizontalAdvance(label)
            painter.drawText(QPointF(left, y + metrics.capHeight() / 2), label)

    def _draw_bottom(self, painter: QPainter, metrics: QFontMetrics) -> None:
        first, last = self.linkedView().viewRange()[0]
        width = self.size().width()
        free_from = -width
        top = self._theme.px("space_xs") + metrics.ascent()
        for position, label in zip(self._marks.positions, self._marks.labels, strict=True):
            wide = metrics.horizontalAdvance(label)
            left = min(width * (position - first) / (last - first) - wide / 2, width - wide)
            if left >= free_from:
                painter.drawText(QPointF(left, top), label)
                free_from = left + wide + self._theme.px("space_xs")


class Surface(QObject):
    """One pyqtgraph plot, stripped to what a chart of ours needs."""

    framed = Signal()
    picked = Signal(float)
    opened = Signal()
    pointed = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        # a PlotItem would bring four axes, a title, buttons and seven menus, none of them wanted
        self.view = pg.GraphicsLayoutWidget(parent)
        self.box = TimeBox(enableMenu=False)
        self._values = LabelAxis("left", theme)
        self._times = LabelAxis("bottom", theme)
        self._build()
        self.set_theme(theme)
        self.box.sigXRangeChanged.connect(self.framed)
        self.box.sigResized.connect(self.framed)
        self.box.picked.connect(self.picked)
        self.box.opened.connect(self.opened)
        self.view.scene().sigMouseMoved.connect(self._point)
        self.view.viewport().installEventFilter(self)

    def _build(self) -> None:
        self.view.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # layers cover the plot, so finding out what of it moved costs more than painting it, and
        # the card below never shows through
        self.view.setViewportUpdateMode(pg.GraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.view.viewport().setAutoFillBackground(False)
        self.view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.box.setMouseEnabled(x=True, y=False)
        self.box.disableAutoRange()
        grid = self.view.ci
        grid.setSpacing(0)
        for axis, row, column in ((self._values, 0, 0), (self._times, 1, 1)):
            grid.addItem(axis, row, column)
            axis.linkToView(self.box)
        grid.addItem(self.box, 0, 1)

    def overlay_parent(self) -> QGraphicsItem:
        """Return the item that reaches beyond the plot, for what stands above it."""
        parent: QGraphicsItem = self.view.ci
        return parent

    def origin(self) -> QPointF:
        """Return the upper left corner of the plot inside the overlay."""
        return QPointF(self.box.pos())

    def layer_parent(self) -> QGraphicsItem:
        """Return the item whose pixels the layers lie in."""
        parent: QGraphicsItem = self.box
        return parent

    def set_theme(self, theme: Theme) -> None:
        """Take colours and the height of the lower axis from a theme."""
        self._theme = theme
        self.view.setBackground(theme.color("card"))
        self._values.set_theme(theme)
        self._times.set_theme(theme)
        metrics = QFontMetrics(theme.font("caption"))
        self.view.ci.setContentsMargins(0, strip_height(theme), theme.px("space_s"), 0)
        self._times.setHeight(metrics.height() + theme.px("space_xs"))

    def limit(self, first: float, last: float, *, narrowest: float) -> None:
        """Set how far time reaches, and how few steps may fill the view."""
        self.box.setLimits(xMin=first, xMax=last, minXRange=narrowest)

    def set_times(self, first: float, last: float) -> None:
        """Show this window of time."""
        self.box.setXRange(first, last, padding=0)

    def set_top(self, top: float) -> None:
        """Let the value axis run from zero to `top`."""
        if self.box.viewRange()[1] != [0.0, top]:  # pyqtgraph takes its time to find nothing to do
            self.box.setYRange(0, top, padding=0)

    def times(self) -> tuple[float, float]:
        """Return the window of time in view."""
        first, last = self.box.viewRange()[0]
        return float(first), float(last)

    def zoom(self, factor: float, around: float) -> None:
        """Show `factor` times as much time, keeping one date where it is."""
        self.box.scaleBy(x=factor, center=pg.Point(around, 0))

    def show_marks(self, values: Marks, times: Marks) -> None:
        """Label both axes; the left one takes the width its labels need."""
        self._values.show_marks(values)
        self._times.show_marks(times)
        metrics = QFontMetrics(self._theme.font("caption"))
        widest = max((metrics.horizontalAdvance(label) for label in values.labels), default=0)
        width = widest + self._theme.px("space_s") + self._theme.px("line")
        if self._values.minimumWidth() != width:
            self._values.setWidth(width)

    def value_labels(self) -> tuple[str, ...]:
        """Return the labels of the value axis."""
        return self._values.labels()

    def time_labels(self) -> tuple[str, ...]:
        """Return the labels of the time axis."""
        return self._times.labels()

    def text_width(self) -> Callable[[str], int]:
        """Return the function that measures a label in pixels."""
        return QFontMetrics(self._theme.font("caption")).horizontalAdvance

    def room(self) -> QRectF:
        """Return the size of the plot inside its axes, in pixels."""
        return QRectF(self.box.rect())

    def frame(self) -> Frame | None:
        """Return the window in view, or nothing while the plot has no size."""
        room = self.room()
        (first, last), (_bottom, top) = self.box.viewRange()
        if room.width() < 1 or room.height() < 1 or last <= first or top <= 0:
            return None
        return Frame(first, last, top, room.width(), room.height())

    def lay_out(self) -> None:
        """Give every part its place now rather than at the next turn of the event loop."""
        self.view.ci.layout.activate()

    def render(self, painter: QPainter, target: QRectF) -> None:
        """Paint the plot into a rectangle of any painter: screen, picture, SVG or PDF."""
        self.view.render(painter, target, self.view.viewport().rect())

    def position_under(self, point: QPointF) -> float:
        """Return the date under a point of the view."""
        return float(self.box.mapSceneToView(self.view.mapToScene(point.toPoint())).x())

    def screen_point(self, position: float) -> QPoint:
        """Return the point of the screen at the top of the plot at a date."""
        top = self.box.mapViewToScene(QPointF(position, self.box.viewRange()[1][1]))
        corner: QPoint = self.view.viewport().mapToGlobal(self.view.mapFromScene(top))
        return corner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the mouse leaves the plot."""
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _point(self, where: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(where):
            self.pointed.emit(float(self.box.mapSceneToView(where).x()))
        else:
            self.left.emit()
