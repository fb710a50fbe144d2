# SPDX-License-Identifier: EUPL-1.2
"""Python's search for garbage, in the thread of the window and in no other.

Left to itself it runs in whichever thread happens to make the object that fills the measure. What
it finds may be a window closed long ago, and Qt takes the process along when another thread takes
one apart. So it is switched off, and done here: little every second, all of it now and then, and
nothing at all while something is worked out beside the window.
"""

import gc
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from ui.importing.errand import Computation

_EVERY_MS = 1_000
_ALL_EVERY_S = 120.0  # it goes through all that the plan holds


class Collecting(QObject):
    """Looks for garbage as often as Python would, where it may."""

    def __init__(self, parent: QObject, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._all_at = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Take over from Python; what is there by now is going to stay, and left alone."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def look(self) -> None:
        """Collect what is due."""
        if Computation.under_way():
            return
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        now = self._clock()
        if due[2] and now - self._all_at > _ALL_EVERY_S:
            self._all_at = now
            gc.collect()
        elif due[0]:
            gc.collect(1 if due[1] else 0)
