# SPDX-License-Identifier: EUPL-1.2
"""Numbers and months as people write them.

`1.290` is a thousand and more in Berlin and a little more than one in Dublin. Such a cell decides
nothing: the unambiguous cells of the same file do, else somebody is asked, once for the file.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale

from planner.domain.months import month_at
from planner.incoming import Cell
from planner.workbook.importing.vocabulary import plain

_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u2007\u2009\u202f\u200b'’`"))
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?")
_AMOUNT = re.compile(
    r"(?P<before>[^\d+\-.,(]*)(?P<number>[+-]?\s?[\d.,][\d.,\s'’]*)(?P<after>.*)", re.DOTALL
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
UNKNOWN = frozenset({
    "n/a", "na", "n.a.", "n. a.", "k.a.", "k. a.", "k.a", "ka", "keine angabe", "keine angaben",
    "tbd", "t.b.d.", "tbc", "tba", "offen", "unbekannt", "unknown", "inconnu", "inconnue", "n.d.",
    "nd", "n.c.", "nc", "n.v.", "?", "??", "…", "...", "#n/a", "null", "none", "nicht bekannt",
    "à définir", "à déterminer", "noch offen", "pas disponible", "non disponible",
})  # fmt: skip
"""Words for not knowing, folded; such a cell is empty."""
LONGEST_UNKNOWN = max(map(len, UNKNOWN))
DASHES = frozenset({"-", "–", "—", "−", "--", "‐"})
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 58_805  # 1990 to 2060
_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?:[ T].*)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{4})")
_DAY = re.compile(r"(\d{1,2})\.?[-./ ]\s*(\d{1,2})\.?[-./ ]\s*(\d{2}|\d{4})(?:[ T].*)?")
_QUARTER = re.compile(
    r"(?:q|t)\s*([1-4])[\s/.-]*(\d{4})|(\d{4})[\s/.-]*(?:q|t)\s*([1-4])|([1-4])\.?\s*(?:quartal|trimestre)\s*(\d{4})"
)
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d]+)\.?[\s,-]+(\d{4})")
_MONTH_LANGUAGES = ("en", "de", "fr", "it", "es", "nl", "pl", "pt", "cs", "sv", "da", "fi")


def is_unknown(text: str) -> bool:
    """Tell whether a text says that nobody knows."""
    return text.strip().casefold() in UNKNOWN


def split_amount(text: str) -> tuple[str, str]:
    """Return the digits of `129,00 Mio. €` with their marks, and the unit; ('', '') if neither."""
    stripped = unicodedata.normalize("NFC", text).translate(_MINUS).strip()
    negative = stripped.startswith("(") and stripped.endswith(")")
    found = _AMOUNT.fullmatch(stripped[1:-1] if negative else stripped)
    if found is None:
        return "", ""
    digits = found["number"].translate(_SPACES).rstrip(".,")
    exponent = re.match(r"[eE][+-]?\d+", found["after"])
    unit = f"{found['before'].strip()} {found['after'].strip()}".strip()
    if exponent:
        digits += exponent[0]
        unit = unit[len(exponent[0]) :].strip()
    if not _NUMBER.fullmatch(digits):
        return "", ""
    return ("-" + digits if negative else digits), unit


def mark_of(digits: str) -> str:
    """Return the decimal mark digits prove: `,` or `.`; `?` if they could be read both ways.

    Empty if there is no mark at all, or groups of thousands only that say nothing of decimals;
    then the other mark is proved, which is what is returned.
    """
    commas, points = digits.count(","), digits.count(".")
    if not commas and not points:
        return ""
    if commas and points:
        return "," if digits.rfind(",") > digits.rfind(".") else "."
    used = "," if commas else "."
    if max(commas, points) > 1:
        return "." if used == "," else ","
    return "?" if _ONE_GROUP.fullmatch(digits) else used


def number_of(digits: str, decimal: str) -> float | None:
    """Return what digits are worth with this decimal mark; `None` if they do not fit it."""
    grouping = "." if decimal == "," else ","
    whole, mark, rest = digits.partition(decimal)
    if grouping in rest or (mark and decimal in rest):
        return None
    if grouping in whole and not _GROUPED.fullmatch(whole.lstrip("+-")):
        return None
    try:
        return float(f"{whole.replace(grouping, '')}{'.' if mark else ''}{rest}")
    except ValueError:
        return None


def decimal_votes(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the cells that prove a comma, those that prove a point, and those that say neither."""
    votes: dict[str, list[str]] = {",": [], ".": [], "?": []}
    for text in texts:
        mark = mark_of(split_amount(text)[0])
        if mark:
            votes[mark].append(text)
    return votes


def day_votes(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the cells that prove day before month, those that prove the reverse, and the rest."""
    votes: dict[str, list[str]] = {"dmy": [], "mdy": [], "?": []}
    for text in texts:
        found = _DAY.fullmatch(text.strip())
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        if "." in text or (first > 12 >= second):
            votes["dmy"].append(text)
        elif second > 12 >= first:
            votes["mdy"].append(text)
        elif first != second:
            votes["?"].append(text)
    return votes


def day_of(cell: Cell, order: str) -> date | None:
    """Return the day a cell names, the first of a month or year if it names no more."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    return _from_text(cell.strip(), order) if isinstance(cell, str) else None


def month_in(cell: Cell, order: str) -> int | None:
    """Return the month a cell names; `None` if it names none."""
    found = day_of(cell, order)
    return None if found is None else int(month_at(found))


def _from_number(value: float) -> date | None:
    if value != int(value) and not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return None
    if 1990 <= value <= 2060:
        return date(int(value), 1, 1)
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _EPOCH + timedelta(days=int(value))
    return None


def _from_text(text: str, order: str) -> date | None:
    if re.fullmatch(r"\d{4,5}(\.0)?", text):
        return _from_number(float(text))
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[2], found[3] or "1")
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(found[2], found[1], "1")
    if found := _DAY.fullmatch(text):
        day, month = (found[1], found[2]) if order != "mdy" else (found[2], found[1])
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _day(year, month, day)
    return _from_words(text.casefold())


def _from_words(text: str) -> date | None:
    if found := _QUARTER.fullmatch(text):
        quarter = next(int(part) for part in (found[1], found[4], found[5]) if part)
        year = next(int(part) for part in (found[2], found[3], found[6]) if part)
        return date(year, quarter * 3 - 2, 1)
    if found := _NAMED.fullmatch(text):
        month = month_names().get(plain(found[2]))
        return None if month is None else _day(found[3], str(month), found[1] or "1")
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Return the months by their names, long and short, in the larger languages."""
    found: dict[str, int] = {}
    for name, number in _month_names():
        found.setdefault(plain(name), number)
    return found


def _month_names() -> Iterator[tuple[str, int]]:
    for language in _MONTH_LANGUAGES:
        months = Locale(language).months
        for context in ("stand-alone", "format"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    yield str(name).rstrip("."), int(number)
    yield "sept", 9
    yield "mrz", 3
