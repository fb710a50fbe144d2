# SPDX-License-Identifier: EUPL-1.2
"""How large a dialog opens: as wanted at the chosen text size, but never beyond the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from ui.theme import Theme

_SHARE = 0.92  # of the free screen: the rest is for the frame, of which Qt learns too late


def open_at(dialog: QDialog, theme: Theme, *, wide: int, high: int) -> None:
    """Give the dialog its size in pixels at text of 100 %."""
    room = dialog.screen().availableGeometry().size() * _SHARE
    dialog.resize((QSize(wide, high) * theme.text_scale).boundedTo(room))
