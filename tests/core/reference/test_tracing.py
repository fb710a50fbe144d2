# SPDX-License-Identifier: EUPL-1.2
"""Any number tells its value, source, author and earlier values, down to the sources."""

from pathlib import Path

import pytest

from planner.domain.commands import EditField
from planner.domain.plan import Plan
from planner.engine.conflicts import conflict_of, conflicts
from planner.engine.derivations import NETWORK, About
from planner.engine.stages import evaluate
from planner.reference.three_values import ThreeValues, three_values
from planner.reference.tracing import Trace, Tracer
from planner.session import Session
from planner.store.planfile import PlanFile

MAY_2029 = 100


@pytest.fixture(scope="module")
def tracer(plan: Plan) -> Tracer:
    return Tracer(plan, evaluate(plan), lambda _kind, _key, _field: ())


def traced(tracer: Tracer, kind: str, key: str, code: str) -> Trace:
    found = tracer.trace(About(kind, key, code, MAY_2029))
    assert found is not None
    return found


def test_a_value_names_source_year_and_confidence(tracer: Tracer) -> None:
    found = traced(tracer, "state", "IT", "population_m")
    lines = dict(found.lines)
    assert lines["Source"].startswith("Eurostat tps00001")
    assert (lines["Year"], lines["Confidence"], found.level) == ("2026", "medium", "medium")
    assert "public reference data" in lines["Entered by"]


def test_the_network_leads_down_to_the_sources(tracer: Tracer) -> None:
    found = traced(tracer, NETWORK, "", "union_committed")
    state = next(part for part in found.parts if part.about.key == "NL")
    below = tracer.trace(state.about, computed=state.computed)
    assert below is not None
    (promise,) = below.parts
    cell = tracer.trace(promise.about, computed=promise.computed)
    assert cell is not None
    assert dict(cell.lines)["Source"].startswith("NL AI Factory funding")
    assert cell.value == "71 m€"


def test_every_part_of_the_headlines_can_be_asked_again(tracer: Tracer) -> None:
    for code in ("union_committed", "union_ceiling", "covered", "capacity_ef", "public_since_2024"):
        for part in traced(tracer, NETWORK, "", code).parts:
            if part.about.key:
                assert part.label
                assert part.value


def test_a_machine_in_a_states_sum_is_asked_for_its_figure(tracer: Tracer) -> None:
    found = traced(tracer, "state", "DE", "power_mw.available")
    part = next(part for part in found.parts if part.about.key == "jupiter")
    machine = tracer.trace(part.about, computed=part.computed)
    assert machine is not None
    words = "IT power × Power usage effectiveness"
    assert ("Formula", words) in machine.lines


def test_an_assumed_parameter_says_so(tracer: Tracer) -> None:
    found = traced(tracer, "parameter", "availability", "value")
    assert found.level == "assumption"
    assert dict(found.lines)["Kind"] == "an assumption, arguable"


def test_a_disputed_value_names_the_other_sources(tracer: Tracer) -> None:
    found = traced(tracer, "system", "alice_recoque", "cost_meur")
    others = [words for head, words in found.lines if head == "Another source"]
    assert [words.split(":")[0] for words in others] == ["544 m€", "541.7 m€"]
    assert found.disputed


def test_an_edited_value_tells_who_when_why_and_what_was_before(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, plan)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="Ada")
        edit = EditField(kind="system", key="jupiter", field="power_mw", value=18.2)
        session.execute(edit, reason="letter")
        found = traced(Tracer.of(session), "system", "jupiter", "power_mw")
    lines = dict(found.lines)
    assert (found.value, lines["Entered by"], lines["Reason"]) == ("18.2 MW", "Ada", "letter")
    assert lines["Before"].startswith("17 MW until")
    assert lines["Its source said"].startswith("17 MW: ")
    assert found.level == "assumption"


def test_the_known_contradictions_are_open_conflicts(plan: Plan) -> None:
    """Reference tables, list of contradictions; SLAIF's 67.5 and 67.6 differ by too little."""
    found = {(c.key, c.field): {side.value for side in c.sides} for c in conflicts(plan)}
    assert found == {
        ("nlaif_aif", "union_meur"): {"71.0", "70.0"},
        ("alice_recoque", "cost_meur"): {"554.0", "544.0", "541.7"},
        ("aiat_aif", "investment_meur"): {"80.0", "95.0"},
        ("jupiter", "power_mw"): {"17.0", "11.0"},
        ("mn5_ai_upgrade", "cost_meur"): {"129.0", "1.29"},
        ("piast_aif", "investment_meur"): {"131.0", "350.0"},
        ("aif_wave2", "amount_meur"): {"485.0", "506.0"},
        ("genai4eu_booster", "total_meur"): {"45.0", "10.0"},
        ("aigf_01", "closes"): {"2026-11-12", "2026-12-03"},
    }
    assert conflict_of(plan, "factory", "slaif_aif", "union_meur") is None


def rows(plan: Plan) -> dict[str, ThreeValues]:
    return {row.key: row for row in three_values(plan, evaluate(plan), MAY_2029)}


@pytest.mark.parametrize(
    ("key", "framework", "current"),
    [
        ("supercomputers_meur", 2_100.0, 2_600.0),
        ("union_ceiling_meur", 3_081.3, 4_122.3),
        ("genai4eu_meur", 500.0, 700.0),
        ("supercomputers_count", 8.0, 12.0),
        ("factories_count", 0.0, 19.0),
        ("investeu_meur", 1_000.0, None),
    ],
)
def test_a_quantity_has_the_published_values(
    plan: Plan, key: str, framework: float, current: float | None
) -> None:
    row = rows(plan)[key]
    assert (row.framework.value, row.current.value) == (framework, current)
    assert row.framework.source


def test_what_was_not_stated_is_said_and_never_zero(plan: Plan) -> None:
    row = rows(plan)["investeu_meur"]
    assert (row.current.words, row.current.value) == ("not stated", None)


def test_the_third_value_is_computed_from_the_plan(plan: Plan) -> None:
    values = rows(plan)
    assert values["factories_count"].scenario.value == 19.0
    assert values["union_ceiling_meur"].scenario.value == 4_122.3
    assert values["supercomputers_meur"].differ
