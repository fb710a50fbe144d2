# SPDX-License-Identifier: EUPL-1.2
"""The few strokes every painted widget shares: box, focus ring, hatch, elided text."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from ui.theme import Theme


def paint_box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None,
    edge: QColor | None = None,
    radius: float = 0.0,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded box whose edge lies fully inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    inset = 0.0
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, width, style))
        inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_focus_ring(painter: QPainter, rect: QRectF, theme: Theme, *, radius: float) -> None:
    """Draw the ring of the widget that has the keyboard, just inside `rect`."""
    ring = theme.px("focus_width")
    paint_box(painter, rect, fill=None, edge=theme.color("focus"), radius=radius, width=ring)


def hatch(colour: QColor) -> QBrush:
    """Return the brush for what is unknown, planned or assumed: never a solid area."""
    return QBrush(colour, Qt.BrushStyle.BDiagPattern)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Draw one line, elided to the box, centred in its height; return the width used in px."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
    return float(metrics.horizontalAdvance(shown))
