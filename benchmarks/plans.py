# SPDX-License-Identifier: EUPL-1.2
"""Large plans to measure with: the real network and as many measures as one likes.

The same count always gives the same plan. Measures vary over states, templates, months, sizes and
status as a ministry's drafts would; that together they cost more than anyone has is of no matter.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.domain.changes import Draft
from planner.domain.commands import Assign
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.domain.schema import evolved
from planner.reference.seed import reference_plan
from planner.store.planfile import PlanFile

FIRST_MONTH = month_of(2027)
MONTHS = 96
_STRIDE = 7919  # a prime, so that neighbours in the list differ in everything
_STATUSES = (Status.TENTATIVE, Status.COMMITTED, Status.TENTATIVE, Status.SELECTED)


def plan_of(count: int) -> Plan:
    """Return the real network with `count` measures, keyed m00000, m00001 and so on."""
    network = reference_plan()
    models = _models(network)
    draft = Draft(network)
    for number in range(count):
        draft.put(_measure(models, number))
    return draft.seal()[0]


def plan_file(folder: Path, count: int) -> Path:
    """Write such a plan into a folder."""
    path = folder / f"plan-{count}.aifp"
    PlanFile.create(path, plan_of(count))
    return path


def _models(network: Plan) -> Sequence[Measure]:
    """Return one measure for every state and template that go together."""
    models: list[Measure] = []
    for state in network.of(State).values():
        if state.membership is not Membership.EU_MEMBER:
            continue
        for template in network.of(Template).values():
            models.extend(_assigned(network, state.id, template))
    return models


def _assigned(network: Plan, state: str, template: Template) -> Iterator[Measure]:
    draft = Draft(network)
    base = _base(network, state) if template.kind is MeasureKind.UPGRADE else None
    command = Assign(
        template=template.id, state=state, start=FIRST_MONTH, base_system=base, measure="model"
    )
    try:
        command.apply(draft)
    except DomainError:  # an upgrade where there is no system, a data centre where there are two
        return
    yield draft.get(Measure, "model")


def _base(network: Plan, state: str) -> str | None:
    own = (s.id for s in network.of(System).values() if s.state == state and not s.base_system)
    return next(own, None)


def _measure(models: Sequence[Measure], number: int) -> Measure:
    model = models[number * _STRIDE % len(models)]
    size = round((model.size or 1.0) * (0.6 + number % 9 / 10))
    return evolved(
        model,
        id=f"m{number:05d}",
        name=f"{model.name} {number}",
        start=FIRST_MONTH + number * 31 % MONTHS,
        status=_STATUSES[number % len(_STATUSES)],
        **{model.kind.size_field: max(1, size)},
    )
