# SPDX-License-Identifier: EUPL-1.2
"""Enter on a button: Qt leaves it to dialogs, and to some desktops."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


def is_pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click a button if the key is Enter; tell whether it was. A key held down clicks once."""
    is_enter = event.key() in _ENTER and event.modifiers() in _PLAIN
    if is_enter and not event.isAutoRepeat():
        button.click()
    return is_enter
