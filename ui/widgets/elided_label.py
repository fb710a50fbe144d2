# SPDX-License-Identifier: EUPL-1.2
"""One line that gives way: shortened with an ellipsis, in full in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.text_label import TextLabel

_SHORTEST = "MMM…"


class ElidedLabel(TextLabel):
    """A single line of text that never forces its column wider."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "body",
        token: str = "text",  # noqa: S107 - names a colour
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role=role, token=token, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def is_elided(self) -> bool:
        """Tell whether some of the text is not shown."""
        return self.whole_width() > self.contentsRect().width()

    def whole_width(self) -> int:
        """Return the width in px of the whole text, whatever width was asked for before."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self._offer_full_text()

    def minimumSizeHint(self) -> QSize:
        """Accept less: the text is then shortened."""
        metrics = self.fontMetrics()
        shortest = min(metrics.horizontalAdvance(_SHORTEST), metrics.horizontalAdvance(self.text()))
        return QSize(shortest, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer in the tooltip what no longer fits."""
        super().resizeEvent(event)
        self._offer_full_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _offer_full_text(self) -> None:
        self.setToolTip(self.text() if self.is_elided() else "")
