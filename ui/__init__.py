# SPDX-License-Identifier: EUPL-1.2
"""The window; shows values and sends wishes, decides nothing."""

import builtins

import PySide6.QtCore  # noqa: F401 - it is what takes hold of imports


def _import_plainly() -> None:
    """Give imports back to Python.

    PySide reads, and keeps, the source of every module imported after it, to see whether it may
    use the switch `__feature__`, which nothing here does. That is a tenth of the start.
    """
    if builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_import_plainly()
