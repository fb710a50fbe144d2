# SPDX-License-Identifier: EUPL-1.2
"""Submitting and approving in the window, what shows afterwards, and whose key it was."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner import app, paths
from planner.domain.commands import Move
from planner.domain.months import month_of
from planner.domain.records.approvals import Approval, ApprovalStatus
from planner.domain.records.measures import Measure
from tests.ui.benches import MID
from tests.ui.exchanges import PageBench
from ui.pages.approvals import ApprovalsPage

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

SUBMITTED, APPROVED, DRAFT = (
    ApprovalStatus.SUBMITTED,
    ApprovalStatus.APPROVED,
    ApprovalStatus.DRAFT,
)


@attrs.frozen
class Signing:
    """A window with its approvals in front."""

    bench: PageBench
    page: ApprovalsPage

    def word(self) -> str:
        """Return the one word for where the plan stands."""
        return self.page.status.text()

    def press(self, status: ApprovalStatus) -> None:
        """Press a button."""
        self.page.buttons[status].click()
        self.bench.settle()

    def edit(self) -> None:
        """Move the machine of the plan."""
        session = self.bench.workspace.session
        machine = next(iter(session.plan.of(Measure)))
        session.execute(Move(measure=machine, start=month_of(2029, 6)))
        self.bench.settle()


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "settings"
    monkeypatch.setattr(paths, "user_config", lambda: folder)
    return folder


@pytest.fixture
def signing(tmp_path: Path) -> Iterator[Signing]:
    bench = PageBench(tmp_path / "plan.aifp")
    bench.edits.assign(MID, "HR", month_of(2028, 1), source="test")
    page = bench.page("approvals")
    assert isinstance(page, ApprovalsPage)
    yield Signing(bench, page)
    bench.close()


def test_a_plan_is_a_draft_until_it_is_submitted_and_approved(signing: Signing) -> None:
    assert signing.word() == "draft"
    assert not signing.page.buttons[APPROVED].isEnabled()
    signing.press(SUBMITTED)
    assert signing.word() == "submitted"
    signing.press(APPROVED)
    assert signing.word() == "approved"
    assert "unchanged since" in signing.page.told()


def test_a_later_edit_shows_as_changed_since_approval_until_undone(signing: Signing) -> None:
    signing.press(SUBMITTED)
    signing.press(APPROVED)
    signing.edit()
    assert signing.word() == "changed since approved"
    assert not signing.page.buttons[APPROVED].isEnabled()
    signing.bench.edits.undo()
    assert signing.word() == "approved"


def test_the_note_is_kept_with_the_entry(signing: Signing) -> None:
    signing.page.note.setText("As sent to the board")
    signing.press(SUBMITTED)
    assert signing.page.entries.shown_rows()[0][-1] == "As sent to the board"
    assert signing.page.note.text() == ""


def test_it_is_made_a_draft_again(signing: Signing) -> None:
    signing.press(SUBMITTED)
    signing.press(DRAFT)
    assert signing.word() == "draft"
    assert len(signing.page.entries.shown_rows()) == 2


def test_looking_makes_no_key_and_signing_makes_one(signing: Signing, settings: Path) -> None:
    assert not (settings / "signing-key.pem").exists()
    signing.press(SUBMITTED)
    assert (settings / "signing-key.pem").exists()
    assert signing.page.entries.shown_rows()[0][4] == "your own key"


def test_a_forged_entry_shows_in_a_sentence(signing: Signing) -> None:
    signing.press(SUBMITTED)
    session = signing.bench.workspace.session
    entry = next(iter(session.plan.of(Approval).values()))
    signing.bench.edits.edit("approval", entry.id, "author", "The minister", source="test")
    signing.bench.settle()
    assert signing.word() == "draft"
    assert "altered or forged" in signing.page.told()
    assert signing.page.entries.shown_rows()[0][3] == "signature does not hold"


def test_a_key_somebody_trusts_is_told_by_name(
    signing: Signing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Path
) -> None:
    copy = tmp_path / "copy.aifp"
    signing.bench.workspace.save_copy(copy)
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "jonas")
    with app.workspace(copy) as other:
        other.session.author = "jonas"
        other.declare("", SUBMITTED)
    monkeypatch.setattr(paths, "user_config", lambda: settings)
    workspace = signing.bench.workspace
    workspace.merge(workspace.preview_merge(copy), {})
    signing.bench.settle()
    assert signing.word() == "submitted"
    assert signing.page.entries.shown_rows()[0][4] == "a key you do not know"
    assert "Ask jonas" in signing.page.key_told()
    signing.page.name.setText("Jonas at the ministry")
    QTest.keyClick(signing.page.name, Qt.Key.Key_Return)
    assert "Jonas at the ministry" in signing.page.entries.shown_rows()[0][4]
    signing.page.forget_button.click()
    assert signing.page.entries.shown_rows()[0][4] == "a key you do not know"


def test_entries_are_filtered_grouped_and_saved_as_they_are_shown(signing: Signing) -> None:
    signing.page.note.setText("Seen by the board")
    signing.press(SUBMITTED)
    signing.press(APPROVED)
    signing.press(ApprovalStatus.DRAFT)
    page, tools = signing.page, signing.page.tools
    assert tools.isVisible()
    tools.group.choose("2")
    headings = [row.cells[0] for row in page.entries.values().rows if row.heading]
    assert sorted(headings) == ["Approved · 1 row", "Draft · 1 row", "Submitted · 1 row"]
    assert page.key_told()
    tools.filter.setText("seen board")
    assert [row[2] for row in page.entries.shown_rows()] == ["submitted"]
    tools.save.click()
    ((heads, rows),) = signing.bench.saved
    assert heads[2] == "Status"
    assert [row[2] for row in rows] == ["submitted"]
    tools.filter.setText("zzzz")
    assert not page.key_told()
    tools.filter.clear()
    assert len(page.entries.shown_rows()) == 3
