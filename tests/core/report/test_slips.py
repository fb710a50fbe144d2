# SPDX-License-Identifier: EUPL-1.2
"""How late a machine is follows from the dates that were given for it, and from nothing else."""

from planner.domain.changes import Draft
from planner.domain.commands import AddRecord, EditField
from planner.domain.months import month_of
from planner.domain.records.infrastructure import System
from planner.report.board import with_first_dates
from planner.report.slips import first_dates, slip_of, slips
from tests.core.builders import a_plan, after, plan_with
from tests.core.report.readers import a_reader, a_session, tables, the_sheet


def test_published_dates_tell_the_slip_and_how_often_it_moved() -> None:
    found = {one.key: one for one in slips(a_session().plan)}
    assert (found["daedalus"].months, found["daedalus"].dates) == (23, 5)
    assert found["aiat_system"].months == 6
    assert found["levente"].now is None
    assert "lumi_ai" not in found


def test_an_edit_of_a_date_is_a_slip_against_the_published_one() -> None:
    session = a_session()
    later = int(month_of(2028, 10))
    session.execute(EditField(kind="system", key="lumi_ai", field="accepted", value=later))
    slip = slip_of(session.plan, "system", "lumi_ai")
    assert slip is not None
    assert slip.months == 15


def test_a_milestone_goes_before_the_sources() -> None:
    values = {"id": "m", "system": "leonardo", "stage": "acceptance"}
    values |= {"baseline": int(month_of(2025)), "forecast": int(month_of(2025, 4))}
    plan = after(a_plan(), AddRecord(kind="milestone", values=values))
    slip = slip_of(plan, "system", "leonardo")
    assert slip is not None
    assert (slip.months, slip.milestone) == (3, "m")


def test_a_machine_without_any_date_is_no_slip() -> None:
    assert slips(plan_with()) == ()


def test_first_dates_put_every_late_system_back_and_touch_no_other() -> None:
    plan = a_session().plan
    earlier, changes = with_first_dates(plan)
    dates = first_dates(plan)
    assert {c.key for c in changes if c.table == "system"} == set(dates)
    for key, month in dates.items():
        assert earlier.get(System, key).accepted == month
    assert Draft(plan).seal()[0] == plan


def test_the_page_of_a_factory_tells_all_dates_its_machine_was_given() -> None:
    (table,) = tables(the_sheet(a_reader(), "factory", "pharos_aif"), "dates")
    told = [tuple(cell.words for cell in line.cells) for line in table.lines]
    assert ("DAEDALUS: as expected in 2023", "", "Oct 2025", "+10 months") in told
    assert ("DAEDALUS: as expected in 2025", "", "Dec 2025", "+12 months") in told
