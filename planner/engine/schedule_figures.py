# SPDX-License-Identifier: EUPL-1.2
"""How a deadline and the hours lost in a hole of capacity come about.

Asked of a measure: `decide_by`, the last month in which to decide on it. Asked of a machine:
`hole_hours`, the Union's hours lost between its end and its successor (CAP-02).
"""

from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.domain.records.measures import Measure
from planner.engine.figures import Figure, Input, field_input
from planner.engine.outcome import Outcome
from planner.engine.rules.law import law_of, parameter_key
from planner.engine.schedule import awaited, decide_by

DECIDE, HOLE = "decide_by", "hole_hours"


def decide_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return by when to decide on a measure; nothing for one without a deadline."""
    month = decide_by(plan).get(key)
    if month is None:
        return ()
    measure = plan.get(Measure, key)
    waiting = awaited(plan, measure)
    if waiting is not None:
        ready = Input(*waiting[0], "in_service", waiting[1], "month", computed=True)
        lead = field_input(plan, measure, "lead_months")
        return (Figure(DECIDE, float(month), "month", "in_service - lead_months", (ready, lead)),)
    start = field_input(plan, measure, "start")
    usual = _usual(plan)
    formula = "start - usual months from selection to contract"
    return (Figure(DECIDE, float(month), "month", formula, (start, usual)),)


def hole_figures(outcome: Outcome, kind: str, key: str) -> tuple[Figure, ...]:
    """Return the hours lost after a machine has ended; nothing where its successor is in time."""
    found = (one for one in outcome.findings if (one.rule, one.kind, one.key) == _hole(kind, key))
    facts = next((dict(one.facts) for one in found if one.checkable), None)
    if facts is None:
        return ()
    heir = (str(facts["successor_kind"]), str(facts["successor"]))
    inputs = (
        Input(kind, key, "union_hours", facts["lost_hours_per_month"], "h/month", computed=True),
        Input(kind, key, "end", facts["month"], "month", computed=True),
        Input(*heir, "in_service", facts["successor_month"], "month", computed=True),
    )
    formula = "union_hours * (in_service - end)"
    return (Figure(HOLE, facts["lost_hours"], "h", formula, inputs),)


def _hole(kind: str, key: str) -> tuple[str, str, str]:
    return "CAP-02", kind, key


def _usual(plan: Plan) -> Input:
    key = parameter_key("CAL-03", "months")
    value = law_of(plan).values["CAL-03.months"]
    known = plan.of(Parameter).get(key)
    confidence = None if known is None else str(known.confidence)
    source = None if known is None else known.source
    return Input(Parameter.KIND.name, key, "value", value, "months", source, confidence)
