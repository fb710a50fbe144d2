# SPDX-License-Identifier: EUPL-1.2
"""States against kinds of talent programme with the gap they fill; programmes as they run."""

from collections.abc import Iterable, Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.cooperation import TalentProgramme
from planner.domain.records.geography import Membership, State
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.engine.derivations import NETWORK
from planner.engine.outcome import Outcome
from planner.engine.search import folded
from planner.engine.talent import Gap, Offer, gap, offers, seats_per_million
from planner.engine.uptake_figures import total_code
from planner.sentences import record_word
from planner.text import N_, _, month_label, ngettext, number, significant, state_name
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import Cells, GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.group_words import unknown_words, with_unknown

FACES: Mapping[str, str] = {"board": N_("States and seats"), "running": N_("Programmes as run")}
GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "gap": N_("By whether people are missing"),
    "kind": N_("By kind or membership"),
}
CARDS = 3
KINDS = (MeasureKind.MASTER, MeasureKind.DOCTORAL, MeasureKind.COURSE, MeasureKind.FELLOWSHIP)
_COUNTS = ("seats", "enrolled", "completed", "placed", "women")
_ABOUT = ("kind", "state", "factory")
_MONEY = ("budget_meur", "funding", "first_year", "last_year", "language")
_LESS_THAN_ONE = 0.5


def board_values(plan: Plan, outcome: Outcome, month: int, *, grouping: str) -> GridValues:
    """Return a row for each state: people missing in a month, and seats of each kind."""
    columns = (
        GridColumn("missing", _("People missing"), _("Posts nobody is there for"), "number"),
        GridColumn("needed", _("Posts"), _("Staff needed, FTE"), "number"),
        GridColumn("there", _("Talent there"), _("People who stayed after training"), "number"),
        *(GridColumn(kind.value, _(kind.label), align="number") for kind in KINDS),
        GridColumn("million", _("Seats per million"), _("Inhabitants, a year"), "number"),
    )
    planned = offers(plan)
    rows = []
    for key in _states(plan, outcome):
        own = {kind: planned[key, kind] for kind in KINDS if (key, kind) in planned}
        found = gap(outcome, key, month)
        cells = {**_people(key, found), **_seats(plan, own, columns)}
        cells["million"] = _per_million(plan, key, own)
        groups = {
            "gap": _("People are missing") if _is_short(found) else _("Nobody is missing"),
            "kind": _(plan.get(State, key).membership.label),
        }
        made, group = cells_of(columns, cells), groups.get(grouping, "")
        rows.append(GridRow(key, state_name(key), made, "state", key, group))
    return GridValues(
        corner=_("State"),
        columns=columns,
        rows=tuple(rows),
        note=_(
            "People in {month}. Drop a programme of the catalogue on a state, or press Enter in "
            "its column; drag seats to another state."
        ).format(month=month_label(month)),
        empty=_("No state is in the plan yet"),
        total=lambda keys: _board_sums(plan, outcome, columns, keys, month),
        all_rows=_("All states"),
    )


def board_figures(plan: Plan, outcome: Outcome, month: int) -> tuple[Figure, ...]:
    """Return the sums over all states: people missing in a month, seats, people who completed."""
    gaps = [gap(outcome, key, month) for key in _states(plan, outcome)]
    missing = sum(one.missing for one in gaps)
    short = sum(map(_is_short, gaps))
    states = ngettext("in {count} state", "in {count} states", short)
    return (
        Figure(
            _("People missing"),
            number(missing),
            _("of {count} posts").format(count=number(sum(one.needed for one in gaps))),
            states.format(count=number(short)),
            icon="users",
            tone="warning" if short else "success",
            asked=Asked(NETWORK, "", "staff_needed", computed=True),
        ),
        _sum_card(
            _("Seats planned"), "seats", [m for m in plan.of(Measure).values() if m.kind in KINDS]
        ),
        _sum_card(_("People who completed"), "completed", list(plan.of(TalentProgramme).values())),
    )


def _sum_card(label: str, field: str, rows: Sequence[Measure | TalentProgramme]) -> Figure:
    """Return a card with a sum over programmes; what is not stated is counted, never zero."""
    amounts = [getattr(row, field) for row in rows]
    blank = amounts.count(None)
    total = sum(one for one in amounts if one is not None)
    among = ngettext("in {count} programme", "in {count} programmes", len(rows))
    code = total_code(rows[0].KIND.name, field, [row.id for row in rows]) if rows else ""
    return Figure(
        label,
        number(total) if blank < len(rows) or not rows else _("not stated"),
        unknown_words(blank) if 0 < blank < len(rows) else "",
        among.format(count=number(len(rows))),
        icon="graduation-cap",
        asked=Asked(NETWORK, "", code, computed=True) if rows else None,
    )


def running_values(plan: Plan, *, grouping: str) -> GridValues:
    """Return a row for each programme as it runs, with the people that were counted."""
    kind = TalentProgramme.KIND
    columns = (
        *(GridColumn(name, _(kind.field(name).label)) for name in _ABOUT),
        *(GridColumn(name, _(kind.field(name).label), align="number") for name in _COUNTS),
        GridColumn("each", _("Cost of one completed, m€"), align="number"),
        *(GridColumn(name, _(kind.field(name).label)) for name in _MONEY),
    )
    rows = []
    for key, row in sorted(plan.of(TalentProgramme).items(), key=lambda pair: pair[1].name):
        cells = {name: field_cell(plan, row, name) for name in (*_ABOUT, *_COUNTS, *_MONEY)}
        cells["each"] = _cost_of_one(row)
        short = _("not stated") if row.completed is None else _("counted")
        groups = {"kind": cells["kind"].text, "gap": short}
        group = groups.get(grouping, "")
        rows.append(GridRow(key, row.name, cells_of(columns, cells), kind.name, key, group))
    return GridValues(
        corner=_("Programme"),
        columns=columns,
        rows=tuple(rows),
        note=_("People as counted, not computed from seats. What is not stated is not zero."),
        empty=_("No programme is reported yet"),
        total=lambda keys: _running_sums(plan, columns, keys),
        all_rows=_("All programmes"),
    )


def templates_of(plan: Plan, kind: str) -> tuple[Template, ...]:
    """Return the catalogue entries of a kind of programme."""
    return tuple(row for row in plan.of(Template).values() if row.kind.value == kind)


def measures_in(plan: Plan, state: str, kind: str) -> tuple[Measure, ...]:
    """Return the programmes of a kind in a state, by start."""
    rows = [
        row for row in plan.of(Measure).values() if (row.state, row.kind.value) == (state, kind)
    ]
    return tuple(sorted(rows, key=lambda row: (row.start, row.id)))


def _states(plan: Plan, outcome: Outcome) -> list[str]:
    """Return the states that may have programmes, those with most people missing not first."""
    members = plan.of(State)
    found = [key for key in outcome.states if members[key].membership is not Membership.ASSOCIATED]
    return sorted(found, key=lambda key: folded(state_name(key)))


def _people(state: str, found: Gap) -> dict[str, GridCell]:
    missing = GridCell(
        number(found.missing),
        round(found.missing, 1),
        "warning" if _is_short(found) else "neutral",
        _("{needed} posts, {there} people there").format(
            needed=number(found.needed), there=number(found.there)
        ),
        Asked("state", state, "staff_needed", computed=True),
        strong=_is_short(found),
    )
    return {
        "missing": missing,
        "needed": _figure(state, "staff_needed", found.needed),
        "there": _figure(state, "talent_stock", found.there),
    }


def _figure(state: str, code: str, amount: float) -> GridCell:
    asked = Asked("state", state, code, computed=True)
    return GridCell(number(amount), round(amount, 1), asked=asked)


def _is_short(found: Gap) -> bool:
    return found.missing >= _LESS_THAN_ONE


def _seats(
    plan: Plan, own: Mapping[MeasureKind, Offer], columns: Iterable[GridColumn]
) -> dict[str, GridCell]:
    kinds = {kind.value: own.get(kind) for kind in KINDS}
    return {one.key: _offered(plan, kinds[one.key]) for one in columns if one.key in kinds}


def _offered(plan: Plan, offer: Offer | None) -> GridCell:
    if offer is None:
        return GridCell("+", 0, "neutral", _("none planned; Enter adds one"), deed="act")
    rows = [plan.get(Measure, key) for key in offer.measures]
    lines = [
        _("{programme}: {seats} seats from {month}").format(
            programme=record_word(plan, "measure", row.id),
            seats=_("unknown") if row.seats is None else number(row.seats),
            month=month_label(row.start),
        )
        for row in rows
    ]
    blank = sum(row.seats is None for row in rows)
    words = _("unknown") if offer.seats is None else with_unknown(number(offer.seats), blank)
    asked = Asked("measure", rows[0].id, "seats")
    if len(rows) > 1:
        asked = Asked(NETWORK, "", total_code("measure", "seats", offer.measures), computed=True)
    return GridCell(words, offer.seats, "success", "\n".join(lines), asked, "act")


def _per_million(plan: Plan, state: str, own: Mapping[MeasureKind, Offer]) -> GridCell:
    seats = sum(offer.seats or 0 for offer in own.values())
    found = seats_per_million(plan, state, seats)
    if found is None:
        return GridCell(_("not known"), tone="neutral")
    return GridCell(significant(found), round(found, 2)) if seats else GridCell("–", 0, "neutral")


def _board_sums(
    plan: Plan,
    outcome: Outcome,
    columns: Iterable[GridColumn],
    states: Sequence[str],
    month: int,
) -> Cells:
    people = [gap(outcome, key, month) for key in states]
    planned = offers(plan)
    cells = {
        "missing": _sum([one.missing for one in people]),
        "needed": _sum([one.needed for one in people]),
        "there": _sum([one.there for one in people]),
    }
    seats = 0
    for kind in KINDS:
        found = [planned[key, kind] for key in states if (key, kind) in planned]
        keys = [measure for offer in found for measure in offer.measures]
        cells[kind.value] = _total_seats(plan, keys)
        seats += sum(offer.seats or 0 for offer in found)
    cells["million"] = _total_per_million(plan, states, seats)
    return cells_of(columns, cells)


def _total_seats(plan: Plan, keys: Sequence[str]) -> GridCell:
    """Return the seats of some measures, and of how many they are not known."""
    seats = [plan.get(Measure, key).seats for key in keys]
    total = sum(one or 0 for one in seats)
    asked = Asked(NETWORK, "", total_code(Measure.KIND.name, "seats", keys), computed=True)
    words = with_unknown(number(total), seats.count(None))
    return GridCell(words, total, asked=asked if keys else None, strong=True)


def _total_per_million(plan: Plan, states: Sequence[str], seats: int) -> GridCell:
    """Return the seats for a million inhabitants of all states whose number is known."""
    people = [plan.get(State, key).population_m for key in states]
    known = sum(one or 0.0 for one in people)
    if not known or not seats:
        return GridCell("–" if known else _("not known"), 0 if known else None, "neutral")
    words = with_unknown(significant(seats / known), people.count(None))
    return GridCell(words, round(seats / known, 2), strong=True)


def _cost_of_one(row: TalentProgramme) -> GridCell:
    if row.budget_meur is None or not row.completed:
        return GridCell(_("not known"), tone="neutral")
    each = row.budget_meur / row.completed
    return GridCell(significant(each), each)


def _running_sums(plan: Plan, columns: Iterable[GridColumn], keys: Sequence[str]) -> Cells:
    rows = [plan.get(TalentProgramme, key) for key in keys]
    cells: dict[str, GridCell] = {}
    for name in (*_COUNTS, "budget_meur"):
        known = [value for row in rows if (value := getattr(row, name)) is not None]
        asked = Asked(NETWORK, "", total_code(TalentProgramme.KIND.name, name, keys), computed=True)
        cells[name] = GridCell(_("not stated"), tone="neutral")
        if known:
            words = with_unknown(number(sum(known)), len(rows) - len(known))
            cells[name] = GridCell(words, round(sum(known), 1), asked=asked, strong=True)
    return cells_of(columns, cells)


def _sum(amounts: Sequence[float], asked: Asked | None = None) -> GridCell:
    total = sum(amounts)
    return GridCell(number(total), round(total, 1), asked=asked, strong=True)
