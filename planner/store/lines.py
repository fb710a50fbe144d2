# SPDX-License-Identifier: EUPL-1.2
"""The journal of an open file across scenarios: its steps in memory, what they wrote on demand.

Steps are small and asked for all the time, so they are read once; what they wrote is read for the
records in question only, and of the root only the value that mattered.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from planner.domain.changes import Cell, Draft
from planner.domain.errors import StoreError
from planner.domain.history import Step
from planner.domain.lineage import CellKey, NumberedStep
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Record, Scalar, Schema, evolved
from planner.store.codec import unpack_record, unpack_value
from planner.store.journal import read_cell_history, read_steps, unpack_cells

Until = Mapping[str, int]
ROOT = ""
_CELLS = "SELECT c.step_seq, c.tbl, c.row_key, c.field, c.old, c.new, c.existed, c.is_there"
_IN = "IN (SELECT value FROM json_each(?))"
# Steps made here at the root, for `cell AS c`: what a merge brought never was in the tables.
_AT_ROOT = "JOIN step s ON s.seq = c.step_seq AND s.scenario = '' AND s.line = ''"
_SHIFT = 2**32  # a step and a place in it as one number

Row = Sequence[Any]


class Lines:
    """The steps of a journal, read once and told of every later one."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._numbers: dict[str, int] = {}
        self._made_here: dict[str, list[int]] = {}
        self._read = False

    def of(self, db: Database) -> "Lines":
        """Return the steps of the journal, reading them if that was not done yet."""
        if not self._read:
            self._note(read_steps(db))
            self._read = True
        return self

    def add(self, steps: Iterable[Step]) -> None:
        """Take note of steps that have been written."""
        if self._read:
            self._note(steps)

    def made_in(self, scenario: str) -> list[Step]:
        """Return what was done here in a scenario, oldest first."""
        return [self.step(seq) for seq in self._made_here.get(scenario, ())]

    def until(self, until: Until) -> list[tuple[int, Step]]:
        """Return the steps of scenarios up to a number each, in the order of the journal."""
        made = ((self._made_here.get(scenario, []), last) for scenario, last in until.items())
        numbers = sorted(seq for own, last in made for seq in own[: bisect_right(own, last)])
        return [(seq, self.step(seq)) for seq in numbers]

    def step(self, seq: int) -> Step:
        """Return a step by its number."""
        return self._steps[seq - 1]

    def number(self, step: str) -> int | None:
        """Return the place of a step in the journal, whoever made it."""
        return self._numbers.get(step)

    def last(self) -> str:
        """Return the id of the latest step, empty before the first."""
        return self._steps[-1].id if self._steps else ""

    def position(self, step: str) -> int:
        """Return the number of a step, 0 for none.

        One that a merge brought stands where the merge does, for that is when it took effect
        here. Raises `StoreError("unknown_step")`.
        """
        if not step:
            return 0
        if step not in self._numbers:
            raise StoreError("unknown_step", step=step)
        line = self._steps[self._numbers[step] - 1].line
        return self._numbers.get(line, self._numbers[step])

    def seq_at_root(self, point: int) -> int:
        """Return the number in the journal of the step numbered `point` of the root."""
        numbers = [0, *self._made_here.get(ROOT, ())]
        return numbers[point] if point < len(numbers) else len(self._steps)

    def _note(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self._steps.append(step)
            self._numbers[step.id] = len(self._steps)
            if not step.line:
                self._made_here.setdefault(step.scenario, []).append(len(self._steps))


class RootPast:
    """What the root held in some records while scenarios were edited; read as it is asked for."""

    def __init__(self, schema: Schema, rows: Iterable[Row]) -> None:
        self._schema = schema
        self._written: dict[tuple[str, str], dict[str | None, list[Row]]] = {}
        for row in rows:
            fields = self._written.setdefault((row[1], row[2]), {})
            fields.setdefault(row[3], []).append(row)

    def value_after(self, cell: CellKey, seq: int) -> tuple[Scalar] | None:
        """Return what a cell held after a numbered step, `None` if it was not written since."""
        table, key, name = cell
        fields = self._written.get((table, key), {})
        later = [
            row
            for rows in (fields.get(name, ()), fields.get(None, ()))
            for row in rows[bisect_right(rows, seq, key=itemgetter(0)) :][:1]
        ]
        if not later:
            return None
        return (_old_value(self._schema.kind(table), name, min(later, key=itemgetter(0))),)


def _old_value(kind: Kind, name: str, row: Row) -> Scalar:
    _seq, _table, _key, field, old, existed = row
    if not existed:
        return None
    if field is None:
        return unpack_record(kind, old).get(name)
    return unpack_value(kind.field(name), old)


def read_lineage(
    db: Database, schema: Schema, lines: Lines, until: Until
) -> tuple[list[NumberedStep], RootPast]:
    """Return the steps of scenarios with what they wrote, and what the root held meanwhile."""
    branches = {key: seq for key, seq in until.items() if key != ROOT}
    steps = lines.until(branches)
    cells = _cells_by_seq(db, schema, [seq for seq, _step in steps])
    events = [NumberedStep(seq, step, tuple(cells.get(seq, ()))) for seq, step in steps]
    keys = sorted({cell.key for found in cells.values() for cell in found})
    columns = "c.step_seq, c.tbl, c.row_key, c.field, c.old, c.existed"
    query = f"SELECT {columns} FROM cell c {_AT_ROOT} WHERE c.row_key {_IN} AND c.step_seq <= ?"  # noqa: S608 - constant text
    at_root = db.execute(f"{query} ORDER BY c.step_seq, c.n", [json.dumps(keys), until[ROOT]])
    return events, RootPast(schema, at_root)


def read_cells_by_step(
    db: Database, schema: Schema, lines: Lines, steps: Iterable[str]
) -> dict[str, tuple[Cell, ...]]:
    """Return what each of these steps wrote."""
    numbers = {number: step for step in steps if (number := lines.number(step))}
    found = _cells_by_seq(db, schema, list(numbers))
    return {numbers[seq]: tuple(cells) for seq, cells in found.items()}


def read_trail(
    db: Database, schema: Schema, lines: Lines, until: Until, cell: CellKey
) -> list[tuple[Step, Cell]]:
    """Return what scenarios wrote into one cell, up to a number each, and by which step."""
    found = (
        (seq, lines.step(seq), written) for seq, written in read_cell_history(db, schema, *cell)
    )
    return [
        (step, written)
        for seq, step, written in found
        if not step.line and seq <= until.get(step.scenario, 0)
    ]


def read_root_at(db: Database, now: Plan, seq: int) -> Plan:
    """Return the plan at the root as it was after a numbered step; `now` is it as it is.

    Of every cell only the first change after that step matters, and only that is read.
    """
    rows = db.execute(
        "SELECT c.tbl, c.row_key, c.field, c.old, c.existed, "  # noqa: S608 - constant text
        f"min(c.step_seq * {_SHIFT} + c.n) AS place FROM cell c {_AT_ROOT} "
        "WHERE c.step_seq > ? GROUP BY c.tbl, c.row_key, c.field ORDER BY place",
        [seq],
    )
    draft = Draft(now)
    for (table, key), first in _by_record(rows).items():
        record = _as_it_was(now.schema.kind(table), now.table(table).get(key), first)
        if record is not None:
            draft.put(record)
        elif key in now.table(table):
            draft.drop(table, key)
    return draft.seal()[0]


def _by_record(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row[0], row[1]), []).append(row[2:])
    return grouped


def _as_it_was(kind: Kind, now: Record | None, first: Iterable[Row]) -> Record | None:
    """Return a record before its first changes, `None` if there was none."""
    values: dict[str, Scalar] = {}
    for name, old, existed, _place in first:
        if name is not None:
            values[name] = unpack_value(kind.field(name), old)
            continue
        # It came or went here; what was written later was written into another record.
        return kind.build({**unpack_record(kind, old), **values}) if existed else None
    return None if now is None else evolved(now, **values)


def _cells_by_seq(db: Database, schema: Schema, numbers: Sequence[int]) -> dict[int, list[Cell]]:
    query = f"{_CELLS} FROM cell c WHERE c.step_seq {_IN} ORDER BY c.step_seq, c.n"
    grouped: dict[int, list[Cell]] = {}
    for seq, *row in db.execute(query, [json.dumps(list(numbers))]):
        grouped.setdefault(seq, []).extend(unpack_cells(schema, [row]))
    return grouped
