# SPDX-License-Identifier: EUPL-1.2
"""Where on the map a state's code or tag fits, in pixels of the whole map."""

from collections.abc import Collection
from itertools import product

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath

# Where words may go, in their own widths and heights: the middle first.
_ASIDE = tuple(
    QPointF(x, y)
    for x, y in (
        (0, 0),
        (0, 1),
        (0, -1),
        (1, 0),
        (-1, 0),
        (0.7, 1),
        (-0.7, 1),
        (0.7, -1),
        (-0.7, -1),
    )
)
_REACHES = (1.0, 1.6, 2.2, 3.0)  # how far aside a tag may go, in its own sizes
_LINES = 1.5  # how many heights of its letters a code moves up or down


def tag_offset(home: QRectF, *, middles: Collection[QPointF], taken: Collection[QRectF]) -> QPointF:
    """Return how far a tag moves from `home` to hide neither the middle of a state nor a mark.

    On a small map a tag rather covers a mark than the middle of another state.
    """
    offsets = (
        QPointF(aside.x() * home.width(), aside.y() * home.height()) * reach
        for reach, aside in product(_REACHES, _ASIDE)
    )
    clear = [o for o in offsets if not any(home.translated(o).contains(m) for m in middles)]
    free = (o for o in clear if not any(home.translated(o).intersects(mark) for mark in taken))
    return next(free, clear[0] if clear else QPointF())


def code_box(
    middle: QPointF,
    size: QSizeF,
    *,
    outline: QPainterPath,
    scale: float,
    taken: Collection[QRectF],
) -> QRectF | None:
    """Return where a code lies inside its state's `outline`, clear of what is taken, or None.

    The outline is in kilometres; `scale` are pixels per kilometre.
    """
    for aside in _ASIDE:
        box = QRectF(QPointF(), size)
        shift = QPointF(aside.x() * size.width(), aside.y() * size.height() * _LINES)
        box.moveCenter(middle + shift)
        is_free = not any(box.intersects(other) for other in taken)
        if is_free and _inside(box, outline, scale):
            return box
    return None


def _inside(box: QRectF, path: QPainterPath, scale: float) -> bool:
    """Tell whether a box in pixels lies inside an outline in kilometres."""
    corners = (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight())
    return all(path.contains(corner / scale) for corner in corners)
