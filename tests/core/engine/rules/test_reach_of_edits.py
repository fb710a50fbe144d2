# SPDX-License-Identifier: EUPL-1.2
"""Whatever record a rule looks at: findings after an edit equal those of the whole plan anew."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import Draft
from planner.domain.commands import Batch, Command, EditField, Move, RemoveRecord, SetStatus
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation, Applicant, Pool, TimeShare
from planner.domain.records.assurance import DocumentType, Stage
from planner.domain.records.chips import Delivery
from planner.domain.records.cooperation import Scope, TalentProgramme
from planner.domain.records.infrastructure import FactoryKind, Status, SystemClass
from planner.domain.records.measures import MeasureKind
from planner.domain.records.sites import DataSpace
from planner.domain.schema import Record, Scalar
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_factory,
    a_measure,
    a_parameter,
    a_state,
    a_system,
    an_envelope,
    plan_with,
)
from tests.core.engine.rules.partners import (
    a_call,
    a_case,
    a_centre,
    a_gigafactory,
    a_line,
    a_proof,
    a_proposal,
    a_sector,
    a_target,
    an_edic,
    an_organisation,
    handovers,
    members,
    services,
)
from tests.core.engine.rules.trying import a_data_centre, a_milestone, a_paper, a_site

STATES = ("IT", "FI", "LV")
MEASURES = ("m0", "m1", "m2")


def a_plan_on_file() -> Plan:
    return plan_with(
        *(a_state(key) for key in STATES),
        an_envelope(),
        a_parameter("rule.ELG-02.years", 5.0),
        a_system(selected=12),
        a_system("lumi", state="FI"),
        a_factory(system="leonardo", sectors="a;b;c;d;e;f", linked_factories=("ant",)),
        a_factory("ant", state="LV", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",)),
        a_measure(id="m0", status=Status.CONTRACTED, system_class=SystemClass.MID_RANGE),
        a_measure(MeasureKind.UPGRADE, id="m1", state="FI", base_system="lumi"),
        a_measure(MeasureKind.MASTER, id="m2", state="LV"),
        a_paper(DocumentType.HOSTING_AGREEMENT, "m0", dated=70, topics="energy"),
        a_milestone(Stage.TENDER, "m0", baseline=60, forecast=66),
        a_site(systems=("leonardo",), measures=("m0",), grid_mw=5.0),
        a_data_centre(state="LV", measure="m0", site="bologna", it_load_mw=4.0),
        DataSpace(id="health", name="Health"),
        TimeShare(id="share", measure="m0", state="FI"),
        Delivery(id="chips", measure="m0", ordered=60, first_month=62),
        Allocation(
            id="job",
            name="A job",
            system="lumi",
            state="LV",
            mode=AccessMode.FAST_LANE,
            pool=Pool.INDUSTRY,
            first_month=60,
            hours_awarded=5.0,
            price_eur_per_hour=1.0,
            applicant=Applicant.SME,
            organisation="firm",
        ),
        *around_the_factories(),
    )


def around_the_factories() -> tuple[Record, ...]:
    """Return a case with its ranking, a centre, a consortium, a target: what rules look at."""
    return (
        an_organisation(),
        a_sector(),
        a_target(target=40.0),
        a_centre(factory="it4lia", cases_open=9, cases_at_most=10),
        an_edic(),
        *members("IT", "LV"),
        a_case(factory="it4lia", stack="cuda", mode=AccessMode.PLAYGROUND),
        a_proposal(factory="it4lia", load=0.95),
        *handovers(4),
        a_proof(allocation="job", expires="2026-01-01"),
        a_call(),
        a_gigafactory(envelope="eurohpc"),
        a_line("whole", 500.0),
        a_line("part", 400.0, part_of="whole"),
        *services(Scope.CONSORTIUM)[:2],
        TalentProgramme(id="school", name="School", factory="it4lia", seats=10, enrolled=20),
    )


maybe = st.none()
months = st.integers(50, 110)
measures = st.sampled_from(MEASURES)
systems = st.sampled_from(["leonardo", "lumi"])
states = st.sampled_from(STATES)
EDITS: Mapping[tuple[str, str], dict[str, st.SearchStrategy]] = {
    ("document", "hosting_agreement-m0"): {
        "dated": maybe | months,
        "topics": maybe | st.just("a;b;c;d;e;f;g;h;i"),
        "measure": maybe | measures,
        "type": st.sampled_from(DocumentType),
    },
    ("milestone", "tender-m0"): {
        "forecast": maybe | months,
        "measure": maybe | measures,
        "system": maybe | systems,
        "stage": st.sampled_from(Stage),
    },
    ("site", "bologna"): {
        "grid_mw": maybe | st.floats(0, 20),
        "state": states,
        "hosting_facility": st.booleans(),
        "systems": maybe | st.just(("lumi",)),
    },
    ("data_centre", "hall"): {
        "state": states,
        "measure": maybe | measures,
        "site": maybe | st.just("bologna"),
        "distance_km": maybe | st.floats(0, 100),
        "it_load_mw": maybe | st.floats(0, 9),
        "data_spaces": maybe | st.just(("health",)),
    },
    ("data_space", "health"): {"status": st.sampled_from(["planned", "connected"])},
    ("time_share", "share"): {"state": states, "agreement": maybe | st.just("CA")},
    ("delivery", "chips"): {"first_month": maybe | months, "measure": maybe | measures},
    ("allocation", "job"): {
        "system": maybe | systems,
        "measure": maybe | measures,
        "hours_awarded": maybe | st.floats(0, 90_000),
        "applicant": maybe | st.sampled_from(Applicant),
        "state": maybe | states,
    },
    ("factory", "it4lia"): {"kind": st.sampled_from(FactoryKind), "state": states},
    ("system", "lumi"): {"selected": maybe | months, "state": states, "retired": maybe | months},
    ("measure", "m0"): {
        "state": states,
        "capex_meur": maybe | st.floats(1, 99),
        "base_system": maybe | systems,
    },
    ("parameter", "rule.ELG-02.years"): {"value": st.floats(1, 9)},
    ("organisation", "firm"): {
        "staff": maybe | st.integers(1, 999),
        "state": maybe | states,
        "seal_of_excellence": st.booleans(),
    },
    ("sector", "robotics"): {"no_target": st.booleans(), "aliases": maybe | st.just("a")},
    ("target", "pilots"): {"owner": maybe | st.just("firm"), "version": st.integers(1, 3)},
    ("support_centre", "ncc"): {
        "factory": maybe | st.sampled_from(["it4lia", "ant"]),
        "cases_open": maybe | st.integers(0, 12),
        "kind": st.sampled_from(["competence", "support"]),
    },
    ("initiative_member", "edic-LV"): {"part": maybe | st.sampled_from(["member", "observer"])},
    ("desk_case", "case"): {
        "stack": maybe | st.sampled_from(["cuda", "rocm"]),
        "system": maybe | systems,
        "received": maybe | st.sampled_from(["2026-10-01", "2026-10-09"]),
        "escalated": st.booleans(),
    },
    ("proposal", "rank-1"): {"load": maybe | st.floats(0, 1), "reasons": maybe | st.just("a;b;c")},
    ("proof", "proof"): {
        "expires": maybe | st.just("2030-01-01"),
        "allocation": maybe | st.just("job"),
        "kind": maybe | st.sampled_from(["ai_pact", "other"]),
    },
    ("gigafactory", "giga"): {
        "envelope": maybe | st.just("eurohpc"),
        "union_meur": maybe | st.floats(0, 900),
    },
    ("instrument", "part"): {"budget_meur": maybe | st.floats(0, 900), "part_of": maybe},
    ("support_service", "programming"): {
        "scope": maybe | st.sampled_from(["union", "state"]),
        "factory": maybe | st.sampled_from(["it4lia", "ant"]),
    },
    ("talent_programme", "school"): {
        "state": maybe | states,
        "factory": maybe | st.just("it4lia"),
        "measure": maybe | measures,
        "enrolled": maybe | st.integers(0, 30),
    },
}


def _edit(place: tuple[str, str]) -> st.SearchStrategy[Command]:
    def of(field: str) -> st.SearchStrategy[Command]:
        def made(value: Scalar) -> Command:
            return EditField(kind=place[0], key=place[1], field=field, value=value)

        return EDITS[place][field].map(made)

    return st.sampled_from(sorted(EDITS[place])).flatmap(of)


single = st.one_of(
    st.sampled_from(sorted(EDITS)).flatmap(_edit),
    st.sampled_from(sorted(EDITS)).map(lambda p: RemoveRecord(kind=p[0], key=p[1])),
    st.builds(Move, measure=measures, start=months, state=maybe | states),
    st.builds(SetStatus, measure=measures, status=st.sampled_from(Status)),
)
commands = single | st.lists(single, min_size=2, max_size=3).map(
    lambda parts: Batch(commands=tuple(parts))
)


@given(st.lists(commands, max_size=8))
def test_findings_after_an_edit_are_those_of_the_whole_plan(steps: list[Command]) -> None:
    plan = a_plan_on_file()
    outcome = evaluate(plan)
    for command in steps:
        draft = Draft(plan)
        try:
            command.apply(draft)
            plan, changes = draft.seal()
        except DomainError:
            continue
        outcome = reevaluate(outcome, plan, changes)
        assert outcome.findings == evaluate(plan).findings


def test_the_plan_on_file_breaks_many_rules() -> None:
    rules = {finding.rule for finding in evaluate(a_plan_on_file()).findings}
    assert len(rules) > 35
