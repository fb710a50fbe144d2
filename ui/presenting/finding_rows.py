# SPDX-License-Identifier: EUPL-1.2
"""What the list of findings shows: rows with their groups, and what can be done about one."""

from collections.abc import Mapping

from planner import text
from planner.domain.plan import Plan
from planner.domain.records.assurance import Override
from planner.domain.records.evidence import Parameter
from planner.engine.outcome import Finding, Outcome, Severity
from planner.engine.rules.fixes import fix_for
from planner.engine.rules.law import Law, law_of, parameter_key
from planner.engine.rules.registry import family, state_of
from planner.engine.rules.submission import override_of, overrides
from planner.rule_sentences import FAMILIES
from planner.sentences import (
    acceptance_words,
    article_words,
    command_title,
    finding_words,
    record_word,
)
from planner.text import _, labelled
from ui.panes.list_values import FindingDetail, FindingRow, Limit
from ui.widgets.asked import Asked
from ui.widgets.tone import Tone

_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "danger",
    Severity.WARNING: "warning",
    Severity.INFO: "neutral",
}
_ICONS = {
    Severity.ERROR: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.INFO: "info",
}
_LEVELS = (*(str(severity) for severity in Severity), "unchecked")
Overrides = Mapping[tuple[str, str, str], Override]


def finding_rows(plan: Plan, outcome: Outcome) -> tuple[FindingRow, ...]:
    """Return the findings in the outcome's order: the serious ones first."""
    known = overrides(plan)
    return tuple(_row(plan, finding, override_of(finding, known)) for finding in outcome.findings)


def finding_detail(plan: Plan, finding: Finding) -> FindingDetail:
    """Return what there is to say and to do about a finding."""
    fix = fix_for(finding, plan)
    return FindingDetail(
        article=article_words(finding.rule, plan),
        limits=_limits(plan, finding.rule),
        fix="" if fix is None else command_title(fix, plan),
        accepted=acceptance_words(finding, plan),
        asked=_number(plan, finding),
        disputed=_is_conflict(finding),
    )


def _row(plan: Plan, finding: Finding, accepted: Override | None) -> FindingRow:
    severity = finding.severity
    words = _(severity.label) if finding.checkable else _("cannot be checked")
    tone: Tone = _TONES[severity] if finding.checkable else "neutral"
    icon = _ICONS[severity] if finding.checkable else "circle-question-mark"
    level = str(severity) if finding.checkable else "unchecked"
    return FindingRow(
        rule=finding.rule,
        severity=words,
        tone=tone if accepted is None else "neutral",
        icon=icon if accepted is None else "shield-check",
        where=_place(plan, finding),
        sentence=finding_words(finding, plan),
        kind=finding.kind,
        key=finding.key,
        level=level,
        groups=_groups(plan, finding, level, words),
        finding=finding,
        accepted="" if accepted is None else acceptance_words(finding, plan),
        conflict=_is_conflict(finding),
    )


def _is_conflict(finding: Finding) -> bool:
    return finding.rule == "DQ-02" and finding.checkable


def _number(plan: Plan, finding: Finding) -> Asked | None:
    """Return the number a finding is about: a field it names, else the limit of its rule."""
    record = plan.tables.get(finding.kind, {}).get(finding.key)
    if record is not None:
        facts = dict(finding.facts)
        known = {field.name for field in record.KIND.fields}
        named = [facts[name] for name in ("amount_field", "field") if name in facts]
        for name in (*named, *facts):
            if name in known:
                return Asked(finding.kind, finding.key, name)
    limits = (one.key for one in _limits(plan, finding.rule) if one.key in plan.of(Parameter))
    return next((Asked("parameter", key, "value") for key in limits), None)


def _groups(plan: Plan, finding: Finding, level: str, words: str) -> dict[str, tuple[str, str]]:
    code = family(finding.rule)
    state = state_of(plan, finding)
    name = text.state_name(state) if state else _("Whole network")
    return {
        "family": (code, f"{code} · {_(FAMILIES.get(code, code))}"),
        "state": (name if state else "", name),
        "level": (str(_LEVELS.index(level)), words[:1].upper() + words[1:]),
    }


def _limits(plan: Plan, rule: str) -> tuple[Limit, ...]:
    law = law_of(plan)
    entry = law.entries.get(rule)
    if entry is None:
        return ()
    known = plan.of(Parameter)
    own = [
        Limit(parameter_key(rule, one.name), _limit_words(law, rule, one.name, one.label, one.unit))
        for one in entry.limits
    ]
    shared = [
        Limit(key, labelled(known[key].name, text.number(known[key].value, 3)))
        for key in entry.shared
        if key in known
    ]
    return (*own, *shared)


def _limit_words(law: Law, rule: str, name: str, label: str, unit: str) -> str:
    value = law.value(rule, name)
    if unit == "share":
        return labelled(_(label), text.percent(value, 1))
    number = str(int(value)) if unit == "year" else text.number(value, 3)
    return labelled(_(label), number)


def _place(plan: Plan, finding: Finding) -> str:
    if not finding.kind or not finding.key:
        return _("Whole network")
    name = record_word(plan, finding.kind, finding.key)
    record = plan.tables.get(finding.kind, {}).get(finding.key)
    state = getattr(record, "state", None)
    return f"{_(name)}, {state}" if state else _(name)
