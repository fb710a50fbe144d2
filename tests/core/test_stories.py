# SPDX-License-Identifier: EUPL-1.2
"""Stories planners live through, as transcripts of the command line over a real plan file.

Each line of a story is typed as a planner would; the figures are the published ones.
"""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from planner import app
from planner.cli import command
from planner.domain.plan import Plan


class Shell:
    """A command line over one plan file, with what it has printed so far."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys

    def __call__(self, line: str, *, code: int = 0) -> str:
        """Type a line; return what was printed."""
        assert command.main([*shlex.split(line), "--plan", str(self.path)]) == code, line
        printed = self._capsys.readouterr()
        return printed.err if code else printed.out

    def ask(self, line: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Type a line and read the answer as data."""
        return json.loads(self(f"{line} --json"))

    def rules(self, about: str) -> dict[str, str]:
        """Return what the rules say about a record: the worst severity of each rule."""
        found = [one for one in self.ask("findings") if one["key"] == about and one["checkable"]]
        return {one["rule"]: one["severity"] for one in reversed(found)}

    def undo_everything(self) -> None:
        """Undo until there is nothing left to undo."""
        while command.main(["undo", "--plan", str(self.path)]) == command.OK:
            pass
        self._capsys.readouterr()

    def plan(self) -> Plan:
        """Return the plan on file."""
        with app.workspace(self.path) as opened:
            return opened.session.plan


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path / "plan.aifp", capsys)
    shell("new")
    return shell


def key_of(told: dict[str, Any]) -> str:
    """Return the key of the one record an edit has added."""
    return str(next(one["key"] for one in told["changes"] if one["change"] == "added"))


def paid_years(shell: Shell) -> list[int]:
    """Return the years in which the Dutch factory is paid."""
    found = shell.ask("budget --payments")
    (dutch,) = (group for group in found["groups"] if group["name"] == "NLAIF NL")
    years = zip(found["years"], dutch["columns"], strict=True)
    return [year for year, cell in years if cell["meur"]]


def test_the_dutch_factory_from_letters_to_hours(shell: Shell) -> None:
    seed, figures = shell.plan(), shell.ask("evaluate")

    # Two letters, one amount
    (letters,) = (c for c in shell.ask("conflicts") if c["key"] == "nlaif_aif")
    assert [side["value"] for side in letters["sides"]] == ["71.0", "70.0"]
    assert "needs its reason" in shell("settle factory nlaif_aif union_meur 1", code=3)
    told = shell("settle factory nlaif_aif union_meur 1 --reason 'the later letter'")
    assert "Settled: warning DQ-02" in told
    assert "nlaif_aif" not in shell("conflicts --json")
    assert "201 MEUR" in shell("show factory nlaif_aif")

    # The factory and who pays for it
    told = shell.ask("assign ai_system_mid NL --start 2026-10 --name NLAIF --status selected")
    nlaif = key_of(told)
    for paid_by, amount in (("union", 71), ("host_state", 70), ("region", 60)):
        shell(
            f"add contribution measure=NLAIF paid_by={paid_by} year=2026 commitment_meur={amount}"
        )
    groups = shell.ask("budget")["groups"]
    (dutch,) = (group for group in groups if group["name"] == "NLAIF NL")
    assert dutch["total"] == {"meur": 201.0, "open": False}
    rules = shell.rules(nlaif)
    assert not {"FIN-01", "FIN-02", "FIN-03", "FIN-04"} & set(rules)
    assert rules["FIN-20"] == "info"
    assert "35.3 %" in shell("findings --rule FIN-20")

    # Hours
    assert "Union 35.3 %, national 64.7 %" in shell("access --machine NLAIF")
    told = shell("add time_share measure=NLAIF access_share=0.5")
    assert "New: error ACC-01" in told
    assert "Article 17(1)" in told
    assert "None" not in told
    shell("undo")
    quarter = shell("access --machine NLAIF --of-total 0.25")
    assert "25 % of all time is 38.65 % of the national share" in quarter

    # The data centre
    assert shell.rules(nlaif)["DCA-01"] == "warning"
    shell("set-status NLAIF contracted")
    assert shell.rules(nlaif)["DCA-01"] == "error"
    told = shell(
        "add data_centre name=Candidate state=NL measure=NLAIF distance_km=30 link_gbps=100"
        " data_spaces=health"
    )
    assert "Settled: error DCA-01" in told
    assert "DCA-02" not in told
    (centre,) = (c for c in shell.ask("centres")["centres"] if c["machine"] == nlaif)
    assert (centre["distance_km"], centre["branch"]) == (30, "near")

    # The people
    told = shell("assign master_cohort NL --start 2027-09 --size 120 --name Course")
    assert "Settled: warning TAL-01" in told or "Settled: error TAL-01" in told
    (state,) = shell.ask("people --state NL --month 2029-06")
    assert state["seats"] == 120

    # Nine months later
    assert paid_years(shell) == [2026, 2028]
    assert "Start Oct 2026 → Jul 2027" in shell("move NLAIF --start 2027-07")
    assert paid_years(shell) == [2027, 2028, 2029]

    # Everything back
    shell.undo_everything()
    assert shell.plan() == seed
    assert shell.ask("evaluate") == figures


def test_the_board_the_auditor_and_the_journalist(shell: Shell, tmp_path: Path) -> None:
    # A contract in the wrong unit
    told = shell("edit system mn5_ai_upgrade cost_meur 1.29")
    assert "New: warning FIN-19" in told
    assert "129 MEUR would be usual" in told
    shell("undo")

    # What the Board sees
    budget = shell.ask("budget")
    year = next(n for n, column in enumerate(budget["years"]) if column == 2026)
    assert budget["columns"][year]["meur"] == 971.56
    sources = shell.ask("budget --by source")
    union = [g["columns"][year]["meur"] for g in sources["groups"] if "Union" in g["name"]]
    assert sum(union) == 485.78
    now = {row["key"]: row["current"]["value"] for row in shell.ask("values")}
    months = ("contract_months_shortest", "contract_months_longest", "contract_months_mean")
    assert tuple(now[key] for key in months) == (13.5, 20.7, 16.9)
    assert (now["factories_count"], now["contracts_2026"], now["ai_systems_running"]) == (19, 6, 0)

    # LUMI goes before its successor comes
    told = shell.ask("edit system lumi_ai accepted 2028-10")
    (gap,) = (f for f in told["new_findings"] if f["rule"] == "CAP-02")
    assert gap["facts"]["gap_months"] == 9
    assert gap["facts"]["lost_hours_per_month"] == pytest.approx(3.70e6, rel=2e-3)
    assert gap["facts"]["lost_hours"] == pytest.approx(33.3e6, rel=2e-3)
    bridged = shell("edit system lumi retired 2028-07")
    assert "In these 3 months" in bridged
    assert "Settled: warning CAP-02" in shell("edit system lumi retired 2028-10")

    # The auditor
    then = "--as-of 2026-01-01"
    assert "Jul 2027" in shell(f"show system lumi_ai {then}")
    assert "Jan 2028" in shell(f"show system lumi {then}")
    asked = ("evaluate", "findings", "budget", "access", "people", "equity", "power", "values")
    answers = [shell.ask(f"{verb} {then}") for verb in asked]
    assert "cannot be edited" in shell(f"chips --delay nvidia=3 {then}", code=3)
    for _edit in range(3):
        shell("undo")
    assert [shell.ask(verb) for verb in asked] == answers

    # The journalist
    assert shell.ask("equity")["without_link"] == ["HR"]
    assert shell.ask("equity")["without_node"] == ["DK", "EE", "HR", "PT"]
    assert "New AI-optimised supercomputers in operation" in shell("values")
    target = tmp_path / "plan.xlsx"
    shell(f"export {shlex.quote(str(target))}")
    assert target.stat().st_size > 0


def test_denmark_has_no_factory_and_plans_one(shell: Shell) -> None:
    before = shell.ask("evaluate")["headlines"]
    assert "Denmark" in shell("evaluate")

    told = shell.ask("assign ai_system_mid DK --start 2027-06 --name Gefion-AI --status committed")
    key = key_of(told)
    assert {"DCA-01", "TAL-01"} <= {finding["rule"] for finding in told["new_findings"]}
    share = shell.ask("access --machine Gefion-AI")
    assert share["union_share"] == pytest.approx(0.5)
    shell("add site name=Risø state=DK grid_mw=1 pue=1.1 measures=" + key)
    power = shell.ask("power --state DK --year 2030")
    (site,) = power["sites"]
    assert site["excess_mw"] > 0
    assert "ENE-02" in {one["rule"] for one in shell.ask("findings")}
    shell(f"resize {key} 400")
    assert shell.ask("power --state DK --year 2030")["sites"][0]["excess_mw"] <= 0

    shell("assign data_centre DK --start 2027-06 --distance 12")
    shell("assign master_cohort DK --start 2027-09 --size 60")
    assert not {"DCA-01", "TAL-01", "DCA-02"} & set(shell.rules(key))
    after = shell.ask("evaluate")["headlines"]
    assert set(after["covered"]) - set(before["covered"]) == {"DK"}
    assert after["union_committed_meur"] > before["union_committed_meur"]
    assert "DK" not in shell.ask("equity")["without_node"]
