# SPDX-License-Identifier: EUPL-1.2
"""Looking through a file names what is wrong with it, and never touches it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.commands import Assign, Move, RemoveMeasure
from planner.domain.errors import StoreError
from planner.session import Session
from planner.store.placing import sidecars
from planner.store.planfile import PlanFile
from planner.store.verify import Part, verify
from tests.core.store.files import a_file, an_editor

Spoil = Callable[[Path], object]


def _a_used_file(folder: Path) -> Path:
    path = a_file(folder)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        session.execute(Assign(template="t-system", state="IT", start=60, measure="m1"))
        session.execute(Move(measure="m1", start=70))
        session.execute(RemoveMeasure(measure="m1"))
        session.undo()
        session.execute(Move(measure="m1", start=80))
    return path


def _sql(statement: str) -> Spoil:
    """Edit the file as another program would, and let the digest agree."""

    def run(path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.execute(statement)
        connection.execute("DELETE FROM meta WHERE k = 'digest'")
        connection.commit()
        connection.close()

    return run


def _put(at: int, content: bytes) -> Spoil:
    def put(path: Path) -> None:
        whole = bytearray(path.read_bytes())
        whole[at : at + len(content)] = content
        path.write_bytes(whole)

    return put


def _edit_and_keep_the_digest(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE measure SET notes = 'x'")
    connection.commit()
    connection.close()


WRONG = {
    "a text": (lambda path: path.write_text("Dear Minister"), Part.HEADER, "not_a_plan"),
    "empty": (lambda path: path.write_bytes(b""), Part.HEADER, "empty_file"),
    "newer": (_put(60, b"\x7f\0\0\0"), Part.HEADER, "newer_version"),
    "one more table": (_sql("CREATE TABLE t (x)"), Part.TABLES, "altered"),
    "noise": (_put(40_960, b"\x5a" * 4096), Part.PAGES, "damaged"),
    "a code that is none": (_sql("UPDATE measure SET status = 'x'"), Part.CELLS, "damaged"),
    "a state that is none": (
        _sql("UPDATE measure SET state = 'XX'"),
        Part.REFERENCES,
        "inconsistent",
    ),
    "another hand": (_edit_and_keep_the_digest, Part.DIGEST, "changed_outside"),
    "a missing step": (_sql("DELETE FROM step WHERE seq = 2"), Part.JOURNAL, "inconsistent"),
    "facts that are none": (_sql("UPDATE step SET facts = '{'"), Part.JOURNAL, "damaged"),
    "a value of the past": (
        _sql("UPDATE cell SET old = '2020-01' WHERE step_seq = 2"),
        Part.REPLAY,
        "history_broken",
    ),
    "cells cut out": (
        _sql("DELETE FROM cell WHERE step_seq = 2"),
        Part.REPLAY,
        "history_broken",
    ),
    "a plan that is not where its history leads": (
        _sql("DELETE FROM measure"),
        Part.REPLAY,
        "history_broken",
    ),
}


def test_nothing_is_wrong_with_a_plan_in_use(tmp_path: Path) -> None:
    path = _a_used_file(tmp_path)
    report = verify(path)
    assert report.error is None
    assert report.right == tuple(Part)
    assert (report.steps, report.is_sealed) == (5, True)


@pytest.mark.parametrize(("spoil", "part", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named_and_left_as_it_is(
    tmp_path: Path, spoil: Spoil, part: Part, code: str
) -> None:
    path = _a_used_file(tmp_path)
    spoil(path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    report = verify(path)
    assert report.error is not None
    assert (report.wrong, report.error.code) == (part, code)
    assert report.error.facts["path"] == str(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == [path.name]


def test_a_broken_history_names_the_record(tmp_path: Path) -> None:
    path = _a_used_file(tmp_path)
    _sql("UPDATE cell SET old = '2020-01' WHERE step_seq = 5")(path)
    error = verify(path).error
    assert error is not None
    assert (error.facts["table"], error.facts["key"]) == ("measure", "m1")


def test_a_crashed_plan_is_looked_through_with_its_log_and_without_a_trace(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with an_editor(path) as editor:
        assert editor.stdout is not None
        seen = [editor.stdout.readline() for _ in range(5)]
        editor.kill()
    before = {part.name: part.read_bytes() for part in [path, *sidecars(path)] if part.exists()}
    report = verify(path)
    assert report.error is None
    assert not report.is_sealed
    assert report.steps >= len(seen)
    after = {part.name: part.read_bytes() for part in [path, *sidecars(path)] if part.exists()}
    assert after == before


def test_a_plan_that_is_open_here_is_left_to_its_owner(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    with PlanFile.open(path), pytest.raises(StoreError, match="in_use"):
        verify(path)
    assert verify(path).error is None
