# SPDX-License-Identifier: EUPL-1.2
"""Room for what is higher than its place; the keyboard goes to what is inside."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(widget: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Return a frameless area in which a widget takes the width there is and scrolls.

    With `sideways` it scrolls that way too where the width does not do.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)  # which the area has just switched on
    return area


def bring_up(area: QScrollArea, part: QWidget) -> None:
    """Scroll so that a part stands at the top, with the heading above it."""
    inside = area.widget()
    if inside is not None:
        above = part.mapTo(inside, QPoint()).y()
        area.verticalScrollBar().setValue(above - 2 * part.height())
