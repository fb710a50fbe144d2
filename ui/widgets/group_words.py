# SPDX-License-Identifier: EUPL-1.2
"""What stands above the rows of a group: its name, how many there are, and what they come to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from planner.text import _, fixed, ngettext, number, sentence_case, significant

HEADING = Qt.ItemDataRole.UserRole + 7
"""Under this role a row of any list says that it stands above a group."""


def group_words(name: str, count: int, total: str = "") -> str:
    """Say the name of a group, or that its rows state none, with how many rows it has."""
    counted = ngettext("{count} row", "{count} rows", count).format(count=number(count))
    return " · ".join(filter(None, (sentence_case(name or _("not stated")), counted, total)))


def sum_words(values: Sequence[float | None], unit: str = "") -> str:
    """Say a sum with its unit and how many of its parts are not known."""
    known = [value for value in values if value is not None]
    rest = len(values) - len(known)
    if not known:
        return _("unknown")
    said = f"{significant(sum(known))} {unit}".rstrip()
    return with_unknown(said, rest)


def with_unknown(said: str, count: int) -> str:
    """Add to a sum how many of its parts are not known, if any."""
    return f"{said}, {unknown_words(count)}" if count else said


def unknown_words(count: int) -> str:
    """Say how many are not known."""
    return ngettext("{count} unknown", "{count} unknown", count).format(count=number(count))


def summed_columns(name: str, rows: Sequence[Sequence[float | None]]) -> tuple[str, ...]:
    """Return the cells of a heading over columns of numbers.

    What it is, how many rows have a number that is not known, and the sums of all that are known.
    """
    rest = sum(None in row for row in rows)
    known = [[value for value in column if value is not None] for column in zip(*rows, strict=True)]
    return group_words(name, len(rows)), unknown_words(rest) if rest else "", *map(_sum, known)


def _sum(known: Sequence[float]) -> str:
    if not known:
        return _("unknown")
    return fixed(sum(known), 2) if any(known) else "–"
