# SPDX-License-Identifier: EUPL-1.2
"""The states before the rules in one go, and their records side by side.

Most rules concern few of many records. What a rule declares as `among` sieves all records at once,
as masks over columns; only what may break it is then looked at one by one. A sieve may let through
more than what breaks the rule, never less.
"""

import math
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import COMPUTE, MeasureKind
from planner.engine.funding import SHARES
from planner.engine.inputs import COMMITTED, Inputs, columns, numbers
from planner.engine.outcome import Series
from planner.engine.parameters import Parameters
from planner.engine.rows import Indices, Rows, beside
from planner.engine.rules.case import Case
from planner.engine.times import Fleet

Mask = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Side:
    """Records of several states, each state's by key; `owner` is the position of the state."""

    records: Sequence[Any]
    owner: Indices
    _made: dict[Hashable, Any] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, parts: Sequence[Sequence[Any]]) -> "Side":
        """Put the records of several states side by side."""
        return cls(list(chain.from_iterable(parts)), Rows([len(part) for part in parts]).owner)

    def numbers(self, field: str) -> Series:
        """Return a field of all records, NaN where it is unknown."""
        found: Series = self._once(field, lambda: numbers(self._column(field)))
        return found

    def unknown(self, *fields: str) -> Mask:
        """Tell of which records any of these fields is unknown."""
        found = np.zeros(len(self.records), dtype=np.bool_)
        for field in fields:
            found |= np.isnan(self.numbers(field))
        return found

    def is_in(self, field: str, values: Collection[Hashable]) -> Mask:
        """Tell of which records a field has one of these values."""
        found: Mask = self._once((field, values), lambda: self._chosen(field, values))
        return found

    def has(self, keys: Mapping[str, object]) -> Mask:
        """Tell of which records something is filed under their key."""
        if not keys:
            return np.zeros(len(self.records), dtype=np.bool_)
        return np.array([one in keys for one in self._column("id")], dtype=np.bool_)

    def where(self, mask: Mask) -> "Picked":
        """Return the records in a mask, each with the position of its state."""
        (rows,) = mask.nonzero()
        if not rows.size:
            return ()
        records = self.records
        return [
            (state, records[row])
            for state, row in zip(self.owner[rows].tolist(), rows.tolist(), strict=True)
        ]

    def _chosen(self, field: str, values: Collection[Hashable]) -> Mask:
        codes, known = self._once(("coded", field), lambda: _coded(self._column(field)))
        return np.asarray(np.array([one in values for one in known], dtype=np.bool_)[codes])

    def _column(self, field: str) -> list[Any]:
        found: list[Any] = self._once(("raw", field), lambda: columns(self.records, field)[0])
        return found

    def _once(self, name: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what is made
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


Picked = Sequence[tuple[int, Any]]
"""The records a rule is to look at, each with the position of its state."""


class Docket:
    """The cases of several states; `blocks` are those of the stages before, in their order."""

    def __init__(
        self, inputs: Inputs, keys: Sequence[str], blocks: Mapping[str, Sequence[Any]]
    ) -> None:
        self.inputs = inputs
        self.keys = keys
        self.blocks = blocks
        self._rosters = [inputs.roll.rosters[key] for key in keys]

    @cached_property
    def cases(self) -> list[Case]:
        """Return the case of each state."""
        rows = zip(self.keys, *self.blocks.values(), strict=True)
        return [Case.of(self.inputs, key, dict(zip(self.blocks, row))) for key, *row in rows]  # noqa: B905 - as many as there are stages

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.inputs.plan

    @property
    def parameters(self) -> Parameters:
        """Return the parameters of the plan."""
        return self.inputs.parameters

    def limit(self, rule: str, name: str) -> float:
        """Return a number of a rule, as the rule set has it or the plan's planners edited it."""
        return self.inputs.law.value(rule, name)

    @cached_property
    def measures(self) -> Side:
        """Return all measures."""
        return Side.of([roster.measures for roster in self._rosters])

    @cached_property
    def machines(self) -> Side:
        """Return the systems whose time is known, and the systems and upgrades to come.

        The rows are those of `planner.engine.times.Times`, state by state.
        """
        return Side.of([case.machines for case in self.cases])

    @cached_property
    def in_service(self) -> tuple[Series, Series]:
        """Return from when to when there is any machine in each state, infinite without one."""
        return self._by_state(np.minimum, "first"), self._by_state(np.maximum, "end")

    @cached_property
    def turnover(self) -> tuple[Series, Series]:
        """Return when the last machine of each state starts and when the first one ends."""
        return self._by_state(np.maximum, "first"), self._by_state(np.minimum, "end")

    def _by_state(self, which: np.ufunc, field: str) -> Series:
        """Return the earliest or latest month of the machines of each state."""
        found = np.full(len(self.keys), math.inf if which is np.minimum else -math.inf)
        which.at(found, self._fleet.rows.owner, getattr(self._fleet, field))
        return found

    @cached_property
    def _fleet(self) -> Fleet:
        return Fleet.of(self.blocks["times"])

    @cached_property
    def pools(self) -> Series:
        """Return what part of the Union's time on each machine each pool has: (P, n)."""
        return beside(block.pools for block in self.blocks["access"])

    def money(self, name: str) -> Series:
        """Return a row of `planner.engine.funding.SHARES` for all measures."""
        return np.asarray(self._money[SHARES.index(name)])

    @cached_property
    def _money(self) -> Series:
        return beside(block.table for block in self.blocks["funding"])

    @cached_property
    def states(self) -> Side:
        """Return the states themselves."""
        known = self.plan.of(State)
        return Side.of([[known[key]] if key in known else [] for key in self.keys])

    def states_with(self, measures: Mask) -> Picked:
        """Return the states that have any of the measures in a mask."""
        here = sorted(set(self.measures.owner[measures].tolist()))
        return [(row, self.states.records[row]) for row in here]

    @cached_property
    def computing(self) -> Mask:
        """Tell which measures are systems or upgrades."""
        return self.of_kind(*COMPUTE)

    def of_kind(self, *kinds: MeasureKind) -> Mask:
        """Tell which measures are of one of these kinds."""
        return self.measures.is_in("kind", kinds)

    @cached_property
    def committed(self) -> Mask:
        """Tell which measures are at least committed."""
        return self.measures.is_in("status", COMMITTED)

    def reached(self, status: Status) -> Mask:
        """Tell which measures have come as far as a status."""
        return self.measures.is_in("status", _AS_FAR[status])

    @cached_property
    def end(self) -> Series:
        """Return the first month after the life of each measure, as planned."""
        of = self.measures.numbers
        return of("start") + of("lead_months") + of("life_months")


def _coded(values: Sequence[Any]) -> tuple[Indices, list[Any]]:
    known = {value: position for position, value in enumerate(dict.fromkeys(values))}
    codes = np.array([known[value] for value in values], dtype=np.intp)
    return codes, list(known)


_ORDER = tuple(Status)
_AS_FAR = {status: _ORDER[rank:] for rank, status in enumerate(_ORDER)}
