# SPDX-License-Identifier: EUPL-1.2
"""Text from the clipboard goes the same way as a file, into the columns it was pasted on."""

import pytest

from planner import app
from planner.domain.errors import ExchangeError
from planner.domain.records.evidence import Evidence
from planner.domain.records.infrastructure import System
from planner.intake import Accepted, Status
from tests.core.builders import a_state, a_system, plan_with
from tests.core.workbook.importing.tables import a_session

FIELDS = ("name", "state", "status", "accelerators")


def test_rows_fill_the_records_below_and_new_ones_after_them() -> None:
    session = a_session(plan_with(a_system("one", name="One"), a_state("DE")))
    text = "Uno\tItalien\tin Betrieb\t5\r\nNew\tDE\tselected\t7\r\n"
    report = app.check_paste(session, text, kind="system", fields=FIELDS, keys=("one",))
    assert [row.status for row in report.rows] == [Status.CHANGED, Status.NEW]
    session.execute(app.import_command(session, report, Accepted()))
    named = {system.name: system.accelerators for system in session.plan.of(System).values()}
    assert named == {"Uno": 5, "New": 7}
    assert len(session.history()) == 1
    assert not session.plan.of(Evidence)


def test_a_row_of_headers_names_the_columns() -> None:
    session = a_session(plan_with(a_system("one", name="One")))
    text = "Beschleuniger Anzahl\tBezeichnung\n9\tOne"
    report = app.check_paste(session, text, kind="system", fields=FIELDS)
    (row,) = report.rows
    assert (row.key, [(cell.field, cell.new) for cell in row.cells]) == (
        "one",
        [("accelerators", 9)],
    )


def test_a_single_cell_goes_into_a_single_record() -> None:
    session = a_session(plan_with(a_system("one", name="One")))
    report = app.check_paste(session, "12", kind="system", fields=("accelerators",), keys=("one",))
    assert [cell.new for cell in report.rows[0].cells] == [12]


def test_money_is_pasted_in_the_unit_of_its_column() -> None:
    session = a_session(plan_with(a_system("one", name="One")))
    fields = ("cost_meur",)
    report = app.check_paste(session, "129,5", kind="system", fields=fields, keys=("one",))
    assert not report.questions
    assert [cell.new for cell in report.rows[0].cells] == [129.5]


def test_nothing_to_paste_is_said() -> None:
    session = a_session(plan_with(a_system("one")))
    with pytest.raises(ExchangeError) as caught:
        app.check_paste(session, " \n\n", kind="system", fields=FIELDS)
    assert caught.value.code == "import_nothing_pasted"


def test_ten_thousand_rows_are_one_step() -> None:
    session = a_session(plan_with(a_state("DE")))
    text = "\n".join(f"Team {number}\t{number / 10 + 1}\t5" for number in range(10_000))
    report = app.check_paste(
        session, text, kind="workload", fields=("name", "parameters_bn", "tokens_bn")
    )
    session.execute(app.import_command(session, report, Accepted()))
    assert len(session.plan.table("workload")) == 10_000
    assert len(session.history()) == 1
