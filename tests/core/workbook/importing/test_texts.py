# SPDX-License-Identifier: EUPL-1.2
"""A column of texts is read at a glance where it can be, and then as one cell after the other."""

import pytest

from planner.domain.records.infrastructure import System
from planner.domain.schema import Field, Type
from planner.incoming import Cell
from planner.workbook.importing.readers import Texts

NOTES = System.KIND.field("notes")
SHORT = Field(name="s", value_type=Type.TEXT, label="S", max_length=5)


@pytest.mark.parametrize(
    "cells",
    [
        ["LUMI", "  Leonardo ", "", "-", "n/a", "k.A.", "unknown", "--", "7", "=1+1"],
        ["a name that is longer than any word for not knowing", "N/A"],
        [],
    ],
)
def test_plain_texts_say_together_what_each_says_alone(cells: list[Cell]) -> None:
    reader = Texts(NOTES)
    assert reader.plain(cells) == [reader(cell) for cell in cells]


@pytest.mark.parametrize("odd", ["K\u00f6ln", "two\r\nlines", 7.0, "a\u200bb"])
def test_where_there_is_more_to_a_text_each_is_read_alone(odd: Cell) -> None:
    assert Texts(NOTES).plain(["LUMI", odd]) is None


def test_a_text_that_is_too_long_is_not_passed_over() -> None:
    assert Texts(SHORT).plain(["1234", " 12345 "]) == ["1234", "12345"]
    assert Texts(SHORT).plain(["1234", "123456"]) is None
