# SPDX-License-Identifier: EUPL-1.2
"""One of a few: the views of the window, the figures of a chart."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.painting import paint_box, paint_focus_ring, paint_text


class SegmentedControl(QWidget):
    """A row of exclusive choices; the arrow keys move along it, Tab leaves it.

    `chosen` carries the id of what the user picked; `select` does not emit it.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: dict[str, _Segment] = {}
        self._row = QHBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no stop for Tab, but a place in its order
        self.set_name(name)
        self.set_theme(theme)

    def set_name(self, name: str) -> None:
        """Say to a screen reader what is being chosen."""
        self.setAccessibleName(name)
        for segment in self._segments.values():
            segment.setAccessibleDescription(name)

    def set_segments(self, segments: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, words); the same ids in new words keep the choice and the focus."""
        if [key for key, _words in segments] != list(self._segments):
            self._rebuild([key for key, _words in segments])
        for key, words in segments:
            self._segments[key].set_words(words)

    def room_for(self, words: Sequence[str]) -> int:
        """Return the width in pixels in which segments of these words show them in full."""
        metrics = QFontMetrics(self._theme.font("strong"))
        pads = 2 * self._theme.px("space_l") + self._theme.px("line")
        wide = sum(metrics.horizontalAdvance(said) + pads for said in words)
        return wide + 2 * self._theme.px("space_xs")

    def current(self) -> str:
        """Return the id of the choice, empty before there is one."""
        checked = (key for key, segment in self._segments.items() if segment.isChecked())
        return next(checked, "")

    def select(self, key: str) -> None:
        """Show a choice made elsewhere; `KeyError` for an id that is not offered."""
        self._segments[key].setChecked(True)
        self._stop_at(key)

    def select_nothing(self) -> None:
        """Show that none of the choices holds."""
        for segment in self._segments.values():
            segment.setAutoExclusive(False)
            segment.setChecked(False)
            segment.setAutoExclusive(True)
        self._stop_at(next(iter(self._segments), ""))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, font and distances from another theme."""
        self._theme = theme
        edge = theme.px("space_xs")
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(theme.px("line"))
        for segment in self._segments.values():
            segment.set_theme(theme)
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the choice."""
        super().focusInEvent(event)
        if segment := self._segments.get(self.current()):
            segment.setFocus(event.reason())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the trough the segments lie in."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color("window"),
            edge=self._theme.color("border"),
            radius=self._theme.px("radius_control"),
            width=self._theme.px("line"),
        )

    def _stop_at(self, stop: str) -> None:
        """Let Tab stop at one segment only: what is chosen, not what was made first."""
        for key, segment in self._segments.items():
            by_tab = Qt.FocusPolicy.StrongFocus if key == stop else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(by_tab)

    def _tab_in_place(self) -> None:
        """Let Tab come to the segments where the control stands; new widgets come last of all."""
        before: QWidget = self
        for segment in self._segments.values():
            self.setTabOrder(before, segment)
            before = segment

    def _rebuild(self, keys: Sequence[str]) -> None:
        kept = self.current()
        for segment in self._segments.values():
            self._row.removeWidget(segment)
            segment.hide()  # or a layout that is about to show it would make a window of it
            segment.setParent(None)
            segment.deleteLater()
        self._segments = {key: self._new_segment(key) for key in keys}
        self._tab_in_place()
        if self._segments:
            self.select(kept if kept in self._segments else keys[0])

    def _new_segment(self, key: str) -> "_Segment":
        segment = _Segment(self._theme)
        segment.setAccessibleDescription(self.accessibleName())
        segment.clicked.connect(lambda: self.chosen.emit(key))
        self._row.addWidget(segment)
        return segment


class _Segment(QRadioButton):
    """One choice: a radio button to keyboard and screen reader, painted as a segment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self._offer_full_words()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()
        self._offer_full_words()

    def is_elided(self) -> bool:
        """Tell whether the words are shortened once they are chosen, which is in bolder type."""
        room = self.width() - 2 * self._inset()
        return QFontMetrics(self._theme.font("strong")).horizontalAdvance(self.text()) > room

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self.text())
        return QSize(words + 2 * self._theme.px("space_l"), self._height())

    def minimumSizeHint(self) -> QSize:
        shortest = min(self.sizeHint().width(), self._theme.px("segment_shortest"))
        return QSize(shortest, self._height())

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_full_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = theme.px("radius_mark") + theme.px("line")
        if self.isChecked():
            edge = theme.color("outline")
            paint_box(painter, rect, fill=theme.color("card"), edge=edge, radius=radius)
        elif self.underMouse():
            paint_box(painter, rect, fill=theme.color("pressed"), radius=radius)
        if self.hasFocus():
            paint_focus_ring(painter, rect, theme, radius=radius)
        self._paint_words(painter, rect)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        token = "text" if self.isChecked() else "muted"
        inset = self._inset()
        paint_text(
            painter,
            rect.adjusted(inset, 0, -inset, 0),
            self.text(),
            font=self._theme.font("strong" if self.isChecked() else "medium"),
            colour=self._theme.color(token if self.isEnabled() else "disabled"),
            align=Qt.AlignmentFlag.AlignHCenter,
        )

    def _offer_full_words(self) -> None:
        self.setToolTip(self.text() if self.is_elided() else "")

    def _inset(self) -> int:
        return self._theme.px("space_xs")

    def _height(self) -> int:
        return self._theme.px("segment")
