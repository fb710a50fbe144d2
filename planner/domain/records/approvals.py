# SPDX-License-Identifier: EUPL-1.2
"""Entries that say somebody submitted or approved exactly this content, signed with a key."""

from planner.domain.declare import choice, key, record, reference, text
from planner.domain.schema import Choice, Record
from planner.text import N_


class ApprovalStatus(Choice):
    """How far a plan has come towards a decision."""

    DRAFT = "draft", N_("draft")
    SUBMITTED = "submitted", N_("submitted")
    APPROVED = "approved", N_("approved")


@record(
    kind="approval",
    label=N_("Approval"),
    plural=N_("Approvals"),
    description=N_("Who submitted or approved which content, signed so that later changes show."),
    natural_key=("id",),
    group=N_("Scenarios"),
)
class Approval(Record):
    """One signed entry; the latest of a scenario whose signature holds says where it stands."""

    id: str = key()
    scenario: str | None = reference(
        N_("Scenario"), N_("Empty for the plan itself."), target="scenario", default=None
    )
    status: ApprovalStatus = choice(N_("Status"), choices=ApprovalStatus)
    digest: str = text(
        N_("Content"), N_("SHA-256 of all records it was said about."), max_length=64
    )
    author: str = text(N_("By"), max_length=200)
    at: str = text(N_("When"), N_("UTC in ISO 8601."), max_length=40)
    public_key: str = text(N_("Key"), N_("Public Ed25519 key in base64."), max_length=80)
    signature: str = text(N_("Signature"), N_("In base64."), max_length=120)
    note: str | None = text(N_("Note"), default=None)
