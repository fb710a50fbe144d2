# SPDX-License-Identifier: EUPL-1.2
"""Back and forward: the places one has been to, each a view, a selection and a month."""

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from ui.focus import Focus, Selection

_KEPT = 200


@attrs.frozen
class Place:
    """Where one was looking."""

    view: str
    selection: Selection
    month: int


class Trail(QObject):
    """Remembers a place whenever another view or record is looked at.

    View and selection that change in one turn of the event loop are one step; going to another
    month is none, but the month is part of the place one comes back to.
    """

    moved = Signal()

    def __init__(self, focus: Focus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._focus = focus
        self._places = [self._here()]
        self._at = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._note)
        focus.view_changed.connect(lambda _view: self._pause.start())
        focus.selection_changed.connect(lambda _selection: self._pause.start())

    def can_go_back(self) -> bool:
        """Tell whether there is a place before this one."""
        return self._at > 0

    def can_go_forward(self) -> bool:
        """Tell whether one has come back from somewhere."""
        return self._at + 1 < len(self._places)

    def back(self) -> None:
        """Return to the place before."""
        if self.can_go_back():
            self._go(self._at - 1)

    def forward(self) -> None:
        """Return to the place one has come back from."""
        if self.can_go_forward():
            self._go(self._at + 1)

    def _here(self) -> Place:
        return Place(self._focus.view, self._focus.selection, self._focus.month)

    def _note(self) -> None:
        here, known = self._here(), self._places[self._at]
        if (here.view, here.selection) == (known.view, known.selection):
            self._places[self._at] = here
            return
        self._places = [*self._places[: self._at + 1], here][-_KEPT:]
        self._at = len(self._places) - 1
        self.moved.emit()

    def _go(self, at: int) -> None:
        self._places[self._at] = attrs.evolve(self._places[self._at], month=self._focus.month)
        self._at = at
        place = self._places[at]
        self._focus.show(place.view)
        self._focus.select(place.selection.kind, place.selection.key)
        self._focus.set_month(place.month)
        self.moved.emit()
