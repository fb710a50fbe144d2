# SPDX-License-Identifier: EUPL-1.2
"""Where on the map a state's code or tag fits, in pixels of the whole map."""

from collections.abc import Collection
from itertools import product
from math import cos, hypot, sin, tau

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
_AROUND = 16  # directions in which a tag may go aside
_REACHES = (0.8, 1.1, 1.5, 2.0, 2.6, 3.3, 4.1, 5.0)  # how far, in its own widths and heights
_BROAD = 1.5  # a tag is broader than high
_OFFSETS = sorted(
    (
        QPointF(),
        *(
            QPointF(sin(turn * tau / _AROUND), cos(turn * tau / _AROUND)) * reach
            for reach, turn in product(_REACHES, range(_AROUND))
        ),
    ),
    key=lambda offset: hypot(offset.x() * _BROAD, offset.y()),
)  # the nearest first
_WORST = (True, True, True, True)
_LINES = 1.5  # how many heights of its letters a code moves up or down


def tag_offset(
    home: QRectF,
    *,
    bounds: QRectF,
    middles: Collection[QPointF],
    tags: Collection[QRectF],
    marks: Collection[QRectF],
) -> QPointF:
    """Return how far a tag moves from `home`: as little as will do.

    It stays within `bounds` and hides neither the middle of another state nor another tag nor a
    mark; where all that cannot be had, rather a mark than a tag, and rather a tag than a middle.
    """
    far = 2 * _REACHES[-1]
    near = home.adjusted(-far * home.width(), -far * home.height(), 0, 0)
    near.setSize(home.size() * (2 * far + 1))
    about = [middle for middle in middles if near.contains(middle)]
    others, below = ([box for box in boxes if near.intersects(box)] for boxes in (tags, marks))
    best, least = QPointF(), _WORST
    for offset in _OFFSETS:
        aside = QPointF(offset.x() * home.width(), offset.y() * home.height())
        box = home.translated(aside)
        hides = (
            not bounds.contains(box),
            any(map(box.contains, about)),
            any(map(box.intersects, others)),
            any(map(box.intersects, below)),
        )
        if hides < least:
            best, least = aside, hides
        if not any(hides):
            break
    return best


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
