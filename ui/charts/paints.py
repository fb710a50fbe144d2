# SPDX-License-Identifier: EUPL-1.2
"""How charts fill and mark: what runs is solid, what is planned is hatched on a tint.

Every layer, the legend and the readout take their brushes from here, so planned can nowhere be
drawn as available.
"""

import math
from typing import Literal

from attrs import frozen
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.theme import Theme, mixed

Mark = Literal["solid", "planned", "line", "dashed", "thin", "tick"]

_TINT = 0.32
_SOFT = 0.16
_READABLE = 4.5
_LUMINANCE = (0.2126, 0.7152, 0.0722)


@frozen(eq=False)
class Key:
    """One entry of a legend: what it is called, how it is marked, in which colour."""

    label: str
    mark: Mark
    color: QColor


def fills(theme: Theme, colour_index: int, *, planned: bool) -> tuple[QBrush, ...]:
    """Return the brushes of a band or bar, to be painted one over the other."""
    hue = theme.series(colour_index)
    if not planned:
        return (QBrush(hue),)
    return (
        QBrush(mixed(hue, theme.color("card"), share=_TINT)),
        QBrush(hue, Qt.BrushStyle.BDiagPattern),
    )


def soft_fill(theme: Theme, colour_index: int) -> QBrush:
    """Return the faint fill below a curve."""
    return QBrush(mixed(theme.series(colour_index), theme.color("card"), share=_SOFT))


def hairline(color: QColor, *, dashed: bool = False) -> QPen:
    """Return a pen one pixel wide; wider antialiased pens cost several times as much."""
    pen = QPen(color, 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([4, 3])
    return pen


def writing(theme: Theme, background: QColor) -> tuple[QColor, QColor | None]:
    """Return the colour of words on a background, and of the plate they need, if any.

    Light or dark, whichever is easier to read; a plate where neither reaches 4.5:1.
    """
    candidates = (theme.color("text"), theme.color("card"))
    best = max(candidates, key=lambda color: contrast(color, background))
    if contrast(best, background) >= _READABLE:
        return best, None
    return candidates


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, by the WCAG formula."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = (_linear(color.redF()), _linear(color.greenF()), _linear(color.blueF()))
    return sum(weight * part for weight, part in zip(_LUMINANCE, parts, strict=True))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)


def paint_mark(painter: QPainter, box: QRectF, key: Key, theme: Theme) -> None:
    """Paint the mark of a legend entry into a small box."""
    if key.mark == "solid":
        painter.fillRect(box, key.color)
    elif key.mark == "planned":
        _paint_hollow(painter, box, key.color, theme)
    else:
        middle = box.center().y()
        painter.setPen(_line_pen(key, theme))
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))


def _line_pen(key: Key, theme: Theme) -> QPen:
    if key.mark == "thin":
        return hairline(key.color)
    pen = QPen(key.color, theme.px("focus_width"))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if key.mark == "dashed":
        pen.setDashPattern([1.5, 1])
    return pen


def _paint_hollow(painter: QPainter, box: QRectF, color: QColor, theme: Theme) -> None:
    painter.fillRect(box, mixed(color, theme.color("card"), share=_TINT))
    painter.setPen(hairline(color))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = 0.5
    painter.drawRect(box.adjusted(half, half, -half, -half))
