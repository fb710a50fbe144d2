# SPDX-License-Identifier: EUPL-1.2
"""Draft, submitted, approved: signed entries that show every later change."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner import app
from planner.cli import command
from planner.domain.commands import EditField
from planner.domain.errors import DomainError
from planner.domain.records.approvals import Approval, ApprovalStatus
from planner.domain.records.assurance import Override
from planner.domain.schema import Record
from planner.engine.rules.submission import submission
from planner.engine.stages import evaluate
from planner.exchange.approvals import Validity, Verdict, declare, said_at, status_of, verdicts
from planner.exchange.keys import Signer
from planner.merging import carry_out, preview_merge
from planner.scenarios import Scenarios
from planner.store.planfile import PlanFile
from tests.core.builders import a_contribution, a_measure, a_system, an_envelope, plan_with

SUBMITTED, APPROVED = ApprovalStatus.SUBMITTED, ApprovalStatus.APPROVED


def ready(*records: Record) -> list[Record]:
    """Return records, with an override for every error they bring."""
    plan = plan_with(*records)
    blocking = submission(plan, evaluate(plan)).blocking
    accepted = {(found.rule, found.kind, found.key) for found in blocking}
    return [
        *records,
        *(
            Override(id=f"o{n}", rule=r, about_kind=k, about=key, reason="so", reference="Art. 1")
            for n, (r, k, key) in enumerate(sorted(accepted))
        ),
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, plan_with(*ready(a_system())))
    return path


@pytest.fixture
def scenarios(path: Path) -> Iterator[Scenarios]:
    opened = app.open_workspace(path, author="Anna")
    yield opened.scenarios
    opened.close()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "keys")


def found(scenarios: Scenarios, key: str = "") -> tuple[Verdict, ...]:
    return verdicts(scenarios.root.plan, key, scenarios.plan_of(key))


def change(scenarios: Scenarios) -> None:
    edit = EditField(kind="system", key="leonardo", field="name", value="Galileo")
    scenarios.root.execute(edit)


def test_what_was_signed_is_told_of_every_moment_that_held_the_same(
    scenarios: Scenarios, signer: Signer
) -> None:
    change(scenarios)
    signed = scenarios.root.history()[-1].id
    assert said_at(scenarios, "", signed) is None
    declare(scenarios, "", SUBMITTED, signer)
    declare(scenarios, "", APPROVED, signer)
    later = EditField(kind="system", key="leonardo", field="name", value="Kepler")
    scenarios.root.execute(later)
    entry = said_at(scenarios, "", signed)
    assert entry is not None
    assert entry.approval.status is APPROVED
    assert said_at(scenarios, "", scenarios.root.history()[-1].id) is None
    assert said_at(scenarios, "", "") is None


def test_a_plan_becomes_submitted_and_then_approved(scenarios: Scenarios, signer: Signer) -> None:
    assert status_of(found(scenarios)) is ApprovalStatus.DRAFT
    declare(scenarios, "", SUBMITTED, signer)
    assert status_of(found(scenarios)) is SUBMITTED
    declare(scenarios, "", APPROVED, signer, note="Board, 12 March")
    assert status_of(found(scenarios)) is APPROVED
    assert [one.validity for one in found(scenarios)] == [Validity.HOLDS, Validity.HOLDS]


def test_a_later_change_shows_and_undoing_it_heals(scenarios: Scenarios, signer: Signer) -> None:
    declare(scenarios, "", SUBMITTED, signer)
    change(scenarios)
    assert found(scenarios)[-1].validity is Validity.CHANGED
    assert status_of(found(scenarios)) is ApprovalStatus.DRAFT
    scenarios.root.undo()
    assert found(scenarios)[-1].validity is Validity.HOLDS


def test_only_what_was_submitted_like_this_can_be_approved(
    scenarios: Scenarios, signer: Signer
) -> None:
    with pytest.raises(DomainError, match="not_submitted"):
        declare(scenarios, "", APPROVED, signer)
    declare(scenarios, "", SUBMITTED, signer)
    change(scenarios)
    with pytest.raises(DomainError, match="not_submitted"):
        declare(scenarios, "", APPROVED, signer)


@pytest.mark.parametrize(
    ("field", "value"), [("status", "approved"), ("author", "Mallory"), ("note", "all is well")]
)
def test_a_forged_entry_shows(scenarios: Scenarios, signer: Signer, field: str, value: str) -> None:
    declare(scenarios, "", SUBMITTED, signer)
    (key,) = scenarios.root.plan.of(Approval)
    scenarios.root.execute(EditField(kind="approval", key=key, field=field, value=value))
    assert found(scenarios)[-1].validity is Validity.FORGED
    assert status_of(found(scenarios)) is ApprovalStatus.DRAFT


def test_errors_nobody_has_overridden_block_submission(tmp_path: Path, signer: Signer) -> None:
    path = tmp_path / "bare.aifp"
    dear = a_contribution(commitment_meur=9_000.0)
    PlanFile.create(path, plan_with(a_measure(), an_envelope(), dear))
    opened = app.open_workspace(path, author="Anna")
    blocking = submission(opened.session.plan, opened.session.outcome).blocking
    assert blocking
    with pytest.raises(DomainError, match="errors_block"):
        declare(opened.scenarios, "", SUBMITTED, signer)
    opened.close()


def test_a_scenario_is_approved_by_itself(scenarios: Scenarios, signer: Signer) -> None:
    key = scenarios.branch("board", linked=False)
    declare(scenarios, key, SUBMITTED, signer)
    change(scenarios)
    assert status_of(found(scenarios, key)) is SUBMITTED
    assert not found(scenarios)


def test_an_approval_travels_with_a_merge(path: Path, tmp_path: Path, signer: Signer) -> None:
    copy = tmp_path / "ben.aifp"
    mine = app.open_workspace(path, author="Anna")
    mine.save_copy(copy)
    theirs = app.open_workspace(copy, author="Ben")
    declare(theirs.scenarios, "", SUBMITTED, signer)
    theirs.close()
    carry_out(mine.scenarios, mine.file, preview_merge(mine.scenarios, mine.file, copy))
    assert status_of(found(mine.scenarios)) is SUBMITTED
    assert found(mine.scenarios)[-1].approval.author == "Ben"
    mine.close()


def test_the_command_line_says_what_still_holds(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str, code: int = 0) -> str:
        assert command.main([*words, "--plan", str(path)]) == code
        return capsys.readouterr().out

    assert "submitted" in run("submit", "--note", "Board, 12 March")
    assert "Status: approved" in run("approve")
    assert "Board, 12 March" in run("approvals")
    run("history", "name", "as sent")
    assert "approved" in run("history", "versions")
    run("edit", "system", "leonardo", "name", "Galileo")
    assert "approved" in run("history", "versions")
    assert "changed since" in run("approvals", code=1)


def test_the_command_line_notes_whose_key_it_is_by_all_its_digits(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(*words: str, code: int = 0) -> dict[str, Any]:
        assert command.main([*words, "--json", "--plan", str(path)]) == code
        printed = capsys.readouterr()
        told: dict[str, Any] = json.loads(printed.out or printed.err)
        return told

    (entry,) = ask("submit")["entries"]
    assert entry["whose"] is None
    ask("approvals", "--trust", entry["key"][:9], "--owner", "Anna", code=3)
    assert ask("approvals", "--trust", entry["key"], code=3)["error"]["code"] == "name_needed"
    told = ask("approvals", "--trust", entry["key"].replace(" ", ""), "--owner", "Anna")
    assert told["entries"][0]["whose"] == "Anna"
    assert ask("approvals")["entries"][0]["whose"] == "Anna"
    assert ask("approvals", "--forget", entry["key"])["entries"][0]["whose"] is None
