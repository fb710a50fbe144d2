# SPDX-License-Identifier: EUPL-1.2
"""What holds for any two copies of a plan, and for any three planners who keep meeting."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from planner.domain.changes import compare
from planner.domain.clashes import Situation, Take
from planner.domain.commands import AddRecord, Command
from planner.domain.merge import Choices
from planner.domain.plan import Plan
from planner.exchange.patch import EXCHANGE, START, step_meant
from tests.core.builders import a_plan
from tests.core.domain.planners import Planner
from tests.core.domain.test_properties import EDITS, KEYS
from tests.torture.amount import amount

FIRST: Plan = a_plan()
_SHARES = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["c0", "c1", "c2"]),
        "measure": KEYS,
        "paid_by": st.just("union"),
        "year": st.sampled_from([2027, 2028]),
    }
)
_OVERRIDES = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["o0", "o1"]),
        "rule": st.just("FIN-01"),
        "about_kind": st.just("measure"),
        "about": KEYS,
        "reason": st.sampled_from(["so", "thus"]),
        "reference": st.just("Article 15"),
    }
)
# Edits of every kind, and often of records that hang on others.
ANY = (
    EDITS
    | st.builds(AddRecord, kind=st.just("contribution"), values=_SHARES)
    | st.builds(AddRecord, kind=st.just("override"), values=_OVERRIDES)
)
SOME = st.lists(ANY, max_size=5)
TAKES = st.sampled_from(list(Take))


def _two(before: list[Command], mine: list[Command], theirs: list[Command]) -> list[Planner]:
    anna = _edited(Planner("Anna", FIRST), before)
    ben = anna.take_home("Ben")
    return [_edited(anna, mine), _edited(ben, theirs)]


def _edited(planner: Planner, commands: list[Command]) -> Planner:
    for command in commands:
        planner.try_edit(command)
    return planner


def _chosen(planner: Planner, other: Planner, take: Take) -> Choices:
    return {clash.id: take for clash in planner.weigh(other).clashes}


@given(SOME, SOME)
def test_merging_a_copy_that_changed_nothing_changes_nothing(
    before: list[Command], mine: list[Command]
) -> None:
    anna, ben = _two(before, mine, [])
    plan = anna.plan
    assert not anna.merge(ben).clashes
    assert anna.plan == plan
    ben.merge(anna)
    assert ben.plan == plan


@given(SOME, SOME, SOME, TAKES)
def test_undoing_a_merge_gives_back_exactly_what_was_ours(
    before: list[Command], mine: list[Command], theirs: list[Command], take: Take
) -> None:
    anna, ben = _two(before, mine, theirs)
    plan = anna.plan
    anna.merge(ben, _chosen(anna, ben, take))
    merged = anna.plan
    if anna.log.steps and anna.log.steps[-1].code == "merge":
        assert anna.undo().plan == plan
        assert anna.redo().plan == merged


@given(SOME, SOME, SOME)
def test_a_merge_made_again_after_undo_leads_to_the_same_plan(
    before: list[Command], mine: list[Command], theirs: list[Command]
) -> None:
    anna, ben = _two(before, mine, theirs)
    first = anna.merge(ben)
    if not anna.log.steps or anna.log.steps[-1].code != "merge":
        return
    anna.undo()
    assert anna.merge(ben).plan == first.plan
    assert anna.weigh(ben).is_empty


@given(SOME, SOME, SOME)
def test_both_directions_lead_to_one_plan_if_the_sides_are_turned(
    before: list[Command], mine: list[Command], theirs: list[Command]
) -> None:
    anna, ben = _two(before, mine, theirs)
    ours, other = anna.weigh(ben), ben.weigh(anna)
    assert {_cells(clash) for clash in ours.clashes} == {_cells(clash) for clash in other.clashes}
    if any(clash.situation is Situation.ADDED_TWICE for clash in ours.clashes):
        return  # whose key survives is a matter of sides
    mine_wins = ours.settled({clash.id: Take.MINE for clash in ours.clashes}).plan
    assert mine_wins == other.settled({clash.id: Take.THEIRS for clash in other.clashes}).plan


@given(SOME, SOME, SOME, TAKES)
def test_a_patch_leads_where_the_whole_copy_leads(
    before: list[Command], mine: list[Command], theirs: list[Command], take: Take
) -> None:
    anna, ben = _two(before, mine, theirs)
    shared = [step.id for step in ben.log.steps if step in anna.log.steps]
    by_patch = anna.weigh_patch(ben, shared[-1] if shared else "")
    by_file = anna.weigh(ben)
    choices = _chosen(anna, ben, take)
    assert {c.id for c in by_patch.clashes} == {c.id for c in by_file.clashes}
    assert by_patch.settled(choices).plan == by_file.settled(choices).plan


def _cells(clash: object) -> tuple[object, ...]:
    keys = frozenset({getattr(clash, "key", ""), getattr(clash, "other", "")} - {""})
    return getattr(clash, "situation", ""), getattr(clash, "table", ""), keys


@given(SOME, SOME, SOME, TAKES)
def test_after_meeting_in_both_directions_the_copies_are_equal_and_nothing_is_left_to_ask(
    before: list[Command], mine: list[Command], theirs: list[Command], take: Take
) -> None:
    anna, ben = _two(before, mine, theirs)
    anna.merge(ben, _chosen(anna, ben, take))
    assert not ben.merge(anna).clashes
    assert ben.plan == anna.plan
    assert not anna.merge(ben).clashes
    assert anna.plan == ben.plan


@given(SOME, SOME, SOME)
def test_nothing_somebody_changed_is_absent_from_both_result_and_questions(
    before: list[Command], mine: list[Command], theirs: list[Command]
) -> None:
    anna, ben = _two(before, mine, theirs)
    base = _edited(Planner("Base", FIRST), before).plan
    weighed = anna.weigh(ben)
    result = weighed.settled().plan
    asked = {(clash.table, key) for clash in weighed.clashes for key in (clash.key, clash.other)}
    for side in (anna.plan, ben.plan):
        for change in compare(base, side):
            if (change.table, change.key) in asked:
                continue
            found = result.table(change.table).get(change.key)
            assert (found is None) == (change.after is None)
            for cell in change.cells():
                given = cell.new != cell.old  # a new record may leave open what the other fills
                assert found is None or not given or getattr(found, cell.field) == cell.new


class Meetings(RuleBasedStateMachine):
    """Three planners edit, take back and merge in any order; then all meet twice."""

    @initialize()
    def start(self) -> None:
        first = Planner("0", FIRST)
        self.planners = [first, first.take_home("1"), first.take_home("2")]

    @rule(who=st.integers(0, 2), command=ANY)
    def edit(self, who: int, command: Command) -> None:
        self.planners[who].try_edit(command)

    @rule(who=st.integers(0, 2))
    def undo(self, who: int) -> None:
        self.planners[who].undo()

    @rule(who=st.integers(0, 2))
    def redo(self, who: int) -> None:
        self.planners[who].redo()

    @rule(who=st.integers(0, 2), other=st.integers(1, 2), take=TAKES)
    def meet(self, who: int, other: int, take: Take) -> None:
        mine, theirs = self.planners[who], self.planners[(who + other) % 3]
        mine.merge(theirs, _chosen(mine, theirs, take))
        assert mine.weigh(theirs).is_empty

    @rule(who=st.integers(0, 2), other=st.integers(1, 2), since=st.sampled_from([START, EXCHANGE]))
    def send(self, who: int, other: int, since: str) -> None:
        """Let somebody merge a patch, if they have what it builds on."""
        mine, theirs = self.planners[who], self.planners[(who + other) % 3]
        base = step_meant(theirs.log.steps, since)
        if base and base not in {step.id for step in mine.log.steps}:
            return
        before = {step.id for step in mine.log.steps}
        mine.apply(theirs, base)
        assert before <= {step.id for step in mine.log.steps}
        assert mine.weigh(theirs).is_empty

    @invariant()
    def journals_lead_to_the_plans(self) -> None:
        for planner in getattr(self, "planners", ()):
            ids = [step.id for step in planner.log.steps]
            assert len(ids) == len(set(ids))

    def teardown(self) -> None:
        if not hasattr(self, "planners"):
            return
        first, *others = self.planners
        for other in others:
            first.merge(other)
        for other in others:
            assert not other.merge(first).clashes
            assert other.plan == first.plan


class TestMeetings(Meetings.TestCase):
    """Run the meetings."""

    settings = settings(
        max_examples=amount(short=25, full=400), stateful_step_count=12, deadline=None
    )
