# SPDX-License-Identifier: EUPL-1.2
"""Commitments and payments of one state, by class, source and month, in MEUR.

A measure is committed as a whole when it starts: acquisition and the operation of its whole life,
because that is what a hosting agreement binds. Payments follow the work and add up to the same
total, as far as they fall before the end of the series. Where contributions are recorded they are
taken instead: a year's commitment at the start of the measure or else in January, a year's payment
in twelve equal parts. Where only commitments are recorded, their total is paid like any other.
"""

from collections.abc import Callable, Iterator, Sequence

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.records.funding import Commitment
from planner.domain.records.infrastructure import CapacityClass, Status, System
from planner.engine.costs import Costs, Ledger
from planner.engine.funding import PLEDGE
from planner.engine.inputs import MONTHS, Inputs, number
from planner.engine.outcome import CLASSES, MONEY_SOURCES, Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.rows import Indices, Rows, beside, counted, counted_at, later, sealed
from planner.engine.times import first_month

_AVAILABLE = CLASSES.index(CapacityClass.AVAILABLE)
_PER_MEUR = 1e9
_COMING = CLASSES.index(CapacityClass.COMING)


@attrs.frozen(eq=False)
class Money:
    """What is promised and paid, made of the costs of measures and of public commitments.

    `contracts` (5, n) are class, month and amounts of measures without contributions, `costs` and
    `pledges` the tables of `Costs`, `promises` (k, 5) class, month (NaN unknown)
    and amounts of public commitments, `schedules` (k, T) the shares paid of them, `parts` how an
    acquisition is paid. `drawn` is the Union part that draws on the ceiling, (C, T); what was
    promised before the series, or at an unknown date, stands in its first month. `pledged` (C, 3)
    is all that is promised by Union, states and others where the Union's part draws on the
    ceiling, whenever: what Article 5(1) compares.
    """

    contracts: Series
    costs: Series
    pledges: Series
    promises: Series
    schedules: Series
    parts: tuple[float, ...]
    drawn: Series
    pledged: Series
    unknowns: tuple[Unknown, ...]
    made: Callable[[], tuple[Series, Series]] = attrs.field(eq=False, repr=False)

    @property
    def commitments(self) -> Series:
        """Return what is promised in each month: (C, 3, T)."""
        return self.made()[0]

    @property
    def payments(self) -> Series:
        """Return what is paid in each month: (C, 3, T)."""
        return self.made()[1]


def money(inputs: Inputs, keys: Sequence[str], priced: Sequence[Costs]) -> list[Money]:
    """Spread the costs and the public commitments of some states over the months."""
    ledger = Ledger.of(priced)
    bought, run = ledger.acquisition, ledger.operation
    total = bought + run
    estimated = np.where(ledger.contributed > 0, 0.0, total)
    pledges = _Pledges.of(ledger, priced)
    drawn = counted(ledger.rows, ledger.class_index, np.maximum(ledger.start, 0.0), estimated[:1])[
        :, :, 0
    ]
    drawn += pledges.drawn
    pledged = _by_class(ledger, total)
    signed = [inputs.roll.rosters[key].commitments for key in keys]
    for promises, *sums in zip(signed, drawn, pledged, strict=True):
        _draw(inputs, promises, *sums)
    contracts = np.array([ledger.class_index, ledger.start, *estimated])
    sealed(drawn, pledged, contracts)
    promised = [_Promised.of(inputs, promises) for promises in signed]
    series = later(
        len(keys),
        lambda: _series(inputs.parameters, ledger, (bought, run, estimated), pledges, promised),
    )
    return [
        Money(
            contracts=contracts[:, part],
            costs=block.table,
            pledges=block.pledges,
            promises=promised[row].table,
            schedules=promised[row].schedules,
            parts=_parts(inputs.parameters),
            drawn=drawn[row],
            pledged=pledged[row],
            unknowns=tuple(_unknowns(signed[row])),
            made=series[row],
        )
        for row, (block, part) in enumerate(zip(priced, ledger.rows.parts, strict=True))
    ]


def _series(
    parameters: Parameters,
    ledger: Ledger,
    amounts: tuple[Series, Series, Series],
    pledges: "_Pledges",
    promised: Sequence["_Promised"],
) -> list[tuple[Series, Series]]:
    """Spread the amounts of measures, contributions and public commitments over the months."""
    bought, run, estimated = amounts
    unpaid = ledger.paid == 0
    commitments = counted(ledger.rows, ledger.class_index, ledger.start, estimated)
    commitments += pledges.commitments
    payments = _instalments(parameters, ledger, np.where(unpaid, bought, 0.0))
    payments += _running_costs(ledger, *(np.where(unpaid, part, 0.0) for part in (bought, run)))
    payments += pledges.payments
    for row, promises in enumerate(promised):
        promises.add_to(commitments[row], payments[row])
    sealed(commitments, payments)
    return list(zip(commitments, payments, strict=True))


def profile(parameters: Parameters, ledger: Ledger) -> tuple[Series, Series]:
    """Return the payments for acquisition and for operation of each measure: (n, 3, T) each.

    As if nothing were recorded; `ledger` must have each measure as a state of its own.
    """
    bought, run = ledger.acquisition, ledger.operation
    nothing = np.zeros_like(bought)
    acquisition = _instalments(parameters, ledger, bought)
    acquisition += _running_costs(ledger, bought, nothing)
    operation = _running_costs(ledger, nothing, run)
    return acquisition.sum(axis=1), operation.sum(axis=1)


def promised_by_month(inputs: Inputs, promise: Commitment) -> Series:
    """Return the share of a public commitment paid in each month, (T,); zero if not signed."""
    if promise.signed is None:
        return np.zeros(HORIZON)
    return np.asarray(_schedule(inputs, promise, promise.signed))


@attrs.frozen(eq=False)
class _Pledges:
    """The contributions to the measures of several states side by side; `table` as in `PLEDGE`."""

    table: Series
    owner: Indices
    classes: Indices
    shape: tuple[int, int, int]

    @classmethod
    def of(cls, ledger: Ledger, priced: Sequence[Costs]) -> "_Pledges":
        """Put the contributions of several states side by side."""
        table = beside(block.pledges for block in priced)
        owner = Rows([block.pledges.shape[1] for block in priced]).owner
        rows = _ledger_row(ledger, owner, table[PLEDGE.index("measure")])
        return cls(table, owner, ledger.class_index[rows], _shape(ledger))

    @property
    def commitments(self) -> Series:
        """Return what is promised in each month: (S, C, 3, T); a zero if nothing is."""
        if not self.table.size:
            return _NOTHING
        return self._counted(self["month"], self._by_source("commitment"), self.shape)

    @property
    def payments(self) -> Series:
        """Return what is paid in each month: (S, C, 3, T); a zero if nothing is."""
        if not self.table.size:
            return _NOTHING
        paid = self._by_source("payment")
        return _over_the_year(self.owner, self.classes, self["january"], paid, self.shape)

    @property
    def drawn(self) -> Series:
        """Return what draws on the ceiling in each month: (S, C, T); a zero if nothing does."""
        if not self.table.size:
            return _NOTHING
        drawing = (self["commitment"] * self["draws"])[None]
        shape = (*self.shape[:2], 1)
        return self._counted(np.maximum(self["month"], 0.0), drawing, shape)[:, :, 0]

    def __getitem__(self, name: str) -> Series:
        """Return a row of the table."""
        return np.asarray(self.table[PLEDGE.index(name)])

    def _by_source(self, amount: str) -> Series:
        sources = self["source"] == np.arange(len(MONEY_SOURCES))[:, None]
        return np.where(sources, self[amount], 0.0)

    def _counted(self, months: Series, amounts: Series, shape: tuple[int, int, int]) -> Series:
        return counted_at(self.owner, self.classes, months, amounts, shape)


_NOTHING = np.zeros(())


def _ledger_row(ledger: Ledger, owner: Indices, measure: Series) -> Indices:
    """Return where the measure of each contribution stands among those of all states."""
    first = np.array([part.start for part in ledger.rows.parts], dtype=np.intp)
    return np.asarray(first[owner] + measure.astype(np.intp))


def _over_the_year(
    owner: Indices,
    classes: Indices,
    january: Series,
    amounts: Series,
    shape: tuple[int, int, int],
) -> Series:
    """Pay the amount of a year in twelve equal parts: (S, C, 3, T)."""
    monthly = _whole(amounts / 12)
    first, last = np.maximum(january, 0.0), np.maximum(january + 12, 0.0)
    steps = counted_at(
        np.tile(owner, 2),
        np.tile(classes, 2),
        np.concatenate([first, last]),
        np.concatenate([monthly, -monthly], axis=1),
        shape,
    )
    np.cumsum(steps, axis=-1, out=steps)
    steps /= _PER_MEUR
    return steps


def _by_class(ledger: Ledger, total: Series) -> Series:
    """Add amounts (3, n) up by state and class: (S, C, 3)."""
    states, classes, sources = _shape(ledger)
    cells = (ledger.rows.owner * classes + ledger.class_index) * sources
    cells = cells + np.arange(sources)[:, None]
    found = np.bincount(cells.ravel(), total.ravel(), minlength=states * classes * sources)
    return np.asarray(found, dtype=np.float64).reshape(states, classes, sources)


def _instalments(parameters: Parameters, ledger: Ledger, acquisition: Series) -> Series:
    """Pay 30 % at the contract, 40 % on delivery, 30 % at acceptance (arguable): (S, C, 3, T).

    Delivery is three months before acceptance, but not before the contract.
    """
    bought = np.where(ledger.intakes == 0, acquisition, 0.0)
    *parts, before_acceptance = _parts(parameters)
    delivery = np.maximum(ledger.start, ledger.first - before_acceptance)
    return counted_at(
        np.tile(ledger.rows.owner, 3),
        np.tile(ledger.class_index, 3),
        np.concatenate([ledger.start, delivery, ledger.first]),
        np.concatenate([bought * part for part in parts], axis=1),
        _shape(ledger),
    )


def _parts(parameters: Parameters) -> tuple[float, float, float, float]:
    """Return what is paid at contract, delivery and acceptance, and months between the last two."""
    return (
        parameters.payment_at_contract,
        parameters.payment_at_delivery,
        parameters.payment_at_acceptance,
        parameters.months_delivery_to_acceptance,
    )


def _running_costs(ledger: Ledger, acquisition: Series, operation: Series) -> Series:
    """Pay operation and courses month by month: (S, C, 3, T).

    Operation costs a twelfth of its year in each month from acceptance to the end. Intakes of a
    talent programme come every twelve months from its start; each is paid in equal parts over its
    duration, at least one month.
    """
    courses = ledger.intakes > 0
    duration = np.maximum(ledger.first - ledger.start, 1.0)
    shares = np.where(courses, acquisition / np.maximum(ledger.intakes * duration, 1.0), 0.0)
    monthly = _whole(shares + operation / np.maximum(ledger.end - ledger.first, 1.0))
    repeats = np.maximum(ledger.intakes, 1.0).astype(np.intp)
    nth = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    first = np.repeat(np.where(courses, ledger.start, ledger.first), repeats) + 12 * nth
    length = np.where(courses, duration, np.maximum(ledger.end - ledger.first, 0.0))
    last = first + np.repeat(length, repeats)
    owner = np.repeat(ledger.rows.owner, repeats)
    classes, amounts = np.repeat(ledger.class_index, repeats), np.repeat(monthly, repeats, axis=1)
    steps = counted_at(
        np.tile(owner, 2),
        np.tile(classes, 2),
        np.maximum(np.concatenate([first, last]), 0.0),
        np.concatenate([amounts, -amounts], axis=1),
        _shape(ledger),
    )
    np.cumsum(steps, axis=-1, out=steps)
    steps /= _PER_MEUR
    return steps


def _shape(ledger: Ledger) -> tuple[int, int, int]:
    return len(ledger.rows.counts), len(CLASSES), len(MONEY_SOURCES)


def _whole(amounts: Series) -> Series:
    """Return MEUR as whole thousandths of a euro.

    Whole numbers of this size add up exactly, so what begins and ends leaves nothing behind.
    """
    return np.rint(amounts * _PER_MEUR)


def _draw(inputs: Inputs, promises: Sequence[Commitment], drawn: Series, pledged: Series) -> None:
    """Add public commitments to what draws on the ceiling, (C, T), and is pledged, (C, 3)."""
    for promise in promises:
        row, amounts = _class_of(inputs, promise), _amounts(promise)
        union, month = amounts[0], max(promise.signed or 0, 0)
        if promise.envelope is not None and not np.isnan(union) and month < HORIZON:
            drawn[row, month] += union
        if promise.envelope is not None and not np.isnan(amounts[:2]).any():
            pledged[row] += np.nan_to_num(amounts, nan=0.0)


@attrs.frozen(eq=False)
class _Promised:
    """The public commitments of one state: promised when signed, paid evenly to the last payment.

    `table` (5, k): class, month of signature (-1 unknown) and known amounts of Union, states and
    others; `schedules` (k, T).
    """

    table: Series
    schedules: Series

    @classmethod
    def of(cls, inputs: Inputs, promises: Sequence[Commitment]) -> "_Promised":
        """Gather the public commitments of one state."""
        if not promises:
            return _NO_PROMISES
        rows = [
            (
                _class_of(inputs, one),
                -1 if one.signed is None else one.signed,
                *np.nan_to_num(_amounts(one), nan=0.0),
            )
            for one in promises
        ]
        schedules = np.array([promised_by_month(inputs, one) for one in promises])
        return cls(np.array(rows, dtype=np.float64).T, schedules)

    def add_to(self, commitments: Series, payments: Series) -> None:
        """Add them to what is promised and paid in their state: (C, 3, T) each."""
        for (row, month, *amounts), schedule in zip(self.table.T, self.schedules, strict=True):
            if 0 <= month < HORIZON:
                commitments[int(row), :, int(month)] += amounts
            payments[int(row)] += np.array(amounts)[:, None] * schedule


_NO_PROMISES = _Promised(np.zeros((5, 0)), np.zeros((0, HORIZON)))


def _amounts(promise: Commitment) -> Series:
    given = (promise.union_meur, promise.states_meur, promise.other_meur)
    return np.array([number(amount) for amount in given])


def _unknowns(promises: Sequence[Commitment]) -> Iterator[Unknown]:
    for promise in promises:
        for name in ("signed", "union_meur", "states_meur", "other_meur"):
            if getattr(promise, name) is None:
                yield Unknown("commitment", promise.id, name)


def _class_of(inputs: Inputs, promise: Commitment) -> int:
    """Return the class of a commitment: available if its system operates, coming if not."""
    if promise.system is None:
        return _COMING
    status = inputs.plan.get(System, promise.system).status
    return _AVAILABLE if status in (Status.OPERATIONAL, Status.RETIRED) else _COMING


def _schedule(inputs: Inputs, promise: Commitment, signed: int) -> Series:
    """Return the share of a commitment paid in each month, (T,).

    In equal parts where the last payment is known; else by the profile of a purchase, accepted
    with its system or, without one, 18 months after the contract.
    """
    parameters = inputs.parameters
    if promise.last_payment is not None:
        last = max(promise.last_payment, signed)
        return ((signed <= MONTHS) & (last >= MONTHS)) / (last - signed + 1)
    accepted = None
    if promise.system is not None:
        accepted = first_month(inputs, inputs.plan.get(System, promise.system))
    if accepted is None or accepted < signed:
        accepted = signed + parameters.months_contract_to_operation
    delivery = max(signed, accepted - parameters.months_delivery_to_acceptance)
    shares = np.zeros(HORIZON)
    for month, part in (
        (signed, parameters.payment_at_contract),
        (delivery, parameters.payment_at_delivery),
        (accepted, parameters.payment_at_acceptance),
    ):
        if 0 <= month < HORIZON:
            shares[int(month)] += part
    return shares
