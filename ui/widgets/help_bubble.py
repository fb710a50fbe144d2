# SPDX-License-Identifier: EUPL-1.2
"""What a number or a word means, said beside it; Escape or a click elsewhere takes it away."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel

Told = Sequence[tuple[str, str]]
"""What is explained, each with its explanation."""


class HelpBubble(QFrame):
    """Explanations below each other, and a way to all terms; gone for good once it closes."""

    terms_requested = Signal()

    def __init__(self, theme: Theme, told: Told, *, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._told = told
        self._terms = Button(theme, _("Terms and what they mean"), icon_name="info")
        self._terms.clicked.connect(self._ask_for_terms)
        self._lay_out(theme)
        self.setWindowTitle(_("What does this mean?"))
        self.setAccessibleName(self.text())
        self._terms.setAccessibleDescription(self.text())

    def text(self) -> str:
        """Return all that is said, a line for each head and each explanation."""
        return "\n".join(f"{head}\n{words}" for head, words in self._told)

    def show_below(self, widget: QWidget) -> None:
        """Come up below what is explained, or over its end where there is no room, on screen."""
        rows = self.layout()
        self.resize(self.width(), rows.totalHeightForWidth(self.width()) if rows else 0)
        at = widget.mapToGlobal(QPoint(0, min(widget.height(), self.height())))
        room = widget.screen().availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        top = max(room.top(), min(at.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self._terms.setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self, theme: Theme) -> None:
        edge = theme.px("space_m")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_s"))
        for head, words in self._told:
            rows.addWidget(TextLabel(theme, head, role="strong", wrap=True))
            if words:
                rows.addWidget(TextLabel(theme, words, wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._terms)
        rows.addLayout(foot)
        self.setFixedWidth(theme.px("dialog") * 3 // 4)

    def _ask_for_terms(self) -> None:
        self.terms_requested.emit()
        self.close()
