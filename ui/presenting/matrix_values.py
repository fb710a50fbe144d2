# SPDX-License-Identifier: EUPL-1.2
"""Which data spaces reach which data centre, and through it which AI factory."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.records.sites import DataCentre, DataSpace, SpaceStatus
from planner.domain.schema import Record
from planner.engine.centres import connection, data_reach, factories_of
from planner.engine.parameters import Parameters
from planner.sentences import record_word
from planner.text import N_, _, labelled, number, state_name
from ui.presenting.grid_edits import field_cell
from ui.presenting.site_values import verdict
from ui.widgets.grid_values import GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.tone import Tone

FACES: Mapping[str, str] = {
    "factories": N_("AI factories"),
    "centres": N_("Data centres"),
    "spaces": N_("Data spaces"),
}
GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "reached": N_("By whether data reaches them"),
    "state": N_("By state"),
}
_TONES: Mapping[SpaceStatus | None, Tone] = {
    SpaceStatus.CERTIFIED: "success",
    SpaceStatus.CONNECTED: "accent",
}
_NONE = "–"
_LONGEST = 24


def matrix_values(plan: Plan, *, face: str, grouping: str) -> GridValues:
    """Return factories or data centres against data spaces, or the data spaces themselves."""
    return _FACES[face](plan, grouping)


def factory_centres(plan: Plan, factory: str) -> tuple[DataCentre, ...]:
    """Return the data centres that serve a factory, by key."""
    rows = sorted(plan.of(DataCentre).values(), key=lambda row: row.id)
    return tuple(row for row in rows if factory in factories_of(plan, row))


def spaces_toggled(centre: DataCentre, space: str) -> tuple[str, ...] | None:
    """Return the data spaces of a data centre with one added, or taken away if it was there."""
    before = centre.data_spaces or ()
    after = tuple(key for key in before if key != space)
    return (after if len(after) < len(before) else (*before, space)) or None


def _by_factory(plan: Plan, grouping: str) -> GridValues:
    columns = (
        GridColumn("state", _("State")),
        GridColumn("through", _("Through data centre")),
        *_space_columns(plan),
    )
    rows = []
    for key, row in sorted(plan.of(Factory).items(), key=lambda pair: pair[1].name):
        if row.kind is not FactoryKind.FACTORY:
            continue
        halls = ", ".join(hall.name for hall in factory_centres(plan, key))
        through = GridCell(halls) if halls else GridCell(_("none on record"), tone="warning")
        found = {"state": GridCell(state_name(row.state)), "through": through}
        rows.append(_row(plan, row, columns, found, grouping))
    return GridValues(
        corner=_("AI factory"), columns=columns, rows=tuple(rows), note=_factories_note(plan)
    )


def _by_centre(plan: Plan, grouping: str) -> GridValues:
    columns = (
        GridColumn("state", _("State")),
        GridColumn("factory", _("AI factory")),
        GridColumn("near", _("Near or well connected")),
        *_space_columns(plan),
    )
    rows = tuple(
        _row(plan, row, columns, _centre_cells(plan, row), grouping)
        for _key, row in sorted(plan.of(DataCentre).items(), key=lambda pair: pair[1].name)
    )
    return GridValues(
        corner=_("Data centre"),
        columns=columns,
        rows=rows,
        note=_toggling(),
        empty=_("No data centre is in the plan yet"),
    )


def _by_space(plan: Plan, _grouping: str) -> GridValues:
    columns = (
        GridColumn("status", _("Status")),
        GridColumn("sector", _("Sector")),
        GridColumn("centres", _("Data centres"), align="number"),
        GridColumn("factories", _("Factories reached"), align="number"),
        GridColumn("notes", _("Notes")),
    )
    reaches = {reach.space: reach for reach in data_reach(plan)}
    rows = []
    for key, space in sorted(plan.of(DataSpace).items(), key=lambda pair: pair[1].name):
        found = {name: field_cell(plan, space, name) for name in ("status", "sector", "notes")}
        found["centres"] = _count(plan, "data_centre", reaches[key].centres)
        found["factories"] = _count(plan, "factory", reaches[key].factories)
        rows.append(GridRow(key, _(space.name), cells_of(columns, found), "data_space", key))
    return GridValues(
        corner=_("Data space"),
        columns=columns,
        rows=tuple(rows),
        note=_("The framework names common European data spaces and no list of them."),
        empty=_("No data space is in the plan yet"),
    )


_FACES: Mapping[str, Callable[[Plan, str], GridValues]] = {
    "factories": _by_factory,
    "centres": _by_centre,
    "spaces": _by_space,
}


def _space_columns(plan: Plan) -> Iterator[GridColumn]:
    for key, space in sorted(plan.of(DataSpace).items(), key=lambda pair: pair[1].name):
        status = _(space.status.label) if space.status else _("status not stated")
        name = _(space.name)
        yield GridColumn(key, _short(name), labelled(name, status), "mark")


def _row(
    plan: Plan,
    row: Factory | DataCentre,
    columns: Sequence[GridColumn],
    found: Mapping[str, GridCell],
    grouping: str,
) -> GridRow:
    """Return a row with a cell for each data space."""
    centre = isinstance(row, DataCentre)
    ends = {r.space: r.centres if centre else r.factories for r in data_reach(plan)}
    spaces = {key: _cell(plan.get(DataSpace, key), row, ends[key]) for key in ends}
    held = any(row.id in reached for reached in ends.values())
    groups = {
        "state": state_name(row.state),
        "reached": _("Reached by a data space") if held else _("Reached by no data space"),
    }
    made = cells_of(columns, {**found, **spaces})
    kind = row.KIND.name
    return GridRow(row.id, row.name, made, kind, row.id, groups.get(grouping, ""), row.notes or "")


def _cell(space: DataSpace, row: Record, ends: Sequence[str]) -> GridCell:
    """Return whether a data space reaches a row, in a sentence for whoever cannot see it."""
    names = {"space": _(space.name), "place": getattr(row, "name", "")}
    if row.id not in ends:
        words = _("{space} does not reach {place}").format(**names)
        return GridCell(_NONE, 0, "neutral", words, deed="act")
    status = _(space.status.label) if space.status else _("status not stated")
    words = _("{space} reaches {place}").format(**names)
    tone = _TONES.get(space.status, "accent")
    return GridCell(f"✓ {status}", 1, tone, f"{words} ({status})", deed="act")


def _centre_cells(plan: Plan, row: DataCentre) -> dict[str, GridCell]:
    served = ", ".join(record_word(plan, "factory", key) for key in factories_of(plan, row))
    found = connection(plan, Parameters.of(plan), row)
    passes = None if found is None else found.passes
    words = _("serves no machine") if found is None else verdict(found)
    return {
        "state": GridCell(state_name(row.state)),
        "factory": GridCell(served) if served else GridCell(_("none"), tone="warning"),
        "near": GridCell(words, tone="success" if passes else "danger" if passes is False else ""),
    }


def _count(plan: Plan, kind: str, keys: Sequence[str]) -> GridCell:
    names = ", ".join(record_word(plan, kind, key) for key in keys)
    tone: Tone = "neutral" if keys else "warning"
    return GridCell(number(len(keys)), len(keys), tone, names or _("none"), strong=True)


def _factories_note(plan: Plan) -> str:
    reached = {key for reach in data_reach(plan) for key in reach.factories}
    rows = [row for row in plan.of(Factory).values() if row.kind is FactoryKind.FACTORY]
    told = _("A data space reaches {count} of {total} AI factories.").format(
        count=number(sum(row.id in reached for row in rows)), total=number(len(rows))
    )
    return f"{told} {_toggling()}"


def _toggling() -> str:
    return _("Enter connects a data space to a data centre, or parts them.")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
