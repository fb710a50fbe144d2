# SPDX-License-Identifier: EUPL-1.2
"""What a field takes, refuses and writes, and what a kind makes of raw values."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.declare import (
    choice,
    day,
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
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records import SCHEMA
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure
from planner.domain.schema import Choice, Field, Record, Scalar, Type, evolved
from tests.core.builders import a_measure, a_system


class Cooling(Choice):
    """A list of codes declared by a test."""

    AIR = "air", "air"
    WATER = "water", "water"


@record(kind="probe", label="Probe", plural="Probes", description="One field of each type.")
class Probe(Record):
    """A kind with one field of each type."""

    id: str = key()
    name: str = text("Name", max_length=12)
    note: str | None = text("Note", default=None)
    power: float | None = number("Power", unit="MW", default=None, maximum=100, decimals=2)
    stake: float | None = share("Stake", default=None)
    count: int | None = integer("Count", default=None, minimum=1, maximum=50)
    lead: int = integer("Lead", unit="months", default=18)
    start: int | None = month("Start", default=None)
    signed: str | None = day("Signed")
    cooling: Cooling = choice("Cooling", choices=Cooling, default=Cooling.AIR)
    arguable: bool = flag("Arguable")
    home: str | None = reference("Home", target="state", default=None)
    partners: tuple[str, ...] | None = references("Partners", target="state")


def field(name: str) -> Field:
    return Probe.KIND.field(name)


def refusal(name: str, value: object) -> DomainError:
    with pytest.raises(DomainError) as caught:
        field(name).check(value)
    return caught.value


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("name", " Alpha ", "Alpha"),
        ("power", "12.5", 12.5),
        ("power", "unknown", None),
        ("power", "", None),
        ("stake", "0.35", 0.35),
        ("count", "12", 12),
        ("start", "2028-01", month_of(2028)),
        ("start", "2028", month_of(2028)),
        ("signed", "2026-10-16", "2026-10-16"),
        ("signed", "20261016", "2026-10-16"),
        ("cooling", "water", Cooling.WATER),
        ("arguable", "yes", True),
        ("arguable", "False", False),
        ("home", "IT", "IT"),
        ("partners", "IT; AT ;", ("IT", "AT")),
    ],
)
def test_a_field_reads_what_is_typed(name: str, words: str, value: Scalar) -> None:
    assert field(name).parse(words) == value


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("name", "", "required"),
        ("name", "A name too long", "too_long"),
        ("power", "ten", "not_a_number"),
        ("power", "nan", "not_a_number"),
        ("power", "inf", "not_a_number"),
        ("power", "-1", "too_small"),
        ("power", "100.01", "too_large"),
        ("stake", "1.2", "too_large"),
        ("count", "1.5", "not_a_whole_number"),
        ("count", "nan", "not_a_whole_number"),
        ("count", "inf", "not_a_whole_number"),
        ("count", "0", "too_small"),
        ("lead", "", "required"),
        ("start", "soon", "not_a_month"),
        ("start", "1950", "too_small"),
        ("signed", "16 October", "not_a_date"),
        ("signed", "2026-02-29", "not_a_date"),
        ("cooling", "oil", "not_a_choice"),
        ("cooling", "", "required"),
        ("arguable", "perhaps", "not_a_flag"),
    ],
)
def test_a_field_says_why_it_refuses(name: str, words: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        field(name).parse(words)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("name", 7, "not_a_text"),
        ("power", "12", "not_a_number"),
        ("power", True, "not_a_number"),
        ("count", True, "not_a_whole_number"),
        ("count", "3", "not_a_whole_number"),
        ("arguable", 1, "not_a_flag"),
        ("partners", "IT", "not_a_text"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: object, code: str) -> None:
    assert refusal(name, value).code == code


def test_a_refusal_names_field_bound_and_unit() -> None:
    facts = refusal("power", 101.0).facts
    assert facts["label"] == "Power"
    assert (facts["maximum"], facts["unit"]) == (100, "MW")


def test_a_refused_choice_lists_what_there_is() -> None:
    assert refusal("cooling", "oil").facts["choices"] == ["air", "water"]


def test_a_number_is_rounded_when_it_enters_the_plan() -> None:
    assert field("power").check(1.234567) == 1.23
    assert field("stake").check(1.00004) == 1.0


@given(st.floats(-0.004, 100.0))
def test_a_rounded_number_survives_being_written_and_read(value: float) -> None:
    kept = field("power").check(value)
    assert field("power").check(kept) == kept
    assert field("power").parse(field("power").format(kept)) == kept


def test_a_number_rounded_to_nothing_is_written_without_a_sign() -> None:
    assert field("power").format(field("power").check(-0.001)) == "0.0"


@pytest.mark.parametrize("empty", [None, ""])
def test_unknown_stays_unknown_and_is_never_zero(empty: str | None) -> None:
    assert field("power").check(empty) is None
    assert field("power").format(None) == ""
    assert field("power").check(0) == 0.0


def test_no_partners_at_all_is_unknown() -> None:
    assert field("partners").check(()) is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "Alpha", "Alpha"),
        ("power", 12.5, "12.5"),
        ("count", 12, "12"),
        ("start", month_of(2028, 3), "2028-03"),
        ("signed", "2026-10-16", "2026-10-16"),
        ("cooling", Cooling.WATER, "water"),
        ("arguable", True, "yes"),
        ("arguable", False, "no"),
        ("home", "IT", "IT"),
        ("partners", ("IT", "AT"), "IT;AT"),
    ],
)
def test_a_value_is_written_the_way_it_is_read(name: str, value: Scalar, words: str) -> None:
    assert field(name).format(value) == words
    assert field(name).parse(words) == value


def test_what_is_not_given_takes_its_default() -> None:
    made = Probe.KIND.build({"id": "p", "name": "Alpha", "lead": None, "cooling": ""})
    assert made == Probe(id="p", name="Alpha")
    assert getattr(made, "lead", 0) == 18


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"id": "p"}, "required"),
        ({"name": "Alpha"}, "required"),
        ({"id": "p", "name": "Alpha", "colour": "red"}, "unknown_field"),
    ],
)
def test_a_record_is_not_made_of_incomplete_or_unknown_values(
    values: Mapping[str, object], code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        Probe.KIND.build(values)
    assert caught.value.code == code


def test_a_checked_record_holds_choices_and_not_texts_that_equal_them() -> None:
    loose = evolved(a_measure(), status="committed", capex_meur=5)
    kept = Measure.KIND.checked(loose)
    assert isinstance(kept, Measure)
    assert kept.status is Status.COMMITTED
    assert type(kept.capex_meur) is float


def test_a_record_in_order_is_kept_as_it_is() -> None:
    measure = a_measure()
    assert Measure.KIND.checked(measure) is measure


def test_a_field_with_a_default_always_has_a_value() -> None:
    assert not field("lead").optional
    assert not field("name").optional
    assert field("power").optional


def test_a_new_kind_takes_its_place_in_the_schema() -> None:
    schema = SCHEMA.with_record(Probe)
    assert schema.kind("probe") is Probe.KIND
    pointers = {(kind.name, pointer.name) for kind, pointer in schema.pointing_at("state")}
    assert {("probe", "home"), ("probe", "partners"), ("system", "state")} <= pointers
    with pytest.raises(DomainError, match="unknown_kind"):
        SCHEMA.kind("probe")


def test_targets_are_declared_before_what_points_at_them() -> None:
    order = list(SCHEMA.kinds)
    for kind in SCHEMA.kinds.values():
        for pointer in kind.references:
            assert order.index(pointer.target) <= order.index(kind.name)


def test_every_quantity_has_a_unit_and_every_field_a_label() -> None:
    fields = [field for kind in SCHEMA.kinds.values() for field in kind.fields]
    assert all(field.label for field in fields)
    assert all(field.unit for field in fields if field.value_type is Type.NUMBER)


@pytest.mark.parametrize("kind", SCHEMA.kinds.values(), ids=lambda kind: kind.name)
def test_a_natural_key_names_fields_of_its_kind(kind: object) -> None:
    declared = getattr(kind, "natural_key", ())
    assert declared
    assert {SCHEMA.kinds[getattr(kind, "name", "")].field(name).name for name in declared}


@pytest.mark.parametrize("name", ["name", "colour"])
def test_a_record_cannot_be_altered(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(a_system(), name, "T")
