# SPDX-License-Identifier: EUPL-1.2
"""Where any number comes from, in words: value, source, who entered it, and what it is made of.

The window's dialog and the command line give the same answers. An answer names what it is made of;
each of those can be asked again, down to the sources.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.access import Applicant, Pool
from planner.domain.records.contributions import PaidBy
from planner.domain.records.evidence import Evidence, Parameter, Source
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CapacityClass
from planner.domain.records.instruments import Instrument
from planner.domain.records.measures import Measure
from planner.domain.schema import Field, Record, Scalar, Type
from planner.engine.conflicts import conflict_of, read_value
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure, Input
from planner.engine.network_figures import FIRM
from planner.engine.outcome import Outcome
from planner.engine.roster import NOWHERE
from planner.engine.rules.limits import limit_of
from planner.engine.trust import LEVELS, Level, cell_level, stale
from planner.engine.worked_figures import parts_of
from planner.reference.figure_words import FIGURE_WORDS
from planner.reference.formula_words import formula_words
from planner.reference.provenance import Cited, evidence_trail, rivals
from planner.sentences import cell_text, record_word
from planner.session import Entry, Session
from planner.text import (
    N_,
    _,
    labelled,
    moment_label,
    month_label,
    number,
    of_unit,
    percent,
    state_name,
    unit_label,
)

Trail = Callable[[str, str, str], Sequence[Entry]]
_RANK: Mapping[Level, int] = {"high": 0, "medium": 1, "low": 2, "assumption": 3}
_MACHINES = frozenset({"system", "measure"})


@attrs.frozen
class Part:
    """One of the things a number is made of, and what to ask for to learn more of it."""

    about: About
    label: str
    value: str
    level: Level | None = None
    computed: bool = False


@attrs.frozen
class Trace:
    """The answer: what the number is, how far to trust it, and headed lines that explain it.

    `is_cell` tells a field of a record, which sources speak of, from a computed figure.
    """

    label: str
    value: str
    level: Level | None
    lines: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...] = ()
    disputed: bool = False
    is_cell: bool = False


@attrs.frozen
class Tracer:
    """Answers questions about one plan; `trail` says who wrote what into a cell."""

    plan: Plan
    outcome: Outcome
    trail: Trail

    @classmethod
    def of(cls, session: Session) -> "Tracer":
        """Return who answers about the plan of a session."""
        return cls(session.plan, session.outcome, session.trail)

    def trace(self, about: About, *, computed: bool = False) -> Trace | None:
        """Return where a number comes from, `None` if there is no such number.

        A name may stand for a field of a record and for a figure; `computed` asks for the figure.
        """
        record = self.plan.tables.get(about.kind, {}).get(about.key)
        fields = {} if record is None else {f.name: f for f in record.KIND.fields}
        if record is not None and about.code in fields and not computed:
            return self._cell(record, fields[about.code], about.month)
        figure = derived(self.plan, self.outcome, about)
        if figure is not None:
            return self._figure(about, figure)
        if record is not None and about.code in fields:
            return self._cell(record, fields[about.code], about.month)
        return self._limit(about.key) if about.kind == Parameter.KIND.name else None

    def _limit(self, key: str) -> Trace | None:
        """Return where the number of a rule comes from: the act, as nobody has edited it."""
        found = limit_of(self.plan, key)
        if found is None:
            return None
        entry, limit = found
        return Trace(
            label=labelled(entry.rule, _(limit.label)),
            value=figure_value(limit.value, limit.unit),
            level="assumption" if limit.arguable else None,
            lines=((_("Source"), _(entry.article)),),
        )

    def _figure(self, about: About, figure: Figure) -> Trace:
        parts = tuple(self._part(about, given) for given in figure.inputs)
        levels: list[Level] = [part.level for part in parts if part.level is not None]
        return Trace(
            label=" · ".join(filter(None, (self._place(about), figure_label(figure.code)))),
            value=figure_value(figure.value, figure.unit),
            level=_weakest(levels),
            lines=((_("Formula"), formula_words(self.plan, figure)),),
            parts=parts,
        )

    def _place(self, about: About) -> str:
        return "" if about.kind == NETWORK else self._name(about.kind, about.key)

    def _name(self, kind: str, key: str) -> str:
        if kind == State.KIND.name and key == NOWHERE:
            return _("No single state")
        return _(record_word(self.plan, kind, key))

    def _part(self, parent: About, given: Input) -> Part:
        declared = None if given.computed else self._declared(given.kind, given.field)
        of_state = parent.kind == State.KIND.name and given.kind in _MACHINES
        computed = given.computed or of_state
        if computed and given.value is None:
            given = self._worked_out(given, parent.month)
        label = figure_label(given.field) if declared is None else _(declared.label)
        value = (
            figure_value(given.value, given.unit)
            if isinstance(given.value, int | float)
            and not isinstance(given.value, bool)
            and (declared is None or declared.value_type is not Type.MONTH)
            else cell_value(self.plan, declared, given.value)
        )
        return Part(
            about=About(given.kind, given.key, given.field, parent.month),
            label=f"{self._name(given.kind, given.key)} · {label}",
            value=value,
            level=_input_level(given),
            computed=computed,
        )

    def _worked_out(self, given: Input, month: int) -> Input:
        """Fill in the value of an input that is a figure itself."""
        about = About(given.kind, given.key, given.field, month)
        figure = derived(self.plan, self.outcome, about)
        if figure is None:
            return given
        levels = [level for level in map(_input_level, figure.inputs) if level is not None]
        assumed = _weakest(levels) == "assumption"
        return attrs.evolve(given, value=figure.value, unit=figure.unit, assumption=assumed)

    def _declared(self, kind: str, field: str) -> Field | None:
        known = self.plan.schema.kinds.get(kind)
        return None if known is None else next((f for f in known.fields if f.name == field), None)

    def _cell(self, record: Record, field: Field, month: int) -> Trace:
        cell = (record.KIND.name, record.id, field.name)
        value: Scalar = getattr(record, field.name)
        entries = self.trail(*cell)
        lines = [*self._read(record, field, value), *_written(entries)]
        lines += [*self._before(cell, field, entries), *self._others(cell)]
        conflict = conflict_of(self.plan, *cell)
        return Trace(
            label=f"{self._name(*cell[:2])} · {_(field.label)}",
            value=cell_value(self.plan, field, value),
            level=cell_level(self.plan, record, field.name),
            lines=tuple(lines),
            parts=tuple(self._template_part(record, field, month)),
            disputed=conflict is not None,  # one that was settled can be settled otherwise
            is_cell=True,
        )

    def _read(self, record: Record, field: Field, value: Scalar) -> Iterator[tuple[str, str]]:
        """Say where a value was read, and how far to trust it."""
        if isinstance(record, Parameter):
            yield from self._parameter(record)
            return
        trail = evidence_trail(self.plan, record.KIND.name, record.id, field.name)
        if not trail:
            yield _("Source"), _("none on file; set in this plan")
            return
        evidence, source = trail[0]
        if stale(evidence, value, schema=self.plan.schema):
            yield _("Source"), _("none on file; changed in this plan")
            told = labelled(_as_read(self.plan, evidence), _cited_words(evidence, source))
            yield _("Its source said"), told
            return
        yield from _source_lines(evidence, source)

    def _parameter(self, record: Parameter) -> Iterator[tuple[str, str]]:
        source = self.plan.of(Source).get(record.source or "")
        yield _("Source"), _named(source)
        yield _("Confidence"), _(record.confidence.label)
        if record.arguable:
            yield _("Kind"), _("an assumption, arguable")
        if record.low is not None and record.high is not None:
            yield _("Range"), f"{number(record.low, 6)} – {number(record.high, 6)}"

    def _before(
        self, cell: tuple[str, str, str], field: Field, entries: Sequence[Entry]
    ) -> Iterator[tuple[str, str]]:
        """Say what the value was before, the latest first."""
        for entry in reversed(entries):
            if entry.cell.existed:
                told = _("until {moment}, when {author} changed it")
                words = told.format(moment=moment_label(entry.step.at), author=entry.step.author)
                old = cell_value(self.plan, field, entry.cell.old)
                yield _("Before"), f"{old} {words}"
        for evidence, source in evidence_trail(self.plan, *cell)[1:]:
            told = labelled(_as_read(self.plan, evidence), _cited_words(evidence, source))
            yield _("Earlier source"), told

    def _others(self, cell: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
        for evidence, source in rivals(self.plan, *cell):
            told = labelled(_as_read(self.plan, evidence), _cited_words(evidence, source))
            yield _("Another source"), told
        conflict = conflict_of(self.plan, *cell)
        if conflict is None:
            return
        if conflict.settlement is None:
            yield _("Conflict"), _("open: choose one of the sources, with a reason")
        elif conflict.is_open:
            yield _("Conflict"), _("open again: a source came after the choice")
        else:
            yield _("Settled"), conflict.settlement.reason

    def _template_part(self, record: Record, field: Field, month: int) -> Iterator[Part]:
        """Yield the catalogue's value that a measure has taken over."""
        if not isinstance(record, Measure) or field.name in ("id", "name", "kind"):
            return
        template = self.plan.tables.get("template", {}).get(record.template)
        value = getattr(template, field.name, None)
        if template is not None and value is not None and value == getattr(record, field.name):
            yield Part(
                About("template", record.template, field.name, month),
                f"{self._name('template', record.template)} · {_(field.label)}",
                cell_value(self.plan, field, value),
                cell_level(self.plan, template, field.name),
            )


def _weakest(levels: Sequence[Level]) -> Level | None:
    ranked = sorted(levels, key=_RANK.__getitem__)
    return ranked[-1] if ranked else None


def cell_value(plan: Plan, field: Field | None, value: Scalar) -> str:
    """Write the value of a cell with its unit; unknown is said."""
    if value is None:
        return _("unknown")
    if field is None:
        return str(value)
    if field.target:
        keys = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(_(record_word(plan, field.target, key)) for key in keys)
    if field.choices is not None:
        return _(field.choices(str(value)).label)
    return _plain(field, value)


def figure_label(code: str) -> str:
    """Name a computed figure, with the class it is for."""
    series, _dot, rest = code.partition(".")
    if series in _PHRASES:
        return _PHRASES[series](rest)
    label = _(FIGURE_WORDS.get(code, FIGURE_WORDS.get(series, series)))
    if rest == FIRM:
        return label
    known = {one.value: one.label for one in CapacityClass} | {"operational": _OPERATIONAL}
    return f"{label}, {_(known[rest])}" if rest in known else label


def _given_label(rest: str) -> str:
    return _(FIGURE_WORDS["gives"]).format(state=state_name(rest.partition(".")[0]))


def _based_label(series: str) -> Callable[[str], str]:
    return lambda rest: _(FIGURE_WORDS[f"{series}.{rest.partition('.')[0]}"])


def _budget_label(rest: str) -> str:
    mode, column, payer, *_what = rest.split(".")
    label = _(FIGURE_WORDS[f"budget.{mode}"])
    year = {"total": _("all years"), "0": _("other years")}.get(column, column)
    payers = [_(one.label) for one in PaidBy if one.value == payer]
    return ", ".join([label, year, *payers])


def _ratio_label(rest: str) -> str:
    base, _dot, code = rest.partition(".")
    return _(_OVER[base]).format(figure=figure_label(code))


def _column_label(rest: str) -> str:
    return _(Instrument.KIND.field(rest.partition(".")[0]).label)


def _total_label(rest: str) -> str:
    kind, field, *_keys = rest.split(".")
    return _(SCHEMA.kind(kind).field(field).label)


def _count_label(rest: str) -> str:
    return labelled(_("Number"), _(SCHEMA.kind(rest.split(".", maxsplit=1)[0]).plural))


def _awaited_label(vendor: str) -> str:
    return labelled(_("Accelerators awaited"), vendor)


def _ledger_label(rest: str) -> str:
    _period, what, *pool = rest.split(".")
    label = _(FIGURE_WORDS[f"ledger.{what}"])
    return ", ".join([label, *(_(Pool(one).label) for one in pool)])


def _pair_label(series: str) -> Callable[[str], str]:
    def label(rest: str) -> str:
        first, second = map(_operand_label, parts_of(f"{series}.{rest}"))
        return _(_PAIRS[series]).format(first=first, second=second)

    return label


def _operand_label(part: tuple[str, str, str]) -> str:
    kind, _key, code = part
    declared = SCHEMA.kinds.get(kind)
    known = () if declared is None else declared.fields
    return next((_(one.label) for one in known if one.name == code), None) or figure_label(code)


def _awarded_words(rest: str) -> str:
    group = next((_(one.label) for one in Applicant if one.value == rest), "")
    return ", ".join(filter(None, (_(FIGURE_WORDS["awarded"]), group)))


_PAIRS: Mapping[str, str] = {
    "over": N_("{first} ÷ {second}"),
    "less": N_("{first} − {second}"),
    "growth": N_("{first} ÷ {second} − 1"),
}
_OVER: Mapping[str, str] = {
    "people": N_("{figure} per million inhabitants"),
    "gdp": N_("{figure} per bn € of GDP"),
}
_OPERATIONAL = N_("operational only")
_PHRASES: Mapping[str, Callable[[str], str]] = {
    "gives": _given_label,
    "used": _based_label("used"),
    "gini": _based_label("gini"),
    "budget": _budget_label,
    "ledger": _ledger_label,
    "per": _ratio_label,
    "instruments": _column_label,
    "total": _total_label,
    "count": _count_label,
    "accelerators_awaited": _awaited_label,
    "awarded": _awarded_words,
    "to": lambda rest: _(FIGURE_WORDS[f"to.{rest.partition('.')[0]}"]),
    **{series: _pair_label(series) for series in _PAIRS},
}


def figure_value(value: float | None, unit: str) -> str:
    """Write a computed figure with its unit."""
    if value is None:
        return _("unknown")
    if unit == "month":
        return month_label(round(value))
    if unit == "share":
        return percent(value, 1)
    if unit == "MEUR":
        return f"{number(value, 3)} {unit_label(unit)}"
    return f"{of_unit(value, unit, 4)} {unit_label(unit)}".strip()


def _plain(field: Field, value: Scalar) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, int | float):
        return cell_text(field, value)
    return month_label(int(value)) if field.value_type is Type.MONTH else _quantity(field, value)


def _quantity(field: Field, value: float) -> str:
    if field.unit == "share":
        return percent(value, 2)
    if field.unit == "year":
        return str(value)
    return f"{number(value, field.decimals)} {unit_label(field.unit)}".strip()


def _input_level(given: Input) -> Level | None:
    return "assumption" if given.assumption else LEVELS.get(given.confidence or "")


def _written(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Say who entered the value, when and why."""
    if not entries:
        yield _("Entered by"), _("the public reference data this plan began with")
        return
    step = entries[-1].step
    yield _("Entered by"), step.author
    yield _("Entered on"), moment_label(step.at)
    if step.reason:
        yield _("Reason"), step.reason


def _source_lines(evidence: Evidence, source: Source | None) -> Iterator[tuple[str, str]]:
    yield _("Source"), _named(source)
    if source is not None and source.reference:
        yield _("Where"), source.reference
    year = evidence.year or (source.year if source is not None else None)
    yield _("Year"), str(year) if year else _("unknown")
    yield _("Confidence"), _(evidence.confidence.label)
    if evidence.assumption:
        yield _("Kind"), _("an assumption, not a published figure")


def _as_read(plan: Plan, evidence: Evidence) -> str:
    if evidence.value is None:
        return _("no value")
    read = read_value(plan, evidence)
    if read is None:  # written by hand as the field cannot hold it; said as it stands
        return evidence.value
    return cell_value(plan, plan.schema.kind(evidence.about_kind).field(evidence.field), read)


def _cited_words(evidence: Evidence, source: Source | None) -> str:
    year = evidence.year or (source.year if source is not None else None)
    confidence = _("{confidence} confidence").format(confidence=_(evidence.confidence.label))
    return ", ".join(part for part in (_named(source), str(year or ""), confidence) if part)


def cited_side(plan: Plan, evidence: Evidence) -> tuple[str, Cited]:
    """Return what a source says, in words, with the source."""
    return _as_read(plan, evidence), (evidence, plan.of(Source).get(evidence.source or ""))


def _named(source: Source | None) -> str:
    return source.title if source is not None else _("no source given")
