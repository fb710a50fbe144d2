# SPDX-License-Identifier: EUPL-1.2
"""A state beside those most like it, and east beside west: per inhabitant and per output."""

import attrs

from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import CapacityClass, Factory, FactoryKind
from planner.engine.group_figures import BEFORE, GROUP, SINCE, states_of
from planner.report.hours import Hours
from planner.report.reader import Reader, bare, words
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
    return Line(
        (
            words(state_name(key)),
            bare(reader.field(record, "population_m"), 2),
            bare(reader.field(record, "gdp_per_capita_eur"), 0),
            _scaled(reader.state(key, "per.people.own_money"), 1.0),
            _scaled(reader.state(key, f"per.people.capacity_ef.{_RUNNING.value}"), 1e3),
            bare(hours.cell(key, "used.people"), 0),
            bare(hours.cell(key, "used.gdp"), 0),
        ),
        "state",
        key,
    )


def _scaled(cell: Cell, factor: float) -> Cell:
    """Return a number in the unit of its column: EFLOP/s as PFLOP/s, m€ a million heads as €."""
    if cell.value is None:
        return attrs.evolve(cell, words=_("unknown"))
    value = cell.value * factor
    return attrs.evolve(cell, words=number(value, 1), value=value, unit="1")


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
    factories = [
        row
        for _key, row in sorted(reader.plan.of(Factory).items())
        if row.state in states and row.kind is FactoryKind.FACTORY
    ]
    code = f"{GROUP}.{group}"
    return Line(
        (
            words(name),
            reader.number_of((reader.plan.get(State, key) for key in states), "membership"),
            reader.number_of(factories, "state"),
            _scaled(reader.network(f"{code}.capacity_ef.available"), 1e3),
            _scaled(reader.network(f"{code}.capacity_ef.firm", month=reader.month), 1e3),
            bare(reader.network(f"{code}.served"), 0),
            bare(reader.network(f"{code}.money_committed"), 1),
        )
    )
