# SPDX-License-Identifier: EUPL-1.2
"""How the bars of board and timeline are put into lanes: by state, factory, consortium, status."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, Status, System, SystemClass
from planner.domain.records.measures import Measure, MeasureKind
from planner.text import N_, _, labelled, state_name
from ui.panes.values import BoardBar

LANES: Mapping[str, str] = {
    "state": N_("By state"),
    "factory": N_("By factory"),
    "kind": N_("By kind"),
    "consortium": N_("By consortium"),
    "status": N_("By status"),
}
"""What lanes, and the rows of the board, may stand for, by key and label."""
_NONE, _SEVERAL, _SYSTEM = "none", "several", "system"
_FAMILIES: Mapping[str, str] = {
    "upgrade": MeasureKind.UPGRADE.label,
    "data_centre": MeasureKind.DATA_CENTRE.label,
    "link": MeasureKind.LINK.label,
    "support": MeasureKind.SUPPORT.label,
    "antenna": MeasureKind.ANTENNA.label,
    "talent": N_("talent programme"),
}


@attrs.frozen
class Lanes:
    """The names of the lanes by key, in order, and the lane a bar of the board lies in.

    `homes` are the states that lanes stand for, where they stand for one.
    """

    names: Mapping[str, str]
    lane: Callable[[BoardBar], str]
    homes: Mapping[str, str] = attrs.field(factory=dict)

    def name_of(self, bar: BoardBar) -> str:
        """Return the name of the lane of a bar, which may lie in it already."""
        return self.names.get(bar.row) or self.names[self.lane(bar)]


def lanes_of(plan: Plan, by: str) -> Lanes:
    """Return the lanes of a plan by one of `LANES`."""
    return _MADE[by](plan)


def _by_state(plan: Plan) -> Lanes:
    names = {key: state_name(key) for key in plan.of(State)}
    homes = {key: key for key in names}
    return Lanes(dict(sorted(names.items(), key=lambda one: one[1])), lambda bar: bar.row, homes)


def _by_kind(plan: Plan) -> Lanes:
    """Put a machine into the lane of its class, an upgrade and anything else into its kind's."""
    systems, measures = plan.of(System), plan.of(Measure)

    def lane(bar: BoardBar) -> str:
        if bar.kind != _SYSTEM:
            return bar.kind
        machine = measures.get(bar.key) or systems.get(bar.key)
        of_class = None if machine is None else machine.system_class
        return _SYSTEM if of_class is None else f"{_SYSTEM}:{of_class.value}"

    of_classes = {f"{_SYSTEM}:{one.value}": _begun(_(one.label)) for one in SystemClass}
    families = {family: _(label) for family, label in _FAMILIES.items()}
    return Lanes({**of_classes, _SYSTEM: _("Machine of unknown class"), **families}, lane)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _by_factory(plan: Plan) -> Lanes:
    """Put a machine into the lane of its factory, anything else into that of its only factory."""
    factories = sorted(plan.of(Factory).values(), key=lambda one: one.name.casefold())
    by_system = {one.system: one.id for one in factories if one.system}
    in_state: dict[str, list[str]] = {}
    for one in factories:
        in_state.setdefault(one.state, []).append(one.id)
    measures = plan.of(Measure)

    def lane(bar: BoardBar) -> str:
        measure = measures.get(bar.key)
        system = bar.key if measure is None else measure.base_system
        only = in_state.get(bar.row, [])
        found = by_system.get(system) if system else None
        return found or (only[0] if len(only) == 1 else _NONE)

    names = {one.id: one.name for one in factories}
    homes = {one.id: one.state for one in factories}
    return Lanes({**names, _NONE: _("Without a factory of its own")}, lane, homes)


def _by_status(_plan: Plan) -> Lanes:
    names = {_(status.label): _(status.label) for status in Status}
    return Lanes(names, lambda bar: bar.status)


def _by_consortium(plan: Plan) -> Lanes:
    """Put a machine into the consortium of its factory, all else into the only one of its state.

    A state that hosts the factory of one consortium counts with that one.
    """
    factories = [one for one in plan.of(Factory).values() if one.consortium]
    factories.sort(key=lambda one: one.name.casefold())
    by_system = {one.system: one.id for one in factories if one.system}
    hosted, shared = defaultdict(list), defaultdict(list)
    for one in factories:
        hosted[one.state].append(one.id)
        for state in one.consortium or ():
            shared[state].append(one.id)
    measures = plan.of(Measure)

    def lane(bar: BoardBar) -> str:
        measure = measures.get(bar.key)
        system = bar.key if measure is None else measure.base_system
        if system in by_system:
            return by_system[system]
        found = hosted[bar.state] if len(hosted[bar.state]) == 1 else shared[bar.state]
        return _SEVERAL if len(found) > 1 else found[0] if found else _NONE

    names = {one.id: _consortium_words(one) for one in factories}
    rest = {_SEVERAL: _("In several consortia"), _NONE: _("In no consortium")}
    return Lanes({**names, **rest}, lane, {one.id: one.state for one in factories})


def _consortium_words(factory: Factory) -> str:
    return labelled(factory.name, ", ".join(sorted({factory.state, *(factory.consortium or ())})))


_MADE: Mapping[str, Callable[[Plan], Lanes]] = {
    "state": _by_state,
    "factory": _by_factory,
    "kind": _by_kind,
    "consortium": _by_consortium,
    "status": _by_status,
}
