# SPDX-License-Identifier: EUPL-1.2
"""A field for one number with its unit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from ui.theme import Theme


class NumberField(QDoubleSpinBox):
    """A number between bounds; the wheel scrolls the form unless the field has the keyboard."""

    def __init__(
        self,
        theme: Theme,
        *,
        minimum: float = 0.0,
        maximum: float = 1e9,
        decimals: int = 0,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(minimum, maximum)
        self.setSuffix(f" {unit}" if unit else "")
        self.setGroupSeparatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take distances from another theme; a style sheet cannot pad the inner line."""
        self.lineEdit().setTextMargins(theme.px("space_s"), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form while the field is not being edited."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
