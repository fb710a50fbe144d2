# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, what was done and what a rule found, in words.

The core raises codes and facts; this is the one place that turns them into sentences, for the
window and the command line alike. A sentence says what happened, where, and what to do about it.
Every code raised anywhere in `planner` has its sentence here; a test sees to it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from planner import text
from planner.domain.branches import LooseEnd
from planner.domain.changes import Cell
from planner.domain.commands import Command, EditField, name_of
from planner.domain.months import FIRST_YEAR
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.access import AccessMode, Applicant, Pool
from planner.domain.records.assurance import Override, Settlement, Stage
from planner.domain.records.cooperation import ServiceKind, Stack, SupportService
from planner.domain.records.evidence import Evidence
from planner.domain.records.geography import Membership
from planner.domain.records.infrastructure import Owner, Status, UnitKind
from planner.domain.records.instruments import Lot
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.domain.records.scenarios import Scenario
from planner.domain.records.sites import DataSpace
from planner.domain.records.uptake import Sector
from planner.domain.schema import Choice, Field, Kind, Record, Scalar, Schema, Type
from planner.engine.outcome import Finding
from planner.engine.rules.law import law_at, legal_date
from planner.engine.rules.submission import override_of, overrides
from planner.error_sentences import ERRORS
from planner.rule_sentences import OTHERWISE, RULES
from planner.step_sentences import LOOSE_ENDS, STEPS, TAKEN_BACK
from planner.text import N_, Counted, _

Facts = Mapping[str, Any]
Names = Mapping[tuple[str, str], str]
_LONGEST_VALUE = 60
_SMALL = 10  # below it a second decimal tells 1.29 from 1.3, and a limit of 1.25 from 1.2
_BETWEEN = " · "

_RESTS = N_("{record} cannot be made any more and waits.")
_UNKNOWN_CODE = N_("Something went wrong that has no description ({code}). Nothing was changed.")

SIZES: Mapping[str, str] = {
    "accelerators": N_("{size} accelerators"),
    "it_load_mw": N_("{size} MW"),
    "bandwidth_gbps": N_("{size} Gbit/s"),
    "staff_fte": N_("{size} full-time staff"),
    "seats": N_("{size} seats"),
}

_PARTS: Mapping[str, str] = {
    "system": N_("AI-optimised machine"),
    "data_centre": N_("Associated data centre"),
    "access": N_("Dedicated access"),
    "services": N_("AI-oriented services"),
    "talent": N_("Talent programme"),
    "agreement": N_("Hosting agreement"),
    "tender": N_("Tender"),
    "power_mw": N_("IT power"),
    "it_load_mw": N_("IT load"),
    "sectors": N_("Sectors"),
    "members": N_("Members"),
    "ranking": N_("Ranking"),
    "load": N_("Load"),
    "support_service": N_("Support services"),
    "other_factory": N_("Another AI factory"),
    "competence_centre": N_("National competence centre"),
    **{str(kind): kind.label for kind in ServiceKind},
}
# Records that are best known by the machine they belong to.
_PARTS_OF_A_MACHINE = frozenset({"delivery", "milestone", "time_share", "access_pool"})
# Facts that name a record, its kind beside it, and facts that are codes of a choice.
_NAMED = ("successor", "earlier", "base", "machine")
_CODED: Mapping[str, type[Choice]] = {
    "stage": Stage,
    "next_stage": Stage,
    "applicant": Applicant,
    "mode": AccessMode,
    "membership": Membership,
    "owner": Owner,
    "package": UnitKind,
    "pool": Pool,
    "stack": Stack,
    "lot": Lot,
}
_NOT_CHECKABLE = N_("{rule} cannot be checked for {record}: “{field}” is unknown.")
_NO_RECORD = N_("{rule} cannot be checked: no Union ceiling is set.")
_AGAINST = N_("{sentence} [{reference}]")


class Titled(Protocol):
    """What has a code and facts that name an edit: a step, or what undo would take back."""

    @property
    def code(self) -> str:
        """Return the code of the edit."""
        ...

    @property
    def facts(self) -> Facts:
        """Return the facts of the edit."""
        ...


def sentence(code: str, facts: Facts) -> str:
    """Say what went wrong and what to do about it."""
    template = ERRORS.get(f"{code} path" if "path" in facts else code, ERRORS.get(code))
    if template is None:
        return _(_UNKNOWN_CODE).format(code=code)
    words = {name: _error_word(name, value, facts) for name, value in facts.items()}
    told = _(template)
    said = told.format_map(_Words(words))
    return said[:1].upper() + said[1:] if told.startswith("{kind}") else said


def step_title(step: Titled, plan: Plan, names: Names | None = None) -> str:
    """Name an edit, with the records it concerns called what `plan` calls them.

    `names` says what records were called that `plan` no longer holds; see `names_in`.
    """
    title = _edit_title(step.code, step.facts, plan, names or {})
    prefix = TAKEN_BACK.get(str(getattr(step, "kind", "")))
    return _(prefix).format(title=title) if prefix else title


def loose_end_sentence(end: LooseEnd, plan: Plan, names: Names | None = None) -> str:
    """Say which decision of a scenario rests, and why."""
    return _(LOOSE_ENDS.get(end.code, _RESTS)).format(
        record=record_word(plan, end.kind, end.key, names),
        target=record_word(plan, *end.target, names) if end.target[0] else "",
    )


def command_title(command: Command, plan: Plan) -> str:
    """Name an edit that has not been made yet, with the value it would write."""
    if isinstance(command, EditField):
        field = plan.schema.kind(command.kind).field(command.field)
        return _("Set “{field}” of {record} to {value}").format(
            field=_(field.label),
            record=record_word(plan, command.kind, command.key),
            value=_value_word(field, command.value),
        )
    code, facts = command.label
    return _edit_title(code, facts, plan, {})


def finding_sentence(finding: Finding, plan: Plan) -> str:
    """Say what a rule found about a record, and on which text the rule rests."""
    return _(_AGAINST).format(
        sentence=finding_words(finding, plan), reference=article_words(finding.rule, plan)
    )


def finding_words(finding: Finding, plan: Plan) -> str:
    """Say what a rule found about a record, without the text it rests on."""
    return _finding_template(finding).format_map(_Words(_finding_words(finding, plan)))


def acceptance_words(finding: Finding, plan: Plan) -> str:
    """Say why a finding is accepted and which text allows it; nothing if it is not."""
    row = override_of(finding, overrides(plan))
    if row is None:
        return ""
    return _("Accepted: {reason} [{reference}]").format(reason=row.reason, reference=row.reference)


def article_words(rule: str, plan: Plan) -> str:
    """Name the text a rule rests on, as it stands on the plan's legal date."""
    entry = law_at(legal_date(plan)).entries.get(rule)
    return _(entry.article if entry is not None else RULES[rule][1])


def names_in(cells: Iterable[Cell]) -> dict[tuple[str, str], str]:
    """Return what records were called according to recorded cells, the latest name last."""
    called = [cell for cell in cells if cell.field in ("name", "title")]
    return {(c.table, c.key): str(c.new if c.new is not None else c.old) for c in called}


def size_words(kind: MeasureKind, size: float | None) -> str:
    """Say a size in the unit of a kind of measure, as `8,000 accelerators`."""
    return _(SIZES[kind.size_field]).format(size=text.number(size, 3))


def quarter_label(quarter: int) -> str:
    """Return a quarter in words, 0 the first of 2021."""
    return _("Q{quarter} {year}").format(quarter=quarter % 4 + 1, year=FIRST_YEAR + quarter // 4)


def kind_word(kind: str, schema: Schema = SCHEMA) -> str:
    """Name a kind of record inside a sentence, by the label of its declaration."""
    declared = schema.kinds.get(kind)
    return _inline(_(declared.label)) if declared else kind.replace("_", " ")


def record_word(plan: Plan, kind: str, key: str, names: Names | None = None) -> str:
    """Name a record: a state in the reader's language, anything else as the plan calls it."""
    if kind == "state":
        return text.state_name(key)
    found = plan.tables.get(kind, {}).get(key)
    if found is None:
        return (names or {}).get((kind, key)) or f"{kind_word(kind)} {key[-6:]}"
    return name_in(plan, found)


def value_words(plan: Plan, field: Field, value: Scalar) -> str:
    """Write a value for reading: names for references, words for codes, units behind numbers."""
    if value is None:
        return _("unknown")
    if field.target:
        keys = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(record_word(plan, field.target, key) for key in keys)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _value_word(field, value)


def name_in(plan: Plan, record: Record) -> str:
    """Return what people call a record; a name out of the catalogue in the reader's language.

    One without a name is called by what tells it apart, as a contribution by measure and payer.
    """
    if _is_named_by_catalogue(plan, record):
        return _(name_of(record))
    if isinstance(record, Evidence | Settlement | Override):
        return _about_words(plan, record)
    called = name_of(record)
    if called != record.id or not hasattr(record, "name"):
        return called
    values = {field: getattr(record, field) for field in record.KIND.natural_key}
    return apart_words(plan, record.KIND, values) or called


def apart_words(plan: Plan, kind: Kind, values: Mapping[str, Scalar]) -> str:
    """Write what tells a record from others of its kind besides its name, as far as known."""
    known = ((kind.field(name), values.get(name)) for name in kind.natural_key if name != "name")
    words = (value_words(plan, field, value) for field, value in known if value is not None)
    return _BETWEEN.join(words)


def _about_words(plan: Plan, record: Evidence | Settlement | Override) -> str:
    """Name what is said of a record: the field a source speaks of, or the rule it may break."""
    if isinstance(record, Override):
        told = record.rule
    else:
        told = _part_label(SCHEMA.kinds.get(record.about_kind), record.field)
    return _BETWEEN.join((record_word(plan, record.about_kind, record.about), told))


def _is_named_by_catalogue(plan: Plan, record: Record) -> bool:
    """Tell whether a name is ours to translate; a name somebody gave is left as it is."""
    if isinstance(record, Measure):
        template = plan.of(Template).get(record.template)
        return template is not None and template.name == record.name
    if isinstance(record, Scenario):
        return record.built_in
    return isinstance(record, Template | Sector | DataSpace | SupportService)


class _Words(dict[str, str]):
    """Words for a template; a fact that is missing leaves a gap one can read over."""

    def __missing__(self, key: str) -> str:
        return "…"


def _edit_title(code: str, facts: Facts, plan: Plan, names: Names) -> str:
    if code == "move":
        code = " ".join([code, *(name for name in ("month", "state") if name in facts)])
    if code not in STEPS:
        return text.ngettext("{count} edit", "{count} edits", int(facts.get("count", 1))).format(
            count=text.number(facts.get("count", 1))
        )
    words = {name: _step_word(name, facts, plan, names) for name in facts}
    if "key" in facts:
        words["record"] = record_word(plan, facts["kind"], facts["key"], names)
    return " ".join(_(STEPS[code]).format_map(_Words(words)).split())


def _step_word(name: str, facts: Facts, plan: Plan, names: Names) -> str:
    if name in ("template", "state", "measure", "scenario"):
        return record_word(plan, name, str(facts[name]), names)
    writer = _STEP_WORDS.get(name)
    return writer(facts, plan) if writer else str(facts[name])


def _finding_template(finding: Finding) -> str:
    if not finding.checkable:
        return _(_NOT_CHECKABLE if finding.key else _NO_RECORD)
    said, _reference = RULES[finding.rule]
    facts = dict(finding.facts)
    if finding.rule in OTHERWISE and OTHERWISE[finding.rule].applies(facts):
        said = OTHERWISE[finding.rule].said
    return said.said(facts) if isinstance(said, Counted) else _(said)


def _finding_words(finding: Finding, plan: Plan) -> dict[str, str]:
    facts = dict(finding.facts)
    words = {name: _finding_word(name, value, plan) for name, value in facts.items()}
    words["rule"] = finding.rule
    words["record"] = _placed(finding, plan)
    kind = plan.schema.kinds.get(finding.kind)
    for name in ("field", "amount_field"):
        if name in facts:
            words[name] = _part_label(kind, str(facts[name]))
    if kind is not None and "other" in facts and "amount_field" in facts:
        for name in ("value", "other"):
            words[name] = _rival_words(kind.field(str(facts["amount_field"])), str(facts[name]))
    if "missing" in facts:
        parts = str(facts["missing"]).split(";")
        words["missing"] = ", ".join(_inline(_part_label(kind, part)) for part in parts)
    for name in _NAMED:
        if name in facts:
            words[name] = record_word(plan, facts[f"{name}_kind"], facts[name])
    return words


def _placed(finding: Finding, plan: Plan) -> str:
    """Name the record of a finding; a measure with its state, for many share a name."""
    called = record_word(plan, finding.kind, finding.key)
    measure = plan.of(Measure).get(finding.key)
    if measure is not None:
        return f"{called} ({text.state_name(measure.state)})"
    if finding.kind not in _PARTS_OF_A_MACHINE:
        return called
    part = plan.tables.get(finding.kind, {}).get(finding.key)
    for kind in ("system", "measure"):
        machine = getattr(part, kind, None)
        if machine is not None:
            return f"{kind_word(finding.kind)} ({record_word(plan, kind, machine)})"
    return called


def _rival_words(field: Field, values: str) -> str:
    """Write what sources say about a cell, with the unit of its field."""
    return "; ".join(_rival_word(field, field.parse(value)) for value in values.split("; "))


def _rival_word(field: Field, value: Scalar) -> str:
    if field.unit != "MEUR" or not isinstance(value, int | float):
        return _value_word(field, value)
    return f"{text.number(value, 6)}\N{NO-BREAK SPACE}{text.unit_label(field.unit)}"


def _finding_word(name: str, value: Any, plan: Plan) -> str:  # noqa: ANN401 - facts are of any plain type
    if name == "state":
        return record_word(plan, name, str(value))
    if value is None:
        return _("unknown")
    if name in _CODED:
        return _(_CODED[name](str(value)).label)
    if name.endswith("_day"):
        return text.day_label(date.fromisoformat(str(value)))
    return _figure_word(name, value) if _is_number(value) else _shortened(str(value))


def _figure_word(name: str, value: float) -> str:
    if name == "year":
        return str(value)
    if name.endswith(("hours", "hours_per_month")):
        return text.number(round(value))
    if name in ("share", "limit") or name.endswith("_share"):
        return text.percent(value, 1)
    decimals = 1 if abs(value) >= _SMALL else 2
    return text.month_label(int(value)) if name.endswith("month") else text.number(value, decimals)


def _measure_size(plan: Plan, key: str, size: float) -> str:
    measure = plan.of(Measure).get(key)
    return size_words(measure.kind, size) if measure else text.number(size, 3)


def _part_label(kind: Kind | None, name: str) -> str:
    """Name a field of a record, or a paper or part that belongs to it without being a field."""
    if kind is not None and name in {field.name for field in kind.fields}:
        return _field_label(kind, name)
    return _(_PARTS.get(name, name))


def _field_label(kind: Kind | None, name: str) -> str:
    labels = {field.name: field.label for field in kind.fields} if kind else {}
    return _(labels.get(name, name))


def _error_word(name: str, value: object, facts: Facts) -> str:
    if name in ("minimum", "maximum", "value", "size") and _is_number(value):
        return _quantity(value, facts.get("unit"))
    writer = _ERROR_WORDS.get(name)
    return writer(value) if writer else _shortened(str(value))


_STEP_WORDS: Mapping[str, Callable[[Facts, Plan], str]] = {
    "month": lambda facts, _plan: text.month_label(int(facts["month"])),
    "moment": lambda facts, _plan: text.moment_label(str(facts["moment"])),
    "day": lambda facts, _plan: text.day_label(date.fromisoformat(str(facts["day"]))),
    "size": lambda facts, plan: _measure_size(plan, str(facts.get("measure")), facts["size"]),
    "status": lambda facts, _plan: _(Status(facts["status"]).label),
    "kind": lambda facts, plan: kind_word(str(facts["kind"]), plan.schema),
    "field": lambda facts, plan: _field_label(
        plan.schema.kinds.get(str(facts.get("kind"))), str(facts["field"])
    ),
}


def cell_text(field: Field, value: Scalar) -> str:
    """Write a value as it is typed, days and months in the reader's words; files have ISO."""
    if field.value_type is Type.DATE and value is not None:
        return text.day_label(date.fromisoformat(str(value)))
    if field.value_type is Type.MONTH and isinstance(value, int):
        return text.month_label(value)
    return field.format(value)


def as_in_files(field: Field, typed: str) -> str:
    """Return what was typed as `Field.parse` reads it: a day or month in words becomes ISO."""
    if field.value_type is Type.DATE:
        return text.parse_day(typed) or typed
    if field.value_type is Type.MONTH:
        return text.parse_month_words(typed) or typed
    return typed


def _value_word(field: Field, value: Scalar) -> str:
    if field.choices is not None and value is not None:
        return _(field.choices(str(value)).label)
    if _is_number(value) and field.value_type is not Type.MONTH:
        return _quantity(value, field.unit)
    return cell_text(field, value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _quantity(value: Any, unit: object) -> str:  # noqa: ANN401 - a number of either type
    if unit == "":  # only months are declared without a unit
        return text.month_label(int(value))
    if unit == "year":
        return str(value)
    if unit == "share":
        return text.percent(value, 2)
    number = text.number(value, 6)
    return (
        number if unit in (None, "1") else f"{number}\N{NO-BREAK SPACE}{text.unit_label(str(unit))}"
    )


def _label_word(label: object) -> str:
    return _field_label(Measure.KIND, str(label)) if str(label).islower() else _(str(label))


def _parts_of(values: object) -> Iterable[object]:
    return values if isinstance(values, list | tuple) else [values]


def _listed(values: object) -> str:
    """List codes, or the names out of pairs of key and name."""
    parts = values if isinstance(values, list | tuple) else [values]
    return ", ".join(
        str(part[1]) if isinstance(part, list | tuple) else str(part) for part in parts
    )


def _template_word(name: object) -> str:
    return _(str(name))


def _state_word(code: object) -> str:
    return text.state_name(str(code))


def _kind_word(kind: object) -> str:
    return kind_word(str(kind))


_ERROR_WORDS: Mapping[str, Callable[[object], str]] = {
    "label": _label_word,
    "kind": _kind_word,
    "by": _kind_word,
    "target": _kind_word,
    "state": _state_word,
    "there": _state_word,
    "template": _template_word,
    "choices": lambda choices: _listed(choices).replace("'", ""),
    "known": _listed,
    "options": _listed,
    "fields": lambda labels: ", ".join(_label_word(label) for label in _parts_of(labels)),
    "path": str,
}


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}…"


def _inline(label: str) -> str:
    """Write a label inside an English sentence: small, unless it starts with an abbreviation."""
    small = text.language() == "en" and label[1:2].islower()
    return label[:1].lower() + label[1:] if small else label
