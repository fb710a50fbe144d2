# SPDX-License-Identifier: EUPL-1.2
"""A single figure and what it was computed from: value, formula, inputs and where those were read.

Codes and facts only: whoever shows a figure names it in the reader's language.
"""

import attrs

from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.domain.schema import Record, Scalar
from planner.engine.conflicts import chosen_evidence
from planner.engine.parameters import Parameters


@attrs.frozen
class Input:
    """One number a figure was computed from: field of a record, or a parameter.

    `source` is the key of a source record; `assumption` marks what nobody published. `computed`
    says that the figure of that name is meant and not the field; its value may be left to whoever
    asks.
    """

    kind: str
    key: str
    field: str
    value: Scalar
    unit: str
    source: str | None = None
    confidence: str | None = None
    assumption: bool = False
    computed: bool = False


@attrs.frozen
class Figure:
    """A computed figure; `value` is None where an input is unknown. Months are month indices."""

    code: str
    value: float | None
    unit: str
    formula: str
    inputs: tuple[Input, ...] = ()


def field_input(plan: Plan, record: Record, name: str) -> Input:
    """Return a field of a record as an input, with what is known of its source."""
    kind, value = record.KIND, getattr(record, name)
    evidence = chosen_evidence(plan, kind.name, record.id, name)
    unit = kind.field(name).unit
    if evidence is None:
        return Input(kind.name, record.id, name, value, unit)
    return Input(
        kind.name,
        record.id,
        name,
        value,
        unit,
        source=evidence.source,
        confidence=str(evidence.confidence),
        assumption=evidence.assumption,
    )


def parameter_input(plan: Plan, parameters: Parameters, name: str) -> Input:
    """Return a parameter as an input; one that is not in the plan is the engine's assumption."""
    value = float(getattr(parameters, name))
    found = plan.of(Parameter).get(name)
    if found is None:
        return Input("parameter", name, "value", value, "", assumption=True)
    return Input(
        "parameter",
        name,
        "value",
        value,
        found.unit or "",
        source=found.source,
        confidence=str(found.confidence),
        assumption=found.arguable,
    )
