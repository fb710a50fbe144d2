# SPDX-License-Identifier: EUPL-1.2
"""Loads pyqtgraph without its copies of Qt, which take longer than all the rest of it.

To hide differences between versions of Qt it copies every name of three modules into modules of
its own. PySide makes a class or an enumeration when it is first asked for, so that makes some 600
of them, most of which nobody uses. With PySide 6 the copies hold nothing but what was copied, so
Qt's own modules can stand in their place.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

_COPIED: tuple[ModuleType, ...] = (QtCore, QtGui, QtWidgets)
_COPIES = "pyqtgraph.Qt"


def load_pyqtgraph() -> None:
    """Import pyqtgraph; without effect once it is loaded, by whomever."""
    with _without_copies():
        import pyqtgraph  # noqa: F401, PLC0415 - start-up time; whoever draws imports it again


@contextmanager
def _without_copies() -> Iterator[None]:
    """Let pyqtgraph find Qt's modules where it would make copies, and no name to be copied."""
    listing = [vars(module)["__dir__"] for module in _COPIED]
    for module in _COPIED:
        name = module.__name__.rpartition(".")[2]
        sys.modules.setdefault(f"{_COPIES}.{name}", module)
        vars(module)["__dir__"] = tuple
    try:
        yield
    finally:
        for module, known in zip(_COPIED, listing, strict=True):
            vars(module)["__dir__"] = known
