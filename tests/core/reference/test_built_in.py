# SPDX-License-Identifier: EUPL-1.2
"""The scenarios a plan comes with: what stood in January 2024, and the network as it is."""

from pathlib import Path

import pytest

from planner import app
from planner.domain.commands import EditField, RemoveRecord
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import Measure
from planner.engine.stages import evaluate
from planner.reference.built_in import CURRENT, JANUARY
from planner.reference.three_values import three_values
from planner.store.planfile import PlanFile

EIGHT = {
    "lumi",
    "leonardo",
    "marenostrum5",
    "meluxina",
    "karolina",
    "vega",
    "discoverer",
    "deucalion",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "plan.aifp"
    app.create_plan(found)
    return found


def january(path: Path) -> Plan:
    with app.workspace(path) as opened:
        return opened.scenarios.open(JANUARY).plan


def test_january_2024_has_what_was_in_operation_and_no_factory(path: Path) -> None:
    plan = january(path)
    assert set(plan.of(System)) == EIGHT
    assert not plan.of(Factory)
    assert not plan.of(Measure)
    assert plan.get(Envelope, "pkg_supercomputers").amount_meur == 2_100.0
    assert evaluate(plan).headlines.union_ceiling_meur == 3_081.3


def test_january_2024_agrees_with_the_values_stated_then(path: Path) -> None:
    plan = january(path)
    rows = three_values(plan, evaluate(plan), month_of(2024))
    found = {row.key: (row.framework.value, row.scenario.value) for row in rows}
    for key in ("union_ceiling_meur", "genai4eu_meur", "supercomputers_count", "factories_count"):
        stated, computed = found[key]
        assert computed == stated


def test_what_a_plan_comes_with_does_not_move_with_it(path: Path) -> None:
    with app.workspace(path) as opened:
        before = opened.scenarios.open(CURRENT).plan
        opened.session.execute(EditField(kind="system", key="lumi", field="pue", value=1.5))
        after = opened.scenarios.open(CURRENT).plan
        assert after == before
        then = opened.scenarios.open(JANUARY).plan
        assert then.get(System, "lumi") == before.get(System, "lumi")
        assert not opened.scenarios.loose_ends(JANUARY)
        with pytest.raises(DomainError, match="scenario_built_in"):
            opened.scenarios.open(CURRENT).execute(
                EditField(kind="system", key="lumi", field="pue", value=1.1)
            )


def test_coming_with_scenarios_is_no_edit(path: Path) -> None:
    with app.workspace(path) as opened:
        assert not opened.session.history()
        assert opened.session.next_undo is None


def test_a_plan_of_an_older_version_gets_them_when_asked(path: Path) -> None:
    with app.workspace(path) as opened:
        expected = opened.scenarios.open(JANUARY).plan
        for key in (CURRENT, JANUARY):
            opened.session.execute(RemoveRecord(kind="scenario", key=key))
        opened.add_built_in()
        opened.add_built_in()
        assert len(opened.session.history()) == 3
        found = opened.scenarios.open(JANUARY).plan
        assert set(found.of(System)) == set(expected.of(System)) == EIGHT
    with PlanFile.open(path) as file:
        assert set(file.plan.table("scenario")) == {CURRENT, JANUARY}
