# SPDX-License-Identifier: EUPL-1.2
"""What records of a kind may be listed by, and which of their numbers a heading may add up.

A sum is shown only where it means something: amounts of what lies in the plan, never prices of a
catalogue, shares, dates, or amounts of which one contains or replaces another.
"""

from collections.abc import Callable, Iterable, Mapping

import attrs

from planner.domain.schema import Field, Kind, Scalar, Type
from planner.engine.search import folded

_WORDS = frozenset({Type.CHOICE, Type.REFERENCE, Type.FLAG})
_NUMBERS = frozenset({Type.NUMBER, Type.INTEGER})
_AMOUNTS = frozenset({"MEUR", "MEUR/year", "MW", "FTE", "PFLOP/s", "PB", "bn EUR", "million"})
_COUNTS = frozenset(
    {"accelerators", "quantity", "nodes", "seats", "enrolled", "completed", "placed"}
)
_APART = frozenset({"template", "accelerator", "parameter", "reference_value", "workload"})
_CONTAINED = frozenset({"part_of", "replaces"})


@attrs.frozen
class Group:
    """The records below a heading, and what they have in common; `words` is empty for nothing."""

    words: str
    keys: tuple[str, ...]


def groupable(kind: Kind) -> tuple[Field, ...]:
    """Return the fields that records of a kind may be listed by."""
    return tuple(field for field in kind.fields if field.value_type in _WORDS)


def adds_up(kind: Kind, field: Field) -> bool:
    """Tell whether the values of a field mean something together."""
    if kind.name in _APART or any(one.name in _CONTAINED for one in kind.fields):
        return False
    return field.value_type in _NUMBERS and (field.unit in _AMOUNTS or field.name in _COUNTS)


def rank(field: Field) -> int:
    """Return how far behind others a sum is told: money comes first, then what is counted."""
    return 0 if field.unit == "MEUR" else 1 if field.name in _COUNTS else 2


def groups_of(
    keys: Iterable[str],
    field: Field,
    value: Callable[[str], Scalar],
    words: Callable[[Field, Scalar], str],
) -> tuple[Group, ...]:
    """Return records by what a field says: choices as declared, all else by name, unknown last."""
    found: dict[Scalar, list[str]] = {}
    for key in keys:
        found.setdefault(value(key), []).append(key)
    order = _order_of(field)

    def place(said: Scalar) -> tuple[bool, int, str]:
        return said is None, order.get(str(said), 0), folded(words(field, said))

    return tuple(
        Group("" if said is None else words(field, said), tuple(found[said]))
        for said in sorted(found, key=place)
    )


def _order_of(field: Field) -> Mapping[str, int]:
    return {} if field.choices is None else {c.value: at for at, c in enumerate(field.choices)}
