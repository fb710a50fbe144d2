# SPDX-License-Identifier: EUPL-1.2
"""From a point of a chart to the records behind it, and back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.domain.months import month_of
from planner.domain.records.funding import Commitment
from planner.engine.behind import records_behind
from planner.engine.derivations import NETWORK, About
from tests.core.report.readers import a_session
from tests.ui.benches import MID, Bench
from ui.charts.chart import Chart


def middle_of(chart: Chart[object]) -> QPoint:
    """Return the middle of what a chart paints on, in its own view."""
    return chart.surface().view.viewport().rect().center()


def test_a_double_click_on_a_chart_shows_the_records_behind_it_and_back_returns(
    bench: Bench,
) -> None:
    deck, window = bench.window.panels.deck, bench.window
    assert deck is not None
    before = window.focus.view
    chart = deck.capacity.chart()
    assert isinstance(chart, Chart)
    target, at = chart.surface().view.viewport(), middle_of(chart)
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(target, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at)
    bench.settle()
    assert window.focus.view == "records"
    pane = window.panels.records
    running = records_behind(
        bench.workspace.session.plan,
        bench.workspace.session.outcome,
        About(NETWORK, "", "capacity_ef", window.focus.month),
    )
    assert pane.kind() == "system"
    assert set(pane.shown_keys()) == running["system"]
    assert "jupiter" in running["system"]
    (chip,) = pane.filter_bar().buttons()
    assert chip.text().startswith("AI capacity")
    bench.trigger("back")
    assert window.focus.view == before


def test_enter_does_the_same_and_the_filter_can_be_taken_away(bench: Bench) -> None:
    deck, pane_of = bench.window.panels.deck, bench.window.panels
    assert deck is not None
    deck.money.chart().setFocus()
    QTest.keyClick(deck.money.chart(), Qt.Key.Key_Return)
    bench.settle()
    pane = pane_of.records
    every = bench.workspace.session.plan.of(Commitment)
    assert pane.kind() == Commitment.KIND.name
    assert 0 < len(pane.shown_keys()) < len(every)
    pane.filter_bar().buttons()[0].click()
    bench.settle()
    assert len(pane.shown_keys()) == len(every)


def test_a_measure_that_serves_is_among_the_records_behind_the_capacity(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    month = int(month_of(2031, 1))
    session = bench.workspace.session
    found = records_behind(session.plan, session.outcome, About(NETWORK, "", "capacity_ef", month))
    assert key in found["measure"]


def test_what_adds_nothing_yet_is_not_behind_a_figure() -> None:
    session = a_session()

    def systems(month: int) -> frozenset[str]:
        about = About(NETWORK, "", "power_mw", month)
        return records_behind(session.plan, session.outcome, about)["system"]

    assert "mimer_system" not in systems(int(month_of(2027, 1)))
    assert "mimer_system" in systems(int(month_of(2028, 1)))
    assert not records_behind(session.plan, session.outcome, About(NETWORK, "", "nothing", 84))


def test_values_of_the_model_are_behind_everything_and_not_shown() -> None:
    session = a_session()
    about = About(NETWORK, "", "staff_needed", 84)
    assert "parameter" not in records_behind(session.plan, session.outcome, about)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the invisible screen has no window manager
def test_any_number_under_the_keyboard_leads_to_its_records(bench: Bench) -> None:
    window = bench.window
    window.focus.show("lane")
    bench.settle()
    card = window.panels.page("lane").cards[0]
    bench.frame.activateWindow()
    card.setFocus()
    QTest.qWaitForWindowActive(bench.frame)
    bench.trigger("records_behind")
    pane = window.panels.records
    assert window.focus.view == "records"
    assert pane.kind() == "system"
    assert "it4lia_system" in pane.shown_keys()
    (chip,) = pane.filter_bar().buttons()
    assert chip.text().startswith("Accelerators awaited: NVIDIA")
