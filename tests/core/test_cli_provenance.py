# SPDX-License-Identifier: EUPL-1.2
"""The command line tells where numbers come from, settles conflicts and looks into the past."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.reference.seed import reference_plan
from planner.store.planfile import PlanFile
from tests.core.test_cli import Run


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, reference_plan())
    return path


def test_a_number_is_traced_down_to_its_sources(run: Run) -> None:
    said = run("trace", "network", "union_committed")
    assert "Netherlands · Union money committed: 71 m€" in said
    assert "Source: NL AI Factory funding: Dutch Brief, IO+, CISO Community" in said


def test_a_conflict_is_listed_settled_and_undone(run: Run) -> None:
    listed = run("conflicts")
    cell = ("factory", "nlaif_aif", "union_meur")
    assert "NL AI Factory (NLAIF) · Union contribution" in listed
    assert " ".join(cell) in listed
    assert "needs its reason" in run("settle", *cell, "2", code=3)
    said = run("settle", *cell, "2", "--reason", "letter of the ministry")
    assert "Union contribution 71 m€ → 70 m€" in said
    assert "Settled: warning DQ-02" in said
    assert "nlaif" not in run("conflicts", "--json")
    run("undo")
    (found,) = (one for one in json.loads(run("conflicts", "--json")) if one["key"] == "nlaif_aif")
    assert [side["value"] for side in found["sides"]] == ["71.0", "70.0"]


def test_another_source_can_be_cited(run: Run) -> None:
    cell = ("factory", "czai_aif", "union_meur")
    run("cite", *cell, "25", "--source", "A later report", "--year", "2026")
    said = run("trace", *cell)
    assert "Another source: 25 m€: A later report, 2026, low confidence" in said
    assert "Conflict: open" in said


def test_three_values_stand_beside_each_other(run: Run) -> None:
    (row,) = (
        one for one in json.loads(run("values", "--json")) if one["key"] == "union_ceiling_meur"
    )
    assert (row["framework_2024"]["value"], row["current"]["value"]) == (3_081.3, 4_122.3)
    assert (row["current"]["confidence"], row["scenario"]["value"]) == ("low", 4_122.3)


def test_low_confidence_and_assumptions_are_marked(run: Run) -> None:
    said = run("show", "system", "jupiter")
    assert "50.905 ° ~" in said
    assert "~ low confidence   * assumption" in said


def test_the_plan_of_a_past_day_is_shown_and_exported(run: Run, tmp_path: Path) -> None:
    run("edit", "system", "jupiter", "power_mw", "18")
    then = run("show", "system", "jupiter", "--as-of", "2026-01-01")
    assert "power_mw IT power 17 MW" in " ".join(then.split())
    target = tmp_path / "then.json"
    run("export", str(target), "--as-of", "2026-01-01")
    systems = {row["id"]: row for row in json.loads(target.read_text("utf-8"))["system"]}
    assert systems["jupiter"]["power_mw"] == 17.0
    assert "committed" in run("evaluate", "--as-of", "2026-01-01")


def test_an_edit_on_a_past_day_is_refused_and_changes_nothing(run: Run) -> None:
    words = ("edit", "system", "jupiter", "power_mw", "18", "--as-of", "2026-01-01")
    assert "cannot be edited" in run(*words, code=3)
    assert "17 MW" in run("show", "system", "jupiter")


def test_a_workbook_marks_doubtful_cells_and_names_their_sources(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    run("export", str(target))
    sheet = load_workbook(target)["Systems"]
    heads = {cell.value: cell.column for cell in sheet[1] if cell.value}
    row = next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, 1).value == "jupiter")
    assert sheet.cell(row, heads["latitude"]).font.italic
    assert sheet.cell(row, heads["latitude"]).fill.fill_type == "lightUp"
    assert not sheet.cell(row, heads["cost_meur"]).font.italic
    told = {cell.value: cell.column for cell in sheet[2]}
    assert sheet.cell(1, told["Sources"]).value is None
    sources = str(sheet.cell(row, told["Sources"]).value).split("; ")
    at = next(n for n, words in enumerate(sources) if "RWTH DBIS JAIF page" in words)
    assert "Cost" in sources[at].partition(":")[0].split(", ")
    trust = str(sheet.cell(row, told["Confidence"]).value).split("; ")
    assert trust[at].endswith("confidence")


def test_a_workbook_takes_the_headline_money_apart(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    run("export", str(target))
    rows = list(load_workbook(target)["Derivation"].iter_rows(min_row=2, values_only=True))
    committed = [row for row in rows if row[0] == "Union money committed"]
    headlines = json.loads(run("evaluate", "--json"))["headlines"]
    total = sum(float(str(row[3])) for row in committed)
    assert total == pytest.approx(headlines["union_committed_meur"])
    (nl,) = (row for row in committed if row[1] == "Netherlands")
    assert (nl[2], nl[3], str(nl[4])[:21]) == ("NL AI Factory", 71, "NL AI Factory funding")
