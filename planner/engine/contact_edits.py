# SPDX-License-Identifier: EUPL-1.2
"""From a wish at the contact point to a command: rank, hand over, ask for hours, decide, close.

Each is one step, so undo takes it back as a whole; hand-overs are added and never overwritten.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from planner.domain.commands import AddRecord, Batch, Command, EditField, RemoveRecord
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.access import Allocation
from planner.domain.records.desk import DeskCase, Handover, Proof, Proposal
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.schema import Scalar
from planner.engine.contact import Line, Ranking, Reason, own_reasons
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.engine.targets import pool_of

KEPT, KEPT_BESIDE = 5, 4
"""So many lines of a ranking are kept with the case, and so many with help beside the hours."""

_CASE = DeskCase.KIND.name
_MONTHS = 12


def take_in(values: dict[str, Any]) -> Command:
    """Return the command that records a new case; whoever owns it does so from its receipt."""
    whole = dict(values)
    if whole.get("owner") and whole.get("owned_on") is None:
        whole["owned_on"] = whole.get("received")
    return Batch(
        commands=(AddRecord(kind=_CASE, values=whole),),
        code="desk_intake",
        facts={"name": values.get("name", "")},
    )


def keep_ranking(
    plan: Plan, case: DeskCase, found: Ranking, told: Callable[[Reason], str]
) -> Command:
    """Return the command that keeps the best lines with their reasons, and the mode.

    `told` puts a reason into words; an earlier ranking is overwritten line by line.
    """
    before = proposals(plan, case.id)
    commands: list[Command] = [RemoveRecord(kind="proposal", key=row.id) for row in before]
    ids = chain((row.id for row in before), iter(new_id, None))
    targets = enumerate(found.lines[:KEPT], start=1)
    lines = [*((*one, False) for one in targets), *((*one, True) for one in kept_beside(found))]
    for key, (rank, line, beside) in zip(ids, lines, strict=False):
        values = _proposal(plan, case, line, rank, told)
        values |= {"id": key, "beside": beside}
        commands.append(AddRecord(kind="proposal", values=values))
    if found.mode is not None and found.mode != case.mode:
        commands.append(_edit(case, "mode", str(found.mode)))
    return _step("desk_rank", case, commands)


def kept_beside(found: Ranking) -> Sequence[tuple[int, Line]]:
    """Return the lines of help that are kept, with their ranks: they count on from the targets."""
    return list(enumerate(found.beside[:KEPT_BESIDE], start=len(found.lines) + 1))


def hand_over(plan: Plan, case: DeskCase, chosen: Proposal, *, day: str, reason: str) -> Command:
    """Return the command that sends a case where a line of its ranking says, or on from there.

    Help beside the hours is asked for while the case stays where its hours are. Who takes a case
    over has not replied yet, and is asked for the hours that nobody has decided on (MOD-10).
    Raises `DomainError("case_is_there")` for the target that has it.
    """
    there = (case.factory, case.centre, case.system)
    if not chosen.beside and there == (chosen.factory, chosen.centre, chosen.system):
        raise DomainError("case_is_there", name=case.name)
    record = {"id": new_id(), "case": case.id, "sent": day, "reason": reason}
    target = {"factory": chosen.factory, "centre": chosen.centre}
    moved: dict[str, Scalar] = {**target, "system": chosen.system, "reason": reason or None}
    moved["first_reply"] = None
    changes = {} if chosen.beside else moved
    if _tells_antenna(plan, case, chosen):
        changes["antenna_told"] = day
    values = {**record, **target, "beside": chosen.beside}
    commands: list[Command] = [AddRecord(kind=Handover.KIND.name, values=values)]
    commands += [_edit(case, field, value) for field, value in changes.items()]
    if not chosen.beside:
        commands += _asked_elsewhere(plan, case, chosen)
    return _step("desk_hand_over", case, commands)


def _asked_elsewhere(plan: Plan, case: DeskCase, chosen: Proposal) -> list[Command]:
    """Return the edits that ask another machine for the hours, as long as they are only asked."""
    asked = plan.of(Allocation).get(case.allocation or "")
    if asked is None or case.decided or chosen.system in (None, asked.system):
        return []
    edits = {"system": chosen.system, "fallback": _fallback(plan, case, chosen.system)}
    return [
        EditField(kind="allocation", key=asked.id, field=field, value=value)
        for field, value in edits.items()
    ]


def ask_for_hours(plan: Plan, case: DeskCase) -> Command:
    """Return the command that puts the request of a case into the ledger.

    The best line on another machine becomes its fallback (MOD-10); proofs of the case count for
    it. Raises `DomainError("case_without_machine")`, and `DomainError("case_asked_already")`.
    """
    if case.system is None or case.hours_estimated is None or case.mode is None:
        raise DomainError("case_without_machine", name=case.name)
    if case.allocation is not None:
        raise DomainError("case_asked_already", name=case.name)
    key = new_id()
    given = ("name", "organisation", "applicant", "state", "sector", "system", "mode", "unit")
    values = {
        **{field: getattr(case, field) for field in given},
        "id": key,
        "pool": str(pool_of(case.mode)),
        "hours_requested": case.hours_estimated,
        "cut_off": case.cut_off,
        "first_month": int(Parameters.of(plan).as_of) + 1,
        "months": _MONTHS,
        "fallback": _fallback(plan, case, case.system),
    }
    commands: list[Command] = [AddRecord(kind=Allocation.KIND.name, values=values)]
    commands.append(_edit(case, "allocation", key))
    commands += [
        EditField(kind="proof", key=proof.id, field="allocation", value=key)
        for proof in attached(plan, Proof, "case").get(case.id, ())
        if proof.allocation is None
    ]
    return _step("desk_request", case, commands)


def file_proof(case: DeskCase, values: dict[str, Any]) -> Command:
    """Return the command that files a proof for a case, its organisation and its request."""
    base = {"id": new_id(), "case": case.id, "allocation": case.allocation}
    whole = {**base, "organisation": case.organisation if not case.allocation else None, **values}
    command = AddRecord(kind=Proof.KIND.name, values=whole)
    return _step("desk_proof", case, [command])


def decide(plan: Plan, case: DeskCase, *, day: str, hours: float | None) -> Command:
    """Return the command that stops the clock; `hours` are awarded, none refuse the request."""
    commands: list[Command] = [_edit(case, "decided", day)]
    if case.allocation is not None and case.allocation in plan.of(Allocation):
        field = "hours_awarded"
        commands.append(
            EditField(kind="allocation", key=case.allocation, field=field, value=hours or 0.0)
        )
    return _step("desk_decide", case, commands)


def reply(case: DeskCase, *, day: str) -> Command:
    """Return the command that stops the follow-up clock: the target has answered."""
    return _step("desk_reply", case, [_edit(case, "first_reply", day)])


def close(case: DeskCase, *, day: str, outcome: str) -> Command:
    """Return the command that closes a case with what came of it."""
    edits = [_edit(case, "closed", day), _edit(case, "outcome", outcome or None)]
    return _step("desk_close", case, edits)


def proposals(plan: Plan, case: str) -> list[Proposal]:
    """Return the ranking on file for a case, the best first."""
    rows = attached(plan, Proposal, "case").get(case, ())
    return sorted(rows, key=lambda row: row.rank)


def reasons_of(row: Proposal) -> list[str]:
    """Return the reasons of a line of a ranking as they were kept."""
    return [part.strip() for part in (row.reasons or "").split(";") if part.strip()]


def antenna_of(plan: Plan, case: DeskCase) -> Factory | None:
    """Return the antenna of the user's state (RTE-05)."""
    rows = attached(plan, Factory, "state").get(case.state or "", ())
    return next((row for row in rows if row.kind is FactoryKind.ANTENNA), None)


def _tells_antenna(plan: Plan, case: DeskCase, chosen: Proposal) -> bool:
    """Tell whether a hand-over informs the antenna; help beside the hours only where it is it."""
    antenna = antenna_of(plan, case)
    if antenna is None or case.antenna_told is not None:
        return False
    return not chosen.beside or chosen.factory == antenna.id


def _proposal(
    plan: Plan, case: DeskCase, line: Line, rank: int, told: Callable[[Reason], str]
) -> dict[str, Any]:
    return {
        "case": case.id,
        "rank": rank,
        "factory": line.key if line.kind == "factory" else None,
        "centre": line.key if line.kind == "support_centre" else None,
        "system": line.system,
        "score": line.score,
        "load": None if line.load is None else min(line.load, 10.0),
        "reasons": "; ".join(_one_part(told(reason)) for reason in own_reasons(plan, case, line)),
    }


def _one_part(words: str) -> str:
    """Keep a reason in one piece: they are divided at semicolons."""
    return words.replace(";", " –").rstrip(".")


def _fallback(plan: Plan, case: DeskCase, system: str | None) -> str | None:
    """Return the machine of the best line on another one: of those below its own line, if any."""
    systems = [row.system for row in proposals(plan, case.id) if row.system]
    below = systems[systems.index(system) + 1 :] if system in systems else []
    return next((one for one in (*below, *systems) if one != system), None)


def _edit(case: DeskCase, field: str, value: Scalar) -> EditField:
    return EditField(kind=_CASE, key=case.id, field=field, value=value)


def _step(code: str, case: DeskCase, commands: Sequence[Command]) -> Batch:
    return Batch(commands=tuple(commands), code=code, facts={"name": case.name})
