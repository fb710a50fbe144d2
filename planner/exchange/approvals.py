# SPDX-License-Identifier: EUPL-1.2
"""Roles without a server: a plan is a draft, submitted or approved because somebody signed so.

An entry names a digest of the content, so a later change of the content shows, and is signed, so a
later change of the entry shows. Both travel with the file and with every merge. Nothing is locked
by it: who wants that locks the scenario.
"""

import attrs

from planner.domain.commands import AddRecord, Batch
from planner.domain.errors import DomainError
from planner.domain.fingerprint import canonical, content_digest
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.approvals import Approval, ApprovalStatus
from planner.domain.schema import Choice
from planner.engine.rules.submission import submission
from planner.exchange.keys import Signature, Signer
from planner.scenarios import Scenarios
from planner.session import Update
from planner.text import N_


class Validity(Choice):
    """What an entry is worth today."""

    HOLDS = "holds", N_("holds")
    CHANGED = "changed", N_("changed since")
    FORGED = "forged", N_("signature does not hold")


@attrs.frozen
class Verdict:
    """An entry, what it is worth, and what people compare to know whose key signed it."""

    approval: Approval
    validity: Validity
    fingerprint: str


def verdicts(root: Plan, scenario: str, plan: Plan) -> tuple[Verdict, ...]:
    """Judge the entries about one scenario, oldest first; `plan` is what it holds now."""
    digest = content_digest(plan)
    rows = sorted(root.of(Approval).values(), key=lambda row: row.id)
    return tuple(_judged(row, digest) for row in rows if (row.scenario or "") == scenario)


def said_at(scenarios: Scenarios, scenario: str, step: str) -> Verdict | None:
    """Return the latest genuine entry about exactly what a scenario held after a step.

    `None` where nobody has said anything about it. Raises `StoreError("unknown_step")`.
    """
    root = scenarios.root.plan
    if all((row.scenario or "") != scenario for row in root.of(Approval).values()):
        return None
    found = verdicts(root, scenario, scenarios.open(scenario).plan_at(step))
    return next((one for one in reversed(found) if one.validity is Validity.HOLDS), None)


def status_of(found: tuple[Verdict, ...]) -> ApprovalStatus:
    """Return how far a scenario has come: what its latest entry says, if that holds."""
    genuine = [one for one in found if one.validity is not Validity.FORGED]
    if not genuine or genuine[-1].validity is Validity.CHANGED:
        return ApprovalStatus.DRAFT
    return genuine[-1].approval.status


def declare(
    scenarios: Scenarios,
    scenario: str,
    status: ApprovalStatus,
    signer: Signer,
    *,
    note: str = "",
    source: str = "",
) -> Update:
    """Sign that a scenario, as it is now, is submitted, approved, or a draft again.

    Raises `DomainError("errors_block")` if an error is left that nobody has overridden,
    `DomainError("not_submitted")` if what is to be approved was not submitted like this, and
    `ExchangeError("key_unusable")`.
    """
    session = scenarios.open(scenario)
    if status is not ApprovalStatus.DRAFT:
        blocking = submission(session.plan, session.outcome).blocking
        if blocking:
            raise DomainError("errors_block", count=len(blocking))
    found = verdicts(scenarios.root.plan, scenario, session.plan)
    if status is ApprovalStatus.APPROVED and status_of(found) is ApprovalStatus.DRAFT:
        raise DomainError("not_submitted")
    entry = _signed(scenarios, scenario, status, signer, note)
    add = AddRecord(kind=Approval.KIND.name, values=entry)
    command = Batch(commands=(add,), code=f"approval_{status}", facts={"scenario": scenario})
    return scenarios.root.execute(command, reason=note, source=source)


def message_of(approval: Approval) -> str:
    """Return what the signature under an entry is about: all of it but key and signature."""
    return canonical(
        [
            approval.id,
            approval.scenario or "",
            str(approval.status),
            approval.digest,
            approval.author,
            approval.at,
            approval.note or "",
        ]
    )


def _signed(
    scenarios: Scenarios, scenario: str, status: ApprovalStatus, signer: Signer, note: str
) -> dict[str, str | None]:
    blank = Approval(
        id=new_id(),
        scenario=scenario or None,
        status=status,
        digest=content_digest(scenarios.plan_of(scenario)),
        author=scenarios.root.author,
        at=scenarios.root.clock(),
        public_key=signer.public_key(),
        signature="",
        note=note or None,
    )
    signature = signer.sign(message_of(blank))
    values = {field.name: getattr(blank, field.name) for field in Approval.KIND.fields}
    return {**values, "signature": signature.value}


def _judged(row: Approval, digest: str) -> Verdict:
    signature = Signature(row.public_key, row.signature)
    validity = Validity.HOLDS if row.digest == digest else Validity.CHANGED
    if not signature.holds(message_of(row)):
        validity = Validity.FORGED
    return Verdict(row, validity, signature.fingerprint)
