# SPDX-License-Identifier: EUPL-1.2
"""Where numbers come from: sources, the evidence for single cells, and parameters."""

from hashlib import blake2b

from planner.domain.declare import choice as choice_field
from planner.domain.declare import flag, integer, key, number, record, reference, text
from planner.domain.schema import Choice, Record
from planner.text import N_

_EARLIER, _RIVAL = ":earlier-", ":rival-"


def evidence_key(kind: str, key: str, field: str, *, age: int = 0, rival: int = 0) -> str:
    """Return the key of the evidence for a cell, so that a look-up needs no search.

    `age` 0 is the current source, 1 the one before it; a `rival` counts from 1 the sources that
    say something else and were not replaced by a newer one.
    """
    current = f"{kind}:{key}:{field}"
    if rival:
        return f"{current}{_RIVAL}{rival}"
    return f"{current}{_EARLIER}{age}" if age else current


def source_key(title: str, place: str) -> str:
    """Return the key of a source, which is its title and where it is found."""
    return "source-" + blake2b(f"{title}|{place}".encode(), digest_size=6).hexdigest()


def is_rival(evidence: str) -> bool:
    """Tell whether a key of evidence is that of a rival source."""
    return _RIVAL in evidence


def is_side(evidence: str, kind: str, key: str, field: str) -> bool:
    """Tell whether evidence stands for a cell now: the current source or a rival of it."""
    current = evidence_key(kind, key, field)
    return evidence == current or evidence.startswith(f"{current}{_RIVAL}")


class Confidence(Choice):
    """How far a figure can be trusted."""

    HIGH = "high", N_("high")
    MEDIUM = "medium", N_("medium")
    LOW = "low", N_("low")


@record(
    kind="source",
    label=N_("Source"),
    plural=N_("Sources"),
    description=N_("A page, table or text that figures were read from."),
    natural_key=("title",),
)
class Source(Record):
    """A source that was read."""

    id: str = key()
    title: str = text(N_("Title"))
    reference: str | None = text(N_("Reference"), default=None)
    year: int | None = integer(N_("Year"), unit="year", default=None, minimum=1900, maximum=2100)
    confidence: Confidence = choice_field(
        N_("Confidence"), choices=Confidence, default=Confidence.LOW
    )
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="evidence",
    label=N_("Evidence"),
    plural=N_("Evidence"),
    description=N_("What a source says about one field of one record."),
    natural_key=("about_kind", "about", "field"),
)
class Evidence(Record):
    """The source of one cell. If the cell's value has moved on, this is its previous source.

    Keys are made by `evidence_key`: the current source, earlier ones, and rivals of it.
    """

    id: str = key("kind:record:field")
    about_kind: str = text(N_("Kind of record"), max_length=80)
    about: str = text(N_("Record"), max_length=80)
    field: str = text(N_("Field"), max_length=80)
    value: str | None = text(N_("Value as read"), default=None)
    cell: str | None = text(
        N_("Cell"),
        N_("Sheet and cell of the file it was imported from, such as “Budget”, C7."),
        default=None,
        max_length=200,
    )
    source: str | None = reference(N_("Source"), target="source", default=None)
    year: int | None = integer(N_("Year"), unit="year", default=None, minimum=1900, maximum=2100)
    confidence: Confidence = choice_field(
        N_("Confidence"), choices=Confidence, default=Confidence.LOW
    )
    assumption: bool = flag(N_("Assumption"), N_("A planner's choice, not a published figure."))


@record(
    kind="parameter",
    label=N_("Parameter"),
    plural=N_("Parameters"),
    description=N_("A number the formulas use; every one may be edited."),
    natural_key=("id",),
)
class Parameter(Record):
    """A parameter with its range. `value` is used; low and high say how wide it may lie."""

    id: str = key()
    name: str = text(N_("Name"))
    value: float = number(N_("Value"), unit="1", decimals=6, minimum=None)
    unit: str | None = text(N_("Unit"), default=None, max_length=80)
    low: float | None = number(N_("Low"), unit="1", decimals=6, minimum=None, default=None)
    high: float | None = number(N_("High"), unit="1", decimals=6, minimum=None, default=None)
    category: str | None = text(N_("Category"), default=None, max_length=80)
    arguable: bool = flag(N_("Arguable"), N_("A planner's choice without a firm source."))
    source: str | None = reference(N_("Source"), target="source", default=None)
    confidence: Confidence = choice_field(
        N_("Confidence"), choices=Confidence, default=Confidence.LOW
    )
    notes: str | None = text(N_("Notes"), default=None)
