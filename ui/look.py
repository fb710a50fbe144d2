# SPDX-License-Identifier: EUPL-1.2
"""How the window looks and speaks: theme, size of text, room, language; remembered at once."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from planner.text import LANGUAGES, language, set_language
from ui.settings import Settings
from ui.theme import Theme, ThemeName, apply_theme, load_theme

_SMALLEST, _LARGEST = 0.8, 2.0
_GIVEN = "given"
_CALM = "less"


class Look(QObject):
    """The theme in use, and how it and the language are changed."""

    theme_changed = Signal(object)
    language_changed = Signal()
    room_changed = Signal(bool)
    motion_changed = Signal(bool)

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

    def gives_room(self) -> bool:
        """Tell whether the view has the room of headlines and catalogue as well."""
        return self._settings.text("room") == _GIVEN

    def switch_room(self) -> None:
        """Give the view the room of what stands around it, or take it back."""
        given = not self.gives_room()
        self._settings.set_text("room", _GIVEN if given else "")
        self.room_changed.emit(given)

    def is_calm(self) -> bool:
        """Tell whether what moves is to move less."""
        return self._settings.text("motion") == _CALM

    def switch_motion(self) -> None:
        """Let what moves move less, or as usual again."""
        calm = not self.is_calm()
        self._settings.set_text("motion", _CALM if calm else "")
        self.motion_changed.emit(calm)

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
