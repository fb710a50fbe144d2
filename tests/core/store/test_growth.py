# SPDX-License-Identifier: EUPL-1.2
"""A kind or a field that is declared later finds its place in the files that are there."""

import sqlite3
from pathlib import Path
from types import MappingProxyType

import pytest

from planner.domain.declare import key, number, record, reference, text
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Record, Schema
from planner.store.planfile import PlanFile
from planner.store.schema import table_sql, version_of
from tests.core.builders import a_plan
from tests.core.store.files import a_file, a_step, edited, saved, without


@record(kind="chip", label="Chip", plural="Chips", description="As first declared.")
class Early(Record):
    id: str = key()
    name: str = text("Name")
    twin: str | None = reference("Twin", target="chip", default=None)


@record(kind="chip", label="Chip", plural="Chips", description="As declared a year later.")
class Late(Record):
    id: str = key()
    name: str = text("Name")
    qubits: float = number("Qubits", unit="1", default=8.0)
    twin: str | None = reference("Twin", target="chip", default=None)
    host: str | None = text("Host", default=None)


@record(kind="board", label="Board", plural="Boards", description="Holds a chip.")
class Board(Record):
    id: str = key()
    chip: str = reference("Chip", target="chip")


BEFORE, AFTER = Schema((Early, Board)), Schema((Late, Board))


def _old_file(folder: Path) -> Path:
    path = folder / "chips.aifp"
    PlanFile.create(path, Plan(BEFORE, MappingProxyType({})))
    with PlanFile.open(path, schema=BEFORE) as file:
        chips = [Early(id="b", name="B"), Early(id="a", name="A", twin="b")]
        saved(file, file.plan, *chips, Board(id="x", chip="a"))
    return path


def test_a_new_kind_of_record_gets_its_table_in_an_old_file(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    grown = SCHEMA.with_record(Late)
    with PlanFile.open(path, schema=grown) as file:
        assert file.plan == a_plan()
        saved(file, file.plan, Late(id="q", name="Q", qubits=20.0))
    with PlanFile.open(path, schema=grown) as file:
        assert file.plan.get(Late, "q").qubits == 20.0


def test_a_file_with_a_kind_unknown_here_comes_from_a_newer_version(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    PlanFile.open(path, schema=SCHEMA.with_record(Late)).close()
    with pytest.raises(StoreError) as refusal:
        PlanFile.open(path)
    assert refusal.value.code == "newer_version"


def test_a_new_field_takes_its_default_in_an_old_file(tmp_path: Path) -> None:
    path = _old_file(tmp_path)
    with PlanFile.open(path, schema=AFTER) as file:
        chip = file.plan.get(Late, "a")
        assert (chip.name, chip.twin, chip.qubits, chip.host) == ("A", "b", 8.0, None)
        assert list(file.plan.of(Late)) == ["b", "a"]
        assert file.plan.get(Board, "x").chip == "a"
        assert file.as_of(0) == Plan(AFTER)
    with PlanFile.open(path, schema=AFTER) as file:
        file.append(a_step(), without(file.plan, "board", "x")[1])
    found = sqlite3.connect(path)
    tables = dict(found.execute("SELECT name, sql FROM sqlite_master WHERE name = 'chip'"))
    assert tables == {"chip": table_sql(Late.KIND)}
    assert found.execute("PRAGMA user_version").fetchone() == (version_of(AFTER),)
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    found.close()


def test_an_old_file_that_is_damaged_is_not_grown(tmp_path: Path) -> None:
    path = _old_file(tmp_path)
    other = sqlite3.connect(path)
    other.execute("UPDATE board SET chip = 'gone'")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as refusal:
        PlanFile.open(path, schema=AFTER)
    assert refusal.value.code == "inconsistent"
    assert path.read_bytes() == before


def test_a_field_that_is_gone_is_never_dropped_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "chips.aifp"
    PlanFile.create(path, edited(Plan(AFTER), Late(id="a", name="A", host="H"))[0])
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 100001")
    other.close()
    with pytest.raises(StoreError) as refusal:
        PlanFile.open(path, schema=BEFORE)
    assert (refusal.value.code, refusal.value.facts["names"]) == ("altered", ("chip",))
