# SPDX-License-Identifier: EUPL-1.2
"""The reference plan is a value: one is enough for all tests."""

import pytest

from planner.domain.plan import Plan
from planner.reference.seed import reference_plan


@pytest.fixture(scope="package")
def plan() -> Plan:
    return reference_plan()
