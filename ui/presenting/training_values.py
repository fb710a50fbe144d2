# SPDX-License-Identifier: EUPL-1.2
"""The chart of training time: weeks for one workload on each machine in service in a month."""

import math
from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.access import Workload
from planner.domain.records.infrastructure import CapacityClass
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.training import TrainingTime, baseline, best, training_times
from planner.sentences import record_word
from planner.text import _, month_label, number, percent, significant, state_name
from ui.charts.values import WeekBar, WeekBars

_SHOWN = 8
_THOUSAND = 1_000


def workload_names(plan: Plan) -> Mapping[str, str]:
    """Return the workloads of a plan by key, the smallest first, as `70 B × 2 T`."""
    rows = sorted(plan.of(Workload).values(), key=lambda row: (row.parameters_bn, row.id))
    return {row.id: _short(row) for row in rows}


def training_values(
    plan: Plan, outcome: Outcome, workload: str, *, month: int, as_of: str
) -> WeekBars:
    """Return the eight fastest machines, the baseline of January 2024, and what is left out.

    A plan without workloads has no bars and says so.
    """
    chosen = plan.of(Workload).get(workload)
    title = _("Training time in {month}").format(month=month_label(month))
    if chosen is None:
        return _values(title, as_of, summary=_("This plan holds no training workload."))
    times = training_times(plan, outcome, chosen, month)
    known = [time for time in times if time.weeks is not None]
    before = baseline(plan, outcome, chosen)
    return _values(
        title,
        as_of,
        summary=_summary(plan, chosen, best(times), before, month),
        bars=tuple(_bar(plan, time, chosen) for time in known[:_SHOWN]),
        baseline=math.nan if before is None or before.weeks is None else before.weeks,
        baseline_label=_before_words(plan, before),
        target=Parameters.of(plan).training_target_weeks,
        left_out=len(times) - len(known[:_SHOWN]),
    )


def _values(title: str, as_of: str, **parts: object) -> WeekBars:
    return WeekBars(
        title=title,
        unit=_("weeks"),
        source=_("6·P·T operations; utilisation and share of a machine are assumptions"),
        as_of=as_of,
        **parts,  # type: ignore[arg-type]  # the parts are those of the class
    )


def _bar(plan: Plan, time: TrainingTime, workload: Workload) -> WeekBar:
    name = record_word(plan, time.kind, time.key)
    detail = _(
        "{machine}, {state}: {weeks} weeks on {accelerators} accelerators, {hours} accelerator-"
        "hours. {share} of the machine at {utilisation} of its dense BF16 peak; {class_}."
    ).format(
        machine=name,
        state=state_name(time.state),
        weeks=significant(time.weeks),
        accelerators=number(time.accelerators),
        hours=number(time.hours),
        share=percent(workload.machine_share, 0),
        utilisation=percent(workload.utilisation, 0),
        class_=_(time.capacity_class.label),
    )
    planned = time.capacity_class is not CapacityClass.AVAILABLE
    return WeekBar(time.key, name, time.weeks or math.nan, planned=planned, detail=detail)


def _before_words(plan: Plan, before: TrainingTime | None) -> str:
    if before is None:
        return _("January 2024: no machine whose peak is known")
    return _("January 2024: {weeks} weeks ({machine})").format(
        weeks=significant(before.weeks), machine=record_word(plan, before.kind, before.key)
    )


def _summary(
    plan: Plan,
    workload: Workload,
    fastest: TrainingTime | None,
    before: TrainingTime | None,
    month: int,
) -> str:
    if fastest is None:
        return _("No machine in service can train this in {month}.").format(
            month=month_label(month)
        )
    words = _("{workload} takes {weeks} weeks on {machine} in {month}. {before}.")
    return words.format(
        workload=_(workload.name),
        weeks=significant(fastest.weeks),
        machine=record_word(plan, fastest.kind, fastest.key),
        month=month_label(month),
        before=_before_words(plan, before),
    )


def _short(workload: Workload) -> str:
    return _("{parameters} B × {tokens} T").format(
        parameters=number(workload.parameters_bn, 1),
        tokens=number(workload.tokens_bn / _THOUSAND, 1),
    )
