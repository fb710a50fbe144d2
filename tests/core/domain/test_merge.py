# SPDX-License-Identifier: EUPL-1.2
"""Two planners take a plan home and put it together again: what is taken, and what is asked."""

import pytest

from planner.domain.clashes import Situation, Take
from planner.domain.commands import (
    AddRecord,
    Assign,
    Batch,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    Resize,
    SetStatus,
)
from planner.domain.merge import Choices
from planner.domain.months import month_of
from planner.domain.records.assurance import Override
from planner.domain.records.contributions import Contribution
from planner.domain.records.evidence import Source
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure, MeasureKind
from tests.core.builders import a_contribution, a_measure, plan_with
from tests.core.domain.planners import Planner

SIZE, START, NAME = (
    "measure/m-system/accelerators",
    "measure/m-system/start",
    "measure/m-system/name",
)
SYSTEM = "m-system"
IN_2030 = Move(measure="m-system", start=month_of(2030))
IN_2031 = Move(measure="m-system", start=month_of(2031))
BIGGER, HUGE = Resize(measure="m-system", size=2_000), Resize(measure="m-system", size=9_000)


def two(*records: Measure | Contribution | Source) -> tuple[Planner, Planner]:
    """Return Anna and Ben, each with a copy of a plan that holds the usual system."""
    anna = Planner("Anna", plan_with(a_measure(), *records))
    return anna, anna.take_home("Ben")


def measure(planner: Planner, key: str = "m-system") -> Measure:
    return planner.plan.get(Measure, key)


def test_changes_to_different_fields_of_one_record_both_arrive() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(BIGGER)
    assert not anna.merge(ben).clashes
    assert measure(anna).start == month_of(2030)
    assert measure(anna).accelerators == 2_000


def test_two_values_for_one_cell_are_asked_about_with_who_and_what_was_there() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    (clash,) = anna.weigh(ben).clashes
    assert clash.situation is Situation.BOTH_CHANGED
    assert (clash.id, clash.base) == (START, month_of(2027))
    assert (clash.mine.value, clash.theirs.value) == (month_of(2030), month_of(2031))
    assert clash.mine.step is not None
    assert clash.theirs.step is not None
    assert (clash.mine.step.author, clash.theirs.step.author) == ("Anna", "Ben")


@pytest.mark.parametrize(("take", "year"), [(Take.MINE, 2030), (Take.THEIRS, 2031)])
def test_a_choice_decides_and_the_other_value_stays_in_the_journal(take: Take, year: int) -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    anna.merge(ben, {START: take})
    assert measure(anna).start == month_of(year)
    written = {cell.new for cells in anna.log.cells.values() for cell in cells}
    assert {month_of(2030), month_of(2031)} <= written


def test_the_same_value_twice_is_no_conflict() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031, IN_2030)
    assert not anna.merge(ben).clashes


def test_who_went_back_to_the_beginning_has_changed_nothing() -> None:
    anna, ben = two()
    anna.edit(IN_2030).undo()
    ben.edit(IN_2031)
    assert not anna.merge(ben).clashes
    assert measure(anna).start == month_of(2031)


def test_a_record_one_edits_and_the_other_removes_is_kept_and_asked_about() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(RemoveMeasure(measure="m-system"))
    (clash,) = anna.weigh(ben).clashes
    assert clash.situation is Situation.EDITED_DELETED
    assert clash.default is Take.MINE
    assert ben.weigh(anna).clashes[0].default is Take.THEIRS
    anna.merge(ben, {clash.id: Take.THEIRS})
    assert not anna.plan.of(Measure)


def test_a_record_nobody_else_touched_is_removed() -> None:
    anna, ben = two()
    ben.edit(RemoveMeasure(measure="m-system"))
    assert not anna.merge(ben).clashes
    assert not anna.plan.of(Measure)


def _contribution(key: str = "share", **values: object) -> AddRecord:
    given = {"id": key, "measure": "m-system", "paid_by": "union", "year": 2027}
    return AddRecord(kind="contribution", values={**given, **values})


@pytest.mark.parametrize("mine_removes", [True, False])
def test_a_record_one_removes_and_the_other_comes_to_use_stays(mine_removes: bool) -> None:
    anna, ben = two()
    remover, user = (anna, ben) if mine_removes else (ben, anna)
    remover.edit(RemoveMeasure(measure="m-system"))
    user.edit(_contribution())
    (clash,) = anna.weigh(ben).clashes
    assert clash.situation is Situation.DELETED_REFERENCED
    anna.merge(ben)
    assert "m-system" in anna.plan.of(Measure)
    assert "share" in anna.plan.of(Contribution)


def test_letting_a_used_record_go_takes_along_what_means_nothing_without_it() -> None:
    anna, ben = two()
    anna.edit(RemoveMeasure(measure="m-system"))
    ben.edit(_contribution())
    (clash,) = anna.weigh(ben).clashes
    anna.merge(ben, {clash.id: Take.MINE})
    assert not anna.plan.of(Measure)
    assert not anna.plan.of(Contribution)


def _assign(key: str) -> Assign:
    return Assign(template="t-system", state="IT", start=month_of(2028), measure=key)


TWINS = "measure/a/b"


def _twins() -> tuple[Planner, Planner]:
    anna, ben = two()
    anna.edit(_assign("a"), SetStatus(measure="a", status=Status.COMMITTED))
    ben.edit(_assign("b"), _contribution(measure="b"), LOAD)
    return anna, ben


LOAD = EditField(kind="measure", key="b", field="it_load_mw", value=12.0)


def test_the_same_thing_added_twice_is_asked_about_and_both_are_kept_by_default() -> None:
    anna, ben = _twins()
    (clash,) = anna.weigh(ben).clashes
    assert (clash.situation, clash.id) == (Situation.ADDED_TWICE, TWINS)
    anna.merge(ben)
    assert {"a", "b"} <= anna.plan.of(Measure).keys()


@pytest.mark.parametrize(
    ("take", "kept", "power"),
    [(Take.MINE, "a", None), (Take.THEIRS, "b", 12.0), (Take.JOIN, "a", 12.0)],
)
def test_one_of_two_twins_takes_over_what_points_at_the_other(
    take: Take, kept: str, power: float | None
) -> None:
    anna, ben = _twins()
    anna.merge(ben, {TWINS: take})
    assert anna.plan.of(Measure).keys() == {"m-system", kept}
    assert anna.plan.get(Contribution, "share").measure == kept
    assert measure(anna, kept).it_load_mw == power


@pytest.mark.parametrize("take", list(Take))
def test_after_a_choice_about_twins_both_copies_agree(take: Take) -> None:
    anna, ben = _twins()
    anna.merge(ben, {TWINS: take})
    assert not ben.merge(anna).clashes
    assert ben.plan == anna.plan


@pytest.mark.parametrize("take", [Take.MINE, Take.THEIRS])
def test_a_decided_question_never_comes_back(take: Take) -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    anna.merge(ben, {START: take})
    assert anna.weigh(ben).is_empty
    assert not ben.merge(anna).clashes
    assert ben.plan == anna.plan
    ben.edit(HUGE)
    anna.edit(EditField(kind="measure", key="m-system", field="name", value="Big"))
    assert not anna.merge(ben).clashes
    assert not ben.merge(anna).clashes
    assert ben.plan == anna.plan


def test_an_edit_made_after_a_decision_the_other_has_not_seen_is_taken() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    anna.merge(ben, {START: Take.THEIRS})
    ben.edit(Move(measure="m-system", start=month_of(2032)))
    assert not anna.merge(ben).clashes
    assert measure(anna).start == month_of(2032)


def test_copies_that_met_in_both_directions_and_agree_raise_no_question() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(BIGGER)
    before = ben.take_home("Ben, before")
    ben.merge(anna)
    anna.merge(before)
    anna.edit(HUGE)
    assert not ben.merge(anna).clashes
    assert not anna.merge(ben).clashes
    assert anna.plan == ben.plan


def test_two_who_decided_the_same_question_differently_are_asked_once_more() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    anna_before = anna.take_home("Anna, before")
    anna.merge(ben, {START: Take.MINE})
    ben.merge(anna_before, {START: Take.MINE})
    (clash,) = anna.merge(ben, {START: Take.THEIRS}).clashes
    assert clash.id == START
    assert not ben.merge(anna).clashes
    assert not anna.merge(ben).clashes
    assert anna.plan == ben.plan


def test_a_copy_that_changed_back_after_meeting_twice_counts_as_unchanged() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031).undo()
    anna.merge(ben)
    ben.merge(anna)
    anna.edit(IN_2031).undo()
    ben.edit(Move(measure="m-system", start=month_of(2032)))
    assert not anna.merge(ben).clashes
    assert measure(anna).start == month_of(2032)


def test_a_merge_that_was_undone_can_be_made_again() -> None:
    anna, ben = two()
    anna.edit(IN_2030)
    ben.edit(IN_2031, BIGGER)
    before = anna.plan
    anna.merge(ben, {START: Take.THEIRS})
    anna.undo()
    assert anna.plan == before
    assert [clash.id for clash in anna.weigh(ben).clashes] == [START]
    anna.merge(ben, {START: Take.THEIRS})
    assert (measure(anna).start, measure(anna).accelerators) == (month_of(2031), 2_000)
    assert anna.weigh(ben).is_empty
    assert not ben.merge(anna).clashes
    assert anna.plan == ben.plan


def test_a_merge_that_was_redone_is_made() -> None:
    anna, ben = two()
    ben.edit(BIGGER)
    anna.merge(ben)
    anna.undo().redo()
    assert anna.weigh(ben).is_empty
    assert measure(anna).accelerators == 2_000


def test_who_undoes_a_merge_others_have_seen_is_asked_against_them() -> None:
    anna, ben = two()
    ben.edit(BIGGER)
    anna.merge(ben)
    carla = anna.take_home("Carla")
    anna.undo()
    assert [clash.id for clash in carla.weigh(anna).clashes] == [SIZE]


def test_what_a_third_planner_brought_is_not_asked_about_again() -> None:
    anna, ben = two()
    carla = anna.take_home("Carla")
    anna.edit(IN_2030)
    ben.edit(IN_2031)
    carla.edit(HUGE)
    carla.merge(anna)
    carla.merge(ben, {START: Take.THEIRS})
    assert not anna.merge(carla).clashes
    assert not ben.merge(carla).clashes
    assert not ben.merge(anna).clashes
    assert anna.plan == ben.plan == carla.plan


def test_a_removed_record_brings_back_all_it_needs_itself() -> None:
    upgrade = a_measure(MeasureKind.UPGRADE, id="up", base_measure="m-system")
    anna, ben = two(upgrade)
    anna.edit(RemoveMeasure(measure="m-system"))
    ben.edit(_contribution(measure="up"))
    merged = anna.merge(ben)
    assert {"m-system", "up"} <= anna.plan.of(Measure).keys()
    assert merged.clashes
    assert not ben.merge(anna).clashes
    assert anna.plan == ben.plan


def test_letting_go_of_a_chain_ends() -> None:
    upgrade = a_measure(MeasureKind.UPGRADE, id="up", base_measure="m-system")
    anna, ben = two(upgrade)
    anna.edit(Batch(commands=(RemoveMeasure(measure="up"), RemoveMeasure(measure="m-system"))))
    ben.edit(_contribution(measure="up"))
    asked = anna.weigh(ben).clashes
    choices: Choices = {clash.id: Take.MINE for clash in asked}
    anna.merge(ben, choices)
    assert not anna.plan.of(Measure)
    assert not anna.plan.of(Contribution)


def test_a_source_both_removed_stays_removed() -> None:
    anna, ben = two(Source(id="s", title="Paper"))
    for planner in (anna, ben):
        planner.edit(RemoveRecord(kind="source", key="s"))
    assert not anna.merge(ben).clashes
    assert not anna.plan.of(Source)


@pytest.mark.parametrize("mine_removes", [True, False])
def test_what_belongs_to_a_record_that_is_kept_is_kept_with_it(mine_removes: bool) -> None:
    anna, ben = two(a_contribution(), a_measure(MeasureKind.UPGRADE, id="up", base_measure=SYSTEM))
    remover, editor = (anna, ben) if mine_removes else (ben, anna)
    remover.edit(RemoveMeasure(measure=SYSTEM))
    editor.edit(IN_2030)
    anna.merge(ben)
    assert measure(anna).start == month_of(2030)
    assert anna.plan.of(Measure).keys() == {SYSTEM, "up"}
    assert "share" in anna.plan.of(Contribution)
    assert not ben.merge(anna).clashes
    assert ben.plan == anna.plan


def test_letting_a_record_go_lets_go_what_belongs_to_it() -> None:
    anna, ben = two(a_contribution())
    ben.edit(RemoveMeasure(measure=SYSTEM))
    anna.edit(IN_2030)
    anna.merge(ben, {f"measure/{SYSTEM}": Take.THEIRS})
    assert not anna.plan.of(Measure)
    assert not anna.plan.of(Contribution)


def test_words_about_a_record_keep_it_like_a_pointer() -> None:
    anna, ben = two()
    anna.edit(RemoveMeasure(measure=SYSTEM))
    override = {"id": "o", "rule": "FIN-01", "reason": "so", "reference": "Article 15"}
    about = {"about_kind": "measure", "about": SYSTEM}
    ben.edit(AddRecord(kind="override", values={**override, **about}))
    (clash,) = anna.weigh(ben).clashes
    assert clash.situation is Situation.DELETED_REFERENCED
    kept, gone = anna.take_home("Kept"), anna.take_home("Gone")
    kept.merge(ben)
    assert SYSTEM in kept.plan.of(Measure)
    gone.merge(ben, {clash.id: Take.MINE})
    assert not gone.plan.of(Override)
