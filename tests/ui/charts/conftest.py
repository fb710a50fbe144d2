# SPDX-License-Identifier: EUPL-1.2
"""What a test of a chart gets."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme, load_theme


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return an open window that has the keyboard; its parts are placed by hand."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
