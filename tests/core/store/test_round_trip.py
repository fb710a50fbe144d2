# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.changes import Draft
from planner.domain.declare import (
    choice,
    flag,
    integer,
    key,
    month,
    number,
    record,
    reference,
    references,
    share,
    text,
)
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Choice, Record, Schema
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_plan
from tests.core.store.files import a_file, a_step, edited, saved
from tests.torture.amount import amount


class Colour(Choice):
    RED = "red", "red"
    DARK_BLUE = "dark_blue", "dark blue"


@record(kind="sample", label="Sample", plural="Samples", description="One field of each type.")
class Sample(Record):
    id: str = key()
    name: str | None = text("Name", default=None, max_length=300)
    amount: float | None = number("Amount", unit="MEUR", minimum=None, default=None)
    part: float | None = share("Part", default=None)
    count: int | None = integer("Count", minimum=None, default=7)
    day: int | None = month("Day", default=12)
    colour: Colour | None = choice("Colour", choices=Colour, default=Colour.RED)
    open: bool | None = flag("Open", default=None)
    friend: str | None = reference("Friend", target="sample", default=None)
    group: tuple[str, ...] | None = references("Group", target="sample")


SAMPLES = Schema((Sample,))
KEYS = st.text(min_size=1, max_size=12)


@st.composite
def samples(draw: st.DrawFn) -> list[Sample]:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    known = st.sampled_from(keys)
    made = []
    for own in keys:
        values = {
            "id": own,
            "name": draw(st.none() | st.text(max_size=300)),
            "amount": draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
            "part": draw(st.none() | st.floats(0, 1)),
            "count": draw(st.none() | st.integers(-(2**63), 2**63 - 1)),
            "day": draw(st.none() | st.integers(-372, 479)),
            "colour": draw(st.none() | st.sampled_from(Colour)),
            "open": draw(st.none() | st.booleans()),
            "friend": draw(st.none() | known),
            "group": draw(st.none() | st.lists(known, max_size=4).map(tuple)),
        }
        made.append(Sample.KIND.build(values))
    return made  # type: ignore[return-value]  # the kind builds its own records


def _plan_of(rows: list[Sample]) -> Plan:
    table = MappingProxyType({row.id: row for row in rows})
    return Plan(SAMPLES, MappingProxyType({"sample": table}))


@settings(max_examples=amount(short=20, full=200))
@given(rows=samples())
def test_every_type_of_field_comes_back_as_it_was(tmp_path: Path, rows: list[Sample]) -> None:
    path = tmp_path / "samples.aifp"
    PlanFile.create(path, _plan_of(rows), overwrite=True)
    with PlanFile.open(path, schema=SAMPLES) as file:
        assert file.plan == _plan_of(rows)
        assert list(file.plan.of(Sample)) == [row.id for row in rows]


@settings(max_examples=amount(short=20, full=200))
@given(rows=samples())
def test_the_journal_gives_back_what_an_edit_wrote(tmp_path: Path, rows: list[Sample]) -> None:
    path = tmp_path / "samples.aifp"
    PlanFile.create(path, _plan_of([]), overwrite=True)
    with PlanFile.open(path, schema=SAMPLES) as file:
        plan, came = edited(file.plan, *rows)
        _plan, changed = edited(plan, *(Sample(id=row.id) for row in rows))
        draft = Draft(_plan)
        for row in rows:
            draft.drop("sample", row.id)
        _nothing, went = draft.seal()
        steps = [a_step(), a_step(), a_step()]
        for step, changes in zip(steps, (came, changed, went), strict=True):
            file.append(step, changes)
    with PlanFile.open(path, schema=SAMPLES) as file:
        assert file.plan == _plan_of([])
        for step, changes in zip(steps, (came, changed, went), strict=True):
            assert file.cells([step.id]) == list(changes.cells())
        assert file.as_of(1) == plan


def test_a_whole_plan_comes_back_as_it_was(tmp_path: Path) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        assert file.plan == a_plan()
        assert set(file.plan.tables) == set(SCHEMA.kinds)


def test_cells_come_oldest_first_whatever_order_was_asked_for(tmp_path: Path) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = saved(file, file.plan, a_measure(start=10))
        plan = saved(file, plan, a_measure(start=20))
        saved(file, plan, a_measure(start=30))
        _first, second, third = [step.id for step in file.steps()]
        assert [cell.new for cell in file.cells([third, second])] == [20, 30]


def test_the_facts_of_a_step_come_back_as_plain_values(tmp_path: Path) -> None:
    facts = {"count": 3, "share": 0.5, "states": ("DE", "FR"), "none": None, "yes": True, "ü": "é"}
    with PlanFile.open(a_file(tmp_path)) as file:
        step = a_step()
        step = type(step)(kind=step.kind, code="c", facts=facts, author="a", at=step.at)
        file.append(step, edited(file.plan, a_measure())[1])
        assert file.steps() == [step]


@pytest.mark.parametrize(
    ("point", "starts"),
    [
        (0, None),
        (1, 10),
        (3, 30),
        ("2026-06-29", None),
        ("2026-06-30", 20),
        ("2026-06-30T11:59:00", 10),
        ("2026-06-30T14:30:00+02:00", 20),
        ("2027-01-01", 30),
    ],
)
def test_an_auditor_sees_the_plan_as_it_was(
    tmp_path: Path, point: int | str, starts: int | None
) -> None:
    with PlanFile.open(a_file(tmp_path)) as file:
        plan = file.plan
        for start, at in ((10, "2026-06-30T08:00Z"), (20, "2026-06-30T12:00Z"), (30, "2026-07-01")):
            plan, changes = edited(plan, a_measure(start=start))
            file.append(a_step(at=at), changes)
        measure = file.as_of(point).table("measure").get("m-system")
        assert getattr(measure, "start", None) == starts
