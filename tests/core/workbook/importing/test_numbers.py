# SPDX-License-Identifier: EUPL-1.2
"""Numbers, units and dates are read as people write them, and never guessed cell by cell."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.months import month_of
from planner.domain.records import SCHEMA
from planner.workbook.importing.numbers import (
    day_of,
    decimal_votes,
    is_unknown,
    mark_of,
    month_in,
    number_of,
    split_amount,
)
from planner.workbook.importing.readers import Numbers, Way
from planner.workbook.importing.units import factor, unit_in, without_unit


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [
        ("129,00 Mio. €", "129,00", "Mio. €"),
        ("€ 129", "129", "€"),
        ("T€ 70", "70", "T€"),
        ("1\u202f234,5", "1234,5", ""),
        ("1'234.5", "1234.5", ""),
        ("12 %", "12", "%"),
        ("\u22125", "-5", ""),
        ("(5)", "-5", ""),
        ("1e5", "1e5", ""),
        ("n/a", "", ""),
        ("\u00bd", "", ""),
    ],
)
def test_an_amount_is_taken_apart(text: str, digits: str, unit: str) -> None:
    assert split_amount(text) == (digits, unit)


@pytest.mark.parametrize(
    ("digits", "mark"),
    [
        ("1.234,50", ","),
        ("1,234.50", "."),
        ("12,5", ","),
        ("12.5", "."),
        ("0,350", ","),
        ("1.234.567", ","),
        ("1,234,567", "."),
        ("1.290", "?"),
        ("1,290", "?"),
        ("70", ""),
    ],
)
def test_digits_prove_a_decimal_mark_or_none(digits: str, mark: str) -> None:
    assert mark_of(digits) == mark


def test_digits_that_do_not_fit_the_mark_are_no_number() -> None:
    assert number_of("1.290", ",") == 1_290
    assert number_of("1.290", ".") == 1.29
    assert number_of("129,00", ".") is None
    assert number_of("1.2.3", ".") is None
    assert number_of("0.350", ",") is None


def test_votes_tell_proof_from_doubt() -> None:
    votes = decimal_votes(["12,5", "1.290", "n/a", "70"])
    assert votes == {",": ["12,5"], ".": [], "?": ["1.290"]}


@pytest.mark.parametrize("word", ["n/a", "N/A", "k.A.", "k. A.", "tbd", "unbekannt", "…", "n.c."])
def test_words_for_not_knowing_are_known(word: str) -> None:
    assert is_unknown(word)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-03-15", date(2027, 3, 15)),
        ("15.03.2027", date(2027, 3, 15)),
        ("03/04/2027", date(2027, 4, 3)),
        ("Dez. 2024", date(2024, 12, 1)),
        ("15. März 2027", date(2027, 3, 15)),
        ("décembre 2023", date(2023, 12, 1)),
        ("Q3 2028", date(2028, 7, 1)),
        ("3. Quartal 2028", date(2028, 7, 1)),
        ("06/2022", date(2022, 6, 1)),
        ("2028", date(2028, 1, 1)),
        (2028.0, date(2028, 1, 1)),
        (46023.0, date(2026, 1, 1)),
        ("46023", date(2026, 1, 1)),
        (date(2027, 3, 15), date(2027, 3, 15)),
        (datetime.fromisoformat("2027-03-15T08:00"), date(2027, 3, 15)),
        ("30.02.2026", None),
        ("soon", None),
        (True, None),
        (12.0, None),
    ],
)
def test_a_date_is_read_in_all_its_forms(cell: object, day: date | None) -> None:
    assert day_of(cell, "dmy") == day  # type: ignore[arg-type]  # cells hold anything


def test_the_order_of_a_date_is_the_one_chosen() -> None:
    assert month_in("03/04/2027", "dmy") == month_of(2027, 4)
    assert month_in("03/04/2027", "mdy") == month_of(2027, 3)


@pytest.mark.parametrize(
    ("header", "unit", "rest"),
    [
        ("Kosten (Mio. €)", "mio. €", "Kosten"),
        ("EU-Anteil in T€", "t€", "EU-Anteil"),
        ("Leistung [MW]", "mw", "Leistung"),
        ("Budget Mio. €", "mio. €", "Budget"),
        ("Cost (tis. EUR)", "tis. eur", "Cost"),
        ("Coût total (k€)", "k€", "Coût total"),
        ("union_eur", "€", "union"),
        ("Anteil %", "%", "Anteil"),
        ("Awarded (node-h)", "node-h", "Awarded"),
        ("Name (kurz)", "", "Name (kurz)"),
        ("Betrag (Doppelmillionen EUR)", "", "Betrag (Doppelmillionen EUR)"),
        ("Anzahl GPUs", "", "Anzahl GPUs"),
    ],
)
def test_a_header_says_its_unit(header: str, unit: str, rest: str) -> None:
    assert (unit_in(header), without_unit(header)) == (unit, rest)


@pytest.mark.parametrize(
    ("unit", "kept", "worth"),
    [
        ("T€", "MEUR", 0.001),
        ("k€", "MEUR", 0.001),
        ("Mio. €", "MEUR", 1.0),
        ("Mrd. €", "MEUR", 1_000.0),
        ("€", "MEUR", 1e-6),
        ("m€", "bn EUR", 0.001),
        ("kW", "MW", 0.001),
        ("%", "share", 0.01),
        ("share", "%", 100.0),
        ("years", "months", 12.0),
        ("TB", "PB", 0.001),
        ("Mio. h", "h", 1e6),
    ],
)
def test_a_unit_is_worth_so_much_of_the_fields_unit(unit: str, kept: str, worth: float) -> None:
    assert factor(unit, kept) == pytest.approx(worth)


@pytest.mark.parametrize(("unit", "kept"), [("MW", "MEUR"), ("node-h", "h"), ("", "MEUR")])
def test_units_of_other_things_are_not_converted(unit: str, kept: str) -> None:
    assert factor(unit, kept) is None


@given(
    st.lists(st.floats(min_value=-1e9, max_value=1e9), min_size=1, max_size=20),
    st.sampled_from(["cost_meur", "power_mw", "storage_pb"]),
    st.sampled_from([1.0, 0.001, 1e-6]),
)
def test_a_column_of_bare_numbers_is_read_as_its_cells_are(
    cells: list[float], name: str, scale: float
) -> None:
    reader = Numbers(SCHEMA.kind("system").field(name), scale, Way())
    column = reader.plain(cells)
    assert column is None or column == [reader(cell) for cell in cells]
