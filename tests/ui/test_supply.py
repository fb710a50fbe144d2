# SPDX-License-Identifier: EUPL-1.2
"""The supply view: sliders that delay chips, and tables that do not pretend to know."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QSlider, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.delays import SetDelay
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, ChipSupply
from planner.domain.records.infrastructure import Accelerator, Status
from planner.domain.records.measures import Template
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_factory,
    a_measure,
    a_state,
    a_system,
    a_template,
    after,
    an_accelerator,
    plan_with,
)
from tests.ui.benches import Bench
from ui.panes.supply import SupplyPane, SupplyValues
from ui.presenting.site_values import record_facts, supply_values
from ui.theme import Theme, load_theme

MONTH = month_of(2030)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("light")


def a_supplied_plan() -> Plan:
    return plan_with(
        an_accelerator("gb200", vendor="NVIDIA", generation="Blackwell", name="GB200"),
        an_accelerator("mi430x", vendor="AMD", generation="MI400", name="MI430X"),
        a_template(),
        a_state("FI", industrial_electricity_eur_per_mwh=None),
        a_system("leonardo", power_mw=10.0),
        a_system("lumi", state="FI", status=Status.CONTRACTED, accepted=month_of(2027)),
        a_factory(system="leonardo"),
        a_measure(id="m", name="A machine"),
        ChipSupply(id="cap", generation="Blackwell", first_month=month_of(2028), accelerators=400),
        Site(id="s", name="Bologna", state="IT", systems=("leonardo",), grid_mw=8.0),
        Site(id="t", name="Kajaani", state="FI", systems=("lumi",)),
        DataSpace(id="health", name="Health"),
        DataCentre(
            id="hall",
            name="Hall",
            state="IT",
            system="leonardo",
            distance_km=30.0,
            data_spaces=("health",),
        ),
        DataCentre(id="far", name="Far", state="IT", system="lumi", distance_km=900.0),
    )


def values(plan: Plan) -> SupplyValues:
    return supply_values(plan, evaluate(plan), MONTH)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1_000, 900)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def pane(window: QWidget, theme: Theme) -> SupplyPane:
    made = SupplyPane(theme, parent=window)
    made.set_values(values(a_supplied_plan()))
    made.resize(window.size())
    made.show()
    return made


def grabbed(slider: QSlider, months: int) -> None:
    slider.setSliderDown(True)
    slider.setSliderPosition(months)


def test_there_is_a_slider_for_each_vendor_and_generation_somebody_waits_for() -> None:
    rows = values(a_supplied_plan()).chips.delays
    assert [(row.vendor, row.generation, row.machines) for row in rows] == [
        ("NVIDIA", "", 2),
        ("NVIDIA", "Blackwell", 2),
    ]


def test_dragging_previews_and_letting_go_is_one_wish(qtbot: QtBot, pane: SupplyPane) -> None:
    slider, page = pane.chips.slider("NVIDIA"), pane.chips
    chosen: list[object] = []
    page.delay_chosen.connect(lambda *wish: chosen.append(wish))
    with qtbot.waitSignal(page.sliding) as sliding:
        grabbed(slider, 7)
    assert sliding.args == ["NVIDIA", "", 7]
    assert chosen == []
    slider.setSliderDown(False)
    assert chosen == [("NVIDIA", "", 7, False)]


def test_a_key_delays_by_a_month(qtbot: QtBot, pane: SupplyPane) -> None:
    with qtbot.waitSignal(pane.chips.delay_chosen) as chosen:
        qtbot.keyClick(pane.chips.slider("NVIDIA", "Blackwell"), Qt.Key.Key_Right)
    assert chosen.args == ["NVIDIA", "Blackwell", 1, True]


def test_what_the_program_sets_is_no_wish(qtbot: QtBot, pane: SupplyPane) -> None:
    late = after(a_supplied_plan(), SetDelay(vendor="NVIDIA", months=6))
    with qtbot.assertNotEmitted(pane.chips.delay_chosen):
        pane.set_values(values(late))
    slider = pane.chips.slider("NVIDIA")
    assert slider.value() == 6
    assert slider.accessibleName() == "Delay of NVIDIA in months"


def test_a_slider_in_hand_is_left_alone(pane: SupplyPane) -> None:
    slider = pane.chips.slider("NVIDIA")
    grabbed(slider, 9)
    pane.set_values(values(a_supplied_plan()))
    assert slider.value() == 9
    assert pane.chips.slider("NVIDIA") is slider


def test_late_machines_show_both_months(pane: SupplyPane) -> None:
    late = after(a_supplied_plan(), SetDelay(vendor="NVIDIA", months=6))
    pane.set_values(values(late))
    rows = {row[0]: row for row in pane.chips.table("orders").rows()}
    assert rows["A machine"][-1] == "Jul 2028 → Jan 2029"
    assert rows["A machine"][5] == "≈ Jul 2028"
    assert rows["Lumi"][-1] == "Jan 2027 → Jul 2027"


def test_too_many_chips_in_a_quarter_are_said(pane: SupplyPane) -> None:
    rows = pane.chips.table("quarters").rows()
    assert ["from Jan 2028", "Blackwell", "1,000", "400", "600"] in rows


def test_a_site_says_what_it_lacks_and_what_nobody_knows(pane: SupplyPane) -> None:
    sites, energy = (table.rows() for table in pane.tables("power"))
    by_name = {row[0]: row for row in sites}
    assert by_name["Bologna"][-1] == "8 MW, 3.2 MW too little"
    assert by_name["Kajaani"][-1] == "unknown, not checked"
    finland = next(row for row in energy if row[0] == "Finland")
    assert finland[2] == "unknown"
    assert finland[3] != "unknown"


def test_data_centres_say_by_which_branch_they_pass(pane: SupplyPane) -> None:
    centres, spaces = (table.rows() for table in pane.tables("centres"))
    assert {row[0]: row[-1] for row in centres} == {
        "Hall": "passes: near",
        "Far": "neither near nor well connected",
    }
    assert spaces == [["Health", "✓", "IT4LIA"]]


def test_a_row_opens_its_record(qtbot: QtBot, pane: SupplyPane) -> None:
    pane.show_page("power")
    tree = pane.tables("power")[0].findChild(QTreeWidget, "rows")
    tree.setCurrentItem(tree.topLevelItem(0))
    with qtbot.waitSignal(pane.opened) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args == ["site", "t"]


def test_a_machine_names_the_data_centre_that_serves_it() -> None:
    plan = a_supplied_plan()
    facts = record_facts(plan, evaluate(plan), plan.record("system", "leonardo"))
    assert [(fact.label, fact.value) for fact in facts] == [
        ("Data centre Hall", "passes: near (30 km)")
    ]
    own = {
        f.label: f for f in record_facts(plan, evaluate(plan), plan.record("data_centre", "far"))
    }
    assert own["Near"].value == "900 km > 50 km"
    assert own["Well connected"].value == "link unknown, 6.75 ms > 5"
    assert own["Latency, one way"].level == "assumption"
    assert (own["Link"].value, own["Link"].detail) == ("unknown", "")


def test_the_next_generation_is_offered_for_the_best_template(
    qtbot: QtBot, pane: SupplyPane
) -> None:
    with qtbot.waitSignal(pane.chips.offer_taken) as taken:
        pane.chips.findChild(QPushButton, "offer t-system").click()
    assert taken.args == ["t-system"]


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    yield bench
    bench.close()


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")
def test_one_slide_is_one_undo_and_moves_the_capacity(bench: Bench) -> None:
    bench.window.actions_.actions["supply"].run()
    bench.settle()
    session, page = bench.workspace.session, bench.window.panels.supply.chips
    assert bench.window.panels.view("supply").isVisible()
    before = session.outcome.capacity_ef
    slider = page.slider("NVIDIA")
    for months in (2, 5, 9):
        grabbed(slider, months)
    assert session.outcome.capacity_ef is before  # a ghost only
    waiting = {row[0]: row[-1] for row in page.table("orders").rows()}
    assert waiting["IT4LIA AI system"] == "Mar 2027 → Dec 2027"
    slider.setSliderDown(False)
    bench.settle()
    assert session.outcome.capacity_ef is not before
    assert [row.months for row in session.plan.of(ChipDelay).values()] == [9]
    for _press in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    bench.settle()
    assert [row.months for row in session.plan.of(ChipDelay).values()] == [6]
    bench.window.edits.undo()
    assert [row.months for row in session.plan.of(ChipDelay).values()] == [9]
    bench.window.edits.undo()
    assert not session.plan.of(ChipDelay)
    bench.settle()
    assert slider.value() == 0


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")
def test_the_next_generation_comes_into_the_catalogue(bench: Bench) -> None:
    bench.window.focus.show("supply")
    bench.settle()
    bench.window.panels.supply.chips.offer_taken.emit("ai_system_large")
    bench.settle()
    plan = bench.workspace.session.plan
    assert plan.get(Template, "ai_system_large-2029").accelerator == "gb200-2029"
    assert plan.get(Accelerator, "gb200-2029").bf16_dense_tflops == 5_000
