# SPDX-License-Identifier: EUPL-1.2
"""What else the map can show: which kinds of places, and lines between what belongs together.

A line is drawn once for two places, however many factories or links it stands for.
"""

from collections.abc import Callable, Iterator, Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.records.cooperation import Cooperation
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, FactoryKind, NetworkLink, System
from planner.domain.records.measures import Measure
from planner.text import N_, _, labelled, state_name
from ui.panes.values import MapTie

LAYERS: Mapping[str, str] = {
    "operational": N_("Machines in operation"),
    "planned": N_("Planned machines"),
    "measure": N_("Measures of this plan"),
    "antenna": N_("AI factory antennas"),
    "site": N_("Sites and data centres"),
    "centre": N_("Support and competence centres"),
}
"""Which places can be shown, by key and label."""
ASKED_FOR = frozenset({"site", "centre"})
"""Those that are shown only when somebody asks: they lie where machines and capitals do."""

TIES: Mapping[str, str] = {
    "": N_("No lines"),
    "consortium": N_("Consortia of AI factories"),
    "antenna": N_("Antennas and their AI factories"),
    "network": N_("Research network"),
    "cooperation": N_("Cooperation of AI factories"),
}
"""What lines can stand for, by key and label."""

_Place = tuple[float, float]  # latitude and longitude


@attrs.frozen
class _End:
    """An end of a line: a state, and where in it."""

    state: str
    place: _Place


_Line = tuple[_End | None, _End | None, str]  # two ends, and what ties them


def map_ties(plan: Plan, by: str, selected: str = "") -> tuple[MapTie, ...]:
    """Return lines of one of `TIES`; faint are those that do not concern the selected state.

    Of consortia, all lines of one count that the state takes part in.
    """
    words: dict[tuple[_End, _End], list[str]] = {}
    near: set[str] = set()
    for one, other, said in _MADE[by](plan) if by else ():
        if one is None or other is None or one.state == other.state:
            continue
        ends = (one, other) if one.state < other.state else (other, one)
        words.setdefault(ends, []).append(said)
        if by == "consortium" and selected in (one.state, other.state):
            near.add(said)
    return tuple(
        MapTie(
            one.place,
            other.place,
            "\n".join(said),
            faint=bool(selected)
            and selected not in (one.state, other.state)
            and near.isdisjoint(said),
        )
        for (one, other), said in words.items()
    )


def _capital(plan: Plan, key: str) -> _End | None:
    state = plan.of(State).get(key)
    if state is None or state.capital_lat is None or state.capital_lon is None:
        return None
    return _End(key, (state.capital_lat, state.capital_lon))


def _home(plan: Plan, factory: Factory) -> _End | None:
    """Return the machine of a factory; without a known place the capital of its state."""
    system = plan.of(System).get(factory.system or "")
    if system is None or system.latitude is None or system.longitude is None:
        return _capital(plan, factory.state)
    return _End(factory.state, (system.latitude, system.longitude))


def _consortia(plan: Plan) -> Iterator[_Line]:
    for factory in plan.of(Factory).values():
        partners = [state for state in factory.consortium or () if state != factory.state]
        states = ", ".join(state_name(state) for state in (factory.state, *partners))
        for state in partners:
            yield _home(plan, factory), _capital(plan, state), labelled(factory.name, states)


def _antennas(plan: Plan) -> Iterator[_Line]:
    factories = plan.of(Factory)
    for antenna in factories.values():
        if antenna.kind is FactoryKind.ANTENNA:
            linked = (factories[key] for key in antenna.linked_factories or () if key in factories)
            for factory in linked:
                said = f"{antenna.name} → {factory.name}"
                yield _capital(plan, antenna.state), _home(plan, factory), said
    for measure in plan.of(Measure).values():
        for key in measure.linked_factories or ():
            said = f"{measure.name} → {factories[key].name}"
            yield _capital(plan, measure.state), _home(plan, factories[key]), said


def _network(plan: Plan) -> Iterator[_Line]:
    for link in plan.of(NetworkLink).values():
        ends = _capital(plan, link.state_a), _capital(plan, link.state_b or "")
        yield *ends, link.name or link.kind


def _cooperation(plan: Plan) -> Iterator[_Line]:
    factories = plan.of(Factory)
    for link in plan.of(Cooperation).values():
        one, other = factories.get(link.factory), factories.get(link.other_factory or "")
        if one is not None and other is not None:
            pair = f"{one.name} – {other.name}"
            what = labelled(pair, _(link.kind.label)) if link.kind is not None else pair
            yield _home(plan, one), _home(plan, other), what


_MADE: Mapping[str, Callable[[Plan], Iterator[_Line]]] = {
    "consortium": _consortia,
    "antenna": _antennas,
    "network": _network,
    "cooperation": _cooperation,
}
