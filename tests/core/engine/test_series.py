# SPDX-License-Identifier: EUPL-1.2
"""Years, stocks, running totals and the largest states."""

import numpy as np
import pytest

from planner.domain.records.infrastructure import CapacityClass
from planner.engine.series import at_month, over_classes, so_far, top_states, year_ends, yearly


def test_a_flow_is_added_up_by_calendar_year() -> None:
    years = yearly(np.arange(180.0))
    assert years.shape == (15,)
    assert years[:2].tolist() == [66, 210]


def test_a_stock_is_read_in_december() -> None:
    assert year_ends(np.arange(180.0))[:2].tolist() == [11, 23]


def test_a_flow_runs_up() -> None:
    assert so_far(np.ones((2, 180)))[:, -1].tolist() == [180, 180]


def test_classes_are_added_only_by_name() -> None:
    array = np.arange(4.0)[None, :, None] * np.ones((1, 4, 180))
    named = over_classes(array, CapacityClass.AVAILABLE, CapacityClass.PLANNED)
    assert named[0, 0] == 2
    assert over_classes(array)[0, 0] == 6


@pytest.mark.parametrize(("month", "value"), [(-5, 0), (7, 7), (500, 179)])
def test_a_month_outside_the_series_is_read_at_its_end(month: int, value: int) -> None:
    assert at_month(np.arange(180.0), month) == value


def test_the_largest_states_come_first_and_nothing_is_lost() -> None:
    array = np.zeros((4, 180))
    array[:3] += np.array([1.0, 3.0, 2.0])[:, None]
    top = top_states(array, ("AT", "DE", "FI"), count=2)
    assert top.states == ("DE", "FI")
    assert top.series[:, 0].tolist() == [3, 2, 1]


def test_equal_states_stand_in_the_order_of_their_codes() -> None:
    top = top_states(np.ones((3, 180)), ("AT", "DE", "FI"), at=5)
    assert top.states == ("AT", "DE", "FI")
    assert not top.series[-1].any()
