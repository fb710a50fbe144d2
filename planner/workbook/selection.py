# SPDX-License-Identifier: EUPL-1.2
"""Which records of a plan are exported: kinds, states and a condition on fields."""

from collections.abc import Iterable, Iterator

import attrs

from planner import text
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.schema import Kind, Record, Scalar, Schema
from planner.engine.filters import Condition, meeting
from planner.sentences import value_words
from planner.text import _

_STATE = State.KIND.name


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
        said.extend(f"{one.field} {one.test.value} {one.value}" for one in self.conditions)
        return said

    def rows(self, plan: Plan, kind: Kind) -> list[Record]:
        """Return the chosen records of a kind, by key; a condition on other kinds leaves them."""
        conditions = [one for one in self.conditions if _has(kind, one.field)]
        table = meeting(plan, kind, conditions, words=value_words)
        return [table[key] for key in sorted(table) if self._is_there(plan, table[key])]

    def _is_there(self, plan: Plan, record: Record) -> bool:
        if not self.states:
            return True
        found = set(states_of(plan, record))
        return not found or bool(found & self.states)


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
