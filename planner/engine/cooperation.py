# SPDX-License-Identifier: EUPL-1.2
"""Who works with whom: factories, antennas, centres and initiatives, the links among them.

A link counts from either end and wherever it is stated: in a record of cooperation, as an antenna's
factory, or as a centre's. What nobody stated is a gap; what was stated twice is a duplicate.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.cooperation import (
    CentreKind,
    Cooperation,
    Initiative,
    InitiativeKind,
    SupportCentre,
)
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.schema import Choice
from planner.engine.sectors import factories_by_sector
from planner.text import N_

End = tuple[str, str]
"""A node by kind and key of its record."""

_PARTNERS = frozenset(
    {
        InitiativeKind.EDIC,
        InitiativeKind.TESTING,
        InitiativeKind.INNOVATION_HUB,
        InitiativeKind.ON_DEMAND,
        InitiativeKind.SANDBOX,
        InitiativeKind.COMPETENCE,
    }
)
"""The initiatives of which the framework says that factories cooperate with them, and sandboxes."""


@attrs.frozen
class Node:
    """A factory, antenna, centre or initiative; `group` is the code of what it is."""

    kind: str
    key: str
    group: str
    state: str | None
    outside: bool = False

    @property
    def end(self) -> End:
        """Return the node as an end of a link."""
        return self.kind, self.key


@attrs.frozen
class Tie:
    """A link and the record that states it; `link` is its kind, empty where that is not said."""

    one: End
    other: End
    link: str
    record: End

    @property
    def ends(self) -> frozenset[End]:
        """Return both ends in no order."""
        return frozenset({self.one, self.other})


@attrs.frozen(eq=False)
class Web:
    """Nodes and links, both in a fixed order."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]

    def partners(self, end: End) -> frozenset[End]:
        """Return what a node is linked to."""
        return frozenset(
            other for tie in self.ties if end in tie.ends for other in tie.ends - {end}
        )


class Lack(Choice):
    """What may be missing or too much in the web."""

    NO_FACTORY = "no_factory", N_("is linked to no other AI factory")
    NO_COMPETENCE = "no_competence", N_("is linked to no competence centre")
    LOOSE_ANTENNA = "loose_antenna", N_("is an antenna of no known factory")
    LOOSE_CENTRE = "loose_centre", N_("is linked to no factory or antenna")
    LOOSE_INITIATIVE = "loose_initiative", N_("no factory works with it")
    TWICE = "twice", N_("is stated twice")
    SAME_SECTORS = "same_sectors", N_("share sectors and are not linked")


@attrs.frozen
class Remark:
    """A gap or a duplicate: what it is, whom it concerns, how much (sectors shared, statements)."""

    lack: Lack
    ends: tuple[End, ...]
    count: int = 1


def web(plan: Plan) -> Web:
    """Return everything that works together."""
    return Web(tuple(_nodes(plan)), tuple(_ties(plan)))


def gaps(plan: Plan, found: Web) -> tuple[Remark, ...]:
    """Return who lacks which partner."""
    return tuple(_gaps(plan, found))


def duplicates(plan: Plan, found: Web, *, sectors: int = 3) -> tuple[Remark, ...]:
    """Return links stated twice, and unlinked factories that share at least so many sectors."""
    return (*_twice(found), *_overlaps(plan, found, sectors))


def _nodes(plan: Plan) -> Iterator[Node]:
    for key, row in sorted(plan.of(Factory).items()):
        yield Node("factory", key, row.kind.value, row.state)
    for key, centre in sorted(plan.of(SupportCentre).items()):
        yield Node("support_centre", key, centre.kind.value, centre.state)
    for key, one in sorted(plan.of(Initiative).items()):
        yield Node("initiative", key, one.kind.value, one.state, one.outside)


def _ties(plan: Plan) -> Iterator[Tie]:
    for key, row in sorted(plan.of(Cooperation).items()):
        link = row.kind.value if row.kind is not None else ""
        for end in _other_ends(row):
            yield Tie(("factory", row.factory), end, link, ("cooperation", key))
    for key, factory in sorted(plan.of(Factory).items()):
        for other in factory.linked_factories or ():
            yield Tie(("factory", key), ("factory", other), "linked", ("factory", key))
    for key, centre in sorted(plan.of(SupportCentre).items()):
        if centre.factory is not None:
            end = ("support_centre", key)
            yield Tie(end, ("factory", centre.factory), "linked", end)


def _other_ends(row: Cooperation) -> Iterator[End]:
    if row.other_factory is not None:
        yield "factory", row.other_factory
    if row.centre is not None:
        yield "support_centre", row.centre
    if row.initiative is not None:
        yield "initiative", row.initiative


def _gaps(plan: Plan, found: Web) -> Iterator[Remark]:
    factories = {node.end for node in found.nodes if node.group == FactoryKind.FACTORY.value}
    advice = {
        node.end
        for node in found.nodes
        if node.group in {CentreKind.COMPETENCE.value, InitiativeKind.COMPETENCE.value}
    }
    for node in found.nodes:
        partners = found.partners(node.end)
        for lack in _lacks(plan, node, partners, factories, advice):
            yield Remark(lack, (node.end,))


def _lacks(
    plan: Plan,
    node: Node,
    partners: frozenset[End],
    factories: set[End],
    advice: set[End],
) -> Iterator[Lack]:
    if node.end in factories:
        if not partners & factories:
            yield Lack.NO_FACTORY
        if not partners & advice:
            yield Lack.NO_COMPETENCE
    elif node.kind == "factory" and not partners & factories:
        yield Lack.LOOSE_ANTENNA
    elif node.kind == "support_centre" and not any(kind == "factory" for kind, _key in partners):
        yield Lack.LOOSE_CENTRE
    elif node.kind == "initiative" and not partners and _is_partner(plan, node):
        yield Lack.LOOSE_INITIATIVE


def _is_partner(plan: Plan, node: Node) -> bool:
    return plan.get(Initiative, node.key).kind in _PARTNERS


def _twice(found: Web) -> Iterator[Remark]:
    stated: dict[tuple[frozenset[End], str], list[Tie]] = {}
    for tie in found.ties:
        stated.setdefault((tie.ends, tie.link), []).append(tie)
    for ties in stated.values():
        if len(ties) > 1:
            yield Remark(Lack.TWICE, (ties[0].one, ties[0].other), len(ties))


def _overlaps(plan: Plan, found: Web, least: int) -> Iterator[Remark]:
    linked = {tie.ends for tie in found.ties}
    for (one, other), count in sorted(_shared(factories_by_sector(plan)).items()):
        ends = (("factory", one), ("factory", other))
        if count >= least and frozenset(ends) not in linked:
            yield Remark(Lack.SAME_SECTORS, ends, count)


def _shared(named: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], int]:
    """Count the sectors two factories have in common."""
    counts: dict[tuple[str, str], int] = {}
    for factories in named.values():
        for place, one in enumerate(factories):
            for other in factories[place + 1 :]:
                counts[one, other] = counts.get((one, other), 0) + 1
    return counts
