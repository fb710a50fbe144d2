# SPDX-License-Identifier: EUPL-1.2
"""What the numbers of a page rest on, for paper: formula, sources, and how far to trust them.

On screen a number is asked and answers one level at a time; paper cannot be asked, so here the
parts are followed down to the fields that sources speak of.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Parameter, Source
from planner.domain.records.measures import Measure
from planner.engine.budget_figures import BUDGET
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure, Input
from planner.engine.outcome import Outcome
from planner.engine.rules.limits import limit_of
from planner.engine.trust import LEVELS, Level, cell_level
from planner.engine.worked_figures import parts_of
from planner.reference.formula_words import formula_words
from planner.reference.provenance import evidence_for
from planner.reference.tracing import figure_label
from planner.report.reader import Reader
from planner.report.sheet import Cell, Sheet, numbers_of
from planner.sentences import record_word
from planner.text import N_, _, day_label, ngettext, number

_RANK: Sequence[Level] = ("high", "medium", "low", "assumption")
LEVEL_WORDS: Mapping[Level, str] = {
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
    "assumption": N_("assumption"),
}
_DEEPEST, _MOST_PARTS, _NAMED = 5, 40, 3
_MOST_LOOKED_AT, _LEAST_LOOKED_AT = 3_000, 25
_MONEY = ("union_meur", "states_meur", "other_meur")


@attrs.frozen
class Origin:
    """Formula of a figure, empty for a field; titles of its sources, the weakest level of all.

    `followed` tells whether all parts were taken down to their sources, `empty` that the field
    holds nothing, `named` that the formula names what was counted.
    """

    formula: str = ""
    sources: tuple[str, ...] = ()
    level: Level | None = None
    followed: bool = True
    empty: bool = False
    named: bool = False

    def words(self) -> str:
        """Say it in one line."""
        named = "; ".join(self.sources[:_NAMED])
        left = len(self.sources) - _NAMED
        if left > 0:
            more = ngettext("and {count} more source", "and {count} more sources", left)
            named = f"{named}; {more.format(count=number(left))}"
        parts = [self.formula and _("Computed: {formula}").format(formula=self.formula)]
        nothing = _("Nothing with a source counts towards it")
        if not self.formula:
            nothing = _("No source on file; set in this plan")
        if self.empty:
            nothing = _("No value on file")
        is_told = self.followed and not self.named
        parts.append(named or (nothing if is_told else ""))
        if self.level is not None:
            weakest = _("Weakest part: {level}") if self.formula else _("Confidence: {level}")
            parts.append(weakest.format(level=_(LEVEL_WORDS[self.level])))
        if not self.followed:
            parts.append(_("Not every part was followed down to its source"))
        return ". ".join(part for part in parts if part) + "."


_NOT_FOLLOWED = Origin(followed=False)


Asked = tuple[About, bool, str]


@attrs.frozen
class Footnotes:
    """The notes of a page, numbered from 1, and the number of each figure that has one."""

    notes: tuple[str, ...]
    numbers: Mapping[Asked, int]

    def of(self, cell: Cell) -> int:
        """Return the number of a cell's note, 0 without one."""
        return 0 if cell.about is None else self.numbers.get(_asked(cell.about, cell), 0)


NO_NOTES = Footnotes((), {})


def footnotes(reader: Reader, sheet: Sheet) -> Footnotes:
    """Return the notes of a page in the order of its figures; alike ones are one note."""
    known: dict[str, int] = {}
    numbers: dict[Asked, int] = {}
    searches = {"": Search(reader.plan, reader.outcome)}
    for _section, _label, cell in numbers_of(sheet):
        if cell.about is None or cell.value is None:
            continue
        if cell.day not in searches:
            past = reader.session.as_of(cell.day)
            searches[cell.day] = Search(past.plan, past.outcome)
        words = searches[cell.day].origin(cell.about, computed=cell.computed).words()
        if cell.day:
            then = _("The plan as it stood on {day}").format(
                day=day_label(date.fromisoformat(cell.day))
            )
            words = f"{then}. {words}"
        numbers[_asked(cell.about, cell)] = known.setdefault(words, len(known) + 1)
    return Footnotes(tuple(known), numbers)


def _asked(about: About, cell: Cell) -> Asked:
    return about, cell.computed, cell.day


@attrs.define(eq=False)
class Search:
    """Follows numbers down to their sources; what was found once is not looked for again.

    In a plan of thousands of measures not every part is followed: `left` parts are looked at, some
    for each question whatever was asked before, and of a figure its first ones.
    """

    plan: Plan
    outcome: Outcome
    left: int = _MOST_LOOKED_AT
    _known: dict[tuple[About, bool], Origin] = attrs.field(factory=dict)

    def origin(self, about: About, *, computed: bool, depth: int = 0) -> Origin:
        """Return what a number rests on."""
        found = self._known.get((about, computed))
        if found is None:
            if not depth:
                self.left = max(self.left, _LEAST_LOOKED_AT)
            found = self._found(about, computed=computed, depth=depth)
            if found.followed or not depth:
                self._known[about, computed] = found
        return found

    def _found(self, about: About, *, computed: bool, depth: int) -> Origin:
        if not computed and (cell := self._cell(about)) is not None:
            return cell
        if self.left <= 0:
            return _NOT_FOLLOWED
        figure = derived(self.plan, self.outcome, about)
        if figure is None:
            return self._cell(about) or Origin()
        self.left -= 1 + len(figure.inputs)
        inner = [self._part(about, given, depth) for given in figure.inputs[:_MOST_PARTS]]
        titles = dict.fromkeys(title for one in inner for title in one.sources)
        levels = [one.level for one in inner if one.level is not None]
        followed = len(figure.inputs) <= _MOST_PARTS and all(one.followed for one in inner)
        words = formula_words(self.plan, figure)
        is_pair = bool(parts_of(figure.code))
        named = is_pair or (figure.formula == "count" and bool(figure.inputs))
        if named:
            words = figure_label(figure.code) if is_pair else self._counted(figure)
        told = followed or (named and not is_pair)
        return Origin(words, tuple(titles), weakest(levels), told, named=named)

    def _counted(self, figure: Figure) -> str:
        """Say how many were counted and name the first of them."""
        names = dict.fromkeys((given.kind, given.key) for given in figure.inputs)
        shown = [_(record_word(self.plan, *one)) for one in list(names)[:_NAMED] if one[1]]
        left = len(names) - len(shown)
        if left > 0:
            more = ngettext("and {count} more", "and {count} more", left)
            shown.append(more.format(count=number(left)))
        counted = formula_words(self.plan, figure)
        return f"{counted} ({', '.join(shown)})" if shown else counted

    def _part(self, parent: About, given: Input, depth: int) -> Origin:
        about = attrs.evolve(parent, kind=given.kind, key=given.key, code=given.field)
        if given.field.startswith(f"{BUDGET}."):
            return self._line(about, depth)
        of_state = parent.kind == "state" and given.kind in {"system", "measure"}
        if (given.computed or of_state or given.kind == NETWORK) and depth < _DEEPEST:
            return self.origin(about, computed=True, depth=depth + 1)
        cell = self._cell(about)
        if cell is None and depth < _DEEPEST:
            return self.origin(about, computed=True, depth=depth + 1)
        return cell or _NOT_FOLLOWED

    def _line(self, about: About, depth: int) -> Origin:
        """Return what a line of the budget rests on, without making the whole budget anew."""
        if about.kind == Measure.KIND.name:
            union = attrs.evolve(about, code="union")
            return self.origin(union, computed=True, depth=depth + 1)
        cells = [self._cell(attrs.evolve(about, code=name)) for name in _MONEY]
        found = [one for one in cells if one is not None]
        titles = dict.fromkeys(title for one in found for title in one.sources)
        levels = [one.level for one in found if one.level is not None]
        return Origin("", tuple(titles), weakest(levels))

    def _cell(self, about: About) -> Origin | None:
        """Return what is said of a field of a record; None if there is no such field."""
        record = self.plan.tables.get(about.kind, {}).get(about.key)
        if record is None and about.kind == Parameter.KIND.name:
            return self._limit(about.key)
        if record is None or about.code not in {field.name for field in record.KIND.fields}:
            return None
        if isinstance(record, Parameter):
            level = LEVELS[record.confidence.value]
            return Origin(
                "", _titles(self.plan, record), "assumption" if record.arguable else level
            )
        cited = evidence_for(self.plan, about.kind, about.key, about.code)
        level_ = cell_level(self.plan, record, about.code)
        if cited is None or level_ is None:
            return Origin(empty=getattr(record, about.code) is None)
        return Origin("", (_told(*cited),), level_)

    def _limit(self, key: str) -> Origin | None:
        """Return what the number of a rule rests on, as no planner has edited it."""
        found = limit_of(self.plan, key)
        if found is None:
            return None
        entry, limit = found
        return Origin("", (_(entry.article),), "assumption" if limit.arguable else None)


def weakest(levels: Sequence[Level]) -> Level | None:
    """Return the level of the least trusted part."""
    return max(levels, key=_RANK.index, default=None)


def _titles(plan: Plan, record: Parameter) -> tuple[str, ...]:
    source = plan.of(Source).get(record.source or "")
    return () if source is None else (source.title,)


def _told(evidence: Evidence, source: Source | None) -> str:
    if source is None:
        return _("no source given")
    year = evidence.year or source.year
    title = source.title
    return title if not year or str(year) in title else f"{title} ({year})"
