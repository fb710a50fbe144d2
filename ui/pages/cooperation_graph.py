# SPDX-License-Identifier: EUPL-1.2
"""A graph one can walk: nodes by place, links between them, the chosen one and its partners clear.

Arrow keys go to the nearest node in their direction; dragging from one node to another asks for a
link. Shapes say what a node is, a ring that it lacks a partner; colour alone says nothing.
"""

from collections.abc import Iterator, Mapping
from functools import reduce

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.text import _, sentence_case
from ui.accessible import announce, present_as_chart
from ui.charts.paints import writing
from ui.presenting.cooperation_values import LEGEND, GraphNode, GraphTie, GraphValues
from ui.presenting.graph_layout import Place, laid_out
from ui.theme import Theme
from ui.widgets.painting import paint_focus_ring

_STEPS: dict[int, QPointF] = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HUES = {
    "factory": "system",
    "antenna": "antenna",
    "centre": "support",
    "initiative": "link",
    "outside": "link",
}
Names = Mapping[str, tuple[QRectF, str]]
_FIRST = tuple(_HUES)  # whose names are written first
_PALE = 0.35
_APART = 2.0  # icons from one node to the next
_SMALL = 0.7  # a centre, beside the others
_LEGEND_LINE = 0.8  # rows from one line of the legend to the next
_RING = 1.6  # a ring around a node, in its own size


class CooperationGraph(QWidget):
    """Draws nodes and links. `linked` carries the keys of both ends of a wish."""

    chosen_changed = Signal(str)
    opened = Signal(str)
    linked = Signal(str, str)
    menu_requested = Signal(str, QPoint)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._nodes: dict[str, GraphNode] = {}
        self._ties: tuple[GraphTie, ...] = ()
        self._places: Mapping[str, Place] | None = None  # laid out when it is looked at
        self._field = QRectF()  # asked for with every node, name and line
        self._named: tuple[str, Names] | None = None  # for which node chosen, and where
        self._pulled: QPointF | None = None
        self.chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        present_as_chart(self)

    def set_values(self, values: GraphValues) -> None:
        """Show other nodes and links."""
        self._nodes = {node.key: node for node in values.nodes}
        self._ties = values.ties
        self._forget_places()
        if self.chosen not in self._nodes:
            self.chosen = ""
        self._describe()
        self.update()

    def choose(self, key: str) -> None:
        """Mark a node; tells nobody."""
        if key != self.chosen and (not key or key in self._nodes):
            self.chosen = key
            self._describe()
            self.update()

    def point_of(self, key: str) -> QPointF:
        """Return where a node is drawn."""
        if self._places is None:
            self._places = self._laid_out()
        (x, y), room = self._places[key], self._field
        return QPointF(room.left() + x * room.width(), room.top() + y * room.height())

    def node_at(self, point: QPointF) -> str:
        """Return the node under a point, empty if there is none."""
        reach = self._theme.px("icon")
        for key in self._nodes:
            away = self.point_of(key) - point
            if max(abs(away.x()), abs(away.y())) <= reach:
                return key
        return ""

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and sizes from another theme."""
        self._theme = theme
        self._forget_places()
        self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._forget_places()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room in which names can be read."""
        side = self._theme.px("catalogue")
        return QSize(2 * side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the nodes out in the new room."""
        super().resizeEvent(event)
        self._forget_places()

    # Choosing and linking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter, ask for a menu with the menu key or L."""
        key = event.key()
        if key in _STEPS:
            self._pick(self._next(_STEPS[key]))
        elif Qt.Key(key) in _ENTER and self.chosen:
            self.opened.emit(self.chosen)
        elif key == Qt.Key.Key_L and self.chosen:
            self.menu_requested.emit(self.chosen, self._corner(self.chosen))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a node and hold it."""
        found = self.node_at(event.position())
        held = event.button() == Qt.MouseButton.LeftButton and bool(found)
        self._pulled = event.position() if held else None
        self._pick(found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a line from the held node to the mouse."""
        if self._pulled is not None:
            self._pulled = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for a link with the node the line was let go on."""
        pulled, self._pulled = self._pulled, None
        other = self.node_at(event.position())
        self.update()
        if pulled is not None and other and self.chosen and other != self.chosen:
            self.linked.emit(self.chosen, other)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the node under the mouse."""
        found = self.node_at(event.position())
        if found:
            self.opened.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a node, by mouse or by the menu key."""
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        found = self.node_at(QPointF(event.pos())) if mouse else self.chosen
        if found:
            self._pick(found)
            at = event.globalPos() if mouse else self._corner(found)
            self.menu_requested.emit(found, at)

    def event(self, event: QEvent) -> bool:
        """Tell on hover what a node is and lacks."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.node_at(QPointF(event.pos()))
            words = self._nodes[found].words if found else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _pick(self, key: str) -> None:
        if key and key != self.chosen:
            self.choose(key)
            announce(self, self._nodes[key].words)
            self.chosen_changed.emit(key)

    def _next(self, step: QPointF) -> str:
        """Return the nearest node in a direction, sideways counting twice; else the same."""
        if not self.chosen:
            return next(iter(self._nodes), "")
        here, best, least = self.point_of(self.chosen), self.chosen, float("inf")
        for key in self._nodes:
            away = self.point_of(key) - here
            ahead = QPointF.dotProduct(away, step)
            aside = abs(away.x() * step.y()) + abs(away.y() * step.x())
            if key != self.chosen and ahead > aside / 2 and ahead + 2 * aside < least:
                best, least = key, ahead + 2 * aside
        return best

    def _corner(self, key: str) -> QPoint:
        return self.mapToGlobal(self.point_of(key).toPoint())

    def _describe(self) -> None:
        name = _("Graph of cooperation: {nodes} nodes, {links} links").format(
            nodes=len(self._nodes), links=len(self._ties)
        )
        self.setAccessibleName(name)
        chosen = self._nodes.get(self.chosen)
        how = _("Arrow keys go from node to node, Enter opens one, L links it.")
        self.setAccessibleDescription(how if chosen is None else f"{chosen.words}\n{how}")

    def _forget_places(self) -> None:
        """Lay out and name anew when somebody looks: not for a size that is still to change."""
        self._places, self._named = None, None

    def _laid_out(self) -> Mapping[str, Place]:
        room, size = self._room(), _APART * self._theme.px("icon")
        self._field = room
        homes = {key: node.home for key, node in self._nodes.items() if node.home is not None}
        nowhere = [key for key, node in self._nodes.items() if node.home is None]
        apart = (size / max(room.width(), size), size / max(room.height(), size))
        sizes = {key: _SMALL for key, node in self._nodes.items() if node.look == "centre"}
        return laid_out(homes, nowhere, apart=apart, sizes=sizes)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw links, nodes, names, the line in hand and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = self._near()
        for tie in self._ties:
            self._paint_tie(painter, tie)
        for key, node in self._nodes.items():
            painter.setOpacity(1.0 if not near or key in near else _PALE)
            self._paint_node(painter, self.point_of(key), node.look, lacking=node.lacking)
        painter.setOpacity(1.0)
        self._paint_names(painter, near)
        self._paint_pull(painter)
        self._paint_legend(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), self._theme, radius=0)

    def _near(self) -> set[str]:
        """Return the chosen node and its partners; nothing while none is chosen."""
        if not self.chosen:
            return set()
        ties = (tie for tie in self._ties if self.chosen in (tie.one, tie.other))
        return {self.chosen, *(end for tie in ties for end in (tie.one, tie.other))}

    def _paint_tie(self, painter: QPainter, tie: GraphTie) -> None:
        mine = self.chosen in (tie.one, tie.other)
        line = self._theme.px("focus_width" if mine else "line")
        style = Qt.PenStyle.SolidLine if tie.stated else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._theme.color("accent" if mine else "outline"), line, style))
        painter.drawLine(self.point_of(tie.one), self.point_of(tie.other))

    def _paint_node(
        self, painter: QPainter, at: QPointF, look: str, *, lacking: bool = False
    ) -> None:
        theme = self._theme
        size = theme.px("icon") / 2 * (_SMALL if look == "centre" else 1.0)
        hue = theme.kind(_HUES[look])
        painter.setBrush(theme.color("card") if look == "outside" else hue)
        style = Qt.PenStyle.DotLine if look == "outside" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(hue, theme.px("focus_width"), style))
        if look == "factory":
            painter.drawEllipse(at, size, size)
        elif look == "antenna":
            painter.drawPolygon(_polygon(at, size * 0.8, ((0, -1), (1, 1), (-1, 1))))
        elif look == "centre":
            painter.drawPolygon(_polygon(at, size, ((0, -1), (1, 0), (0, 1), (-1, 0))))
        else:
            box = QRectF(at.x() - size * 0.8, at.y() - size * 0.8, size * 1.6, size * 1.6)
            painter.drawRect(box)
        if lacking:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("warning"), theme.px("focus_width")))
            painter.drawEllipse(at, size * _RING, size * _RING)

    def _paint_names(self, painter: QPainter, near: set[str]) -> None:
        """Write the names there is room for, and upon a factory its state where there is none."""
        if self._named is None or self._named[0] != self.chosen:
            self._named = self.chosen, self._names(near)
        theme, placed = self._theme, self._named[1]
        painter.setFont(theme.font("caption"))
        for key, (box, words) in placed.items():
            painter.fillRect(box, theme.color("card"))  # or a link would strike the words out
            painter.setPen(theme.color("text" if not near or key in near else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        for key in self._nodes:
            if key not in placed:
                self._write_upon(painter, key, near)

    def _names(self, near: set[str]) -> Names:
        """Return where which name is written, the chosen node and its partners looked at first.

        Where there is no room for a name, its state says which node it is.
        """
        taken = [self._legend_box(), *(self._box_of(key) for key in self._nodes)]
        placed: dict[str, tuple[QRectF, str]] = {}
        order = sorted(self._nodes, key=lambda key: self._rank(key, near))
        for attribute in ("name", "brief"):
            for key in (key for key in order if key not in placed):
                found = self._beside(key, getattr(self._nodes[key], attribute), taken)
                if found is not None:
                    placed[key] = found
                    taken.append(found[0])
        return placed

    def _rank(self, key: str, near: set[str]) -> tuple[bool, bool, int]:
        return key != self.chosen, key not in near, _FIRST.index(self._nodes[key].look)

    def _beside(self, key: str, name: str, taken: list[QRectF]) -> tuple[QRectF, str] | None:
        """Return where words fit beside a node, and the words as they fit."""
        metrics = QFontMetricsF(self._theme.font("caption"))
        most = self._theme.px("catalogue") / 2
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, most)
        size = QSizeF(metrics.horizontalAdvance(words), metrics.height())
        box = self._free_box(key, size, taken) if words else None
        return None if box is None else (box, words)

    def _write_upon(self, painter: QPainter, key: str, near: set[str]) -> None:
        """Write its state upon a factory, whose node is large enough."""
        node, theme, box = self._nodes[key], self._theme, self._box_of(key)
        if node.look != "factory" or not node.brief or (near and key not in near):
            return
        ink, plate = writing(theme, theme.kind(_HUES[node.look]))
        if plate is not None:
            painter.fillRect(
                painter.boundingRect(box, Qt.AlignmentFlag.AlignCenter, node.brief), plate
            )
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, node.brief)

    def _legend_box(self) -> QRectF:
        last = max((y for y, *_entry in self._legend()), default=0.0)
        return QRectF(0.0, 0.0, self.width(), last + self._theme.px("row") / 2)

    def _box_of(self, key: str) -> QRectF:
        """Return the room a node takes, its ring included."""
        node = self._nodes[key]
        small = _SMALL if node.look == "centre" else 1.0
        around = _RING if node.lacking else 1.0
        size = self._theme.px("icon") / 2 * small * around + self._theme.px("focus_width")
        at = self.point_of(key)
        return QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)

    def _free_box(self, key: str, size: QSizeF, taken: list[QRectF]) -> QRectF | None:
        """Return where a name has room beside its node; below where that of the chosen has none."""
        node, wide, high = self._box_of(key), size.width(), size.height()
        middle = node.center() - QPointF(wide, high) / 2
        places = (
            QPointF(middle.x(), node.bottom()),
            QPointF(middle.x(), node.top() - high),
            QPointF(node.right(), middle.y()),
            QPointF(node.left() - wide, middle.y()),
            QPointF(node.center().x(), node.bottom()),
            QPointF(node.center().x() - wide, node.bottom()),
            QPointF(node.center().x(), node.top() - high),
            QPointF(node.center().x() - wide, node.top() - high),
        )
        boxes = [self._kept_inside(QRectF(place, size)) for place in places]
        around = reduce(QRectF.united, boxes)
        others = list(filter(around.intersects, taken))
        free = (box for box in boxes if not any(map(box.intersects, others)))
        return next(free, boxes[0] if key == self.chosen else None)

    def _kept_inside(self, box: QRectF) -> QRectF:
        edge = self._theme.px("space_xs")
        box.moveLeft(min(max(edge, box.left()), self.width() - edge - box.width()))
        box.moveTop(min(box.top(), self.height() - edge - box.height()))
        return box

    def _paint_pull(self, painter: QPainter) -> None:
        if self._pulled is not None and self.chosen in self._nodes:
            painter.setPen(QPen(self._theme.color("accent"), self._theme.px("focus_width")))
            painter.drawLine(self.point_of(self.chosen), self._pulled)

    def _paint_legend(self, painter: QPainter) -> None:
        theme, size, near = self._theme, self._theme.px("icon"), self._theme.px("space_xs")
        metrics = QFontMetricsF(theme.font("caption"))
        painter.setFont(theme.font("caption"))
        for y, x, look, words in self._legend():
            if look:
                self._paint_node(painter, QPointF(x + size / 2, y), look)
            at = x + size + near if look else x
            painter.setPen(theme.color("muted"))
            painter.drawText(QPointF(at, y + (metrics.ascent() - metrics.descent()) / 2), words)

    def _legend(self) -> Iterator[tuple[float, float, str, str]]:
        """Yield middle and left edge, look and words of each entry, in as many lines as needed."""
        theme, gap = self._theme, self._theme.px("space_m")
        metrics = QFontMetricsF(theme.font("caption"))
        x, y = float(gap), theme.px("row") / 2
        entries = [*((look, _(words)) for look, words in LEGEND.items())]
        for look, message in [*entries, ("", _("ring: lacks a partner"))]:
            words = sentence_case(message)
            mark = theme.px("icon") + theme.px("space_xs") if look else 0
            width = mark + metrics.horizontalAdvance(words)
            if x > gap and x + width > self.width():
                x, y = float(gap), y + theme.px("row") * _LEGEND_LINE
            yield y, x, look, words
            x += width + 1.5 * gap

    def _room(self) -> QRectF:
        theme = self._theme
        side, top = theme.px("row") * 1.5, self._legend_box().bottom() + theme.px("row") * 0.6
        below = theme.px("row") * 1.3
        return QRectF(self.rect()).adjusted(side, top, -side, -below)


def _polygon(at: QPointF, size: float, corners: tuple[tuple[int, int], ...]) -> QPolygonF:
    return QPolygonF([at + QPointF(x * size, y * size) for x, y in corners])
