# SPDX-License-Identifier: EUPL-1.2
"""What the budget shows: lines of the engine in groups, named, with their sums and a head."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import cast

import attrs

from planner.domain.months import FIRST_YEAR, YEARS, year_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import (
    Contribution,
    FrameworkUse,
    PaidBy,
    Programme,
    Purpose,
)
from planner.domain.records.measures import Measure
from planner.engine.budget import (
    COLUMNS,
    ELSEWHERE,
    THOUSANDTHS,
    UNPLEDGED,
    Cell,
    Entry,
    Grouping,
    Line,
    Mode,
    Origin,
    Section,
    Sum,
    column_of,
    column_sums,
    counted,
    grand_total,
    grouped,
    payer_code,
    payer_label,
    payer_of,
)
from planner.engine.budget_edits import CellEdit
from planner.engine.budget_figures import ALL, TOTAL, line_code, sum_code
from planner.engine.budget_head import Head, head
from planner.engine.budget_lines import budget, framework, framework_total, line_of
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.sentences import record_word
from planner.text import _, fixed, month_label, number, percent, state_name
from ui.panes.budget_values import (
    BudgetCell,
    BudgetColumn,
    BudgetFact,
    BudgetGroup,
    BudgetRow,
    BudgetValues,
    BudgetWish,
    Look,
)
from ui.presenting.inspector_values import tooltip
from ui.widgets.asked import Asked

_LOOKS: dict[Origin, Look] = {
    Origin.RECORDED: "plain",
    Origin.ESTIMATED: "estimated",
    Origin.PUBLIC: "fixed",
    Origin.FRAMEWORK: "plain",
    Origin.OFFERED: "offered",
    Origin.UNPLEDGED: "fixed",
}
# Lines one may fill although nothing is entered there yet.
_OFFERED = (
    (Purpose.ACQUISITION, PaidBy.UNION),
    (Purpose.ACQUISITION, PaidBy.HOST_STATE),
    (Purpose.ACQUISITION, PaidBy.REGION),
    (Purpose.ACQUISITION, PaidBy.PRIVATE),
    (Purpose.OPERATION, PaidBy.UNION),
    (Purpose.OPERATION, PaidBy.HOST_STATE),
)


def mode_words() -> list[tuple[str, str]]:
    """Return the kinds of amount by id and words."""
    return [(mode.value, _(mode.label)) for mode in Mode]


def grouping_words() -> list[tuple[str, str]]:
    """Return what a budget is grouped by, by id and words."""
    return [(one.value, _(one.label)) for one in Grouping]


def budget_values(plan: Plan, outcome: Outcome, mode: Mode, grouping: Grouping) -> BudgetValues:
    """Return the matrix, with the figures above it."""
    _line_words.cache_clear()  # the language may be another one
    if grouping is Grouping.FRAMEWORK:
        return _framework_values(plan)
    entries = budget(plan, outcome, mode)
    sums = column_sums(entries)
    outside = bool(sums[ELSEWHERE].amount or sums[ELSEWHERE].open)
    sections = grouped(entries, grouping)
    return BudgetValues(
        columns=_columns(_("Other years") if outside else ""),
        total=_total_row(entries, sums, outside=outside),
        groups=tuple(_group(plan, one, grouping, outside=outside) for one in sections),
        facts=(*_facts(head(plan, outcome), plan), *_unpledged(entries, mode)),
        note=_note(plan, unpledged=any(one.origin is Origin.UNPLEDGED for one in entries)),
        first_year=year_of(int(Parameters.of(plan).as_of)) - 1,
        whole=_are_whole(entries),
    )


def cell_edits(wishes: Sequence[BudgetWish]) -> list[CellEdit]:
    """Return what the pane asks for as edits of the budget."""
    return [
        CellEdit(wish.line, wish.year, wish.amount, clear=wish.clear)
        for wish in wishes
        if isinstance(wish.line, Line)
    ]


def cell_detail(plan: Plan, line: object, year: int, mode: Mode) -> str:
    """Say where an amount comes from."""
    if not isinstance(line, Line):
        return ""
    if line.kind != Measure.KIND.name:
        fields = {PaidBy.UNION: "union_meur", PaidBy.HOST_STATE: "states_meur"}
        payer = line.paid_by or PaidBy.OTHER
        return tooltip(plan, line.kind, line.key, fields.get(payer, "other_meur"))
    if line.paid_by is None:
        return _("What the contributions leave of the cost; nobody has pledged it: in no sum.")
    field = "commitment_meur" if mode is Mode.COMMITMENTS else "payment_meur"
    found = [
        one
        for _key, one in sorted(plan.of(Contribution).items())
        if line_of(one) == line and column_of(one.year) == column_of(year)
    ]
    if not found:
        return _("Estimated by the shares of the measure; typing an amount replaces the estimate.")
    told = [tooltip(plan, Contribution.KIND.name, one.id, field) for one in found]
    letters = [_("Letter: {letter}").format(letter=one.letter) for one in found if one.letter]
    return "\n".join([part for part in (*told, *letters) if part] or [_("Entered in this plan")])


def cell_number(row: BudgetRow, year: int | None, mode: Mode, grouping: Grouping) -> Asked | None:
    """Return the number a cell shows: a line's, or a sum's; `year` None is the sum of the row."""
    column = TOTAL if year is None else str(year)
    line = row.line
    if isinstance(line, Line) and grouping is not Grouping.FRAMEWORK:
        return Asked(line.kind, line.key, line_code(mode, column, line), computed=True)
    group = {"total": ALL, "group": row.key}.get(row.level, row.group)
    known = "" if group == "none" else group
    return Asked("network", "", sum_code(mode, column, grouping, known))


def _columns(outside: str) -> tuple[BudgetColumn, ...]:
    years = tuple(BudgetColumn(FIRST_YEAR + at, str(FIRST_YEAR + at)) for at in range(YEARS))
    return (*years, BudgetColumn(0, outside)) if outside else years


def _total_row(entries: Sequence[Entry], sums: Sequence[Sum], *, outside: bool) -> BudgetRow:
    tentative = any(entry.tentative for entry in entries)
    return BudgetRow(
        key="total",
        label=_("All, tentative included") if tentative else _("All"),
        level="total",
        cells=_cells(sums, outside=outside),
        total=_cell(grand_total(entries)),
    )


def _group(plan: Plan, section: Section, grouping: Grouping, *, outside: bool) -> BudgetGroup:
    tentative = grouping is Grouping.MEASURE and any(entry.tentative for entry in section.entries)
    name = _begun(_group_name(plan, section, grouping))
    cells, total = _sum_cells(section, outside=outside)
    head = BudgetRow(
        key=section.key or "none",
        label=_("{name}, tentative").format(name=name) if tentative else name,
        level="group",
        cells=cells,
        total=total,
        detail=name,
    )
    return BudgetGroup(head, partial(_lines, plan, section, grouping, outside=outside))


def _lines(
    plan: Plan, section: Section, grouping: Grouping, *, outside: bool
) -> Iterator[BudgetRow]:
    for entry in section.entries:
        name, detail = _line_name(plan, entry, grouping)
        yield BudgetRow(
            key=_key(section, entry.line),
            label=name,
            level="line",
            cells=_line_cells(entry.cells if outside else entry.cells[:ELSEWHERE]),
            total=_cell(Sum.of(entry.cells)),
            group=section.key or "none",
            line=entry.line,
            editable=entry.line.kind == Measure.KIND.name and entry.line.paid_by is not None,
            look=_LOOKS[entry.origin],
            detail=detail,
        )
    if grouping is Grouping.MEASURE:
        yield from _offered(section, outside=outside)


def _offered(section: Section, *, outside: bool) -> Iterator[BudgetRow]:
    """Offer the usual lines of a measure that nothing is entered for yet."""
    kind, _colon, key = section.key.partition(":")
    if kind != Measure.KIND.name:
        return
    taken = {(entry.line.purpose, entry.line.paid_by) for entry in section.entries}
    for purpose, paid_by in _OFFERED:
        if (purpose, paid_by) in taken:
            continue
        line = Line(kind, key, paid_by, purpose=purpose)
        name, detail = _line_words(payer=paid_by.label, purpose=purpose, origin=Origin.OFFERED)
        yield BudgetRow(
            key=_key(section, line),
            label=name,
            level="line",
            cells=_NOTHING if outside else _NOTHING[:ELSEWHERE],
            total=_EMPTY,
            group=section.key,
            line=line,
            editable=True,
            look="offered",
            detail=detail,
        )


def _group_name(plan: Plan, section: Section, grouping: Grouping) -> str:
    key = section.key
    match grouping:
        case Grouping.PROGRAMME:
            return _(Programme(key).label) if key else _("Programme not stated")
        case Grouping.USE | Grouping.FRAMEWORK:
            return _(FrameworkUse(key).label) if key else _("Use not stated")
        case Grouping.SOURCE:
            return _(payer_label(payer_of(key)))
        case Grouping.STATE:
            return state_name(key) if key else _("No single state")
        case _:
            return _subject(plan, section.entries[0])


def _line_name(plan: Plan, entry: Entry, grouping: Grouping) -> tuple[str, str]:
    """Return what a line is called, and the same with where its amounts come from."""
    line = entry.line
    state = "" if line.state is None or line.state == entry.place else line.state
    return _line_words(
        "" if grouping is Grouping.MEASURE else _subject(plan, entry),
        payer="" if grouping is Grouping.SOURCE else payer_label(line.paid_by),
        state=state,
        purpose=line.purpose if line.kind == Measure.KIND.name else None,
        programme=None if grouping is Grouping.PROGRAMME else line.programme,
        origin=entry.origin,
    )


@lru_cache(maxsize=256)  # lines are many, and called alike
def _line_words(
    subject: str = "",
    *,
    payer: str,
    origin: Origin,
    state: str = "",
    purpose: Purpose | None = None,
    programme: Programme | None = None,
) -> tuple[str, str]:
    parts = [subject] if subject else []
    if payer:
        source = _(payer)
        parts.append(f"{source} {state_name(state)}" if state else source)
    if purpose is not None:
        parts.append(_(purpose.label))
    if programme is not None:
        parts.append(_(programme.label))
    name = _begun(", ".join(parts))
    return name, f"{name} – {_(origin.label)}"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _subject(plan: Plan, entry: Entry) -> str:
    name = record_word(plan, entry.line.kind, entry.line.key)
    return f"{name}, {entry.place}" if entry.place else name


def _cells(sums: Sequence[Sum], *, outside: bool) -> tuple[BudgetCell, ...]:
    return tuple(_cell(one) for one in (sums if outside else sums[:ELSEWHERE]))


def _sum_cells(section: Section, *, outside: bool) -> tuple[tuple[BudgetCell, ...], BudgetCell]:
    """Return the sums of a group by column, and of all; each cell is asked only where one is open.

    Most measures stand in their plan with all their amounts.
    """
    rows = [entry.cells for entry in counted(section.entries)]
    if any(None in row for row in rows):
        return _cells(section.columns, outside=outside), _cell(grand_total(section.entries))
    sums = tuple(map(sum, zip(*cast("list[tuple[int, ...]]", rows), strict=True)))
    return _line_cells(sums if outside else sums[:ELSEWHERE]), _cell(Sum(sum(sums)))


@lru_cache(maxsize=256)  # most lines are those that are offered, and all alike
def _line_cells(cells: tuple[Cell, ...]) -> tuple[BudgetCell, ...]:
    return tuple(_EMPTY if cell == 0 else BudgetCell(cell, open=cell is None) for cell in cells)


def _cell(one: Sum) -> BudgetCell:
    if not one.amount:
        return BudgetCell(None, open=True) if one.open else _EMPTY
    return BudgetCell(one.amount, one.open)


def _are_whole(entries: Iterable[Entry]) -> bool:
    """Tell whether all amounts are whole MEUR, and so their sums."""
    return all(not cell or cell % THOUSANDTHS == 0 for one in entries for cell in one.cells)


def _key(section: Section, line: Line) -> str:
    parts = (section.key, line.key, payer_code(line.paid_by), line.purpose)
    return "|".join((*parts, line.state or "", line.programme or ""))


_EMPTY = BudgetCell(0)
_NOTHING = (_EMPTY,) * COLUMNS


def _framework_values(plan: Plan) -> BudgetValues:
    """Return the 2.1 bn by use, source, state and year; the rest of the total is not stated."""
    entries = framework(plan)
    sections = grouped(entries, Grouping.FRAMEWORK)
    total_row = BudgetRow(
        key="total",
        label=_("Stated so far"),
        level="total",
        cells=_cells(column_sums(entries), outside=True),
        total=_cell(grand_total(entries)),
    )
    groups = (_group(plan, one, Grouping.FRAMEWORK, outside=True) for one in sections)
    total, stated = framework_total(plan), grand_total(entries).amount / THOUSANDTHS
    left = None if total is None else total - stated
    facts = (
        BudgetFact(_("January 2024 framework"), number(total, 3)),
        BudgetFact(_("Stated"), number(stated, 3)),
        BudgetFact(_("Not stated"), number(left, 3), danger=left is not None and left < 0),
    )
    note = _("The framework names four uses and gives no split: “n. s.” is not stated, not zero.")
    *years, undated = _columns(_("No year"))
    return BudgetValues(
        columns=(undated, *years),
        total=_undated_first(total_row),
        groups=tuple(map(_framework_group, groups)),
        facts=facts,
        note=note,
        whole=_are_whole(entries),
    )


def _framework_group(group: BudgetGroup) -> BudgetGroup:
    def lines() -> Iterator[BudgetRow]:
        return (_undated_first(_framework_line(row)) for row in group.lines)

    return BudgetGroup(_undated_first(group.head), lines)


def _undated_first(row: BudgetRow) -> BudgetRow:
    *years, undated = row.cells
    return attrs.evolve(row, cells=(undated, *years))


def _framework_line(row: BudgetRow) -> BudgetRow:
    line = row.line
    assert isinstance(line, Line)  # noqa: S101 - made from an entry of the framework
    place = [_(payer_label(line.paid_by)), *([state_name(line.state)] if line.state else [])]
    name = _begun(", ".join(place))
    detail = _("Not stated in the framework") if row.total.open else name
    return attrs.evolve(row, label=name, editable=True, without_year=True, detail=detail)


def _facts(of: Head, plan: Plan) -> Iterator[BudgetFact]:
    ceiling = of.ceiling_meur
    over = ceiling is not None and of.committed_meur > ceiling
    share = percent(of.committed_meur / ceiling, 1) if ceiling else ""
    yield BudgetFact(
        _("Union ceiling"),
        _("not set") if ceiling is None else number(ceiling, 1),
        _programmes(of),
        asked=Asked("network", "", "union_ceiling"),
    )
    yield BudgetFact(
        _("Union committed"),
        f"{fixed(of.committed_meur, 1)} ({share})" if share else fixed(of.committed_meur, 1),
        _("{amount} m€ tentative come on top.").format(amount=fixed(of.tentative_meur, 1)),
        danger=over,
        asked=Asked("network", "", "union_committed"),
    )
    month = month_label(int(Parameters.of(plan).as_of))
    yield BudgetFact(_("Union paid to {month}").format(month=month), fixed(of.paid_meur, 1))
    union, states, other = of.matched
    ratio = of.match_ratio
    yield BudgetFact(
        _("States to Union"),
        _("unknown") if ratio is None else _("{ratio} : 1").format(ratio=fixed(ratio, 2)),
        _(
            "{states} m€ of states against {union} m€ of the Union; {other} m€ of regions, private "
            "and other; {count} commitments of unknown split are left out."
        ).format(
            states=fixed(states, 1),
            union=fixed(union, 1),
            other=fixed(other, 1),
            count=of.unknown,
        ),
        danger=ratio is not None and states + other < union,
    )


def _unpledged(entries: Sequence[Entry], mode: Mode) -> Iterator[BudgetFact]:
    """Say what contributions leave of the cost of their measures, if anything."""
    left = grand_total(one for one in entries if one.origin is Origin.UNPLEDGED).amount
    if left:
        yield BudgetFact(
            _(payer_label(None)),
            fixed(left / THOUSANDTHS, 1),
            _("The part of the cost that contributions leave; it does not count as committed."),
            asked=Asked("network", "", sum_code(mode, TOTAL, Grouping.SOURCE, UNPLEDGED)),
        )


def _programmes(of: Head) -> str:
    lines = [
        _("{programme}: {committed} of {ceiling} m€, {force}").format(
            programme=_(one.programme.label),
            committed=fixed(one.committed_meur, 1),
            ceiling=number(one.ceiling_meur, 1),
            force=_("in force") if one.in_force else _("no longer in force"),
        )
        for one in of.programmes
    ]
    return "\n".join(lines)


def _note(plan: Plan, *, unpledged: bool) -> str:
    parameters = Parameters.of(plan)
    if parameters.inflation:
        prices = _("Prices of {year}, others converted by {rate} a year.").format(
            year=int(parameters.price_year), rate=percent(parameters.inflation, 1)
        )
    else:
        prices = _("Constant prices of {year}.").format(year=int(parameters.price_year))
    return " ".join(
        [
            prices,
            _("“n. s.” is not stated, not zero; a sum with “+” holds something not stated."),
            _("Mobilised money, such as InvestEU, is never added here."),
            *([_("What is not yet pledged is in no sum but its own.")] if unpledged else []),
        ]
    )
