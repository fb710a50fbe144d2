# SPDX-License-Identifier: EUPL-1.2
"""The edit that settles a finding, where there is a mechanical one.

A fix is a command like any other: previewed, executed by a person, undoable. It changes as little
as it can and invents nothing a planner would have to know.
"""

from collections.abc import Callable, Mapping, Sequence
from math import floor
from typing import Any

from planner.domain.commands import Assign, Batch, Command, EditField, Move, SetStatus
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation
from planner.domain.records.contributions import Contribution, PaidBy, Purpose
from planner.domain.records.desk import Proposal
from planner.domain.records.infrastructure import Owner, Status
from planner.domain.records.measures import TALENT, Measure, MeasureKind, Template
from planner.domain.schema import Scalar
from planner.engine.funding import contributions_to
from planner.engine.outcome import Finding
from planner.engine.parameters import Parameters
from planner.engine.rules.law import law_of

Facts = Mapping[str, Any]
_ROUNDED = 1e-4  # a share in a finding has four decimals
_THOUSANDTHS = 1_000  # of a million: the smallest sum of the budget


def fix_for(finding: Finding, plan: Plan) -> Command | None:
    """Return the edit that settles a finding, `None` where only a person can."""
    maker = _FIXES.get(finding.rule)
    if maker is None or not finding.checkable:
        return None
    if plan.tables.get(finding.kind, {}).get(finding.key) is None:
        return None
    return maker(finding, plan)


def _set(field: str, value: Scalar) -> Callable[[Finding, Plan], Command]:
    return lambda finding, _plan: _edit(finding, field, value)


def _edit(finding: Finding, field: str, value: Scalar) -> Command:
    return EditField(kind=finding.kind, key=finding.key, field=field, value=value)


def _to_the_limit(field: str, purpose: Purpose) -> Callable[[Finding, Plan], Command | None]:
    """Lower a share to what is allowed, or what the Union contributes where that is recorded."""

    def lowered(finding: Finding, plan: Plan) -> Command | None:
        rows = [one for one in contributions_to(plan, finding.key) if one.purpose is purpose]
        if not rows:
            return _edit(finding, field, dict(finding.facts)["limit"])
        return _contribute_less(finding, rows)

    return lowered


def _contribute_less(finding: Finding, rows: Sequence[Contribution]) -> Command | None:
    """Lower the Union's contributions, each by the same part, to U = limit / (1 - limit) x others.

    None where they do not make up the whole cost or are not of one price year: what is to give
    way is then for a person to say.
    """
    union = sum(one.commitment_meur or 0.0 for one in rows if one.paid_by is PaidBy.UNION)
    others = sum(one.commitment_meur or 0.0 for one in rows) - union
    facts = dict(finding.facts)
    is_whole = union > 0 and abs(union / (union + others) - facts["share"]) < _ROUNDED
    if not is_whole or len({one.price_year for one in rows}) > 1:
        return None
    part = facts["limit"] / (1 - facts["limit"]) * others / union
    edits = tuple(
        EditField(
            kind=one.KIND.name,
            key=one.id,
            field="commitment_meur",
            value=floor(one.commitment_meur * part * _THOUSANDTHS) / _THOUSANDTHS,
        )
        for one in rows
        if one.paid_by is PaidBy.UNION and one.commitment_meur
    )
    return edits[0] if len(edits) == 1 else Batch(commands=edits)


def _mid_range(finding: Finding, plan: Plan) -> Command | None:
    """Lower the shares of a mid-range machine that are above the limit, one or both."""
    measure = plan.of(Measure).get(finding.key)
    if measure is None:
        return None
    limit = dict(finding.facts)["limit"]
    shares = ("union_share_acquisition", "union_share_operation")
    lowered = [_edit(finding, name, limit) for name in shares if getattr(measure, name) > limit]
    if len(lowered) < len(shares):
        return next(iter(lowered), None)
    return Batch(commands=tuple(lowered))


def _start(fact: str) -> Callable[[Finding, Plan], Command | None]:
    """Move a measure to the first or last month that is allowed."""
    return lambda finding, _plan: Move(measure=finding.key, start=int(dict(finding.facts)[fact]))


def _start_in_time(finding: Finding, plan: Plan) -> Command | None:
    """Move an upgrade to the last month that is allowed, unless that has gone by."""
    month = int(dict(finding.facts)["bound_month"])
    return Move(measure=finding.key, start=month) if month >= Parameters.of(plan).as_of else None


def _close_the_gap(finding: Finding, plan: Plan) -> Command | None:
    """Bring the successor forward so that it is accepted when the old machine leaves."""
    facts = dict(finding.facts)
    if facts["successor_kind"] != Measure.KIND.name:
        if finding.kind == "system":
            return _edit(finding, "retired", int(facts["successor_month"]))
        return None
    successor = plan.get(Measure, facts["successor"])
    return Move(measure=successor.id, start=successor.start - int(facts["gap_months"]))


def _give_a_data_centre(finding: Finding, plan: Plan) -> Command | None:
    """Assign the first data centre of the catalogue to the state, with the measure's own start."""
    measure, template = plan.of(Measure).get(finding.key), _template(plan, MeasureKind.DATA_CENTRE)
    if measure is None or template is None:
        return None
    return Assign(
        template=template,
        state=measure.state,
        start=measure.start,
        base_measure=measure.id,
        status=measure.status,
        measure=f"{measure.id}-hall",
    )


def _give_a_programme(finding: Finding, plan: Plan) -> Command | None:
    """Assign the first talent programme of the catalogue, to start with the first system."""
    template = next((t for kind in TALENT_ORDER if (t := _template(plan, kind))), None)
    starts = [
        m.start
        for m in plan.of(Measure).values()
        if m.state == finding.key and m.kind is MeasureKind.SYSTEM
    ]
    if template is None or not starts:
        return None
    key = f"{finding.key.lower()}-programme"
    if key in plan.of(Measure):
        return None
    return Assign(
        template=template,
        state=finding.key,
        start=min(starts),
        status=Status.COMMITTED,
        measure=key,
    )


def _not_yet(finding: Finding, _plan: Plan) -> Command | None:
    """Call a machine that is still to come under deployment rather than operational."""
    if finding.kind == Measure.KIND.name:
        return SetStatus(measure=finding.key, status=Status.UNDER_DEPLOYMENT)
    return _edit(finding, "status", Status.UNDER_DEPLOYMENT)


def _large_scale_months(finding: Finding, plan: Plan) -> Command | None:
    """Take the next longer of 3, 6 and 12 months."""
    months = plan.get(Allocation, finding.key).months
    return _edit(finding, "months", next((m for m in (3, 6, 12) if m >= months), 12))


def _at_most(rule: str, field: str) -> Callable[[Finding, Plan], Command | None]:
    """Lower a number to the limit that a rule has for it."""
    name = field
    return lambda finding, plan: _edit(finding, field, int(law_of(plan).value(rule, name)))


def _science(finding: Finding, plan: Plan) -> Command:
    """Shorten AI for Science, or lower its inference, whichever is above its limit."""
    months = int(law_of(plan).value("MOD-07", "months"))
    if plan.get(Allocation, finding.key).months > months:
        return _edit(finding, "months", months)
    return _edit(finding, "inference_share", law_of(plan).value("MOD-07", "inference"))


def _confirm_order(finding: Finding, _plan: Plan) -> Command:
    """Move the first month of a delivery to the usual lead time after its order."""
    facts = dict(finding.facts)
    return _edit(finding, "first_month", int(facts["ordered_month"] + facts["least_months"]))


def _within_both_limits(finding: Finding, _plan: Plan) -> Command:
    """Lower the Union's part of a gigafactory to what cost and states allow."""
    return _edit(finding, "union_meur", dict(finding.facts)["most_meur"])


def _take_the_next(finding: Finding, plan: Plan) -> Command | None:
    """Send a case to the first of its ranking that is not full."""
    free = plan.of(Proposal).get(dict(finding.facts)["proposal"] or "")
    if free is None:
        return None
    fields = ("factory", "centre", "system")
    return Batch(commands=tuple(_edit(finding, name, getattr(free, name)) for name in fields))


def _template(plan: Plan, kind: MeasureKind) -> str | None:
    return min((t.id for t in plan.of(Template).values() if t.kind is kind), default=None)


TALENT_ORDER = tuple(kind for kind in MeasureKind if kind in TALENT)
_FIXES: Mapping[str, Callable[[Finding, Plan], Command | None]] = {
    "FIN-01": _to_the_limit("union_share_acquisition", Purpose.ACQUISITION),
    "FIN-02": _to_the_limit("union_share_operation", Purpose.OPERATION),
    "FIN-09": _mid_range,
    "ELG-02": _start("earliest_month"),
    "ELG-03": _start("earliest_month"),
    "ELG-04": _set("owner", Owner.JOINT_UNDERTAKING),
    "UPG-01": _start("bound_month"),
    "UPG-02": _start_in_time,
    "DCA-01": _give_a_data_centre,
    "TAL-01": _give_a_programme,
    "CAP-02": _close_the_gap,
    "CAP-03": _not_yet,
    "CHP-01": _confirm_order,
    "MOD-01": _set("mode", AccessMode.LARGE_SCALE),
    "MOD-02": _at_most("MOD-02", "months"),
    "MOD-04": _large_scale_months,
    "MOD-06": _set("mode", AccessMode.SCIENCE),
    "MOD-07": _science,
    "RTE-04": _take_the_next,
    "RTE-06": _set("escalated", value=True),
    "EDI-02": _set("contribution_meur", 0.0),
    "AGF-01": _within_both_limits,
}
