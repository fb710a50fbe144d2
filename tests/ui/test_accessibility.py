# SPDX-License-Identifier: EUPL-1.2
"""What a screen reader finds: every control of every view has a name and a role."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.ui.benches import DATA_CENTRE, JANUARY_2028, MASTER, MID, Bench
from ui.core_views import VIEWS

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

_ROLES = QAccessible.Role
_CONTROLS = {
    _ROLES.Button,
    _ROLES.ButtonMenu,
    _ROLES.CheckBox,
    _ROLES.RadioButton,
    _ROLES.ComboBox,
    _ROLES.EditableText,
    _ROLES.Slider,
    _ROLES.SpinBox,
    _ROLES.Table,
    _ROLES.Tree,
    _ROLES.List,
    _ROLES.Graphic,
    _ROLES.Chart,
    _ROLES.Link,
}
_SAYS_NOTHING = (_ROLES.NoRole, _ROLES.Client)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    bench.go_to(JANUARY_2028)
    for template in (MID, DATA_CENTRE, MASTER):
        bench.drop(template, "HR")
    yield bench
    bench.close()


def within(interface: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """Yield everything in sight below an element; what a table holds is left to the table."""
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    yield interface
    if interface.role() in (_ROLES.Table, _ROLES.Tree, _ROLES.List, _ROLES.ComboBox):
        return
    for place in range(interface.childCount()):
        yield from within(interface.child(place))


def told(interface: QAccessibleInterface) -> str:
    """Return an element as a tester can find it again."""
    item = interface.object()
    parent = item.parent() if isinstance(item, QWidget) else None
    name = interface.text(QAccessible.Text.Name)
    return f"{interface.role().name} “{name}”: {type(item).__name__} in {type(parent).__name__}"


def shown(bench: Bench) -> Iterator[str]:
    """Bring one view after another to the front."""
    for view in (*VIEWS, "supply"):
        bench.window.focus.show(view)
        bench.settle()
        yield view


def test_every_control_of_every_view_has_a_name(bench: Bench) -> None:
    nameless = set()
    for view in shown(bench):
        found = list(within(QAccessible.queryAccessibleInterface(bench.frame)))
        assert len(found) > 50, view
        nameless |= {
            f"{view}: {told(one)}"
            for one in found
            if one.role() in _CONTROLS and not one.text(QAccessible.Text.Name).strip()
        }
    assert sorted(nameless) == []


def test_whatever_takes_the_keyboard_says_what_it_is(bench: Bench) -> None:
    mute = set()
    for view in shown(bench):
        for widget in bench.window.findChildren(QWidget):
            tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if not (widget.isVisible() and tabbed and widget.isEnabled()):
                continue
            one = QAccessible.queryAccessibleInterface(widget)
            if one.role() in _SAYS_NOTHING or not one.text(QAccessible.Text.Name):
                mute.add(f"{view}: {told(one)}")
    assert sorted(mute) == []
