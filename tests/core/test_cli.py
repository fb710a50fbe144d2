# SPDX-License-Identifier: EUPL-1.2
"""The command line makes the same edits as the window, says them, and answers with exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app, cli
from planner.cli import command
from planner.cli.verbs import VERBS
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.store.planfile import PlanFile
from tests.architecture.sources import ROOT
from tests.core.builders import a_plan

Run = Callable[..., str]


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, a_plan())
    return path


def _plan(path: Path) -> Plan:
    with app.workspace(path) as opened:
        return opened.session.plan


def _only_measure(path: Path) -> Measure:
    (measure,) = _plan(path).of(Measure).values()
    return measure


def test_assign_move_resize_commit_and_remove(run: Run, plan_path: Path) -> None:
    said = run("assign", "t-system", "Portugal", "--start", "2028-03", "--size", "1200")
    assert "Assign A AI-optimised supercomputer to Portugal for Mar 2028" in said
    measure = _only_measure(plan_path)
    assert (measure.state, measure.start, measure.accelerators) == ("PT", month_of(2028, 3), 1200)

    assert "Start Mar 2028 → Jan 2029" in run("move", measure.id[-6:], "--start", "2029")
    assert "Accelerators 1,200 → 800" in run("resize", measure.name, "800")
    assert "Status tentative → committed" in run("set-status", measure.id, "committed")
    assert "Power usage effectiveness unknown → 1.2" in run(
        "edit", "measure", measure.id, "pue", "1.2"
    )
    assert "added measure" in run("duplicate", measure.id, "--to", "AT")
    assert "removed measure" in run("remove", "measure", measure.id)
    assert _only_measure(plan_path).state == "AT"


def test_new_findings_are_told_with_the_edit_that_made_them(run: Run) -> None:
    said = run("assign", "t-system", "IT", "--start", "2028", "--status", "committed")
    assert "New: warning TAL-01: Italy" in said
    assert "Settled: warning TAL-01: Italy" in run(
        "assign", "t-master_cohort", "IT", "--start", "2028"
    )


def test_an_upgrade_takes_the_only_system_or_the_one_named(run: Run, plan_path: Path) -> None:
    run("assign", "t-upgrade", "IT", "--start", "2028")
    assert _only_measure(plan_path).base_system == "leonardo"
    refused = run("assign", "t-upgrade", "PT", "--start", "2028", code=command.DOMAIN)
    assert refused.startswith("Portugal has no system to upgrade.")
    run("assign", "t-data_centre", "FR", "--start", "2028", "--base", "Leonardo")


def test_undo_and_redo_outlive_the_program(run: Run, plan_path: Path) -> None:
    run("assign", "t-antenna", "PT", "--start", "2028", "--reason", "asked by the board")
    before = _plan(plan_path)
    run("undo")
    assert _plan(plan_path) == a_plan()
    run("redo")
    assert _plan(plan_path) == before
    assert run("redo", code=command.DOMAIN) == "There is nothing to redo.\n"
    told = run("history")
    assert "asked by the board" in told
    assert "Undo: Assign A AI factory antenna to Portugal for Jan 2028" in told


def test_history_names_what_is_no_longer_in_the_plan(run: Run) -> None:
    run("assign", "t-antenna", "PT", "--start", "2028", "--name", "Iris")
    run("move", "Iris", "--start", "2029")
    run("remove", "measure", "Iris")
    told = run("history")
    assert "Move Iris to Jan 2029" in told
    assert "Remove Iris" in told


def test_any_kind_of_record_can_be_added_shown_and_removed(run: Run, plan_path: Path) -> None:
    run("add", "system", "id=vega", "name=Vega", "state=austria", "status=operational", "pue=1.1")
    assert _plan(plan_path).record("system", "vega").state == "AT"  # type: ignore[attr-defined]  # it is a system
    assert "Vega" in run("show", "system")
    assert "Power usage effectiveness" in run("show", "system", "vega")
    run("edit", "system", "vega", "pue", "unknown")
    assert _plan(plan_path).record("system", "vega").pue is None  # type: ignore[attr-defined]  # it is a system
    run("remove", "system", "Vega")
    assert "vega" not in _plan(plan_path).table("system")


def test_json_says_what_changed(run: Run) -> None:
    answer = json.loads(run("assign", "t-system", "PT", "--start", "2028-03", "--json"))
    (change,) = answer["changes"]
    assert change["change"] == "added"
    assert change["fields"]["start"] == {"old": None, "new": "2028-03"}
    years = json.loads(run("evaluate", "--json"))["years"]
    assert [year["year"] for year in years] == list(range(2021, 2036))
    assert years[-5]["capacity_ef"]["tentative"] > 0


def test_evaluate_prints_headlines_and_a_row_for_each_year(run: Run) -> None:
    told = run("evaluate").splitlines()
    assert told[0].startswith("Union money: 0 of unknown MEUR") or "4,122.3" in told[0]
    assert [line[:4] for line in told if line[:4].isdigit()] == [str(y) for y in range(2021, 2036)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], command.USAGE),
        (["fly"], command.USAGE),
        (["assign", "t-system"], command.USAGE),
        (["resize", "m"], command.USAGE),
        (["add", "system", "name"], command.USAGE),
        (["export", "systems.csv"], command.USAGE),
        (["assign", "t-system", "PT", "--start", "soon"], command.DOMAIN),
        (["assign", "t-system", "PT", "--start", "2028", "--size", "many"], command.DOMAIN),
        (["assign", "t-system", "PT", "--start", "2028", "--size", "0.2"], command.DOMAIN),
        (["assign", "nothing", "PT", "--start", "2028"], command.DOMAIN),
        (["assign", "t-system", "Atlantis", "--start", "2028"], command.DOMAIN),
        (["edit", "system", "leonardo", "colour", "red"], command.DOMAIN),
        (["edit", "system", "leonardo", "status", "flying"], command.DOMAIN),
        (["edit", "system", "leonardo", "power_mw", "-5"], command.DOMAIN),
        (["remove", "state", "IT"], command.DOMAIN),
        (["undo"], command.DOMAIN),
        (["export", "plan.odt"], command.EXCHANGE),
        (["export", "nowhere/plan.xlsx"], command.EXCHANGE),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, plan_path: Path, words: list[str], code: int
) -> None:
    said = run(*words, code=code)
    assert said.count("\n") == 1
    assert said.endswith(".\n")
    assert _plan(plan_path) == a_plan()


def test_an_error_in_json_is_an_object(run: Run) -> None:
    answer = json.loads(run("undo", "--json", code=command.DOMAIN))
    assert answer["error"]["code"] == "nothing_to_undo"


def test_a_name_that_fits_twice_is_asked_for(run: Run, plan_path: Path) -> None:
    for _time in range(2):
        run("assign", "t-antenna", "PT", "--start", "2028", "--name", "Iris")
    said = run("remove", "measure", "Iris", code=command.DOMAIN)
    for key in _plan(plan_path).of(Measure):
        assert f"[{key[-6:]}]" in said


def test_a_plan_that_is_not_there_is_a_store_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "no.aifp"
    assert command.main(["show", "--plan", str(missing)]) == command.STORE
    assert capsys.readouterr().err.startswith(f"There is no file {missing}.")
    assert not missing.exists()


def test_a_new_plan_holds_the_network_and_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.aifp"
    assert command.main(["new", "--plan", str(path)]) == 0
    assert len(_plan(path).table("system")) == 35 + 8  # quantum computers
    before = path.read_bytes()
    assert command.main(["create", "--plan", str(path)]) == command.STORE
    assert "exists already" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", ["LV", "latvia", "Lettland", "Latvija", "Łotwa"])
def test_a_state_may_be_named_in_any_official_language(run: Run, words: str) -> None:
    assert '"LV"' in run("show", "state", words, "--json")


def test_german_is_spoken_when_asked_for(run: Run) -> None:
    assert "Es gibt nichts rückgängig zu machen." in run(
        "undo", "--lang", "de", code=command.DOMAIN
    )
    assert "Mitgliedstaaten" in run("--lang", "de", "evaluate")
    assert "Lettland" in run("states", "--lang", "de")
    assert "Es fehlt noch: STAAT" in run("assign", "t-link", "--lang", "de", code=command.USAGE)


def test_french_is_spoken_when_asked_for(run: Run) -> None:
    assert "Il n’y a rien à annuler." in run("undo", "--lang", "fr", code=command.DOMAIN)
    assert "États membres" in run("--lang", "fr", "evaluate")
    assert "Lettonie" in run("states", "--lang", "fr")
    wanted = "Il manque encore\N{NO-BREAK SPACE}: ÉTAT"
    assert wanted in run("assign", "t-link", "--lang", "fr", code=command.USAGE)


def test_a_verb_is_told_from_a_file_to_open() -> None:
    assert tuple(verb.name for verb in VERBS) == cli.VERB_NAMES
    assert all(cli.is_verb([word]) for verb in VERBS for word in verb.also)
    assert cli.is_verb(["--plan", "plan.aifp", "history"])
    assert cli.is_verb(["--help"])
    assert cli.is_verb(["--plan", "plan.aifp", "hsitory"])
    assert not cli.is_verb([])
    assert not cli.is_verb(["plan.aifp", "--lang", "de"])


def test_a_window_starts_without_store_and_workbook() -> None:
    loaded = "import sys, planner.cli; print('openpyxl' in sys.modules, 'sqlite3' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "False"]


def test_every_verb_helps_and_fields_come_from_the_declaration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for verb in VERBS:
        assert command.main([verb.name, "--help"]) == 0
    capsys.readouterr()
    assert command.main(["add", "accelerator", "--help"]) == 0
    told = capsys.readouterr().out
    assert "IT power: number, [kW], 0 or more (unknown)" in told


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.json", "tables"])
def test_exports_land_where_asked(run: Run, tmp_path: Path, name: str) -> None:
    said = run("export", str(tmp_path / name))
    assert str(tmp_path / name) in said
    assert (tmp_path / name).exists()


def test_one_kind_goes_into_one_csv(run: Run, tmp_path: Path) -> None:
    run("export", str(tmp_path / "systems.csv"), "system")
    assert "leonardo" in (tmp_path / "systems.csv").read_text("utf-8")


def test_a_source_stands_beside_its_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.aifp"
    app.create_plan(path)
    assert command.main(["show", "state", "HR", "--plan", str(path)]) == 0
    line = next(row for row in capsys.readouterr().out.splitlines() if "population_m" in row)
    assert "confidence" in line
