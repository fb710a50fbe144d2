# SPDX-License-Identifier: EUPL-1.2
"""Weeks by machine as bars: what they say as a table, under the mouse, and in a file."""

import math
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.charts.card import ChartCard
from ui.charts.training import TrainingChart
from ui.charts.values import WeekBar, WeekBars
from ui.theme import load_theme


def bars(**values: object) -> WeekBars:
    given = {
        "title": "Training time",
        "unit": "weeks",
        "source": "formula",
        "as_of": "10 October 2026",
        "summary": "JUPITER takes 0.3 weeks.",
        "bars": (
            WeekBar("jupiter", "JUPITER", 0.298, detail="11 768 superchips"),
            WeekBar("new", "A new machine", 2.5, planned=True, detail="planned"),
            WeekBar("small", "MeluXina", 27.8),
        ),
        "baseline": 1.52,
        "baseline_label": "January 2024: 1.52 weeks (LUMI)",
        **values,
    }
    return WeekBars(**given)  # type: ignore[arg-type]  # builder


@pytest.fixture
def card(qtbot: QtBot) -> ChartCard[WeekBars]:
    theme = load_theme("light")
    card = ChartCard(TrainingChart(theme), theme)
    qtbot.addWidget(card)
    card.resize(400, 320)
    card.set_values(bars())
    return card


def test_the_table_names_each_machine_and_january_2024_last(card: ChartCard[WeekBars]) -> None:
    table = card.chart().table()
    assert table is not None
    assert table.rows == ("JUPITER", "A new machine", "MeluXina", "January 2024: 1.52 weeks (LUMI)")
    assert table.cells[:, 0].tolist() == [0.298, 2.5, 27.8, 1.52]


def test_under_the_mouse_a_bar_says_what_it_rests_on(card: ChartCard[WeekBars]) -> None:
    chart = card.chart()
    assert isinstance(chart, TrainingChart)
    chart.resize(400, 240)
    first = chart.bar_at(3)
    assert first is not None
    assert first.detail == "11 768 superchips"
    assert chart.bar_at(239) is None


@pytest.mark.parametrize("values", [bars(), bars(bars=(), baseline=math.nan)])
def test_it_paints_with_and_without_machines(card: ChartCard[WeekBars], values: WeekBars) -> None:
    card.set_values(values)
    card.set_ghost(bars(bars=(WeekBar("jupiter", "JUPITER", 0.15),)))
    assert not card.grab().isNull()


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf", "csv"])
def test_it_is_exported_like_every_chart(
    card: ChartCard[WeekBars], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"training.{suffix}"
    card.export_to(path)
    assert path.stat().st_size > 0


def test_a_screen_reader_hears_the_sentence(card: ChartCard[WeekBars]) -> None:
    assert card.chart().accessibleDescription() == "JUPITER takes 0.3 weeks."
