# SPDX-License-Identifier: EUPL-1.2
"""What a table of words and numbers shows: rows narrowed to words, under headings, in order."""

from collections.abc import Callable, Sequence

import attrs

from planner.engine.search import folded, holding
from planner.text import _, labelled
from ui.widgets.asked import Asked
from ui.widgets.group_words import group_words, sum_words

_Rank = tuple[int, float, str]


@attrs.frozen
class TextRow:
    """One row; `kind` and `key` name the record it opens, `sorts` what it is sorted by.

    `asked` are the numbers its cells show, for whoever asks where they come from. A `heading`
    stands above the rows of a group and opens nothing.
    """

    cells: tuple[str, ...]
    kind: str = ""
    key: str = ""
    detail: str = ""
    sorts: tuple[object, ...] = ()
    asked: tuple[Asked | None, ...] = ()
    heading: bool = False

    def sorted_by(self, column: int) -> object:
        """Return what the row is sorted by in a column."""
        return self.sorts[column] if column < len(self.sorts) else self.cells[column]


Total = Callable[[Sequence[TextRow]], str]
"""What the rows of a group come to, in words."""


@attrs.frozen(kw_only=True)
class TextRows:
    """A table. `right` has an `r` for each column of numbers, any other letter for words.

    `total` adds to a heading what its rows come to.
    """

    heads: tuple[str, ...]
    right: str = ""
    rows: tuple[TextRow, ...] = ()
    total: Total | None = attrs.field(default=None, eq=False)


def kept(values: TextRows, words: str) -> TextRows:
    """Return the rows that hold all words."""
    if not words.strip():
        return values
    holds = holding(words)
    return attrs.evolve(values, rows=tuple(r for r in values.rows if holds(" ".join(r.cells))))


def grouped(values: TextRows, column: int) -> TextRows:
    """Return the rows under headings by what they say in a column; those that say nothing last."""
    if not 0 <= column < len(values.heads):
        return values
    groups: dict[str, list[TextRow]] = {}
    for row in sorted(values.rows, key=lambda row: _rank(row, column)):
        groups.setdefault(row.cells[column], []).append(row)
    rows: list[TextRow] = []
    for name, members in groups.items():
        rows += [_heading(values, name, members), *members]
    return attrs.evolve(values, rows=tuple(rows))


def ranks(rows: Sequence[TextRow], column: int, *, descending: bool) -> list[int]:
    """Return the place of each row in an order by a column that leaves it in its group.

    The places are those of an ascending order, and for a descending one counted from its end, so
    that headings stay above their rows either way.
    """
    order: list[int] = []
    members: list[int] = []
    for at, row in enumerate(rows):
        if row.heading:
            order += _arranged(rows, members, column, descending=descending)
            order.append(at)
            members = []
        else:
            members.append(at)
    order += _arranged(rows, members, column, descending=descending)
    places = [0] * len(rows)
    for place, at in enumerate(reversed(order) if descending else order):
        places[at] = place
    return places


def _arranged(
    rows: Sequence[TextRow], members: list[int], column: int, *, descending: bool
) -> list[int]:
    known = [at for at in members if rows[at].cells[column]]
    rest = [at for at in members if not rows[at].cells[column]]  # come last either way
    return sorted(known, key=lambda at: _rank(rows[at], column), reverse=descending) + rest


def _rank(row: TextRow, column: int) -> _Rank:
    value = row.sorted_by(column)
    if not row.cells[column]:
        return 2, 0.0, ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, folded(str(value))


def _heading(values: TextRows, name: str, members: Sequence[TextRow]) -> TextRow:
    total = values.total(members) if values.total is not None else ""
    words = group_words(name, len(members), total)
    return TextRow((words, *("",) * (len(values.heads) - 1)), heading=True)


@attrs.frozen
class Summed:
    """A column whose numbers a heading adds up, in a unit of which `scale` are one on screen."""

    column: int
    label: str
    unit: str = ""
    scale: float = 1.0


def adding_up(*parts: Summed) -> Total:
    """Return what says sums with their units, and how many rows have no known number."""

    def total(rows: Sequence[TextRow]) -> str:
        return " · ".join(_sum_words(part, [_known(row, part) for row in rows]) for part in parts)

    return total


def _sum_words(part: Summed, values: Sequence[float | None]) -> str:
    return labelled(part.label, sum_words(values, part.unit))


def _known(row: TextRow, part: Summed) -> float | None:
    value = row.sorted_by(part.column)
    if not isinstance(value, int | float) or row.cells[part.column] in ("", _("unknown")):
        return None
    return value / part.scale
