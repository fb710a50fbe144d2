# SPDX-License-Identifier: EUPL-1.2
"""Each command: what it writes, and each reason for which it refuses."""

import pytest

from planner.domain.changes import Draft
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
    Resize,
    SetStatus,
    hosts,
    name_of,
)
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution
from planner.domain.records.evidence import Evidence
from planner.domain.records.infrastructure import Status, System, SystemClass
from planner.domain.records.measures import Measure, MeasureKind, UpgradeMode
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record
from tests.core.builders import (
    a_contribution,
    a_measure,
    a_plan,
    a_system,
    a_template,
    after,
    plan_with,
)

JANUARY_2028 = month_of(2028)


def with_records(plan: Plan, *records: Record) -> Plan:
    draft = Draft(plan)
    for record in records:
        draft.put(record)
    return draft.seal()[0]


def refusal(plan: Plan, command: Command) -> DomainError:
    with pytest.raises(DomainError) as caught:
        after(plan, command)
    return caught.value


def assign(kind: MeasureKind, state: str = "IT", **values: object) -> Assign:
    given: dict[str, object] = {"start": JANUARY_2028, "measure": "new", **values}
    return Assign(template=f"t-{kind.value}", state=state, **given)  # type: ignore[arg-type]  # values differ in type


def with_two_machines() -> Plan:
    return with_records(a_plan(), a_system("marconi"))


def with_an_upgraded_machine() -> Plan:
    """Return a plan with a planned machine, its upgrade and a data centre that serves it."""
    return with_records(
        a_plan(),
        a_measure(),
        a_measure(MeasureKind.UPGRADE, base_measure="m-system"),
        a_measure(MeasureKind.DATA_CENTRE, base_measure="m-system"),
    )


@pytest.mark.parametrize("kind", MeasureKind)
def test_a_measure_is_assigned_with_the_size_and_terms_of_its_template(kind: MeasureKind) -> None:
    measure = after(a_plan(), assign(kind)).get(Measure, "new")
    template = a_template(kind)
    assert (measure.state, measure.start) == ("IT", JANUARY_2028)
    assert measure.size == template.size
    assert measure.status is Status.TENTATIVE
    assert measure.name == template.name
    assert (measure.lead_months, measure.life_months) == (
        template.lead_months,
        template.life_months,
    )
    assert measure.capex_meur is None


def test_an_assigned_machine_keeps_model_and_class() -> None:
    measure = after(a_plan(), assign(MeasureKind.SYSTEM)).get(Measure, "new")
    assert (measure.accelerator, measure.system_class) == ("gb200", SystemClass.AI_OPTIMISED)
    assert measure.upgrade_mode is None


def test_a_size_and_a_name_may_be_given() -> None:
    command = assign(MeasureKind.SYSTEM, size=2_500.0, name="Minerva", status=Status.COMMITTED)
    measure = after(a_plan(), command).get(Measure, "new")
    assert (measure.name, measure.accelerators, measure.status) == (
        "Minerva",
        2_500,
        Status.COMMITTED,
    )


def test_an_upgrade_takes_the_only_system_there_is() -> None:
    measure = after(a_plan(), assign(MeasureKind.UPGRADE)).get(Measure, "new")
    assert (measure.base_system, measure.base_measure) == ("leonardo", None)
    assert measure.upgrade_mode is UpgradeMode.ADDS


def test_an_upgrade_may_be_for_a_system_that_is_only_planned() -> None:
    plan = with_records(a_plan(), a_measure(state="FR"))
    measure = after(plan, assign(MeasureKind.UPGRADE, "FR")).get(Measure, "new")
    assert (measure.base_system, measure.base_measure) == (None, "m-system")


def test_an_upgrade_needs_a_system() -> None:
    error = refusal(a_plan(), assign(MeasureKind.UPGRADE, "FR"))
    assert (error.code, error.facts["state"]) == ("no_system_to_upgrade", "FR")


def test_with_several_systems_one_must_be_chosen() -> None:
    plan = with_records(with_two_machines(), a_measure())
    error = refusal(plan, assign(MeasureKind.UPGRADE))
    assert error.code == "choose_system"
    assert [key for key, _name in error.facts["options"]] == ["leonardo", "marconi", "m-system"]


def test_the_chosen_system_is_upgraded() -> None:
    command = assign(MeasureKind.UPGRADE, base_system="marconi")
    measure = after(with_two_machines(), command).get(Measure, "new")
    assert measure.base_system == "marconi"


def test_a_system_elsewhere_cannot_be_upgraded_here() -> None:
    error = refusal(a_plan(), assign(MeasureKind.UPGRADE, "FR", base_system="leonardo"))
    assert error.code == "system_is_elsewhere"
    assert (error.facts["there"], error.facts["state"]) == ("IT", "FR")


def test_only_a_system_can_be_upgraded() -> None:
    plan = with_records(a_plan(), a_measure(MeasureKind.SUPPORT))
    command = assign(MeasureKind.UPGRADE, base_measure="m-support_centre")
    assert refusal(plan, command).code == "not_a_system"


def test_a_system_that_does_not_exist_cannot_be_chosen() -> None:
    command = assign(MeasureKind.UPGRADE, base_system="nowhere")
    assert refusal(a_plan(), command).code == "missing_record"


def test_the_parts_a_machine_has_received_are_not_upgraded_themselves() -> None:
    plan = with_records(a_plan(), a_system("lisa", base_system="leonardo"))
    systems, planned = hosts(Draft(plan), "IT")
    assert [system.id for system in systems] == ["leonardo"]
    assert planned == []


@pytest.mark.parametrize("kind", [MeasureKind.DATA_CENTRE, MeasureKind.LINK])
def test_a_data_centre_serves_the_only_system_and_may_serve_none(kind: MeasureKind) -> None:
    assert after(a_plan(), assign(kind)).get(Measure, "new").base_system == "leonardo"
    assert after(a_plan(), assign(kind, "FR")).get(Measure, "new").base_system is None
    assert after(with_two_machines(), assign(kind)).get(Measure, "new").base_system is None


def test_a_data_centre_may_serve_a_system_in_another_state() -> None:
    command = assign(MeasureKind.DATA_CENTRE, "FR", base_system="leonardo", distance_km=700.0)
    measure = after(a_plan(), command).get(Measure, "new")
    assert (measure.base_system, measure.distance_km) == ("leonardo", 700.0)


def test_a_talent_programme_serves_no_system() -> None:
    assert after(a_plan(), assign(MeasureKind.MASTER)).get(Measure, "new").base_system is None


@pytest.mark.parametrize("size", [0.0, -5.0, 1_000_001.0, float("nan")])
def test_a_size_out_of_range_is_refused(size: float) -> None:
    error = refusal(a_plan(), assign(MeasureKind.SYSTEM, size=size))
    assert error.code == "size_out_of_range"
    assert error.facts["minimum"] == 1.0


@pytest.mark.parametrize("kind", [MeasureKind.SYSTEM, MeasureKind.MASTER])
def test_there_is_no_half_accelerator_and_no_half_seat(kind: MeasureKind) -> None:
    assert refusal(a_plan(), assign(kind, size=2.5)).code == "not_a_whole_number"


def test_staff_may_work_part_time() -> None:
    plan = after(a_plan(), assign(MeasureKind.SUPPORT, size=2.5))
    assert plan.get(Measure, "new").size == 2.5


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Assign(template="t-none", state="IT", start=84), "missing_record"),
        (Assign(template="t-system", state="XX", start=84), "missing_record"),
        (Assign(template="t-system", state="IT", start=5_000), "too_large"),
        (Move(measure="none", start=84), "missing_record"),
        (Resize(measure="none", size=1.0), "missing_record"),
        (SetStatus(measure="none", status=Status.COMMITTED), "missing_record"),
        (Duplicate(measure="none"), "missing_record"),
        (RemoveMeasure(measure="none"), "missing_record"),
        (RemoveRecord(kind="state", key="XX"), "missing_record"),
        (RemoveRecord(kind="planet", key="XX"), "unknown_kind"),
        (EditField(kind="state", key="XX", field="name", value="X"), "missing_record"),
        (EditField(kind="state", key="IT", field="colour", value="X"), "unknown_field"),
        (EditField(kind="state", key="IT", field="id", value="XX"), "key_is_fixed"),
        (EditField(kind="state", key="IT", field="name", value=None), "required"),
        (AddRecord(kind="state", values={"id": "IT", "name": "Italy"}), "required"),
        (AddRecord(kind="planet", values={"id": "mars"}), "unknown_kind"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(command: Command, code: str) -> None:
    assert refusal(a_plan(), command).code == code


def test_a_measure_moves_in_time_and_stays_where_it_is() -> None:
    plan = after(
        with_records(a_plan(), a_measure(site="Bologna")), Move(measure="m-system", start=90)
    )
    measure = plan.get(Measure, "m-system")
    assert (measure.start, measure.state, measure.site) == (90, "IT", "Bologna")


def test_a_measure_moves_to_another_state_and_leaves_its_site() -> None:
    plan = with_records(a_plan(), a_measure(site="Bologna", latitude=44.5, longitude=11.3))
    measure = after(plan, Move(measure="m-system", state="FR")).get(Measure, "m-system")
    assert (measure.state, measure.start) == ("FR", month_of(2027))
    assert (measure.site, measure.latitude, measure.longitude) == (None, None, None)


def test_an_upgrade_moves_only_to_where_there_is_a_system() -> None:
    plan = after(with_records(a_plan(), a_system("lumi", state="FI")), assign(MeasureKind.UPGRADE))
    assert after(plan, Move(measure="new", state="FI")).get(Measure, "new").base_system == "lumi"
    assert refusal(plan, Move(measure="new", state="FR")).code == "no_system_to_upgrade"
    assert refusal(plan, Move(measure="new", state="XX")).code == "missing_record"


def test_a_size_is_changed_in_the_field_of_its_kind() -> None:
    plan = with_records(a_plan(), a_measure(MeasureKind.DATA_CENTRE))
    measure = after(plan, Resize(measure="m-data_centre", size=12.5)).get(Measure, "m-data_centre")
    assert (measure.it_load_mw, measure.accelerators) == (12.5, None)
    assert refusal(plan, Resize(measure="m-data_centre", size=0.5)).code == "size_out_of_range"


def test_a_measure_is_committed() -> None:
    plan = after(a_plan(), assign(MeasureKind.SYSTEM))
    committed = after(plan, SetStatus(measure="new", status=Status.COMMITTED))
    assert committed.get(Measure, "new").status is Status.COMMITTED


def test_a_copy_starts_tentative_whatever_the_original_is() -> None:
    plan = with_records(a_plan(), a_measure(accelerators=777))
    twice = after(plan, Duplicate(measure="m-system", copy="copy"))
    copy = twice.get(Measure, "copy")
    assert (copy.status, copy.accelerators) == (Status.TENTATIVE, 777)
    assert twice.get(Measure, "m-system").status is Status.COMMITTED


def test_a_copy_may_stand_elsewhere_and_later() -> None:
    plan = with_records(a_plan(), a_measure())
    copy = after(
        plan, Duplicate(measure="m-system", copy="copy", state="FR", start=JANUARY_2028)
    ).get(Measure, "copy")
    assert (copy.state, copy.start) == ("FR", JANUARY_2028)


def test_removing_a_machine_takes_its_upgrades_along_and_cuts_data_centres_loose() -> None:
    plan = after(with_an_upgraded_machine(), RemoveMeasure(measure="m-system"))
    assert set(plan.of(Measure)) == {"m-data_centre"}
    assert plan.get(Measure, "m-data_centre").base_measure is None


def test_a_measure_is_removed_the_same_way_by_kind_and_key() -> None:
    plan = with_an_upgraded_machine()
    by_kind = after(plan, RemoveRecord(kind="measure", key="m-system"))
    assert by_kind == after(plan, RemoveMeasure(measure="m-system"))


def test_what_is_known_about_a_record_goes_with_it() -> None:
    plan = with_records(
        with_an_upgraded_machine(),
        Evidence(id="a", about_kind="measure", about="m-system", field="start"),
        Evidence(id="b", about_kind="measure", about="m-upgrade", field="start"),
        Evidence(id="c", about_kind="system", about="m-system", field="name"),
        Evidence(id="d", about_kind="factory", about="it4lia", field="name"),
    )
    assert set(after(plan, RemoveMeasure(measure="m-system")).of(Evidence)) == {"c", "d"}
    assert "d" not in after(plan, RemoveRecord(kind="factory", key="it4lia")).of(Evidence)


def test_a_record_is_added_from_raw_values() -> None:
    values = {"id": "gh200", "name": "GH200", "kw": 1.0}
    plan = after(a_plan(), AddRecord(kind="accelerator", values=values))
    assert plan.record("accelerator", "gh200") == a_plan().schema.kind("accelerator").build(values)


def test_a_key_is_not_given_twice() -> None:
    values = {"id": "leonardo", "name": "Another", "state": "IT", "status": "committed"}
    assert refusal(a_plan(), AddRecord(kind="system", values=values)).code == "already_exists"


def test_a_field_is_edited_within_its_bounds() -> None:
    def edit(value: float | None) -> EditField:
        return EditField(kind="system", key="leonardo", field="pue", value=value)

    assert after(a_plan(), edit(1.08)).get(System, "leonardo").pue == 1.08
    assert after(a_plan(), edit(None)).get(System, "leonardo").pue is None
    assert refusal(a_plan(), edit(0.5)).code == "too_small"
    assert refusal(a_plan(), edit(9.0)).code == "too_large"


@pytest.mark.parametrize("field", ["lead_months", "status", "union_share_acquisition"])
def test_what_a_measure_cannot_do_without_cannot_be_emptied(field: str) -> None:
    plan = with_records(a_plan(), a_measure())
    wish = EditField(kind="measure", key="m-system", field=field, value=None)
    assert refusal(plan, wish).code == "required"


def test_a_batch_is_all_or_nothing() -> None:
    plan = a_plan()
    good = EditField(kind="state", key="IT", field="capital", value="Rome")
    batch = Batch(commands=(good, RemoveRecord(kind="state", key="XX")))
    assert refusal(plan, batch).code == "missing_record"
    assert plan == a_plan()


def test_a_batch_is_named_by_what_it_is_for_and_counts_its_edits() -> None:
    batch = Batch(
        commands=(Move(measure="a"), Move(measure="b")), code="paste", facts={"kind": "x"}
    )
    assert batch.label == ("paste", {"count": 2, "kind": "x"})


@pytest.mark.parametrize(
    ("command", "code", "facts"),
    [
        (
            Assign(template="t", state="IT", start=84),
            "assign",
            {"template": "t", "state": "IT", "month": 84},
        ),
        (Move(measure="m", start=84), "move", {"measure": "m", "month": 84}),
        (Resize(measure="m", size=2.0), "resize", {"measure": "m", "size": 2.0}),
        (Duplicate(measure="m"), "duplicate", {"measure": "m"}),
        (RemoveMeasure(measure="m"), "remove_measure", {"measure": "m"}),
        (
            SetStatus(measure="m", status=Status.COMMITTED),
            "set_status",
            {"measure": "m", "status": "committed"},
        ),
        (
            AddRecord(kind="state", values={"id": "XX", "name": "X"}),
            "add_record",
            {"kind": "state", "name": "X"},
        ),
        (
            RemoveRecord(kind="state", key="XX"),
            "remove_record",
            {"kind": "state", "key": "XX"},
        ),
        (
            EditField(kind="state", key="XX", field="name", value="X"),
            "edit_field",
            {"kind": "state", "key": "XX", "field": "name"},
        ),
    ],
)
def test_a_command_says_what_it_does(command: Command, code: str, facts: dict[str, object]) -> None:
    assert command.label == (code, facts)


def test_commands_with_the_same_fields_are_equal() -> None:
    assert Move(measure="m", start=84) == Move(measure="m", start=84)


def test_a_record_without_a_name_is_called_by_its_key() -> None:
    plan = plan_with(a_measure())
    assert name_of(plan.get(Measure, "m-system")) == "A AI-optimised supercomputer"
    assert name_of(Evidence(id="e", about_kind="state", about="IT", field="name")) == "e"


def test_a_machine_that_moves_takes_its_upgrades_along() -> None:
    plan = with_an_upgraded_machine()
    machine = next(m for m in plan.of(Measure).values() if m.kind is MeasureKind.SYSTEM)
    moved = after(plan, Move(measure=machine.id, state="FI"))
    upgrades = [m for m in moved.of(Measure).values() if m.kind is MeasureKind.UPGRADE]
    centres = [m for m in moved.of(Measure).values() if m.kind is MeasureKind.DATA_CENTRE]
    assert {m.state for m in upgrades} == {"FI"}
    assert {m.state for m in centres} == {machine.state}


def test_a_state_typed_into_the_form_is_a_move_like_any_other() -> None:
    plan = with_an_upgraded_machine()
    upgrade = next(m for m in plan.of(Measure).values() if m.kind is MeasureKind.UPGRADE)
    command = EditField(kind="measure", key=upgrade.id, field="state", value="FI")
    assert refusal(plan, command).code == "no_system_to_upgrade"


@pytest.mark.parametrize(
    "command",
    [
        assign(MeasureKind.SYSTEM, measure="m-system"),
        Duplicate(measure="m-system", copy="m-system"),
    ],
)
def test_a_measure_is_never_written_over_another(command: Command) -> None:
    plan = with_records(a_plan(), a_measure(id="m-system"))
    assert refusal(plan, command).code == "already_exists"


def test_removing_a_measure_takes_its_contributions_and_cuts_the_rest_loose() -> None:
    centre = DataCentre(id="hall", name="Hall", state="IT", measure="m-system")
    site = Site(id="campus", name="Campus", state="IT", measures=("m-system",))
    plan = with_records(a_plan(), a_measure(), a_contribution(measure="m-system"), centre, site)
    left = after(plan, RemoveMeasure(measure="m-system"))
    assert not left.of(Contribution)
    assert left.get(DataCentre, "hall").measure is None
    assert left.get(Site, "campus").measures is None
