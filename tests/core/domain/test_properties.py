# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done to a plan can be taken back, and played forward again."""

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import Cell, ChangeSet, Draft, compare, invert
from planner.domain.commands import (
    AddRecord,
    Assign,
    Batch,
    Command,
    Duplicate,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    Replay,
    Resize,
    SetStatus,
)
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import MeasureKind
from tests.core.builders import a_plan, after

FIRST = a_plan()
KEYS = st.sampled_from(["m0", "m1", "m2", "m3"])
STATES = st.sampled_from(["IT", "FR", "DE", "XX"])
MONTHS = st.integers(0, 179)


def _edits() -> st.SearchStrategy[Command]:
    """Return edits that meet each other's records often; many are refused, as in life."""
    templates = st.sampled_from([f"t-{kind.value}" for kind in MeasureKind])
    sources = st.fixed_dictionaries(
        {"id": st.sampled_from(["s0", "s1"]), "title": st.sampled_from(["A", "B"])},
        optional={"year": st.integers(1990, 2030)},
    )
    population = st.one_of(st.none(), st.floats(-1, 90))
    return st.one_of(
        st.builds(Assign, template=templates, state=STATES, start=MONTHS, measure=KEYS),
        st.builds(Move, measure=KEYS, start=st.none() | MONTHS, state=st.none() | STATES),
        st.builds(Resize, measure=KEYS, size=st.sampled_from([0.0, 2.0, 2.5, 900.0])),
        st.builds(SetStatus, measure=KEYS, status=st.sampled_from(Status)),
        st.builds(Duplicate, measure=KEYS, copy=KEYS, state=st.none() | STATES),
        st.builds(RemoveMeasure, measure=KEYS),
        st.builds(AddRecord, kind=st.just("source"), values=sources),
        st.builds(
            EditField,
            kind=st.just("state"),
            key=STATES,
            field=st.just("population_m"),
            value=population,
        ),
        st.builds(
            RemoveRecord,
            kind=st.sampled_from(["source", "factory", "system", "measure"]),
            key=st.sampled_from(["s0", "s1", "it4lia", "leonardo", "m0"]),
        ),
    )


EDITS = _edits()
SEQUENCES = st.lists(
    EDITS | st.builds(Batch, commands=st.lists(EDITS, max_size=4).map(tuple)), max_size=12
)


def carried_out(plan: Plan, commands: list[Command]) -> tuple[Plan, list[ChangeSet]]:
    """Return where the commands lead, leaving out those that are refused."""
    done: list[ChangeSet] = []
    for command in commands:
        draft = Draft(plan)
        try:
            command.apply(draft)
            plan, changes = draft.seal()
        except DomainError:
            continue
        done.append(changes)
    return plan, done


def cells_of(done: list[ChangeSet]) -> list[Cell]:
    return [cell for changes in done for cell in changes.cells()]


def replayed(plan: Plan, cells: list[Cell]) -> Plan:
    return after(plan, Replay(cells=tuple(cells), code="batch"))


@given(SEQUENCES)
def test_undoing_everything_gives_the_first_plan_back(commands: list[Command]) -> None:
    last, done = carried_out(FIRST, commands)
    assert replayed(last, invert(cells_of(done))) == FIRST


@given(SEQUENCES)
def test_undoing_step_by_step_passes_through_every_earlier_plan(commands: list[Command]) -> None:
    plans, plan = [FIRST], FIRST
    done: list[ChangeSet] = []
    for command in commands:
        plan, changes = carried_out(plan, [command])
        if changes:
            plans.append(plan)
            done.extend(changes)
    for earlier, changes in zip(reversed(plans[:-1]), reversed(done), strict=True):
        plan = replayed(plan, invert(changes.cells()))
        assert plan == earlier


@given(SEQUENCES)
def test_playing_the_cells_forward_gives_the_last_plan(commands: list[Command]) -> None:
    last, done = carried_out(FIRST, commands)
    assert replayed(FIRST, cells_of(done)) == last


@given(SEQUENCES)
def test_the_union_of_all_edits_is_what_compare_finds(commands: list[Command]) -> None:
    last, done = carried_out(FIRST, commands)
    union = ChangeSet()
    for changes in done:
        union = union.union(changes)
    assert {(c.table, c.key): c for c in union} == {
        (c.table, c.key): c for c in compare(FIRST, last)
    }


@given(SEQUENCES, SEQUENCES)
def test_the_difference_applied_to_one_plan_gives_the_other(
    one: list[Command], two: list[Command]
) -> None:
    a, b = carried_out(FIRST, one)[0], carried_out(FIRST, two)[0]
    assert replayed(a, list(compare(a, b).cells())) == b


@given(SEQUENCES)
def test_no_edit_leaves_a_pointer_to_nothing(commands: list[Command]) -> None:
    last, _done = carried_out(FIRST, commands)
    draft = Draft(last)
    for kind in last.schema.kinds:
        for row in last.table(kind).values():
            for pointer in row.KIND.references:
                value = getattr(row, pointer.name)
                for key in value if isinstance(value, tuple) else (value,):
                    assert key is None or draft.find(pointer.target, key) is not None
