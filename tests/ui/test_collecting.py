# SPDX-License-Identifier: EUPL-1.2
"""Garbage is taken away where the window lives, never while something is worked out beside it."""

import gc
from collections.abc import Iterator
from threading import Event
from weakref import ref

import pytest
from PySide6.QtCore import QObject

from ui.collecting import Collecting
from ui.importing.errand import Computation


class Knot:
    """Something that only the search for garbage finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    parent = QObject()
    gc.enable()
    collecting = Collecting(parent)
    collecting.begin()
    yield collecting
    parent.deleteLater()


def much() -> list[list[int]]:
    """Return as much as lets Python look for garbage."""
    return [[number] for number in range(gc.get_threshold()[0] + 50)]


def test_python_itself_no_longer_looks(collecting: Collecting) -> None:  # noqa: ARG001 - has begun
    assert not gc.isenabled()


def test_what_nobody_holds_is_taken_away_within_a_look(collecting: Collecting) -> None:
    knot = ref(Knot())
    kept = much()
    assert knot() is not None
    collecting.look()
    assert knot() is None
    assert kept


def test_nothing_is_taken_away_while_something_is_worked_out(collecting: Collecting) -> None:
    may_end = Event()
    work = Computation(may_end.wait)
    knot = ref(Knot())
    kept = much()
    collecting.look()
    assert knot() is not None
    may_end.set()
    work.result()
    while Computation.under_way():  # the last word of its thread
        pass
    collecting.look()
    assert knot() is None
    assert kept
