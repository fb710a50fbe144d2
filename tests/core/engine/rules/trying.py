# SPDX-License-Identifier: EUPL-1.2
"""Try one rule on a plan of a few records."""

from typing import Any

import attrs

from planner.domain.records.assurance import Document, DocumentType, Milestone, Stage
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Finding
from planner.engine.stages import evaluate
from tests.core.builders import plan_with

PASSES, FAILS, UNKNOWN = "passes", "fails", "cannot be checked"


@attrs.frozen
class Try:
    """A rule, the records it is tried on, and what it must say about them."""

    rule: str
    says: str
    records: tuple[Record, ...]
    why: str

    def __str__(self) -> str:
        return f"{self.rule} {self.says}: {self.why}"


def passes(rule: str, why: str, *records: Record) -> Try:
    return Try(rule, PASSES, records, why)


def fails(rule: str, why: str, *records: Record) -> Try:
    return Try(rule, FAILS, records, why)


def unknown(rule: str, why: str, *records: Record) -> Try:
    return Try(rule, UNKNOWN, records, why)


def findings(rule: str, *records: Record) -> list[Finding]:
    return [f for f in evaluate(plan_with(*records)).findings if f.rule == rule]


def the_finding(rule: str, *records: Record) -> Finding:
    (finding,) = findings(rule, *records)
    return finding


def facts(rule: str, *records: Record) -> dict[str, Any]:
    return dict(the_finding(rule, *records).facts)


def verdict(tried: Try) -> str:
    found = findings(tried.rule, *tried.records)
    if not found:
        return PASSES
    return FAILS if any(f.checkable for f in found) else UNKNOWN


def a_paper(kind: DocumentType, measure: str = "m-system", **values: Scalar) -> Document:
    given: dict[str, Any] = {"id": f"{kind}-{measure}", "name": str(kind), **values}
    return Document(type=kind, measure=measure, **given)


def a_milestone(stage: Stage, measure: str = "m-system", **values: Scalar) -> Milestone:
    given: dict[str, Any] = {"id": f"{stage}-{measure}", **values}
    return Milestone(measure=measure, stage=stage, **given)


def a_site(key: str = "bologna", **values: Scalar) -> Site:
    return Site(id=key, **{"name": key.title(), "state": "IT", **values})


def a_data_centre(key: str = "hall", **values: Scalar) -> DataCentre:
    return DataCentre(id=key, **{"name": key.title(), "state": "IT", **values})
