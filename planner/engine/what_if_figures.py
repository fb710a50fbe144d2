# SPDX-License-Identifier: EUPL-1.2
"""What 10 m€ of a state buy with a template, the Union's part added, acquisition only.

Asked of a template: `more_accelerators`, `more_union` (MEUR the Union adds) and `more_hours` (the
state's own accelerator-hours a month).
"""

from planner.domain.plan import Plan
from planner.domain.records.measures import Template
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.parameters import Parameters

ADDED_MEUR = 10.0
_FORMULA = "10 / (1 - union_share_acquisition) / unit_cost_central"
_UNION_FORMULA = "10 * union_share_acquisition / (1 - union_share_acquisition)"
_HOURS_FORMULA = (
    "accelerators * 730 * availability * (1 - min(union_share_acquisition, access_cap_50 / 100))"
)


def what_if_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return what 10 m€ buy; nothing without a price or where the Union would pay it all."""
    template, parameters = plan.get(Template, key), Parameters.of(plan)
    union = template.union_share_acquisition or 0.0
    if not template.unit_cost_central or union >= 1.0:
        return ()
    bought = ADDED_MEUR / (1.0 - union) / template.unit_cost_central
    own = 1.0 - min(union, parameters.access_cap_50 / 100)
    hours = bought * HOURS_PER_MONTH * parameters.availability * own
    price = field_input(plan, template, "unit_cost_central")
    share = field_input(plan, template, "union_share_acquisition")
    count = Input(Template.KIND.name, key, "more_accelerators", bought, "1", computed=True)
    model = [parameter_input(plan, parameters, name) for name in ("availability", "access_cap_50")]
    added = ADDED_MEUR * union / (1.0 - union)
    return (
        Figure("more_accelerators", bought, "1", _FORMULA, (price, share)),
        Figure("more_union", added, "MEUR", _UNION_FORMULA, (share,)),
        Figure("more_hours", hours, "h/month", _HOURS_FORMULA, (count, share, *model)),
    )
