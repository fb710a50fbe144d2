# SPDX-License-Identifier: EUPL-1.2
"""Numbers, dates and names as people of each language write and read them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import text
from planner.domain.months import format_month, month_of
from planner.rule_sentences import RULES

SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def plain(words: str) -> str:
    return words.translate(SPACES)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1,234,567.9"), ("de", "1.234.567,9"), ("fr", "1 234 567,9")],
)
def test_a_number_has_the_separators_of_its_language(language: str, words: str) -> None:
    text.set_language(language)
    assert plain(text.number(1_234_567.89, 1)) == words


@pytest.fixture
def abroad() -> Iterator[None]:
    """Go home again after a test that read numbers elsewhere."""
    yield
    text.use_region("")


@pytest.mark.parametrize(
    ("region", "language", "words", "day"),
    [
        ("fi_FI.UTF-8", "en", "1 234,5", "10 Oct 2026"),
        ("de_CH.UTF-8", "de", "1’234.5", "10.10.2026"),
        ("en_US.UTF-8", "en", "1,234.5", "10 Oct 2026"),  # the day stays first, as it is read
        ("C.UTF-8", "en", "1,234.5", "10 Oct 2026"),
    ],
)
@pytest.mark.usefixtures("abroad")
def test_numbers_are_those_of_the_region_in_any_language(
    region: str, language: str, words: str, day: str
) -> None:
    text.use_region(region)
    text.set_language(language)
    assert plain(text.number(1234.5, 1)) == words
    assert text.day_label(date(2026, 10, 10)) == day
    assert text.parse_number(text.number(1234.5, 1)) == 1234.5
    assert text.parse_day(text.day_label(date(2026, 10, 10))) == "2026-10-10"


def test_a_number_has_no_decimals_that_say_nothing() -> None:
    assert text.number(12.50, 3) == "12.5"
    assert text.number(12.0, 3) == "12"
    assert text.fixed(12.0, 2) == "12.00"


@pytest.mark.parametrize("writer", [text.number, text.significant, text.percent])
def test_unknown_is_said_and_never_zero(writer: object) -> None:
    assert callable(writer)
    assert writer(None) == "unknown"
    assert text.fixed(None, 1) == "unknown"


def test_what_rounds_to_zero_has_no_minus_sign() -> None:
    assert text.number(-0.3) == "0"
    assert text.fixed(-0.001, 2) == "0.00"
    assert plain(text.percent(-0.0001)) == "0 %"
    assert text.number(-0.6) == "-1"


@pytest.mark.parametrize(
    ("value", "words"),
    [(1234.5, "1,234"), (123.45, "123"), (12.345, "12.3"), (1.2345, "1.23"), (0.1234, "0.123")],
)
def test_a_figure_keeps_about_three_digits(value: float, words: str) -> None:
    assert text.significant(value) == words


@pytest.mark.parametrize(
    ("language", "words"), [("en", "35.5 %"), ("de", "35,5 %"), ("fr", "35,5 %")]
)
def test_a_share_is_written_as_per_cent(language: str, words: str) -> None:
    text.set_language(language)
    assert plain(text.percent(0.355, 1)) == words


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("en", "1,234.5", 1234.5),
        ("en", " 12.75 ", 12.75),
        ("en", "-3", -3.0),
        ("de", "1.234,5", 1234.5),
        ("de", "12,75", 12.75),
        ("de", "1234,5", 1234.5),
        ("fr", "1 234,5", 1234.5),
        ("fr", "1\N{NO-BREAK SPACE}234,5", 1234.5),
        ("fr", "1\N{NARROW NO-BREAK SPACE}234,5", 1234.5),
        ("fr", "12,75", 12.75),
        ("fr", "12.5", 12.5),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    language: str, typed: str, value: float
) -> None:
    text.set_language(language)
    assert text.parse_number(typed) == value


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "1,5"),
        ("en", "1.234,5"),
        ("de", "1.5"),
        ("fr", "1.234"),
        ("fr", "1 23,5"),
        ("en", ""),
        ("en", "ten"),
        ("en", "1 MW"),
    ],
)
def test_what_could_be_misread_is_not_guessed(language: str, typed: str) -> None:
    text.set_language(language)
    assert text.parse_number(typed) is None


@given(st.sampled_from(text.LANGUAGES), st.floats(-1e9, 1e9))
def test_a_number_to_be_edited_is_read_as_it_is_written(language: str, value: float) -> None:
    text.set_language(language)
    kept = round(value, 3)
    assert text.parse_number(text.plain_number(kept, 3)) == pytest.approx(kept, abs=1e-3)


def test_a_month_is_named_in_its_language() -> None:
    assert text.month_label(month_of(2028, 3)) == "Mar 2028"
    text.set_language("de")
    assert text.month_label(month_of(2028, 3)) == "März 2028"
    assert text.month_label(month_of(2020, 12)) == "Dez. 2020"
    text.set_language("fr")
    assert text.month_label(month_of(2028, 3)) == "mars 2028"
    assert text.month_label(month_of(2020, 12)) == "déc. 2020"


def test_a_day_and_a_moment_are_written_for_people() -> None:
    assert text.day_label(date(2026, 10, 10)) == "10 Oct 2026"
    here = datetime(2026, 10, 10, 8, 5, 9).astimezone()
    assert text.moment_label(here.isoformat()) == "10 Oct 2026, 08:05:09"
    text.set_language("de")
    assert text.moment_label(here.isoformat()) == "10.10.2026, 08:05:09"


def test_states_are_named_in_the_language_chosen_last() -> None:
    assert text.state_name("CZ") == "Czechia"
    text.set_language("de")
    assert text.state_name("CZ") == "Tschechien"
    text.set_language("fr")
    assert text.state_name("CZ") == "Tchéquie"
    assert text.state_name("X9") == "X9"


def test_a_state_has_a_name_in_each_official_language_of_the_union() -> None:
    assert len(text.OFFICIAL_LANGUAGES) == 24
    names = text.state_names("HR")
    assert {"Croatia", "Kroatien", "Hrvaška", "Хърватия", "il-Kroazja", "an Chróit"} <= names
    assert text.state_names("X9") == frozenset()


def test_units_are_written_for_people_and_a_count_has_none() -> None:
    assert text.unit_label("MEUR") == "m€"
    assert text.unit_label("share") == "%"
    assert text.unit_label("MW") == "MW"
    assert text.unit_label("1") == ""
    assert text.unit_label("") == ""


def test_the_language_can_be_switched_while_the_program_runs() -> None:
    assert text.language() == "en"
    assert text.number(None) == "unknown"
    text.set_language("de")
    assert text.language() == "de"
    assert text.number(None) != "unknown"
    text.set_language("en")
    assert text.number(None) == "unknown"


def test_an_unknown_language_falls_back_to_english() -> None:
    text.set_language("de")
    text.set_language("tlh")
    assert text.language() == "en"
    assert text.number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("name", "value", "language"),
    [
        ("LANG", "de_AT.UTF-8", "de"),
        ("LC_ALL", "de_DE.UTF-8", "de"),
        ("LANG", "fr_BE.UTF-8", "fr"),
        ("LANG", "it_IT.UTF-8", "en"),
        ("LANG", "C.UTF-8", "en"),
    ],
)
def test_the_language_of_the_system_is_followed_where_it_is_spoken(
    name: str, value: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert text.system_language() == language


def test_each_language_is_listed_as_its_speakers_call_it() -> None:
    assert [text.own_name(code) for code in text.LANGUAGES] == ["English", "Deutsch", "Français"]


def test_a_marked_sentence_is_kept_and_an_empty_one_stays_empty() -> None:
    assert text.N_("unknown") == "unknown"
    assert text._("") == ""


def test_a_sentence_of_counted_facts_chooses_its_form() -> None:
    said, _article = RULES["EDI-01"]
    assert isinstance(said, text.Counted)
    assert said.said({"count": 1}) == said.one
    assert said.said({"count": 1.5}) == said.many
    text.set_language("fr")
    assert said.said({"count": 0}) == said.said({"count": 1})
    assert "États membres" in said.said({"count": 2})


@pytest.mark.parametrize(("language", "words"), [("en", "A: b"), ("de", "A: b"), ("fr", "A : b")])
def test_a_label_stands_before_a_colon_as_its_language_sets_it(language: str, words: str) -> None:
    text.set_language(language)
    assert plain(text.labelled("A", "b")) == words


def test_a_count_chooses_its_form() -> None:
    assert text.ngettext("{count} edit", "{count} edits", 1) == "{count} edit"
    assert text.ngettext("{count} edit", "{count} edits", 2) == "{count} edits"


@pytest.mark.parametrize(
    ("typed", "day"),
    [("16.10.2026", "2026-10-16"), ("6/1/2026", "2026-01-06"), ("2026-10-16", None), ("1.5", None)],
)
def test_a_day_is_read_day_first(typed: str, day: str | None) -> None:
    assert text.parse_day(typed) == day


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_month_is_read_as_it_is_shown(language: str) -> None:
    text.set_language(language)
    for month in range(month_of(2028), month_of(2029)):
        assert text.parse_month_words(text.month_label(month)) == format_month(month)


@pytest.mark.parametrize(
    ("typed", "month"),
    [("3/2028", "2028-03"), ("03.2028", "2028-03"), ("march 2028", "2028-03"), ("soon 2028", None)],
)
def test_a_month_is_read_in_figures_and_in_words(typed: str, month: str | None) -> None:
    assert text.parse_month_words(typed) == month
