# SPDX-License-Identifier: EUPL-1.2
"""What the window asks in dialogs: every control has a name, and the keyboard reaches them all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QPushButton,
    QRadioButton,
    QWidget,
)

from tests.ui.benches import MID, TODAY, Bench, answering
from ui.exporting import ask_what

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]


def _override(bench: Bench) -> None:
    finding = next(f for f in bench.workspace.session.outcome.findings if f.checkable)
    bench.window.ruling.accept(finding, bench.window.theme())


def _new_record(bench: Bench, kind: str) -> None:
    bench.window.focus.record_kind = kind
    bench.window.making.ask()


FILES = Path(__file__).parents[1] / "core" / "workbook" / "importing" / "files"
ASK: dict[str, Callable[[Bench], object]] = {
    "where": lambda bench: bench.window.asking.where("factory", "nlaif_aif", "union_meur"),
    "settle": lambda bench: bench.window.asking.settle("factory", "nlaif_aif", "union_meur"),
    "three": lambda bench: bench.window.asking.three_values(),
    "past": lambda bench: bench.window.asking.past_day(bench.workspace.session, TODAY),
    "place": lambda bench: bench.window.placing.place_template(MID),
    "override": _override,
    "choose": lambda bench: bench.window.placing.choose(
        "Which?", "Which one is meant?", [("a", "Leonardo"), ("b", "LISA")]
    ),
    "palette": lambda bench: bench.window.open_palette(),
    "export": lambda bench: ask_what(bench.window, bench.window.theme(), bench.workspace.session),
    "new_record": lambda bench: _new_record(bench, "site"),
    "import": lambda bench: bench.window.exchanging.open(FILES / "germany.xlsx"),
}


@pytest.fixture(scope="module")
def in_large_type(standing_bench: Bench) -> Iterator[None]:
    """Show the window in the largest type until the end of the module."""
    for _step in range(4):
        standing_bench.trigger("larger")
    yield
    for _step in range(4):
        standing_bench.trigger("smaller")


def _reached(dialog: QDialog) -> list[QWidget]:
    return [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("asked", ASK)
def test_every_control_of_a_dialog_has_a_name(bench: Bench, asked: str) -> None:
    nameless: list[str] = []

    def look(dialog: QDialog) -> None:
        nameless.extend(type(w).__name__ for w in _reached(dialog) if not _name(w))
        dialog.reject()

    answering(look)
    ASK[asked](bench)
    assert nameless == []


@pytest.mark.parametrize("asked", ASK)
def test_the_tab_key_reaches_every_button_of_a_dialog(bench: Bench, asked: str) -> None:
    missed: list[str] = []

    def look(dialog: QDialog) -> None:
        wanted = {w for w in _reached(dialog) if isinstance(w, QPushButton | QComboBox)}
        visited: set[QWidget] = set()
        for _step in range(40):
            keyboard = dialog.focusWidget() or dialog
            visited.add(keyboard)
            QTest.keyClick(keyboard, Qt.Key.Key_Tab)
        missed.extend(_name(widget) for widget in wanted - visited)
        dialog.reject()

    answering(look)
    ASK[asked](bench)
    assert missed == []


@pytest.mark.usefixtures("in_large_type")
@pytest.mark.parametrize("asked", ASK)
def test_nothing_in_a_dialog_is_cut_off_in_large_type(bench: Bench, asked: str) -> None:
    cut: list[str] = []

    def look(dialog: QDialog) -> None:
        bench.settle()
        cut.extend(
            button.text()
            for button in (*dialog.findChildren(QPushButton), *dialog.findChildren(QRadioButton))
            if button.isVisible()
            and (
                button.width() < button.minimumSizeHint().width()
                or button.height() < button.minimumSizeHint().height()
            )
        )
        dialog.reject()

    answering(look)
    ASK[asked](bench)
    assert cut == []
