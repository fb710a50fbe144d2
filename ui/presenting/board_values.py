# SPDX-License-Identifier: EUPL-1.2
"""What the board shows: a row for each state, a bar for each measure and each existing machine."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from planner.engine.chips import RUNNING
from planner.engine.outcome import Finding, Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.slipping import can_slip
from planner.engine.times import planned_month
from planner.sentences import size_words
from planner.text import N_, _, labelled, month_label, ngettext, state_name
from ui.panes.values import BoardBar, BoardRow
from ui.presenting.acceptance import acceptance_words
from ui.presenting.kept import Kept
from ui.presenting.timeline_lanes import lanes_of

_UNDATED = N_("{name} has no month of acceptance yet: give it one in its form.")


def board_rows(plan: Plan, outcome: Outcome, bars: Sequence[BoardBar] = ()) -> tuple[BoardRow, ...]:
    """Return the states in the reader's alphabetical order, members of the Union first.

    Each says how many of the bars lie in it.
    """
    counts = Counter(bar.row for bar in bars)
    covered = frozenset(outcome.headlines.covered)
    states = sorted(
        plan.of(State).values(),
        key=lambda s: (s.membership is not Membership.EU_MEMBER, _alphabetical(state_name(s.id))),
    )
    return tuple(
        BoardRow(
            state=state.id,
            name=state_name(state.id),
            count=counts[state.id],
            covered=state.id in covered,
            detail=_(state.membership.label),
        )
        for state in states
    )


def grouped_board(
    plan: Plan, outcome: Outcome, bars: Sequence[BoardBar], by: str
) -> tuple[tuple[BoardRow, ...], tuple[BoardBar, ...]]:
    """Return rows by one of `LANES`, and the bars in them."""
    if by == "state":
        return board_rows(plan, outcome, bars), tuple(bars)
    lanes = lanes_of(plan, by)
    lying = tuple(attrs.evolve(bar, row=lanes.lane(bar)) for bar in bars)
    counts = Counter(bar.row for bar in lying)
    rows = (
        BoardRow(key, name, counts[key], covered=None, home=lanes.homes.get(key, ""))
        for key, name in lanes.names.items()
        if key in counts or key in lanes.homes
    )
    return tuple(rows), lying


def _alphabetical(name: str) -> str:
    """Return what a name is sorted by: without its accents, as a directory would."""
    return unicodedata.normalize("NFKD", name).casefold()


def board_bars(plan: Plan, outcome: Outcome, kept: Kept[BoardBar]) -> tuple[BoardBar, ...]:
    """Return the bars: existing machines locked, what is to come free to move.

    A machine whose chips come late is in service later than planned, and its bar says both months.
    `kept` holds the bars of measures from the last time; a bar of before is given out again.
    """
    broken = {f.key: f.rule for f in outcome.findings if _is_broken(f)}
    life = round(12 * Parameters.of(plan).system_lifetime)
    known = plan.of(System)
    late = _late(plan, outcome)
    systems = [
        _system_bar(plan, s, life, late.get(s.id, 0))
        for s in known.values()
        if _starts(s) is not None
    ]
    needs = {
        key: (
            measure,
            known.get(measure.base_system or ""),
            broken.get(key, ""),
            late.get(key, 0),
        )
        for key, measure in plan.of(Measure).items()
    }
    return (*systems, *kept.each(needs, _measure_bar))


def _late(plan: Plan, outcome: Outcome) -> dict[str, int]:
    """Return by how many months the chips of machines move their acceptance, where they do."""
    systems, measures, parameters = plan.of(System), plan.of(Measure), Parameters.of(plan)
    moved: dict[str, int] = {}
    for block in outcome.cache.get("times", {}).values():
        planned = [planned_month(systems[key], parameters) for key in block.systems]
        planned += [measures[key].in_service for key in block.measures]
        keys = (*block.systems, *block.measures)
        for key, month, first in zip(keys, planned, block.first.tolist(), strict=True):
            if month is not None and first != month:
                moved[key] = round(first - month)
    return moved


def _is_broken(finding: Finding) -> bool:
    return finding.kind == "measure" and finding.severity is Severity.ERROR and finding.checkable


def _starts(system: System) -> int | None:
    return system.accepted if system.accepted is not None else system.contracted


def _system_bar(plan: Plan, system: System, life: int, late: int) -> BoardBar:
    """Return the bar of a machine; without a known end it ends after the usual life in months."""
    assumed = (_starts(system) or 0) + late + life
    start = (_starts(system) or 0) if system.accepted is None else system.accepted + late
    end = system.retired if system.retired is not None else assumed
    return BoardBar(
        key=system.id,
        row=system.state,
        state=system.state,
        label=_named(system.name, late),
        kind="upgrade" if system.base_system else "system",
        status=_(system.status.label),
        start=start,
        end=max(start, end - 1),
        tentative=system.status is not Status.OPERATIONAL,
        locked=not can_slip(system),
        lasting=True,
        stays=_UNDATED if system.status not in RUNNING and system.accepted is None else "",
        detail="\n".join(_system_detail(plan, system, late)),
    )


def _system_detail(plan: Plan, system: System, late: int) -> Iterator[str]:
    yield labelled(system.name, _(system.status.label))
    yield labelled(_("In service"), acceptance_words(plan, system, late=late))


def _named(name: str, late: int) -> str:
    return f"{name} · {_months_late(late)}" if late > 0 else name


def _months_late(late: int) -> str:
    return ngettext("+{count} month", "+{count} months", late).format(count=late)


def _moved(planned: int, late: int) -> str:
    """Return a month, and before it the planned one where chips have moved it."""
    month = month_label(planned + late)
    if not late:
        return month
    return _("{planned} → {month}").format(planned=month_label(planned), month=month)


def _measure_bar(measure: Measure, base: System | None, rule: str, late: int) -> BoardBar:
    lines = [
        _(measure.name),
        size_words(measure.kind, measure.size),
        _("Start {start}, in service {service}").format(
            start=month_label(measure.start), service=_moved(measure.in_service, late)
        ),
        _(measure.status.label),
    ]
    if base is not None:
        lines.append(_("For {system}").format(system=base.name))
    return BoardBar(
        key=measure.id,
        row=measure.state,
        state=measure.state,
        label=_named(_(measure.name), late),
        kind=measure.kind.family,
        status=_(measure.status.label),
        start=measure.start,
        end=max(measure.start, measure.end + late - 1),
        tentative=measure.status is Status.TENTATIVE,
        detail="\n".join(lines),
        conflict=rule,
        operational=measure.status is Status.OPERATIONAL,
    )
