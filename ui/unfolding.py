# SPDX-License-Identifier: EUPL-1.2
"""What takes seconds, done bit by bit between other things, so that the window never waits."""

from collections.abc import Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")


class _Teller(QObject):
    """Holds the signal, because a generic class cannot."""

    moved = Signal(float)


class Unfolding(Generic[T]):
    """Works through steps that yield the share that is done and return what came of them.

    `moved` tells the share; at 1 there is a result. The same question is not worked out twice.
    """

    def __init__(self, owner: QObject) -> None:
        self._teller = _Teller(owner)
        self.moved = self._teller.moved
        self._question: object = None
        self._steps: Generator[float, None, T] | None = None
        self._found: T | None = None
        self._turn = QTimer(owner)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def ask(self, question: object, steps: Generator[float, None, T]) -> None:
        """Begin to work out a question, unless it is the one before."""
        if question == self._question:
            return
        self._question, self._steps, self._found = question, steps, None
        self._turn.start()

    def found(self) -> T | None:
        """Return what came of it, `None` while it is being worked out."""
        return self._found

    def _go_on(self) -> None:
        """Take one step; the event loop has its turn before the next."""
        assert self._steps is not None  # noqa: S101 - the timer runs only with a question
        try:
            share = next(self._steps)
        except StopIteration as done:
            self._turn.stop()
            self._found, self._steps = done.value, None
            share = 1.0
        self.moved.emit(share)
