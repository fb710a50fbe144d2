# SPDX-License-Identifier: EUPL-1.2
"""A box to choose from that names what it asks and never widens its page."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import Theme

_SHORTEST = 8  # characters


class ChoiceBox(QComboBox):
    """A drop-down that the wheel scrolls past until it has the keyboard."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(theme.px("control"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the wheel from changing what is only scrolled past."""
        if isinstance(event, QWheelEvent) and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def choice_box(theme: Theme, name: str) -> QComboBox:
    """Return a box with a name for a screen reader."""
    return ChoiceBox(theme, name)


def fill_box(box: QComboBox, options: Sequence[tuple[str, str]], current: str) -> None:
    """Offer codes with their words; tells nobody, because nobody has chosen."""
    box.clear()
    for code, words in options:
        box.addItem(words, code)
    box.setCurrentIndex(box.findData(current))
