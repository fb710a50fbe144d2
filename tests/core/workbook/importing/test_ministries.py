# SPDX-License-Identifier: EUPL-1.2
"""Five tables as ministries send them, saved by LibreOffice, taken into the public plan."""

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Source
from planner.domain.records.infrastructure import Factory, System
from planner.engine.conflicts import conflict_of
from planner.import_sentences import cell_name, mismatch_words, summary_words, trouble_words
from planner.intake import Asked, Choices, Left, Report, Status
from planner.reference.seed import reference_plan
from planner.workbook.importing import assistant
from planner.workbook.importing.reading import read_book
from tests.core.workbook.importing.tables import FILES, a_session, checked, imported


@pytest.fixture(scope="module")
def plan() -> Plan:
    return reference_plan()


def _report(plan: Plan, name: str, encoding: str = "", **choices: object) -> Report:
    return checked(plan, read_book(FILES / name, encoding=encoding), **choices)


def _fields(report: Report) -> dict[str, str]:
    headers = {column.index: column.header for column in report.table.columns}
    return {headers[match.column]: match.field for match in report.matches if match.field}


def _said(report: Report) -> dict[str, str]:
    return {cell_name(*trouble.place): trouble_words(trouble) for trouble in report.troubles}


def _values(report: Report, name: str) -> dict[str, object]:
    row = next(row for row in report.rows if row.name == name)
    return {cell.field: cell.new for cell in row.cells}


def test_germany_merges_titles_and_adds_up_what_is_no_data(plan: Plan) -> None:
    report = _report(plan, "germany.xlsx")
    assert [grid.name for grid in report.book.grids if grid.hidden] == ["Intern"]
    assert (report.kind, report.table.header) == ("factory", (3, 4))
    assert _fields(report) == {
        "Bezeichnung": "name",
        "Land": "state",
        "Art": "kind",
        "Finanzierung (Mio. €) · gesamt": "investment_meur",
        "Finanzierung (Mio. €) · davon EU": "union_meur",
        "Auswahl": "selected",
        "Hébergeur / Träger": "host",
        "Bemerkung": "notes",
    }
    assert [(left.row + 1, left.why) for left in report.left_out] == [
        (6, Left.HEADING),
        (9, Left.SUBTOTAL),
        (10, Left.HEADING),
        (13, Left.DUPLICATE),
        (16, Left.TOTAL),
        (17, Left.NOTE),
    ]
    assert [question.asked for question in report.questions] == [Asked.DASH]
    assert _said(report) == {
        "G14": "“Auswahl” takes a date; “30.02.2026” is none. Write it such as 2027-03-15 or "
        "03/2027."
    }
    (mismatch,) = report.mismatches
    assert mismatch_words(mismatch, "Übersicht") == (
        "Übersicht!F16: the total of “Finanzierung (Mio. €) · davon EU” is 173, but its rows add "
        "up to 154. Check decimal mark and units."
    )
    assert summary_words(report) == "6 rows: 3 changed, 2 conflicting, 1 with mistakes"


def test_a_second_source_becomes_a_conflict_to_settle_and_germany_keeps_both_factories(
    plan: Plan,
) -> None:
    session = a_session(plan)
    report = _report(plan, "germany.xlsx", dash="unknown")
    imported(session, report)
    assert session.plan.get(Factory, "czai_aif").union_meur == 20
    assert session.plan.get(Factory, "hammerhai_aif").host == "HLRS"
    assert session.plan.get(Factory, "jaif_aif").host == "FZ Jülich"
    conflict = conflict_of(session.plan, "factory", "czai_aif", "union_meur")
    assert conflict is not None
    assert conflict.is_open
    assert [side.value for side in conflict.sides] == ["20.0", "21.0"]
    assert conflict.sides[1].cell == "Übersicht!F11"
    again = _report(session.plan, "germany.xlsx", dash="unknown")
    assert {row.status for row in again.rows} == {Status.UNCHANGED, Status.REFUSED}
    assert imported(session, again).step is None


def test_france_counts_in_kilowatts_and_thousands(plan: Plan) -> None:
    report = _report(plan, "france.ods")
    assert report.kind == "system"
    assert _fields(report)["Mise en service"] == "accepted"
    assert [(left.row + 1, left.why) for left in report.left_out] == [(9, Left.TOTAL)]
    assert not report.troubles
    assert not report.questions
    assert report.count(Status.UNCHANGED) == 4
    assert _values(report, "Alice Recoque") == {"power_mw": 12.0}

    session = a_session(plan)
    imported(session, report)
    evidence = session.plan.of(Evidence)["system:alice_recoque:power_mw"]
    source = session.plan.get(Source, str(evidence.source))
    assert session.plan.get(System, "alice_recoque").power_mw == 12
    assert (source.title, source.reference) == (
        "france.ods",
        f"sha256:{report.book.digest}",
    )
    assert evidence.cell == "Supercalculateurs!D4"


def test_czechia_names_its_delimiter_and_is_read_in_its_own_code_page(plan: Plan) -> None:
    report = _report(plan, "czechia.csv")
    assert (report.book.encoding, report.book.delimiter) == ("cp1250", ";")
    assert "cp1252" in report.book.encodings
    assert [(left.row + 1, left.why) for left in report.left_out] == [(5, Left.TOTAL)]
    assert not report.troubles
    assert not report.questions
    assert _values(report, "Karolina")["power_mw"] == 1.05
    assert _values(report, "KarolAIna (CZAI)")["accepted"] == month_of(2027)
    assert _values(report, "KarolAIna (CZAI)")["notes"] == '=HYPERLINK("x")'


def test_commitments_ask_once_what_a_point_means(plan: Plan) -> None:
    report = _report(plan, "commitments.xls")
    (question,) = report.questions
    assert (question.asked, question.proposed) == (Asked.DECIMAL, ",")
    assert set(question.examples) == {"3.800", "30.500"}
    assert _said(report) == {
        "D5": "“Signed” takes a date; “2026-02-30” is none. Write it such as 2027-03-15 or 03/2027."
    }
    comma = _report(plan, "commitments.xls", decimal=",")
    assert not comma.questions
    assert _values(comma, "AI Factory Antenna") == {
        "name": "AI Factory Antenna",
        "state": "GB",
        "signed": month_of(2026, 3),
        "union_meur": 3.8,
        "states_meur": 0.0,
    }
    assert _values(comma, "Daedalus hosting agreement")["states_meur"] == 30.5
    assert _values(comma, "Daedalus hosting agreement")["signed"] == month_of(2026)
    assert _values(comma, "Vilnius site")["state"] == "LT"
    assert _values(comma, "Vilnius site")["notes"] == "=SUM(E2:E3) was here"


def test_a_total_that_is_not_the_sum_of_its_rows_is_flagged(plan: Plan) -> None:
    report = _report(plan, "quotas.xlsx")
    assert [mismatch_words(one, "Quotas") for one in report.mismatches] == [
        (
            "Quotas!D10: the total of “Awarded (node-h)” is 1,065,918, but its rows add up to "
            "156,600. Check decimal mark and units."
        )
    ]
    (question,) = report.questions
    assert (question.asked, question.column) == (Asked.UNIT, 3)
    assert len(report.troubles) == 6
    assert "lacks: Access mode, Pool." in trouble_words(report.troubles[0])


def test_node_hours_count_by_a_factor_and_missing_values_are_given_for_all_rows(
    plan: Plan,
) -> None:
    constants = {"mode": "playground", "pool": "industry"}
    report = _report(plan, "quotas.xlsx", units={3: "4"}, constants=constants)
    assert not report.questions
    assert not report.troubles
    values = _values(report, "AIF-2026-2")
    assert (values["system"], values["hours_awarded"]) == ("lumi", 200_000.0)
    session = a_session(plan)
    imported(session, report)
    assert len(session.plan.table("allocation")) == len(plan.table("allocation")) + 6


def test_columns_are_remembered_by_their_headers(plan: Plan) -> None:
    first = _report(plan, "quotas.xlsx", units={3: "4"}, fields={2: ""})
    assistant.remember(first)
    again = assistant.check(plan, read_book(FILES / "quotas.xlsx"), Choices())
    assert _fields(again) == _fields(first)
    assert "State" not in _fields(again)
    assert not again.questions


def test_poland_in_a_language_nobody_matches_is_asked_what_its_rows_are(plan: Plan) -> None:
    report = _report(plan, "poland.xlsx")
    assert [question.asked for question in report.questions] == [Asked.KIND]
    assert "system" in report.questions[0].options
    answered = _report(plan, "poland.xlsx", kind="system", fields={1: "state", 3: "power_mw"})
    assert Asked.KIND not in {question.asked for question in answered.questions}


def test_austria_has_two_rows_of_heads_though_nothing_tells_they_are_merged(plan: Plan) -> None:
    report = _report(plan, "austria.ods")
    assert report.table.header == (1, 2)
    assert _fields(report)["Mittel (T€) · EU"] == "union_meur"
    told = "“AI:AT” would be new and lacks: Kind. Fill it in, or give one value for all rows."
    assert _said(report)["A4"] == told


def test_a_total_of_a_column_that_is_left_out_is_not_looked_at(plan: Plan) -> None:
    report = _report(plan, "austria.ods")
    assert [mismatch.header for mismatch in report.mismatches] == []
