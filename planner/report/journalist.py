# SPDX-License-Identifier: EUPL-1.2
"""The page for the press: what runs today, how late, at what cost, for whom, with what power.

Every number stands with its definition; what nobody has published is said to be unknown.
"""

from datetime import date

import numpy as np

from planner.domain.records.access import Allocation, Applicant
from planner.domain.records.organisations import Organisation
from planner.domain.records.sites import Site
from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.equity import white_spots
from planner.engine.match_figures import PAID
from planner.engine.uptake import uptake
from planner.report.contracts import values_of
from planner.report.neighbours import east_west_table
from planner.report.parts import facts, slip_table
from planner.report.per_head import capacity_maps
from planner.report.reader import Reader, amount, count, key_figure, words
from planner.report.sheet import (
    Block,
    Cell,
    KeyFigure,
    KeyFigures,
    Line,
    Paragraph,
    Section,
    Sheet,
    Table,
)
from planner.report.terms import terms
from planner.text import _, month_label, ngettext, number, percent, state_name

_MOST_SLIPS = 8
_TERMS = (
    "selected",
    "contracted",
    "operating",
    "new_ai",
    "running",
    "capacity",
    "small",
    "east",
    "demand",
    "slip",
)


def journalist_sheet(reader: Reader, *, today: date) -> Sheet:
    """Return the page for the press."""
    return Sheet(
        name="journalist",
        title=_("Press page"),
        subtitle=_("Europe’s public AI supercomputers: what runs, what is late, what it costs"),
        facts=facts(reader, today),
        sections=(
            Section("running", _("How many machines for AI run today?"), _running(reader)),
            Section("late", _("How late are they?"), (slip_table(reader, most=_MOST_SLIPS),)),
            Section("euros", _("How many euros for a start-up served?"), _euros(reader)),
            Section("balance", _("East and west: who has what?"), _balance(reader)),
            Section("users", _("Who uses it? Big Tech?"), _users(reader)),
            Section("power", _("How much power and water?"), _power(reader)),
        ),
        terms=terms(_TERMS),
    )


def _running(reader: Reader) -> tuple[Block, ...]:
    known = values_of(reader).get("supercomputers_count")
    stated = ""
    if known is not None and known.current.value is not None:
        stated = _("{count} by official count").format(count=known.current.words)
    machines = ngettext("with {count} antenna", "with {count} antennas", 2)
    antennas = machines.format(count=reader.network("antennas").words)
    figures = (
        key_figure(_("Factories selected"), reader.network("factories"), antennas),
        key_figure(_("New machines contracted"), reader.network("contracts_2026"), _("in 2026")),
        key_figure(
            _("New AI-optimised machines operating"),
            reader.network("ai_systems_running"),
            _("in {month}").format(month=month_label(reader.now)),
        ),
        key_figure(_("Supercomputers running"), reader.network("network_systems"), stated),
    )
    return KeyFigures(figures), Paragraph(_later(reader))


def _later(reader: Reader) -> str:
    """Say what is to run later, as a plan and not as a fact."""
    return _(
        "By plan, {count} new AI-optimised machines are to operate by {month}. That is a plan: "
        "none of them is counted above."
    ).format(
        count=reader.network("ai_systems_running", month=reader.month).words,
        month=month_label(reader.month),
    )


def _euros(reader: Reader) -> tuple[Block, ...]:
    served = uptake(reader.plan)
    paid = reader.network(PAID)
    each = served.euros_per_firm(paid.value or 0.0)
    result = words(_("unknown"))
    if each is not None:
        result = Cell(
            _("{amount} €").format(amount=number(each)), each, "EUR", paid.about, computed=True
        )
    figures = (
        key_figure(_("Euros for each firm served"), result),
        key_figure(_("Union money paid so far"), paid, _("numerator, by estimate")),
        key_figure(
            _("Start-ups and SMEs served"), count(served.firms), _("denominator, on record")
        ),
    )
    why = _(
        "Nobody has published how many start-ups were served, so the quotient is unknown, not zero."
    )
    if served.firms:
        why = _("{unnamed} allocations to small firms name no firm and are not counted.").format(
            unnamed=number(served.unnamed)
        )
    return KeyFigures(figures), Paragraph(why, quiet=True)


def _balance(reader: Reader) -> tuple[Block, ...]:
    spots = white_spots(reader.plan, reader.outcome)
    told = _("Member states without a node of their own: {nodes}. Without any link: {links}.")
    words_ = told.format(nodes=_names(spots.without_node), links=_names(spots.without_link))
    return east_west_table(reader), capacity_maps(reader), Paragraph(words_)


def _names(states: tuple[str, ...]) -> str:
    return ", ".join(map(state_name, states)) or _("none")


def _users(reader: Reader) -> tuple[Block, ...]:
    rows = list(reader.plan.of(Allocation).values())
    hours: dict[str, float] = {}
    for row in rows:
        kind = _kind_of(reader, row)
        hours[kind] = hours.get(kind, 0.0) + (row.hours_awarded or 0.0)
    total = sum(hours.values())
    large = [row for row in rows if _kind_of(reader, row) == Applicant.LARGE.value]
    table = Table(
        heads=(_("User group"), _("Hours awarded"), _("Share")),
        right="lrr",
        lines=tuple(
            Line(
                (
                    words(_group_word(code)),
                    amount(value, "h"),
                    words(percent(value / total if total else None, 1)),
                )
            )
            for code, value in sorted(hours.items(), key=lambda one: (-one[1], one[0]))
        ),
        empty=_("No allocation is on record: who uses the machines was not published."),
    )
    if not rows:
        return table, _demand(reader)
    told = ngettext(
        "{count} allocation to a large company is on record.",
        "{count} allocations to large companies are on record.",
        len(large),
    ).format(count=number(len(large)))
    return table, Paragraph(told), _demand(reader)


def _kind_of(reader: Reader, row: Allocation) -> str:
    asker = reader.plan.of(Organisation).get(row.organisation or "")
    kind = row.applicant or (asker.type if asker is not None else None)
    return str(kind) if kind is not None else ""


def _group_word(code: str) -> str:
    known = next((one.label for one in Applicant if one.value == code), None)
    return _("not stated") if known is None else _(known)


def _demand(reader: Reader) -> Paragraph:
    found = reader.book.at(reader.plan, reader.outcome, reader.now // MONTHS_IN_QUARTER)
    return Paragraph(
        _(
            "In the model of demand, an assumption throughout, {share} of the hours served cross "
            "a border and {served} of what is asked for is served."
        ).format(share=percent(found.cross_border), served=percent(found.served_share)),
        quiet=True,
    )


def _power(reader: Reader) -> tuple[Block, ...]:
    figures = (
        key_figure(_("Power of the sites, in operation"), reader.network("power_mw.available")),
        key_figure(_("Energy a month"), reader.network("energy_mwh.available")),
        key_figure(
            _("CO₂ a month"), reader.network("co2_t.available"), _("by national generation")
        ),
        _water(reader),
    )
    return (KeyFigures(figures),)


def _water(reader: Reader) -> KeyFigure:
    sites = list(reader.plan.of(Site).values())
    known = [row.water_m3 for row in sites if row.water_m3 is not None]
    note = _("{count} of {all} sites say").format(count=number(len(known)), all=number(len(sites)))
    if not known:
        return key_figure(_("Water a year"), words(_("unknown")), note)
    total = float(np.sum(known))
    first = next(row for row in sites if row.water_m3 is not None)
    about = reader.field(first, "water_m3").about
    cell = Cell(_("{amount} m³").format(amount=number(total)), total, "m³", about)
    return key_figure(_("Water a year"), cell, note)
