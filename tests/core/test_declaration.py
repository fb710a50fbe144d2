# SPDX-License-Identifier: EUPL-1.2
"""One declaration is enough: a kind of record that was never heard of works everywhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.cli import command
from planner.domain.commands import EditField
from planner.domain.declare import integer, key, month, record, reference, text
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Record
from planner.report.dictionary import dictionary
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile
from planner.workbook.writer import write_workbook
from tests.core.builders import a_plan


@record(
    kind="quantum_computer",
    label="Quantum computer",
    plural="Quantum computers",
    description="A quantum computer hosted beside a supercomputer.",
)
class QuantumComputer(Record):
    """A quantum computer."""

    id: str = key()
    name: str = text("Name")
    state: str = reference("State", target="state")
    qubits: int | None = integer("Qubits", "Physical, not logical.", default=None, maximum=100_000)
    accepted: int | None = month("In service from", default=None)


EXTENDED = SCHEMA.with_record(QuantumComputer)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "quantum.aifp"
    PlanFile.create(found, Plan(EXTENDED, a_plan().tables))
    return found


@contextmanager
def _scenarios(path: Path | None) -> Iterator[Scenarios]:
    assert path is not None
    with PlanFile.open(path, schema=EXTENDED) as file:
        yield Scenarios(Session(file.plan, file, author="tester"), file)


def _run(path: Path, *words: str) -> int:
    return command.main([*words, "--plan", str(path)], opener=_scenarios, schema=EXTENDED)


def _added(path: Path) -> None:
    values = ("id=q1", "name=Lucy", "state=France", "qubits=12", "accepted=2027-01")
    assert _run(path, "add", "quantum_computer", *values) == 0


def test_it_has_a_table_in_the_store(path: Path) -> None:
    _added(path)
    with _scenarios(path) as scenarios:
        lucy = scenarios.root.plan.get(QuantumComputer, "q1")
    assert (lucy.name, lucy.state, lucy.qubits, lucy.accepted) == ("Lucy", "FR", 12, 72)


def test_it_has_a_verb_with_its_fields_in_the_help(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(path, "add", "quantum_computer", "--help") == 0
    assert "Qubits: whole number, 0 to 100\u202f000 (unknown)" in capsys.readouterr().out
    _added(path)
    assert "Add quantum computer Lucy" in capsys.readouterr().out
    assert _run(path, "edit", "quantum_computer", "Lucy", "qubits", "40") == 0
    assert "Lucy: Qubits 12 → 40" in capsys.readouterr().out
    assert _run(path, "show", "quantum_computer", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["qubits"] == 40


def test_its_bounds_are_kept(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _added(path)
    assert _run(path, "edit", "quantum_computer", "q1", "qubits", "200000") == command.DOMAIN
    assert capsys.readouterr().err.startswith("“Qubits” must be 100,000 or less")


def test_its_edits_are_undone_and_redone(path: Path) -> None:
    _added(path)
    with _scenarios(path) as scenarios:
        scenarios.root.execute(
            EditField(kind="quantum_computer", key="q1", field="qubits", value=40)
        )
        scenarios.root.undo()
        assert scenarios.root.plan.get(QuantumComputer, "q1").qubits == 12
        scenarios.root.undo()
        assert not scenarios.root.plan.of(QuantumComputer)
    assert _run(path, "redo") == 0
    assert _run(path, "redo") == 0
    with _scenarios(path) as scenarios:
        assert scenarios.root.plan.get(QuantumComputer, "q1").qubits == 40


def test_it_is_in_the_dictionary() -> None:
    assert "## Quantum computer (`quantum_computer`)" in dictionary(EXTENDED)
    assert "| `qubits` | Qubits | whole number |" in dictionary(EXTENDED)


def test_it_has_a_sheet_in_the_workbook(path: Path, tmp_path: Path) -> None:
    _added(path)
    with _scenarios(path) as scenarios:
        write_workbook(scenarios.root.plan, scenarios.root.outcome, tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["Quantum computers"]
    assert [cell.value for cell in sheet[2]][:5] == [
        "Id",
        "Name",
        "State",
        "Qubits",
        "In service from",
    ]
    assert sheet["D2"].comment.text == "Physical, not logical."
    assert [cell.value for cell in sheet[3]][:4] == ["q1", "Lucy", "France", 12]


def test_what_points_at_it_is_guarded(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _added(path)
    assert _run(path, "remove", "state", "FR") == command.DOMAIN
    assert "while “Lucy” (quantum computer) uses it" in capsys.readouterr().err
