# SPDX-License-Identifier: EUPL-1.2
"""Workbooks from the command line: a part of the plan out, edits back, templates for others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli import command
from planner.store.planfile import PlanFile
from tests.core.builders import a_plan
from tests.core.store.files import an_editor
from tests.core.workbook.books import edit

Run = Callable[..., str]


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, a_plan())
    return path


@pytest.fixture
def run(plan_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str, code: int = 0) -> str:
        assert command.main([*words, "--plan", str(plan_path)]) == code
        said = capsys.readouterr()
        return said.out if code == 0 else said.out + said.err

    return call


def test_a_part_of_the_plan_is_exported(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "part.xlsx"
    run("assign", "t-system", "PT", "--start", "2028")
    run("assign", "t-system", "LV", "--start", "2030")
    chosen = ("--kinds", "measure,system", "--states", "Portugal,IT", "--where", "name~super")
    run("export", str(target), *chosen)
    book = load_workbook(target)
    states = [row[4].value for row in book["Measures"].iter_rows(min_row=3)]
    assert [state for state in states if state] == ["Portugal"]
    assert "States" not in book.sheetnames


def test_a_workbook_speaks_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    run("export", str(target), "--kinds", "state", "--lang", "de")
    assert load_workbook(target).sheetnames[0] == "Deckblatt"


def test_an_edited_workbook_is_imported_as_one_step(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    run("export", str(target), "--kinds", "system")
    edit(target, lambda book: book["system"].set("leonardo", "accelerators", 4_200))
    assert "4,200" in run("import", str(target))
    last = json.loads(run("history", "--json"))
    assert "sha256" in json.dumps(last)
    assert "4,200" in run("show", "system", "leonardo")
    assert "Nothing changed" in run("import", str(target))
    run("undo")
    assert "4,000" in run("show", "system", "leonardo")


def test_what_changed_here_too_is_left_and_told(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.ods"
    run("export", str(target.with_suffix(".xlsx")), "--kinds", "system")
    run("edit", "system", "leonardo", "accelerators", "5000")
    path = target.with_suffix(".xlsx")
    edit(path, lambda book: book["system"].set("leonardo", "accelerators", 4_200))
    assert "the plan has changed too" in run("import", str(path), code=1)
    assert "5,000" in run("show", "system", "leonardo")


@pytest.mark.parametrize("words", [("template", "T2"), ("export", "--template", "t2")])
def test_an_empty_template_is_written(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    target = tmp_path / "shares.xlsx"
    run(*words, str(target))
    assert load_workbook(target)["Data"]["A1"].value == "system_id"


def test_the_templates_are_listed_with_what_the_plan_takes(run: Run) -> None:
    listed = json.loads(run("template", "--json"))
    assert [one["code"] for one in listed] == [f"T{n}" for n in range(1, 15)]
    assert listed[1]["columns"]["access_share_pct"] == "access_share"
    assert "Shares of a consortium" in run("template")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "p.xlsx", "--kinds", "rocket"), command.DOMAIN),
        (("export", "p.xlsx", "--states", "Atlantis"), command.DOMAIN),
        (("export", "p.xlsx", "--where", "colour"), command.DOMAIN),
        (("export", "p.csv", "--kinds", "state,system"), command.USAGE),
        (("template", "T15", "p.xlsx"), command.DOMAIN),
        (("template", "T1", "p.ods"), command.EXCHANGE),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], code: int) -> None:
    assert "\n" not in run(*words, code=code).strip()


def test_a_template_is_written_while_the_plan_is_open_elsewhere(
    run: Run, plan_path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "budget.xlsx"
    with an_editor(plan_path) as editor:
        assert editor.stdout is not None
        editor.stdout.readline()
        run("template", "T1", str(target))
        assert "open in another window" in run("undo", code=command.STORE)
    assert load_workbook(target)["Data"]["A1"].value == "factory_id"
