# SPDX-License-Identifier: EUPL-1.2
"""Text in one of the theme's roles."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import Theme


class TextLabel(QLabel):
    """A label that takes font and colour from the theme and never interprets mark-up."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: str = "body",
        token: str = "text",  # noqa: S107 - names a colour
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role = role
        self._token = token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # whatever a table around it prefers
        self.setWordWrap(wrap)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take font and colour from another theme."""
        self._theme = theme
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._token))
        self.setPalette(palette)

    def set_token(self, token: str) -> None:
        """Change the colour, for a state that a word in the text also says."""
        self._token = token
        self.set_theme(self._theme)
