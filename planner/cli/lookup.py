# SPDX-License-Identifier: EUPL-1.2
"""Finding the record somebody means: by key, by name, or by the end of a key."""

from collections.abc import Iterable, Mapping

from planner.domain.commands import name_of
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.text import _, state_names

_SHORTEST_END = 4


def find_key(plan: Plan, kind: str, words: str) -> str:
    """Return the key of the record that `words` name.

    Raises `DomainError("missing_record")`, or `DomainError("ambiguous_record")` when several
    records are called so.
    """
    rows = plan.table(kind)
    if words in rows:
        return words
    wanted = words.strip().casefold()
    found = [key for key, row in rows.items() if wanted in _called(kind, row)]
    if not found and kind == State.KIND.name:
        found = [key for key in rows if wanted in _folded(state_names(key))]
    if not found and len(wanted) >= _SHORTEST_END:
        found = [key for key in rows if key.casefold().endswith(wanted)]
    if not found:
        raise DomainError("missing_record", kind=kind, key=words)
    if len(found) > 1:
        options = [(key, f"{name_of(rows[key])} [{key[-6:]}]") for key in sorted(found)]
        raise DomainError("ambiguous_record", kind=kind, value=words, options=options)
    return found[0]


def find_base(plan: Plan, words: str) -> dict[str, str]:
    """Return what an upgrade, data centre or link serves, as arguments of a command."""
    try:
        return {"base_system": find_key(plan, System.KIND.name, words)}
    except DomainError as error:
        if error.code != "missing_record":
            raise
    return {"base_measure": find_key(plan, Measure.KIND.name, words)}


def read_values(plan: Plan, kind: Kind, typed: Mapping[str, str]) -> dict[str, Scalar]:
    """Read typed values by their declaration; references may be given by name."""
    return {name: read_value(plan, kind.field(name), words) for name, words in typed.items()}


def read_value(plan: Plan, field: Field, words: str) -> Scalar:
    """Read one typed value. Raises `DomainError`."""
    value = field.parse(words)
    if value is None:
        return None
    if field.value_type is Type.REFERENCE:
        return find_key(plan, field.target, str(value))
    if isinstance(value, tuple):
        return tuple(find_key(plan, field.target, part) for part in value)
    return value


def _called(kind: str, row: Record) -> set[str]:
    """Return all a record may be called, folded for comparison."""
    names: Iterable[str] = [row.id, name_of(row)]
    if kind in ("template", "scenario"):
        names = [*names, _(name_of(row))]
    return _folded(names)


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names if name}
