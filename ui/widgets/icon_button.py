# SPDX-License-Identifier: EUPL-1.2
"""A small button that is only an icon."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ui.icons import icon
from ui.theme import Theme
from ui.widgets.pressing import is_pressed_by_enter


class IconButton(QToolButton):
    """An icon whose name is read aloud and shown on hover."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        name: str,
        *,
        token: str = "muted",  # noqa: S107 - names a colour
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._token = token
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.set_name(name)
        self.set_theme(theme)

    def set_name(self, name: str, *, shortcut: str = "") -> None:
        """Say what the button does, with the key that does the same."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}  {shortcut}" if shortcut else name)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon, such as pause instead of play."""
        self._icon_name = icon_name
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon for another theme."""
        self._theme = theme
        self.setIcon(icon(self._icon_name, theme, token=self._token))
        self.setIconSize(QSize(theme.px("icon"), theme.px("icon")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a click does on Enter, outside dialogs too."""
        if not is_pressed_by_enter(self, event):
            super().keyPressEvent(event)
