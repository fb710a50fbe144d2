# SPDX-License-Identifier: EUPL-1.2
"""The way of Tab through the window: in the order one reads, past nothing.

Qt goes by the order in which widgets came into being, and a container with a focus proxy is a stop
at which Tab jumps over whatever lies before the proxy.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSplitter, QWidget


def hand_keyboard_on(part: QWidget, to: QWidget) -> None:
    """Hand the keyboard that is given to a part to what is inside; the part is no stop itself."""
    part.installEventFilter(_HandingOn(part, to))


def tab_in_order(root: QWidget) -> None:
    """Let Tab pass through everything inside in the order it is laid out."""
    stops = (part for part in _as_laid_out(root) if part.focusPolicy() and not part.focusProxy())
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def first_stop(part: QWidget) -> QWidget | None:
    """Return what the keyboard comes to first inside a part that is in sight, if anything."""
    inside = (one for one in _as_laid_out(part) if one.isVisibleTo(part) and one.isEnabled())
    return next((one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


class _HandingOn(QObject):
    """Waits for the keyboard to come to a part."""

    def __init__(self, part: QWidget, to: QWidget) -> None:
        super().__init__(part)
        self._to = to

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keyboard on."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._to.setFocus(event.reason())
        return super().eventFilter(watched, event)


def _as_laid_out(part: QWidget) -> Iterator[QWidget]:
    yield part
    first = list(_placed(part))
    rest = (one for one in part.children() if isinstance(one, QWidget) and one not in first)
    for child in (*first, *rest):
        if not child.isWindow():
            yield from _as_laid_out(child)


def _placed(part: QWidget) -> Iterator[QWidget]:
    inside = part.layout()
    if isinstance(part, QSplitter):
        yield from (cast("QWidget", part.widget(at)) for at in range(part.count()))
    elif inside is not None:
        yield from _in_layout(inside)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = cast("QLayoutItem", layout.itemAt(at))
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield widget
