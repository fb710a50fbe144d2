# SPDX-License-Identifier: EUPL-1.2
"""A plan being put together from reference tables: values, and for each value where it was read.

Nothing enters the plan but through `Field.parse`, `Kind.build` and a `Draft`. An empty cell is
never written, so what the tables do not know stays unknown. A value that a newer source replaces
is kept as evidence of the earlier source.
"""

from collections.abc import Iterable

import attrs

from planner.domain.changes import Draft
from planner.domain.plan import Plan
from planner.domain.records.evidence import (
    Confidence,
    Evidence,
    Source,
    evidence_key,
    source_key,
)
from planner.domain.schema import Schema
from planner.reference.tables import Row

_GENERAL = "General knowledge, not confirmed by a source that was read"
_ASSUMED = "Planning assumption"
_SOURCE = Source.KIND.name


@attrs.frozen
class Citation:
    """Where one value was read, for which year, and how far to trust it."""

    source: str
    year: int | None
    confidence: Confidence
    assumption: bool = False

    def doubted(self) -> "Citation":
        """Return the same citation at low confidence."""
        return attrs.evolve(self, confidence=Confidence.LOW)

    def assumed(self) -> "Citation":
        """Return the citation of a value that a planner chose on the strength of this source."""
        return attrs.evolve(self, confidence=Confidence.LOW, assumption=True)


class Assembly:
    """Values and citations by record, until `plan` turns them into records."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._values: dict[tuple[str, str], dict[str, str]] = {}
        self._citations: dict[tuple[str, str, str], list[tuple[str, Citation]]] = {}
        self._rivals: dict[tuple[str, str, str], list[tuple[str, Citation]]] = {}
        self.general_knowledge = self.cite(_GENERAL, "", year=None, confidence="low")
        self.assumption = self.cite(_ASSUMED, "", year=None, confidence="low").assumed()

    def cite(
        self,
        title: str,
        reference: str,
        *,
        year: int | None,
        confidence: str,
        notes: str = "",
    ) -> Citation:
        """Return a citation of the source with this title and reference, kept only once."""
        if title.casefold() == "general knowledge":
            title, confidence, year = _GENERAL, "low", None
        elif title.casefold() == "assumption":
            title, confidence, year = _ASSUMED, "low", None
        key = source_key(title, reference)
        if (_SOURCE, key) not in self._values:
            self._values[_SOURCE, key] = {
                "id": key,
                "title": title,
                "reference": reference,
                "year": "" if year is None else str(year),
                "confidence": confidence,
                "notes": notes,
            }
        return Citation(key, year, Confidence(confidence), assumption=title.startswith(_ASSUMED))

    def cite_row(self, row: Row, *, reference: str = "source_url_or_ref") -> Citation:
        """Return the citation of the source that a row of a table names."""
        year = row.get("source_year") or row.get("year") or ""
        return self.cite(
            row["source_title"],
            row[reference],
            year=int(year) if year else None,
            confidence=row["confidence"],
        )

    def put(
        self, kind: str, key: str, field: str, value: str, citation: Citation | None = None
    ) -> None:
        """Write one value; an empty one is left unknown.

        A citation that is already there becomes the earlier one, unless it is an assumption of
        ours, which a published value simply replaces.
        """
        if not value:
            return
        self._values.setdefault((kind, key), {"id": key})[field] = value
        if citation is None:
            return
        trail = self._citations.setdefault((kind, key, field), [])
        if trail and trail[0][1].assumption:
            trail.pop(0)
        trail.insert(0, (value, citation))

    def contest(self, kind: str, key: str, field: str, value: str, citation: Citation) -> None:
        """Write what another source says about a value, which stays as it is.

        A source that says the same and was taken for an earlier one stands beside the current one
        from now on: neither is the update of the other.
        """
        trail = self._citations.get((kind, key, field), [])
        said = self.schema.kind(kind).field(field).parse
        trail[1:] = [one for one in trail[1:] if said(one[0]) != said(value)]
        self._rivals.setdefault((kind, key, field), []).append((value, citation))

    def put_row(
        self, kind: str, row: Row, fields: Iterable[str], citation: Citation | None = None
    ) -> None:
        """Write the fields that the columns of a row are named after."""
        for field in fields:
            self.put(kind, row["id"], field, row[field], citation)

    def value(self, kind: str, key: str, field: str) -> str:
        """Return a value as text, empty where it is unknown."""
        return self._values.get((kind, key), {}).get(field, "")

    def citation(self, kind: str, key: str, field: str) -> Citation:
        """Return the current citation of a value that was put with one."""
        return self._citations[kind, key, field][0][1]

    def annotate(self, kind: str, key: str, note: str) -> None:
        """Add a sentence to the notes of a record."""
        if note:
            before = self.value(kind, key, "notes")
            self.put(kind, key, "notes", f"{before} {note}".strip())

    def plan(self) -> Plan:
        """Return the plan of everything put so far.

        Raises `DomainError` if a value does not fit its declaration or points at nothing.
        """
        draft = Draft(Plan(self.schema))
        for (table, _key), texts in self._values.items():
            kind = self.schema.kind(table)
            draft.put(kind.build({name: kind.field(name).parse(v) for name, v in texts.items()}))
        self._put_evidence(draft)
        return draft.seal()[0]

    def _put_evidence(self, draft: Draft) -> None:
        """Write the citations, each value in the form in which its field is compared."""
        for (table, key, name), trail in self._citations.items():
            for age, said in enumerate(trail):
                self._put_one(draft, (table, key, name), said, age=age)
        for cell, others in self._rivals.items():
            for number, said in enumerate(others, start=1):
                self._put_one(draft, cell, said, rival=number)

    def _put_one(
        self,
        draft: Draft,
        cell: tuple[str, str, str],
        said: tuple[str, Citation],
        *,
        age: int = 0,
        rival: int = 0,
    ) -> None:
        field = self.schema.kind(cell[0]).field(cell[2])
        name = evidence_key(*cell, age=age, rival=rival)
        draft.put(_evidence(name, cell, field.format(field.parse(said[0])), said[1]))


def _evidence(name: str, cell: tuple[str, str, str], value: str, citation: Citation) -> Evidence:
    kind, key, field = cell
    return Evidence(
        id=name,
        about_kind=kind,
        about=key,
        field=field,
        value=value,
        source=citation.source,
        year=citation.year,
        confidence=citation.confidence,
        assumption=citation.assumption,
    )
