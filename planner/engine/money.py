# SPDX-License-Identifier: EUPL-1.2
"""Commitments and payments of one state, by class, source and month, in MEUR.

A measure is committed as a whole when it starts: acquisition and the operation of its whole life,
because that is what a hosting agreement binds. Payments follow the work and add up to the same
total, as far as they fall before the end of the series. Where contributions are recorded they are
taken instead: a year's commitment at the start of the measure or else in January, a year's payment
in twelve equal parts. Where only commitments are recorded, their total is paid like any other.
"""

from collections.abc import Iterator, Sequence

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
from planner.engine.rows import Indices, Rows, beside, counted, counted_at, sealed
from planner.engine.times import first_month

_AVAILABLE = CLASSES.index(CapacityClass.AVAILABLE)
_PER_MEUR = 1e9
_COMING = CLASSES.index(CapacityClass.COMING)


@attrs.frozen(eq=False)
class Money:
    """What is promised and paid in each month: (C, 3, T).

    `drawn` is the Union part that draws on the ceiling, (C, T); what was promised before the
    series, or at an unknown date, stands in its first month. `pledged` (C, 3) is all that is
    promised by Union, states and others where the Union's part draws on the ceiling, whenever:
    what Article 5(1) compares.
    """

    commitments: Series
    payments: Series
    drawn: Series
    pledged: Series
    unknowns: tuple[Unknown, ...]


def money(inputs: Inputs, keys: Sequence[str], priced: Sequence[Costs]) -> list[Money]:
    """Spread the costs and the public commitments of some states over the months."""
    ledger = Ledger.of(priced)
    bought, run = ledger.acquisition, ledger.operation
    total = bought + run
    recorded = _recorded(ledger, priced)
    estimated = np.where(ledger.contributed > 0, 0.0, total)
    unpaid = ledger.paid == 0
    commitments = counted(ledger.rows, ledger.class_index, ledger.start, estimated)
    commitments += recorded.commitments
    payments = _instalments(inputs.parameters, ledger, np.where(unpaid, bought, 0.0))
    payments += _running_costs(ledger, *(np.where(unpaid, part, 0.0) for part in (bought, run)))
    payments += recorded.payments
    in_series = np.maximum(ledger.start, 0.0)
    drawn = counted(ledger.rows, ledger.class_index, in_series, estimated[:1])[:, :, 0]
    drawn += recorded.drawn
    pledged = _by_class(ledger, total)
    promised = [
        tuple(_promises(inputs, inputs.roll.rosters[key].commitments, parts))
        for key, *parts in zip(keys, commitments, payments, drawn, pledged, strict=True)
    ]
    sealed(commitments, payments, drawn, pledged)
    blocks = zip(commitments, payments, drawn, pledged, promised, strict=True)
    return [Money(*parts) for parts in blocks]


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
class _Recorded:
    """What contributions say: commitments and payments (S, C, 3, T), drawn (S, C, T)."""

    commitments: Series
    payments: Series
    drawn: Series


def _recorded(ledger: Ledger, priced: Sequence[Costs]) -> _Recorded:
    shape = _shape(ledger)
    pledges = beside(block.pledges for block in priced)
    if not pledges.size:
        nothing = np.zeros(())
        return _Recorded(nothing, nothing, nothing)
    of = dict(zip(PLEDGE, pledges, strict=True))
    owner = Rows([block.pledges.shape[1] for block in priced]).owner
    classes = ledger.class_index[_ledger_row(ledger, owner, of["measure"])]
    sources = of["source"] == np.arange(len(MONEY_SOURCES))[:, None]
    committed = np.where(sources, of["commitment"], 0.0)
    drawing = (of["commitment"] * of["draws"])[None]
    return _Recorded(
        commitments=counted_at(owner, classes, of["month"], committed, shape),
        payments=_over_the_year(
            owner, classes, of["january"], np.where(sources, of["payment"], 0.0), shape
        ),
        drawn=counted_at(
            owner, classes, np.maximum(of["month"], 0.0), drawing, (shape[0], shape[1], 1)
        )[:, :, 0],
    )


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
    delivery = np.maximum(ledger.start, ledger.first - parameters.months_delivery_to_acceptance)
    parts = (
        parameters.payment_at_contract,
        parameters.payment_at_delivery,
        parameters.payment_at_acceptance,
    )
    return counted_at(
        np.tile(ledger.rows.owner, 3),
        np.tile(ledger.class_index, 3),
        np.concatenate([ledger.start, delivery, ledger.first]),
        np.concatenate([bought * part for part in parts], axis=1),
        _shape(ledger),
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


def _promises(
    inputs: Inputs, promises: Sequence[Commitment], series: Sequence[Series]
) -> Iterator[Unknown]:
    for promise in promises:
        yield from _promise(inputs, promise, series)


def _promise(inputs: Inputs, promise: Commitment, series: Sequence[Series]) -> list[Unknown]:
    """Add a public commitment: promised when signed, paid evenly to its last payment."""
    commitments, payments, drawn, pledged = series
    row = _class_of(inputs, promise)
    union = number(promise.union_meur)
    amounts = np.array([union, number(promise.states_meur), number(promise.other_meur)])
    if promise.envelope is not None and not np.isnan(union) and (promise.signed or 0) < HORIZON:
        drawn[row, max(promise.signed or 0, 0)] += union
    if promise.envelope is not None and not np.isnan(amounts[:2]).any():
        pledged[row] += np.nan_to_num(amounts, nan=0.0)
    if promise.signed is not None:
        known = np.nan_to_num(amounts, nan=0.0)
        if 0 <= promise.signed < HORIZON:
            commitments[row, :, promise.signed] += known
        payments[row] += known[:, None] * _schedule(inputs, promise, promise.signed)
    names = ("signed", "union_meur", "states_meur", "other_meur")
    return [
        Unknown("commitment", promise.id, name) for name in names if getattr(promise, name) is None
    ]


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
