# SPDX-License-Identifier: EUPL-1.2
"""What a rule gets to see, and how it says what it found.

A rule is an id and a function. All else about it - severity, article, numbers, dates - is data in
the rule sets, see `planner.engine.rules.law`. A rule of one state looks at a `Case`, a rule of the
whole network at a `Network`; both say `found` and `unknown`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.sites import Site
from planner.domain.schema import Record
from planner.engine.costs import Costs
from planner.engine.inputs import Inputs
from planner.engine.outcome import Finding, Series, Severity
from planner.engine.parameters import Parameters
from planner.engine.roster import Roster
from planner.engine.rules.attached import attached
from planner.engine.rules.law import Law
from planner.engine.times import Times

Machine = System | Measure
R = TypeVar("R", bound=Record)
V = TypeVar("V")


_NOTHING: Mapping[str, Any] = {}
ROSTER = "roster"
"""The name under which `Network.moved` has the states whose records moved."""


class _Court:
    """What cases of all sizes share: the law, and the words for what was found."""

    inputs: Inputs

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.inputs.plan

    @property
    def parameters(self) -> Parameters:
        """Return the parameters of the plan."""
        return self.inputs.parameters

    @property
    def law(self) -> Law:
        """Return the rules in force on the plan's legal date."""
        return self.inputs.law

    def limit(self, rule: str, name: str) -> float:
        """Return a number of a rule, as the rule set has it or the plan's planners edited it."""
        return self.inputs.law.values[f"{rule}.{name}"]

    def found(
        self,
        rule: str,
        record: Record,
        *,
        severity: Severity | None = None,
        **facts: Any,  # noqa: ANN401 - facts are of any plain type
    ) -> Finding:
        """Return a finding about a record, as serious as the rule set says if not told."""
        if severity is None:
            entry = self.inputs.law.entries.get(rule)
            severity = Severity.WARNING if entry is None else entry.severity
        told = tuple(sorted(facts.items()))
        return Finding(rule, severity, record.KIND.name, record.id, told)

    def unknown(self, rule: str, record: Record, field: str, **facts: Any) -> Finding:  # noqa: ANN401 - facts are of any plain type
        """Return that a rule could not be checked because a field of the record is unknown."""
        return not_checkable(rule, record, field, **facts)

    def attached(self, cls: type[R], record: Record, *, by: str | None = None) -> Sequence[R]:
        """Return the records of a kind that point at this one, by key.

        `by` names the pointing field, by default the one called as the kind pointed at.
        """
        plan = self.inputs.plan
        if not plan.tables.get(cls.KIND.name):  # asked often, and most plans hold few papers
            return ()
        return attached(plan, cls, by or record.KIND.name).get(record.id, ())


@attrs.frozen
class Case(_Court):
    """One state before the rules.

    `blocks` are those of the stages before, by name. `hung` pairs each machine of the state that
    something hangs on with the upgrades, data centres and links tied to it, wherever those are.
    """

    key: str
    inputs: Inputs
    roster: Roster
    blocks: Mapping[str, Any]
    hung: tuple[tuple[Machine, tuple[Machine, ...]], ...]
    _made: dict[str, Any] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, inputs: Inputs, key: str, blocks: Mapping[str, Any]) -> "Case":
        """Gather the case of one state."""
        roster = inputs.roll.rosters[key]
        return cls(key, inputs, roster, blocks, tuple(_hung(inputs, roster)))

    def once(self, name: str, make: Callable[["Case"], V]) -> V:
        """Return what several rules of a state need, made by the first of them."""
        if name not in self._made:
            self._made[name] = make(self)
        found: V = self._made[name]
        return found

    def attached_to_state(self, cls: type[R]) -> Sequence[R]:
        """Return the records of a kind that name this state, by key."""
        return attached(self.inputs.plan, cls, "state").get(self.key, ())

    def site(self, key: str) -> Site:
        """Return a site of the plan."""
        return self.inputs.plan.get(Site, key)

    @property
    def machines(self) -> tuple[Machine, ...]:
        """Return the machines whose time is known, in the order of the rows of `at`."""
        systems = self.roster.systems
        if len(self.at.systems) < len(systems):
            systems = tuple(system for system in systems if system.id in self.at.systems)
        return (*systems, *self.roster.computing)

    @property
    def at(self) -> Times:
        """Return when the machines of the state are in service."""
        found: Times = self.blocks["times"]
        return found

    @property
    def priced(self) -> Costs:
        """Return what the measures of the state cost."""
        found: Costs = self.blocks["costs"]
        return found


@attrs.frozen
class Network(_Court):
    """All states before the rules.

    `cache` holds the blocks of every stage by state; `drawn` is the Union money by class and
    month, (C, T), as it draws on the ceiling. `moved` names the states whose roster or block of a
    stage is another than before. `known` and `parts` are what rules keep of each state, before
    this evaluation and after it.
    """

    inputs: Inputs
    keys: tuple[str, ...]
    cache: Mapping[str, Mapping[str, Any]]
    drawn: Series
    moved: Mapping[str, Collection[str]] = attrs.field(factory=dict)
    known: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict)
    parts: dict[str, Mapping[str, Any]] = attrs.field(factory=dict)

    def of_each_state(self, rule: "NetworkRule") -> Mapping[str, Any]:
        """Return what a rule needs of each state; made again only where the state has moved.

        A part that equals the one before stays the same object, and if all do, so does the whole.
        """
        make = rule.part
        if make is None:
            return _NOTHING
        old = self.known.get(rule.id, _NOTHING)
        whole = tuple(old) == self.keys
        stale = set().union(*(self.moved[name] for name in (ROSTER, *rule.after))) if whole else ()
        fresh = {key: make(self, key) for key in (stale if whole else self.keys)}
        other = {key: part for key, part in fresh.items() if not whole or part != old[key]}
        self.parts[rule.id] = {**old, **other} if whole and other else (old if whole else other)
        return self.parts[rule.id]

    def part(self, rule: str) -> Iterator[Any]:
        """Yield what a rule has kept of each state, by key."""
        return iter(self.parts[rule].values())


@attrs.frozen
class Rule:
    """A rule of one state: tried again whenever anything it may read moves there.

    With `about`, it looks at records of that kind only, and is idle in a plan without any. With
    `among`, a sieve as in `planner.engine.rules.docket`, `check` is told each record that the
    sieve lets through, besides its case; `rest` is what is asked of the state as a whole then.
    """

    id: str
    check: Callable[..., Iterator[Finding]]
    about: str = ""
    among: Callable[[Any], Sequence[tuple[int, Any]]] | None = None
    rest: Callable[[Case], Iterator[Finding]] | None = None


@attrs.frozen
class NetworkRule:
    """A rule of the whole network.

    With `reads` or `part`, it looks at these kinds of record only, and at what `part` makes of
    the roster of each state and of its blocks of the stages in `after`; it is tried again when
    one of them moves. With neither, it is tried with every edit.
    """

    id: str
    check: Callable[[Network], Iterator[Finding]]
    reads: tuple[str, ...] = ()
    part: Callable[[Network, str], Any] | None = None
    after: tuple[str, ...] = ()


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
    named = tuple(sorted({**facts, "field": field}.items())) if facts else (("field", field),)
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
