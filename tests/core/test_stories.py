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
        """Undo until there is nothing left to undo: typed once, then in one sitting."""
        self("undo")
        with app.workspace(self.path) as opened:
            while opened.session.next_undo is not None:
                opened.session.undo()

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
    assert "201 m€" in shell("show factory nlaif_aif")

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
    sheet = shell.ask("report state NL")["sections"]["balance"]["blocks"]
    seen = {one["label"]: one["words"] for block in sheet for one in block["figures"]}
    assert seen["Own money committed"] == "140 m€"  # by the agreement, and by what was entered
    agreed = shell.path.with_name("agreed.aifp")
    agreed.write_bytes(shell.path.read_bytes())
    assert "Start Oct 2026 → Jul 2027" in shell("move NLAIF --start 2027-07")
    assert paid_years(shell) == [2027, 2028, 2029]
    note = shell(f"report change {shlex.quote(str(agreed))}")
    assert "Moved: NLAIF +9 months [1]." in note
    assert "Payments move: 2026: -60.3 m€; 2027: +60.3 m€" in note

    # Everything back
    shell.undo_everything()
    assert shell.plan() == seed
    assert shell.ask("evaluate") == figures


def test_the_board_the_auditor_and_the_journalist(shell: Shell, tmp_path: Path) -> None:
    # A contract in the wrong unit
    told = shell("edit system mn5_ai_upgrade cost_meur 1.29")
    assert "New: warning FIN-19" in told
    assert "129 m€ would be usual" in told
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

    contracts = shell.ask("report board")["sections"]["contracts"]["blocks"][0]["figures"]
    assert [one["value"] for one in contracts[:3]] == [971.56, 485.78, 16.9]
    assert contracts[3]["note"] == "+24 % over the 2,100 m€ of January 2024"

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
    running = shell.ask("report journalist")["sections"]["running"]["blocks"][0]["figures"]
    assert [one["value"] for one in running] == [19, 6, 0, 10]
    assert all(one["source"] for one in running)
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


def test_the_latvian_language_model_at_the_single_contact_point(shell: Shell) -> None:
    case = "'A Latvian language model'"
    shell("add organisation name=Developer type=sme state=LV legal_entity=LV-1 staff=120")

    # Intake to ranked proposal is one line
    told = shell.ask(
        f"desk intake name={case} organisation=Developer applicant=sme state=LV language=German"
        " need=algorithm sector='Language technology' stack=cuda hours_estimated=2000000"
        " received=2026-10-09 owner=Desk cut_off=2026-10-16"
    )
    assert told["mode"] == "large_scale"
    lumi, leonardo, marenostrum = told["ranking"][:3]
    assert [one["system"] for one in (lumi, leonardo, marenostrum)] == [
        "lumi",
        "leonardo",
        "marenostrum5",
    ]
    assert all(len(one["reasons"]) >= 3 for one in told["ranking"])
    reasons = {one["aspect"]: one["code"] for one in lumi["reasons"]}
    assert (reasons["link"], reasons["sector"]) == ("antenna", "sector")
    assert (lumi["needs_porting"], leonardo["needs_porting"]) == (True, False)
    assert (lumi["high_load"], leonardo["high_load"]) == (False, True)
    assert reasons["load"] == "load_unit"

    # LUMI with porting support, and Leonardo as its fallback
    shell(
        "add support_service name=Porting kind=programming factory=lumi_aif scope=union stack=rocm"
    )
    assert "plan porting with Porting" in shell(f"desk rank {case}")
    sheet = shell(f"desk hand-over {case} --rank 1 --why 'antenna and sector; ported there'")
    assert "RTE-03" in sheet
    assert "Latvian AI Factory Antenna (10 Oct 2026)" in sheet

    # Two million hours need their unit
    request = key_of(shell.ask(f"desk request {case}"))
    (row,) = shell.ask("ledger")["requests"]
    assert (row["must_say_unit"], row["union_share"]) == (True, None)
    assert "ACC-10" in shell.rules(request)
    shell(f"edit allocation {request} unit gcd")
    assert shell.ask("ledger")["requests"][0]["union_share"] == pytest.approx(0.0225, abs=5e-5)
    shell(f"edit allocation {request} unit module")
    assert shell.ask("ledger")["requests"][0]["union_share"] == pytest.approx(0.045, abs=1e-4)
    assert not {"ACC-10", "MOD-01", "MOD-04", "MOD-10"} & set(shell.rules(request))
    assert shell.plan().record("allocation", request).fallback == "leonardo"  # type: ignore[attr-defined]  # an allocation
    time = shell.ask(f"access --machine lumi --year {2026}")["machines"][0]
    assert time["union_hours"] == pytest.approx(11_912 * 8_760 * 0.85 * 0.5, rel=1e-3)

    # The clock
    clock = shell.ask("ledger")["requests"][0]["clock"]
    assert (clock["due"], clock["amber_day"], clock["most"]) == ("2026-10-30", "2026-10-28", 10)
    shell("edit parameter as_of_day value 28")
    assert shell.ask("ledger")["requests"][0]["clock"]["light"] == "amber"
    assert shell.rules(shell.ask("desk")[0]["id"])["MOD-08"] == "warning"

    # No hours without proof
    shell(f"desk decide {case} --hours 2000000 --day 2026-10-30")
    assert shell.rules(request)["ETH-01"] == "error"
    told = shell(
        f"desk proof {case} name='Pledge 17' kind=ai_pact pillar=pledge joined=2026-10-09"
        " expires=2027-10-09 governance=yes mapping=yes literacy=yes"
    )
    assert "Settled: error ETH-01" in told
    assert "report due on 9 Oct 2027" in shell(f"desk sheet {case}")
    assert shell.ask("ledger")["requests"][0]["clock"]["light"] == "done"

    # A commercial contract beside it
    told = shell(
        "add allocation name=Contract system=lumi mode=commercial pool=commercial unit=module"
        " hours_awarded=8900000 price_eur_per_hour=2 first_month=2026-01 months=12"
    )
    assert "New: error ACC-05" in told
    assert "8,900,000" in told
    assert "8,869,675" in told
    shell("undo")

    # Sent on, closed, and told by the history; undo takes steps back one by one
    shell(f"desk hand-over {case} --rank 2 --why 'porting takes too long' --day 2026-11-04")
    assert [one["factory"] for one in shell.ask(f"desk log {case}")] == ["lumi_aif", "it4lia_aif"]
    shell(f"desk close {case} --outcome 'Model trained'")
    assert shell.ask("desk")[0]["outcome"] == "Model trained"
    assert "Hand “A Latvian language model” over" in shell("history")
    shell("undo")
    assert shell.ask("desk")[0]["outcome"] is None


def test_a_case_goes_nowhere_without_a_ranking(shell: Shell) -> None:
    shell("add desk_case name=Empty")
    assert "Rank it first" in shell("desk hand-over Empty", code=3)
    assert "hand it over first" in shell("desk request Empty", code=3)
    assert "Empty" in shell("desk list")
