# SPDX-License-Identifier: EUPL-1.2
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import StoreError
from planner.domain.records.measures import Measure
from planner.store.copying import copy_of_open_file
from planner.store.placing import sidecars
from planner.store.planfile import PlanFile, digest_at
from tests.core.builders import a_measure
from tests.core.store.files import a_file, saved
from tests.torture.amount import amount

_SQL = "UPDATE measure SET notes = 'by another hand'"


def _edited_outside(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(_SQL)
    connection.commit()
    connection.close()


def _crashed(path: Path, target: Path) -> Path:
    """Copy an open file as a crash would leave it."""
    for part, copy in zip([path, *sidecars(path)], [target, *sidecars(target)], strict=True):
        if part.exists():
            shutil.copyfile(part, copy)
    return target


def test_a_file_at_rest_keeps_the_digest_of_its_content(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    first = digest_at(path)
    assert first is not None
    with PlanFile.open(path) as file:
        assert file.digest() == first
        saved(file, file.plan, a_measure(start=50))
        assert file.digest() is None
    assert digest_at(path) not in (None, first)


def test_looking_at_a_plan_leaves_its_digest(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    before = digest_at(path)
    PlanFile.open(path).close()
    assert digest_at(path) == before


def test_a_copy_has_the_digest_of_the_plan_as_copied(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    copy = tmp_path / "copy.aifp"
    with PlanFile.open(path) as file:
        saved(file, file.plan, a_measure())
        file.save_copy(copy)
    assert digest_at(copy) == digest_at(path)


def test_a_crashed_file_raises_no_false_alarm(tmp_path: Path) -> None:
    path = a_file(tmp_path)
    crashed = tmp_path / "crashed.aifp"
    with PlanFile.open(path) as file:
        saved(file, file.plan, a_measure())
        _crashed(path, crashed)
    with PlanFile.open(crashed) as file:
        assert "m-system" in file.plan.of(Measure)
    assert digest_at(crashed) == digest_at(path)


def test_what_was_changed_outside_is_refused_until_somebody_takes_it_as_it_is(
    tmp_path: Path,
) -> None:
    path = a_file(tmp_path, a_measure())
    _edited_outside(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as refusal:
        PlanFile.open(path)
    assert refusal.value.code == "changed_outside"
    assert path.read_bytes() == before
    with PlanFile.open(path, believing=True) as file:
        assert file.plan.get(Measure, "m-system").notes == "by another hand"
        assert file.digest() is None
    PlanFile.open(path).close()


def test_a_copy_of_what_was_changed_outside_is_refused_as_well(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    _edited_outside(path)
    with pytest.raises(StoreError) as refusal:
        copy_of_open_file(path, tmp_path / "copy.aifp")
    assert refusal.value.code == "changed_outside"


def test_rewriting_the_file_without_touching_its_content_is_no_change(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")
    connection.execute("PRAGMA user_version")
    connection.close()
    PlanFile.open(path).close()


@settings(max_examples=amount(short=20, full=300))
@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_changes_nothing(
    tmp_path: Path, place: float, bit: int
) -> None:
    path = tmp_path / "plan.aifp"
    if not path.exists():
        a_file(tmp_path, *(a_measure(id=f"m{n}") for n in range(30)))
        with PlanFile.open(path) as file:
            saved(file, file.plan, a_measure(id="m1", start=40))
    with PlanFile.open(path, for_reading=True) as file:
        plan, steps = file.plan, file.steps()
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 1 << bit
    flipped = tmp_path / "flipped.aifp"
    flipped.write_bytes(content)
    try:
        with PlanFile.open(flipped, for_reading=True) as file:
            assert file.plan == plan
            assert file.steps() == steps
    except StoreError:
        assert flipped.read_bytes() == content
