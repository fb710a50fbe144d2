# SPDX-License-Identifier: EUPL-1.2
"""The verbs about who is reached: `reach` for one quarter, `equity` for the years."""

import argparse
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from planner import text
from planner.cli.output import Result, table
from planner.domain.months import HORIZON, parse_month
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS, QUARTERS_A_YEAR
from planner.engine.equity import Base, Equity, equity, trend, white_spots
from planner.engine.parameters import Parameters
from planner.engine.reach import Reach, ReachBook
from planner.sentences import quarter_label
from planner.session import Session
from planner.text import _, percent, significant

_THOUSAND, _MILLION = 1e3, 1e6
_PARTNERS = 3


def reach(session: Session, options: argparse.Namespace) -> Result:
    """Give what each state asks for, gets and lacks in the quarter of a month."""
    plan, outcome = session.plan, session.outcome
    month = _month(session, options.month)
    found = ReachBook().at(
        plan, outcome, month // MONTHS_IN_QUARTER, planned=not options.operational
    )
    fair = equity(plan, outcome, found)
    states = [
        _state_data(found, fair, row) for row in range(len(found.states)) if _asked(found, row)
    ]
    wanted, served = found.by_group
    data = {
        "quarter": quarter_label(found.quarter),
        "planned": not options.operational,
        "wanted_hours": float(np.nansum(found.wanted)),
        "served_hours": float(np.nansum(found.flows.served)),
        "unmet_hours": float(np.nansum(found.flows.unmet)),
        "divided_by_assumption_hours": float(found.offer.assumed.sum()),
        "served_share": found.served_share,
        "cross_border_share": found.cross_border,
        "not_known": list(found.demand.left_out),
        "groups": [
            {"group": group.id, "wanted_hours": float(w), "served_hours": float(s)}
            for group, w, s in zip(found.demand.groups, wanted, served, strict=True)
        ],
        "states": states,
    }
    return Result(data, [*_summary(found), "", *_state_lines(states)])


def fairness(session: Session, _options: argparse.Namespace) -> Result:
    """Give how evenly hours are spread in the last quarter of each year, and the white spots."""
    plan, outcome = session.plan, session.outcome
    reaches = ReachBook().all(plan, outcome)
    moved = trend(plan, outcome, reaches)
    spots = white_spots(plan, outcome)
    years = [
        {
            "quarter": quarter_label(quarter),
            "gini_used": _plain(moved.gini_used[Base.PEOPLE][quarter]),
            "gini_used_by_gdp": _plain(moved.gini_used[Base.GDP][quarter]),
            "gini_used_by_contribution": _plain(moved.gini_used[Base.CONTRIBUTION][quarter]),
            "gini_offered": _plain(moved.gini_offered[Base.PEOPLE][quarter]),
            "served_share": _plain(moved.served_share[quarter]),
            "cross_border_share": _plain(moved.cross_border[quarter]),
            **_lowest(equity(plan, outcome, reaches[quarter])),
        }
        for quarter in range(QUARTERS_A_YEAR - 1, QUARTERS, QUARTERS_A_YEAR)
    ]
    data = {
        "years": years,
        "without_node": list(spots.without_node),
        "without_link": list(spots.without_link),
    }
    lines = [
        *_year_lines(years),
        "",
        _("Member states without a node of their own: {states}").format(
            states=_names(spots.without_node)
        ),
        _("Member states without any link: {states}").format(states=_names(spots.without_link)),
    ]
    return Result(data, lines)


def reach_arguments(parser: argparse.ArgumentParser, _schema: object) -> None:
    """Declare the month and whether only what runs today counts."""
    parser.add_argument(
        "--month",
        metavar=_("MONTH"),
        help=_("such as 2028-01, or a year; the plan’s date if left out"),
    )
    parser.add_argument(
        "--operational", action="store_true", help=_("count only machines that are operational")
    )


def _month(session: Session, given: str | None) -> int:
    month = int(Parameters.of(session.plan).as_of) if given is None else parse_month(given)
    return min(max(month, 0), HORIZON - 1)


def _asked(found: Reach, row: int) -> bool:
    return math.isfinite(found.wanted[row]) or found.states[row] in found.demand.left_out


def _state_data(found: Reach, fair: Equity, row: int) -> dict[str, Any]:
    flows, state = found.flows, found.states[row]
    return {
        "state": state,
        "wanted_hours": _plain(found.wanted[row]),
        "served_hours": _plain(flows.served[row]),
        "unmet_hours": _plain(flows.unmet[row]),
        "union_offered_hours": float(found.offer.union[row]),
        "national_offered_hours": float(found.offer.national[row]),
        "hours_per_million_inhabitants": _plain(fair.used[Base.PEOPLE][row]),
        "hours_per_billion_eur_of_gdp": _plain(fair.used[Base.GDP][row]),
        "hours_per_million_eur_contributed": _plain(fair.used[Base.CONTRIBUTION][row]),
        "value_of_one_more_hour_eur": float(flows.value[row]),
        "uses": dict(found.uses(state)),
        "serves": dict(found.serves(state)),
    }


def _summary(found: Reach) -> Iterator[str]:
    yield _("{quarter}: {served} of {wanted} million hours served, {share} across borders").format(
        quarter=quarter_label(found.quarter),
        served=_millions(float(np.nansum(found.flows.served))),
        wanted=_millions(float(np.nansum(found.wanted))),
        share=percent(found.cross_border),
    )
    if found.offer.assumed.sum() > 0:
        yield _("{hours} million hours offered are divided by assumption").format(
            hours=_millions(float(found.offer.assumed.sum()))
        )
    if found.demand.left_out:
        yield _("Not known, and left out: {states}").format(states=_names(found.demand.left_out))


def _state_lines(states: list[dict[str, Any]]) -> list[str]:
    heads = (
        _("State"),
        _("Name"),
        _("Asked"),
        _("Served"),
        _("Unmet"),
        _("Offered"),
        _("Per million"),
        _("One more"),
        _("From"),
    )
    rows = [
        (
            row["state"],
            text.state_name(row["state"]),
            _millions(row["wanted_hours"]),
            _millions(row["served_hours"]),
            _millions(row["unmet_hours"]),
            _millions(row["union_offered_hours"] + row["national_offered_hours"]),
            _scaled(row["hours_per_million_inhabitants"], _THOUSAND),
            text.fixed(row["value_of_one_more_hour_eur"], 2),
            ", ".join(list(row["uses"])[:_PARTNERS]),
        )
        for row in states
    ]
    units = _(
        "Million accelerator-hours in the quarter; thousand hours per million inhabitants; what "
        "one more hour offered there would save, in EUR. Demand is an assumption throughout."
    )
    return [*table(heads, rows, right="  rrrrrr "), units]


def _year_lines(years: list[dict[str, Any]]) -> list[str]:
    heads = (
        _("Quarter"),
        _("Gini, hours used"),
        _("by GDP"),
        _("by own money"),
        _("Gini, machines"),
        _("Served"),
        _("Across borders"),
        _("Lowest ten: hours"),
        _("inhabitants"),
    )
    ginis = ("gini_used", "gini_used_by_gdp", "gini_used_by_contribution", "gini_offered")
    shares = ("served_share", "cross_border_share", "lowest_hours_share", "lowest_people_share")
    rows = [
        (
            row["quarter"],
            *(text.fixed(row[name], 3) for name in ginis),
            *(percent(row[name]) for name in shares),
        )
        for row in years
    ]
    return table(heads, rows, right=" rrrrrrrr")


def _lowest(fair: Equity) -> dict[str, Any]:
    return {
        "lowest": list(fair.lowest),
        "lowest_hours_share": fair.lowest_hours,
        "lowest_people_share": fair.lowest_people,
    }


def _millions(hours: float | None) -> str:
    return _scaled(hours, _MILLION)


def _scaled(value: float | None, unit: float) -> str:
    return significant(None if value is None else value / unit)


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _names(states: tuple[str, ...]) -> str:
    return ", ".join(map(text.state_name, states)) or _("none")
