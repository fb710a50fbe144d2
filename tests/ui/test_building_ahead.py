# SPDX-License-Identifier: EUPL-1.2
"""Views are built while nobody does anything, and charts come before all else after an edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.domain.commands import Resize, SetStatus
from planner.domain.records.infrastructure import Status
from planner.text import language, set_language
from tests.ui.benches import JANUARY_2028, MASTER, MID, Bench
from ui.building_ahead import BuildingAhead
from ui.core_views import VIEWS

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    spoken = language()
    yield bench
    set_language(spoken)
    bench.close()


def built(bench: Bench) -> set[str]:
    """Return the views there are."""
    return {*bench.window.panels.built, *bench.window.panels.pages}


def shown(bench: Bench, view: str) -> QWidget:
    """Bring a view to the front and return it."""
    bench.window.focus.show(view)
    bench.settle()
    return bench.window.panels.view(view)


def test_building_goes_on_by_itself_until_every_view_is_there(bench: Bench, qtbot: QtBot) -> None:
    ahead = BuildingAhead(bench.window.panels, quiet_ms=0, breath_ms=0)
    assert built(bench) == {"map"}
    ahead.begin_soon()
    qtbot.waitUntil(lambda: not ahead.is_waiting(), timeout=60_000)
    assert built(bench) >= set(VIEWS)
    assert bench.window.focus.view == "map"


def test_a_view_built_ahead_follows_what_happens_before_it_is_shown(bench: Bench) -> None:
    BuildingAhead(bench.window.panels).build_all()
    key = bench.drop(MID, "HR")
    bench.go_to(JANUARY_2028)
    bench.window.focus.select("measure", key)
    bench.window.look.switch_language()
    bench.window.look.switch_theme()
    bench.settle()
    late = {view: shown(bench, view).grab().toImage() for view in ("findings", "matrix", "ledger")}
    bench.trigger("undo")
    bench.trigger("redo")
    for view in VIEWS:
        assert shown(bench, view).isVisible()
    assert bench.window.panels.board.view.chosen == ""
    for view, picture in late.items():
        ground = picture.pixelColor(picture.width() // 2, picture.height() - 2)
        assert ground.lightnessF() < 0.5, view


def test_after_an_edit_the_charts_in_sight_come_first(bench: Bench, qtbot: QtBot) -> None:
    key = bench.drop(MASTER, "HR")
    bench.window.focus.select()  # the inspector leaves room for one chart only
    bench.settle()
    deck = bench.window.panels.deck
    assert deck is not None
    assert not deck.money.visibleRegion().isEmpty()
    assert deck.people.visibleRegion().isEmpty()
    money, people = (deck.cards().index(card) for card in (deck.money, deck.people))
    tables, figures = bench.tables(), bench.figures()
    size = bench.measures()[key].size or 0.0
    bench.window.edits.execute(Resize(measure=key, size=size + 40), source="test")
    bench.window.edits.execute(SetStatus(measure=key, status=Status.COMMITTED), source="test")
    bench.window.bridge.flush()
    assert bench.tables()[money] != tables[money]
    assert (bench.tables()[people], bench.figures()) == (tables[people], figures)
    qtbot.waitUntil(lambda: bench.figures() != figures)
    assert bench.tables()[people] != tables[people]
