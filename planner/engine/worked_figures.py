# SPDX-License-Identifier: EUPL-1.2
"""Figures that are worked out of others: sums and counts of named cells, quotients, differences.

A page that divides or counts asks for them by a code that says what of, so that the answer can be
followed like any other. Asked of the network: `counted.<cells>` and `summed.<unit>.<cells>`;
`over.<cell><cell>`, `less.<cell><cell>` and `growth.<cell><cell>`. A cell is kind, key and field
or code, the network's without a key; the separators are those ASCII has for this, which no key
holds. A part that is a field of a record is read, any other is asked for in turn.
"""

from collections.abc import Callable, Iterable, Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.schema import Type
from planner.engine.figures import Figure, Input, field_input
from planner.engine.trust import LEVELS

COUNTED, SUMMED, OVER, LESS, GROWTH = "counted", "summed", "over", "less", "growth"
WORKED = frozenset({COUNTED, SUMMED, OVER, LESS, GROWTH})
Cell = tuple[str, str, str]
"""A record by kind and key, with a field of it or a code."""
Derive = Callable[[str, str, str], Figure | None]
_BETWEEN_CELLS, _WITHIN = "\x1e", "\x1f"
_BETWEEN_PARTS = "\x1d"
_RANK = ("high", "medium", "low")


def counted_code(cells: Iterable[Cell]) -> str:
    """Return the code of a number of cells, each named by what makes it count."""
    return f"{COUNTED}.{_joined(cells)}"


def summed_code(unit: str, cells: Iterable[Cell]) -> str:
    """Return the code of the sum of some fields; what is unknown adds nothing."""
    return f"{SUMMED}.{unit}.{_joined(cells)}"


def pair_code(series: str, first: Cell, second: Cell) -> str:
    """Return the code of a quotient, a difference or a growth of two numbers."""
    return f"{series}.{_WITHIN.join(first)}{_BETWEEN_PARTS}{_WITHIN.join(second)}"


def parts_of(code: str) -> tuple[Cell, ...]:
    """Return the two parts of a quotient, a difference or a growth; none for other codes."""
    series, _dot, rest = code.partition(".")
    return tuple(map(_cell, rest.split(_BETWEEN_PARTS, 1))) if series in _FORMULAS else ()


def worked_figure(plan: Plan, code: str, derive: Derive) -> Figure | None:
    """Return a sum, a count, a quotient, a difference or a growth; None for other codes.

    `derive` returns the figure of a part that is no field.
    """
    series, _dot, rest = code.partition(".")
    if series == COUNTED:
        cells = [] if not rest else [_cell(one) for one in rest.split(_BETWEEN_CELLS)]
        found = tuple(_given(plan, one) for one in cells)
        return Figure(COUNTED, float(len(found)), "1", "count", found)
    if series == SUMMED:
        return _sum(plan, *rest.split(".", 1))
    parts = [_part(plan, one, derive) for one in parts_of(code)]
    return _FORMULAS[series](code, *parts) if parts else None


def _joined(cells: Iterable[Cell]) -> str:
    return _BETWEEN_CELLS.join(map(_WITHIN.join, cells))


def _cell(words: str) -> Cell:
    kind, key, code = words.split(_WITHIN, 2)
    return kind, key, code


def _sum(plan: Plan, unit: str, cells: str) -> Figure:
    given = [_given(plan, _cell(one)) for one in cells.split(_BETWEEN_CELLS)] if cells else []
    known = tuple(one for one in given if _amount(one) is not None)
    total = sum(_amount(one) or 0.0 for one in known)
    return Figure(SUMMED, total, unit, "sum", known)


def _given(plan: Plan, cell: Cell) -> Input:
    """Return a field as an input; a name that is no field stands for itself."""
    kind, key, name = cell
    record = plan.tables.get(kind, {}).get(key)
    if record is None or name not in {field.name for field in record.KIND.fields}:
        return Input(kind, key, name, None, "")
    found = field_input(plan, record, name)
    is_month = record.KIND.field(name).value_type is Type.MONTH
    return attrs.evolve(found, unit="month") if is_month else found


def _part(plan: Plan, cell: Cell, derive: Derive) -> Input:
    """Return a field, or a figure with the confidence of its weakest part."""
    given = _given(plan, cell)
    if given.unit or given.value is not None:
        return given
    found = derive(*cell)
    if found is None:
        return given
    assumed = any(one.assumption for one in found.inputs)
    named = {LEVELS.get(one.confidence or "") for one in found.inputs} & set(_RANK)
    weakest = max((str(one) for one in named), key=_RANK.index, default=None)
    value, unit = found.value, found.unit
    return Input(*cell, value, unit, confidence=weakest, assumption=assumed, computed=True)


def _amount(given: Input) -> float | None:
    value = given.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(str(value)) if is_number else None


def _over(code: str, first: Input, second: Input) -> Figure:
    above, below = _amount(first), _amount(second)
    value = above / below if above is not None and below else None
    same = first.unit == second.unit
    unit = "share" if same else f"{first.unit}/{second.unit}".removesuffix("/1")
    return Figure(code, value, unit, "the first part / the second part", (first, second))


def _less(code: str, first: Input, second: Input) -> Figure:
    above, below = _amount(first), _amount(second)
    value = above - below if above is not None and below is not None else None
    unit = "months" if first.unit == "month" else first.unit
    return Figure(code, value, unit, "the first part - the second part", (first, second))


def _growth(code: str, first: Input, second: Input) -> Figure:
    above, below = _amount(first), _amount(second)
    value = above / below - 1.0 if above is not None and below else None
    return Figure(code, value, "share", "the first part / the second part - 1", (first, second))


_FORMULAS: Mapping[str, Callable[[str, Input, Input], Figure]] = {
    OVER: _over,
    LESS: _less,
    GROWTH: _growth,
}
