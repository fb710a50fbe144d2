# SPDX-License-Identifier: EUPL-1.2
"""What Qt's invisible screen cannot show: a window that the window manager knows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot


@pytest.mark.xvfb
def test_a_window_becomes_active_and_takes_the_keys(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    QTest.keyClick(field, Qt.Key.Key_H)
    assert field.hasFocus()
    assert field.text() == "h"
