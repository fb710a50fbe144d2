# SPDX-License-Identifier: EUPL-1.2
"""What the view of reach, the map's figures of reach and the chart over time show."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from attrs import frozen

from planner.domain.plan import Plan
from planner.domain.records.demand import DemandGroup
from planner.domain.records.evidence import Parameter
from planner.domain.records.geography import State
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS_A_YEAR, Demand
from planner.engine.equity import Equity, Trend, WhiteSpots
from planner.engine.outcome import Series
from planner.engine.reach import Reach
from planner.sentences import quarter_label
from planner.text import N_, _, fixed, number, percent, significant, state_name
from ui.charts.values import OTHERS_INDEX, Line, LineValues
from ui.panes.breaks import quantile_breaks
from ui.panes.reach import ReachValues, Row
from ui.panes.values import Choropleth, StateValue
from ui.widgets.figure_card import Figure

_PER_CENT, _THOUSAND, _MILLION = 100.0, 1e3, 1e6
_ASSUMED = ("demand_total_million_hours", "demand_base_year")
_PREFIX = "reach_"


@frozen
class ReachFigure:
    """A figure of the map about users: its words, and its value by state and scale."""

    label: str
    title: str
    unit: str
    read: Callable[[Reach, Equity], Series]
    scale: float
    whole: Callable[[Series, Series], Series]


REACH_FIGURES: Mapping[str, ReachFigure] = {
    "unmet": ReachFigure(
        N_("Unmet"),
        N_("Unmet demand"),
        N_("million hours"),
        lambda reach, _equity: reach.flows.unmet,
        _MILLION,
        lambda wanted, _people: wanted,
    ),
    "served": ReachFigure(
        N_("Used"),
        N_("Hours used per million inhabitants"),
        N_("thousand hours"),
        lambda _reach, equity: equity.per_million,
        _THOUSAND,
        lambda wanted, people: wanted / people,
    ),
}
"""The figures of the map that are solved for the quarter on screen."""


def reach_choropleth(reach: Reach, equity: Equity, figure: str, people: Series) -> Choropleth:
    """Return a figure of reach for every state in the quarter on screen.

    The steps are those of the demand in the base year, so that colours keep their meaning while
    time moves. A state whose demand is unknown is hatched.
    """
    chosen = REACH_FIGURES[figure]
    values = chosen.read(reach, equity) / chosen.scale
    base = _base_quarter(reach.demand)
    whole = chosen.whole(reach.demand.by_state(base), people) / chosen.scale
    title = _("{figure} in {quarter}").format(
        figure=_(chosen.title), quarter=quarter_label(reach.quarter)
    )
    return Choropleth(
        title,
        _(chosen.unit),
        quantile_breaks([None if math.isnan(value) else float(value) for value in whole]),
        tuple(
            _state_value(reach, row, float(value), _(chosen.unit))
            for row, value in enumerate(values)
        ),
    )


def _base_quarter(demand: Demand) -> int:
    """Return the last quarter of the base year."""
    return (int(demand.base_year) - 2021 + 1) * QUARTERS_A_YEAR - 1


def _state_value(reach: Reach, row: int, value: float, unit: str) -> StateValue:
    state = reach.states[row]
    if math.isnan(value):
        unknown = _("An indicator that demand rests on is not known here.")
        outside = _("Outside the Joint Undertaking: its users are not asked.")
        detail = unknown if state in reach.demand.left_out else outside
        return StateValue(state, None, _("unknown"), detail)
    return StateValue(state, value, f"{significant(value)} {unit}", _told(reach, row))


def _told(reach: Reach, row: int) -> str:
    """Say in a sentence what a state asks for and gets."""
    partners = ", ".join(state for state, _hours in reach.uses(reach.states[row])[:3])
    words = _("Asked for {wanted}, served {served} million hours.").format(
        wanted=_millions(reach.wanted[row]), served=_millions(reach.flows.served[row])
    )
    if partners:
        words += " " + _("From: {states}.").format(states=partners)
    return words + "\n" + _("Demand is an assumption; see Reach.")


def reach_values(
    plan: Plan, reach: Reach, equity: Equity, spots: WhiteSpots, *, selected: str
) -> ReachValues:
    """Return the quarter on screen, with the flows of the state that is selected."""
    chosen = selected if selected in reach.states else ""
    gets, gives = (reach.uses(chosen), reach.serves(chosen)) if chosen else ([], [])
    name = state_name(chosen) if chosen else ""
    return ReachValues(
        title=_("Reach in {quarter}, million hours").format(quarter=quarter_label(reach.quarter)),
        figures=_figures(reach, equity, spots),
        states=tuple(
            _state_row(reach, equity, row) for row in range(len(reach.states)) if _asked(reach, row)
        ),
        note=_note(reach),
        selected=chosen,
        gets_title=_("{state} gets from").format(state=name),
        gives_title=_("{state} gives to").format(state=name),
        gets=_flow_rows(gets),
        gives=_flow_rows(gives),
        assumptions=_assumption_rows(plan, reach),
    )


def _figures(reach: Reach, equity: Equity, spots: WhiteSpots) -> tuple[Figure, ...]:
    served, unmet = float(np.nansum(reach.flows.served)), float(np.nansum(reach.flows.unmet))
    linked = ", ".join(spots.without_link)
    return (
        Figure(
            label=_("Demand served"),
            value=_share(reach.served_share),
            context=_("{served} of {wanted} million hours").format(
                served=_millions(served), wanted=_millions(served + unmet)
            ),
            icon="target",
        ),
        Figure(
            label=_("Across borders"),
            value=_share(reach.cross_border),
            context=_("of the hours served"),
            icon="globe",
        ),
        Figure(
            label=_("Gini, hours used"),
            value=_gini(equity.gini_used),
            context=_("machines: {gini}").format(gini=_gini(equity.gini_offered)),
            icon="scale",
        ),
        Figure(
            label=_("Lowest ten states"),
            value=_share(equity.lowest_hours),
            suffix=_("of the hours"),
            context=_("{share} of people").format(share=_share(equity.lowest_people))
            + (" · " + _("no link: {states}").format(states=linked) if linked else ""),
            icon="users",
        ),
    )


def _asked(reach: Reach, row: int) -> bool:
    return math.isfinite(reach.wanted[row]) or reach.states[row] in reach.demand.left_out


def _state_row(reach: Reach, equity: Equity, row: int) -> Row:
    state, flows = reach.states[row], reach.flows
    wanted = float(reach.wanted[row])
    if math.isnan(wanted):
        fields = [u.field for u in reach.demand.unknowns if u.key == state]
        cells = (state_name(state), *[_("unknown")] * 6)
        detail = _("Not known: {fields}. The state is left out, not taken as zero.").format(
            fields=", ".join(_indicator(field) for field in fields)
        )
        return Row("state", state, cells, (state_name(state), *[-1.0] * 6), detail, muted=True)
    served = float(flows.served[row])
    abroad = 1.0 - float(flows.between[row, row]) / served if served else None
    numbers = (wanted, served, float(flows.unmet[row]))
    per_million, value = float(equity.per_million[row]), float(flows.value[row])
    return Row(
        "state",
        state,
        (
            state_name(state),
            *(fixed(one / _MILLION, 2) for one in numbers),
            _share(abroad),
            _thousands(per_million),
            fixed(value, 2),
        ),
        (state_name(state), *numbers, _sortable(abroad), _sortable(per_million), value),
        _told(reach, row)
        + "\n"
        + _("One more hour offered here would save {price} €.").format(price=fixed(value, 2)),
    )


def _indicator(field: str) -> str:
    return _(State.KIND.field(field).label)


def _flow_rows(flows: Sequence[tuple[str, float]]) -> tuple[Row, ...]:
    total = sum(hours for _state, hours in flows)
    return tuple(
        Row(
            "state",
            state,
            (
                state_name(state),
                _millions(hours),
                percent(hours / total),
            ),
        )
        for state, hours in flows
    )


def _note(reach: Reach) -> str:
    parts = [_("Demand is an assumption throughout.")]
    assumed = float(reach.offer.assumed.sum())
    if assumed:
        parts.append(
            _("{hours} million hours offered are divided by assumption.").format(
                hours=_millions(assumed)
            )
        )
    if reach.demand.left_out:
        names = ", ".join(state_name(state) for state in reach.demand.left_out)
        parts.append(_("Not known, and left out: {states}.").format(states=names))
    return " ".join(parts)


def _assumption_rows(plan: Plan, reach: Reach) -> tuple[Row, ...]:
    """Return the parameters, then the groups with what each asks for in the quarter."""
    parameters = plan.of(Parameter)
    keys = [*_ASSUMED, *sorted(key for key in parameters if key.startswith(_PREFIX))]
    rows = [_parameter_row(parameters[key]) for key in keys if key in parameters]
    wanted, served = reach.by_group
    for group, asked, got in zip(reach.demand.groups, wanted, served, strict=True):
        rows.append(_group_row(group, float(asked), float(got)))
    return tuple(rows)


def _parameter_row(row: Parameter) -> Row:
    value = str(int(row.value)) if row.unit == "year" else number(row.value, 3)
    unit = "" if row.unit in (None, "year", "ratio", "share") else f" {_(str(row.unit))}"
    detail = _(row.notes) if row.notes else ""
    return Row("parameter", row.id, (_(row.name), f"{value}{unit}", ""), detail=detail)


def _group_row(group: DemandGroup, asked: float, served: float) -> Row:
    words = _("weight {weight}, {growth} a year").format(
        weight=number(group.weight, 2), growth=percent(group.growth)
    )
    hours = _("{served} of {wanted}").format(served=_millions(served), wanted=_millions(asked))
    detail = _("Spread over states by {driver}.").format(driver=_(group.driver.label))
    return Row(group.KIND.name, group.id, (_(group.name), words, hours), detail=detail)


def trend_values(trend: Trend, *, month: int, as_of: str) -> LineValues:
    """Return the chart over time: how evenly hours are spread, and how many are served."""
    quarter = month // MONTHS_IN_QUARTER
    summary = _("{quarter}: Gini of hours used {used}, of machines {offered}; {served} served.")
    return LineValues(
        title=_("Spread and reach"),
        unit="%",
        source=_("Routing at least cost; demand is an assumption"),
        as_of=as_of,
        summary=summary.format(
            quarter=quarter_label(quarter),
            used=_gini(float(trend.gini_used[quarter])),
            offered=_gini(float(trend.gini_offered[quarter])),
            served=_share(float(trend.served_share[quarter])),
        ),
        lines=(
            Line(_("Gini, hours used"), _monthly(trend.gini_used), 0),
            Line(_("Gini, machines"), _monthly(trend.gini_offered), OTHERS_INDEX, style="dashed"),
            Line(_("demand served"), _monthly(trend.served_share), 1),
            Line(_("across borders"), _monthly(trend.cross_border), 5),
        ),
    )


def _monthly(quarters: Series) -> Series:
    """Return shares of quarters as per cent of months; one unit serves all four lines."""
    return np.repeat(quarters * _PER_CENT, MONTHS_IN_QUARTER)


def _gini(value: float | None) -> str:
    return _("unknown") if value is None or math.isnan(value) else fixed(value, 2)


def _share(value: float | None) -> str:
    return _("unknown") if value is None or math.isnan(value) else percent(value)


def _millions(hours: float) -> str:
    return significant(hours / _MILLION)


def _thousands(hours: float) -> str:
    if math.isnan(hours):
        return _("unknown")
    return significant(hours / _THOUSAND)


def _sortable(value: float | None) -> float:
    return -1.0 if value is None or math.isnan(value) else value
