# SPDX-License-Identifier: EUPL-1.2
"""Sentences, numbers and dates in the reader's language, for window and command line alike.

Catalogues are standard gettext `.po` files below `resources/locale`; the compiled `.mo` is used
when it was built, else the `.po` is compiled in memory. The current language is process-wide and
may change at run time: whoever shows a sentence asks again.
"""

import gettext
import io
import math
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import (
    NumberFormatError,
    NumberPattern,
    format_decimal,
    format_percent,
    get_group_symbol,
    parse_decimal,
    parse_pattern,
)

from planner import paths

LANGUAGES = ("en", "de", "fr")
_OWN_NAMES = {"en": "English", "de": "Deutsch", "fr": "Français"}  # CLDR would load all three
OFFICIAL_LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
    "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
"""Those of the Union; states are found by their names in any of them."""
FIRST_YEAR = 2021
_DOMAIN = "planner"
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)\s(?=\d)")
_DAY_NAMED = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?\s+(\d{4})")
_MONTH_NAMED = re.compile(r"([^\W\d_]+)\.?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})")
_REGION = re.compile(r"[a-z]{2,3}[_-]([A-Z]{2})\b")
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_POINT_OF_THOUSANDS = re.compile(r"\.\d{3}$")


class _Current:
    """The language in use; module state because gettext's `_` takes no argument."""

    translations: gettext.NullTranslations = gettext.NullTranslations()
    locale: Locale = Locale("en", "GB")
    language: str = "en"
    region: str = ""


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for "mark, do not translate"
    """Mark a constant for extraction; translate it with `_` where it is shown."""
    return message


def _(message: str) -> str:
    """Translate a sentence into the current language."""
    return _Current.translations.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that depends on a count."""
    return _Current.translations.ngettext(singular, plural, count)


class Counted(NamedTuple):
    """A sentence that depends on how many there are of one of its facts; extracted as a plural."""

    fact: str
    one: str
    many: str

    def said(self, facts: Mapping[str, Any]) -> str:
        """Translate the form that the fact asks for; a part counts as a whole."""
        return ngettext(self.one, self.many, math.ceil(abs(facts[self.fact])))


def labelled(label: object, words: object) -> str:
    """Put a label before what it is of; French leaves a space before the colon, others none."""
    return _("{label}: {words}").format(label=label, words=words)


def sentence_case(words: str) -> str:
    """Return words as they begin a line: with a capital; what follows is left as it is.

    >>> sentence_case("master cohort of AI"), sentence_case("")
    ('Master cohort of AI', '')
    """
    return words[:1].upper() + words[1:]


def language() -> str:
    """Return the code of the current language, one of `LANGUAGES`."""
    return _Current.language


def set_language(code: str) -> None:
    """Switch every later sentence to `code`; unknown codes fall back to English."""
    known = code if code in LANGUAGES else "en"
    _Current.language = known
    _Current.locale = _locale_of(known, _Current.region)
    _Current.translations = catalogue(known)


def use_region(name: str) -> None:
    """Write numbers and days as they are written in a region, named like `fi_FI.UTF-8`.

    It holds from the next `set_language` on. Where a region does not put the day first, as typed
    days are read, or writes nothing of its own in the language, the language alone decides.
    """
    found = _REGION.match(name)
    _Current.region = found[1] if found else ""


def system_region() -> str:
    """Return the region of the environment for numbers, empty if it names none."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_NUMERIC", "LANG"))
    return next((value for value in named if value), "")


def locale_name() -> str:
    """Return language and region in use, as `de_AT`; for whoever formats numbers while typing."""
    return str(_Current.locale)


def _locale_of(code: str, region: str) -> Locale:
    usual = Locale(code, "GB" if code == "en" else None)
    if not region:
        return usual
    try:
        found = Locale(code, region)
    except UnknownLocaleError:
        return usual
    return found if found.date_formats["short"].pattern.startswith("d") else usual


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for the length of a block, and then the one before again."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def speak(translations: gettext.NullTranslations) -> None:
    """Take the words from another catalogue and leave the rest; how long words are tried."""
    _Current.translations = translations


def system_language() -> str:
    """Return the language of the environment if it is supported, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the sentences of a language, whichever is spoken now; they are read once."""
    if code == "en":
        return gettext.NullTranslations()
    folder = paths.resource("locale", code, "LC_MESSAGES")
    compiled = folder / f"{_DOMAIN}.mo"
    source = folder / f"{_DOMAIN}.po"
    if compiled.exists():
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    buffer = io.BytesIO()
    with source.open("rb") as stream:
        write_mo(buffer, read_po(stream, locale=code))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def _signless_zero(value: float, digits: int) -> float:
    """Keep what rounds to zero from being written with a minus sign."""
    return value if round(value, digits) else 0.0


@lru_cache(maxsize=4096)
def _decimal(value: float, pattern: str, locale: Locale) -> str:
    """Format a number; most of those on screen are what they were before the last edit."""
    return str(format_decimal(value, format=_parsed(pattern), locale=locale))


@lru_cache(maxsize=4096)
def _percentage(share: float, pattern: str, locale: Locale) -> str:
    return str(format_percent(share, format=_parsed(pattern), locale=locale))


@lru_cache(maxsize=64)
def _parsed(pattern: str) -> NumberPattern:
    """Read a pattern once: there are a dozen, and it takes as long as formatting a number."""
    return parse_pattern(pattern)


def number(value: float | None, digits: int = 0) -> str:
    """Format a number with up to `digits` decimals; unknown is said, never zero."""
    if value is None:
        return _("unknown")
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    shown = _signless_zero(value, digits)
    return _decimal(shown, pattern, _Current.locale)


def fixed(value: float | None, digits: int) -> str:
    """Format a number with exactly `digits` decimals, for columns that line up."""
    if value is None:
        return _("unknown")
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    shown = _signless_zero(value, digits)
    return _decimal(shown, pattern, _Current.locale)


def significant(value: float | None, digits: int = 3) -> str:
    """Format a number to about `digits` significant figures, never in exponent form."""
    if value is None:
        return _("unknown")
    if value == 0:
        return number(value)
    magnitude = math.floor(math.log10(abs(value))) + 1
    return number(value, max(0, digits - magnitude))


def whole(value: float | None) -> str:
    """Format what comes in whole pieces, such as people; only less than one has a decimal.

    >>> whole(42.5), whole(0.25)
    ('42', '0.2')
    """
    return number(value, 0 if value is None or abs(value) >= 1 else 1)


def of_unit(value: float | None, unit: str, digits: int = 3) -> str:
    """Format a number of a declared unit: from ten on, what is counted has no decimals."""
    is_counted = unit in _COUNTED and value is not None and abs(value) >= _FEW
    return number(value) if is_counted else significant(value, digits)


def percent(share: float | None, digits: int = 0) -> str:
    """Format a fraction between 0 and 1 as a percentage."""
    if share is None:
        return _("unknown")
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + " %"
    return _percentage(_signless_zero(share, digits + 2), pattern, _Current.locale)


def plain_number(value: float, digits: int) -> str:
    """Write a number to be edited: the locale's decimal mark, no grouping, no trailing zeros."""
    pattern = "0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_Current.locale))


def parse_number(text: str) -> float | None:
    """Read a number as people of the current language write it; `None` if it is not one.

    Where thousands are set apart by a space, any space does, as no keyboard has the narrow one of
    CLDR; a point before three digits is refused there, because people elsewhere mean thousands.
    """
    typed, group = text.strip(), get_group_symbol(_Current.locale)
    if group.isspace():
        typed = _SPACE_IN_NUMBER.sub(group, typed)
        if _POINT_OF_THOUSANDS.search(typed):
            return None
    try:
        return float(parse_decimal(typed, locale=_Current.locale, strict=True))
    except NumberFormatError:
        return None


def parse_day(text: str) -> str | None:
    """Read a day written day first, as 16.10.2026 or 16 Oct 2026; `None` if it is not one.

    All three languages put the day first; whether there is such a day is for the field to say.
    """
    found = _DAY_FIRST.fullmatch(text.strip())
    if found is not None:
        return f"{found[4]}-{found[3]:0>2}-{found[1]:0>2}"
    named = _DAY_NAMED.fullmatch(text.strip())
    month = None if named is None else _month_number(_Current.locale, named[2].casefold())
    return None if named is None or month is None else f"{named[3]}-{month:02}-{named[1]:0>2}"


def parse_month_words(text: str) -> str | None:
    """Read a month as 10/2026, 10.2026 or Oct 2026; `None` if it is not one.

    Whether there is such a month is for the field to say.
    """
    found = _MONTH_FIRST.fullmatch(text.strip())
    if found is not None:
        return f"{found[2]}-{found[1]:0>2}"
    named = _MONTH_NAMED.fullmatch(text.strip())
    month = None if named is None else _month_number(_Current.locale, named[1].casefold())
    return None if named is None or month is None else f"{named[2]}-{month:02}"


def _month_number(locale: Locale, name: str) -> int | None:
    """Return the number of a month by its name, in full or as CLDR shortens it."""
    widths = (locale.months["format"][width] for width in ("abbreviated", "wide"))
    names = ((number, words) for width in widths for number, words in width.items())
    return next((number for number, words in names if words.rstrip(".").casefold() == name), None)


_FEW = 10
_COUNTED = frozenset({"1", "FTE", "people"})
_UNITS = {
    "1": "",
    "ratio": "",
    "share": "%",
    "MEUR": "m€",
    "MEUR/year": N_("m€ a year"),
    "MEUR/month": N_("m€ a month"),
    "bn EUR": N_("bn €"),
    "thousand EUR": N_("thousand €"),
    "EUR": "€",
    "EUR/MWh": "€/MWh",
    "EUR/h": "€/h",
    "million": N_("million"),
    "thousand": N_("thousand"),
    "thousand FTE": N_("thousand FTE"),
    "FTE": N_("FTE"),
    "months": N_("months"),
    "year": "",
    "% of GDP": N_("% of GDP"),
}


def unit_label(unit: str) -> str:
    """Return how a declared unit is written for people; nothing for a bare count."""
    return _(_UNITS.get(unit, unit))


def month_label(index: int) -> str:
    """Name the month with index 0 = January 2021, as `Mar 2028`."""
    return _month_words(_Current.locale, index)


@lru_cache(maxsize=1_000)  # a table of bars or orders names the same few months thousands of times
def _month_words(locale: Locale, index: int) -> str:
    year, month = divmod(index, 12)
    return str(format_skeleton("yMMM", date(FIRST_YEAR + year, month + 1, 1), locale=locale))


def day_label(day: date) -> str:
    """Write a date as `10 Oct 2026`."""
    return _day_words(_Current.locale, day)


@lru_cache(maxsize=1_000)
def _day_words(locale: Locale, day: date) -> str:
    return str(format_date(day, format="medium", locale=locale))


def moment_label(iso: str) -> str:
    """Write a moment given in UTC, ISO 8601, in the time of this machine."""
    local = datetime.fromisoformat(iso).astimezone()
    return f"{day_label(local.date())}, {local:%H:%M:%S}"


def own_name(code: str) -> str:
    """Name a language of the program as those who speak it do, for a list to choose from."""
    return _OWN_NAMES[code]


def language_name(code: str) -> str:
    """Name a language in the current language, from CLDR; a code it does not know as it is."""
    return str(_Current.locale.languages.get(code, code))


def is_language(code: str) -> bool:
    """Tell whether something is the code of a language."""
    return code in _Current.locale.languages


@lru_cache(maxsize=256)
def language_code(words: str) -> str:
    """Return the code of a language named in one of the program's languages, else the words.

    “German”, “Deutsch” and “de” are the same language; case does not matter.
    """
    wanted = words.strip().casefold()
    for code in LANGUAGES:
        names = Locale(code).languages
        found = (key for key, name in names.items() if wanted in {key, str(name).casefold()})
        known = min(found, key=len, default="")
        if known:
            return known
    return wanted


def state_name(iso2: str) -> str:
    """Name a state in the current language, from CLDR."""
    return _state_words(_Current.locale, iso2)


@lru_cache(maxsize=1_000)  # asked for every mark on a map, and CLDR's tables are slow to open
def _state_words(locale: Locale, iso2: str) -> str:
    return str(locale.territories.get(iso2, iso2))


@lru_cache(maxsize=256)
def state_names(iso2: str) -> frozenset[str]:
    """Return what a state is called in the official languages of the Union, from CLDR."""
    named = (Locale(code).territories.get(iso2) for code in OFFICIAL_LANGUAGES)
    return frozenset(str(name) for name in named if name)
