# SPDX-License-Identifier: EUPL-1.2
"""Drafts and change sets: what is written is recorded once, and can be taken back."""

import pytest

from planner.domain.changes import ChangeSet, Draft, compare, invert
from planner.domain.commands import AddRecord, Batch, Command, EditField, RemoveRecord, Replay
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.schema import evolved
from tests.core.builders import a_plan, a_state, a_system, after, plan_with


def edited(plan: Plan, *commands: Command) -> tuple[Plan, ChangeSet]:
    draft = Draft(plan)
    for command in commands:
        command.apply(draft)
    return draft.seal()


def name_italy(name: str) -> EditField:
    return EditField(kind="state", key="IT", field="name", value=name)


def remove_leonardo() -> Batch:
    """Return the removal of the machine, and before it of what points at it."""
    return Batch(
        commands=(
            RemoveRecord(kind="factory", key="it4lia"),
            RemoveRecord(kind="system", key="leonardo"),
        )
    )


def test_a_draft_leaves_the_plan_it_starts_from_as_it_is() -> None:
    plan = a_plan()
    later, _changes = edited(plan, name_italy("Italia"))
    assert plan.get(State, "IT").name == "Italy"
    assert later.get(State, "IT").name == "Italia"


def test_tables_that_nothing_touched_are_shared() -> None:
    plan = a_plan()
    later, _changes = edited(plan, name_italy("Italia"))
    assert later.of(System) is plan.of(System)


def test_a_table_of_a_plan_cannot_be_written_to() -> None:
    with pytest.raises(TypeError):
        a_plan().of(State)["XX"] = a_state("XX")  # type: ignore[index]  # the point of the test


def test_reads_of_a_draft_see_its_writes() -> None:
    draft = Draft(a_plan())
    draft.put(evolved(draft.get(State, "IT"), name="Italia"))
    draft.put(a_state("XX"))
    draft.drop("state", "PT")
    assert draft.get(State, "IT").name == "Italia"
    keys = [row.id for row in draft.rows(State)]
    assert len(keys) == len(set(keys)) == 10
    assert "XX" in keys
    assert "PT" not in keys
    assert draft.find("state", "PT") is None
    with pytest.raises(DomainError, match="missing_record"):
        draft.get(State, "PT")


def test_a_batch_may_write_the_same_record_twice_and_leaves_one_change() -> None:
    _plan, changes = edited(a_plan(), Batch(commands=(name_italy("Italia"), name_italy("Italie"))))
    [cell] = changes.cells()
    assert (cell.old, cell.new) == ("Italy", "Italie")


def test_there_and_back_is_no_change() -> None:
    plan = a_plan()
    later, changes = edited(plan, name_italy("Italia"), name_italy("Italy"))
    assert not changes
    assert later == plan


def test_a_record_that_came_and_went_in_one_edit_is_no_change() -> None:
    plan = a_plan()
    coming = AddRecord(kind="source", values={"id": "s", "title": "A report"})
    later, changes = edited(plan, coming, RemoveRecord(kind="source", key="s"))
    assert not changes
    assert later == plan


def test_a_record_removed_and_added_again_is_a_change_of_its_fields() -> None:
    plan = a_plan()
    again = AddRecord(
        kind="factory",
        values={"id": "it4lia", "name": "New", "kind": "factory", "state": "IT"},
    )
    _plan, changes = edited(plan, RemoveRecord(kind="factory", key="it4lia"), again)
    [change] = changes
    assert change.before is not None
    assert change.after is not None
    assert {cell.field for cell in changes.cells()} == {"name", "selected", "system"}


def test_a_new_record_must_not_point_at_nothing() -> None:
    draft = Draft(a_plan())
    draft.put(a_system("atlantis", state="XX"))
    with pytest.raises(DomainError) as caught:
        draft.seal()
    assert caught.value.code == "dangling_reference"
    assert caught.value.facts["value"] == "XX"


def test_one_of_several_pointers_to_nothing_is_refused() -> None:
    wish = EditField(kind="factory", key="it4lia", field="consortium", value=("AT", "XX"))
    with pytest.raises(DomainError, match="dangling_reference"):
        edited(a_plan(), wish)


def test_a_target_may_be_written_in_the_same_edit() -> None:
    draft = Draft(a_plan())
    draft.put(a_system("atlantis", state="XX"))
    draft.put(a_state("XX"))
    plan, changes = draft.seal()
    assert plan.get(System, "atlantis").state == "XX"
    assert len(changes) == 2


def test_a_record_that_is_pointed_at_stays() -> None:
    with pytest.raises(DomainError) as caught:
        edited(a_plan(), RemoveRecord(kind="system", key="leonardo"))
    assert caught.value.code == "still_referenced"
    assert (caught.value.facts["by"], caught.value.facts["by_key"]) == ("factory", "it4lia")


def test_a_record_may_go_together_with_what_points_at_it() -> None:
    plan, changes = edited(a_plan(), remove_leonardo())
    assert not plan.of(System)
    assert changes.tables() == {"system", "factory"}


def test_a_failing_command_leaves_no_plan() -> None:
    plan = a_plan()
    draft = Draft(plan)
    with pytest.raises(DomainError, match="too_small"):
        Batch(
            commands=(
                name_italy("Italia"),
                EditField(kind="state", key="IT", field="population_m", value=-1.0),
            )
        ).apply(draft)
    assert plan == a_plan()


def test_the_inverse_takes_every_change_back() -> None:
    plan = a_plan()
    later, changes = edited(plan, remove_leonardo(), name_italy("Italia"))
    back = Replay(cells=tuple(changes.inverse().cells()), code="batch")
    assert after(later, back) == plan
    assert changes.inverse().inverse() == changes
    taken_back = [change.key for change in changes.inverse()]
    assert taken_back == [change.key for change in reversed(changes.changes)]


def test_the_cells_of_a_new_record_say_that_there_was_none() -> None:
    _plan, changes = edited(
        a_plan(), AddRecord(kind="source", values={"id": "s", "title": "A report"})
    )
    cells = {cell.field: cell for cell in changes.cells()}
    assert cells["title"].new == "A report"
    assert cells["notes"].new is None
    assert not any(cell.existed for cell in cells.values())
    assert all(cell.exists for cell in cells.values())


def test_the_union_of_two_edits_is_their_net_effect() -> None:
    plan = a_plan()
    first, one = edited(plan, name_italy("Italia"))
    second, two = edited(first, name_italy("Italie"), remove_leonardo())
    both = one.union(two)
    assert both == ChangeSet(tuple(sorted(compare(plan, second), key=list(both).index)))
    assert len(both) == 3


def test_the_union_of_an_edit_and_its_inverse_is_nothing() -> None:
    _plan, changes = edited(a_plan(), remove_leonardo(), name_italy("Italia"))
    assert not changes.union(changes.inverse())


def test_a_change_set_tells_whom_it_concerns() -> None:
    _plan, changes = edited(a_plan(), name_italy("Italia"))
    assert changes.touches("measure", "state")
    assert not changes.touches("measure")


def test_comparing_a_plan_with_itself_finds_nothing() -> None:
    assert not compare(a_plan(), a_plan())


def test_what_compare_finds_turns_one_plan_into_the_other() -> None:
    before = a_plan()
    then = after(before, remove_leonardo(), name_italy("Italia"))
    there = Replay(cells=tuple(compare(before, then).cells()), code="batch")
    assert after(before, there) == then
    back = Replay(cells=tuple(invert(compare(before, then).cells())), code="batch")
    assert after(then, back) == before


def test_compare_goes_by_kind_and_then_by_key() -> None:
    changes = compare(plan_with(), plan_with(a_system(), a_state("AT"), a_state("CZ")))
    assert [(c.table, c.key) for c in changes] == [
        ("state", "AT"),
        ("state", "CZ"),
        ("state", "IT"),
        ("accelerator", "gb200"),
        ("system", "leonardo"),
    ]


def test_plans_are_equal_if_their_records_are() -> None:
    assert a_plan() == a_plan()
    assert after(a_plan(), name_italy("Italia")) != a_plan()
    assert plan_with() != plan_with(a_state())
    assert plan_with(a_state()) != plan_with()
    emptied = after(plan_with(a_state()), RemoveRecord(kind="state", key="IT"))
    assert emptied == plan_with()


def test_a_plan_says_what_it_lacks() -> None:
    plan = a_plan()
    with pytest.raises(DomainError, match="missing_record"):
        plan.get(State, "XX")
    with pytest.raises(DomainError, match="missing_record"):
        plan.record("state", "XX")
    with pytest.raises(DomainError, match="unknown_kind"):
        plan.table("planet")
