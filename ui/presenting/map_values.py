# SPDX-License-Identifier: EUPL-1.2
"""What the map shows: a figure for every state at one month, and the places of machines."""

from collections.abc import Callable, Mapping
from math import cos, log10, radians, sin

import numpy as np
from attrs import frozen

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from planner.engine.outcome import CLASSES, Outcome, Series
from planner.text import N_, _, month_label, significant, state_name
from ui.panes.breaks import quantile_breaks
from ui.panes.values import Choropleth, SiteMark, StateValue

_TURN = 2.4  # radians; the golden angle, so that neighbours never fall on one line
_APART = 0.55  # degrees between two measures placed at one capital


@frozen
class MapFigure:
    """A figure of the map: what it is called, its unit, and its value by state, class, month."""

    label: str
    title: str
    unit: str
    read: Callable[[Outcome], Series]
    scale: float = 1.0
    depends_on_capacity: bool = True


def _money(outcome: Outcome) -> Series:
    return np.asarray(np.cumsum(outcome.commitments_meur[:-1].sum(axis=2), axis=-1))


FIGURES: Mapping[str, MapFigure] = {
    "capacity": MapFigure(
        N_("Compute"), N_("AI capacity"), "EFLOP/s BF16", lambda o: o.capacity_ef
    ),
    "accelerators": MapFigure(
        N_("Accelerators"), N_("Accelerators"), N_("accelerators"), lambda o: o.accelerators
    ),
    "power": MapFigure(N_("Power"), N_("Power"), "MW", lambda o: o.power_mw),
    "talent": MapFigure(
        N_("Talent"),
        N_("People trained"),
        N_("persons"),
        lambda o: o.trained,
        depends_on_capacity=False,
    ),
    "money": MapFigure(
        N_("Money"), N_("Money committed"), N_("m€"), _money, depends_on_capacity=False
    ),
}


def choropleth(plan: Plan, outcome: Outcome, figure: str, *, month: int, as_of: str) -> Choropleth:
    """Return a figure for every state at a month.

    All classes together, with their shares on hover. A state whose machines are of unknown size
    is unknown, not zero.
    """
    chosen = FIGURES[figure]
    series = chosen.read(outcome) * chosen.scale
    at_month, horizon_peak = series[..., month], series.sum(axis=1).max(axis=-1)
    obscure = _unknown_states(plan, outcome) if chosen.depends_on_capacity else frozenset()
    values = tuple(
        _state_value(state, at_month[row], chosen, unknown=state in obscure, as_of=as_of)
        for row, state in enumerate(outcome.states)
    )
    title = _("{figure} at the end of {month}").format(
        figure=_(chosen.title), month=month_label(month)
    )
    breaks = quantile_breaks([float(peak) for peak in horizon_peak])
    return Choropleth(title, _(chosen.unit), breaks, values)


def _state_value(
    state: str, by_class: Series, figure: MapFigure, *, unknown: bool, as_of: str
) -> StateValue:
    total = float(by_class.sum())
    if total == 0.0 and unknown:
        detail = _("A system is known here, but its size is not published.")
        return StateValue(state, None, _("unknown"), detail)
    words = f"{significant(total)} {_(figure.unit)}"
    parts = [
        f"{_(capacity_class.label)}: {significant(float(value))}"
        for capacity_class, value in zip(CLASSES, by_class, strict=True)
        if value > 0
    ]
    notes = [*parts, _("Figures as of {date}; see the inspector for sources.").format(date=as_of)]
    if unknown:
        notes.insert(0, _("At least this much: one system here is of unknown size."))
    return StateValue(state, total, words, "\n".join(notes))


def _unknown_states(plan: Plan, outcome: Outcome) -> frozenset[str]:
    systems, measures = plan.of(System), plan.of(Measure)
    found: set[str] = set()
    for unknown in outcome.unknowns:
        record = (systems if unknown.kind == "system" else measures).get(unknown.key)
        if record is not None:
            found.add(record.state)
    return frozenset(found)


def site_marks(plan: Plan) -> tuple[SiteMark, ...]:
    """Return the places of systems and measures; filled only where something is operational."""
    marks = [_system_mark(system) for system in plan.of(System).values() if _placed(system)]
    seen: dict[str, int] = {}
    for key, measure in sorted(plan.of(Measure).items()):
        nth = seen[measure.state] = seen.get(measure.state, 0) + 1
        mark = _measure_mark(plan, key, measure, nth)
        if mark is not None:
            marks.append(mark)
    return tuple(marks)


def _placed(system: System) -> bool:
    return (
        system.latitude is not None
        and system.longitude is not None
        and system.base_system is None
        and system.status is not Status.RETIRED
    )


def _system_mark(system: System) -> SiteMark:
    operational = system.status is Status.OPERATIONAL
    count = system.accelerators or 0
    return SiteMark(
        key=system.id,
        name=system.name,
        state=system.state,
        lat=system.latitude or 0.0,
        lon=system.longitude or 0.0,
        kind="system",
        operational=operational,
        size=min(1.0, log10(count) / 5) if count > 1 else 0.0,
        text=f"{system.name}, {system.city or state_name(system.state)}: {_(system.status.label)}",
    )


def _measure_mark(plan: Plan, key: str, measure: Measure, nth: int) -> SiteMark | None:
    home = plan.of(State).get(measure.state)
    if home is None or home.capital_lat is None or home.capital_lon is None:
        return None
    own = measure.latitude is not None and measure.longitude is not None
    lat, lon = home.capital_lat, home.capital_lon
    if not own:  # no site yet: around the capital, one beside the other
        radius = _APART * nth**0.5
        lat, lon = (
            lat + radius * sin(nth * _TURN),
            lon + radius * cos(nth * _TURN) / cos(radians(lat)),
        )
    return SiteMark(
        key=key,
        name=_(measure.name),
        state=measure.state,
        lat=(measure.latitude or 0.0) if own else lat,
        lon=(measure.longitude or 0.0) if own else lon,
        kind=measure.kind.family,
        operational=measure.status is Status.OPERATIONAL,
        size=0.0,
        text=f"{_(measure.name)}, {state_name(measure.state)}: {_(measure.status.label)}",
    )
