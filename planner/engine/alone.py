# SPDX-License-Identifier: EUPL-1.2
"""One record put through the stages by itself, so that its figures are those of the stages."""

import attrs

from planner.domain.plan import Plan
from planner.domain.schema import Record
from planner.engine.costs import Costs, costs
from planner.engine.figures import Input, field_input, parameter_input
from planner.engine.funding import contributions_to
from planner.engine.inputs import Inputs
from planner.engine.machines import Machines, machines
from planner.engine.parameters import Parameters
from planner.engine.roster import Roll, Roster
from planner.engine.times import Times, times


@attrs.frozen
class Alone:
    """What the stages make of one record."""

    inputs: Inputs
    at: Times
    sizes: Machines
    priced: Costs

    @classmethod
    def of(cls, plan: Plan, state: str, roster: Roster) -> "Alone":
        """Put the one record of a roster through the stages."""
        contributions = {row.id: contributions_to(plan, row.id) for row in roster.measures}
        inputs = Inputs(plan, Parameters.of(plan), Roll({state: roster}, {}, contributions))
        (at,) = times(inputs, [state])
        (sizes,) = machines(inputs, [state], [at])
        (priced,) = costs(inputs, [state], [at])
        return cls(inputs, at, sizes, priced)

    @property
    def parameters(self) -> Parameters:
        """Return the parameters of the plan."""
        return self.inputs.parameters

    def fields(self, record: Record, *names: str) -> tuple[Input, ...]:
        """Return fields of a record as inputs."""
        return tuple(field_input(self.inputs.plan, record, name) for name in names)

    def assumed(self, *names: str) -> tuple[Input, ...]:
        """Return parameters as inputs."""
        return tuple(parameter_input(self.inputs.plan, self.parameters, name) for name in names)
