# SPDX-License-Identifier: EUPL-1.2
"""Edits, undo, restarts, crashes and backups in any order, against a plan kept as plain values."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner import safekeeping
from planner.domain.commands import AddRecord, Batch, EditField, RemoveRecord
from planner.domain.errors import DomainError
from planner.session import Session
from planner.store.backups import Backup, Occasion, Shelf
from planner.store.placing import sidecars
from planner.store.planfile import PlanFile
from planner.store.verify import verify
from tests.core.store.files import a_file
from tests.torture.amount import amount

Model = dict[str, dict[str, object]]
KEYS = st.sampled_from([f"p{number}" for number in range(5)])
VALUES = st.integers(-3, 3).map(float)
NOTES = st.none() | st.text(max_size=8).filter(lambda text: text.strip() == text and text != "")
_KIND = "parameter"


class PlanOnDisk(RuleBasedStateMachine):
    """A plan in a file, and beside it what should be in it: values, and those of each undo."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="planner-model-")
        self.path = a_file(Path(self.folder.name))
        self.shelf = Shelf(self.path.parent / "backups")
        self.crashes = 0
        self.model: Model = {}
        self.undoable: list[Model] = []
        self.redoable: list[Model] = []
        self.held: list[tuple[Backup, Model]] = []
        self._open()

    def _open(self) -> None:
        self.file = PlanFile.open(self.path)
        self.session = Session(self.file.plan, self.file, author="a")

    def _wrote(self, after: Model) -> None:
        if after != self.model:
            self.undoable.append(self.model)
            self.redoable.clear()
        self.model = after

    @rule(key=KEYS, value=VALUES)
    def add(self, key: str, value: float) -> None:
        given = {"id": key, "name": key, "value": value}
        if self._is_done(AddRecord(kind=_KIND, values=given), expected=key not in self.model):
            self._wrote({**self.model, key: {"value": value, "notes": None}})

    @rule(key=KEYS, value=VALUES)
    def set_value(self, key: str, value: float) -> None:
        self._set(key, "value", value)

    @rule(key=KEYS, words=NOTES)
    def set_notes(self, key: str, words: str | None) -> None:
        self._set(key, "notes", words)

    def _set(self, key: str, field: str, value: object) -> None:
        command = EditField(kind=_KIND, key=key, field=field, value=value)  # type: ignore[arg-type]  # any value of the field
        if self._is_done(command, expected=key in self.model):
            self._wrote({**self.model, key: {**self.model[key], field: value}})

    @rule(key=KEYS)
    def remove(self, key: str) -> None:
        if self._is_done(RemoveRecord(kind=_KIND, key=key), expected=key in self.model):
            self._wrote({one: values for one, values in self.model.items() if one != key})

    @rule(keys=st.lists(KEYS, min_size=2, max_size=5, unique=True), value=VALUES)
    def set_many(self, keys: list[str], value: float) -> None:
        """Set several at once; if one of them is not there, none is set."""
        many = [EditField(kind=_KIND, key=key, field="value", value=value) for key in keys]
        if self._is_done(Batch(commands=tuple(many)), expected=set(keys) <= set(self.model)):
            changed = {key: {**self.model[key], "value": value} for key in keys}
            self._wrote({**self.model, **changed})

    @rule()
    def undo(self) -> None:
        if not self.undoable:
            assert self.session.next_undo is None
            return
        self.session.undo()
        self.redoable.append(self.model)
        self.model = self.undoable.pop()

    @rule()
    def redo(self) -> None:
        if not self.redoable:
            assert self.session.next_redo is None
            return
        self.session.redo()
        self.undoable.append(self.model)
        self.model = self.redoable.pop()

    @rule()
    def restart(self) -> None:
        self.file.close()
        self._open()

    @rule()
    def crash(self) -> None:
        """Go on with what a crash would have left, in another place."""
        self.crashes += 1
        left = self.path.with_name(f"crash-{self.crashes}.aifp")
        for part, copy in zip(
            [self.path, *sidecars(self.path)], [left, *sidecars(left)], strict=True
        ):
            if part.exists():
                shutil.copyfile(part, copy)
        self.file.close()
        self.path = left
        self._open()

    @rule()
    def back_up(self) -> None:
        self.held.append((self.shelf.make(self.file, Occasion.EDITED), self.model))

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 99))
    def go_back(self, which: int) -> None:
        backup, model = self.held[which % len(self.held)]
        self.session.execute(safekeeping.preview(self.session.plan, backup).command)
        self._wrote(model)

    @invariant()
    def the_plan_is_what_it_should_be(self) -> None:
        assert _values(self.session.plan.table(_KIND)) == self.model
        assert len(self.session.history()) == self.file.revision

    def teardown(self) -> None:
        self.file.close()
        assert verify(self.path).error is None
        with PlanFile.open(self.path) as file:
            assert _values(file.plan.table(_KIND)) == self.model
        self.folder.cleanup()

    def _is_done(
        self, command: AddRecord | EditField | RemoveRecord | Batch, *, expected: bool
    ) -> bool:
        try:
            self.session.execute(command)
        except DomainError:
            assert not expected
            return False
        assert expected
        return True


def _values(table: object) -> Model:
    rows = dict(table)  # type: ignore[call-overload]  # a read-only dictionary of records
    return {key: {"value": row.value, "notes": row.notes} for key, row in rows.items()}


PlanOnDisk.TestCase.settings = settings(
    max_examples=amount(short=5, full=60), stateful_step_count=amount(short=20, full=40)
)
TestPlanOnDisk = PlanOnDisk.TestCase
