# SPDX-License-Identifier: EUPL-1.2
"""Values and tables of charts: what is grouped, refused, and marked on an axis."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.charts.builders import a_stack, from_month, some_bars, some_lines
from ui.charts.tables import bar_table, line_table, stack_table
from ui.charts.ticks import bar_marks, month_marks, peak, value_marks
from ui.charts.values import Band, group_bands

TEN_STATES = [f"S{number}" for number in range(10)]


def test_the_seven_largest_groups_keep_their_name_and_the_rest_are_added_up() -> None:
    amounts = np.array([from_month(0, 10.0 - rank) for rank in range(10)])

    running, planned = group_bands(TEN_STATES, amounts, amounts * 0, others="Others")

    assert [band.label for band in running] == [*TEN_STATES[:7], "Others"]
    assert running[-1].values[0] == 3 + 2 + 1
    assert [band.label for band in planned] == [band.label for band in running]


def test_grouping_loses_nothing() -> None:
    amounts = np.random.default_rng(1).random((27, 180))

    running, _planned = group_bands(
        [str(row) for row in range(27)], amounts, amounts, others="Others"
    )

    assert np.allclose(sum(band.values for band in running), amounts.sum(axis=0))


def test_a_given_order_keeps_colours_while_sizes_change() -> None:
    small_first = np.array([from_month(0, 1.0), from_month(0, 9.0)])

    running, _planned = group_bands(
        ["DE", "FR"], small_first, small_first * 0, others="Others", order=["DE", "FR"]
    )

    assert [(band.label, band.colour_index) for band in running] == [("DE", 0), ("FR", 1)]


def test_a_band_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="180 values expected"):
        Band("DE", np.zeros(12), 0)


def test_a_band_with_an_unknown_value_is_refused_because_a_stack_cannot_show_it() -> None:
    with pytest.raises(ValueError, match="must be known"):
        Band("DE", np.full(180, np.nan), 0)


def test_planned_is_never_part_of_what_runs() -> None:
    stack = a_stack(running=(("DE", 60.0),), planned=(("DE", 20.0),))

    assert stack.running_total()[-1] == 60
    assert stack.total()[-1] == 80


def test_a_bar_exactly_at_its_envelope_is_not_over() -> None:
    assert not some_bars(union=130.0, envelope=250.0).over().any()
    assert some_bars(union=131.0, envelope=250.0).over().all()


def test_a_year_without_envelope_is_never_over() -> None:
    assert not some_bars(envelope=math.nan).over().any()
    assert not some_bars(envelope=None).over().any()


@given(st.floats(min_value=1e-6, max_value=1e12), st.integers(min_value=3, max_value=6))
def test_value_marks_start_at_zero_and_hold_the_peak(top: float, count: int) -> None:
    marks = value_marks(top, count)

    assert marks.positions[0] == 0
    assert marks.positions[-1] >= top * (1 - 1e-6)
    assert len(marks.positions) <= count + 1
    assert len(set(marks.labels)) == len(marks.labels)


def test_an_empty_chart_still_has_an_axis_from_zero() -> None:
    assert value_marks(0.0, 4).positions[0] == 0
    assert value_marks(math.nan, 4).positions[-1] > 0


def test_time_marks_show_fewer_years_where_room_is_short() -> None:
    wide = month_marks(0, 179, room=900, width=lambda label: 7 * len(label))
    narrow = month_marks(0, 179, room=300, width=lambda label: 7 * len(label))

    assert wide.labels[:3] == ("2022", "2023", "2024")
    assert narrow.labels[:3] == ("2022", "2024", "2026")


def test_a_year_stands_where_it_begins() -> None:
    marks = month_marks(0, 179, room=900, width=lambda label: 7 * len(label))

    assert marks.positions[marks.labels.index("2026")] == 59


def test_zoomed_in_time_marks_name_months() -> None:
    marks = month_marks(60, 72, room=400, width=lambda label: 7 * len(label))

    assert "Mar 2026" in marks.labels


def test_bars_are_labelled_under_their_year() -> None:
    marks = bar_marks(15, room=900, width=lambda label: 7 * len(label))

    assert marks.labels[0] == "2021"
    assert marks.positions[0] == 0


def test_the_peak_of_a_window_ignores_what_lies_outside_and_what_is_unknown() -> None:
    series = np.array([9.0, 1.0, np.nan, 2.0, 8.0])

    assert peak(series, None, first=1, last=3) == 2


def test_the_twin_of_a_stack_says_running_and_planned_apart() -> None:
    table = stack_table(a_stack(ghost=90.0))

    assert table.columns == (
        "Running, total",
        "Planned, total",
        "DE, running",
        "FR, running",
        "DE, planned",
        "FR, planned",
        "Reference",
    )
    assert table.rows[0] == "2021"
    assert table.cells[-1].tolist() == [100, 50, 60, 40, 20, 30, 90]


def test_the_twin_in_months_has_a_row_for_every_month() -> None:
    table = stack_table(a_stack(), "months")

    assert len(table.rows) == 180
    assert table.rows[60] == "Jan 2026"
    assert table.cells[59, 0] == 0
    assert table.cells[60, 0] == 100


def test_the_twin_of_bars_has_the_total_and_the_envelope() -> None:
    table = bar_table(some_bars())

    assert table.columns == ("Total", "Union", "States", "Planned, planned", "Ceiling")
    assert table.cells[0].tolist() == [220, 100, 80, 40, 250]


def test_the_twin_of_lines_keeps_what_is_unknown_unknown() -> None:
    table = line_table(some_lines())

    assert math.isnan(table.cells[0, 1])
    assert table.cells[-1, 1] == 800
