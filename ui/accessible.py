# SPDX-License-Identifier: EUPL-1.2
"""Tell assistive technology what a painted widget is, and let it speak.

Qt knows a plain QWidget only as a pane. The factory stays installed for the process; it answers
for the widgets that were given a role here and leaves every other to Qt.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY = "painted_role"


class _Factory:
    """Whether the factory is installed; Qt would call a second one again and again."""

    installed = False


def present_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Give a widget a role; its accessible name and description are its own."""
    widget.setProperty(_PROPERTY, role.value)
    if not _Factory.installed:
        QAccessible.installFactory(_interface)
        _Factory.installed = True


def present_as_chart(widget: QWidget) -> None:
    """Give a widget the role of a chart."""
    present_as(widget, QAccessible.Role.Chart)


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader speak a sentence now, for instance the values at a new date."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def _interface(_key: str, target: QObject | None) -> QAccessibleInterface | None:
    role = target.property(_PROPERTY) if isinstance(target, QWidget) else None
    if role is None or not isinstance(target, QWidget):
        return None
    return QAccessibleWidget(target, QAccessible.Role(role))
