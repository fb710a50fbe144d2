# SPDX-License-Identifier: EUPL-1.2
"""How the window looks and speaks: theme, size of text, language; each is remembered at once."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from planner.text import LANGUAGES, language, set_language
from ui.settings import Settings
from ui.theme import Theme, ThemeName, apply_theme, load_theme

_SMALLEST, _LARGEST = 0.8, 2.0


class Look(QObject):
    """The theme in use, and how it and the language are changed."""

    theme_changed = Signal(object)
    language_changed = Signal()

    def __init__(self, settings: Settings, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = theme

    def switch_theme(self) -> None:
        """Change between light and dark."""
        name: ThemeName = "light" if self.theme.name == "dark" else "dark"
        self._settings.set_theme(name)
        self._put_on(load_theme(name, text_scale=self.theme.text_scale))

    def scale_text(self, step: float) -> None:
        """Make text larger or smaller, between 80 and 200 per cent."""
        scale = round(min(_LARGEST, max(_SMALLEST, self.theme.text_scale + step)), 2)
        self._settings.set_text_scale(scale)
        self._put_on(load_theme(self.theme.name, text_scale=scale))

    def switch_language(self) -> None:
        """Change to the next language."""
        self.choose_language(LANGUAGES[(LANGUAGES.index(language()) + 1) % len(LANGUAGES)])

    def choose_language(self, code: str) -> None:
        """Say everything in a language."""
        set_language(code)
        self._settings.set_language(code)
        self.language_changed.emit()

    def _put_on(self, theme: Theme) -> None:
        self.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self.theme_changed.emit(theme)
