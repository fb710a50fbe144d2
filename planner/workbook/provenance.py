# SPDX-License-Identifier: EUPL-1.2
"""What is known about the cells of a row: sources with year and confidence, and findings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Parameter, Source
from planner.domain.schema import Kind, Record
from planner.engine.conflicts import chosen_evidence
from planner.engine.outcome import Finding, Outcome, Severity
from planner.engine.trust import Level, cell_level
from planner.text import N_, _

_TRUST: Mapping[Level, str] = {
    "high": N_("high confidence"),
    "medium": N_("medium confidence"),
    "low": N_("low confidence"),
    "assumption": N_("assumption or changed in this plan"),
}
_JOINT = "; "
_GRAVEST = tuple(Severity)
_FIELD_FACTS = ("field", "amount_field")


@attrs.frozen
class Origin:
    """Where the values of a row come from; parts at the same place in each text belong together.

    `levels` says by field how far a cell can be trusted, where somebody said.
    """

    sources: str = ""
    years: str = ""
    confidence: str = ""
    levels: Mapping[str, Level] = attrs.field(factory=dict)


NOTHING_KNOWN = Origin()


class Provenance:
    """The sources of a plan, looked up by row; rows without any cost nothing."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._fields: dict[tuple[str, str], set[str]] = defaultdict(set)
        for evidence in plan.of(Evidence).values():
            self._fields[evidence.about_kind, evidence.about].add(evidence.field)

    def origin(self, record: Record) -> Origin:
        """Return where the values of a record come from."""
        fields = self._fields.get((record.KIND.name, record.id), set())
        if isinstance(record, Parameter):
            fields = {*fields, "value"}
        if not fields:
            return NOTHING_KNOWN
        levels = {
            field.name: level
            for field in record.KIND.fields
            if field.name in fields and (level := cell_level(self._plan, record, field.name))
        }
        told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for name, level in levels.items():
            told[self._told(record, name, level)].append(_(record.KIND.field(name).label))
        sources = (f"{', '.join(labels)}: {title}" for (title, _y, _c), labels in told.items())
        return Origin(
            _JOINT.join(sources),
            _JOINT.join(year or "–" for _t, year, _c in told),
            _JOINT.join(trust for _t, _y, trust in told),
            levels,
        )

    def told(self, kind: str, key: str, field: str) -> tuple[str, str, str] | None:
        """Return source, year and confidence of one cell; `None` where nothing is known."""
        record = self._plan.tables.get(kind, {}).get(key)
        level = None if record is None else cell_level(self._plan, record, field)
        if record is None or level is None:
            return None
        return self._told(record, field, level)

    def _told(self, record: Record, field: str, level: Level) -> tuple[str, str, str]:
        evidence = chosen_evidence(self._plan, record.KIND.name, record.id, field)
        key = evidence.source if evidence is not None else None
        if isinstance(record, Parameter) and field == "value":
            key = record.source
        source = self._plan.of(Source).get(key or "")
        title = source.title.replace(";", ",") if source is not None else _("no source given")
        year = str(evidence.year) if evidence is not None and evidence.year else ""
        return title, year, _(_TRUST[level])


class Findings:
    """The findings of an outcome by the record they are about."""

    def __init__(self, outcome: Outcome) -> None:
        self._of: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in outcome.findings:
            self._of[finding.kind, finding.key].append(finding)

    def about(self, record: Record) -> Sequence[Finding]:
        """Return what was found about a record."""
        return self._of.get((record.KIND.name, record.id), ())

    def marks(self, record: Record) -> str:
        """Return the cells of a record that a finding concerns, as `|name=error|grid_mw=info|`.

        A finding about no field in particular marks the name.
        """
        gravest: dict[str, Severity] = {}
        for finding in self.about(record):
            for field in _fields_of(finding, record.KIND):
                known = gravest.get(field, finding.severity)
                gravest[field] = min(known, finding.severity, key=_GRAVEST.index)
        return "".join(f"|{field}={severity.value}" for field, severity in gravest.items()) + "|"


def _fields_of(finding: Finding, kind: Kind) -> Iterator[str]:
    named = {str(value) for name, value in finding.facts if name in _FIELD_FACTS}
    own = [field.name for field in kind.fields if field.name in named]
    yield from own or [leading_field(kind)]


def leading_field(kind: Kind) -> str:
    """Return the field that names a record of a kind to people; never the hidden key."""
    names = [field.name for field in kind.fields]
    known = (name for name in (*kind.natural_key, "name", "title", *names[1:]) if name in names)
    return next((name for name in known if name != "id"), "id")
