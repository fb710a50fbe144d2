# SPDX-License-Identifier: EUPL-1.2
"""How the bars of the timeline are put into lanes: by state, by factory or by kind."""

from collections.abc import Callable, Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory
from planner.domain.records.measures import Measure, MeasureKind
from planner.text import N_, _, state_name
from ui.panes.values import BoardBar

LANES: Mapping[str, str] = {
    "state": N_("By state"),
    "factory": N_("By factory"),
    "kind": N_("By kind"),
}
_NO_FACTORY = "none"
_FAMILIES: Mapping[str, str] = {
    "system": MeasureKind.SYSTEM.label,
    "upgrade": MeasureKind.UPGRADE.label,
    "data_centre": MeasureKind.DATA_CENTRE.label,
    "link": MeasureKind.LINK.label,
    "support": MeasureKind.SUPPORT.label,
    "antenna": MeasureKind.ANTENNA.label,
    "talent": N_("talent programme"),
}


@attrs.frozen
class Lanes:
    """The names of the lanes by key, in order, and the lane a bar of the board lies in."""

    names: Mapping[str, str]
    lane: Callable[[BoardBar], str]

    def name_of(self, bar: BoardBar) -> str:
        """Return the name of the lane of a bar, which may lie in it already."""
        return self.names.get(bar.row) or self.names[self.lane(bar)]


def lanes_of(plan: Plan, by: str) -> Lanes:
    """Return the lanes of a plan by `state`, `factory` or `kind`."""
    return _MADE[by](plan)


def _by_state(plan: Plan) -> Lanes:
    names = {key: state_name(key) for key in plan.of(State)}
    return Lanes(dict(sorted(names.items(), key=lambda one: one[1])), lambda bar: bar.row)


def _by_kind(_plan: Plan) -> Lanes:
    names = {family: _(label) for family, label in _FAMILIES.items()}
    return Lanes(names, lambda bar: bar.kind)


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
        return found or (only[0] if len(only) == 1 else _NO_FACTORY)

    names = {one.id: one.name for one in factories}
    return Lanes({**names, _NO_FACTORY: _("Without a factory of its own")}, lane)


_MADE: Mapping[str, Callable[[Plan], Lanes]] = {
    "state": _by_state,
    "factory": _by_factory,
    "kind": _by_kind,
}
