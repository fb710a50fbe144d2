# SPDX-License-Identifier: EUPL-1.2
"""Files that are not plans, or no longer: each gets its own answer and stays as it is."""

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import StoreError
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_parameter
from tests.core.store.files import a_file, saved
from tests.torture.amount import amount

Spoil = Callable[[Path], object]


def _cut(size: int | float) -> Spoil:
    def cut(path: Path) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole[: size if isinstance(size, int) else int(len(whole) * size)])

    return cut


def _put(at: int, content: bytes) -> Spoil:
    def put(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[at : at + len(content)] = content
        path.write_bytes(whole)

    return put


def _noise(table: str) -> Spoil:
    """Spoil the first page of a table."""

    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path)
        find = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.execute(find, [table]).fetchone()[0]
        connection.close()
        _put((page - 1) * 4096, b"\x5a" * 4096)(path)

    return spoil


def _misspell(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"capital_lat" REAL', b'"capital\x80lat" REAL'))


def _sql(*statements: str) -> Spoil:
    """Edit the file with another program, one that heeds no rules."""

    def run(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return run


def _a_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def _another_database(path: Path) -> None:
    path.unlink()
    _sql("CREATE TABLE t (x)")(path)


def _cell(column: str, value: str) -> Spoil:
    return _sql(f"UPDATE measure SET {column} = {value}")  # noqa: S608 - the tables above are ours


NOT_OURS = {
    "empty": (_cut(0), "empty_file"),
    "a text": (lambda path: path.write_text("Dear Minister"), "not_a_plan"),
    "a workbook": (_a_workbook, "not_a_plan"),
    "another database": (_another_database, "other_program"),
    "another program's file": (_put(68, b"GPKG"), "other_program"),
    "a newer version": (_put(60, b"\x7f\0\0\0"), "newer_version"),
}
DAMAGED = {
    "cut in the header": (_cut(50), "damaged"),
    "cut to the header": (_cut(100), "damaged"),
    "cut to a page": (_cut(4096), "damaged"),
    "cut in half": (_cut(0.5), "damaged"),
    "noise in the rows": (_noise("measure"), "damaged"),
    "noise in the journal": (_noise("cell"), "damaged"),
    "noise in an index": (_noise("cell_by_row"), "damaged"),
    "noise in the declarations": (_put(100, b"\x5a" * 3996), "damaged"),
    "a name not UTF-8": (_misspell, "damaged"),
    "a text too long": (
        _sql("UPDATE measure SET name = printf('%.*c', 30000000, 'x') WHERE id = 'm7'"),
        "damaged",
    ),
    "a text not UTF-8": (_cell("name", "CAST(x'ff41' AS TEXT)"), "damaged"),
    "a text that is empty": (_cell("name", "''"), "damaged"),
    "a missing name": (_cell("name", "NULL"), "damaged"),
    "a number out of bounds": (_cell("union_share_operation", "1.5"), "damaged"),
    "a number without end": (_cell("capex_meur", "9e999"), "damaged"),
    "a number too precise": (_cell("capex_meur", "1.23456"), "damaged"),
    "a month that is none": (_cell("start", "'2028-13'"), "damaged"),
    "a month out of bounds": (_cell("start", "'2999-01'"), "damaged"),
    "an unknown code": (_cell("status", "'imagined'"), "damaged"),
    "a flag that is neither": (_sql("UPDATE parameter SET arguable = 2"), "damaged"),
    "a list that is none": (_sql("UPDATE factory SET consortium = '5'"), "damaged"),
}
ALTERED = {
    "a trigger": (
        _sql("CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM cell; END"),
        "altered",
    ),
    "a view": (_sql("CREATE VIEW v AS SELECT * FROM measure"), "altered"),
    "a view in the place of a table": (
        _sql(
            "DROP TABLE source",
            "CREATE VIEW source AS WITH RECURSIVE n(x) AS "
            "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        ),
        "altered",
    ),
    "one more table": (_sql("CREATE TABLE t (x)"), "altered"),
    "one more column": (_sql("ALTER TABLE measure ADD COLUMN x TEXT"), "altered"),
    "one table less": (_sql("DROP TABLE source"), "altered"),
    "one index less": (_sql("DROP INDEX cell_by_row"), "altered"),
    "a check that lets all through": (
        _sql("UPDATE sqlite_master SET sql = replace(sql, '<= 200)', '<= 900)')"),
        "altered",
    ),
    "an older version with a table less": (
        _sql("DROP TABLE source", "PRAGMA user_version = 100001"),
        "altered",
    ),
    "an older version with a check of its own": (
        _sql(
            "UPDATE sqlite_master SET sql = replace(sql, 'length(\"site\")', 'abs(\"site\")')",
            "PRAGMA user_version = 1",
        ),
        "altered",
    ),
    "an older version with a trigger": (
        _sql("CREATE TRIGGER t AFTER INSERT ON step BEGIN SELECT 1; END", "PRAGMA user_version=1"),
        "altered",
    ),
}
INCONSISTENT = {
    "a state that is not there": (_cell("state", "'XX'"), "inconsistent"),
    "a state in a list that is not there": (
        _sql("""UPDATE factory SET consortium = '["AT","XX"]'"""),
        "inconsistent",
    ),
    "a step cut out of the journal": (_sql("DELETE FROM step WHERE seq = 1"), "inconsistent"),
}
CHANGED = {
    "another name": (_cell("name", "'Another'"), "changed_outside"),
    "another value in the history": (_sql("UPDATE cell SET old = 1"), "changed_outside"),
    "another author": (_sql("UPDATE step SET author = 'nobody'"), "changed_outside"),
    "a record taken out": (_sql("DELETE FROM measure WHERE id = 'm7'"), "changed_outside"),
    "another digest": (_sql("UPDATE meta SET v = 'x' WHERE k = 'digest'"), "changed_outside"),
    "another plan's key": (_sql("UPDATE meta SET v = 'x' WHERE k = 'plan'"), "changed_outside"),
}
ALL = NOT_OURS | DAMAGED | ALTERED | INCONSISTENT | CHANGED


def _a_full_file(folder: Path) -> Path:
    path = a_file(folder, a_measure(), a_parameter("p", 1.0))
    with PlanFile.open(path) as file:
        plan = saved(file, file.plan, *(a_measure(id=f"m{n}") for n in range(40)))
        saved(file, plan, a_measure(start=20))
    return path


def _snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.iterdir()
        if file.is_file()
    }


def _refusal(path: Path) -> StoreError:
    with pytest.raises(StoreError) as refusal:
        PlanFile.open(path)
    return refusal.value


@pytest.mark.parametrize(("spoil", "code"), ALL.values(), ids=ALL.keys())
def test_a_file_that_cannot_be_believed_is_refused_untouched(
    tmp_path: Path, spoil: Spoil, code: str
) -> None:
    path = _a_full_file(tmp_path)
    spoil(path)
    before = _snapshot(tmp_path)
    refusal = _refusal(path)
    assert refusal.code == code
    assert refusal.facts["path"] == str(path)
    assert _snapshot(tmp_path) == before


def test_the_spoilt_file_would_have_been_fine(tmp_path: Path) -> None:
    with PlanFile.open(_a_full_file(tmp_path)) as file:
        assert len(file.plan.table("measure")) == 41


def test_a_refusal_names_the_bad_cell(tmp_path: Path) -> None:
    path = _a_full_file(tmp_path)
    _sql("UPDATE measure SET status = 'imagined' WHERE id = 'm7'")(path)
    facts = _refusal(path).facts
    assert (facts["table"], facts["key"], facts["field"]) == ("measure", "m7", "status")
    assert facts["reason"] == "not_a_choice"


def test_a_refusal_names_the_reference_that_leads_nowhere(tmp_path: Path) -> None:
    path = _a_full_file(tmp_path)
    _sql("UPDATE measure SET state = 'XX' WHERE id = 'm7'")(path)
    assert _refusal(path).facts["references"] == (("measure", "m7", "state", "XX"),)


def test_a_refusal_names_what_was_added(tmp_path: Path) -> None:
    path = _a_full_file(tmp_path)
    _sql("CREATE VIEW spy AS SELECT 1")(path)
    assert _refusal(path).facts["names"] == ("spy",)


def test_a_folder_and_a_missing_file_get_their_own_answers(tmp_path: Path) -> None:
    assert _refusal(tmp_path).code == "not_a_plan"
    assert _refusal(tmp_path / "none.aifp").code == "missing_file"


@settings(max_examples=amount(short=50, full=1_000))
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=40)), max_size=4),
    length=st.one_of(st.just(1.0), st.floats(0, 1)),
)
def test_whatever_the_bytes_are_there_is_an_answer_and_no_change(
    tmp_path: Path, places: list[tuple[float, bytes]], length: float
) -> None:
    path = tmp_path / "whole.aifp"
    if not path.exists():
        _a_full_file(tmp_path).rename(path)
    folder = tmp_path / "spoilt"
    folder.mkdir(exist_ok=True)
    spoilt = folder / "plan.aifp"
    whole = bytearray(path.read_bytes())
    for place, content in places:
        at = int(place * (len(whole) - 1))
        whole[at : at + len(content)] = content
    spoilt.write_bytes(whole[: int(length * len(whole))])
    before = _snapshot(folder)
    try:
        PlanFile.open(spoilt).close()
    except StoreError:
        assert _snapshot(folder) == before
