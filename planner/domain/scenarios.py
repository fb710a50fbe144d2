# SPDX-License-Identifier: EUPL-1.2
"""What can be asked of scenarios, as commands on the plan at the root, and their family tree."""

from collections.abc import Mapping
from typing import Any

import attrs
from attrs import frozen

from planner.domain.changes import Draft
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.scenarios import SHARED, Colour, Scenario, Version
from planner.domain.schema import Scalar, evolved

ROOT = ""
Facts = Mapping[str, Any]


@frozen(kw_only=True)
class Branch:
    """Make a scenario that starts from the plan at the root, or from another scenario.

    `fork` is the step it starts after, the latest of the journal if it starts from now. One that
    stays `linked` shows later edits of its parent. Raises `DomainError("name_taken")`.
    """

    name: str
    fork: str
    parent: str = ROOT
    linked: bool = True
    description: str = ""
    tags: str = ""
    colour: Colour = Colour.GREY
    built_in: bool = False
    scenario: str = attrs.field(factory=new_id)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "branch", {"scenario": self.scenario, "name": self.name}

    def apply(self, draft: Draft) -> None:
        """Write the scenario."""
        check_name(draft, self.name)
        if draft.find(Scenario.KIND.name, self.scenario) is not None:
            raise DomainError("already_exists", kind=Scenario.KIND.name, key=self.scenario)
        draft.put(
            Scenario(
                id=self.scenario,
                name=self.name,
                description=self.description or None,
                tags=self.tags or None,
                colour=self.colour,
                parent=self.parent or None,
                fork=self.fork or None,
                linked=self.linked,
                locked_reason=None,
                archived=False,
                built_in=self.built_in,
            )
        )


@frozen(kw_only=True)
class SetScenario:
    """Rename a scenario, describe it, lock it with a reason or archive it.

    Raises `DomainError("name_taken")`.
    """

    scenario: str
    values: Mapping[str, Scalar]

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "set_scenario", {"scenario": self.scenario, "fields": tuple(self.values)}

    def apply(self, draft: Draft) -> None:
        """Write the values."""
        scenario = draft.get(Scenario, self.scenario)
        name = self.values.get("name", scenario.name)
        if name != scenario.name:
            check_name(draft, str(name))
        draft.put(evolved(scenario, **self.values))


@frozen(kw_only=True)
class CutLoose:
    """Let a linked scenario stand where it stands; `fork` is the latest step of the journal."""

    scenario: str
    fork: str

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "cut_loose", {"scenario": self.scenario}

    def apply(self, draft: Draft) -> None:
        """Write what it stands on. Raises `DomainError("not_linked")`."""
        scenario = draft.get(Scenario, self.scenario)
        if not scenario.linked:
            raise DomainError("not_linked", name=scenario.name)
        draft.put(evolved(scenario, linked=False, fork=self.fork or None))


@frozen(kw_only=True)
class Relink:
    """Let the edits its parent had since arrive in a scenario that was cut loose."""

    scenario: str

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "relink", {"scenario": self.scenario}

    def apply(self, draft: Draft) -> None:
        """Write the link. Raises `DomainError("linked_already")`."""
        scenario = draft.get(Scenario, self.scenario)
        if scenario.linked:
            raise DomainError("linked_already", name=scenario.name)
        draft.put(evolved(scenario, linked=True))


@frozen(kw_only=True)
class NameVersion:
    """Give a moment of the history a name; `step` is the last one before it, empty for the start.

    Raises `DomainError("name_taken")`.
    """

    name: str
    step: str
    scenario: str = ROOT
    note: str = ""
    version: str = attrs.field(factory=new_id)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "name_version", {"version": self.version, "name": self.name}

    def apply(self, draft: Draft) -> None:
        """Write the version."""
        if any(row.name.casefold() == self.name.casefold() for row in draft.rows(Version)):
            raise DomainError("name_taken", kind=Version.KIND.name, name=self.name)
        draft.put(
            Version(
                id=self.version,
                name=self.name,
                step=self.step or None,
                scenario=self.scenario or None,
                note=self.note or None,
            )
        )


@frozen
class Node:
    """A scenario in the tree, and what was branched from it, oldest first."""

    scenario: Scenario
    children: tuple["Node", ...] = ()


def tree(plan: Plan) -> tuple[Node, ...]:
    """Return what was branched from the plan at the root, each with its own branches."""
    below: dict[str, list[Scenario]] = {}
    for scenario in plan.of(Scenario).values():
        below.setdefault(scenario.parent or ROOT, []).append(scenario)
    return _nodes(below, ROOT)


def line_of(plan: Plan, scenario: str) -> tuple[Scenario, ...]:
    """Return a scenario and all it came from, the one nearest to the root first.

    Raises `DomainError` with the code `missing_record`, or `scenario_circle` if one of them came
    from itself.
    """
    found: list[Scenario] = []
    key: str | None = scenario or None
    while key is not None:
        found.append(plan.get(Scenario, key))
        key = found[-1].parent
        if any(key == one.id for one in found):
            raise DomainError("scenario_circle", name=found[-1].name)
    return tuple(reversed(found))


def check_editable(plan: Plan, scenario: str) -> None:
    """Raise `DomainError` if a scenario must not be edited.

    The code is `missing_record`, `scenario_built_in`, `scenario_archived` or `scenario_locked`.
    """
    found = plan.get(Scenario, scenario)
    if found.built_in:
        raise DomainError("scenario_built_in", name=found.name)
    if found.archived:
        raise DomainError("scenario_archived", name=found.name)
    if found.locked_reason:
        raise DomainError("scenario_locked", name=found.name, reason=found.locked_reason)


def check_name(draft: Draft, name: str) -> None:
    """Raise `DomainError("name_taken")` if another scenario has this name."""
    if any(row.name.casefold() == name.casefold() for row in draft.rows(Scenario)):
        raise DomainError("name_taken", kind=Scenario.KIND.name, name=name)


def with_shared(plan: Plan, root: Plan) -> Plan:
    """Return a plan with the scenarios and named versions the root has now."""
    return attrs.evolve(plan, tables={**plan.tables, **{k: root.table(k) for k in SHARED}})


def _nodes(below: Mapping[str, list[Scenario]], parent: str) -> tuple[Node, ...]:
    return tuple(Node(row, _nodes(below, row.id)) for row in below.get(parent, ()))
