# SPDX-License-Identifier: EUPL-1.2
"""Scenarios against a plain model: edits of root and branches, undo, redo, links, reopening.

The model keeps one dictionary of decided values for each scenario and looks values up along its
parents, which is what a person would expect; everything the program derives must agree.
"""

import tempfile
from pathlib import Path
from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.domain.commands import EditField
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure
from tests.core.store.files import a_file
from tests.torture.amount import amount

KEYS = ("a",)
FIELDS = ("start", "lead_months")
Cell = tuple[str, str]
Values = dict[Cell, int]


@attrs.define
class Branch:
    """A scenario as a person thinks of it: values of its own, before which parent's values."""

    parent: str
    base: Values | None  # what the parent was when it was cut loose; None while it is linked
    own: Values = attrs.field(factory=dict)
    undoable: list[tuple[Cell, int | None]] = attrs.field(factory=list)
    redoable: list[tuple[Cell, int | None]] = attrs.field(factory=list)


class ScenarioMachine(RuleBasedStateMachine):
    """Edits, undo and redo in root and branches; the file is closed and opened in between."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = a_file(Path(self.folder.name), *(a_measure(id=key, name=key) for key in KEYS))
        self.path = path
        self.branches: dict[str, Branch] = {}
        self.open()
        self.root = Branch("", dict(values_of(self.scenarios.root.plan)))

    def open(self) -> None:
        self.file = PlanFile.open(self.path)
        session = Session(self.file.plan, self.file, author="ada")
        self.scenarios = Scenarios(session, self.file)

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            self.folder.cleanup()

    def branch(self, key: str) -> Branch:
        return self.branches[key] if key else self.root

    def shown(self, key: str) -> Values:
        """Return what a scenario shows according to the model."""
        branch = self.branch(key)
        below = self.shown(branch.parent) if branch.base is None else branch.base
        return {**below, **branch.own}

    def below(self, key: str) -> Values:
        branch = self.branch(key)
        return self.shown(branch.parent) if branch.base is None else branch.base

    @precondition(lambda self: len(self.branches) < 3)
    @rule(data=st.data(), linked=st.booleans())
    def make_branch(self, data: st.DataObject, linked: bool) -> None:
        parent = data.draw(st.sampled_from(["", *self.branches]))
        key = self.scenarios.branch(f"S{len(self.branches)}", parent=parent, linked=linked)
        self.branches[key] = Branch(parent, None if linked else self.shown(parent))
        self.root.undoable.clear()
        self.root.redoable.clear()

    @rule(
        data=st.data(),
        cell=st.tuples(st.sampled_from(KEYS), st.sampled_from(FIELDS)),
        value=st.integers(71, 73),
    )
    def edit(self, data: st.DataObject, cell: Cell, value: int) -> None:
        key = data.draw(st.sampled_from(["", *self.branches]))
        branch = self.branch(key)
        same = self.shown(key)[cell] == value
        self.scenarios.open(key).execute(
            EditField(kind="measure", key=cell[0], field=cell[1], value=value)
        )
        if same:
            return
        branch.undoable.append((cell, branch.own.get(cell)))
        branch.redoable.clear()
        self.decide(branch, cell, None if self.below(key)[cell] == value and key else value)

    def decide(self, branch: Branch, cell: Cell, value: int | None) -> None:
        if value is None:
            branch.own.pop(cell, None)
        else:
            branch.own[cell] = value

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(["", *self.branches]))
        branch = self.branch(key)
        if not branch.undoable:
            return
        cell, before = branch.undoable.pop()
        branch.redoable.append((cell, branch.own.get(cell)))
        self.decide(branch, cell, before)
        self.scenarios.open(key).undo()

    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(["", *self.branches]))
        branch = self.branch(key)
        if not branch.redoable:
            return
        cell, after = branch.redoable.pop()
        branch.undoable.append((cell, branch.own.get(cell)))
        self.decide(branch, cell, after)
        self.scenarios.open(key).redo()

    @precondition(lambda self: any(one.base is None for one in self.branches.values()))
    @rule(data=st.data())
    def cut_loose(self, data: st.DataObject) -> None:
        linked = [key for key, one in self.branches.items() if one.base is None]
        key = data.draw(st.sampled_from(linked))
        self.branches[key].base = self.below(key)
        self.scenarios.cut_loose(key)
        self.root.undoable.clear()
        self.root.redoable.clear()

    @rule()
    def reopen(self) -> None:
        self.file.close()
        self.open()

    @invariant()
    def every_scenario_shows_what_the_model_says(self) -> None:
        if not hasattr(self, "root"):
            return
        for key in ("", *self.branches):
            assert values_of(self.scenarios.open(key).plan) == self.shown(key)

    @invariant()
    def what_is_open_is_what_would_be_opened(self) -> None:
        if not hasattr(self, "root"):
            return
        for key in self.branches:
            session = self.scenarios.open(key)
            root = self.scenarios.root
            fresh = Session(root.plan, self.file, author="ben", outcome=root.outcome)
            again = Scenarios(fresh, self.file)
            assert again.plan_of(key) == session.plan
            assert (session.next_undo is None) == (not self.branches[key].undoable)


def values_of(plan: Plan) -> dict[Cell, Any]:
    rows = plan.of(Measure)
    return {(key, field): getattr(rows[key], field) for key in KEYS for field in FIELDS}


TestScenarios = ScenarioMachine.TestCase
TestScenarios.settings = settings(
    max_examples=amount(short=8, full=200),
    stateful_step_count=amount(short=20, full=40),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
