# SPDX-License-Identifier: EUPL-1.2
"""Where trouble goes that must not stop an edit: a log for us, a line for whoever listens."""

import logging
from collections.abc import Callable

_LOG = logging.getLogger("planner")
Listener = Callable[[str, BaseException], None]


class Notices:
    """Collects failures of bystanders and tells listeners about them."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every later failure: a code and the exception."""
        self._listeners.append(listener)

    def report(self, code: str, error: BaseException) -> None:
        """Log a failure with its traceback and tell the listeners."""
        _LOG.error("%s", code, exc_info=error)
        for listener in self._listeners:
            listener(code, error)
