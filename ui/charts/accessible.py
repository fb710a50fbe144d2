# SPDX-License-Identifier: EUPL-1.2
"""Tell assistive technology that a painted chart is a chart, and what it says.

Qt knows a plain QWidget only as a pane. The factory stays installed for the process; it answers
for charts alone and leaves every other widget to Qt.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

CHART_PROPERTY = "painted_chart"


class _Factory:
    """Whether the factory is installed; Qt would call a second one again and again."""

    installed = False


def present_as_chart(widget: QWidget) -> None:
    """Give a widget the role of a chart; its accessible name and description are its own."""
    widget.setProperty(CHART_PROPERTY, True)
    if not _Factory.installed:
        QAccessible.installFactory(_interface)
        _Factory.installed = True


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader speak a sentence now, for instance the values at a new date."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def _interface(_key: str, target: QObject | None) -> QAccessibleInterface | None:
    if isinstance(target, QWidget) and target.property(CHART_PROPERTY):
        return QAccessibleWidget(target, QAccessible.Role.Chart)
    return None
