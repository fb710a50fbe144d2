# SPDX-License-Identifier: EUPL-1.2
"""Which records of a plan are exported: kinds, states and a condition on fields."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from planner import text
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.schema import Field, Kind, Record, Scalar, Schema
from planner.text import _
from planner.workbook.choices import Wording, folded, list_name

_STATE = State.KIND.name
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_CONDITION = re.compile(r"\s*(\w+)\s*(<=|>=|!=|=|<|>|~)\s*(.*?)\s*")


@attrs.frozen(kw_only=True)
class Condition:
    """A field, how it is compared, and with what, as in `status=operational` or `name~LUMI`."""

    field: str
    comparison: str
    value: str

    @classmethod
    def parse(cls, words: str) -> "Condition":
        """Read a condition. Raises `DomainError("not_a_condition")`."""
        match = _CONDITION.fullmatch(words)
        if match is None:
            raise DomainError("not_a_condition", value=words)
        return cls(field=match[1], comparison=match[2], value=match[3])

    def holds(self, record: Record, field: Field, wording: Wording) -> bool:
        """Tell whether a record meets the condition; what is unknown meets none but `!=`."""
        value = getattr(record, field.name)
        if self.comparison in _COMPARED:
            wanted = field.parse(self.value)
            return _number(value) and _COMPARED[self.comparison](value, wanted)  # type: ignore[arg-type]  # _number says so
        told = {folded(words) for words in _told(field, value, wording)}
        wanted = folded(self.value)
        if self.comparison == "~":
            return any(wanted in words for words in told)
        return (wanted in told) is (self.comparison == "=")


@attrs.frozen(kw_only=True)
class Selection:
    """What to export; nothing given means everything.

    A record belongs to the states it names, or to those of the records it names. One that belongs
    to no state, such as an entry of the catalogue, is exported with every choice of states.
    """

    kinds: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left out."""
        return not (self.kinds or self.states or self.conditions)

    def chosen_kinds(self, schema: Schema) -> list[Kind]:
        """Return the kinds to export in the order of the schema.

        Raises `DomainError("unknown_kind")`, and `DomainError("unknown_field")` for a condition on
        a field that none of them has.
        """
        named = {schema.kind(name).name for name in self.kinds}
        kinds = [kind for kind in schema.kinds.values() if not named or kind.name in named]
        for condition in self.conditions:
            if not any(_has(kind, condition.field) for kind in kinds):
                listed = ", ".join(kind.name for kind in kinds)
                raise DomainError("unknown_field", kind=listed, field=condition.field)
        return kinds

    def words(self, schema: Schema) -> list[str]:
        """Say in words what was chosen; nothing if that is everything."""
        said = []
        if self.kinds:
            said.append(", ".join(_(schema.kind(name).plural) for name in self.kinds))
        if self.states:
            said.append(", ".join(sorted(text.state_name(state) for state in self.states)))
        said.extend(f"{c.field} {c.comparison} {c.value}" for c in self.conditions)
        return said

    def rows(self, plan: Plan, kind: Kind, wording: Wording) -> list[Record]:
        """Return the chosen records of a kind, by key."""
        table = plan.table(kind.name)
        return [
            table[key]
            for key in sorted(table)
            if self._is_there(plan, table[key]) and self._holds(table[key], kind, wording)
        ]

    def _is_there(self, plan: Plan, record: Record) -> bool:
        if not self.states:
            return True
        found = set(states_of(plan, record))
        return not found or bool(found & self.states)

    def _holds(self, record: Record, kind: Kind, wording: Wording) -> bool:
        return all(
            one.holds(record, kind.field(one.field), wording)
            for one in self.conditions
            if _has(kind, one.field)
        )


WHOLE = Selection()


def selected(
    schema: Schema, *, kinds: Iterable[str], states: Iterable[str], where: Iterable[str]
) -> Selection:
    """Return a selection from plain words.

    Raises `DomainError`: `unknown_kind`, `unknown_field` or `not_a_condition`.
    """
    selection = Selection(
        kinds=tuple(schema.kind(kind).name for kind in kinds),
        states=frozenset(states),
        conditions=tuple(Condition.parse(words) for words in where),
    )
    selection.chosen_kinds(schema)
    return selection


def states_of(plan: Plan, record: Record) -> Iterator[str]:
    """Yield the states a record belongs to: itself, those it names, those of what it names."""
    if record.KIND.name == _STATE:
        yield record.id
        return
    near = list(_named(record, _STATE))
    if near:
        yield from near
        return
    for field in record.KIND.references:
        for key in _keys(getattr(record, field.name)):
            target = plan.tables.get(field.target, {}).get(key)
            if target is not None:
                yield from _named(target, _STATE)


def _named(record: Record, kind: str) -> Iterator[str]:
    for field in record.KIND.references:
        if field.target == kind:
            yield from _keys(getattr(record, field.name))


def _keys(value: Scalar) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _has(kind: Kind, field: str) -> bool:
    return any(one.name == field for one in kind.fields)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _told(field: Field, value: Scalar, wording: Wording) -> Iterator[str]:
    """Yield all that a value may be called: as in files, and in words where it has a list."""
    yield field.format(value)
    if list_name(field) is None or value is None:
        return
    labels = wording.labels(field)
    for code in _keys(field.format(value) if isinstance(value, bool) else value):
        yield code
        yield labels.get(code, code)
