# SPDX-License-Identifier: EUPL-1.2
"""The rules read a plan on its own day, the same for everybody; one click makes it today."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from planner.domain.commands import AddRecord
from tests.ui.benches import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


def offered(bench: Bench) -> list[QAbstractButton]:
    """Return the buttons that offer another day."""
    buttons = bench.window.panels.findings.findChildren(QAbstractButton)
    return [one for one in buttons if "read as of today" in one.text() and not one.isHidden()]


def overdue(bench: Bench) -> list[str]:
    return [row.where for row in bench.window.panels.findings.in_sight() if row.rule == "RTE-01"]


def test_a_case_that_became_late_since_is_found_when_the_plan_is_read_today(bench: Bench) -> None:
    received = bench.day.replace(day=2).isoformat()
    case = {"id": "case", "name": "Nobody's", "state": "LV", "received": received}
    bench.workspace.session.execute(AddRecord(kind="desk_case", values=case))
    bench.window.focus.show("findings")
    bench.settle()
    (button,) = offered(bench)
    assert "10 Oct 2026" in button.text()
    assert overdue(bench) == []
    button.click()
    bench.settle()
    assert overdue(bench) == ["Nobody's, LV"]
    assert offered(bench) == []
    bench.window.edits.undo()
    bench.settle()
    assert overdue(bench) == []
    assert len(offered(bench)) == 1
