# SPDX-License-Identifier: EUPL-1.2
"""What takes long and has to end before anything else is done: worked out beside the window.

Whoever asks gets the answer as from any function; until then the window repaints, says what is
going on and lets it be stopped. What is short is over before anybody sees a dialog.
"""

from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Protocol, TypeVar, cast

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.dialogs.waiting import WaitingDialog
from ui.importing.errand import Computation
from ui.theme import Theme

T = TypeVar("T")
_LOOK_MS = 10
_SOON_MS = 300


class Aside(Protocol):
    """Works something out, and then what cannot be stopped; `None` if it was stopped."""

    def __call__(
        self, words: str, deed: Callable[[], T], then: Callable[[T], object] | None = None
    ) -> T | None:
        """Return what `deed` returns, once `then` is done with it. Raises what they raise."""
        ...


def at_once(
    words: str,  # noqa: ARG001 - there is nobody to tell
    deed: Callable[[], T],
    then: Callable[[T], object] | None = None,
) -> T | None:
    """Do it here and now, where no window has to stay alive."""
    result = deed()
    if then is not None:
        then(result)
    return result


class Beside:
    """Works things out beside a window."""

    def __init__(self, owner: QWidget, theme: Callable[[], Theme]) -> None:
        self._owner = owner
        self._theme = theme

    def __call__(
        self, words: str, deed: Callable[[], T], then: Callable[[T], object] | None = None
    ) -> T | None:
        """Return what `deed` returns, once `then` is done with it; see `Aside`."""
        gate = Lock()  # whoever takes it first decides: the writing begins, or the user stops it
        work = Computation(partial(_through, gate, deed, then))
        if not _is_soon_over(work) and not self._is_waited_for(work, words, gate):
            return None
        return cast("T | None", work.result())

    def _is_waited_for(self, work: Computation, words: str, gate: Lock) -> bool:
        """Say what is going on until it is over; tell whether it came to its end."""
        parent = QApplication.activeModalWidget() or self._owner
        dialog = WaitingDialog(
            self._theme(), words, may_stop=lambda: gate.acquire(blocking=False), parent=parent
        )
        looking = QTimer(dialog)
        looking.timeout.connect(lambda: dialog.accept() if work.is_done() else None)
        looking.timeout.connect(lambda: dialog.set_stoppable(stoppable=not gate.locked()))
        looking.start(_LOOK_MS)
        ended = dialog.exec() == QDialog.DialogCode.Accepted
        looking.stop()
        dialog.deleteLater()
        return ended


def _through(gate: Lock, deed: Callable[[], T], then: Callable[[T], object] | None) -> T | None:
    result = deed()
    if then is not None:
        if not gate.acquire(blocking=False):
            return None
        then(result)
    return result


def _is_soon_over(work: Computation) -> bool:
    """Wait a moment, in which the window repaints and what is typed or clicked is kept back."""
    loop, looking, soon = QEventLoop(), QTimer(), QDeadlineTimer(_SOON_MS)
    looking.timeout.connect(lambda: loop.quit() if work.is_done() or soon.hasExpired() else None)
    looking.start(_LOOK_MS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    looking.stop()
    return work.is_done()
