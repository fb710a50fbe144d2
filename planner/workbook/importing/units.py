# SPDX-License-Identifier: EUPL-1.2
"""Units as people write them, and what they are in the unit a field is kept in.

Each family has one base unit; a word for a unit is worth so many of it. Only within a family is
anything converted. What has no factor, such as a node-hour in accelerator-hours, is asked.
"""

import re
import unicodedata
from collections.abc import Mapping

_THOUSAND, _MILLION, _BILLION = 1e3, 1e6, 1e9


def _scaled(words: Mapping[str, float], *ends: str) -> dict[str, float]:
    """Return units made of a scale and one of several words behind or before it."""
    joined = {
        f"{scale}{space}{end}": f
        for scale, f in words.items()
        for end in ends
        for space in ("", " ")
    }
    turned = {f"{end} {scale}": f for scale, f in words.items() for end in ends}
    return joined | turned


_SCALES = {
    "t": _THOUSAND,
    "k": _THOUSAND,
    "tsd.": _THOUSAND,
    "tsd": _THOUSAND,
    "tausend": _THOUSAND,
    "thousand": _THOUSAND,
    "milliers": _THOUSAND,
    "milliers d'": _THOUSAND,
    "tis.": _THOUSAND,
    "tys.": _THOUSAND,
    "1000": _THOUSAND,
    "1 000": _THOUSAND,
    "1.000": _THOUSAND,
    "1,000": _THOUSAND,
    "mil.": _MILLION,
    "mld.": _BILLION,
    "m": _MILLION,
    "mn": _MILLION,
    "mln": _MILLION,
    "mio.": _MILLION,
    "mio": _MILLION,
    "mill.": _MILLION,
    "million": _MILLION,
    "millions": _MILLION,
    "millionen": _MILLION,
    "millions d'": _MILLION,
    "bn": _BILLION,
    "mrd.": _BILLION,
    "mrd": _BILLION,
    "billion": _BILLION,
    "milliarden": _BILLION,
    "milliards d'": _BILLION,
    "md": _BILLION,
}
_MONEY = {
    "€": 1.0,
    "eur": 1.0,
    "euro": 1.0,
    "euros": 1.0,
    **_scaled(_SCALES, "€", "eur", "euro", "euros"),
    "meur": _MILLION,
    "keur": _THOUSAND,
    "teur": _THOUSAND,
}
_COUNT = {
    "1": 1.0,
    "stück": 1.0,
    "anzahl": 1.0,
    "number": 1.0,
    "nombre": 1.0,
    "tsd.": 1e3,
    "tsd": 1e3,
    "tausend": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "milliers": 1e3,
    "mio.": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "millionen": 1e6,
    "mrd.": 1e9,
    "mrd": 1e9,
    "billion": 1e9,
    "milliarden": 1e9,
    "bn": 1e9,
}
_FAMILIES: Mapping[str, Mapping[str, float]] = {
    "money": _MONEY,
    "power": {"w": 1.0, "kw": 1e3, "mw": 1e6, "gw": 1e9, "kilowatt": 1e3, "megawatt": 1e6,
              "gigawatt": 1e9},
    "rate": {"mbit/s": 1e6, "gbit/s": 1e9, "tbit/s": 1e12, "mbps": 1e6, "gbps": 1e9, "tbps": 1e12,
             "gb/s": 8e9},
    "storage": {"gb": 1e9, "tb": 1e12, "pb": 1e15, "eb": 1e18, "tbyte": 1e12, "pbyte": 1e15,
                "to": 1e12, "po": 1e15},
    "speed": {"gflop/s": 1e9, "tflop/s": 1e12, "pflop/s": 1e15, "eflop/s": 1e18, "gflops": 1e9,
              "tflops": 1e12, "pflops": 1e15, "eflops": 1e18, "petaflop/s": 1e15,
              "exaflop/s": 1e18, "petaflops": 1e15, "exaflops": 1e18},
    "share": {"%": 0.01, "prozent": 0.01, "percent": 0.01, "pct": 0.01, "pour cent": 0.01,
              "v. h.": 0.01, "v.h.": 0.01, "anteil": 1.0, "share": 1.0},
    "duration": {"months": 1.0, "month": 1.0, "monate": 1.0, "monat": 1.0, "mois": 1.0,
                 "years": 12.0, "year": 12.0, "jahre": 12.0, "jahr": 12.0, "ans": 12.0,
                 "années": 12.0},
    "hours": {"h": 1.0, "hours": 1.0, "stunden": 1.0, "std.": 1.0, "heures": 1.0, "gpu-h": 1.0,
              "gpuh": 1.0, "gpu-hours": 1.0, "gpu-stunden": 1.0, "heures gpu": 1.0, "gpu h": 1.0,
              "tsd. h": 1e3, "mio. h": 1e6, "kh": 1e3, "million hours": 1e6, "mio. gpu-h": 1e6,
              "tsd. gpu-h": 1e3, "mio. stunden": 1e6},
    "distance": {"m": 1e-3, "km": 1.0, "kilometer": 1.0, "kilomètres": 1.0},
    "area": {"km²": 1.0, "km2": 1.0},
    "volume": {"m³": 1.0, "m3": 1.0, "l": 1e-3},
    "delay": {"ms": 1.0, "µs": 1e-3, "s": 1e3},
    "staff": {"fte": 1.0, "vzä": 1.0, "vollzeitäquivalente": 1.0, "etp": 1.0, "thousand fte": 1e3,
              "tsd. vzä": 1e3},
    "days": {"days": 1.0, "tage": 1.0, "jours": 1.0, "weeks": 7.0, "wochen": 7.0},
    "count": _COUNT,
}  # fmt: skip
# What a field is kept in: its family, and how much of the family's base unit that is.
_KEPT: Mapping[str, tuple[str, float]] = {
    "MEUR": ("money", 1e6),
    "MEUR/year": ("money", 1e6),
    "EUR": ("money", 1.0),
    "bn EUR": ("money", 1e9),
    "kW": ("power", 1e3),
    "MW": ("power", 1e6),
    "Gbit/s": ("rate", 1e9),
    "TB": ("storage", 1e12),
    "PB": ("storage", 1e15),
    "TFLOP/s": ("speed", 1e12),
    "PFLOP/s": ("speed", 1e15),
    "EFLOP/s": ("speed", 1e18),
    "share": ("share", 1.0),
    "%": ("share", 0.01),
    "% of GDP": ("share", 0.01),
    "months": ("duration", 1.0),
    "h": ("hours", 1.0),
    "km": ("distance", 1.0),
    "km²": ("area", 1.0),
    "m³": ("volume", 1.0),
    "ms": ("delay", 1.0),
    "FTE": ("staff", 1.0),
    "thousand FTE": ("staff", 1e3),
    "days": ("days", 1.0),
    "1": ("count", 1.0),
    "thousand": ("count", 1e3),
    "million": ("count", 1e6),
    "billion": ("count", 1e9),
}
COUNTED_ANEW = frozenset({"gcd", "gcds", "node-h", "node-hours", "node hours", "knotenstunden",
                          "knoten-h", "heures-nœud", "superchip", "nodes", "knoten"})  # fmt: skip
"""Units of another thing than the field counts; only a factor somebody gives converts them."""
FACTORS = ("1", "0.5", "2", "4", "8")
"""How many of what the field counts such a thing usually stands for."""
_FIELD_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
# Units as they end the names of columns in the templates, such as `union_eur`.
_IN_NAMES: Mapping[str, str] = {
    "eur": "€",
    "meur": "meur",
    "keur": "keur",
    "pct": "%",
    "pf": "pflop/s",
    "ef": "eflop/s",
    "tb": "tb",
    "pb": "pb",
    "kw": "kw",
    "mw": "mw",
    "gbps": "gbps",
    "km": "km",
    "ms": "ms",
    "m3": "m3",
    "gpuh": "gpuh",
}
_IN_BRACKETS = re.compile(r"[\[(]([^\[\]()]{1,24})[\])]")
_BEHIND = re.compile(r"(?:\bin|\ben|[,/:–-])\s+([^\s,;:].{0,20})$", re.IGNORECASE)


def folded_unit(word: str) -> str:
    """Return a unit as it stands in the tables here."""
    plain = unicodedata.normalize("NFKC", word.replace("²", "^2").replace("³", "^3"))
    plain = plain.replace("^2", "²").replace("^3", "³").replace("’", "'")
    return " ".join(plain.casefold().split()).strip("[]() ")


def unit_in(header: str) -> str:
    """Return the unit named in a header, folded; empty if none is."""
    if _FIELD_NAME.fullmatch(header):
        return _IN_NAMES.get(header.rpartition("_")[2], "")
    for pattern in (_IN_BRACKETS, _BEHIND):
        for found in pattern.findall(header):
            word = _first_known(folded_unit(found))
            if word:
                return word
    whole = folded_unit(header)
    if _is_known(whole):
        return whole
    if "(" in header or "[" in header:
        return ""  # an unknown remark may be a scale: `(tis. EUR)` must not pass for euros
    words = folded_unit(header).split()
    for length in (2, 1):  # `Budget Mio. €`
        word = " ".join(words[-length:])
        if len(words) > length and word in _LAST:
            return word
    return ""


def without_unit(header: str) -> str:
    """Return a header without the unit in it."""
    unit = unit_in(header)
    if not unit:
        return header
    if _FIELD_NAME.fullmatch(header):
        return header.rpartition("_")[0]
    for pattern in (_IN_BRACKETS, _BEHIND):
        if any(_first_known(folded_unit(found)) for found in pattern.findall(header)):
            return pattern.sub("", header).strip(" ,:–-")
    return header[: len(header.rstrip()) - len(unit)].strip(" ,:–-")


def _first_known(words: str) -> str:
    """Return the unit a remark in brackets begins or ends with."""
    if _is_known(words):
        return words
    for part in (*words.split(","), *words.split("/year"), *words.split(" pro ")):
        part_words = part.removeprefix("in ").removeprefix("en ").strip()
        if _is_known(part_words):
            return part_words
    return ""


def _is_known(word: str) -> bool:
    return word in COUNTED_ANEW or any(word in family for family in _FAMILIES.values())


_LAST = frozenset(
    word
    for name in ("money", "power", "rate", "speed", "hours")
    for word in _FAMILIES[name]
    if len(word) > 1 or word in "€%"
) | {"%"}


def factor(unit: str, kept: str) -> float | None:
    """Return what one `unit` is in the unit a field is kept in; `None` if they do not compare."""
    if kept not in _KEPT or not unit:
        return None
    family, base = _KEPT[kept]
    word = folded_unit(unit)
    if word == folded_unit(kept):
        return 1.0
    worth = _FAMILIES[family].get(word)
    return None if worth is None else worth / base


def units_for(kept: str) -> tuple[str, ...]:
    """Return the usual units a field of this unit may be written in, for a choice."""
    return _USUAL.get(_KEPT[kept][0], (kept,)) if kept in _KEPT else (kept,)


def is_money(kept: str) -> bool:
    """Tell whether a field holds an amount of money."""
    return kept in _KEPT and _KEPT[kept][0] == "money"


_USUAL: Mapping[str, tuple[str, ...]] = {
    "money": ("€", "T€", "Mio. €", "Mrd. €"),
    "power": ("kW", "MW", "GW"),
    "rate": ("Mbit/s", "Gbit/s", "Tbit/s"),
    "storage": ("TB", "PB", "EB"),
    "speed": ("TFLOP/s", "PFLOP/s", "EFLOP/s"),
    "share": ("%", "share"),
    "duration": ("months", "years"),
    "hours": ("h", "kh", "mio. h"),
    "count": ("1", "thousand", "million"),
}
