# SPDX-License-Identifier: EUPL-1.2
"""MOD, ETH, RTE, TAL, SUP, COO, GEN, EDI, CHP, AGF: holding, broken, and not to be checked."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.access import AccessMode, AccessPool, Applicant, Pool, RiskClass
from planner.domain.records.assurance import ReferenceValue
from planner.domain.records.chips import ChipStage, ChipStep
from planner.domain.records.cooperation import (
    Cooperation,
    Part,
    Scope,
    Stack,
    TalentProgramme,
)
from planner.domain.records.desk import Need, PactPillar, ProofKind
from planner.domain.records.evidence import Evidence
from planner.domain.records.geography import Membership
from planner.domain.records.infrastructure import FactoryKind, Owner, SystemClass
from planner.domain.records.instruments import Call, Pillar
from planner.domain.records.measures import MeasureKind
from planner.domain.records.organisations import Activity, Certificate, MemberEntry, Role
from planner.domain.schema import Record, Scalar
from tests.core.builders import (
    a_commitment,
    a_factory,
    a_measure,
    a_parameter,
    a_state,
    a_system,
    an_accelerator,
    an_envelope,
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
    an_allocation,
    an_edic,
    an_organisation,
    asked,
    granted,
    handovers,
    members,
    sent,
    services,
)
from tests.core.engine.rules.trying import (
    Try,
    a_data_centre,
    fails,
    passes,
    unknown,
    verdict,
)

FIRM, LEONARDO = an_organisation(), a_system()
GIGA_MONEY = an_envelope("giga")
ANTENNA = a_factory(
    "lv-antenna", state="LV", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",)
)
FACTORY = a_factory(system="leonardo")
NVIDIA, AMD = an_accelerator(vendor="NVIDIA"), an_accelerator(vendor="AMD")


def programme(**values: Scalar) -> TalentProgramme:
    return TalentProgramme(id="school", name="School", **values)


def pair(**values: Scalar) -> tuple[Record, ...]:
    other = a_factory("pharos", state="GR", linked_factories=("it4lia",), partners=("firm",))
    return (FIRM, other, a_factory(**values))


def quantum(**values: Scalar) -> Record:
    return a_system("lumi-q", system_class=SystemClass.QUANTUM, **values)


def optimised(**values: Scalar) -> Record:
    return a_system(system_class=SystemClass.AI_OPTIMISED, **values)


def a_chip(**values: Scalar) -> ChipStep:
    given = {"name": "Chip", "stage": ChipStage.TAPE_OUT, "system": "leonardo", **values}
    return ChipStep(id="chip", **given)


def administration(union: float | None) -> tuple[Record, ...]:
    line = Call(id="admin", name="Running", pillar=Pillar.ADMINISTRATION, union_meur=union)
    return (line, a_parameter("as_of", float(month_of(2025, 6))))


def entry(**values: Scalar) -> tuple[Record, ...]:
    given = {"year": 2024, "activity": Activity.OPERATIONAL, **values}
    return (
        an_organisation(role=Role.PRIVATE_MEMBER),
        MemberEntry(id="entry", member="firm", **given),
    )


def imported(field: str, value: str | None) -> Evidence:
    cell = {"about_kind": "reference_value", "about": "row", "field": field}
    return Evidence(id=f"reference_value:row:{field}", value=value, cell="Sheet1!B7", **cell)


def a_row(name: str) -> ReferenceValue:
    return ReferenceValue(id="row", name=name, current=2.0)


IN_TIME = {"reported_on": "2025-01-30", "certificate": Certificate.AUDITOR}
KNOWN = {"completed": 20, "enrolled": 40, "seats": 50}
TRIES = (
    passes("FIN-07", "92", *administration(92.0)),
    fails("FIN-07", "a little more", *administration(92.1)),
    unknown("FIN-07", "not stated", *administration(None)),
    passes("FIN-07", "no split any more", administration(200.0)[0]),
    passes("ELG-04", "of the Joint Undertaking", optimised(owner=Owner.JOINT_UNDERTAKING)),
    passes("ELG-04", "planned as the law has it", a_measure()),
    fails("ELG-04", "of the host", optimised(owner=Owner.HOST)),
    fails("ELG-04", "planned for the host", a_measure(owner=Owner.HOST)),
    unknown("ELG-04", "owner unknown", optimised()),
    passes("MOD-08", "decided", asked(AccessMode.PLAYGROUND, decided="2026-10-06")),
    passes("MOD-08", "no promise", asked(AccessMode.EXTREME)),
    fails("MOD-08", "a day late", asked(AccessMode.PLAYGROUND, decided="2026-10-07")),
    fails("MOD-08", "nearly due", asked(AccessMode.LARGE_SCALE, cut_off="2026-09-29")),
    unknown("MOD-08", "no cut-off", asked(AccessMode.LARGE_SCALE)),
    unknown("MOD-08", "no mode", a_case(need=Need.ACCESS)),
    passes("MOD-09", "a Latvian firm", *granted()),
    fails(
        "MOD-09",
        "from elsewhere",
        *granted(),
        an_organisation(state=None, country="Japan"),
    ),
    unknown("MOD-09", "who?", LEONARDO, an_allocation(organisation=None)),
    unknown("MOD-09", "no legal entity", *granted(), an_organisation(legal_entity=None)),
    fails(
        "ACC-07",
        "a seal of excellence",
        *granted(applicant=Applicant.SME, price_eur_per_hour=1.0),
        an_organisation(seal_of_excellence=True),
    ),
    passes("ACC-07", "no seal", *granted(applicant=Applicant.SME, price_eur_per_hour=1.0)),
    passes("MOD-11", "small", FIRM),
    passes("MOD-11", "large, and says so", an_organisation(type=Applicant.LARGE, staff=9_000)),
    passes("MOD-11", "by its balance sheet", an_organisation(turnover_meur=60.0, balance_meur=9.0)),
    fails("MOD-11", "250 persons", an_organisation(staff=250)),
    fails("MOD-11", "no figures", an_organisation(staff=None, turnover_meur=None)),
    passes("ETH-01", "proven", *granted(), a_proof(allocation="job")),
    passes("ETH-01", "proven for the firm", *granted(), a_proof(organisation="firm")),
    passes("ETH-01", "a reference", *granted(ethics_proof="Ethics board 12")),
    passes("ETH-01", "nothing awarded", LEONARDO, FIRM, an_allocation()),
    fails("ETH-01", "not proven", *granted()),
    fails(
        "ETH-01",
        "expired",
        *granted(ethics_proof="Pledge 17"),
        a_proof(allocation="job", expires="2026-10-09"),
    ),
    passes("ETH-02", "three of three", a_proof()),
    passes("ETH-02", "no pledge", a_proof(pillar=PactPillar.NETWORK, literacy=False)),
    fails("ETH-02", "two of three", a_proof(literacy=False)),
    unknown("ETH-02", "joined as what?", a_proof(pillar=None)),
    passes("ETH-03", "not due yet", a_proof(joined="2025-10-10")),
    passes("ETH-03", "received", a_proof(joined="2025-01-15", report_received="2026-02-01")),
    fails("ETH-03", "overdue", a_proof(joined="2025-10-09")),
    unknown("ETH-03", "joined when?", a_proof(joined=None)),
    passes("ETH-04", "a review", a_proof(kind=ProofKind.ETHICS_REVIEW)),
    fails("ETH-04", "another", a_proof(kind=ProofKind.OTHER)),
    unknown("ETH-04", "which?", a_proof(kind=None)),
    passes("ETH-05", "recorded", *granted(risk_class=RiskClass.GENERAL_PURPOSE)),
    fails("ETH-05", "not recorded", *granted()),
    passes("RTE-01", "the next working day", a_case(owned_on="2026-10-05")),
    fails("RTE-01", "two days", a_case(owned_on="2026-10-06")),
    fails("RTE-01", "nobody yet", a_case()),
    unknown("RTE-01", "received when?", a_case(received=None)),
    unknown("RTE-01", "owner since?", a_case(owner="Desk 1")),
    passes("RTE-02", "three reasons", *sent(), a_proposal()),
    fails("RTE-02", "two reasons", *sent(), a_proposal(reasons="skills; sector")),
    unknown("RTE-02", "no ranking", *sent()),
    passes("RTE-03", "CUDA on NVIDIA", NVIDIA, *sent(stack=Stack.CUDA)),
    passes("RTE-03", "portable", AMD, *sent(stack=Stack.PORTABLE)),
    fails("RTE-03", "CUDA on AMD", AMD, *sent(stack=Stack.CUDA)),
    fails("RTE-03", "ROCm on NVIDIA", NVIDIA, *sent(stack=Stack.ROCM)),
    unknown("RTE-03", "which software?", NVIDIA, *sent()),
    unknown("RTE-03", "whose accelerators?", *sent(stack=Stack.CUDA)),
    passes("RTE-04", "90 %", *sent(), a_proposal(factory="it4lia", load=0.9)),
    fails("RTE-04", "91 %", *sent(), a_proposal(factory="it4lia", load=0.91)),
    fails("RTE-04", "centre full", a_centre(cases_open=10, cases_at_most=10), a_case(centre="ncc")),
    unknown("RTE-04", "load unknown", *sent(), a_proposal(factory="it4lia")),
    passes("RTE-05", "informed", FACTORY, LEONARDO, ANTENNA, a_case(antenna_told="2026-10-05")),
    fails("RTE-05", "not informed", FACTORY, LEONARDO, ANTENNA, a_case()),
    unknown("RTE-05", "from where?", a_case(state=None)),
    passes("RTE-06", "sent on twice", a_case(), *handovers(3)),
    passes("RTE-06", "escalated", a_case(escalated=True), *handovers(4)),
    fails("RTE-06", "sent on three times", a_case(), *handovers(4)),
    passes("RTE-07", "its own factory", a_factory()),
    passes("RTE-07", "a seat", a_factory(consortium=("LV",)), a_state("LV")),
    passes("RTE-07", "outside the Union", a_factory(), a_state("NO")),
    passes("RTE-07", "a linked centre", a_factory(), a_centre(state="LV", factory="it4lia")),
    fails("RTE-07", "no way", a_factory(), a_state("LV")),
    unknown(
        "RTE-07",
        "an antenna of nobody knows whom",
        a_factory(),
        a_factory("ant", state="LV", kind=FactoryKind.ANTENNA),
    ),
    passes("TAL-03", "20 of 40 of 50", programme(**KNOWN)),
    passes(
        "TAL-03",
        "seats of the measure",
        a_measure(MeasureKind.MASTER, seats=40),
        programme(**{**KNOWN, "seats": None}, measure="m-master_cohort"),
    ),
    fails("TAL-03", "more than enrolled", programme(**{**KNOWN, "completed": 41})),
    fails("TAL-03", "more than seats", programme(enrolled=51, seats=50)),
    unknown("TAL-03", "not counted", programme(seats=50)),
    passes("TAL-01", "a programme that runs", a_measure(), programme(state="IT")),
    passes(
        "ELG-11",
        "services and programme on record",
        optimised(),
        a_factory(system="leonardo"),
        a_data_centre(factory="it4lia"),
        AccessPool(id="all", pool=Pool.INDUSTRY, share_of_union=0.5),
        *services(Scope.UNION),
        programme(factory="it4lia"),
    ),
    passes("SUP-S2", "for the Union", FACTORY, LEONARDO, *services(Scope.UNION), a_state("LV")),
    passes("SUP-S2", "by its antenna", FACTORY, LEONARDO, ANTENNA, *services(Scope.CONSORTIUM)),
    passes(
        "SUP-S2",
        "outside the Joint Undertaking",
        FACTORY,
        LEONARDO,
        *services(Scope.STATE),
        a_state("BA", membership=Membership.ASSOCIATED),
    ),
    fails("SUP-S2", "its own state only", FACTORY, LEONARDO, ANTENNA, *services(Scope.STATE)),
    fails("SUP-S2", "two of three", FACTORY, LEONARDO, *services(Scope.UNION)[:2]),
    unknown("SUP-S2", "no catalogue", FACTORY, LEONARDO),
    unknown("SUP-S2", "open for whom?", FACTORY, LEONARDO, *services(None)),
    passes(
        "COO-01",
        "a factory and a centre each",
        *pair(),
        a_centre(factory="it4lia"),
        a_centre("ncc-gr", state="GR", factory="pharos"),
    ),
    passes(
        "COO-01",
        "by an agreement",
        *pair(),
        a_centre(factory="it4lia"),
        Cooperation(id="mou", factory="pharos", centre="ncc"),
    ),
    fails("COO-01", "no centre", *pair(), a_centre(factory="it4lia")),
    unknown("COO-01", "no centre known", *pair()),
    passes("COO-03", "one", a_sector(aliases="automation"), a_factory(sectors="Automation")),
    fails("COO-03", "none", a_sector(), a_factory(sectors="health")),
    unknown("COO-03", "not said", a_sector(), a_factory()),
    passes("COO-04", "a firm", *pair(partners=("firm",))),
    fails(
        "COO-04",
        "a university",
        an_organisation("uni", type=Applicant.UNIVERSITY),
        a_factory(partners=("uni",)),
    ),
    unknown("COO-04", "no partners known", a_factory()),
    unknown("COO-04", "what?", an_organisation("x", type=None), a_factory(partners=("x",))),
    passes("GEN-01", "owned", FIRM, a_sector(), a_target(owner="firm")),
    passes("GEN-01", "said to have none", a_sector(no_target=True)),
    passes("GEN-01", "not of the 17", a_sector(listed=False)),
    fails("GEN-01", "no target", a_sector()),
    fails("GEN-01", "no owner", a_sector(), a_target()),
    passes("GEN-02", "all there", a_sector(), a_target()),
    fails("GEN-02", "never frozen", a_sector(), a_target(frozen_on=None)),
    passes("GEN-03", "as frozen", a_sector(), a_target()),
    passes("GEN-03", "a new version", a_sector(), a_target(target=40.0, version=2, reason="cut")),
    fails("GEN-03", "changed", a_sector(), a_target(target=40.0)),
    fails("GEN-03", "no reason", a_sector(), a_target(target=40.0, version=2)),
    unknown("GEN-03", "frozen at what?", a_sector(), a_target(frozen_target=None)),
    passes("GEN-04", "500", a_line("all", 500.0), a_line("one", 500.0, part_of="all")),
    fails("GEN-04", "501", a_line("all", 500.0), a_line("one", 501.0, part_of="all")),
    fails("GEN-04", "499", a_line("all", 500.0), a_line("one", 499.0, part_of="all")),
    unknown(
        "GEN-04",
        "one not stated",
        a_line("all", 500.0),
        a_line("one", 400.0, part_of="all"),
        a_line("two", None, part_of="all"),
    ),
    unknown("GEN-04", "no whole", a_line("all", None), a_line("one", 1.0, part_of="all")),
    passes("EDI-01", "three", an_edic(), *members("IT", "LV", "FI")),
    fails("EDI-01", "two and Norway", an_edic(), *members("IT", "LV", "NO")),
    unknown("EDI-01", "no list", an_edic()),
    unknown("EDI-01", "as what?", an_edic(), *members("IT", "LV", "FI", part=None)),
    passes("EDI-02", "nothing", an_edic(), *members("IT", part=Part.OBSERVER, contribution_meur=0)),
    passes(
        "EDI-02",
        "says so",
        an_edic(),
        *members("IT", part=Part.OBSERVER, contribution_meur=1.0, pays_as_observer=True),
    ),
    fails(
        "EDI-02",
        "one million",
        an_edic(),
        *members("IT", part=Part.OBSERVER, contribution_meur=1.0),
    ),
    unknown("EDI-02", "amount unknown", an_edic(), *members("IT", part=Part.OBSERVER)),
    passes("CHP-03", "a tape-out", a_system(european_chip=True), a_chip(forecast=80)),
    fails("CHP-03", "no step", a_system(european_chip=True)),
    unknown("CHP-03", "no date", a_system(european_chip=True), a_chip()),
    passes("CHP-04", "beside Leonardo", LEONARDO, quantum(classical_host="leonardo")),
    fails("CHP-04", "alone", quantum()),
    passes("CAL-04", "reported and certified", *entry(**IN_TIME)),
    passes("CAL-04", "cash", *entry(activity=Activity.CASH)),
    fails("CAL-04", "a day late", *entry(**{**IN_TIME, "reported_on": "2025-02-01"})),
    fails("CAL-04", "never certified", *entry(**{**IN_TIME, "certificate": Certificate.NONE})),
    fails(
        "CAL-04",
        "planned in the year itself",
        *entry(**IN_TIME, activity=Activity.ADDITIONAL, plan_filed="2024-01-01"),
    ),
    unknown("CAL-04", "certified?", *entry(**{**IN_TIME, "certificate": None})),
    passes("FIN-08", "by the ledger", an_envelope("eurohpc_private"), *entry(accepted_meur=900.0)),
    fails("FIN-08", "by the ledger", an_envelope("eurohpc_private"), *entry(accepted_meur=1.0)),
    passes("DQ-06", "a name", a_row("Groningen"), imported("current", "2")),
    passes("DQ-06", "not imported", a_row("Total")),
    fails("DQ-06", "a total", a_row("Summe 2026"), imported("current", "2")),
    passes("DQ-07", "a text", a_row("=1+1"), imported("name", "=1+1")),
    passes("DQ-07", "a negative number", a_row("Row"), imported("current", "-2")),
    fails("DQ-07", "a formula", a_row("Row"), imported("current", "=1+1")),
    unknown("DQ-07", "read as what?", a_row("Row"), imported("current", None)),
    passes("AGF-01", "a sixth", GIGA_MONEY, a_call(), a_gigafactory()),
    fails("AGF-01", "17.1 %", GIGA_MONEY, a_call(), a_gigafactory(union_meur=513.0)),
    fails("AGF-01", "states pay less", GIGA_MONEY, a_call(), a_gigafactory(states_meur=499.0)),
    unknown("AGF-01", "cost unknown", GIGA_MONEY, a_call(), a_gigafactory(capex_meur=None)),
    passes("AGF-02", "the day before", a_call(), a_gigafactory(letter_date="2026-07-29")),
    fails("AGF-02", "the same day", a_call(), a_gigafactory(letter_date="2026-07-30")),
    unknown("AGF-02", "no letter", a_call(), a_gigafactory(letter_date=None)),
    unknown("AGF-02", "opened when?", a_call(opens=None), a_gigafactory()),
    passes("AGF-03", "by the table", a_call(), a_gigafactory()),
    fails("AGF-03", "too few processors", a_call(), a_gigafactory(processors=74_999)),
    fails("AGF-03", "too much money", a_call(), a_gigafactory(union_first_meur=100.1)),
    fails("AGF-03", "too small for lot 2", a_call(), a_gigafactory(lot="lot_2")),
    unknown("AGF-03", "which lot?", a_call(), a_gigafactory(lot=None)),
    unknown("AGF-03", "power unknown", a_call(), a_gigafactory(it_load_mw=None)),
    passes("AGF-04", "apart", GIGA_MONEY, a_call(), a_gigafactory(), a_commitment()),
    fails("AGF-04", "mixed", a_call(), a_gigafactory(envelope="eurohpc"), a_commitment()),
    unknown("AGF-04", "paid from?", a_call(), a_gigafactory(envelope=None)),
)


@pytest.mark.parametrize("tried", TRIES, ids=str)
def test_partners(tried: Try) -> None:
    assert verdict(tried) == tried.says
