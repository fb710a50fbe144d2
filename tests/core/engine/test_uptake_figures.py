# SPDX-License-Identifier: EUPL-1.2
"""Sums over instruments, sectors and targets say what they are made of, and add up to it."""

import pytest

from planner.domain.records.instruments import Instrument
from planner.domain.records.uptake import Sector
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure
from planner.engine.instruments import COLUMNS, column_sums
from planner.engine.sector_goals import sector_money
from planner.engine.uptake_figures import BOARD, lines_code, total_code
from planner.reference.tracing import Tracer, figure_label
from planner.session import Session
from tests.core.report.readers import OCTOBER_2026, a_session


@pytest.fixture(scope="module")
def session() -> Session:
    return a_session()


def figure(session: Session, code: str, kind: str = NETWORK, key: str = "") -> Figure:
    """Return a figure that must be there."""
    found = derived(session.plan, session.outcome, About(kind, key, code, OCTOBER_2026))
    assert found is not None
    return found


def added(found: Figure) -> float:
    """Add up the inputs of a figure."""
    return sum(float(str(one.value)) for one in found.inputs)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_lines_behind_a_sum_of_instruments_add_up_to_it(session: Session, column: str) -> None:
    keys = tuple(session.plan.of(Instrument))
    found = figure(session, lines_code(column))
    assert found.value == column_sums(session.plan, keys)[column]
    assert found.value is None or added(found) == pytest.approx(found.value)
    some = figure(session, lines_code(column, keys[:3]))
    assert some.value == column_sums(session.plan, keys[:3])[column]
    assert {one.key for one in some.inputs} <= set(keys[:3])


def test_the_money_of_a_sector_is_that_of_its_lines(session: Session) -> None:
    for key in session.plan.of(Sector):
        found = figure(session, "sector_lines", "sector", key)
        assert found.value == sector_money(session.plan, key).lines_meur
        assert found.value is None or added(found) == pytest.approx(found.value)
        assert figure(session, "sector_factories", "sector", key).inputs is not None


@pytest.mark.parametrize("code", BOARD)
def test_the_counts_above_the_board_can_be_asked(session: Session, code: str) -> None:
    trace = Tracer.of(session).trace(About(NETWORK, "", code, OCTOBER_2026), computed=True)
    assert trace is not None
    assert trace.label != code


def test_the_sum_of_a_column_names_its_records(session: Session) -> None:
    rows = session.plan.table("delivery")
    found = figure(session, total_code("delivery", "quantity", rows))
    known = [row.quantity for row in rows.values() if row.quantity is not None]  # type: ignore[attr-defined]  # deliveries
    assert found.value == sum(known)
    assert len(found.inputs) == len(known)
    assert figure_label(found.code) == "Accelerators"
