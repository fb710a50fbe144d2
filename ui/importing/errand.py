# SPDX-License-Identifier: EUPL-1.2
"""Something that takes a while, done elsewhere while the window stays alive.

Asked now and then whether it is done, so everything it leads to happens in the window's own thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ClassVar, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from planner.domain.errors import PlannerError

_EVERY_MS = 30


class Task(Protocol):
    """What can be asked how far it is, and stopped."""

    @property
    def fraction(self) -> float:
        """Return how much is done, from 0 to 1; a negative number if nobody can tell."""
        ...

    def poll(self) -> object:
        """Return the result, `None` while there is none. Raises `PlannerError`."""
        ...

    def cancel(self) -> None:
        """Stop; there will be no result."""
        ...


class Computation:
    """A pure function being computed beside the window."""

    fraction = -1.0
    _running: ClassVar[set[Future[object]]] = set()

    def __init__(self, function: Callable[[], object]) -> None:
        pool = ThreadPoolExecutor(1)
        self._future: Future[object] = pool.submit(function)
        self._running.add(self._future)
        self._future.add_done_callback(self._running.discard)
        pool.shutdown(wait=False)

    @classmethod
    def under_way(cls) -> bool:
        """Tell whether anything is being computed beside any window."""
        return bool(cls._running)

    def poll(self) -> object:
        """Return the result, `None` while there is none. Raises what the function raised."""
        return self._future.result() if self._future.done() else None

    def is_done(self) -> bool:
        """Tell whether there is a result, or an error instead."""
        return self._future.done()

    def result(self) -> object:
        """Return the result once it is done. Raises what the function raised."""
        return self._future.result()

    def cancel(self) -> None:
        """Let go of the result; the function may run to its end, and nobody hears of it."""
        self._future.cancel()


class Errand(QObject):
    """One task at a time; another one takes the place of the first."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, task: Task) -> None:
        """Look after a task until it is done, or fails."""
        self.stop()
        self._task = task
        self._timer.start()

    def is_under_way(self) -> bool:
        """Tell whether a task is not done yet."""
        return self._task is not None

    def stop(self) -> None:
        """Stop the task under way; nobody is told."""
        self._timer.stop()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _look(self) -> None:
        task = self._task
        if task is None:
            return
        try:
            result = task.poll()
        except PlannerError as error:
            self._finish()
            self.failed.emit(error)
            return
        except Exception:  # ours, and told as a crash: asking again would only repeat it
            self._finish()
            raise
        if result is None:
            self.progressed.emit(task.fraction)
            return
        self._finish()
        self.done.emit(result)

    def _finish(self) -> None:
        self._timer.stop()
        self._task = None
