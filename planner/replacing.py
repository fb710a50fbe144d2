# SPDX-License-Identifier: EUPL-1.2
"""Find and replace in one field of many records, as one step."""

import re
from collections.abc import Iterable, Iterator

import attrs

from planner.domain.commands import Batch, EditField
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Scalar, Type

_TEXTS = frozenset({Type.TEXT})


@attrs.frozen
class Replacement:
    """One record in which a value is to change, before and after."""

    key: str
    old: Scalar
    new: Scalar


def replaceable(kind: Kind) -> tuple[Field, ...]:
    """Return the fields in which one can find and replace."""
    return tuple(field for field in kind.fields if field.value_type is not Type.KEY)


def replacements(
    plan: Plan, kind: Kind, field: Field, find: str, replace: str, *, keys: Iterable[str] = ()
) -> tuple[Replacement, ...]:
    """Return what changes where `find` is replaced, in all records or those of `keys`.

    In a text every occurrence is replaced, whatever its case; any other value is replaced whole, an
    empty `find` stands for unknown there, and an empty `replace` makes it unknown. Raises
    `DomainError` where a new value does not fit the field.
    """
    rows = plan.table(kind.name)
    wanted = [key for key in keys if key in rows] or sorted(rows)
    values = ((key, _value(field, getattr(rows[key], field.name))) for key in wanted)
    found = _in_texts if field.value_type in _TEXTS else _whole
    return tuple(found(field, values, find, replace))


def replacing(kind: Kind, field: Field, found: Iterable[Replacement]) -> Batch:
    """Return the edit that replaces. Raises `DomainError("nothing_to_replace")`."""
    edits = [
        EditField(kind=kind.name, key=one.key, field=field.name, value=one.new) for one in found
    ]
    if not edits:
        raise DomainError("nothing_to_replace", kind=kind.name, field=field.name)
    return Batch(
        commands=tuple(edits), code="replace", facts={"kind": kind.name, "field": field.name}
    )


def _in_texts(
    field: Field, values: Iterable[tuple[str, Scalar]], find: str, replace: str
) -> Iterator[Replacement]:
    if not find:
        return
    pattern = re.compile(re.escape(find), re.IGNORECASE)
    for key, old in values:
        new = pattern.sub(lambda _match: replace, str(old)) if old is not None else None
        if new != old:
            yield Replacement(key, old, field.check(new))


def _whole(
    field: Field, values: Iterable[tuple[str, Scalar]], find: str, replace: str
) -> Iterator[Replacement]:
    old_value, new_value = field.parse(find), field.check(field.parse(replace))
    if old_value == new_value:
        return
    for key, old in values:
        if old == old_value:
            yield Replacement(key, old, new_value)


def _value(field: Field, value: object) -> Scalar:
    """Return a value in the form the plan keeps, so that it compares with what is typed."""
    return None if value is None else field.check(value)
