# SPDX-License-Identifier: EUPL-1.2
"""The page for the press: what runs today, how late, at what cost, for whom, with what power.

Every number stands with its definition; what nobody has published is said to be unknown.
"""

from datetime import date

import attrs

from planner.domain.records.access import Applicant
from planner.domain.records.sites import Site
from planner.engine.equity import white_spots
from planner.engine.match_figures import PAID
from planner.engine.uptake import is_small
from planner.engine.user_figures import ALL, AWARDED, FIRMS, allocations_of, group_of
from planner.report.contracts import cell_of, values_of
from planner.report.neighbours import east_west_table
from planner.report.parts import facts, slip_table
from planner.report.per_head import capacity_maps
from planner.report.reader import Reader, key_figure, plain, told, words
from planner.report.sheet import (
    Block,
    KeyFigure,
    KeyFigures,
    Line,
    Paragraph,
    Section,
    Sheet,
    Table,
    Text,
    phrase,
)
from planner.report.terms import terms
from planner.text import _, month_label, ngettext, number, percent, state_name

_MOST_SLIPS = 8
_EUR_PER_MEUR = 1e6
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
    stated: Text = ""
    if known is not None and known.current.value is not None:
        stated = phrase(_("{count} by official count"), count=plain(cell_of(known)))
    machines = ngettext("with {count} antenna", "with {count} antennas", 2)
    antennas = phrase(machines, count=plain(reader.network("antennas")))
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


def _later(reader: Reader) -> Text:
    """Say what is to run later, as a plan and not as a fact."""
    return phrase(
        _(
            "By plan, {count} new AI-optimised machines are to operate by {month}. That is a plan: "
            "none of them is counted above."
        ),
        count=plain(reader.network("ai_systems_running", month=reader.month)),
        month=month_label(reader.month),
    )


def _euros(reader: Reader) -> tuple[Block, ...]:
    paid, firms = reader.network(PAID), reader.network(FIRMS)
    result = reader.pair("over", paid, firms)
    if result.value is not None:
        each = result.value * _EUR_PER_MEUR
        shown = _("{amount} €").format(amount=number(each))
        result = attrs.evolve(result, words=shown, value=each, unit="EUR")
    figures = (
        key_figure(_("Euros for each firm served"), result),
        key_figure(_("Union money paid so far"), paid, _("numerator, by estimate")),
        key_figure(_("Start-ups and SMEs served"), firms, _("denominator, on record")),
    )
    why: Text = _(
        "Nobody has published how many start-ups were served, so the quotient is unknown, not zero."
    )
    if firms.value:
        unnamed = [
            row
            for row in allocations_of(reader.plan, ALL)
            if row.organisation is None and is_small(reader.plan, row)
        ]
        said = ngettext(
            "{unnamed} allocation to a small firm names no firm and is not counted.",
            "{unnamed} allocations to small firms name no firm and are not counted.",
            len(unnamed),
        )
        why = phrase(said, unnamed=reader.number_of(unnamed, "applicant"))
    return KeyFigures(figures), Paragraph(why, quiet=True)


def _balance(reader: Reader) -> tuple[Block, ...]:
    spots = white_spots(reader.plan, reader.outcome)
    said = _("Member states without a node of their own: {nodes}. Without any link: {links}.")
    named = said.format(nodes=_names(spots.without_node), links=_names(spots.without_link))
    return east_west_table(reader), capacity_maps(reader), Paragraph(named)


def _names(states: tuple[str, ...]) -> str:
    return ", ".join(map(state_name, states)) or _("none")


def _users(reader: Reader) -> tuple[Block, ...]:
    rows = allocations_of(reader.plan, ALL)
    groups = {group_of(reader.plan, row) for row in rows}
    hours = {code: reader.network(f"{AWARDED}.{code}") for code in groups}
    whole = reader.network(f"{AWARDED}.{ALL}")
    large = allocations_of(reader.plan, Applicant.LARGE.value)
    table = Table(
        heads=(_("User group"), _("Hours awarded"), _("Share")),
        right="lrr",
        lines=tuple(
            Line((words(_group_word(code)), cell, plain(reader.pair("over", cell, whole))))
            for code, cell in sorted(hours.items(), key=lambda one: (-(one[1].value or 0), one[0]))
        ),
        empty=_("No allocation is on record: who uses the machines was not published."),
    )
    if not rows:
        return table, _demand(reader)
    said = ngettext(
        "{count} allocation to a large company is on record.",
        "{count} allocations to large companies are on record.",
        len(large),
    )
    counted = reader.number_of(large, "applicant")
    return table, Paragraph(phrase(said, count=counted)), _demand(reader)


def _group_word(code: str) -> str:
    known = next((one.label for one in Applicant if one.value == code), None)
    return _("not stated") if known is None else _(known)


def _demand(reader: Reader) -> Paragraph:
    share, served = (
        told(plain(cell), percent(cell.value))
        for cell in map(reader.network, ("cross_border", "served_share"))
    )
    said = _(
        "In the model of demand, an assumption throughout, {share} of the hours served cross "
        "a border and {served} of what is asked for is served."
    )
    return Paragraph(phrase(said, share=share, served=served), quiet=True)


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
    sites = [row for _key, row in sorted(reader.plan.of(Site).items())]
    known = [row for row in sites if row.water_m3 is not None]
    note = phrase(
        _("{count} of {all} sites say"),
        count=reader.number_of(known, "water_m3"),
        all=reader.number_of(sites, "water_m3"),
    )
    if not known:
        return key_figure(_("Water a year"), words(_("unknown")), note)
    total = reader.total("m³", known, "water_m3")
    said = _("{amount} m³").format(amount=number(total.value))
    return key_figure(_("Water a year"), told(total, said), note)
