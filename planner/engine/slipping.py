# SPDX-License-Identifier: EUPL-1.2
"""A machine that is still to come is accepted in another month: what that changes, as one edit.

The month it was first planned for stays on file beside the one now expected, so that the slip can
be said. Chips that come late move a machine on top of that; a month on screen includes them.
"""

from planner.domain.commands import AddRecord, Batch, Command, EditField
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import System
from planner.engine.chips import RUNNING
from planner.engine.outcome import Outcome
from planner.engine.rules.attached import attached
from planner.engine.schedule import service_months


def can_slip(system: System) -> bool:
    """Tell whether a machine is still to come and its month of acceptance is known."""
    return system.accepted is not None and system.status not in RUNNING


def slip(plan: Plan, outcome: Outcome, key: str, month: int) -> Command | None:
    """Return the edit that lets a machine serve from a month on; None where it cannot slip.

    Its life keeps its length. Raises `DomainError("missing_record")`.
    """
    system = plan.get(System, key)
    if system.accepted is None or not can_slip(system):
        return None
    first, _end = service_months(outcome).get((System.KIND.name, key), (system.accepted, 0))
    moved = month - round(first)
    edits = [_set(system, "accepted", system.accepted + moved)]
    if system.retired is not None:
        edits.append(_set(system, "retired", system.retired + moved))
    edits += _milestone(plan, system, system.accepted, system.accepted + moved)
    facts = {"kind": System.KIND.name, "key": key, "month": month}
    return Batch(commands=tuple(edits), code="slip", facts=facts)


def _milestone(plan: Plan, system: System, before: int, now: int) -> list[Command]:
    """Return what keeps the month first planned beside the one now expected."""
    rows = attached(plan, Milestone, "system").get(system.id, ())
    known = next((row for row in rows if row.stage is Stage.ACCEPTANCE), None)
    if known is None:
        months = {"baseline": before, "forecast": now}
        values = {"id": new_id(), "system": system.id, "stage": str(Stage.ACCEPTANCE), **months}
        return [AddRecord(kind=Milestone.KIND.name, values=values)]
    edits: list[Command] = [_set(known, "forecast", now)]
    return edits if known.baseline is not None else [_set(known, "baseline", before), *edits]


def _set(record: System | Milestone, field: str, value: int) -> Command:
    return EditField(kind=record.KIND.name, key=record.id, field=field, value=value)
