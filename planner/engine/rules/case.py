# SPDX-License-Identifier: EUPL-1.2
"""What a rule gets to see, and how it says what it found."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import attrs

from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Record
from planner.engine.costs import Costs
from planner.engine.inputs import Inputs
from planner.engine.outcome import Finding, Severity
from planner.engine.parameters import Parameters
from planner.engine.roster import Roster
from planner.engine.times import Times

Machine = System | Measure


@attrs.frozen
class Case:
    """One state before the rules.

    `hung` pairs each machine of the state that something hangs on with the upgrades, data
    centres and links tied to it, wherever those are.
    """

    key: str
    inputs: Inputs
    roster: Roster
    at: Times
    priced: Costs
    hung: tuple[tuple[Machine, tuple[Machine, ...]], ...]

    @classmethod
    def of(cls, inputs: Inputs, key: str, at: Times, priced: Costs) -> "Case":
        """Gather the case of one state."""
        roster = inputs.roll.rosters[key]
        return cls(key, inputs, roster, at, priced, tuple(_hung(inputs, roster)))

    @property
    def parameters(self) -> Parameters:
        """Return the parameters of the plan."""
        return self.inputs.parameters


Rule = Callable[[Case], Iterator[Finding]]


def found(
    rule: str,
    severity: Severity,
    record: Record,
    **facts: Any,  # noqa: ANN401 - facts are of any plain type
) -> Finding:
    """Return a finding about a record."""
    return Finding(rule, severity, record.KIND.name, record.id, tuple(sorted(facts.items())))


def not_checkable(rule: str, record: Record, field: str, **facts: Any) -> Finding:  # noqa: ANN401 - facts are of any plain type
    """Return that a rule could not be checked because a field of the record is unknown."""
    named = tuple(sorted({**facts, "field": field}.items()))
    return Finding(rule, Severity.INFO, record.KIND.name, record.id, named, checkable=False)


def hanging_on(inputs: Inputs, machine: Machine) -> tuple[Machine, ...]:
    """Return the upgrades, data centres and links tied to a machine, by kind and key."""
    pairs = inputs.roll.hanging.get((machine.KIND.name, machine.id))
    if pairs is None:
        return ()
    return tuple(cast("Machine", inputs.plan.record(kind, key)) for kind, key in pairs)


def _hung(inputs: Inputs, roster: Roster) -> Iterator[tuple[Machine, tuple[Machine, ...]]]:
    machines: tuple[Machine, ...] = (*roster.systems, *roster.computing)
    for machine in machines:
        hanging = hanging_on(inputs, machine)
        if hanging:
            yield machine, hanging
