# SPDX-License-Identifier: EUPL-1.2
"""What a plan amounts to: read-only series by state and month, headline figures, findings.

Axes. S states sorted by code; C = 4 capacity classes in the order of `CapacityClass` (available,
coming, planned, tentative); M = 3 sources of money in the order of `MONEY_SOURCES`; T = 180 months
from 2021-01. A stock is the value at the end of a month, a flow its sum over the month. Classes
are kept apart: only index 0 is available. Money has one row more than S for what belongs to no
single state.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, overload

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.records.infrastructure import CapacityClass
from planner.domain.schema import Choice
from planner.text import N_

Series = NDArray[np.float64]
CLASSES = tuple(CapacityClass)
MONEY_SOURCES = ("union", "states", "other")


class Severity(Choice):
    """How serious a finding is; no finding ever blocks a draft."""

    ERROR = "error", N_("error")
    WARNING = "warning", N_("warning")
    INFO = "info", N_("information")


class Finding(NamedTuple):
    """What a rule says about one record: a code and facts, never a sentence.

    `checkable` is False where an input is unknown, which is never a pass. `facts` are
    sorted pairs of plain values so that findings compare and hash. A large plan has ten thousand
    of them, and a named tuple is made twice as fast as a frozen record.
    """

    rule: str
    severity: Severity
    kind: str
    key: str
    facts: tuple[tuple[str, Any], ...] = ()
    checkable: bool = True


@attrs.frozen
class Unknown:
    """An input that is not known, and so a contribution that is missing from a figure."""

    kind: str
    key: str
    field: str


@attrs.frozen
class Headlines:
    """The figures above the map. Money in MEUR, undiscounted.

    `union_committed_meur` counts measures that are at least committed, and public commitments
    that draw on a ceiling; `union_tentative_meur` what tentative measures would add.
    """

    union_committed_meur: float
    union_tentative_meur: float
    union_ceiling_meur: float | None
    covered: tuple[str, ...]
    not_covered: tuple[str, ...]


class Stack:
    """One series of an outcome: the blocks of all states, put together when somebody reads it.

    What is read again after an edit is made from what was read before, so that blocks that did
    not move are copied in one go. A series nobody looks at costs nothing. `rows` is how many of
    the blocks, which are those of all states and then of what is in none, the series shows.
    """

    __slots__ = ("_array", "_known", "blocks", "rows")

    def __init__(self, blocks: Sequence[Series], rows: int, before: "Stack | None" = None) -> None:
        self.blocks = blocks
        self.rows = rows
        self._array: Series | None = None
        self._known = None if before is None else before.last_read()

    def read(self) -> Series:
        """Return the series, read-only."""
        if self._array is None:
            self._array = self._stacked()
            self._known = None
        return self._array

    def last_read(self) -> "Stack | None":
        """Return the last stack that was read, this one or one before it."""
        return self if self._array is not None else self._known

    def _stacked(self) -> Series:
        known, blocks = self._known, self.blocks
        if known is None or len(known.blocks) != len(blocks):
            return _whole(blocks)[: self.rows]
        stacked = known.read().copy()
        for row in range(self.rows):
            if blocks[row] is not known.blocks[row]:
                stacked[row] = blocks[row]
        stacked.flags.writeable = False
        return stacked


def _whole(blocks: Sequence[Series]) -> Series:
    """Stack the blocks of all states; made in one go, they are the rows of one array already."""
    base, first = blocks[0].base, blocks[0]
    whole = base is not None and base.size == len(blocks) * first.size and first.flags.c_contiguous
    if base is not None and whole and all(block.base is base for block in blocks):
        stacked = base.reshape(len(blocks), *first.shape)
    else:
        stacked = np.stack(blocks)
    stacked.flags.writeable = False
    return stacked


class _Series:
    """A series of an outcome: `stage` and `field` are where its blocks come from."""

    def __init__(self, stage: str, field: str = "") -> None:
        self.stage = stage
        self.field = field
        self.name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        """Take the name of the attribute, which is that of the field unless it has another."""
        self.name = name
        self.field = self.field or name

    @overload
    def __get__(self, outcome: None, owner: type) -> "_Series": ...

    @overload
    def __get__(self, outcome: "Outcome", owner: type) -> Series: ...

    def __get__(self, outcome: "Outcome | None", owner: type) -> "Series | _Series":
        """Return the array of an outcome."""
        return self if outcome is None else outcome.stacks[self.name].read()


@attrs.frozen(eq=False)
class Outcome:
    """All computed figures of one plan.

    capacity_ef, accelerators, accelerator_hours (hours in the month), power_mw (site load at
    peak, PUE included): (S, C, T). energy_mwh, energy_cost_meur, co2_t (in the month): (S, C, T);
    cost and emission are zero where the state's price or intensity is unknown, which `unknowns`
    then names.
    commitments_meur, payments_meur (in the month): (S + 1, C, M, T).
    access_hours (accelerator-hours in the month, counted in packages, by owner of the time as in
    `planner.engine.access.OWNERS`): (S, C, O, T). union_hours (the Union's hours, units of each
    kind apart as in `planner.engine.access.UNITS`): (S, C, U, T).
    usable_ef (what people, power and links let through of capacity_ef): (S, C, T).
    seats, trained (people who completed), retained, leaving (all so far), enrolled, talent_stock,
    staff_needed (FTE): (S, C, T).
    """

    states: tuple[str, ...]
    headlines: Headlines
    findings: tuple[Finding, ...]
    unknowns: tuple[Unknown, ...]
    stacks: Mapping[str, Stack] = attrs.field(repr=False)
    cache: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict, repr=False)

    capacity_ef = _Series("capacity")
    accelerators = _Series("capacity")
    accelerator_hours = _Series("capacity")
    power_mw = _Series("power")
    energy_mwh = _Series("power")
    energy_cost_meur = _Series("energy", "cost_meur")
    co2_t = _Series("energy")
    commitments_meur = _Series("money", "commitments")
    payments_meur = _Series("money", "payments")
    access_hours = _Series("access")
    union_hours = _Series("access")
    usable_ef = _Series("usable")
    seats = _Series("people")
    enrolled = _Series("people")
    trained = _Series("people")
    retained = _Series("people")
    leaving = _Series("people")
    talent_stock = _Series("people")
    staff_needed = _Series("people")

    def row(self, state: str) -> int:
        """Return the index of a state on the first axis."""
        return self.states.index(state)


SERIES: Mapping[str, _Series] = {
    name: found for name, found in vars(Outcome).items() if isinstance(found, _Series)
}
"""Where each series of an outcome comes from, by name."""
