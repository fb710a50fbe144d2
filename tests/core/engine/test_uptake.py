# SPDX-License-Identifier: EUPL-1.2
"""Firms are counted once, hours of two GCDs as one, and aid in kind only with a price."""

import pytest

from planner.domain.records.access import Applicant
from planner.domain.records.infrastructure import UnitKind
from planner.domain.records.uptake import TrainedModel
from planner.engine.uptake import REFERENCE_PRICE, uptake
from tests.core.builders import a_parameter, a_system, plan_with
from tests.core.engine.rules.partners import an_allocation, an_organisation

RECORDS = (
    a_system(),
    an_organisation("firm"),
    an_organisation("uni", type=Applicant.UNIVERSITY),
    an_allocation("one", hours_awarded=1_000.0),
    an_allocation("two", hours_awarded=600.0, unit=UnitKind.GCD),
    an_allocation("paid", hours_awarded=50.0, price_eur_per_hour=2.0),
    an_allocation("asked"),
    an_allocation("alone", organisation=None, applicant=Applicant.STARTUP, hours_awarded=10.0),
    an_allocation("theirs", organisation="uni", hours_awarded=9_999.0),
    TrainedModel(id="m", name="M", organisation="firm"),
    TrainedModel(id="n", name="N", organisation="uni"),
)


def test_what_small_firms_got_is_counted() -> None:
    found = uptake(plan_with(*RECORDS))
    assert (found.firms, found.unnamed, found.unknown, found.models) == (1, 1, 1, 1)
    # 1 000 + 600 / 2 + 50 + 10
    assert found.hours == pytest.approx(1_360.0)
    assert found.aid_meur is None


def test_free_hours_at_a_reference_price_are_aid_in_kind() -> None:
    found = uptake(plan_with(*RECORDS, a_parameter(REFERENCE_PRICE, 2.0)))
    # (1 000 + 300 + 10) free hours at 2 EUR = 2 620 EUR
    assert found.aid_meur == pytest.approx(0.00262)


def test_euros_for_each_firm_need_a_firm() -> None:
    # 5 MEUR for one firm; nothing can be said without any
    assert uptake(plan_with(*RECORDS)).euros_per_firm(5.0) == pytest.approx(5e6)
    assert uptake(plan_with()).euros_per_firm(5.0) is None
