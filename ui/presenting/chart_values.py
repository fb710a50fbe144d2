# SPDX-License-Identifier: EUPL-1.2
"""The live charts' values. Only what is operational is running; all else is drawn as planned."""

from collections.abc import Callable, Mapping

import numpy as np
from attrs import frozen

from planner.domain.months import HORIZON, YEARS
from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope, EnvelopeType
from planner.engine.outcome import MONEY_SOURCES, Outcome, Series
from planner.text import N_, _, month_label, significant, state_name, whole
from ui.charts.values import (
    OTHERS_INDEX,
    Column,
    Line,
    LineValues,
    StackValues,
    YearBars,
    group_bands,
)
from ui.presenting.usable_values import network_limits

AVAILABLE = 0
TENTATIVE = 3
_LEADERS = 7


@frozen
class Measured:
    """A series of the outcome: how it is called, its unit, and where to read it."""

    title: str
    unit: str
    read: Callable[[Outcome], Series]
    scale: float = 1.0


CAPACITY: Mapping[str, Measured] = {
    "ef": Measured(N_("AI capacity by state"), "EFLOP/s BF16", lambda o: o.capacity_ef),
    "accelerators": Measured(
        N_("Accelerators by state"), N_("thousand"), lambda o: o.accelerators, 1e-3
    ),
    "hours": Measured(
        N_("Accelerator-hours a month by state"),
        N_("million"),
        lambda o: o.accelerator_hours,
        1e-6,
    ),
}
USABLE = "ef"
POWER = Measured(N_("Power by state"), "MW", lambda o: o.power_mw)


def stack_values(
    outcome: Outcome,
    measured: Measured,
    *,
    month: int,
    as_of: str,
    order: tuple[str, ...] | None = None,
) -> StackValues:
    """Return the stacked area of a series: the top seven states and the others.

    `order` names the states that lead, so that colours stay while a plan is edited.
    """
    series = measured.read(outcome) * measured.scale
    running, planned = series[:, AVAILABLE], series[:, AVAILABLE + 1 :].sum(axis=1)
    labels = list(outcome.states)
    bands = group_bands(labels, running, planned, others=_("Others"), order=order)
    total_now = float(running[:, month].sum())
    total_planned = float(planned[:, month].sum())
    summary = _(
        "{title}, {month}: {running} {unit} operational, {planned} {unit} not yet operational."
    ).format(
        title=_(measured.title),
        month=month_label(month),
        running=significant(total_now),
        planned=significant(total_planned),
        unit=_(measured.unit),
    )
    usable = outcome.usable_ef.sum(axis=(0, 1)) if measured is CAPACITY[USABLE] else None
    limits = network_limits(outcome, month) if usable is not None else ""
    if limits:
        summary += " " + _("Usable: {usable} {unit}, limited by {limits}.").format(
            usable=significant(float(outcome.usable_ef[:, :, month].sum())),
            unit=_(measured.unit),
            limits=limits,
        )
    return StackValues(
        usable=usable,
        limits=(lambda at: network_limits(outcome, at)) if usable is not None else None,
        title=_(measured.title),
        unit=_(measured.unit),
        source=_("Public figures and assumptions of this plan; hatched is not yet operational"),
        as_of=as_of,
        summary=summary,
        running=bands[0],
        planned=bands[1],
    )


def leading_states(outcome: Outcome, measured: Measured) -> tuple[str, ...]:
    """Return the states that lead over the whole horizon, largest first."""
    totals = measured.read(outcome).sum(axis=(1, 2))
    ranked = np.argsort(-totals, kind="stable")[:_LEADERS]
    return tuple(outcome.states[row] for row in ranked)


def money_by_year(outcome: Outcome, *, as_of: str) -> YearBars:
    """Return payments a year by source; what is only tentative is drawn as planned."""
    paid = outcome.payments_meur.sum(axis=0)
    firm = _yearly(paid[:TENTATIVE].sum(axis=0))
    tentative = _yearly(paid[TENTATIVE])
    words = {"union": _("Union"), "states": _("States"), "other": _("Region, private, other")}
    columns = [Column(words[name], firm[row], row) for row, name in enumerate(MONEY_SOURCES)]
    columns += [
        Column(
            _("{source}, tentative").format(source=words[name]), tentative[row], row, planned=True
        )
        for row, name in enumerate(MONEY_SOURCES)
    ]
    summary = _("Payments to 2035: {union} m€ Union, {states} m€ states, {other} m€ other.").format(
        union=significant(float((firm + tentative)[0].sum()), 4),
        states=significant(float((firm + tentative)[1].sum()), 4),
        other=significant(float((firm + tentative)[2].sum()), 4),
    )
    return YearBars(
        title=_("Payments a year"),
        unit=_("m€"),
        source=_("30 / 40 / 30 % at contract, delivery and acceptance (assumption)"),
        as_of=as_of,
        summary=summary,
        columns=tuple(columns),
    )


def money_against_ceiling(plan: Plan, outcome: Outcome, *, as_of: str) -> YearBars:
    """Return cumulative Union commitments against the legal ceiling in force each year."""
    committed = outcome.commitments_meur.sum(axis=0)[:, 0]
    firm = np.cumsum(_yearly(committed[:TENTATIVE].sum(axis=0)))
    tentative = np.cumsum(_yearly(committed[TENTATIVE]))
    ceiling = union_ceiling_by_year(plan)
    return YearBars(
        title=_("Union commitments against the ceiling"),
        unit=_("m€, cumulative"),
        source=_("Commitments of this plan; ceiling of Regulation (EU) 2021/1173 as amended"),
        as_of=as_of,
        summary=_("Union commitments reach {firm} m€, tentative measures add {more} m€.").format(
            firm=significant(float(firm[-1]), 4), more=significant(float(tentative[-1]), 4)
        ),
        columns=(
            Column(_("committed"), firm, 0),
            Column(_("tentative"), tentative, 0, planned=True),
        ),
        envelope=ceiling,
    )


def union_ceiling_by_year(plan: Plan) -> Series:
    """Return the total ceiling of Union money for each year, nan where none is in force.

    Shape (15,), MEUR. Of two ceilings the one that came into force later replaces the other.
    """
    ceilings = [
        envelope
        for envelope in plan.of(Envelope).values()
        if envelope.type is EnvelopeType.CEILING and envelope.programme == "EuroHPC"
    ]
    result = np.full(YEARS, np.nan)
    for envelope in sorted(ceilings, key=lambda e: e.valid_from or -1_000):
        start = max(0, (envelope.valid_from or envelope.first_month or 0) // 12)
        end = YEARS if envelope.last_month is None else envelope.last_month // 12 + 1
        if envelope.amount_meur is not None:
            result[start:end] = envelope.amount_meur
    return result


def people_values(outcome: Outcome, *, month: int, as_of: str) -> LineValues:
    """Return the pipeline from seats to those who left again, and the staff that is needed."""
    trained = outcome.trained.sum(axis=(0, 1))
    stock = outcome.talent_stock.sum(axis=(0, 1))
    needed = outcome.staff_needed.sum(axis=(0, 1))
    return LineValues(
        title=_("People trained"),
        unit=_("persons"),
        is_whole=True,
        source=_("Talent programmes of this plan; completion and retention are assumptions"),
        as_of=as_of,
        summary=_("{month}: {trained} trained, {stock} available, {needed} staff needed.").format(
            month=month_label(month),
            trained=whole(float(trained[month])),
            stock=whole(float(stock[month])),
            needed=whole(float(needed[month])),
        ),
        lines=(
            Line(_("trained, cumulative"), trained, 1, filled=True),
            Line(_("seats offered, cumulative"), _all(outcome.seats), 3),
            Line(_("enrolled"), _all(outcome.enrolled), 6),
            Line(_("available"), stock, 0),
            Line(_("left again, cumulative"), _all(outcome.leaving), 5),
            Line(_("staff needed (assumption)"), needed, OTHERS_INDEX, style="dashed"),
        ),
    )


def _all(series: Series) -> Series:
    """Sum a series over states and classes."""
    return np.asarray(series.sum(axis=(0, 1)))


def _yearly(monthly: Series) -> Series:
    return np.asarray(monthly.reshape(*monthly.shape[:-1], HORIZON // 12, 12).sum(axis=-1))


def state_words(code: str) -> str:
    """Return what a band is called in full."""
    return state_name(code)
