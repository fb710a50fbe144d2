# SPDX-License-Identifier: EUPL-1.2
"""From a finding to an edit in the window: shown, made, accepted, and the rule itself edited."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from planner.domain.records.assurance import Override
from planner.domain.records.evidence import Parameter
from planner.domain.records.measures import Measure
from planner.engine.outcome import Finding
from planner.engine.rules.submission import submission
from tests.ui.benches import LARGE, Bench
from ui.dialogs.override import OverrideDialog
from ui.presenting.finding_rows import finding_detail, finding_rows
from ui.theme import load_theme
from ui.workbench import Workbench


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Workbench]:  # noqa: ARG001 - it must run
    bench = Bench(tmp_path / "plan.aifp")
    yield bench.window
    bench.close()


def the_finding(bench: Workbench, rule: str) -> Finding:
    return next(f for f in bench.edits.session.outcome.findings if f.rule == rule)


def test_pointing_at_a_finding_shows_its_fix_on_the_charts(bench: Workbench, dear: str) -> None:
    deck = bench.panels.deck
    assert deck is not None
    bench.ruling.show_fix(the_finding(bench, "FIN-01"))
    assert deck.capacity.chart().has_ghost()
    bench.ruling.show_fix(the_finding(bench, "CAP-01"))
    assert not deck.capacity.chart().has_ghost()
    assert dear


@pytest.fixture
def dear(bench: Workbench) -> str:
    """Return a machine in Finland of which the Union pays too much."""
    key = bench.edits.assign(LARGE, "FI", month_of(2027), source="test")
    bench.edits.edit("measure", key, "status", "committed", source="test")
    bench.edits.edit("measure", key, "union_share_acquisition", 0.6, source="test")
    return key


def test_a_fix_is_one_edit_that_can_be_undone(bench: Workbench, dear: str) -> None:
    session = bench.edits.session
    bench.ruling.fix(the_finding(bench, "FIN-01"))
    assert session.plan.get(Measure, dear).union_share_acquisition == 0.5
    assert "FIN-01" not in {f.rule for f in session.outcome.findings}
    bench.edits.undo()
    assert session.plan.get(Measure, dear).union_share_acquisition == 0.6


def test_an_accepted_finding_stays_and_blocks_no_more(bench: Workbench, dear: str) -> None:
    session = bench.edits.session
    finding = the_finding(bench, "FIN-01")
    bench.ruling.accept_with(finding, "decided by the Board", "GB 12/2026")
    blocking = submission(session.plan, session.outcome).blocking
    assert finding not in blocking
    (row,) = [r for r in finding_rows(session.plan, session.outcome) if r.rule == "FIN-01"]
    assert row.accepted == "Accepted: decided by the Board [GB 12/2026]"
    assert row.key == dear
    bench.ruling.accept(finding, bench.theme())
    assert not session.plan.of(Override)


def test_a_number_of_a_rule_opens_in_the_inspector(bench: Workbench) -> None:
    bench.ruling.edit_limit("CAP-01", "rule.CAP-01.drop")
    assert (bench.focus.selection.kind, bench.focus.selection.key) == (
        "parameter",
        "rule.CAP-01.drop",
    )
    assert bench.edits.session.plan.get(Parameter, "rule.CAP-01.drop").value == 0.3


def test_the_detail_names_article_numbers_and_fix(bench: Workbench, dear: str) -> None:
    plan = bench.edits.session.plan
    detail = finding_detail(plan, the_finding(bench, "FIN-01"))
    assert detail.article == "Regulation (EU) 2021/1173, Article 12a(2)"
    assert detail.fix.startswith("Set “Union share of acquisition”")
    assert "50" in detail.fix
    assert dear in plan.of(Measure)


def test_a_finding_is_accepted_only_with_reason_and_reference(qtbot: QtBot) -> None:
    dialog = OverrideDialog(
        load_theme("light"), rule="FIN-01", sentence="Too much.", reference="Article 12a(2)"
    )
    qtbot.addWidget(dialog)
    accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not accept.isEnabled()
    dialog.findChild(QPlainTextEdit).setPlainText("decided by the Board")
    assert accept.isEnabled()
    dialog.findChild(QLineEdit).setText(" ")
    assert not accept.isEnabled()
    assert dialog.reason() == "decided by the Board"
