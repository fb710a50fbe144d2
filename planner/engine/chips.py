# SPDX-License-Identifier: EUPL-1.2
"""Which chips a machine is built from, when they come, and how much later than planned.

A machine is accepted no earlier than the last month of its delivery, and later by the delay of
its vendor or generation. What is in operation already has its chips and is not moved.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.infrastructure import Accelerator, Status, System
from planner.domain.records.measures import Measure

Machine = System | Measure
Base = tuple[str, str]
RUNNING = frozenset({Status.OPERATIONAL, Status.RETIRED})


@attrs.frozen(eq=False)
class Chips:
    """Models, deliveries by machine, and the delays that are not zero, in order of their keys."""

    models: Mapping[str, Accelerator]
    deliveries: Mapping[Base, Delivery]
    delays: tuple[ChipDelay, ...]

    @classmethod
    def of(cls, plan: Plan) -> "Chips":
        """Read the chips of a plan."""
        delays = plan.of(ChipDelay)
        return cls(
            plan.of(Accelerator),
            _by_machine(plan.of(Delivery)),
            tuple(delays[key] for key in sorted(delays) if delays[key].months),
        )

    def model(self, machine: Machine) -> Accelerator | None:
        """Return the chip of a machine; where the machine does not say, that of its delivery."""
        delivery = self.delivery(machine)
        key = machine.accelerator or (delivery.accelerator if delivery is not None else None)
        return self.models.get(key or "")

    def delivery(self, machine: Machine) -> Delivery | None:
        """Return the delivery of a machine, if one is recorded."""
        return self.deliveries.get((machine.KIND.name, machine.id))

    def delay(self, machine: Machine) -> int:
        """Return by how many months a machine is late: the longest delay that concerns its chip.

        Delays are not added: the chips of one machine arrive once.
        """
        if not self.delays or machine.status in RUNNING:
            return 0
        model = self.model(machine)
        if model is None:
            return 0
        return max((one.months for one in self.delays if concerns(one, model)), default=0)

    def shifted(self, machine: Machine, first: float) -> float:
        """Return the month of acceptance, given the planned one.

        max(planned, last month of delivery) + delay. Three months of delay on a system planned
        for 2027-01 whose chips come until 2027-03 make it 2027-06.
        """
        if machine.status in RUNNING:
            return first
        delivery = self.delivery(machine)
        last = None if delivery is None else delivery.last_month
        return max(first, -math.inf if last is None else float(last)) + self.delay(machine)

    @property
    def idle(self) -> bool:
        """Tell that nothing here can move a machine."""
        return not self.delays and not self.deliveries


def concerns(delay: ChipDelay, model: Accelerator) -> bool:
    """Tell whether a delay is about a chip: its vendor, its generation, or both where named."""
    named = [(delay.vendor, model.vendor), (delay.generation, model.generation)]
    said = [(want, have) for want, have in named if want is not None]
    return bool(said) and all(
        have is not None and want.casefold() == have.casefold() for want, have in said
    )


def models_of(delay: ChipDelay, models: Iterable[Accelerator]) -> frozenset[str]:
    """Return the keys of the chips that a delay is about."""
    return frozenset(model.id for model in models if concerns(delay, model))


def uses(machine: Machine, keys: frozenset[str], deliveries: Mapping[Base, Delivery]) -> bool:
    """Tell whether a machine is built from one of these chips, as far as is known."""
    if machine.accelerator is not None:
        return machine.accelerator in keys
    delivery = deliveries.get((machine.KIND.name, machine.id))
    return delivery is not None and delivery.accelerator in keys


def _by_machine(rows: Mapping[str, Delivery]) -> dict[Base, Delivery]:
    """Index deliveries by machine; where there are several, the one that ends last counts."""
    found: dict[Base, Delivery] = {}
    for row in sorted(rows.values(), key=_end):
        for base in bases(row):
            found[base] = row
    return found


def _end(row: Delivery) -> tuple[float, str]:
    return (-math.inf if row.last_month is None else row.last_month, row.id)


def bases(row: Delivery) -> Sequence[Base]:
    """Return the machines a delivery is for."""
    named = (("system", row.system), ("measure", row.measure))
    return [(kind, key) for kind, key in named if key is not None]
