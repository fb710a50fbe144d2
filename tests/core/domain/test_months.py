# SPDX-License-Identifier: EUPL-1.2
"""Months as the plan counts them, and as files write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import DomainError
from planner.domain.months import format_month, month_at, month_of, parse_month, year_of


def test_january_2021_is_month_zero() -> None:
    assert month_of(2021) == 0
    assert month_of(2028, 3) == 86
    assert month_of(2020, 12) == -1


def test_a_date_lies_in_its_month() -> None:
    assert month_at(date(2028, 2, 29)) == month_of(2028, 2)


def test_a_bare_year_means_its_january() -> None:
    assert parse_month(" 2028 ") == month_of(2028)


@given(st.integers(-372, 479))
def test_a_month_is_read_as_it_is_written(month: int) -> None:
    assert parse_month(format_month(month)) == month
    assert format_month(month).startswith(f"{year_of(month)}-")


@pytest.mark.parametrize("words", ["", "2028-13", "2028-00", "28-01", "Jan 2028", "2028-01-05"])
def test_anything_else_is_not_a_month(words: str) -> None:
    with pytest.raises(DomainError, match="not_a_month"):
        parse_month(words)
