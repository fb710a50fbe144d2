# SPDX-License-Identifier: EUPL-1.2
"""PySide6 6.12.0 lost a reference to None with almost every call on Python 3.11, then aborted."""

import sys

from PySide6.QtCore import QObject, Signal


class _Bell(QObject):
    rung = Signal(bool)


def test_calls_that_return_none_do_not_use_up_none() -> None:
    bell = _Bell()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        bell.setObjectName("bell")
    assert sys.getrefcount(None) > before - 1_000


def test_emitted_signals_do_not_use_up_true() -> None:
    bell = _Bell()
    before = sys.getrefcount(True)
    for _ in range(10_000):
        bell.rung.emit(True)
    assert sys.getrefcount(True) > before - 1_000
