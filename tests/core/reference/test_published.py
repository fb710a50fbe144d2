# SPDX-License-Identifier: EUPL-1.2
"""Published totals come out of the shipped data, and each says where it was published."""

from datetime import UTC, datetime, timedelta

import pytest

from planner.domain.plan import Plan
from planner.domain.records.assurance import ReferenceValue
from planner.domain.records.funding import Commitment
from planner.reference.provenance import evidence_for

SIX = ("lumi_ai", "it4lia", "mn5_ai_upgrade", "meluxina_ai", "hammerhai", "mimer")
SELECTED = datetime(2024, 12, 10, tzinfo=UTC)
MONTH = timedelta(days=365.25 / 12)
REGULATION = "Regulation (EU) 2021/1173"
NOTE = "National strategies note of 10 October 2026"


@pytest.mark.parametrize(
    ("cell", "value", "source"),
    [
        ("envelope:eurohpc_he:amount_meur", 900, REGULATION),
        ("envelope:eurohpc_dep:amount_meur", 1981.3, REGULATION),
        ("envelope:eurohpc_cef:amount_meur", 200, REGULATION),
        ("envelope:eurohpc_union_total:amount_meur", 3081.3, REGULATION),  # 900 + 1 981.3 + 200
        ("envelope:eurohpc_union_total_2026:amount_meur", 4122.3, "Regulation (EU) 2026/150"),
        ("envelope:aif_antennas_eu:amount_meur", 55.04322029, "Call evaluation results"),
        ("commitment:lumi_ai:union_meur", 387.8 / 2, NOTE),
        ("commitment:it4lia:union_meur", 290 / 2, NOTE),
        ("commitment:mn5_ai_upgrade:union_meur", 129 / 2, NOTE),
        ("commitment:meluxina_ai:union_meur", 80 / 2, NOTE),
        ("commitment:hammerhai:union_meur", 55 / 2, NOTE),
        ("commitment:mimer:union_meur", 29.76 / 2, NOTE),
        ("commitment:nlaif_aif:union_meur", 71, "NL AI Factory funding"),
        ("system:lumi:accelerators", 11_912, ""),
        ("reference_value:factories_count:current", 19, "Commission page on AI factories"),
        ("reference_value:antennas_count:current", 13, "Commission page on AI factories"),
        ("reference_value:contracts_2026:current", 6, NOTE),
        ("reference_value:supercomputers_meur:framework_2024", 2100, "AI innovation package"),
    ],
)
def test_a_published_number_is_in_the_data_with_its_source(
    plan: Plan, cell: str, value: float, source: str
) -> None:
    kind, key, field = cell.split(":")
    assert getattr(plan.record(kind, key), field) == pytest.approx(value)
    cited = evidence_for(plan, kind, key, field)
    assert cited is not None
    assert cited[1] is not None
    assert source in cited[1].title


def test_selection_to_contract_took_from_13_5_to_20_7_months(plan: Plan) -> None:
    months = [(_signed(plan.get(Commitment, key)) - SELECTED) / MONTH for key in SIX]
    # 10 December 2024 to 26 January 2026 are 412 days, to 31 August 2026 629
    stated = {
        "contract_months_shortest": min(months),
        "contract_months_longest": max(months),
        "contract_months_mean": sum(months) / 6,
    }
    for key, worked_out in stated.items():
        assert plan.get(ReferenceValue, key).current == round(worked_out, 1)
    assert sorted(round(one, 1) for one in months) == [13.5, 15.1, 16.3, 16.4, 19.4, 20.7]


def _signed(contract: Commitment) -> datetime:
    """Return the day of a contract, which its note gives; the plan keeps the month."""
    words = (contract.notes or "").partition("half Union. ")[2].partition(",")[0]
    return datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC)
