# SPDX-License-Identifier: EUPL-1.2
"""A state beside those most like it, and east beside west: per inhabitant and per output."""

from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import CapacityClass, Factory, FactoryKind
from planner.engine.group_figures import BEFORE, GROUP, SINCE, states_of
from planner.report.hours import Hours
from planner.report.parts import state_capacity
from planner.report.reader import Reader, bare, count, words
from planner.report.sheet import Cell, Line, Table
from planner.text import _, month_label, number, state_name

SINCE_2004 = frozenset(
    {"BG", "CY", "CZ", "EE", "HR", "HU", "LT", "LV", "MT", "PL", "RO", "SI", "SK"}
)
_OTHERS = 4
_RUNNING = CapacityClass.AVAILABLE


def neighbour_table(reader: Reader, hours: Hours, state: str) -> Table:
    """Return a state and the four of the most similar output per inhabitant, side by side."""
    keys = [state, *alike(reader, state)]
    return Table(
        heads=(
            _("State"),
            _("Inhabitants, million"),
            _("GDP per inhabitant, €"),
            _("Own money, € per inhabitant"),
            _("PFLOP/s per million"),
            _("Hours used per million"),
            _("Hours used per bn € GDP"),
        ),
        right="lrrrrrr",
        lines=tuple(_line(reader, hours, key) for key in keys),
        note=_(
            "The four member states whose output per inhabitant is nearest. Capacity in operation; "
            "hours of the quarter by model."
        ),
    )


def alike(reader: Reader, state: str) -> tuple[str, ...]:
    """Return the member states whose output per inhabitant is nearest to a state's."""
    states = reader.plan.of(State)
    own = states[state].gdp_per_capita_eur
    if own is None:
        return ()
    known = [
        (abs(row.gdp_per_capita_eur - own), key)
        for key, row in states.items()
        if row.gdp_per_capita_eur is not None
        and row.membership is Membership.EU_MEMBER
        and key != state
    ]
    return tuple(key for _distance, key in sorted(known)[:_OTHERS])


def _line(reader: Reader, hours: Hours, key: str) -> Line:
    record = reader.plan.get(State, key)
    heads = record.population_m
    return Line(
        (
            words(state_name(key)),
            bare(reader.field(record, "population_m"), 2),
            bare(reader.field(record, "gdp_per_capita_eur"), 0),
            per(reader.state(key, "own_money"), heads, 1.0, 1),
            per(state_capacity(reader, key, _RUNNING, reader.now), heads, 1e3, 1),
            bare(hours.cell(key, "used.people"), 0),
            bare(hours.cell(key, "used.gdp"), 0),
        ),
        "state",
        key,
    )


def per(cell: Cell, base: float | None, factor: float, digits: int) -> Cell:
    """Divide a number by a base, which may be unknown; it still opens what it was made of."""
    if cell.value is None or not base:
        return Cell(_("unknown"), about=cell.about, computed=cell.computed)
    value = cell.value * factor / base
    return Cell(number(value, digits), value, "1", cell.about, cell.computed, cell.level)


def east_west_table(reader: Reader) -> Table:
    """Return the member states since 2004 beside those before, for each million inhabitants."""
    groups = ((_("since 2004"), SINCE), (_("before 2004"), BEFORE))
    return Table(
        heads=(
            _("Member states"),
            _("Number"),
            _("Factories"),
            _("PFLOP/s per million, operating"),
            _("PFLOP/s per million, by plan"),
            _("Hours used per million"),
            _("Committed, € per inhabitant"),
        ),
        right="lrrrrrr",
        lines=tuple(_group(reader, name, group) for name, group in groups),
        note=_(
            "By plan: {month}, tentative measures left out. Hours of the quarter, by model."
        ).format(month=month_label(reader.month)),
    )


def _group(reader: Reader, name: str, group: str) -> Line:
    states = states_of(reader.plan, group)
    factories = sum(
        row.state in states and row.kind is FactoryKind.FACTORY
        for row in reader.plan.of(Factory).values()
    )
    asked = reader.network("factories").about
    code = f"{GROUP}.{group}"
    return Line(
        (
            words(name),
            count(len(states)),
            Cell(number(factories), float(factories), "1", asked, computed=True),
            per(reader.network(f"{code}.capacity_ef.available"), 1.0, 1e3, 1),
            per(reader.network(f"{code}.capacity_ef.firm", month=reader.month), 1.0, 1e3, 1),
            bare(reader.network(f"{code}.served"), 0),
            bare(reader.network(f"{code}.money_committed"), 1),
        )
    )
