# SPDX-License-Identifier: EUPL-1.2
"""The manual beside the plan, opened where it tells of the view in front."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.text import language
from ui.focus import Focus
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.dialogs.manual import ManualDialog

CHAPTERS: Mapping[str, str] = {
    "records": "09",
    "findings": "04",
    "approvals": "04",
    "budget": "03",
    "access": "03",
    "reach": "03",
    "scenarios": "05",
    "history": "05",
    "compare": "05",
    "merge": "05",
    "desk": "07",
    "ledger": "07",
    "sheets": "08",
}
"""The number of the chapter that tells more of a view than the chapter of all views."""
_ALL_VIEWS = "02"


class Reading:
    """Opens the manual once, and again in the language and the look of then."""

    def __init__(self, owner: QWidget, focus: Focus, *, theme: Callable[[], Theme]) -> None:
        self._owner = owner
        self._focus = focus
        self._theme = theme
        self._shown: ManualDialog | None = None
        self._dress: tuple[str, Theme] | None = None

    def open(self) -> None:
        """Show the chapter about the view in front."""
        from ui.dialogs.manual import ManualDialog  # noqa: PLC0415 - start-up time

        dress = (language(), self._theme())
        if self._shown is not None and dress != self._dress:
            self._shown.close()
        if self._shown is None:
            self._shown = ManualDialog(self._theme(), parent=self._owner)
            self._shown.destroyed.connect(self._forget)
            self._shown.finished.connect(self._forget)
            self._dress = dress
        self._shown.show_chapter(CHAPTERS.get(self._focus.view, _ALL_VIEWS))
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    def window(self) -> "ManualDialog | None":
        """Return the window of the manual while it is open."""
        return self._shown

    def _forget(self) -> None:
        self._shown = None
