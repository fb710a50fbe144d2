# SPDX-License-Identifier: EUPL-1.2
"""Sites, power and data centres in words: pages of the supply view, and facts of the inspector."""

from collections.abc import Iterator, Sequence

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, evidence_key
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.domain.schema import Record
from planner.engine.centres import (
    Centre,
    Connection,
    all_centres,
    centres_of,
    connection,
    data_reach,
    factories_of,
)
from planner.engine.outcome import CLASSES, Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.power import CARBON, PRICE
from planner.engine.search import folded
from planner.engine.sites import SiteLoad, site_load
from planner.sentences import record_word
from planner.site_sentences import connection_words
from planner.text import _, labelled, month_label, number, significant, state_name
from ui.panes.inspector import Fact
from ui.panes.supply import SupplyValues
from ui.presenting.chip_values import chip_values
from ui.widgets.asked import Asked
from ui.widgets.confidence_mark import Confidence
from ui.widgets.fact_table import Cell, Line, TableValues

_MONTHS = 12
_PER_GIGA = 1e3


def supply_values(plan: Plan, outcome: Outcome, month: int) -> SupplyValues:
    """Return what the supply view shows at a month."""
    return SupplyValues(
        chips=chip_values(plan, outcome),
        power=(_sites(plan, outcome), _energy(plan, outcome, month)),
        centres=(_centres(plan), _matrix(plan)),
    )


def record_facts(plan: Plan, outcome: Outcome, record: Record) -> tuple[Fact, ...]:
    """Return what there is to say of a record's site, power and data centres."""
    if isinstance(record, Site):
        return tuple(_load_facts(site_load(plan, outcome, record.id)))
    parameters = Parameters.of(plan)
    centre = _centre_in(record)
    if centre is not None:
        found = connection(plan, parameters, centre)
        return () if found is None else tuple(_connection_facts(plan, found, parameters))
    if isinstance(record, System | Measure):
        found_all = [connection(plan, parameters, row) for row in centres_of(plan, record)]
        return tuple(_centre_fact(plan, one, parameters) for one in found_all if one is not None)
    return ()


def _centre_in(record: Record) -> Centre | None:
    hall = isinstance(record, Measure) and record.kind is MeasureKind.DATA_CENTRE
    return (
        record if isinstance(record, DataCentre) or (isinstance(record, Measure) and hall) else None
    )


def _load_facts(load: SiteLoad) -> Iterator[Fact]:
    peak, detail = _peak(load)
    level: Confidence | None = "low" if load.unsized else None
    yield Fact(_("Highest load"), peak, detail, level, "site_peak")
    yield Fact(_("Grid connection"), connection_words(load), code="grid_mw")


def _peak(load: SiteLoad) -> tuple[str, str]:
    """Say the highest load and when; what is not counted is said beside it."""
    if not load.known:
        return _("unknown"), ""
    peak = _("{load} MW").format(load=significant(load.peak_mw))
    if load.month is not None:
        peak = _("{peak} in {month}").format(peak=peak, month=month_label(load.month))
    if not load.unsized:
        return peak, ""
    missing = _("Not counted, because the load is unknown: {count} machines")
    return _("at least {peak}").format(peak=peak), missing.format(count=len(load.unsized))


def _connection_facts(plan: Plan, found: Connection, parameters: Parameters) -> Iterator[Fact]:
    given, worked = _("stands in the plan"), _("great-circle distance of the coordinates")
    where = given if found.distance_given else worked
    yield Fact(
        _("Serves"),
        _(record_word(plan, found.machine_kind, found.machine)),
        _near(found, parameters),
    )
    guessed: Confidence | None = "assumption" if _is_guessed(plan, found) else None
    yield Fact(_("Distance"), _distance(found), where, guessed, "centre_distance")
    yield Fact(_("Link"), _gbps(found), _link_detail(plan, found), code="centre_link")
    route = _("distance × {factor} / {speed} km a millisecond").format(
        factor=number(parameters.route_factor, 2), speed=number(parameters.fibre_km_per_ms)
    )
    level: Confidence | None = None if found.latency_given else "assumption"
    told = given if found.latency_given else route
    yield Fact(_("Latency, one way"), _latency(found), told, level, "centre_latency")
    if found.days_to_move is not None:
        label = _("To move {size} PB").format(size=number(parameters.data_set_pb, 2))
        efficiency = _("at {share} of the link").format(share=number(parameters.link_efficiency, 2))
        days = _duration(found.days_to_move)
        yield Fact(label, days, efficiency, "assumption", "centre_days")
    yield Fact(_("Near"), _near(found, parameters), code="centre_distance")
    yield Fact(_("Well connected"), _connected(found, parameters), code="centre_latency")
    yield Fact(_("Result"), verdict(found))


def _centre_fact(plan: Plan, found: Connection, parameters: Parameters) -> Fact:
    name = _(record_word(plan, found.kind, found.centre))
    label = _("Data centre {name}").format(name=name)
    lines = (
        _("Near: {words}").format(words=_near(found, parameters)),
        _("Well connected: {words}").format(words=_connected(found, parameters)),
    )
    return Fact(label, _short(found), "\n".join(lines))


def verdict(found: Connection) -> str:
    """Say by which branch a data centre passes."""
    if found.branch == "near":
        return _("passes: near")
    if found.branch == "connected":
        return _("passes: well connected")
    return _("cannot be checked") if found.passes is None else _("neither near nor well connected")


def _short(found: Connection) -> str:
    numbers = {
        "near": _distance(found),
        "connected": f"{_gbps(found)}, {_latency(found)}",
    }.get(found.branch)
    return f"{verdict(found)} ({numbers})" if numbers else verdict(found)


def _near(found: Connection, parameters: Parameters) -> str:
    limit = number(parameters.dc_near_km, 1)
    if found.near is None:
        return _("distance unknown (limit {limit} km)").format(limit=limit)
    sign = "≤" if found.near else ">"
    return f"{_distance(found)} {sign} {limit} km"


def _connected(found: Connection, parameters: Parameters) -> str:
    wide, quick = parameters.dc_bandwidth_gbps, parameters.dc_latency_ms
    fast = found.gbps is not None and found.gbps >= wide
    soon = found.latency_ms is not None and found.latency_ms <= quick
    speed = f"{_gbps(found)} {'≥' if fast else '<'} {number(wide, 1)}"
    delay = f"{_latency(found)} {'≤' if soon else '>'} {number(quick, 1)}"
    parts = [
        _("link unknown") if found.gbps is None else speed,
        _("latency unknown") if found.latency_ms is None else delay,
    ]
    return ", ".join(parts)


def _distance(found: Connection) -> str:
    return _("unknown") if found.distance_km is None else f"{number(found.distance_km, 1)} km"


def _gbps(found: Connection) -> str:
    return _("unknown") if found.gbps is None else f"{number(found.gbps, 1)} Gbit/s"


def _latency(found: Connection) -> str:
    return _("unknown") if found.latency_ms is None else f"{number(found.latency_ms, 2)} ms"


def _link_detail(plan: Plan, found: Connection) -> str:
    if found.gbps is None:
        return ""
    return _(record_word(plan, "measure", found.link)) if found.link else _("stands in the plan")


def _duration(days: float) -> str:
    if days < 2:
        return _("{hours} hours").format(hours=number(days * 24, 1))
    return _("{days} days").format(days=number(days, 1))


def _sites(plan: Plan, outcome: Outcome) -> TableValues:
    sites = plan.of(Site).values()
    rows = sorted(sites, key=lambda site: (folded(state_name(site.state)), site.name))
    return TableValues(
        title=_("Sites: the loads on one grid connection add up"),
        heads=(_("Site"), _("State"), _("Machines"), _("Highest load"), _("Grid connection")),
        right="  r",
        lines=tuple(_site(site, site_load(plan, outcome, site.id)) for site in rows),
        note=_(
            "Which machines share a connection is an assumption where the plan says so; no grid "
            "connection has been published. An unknown one limits nothing and is not checked."
        ),
        empty=_("No site is recorded. Add one in the records “Sites”."),
    )


def _site(site: Site, load: SiteLoad) -> Line:
    peak, detail = _peak(load)
    over = bool(load.excess_mw)
    return Line(
        (
            Cell(site.name),
            Cell(state_name(site.state)),
            Cell(number(len(load.machines) + len(set(load.unsized) - set(load.machines)))),
            Cell(peak, detail=detail, asked=Asked("site", site.id, "site_peak", computed=True)),
            Cell(
                connection_words(load),
                token="danger" if over else "muted" if site.grid_mw is None else "",
                asked=Asked("site", site.id, "grid_mw"),
            ),
        ),
        kind="site",
        key=site.id,
    )


def _energy(plan: Plan, outcome: Outcome, month: int) -> TableValues:
    first = month - month % _MONTHS
    lines = tuple(
        _state_energy(plan.get(State, state), row, outcome, first)
        for row, state in enumerate(outcome.states)
        if outcome.energy_mwh[row, :, first : first + _MONTHS].any()
    )
    return TableValues(
        title=_("Energy in {year}, all classes").format(year=2021 + month // _MONTHS),
        heads=(_("State"), _("Energy, GWh"), _("Cost, m€"), _("CO₂, kt")),
        right=" rrr",
        lines=tuple(sorted(lines, key=lambda line: line.cells[0].text)),
        note=_(
            "Cost at the price of a smaller industrial customer. CO₂ by the intensity of national "
            "generation, which says little of states that import power."
        ),
        empty=_("No machine draws power in this year."),
    )


def _state_energy(state: State, row: int, outcome: Outcome, first: int) -> Line:
    year = slice(first, first + _MONTHS)
    mwh = outcome.energy_mwh[row, :, year]
    figures = (("energy_cost_meur", PRICE, 1.0), ("co2_t", CARBON, _PER_GIGA))
    cells = [
        Cell(_("unknown"), token="muted", asked=Asked("state", state.id, rate))  # noqa: S106 - names a colour
        if getattr(state, rate) is None
        else Cell(
            significant(float(getattr(outcome, series)[row, :, year].sum()) / per),
            asked=Asked("state", state.id, f"year.{series}"),
        )
        for series, rate, per in figures
    ]
    energy = Cell(
        significant(float(mwh.sum()) / _PER_GIGA),
        detail=_by_class(mwh.sum(axis=1)),
        asked=Asked("state", state.id, "year.energy_mwh"),
    )
    return Line((Cell(state_name(state.id)), energy, *cells), kind="state", key=state.id)


def _by_class(mwh: Series) -> str:
    parts = zip(CLASSES, mwh.tolist(), strict=True)
    return "\n".join(
        labelled(_(one.label), f"{significant(value / _PER_GIGA)} GWh")
        for one, value in parts
        if value
    )


def _centres(plan: Plan) -> TableValues:
    parameters = Parameters.of(plan)
    lines = []
    for centre in all_centres(plan):
        found = connection(plan, parameters, centre)
        name = _(record_word(plan, centre.KIND.name, centre.id))
        first = (Cell(name), Cell(state_name(centre.state)))
        rest = _unserving() if found is None else _served(plan, found)
        lines.append(Line((*first, *rest), kind=centre.KIND.name, key=centre.id))
    note = _(
        "Near is up to {km} km; well connected is {gbps} Gbit/s or more within {ms} ms. These are "
        "values of this plan: the law names none."
    )
    return TableValues(
        title=_("Data centres: near or well connected"),
        heads=(
            _("Data centre"),
            _("State"),
            _("Serves"),
            _("Distance"),
            _("Link"),
            _("Latency"),
            _("Result"),
        ),
        right="   rrr",
        lines=tuple(lines),
        note=note.format(
            km=number(parameters.dc_near_km, 1),
            gbps=number(parameters.dc_bandwidth_gbps, 1),
            ms=number(parameters.dc_latency_ms, 1),
        ),
        empty=_("No data centre is recorded."),
    )


def _is_guessed(plan: Plan, found: Connection) -> bool:
    """Tell whether a distance was worked out from a place that is itself assumed."""
    evidence = plan.of(Evidence).get(evidence_key(found.kind, found.centre, "latitude"))
    return not found.distance_given and evidence is not None and evidence.assumption


def _unserving() -> tuple[Cell, ...]:
    nothing = Cell("–")
    return Cell(_("no machine")), nothing, nothing, nothing, Cell(_("cannot be checked"))


def _served(plan: Plan, found: Connection) -> tuple[Cell, ...]:
    failed, base = found.passes is False, (found.kind, found.centre)
    names = ("distance", "link", "latency")
    numbers = {name: Asked(*base, f"centre_{name}", computed=True) for name in names}
    return (
        Cell(_(record_word(plan, found.machine_kind, found.machine))),
        Cell(_distance(found), assumed=_is_guessed(plan, found), asked=numbers["distance"]),
        Cell(_gbps(found), asked=numbers["link"]),
        Cell(
            _latency(found),
            assumed=not found.latency_given and found.latency_ms is not None,
            asked=numbers["latency"],
        ),
        Cell(verdict(found), token="danger" if failed else ""),
    )


def _matrix(plan: Plan) -> TableValues:
    """Cross data spaces with data centres; each column is headed by the centre."""
    centres = sorted(plan.of(DataCentre).values(), key=lambda row: row.name)
    used = [row for row in centres if row.data_spaces]
    rows = tuple(_space(plan, reach.space, used, reach.factories) for reach in data_reach(plan))
    served = {key for reach in data_reach(plan) for key in reach.factories}
    without = len(plan.of(Factory)) - len(served)
    return TableValues(
        title=_("Data spaces: who reaches them"),
        heads=(_("Data space"), *(row.name for row in used), _("AI factories reached")),
        lines=rows,
        note=_("{count} AI factories and antennas reach no data space.").format(count=without),
        empty=_("No data space is recorded. Add those you plan with in the records."),
    )


def _space(plan: Plan, space: str, used: Sequence[DataCentre], reached: tuple[str, ...]) -> Line:
    found = plan.get(DataSpace, space)
    cells = [Cell(_(found.name), detail=_(found.notes) if found.notes else "")]
    for centre in used:
        linked = space in (centre.data_spaces or ())
        factories = ", ".join(record_word(plan, "factory", k) for k in factories_of(plan, centre))
        cells.append(Cell("✓" if linked else "–", detail=factories if linked else ""))
    names = ", ".join(record_word(plan, "factory", key) for key in reached)
    cells.append(Cell(names or _("none"), token="" if names else "muted"))
    return Line(tuple(cells), kind="data_space", key=space)
