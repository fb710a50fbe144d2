# SPDX-License-Identifier: EUPL-1.2
"""What is exported is what is in the plan, in a form that other programs read without harm."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner import text
from planner.domain.commands import Assign
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from planner.workbook.plain import read_json, write_csv, write_csv_folder, write_json
from planner.workbook.revision import Revision
from planner.workbook.selection import Selection
from planner.workbook.writer import write_workbook
from tests.core.builders import (
    a_contribution,
    a_factory,
    a_measure,
    a_plan,
    a_system,
    after,
    plan_with,
)


def _written(plan: Plan, path: Path) -> Workbook:
    write_workbook(plan, evaluate(plan), path)
    return load_workbook(path)


def _sheet_of(book: Workbook, kind: str) -> Worksheet:
    return next(sheet for sheet in book if sheet["A1"].value == f"{kind}.id")


@pytest.fixture(scope="module")
def network() -> Plan:
    """Return the real network with a tentative machine and a committed one."""
    return after(
        reference_plan(),
        Assign(template="ai_system_mid", state="HR", start=month_of(2027), size=1_234.0),
        Assign(template="ai_system_mid", state="PT", start=month_of(2027), status=Status.COMMITTED),
    )


@pytest.fixture(scope="module")
def network_book(network: Plan, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return _written(network, tmp_path_factory.mktemp("network") / "plan.xlsx")


def test_every_sheet_of_records_has_a_row_for_each(network: Plan, network_book: Workbook) -> None:
    plan, book = network, network_book
    for kind in plan.schema.kinds:
        keys = [row[0].value for row in _sheet_of(book, kind).iter_rows(min_row=3, max_col=1)]
        assert keys == sorted(plan.table(kind))


def test_references_and_codes_are_shown_in_words(tmp_path: Path) -> None:
    sheet = _sheet_of(_written(a_plan(), tmp_path / "plan.xlsx"), "system")
    shown = _row(sheet, "leonardo")
    assert (shown["state"], shown["status"]) == ("Italy", "operational")
    assert shown["system_class"] == "high-end"


def test_records_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    plan = plan_with(
        a_system("one-and-only", name="Twin"),
        a_system("the-other-one", name="Twin"),
        a_factory(system="one-and-only"),
    )
    sheet = _sheet_of(_written(plan, tmp_path / "plan.xlsx"), "factory")
    assert _row(sheet, "it4lia")["system"] == "Twin [d-only]"


def _row(sheet: Worksheet, key: str) -> dict[object, object]:
    names = [cell.value for cell in sheet[1]]
    found = next(row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0] == key)
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("words", ["=1+1", "+49 30", "-x", "@SUM(A1)", '=HYPERLINK("a","b")'])
def test_text_is_never_a_formula(tmp_path: Path, words: str) -> None:
    book = _written(plan_with(a_system(notes=words, name=words)), tmp_path / "plan.xlsx")
    cells = [cell for row in _sheet_of(book, "system").iter_rows(min_row=3) for cell in row]
    named = [cell for cell in cells if cell.value == words]
    assert [cell.data_type for cell in named] == ["s", "s"]


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    book = _written(plan_with(a_system(notes="a\x07b")), tmp_path / "plan.xlsx")
    assert "ab" in [c.value for row in _sheet_of(book, "system").iter_rows(min_row=3) for c in row]


def test_the_header_says_the_unit_and_the_comment_the_meaning(tmp_path: Path) -> None:
    sheet = _sheet_of(_written(a_plan(), tmp_path / "plan.xlsx"), "accelerator")
    heads = {cell.value: cell for cell in sheet[2]}
    assert "before PUE" in heads["IT power [kW]"].comment.text
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"


def test_choices_and_references_offer_a_list(tmp_path: Path) -> None:
    sheet = _sheet_of(_written(a_plan(), tmp_path / "plan.xlsx"), "system")
    lists = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert {"list_status", "list_state", "list_accelerator"} <= lists
    book = sheet.parent
    name = book.defined_names["list_state"]
    (_title, cells), *_more = name.destinations
    words = [row[0].value for row in book["_lists"][cells]]
    assert len(words) == 10
    assert words[:2] == ["Austria", "Czechia"]
    assert book["_lists"].sheet_state == "hidden"


def test_inputs_may_be_edited_and_computed_sheets_may_not(tmp_path: Path) -> None:
    book = _written(a_plan(), tmp_path / "plan.xlsx")
    assert not _sheet_of(book, "system")["B3"].protection.locked
    for name in ("Capacity", "Money", "Headlines", "Findings", "Derivation of capacity"):
        assert book[name].protection.sheet
        assert book[name].protection.password is None
        assert book[name]["B2"].protection.locked


def test_findings_lead_to_the_row_they_are_about_and_colour_it(
    network: Plan, network_book: Workbook
) -> None:
    plan, book = network, network_book
    finding = evaluate(plan).findings[0]
    link = book["Findings"]["D2"].hyperlink
    title, _mark, cell = str(link.location).rpartition("!")
    row = book[title.strip("'")][cell].row
    sheet = _sheet_of(book, finding.kind)
    assert sheet.cell(row, 1).value == finding.key
    marks = [cell.value for cell in sheet[row] if str(cell.value).startswith("|")]
    assert finding.severity.value in str(marks[0])
    rules = [rule for cells in sheet.conditional_formatting for rule in cells.rules]
    assert len(rules) == 3


def test_the_workbook_says_which_state_of_which_plan_it_shows(tmp_path: Path) -> None:
    revision = Revision(plan="p-1", step="s-9", number=9, at="2026-10-10T12:00:00.000+00:00")
    path = tmp_path / "plan.xlsx"
    write_workbook(a_plan(), evaluate(a_plan()), path, revision=revision)
    book = load_workbook(path)
    properties = {one.name: one.value for one in book.custom_doc_props.props}
    assert (properties["aifp.plan"], properties["aifp.step"]) == ("p-1", "s-9")
    hidden = dict(row[:2] for row in book["_plan"].iter_rows(values_only=True))
    assert (hidden["plan"], hidden["step"]) == ("p-1", "s-9")
    told = {row[0]: row[1] for row in book["Cover"].iter_rows(values_only=True)}
    assert str(told["Revision of the plan"]).endswith("s-9")
    assert told["Scenario"] == "Current plan"


def test_the_parts_of_capacity_and_money_add_up_to_their_sheets(network_book: Workbook) -> None:
    book = network_book
    december = month_of(2029, 12) + 2
    classes = [book["Capacity"].cell(december, column).value for column in range(2, 6)]
    assert _summed(book["Derivation of capacity"], "2029 [EFLOP/s]") == pytest.approx(sum(classes))
    paid = _summed(book["Derivation of money"], "2029 [MEUR]", Figure="Paid")
    row = next(row for row in book["Money"].iter_rows(values_only=True) if row[0] == 2029)
    assert paid == pytest.approx(sum(row[7:10]), abs=0.05)


def test_what_nobody_has_pledged_is_a_block_of_its_own_in_the_workbook(tmp_path: Path) -> None:
    plan = plan_with(a_measure(), a_contribution(commitment_meur=10.0))
    sheet = _written(plan, tmp_path / "plan.xlsx")["Derivation of money"]
    assert _summed(sheet, "2027 [MEUR]", Figure="Committed") == 10
    assert _summed(sheet, "2027 [MEUR]", Figure="Not yet pledged") == pytest.approx(61.2)


def _summed(sheet: Worksheet, head: str, **given: str) -> float:
    heads, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    chosen = [row for row in found if all(row[name] == value for name, value in given.items())]
    return sum(row[head] for row in chosen if isinstance(row[head], int | float))


def test_capacity_and_money_are_those_of_the_outcome(tmp_path: Path) -> None:
    plan = after(
        a_plan(),
        Assign(template="t-system", state="PT", start=month_of(2027), status=Status.COMMITTED),
    )
    outcome = evaluate(plan)
    book = _written(plan, tmp_path / "plan.xlsx")
    capacity = [row[1:5] for row in book["Capacity"].iter_rows(min_row=2, values_only=True)]
    expected = outcome.capacity_ef.sum(axis=0).T.round(9).tolist()
    assert capacity == [tuple(row) for row in expected]
    money = list(book["Money"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in money] == list(range(2021, 2036))
    union = sum(row[1] for row in money)
    assert union == pytest.approx(outcome.commitments_meur[:, :3, 0].sum())


def test_both_charts_and_the_cover_are_there(tmp_path: Path) -> None:
    book = _written(a_plan(), tmp_path / "plan.xlsx")
    assert book.sheetnames[:4] == ["Cover", "Headlines", "Capacity", "Money"]
    assert len(book["Headlines"]._charts) == 2
    links = [cell.hyperlink for row in book["Cover"].iter_rows() for cell in row if cell.hyperlink]
    visible = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert [link.display for link in links] == visible[1:]


def test_a_german_workbook_has_german_sheets(tmp_path: Path) -> None:
    text.set_language("de")
    book = _written(a_plan(), tmp_path / "plan.xlsx")
    assert book.sheetnames[:4] == ["Deckblatt", "Kennzahlen", "Kapazität", "Geld"]
    assert _sheet_of(book, "system").title == "Systeme"


def test_csv_holds_every_record_and_disarms_formulas(tmp_path: Path) -> None:
    path = tmp_path / "systems.csv"
    write_csv(plan_with(a_system(notes="=1+1", latitude=-5.5)), "system", path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == ["leonardo"]
    assert rows[0]["notes"] == "'=1+1"
    assert rows[0]["latitude"] == "-5.5"
    assert rows[0]["accepted"] == "2025-01"


def test_csv_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="unknown_kind"):
        write_csv(a_plan(), "rocket", tmp_path / "rockets.csv")
    assert list(tmp_path.glob("*.csv")) == []


def test_a_folder_gets_one_csv_for_each_kind(tmp_path: Path) -> None:
    plan = a_plan()
    written = write_csv_folder(plan, tmp_path / "tables")
    assert [path.stem for path in written] == list(plan.schema.kinds)


def test_json_of_equal_plans_is_equal_and_complete(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    write_json(a_plan(), first)
    write_json(a_plan(), second)
    assert first.read_bytes() == second.read_bytes()
    assert read_json(first.read_text("utf-8"), a_plan().schema) == a_plan()
    assert list(json.loads(first.read_text("utf-8"))) == sorted(a_plan().schema.kinds)


def test_json_loses_nothing_of_the_real_network(tmp_path: Path) -> None:
    plan, path = reference_plan(), tmp_path / "plan.json"
    write_json(plan, path)
    assert read_json(path.read_text("utf-8"), plan.schema) == plan


@pytest.mark.parametrize("words", ["", "[]", '{"system": 3}', '{"system": [3]}', "[" * 100_000])
def test_other_text_is_no_export(words: str) -> None:
    with pytest.raises(ExchangeError, match="not_an_export"):
        read_json(words, a_plan().schema)


Writer = Callable[[Path], None]
WRITERS: list[Writer] = [
    lambda path: write_workbook(a_plan(), evaluate(a_plan()), path),
    lambda path: write_csv(a_plan(), "system", path),
    lambda path: write_json(a_plan(), path),
]


@pytest.mark.parametrize("write", WRITERS)
def test_a_missing_folder_is_said_and_nothing_is_left(tmp_path: Path, write: Writer) -> None:
    with pytest.raises(ExchangeError, match="export_no_folder"):
        write(tmp_path / "nowhere" / "out.file")
    assert list(tmp_path.glob("**/.export-*")) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_failed_export_leaves_what_was_there(tmp_path: Path, write: Writer) -> None:
    target = tmp_path / "out"
    target.mkdir()  # a folder in the place of the file cannot be replaced
    with pytest.raises(ExchangeError):
        write(target)
    assert target.is_dir()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".export")] == []


def test_no_cell_says_that_it_holds_text_and_holds_none(network: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(network, evaluate(network), path, selection=Selection(kinds=("factory",)))
    with ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        content = b"".join(archive.read(name) for name in sheets)
    assert b'inlineStr"/>' not in content
    assert b'inlineStr"></c>' not in content
