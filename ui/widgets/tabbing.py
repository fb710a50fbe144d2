# SPDX-License-Identifier: EUPL-1.2
"""The way of Tab through the window: in the order one reads, past nothing.

Qt goes by the order in which widgets came into being, and a container with a focus proxy is a stop
at which Tab jumps over whatever lies before the proxy.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

# What Qt has built inside these is no stop, and must not be asked for: where Python lets go of a
# part that Qt made, it lets go of all that lies in it.
_WHOLE = (QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QSplitter, QStackedWidget)


def hand_keyboard_on(part: QWidget, *to: QWidget) -> None:
    """Hand the keyboard that is given to a part to the first of `to` that is in sight.

    The part is no stop itself. Of several calls for one part the last is asked first.
    """
    part.installEventFilter(_HandingOn(part, to))


def tab_in_order(root: QWidget, *, standing: QWidget | None = None) -> None:
    """Let Tab pass through everything inside in the order it is laid out.

    The first of it says where in the window; where that is newer than the window, `standing` does,
    a part inside that is in its place already.
    Whatever comes before the first of it is left as it is: asking Qt for the whole chain would give
    Python a hold on parts that Qt made, viewports for one, and what lies in these goes with it.
    """
    stops = [part for part in _as_laid_out(root) if _is_stop(part)]
    if standing is not None and stops:
        QWidget.setTabOrder(standing, stops[0])
    for one, after in pairwise(stops):
        QWidget.setTabOrder(one, after)


def last_stop(part: QWidget) -> QWidget | None:
    """Return what the keyboard leaves a part by, in sight or not; `None` if nothing takes it."""
    stops = [one for one in _as_laid_out(part) if _is_stop(one)]
    return stops[-1] if stops else None


def first_stop(part: QWidget) -> QWidget | None:
    """Return what the keyboard comes to first inside a part that is in sight, if anything."""
    stops = (_inside(one) or one for one in _as_laid_out(part))
    inside = (one for one in stops if one.isVisibleTo(part) and one.isEnabled())
    return next((one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


class KeyboardInSight(QObject):
    """Scrolls to where the keyboard goes; Qt does so only on the way within an area.

    Of the parts of a `stack` inside, only the one in front is looked through.
    """

    def __init__(self, root: QWidget, *, stack: QStackedWidget | None = None) -> None:
        super().__init__(root)
        self._root = root
        self._stack = stack
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or QApplication.mouseButtons() or not self._root.isAncestorOf(now):
            return  # what is pressed must not move away from under the mouse
        front = None if self._stack is None else self._stack.currentWidget()
        around = front if front is not None and front.isAncestorOf(now) else self._root
        for area in around.findChildren(QScrollArea):
            if area.isAncestorOf(now):
                area.ensureWidgetVisible(now)


class _HandingOn(QObject):
    """Waits for the keyboard to come to a part."""

    def __init__(self, part: QWidget, to: Sequence[QWidget]) -> None:
        super().__init__(part)
        self._part, self._to = part, to

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the keyboard on, unless somebody else has done so."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and self._part.hasFocus():
            shown = (to for to in self._to if to.isVisibleTo(self._part) and to.isEnabled())
            stop = next(shown, None) or first_stop(self._part)
            if stop is not None:
                stop.setFocus(event.reason())
        return super().eventFilter(watched, event)


def _is_stop(part: QWidget) -> bool:
    return bool(_inside(part) or (part.focusPolicy() and not part.focusProxy()))


def _inside(part: QWidget) -> QWidget | None:
    """Return the part inside that has a field's keyboard in its place; `None` for all else."""
    proxy = part.focusProxy()
    return proxy if proxy is not None and part.isAncestorOf(proxy) else None


def _as_laid_out(part: QWidget) -> Iterator[QWidget]:
    yield part
    if _inside(part) is not None:
        return  # Qt takes along what is inside; moved out of its field, Tab would go in a circle
    first = list(_placed(part))
    rest = () if isinstance(part, _WHOLE) else part.children()
    others = (one for one in rest if isinstance(one, QWidget) and one not in first)
    for child in (*first, *others):
        if not child.isWindow():
            yield from _as_laid_out(child)


def _placed(part: QWidget) -> Iterator[QWidget]:
    inside = None if isinstance(part, _WHOLE) else part.layout()
    if isinstance(part, QSplitter | QStackedWidget):
        yield from (cast("QWidget", part.widget(at)) for at in range(part.count()))
    elif isinstance(part, QScrollArea):
        yield cast("QWidget", part.widget())
    elif isinstance(part, QAbstractScrollArea):
        yield from getattr(part, "overlays", ())
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
