# SPDX-License-Identifier: EUPL-1.2
"""What a sheet's XML says that a fast reader of values leaves out.

Formulas without a result and cells with an error read as empty, hidden rows as any other, a
percentage as a plain number; and one cell far outside makes a reader reserve memory for all that
lies between. Only for files that passed the gate.
"""

import re
import zipfile
from html import unescape
from pathlib import PurePosixPath

import attrs

from planner.incoming import Blank, Place
from planner.workbook.importing.gate import LIMITS, column_number

_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_PREFIX = re.compile(rb"<(\w+):worksheet\b")
# What follows begins with plain characters, which a search finds ten times faster than a choice.
_FORMULA = re.compile(rb"<c ([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|(?!<v))")
_ERROR = re.compile(rb"<c ([^>]*\bt=\"e\"[^>]*)>")
_ROW = re.compile(rb"<row ([^>]*)>")
_ALL_PLACES = re.compile(rb"<c [^>]*?\br=\"([A-Za-z]{1,9})(\d{1,12})")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,9})(\d{1,12})[\"']")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_PERCENTAGES = {9, 10}
_GAP_ROWS, _GAP_COLUMNS = 1_000, 100


@attrs.frozen(kw_only=True)
class Scan:
    """What was found in one sheet."""

    blanks: dict[Place, Blank] = attrs.field(factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    names = set(package.namelist())
    workbook = next((name for name in names if name.endswith("workbook.xml")), "")
    folder = PurePosixPath(workbook).parent
    relations = str(folder / "_rels" / "workbook.xml.rels")
    if relations not in names:
        return {}
    targets = {}
    for found in _RELATION.findall(package.read(relations)):
        facts = _attributes(found)
        target = facts.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else str(folder / target)
        targets[facts.get("Id", "")] = path
    sheets = map(_attributes, _SHEET.findall(package.read(workbook)))
    pairs = ((sheet.get("name", ""), targets.get(_relation(sheet), "")) for sheet in sheets)
    return {name: part for name, part in pairs if part in names}


def percent_styles(package: zipfile.ZipFile) -> frozenset[bytes]:
    """Return the numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    styles = package.read("xl/styles.xml")
    formats = map(_attributes, _FORMAT.findall(styles))
    known = {int(f["numFmtId"]) for f in formats if "%" in f.get("formatCode", "")}
    block = _STYLES.search(styles)
    found = map(_attributes, _STYLE.findall(block[0] if block else b""))
    return frozenset(
        str(number).encode()
        for number, style in enumerate(found)
        if int(style.get("numFmtId", "0")) in known | _PERCENTAGES
    )


def scan(content: bytes, percents: frozenset[bytes]) -> Scan:
    """Look through the XML of one sheet."""
    content = _without_prefix(content)
    blanks: dict[Place, Blank] = {}
    if b't="e"' in content:
        blanks |= dict.fromkeys(_places(_ERROR.findall(content)), Blank.ERROR)
    if b"<f" in content:
        blanks |= dict.fromkeys(_places(_FORMULA.findall(content)), Blank.NOT_CALCULATED)
    return Scan(
        blanks=blanks,
        hidden_rows=_hidden_rows(content),
        percents=_percent_columns(content, percents),
    )


def extent_of(content: bytes) -> tuple[int, int, int]:
    """Return how many rows and columns lie together at the start, and how many cells do not."""
    found = _ALL_PLACES.findall(_without_prefix(content))
    places = [(int(row) - 1, column_number(letters) - 1) for letters, row in found]
    bottom = _before_gap(sorted({row for row, _ in places}), _GAP_ROWS, LIMITS.rows)
    right = _before_gap(sorted({column for _, column in places}), _GAP_COLUMNS, LIMITS.columns)
    stray = sum(1 for row, column in places if row >= bottom or column >= right)
    return bottom, right, stray


def _without_prefix(content: bytes) -> bytes:
    """Return the XML with its elements named plainly, as nearly every program writes them."""
    found = _PREFIX.search(content[:4_096])
    if found is None:
        return content
    for mark in (b"<", b"</"):
        content = content.replace(mark + found[1] + b":", mark)
    return content


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(tag)
    }


def _relation(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _places(heads: list[bytes]) -> list[Place]:
    found = map(_PLACE.search, heads)
    return [(int(at[2]) - 1, column_number(at[1]) - 1) for at in found if at is not None]


def _hidden_rows(content: bytes) -> frozenset[int]:
    if b'hidden="' not in content:
        return frozenset()
    rows = (_attributes(head) for head in _ROW.findall(content) if b"hidden" in head)
    return frozenset(
        int(row["r"]) - 1
        for row in rows
        if row.get("hidden") in ("1", "true") and row.get("r", "").isdigit()
    )


def _percent_columns(content: bytes, styles: frozenset[bytes]) -> frozenset[int]:
    """Return the columns in which a number is shown as a percentage."""
    if not styles:
        return frozenset()
    listed = b"|".join(sorted(styles))
    pattern = rb"<c r=\"([A-Z]{1,3})\d+\" s=\"(?:" + listed + rb")\"[^>]*><v>"
    return frozenset(column_number(letters) - 1 for letters in set(re.findall(pattern, content)))


def _before_gap(numbers: list[int], gap: int, most: int) -> int:
    """Return how many rows or columns there are before the first wide gap."""
    last = -1
    for number in numbers:
        if number - last > gap:
            break
        last = number
    return min(last + 1, most)
