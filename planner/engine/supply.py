# SPDX-License-Identifier: EUPL-1.2
"""Chips on order: when they are delivered, how many a quarter, and what a euro buys later.

Read from a plan and its outcome, for the pane, the command line and the rules; nothing here feeds
back into the stages.
"""

from collections.abc import Iterator, Mapping

import attrs

from planner.domain.commands import AddRecord, Batch
from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipSupply
from planner.domain.records.infrastructure import Accelerator, Status, System, SystemClass
from planner.domain.records.measures import COMPUTE, Measure, Template
from planner.domain.schema import Scalar, evolved
from planner.engine.chips import RUNNING, Chips, Machine
from planner.engine.inputs import CLASS_INDEX
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.times import planned_month

QUARTER = 3


@attrs.frozen(kw_only=True)
class Order:
    """The chips of one machine not yet in operation. Months; `None` is unknown.

    `planned` is the acceptance without delay, `accepted` with it. `delivered` is when the chips
    are expected; `window` says that the month comes from a recorded delivery window, else it is
    the order plus the usual lead time, an assumption.
    """

    kind: str
    key: str
    state: str
    status: Status
    model: str | None
    vendor: str | None
    generation: str | None
    quantity: int | None
    ordered: int | None
    delivered: int | None
    window: bool
    delay: int
    planned: float | None
    accepted: float | None


@attrs.frozen(kw_only=True)
class Quarter:
    """Deliveries of one generation in three months from `first`, against what can be had.

    `tentative` is the part of `needed` that nobody has committed to. `cap` is `None` where the
    plan says nothing; then nothing is exceeded.
    """

    generation: str
    first: int
    needed: int
    tentative: int
    cap: int | None
    machines: tuple[tuple[str, str], ...]

    @property
    def excess(self) -> int:
        """Return how many more are needed than can be had."""
        return 0 if self.cap is None else max(self.needed - self.cap, 0)


@attrs.frozen(kw_only=True)
class Value:
    """What a euro buys with a template's chip: TFLOP/s BF16 dense for a thousand euro."""

    template: str
    model: str
    generation: str | None
    tflops_per_keur: float


def orders(plan: Plan, outcome: Outcome) -> tuple[Order, ...]:
    """Return the machines not yet in operation, systems before measures, by key.

    A quantum computer waits for no accelerators.
    """
    return _orders(plan, _accepted(outcome))


def _orders(plan: Plan, accepted: Mapping[tuple[str, str], float]) -> tuple[Order, ...]:
    chips, parameters = Chips.of(plan), Parameters.of(plan)
    machines: list[Machine] = [
        *sorted(plan.of(System).values(), key=lambda row: row.id),
        *sorted((m for m in plan.of(Measure).values() if m.kind in COMPUTE), key=lambda m: m.id),
    ]
    return tuple(
        _order(machine, chips, parameters, accepted.get((machine.KIND.name, machine.id)))
        for machine in machines
        if machine.status not in RUNNING and machine.system_class is not SystemClass.QUANTUM
    )


def _accepted(outcome: Outcome) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for block in outcome.cache["times"].values():
        keys = [("system", key) for key in block.systems] + [("measure", k) for k in block.measures]
        found.update(zip(keys, block.first.tolist(), strict=True))
    return found


def _order(machine: Machine, chips: Chips, parameters: Parameters, accepted: float | None) -> Order:
    """Say when a machine's chips come.

    At the end of the recorded window; else twelve months after the order (arguable), the order
    being the contract or the start of a measure, but no later than the usual months before the
    planned acceptance. A delay is added to either.
    """
    delivery, model = chips.delivery(machine), chips.model(machine)
    started: int | None
    planned: float | None
    if isinstance(machine, Measure):
        started, planned = machine.start, float(machine.in_service)
    else:
        started, planned = machine.contracted, planned_month(machine, parameters)
    ordered = started if delivery is None or delivery.ordered is None else delivery.ordered
    last = None if delivery is None else delivery.last_month
    delay = chips.delay(machine)
    delivered = _usual(ordered, planned, parameters) if last is None else last
    if delivered is not None and delivery is not None and delivery.first_month is not None:
        delivered = max(delivered, delivery.first_month)
    stated = None if delivery is None else delivery.quantity
    return Order(
        kind=machine.KIND.name,
        key=machine.id,
        state=machine.state,
        status=machine.status,
        model=None if model is None else model.id,
        vendor=None if model is None else model.vendor,
        generation=None if model is None else model.generation,
        quantity=machine.accelerators if stated is None else stated,
        ordered=ordered,
        delivered=None if delivered is None else delivered + delay,
        window=last is not None,
        delay=delay,
        planned=planned,
        accepted=accepted,
    )


def _usual(ordered: int | None, planned: float | None, parameters: Parameters) -> int | None:
    """Return when chips usually come, None where neither order nor acceptance is known."""
    months = [] if ordered is None else [ordered + parameters.chip_lead_months]
    if planned is not None:
        months.append(planned - parameters.months_delivery_to_acceptance)
    return int(min(months)) if months else None


def expected(plan: Plan) -> tuple[Order, ...]:
    """Return what `orders` does, but for when machines are accepted: that takes an outcome."""
    return _orders(plan, {})


def quarters(plan: Plan) -> tuple[Quarter, ...]:
    """Add up the deliveries of each generation by quarter, against the caps of the plan.

    A delivery counts whole in the quarter of its expected month. Quarters begin in January,
    April, July and October, unless a cap says from when it counts. What has no month, count or
    generation is left out; `orders` lists it.
    """
    caps = _caps(plan)
    found: dict[tuple[str, int], list[Order]] = {}
    for order in expected(plan):
        if order.generation and order.delivered is not None and order.quantity is not None:
            first = _quarter_of(order.generation, order.delivered, caps)
            found.setdefault((order.generation, first), []).append(order)
    for place in caps:
        found.setdefault(place, [])
    places = sorted(found, key=lambda place: (place[1], place[0]))
    return tuple(_quarter(place, found[place], caps) for place in places)


def _caps(plan: Plan) -> dict[tuple[str, int], int]:
    rows = sorted(plan.of(ChipSupply).values(), key=lambda row: row.id)
    return {(row.generation, row.first_month): row.accelerators for row in rows}


def _quarter_of(generation: str, month: int, caps: Mapping[tuple[str, int], int]) -> int:
    for first in range(month, month - QUARTER, -1):
        if (generation, first) in caps:
            return first
    return month - month % QUARTER


def _quarter(
    place: tuple[str, int], found: list[Order], caps: Mapping[tuple[str, int], int]
) -> Quarter:
    loose = [o for o in found if CLASS_INDEX[o.status] == len(CLASSES) - 1]
    return Quarter(
        generation=place[0],
        first=place[1],
        needed=sum(order.quantity or 0 for order in found),
        tentative=sum(order.quantity or 0 for order in loose),
        cap=caps.get(place),
        machines=tuple((order.kind, order.key) for order in found),
    )


def growth(months: float, parameters: Parameters) -> float:
    """Return by what performance per euro grows: 2 ^ (months / 30), arguable.

    Thirty months double it; fifteen make it 1.41 times.
    """
    return float(2.0 ** (months / parameters.performance_doubling_months))


def values(plan: Plan) -> tuple[Value, ...]:
    """Return what a euro buys with each template that has a chip, a peak and a price, best first.

    TFLOP/s of one accelerator / its central cost with system and network in thousand euro.
    """
    found = list(_values(plan))
    return tuple(sorted(found, key=lambda value: (-value.tflops_per_keur, value.template)))


def _values(plan: Plan) -> Iterator[Value]:
    for template in plan.of(Template).values():
        model = plan.of(Accelerator).get(template.accelerator or "")
        if template.kind not in COMPUTE or model is None or not template.unit_cost_central:
            continue
        if model.bf16_dense_tflops is not None:
            rate = model.bf16_dense_tflops / (template.unit_cost_central * 1e3)
            yield Value(
                template=template.id,
                model=model.id,
                generation=model.generation,
                tflops_per_keur=rate,
            )


def next_generation(
    plan: Plan, template: Template, month: int
) -> tuple[Accelerator, Template] | None:
    """Derive what a template may buy at a later month: the same price, a faster chip.

    Its peak grows by `growth` since the reference date of the plan. Power is unknown: nothing
    says how it will grow. `None` without a chip of known peak, or for a month that is not later.
    """
    parameters = Parameters.of(plan)
    model = plan.of(Accelerator).get(template.accelerator or "")
    ahead = month - parameters.as_of
    if model is None or model.bf16_dense_tflops is None or ahead <= 0 or month >= HORIZON:
        return None
    year = 2021 + month // 12
    chip = evolved(
        model,
        id=f"{model.id}-{year}",
        name=f"{model.name} → {year}",
        generation=f"{model.generation or model.name} → {year}",
        bf16_dense_tflops=round(model.bf16_dense_tflops * growth(ahead, parameters)),
        kw=None,
    )
    return chip, evolved(
        template,
        id=f"{template.id}-{year}",
        name=f"{template.name} → {year}",
        accelerator=chip.id,
    )


def adding_next_generation(plan: Plan, template: Template, month: int) -> Batch | None:
    """Return the edit that puts the derived chip and template into the plan, if there is one."""
    derived = next_generation(plan, template, month)
    if derived is None:
        return None
    return Batch(
        commands=tuple(AddRecord(kind=row.KIND.name, values=_values_of(row)) for row in derived),
        code="add_record",
        facts={"kind": Template.KIND.name, "name": derived[1].name},
    )


def _values_of(row: Accelerator | Template) -> dict[str, Scalar]:
    return {field.name: getattr(row, field.name) for field in row.KIND.fields}
