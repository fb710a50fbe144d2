# SPDX-License-Identifier: EUPL-1.2
"""The ranking of the contact point: who is a target, what each aspect counts, and why."""

from typing import Any

import pytest

from planner.desk_sentences import reason_words, shared_words
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, AccessPool, Allocation, Applicant, Pool
from planner.domain.records.cooperation import Scope, ServiceKind, SupportService
from planner.domain.records.desk import DeskCase, Handover, Need, Proposal
from planner.domain.records.infrastructure import FactoryKind, UnitKind
from planner.domain.schema import Record, Scalar
from planner.engine.clocks import Promise, clocks
from planner.engine.contact import (
    Aspect,
    Line,
    Ranking,
    Reason,
    no_catalogue,
    own_reasons,
    ranking,
)
from planner.engine.contact_edits import (
    ask_for_hours,
    close,
    decide,
    hand_over,
    keep_ranking,
    kept_beside,
    proposals,
    reasons_of,
    reply,
    take_in,
)
from planner.engine.stages import evaluate
from planner.engine.targets import mode_for
from tests.core.builders import (
    a_factory,
    a_parameter,
    a_state,
    a_system,
    after,
    an_accelerator,
    plan_with,
)
from tests.core.engine.rules.partners import a_case, a_centre, a_sector

NVIDIA = an_accelerator("gb200", vendor="NVIDIA")
AMD = an_accelerator("mi250x", vendor="AMD", unit_kind=UnitKind.MODULE)
MONEY = {"cost_meur": 200.0, "union_meur": 100.0, "cost_scope": "tco"}
ITALY = a_system("leonardo", **MONEY)
FINLAND = a_system("lumi", state="FI", accelerator="mi250x", **MONEY)
NETWORK: tuple[Record, ...] = (
    NVIDIA,
    AMD,
    ITALY,
    FINLAND,
    AccessPool(id="industry", pool=Pool.INDUSTRY, share_of_union=0.5),
    a_factory("it4lia", system="leonardo", consortium=("IT", "AT")),
    a_factory("lumi_aif", state="FI", system="lumi", consortium=("FI",)),
    a_state("AT", languages="de"),
    a_state("FI", languages="fi;sv", capital_lat=60.2, capital_lon=24.9),
    a_state("IT", languages="it", capital_lat=41.9, capital_lon=12.5),
    a_state("LV", languages="lv", capital_lat=57.0, capital_lon=24.1),
)
ASKED: dict[str, Any] = {"hours_estimated": 1e6, "applicant": Applicant.SME, "stack": "cuda"}


def ranked(*records: Record, **values: Scalar) -> Ranking:
    given = {**ASKED, **values}
    plan = plan_with(*NETWORK, *records, a_case(**given))
    return ranking(plan, evaluate(plan), plan.get(DeskCase, "case"))


def line(of: Ranking, key: str) -> Line:
    return next(one for one in of.lines if one.key == key)


def reason(of: Ranking, key: str, aspect: Aspect) -> Reason:
    return next(one for one in line(of, key).reasons if one.aspect is aspect)


@pytest.mark.parametrize(
    ("applicant", "hours", "unit", "mode"),
    [
        (Applicant.SME, 5_000.0, None, AccessMode.PLAYGROUND),
        (Applicant.STARTUP, 50_000.0, None, AccessMode.FAST_LANE),
        (Applicant.SME, 50_001.0, None, AccessMode.LARGE_SCALE),
        (Applicant.SME, 100_000.0, UnitKind.GCD, AccessMode.FAST_LANE),
        (Applicant.PUBLIC, 2e6, None, AccessMode.SCIENCE),
        (Applicant.UNIVERSITY, 10.0, None, AccessMode.SCIENCE),
        (None, 10.0, None, None),
        (Applicant.SME, None, None, None),
    ],
)
def test_hours_and_applicant_choose_the_mode(
    applicant: Applicant | None, hours: float | None, unit: UnitKind | None, mode: AccessMode | None
) -> None:
    assert mode_for(plan_with(a_state()), applicant, hours, unit) is mode


def test_every_line_explains_itself_with_three_reasons_at_least() -> None:
    assert all(len(one.reasons) >= 3 for one in ranked().lines)


def test_cuda_code_does_not_run_on_amd_unless_it_is_ported() -> None:
    assert reason(ranked(), "lumi_aif", Aspect.STACK).code == "stack_differs"
    assert line(ranked(), "lumi_aif").needs_porting
    porting = SupportService(
        id="port", name="Porting", kind=ServiceKind.PROGRAMMING, factory="lumi_aif"
    )
    found = reason(ranked(porting), "lumi_aif", Aspect.STACK)
    assert (found.code, found.points) == ("stack_porting", 0.5)


def test_a_superchip_needs_a_new_build() -> None:
    chips = an_accelerator("gb200", vendor="NVIDIA", unit_kind=UnitKind.SUPERCHIP)
    assert reason(ranked(chips), "it4lia", Aspect.STACK).points == 0.75


def test_the_antenna_of_the_users_state_leads_to_its_factory() -> None:
    antenna = a_factory(
        "lv_antenna", kind=FactoryKind.ANTENNA, state="LV", linked_factories=("lumi_aif",)
    )
    assert reason(ranked(antenna), "lumi_aif", Aspect.LINK).code == "antenna"
    assert reason(ranked(antenna), "it4lia", Aspect.LINK).code == "no_link"
    assert ranked(antenna).lines[0].key == "lumi_aif"


@pytest.mark.parametrize("words", ["de", "German", "deutsch"])
def test_a_language_is_known_by_any_of_its_names(words: str) -> None:
    found = reason(ranked(language=words), "it4lia", Aspect.LANGUAGE)
    assert (found.code, found.points) == ("language_of_partner", 1.0)


def test_a_service_for_its_own_state_helps_nobody_elsewhere() -> None:
    service = SupportService(
        id="eval",
        name="Evaluation",
        kind=ServiceKind.ALGORITHMIC,
        factory="it4lia",
        scope=Scope.STATE,
    )
    found = ranked(service, need=Need.ALGORITHM)
    assert reason(found, "it4lia", Aspect.SKILLS).points is None
    at_home = ranked(service, need=Need.ALGORITHM, state="IT")
    assert reason(at_home, "it4lia", Aspect.SKILLS).points == 1.0


def test_a_sector_is_matched_by_the_factorys_own_words() -> None:
    sector = a_sector("language", name="Language technology", aliases="language")
    speaking = a_factory("lumi_aif", state="FI", system="lumi", sectors="health;Language")
    found = ranked(sector, speaking, sector="language")
    assert reason(found, "lumi_aif", Aspect.SECTOR).points == 1.0
    assert reason(found, "it4lia", Aspect.SECTOR).code == "sector_untold"


def test_hours_without_a_unit_ask_for_it_on_a_module() -> None:
    assert reason(ranked(), "lumi_aif", Aspect.LOAD).code == "load_unit"
    assert reason(ranked(), "it4lia", Aspect.LOAD).code == "load"
    modules = line(ranked(unit=UnitKind.MODULE), "lumi_aif")
    dies = line(ranked(unit=UnitKind.GCD), "lumi_aif")
    assert modules.union_share == pytest.approx(2 * (dies.union_share or 0.0))


def test_a_constrained_machine_has_a_high_load() -> None:
    busy = a_system("leonardo", constrained=True, **MONEY)
    assert line(ranked(busy), "it4lia").is_full
    assert line(ranked(busy), "it4lia").score < line(ranked(), "it4lia").score


def test_what_is_given_already_counts() -> None:
    given = Allocation(
        id="job",
        name="A job",
        system="leonardo",
        mode=AccessMode.LARGE_SCALE,
        pool=Pool.OTHER,
        first_month=70,
        months=12,
        hours_awarded=1e6,
    )
    pool = ranked(given, mode=AccessMode.REGULAR)
    free = ranked(mode=AccessMode.REGULAR)
    assert (line(pool, "it4lia").load or 0.0) == pytest.approx(
        2 * (line(free, "it4lia").load or 0.0), rel=1e-4
    )


@pytest.mark.parametrize(
    ("machine", "code"),
    [
        (a_system("leonardo", status="contracted", **MONEY), "no_machine"),
        (a_system("leonardo", offered=False, **MONEY), "not_offered"),
        (a_system("leonardo", accelerators=10, **MONEY), "too_small"),
        (a_system("leonardo", accelerators=None, **MONEY), "size_unknown"),
    ],
)
def test_a_factory_without_a_machine_for_it_is_left_out_with_the_reason(
    machine: Record, code: str
) -> None:
    found = ranked(machine)
    assert "it4lia" not in {one.key for one in found.lines}
    assert {one.factory: one.code for one in found.left_out}["it4lia"] == code


def test_who_asks_for_no_hours_may_go_to_a_centre() -> None:
    centre = a_centre("ncc", skills="programming", cases_open=5, cases_at_most=10)
    found = ranked(centre, hours_estimated=None, need=Need.PROGRAMMING, state="IT")
    assert line(found, "ncc").load == 0.5
    assert reason(found, "ncc", Aspect.SKILLS).code == "skill"
    assert "ncc" not in {one.key for one in ranked(centre).lines}


HELP: tuple[Record, ...] = (
    a_factory("lv_antenna", kind=FactoryKind.ANTENNA, state="LV", linked_factories=("lumi_aif",)),
    a_centre("ncc_lv", state="LV"),
    a_centre("ncc_at", state="AT"),
    a_centre("ncc_fi", state="FI"),
)
BOTH: dict[str, Any] = {"need": Need.ALGORITHM, "state": "LV", "language": "German"}


def test_who_asks_for_hours_and_help_is_offered_both_and_the_ranks_stay() -> None:
    found = ranked(*HELP, **BOTH)
    assert [one.key for one in found.beside] == ["lv_antenna", "ncc_lv", "ncc_at", "ncc_fi"]
    assert all(len(one.reasons) >= 3 for one in found.beside)
    alone = ranked(*HELP, **{**BOTH, "need": Need.ACCESS})
    assert alone.beside == ()
    assert {one.key for one in found.lines} == {"it4lia", "lumi_aif"}
    linked = next(one for one in found.beside[0].reasons if one.aspect is Aspect.LINK)
    assert (linked.code, dict(linked.facts)["factory"]) == ("home_linked", "lumi_aif")


def test_the_factory_of_the_users_state_helps_where_it_has_no_hours_to_give() -> None:
    waiting = a_factory("lv_aif", state="LV", system=None)
    found = ranked(*HELP, waiting, **BOTH)
    assert "lv_aif" in {one.key for one in found.beside}
    assert "it4lia" not in {one.key for one in ranked(*HELP, **{**BOTH, "state": "IT"}).beside}


def test_what_is_said_of_all_lines_alike_is_no_reason_of_each() -> None:
    plan = plan_with(*NETWORK, *HELP, a_case(**ASKED, **BOTH))
    case = plan.get(DeskCase, "case")
    found = ranking(plan, evaluate(plan), case)
    assert no_catalogue(plan, case) == reason(found, "lumi_aif", Aspect.SKILLS)
    assert "no service is on file" in shared_words(plan, case)
    for one in (*found.lines, *found.beside):
        codes = [told.code for told in own_reasons(plan, case, one)]
        assert "no_catalogue" not in codes
        assert len(codes) >= 3
    service = SupportService(id="eval", name="Evaluation", kind=ServiceKind.ALGORITHMIC)
    assert not shared_words(plan_with(*NETWORK, service, a_case(**ASKED, **BOTH)), case)


def test_what_is_not_recorded_of_a_line_is_told_in_one_reason() -> None:
    plan = plan_with(
        *NETWORK, *HELP, a_sector("language"), a_case(**ASKED, **BOTH, sector="language")
    )
    case = plan.get(DeskCase, "case")
    centre = next(o for o in ranking(plan, evaluate(plan), case).beside if o.key == "ncc_lv")
    told = [reason_words(one, plan) for one in own_reasons(plan, case, centre)]
    assert told == [
        "It is in the user's own state.",
        "German is not spoken in its states.",
        "0 km from Latvia, between the capitals.",
        "Not recorded: Software, Sector, Load.",
    ]


def test_a_line_with_few_reasons_keeps_all_of_them() -> None:
    thin: dict[str, Any] = {**ASKED, "state": None, "stack": None, "need": Need.ALGORITHM}
    plan = plan_with(*NETWORK, *HELP, a_case(**thin))
    case = plan.get(DeskCase, "case")
    best = ranking(plan, evaluate(plan), case).lines[0]
    assert own_reasons(plan, case, best) == best.reasons


def test_help_beside_the_hours_is_handed_over_while_the_case_stays_where_they_are() -> None:
    plan = plan_with(*NETWORK, *HELP, a_case(**ASKED, **BOTH))
    case = plan.get(DeskCase, "case")
    found = ranking(plan, evaluate(plan), case)
    plan = after(plan, keep_ranking(plan, case, found, lambda one: f"{one.aspect}"))
    rows = proposals(plan, "case")
    assert [(row.rank, row.factory or row.centre) for row in rows if row.beside] == [
        (rank, one.key) for rank, one in kept_beside(found)
    ]
    best, antenna = rows[0], next(row for row in rows if row.factory == "lv_antenna")
    plan = after(plan, hand_over(plan, case, antenna, day="2026-10-12", reason=""))
    case = plan.get(DeskCase, "case")
    assert (case.factory, case.system, case.antenna_told) == (None, None, "2026-10-12")
    plan = after(plan, hand_over(plan, case, best, day="2026-10-13", reason=""))
    case = plan.get(DeskCase, "case")
    centre = next(row for row in rows if row.centre == "ncc_at")
    plan = after(plan, hand_over(plan, case, centre, day="2026-10-14", reason=""))
    assert plan.get(DeskCase, "case") == case
    sent = sorted((row.sent or "", row.beside) for row in plan.of(Handover).values())
    assert sent == [("2026-10-12", True), ("2026-10-13", False), ("2026-10-14", True)]
    (clock,) = (c for c in clocks(plan, "2026-10-15") if c.promise is Promise.FOLLOW_UP)
    assert clock.start == "2026-10-13"
    assert "RTE-06" not in {one.rule for one in evaluate(plan).findings}


def test_the_weights_are_parameters_of_the_plan() -> None:
    assert ranked(language="de").lines[0].key == "it4lia"
    weights = (
        a_parameter(f"desk_weight_{one}", 1.0 if one is Aspect.DISTANCE else 0.0) for one in Aspect
    )
    found = ranked(*weights, language="de")
    assert found.lines[0].key == "lumi_aif"
    near = reason(found, "lumi_aif", Aspect.DISTANCE)
    assert found.lines[0].score == pytest.approx(near.points, abs=1e-6)


def a_ranked_plan() -> Plan:
    plan = plan_with(*NETWORK, a_case(**ASKED, cut_off="2026-10-16"))
    case = plan.get(DeskCase, "case")
    found = ranking(plan, evaluate(plan), case)
    return after(plan, keep_ranking(plan, case, found, lambda one: f"{one.aspect}; {one.code}."))


def test_a_ranking_is_kept_with_its_reasons_and_the_mode() -> None:
    plan = a_ranked_plan()
    first, second = proposals(plan, "case")
    assert (first.rank, first.factory, second.rank) == (1, "it4lia", 2)
    assert "stack – stack_fits" in reasons_of(first)
    assert plan.get(DeskCase, "case").mode is AccessMode.LARGE_SCALE


def test_ranking_again_keeps_one_line_for_each_rank() -> None:
    plan = a_ranked_plan()
    case = plan.get(DeskCase, "case")
    again = after(plan, keep_ranking(plan, case, ranking(plan, evaluate(plan), case), str))
    assert set(again.of(Proposal)) == set(plan.of(Proposal))


def test_every_re_route_is_logged() -> None:
    plan = a_ranked_plan()
    for rank, day in ((0, "2026-10-12"), (1, "2026-10-13")):
        case = plan.get(DeskCase, "case")
        chosen = proposals(plan, "case")[rank]
        plan = after(plan, hand_over(plan, case, chosen, day=day, reason="as ranked"))
    sent = sorted((row.sent or "", row.factory) for row in plan.of(Handover).values())
    assert sent == [("2026-10-12", "it4lia"), ("2026-10-13", "lumi_aif")]
    assert plan.get(DeskCase, "case").factory == "lumi_aif"


def test_a_request_carries_its_fallback_into_the_ledger() -> None:
    plan = a_ranked_plan()
    case = plan.get(DeskCase, "case")
    plan = after(plan, hand_over(plan, case, proposals(plan, "case")[0], day="", reason=""))
    plan = after(plan, ask_for_hours(plan, plan.get(DeskCase, "case")))
    (asked,) = plan.of(Allocation).values()
    assert (asked.system, asked.fallback, asked.hours_requested) == ("leonardo", "lumi", 1e6)
    case = plan.get(DeskCase, "case")
    assert case.allocation == asked.id
    plan = after(plan, decide(plan, case, day="2026-10-30", hours=5e5))
    assert plan.get(Allocation, asked.id).hours_awarded == 5e5
    plan = after(plan, close(plan.get(DeskCase, "case"), day="2026-11-02", outcome="trained"))
    assert plan.get(DeskCase, "case").outcome == "trained"


def handed_over(plan: Plan, line: int) -> Plan:
    case, chosen = plan.get(DeskCase, "case"), proposals(plan, "case")[line]
    return after(plan, hand_over(plan, case, chosen, day="2026-10-12", reason=""))


def test_where_a_case_is_sent_on_the_hours_are_asked_for_too_and_a_reply_is_awaited() -> None:
    plan = handed_over(a_ranked_plan(), 0)
    plan = after(plan, ask_for_hours(plan, plan.get(DeskCase, "case")))
    plan = after(plan, reply(plan.get(DeskCase, "case"), day="2026-10-13"))
    plan = handed_over(plan, 1)
    (asked,) = plan.of(Allocation).values()
    assert (asked.system, asked.fallback) == ("lumi", "leonardo")
    assert plan.get(DeskCase, "case").first_reply is None


def test_hours_that_were_decided_on_stay_where_they_are() -> None:
    plan = handed_over(a_ranked_plan(), 0)
    plan = after(plan, ask_for_hours(plan, plan.get(DeskCase, "case")))
    plan = after(plan, decide(plan, plan.get(DeskCase, "case"), day="2026-10-30", hours=5e5))
    (asked,) = handed_over(plan, 1).of(Allocation).values()
    assert asked.system == "leonardo"


def test_a_case_is_not_sent_where_it_is() -> None:
    plan = handed_over(a_ranked_plan(), 0)
    with pytest.raises(DomainError, match="case_is_there"):
        handed_over(plan, 0)


def test_who_owns_a_case_from_the_start_owns_it_from_its_receipt() -> None:
    values = {"id": "new", "name": "New", "received": "2026-10-09", "owner": "Desk"}
    plan = after(plan_with(a_state()), take_in(values))
    assert plan.get(DeskCase, "new").owned_on == "2026-10-09"
