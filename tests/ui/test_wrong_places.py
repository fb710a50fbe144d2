# SPDX-License-Identifier: EUPL-1.2
"""Whatever is dropped wherever: it is planned there, or a sentence says why not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from planner.domain.records.measures import Template
from tests.ui.benches import Bench

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]

PLACES = ("HR", "DE", "AL", "IL", "LU")  # without a machine, with many, unknown, far away, tiny
_A_MOMENT_MS = 5


@pytest.fixture
def questions() -> Iterator[list[str]]:
    """Leave every question with Escape; collect what was asked."""
    asked: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            asked.append(dialog.windowTitle())
            dialog.reject()

    clock = QTimer(interval=_A_MOMENT_MS)
    clock.timeout.connect(leave)
    clock.start()
    yield asked
    clock.stop()


@pytest.mark.parametrize("view", ["map", "board"])
@pytest.mark.parametrize("state", PLACES)
def test_a_drop_is_planned_asked_about_or_refused_in_words(
    bench: Bench, questions: list[str], state: str, view: str
) -> None:
    for template in bench.workspace.session.plan.of(Template):
        questions.clear()
        bench.window.say("")
        key = bench.drop(template, state, view=view)
        assert key or questions or bench.said(), (template, state)
        if key:
            assert bench.measures()[key].state == state
            bench.trigger("undo")
        assert not bench.measures()
        assert not bench.has_ghosts()
