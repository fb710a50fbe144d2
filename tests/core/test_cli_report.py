# SPDX-License-Identifier: EUPL-1.2
"""Pages from the command line: read, as data, as a table, and handed to whoever prints them."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner import cli
from planner.cli.output import Paper
from planner.reference.seed import reference_plan
from planner.store.planfile import PlanFile
from tests.core.test_cli import Run


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.aifp"
    PlanFile.create(path, reference_plan())
    return path


@pytest.fixture
def plan_path(pattern: Path, tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    path.write_bytes(pattern.read_bytes())
    return path


def test_the_press_page_says_what_runs_and_names_its_sources(run: Run) -> None:
    said = run("report", "journalist")
    assert "New AI-optimised machines operating   0" in said
    assert "Selected: Chosen in a call" in said
    assert "[1] Computed: count (AI Factory France" in said


def test_a_state_is_named_as_people_do(run: Run) -> None:
    assert "State sheet: Croatia" in run("report", "state", "Croatia")
    assert "What the page is about" not in run("report", "state", "HR")


def test_a_page_is_data_with_value_unit_and_source(run: Run) -> None:
    told = json.loads(run("report", "board", "--json"))
    (figures, *_rest) = told["sections"]["contracts"]["blocks"]
    total = figures["figures"][0]
    assert (total["value"], total["unit"]) == (971.56, "MEUR")
    assert total["source"].startswith("Computed: sum.")


def test_its_figures_are_written_as_a_table(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "board.xlsx"
    run("report", "board", "--table", str(target))
    rows = list(load_workbook(target)["Board page"].iter_rows(values_only=True))
    found = {row[1]: row[3] for row in rows[1:]}
    assert found["Union’s part of them"] == 485.78
    assert found["LUMI-AI: Signed"] == "2026-08"


def test_it_speaks_the_language_asked_for(run: Run) -> None:
    assert "971,56" in run("report", "board", "--lang", "de")


def test_a_past_day_is_shown_as_it_stood(run: Run, plan_path: Path) -> None:
    run("edit", "system", "lumi_ai", "union_meur", "217.43")
    assert "217.43" in run("report", "board")
    assert "217.43" not in run("report", "board", "--as-of", "2026-01-01")
    assert plan_path.exists()


def test_a_change_is_told_since_the_beginning_or_against_another_file(
    run: Run, pattern: Path
) -> None:
    assert "Nothing: both hold the same." in run("report", "change")
    run("edit", "system", "lumi_ai", "accepted", "2028-10")
    assert "Moved: LUMI-AI +15 months" in run("report", "change")
    assert "Moved: LUMI-AI +15 months" in run("report", "change", str(pattern))


def test_a_scenario_is_compared_with_the_plan_it_came_from(run: Run) -> None:
    run("scenario", "branch", "slip")
    run("edit", "system", "lumi_ai", "accepted", "2028-04", "--scenario", "slip")
    assert "Moved: LUMI-AI +9 months" in run("report", "change", "--scenario", "slip")
    assert "Moved: LUMI-AI −9 months" in run("report", "change", "#slip")


def test_a_state_sheet_without_a_state_is_not_understood(run: Run) -> None:
    assert "ABOUT" in run("report", "state", code=2)


def test_questions_are_listed_with_where_they_are_answered(run: Run) -> None:
    said = run("report", "questions")
    assert "Is every Union euro matched?" in said
    assert "board · matched" in said


def test_paper_is_handed_to_who_prints(plan_path: Path, tmp_path: Path) -> None:
    printed: list[Paper] = []
    target = tmp_path / "board.pdf"
    words = ["report", "board", "--pdf", str(target), "--plan", str(plan_path)]
    assert cli.main(words, printer=printed.append) == 0
    (paper,) = printed
    assert (paper.sheet.name, paper.path) == ("board", target)
    assert paper.notes.notes


def test_without_a_printer_it_is_said_that_nothing_was_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "board.pdf"
    assert "was not written" in run("report", "board", "--pdf", str(target), code=5)
    assert not target.exists()


def test_paper_that_cannot_be_written_is_one_sentence(
    plan_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_paper: Paper) -> None:
        raise OSError

    words = ["report", "board", "--pdf", str(tmp_path / "b.pdf"), "--plan", str(plan_path)]
    assert cli.main(words, printer=refuse) == 5
    assert "could not be written" in capsys.readouterr().err
