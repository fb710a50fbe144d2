# SPDX-License-Identifier: EUPL-1.2
"""The numbers the formulas use, under the keys of the plan's parameter records.

Every one may be edited in the plan; what is not there has the default given here, so that an
empty plan can be evaluated too. Defaults come from the collected unit costs and rules; those
called *arguable* are a planner's choice.
"""

import attrs

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter


@attrs.frozen(kw_only=True)
class Parameters:
    """All parameters, by the key of their record. Units: months, shares, MEUR where not said.

    `system_lifetime` is in years; `ai_acq_share`, `ai_opex_share` and `mid_share` are in percent
    as in the Regulation (EU) 2021/1173, Art. 12a(2) and 17(2); `as_of` is a month index and says
    which legal ceiling is in force, `as_of_day` the day of it from which clocks are read; `ju_end`
    is the year of Art. 1(1).
    """

    as_of: float = float(month_of(2026, 10))
    as_of_day: float = 10.0
    # Capacity. Availability and ramp are arguable.
    availability: float = 0.85
    ramp: float = 3.0
    gcd_per_module: float = 2.0
    system_lifetime: float = 6.0
    months_selection_to_operation: float = 27.0
    months_contract_to_operation: float = 18.0
    headline_ef_to_bf16_dense_divisor_fp4_sparse: float = 8.0
    headline_ef_to_bf16_dense_divisor_fp8_sparse: float = 4.0
    headline_ef_to_bf16_dense_divisor_fp8_dense_or_bf16_sparse: float = 2.0
    # Power: facility manager of Leonardo; average over peak of Leonardo and JUPITER.
    pue: float = 1.12
    average_to_peak_power: float = 0.65
    # Money. The profile of payments is arguable.
    payment_at_contract: float = 0.3
    payment_at_delivery: float = 0.4
    payment_at_acceptance: float = 0.3
    months_delivery_to_acceptance: float = 3.0
    opex_share_of_capex: float = 0.13
    dc_ai_premium: float = 0.085
    # Constant prices: money of another price year is not added unless an inflation is set.
    price_year: float = 2026.0
    inflation: float = 0.0
    # People: MeluXina and HammerHAI for the posts; attrition is arguable.
    staff_fte_per_system: float = 25.0
    staff_fte_per_ai_factory: float = 50.0
    attrition: float = 0.08
    seats_filled: float = 1.0
    # Access: caps in percent, Regulation (EU) 2021/1173, Art. 17(1), 17(2) and 17(3).
    access_cap_50: float = 50.0
    access_cap_mid: float = 35.0
    access_cap_ind: float = 35.0
    # Training and data links, all arguable.
    training_goodput: float = 1.0
    training_target_weeks: float = 8.0
    link_gbps_per_thousand_accelerators: float = 10.0
    # Rules. No legal figure exists for what is near or well connected.
    ai_acq_share: float = 50.0
    ai_opex_share: float = 50.0
    mid_share: float = 35.0
    upg_once: float = 1.0
    dc_near_km: float = 50.0
    dc_bandwidth_gbps: float = 100.0
    dc_latency_ms: float = 5.0
    # Network: cable route over great circle, light in fibre, usable share of a link, a data set.
    route_factor: float = 1.5
    fibre_km_per_ms: float = 200.0
    link_efficiency: float = 0.7
    data_set_pb: float = 1.0
    # Chips, all arguable.
    chip_lead_months: float = 12.0
    performance_doubling_months: float = 30.0
    # Demand and reach, all arguable: million hours a year, a year, EUR an hour, a share.
    demand_total_million_hours: float = 500.0
    demand_base_year: float = 2026.0
    reach_union_share: float = 0.4
    reach_request_cost: float = 0.01
    reach_distance_cost: float = 0.05  # for 1 000 km
    reach_language_cost: float = 0.1
    reach_stack_cost: float = 0.3
    reach_unmet_price: float = 2.5
    reach_priority: float = 1.0
    # Contact point, all arguable: weights of what speaks for a target, and how far each reaches.
    desk_weight_link: float = 0.2
    desk_weight_skills: float = 0.15
    desk_weight_stack: float = 0.2
    desk_weight_sector: float = 0.15
    desk_weight_language: float = 0.1
    desk_weight_load: float = 0.1
    desk_weight_distance: float = 0.05
    desk_weight_data: float = 0.05
    desk_far_km: float = 3_000.0
    desk_porting_part: float = 0.5
    desk_rebuild_part: float = 0.75
    desk_constrained_part: float = 0.5
    desk_follow_up_days: float = 5.0
    ju_end: float = 2033.0

    @classmethod
    def of(cls, plan: Plan) -> "Parameters":
        """Read the parameters of a plan, with the defaults for what it does not hold."""
        records = plan.of(Parameter)
        return cls(**{name: records[name].value for name in NAMES if name in records})


NAMES = tuple(field.name for field in attrs.fields(Parameters))
