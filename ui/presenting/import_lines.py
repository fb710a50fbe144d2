# SPDX-License-Identifier: EUPL-1.2
"""What an import would change, line by line; a line is worded when somebody looks at it."""

from collections.abc import Sequence
from functools import lru_cache

from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Scalar
from planner.import_sentences import STATUSES, trouble_words
from planner.intake import CellDiff, Report, RowDiff, Status
from planner.reference.tracing import cell_value
from planner.text import _, labelled, number
from ui.importing.values import ChangesValues
from ui.widgets.tick_table import TickLine, TickLines

_TAKEN = (Status.NEW, Status.CHANGED, Status.CONFLICTING)


def import_changes(report: Report, plan: Plan, kind: Kind) -> ChangesValues:
    """Return what would change, with the groups one can look at by themselves."""
    lines = ChangeLines(report, plan, kind)
    heads = (_("Take over"), _("Row"), _("Record"), _("Field"), _("In the plan"), _("In the file"))
    groups = lines.groups()
    found = [status for status in STATUSES if report.count(status)]
    options = [(s.value, f"{_(STATUSES[s])} {number(report.count(s))}") for s in found]
    note = (
        _("Conflicting: another source says what the plan has. The file is added as a second one.")
        if report.count(Status.CONFLICTING)
        else ""
    )
    return ChangesValues(
        lines=TickLines(
            heads=heads,
            lines=lines,
            ticked=[group in _TAKEN for group in groups],
            groups=groups,
            fixed=frozenset(status.value for status in Status if status not in _TAKEN),
            right=" r",
        ),
        groups=(("", _("all")), *options),
        note=note,
    )


class ChangeLines(Sequence[TickLine]):
    """One line for a new row, one for each changed cell; worded when somebody looks at it."""

    def __init__(self, report: Report, plan: Plan, kind: Kind) -> None:
        self._report = report
        self._plan = plan
        self._kind = kind
        self._places = [
            (place, nth)
            for wanted in (True, False)
            for place, status in enumerate(report.statuses)
            if (status in _TAKEN) is wanted
            for nth in self._numbers(place, status)
        ]
        self._wrong = {trouble.row: trouble for trouble in reversed(report.troubles)}
        self._worded = lru_cache(maxsize=256)(self._line)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> TickLine:  # type: ignore[override]  # nobody asks for a slice
        return self._worded(index)

    def groups(self) -> list[str]:
        """Return how the row of each line stands."""
        return [self._report.statuses[place].value for place, _nth in self._places]

    def address(self, index: int) -> tuple[int, str]:
        """Return the row of the file a line is about and its field, empty for a whole row."""
        place, nth = self._places[index]
        row = self._report.rows[place]
        return row.row, "" if nth is None else row.cells[nth].field

    def _numbers(self, place: int, status: Status) -> Sequence[int | None]:
        if status in (Status.CHANGED, Status.CONFLICTING):
            return range(len(self._report.rows[place].cells))
        return (None,)

    def _line(self, index: int) -> TickLine:
        place, nth = self._places[index]
        row = self._report.rows[place]
        cells = self._whole(row) if nth is None else self._single(row, row.cells[nth])
        told = cells[-1] if row.status is Status.NEW else ""
        return TickLine(cells, told)

    def _whole(self, row: RowDiff) -> tuple[str, ...]:
        wrong = self._wrong.get(row.row)
        words = trouble_words(wrong) if wrong is not None else self._values(row)
        return _(STATUSES[row.status]), str(row.row + 1), row.name, "", "", words

    def _values(self, row: RowDiff) -> str:
        return " · ".join(
            labelled(_(field.label), worded(self._plan, field, cell.new))
            for cell in row.cells
            if (field := self._kind.field(cell.field))
        )

    def _single(self, row: RowDiff, cell: CellDiff) -> tuple[str, ...]:
        field = self._kind.field(cell.field)
        old, new = (worded(self._plan, field, value) for value in (cell.old, cell.new))
        label = _(field.label)
        return _(STATUSES[cell.status]), str(row.row + 1), row.name, label, old, new


def worded(plan: Plan, field: Field, value: Scalar) -> str:
    """Write the value of a cell, a dash where nobody knows."""
    return "–" if value is None else cell_value(plan, field, value)
