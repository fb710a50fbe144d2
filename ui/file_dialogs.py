# SPDX-License-Identifier: EUPL-1.2
"""Which file: asked for in the folder where such a file was last, else beside the plan.

Where the plan lies among the program's own data, the user's documents are meant instead: nobody
looks for a file there. What is remembered is one for the program, as it is for Qt's own dialogs.
"""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from planner import paths
from ui.settings import Settings

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')


class Folders:
    """Remembers by purpose, such as `import` or `picture`, where a file was chosen last."""

    def __init__(self) -> None:
        self._settings: Settings | None = None
        self._plan: Path | None = None

    def follow(self, settings: Settings, plan: Path) -> None:
        """Remember in these settings from now on, and begin beside this plan."""
        self._settings, self._plan = settings, plan

    def of(self, purpose: str) -> Path:
        """Return the folder to begin in."""
        known = "" if self._settings is None else self._settings.text(_entry(purpose))
        return Path(known) if known and Path(known).is_dir() else self._usual()

    def keep(self, purpose: str, chosen: str) -> None:
        """Remember where a file was chosen."""
        if self._settings is not None:
            self._settings.set_text(_entry(purpose), str(Path(chosen).parent))

    def _usual(self) -> Path:
        beside = None if self._plan is None else self._plan.resolve().parent
        if beside is not None and not beside.is_relative_to(paths.user_data().resolve()):
            return beside
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()


FOLDERS = Folders()


def ask_to_open(owner: QWidget, purpose: str, title: str, wanted: str) -> str:
    """Ask for a file that is there; empty if none was chosen."""
    folder = str(FOLDERS.of(purpose))
    chosen = str(QFileDialog.getOpenFileName(owner, title, folder, wanted)[0])
    if chosen:
        FOLDERS.keep(purpose, chosen)
    return chosen


def ask_to_save(
    owner: QWidget, purpose: str, title: str, name: str, wanted: str
) -> tuple[str, str]:
    """Ask where to write a file, suggesting a name; return it and the filter it was chosen by.

    What no file may be named is left out of the suggestion.
    """
    suggestion = FOLDERS.of(purpose) / _NOT_IN_NAMES.sub(" ", name)
    chosen, pattern = QFileDialog.getSaveFileName(owner, title, str(suggestion), wanted)
    if chosen:
        FOLDERS.keep(purpose, chosen)
    return str(chosen), str(pattern)


def _entry(purpose: str) -> str:
    return f"folder_{purpose}"
