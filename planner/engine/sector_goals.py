# SPDX-License-Identifier: EUPL-1.2
"""How far the targets of a sector have come, and the money that is stated for it.

Baseline, target and what was reached are those of the plan. A target frozen on a day is judged by
the part of the time since then that has passed.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from planner.domain.commands import Batch, EditField
from planner.domain.plan import Plan
from planner.domain.records.instruments import Call, Instrument, InstrumentKind
from planner.domain.records.uptake import Target
from planner.domain.schema import Choice, Scalar
from planner.text import N_


class Light(Choice):
    """How a target stands."""

    REACHED = "reached", N_("reached")
    ON_TRACK = "on_track", N_("on track")
    BEHIND = "behind", N_("behind")
    UNKNOWN = "unknown", N_("cannot be told")


@attrs.frozen
class Standing:
    """The part of the way that is done and the part of the time that has passed; 1 is all."""

    done: float | None
    passed: float | None
    light: Light


def standing(row: Target, today: date) -> Standing:
    """Judge one target.

    Done = (reached - baseline) / (target - baseline). Passed is the time since the freeze, over
    the time from the freeze to the end of the year it is due.
    """
    done, passed = _done(row), _passed(row, today)
    if done is None:
        return Standing(None, passed, Light.UNKNOWN)
    if done >= 1:
        return Standing(done, passed, Light.REACHED)
    if passed is None:
        return Standing(done, None, Light.UNKNOWN)
    return Standing(done, passed, Light.ON_TRACK if done >= passed else Light.BEHIND)


def was_changed(row: Target) -> bool:
    """Tell whether a target counts another value now than the one it was frozen at."""
    frozen = row.frozen_target
    return frozen is not None and row.target is not None and frozen != row.target


def frozen(row: Target, today: date) -> Batch:
    """Return the edits that freeze a target at the value it has, on a day."""
    values = {"frozen_on": today.isoformat(), "frozen_target": row.target}
    return _edits(row, values, "freeze_target", {})


def next_version(row: Target) -> Batch:
    """Return the edits that begin the next version of a target; its reason is still to be given."""
    version = row.version + 1
    return _edits(row, {"version": version, "reason": None}, "new_version", {"version": version})


@attrs.frozen
class SectorMoney:
    """MEUR stated for a sector, by the lines of GenAI4EU and by calls; never one sum."""

    lines_meur: float | None
    calls_meur: float | None
    calls: int


def sector_money(plan: Plan, sector: str) -> SectorMoney:
    """Add up what lines of GenAI4EU and calls state for a sector; unknown is not zero.

    A line whose parts name the same sector is left to its parts.
    """
    lines = (row.budget_meur for row in genai4eu_lines(plan, sector))
    calls = [row for row in plan.of(Call).values() if row.sector == sector]
    return SectorMoney(_stated(lines), _stated(row.union_meur for row in calls), len(calls))


def genai4eu_lines(plan: Plan, sector: str) -> tuple[Instrument, ...]:
    """Return the lines of GenAI4EU that count for a sector, by key."""
    rows = [row for _key, row in sorted(plan.of(Instrument).items()) if row.sector == sector]
    wholes = {row.part_of for row in rows}
    found = (row for row in rows if row.instrument is InstrumentKind.GENAI4EU)
    return tuple(row for row in found if row.id not in wholes)


def _edits(
    row: Target, values: Mapping[str, Scalar], code: str, facts: Mapping[str, Scalar]
) -> Batch:
    kind = row.KIND.name
    edits = tuple(
        EditField(kind=kind, key=row.id, field=name, value=value) for name, value in values.items()
    )
    return Batch(commands=edits, code=code, facts={"kind": kind, "key": row.id, **facts})


def _stated(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return math.fsum(known) if known else None


def _done(row: Target) -> float | None:
    if row.baseline is None or row.target is None or row.actual is None:
        return None
    way = row.target - row.baseline
    if way == 0:
        return 1.0 if row.actual == row.target else None
    return (row.actual - row.baseline) / way


def _passed(row: Target, today: date) -> float | None:
    if row.frozen_on is None or row.year is None:
        return None
    start, end = date.fromisoformat(row.frozen_on), date(row.year, 12, 31)
    if end <= start:
        return 1.0
    return min(1.0, max(0.0, (today - start).days / (end - start).days))
