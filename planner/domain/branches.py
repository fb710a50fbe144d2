# SPDX-License-Identifier: EUPL-1.2
"""A scenario's plan: that of its parent, with what the scenario has decided otherwise.

The parent may have moved on: it may have removed what the scenario edits or points at, or have
found a use for what the scenario removed. Then the decision rests. It is listed as a loose end, it
stays in the history, and it counts again as soon as it makes sense again.
"""

from collections.abc import Iterator, Mapping

import attrs

from planner.domain.changes import Change, ChangeSet, applied
from planner.domain.errors import DomainError
from planner.domain.lineage import Deviations
from planner.domain.plan import Plan
from planner.domain.schema import Field, Record, Scalar, evolved

_KEY = "id"
RecordKey = tuple[str, str]


@attrs.frozen
class LooseEnd:
    """A decision that rests because of what its parent became.

    `code` is `record_gone` (it edits what is no longer there), `target_gone` (it points at
    `target`, which is no longer there), `still_needed` (it removes what is used again, by
    `target`) or the code of the error a record cannot be made for.
    """

    code: str
    kind: str
    key: str
    field: str = ""
    target: RecordKey = ("", "")


@attrs.frozen
class Branched:
    """A scenario's plan, what sets it apart from its parent's, and which decisions rest."""

    plan: Plan
    changes: ChangeSet
    loose_ends: tuple[LooseEnd, ...] = ()


def branched(parent: Plan, deviations: Deviations) -> Branched:
    """Return the plan of a scenario with these decisions."""
    if not deviations:
        return Branched(parent, ChangeSet())
    branch = _Branch(parent, deviations)
    branch.compose()
    branch.settle()
    changes = ChangeSet(tuple(branch.changes()))
    return Branched(applied(parent, changes), changes, tuple(dict.fromkeys(branch.loose_ends)))


class _Branch:
    """The records a scenario writes, while it is found out which of them make sense."""

    def __init__(self, parent: Plan, deviations: Deviations) -> None:
        self.loose_ends: list[LooseEnd] = []
        self.written: dict[RecordKey, Record | None] = {}
        self._parent = parent
        self._values = _by_record(deviations)

    def compose(self) -> None:
        """Write every record as the scenario wants it, whatever it points at."""
        for (table, key), values in self._values.items():
            inherited = self._parent.table(table).get(key)
            if _KEY in values and values[_KEY] is None:
                self.written[table, key] = None
            elif inherited is not None:
                self.written[table, key] = evolved(inherited, **values)
            elif _KEY in values:
                self._create(table, key, values)
            else:
                self.loose_ends.append(LooseEnd("record_gone", table, key))

    def settle(self) -> None:
        """Let decisions rest, one round after the other, until nothing points at nothing."""
        while rests := [*self._useless_pointers(), *self._needed_removals()]:
            for end, field in rests:
                self.loose_ends.append(end)
                self._let_rest(end, field)

    def changes(self) -> Iterator[Change]:
        """Yield what the scenario writes; every value was checked when it was read."""
        for (table, key), after in self.written.items():
            before = self._parent.table(table).get(key)
            if before != after:
                yield Change(table, key, before, after)

    def _create(self, table: str, key: str, values: Mapping[str, Scalar]) -> None:
        try:
            self.written[table, key] = self._parent.schema.kind(table).build(values)
        except DomainError as error:
            self.loose_ends.append(LooseEnd(error.code, table, key))

    def _useless_pointers(self) -> Iterator[tuple[LooseEnd, Field | None]]:
        for (table, key), record in self.written.items():
            for field in () if record is None else record.KIND.references:
                for target in _pointed(getattr(record, field.name)):
                    if self._find(field.target, target) is None:
                        yield self._rest_of_pointer((table, key), field, target)

    def _rest_of_pointer(
        self, where: RecordKey, field: Field, target: str
    ) -> tuple[LooseEnd, Field | None]:
        """Return what rests: the pointer, or the removal of what it points at."""
        removed = target in self._parent.table(field.target)
        if removed and field.name not in self._values[where]:
            return LooseEnd("still_needed", field.target, target, target=where), None
        return LooseEnd("target_gone", *where, field.name, (field.target, target)), field

    def _needed_removals(self) -> Iterator[tuple[LooseEnd, Field | None]]:
        gone = [where for where, record in self.written.items() if record is None]
        for table in dict.fromkeys(table for table, _key in gone):
            keys = {key for name, key in gone if name == table}
            for kind, field in self._parent.schema.pointing_at(table):
                for row in self._parent.table(kind.name).values():
                    if (kind.name, row.id) in self.written:
                        continue
                    for key in keys.intersection(_pointed(getattr(row, field.name))):
                        end = LooseEnd("still_needed", table, key, target=(kind.name, row.id))
                        yield end, None

    def _let_rest(self, end: LooseEnd, field: Field | None) -> None:
        where = (end.kind, end.key)
        record = self.written.get(where)
        inherited = self._parent.table(end.kind).get(end.key)
        if field is None or record is None:
            self.written.pop(where, None)
        elif inherited is not None:
            self._values[where].pop(field.name, None)
            self.written[where] = evolved(record, **{field.name: getattr(inherited, field.name)})
        elif field.required:
            del self.written[where]
        else:
            rest = _without(getattr(record, field.name), end.target[1])
            self.written[where] = evolved(record, **{field.name: rest})

    def _find(self, table: str, key: str) -> Record | None:
        if (table, key) in self.written:
            return self.written[table, key]
        return self._parent.table(table).get(key)


def _by_record(deviations: Deviations) -> dict[RecordKey, dict[str, Scalar]]:
    grouped: dict[RecordKey, dict[str, Scalar]] = {}
    for (table, key, field), deviation in deviations.items():
        grouped.setdefault((table, key), {})[field] = deviation.value
    return grouped


def _without(value: Scalar, target: str) -> Scalar:
    if not isinstance(value, tuple):
        return None
    return tuple(key for key in value if key != target) or None


def _pointed(value: Scalar) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)
