# SPDX-License-Identifier: EUPL-1.2
"""What a plan is held to: milestones, documents, overrides, conflicts, reference values."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import key, month, number, record, reference, references, text
from planner.domain.schema import Choice, Record
from planner.text import N_


class Stage(Choice):
    """The milestones of a machine, in order."""

    SELECTION = "selection", N_("selection")
    AGREEMENT = "agreement", N_("hosting agreement")
    TENDER = "tender", N_("tender")
    CONTRACT = "contract", N_("contract")
    DELIVERY = "delivery", N_("delivery")
    ACCEPTANCE = "acceptance", N_("acceptance")
    OPERATION = "operation", N_("operation")
    RETIREMENT = "retirement", N_("retirement")


@record(
    kind="milestone",
    label=N_("Milestone"),
    plural=N_("Milestones"),
    description=N_("A date of a machine: as first planned, as now expected, as it happened."),
    natural_key=("system", "measure", "stage"),
)
class Milestone(Record):
    """Baseline, forecast and actual month of one stage."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    stage: Stage = choice_field(N_("Milestone"), choices=Stage)
    baseline: int | None = month(N_("First planned"), default=None)
    forecast: int | None = month(N_("Expected"), default=None)
    actual: int | None = month(N_("Happened"), default=None)
    reason: str | None = text(N_("Reason of a slip"), default=None)


class DocumentType(Choice):
    """What a rule may ask to see."""

    HOSTING_AGREEMENT = "hosting_agreement", N_("hosting agreement")
    COMMITMENT_LETTER = "commitment_letter", N_("letter of commitment")
    CONSORTIUM_AGREEMENT = "consortium_agreement", N_("consortium agreement")
    SECURITY_ASSESSMENT = "security_assessment", N_("supply-chain security assessment")
    UPGRADE_JUSTIFICATION = "upgrade_justification", N_("justification of an upgrade")
    TRANSFER_PLAN = "transfer_plan", N_("transfer plan")


@record(
    kind="document",
    label=N_("Document"),
    plural=N_("Documents"),
    description=N_("A paper on file: what it is, whom it binds, and the sum it promises."),
    natural_key=("type", "name"),
)
class Document(Record):
    """A document that proves something a rule asks for."""

    id: str = key()
    name: str = text(N_("Reference"), max_length=200)
    type: DocumentType = choice_field(N_("Type"), choices=DocumentType)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    state: str | None = reference(N_("State"), target="state", default=None)
    dated: int | None = month(N_("Dated"), default=None)
    amount_meur: float | None = number(N_("Promised"), unit="MEUR", default=None)
    topics: str | None = text(
        N_("Topics covered"),
        N_("For a hosting agreement: the nine topics of Article 10(2)."),
        default=None,
    )


@record(
    kind="override",
    label=N_("Override"),
    plural=N_("Overrides"),
    description=N_("A finding that is accepted, with reason and legal reference; it prints."),
    natural_key=("rule", "about_kind", "about"),
)
class Override(Record):
    """An accepted finding."""

    id: str = key()
    rule: str = text(N_("Rule"), max_length=20)
    about_kind: str = text(N_("Kind of record"), max_length=80)
    about: str = text(N_("Record"), max_length=80)
    reason: str = text(N_("Reason"))
    reference: str = text(N_("Legal reference"))


@record(
    kind="settlement",
    label=N_("Settled conflict"),
    plural=N_("Settled conflicts"),
    description=N_("Two sources that differ, and which one was chosen, with a reason."),
    natural_key=("about_kind", "about", "field"),
)
class Settlement(Record):
    """The choice between the sources of one cell; `evidence` is the one that was chosen.

    `weighed` names all that were known then: a source that comes later opens the conflict again.
    """

    id: str = key()
    about_kind: str = text(N_("Kind of record"), max_length=80)
    about: str = text(N_("Record"), max_length=80)
    field: str = text(N_("Field"), max_length=80)
    evidence: str = reference(N_("Chosen evidence"), target="evidence")
    weighed: tuple[str, ...] | None = references(
        N_("Evidence weighed"),
        N_("All the sources that were known when the choice was made."),
        target="evidence",
        default=None,
    )
    reason: str = text(N_("Reason"))


@record(
    kind="reference_value",
    label=N_("Reference value"),
    plural=N_("Reference values"),
    description=N_("A quantity as the January 2024 framework had it and as it stands now."),
    natural_key=("name",),
)
class ReferenceValue(Record):
    """A quantity with its value in January 2024 and in October 2026; the plan gives the third."""

    id: str = key()
    name: str = text(N_("Quantity"))
    unit: str | None = text(N_("Unit"), default=None, max_length=40)
    figure: str | None = text(
        N_("Figure of the plan"),
        N_("Code of the computed figure to compare with."),
        default=None,
        max_length=80,
    )
    framework_2024: float | None = number(
        N_("January 2024 framework"), unit="1", decimals=6, minimum=None, default=None
    )
    current: float | None = number(
        N_("October 2026"), unit="1", decimals=6, minimum=None, default=None
    )
    notes: str | None = text(N_("Notes"), default=None)
