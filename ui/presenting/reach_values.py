# SPDX-License-Identifier: EUPL-1.2
"""What the view of reach, the map's figures of reach and the chart over time show."""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from attrs import evolve, frozen

from planner.domain.plan import Plan
from planner.domain.records.demand import DemandGroup
from planner.domain.records.evidence import Parameter
from planner.domain.records.geography import State
from planner.engine.centres import assumed_route_gbps
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS_A_YEAR, Demand
from planner.engine.equity import Base, Equity, Trend, WhiteSpots
from planner.engine.outcome import Series
from planner.engine.reach import Reach
from planner.sentences import quarter_label
from planner.text import N_, _, fixed, number, percent, significant, state_name, unit_label
from ui.charts.values import OTHERS_INDEX, Line, LineValues
from ui.panes.breaks import quantile_breaks
from ui.panes.reach import ReachValues
from ui.panes.reach_list import Row
from ui.panes.values import Choropleth, MapFlow, StateValue
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure

_PER_CENT, _THOUSAND, _MILLION = 100.0, 1e3, 1e6
_ASSUMED = ("demand_total_million_hours", "demand_base_year")
_PREFIX = "reach_"
_ARCS = 8  # more would be a bundle in which none can be followed


REACH_FIGURES: Mapping[str, str] = {"unmet": N_("Unmet"), "served": N_("Used")}
"""The figures of the map that are solved for the quarter on screen."""


@frozen
class Setting:
    """Words for hours against one base: its name, head of the table, titles of map and figure."""

    name: str
    head: str
    detail: str
    title: str
    gini: str


SETTINGS: Mapping[Base, Setting] = {
    Base.PEOPLE: Setting(
        N_("Inhabitants"),
        N_("Per million"),
        N_("Thousand hours served per million inhabitants"),
        N_("Hours used per million inhabitants"),
        N_("Gini, hours by inhabitants"),
    ),
    Base.GDP: Setting(
        N_("GDP"),
        N_("Per bn € GDP"),
        N_("Thousand hours served per billion euro of gross domestic product"),
        N_("Hours used per bn € of GDP"),
        N_("Gini, hours by GDP"),
    ),
    Base.CONTRIBUTION: Setting(
        N_("Own money"),
        N_("Per m€ own"),
        N_("Thousand hours served per million euro that the state itself has committed so far"),
        N_("Hours used per m€ of own money"),
        N_("Gini, hours by own money"),
    ),
}
"""What hours can be set against, in the order of the choice."""


def base_words() -> tuple[tuple[str, str], ...]:
    """Return what hours can be set against, by code and words."""
    return tuple((str(base), _(setting.name)) for base, setting in SETTINGS.items())


def reach_choropleth(
    reach: Reach, equity: Equity, figure: str, base: Base, against: Series
) -> Choropleth:
    """Return a figure of reach for every state in the quarter on screen.

    The steps are those of the demand in the base year, for hours used over `against`, so that
    colours keep their meaning while time moves. A state whose demand is unknown is hatched.
    """
    wanted = reach.demand.by_state(_base_quarter(reach.demand))
    if figure == "unmet":
        title, unit = _("Unmet demand"), _("million hours")
        values, whole = reach.flows.unmet / _MILLION, wanted / _MILLION
    else:
        title, unit = _(SETTINGS[base].title), _("thousand hours")
        values = equity.used[base] / _THOUSAND
        whole = wanted / np.where(against > 0, against, math.nan) / _THOUSAND
    heading = _("{figure} in {quarter}")
    return Choropleth(
        heading.format(figure=title, quarter=quarter_label(reach.quarter)),
        unit,
        quantile_breaks([None if math.isnan(value) else float(value) for value in whole]),
        tuple(_state_value(reach, row, float(value), unit) for row, value in enumerate(values)),
    )


def map_flows(reach: Reach, state: str) -> tuple[MapFlow, ...]:
    """Return the largest flows between a state and others, what it gets first; none at home."""
    if state not in reach.states:
        return ()
    gets = [(giver, hours) for giver, hours in reach.uses(state) if giver != state]
    gives = [(user, hours) for user, hours in reach.serves(state) if user != state]
    return (
        *(_map_flow(giver, state, hours, gets, incoming=True) for giver, hours in gets[:_ARCS]),
        *(_map_flow(state, user, hours, gives, incoming=False) for user, hours in gives[:_ARCS]),
    )


def _map_flow(
    giver: str, user: str, hours: float, all_: Sequence[tuple[str, float]], *, incoming: bool
) -> MapFlow:
    words = _("{giver} gives {user} {hours} million hours").format(
        giver=state_name(giver), user=state_name(user), hours=_millions(hours)
    )
    return MapFlow(giver, user, incoming, hours / sum(one for _state, one in all_), words)


def _base_quarter(demand: Demand) -> int:
    """Return the last quarter of the base year."""
    return (int(demand.base_year) - 2021 + 1) * QUARTERS_A_YEAR - 1


def _state_value(reach: Reach, row: int, value: float, unit: str) -> StateValue:
    state = reach.states[row]
    if math.isnan(value):
        return StateValue(state, None, _("unknown"), _why_unknown(reach, row))
    return StateValue(state, value, f"{significant(value)} {unit}", _told(reach, row))


def _why_unknown(reach: Reach, row: int) -> str:
    if math.isfinite(reach.wanted[row]):
        nothing = _("Nothing to set the hours against: it is not known, or no money is committed.")
        return f"{nothing}\n{_told(reach, row)}"
    if reach.states[row] in reach.demand.left_out:
        return _("An indicator that demand rests on is not known here.")
    return _("Outside the Joint Undertaking: its users are not asked.")


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
    plan: Plan,
    reach: Reach,
    equity: Equity,
    spots: WhiteSpots,
    *,
    selected: str,
    base: Base,
    planned: bool,
    by: str = "",
) -> ReachValues:
    """Return the quarter on screen, with the flows of the state that is selected.

    `by` is one of `GROUPINGS`, by which states are listed.
    """
    against, known = SETTINGS[base], _Codes(base, planned)
    chosen = selected if selected in reach.states else ""
    gets, gives = (reach.uses(chosen), reach.serves(chosen)) if chosen else ([], [])
    name = state_name(chosen) if chosen else ""
    return ReachValues(
        title=_("Reach in {quarter}, million hours").format(quarter=quarter_label(reach.quarter)),
        figures=_figures(reach, equity, spots, known),
        base=str(base),
        bases=base_words(),
        groupings=tuple((key, _(words)) for key, words in GROUPINGS.items()),
        base_head=(_(against.head), _(against.detail)),
        states=tuple(
            evolve(
                _state_row(reach, equity, row, known),
                group=_GROUPED[by](plan, reach, row) if by else "",
            )
            for row in range(len(reach.states))
            if _asked(reach, row)
        ),
        note=_note(reach),
        selected=chosen,
        gets_title=_("{state} gets from").format(state=name),
        gives_title=_("{state} gives to").format(state=name),
        gets=_flow_rows(plan, gets, lambda giver: known.flow(giver, chosen), chosen),
        gives=_flow_rows(plan, gives, lambda user: known.flow(chosen, user), chosen),
        assumptions=_assumption_rows(plan, reach),
    )


@frozen
class _Codes:
    """How the numbers on screen are asked for: by what hours are set against, and whose count."""

    base: Base
    planned: bool

    def of_network(self, code: str) -> Asked:
        return Asked("network", "", self._full(code))

    def of_state(self, state: str) -> tuple[Asked | None, ...]:
        names = ("served", "unmet", "abroad", f"used.{self.base}", "hour_value")
        numbers = (Asked("state", state, self._full(name)) for name in names)
        return (None, Asked("state", state, "demand"), *numbers)

    def flow(self, giver: str, user: str) -> tuple[Asked | None, ...]:
        return (None, Asked("state", giver, self._full(f"gives.{user}")))

    def _full(self, code: str) -> str:
        return code if self.planned else f"{code}.operational"


def _figures(reach: Reach, equity: Equity, spots: WhiteSpots, codes: _Codes) -> tuple[Figure, ...]:
    base = codes.base
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
            asked=codes.of_network("served_share"),
        ),
        Figure(
            label=_("Across borders"),
            value=_share(reach.cross_border),
            context=_("of the hours served"),
            icon="globe",
            asked=codes.of_network("cross_border"),
        ),
        Figure(
            label=_(SETTINGS[base].gini),
            value=_gini(equity.gini_used[base]),
            context=_("machines: {gini}").format(gini=_gini(equity.gini_offered[base])),
            icon="scale",
            asked=codes.of_network(f"gini.{base}"),
        ),
        Figure(
            label=_("Lowest ten states"),
            value=_share(equity.lowest_hours),
            suffix=_("of the hours"),
            context=_("{share} of people").format(share=_share(equity.lowest_people))
            + (" · " + _("no link: {states}").format(states=linked) if linked else ""),
            icon="users",
            asked=codes.of_network("lowest_share"),
        ),
    )


def _asked(reach: Reach, row: int) -> bool:
    return math.isfinite(reach.wanted[row]) or reach.states[row] in reach.demand.left_out


def _state_row(reach: Reach, equity: Equity, row: int, codes: _Codes) -> Row:
    state, flows = reach.states[row], reach.flows
    wanted = float(reach.wanted[row])
    if math.isnan(wanted):
        fields = [u.field for u in reach.demand.unknowns if u.key == state]
        cells = (state_name(state), *[_("unknown")] * 6)
        detail = _("Not known: {fields}. The state is left out, not taken as zero.").format(
            fields=", ".join(_indicator(field) for field in fields)
        )
        sorts: tuple[float | str, ...] = (state_name(state), *[-1.0] * 6)
        return Row("state", state, cells, sorts, detail, muted=True, amounts=(None,) * 3)
    served = float(flows.served[row])
    abroad = 1.0 - float(reach.between[row, row]) / served if served else None
    numbers = (wanted, served, float(flows.unmet[row]))
    used, value = float(equity.used[codes.base][row]), float(flows.value[row])
    return Row(
        "state",
        state,
        (
            state_name(state),
            *(fixed(one / _MILLION, 2) for one in numbers),
            _share(abroad),
            _thousands(used),
            fixed(value, 2),
        ),
        (state_name(state), *numbers, _sortable(abroad), _sortable(used), value),
        _told(reach, row)
        + "\n"
        + _("One more hour offered here would save {price} €.").format(price=fixed(value, 2)),
        asked=codes.of_state(state),
        amounts=tuple(one / _MILLION for one in numbers),
    )


def _by_membership(plan: Plan, reach: Reach, row: int) -> str:
    return _(plan.get(State, reach.states[row]).membership.label)


def _by_giving(_plan: Plan, reach: Reach, row: int) -> str:
    return _("Gives hours") if float(reach.between[row].sum()) > 0 else _("Gives no hours")


def _by_served(_plan: Plan, reach: Reach, row: int) -> str:
    wanted, average = float(reach.wanted[row]), reach.served_share
    if math.isnan(wanted) or wanted <= 0 or average is None:
        return _("Not known")
    above = float(reach.flows.served[row]) / wanted >= average
    return _("Served as average or better") if above else _("Served below average")


SERVED = Asked("network", "", "served_share", computed=True)
"""What the chart over time is made of."""
GROUPINGS: Mapping[str, str] = {
    "": N_("No groups"),
    "membership": N_("Membership"),
    "giving": N_("Who gives hours"),
    "served": N_("How well they are served"),
}
"""What states may be listed by, by key and label."""
_GROUPED: Mapping[str, Callable[[Plan, Reach, int], str]] = {
    "membership": _by_membership,
    "giving": _by_giving,
    "served": _by_served,
}


def _indicator(field: str) -> str:
    return _(State.KIND.field(field).label)


def _flow_rows(
    plan: Plan,
    flows: Sequence[tuple[str, float]],
    asked: Callable[[str], tuple[Asked | None, ...]],
    here: str,
) -> tuple[Row, ...]:
    total = sum(hours for _state, hours in flows)
    return tuple(
        Row(
            "state",
            state,
            (
                state_name(state),
                _millions(hours),
                percent(hours / total),
                _route(plan, here, state),
            ),
            detail=_route_detail(plan, here, state),
            asked=asked(state),
        )
        for state, hours in flows
    )


def _route(plan: Plan, here: str, there: str) -> str:
    """Write the direct route of the research network; an assumed one is marked as such."""
    if here == there:
        return "–"
    found = assumed_route_gbps(plan, here, there)
    if found is None:
        return _("none")
    words = f"{number(found[0], 0)} Gbit/s"
    return f"≈ {words}" if found[1] else words


def _route_detail(plan: Plan, here: str, there: str) -> str:
    if here == there:
        return ""
    found = assumed_route_gbps(plan, here, there)
    if found is None:
        return _("No direct route of the research network is recorded; data goes by others.")
    if found[1]:
        return _("Direct route of the research network; its capacity is an assumption.")
    return _("Direct route of the research network, as published.")


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
    unit = "" if row.unit in (None, "year", "ratio", "share") else f" {unit_label(str(row.unit))}"
    detail = _(row.notes) if row.notes else ""
    asked = (None, Asked("parameter", row.id, "value"))
    cells = (_(row.name), f"{value}{unit}", "")
    return Row("parameter", row.id, cells, detail=detail, asked=asked)


def _group_row(group: DemandGroup, asked: float, served: float) -> Row:
    words = _("weight {weight}, {growth} a year").format(
        weight=number(group.weight, 2), growth=percent(group.growth)
    )
    hours = _("{served} of {wanted}").format(served=_millions(served), wanted=_millions(asked))
    detail = _("Spread over states by {driver}.").format(driver=_(group.driver.label))
    base = (group.KIND.name, group.id)
    numbers = (None, Asked(*base, "weight"), Asked(*base, "demand", computed=True))
    return Row(*base, (_(group.name), words, hours), detail=detail, asked=numbers)


def trend_values(trend: Trend, *, base: Base, month: int, as_of: str) -> LineValues:
    """Return the chart over time: how evenly hours are spread, and how many are served."""
    quarter = month // MONTHS_IN_QUARTER
    used, offered = trend.gini_used[base], trend.gini_offered[base]
    summary = _("{quarter}: Gini of hours used {used}, of machines {offered}; {served} served.")
    return LineValues(
        title=_("Spread by {base}, and reach").format(base=_(SETTINGS[base].name)),
        unit="%",
        source=_("Routing at least cost; demand is an assumption"),
        as_of=as_of,
        summary=summary.format(
            quarter=quarter_label(quarter),
            used=_gini(float(used[quarter])),
            offered=_gini(float(offered[quarter])),
            served=_share(float(trend.served_share[quarter])),
        ),
        lines=(
            Line(_("Gini, hours used"), _monthly(used), 0),
            Line(_("Gini, machines"), _monthly(offered), OTHERS_INDEX, style="dashed"),
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
