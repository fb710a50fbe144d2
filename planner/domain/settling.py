# SPDX-License-Identifier: EUPL-1.2
"""Edits about sources: adding what another one says, and choosing between those that differ."""

from attrs import frozen

from planner.domain.changes import Draft
from planner.domain.commands import EditField, Facts
from planner.domain.errors import DomainError
from planner.domain.records.assurance import Settlement
from planner.domain.records.evidence import (
    Confidence,
    Evidence,
    Source,
    evidence_key,
    is_side,
    source_key,
)
from planner.domain.schema import Scalar, Schema


@frozen(kw_only=True)
class Settle:
    """Choose one of the sources of a cell, with a reason; the cell takes its value."""

    kind: str
    key: str
    field: str
    evidence: str
    reason: str

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "settle", {"kind": self.kind, "key": self.key, "field": self.field}

    def apply(self, draft: Draft) -> None:
        """Write the choice and the value. Raises `DomainError`."""
        if not self.reason.strip():
            raise DomainError("reason_needed")
        cell = (self.kind, self.key, self.field)
        sides = [row for row in draft.rows(Evidence) if is_side(row.id, *cell) and row.value]
        chosen = next((row for row in sides if row.id == self.evidence), None)
        if chosen is None:
            raise DomainError("not_a_side", kind=self.kind, key=self.key, field=self.field)
        draft.put(
            Settlement(
                id=evidence_key(*cell),
                about_kind=self.kind,
                about=self.key,
                field=self.field,
                evidence=chosen.id,
                weighed=tuple(sorted(row.id for row in sides)),
                reason=self.reason.strip(),
            )
        )
        value = value_of(draft.base.schema, chosen)
        EditField(kind=self.kind, key=self.key, field=self.field, value=value).apply(draft)


@frozen(kw_only=True)
class Cite:
    """Add what another source says about a cell; the value itself stays as it is.

    A `note` is kept with a source that is new to the plan.
    """

    kind: str
    key: str
    field: str
    value: str
    source: str
    reference: str | None = None
    year: int | None = None
    confidence: Confidence = Confidence.LOW
    note: str | None = None

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "cite", {"kind": self.kind, "key": self.key, "field": self.field}

    def apply(self, draft: Draft) -> None:
        """Write the source, if it is new, and the evidence. Raises `DomainError`."""
        cell = (self.kind, self.key, self.field)
        if draft.find(self.kind, self.key) is None:
            raise DomainError("missing_record", kind=self.kind, key=self.key)
        field = draft.base.schema.kind(self.kind).field(self.field)
        value = field.format(field.parse(self.value))
        known = {row.id for row in draft.rows(Evidence)}
        number = 0
        while evidence_key(*cell, rival=number) in known:
            number += 1
        draft.put(
            Evidence(
                id=evidence_key(*cell, rival=number),
                about_kind=self.kind,
                about=self.key,
                field=self.field,
                value=value,
                source=self._source(draft),
                year=self.year,
                confidence=self.confidence,
                assumption=False,
            )
        )

    def _source(self, draft: Draft) -> str:
        key = source_key(self.source, self.reference or "")
        if draft.find(Source.KIND.name, key) is None:
            values = {
                "title": self.source,
                "reference": self.reference,
                "year": self.year,
                "confidence": self.confidence,
                "notes": self.note,
            }
            draft.put(Source.KIND.build({"id": key, **values}))
        return key


def value_of(schema: Schema, evidence: Evidence) -> Scalar:
    """Return the value a source gives, as the plan would keep it. Raises `DomainError`."""
    return schema.kind(evidence.about_kind).field(evidence.field).parse(evidence.value or "")
