# SPDX-License-Identifier: EUPL-1.2
"""What is exported is what is in the plan, in a form that other programs read without harm."""

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner import text
from planner.domain.commands import Assign
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.months import month_at, month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status, System
from planner.domain.schema import Field, Record, Type
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from planner.workbook.writer import write_csv, write_csv_folder, write_json, write_workbook
from tests.core.builders import a_parameter, a_plan, a_system, after, an_envelope, plan_with


def _written(plan: Plan, path: Path) -> Workbook:
    write_workbook(plan, evaluate(plan), path)
    return load_workbook(path)


def _sheet_of(book: Workbook, kind: str) -> Worksheet:
    return next(sheet for sheet in book if sheet["A1"].value == f"{kind}.id")


def _read(field: Field, value: object) -> object:
    if value is None:
        return None
    if isinstance(value, datetime):
        return month_at(value.date())
    return field.parse(value) if isinstance(value, str) else field.check(value)


def _records(book: Workbook, plan: Plan, kind: str) -> dict[str, Record]:
    sheet, declared = _sheet_of(book, kind), plan.schema.kind(kind)
    rows = list(sheet.iter_rows(min_row=3, max_col=len(declared.fields), values_only=True))
    read = [
        {field.name: _read(field, value) for field, value in zip(declared.fields, row, strict=True)}
        for row in rows
        if row[0] is not None
    ]
    return {values["id"]: declared.build(values) for values in read}


def test_every_record_comes_back_exactly(tmp_path: Path) -> None:
    plan = after(
        reference_plan(),
        Assign(template="ai_system_mid", state="HR", start=month_of(2028, 5), size=1_234.0),
    )
    book = _written(plan, tmp_path / "plan.xlsx")
    for kind in plan.schema.kinds:
        assert _records(book, plan, kind) == dict(plan.table(kind))


def test_amounts_of_any_size_come_back_exactly(tmp_path: Path) -> None:
    chance = Random(1)
    plan = plan_with(
        *(an_envelope(f"e{n}", amount_meur=round(chance.uniform(0, 1e6), 3)) for n in range(300)),
        *(a_parameter(f"p{n}", round(chance.uniform(-1e4, 1e4), 6)) for n in range(300)),
    )
    book = _written(plan, tmp_path / "plan.xlsx")
    for kind in ("envelope", "parameter"):
        assert _records(book, plan, kind) == dict(plan.table(kind))


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
    assert '"tentative,committed,selected,contracted,under_deployment,operational,retired"' in lists
    assert "'States'!$A$3:$A$12" in lists


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
    assert len(links) == len(book.sheetnames) - 1


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
    content = json.loads(first.read_text("utf-8"))
    declared = System.KIND
    given = content["system"][0]
    values = {name: _from_json(declared.field(name), value) for name, value in given.items()}
    assert declared.build(values) == a_plan().get(System, "leonardo")


def _from_json(field: Field, value: object) -> object:
    return field.parse(str(value)) if field.value_type is Type.MONTH else value


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
