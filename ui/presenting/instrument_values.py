# SPDX-License-Identifier: EUPL-1.2
"""Lines of money instruments: budget, guarantee and mobilised money in columns of their own."""

from collections.abc import Iterable, Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.instruments import Instrument
from planner.engine.derivations import NETWORK
from planner.engine.instruments import COLUMNS, column_sums, unknown_lines
from planner.engine.uptake_figures import lines_code
from planner.text import N_, _, number, significant
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import Cells, GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.group_words import with_unknown

GROUPS: Mapping[str, str] = {
    "instrument": N_("By instrument"),
    "programme": N_("By programme"),
    "sector": N_("By sector"),
    "state": N_("By state"),
    "year": N_("By year"),
    "": N_("No groups"),
}
CARDS = len(COLUMNS)
_ABOUT = ("instrument", "programme", "sector", "state", "beneficiary", "year")
_HEADS: Mapping[str, str] = {
    "budget_meur": N_("Budget, m€"),
    "guarantee_meur": N_("Guarantee, m€"),
    "mobilised_expected_meur": N_("Mobilised, expected, m€"),
    "mobilised_observed_meur": N_("Mobilised, observed, m€"),
}
_ICONS: Mapping[str, str] = {
    "budget_meur": "coins",
    "guarantee_meur": "shield-check",
    "mobilised_expected_meur": "trending-up",
    "mobilised_observed_meur": "chart-column",
}


def instrument_values(plan: Plan, *, grouping: str) -> GridValues:
    """Return a row for each line, the parts of a line below it."""
    columns = (
        *(GridColumn(name, _(_HEADS[name]), _told(name), "number") for name in COLUMNS),
        *(GridColumn(name, _(Instrument.KIND.field(name).label)) for name in _ABOUT),
        GridColumn("seal", _("Seal of excellence"), align="mark"),
    )
    rows = tuple(_row(plan, row, columns, grouping) for row in _in_order(plan))
    return GridValues(
        corner=_("Line"),
        columns=columns,
        rows=rows,
        note=_(
            "Mobilised money is money of others and no budget: the four columns are never added "
            "to one another. A line with parts counts once; instruments may overlap."
        ),
        empty=_("No line of an instrument is in the plan yet"),
        total=lambda keys: _sums(plan, columns, keys),
        all_rows=_("All lines"),
    )


def instrument_figures(plan: Plan) -> tuple[Figure, ...]:
    """Return the sum of each column in a card of its own."""
    rows = plan.of(Instrument)
    sums = column_sums(plan, tuple(rows))
    return tuple(_card(name, sums[name], rows.values()) for name in COLUMNS)


def _card(name: str, meur: float | None, rows: Iterable[Instrument]) -> Figure:
    stated = sum(getattr(row, name) is not None for row in rows)
    lines = _("stated by {count} lines").format(count=number(stated))
    return Figure(
        _(_HEADS[name]),
        _("not stated") if meur is None else significant(meur),
        icon=_ICONS[name],
        asked=Asked(NETWORK, "", lines_code(name), computed=True),
        context=lines if stated else _("no line states it"),
    )


def _told(name: str) -> str:
    field = Instrument.KIND.field(name)
    return "\n".join(
        filter(None, (_(field.label), _(field.description) if field.description else ""))
    )


def _in_order(plan: Plan) -> Sequence[Instrument]:
    """Return every line with its parts right after it."""
    rows = sorted(plan.of(Instrument).values(), key=lambda row: (row.instrument, row.name))
    found: list[Instrument] = []
    for row in rows:
        if row.part_of is None:
            found += [row, *(part for part in rows if part.part_of == row.id)]
    return [*found, *(row for row in rows if row not in found)]


def _row(plan: Plan, row: Instrument, columns: Iterable[GridColumn], grouping: str) -> GridRow:
    cells = {name: field_cell(plan, row, name) for name in (*COLUMNS, *_ABOUT)}
    cells["seal"] = _seal(plan, row)
    group = cells[grouping].text if grouping in cells else ""
    name = row.name if row.part_of is None else _("part: {name}").format(name=row.name)
    kind = row.KIND.name
    return GridRow(row.id, name, cells_of(columns, cells), kind, row.id, group, row.notes or "")


def _seal(plan: Plan, row: Instrument) -> GridCell:
    """Return whether the beneficiary has the seal that gives access free of charge."""
    found = plan.tables.get("organisation", {}).get(row.beneficiary or "")
    if found is None:
        return GridCell("–", tone="neutral", detail=_("no beneficiary is named"))
    has = bool(getattr(found, "seal_of_excellence", False))
    words = _("access free of charge: Art. 17(6)") if has else _("no seal on record")
    return GridCell("✓" if has else "–", int(has), "success" if has else "neutral", words)


def _sums(plan: Plan, columns: Iterable[GridColumn], keys: Sequence[str]) -> Cells:
    sums = column_sums(plan, keys)
    return cells_of(
        columns,
        {
            name: GridCell(
                _("not stated")
                if meur is None
                else with_unknown(significant(meur), unknown_lines(plan, name, keys)),
                meur,
                "neutral" if meur is None else "",
                asked=Asked(NETWORK, "", lines_code(name, tuple(keys)), computed=True),
                strong=True,
            )
            for name, meur in sums.items()
        },
    )
