# SPDX-License-Identifier: EUPL-1.2
"""A workbook comes back as exactly the edits somebody made in it, whatever else happened to it."""

from datetime import date
from pathlib import Path

import pytest

from planner import text
from planner.domain.commands import AddRecord, Assign, EditField, Move, RemoveMeasure
from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from planner.returns import Returned
from planner.session import Session
from planner.workbook.selection import Selection
from tests.core.test_session import MemoryStore, a_session
from tests.core.workbook.books import Edited, back, edit, exported

START = month_of(2028)


@pytest.fixture
def session() -> Session:
    session = a_session(MemoryStore())
    for key, state in (("m1", "PT"), ("m2", "LV"), ("m3", "AT")):
        session.execute(Assign(template="t-system", state=state, start=START, measure=key))
    return session


@pytest.fixture
def path(session: Session, tmp_path: Path) -> Path:
    some = Selection(kinds=("state", "system", "factory", "template", "measure"))
    return exported(session, tmp_path / "plan.xlsx", selection=some)


def _take(session: Session, found: Returned, **choices: object) -> None:
    session.execute(found.command(**choices), source=found.source)  # type: ignore[arg-type]  # choices by name


def test_what_was_not_edited_brings_nothing_back(session: Session, path: Path) -> None:
    found = back(session, path)
    assert found.is_empty
    assert found.based
    assert found.unchanged > 500


def test_exactly_the_edited_cells_come_back_as_one_step(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        book["system"].set("leonardo", "accelerators", 4_100)
        book["measure"].set("m1", "status", "committed")
        book["measure"].set("m1", "start", date(2028, 7, 1))
        book["measure"].set("m2", "union_share_acquisition", 0.35)

    found = back(session, edit(path, change))
    assert {(e.key, e.field): (e.base, e.theirs) for e in found.changes} == {
        ("leonardo", "accelerators"): (4_000, 4_100),
        ("m1", "status"): (Status.TENTATIVE, Status.COMMITTED),
        ("m1", "start"): (START, month_of(2028, 7)),
        ("m2", "union_share_acquisition"): (0.5, 0.35),
    }
    assert not found.conflicts
    steps = len(session.history())
    _take(session, found)
    assert session.plan.get(Measure, "m1").start == month_of(2028, 7)
    assert session.plan.get(System, "leonardo").accelerators == 4_100
    assert len(session.history()) == steps + 1
    assert session.history()[-1].source.startswith("plan.xlsx (sha256 ")
    session.undo()
    assert session.plan.get(System, "leonardo").accelerators == 4_000


def test_taking_a_workbook_over_twice_does_nothing_the_second_time(
    session: Session, path: Path
) -> None:
    def change(book: Edited) -> None:
        book["measure"].set("m1", "accelerators", 5_000)
        machine = session.plan.record("template", "t-system").name  # type: ignore[attr-defined]  # a record of that kind
        values = {"kind": "system", "state": "Italy", "start": "2029-01", "accelerators": 10}
        book["measure"].add(name="New machine", template=machine, **values)

    edit(path, change)
    found = back(session, path)
    assert (len(found.changes), len(found.added), found.refused) == (1, 1, ())
    _take(session, found)
    again = back(session, path)
    assert again.is_empty
    (made,) = (m for m in session.plan.of(Measure).values() if m.name == "New machine")
    assert (made.state, made.start, made.accelerators) == ("IT", month_of(2029), 10)


def test_rows_and_columns_may_stand_anywhere(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"].sheet
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        names, heads, *records = [list(reversed(row)) for row in rows]
        records[0][names.index("notes")] = "moved"
        sheet.delete_rows(1, sheet.max_row)
        sheet.append([])
        for row in (names, heads, *reversed(records)):
            sheet.append(["", *row])

    found = back(session, edit(path, change))
    assert [(e.key, e.field, e.theirs) for e in found.changes] == [("m1", "notes", "moved")]
    assert not found.missing
    assert not found.added


def test_a_hidden_column_and_another_format_change_nothing(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"]
        for field, shown in (("start", "dd.mm.yyyy"), ("union_share_acquisition", "General")):
            sheet.sheet.cell(sheet.row("m1"), sheet.column(field)).number_format = shown
        sheet.sheet.column_dimensions["C"].hidden = True
        serial = 46753  # 2028-01-01 as a bare number
        sheet.set("m2", "start", serial)
        sheet.set("m3", "start", "2028-01")

    assert back(session, edit(path, change)).is_empty


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("notes", "one\r\ntwo"),
        ("hosting_facility", True),
        ("grid_mw", "12.5"),
        ("renewable_share", "40 %"),
        ("pue", 1.3000000000000003),
        ("name", "Café"),
    ],
)
def test_another_spelling_of_a_value_is_the_same_value(
    tmp_path: Path, field: str, written: object
) -> None:
    session = a_session(MemoryStore())
    values = {
        "name": "Café", "state": "IT", "notes": "one\ntwo", "grid_mw": 12.5, "pue": 1.3,
        "renewable_share": 0.4,
    }  # fmt: skip
    session.execute(_added("site", id="s1", **values))
    path = exported(session, tmp_path / "plan.xlsx", selection=Selection(kinds=("site",)))
    assert back(session, edit(path, lambda book: book["site"].set("s1", field, written))).is_empty


def test_what_looks_like_an_escape_or_a_formula_stays_what_it_is(tmp_path: Path) -> None:
    session = a_session(MemoryStore())
    for number, words in enumerate(["_x0041_", "=1+1", "'quoted", " a  b ", "#N/A", "TRUE", "007"]):
        session.execute(_added("source", id=f"s{number}", title=words))
    sources = Selection(kinds=("source",))
    assert back(session, exported(session, tmp_path / "plan.xlsx", selection=sources)).is_empty


def test_what_changed_here_meanwhile_is_kept(session: Session, path: Path) -> None:
    session.execute(Move(measure="m2", start=START + 6))
    found = back(session, edit(path, lambda book: book["measure"].set("m1", "accelerators", 7)))
    assert [(e.key, e.field) for e in found.changes] == [("m1", "accelerators")]
    assert not found.conflicts
    _take(session, found)
    assert session.plan.get(Measure, "m2").start == START + 6


def test_what_changed_on_both_sides_is_a_conflict_of_that_field(
    session: Session, path: Path
) -> None:
    session.execute(Move(measure="m1", start=START + 6))

    def change(book: Edited) -> None:
        book["measure"].set("m1", "start", date(2029, 1, 1))
        book["measure"].set("m1", "accelerators", 7)

    found = back(session, edit(path, change))
    (conflict,) = found.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == (START, START + 12, START + 6)
    assert [(e.key, e.field) for e in found.changes] == [("m1", "accelerators")]
    _take(session, found)
    assert session.plan.get(Measure, "m1").start == START + 6
    _take(session, found, theirs=[conflict.address])
    assert session.plan.get(Measure, "m1").start == START + 12


def test_the_same_change_on_both_sides_is_no_conflict(session: Session, path: Path) -> None:
    session.execute(Move(measure="m1", start=START + 12))
    change = edit(path, lambda book: book["measure"].set("m1", "start", date(2029, 1, 1)))
    assert back(session, change).is_empty


def test_an_edit_of_a_record_that_is_gone_is_a_conflict(session: Session, path: Path) -> None:
    session.execute(RemoveMeasure(measure="m1"))
    found = back(session, edit(path, lambda book: book["measure"].set("m1", "accelerators", 7)))
    assert [(e.key, e.field, e.gone) for e in found.conflicts] == [("m1", "accelerators", True)]
    assert not found.changes
    assert not found.added


def test_a_deleted_row_deletes_nothing_unless_ticked(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"]
        sheet.sheet.delete_rows(sheet.row("m2"))

    found = back(session, edit(path, change))
    assert [(m.kind, m.key, m.changed) for m in found.missing] == [("measure", "m2", False)]
    _take(session, found)
    assert "m2" in session.plan.of(Measure)
    _take(session, found, removed=[("measure", "m2")])
    assert "m2" not in session.plan.of(Measure)


def test_what_was_not_selected_is_not_missing(session: Session, tmp_path: Path) -> None:
    chosen = Selection(kinds=("measure",), states=frozenset({"PT"}))
    found = back(session, exported(session, tmp_path / "part.xlsx", selection=chosen))
    assert found.is_empty


def test_a_copied_row_is_a_new_record(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"]
        row = sheet.row("m1")
        copied = [cell.value for cell in sheet.sheet[row]]
        sheet.sheet.append(copied)
        sheet.sheet.cell(sheet.sheet.max_row, sheet.column("start")).value = date(2031, 1, 1)

    found = back(session, edit(path, change))
    (added,) = found.added
    assert (added.alike, added.values["start"]) == (None, month_of(2031))
    assert added.key != "m1"
    assert not found.changes
    _take(session, found)
    assert len(session.plan.of(Measure)) == 4
    assert back(session, path).is_empty


def test_a_row_that_people_would_call_the_same_is_not_added_by_itself(
    session: Session, path: Path
) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"]
        sheet.sheet.append([cell.value for cell in sheet.sheet[sheet.row("m1")]])

    found = back(session, edit(path, change))
    assert [one.alike for one in found.added] == ["m1"]
    _take(session, found)
    assert len(session.plan.of(Measure)) == 3
    _take(session, found, rows=[found.added[0].key])
    assert len(session.plan.of(Measure)) == 4


def test_a_new_record_can_be_named_in_the_same_workbook(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        book["system"].add(name="Nova", state="Finland", status="operational")
        book["factory"].set("it4lia", "system", "Nova")

    found = back(session, edit(path, change))
    assert found.refused == ()
    _take(session, found)
    (nova,) = (s for s in session.plan.of(System).values() if s.name == "Nova")
    assert session.plan.record("factory", "it4lia").system == nova.id  # type: ignore[attr-defined]  # a record of that kind


def test_a_renamed_record_is_still_found_by_its_old_words(session: Session, path: Path) -> None:
    session.execute(EditField(kind="system", key="leonardo", field="name", value="Leonardo II"))
    assert back(session, path).is_empty


def test_a_german_workbook_comes_back_to_an_english_plan(session: Session, tmp_path: Path) -> None:
    text.set_language("de")
    path = exported(session, tmp_path / "plan.xlsx", selection=Selection(kinds=("measure",)))
    text.set_language("en")

    def change(book: Edited) -> None:
        assert book["measure"].get("m1", "state") == "Portugal"
        book["measure"].set("m1", "state", "Finnland")

    found = back(session, edit(path, change))
    assert [(e.field, e.theirs) for e in found.changes] == [("state", "FI")]


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("accelerators", "many", "not_a_number"),
        ("accelerators", -5, "too_small"),
        ("union_share_acquisition", 35, "too_large"),
        ("start", "soon", "not_a_month"),
        ("start", None, "required"),
        ("status", "flying", "not_a_choice"),
        ("state", "Atlantis", "missing_record"),
        ("accelerators", "=1+1", "cell_not_calculated"),
    ],
)
def test_a_cell_without_a_value_is_named_and_the_rest_goes_on(
    session: Session, path: Path, field: str, written: object, code: str
) -> None:
    def change(book: Edited) -> None:
        book["measure"].set("m1", field, written)
        book["measure"].set("m2", "notes", "fine")

    found = back(session, edit(path, change))
    (refused,) = found.refused
    assert (refused.key, refused.field, refused.code) == ("m1", field, code)
    sheet, column = refused.sheet, refused.cell.rstrip("0123456789")
    assert (sheet, refused.cell) == ("Measures", f"{column}3")
    assert [(e.key, e.field) for e in found.changes] == [("m2", "notes")]


@pytest.mark.usefixtures("session")
def test_without_its_base_revision_everything_that_differs_is_a_conflict(path: Path) -> None:
    other = a_session(MemoryStore())
    other.execute(Assign(template="t-system", state="PT", start=START, measure="m1", size=9))
    found = back(other, path)
    assert not found.based
    assert not found.changes
    assert ("m1", "accelerators") in {(e.key, e.field) for e in found.conflicts}


def test_a_removed_column_or_sheet_says_nothing(session: Session, path: Path) -> None:
    def change(book: Edited) -> None:
        sheet = book["measure"]
        sheet.sheet.delete_cols(sheet.column("status"))
        systems = book["system"].sheet
        systems.parent.remove(systems)

    assert back(session, edit(path, change)).is_empty


def _added(kind: str, **values: object) -> AddRecord:
    return AddRecord(kind=kind, values=values)
