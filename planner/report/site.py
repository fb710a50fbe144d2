# SPDX-License-Identifier: EUPL-1.2
"""The page of one site: what stands on it, is its power enough, which data centre serves it.

It is read when an associated data centre is chosen: distance, link and latency, who runs it under
which law, and which data spaces it brings, beside what else could be taken.
"""

from collections.abc import Sequence
from datetime import date

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.engine.centres import (
    Centre,
    Connection,
    all_centres,
    centres_of,
    connection,
    great_circle_km,
    is_near,
)
from planner.engine.parameters import Parameters
from planner.engine.places import point_of, standing_on
from planner.engine.sites import SiteLoad, site_load
from planner.report.parts import broken, facts, finding_table
from planner.report.reader import Reader, key_figure, plain, words
from planner.report.sheet import (
    Cell,
    KeyFigures,
    Line,
    Phrase,
    Section,
    Sheet,
    Table,
    Text,
    joined,
    phrase,
)
from planner.report.terms import terms
from planner.site_sentences import connection_words
from planner.text import _, labelled, month_label, ngettext, state_name

_TERMS = ("planned", "capacity")
_MOST_OTHERS = 8


def site_sheet(reader: Reader, key: str, *, today: date) -> Sheet:
    """Return the page of a site. Raises `DomainError("missing_record")`."""
    site = reader.plan.get(Site, key)
    serving = _serving(reader.plan, site)
    return Sheet(
        name="site",
        title=_("Site sheet: {name}").format(name=site.name),
        subtitle=_subtitle(site),
        facts=facts(reader, today),
        sections=(
            Section("power", _("Is its power enough?"), _power(reader, site)),
            Section("machines", _("What stands on it?"), (_machines(reader, site),)),
            Section("centres", _("Which data centres serve it?"), (_centres(reader, serving),)),
            Section("others", _("What else could serve it?"), (_others(reader, site, serving),)),
            Section("rules", _("What is open?"), (_open(reader, site, serving),)),
        ),
        terms=terms(_TERMS),
    )


def _subtitle(site: Site) -> str:
    told = [_("Site"), state_name(site.state), site.operator, site.jurisdiction]
    return " · ".join(filter(None, told))


def _power(reader: Reader, site: Site) -> tuple[KeyFigures, ...]:
    load = site_load(reader.plan, reader.outcome, site.id)
    peak = reader.figure("site", site.id, "site_peak")
    first = (
        key_figure(_("Highest load"), peak, _when(reader, load, peak)),
        key_figure(_("Grid connection"), reader.field(site, "grid_mw"), _connection(load, peak)),
        key_figure(_("Grid connection from"), reader.field(site, "grid_from")),
    )
    second = (
        key_figure(_("Power usage effectiveness"), reader.field(site, "pue")),
        key_figure(
            _("Renewable power"), reader.field(site, "renewable_share"), site.renewable_method or ""
        ),
        key_figure(_("Water a year"), reader.field(site, "water_m3"), site.heat_reuse or ""),
    )
    return KeyFigures(first), KeyFigures(second)


def _connection(load: SiteLoad, peak: Cell) -> Text:
    """Say whether the connection carries the highest load, which is asked about."""
    said = connection_words(load)
    if load.grid_mw is None:
        return said
    return Phrase((Cell(said, load.grid_mw, "MW", peak.about, computed=True),))


def _when(reader: Reader, load: SiteLoad, peak: Cell) -> Text:
    """Say in which month the load is highest, and what is not in it."""
    said: list[Text] = []
    if load.month is not None:
        when = Cell(month_label(load.month), float(load.month), "month", peak.about, computed=True)
        said.append(Phrase((when,)))
    if load.unsized:
        missing = ngettext(
            "Not counted, because the load is unknown: {count} machine",
            "Not counted, because the load is unknown: {count} machines",
            len(load.unsized),
        )
        lost = reader.counted((*base, "power_mw") for base in load.unsized)
        said.append(phrase(missing, count=lost))
    return joined(" · ", said)


def _machines(reader: Reader, site: Site) -> Table:
    return Table(
        heads=(_("Machine"), _("Status"), _("In service"), _("AI capacity"), _("Power")),
        right="lllrr",
        lines=tuple(_machine(reader, *base) for base in standing_on(site)),
        note=_(
            "Which machines share a connection is an assumption where the plan says so; no grid "
            "connection has been published. An unknown one limits nothing and is not checked."
        ),
        empty=_("Nothing."),
    )


def _machine(reader: Reader, kind: str, key: str) -> Line:
    record = reader.plan.record(kind, key)
    figures = (reader.figure(kind, key, code) for code in ("in_service", "capacity_ef", "power_mw"))
    return Line(
        (words(reader.name(kind, key)), reader.field(record, "status"), *figures), kind, key
    )


def _serving(plan: Plan, site: Site) -> tuple[Centre, ...]:
    """Return the data centres on a site and those that serve a machine there, by key."""
    here = {row.id: row for row in plan.of(DataCentre).values() if row.site == site.id}
    found: dict[str, Centre] = {key: here[key] for key in sorted(here)}
    for kind, key in standing_on(site):
        machine = plan.record(kind, key)
        if isinstance(machine, System | Measure):
            found.update((row.id, row) for row in centres_of(plan, machine))
    return tuple(found.values())


def _centres(reader: Reader, serving: Sequence[Centre]) -> Table:
    return Table(
        heads=(
            _("Data centre"),
            _("Serves"),
            _("Distance"),
            _("Link"),
            _("Latency"),
            _("Operator"),
            _("Data spaces"),
            _("Result"),
        ),
        right="llrrrlll",
        lines=tuple(_centre(reader, row) for row in serving),
        note=_limits(reader),
        empty=_("No data centre is recorded."),
    )


def _centre(reader: Reader, centre: Centre) -> Line:
    kind, key = centre.KIND.name, centre.id
    found = connection(reader.plan, Parameters.of(reader.plan), centre)
    codes = ("centre_distance", "centre_link", "centre_latency")
    numbers = (
        (words("–"),) * len(codes)
        if found is None
        else tuple(reader.figure(kind, key, code) for code in codes)
    )
    machine = "–" if found is None else reader.name(found.machine_kind, found.machine)
    return Line(
        (
            words(reader.name(kind, key)),
            words(machine),
            *numbers,
            words(_run_by(centre)),
            words(_spaces(reader.plan, centre)),
            words(_verdict(found)),
        ),
        kind,
        key,
    )


def _run_by(centre: Centre) -> str:
    """Say who runs a data centre under which law; sovereignty is judged by both."""
    if not isinstance(centre, DataCentre):
        return "–"
    told = ", ".join(filter(None, (centre.operator, centre.jurisdiction)))
    return told or _("unknown")


def _spaces(plan: Plan, centre: Centre) -> str:
    keys = centre.data_spaces or () if isinstance(centre, DataCentre) else ()
    return ", ".join(_(plan.get(DataSpace, key).name) for key in keys) or _("none")


def _verdict(found: Connection | None) -> str:
    """Say by which branch a data centre passes."""
    if found is None or found.passes is None:
        return _("cannot be checked")
    if found.branch == "near":
        return _("passes: near")
    if found.branch == "connected":
        return _("passes: well connected")
    return _("neither near nor well connected")


def _limits(reader: Reader) -> Text:
    said = _(
        "Near is up to {km} km; well connected is {gbps} Gbit/s or more within {ms} ms. These are "
        "values of this plan: the law names none."
    )
    names = {"km": "dc_near_km", "gbps": "dc_bandwidth_gbps", "ms": "dc_latency_ms"}
    return phrase(said, **{unit: plain(reader.parameter(name)) for unit, name in names.items()})


def _others(reader: Reader, site: Site, serving: Sequence[Centre]) -> Table:
    taken = {row.id for row in serving}
    rows = [row for row in all_centres(reader.plan) if row.id not in taken]
    measured = [(_distance_km(reader.plan, site, row), row) for row in rows]
    measured.sort(key=lambda one: (one[0] is None, one[0] or 0.0, one[1].id))
    return Table(
        heads=(_("Data centre"), _("State"), _("Distance"), _("Latency"), _("Operator"), _("Near")),
        right="llrrll",
        lines=tuple(_other(reader, site, km, row) for km, row in measured[:_MOST_OTHERS]),
        note=labelled(_("Distance"), _("great-circle distance of the coordinates")),
        empty=_("No data centre is recorded."),
    )


def _distance_km(plan: Plan, site: Site, centre: Centre) -> float | None:
    """Return how far a data centre lies from a site (km); `None` where a place is unknown."""
    own = plan.of(Site).get(centre.site or "") if isinstance(centre, DataCentre) else None
    here, there = point_of(site), point_of(centre, own)
    return None if here is None or there is None else great_circle_km(here, there)


def _other(reader: Reader, site: Site, km: float | None, centre: Centre) -> Line:
    kind, key = centre.KIND.name, centre.id
    parameters = Parameters.of(reader.plan)
    near = is_near(km, parameters)
    return Line(
        (
            words(reader.name(kind, key)),
            words(state_name(centre.state)),
            reader.figure(kind, key, f"to.distance.{site.id}"),
            reader.figure(kind, key, f"to.latency.{site.id}"),
            words(_run_by(centre)),
            words(_("unknown") if near is None else _("yes") if near else _("no")),
        ),
        kind,
        key,
    )


def _open(reader: Reader, site: Site, serving: Sequence[Centre]) -> Table:
    found = broken(reader, [site.id, *(row.id for row in serving)])
    return finding_table(reader, found, empty=_("No rule is broken, none warns."))
