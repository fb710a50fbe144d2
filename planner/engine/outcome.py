# SPDX-License-Identifier: EUPL-1.2
"""What a plan amounts to: read-only series by state and month, headline figures, findings.

Axes. S states sorted by code; C = 4 capacity classes in the order of `CapacityClass` (available,
coming, planned, tentative); M = 3 sources of money in the order of `MONEY_SOURCES`; T = 180 months
from 2021-01. A stock is the value at the end of a month, a flow its sum over the month. Classes
are kept apart: only index 0 is available. Money has one row more than S for what belongs to no
single state.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, Self, overload

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.records.infrastructure import CapacityClass
from planner.domain.schema import Choice
from planner.text import N_

Series = NDArray[np.float64]
CLASSES = tuple(CapacityClass)
FIRM = slice(0, len(CLASSES) - 1)
"""The classes that count as committed: what is tentative is not."""
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
    """One series of an outcome: a field of the blocks of all states, made when somebody reads it.

    What is read again after an edit is made from what was read before, so that blocks that did
    not move are copied in one go, and is the same array if nothing in it moved. A series nobody
    looks at costs nothing. `rows` is how many of the blocks, which are those of all states and
    then of what is in none, the series shows.
    """

    __slots__ = ("_array", "_known", "blocks", "field", "rows")

    def __init__(
        self, blocks: Sequence[Any], field: str, rows: int, before: "Stack | None" = None
    ) -> None:
        self.blocks = blocks
        self.field = field
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
            return _whole([getattr(block, self.field) for block in blocks])[: self.rows]
        before = known.read()
        moved = [row for row in range(self.rows) if blocks[row] is not known.blocks[row]]
        rows = {row: getattr(blocks[row], self.field) for row in moved}
        if all(np.array_equal(array, before[row]) for row, array in rows.items()):
            return before
        stacked = before.copy()
        for row, array in rows.items():
            stacked[row] = array
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


class SeriesOf:
    """A series of an outcome: `stage` and `field` are where its blocks come from.

    `parts` are the fields of a block it is made of, where these are not all of them.
    """

    def __init__(self, stage: str, field: str = "", parts: Sequence[str] = ()) -> None:
        self.stage = stage
        self.field = field
        self.parts = parts
        self.name = ""

    def is_same(self, one: object, other: object) -> bool:
        """Tell whether the series of two blocks is known to be the same without making it."""
        parts = self.parts
        return one is other or (
            bool(parts) and all(getattr(one, name) is getattr(other, name) for name in parts)
        )

    def __set_name__(self, _owner: type, name: str) -> None:
        """Take the name of the attribute, which is that of the field unless it has another."""
        self.name = name
        self.field = self.field or name

    @overload
    def __get__(self, outcome: None, owner: type) -> "SeriesOf": ...

    @overload
    def __get__(self, outcome: "Outcome", owner: type) -> Series: ...

    def __get__(self, outcome: "Outcome | None", owner: type) -> "Series | SeriesOf":
        """Return the array of an outcome."""
        return self if outcome is None else outcome.stacks[self.name].read()


class Rulings(Protocol):
    """What the rulebook says of an outcome, see `planner.engine.judging`."""

    def read(self) -> tuple[Finding, ...]:
        """Return all findings."""

    def since(self, before: Self) -> tuple[Finding, ...]:
        """Return what was not found before."""

    def after(self, network: Any, stale: Collection[str]) -> Self:  # noqa: ANN401 - a value of the rules
        """Return the rulings once an edit has moved something."""


_PROGRAMMES = ("programmes", "filled", "attrition")


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
    unknowns: tuple[Unknown, ...]
    stacks: Mapping[str, Stack] = attrs.field(repr=False)
    judgement: Rulings = attrs.field(repr=False)
    cache: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict, repr=False)

    capacity_ef = SeriesOf("capacity", parts=("running", "peak"))
    accelerators = SeriesOf("capacity", parts=("running", "packages"))
    accelerator_hours = SeriesOf("capacity", parts=("running", "packages", "hours"))
    power_mw = SeriesOf("power", parts=("running", "loads"))
    energy_mwh = SeriesOf("power")
    energy_cost_meur = SeriesOf("energy", "cost_meur", ("power", "price"))
    co2_t = SeriesOf("energy", parts=("power", "intensity"))
    commitments_meur = SeriesOf("money", "commitments", ("contracts", "pledges", "promises"))
    payments_meur = SeriesOf(
        "money", "payments", ("costs", "pledges", "promises", "schedules", "parts")
    )
    access_hours = SeriesOf("access", parts=("running", "table", "gaps", "pools"))
    union_hours = SeriesOf("access", parts=("running", "table", "gaps", "units"))
    usable_ef = SeriesOf("usable")
    seats = SeriesOf("people", parts=_PROGRAMMES)
    enrolled = SeriesOf("people", parts=_PROGRAMMES)
    trained = SeriesOf("people", parts=_PROGRAMMES)
    retained = SeriesOf("people", parts=_PROGRAMMES)
    leaving = SeriesOf("people", parts=_PROGRAMMES)
    talent_stock = SeriesOf("people", parts=_PROGRAMMES)
    staff_needed = SeriesOf("staff", parts=("posts",))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules found, by severity, the network before states; made when read."""
        return self.judgement.read()

    def findings_since(self, before: "Outcome") -> tuple[Finding, ...]:
        """Return what the rules found and had not found before, in the same order."""
        return self.judgement.since(before.judgement)

    def row(self, state: str) -> int:
        """Return the index of a state on the first axis."""
        return self.states.index(state)


SERIES: Mapping[str, SeriesOf] = {
    name: found for name, found in vars(Outcome).items() if isinstance(found, SeriesOf)
}
"""Where each series of an outcome comes from, by name."""
