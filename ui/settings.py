# SPDX-License-Identifier: EUPL-1.2
"""What a window remembers from one start to the next: look, language, layout, last plan."""

from math import isnan
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QSettings

from planner import paths
from ui.theme import ThemeName

ThemeChoice = Literal["light", "dark", "system"]
_RECENT_AT_MOST = 8


class Settings:
    """Typed access to one settings file; a value that makes no sense counts as absent."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = QSettings(
            str(path or paths.user_config() / "window.ini"), QSettings.Format.IniFormat
        )

    def theme(self) -> ThemeChoice:
        """Return the chosen theme, `system` by default."""
        value = str(self._store.value("theme", "system"))
        return cast("ThemeChoice", value) if value in {"light", "dark"} else "system"

    def set_theme(self, name: ThemeName) -> None:
        """Remember the theme."""
        self._store.setValue("theme", name)

    def language(self) -> str:
        """Return the chosen language, empty for that of the system."""
        return str(self._store.value("language", ""))

    def set_language(self, code: str) -> None:
        """Remember the language."""
        self._store.setValue("language", code)

    def text_scale(self) -> float:
        """Return the size of text relative to the usual one, 0.8 to 2."""
        try:
            scale = float(str(self._store.value("text_scale", 1.0)))
        except ValueError:
            return 1.0
        return 1.0 if isnan(scale) else min(2.0, max(0.8, scale))

    def set_text_scale(self, scale: float) -> None:
        """Remember the size of text."""
        self._store.setValue("text_scale", scale)

    def geometry(self) -> QByteArray:
        """Return where the window was; empty on first start."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._store.setValue("geometry", geometry)

    def text(self, name: str, default: str = "") -> str:
        """Return a remembered word, such as the view that was open."""
        return str(self._store.value(f"view/{name}", default))

    def set_text(self, name: str, value: str) -> None:
        """Remember a word."""
        self._store.setValue(f"view/{name}", value)

    def number(self, name: str, default: int) -> int:
        """Return a remembered whole number, such as the month of the scrubber."""
        try:
            return int(str(self._store.value(f"view/{name}", default)))
        except ValueError:
            return default

    def recent(self) -> list[Path]:
        """Return the plans opened last that are still there, the latest first."""
        value = self._store.value("recent", [])
        names = value if isinstance(value, list) else [value]
        return [Path(str(name)) for name in names if name and Path(str(name)).exists()]

    def add_recent(self, path: Path) -> None:
        """Remember a plan as the one opened last."""
        others = [known for known in self.recent() if known != path]
        self._store.setValue("recent", [str(p) for p in [path, *others][:_RECENT_AT_MOST]])

    def sync(self) -> None:
        """Write what is remembered to disk."""
        self._store.sync()
