# SPDX-License-Identifier: EUPL-1.2
"""Patches in the window: sent from one copy, looked at and merged in another, told who signed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from PySide6.QtWidgets import QDialog, QFileDialog

from planner import app, paths
from planner.domain.commands import Move
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from planner.exchange.keys import Signer
from planner.exchange.patch import START
from planner.exchange.trusted import TrustedKeys
from planner.exchange.writing import write_patch
from tests.ui.benches import MID, answering
from tests.ui.exchanges import PageBench
from ui.dialogs.send_patch import SendPatchDialog
from ui.pages.merge import MergePage

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

LATER = month_of(2029, 3)


@frozen
class Sent:
    """A window, and a patch that came from a copy of its plan, signed."""

    bench: PageBench
    patch: Path
    machine: str
    page: MergePage

    def start(self) -> int:
        """Return when the machine begins that the patch moves."""
        return self.bench.workspace.session.plan.get(Measure, self.machine).start


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "settings")
    return tmp_path / "settings"


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[Sent]:
    bench = PageBench(tmp_path / "plan.aifp")
    machine = bench.edits.assign(MID, "HR", month_of(2028, 1), source="test")
    copy, patch = tmp_path / "copy.aifp", tmp_path / "changes.aifpatch"
    bench.workspace.save_copy(copy)
    with app.workspace(copy) as other:
        other.session.author = "jonas"
        since = other.session.history()[-1].id
        other.session.execute(Move(measure=machine, start=LATER), reason="Grid.")
        drawn = other.draw_patch(since, note="As agreed", signed=True)
        write_patch(drawn, other.session.plan.schema, patch)
    page = bench.page("merge")
    assert isinstance(page, MergePage)
    yield Sent(bench, patch, machine, page)
    bench.close()


def test_a_patch_is_looked_at_merged_and_reverted(sent: Sent) -> None:
    sent.page.show_file(sent.patch)
    assert sent.page.coming.shown_rows()[0][4].startswith("jonas")
    assert sent.start() != LATER
    sent.page.merge_button.click()
    assert sent.start() == LATER
    sent.bench.edits.undo()
    assert sent.start() == month_of(2028, 1)


def test_applying_a_patch_twice_is_applying_it_once(sent: Sent) -> None:
    sent.page.show_file(sent.patch)
    sent.page.merge_button.click()
    steps = len(sent.bench.workspace.session.history())
    sent.page.show_file(sent.patch)
    assert not sent.page.merge_button.isEnabled()
    assert len(sent.bench.workspace.session.history()) == steps


def test_the_screen_says_whose_key_signed_as_far_as_it_is_known(sent: Sent, settings: Path) -> None:
    sent.page.show_file(sent.patch)
    assert "a key you do not know" in sent.page.summary()
    assert "As agreed" in sent.page.summary()
    TrustedKeys(settings).trust(Signer(settings).public_key(), "Jonas at the ministry")
    sent.page.fill()
    assert "Signed by Jonas at the ministry" in sent.page.summary()


def test_a_patch_that_was_tampered_with_is_refused_in_a_sentence(sent: Sent) -> None:
    words = sent.patch.read_text(encoding="utf-8")
    sent.patch.write_text(words.replace("2029-03", "2030-03"), encoding="utf-8")
    sent.page.show_file(sent.patch)
    assert "changes" in sent.bench.said()
    assert sent.page.empty.isVisible()


def test_what_is_sent_is_shown_before_it_is_written(
    sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.aifpatch"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    seen: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SendPatchDialog)
        dialog.choose_since(START)
        seen.append(dialog.summary())
        assert len(dialog.steps.shown_rows()) == 1
        dialog.accept()

    answering(answer)
    sent.page.send()
    assert seen[0].startswith("1 step")
    assert target.exists()
    assert "mine.aifpatch" in sent.bench.said()
    assert target.stat().st_size < 20_000


def test_with_nothing_to_send_the_dialog_says_so(sent: Sent) -> None:
    said: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, SendPatchDialog)
        said.append(dialog.summary())
        dialog.reject()

    sent.bench.workspace.session.undo()
    answering(answer)
    sent.page.send()
    assert said
    assert said[0]
