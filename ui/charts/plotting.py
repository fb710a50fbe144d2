# SPDX-License-Identifier: EUPL-1.2
"""Loads pyqtgraph without its copies of Qt, which take longer than all the rest of it.

To hide differences between versions of Qt it copies every name of three modules into modules of
its own. PySide makes a class or an enumeration when it is first asked for, so that makes some 600
of them, most of which nobody uses. With PySide 6 the copies hold nothing but what was copied, so
Qt's own modules can stand in their place.

It also loads all its widgets. Some bring half of what is left with them, processes and trees of
parameters; nobody here uses these, and whoever did would find them when asking by name.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

_COPIED: tuple[ModuleType, ...] = (QtCore, QtGui, QtWidgets)
_COPIES = "pyqtgraph.Qt"
_UNUSED: Mapping[str, str] = {
    "pyqtgraph.imageview": "",
    "pyqtgraph.widgets.ColorMapWidget": "",
    "pyqtgraph.widgets.DataFilterWidget": "",
    "pyqtgraph.widgets.RemoteGraphicsView": "RemoteGraphicsView",
    "pyqtgraph.widgets.ScatterPlotWidget": "",
}
"""Modules that are left out, and the name that is asked of one of them."""


def load_pyqtgraph() -> None:
    """Import pyqtgraph; without effect once it is loaded, by whomever."""
    if "pyqtgraph" in sys.modules:
        return
    with _without_copies(), _without_unused():
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


@contextmanager
def _without_unused() -> Iterator[None]:
    """Let pyqtgraph find empty modules where it would load widgets that nobody uses."""
    for name, asked in _UNUSED.items():
        sys.modules[name] = ModuleType(name)
        if asked:
            vars(sys.modules[name])[asked] = None
    try:
        yield
    finally:
        for name in _UNUSED:
            del sys.modules[name]
