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
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import NumberFormatError, format_decimal, format_percent, parse_decimal

from planner import paths

LANGUAGES = ("en", "de")
FIRST_YEAR = 2021
_DOMAIN = "planner"


class _Current:
    """The language in use; module state because gettext's `_` takes no argument."""

    translations: gettext.NullTranslations = gettext.NullTranslations()
    locale: Locale = Locale("en")
    language: str = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for "mark, do not translate"
    """Mark a constant for extraction; translate it with `_` where it is shown."""
    return message


def _(message: str) -> str:
    """Translate a sentence into the current language."""
    return _Current.translations.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that depends on a count."""
    return _Current.translations.ngettext(singular, plural, count)


def language() -> str:
    """Return the code of the current language, `en` or `de`."""
    return _Current.language


def set_language(code: str) -> None:
    """Switch every later sentence to `code`; unknown codes fall back to English."""
    known = code if code in LANGUAGES else "en"
    _Current.language = known
    _Current.locale = Locale(known, "GB" if known == "en" else None)
    _Current.translations = _load(known)


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
    """Return the sentences of a language, whichever is spoken now."""
    return _load(code)


def _load(code: str) -> gettext.NullTranslations:
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
    return str(format_decimal(value, format=pattern, locale=locale))


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


def percent(share: float | None, digits: int = 0) -> str:
    """Format a fraction between 0 and 1 as a percentage."""
    if share is None:
        return _("unknown")
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + " %"
    shown = _signless_zero(share, digits + 2)
    return str(format_percent(shown, format=pattern, locale=_Current.locale))


def plain_number(value: float, digits: int) -> str:
    """Write a number to be edited: the locale's decimal mark, no grouping, no trailing zeros."""
    pattern = "0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_Current.locale))


def parse_number(text: str) -> float | None:
    """Read a number as people of the current language write it; `None` if it is not one."""
    try:
        return float(parse_decimal(text.strip(), locale=_Current.locale, strict=True))
    except NumberFormatError:
        return None


_UNITS = {
    "1": "",
    "ratio": "",
    "share": "%",
    "MEUR": "m€",
    "MEUR/year": N_("m€ a year"),
    "bn EUR": N_("bn €"),
    "EUR": "€",
    "EUR/MWh": "€/MWh",
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
    year, month = divmod(index, 12)
    return str(
        format_skeleton("yMMM", date(FIRST_YEAR + year, month + 1, 1), locale=_Current.locale)
    )


def day_label(day: date) -> str:
    """Write a date as `10 Oct 2026`."""
    return str(format_date(day, format="medium", locale=_Current.locale))


def moment_label(iso: str) -> str:
    """Write a moment given in UTC, ISO 8601, in the time of this machine."""
    local = datetime.fromisoformat(iso).astimezone()
    return str(format_datetime(local, format="d MMM y, HH:mm:ss", locale=_Current.locale))


def language_name(code: str) -> str:
    """Name a language in the current language, from CLDR."""
    return str(Locale(code).get_language_name(_Current.locale))


def state_name(iso2: str) -> str:
    """Name a state in the current language, from CLDR."""
    return str(_Current.locale.territories.get(iso2, iso2))
