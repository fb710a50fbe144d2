# SPDX-License-Identifier: EUPL-1.2
"""Which record of the plan a row of a table is about.

By id, else by the natural key of its kind, else by as much of that as the table gives, or by the
state alone, if that fits one record only. Germany has two AI factories: a row that only says
Germany is asked about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.schema import Kind, Scalar
from planner.sentences import apart_words, name_in
from planner.workbook.importing.tables import folded

Finder = Callable[[str], str | None]
Values = Mapping[str, Sequence[Scalar]]
Index = Mapping[tuple[object, ...], list[str]]
NAME, _STATE = "name", "state"


@attrs.frozen
class Several:
    """Records a row might be about, and the field it was recognised by."""

    field: str
    keys: tuple[str, ...]


class Recogniser:
    """Finds the record of a row, by its place in the table."""

    def __init__(self, plan: Plan, kind: Kind, values: Values, find_state: Finder) -> None:
        self.natural = tuple(name for name in kind.natural_key if name != "id")
        self._plan = plan
        self._kind = kind
        self._values = values
        self._find_state = find_state
        self._records = plan.table(kind.name)
        self._indexes = list(self._made_indexes())
        wanted = {self.natural, *(names for names, _index in self._indexes)}
        self._folded = {names: self._fold_all(names) for names in wanted}

    def _fold_all(self, names: tuple[str, ...]) -> list[tuple[object, ...]]:
        """Return what each row gives for some fields, folded."""
        known = {name: _all_folded(self._values.get(name, ())) for name in names}
        count = max(map(len, self._values.values()), default=0)
        return list(zip(*(known[name] or [None] * count for name in names), strict=True))

    def key(self, place: int) -> str | Several:
        """Return the key of the record, or those it might be; empty for a new one without an id.

        A running number is no id.
        """
        given = str(self.value("id", place) or "")
        found = given if given in self._records else self._by_name(place)
        return found or ("" if given.isdigit() else given)

    def knows_none(self) -> bool:
        """Tell at a glance that all rows are about new records, and have no id of their own."""
        if "id" in self._values or self._kind.name == State.KIND.name:
            return False
        return all(index.keys().isdisjoint(self._folded[names]) for names, index in self._indexes)

    def tells_all_apart(self) -> bool:
        """Tell at a glance that no two rows go by the same name."""
        identities = self._folded[self.natural]
        return bool(self.natural) and len(set(identities)) == len(identities)

    def _by_name(self, place: int) -> str | Several:
        if self._kind.name == State.KIND.name:
            return self._state_key(place)
        for names, index in self._indexes:
            keys = index.get(self._folded[names][place], ())
            if len(keys) == 1:
                return keys[0]
            if keys and names != self.natural:
                return Several(names[0], tuple(keys))
        return ""

    def identity(self, place: int) -> tuple[object, ...] | None:
        """Return by what two rows about the same new record are known; `None` if by nothing."""
        values = self._folded[self.natural][place] if self.natural else ()
        return values if any(value is not None for value in values) else None

    def value(self, name: str, place: int) -> Scalar:
        """Return what a row gives for a field."""
        values = self._values.get(name)
        return None if values is None else values[place]

    def name(self, place: int, key: str = "") -> str:
        """Return what to call a row: as the plan calls its record, else as the row does."""
        record = self._records.get(key) if key else None
        if record is not None:
            return name_in(self._plan, record)
        given = (self.value(name, place) for name in (NAME, "title"))
        called = next((str(word) for word in given if word is not None), "")
        values = {name: self.value(name, place) for name in self.natural}
        return called or apart_words(self._plan, self._kind, values)

    def _made_indexes(self) -> Iterator[tuple[tuple[str, ...], Index]]:
        for names in self._wanted():
            index: dict[tuple[object, ...], list[str]] = defaultdict(list)
            for key, record in self._records.items():
                index[tuple(fold(getattr(record, name)) for name in names)].append(key)
            yield names, index

    def _wanted(self) -> Iterator[tuple[str, ...]]:
        """Yield the fields to recognise a record by, the strictest first."""
        mapped = tuple(name for name in self.natural if name in self._values)
        needed = [name for name in self.natural if self._kind.field(name).required]
        if mapped and all(name in mapped for name in needed):
            yield self.natural
            if len(mapped) > 2 and mapped[0] == NAME:
                yield mapped[:2]
        elif mapped:
            yield mapped
        elif _STATE in self._values:
            yield (_STATE,)

    def _state_key(self, place: int) -> str:
        words = self.value(NAME, place) or self.value("iso3", place)
        return (self._find_state(str(words)) if words else None) or ""


def _all_folded(values: Sequence[Scalar]) -> list[object]:
    known = {value: fold(value) for value in set(values)}
    return [known[value] for value in values]


def fold(value: Scalar) -> object:
    """Return a value as two people would write the same name."""
    return folded(value) if isinstance(value, str) else value
