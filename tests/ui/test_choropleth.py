# SPDX-License-Identifier: EUPL-1.2
"""The map wears every figure, at every month, standing still or in play."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from planner.domain.months import month_of
from planner.domain.records.geography import State
from planner.engine.derivations import About, derived
from tests.ui.benches import JANUARY_2028, MASTER, MID, Bench
from ui.presenting.map_more import MORE_FIGURES, more_choropleth
from ui.presenting.map_values import FIGURES, choropleth
from ui.presenting.provenance_values import map_code
from ui.presenting.reach_values import REACH_FIGURES

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

ALL = {**FIGURES, **REACH_FIGURES}
DECEMBER_2032 = month_of(2032, 12)


@pytest.fixture(scope="module")
def planned(standing_bench: Bench) -> Bench:
    """Return a window on a plan that gives Croatia a machine and students."""
    standing_bench.restore()
    for template in (MID, MASTER):
        standing_bench.drop(template, "HR")
    return standing_bench


@pytest.fixture
def bench(planned: Bench) -> Bench:
    planned.go_to(JANUARY_2028)
    planned.view("map")
    return planned


def words_of(figure: str) -> str:
    """Return what a figure of the map is called."""
    found = ALL[figure]
    return found if isinstance(found, str) else found.label


def title_of(figure: str) -> str:
    """Return how the map says a figure in full."""
    reach_titles = {"unmet": "Unmet demand", "served": "Hours used per million inhabitants"}
    return reach_titles[figure] if figure in REACH_FIGURES else FIGURES[figure].title


def choose(bench: Bench, figure: str) -> None:
    """Click the words of a figure above the map."""
    buttons = bench.window.panels.map.findChildren(QRadioButton)
    words = next(button for button in buttons if button.text() == words_of(figure))
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    bench.settle()


def told(bench: Bench) -> dict[str, str]:
    """Return what the map says of every state."""
    states = bench.workspace.session.plan.table("state")
    return {state: bench.window.panels.map.view.describe(state) for state in states}


@pytest.mark.parametrize("figure", sorted(ALL))
def test_every_figure_is_named_for_every_state_and_follows_the_month(
    bench: Bench, figure: str
) -> None:
    choose(bench, figure)
    now = told(bench)
    assert len(now) == 40
    assert all(title_of(figure) in words for words in now.values())
    bench.go_to(DECEMBER_2032)
    bench.settle()
    assert told(bench) != now


@pytest.mark.parametrize("figure", sorted(ALL))
def test_every_figure_moves_while_time_plays(bench: Bench, figure: str) -> None:
    choose(bench, figure)
    bench.go_to(month_of(2029, 1))
    bench.settle()
    scrubber = bench.window.panels.scrubber
    scrubber.toggle_play()
    first = told(bench)
    for _strike in range(24):
        scrubber.findChild(QTimer).timeout.emit()
        bench.settle()
        if told(bench) != first:
            break
    scrubber.toggle_play()
    assert told(bench) != first


@pytest.mark.parametrize("base", ["people", "gdp"])
def test_a_figure_over_a_base_is_the_figure_divided_by_it_and_opens_its_parts(
    bench: Bench, base: str
) -> None:
    choose(bench, "capacity")
    pane, plan = bench.window.panels.map, bench.workspace.session.plan
    pane.variant_chosen.emit(base)
    bench.settle()
    assert all("per " in words for words in told(bench).values())
    outcome = bench.workspace.session.outcome
    germany = plan.get(State, "DE")
    over = germany.population_m if base == "people" else germany.gdp_beur
    row = outcome.row("DE")
    whole = float(outcome.capacity_ef[row, :, JANUARY_2028].sum())
    shown = choropleth(plan, outcome, "capacity", base, month=JANUARY_2028, as_of="today")
    assert over
    assert shown.by_state()["DE"].value == pytest.approx(whole / over)
    assert shown.by_state()["DE"].text in told(bench)["DE"]
    figure = derived(plan, outcome, About("state", "DE", map_code("capacity", base), JANUARY_2028))
    assert figure is not None
    assert figure.value == pytest.approx(whole / over)
    assert {given.field for given in figure.inputs} == {
        "capacity_ef",
        "population_m" if base == "people" else "gdp_beur",
    }
    pane.variant_chosen.emit("")
    bench.settle()
    assert not any("per " in words for words in told(bench).values())


@pytest.mark.parametrize("figure", sorted(MORE_FIGURES))
def test_a_further_figure_is_that_of_the_state_that_opens_its_parts(
    bench: Bench, figure: str
) -> None:
    session = bench.workspace.session
    shown = more_choropleth(session.plan, session.outcome, figure, month=JANUARY_2028, as_of="now")
    about = About("state", "DE", map_code(figure, ""), JANUARY_2028)
    found = derived(session.plan, session.outcome, about)
    assert found is not None
    assert shown.by_state()["DE"].value == pytest.approx(found.value)


def test_a_further_figure_is_chosen_in_the_menu_and_said_of_every_state(bench: Bench) -> None:
    pane = bench.window.panels.map
    pane._more.choose("industrial_electricity_eur_per_mwh")
    bench.settle()
    assert all("Electricity price" in words for words in told(bench).values())
    assert pane._figures.current() == ""
    choose(bench, "capacity")
    assert pane._more.current() == "capacity"
