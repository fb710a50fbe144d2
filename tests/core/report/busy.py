# SPDX-License-Identifier: EUPL-1.2
"""A plan in which every table of the pages has rows: money, hours, targets, letters, overrides."""

from planner.domain.commands import AddRecord, Assign, EditField
from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status
from planner.session import Session
from tests.core.report.readers import OCTOBER_2026, a_session

_START = int(month_of(2027, 10))
_LETTERS = 9  # one more than a state sheet shows


def a_busy_session() -> Session:
    """Return a session over the public record after some planners' work."""
    session = a_session()
    machine = Assign(
        template="ai_system_mid", state="NL", start=_START, status=Status.SELECTED, name="NLAIF"
    )
    cohort = Assign(
        template="master_cohort", state="NL", start=_START, size=120, status=Status.COMMITTED
    )
    for command in (machine, cohort):
        session.execute(command, reason="as agreed")
    for kind, values in _records(machine.measure):
        session.execute(AddRecord(kind=kind, values=values))
    moved = EditField(kind="system", key="lumi_ai", field="accepted", value=_START + 9)
    session.execute(moved, reason="the maker is late")
    session.execute(EditField(kind="site", key="kajaani", field="water_m3", value=9_000.0))
    session.execute(EditField(kind="site", key="kajaani", field="grid_mw", value=5.0))
    return session


def _records(measure: str) -> list[tuple[str, dict[str, object]]]:
    return [
        *_money(measure),
        *(_letter(number) for number in range(_LETTERS)),
        *_hours(),
        (
            "target",
            {
                "id": "models",
                "indicator": "Models",
                "frozen_on": "2025-01-31",
                "frozen_target": 10.0,
                "target": 6.0,
                "version": 2,
                "reason": "fewer calls",
            },
        ),
        (
            "override",
            {
                "id": "accepted",
                "rule": "DCA-05",
                "about_kind": "data_centre",
                "about": "lumi_dc",
                "reason": "state-owned",
                "reference": "statute of the operator",
            },
        ),
        (
            "milestone",
            {
                "id": "accepted_nlaif",
                "measure": measure,
                "stage": "acceptance",
                "baseline": _START,
                "forecast": _START + 5,
            },
        ),
    ]


def _money(measure: str) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    for payer, amount in (("union", 71.0), ("host_state", 70.0), ("region", 60.0)):
        values: dict[str, object] = {"id": payer, "measure": measure, "paid_by": payer}
        values |= {"year": 2027, "commitment_meur": amount, "payment_meur": amount / 2}
        if payer == "union":
            values |= {"programme": "digital_europe"}
        if payer == "region":
            values |= {"in_kind": True, "certified": True}
        found.append(("contribution", values))
    return found


def _letter(number: int) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {"id": f"letter_{number}", "name": "Letter", "state": "NL"}
    values |= {"type": "commitment_letter", "dated": OCTOBER_2026, "amount_meur": 5.0}
    return "document", values


def _hours() -> list[tuple[str, dict[str, object]]]:
    common: dict[str, object] = {"system": "lumi", "first_month": OCTOBER_2026, "name": "Model"}
    common |= {"mode": "large_scale", "pool": "industry", "hours_awarded": 100_000.0}
    users: tuple[dict[str, object], ...] = (
        {"id": "named", "applicant": "startup", "organisation": "domyn", "unit": "gcd"},
        {"id": "unnamed", "applicant": "sme", "unit": "module"},
        {"id": "large", "applicant": "large", "unit": "module"},
    )
    return [("allocation", {**common, **user}) for user in users]
