# SPDX-License-Identifier: EUPL-1.2
"""States by any name: codes of ISO and Eurostat, names in the official languages of the Union.

Names come from CLDR. English, German and French are looked at first; the others only for a name
none of them knows.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.text import OFFICIAL_LANGUAGES
from planner.workbook.importing.vocabulary import plain

FIRST_LANGUAGES = ("en", "de", "fr")
_NEIGHBOURS = ("is", "no", "sq", "sr", "tr", "uk")
OTHER_LANGUAGES = (
    *(code for code in OFFICIAL_LANGUAGES if code not in FIRST_LANGUAGES),
    *_NEIGHBOURS,
)
"""What CLDR must be shipped for, beside the languages of the window."""
# What people write that no table of names has.
_CUSTOM = {
    "el": "GR",
    "uk": "GB",
    "great britain": "GB",
    "grossbritannien": "GB",
    "england": "GB",
    "czech republic": "CZ",
    "ceska republika": "CZ",
    "slovenska republika": "SK",
    "republika slovenija": "SI",
    "republika hrvatska": "HR",
    "latvijas republika": "LV",
    "lietuvos respublika": "LT",
    "eesti vabariik": "EE",
    "suomen tasavalta": "FI",
    "rzeczpospolita polska": "PL",
    "republica portuguesa": "PT",
    "repubblica italiana": "IT",
    "reino de espana": "ES",
    "republique francaise": "FR",
    "republik osterreich": "AT",
    "konungariket sverige": "SE",
    "kongeriget danmark": "DK",
    "koninkrijk belgie": "BE",
    "magyar koztarsasag": "HU",
    "republika bulgaria": "BG",
    "grand duche de luxembourg": "LU",
    "grossherzogtum luxemburg": "LU",
    "tschechische republik": "CZ",
    "republique tcheque": "CZ",
    "slovak republic": "SK",
    "slowakische republik": "SK",
    "holland": "NL",
    "the netherlands": "NL",
    "niederlande": "NL",
    "pays bas": "NL",
    "turkey": "TR",
    "turkei": "TR",
    "macedonia": "MK",
    "north macedonia": "MK",
    "nordmazedonien": "MK",
    "moldova": "MD",
    "republic of moldova": "MD",
    "bosnia": "BA",
    "irish republic": "IE",
    "hellenic republic": "GR",
    "bundesrepublik deutschland": "DE",
    "brd": "DE",
    "d": "DE",
    "a": "AT",
    "f": "FR",
    "i": "IT",
    "e": "ES",
    "p": "PT",
    "b": "BE",
    "l": "LU",
}  # fmt: skip
_REMARK = re.compile(r"\(.*?\)|\*+|\d\)$")


class StateNames:
    """The states of a plan by everything they are called."""

    def __init__(self, plan: Plan) -> None:
        self._states = plan.of(State)
        self._first = dict(self._own_names())
        for name, key in _names(FIRST_LANGUAGES):
            if key in self._states:
                self._first.setdefault(name, key)
        for name, key in _CUSTOM.items():
            if key in self._states:
                self._first.setdefault(name, key)

    def find(self, words: str) -> str | None:
        """Return the key of a state, `None` if no state of the plan is called so."""
        name = plain(words)
        found = self._first.get(name) or self._first.get(plain(_REMARK.sub("", words)))
        if found is not None:
            return found
        other = _others().get(name)
        return other if other in self._states else None

    def known_elsewhere(self, words: str) -> str | None:
        """Return the code of a state that exists but is not in the plan."""
        name = plain(words)
        found = _CUSTOM.get(name) or dict(_names(FIRST_LANGUAGES)).get(name)
        return found or _others().get(name)

    def words(self) -> Iterable[str]:
        """Return the names in the first languages, for a suggestion."""
        return self._first

    def _own_names(self) -> Iterator[tuple[str, str]]:
        for key, state in self._states.items():
            for name in (key, state.name, state.iso3, state.eurostat_geo):
                if name:
                    yield plain(name), key


@lru_cache(maxsize=2)
def _names(languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (plain(str(name)), str(code))
        for language in languages
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    )


@lru_cache(maxsize=1)
def _others() -> dict[str, str]:
    return dict(reversed(_names(OTHER_LANGUAGES)))
