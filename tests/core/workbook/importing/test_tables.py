# SPDX-License-Identifier: EUPL-1.2
"""The header and the data are found in a sheet; every other row is listed with its reason."""

import pytest

from planner.incoming import Cell, Grid, Place
from planner.intake import Choices, Left, Table
from planner.workbook.importing.tables import table_of

KNOWN = {"name", "state", "cost", "eu", "status"}


def _knows(header: str) -> bool:
    return header.casefold() in KNOWN


def _table(
    *rows: list[Cell], merged: tuple[tuple[Place, Place], ...] = (), **choices: object
) -> Table:
    grid = Grid(name="S", rows=list(rows), merged=merged)
    return table_of(grid, Choices(**choices), _knows)  # type: ignore[arg-type]  # choices by name


def test_a_title_and_blank_rows_stand_before_the_header() -> None:
    found = _table(
        ["All our plans", "", ""], ["", "", ""], ["Name", "State", "Cost"], ["a", "b", 1.0]
    )
    assert (found.header, found.rows) == ((2,), (3,))


def test_a_table_of_texts_alone_is_known_by_its_words() -> None:
    found = _table(["x", "y", "z"], ["Name", "State", "Status"], ["a", "b", "c"])
    assert found.header == (1,)


def test_two_rows_of_headers_are_joined() -> None:
    found = _table(
        ["Name", "Cost", ""],
        ["", "EU", "State"],
        ["a", 1.0, 2.0],
        merged=(((0, 1), (0, 2)), ((0, 0), (1, 0))),
    )
    assert found.header == (0, 1)
    assert [column.header for column in found.columns] == ["Name", "Cost · EU", "Cost · State"]


def test_a_row_of_units_belongs_to_the_header() -> None:
    found = _table(["Name", "Cost"], ["", "Mio. €"], ["a", 1.0])
    assert found.header == (0, 1)
    assert found.columns[1].unit == "mio. €"


def test_years_may_head_columns() -> None:
    found = _table(["Name", 2026.0, 2027.0], ["a", 1.0, 2.0])
    assert [column.header for column in found.columns] == ["Name", "2026", "2027"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["Summe", "", 3.0], Left.TOTAL),
        (["Gesamt:", "", "3,0"], Left.TOTAL),
        (["", "Total général", 3.0], Left.TOTAL),
        (["Zwischensumme Bund", "", 3.0], Left.SUBTOTAL),
        (["Sub-total", "", 3.0], Left.SUBTOTAL),
        (["Deutschland", "", ""], Left.HEADING),
        (["* including overheads", "", ""], Left.NOTE),
        (["Quelle: eigene Daten", "", ""], Left.NOTE),
        (["Name", "State", "Cost"], Left.HEADER),
    ],
)
def test_a_row_that_is_no_data_is_left_out(row: list[Cell], why: Left) -> None:
    found = _table(["Name", "State", "Cost"], ["a", "b", 1.0], row, ["c", "d", 2.0])
    assert found.rows == (1, 3)
    assert [(left.row, left.why) for left in found.left_out] == [(2, why)]


@pytest.mark.parametrize("name", ["Totalenergies Park", "Summer School", "Gesamtschule Köln"])
def test_a_name_that_starts_like_a_total_is_data(name: str) -> None:
    found = _table(["Name", "State", "Cost"], [name, "b", 1.0])
    assert found.rows == (1,)


def test_a_row_left_out_can_be_taken_in_all_the_same() -> None:
    rows: tuple[list[Cell], ...] = (["Name", "State", "Cost"], ["Total", "", 3.0], ["a", "b", 1.0])
    assert _table(*rows).rows == (2,)
    assert _table(*rows, included=frozenset({1})).rows == (1, 2)


def test_the_header_can_be_chosen() -> None:
    found = _table(["a", "b"], ["c", "d"], ["e", "f"], header=(1,))
    assert (found.header, found.rows) == ((1,), (2,))


def test_columns_without_header_and_values_are_none() -> None:
    found = _table(["Name", "", "State"], ["a", "", "b"])
    assert [column.index for column in found.columns] == [0, 2]
