# SPDX-License-Identifier: EUPL-1.2
"""What the map shows: a figure for every state at one month, and the places of machines."""

import math
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from math import log10

import numpy as np
from attrs import frozen

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, FactoryKind, Status, System
from planner.domain.records.measures import Measure
from planner.engine.equity import Base, weights
from planner.engine.outcome import CLASSES, Outcome, Series
from planner.text import N_, _, labelled, month_label, ngettext, significant, state_name
from ui.panes.breaks import quantile_breaks
from ui.panes.values import Choropleth, SiteMark, StateValue
from ui.presenting.map_hubs import APART, beside_capital, hub_marks
from ui.presenting.map_ties import ASKED_FOR, LAYERS
from ui.presenting.usable_values import limit_lines

_CROWD = 9  # measures drawn around one capital; more would cover the neighbours
_SHOWN = frozenset(LAYERS) - ASKED_FOR


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

_CAPACITY = FIGURES["capacity"]

VARIANTS: Mapping[str, tuple[str, str, str]] = {
    "": (N_("Total"), N_("{figure} at the end of {month}"), N_("{unit}")),
    "people": (
        N_("Per million"),
        N_("{figure} per million inhabitants at the end of {month}"),
        N_("{unit} per million"),
    ),
    "gdp": (
        N_("Per bn € GDP"),
        N_("{figure} per bn € of GDP at the end of {month}"),
        N_("{unit} per bn € of GDP"),
    ),
}
"""What a figure can be set against: the word of the choice, the map's title, and the unit."""


def variant_words() -> tuple[tuple[str, str], ...]:
    """Return what a figure can be set against, by code and words."""
    return tuple((base, _(words)) for base, (words, _title, _unit) in VARIANTS.items())


def choropleth(
    plan: Plan, outcome: Outcome, figure: str, base: str = "", *, month: int, as_of: str
) -> Choropleth:
    """Return a figure of the row for every state at a month, see `coloured`."""
    return coloured(plan, outcome, FIGURES[figure], base, month=month, as_of=as_of)


def coloured(
    plan: Plan, outcome: Outcome, chosen: MapFigure, base: str, *, month: int, as_of: str
) -> Choropleth:
    """Return a figure for every state at a month, over its inhabitants or GDP if `base` says so.

    All classes together, with their shares on hover. A state whose machines, people or product
    are of unknown size is unknown, not zero.
    """
    _choice, heading, measured = VARIANTS[base]
    against = weights(plan, outcome, outcome.states, Base(base), 0) if base else np.ones(1)
    over = np.where(against > 0, against, np.nan)
    series = chosen.read(outcome) * chosen.scale / over[:, None, None]
    unit = _(measured).format(unit=_(chosen.unit))
    at_month, horizon_peak = series[..., month], series.sum(axis=1).max(axis=-1)
    obscure = _unknown_states(plan, outcome) if chosen.depends_on_capacity else frozenset()
    values = tuple(
        _state_value(
            state,
            at_month[row],
            unit,
            unknown=state in obscure,
            as_of=as_of,
            limits=limit_lines(outcome, state, month) if chosen is _CAPACITY else (),
        )
        for row, state in enumerate(outcome.states)
    )
    title = _(heading).format(figure=_(chosen.title), month=month_label(month))
    breaks = quantile_breaks([float(peak) for peak in horizon_peak if not math.isnan(peak)])
    return Choropleth(title, unit, breaks, values)


def _state_value(
    state: str,
    by_class: Series,
    unit: str,
    *,
    unknown: bool,
    as_of: str,
    limits: Sequence[str] = (),
) -> StateValue:
    total = float(by_class.sum())
    if math.isnan(total):
        detail = _("What this state is set against is unknown.")
        return StateValue(state, None, _("unknown"), detail)
    if total == 0.0 and unknown:
        detail = _("A system is known here, but its size is not published.")
        return StateValue(state, None, _("unknown"), detail)
    words = f"{significant(total)} {unit}"
    parts = [
        labelled(_(capacity_class.label), significant(float(value)))
        for capacity_class, value in zip(CLASSES, by_class, strict=True)
        if value > 0
    ]
    parts += [_("limited by {limit}").format(limit=line) for line in limits]
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


def site_marks(
    plan: Plan, layers: Container[str] = _SHOWN, drawn: Container[str] | None = None
) -> tuple[SiteMark, ...]:
    """Return the places of systems and measures; filled only where something is operational.

    `layers` are the kinds of places to show, `drawn` the systems and measures, all by default.
    Antennas, and measures without a site, stand around the capital. Where there are many measures
    the last mark speaks for those that are not drawn.
    """
    placed = filter(_placed, plan.of(System).values())
    marks = [_system_mark(system) for system in placed if drawn is None or system.id in drawn]
    crowds: dict[str, list[Measure]] = {}
    measures = plan.of(Measure) if "measure" in layers else {}
    for key, measure in sorted(measures.items()):
        if drawn is not None and key not in drawn:
            continue
        if measure.latitude is not None and measure.longitude is not None:
            marks.append(_measure_mark(measure, measure.latitude, measure.longitude))
        else:
            crowds.setdefault(measure.state, []).append(measure)
    taken = _machines_at_capitals(plan)
    if "antenna" in layers:
        marks += _antenna_marks(plan, taken)
    marks += hub_marks(plan, layers)
    for state, crowd in crowds.items():
        marks += _around_capital(plan.get(State, state), crowd, taken.get(state, 0))
    return tuple(mark for mark in marks if mark.layer in layers)


def _antenna_marks(plan: Plan, taken: dict[str, int]) -> Iterator[SiteMark]:
    """Yield a mark beside the capital for each antenna, and count it among the places taken."""
    factories = plan.of(Factory)
    for antenna in factories.values():
        home = plan.of(State).get(antenna.state)
        if antenna.kind is not FactoryKind.ANTENNA or home is None:
            continue
        place = beside_capital(home, taken.get(home.id, 0))
        if place is None:
            continue
        taken[home.id] = taken.get(home.id, 0) + 1
        linked = (factories[key].name for key in antenna.linked_factories or () if key in factories)
        said = labelled(f"{antenna.name}, {state_name(home.id)}", _(antenna.kind.label))
        yield SiteMark(
            key=antenna.id,
            name=antenna.name,
            state=home.id,
            lat=place[0],
            lon=place[1],
            kind="antenna",
            operational=False,
            text="\n".join((said, *(f"→ {name}" for name in linked))),
            layer="antenna",
        )


def _machines_at_capitals(plan: Plan) -> dict[str, int]:
    """Count the machines by state that stand where a measure without a site would be drawn."""
    counts: dict[str, int] = {}
    for system in filter(_placed, plan.of(System).values()):
        home = plan.of(State).get(system.state)
        if home is None or home.capital_lat is None or home.capital_lon is None:
            continue
        north = (system.latitude or 0.0) - home.capital_lat
        east = (system.longitude or 0.0) - home.capital_lon
        if max(abs(north), abs(east)) < APART:
            counts[system.state] = counts.get(system.state, 0) + 1
    return counts


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
        layer="operational" if operational else "planned",
    )


def _around_capital(home: State, crowd: Sequence[Measure], taken: int) -> Iterator[SiteMark]:
    """Yield marks one beside the other, from the place after those that machines take."""
    shown = crowd[:_CROWD]
    for nth, measure in enumerate(shown):
        place = beside_capital(home, taken + nth)
        if place is None:
            return
        is_last = nth == len(shown) - 1
        yield _measure_mark(measure, *place, more=len(crowd) - len(shown) if is_last else 0)


def _measure_mark(measure: Measure, lat: float, lon: float, *, more: int = 0) -> SiteMark:
    """Return the mark of a measure; `more` is how many others it speaks for."""
    text = f"{_(measure.name)}, {state_name(measure.state)}: {_(measure.status.label)}"
    if more:
        others = ngettext("and {count} more measure", "and {count} more measures", more)
        text = f"{text}\n{others.format(count=more)}"
    return SiteMark(
        key=measure.id,
        name=_(measure.name),
        state=measure.state,
        lat=lat,
        lon=lon,
        kind=measure.kind.family,
        operational=measure.status is Status.OPERATIONAL,
        size=0.0,
        text=text,
        layer="measure",
    )
