# SPDX-License-Identifier: EUPL-1.2
"""Merge, compare and approvals with something in them: all words fit, all controls have names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from planner import paths, text
from planner.domain.records.approvals import ApprovalStatus
from tests.ui.exchanges import Copies, two_copies
from tests.ui.test_pseudo_language import Stretched, cut_off
from ui.pages.approvals import ApprovalsPage
from ui.pages.compare import ComparePage
from ui.pages.merge import MergePage

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

_TURNS = 100  # then the view has come to rest


@pytest.fixture(params=[(1440, 900), (1100, 700)], ids=["wide", "narrow"])
def copies(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Copies]:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "settings")
    text.speak(Stretched())
    found = two_copies(tmp_path, size=request.param)
    yield found
    found.bench.close()


def troubles(copies: Copies, page: QWidget) -> set[str]:
    """Return what of a page is cut off, or takes the keyboard without a name, once it rests."""
    for _turn in range(_TURNS):
        found = _short(page) | _nameless(page)
        if not found:
            break
        copies.bench.settle()
    return found


def _short(page: QWidget) -> set[str]:
    shown = [widget for widget in page.findChildren(QWidget) if widget.isVisible()]
    return {f"{type(widget).__name__}: {words}" for widget in shown if (words := cut_off(widget))}


def _nameless(page: QWidget) -> set[str]:
    found = set()
    for widget in page.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if widget.isVisible() and tabbed and widget.isEnabled():
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            if not name:
                found.add(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def read_merge(copies: Copies) -> None:
    """Look at every face of a merge, before and after it."""
    copies.bench.window.focus.show("merge")
    page = copies.bench.window.panels.page("merge")
    assert isinstance(page, MergePage)
    page.show_file(copies.other)
    for face in ("figures", "chart", "findings"):
        page.detail.show_face(face)
        assert (face, troubles(copies, page)) == (face, set())
    for face in ("coming", "causes"):
        page.face.select(face)
        page.fill()
        assert (face, troubles(copies, page)) == (face, set())
    page.answer_all("theirs")
    page.merge()
    assert troubles(copies, page) == set()


def read_comparison(copies: Copies) -> None:
    """Look at every face of a comparison of three."""
    copies.bench.window.focus.show("compare")
    page = copies.bench.window.panels.page("compare")
    assert isinstance(page, ComparePage)
    page.compare_with(str(copies.other), "@2026-01-01")
    for face in ("inputs", "figures", "curves", "map", "causes", "findings"):
        page.face.select(face)
        page.fill()
        assert (face, troubles(copies, page)) == (face, set())


def read_approvals(copies: Copies) -> None:
    """Look at the approvals of a plan that was submitted."""
    copies.bench.window.focus.show("approvals")
    page = copies.bench.window.panels.page("approvals")
    assert isinstance(page, ApprovalsPage)
    page.declare(ApprovalStatus.SUBMITTED)
    assert troubles(copies, page) == set()


def test_all_of_it_is_readable_in_a_longer_language(copies: Copies) -> None:
    read_comparison(copies)
    read_merge(copies)
    read_approvals(copies)
