# SPDX-License-Identifier: EUPL-1.2
"""A plan on a share is edited here and brought back, unless somebody else was there meanwhile."""

from pathlib import Path

import pytest

from planner import merging, paths, working_copies
from planner.domain.commands import Assign
from planner.domain.errors import StoreError
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.store.files import a_file, an_editor


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return a_file(folder)


def _assign(path: Path, measure: str) -> None:
    with PlanFile.open(path) as file:
        Session(file.plan, file, author="a").execute(
            Assign(template="t-system", state="IT", start=60, measure=measure)
        )


def _measures(path: Path) -> set[str]:
    with PlanFile.open(path) as file:
        return set(file.plan.table("measure"))


def test_a_working_copy_knows_where_it_came_from(shared: Path) -> None:
    copy = working_copies.working_copy(shared)
    assert copy.is_relative_to(paths.user_data())
    assert copy.name == shared.name
    origin = working_copies.origin_of_copy(copy)
    assert origin is not None
    assert origin.path == shared
    assert working_copies.is_unchanged(origin)
    assert working_copies.origin_of_copy(shared) is None


def test_edits_made_here_are_brought_back(shared: Path) -> None:
    copy = working_copies.working_copy(shared)
    for measure in ("m1", "m2"):
        _assign(copy, measure)
        with PlanFile.open(copy) as file:
            assert working_copies.bring_back(file) == shared
        assert measure in _measures(shared)
    with PlanFile.open(shared) as file:
        assert len(file.steps()) == 2


def test_a_working_copy_with_edits_is_found_again_and_not_made_anew(shared: Path) -> None:
    copy = working_copies.working_copy(shared)
    _assign(copy, "m1")
    assert working_copies.working_copy(shared) == copy
    assert _measures(copy) == {"m1"}


def test_what_somebody_else_changed_is_never_written_over(shared: Path) -> None:
    copy = working_copies.working_copy(shared)
    _assign(copy, "mine")
    _assign(shared, "theirs")
    with PlanFile.open(copy) as file, pytest.raises(StoreError) as refusal:
        working_copies.bring_back(file)
    assert refusal.value.code == "origin_moved_on"
    assert _measures(shared) == {"theirs"}


def test_once_their_edits_are_merged_the_copy_is_brought_back(shared: Path) -> None:
    copy = working_copies.working_copy(shared)
    _assign(copy, "mine")
    _assign(shared, "theirs")
    with PlanFile.open(copy) as file:
        session = Session(file.plan, file, author="a")
        scenarios = Scenarios(session, file)
        merging.carry_out(scenarios, file, merging.preview_merge(scenarios, file, shared))
        working_copies.bring_back(file)
    assert _measures(shared) == {"mine", "theirs"}
    with PlanFile.open(copy) as file:
        assert working_copies.bring_back(file) == shared


def test_a_plan_somebody_has_open_can_be_copied_but_not_written_over(shared: Path) -> None:
    with an_editor(shared) as editor:
        assert editor.stdout is not None
        editor.stdout.readline()
        copy = working_copies.working_copy(shared)
        with PlanFile.open(copy) as file, pytest.raises(StoreError) as refusal:
            working_copies.bring_back(file)
    assert refusal.value.code == "in_use"


def test_an_ordinary_plan_has_nowhere_to_be_brought_back_to(shared: Path) -> None:
    with PlanFile.open(shared) as file, pytest.raises(StoreError) as refusal:
        working_copies.bring_back(file)
    assert refusal.value.code == "not_a_working_copy"


@pytest.mark.parametrize("note", ["", "[]", '{"path": 3}', "{}"])
def test_a_note_that_cannot_be_read_makes_no_working_copy(shared: Path, note: str) -> None:
    copy = working_copies.working_copy(shared)
    (written,) = copy.parent.glob("*.json")
    written.write_text(note)
    assert working_copies.origin_of_copy(copy) is None
