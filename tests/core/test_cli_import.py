# SPDX-License-Identifier: EUPL-1.2
"""A table from elsewhere is imported from the command line, with questions and mistakes said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner import app
from planner.cli import command, is_verb
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.store.planfile import PlanFile
from planner.workbook.exporting import export
from tests.core.builders import a_plan

Run = Callable[..., str]
TABLE = (
    "Name;Land;Status;Kosten [Mio. €]\nLeonardo;Italien;in Betrieb;240,5\nNeu;DE;ausgewählt;8,5\n"
)


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, a_plan())
    return path


@pytest.fixture
def run(plan_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Import a file, expect an exit code, return what was printed."""

    def call(file: Path, *words: str, code: int = 0) -> str:
        arguments = ["import", str(file), *words, "--plan", str(plan_path)]
        assert command.main(arguments) == code
        printed = capsys.readouterr()
        return printed.err or printed.out

    return call


def _plan(path: Path) -> Plan:
    with app.workspace(path) as opened:
        return opened.session.plan


def _file(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_taken_over_in_one_step_and_only_once(
    run: Run, plan_path: Path, tmp_path: Path
) -> None:
    file = _file(tmp_path, TABLE)
    dry = run(file, "--dry-run")
    assert "D “Kosten [Mio. €]” [mio. €] → Cost (by its name)" in dry
    assert "2 rows: 1 new, 1 changed" in dry
    assert "    Cost unknown → 240.5 m€" in dry
    assert "Nothing was changed." in dry
    assert len(_plan(plan_path).of(System)) == 1

    said = run(file)
    assert "Import from table.csv (rows: 2)" in said
    systems = {system.name: system for system in _plan(plan_path).of(System).values()}
    assert (systems["Leonardo"].cost_meur, systems["Neu"].state) == (240.5, "DE")

    assert "2 rows: 2 unchanged" in run(file)
    assert command.main(["undo", "--plan", str(plan_path)]) == 0
    assert _plan(plan_path) == a_plan()


def test_what_has_to_be_answered_is_asked_with_how_to_answer(
    run: Run, plan_path: Path, tmp_path: Path
) -> None:
    file = _file(tmp_path, TABLE.replace("240,5", "1.240").replace("8,5", "8"))
    said = run(file, code=1)
    assert "Which sign is the decimal mark in numbers such as “1.240”?" in said
    assert "--decimal ,: comma, as in 1.234,5" in said
    assert _plan(plan_path) == a_plan()
    run(file, "--decimal", ",")
    assert _plan(plan_path).of(System)["leonardo"].cost_meur == 1_240


def test_mistakes_are_left_out_listed_and_marked(run: Run, plan_path: Path, tmp_path: Path) -> None:
    file = _file(tmp_path, TABLE.replace("Italien", "Itaalien"))
    marked = tmp_path / "marked.xlsx"
    said = run(file, "--errors", str(marked), code=1)
    assert "B2: “Itaalien” is no state known here." in said
    assert "Did you mean “Italien”?" in said
    assert "Import from table.csv (rows: 1)" in said
    assert load_workbook(marked).sheetnames == ["Mistakes", "table"]
    assert len(_plan(plan_path).of(System)) == 2


def test_columns_units_and_values_can_be_given(run: Run, plan_path: Path, tmp_path: Path) -> None:
    file = _file(tmp_path, "Maschine X;Wo;Preis\nNeu;DE;8500\n")
    words = ("--kind", "system", "--header", "1", "--map", "A=name", "--map", "Wo=state")
    more = ("--map", "C=cost_meur", "--unit", "C=T€", "--set", "status=selected")
    run(file, *words, *more)
    systems = {system.name: system for system in _plan(plan_path).of(System).values()}
    assert (systems["Neu"].cost_meur, systems["Neu"].status) == (8.5, "selected")


def test_only_new_rows_can_be_taken(run: Run, plan_path: Path, tmp_path: Path) -> None:
    run(_file(tmp_path, TABLE), "--accept", "new")
    assert _plan(plan_path).of(System)["leonardo"].cost_meur is None
    assert len(_plan(plan_path).of(System)) == 2


def test_the_answer_in_json_holds_rows_and_mistakes(run: Run, tmp_path: Path) -> None:
    file = _file(tmp_path, TABLE.replace("DE", "Freedonia"))
    told = json.loads(run(file, "--json", "--dry-run", code=1))
    assert told["counts"] == {"changed": 1, "refused": 1}
    assert told["troubles"][0]["cell"] == "B3"
    assert told["rows"][0]["cells"]["cost_meur"] == {"old": None, "new": 240.5}


def test_a_workbook_of_ours_comes_back_as_what_was_changed_in_it(
    run: Run, plan_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ours.xlsx"
    with app.workspace(plan_path) as opened:
        export(opened.session, file)
    assert "Nothing changed: the plan says so already." in run(file)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--sheet", "Other"), 5, "There is no sheet “Other”. There are: table."),
        (("--map", "Z=name"), 2, "There is no column “Z”. There are: A (Name), B (Land)"),
        (("--map", "A=nothing"), 3, "has no field named “nothing”."),
        (("--map", "A"), 2, "is not of the form field=value."),
    ],
)
def test_a_choice_that_fits_nothing_is_said(
    run: Run, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run(_file(tmp_path, TABLE), *words, code=code)


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    assert "There is no file" in run(tmp_path / "none.xlsx", code=5)


def test_import_is_a_verb() -> None:
    assert is_verb(["import", "table.csv"])
