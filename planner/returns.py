# SPDX-License-Identifier: EUPL-1.2
"""What a workbook of ours brings back: values that a passive view can show, and their command."""

from collections.abc import Collection, Iterator, Mapping

import attrs

from planner.domain.changes import Cell
from planner.domain.commands import Batch, Command, RemoveRecord, Replay
from planner.domain.schema import Scalar

CODE = "take_back"
CellKey = tuple[str, str, str]
RecordKey = tuple[str, str]


@attrs.frozen(kw_only=True)
class Edit:
    """One cell that differs: what it was, what the file says, what the plan says now.

    `gone` tells that the record was removed from the plan meanwhile; then it can only be brought
    back as a whole.
    """

    kind: str
    key: str
    field: str
    base: Scalar
    theirs: Scalar
    mine: Scalar
    sheet: str
    cell: str
    gone: bool = False

    @property
    def address(self) -> CellKey:
        """Return kind, key and field."""
        return self.kind, self.key, self.field


@attrs.frozen(kw_only=True)
class Added:
    """A row without a record yet. `alike` is a record that people would call the same, if any."""

    kind: str
    key: str
    values: Mapping[str, Scalar]
    sheet: str
    row: int
    alike: str | None = None


@attrs.frozen(kw_only=True)
class Missing:
    """A record that was exported and has no row any more; `changed` if it moved on here since."""

    kind: str
    key: str
    changed: bool


@attrs.frozen(kw_only=True)
class Refused:
    """A cell that holds no value of its field, with the reason as a code and facts."""

    kind: str
    key: str
    field: str
    sheet: str
    cell: str
    code: str
    facts: Mapping[str, object]


@attrs.frozen(kw_only=True)
class Returned:
    """What a workbook of ours brings back. `based` tells whether the plan knows its base revision.

    Without it a cell that differs may have been changed on either side, so all are conflicts.
    """

    name: str
    digest: str
    based: bool
    changes: tuple[Edit, ...] = ()
    conflicts: tuple[Edit, ...] = ()
    added: tuple[Added, ...] = ()
    missing: tuple[Missing, ...] = ()
    refused: tuple[Refused, ...] = ()
    unchanged: int = 0

    @property
    def source(self) -> str:
        """Return what the history says about where the edit came from."""
        return f"{self.name} (sha256 {self.digest})"

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to take over, to choose or to look at."""
        found = (self.changes, self.conflicts, self.added, self.missing, self.refused)
        return not any(found)

    def command(
        self,
        *,
        without: Collection[CellKey] = (),
        theirs: Collection[CellKey] = (),
        rows: Collection[str] | None = None,
        removed: Collection[RecordKey] = (),
    ) -> Command:
        """Return one command for what was chosen.

        All changes but those `without`; of the conflicts those where `theirs` wins; the added rows
        whose keys are in `rows`, without a choice all that are like no other record; and of the
        missing records those that are to be `removed`.
        """
        edits = [one for one in self.changes if one.address not in without]
        edits += [one for one in self.conflicts if one.address in theirs and not one.gone]
        cells = [_cell(one) for one in edits]
        cells += [cell for one in self.added if _is_chosen(one, rows) for cell in _cells_of(one)]
        gone = [one for one in self.missing if (one.kind, one.key) in removed]
        # What points at a record goes before it: the schema has targets before pointers.
        removals = [RemoveRecord(kind=one.kind, key=one.key) for one in reversed(gone)]
        taken = (Replay(cells=tuple(cells), code=CODE),) if cells else ()
        return Batch(commands=(*taken, *removals), code=CODE, facts={"file": self.name})


def _is_chosen(added: Added, rows: Collection[str] | None) -> bool:
    return added.alike is None if rows is None else added.key in rows


def _cell(edit: Edit) -> Cell:
    return Cell(edit.kind, edit.key, edit.field, edit.mine, edit.theirs)


def _cells_of(added: Added) -> Iterator[Cell]:
    for name, value in added.values.items():
        yield Cell(added.kind, added.key, name, None, value, existed=False)
