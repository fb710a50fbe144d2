# SPDX-License-Identifier: EUPL-1.2
"""Languages against models, consortia against states, cities: what is covered by whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.cooperation import Initiative, InitiativeMember, Part
from planner.domain.records.geography import Membership, State
from planner.domain.records.uptake import TrainedModel
from planner.engine.derivations import NETWORK
from planner.engine.languages import (
    OFFICIAL,
    Spoken,
    codes,
    consortia,
    consortium_states,
    silent_models,
    spoken_languages,
)
from planner.engine.search import folded
from planner.engine.uptake_figures import count_code
from planner.text import N_, _, language_name, number, significant, state_name
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.grid_values import Cells, GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.group_words import with_unknown
from ui.widgets.tone import Tone

FACES: Mapping[str, str] = {
    "languages": N_("Languages and models"),
    "consortia": N_("States and consortia"),
    "cities": N_("Cities and regions"),
}
GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "covered": N_("By coverage"),
    "membership": N_("By membership"),
}
_PARTS: Mapping[Part, Tone] = {
    Part.HOST: "success",
    Part.MEMBER: "accent",
    Part.OBSERVER: "neutral",
}
_MEMBER_FIELDS = ("part", "cities", "regions", "contribution_meur", "listed_on")
_NONE = "–"


def coverage_values(plan: Plan, *, face: str, grouping: str) -> GridValues:
    """Return one face of the coverage."""
    return _FACES[face](plan, grouping)


def languages_toggled(model: TrainedModel, code: str) -> str | None:
    """Return the languages of a model with one added, or taken away if it was there."""
    before = codes(model.languages)
    after = [one for one in before if one != code]
    return "; ".join(after if len(after) < len(before) else [*before, code]) or None


def member_of(plan: Plan, initiative: str, state: str) -> InitiativeMember | None:
    """Return the membership of a state, if it is on record."""
    rows = plan.of(InitiativeMember).values()
    return next((row for row in rows if (row.initiative, row.state) == (initiative, state)), None)


def _languages(plan: Plan, grouping: str) -> GridValues:
    models = sorted(plan.of(TrainedModel).values(), key=lambda row: row.name)
    columns = (
        GridColumn("covered", _("A model knows it")),
        GridColumn("states", _("Spoken in")),
        GridColumn("members", _("In ALT-EDIC"), align="number"),
        *(GridColumn(row.id, _short(row.name), row.name, "mark") for row in models),
    )
    found = spoken_languages(plan)
    rows = tuple(_language(plan, one, columns, grouping) for one in found)
    return GridValues(
        corner=_("Language"), columns=columns, rows=rows, note=_language_note(plan, found)
    )


def _language(plan: Plan, one: Spoken, columns: Iterable[GridColumn], grouping: str) -> GridRow:
    cells = {key: _knows(row, one) for key, row in plan.of(TrainedModel).items()}
    cells |= {"covered": _covered(one), "states": _places(one.states)}
    cells["members"] = _members(plan, one)
    groups = {
        "covered": cells["covered"].text,
        "membership": _("Official in the Union") if one.official else _("Other languages"),
    }
    name = f"{language_name(one.code)} ({one.code})"
    return GridRow(one.code, name, cells_of(columns, cells), group=groups.get(grouping, ""))


def _members(plan: Plan, one: Spoken) -> GridCell:
    if not consortium_states(plan):
        told = _("No member of ALT-EDIC is on record; the two official lists differ.")
        return GridCell(_("not on record"), tone="neutral", detail=told)
    return GridCell(
        number(len(one.members)),
        len(one.members),
        detail=_places(one.members).detail,
        asked=_counted(State.KIND.name, "languages", one.members),
    )


def _covered(one: Spoken) -> GridCell:
    if one.covered is None:
        told = _("No model names it, but not every model says which languages it knows.")
        return GridCell(_("not known"), tone="neutral", detail=told)
    return GridCell(_("yes"), 1, "success") if one.covered else GridCell(_("no"), 0, "warning")


def _knows(model: TrainedModel, one: Spoken) -> GridCell:
    names = {"model": model.name, "language": language_name(one.code)}
    if model.id in one.models:
        words = _("{model} knows {language}").format(**names)
        return GridCell("✓", 1, "success", words, deed="act")
    if not codes(model.languages):
        words = _("{model} does not say whether it knows {language}").format(**names)
        return GridCell("?", None, "neutral", words, deed="act")
    words = _("{model} does not name {language}").format(**names)
    return GridCell(_NONE, 0, "neutral", words, deed="act")


def _language_note(plan: Plan, found: Iterable[Spoken]) -> str:
    covered = sum(one.official and bool(one.models) for one in found)
    words = _("A model names {count} of the {total} official languages.").format(
        count=number(covered), total=number(len(OFFICIAL))
    )
    silent = silent_models(plan)
    if silent:
        told = _("{count} models do not say which languages they know.")
        words = f"{words} {told.format(count=number(len(silent)))}"
    return f"{words} {_('Enter adds a language to a model, or takes it away.')}"


def _consortia(plan: Plan, grouping: str) -> GridValues:
    found = consortia(plan)
    columns = (
        *(GridColumn(row.id, _short(row.name), _told(row), "mark") for row in found),
        GridColumn("languages", _("Languages")),
        GridColumn("models", _("Models that know them"), align="number"),
        GridColumn("membership", _("Membership")),
    )
    spoken = {one.code: one for one in spoken_languages(plan)}
    rows = []
    for key, state in sorted(plan.of(State).items(), key=lambda pair: folded(state_name(pair[0]))):
        parts = {row.id: _part(plan, row, key) for row in found}
        cells = cells_of(columns, {**parts, **_state_cells(state, spoken)})
        group = _(state.membership.label) if grouping == "membership" else ""
        rows.append(GridRow(key, state_name(key), cells, "state", key, group))
    return GridValues(
        corner=_("State"),
        columns=columns,
        rows=tuple(rows),
        note=_("Lists of members differ, so each carries its day. Enter says what a state is."),
        empty="" if found else _("No consortium is in the plan yet"),
    )


def _state_cells(state: State, spoken: Mapping[str, Spoken]) -> dict[str, GridCell]:
    """Return the languages of a state and how many models know one of them."""
    known = codes(state.languages)
    names = ", ".join(language_name(code) for code in known)
    models = {model for code in known for model in spoken[code].models}
    return {
        "languages": GridCell(names) if names else GridCell(_("not stated"), tone="neutral"),
        "models": GridCell(
            number(len(models)),
            len(models),
            asked=_counted(TrainedModel.KIND.name, "languages", sorted(models)),
        ),
        "membership": GridCell(_(state.membership.label)),
    }


def _counted(kind: str, field: str, keys: Iterable[str]) -> Asked:
    return Asked(NETWORK, "", count_code(kind, field, keys), computed=True)


def _told(row: Initiative) -> str:
    return "\n".join(filter(None, (row.name, row.decision, row.notes)))


def _part(plan: Plan, initiative: Initiative, state: str) -> GridCell:
    names = {"state": state_name(state), "initiative": initiative.name}
    row = member_of(plan, initiative.id, state)
    if row is None:
        words = _("{state} is on no list of {initiative} in this plan").format(**names)
        return GridCell(_NONE, None, "neutral", words, deed="act")
    part = _(row.part.label) if row.part else _("not stated as what")
    lines = [_("{state} in {initiative}: {part}").format(**names, part=part)]
    if row.contribution_meur is not None:
        lines.append(_("pays {amount} m€").format(amount=significant(row.contribution_meur)))
    if row.listed_on:
        lines.append(_("list of {day}").format(day=row.listed_on))
    tone: Tone = _PARTS[row.part] if row.part else "neutral"
    return GridCell(part, part, tone, ", ".join(lines), deed="act")


def _cities(plan: Plan, grouping: str) -> GridValues:
    columns = (
        GridColumn("initiative", _("Consortium")),
        *(_field_column(name) for name in _MEMBER_FIELDS),
    )
    edics = {row.id for row in consortia(plan)}
    members = [row for row in plan.of(InitiativeMember).values() if row.initiative in edics]
    rows = tuple(
        _member(plan, row, columns, grouping)
        for row in sorted(members, key=lambda row: (row.initiative, state_name(row.state)))
    )
    return GridValues(
        corner=_("State"),
        columns=columns,
        rows=rows,
        note=_city_note(plan),
        empty=_("No state is on the list of a consortium yet"),
        total=lambda keys: _city_sums(plan, columns, keys),
        all_rows=_("All members"),
    )


def _field_column(name: str) -> GridColumn:
    field = InitiativeMember.KIND.field(name)
    figures = name in {"cities", "contribution_meur"}
    words = _("Contribution, m€") if name == "contribution_meur" else _(field.label)
    return GridColumn(
        name,
        words,
        _(field.description) if field.description else words,
        "number" if figures else "words",
    )


def _member(
    plan: Plan, row: InitiativeMember, columns: Iterable[GridColumn], grouping: str
) -> GridRow:
    initiative = plan.get(Initiative, row.initiative)
    cells = {name: field_cell(plan, row, name) for name in _MEMBER_FIELDS}
    cells["initiative"] = GridCell(initiative.name)
    groups = {
        "covered": initiative.name,
        "membership": _(plan.get(State, row.state).membership.label),
    }
    made, name = cells_of(columns, cells), state_name(row.state)
    return GridRow(row.id, name, made, row.KIND.name, row.id, groups.get(grouping, ""))


def _city_sums(plan: Plan, columns: Iterable[GridColumn], keys: Iterable[str]) -> Cells:
    rows = [plan.get(InitiativeMember, key) for key in keys]
    cities = [row.cities for row in rows if row.cities is not None]
    money = [row.contribution_meur for row in rows if row.contribution_meur is not None]
    return cells_of(
        columns,
        {
            "cities": _city_sum(number(sum(cities)), cities, len(rows)),
            "contribution_meur": _city_sum(significant(sum(money)), money, len(rows)),
        },
    )


def _city_sum(said: str, known: Sequence[float], of: int) -> GridCell:
    """Say what is known of some members, and of how many nothing is."""
    words = with_unknown(said, of - len(known)) if known else _("not stated")
    return GridCell(words, sum(known))


def _city_note(plan: Plan) -> str:
    return " ".join(_aims(plan)) or _("What is not stated is not counted as zero.")


def _aims(plan: Plan) -> Iterator[str]:
    for row in consortia(plan):
        if row.cities_aim is not None:
            members = plan.of(InitiativeMember).values()
            counted = sum(one.cities or 0 for one in members if one.initiative == row.id)
            yield _("{initiative}: {count} cities on record, {aim} aimed at.").format(
                initiative=row.name, count=number(counted), aim=number(row.cities_aim)
            )


_FACES: Mapping[str, Callable[[Plan, str], GridValues]] = {
    "languages": _languages,
    "consortia": _consortia,
    "cities": _cities,
}


def addable_states(plan: Plan, initiative: str) -> tuple[tuple[str, str], ...]:
    """Return the states that are not on the list of a consortium, by name."""
    there = {
        row.state for row in plan.of(InitiativeMember).values() if row.initiative == initiative
    }
    free = [key for key, row in plan.of(State).items() if key not in there and _may_join(row)]
    return tuple(sorted(((key, state_name(key)) for key in free), key=lambda pair: folded(pair[1])))


def _may_join(row: State) -> bool:
    return row.membership is not Membership.ASSOCIATED


def _places(states: Iterable[str]) -> GridCell:
    names = ", ".join(sorted(map(state_name, states), key=folded))
    return GridCell(names or _NONE, detail=names or _("no state of this plan"))


def _short(name: str) -> str:
    head = name.split(",", maxsplit=1)[0]
    return head if len(head) <= 26 else f"{head[:25].rstrip()}…"
