# SPDX-License-Identifier: EUPL-1.2
"""The plan and its figures as they stood on a past day, and the history of one cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.commands import Assign, EditField, RemoveRecord
from planner.domain.errors import DomainError, StoreError
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.engine.stages import evaluate
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_plan
from tests.core.test_session import MemoryStore, same_outcome

DAYS = ("2026-05-01", "2026-06-30", "2026-07-02")


class Days:
    """A clock that reads noon of one day after another."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self) -> str:
        self.read += 1
        return f"{DAYS[self.read - 1]}T12:00:00.000+00:00"


@pytest.fixture(params=["file", "memory"])
def session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    if request.param == "memory":
        yield Session(a_plan(), MemoryStore(), author="Ada", clock=Days())
        return
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, a_plan())
    with PlanFile.open(path) as file:
        yield Session(file.plan, file, author="Ada", clock=Days())


def edit(session: Session, value: float | None) -> None:
    command = EditField(kind="system", key="leonardo", field="cost_meur", value=value)
    session.execute(command, reason=f"because {value}")


def test_a_past_day_shows_plan_and_figures_as_they_stood(session: Session) -> None:
    edit(session, 240.0)
    session.execute(Assign(template="t-system", state="FR", start=84, measure="m"))
    plan, outcome = session.plan, session.outcome
    edit(session, 250.0)
    past = session.as_of("2026-06-30")
    assert past.plan == plan
    assert same_outcome(past.outcome, outcome)
    assert past.plan.get(System, "leonardo").cost_meur == 240.0
    assert len(past.history()) == 2


def test_before_the_first_edit_is_what_the_plan_began_with(session: Session) -> None:
    edit(session, 240.0)
    past = session.as_of("2026-04-30")
    assert past.plan == a_plan()
    assert same_outcome(past.outcome, evaluate(a_plan()))


def test_the_past_cannot_be_edited(session: Session) -> None:
    edit(session, 240.0)
    past = session.as_of("2026-06-30")
    with pytest.raises(DomainError) as raised:
        past.execute(Assign(template="t-system", state="FR", start=84))
    assert raised.value.code == "past_is_fixed"
    assert not past.plan.of(Measure).keys() - a_plan().of(Measure).keys()


def test_a_day_that_is_none_is_refused(session: Session) -> None:
    with pytest.raises(StoreError, match="not_a_time"):
        session.as_of("last summer")


def test_a_cell_tells_who_wrote_what(session: Session) -> None:
    edit(session, 240.0)
    session.execute(EditField(kind="system", key="leonardo", field="pue", value=1.1))
    edit(session, 250.0)
    first, second = session.trail("system", "leonardo", "cost_meur")
    assert (first.cell.new, second.cell.old, second.cell.new) == (240.0, 240.0, 250.0)
    assert (second.step.author, second.step.reason) == ("Ada", "because 250.0")


def test_a_cell_nobody_wrote_has_no_trail(session: Session) -> None:
    edit(session, 240.0)
    assert session.trail("system", "leonardo", "pue") == ()


def test_a_record_that_came_and_went_is_in_the_trail_of_its_cells(session: Session) -> None:
    session.execute(Assign(template="t-system", state="FR", start=84, measure="m"))
    session.execute(RemoveRecord(kind="measure", key="m"))
    came, went = session.trail("measure", "m", "start")
    assert (came.cell.existed, came.cell.new, went.cell.exists, went.cell.old) == (
        False,
        84,
        False,
        84,
    )


def test_the_trail_of_the_past_ends_there(session: Session) -> None:
    edit(session, 240.0)
    edit(session, 250.0)
    edit(session, 260.0)
    assert len(session.as_of("2026-06-30").trail("system", "leonardo", "cost_meur")) == 2
