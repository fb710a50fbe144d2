# SPDX-License-Identifier: EUPL-1.2
"""Reads numbers off a plan as cells of a page: in words, with their unit and where they come from.

The numbers are those of the engine and of the records; a page computes none that has no formula
beside it.
"""

from collections.abc import Iterable, Sequence

import attrs

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.domain.schema import Record, Scalar, Type
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure, Input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.reach import ReachBook
from planner.engine.trust import LEVELS, Level, cell_level
from planner.engine.worked_figures import counted_code, pair_code, summed_code
from planner.reference.tracing import cell_value, figure_value
from planner.report.sheet import Cell, KeyFigure, Text
from planner.sentences import record_word
from planner.session import Session
from planner.text import _, number, significant, unit_label

_MILLION = 1e6
_RANK: Sequence[Level] = ("high", "medium", "low", "assumption")


@attrs.frozen(eq=False)
class Reader:
    """One plan as its readers see it: `now` is the plan's day, `month` the month in sight."""

    session: Session
    month: int
    book: ReachBook = attrs.field(factory=ReachBook)

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.session.plan

    @property
    def outcome(self) -> Outcome:
        """Return what it amounts to."""
        return self.session.outcome

    @property
    def now(self) -> int:
        """Return the month of the plan's day, from which on everything is forecast."""
        return min(max(int(Parameters.of(self.plan).as_of), 0), HORIZON - 1)

    def network(self, code: str, *, month: int | None = None) -> Cell:
        """Return a figure of the network."""
        return self.figure(NETWORK, "", code, month=month)

    def state(self, state: str, code: str, *, month: int | None = None) -> Cell:
        """Return a figure of a state."""
        return self.figure("state", state, code, month=month)

    def figure(self, kind: str, key: str, code: str, *, month: int | None = None) -> Cell:
        """Return a computed figure; unknown is said, and so is what nobody computes."""
        about = About(kind, key, code, self.now if month is None else month)
        found = derived(self.plan, self.outcome, about)
        if found is None:
            return Cell(_("unknown"))
        words = quantity_words(found.value, found.unit)
        return Cell(words, found.value, found.unit, about, computed=True, level=level_of(found))

    def class_sum(self, state: str, code: str, month: int) -> Cell:
        """Return AI capacity of a state or of all: `available`, `firm`, or `coming` of the latter.

        What is to come is the difference of the other two.
        """
        kind = "state" if state else NETWORK
        firm = self.figure(kind, state, "capacity_ef.firm", month=month)
        if code == "firm":
            return firm
        running = self.figure(kind, state, "capacity_ef.available", month=month)
        if code == "available":
            return running
        one, other = (_part(cell) for cell in (firm, running))
        if one is None or other is None:
            return Cell(_("unknown"))
        return self.network(pair_code("less", one, other), month=month)

    def field(self, record: Record, name: str) -> Cell:
        """Return a field of a record."""
        field = record.KIND.field(name)
        value: Scalar = getattr(record, name)
        level = cell_level(self.plan, record, name)
        about = About(record.KIND.name, record.id, name, self.now)
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        amount = float(str(value)) if plain else None
        words = cell_value(self.plan, field, value)
        unit = "month" if field.value_type is Type.MONTH else field.unit
        return Cell(words, amount, unit, about, level=level)

    def number_of(self, records: Iterable[Record], name: str) -> Cell:
        """Count records, each by the field that makes it count; the answer names them."""
        return self.counted((row.KIND.name, row.id, name) for row in records)

    def counted(self, cells: Iterable[tuple[str, str, str]]) -> Cell:
        """Count cells or findings, given by kind, key and field or rule."""
        found = self.network(counted_code(cells))
        return attrs.evolve(found, words=number(found.value))

    def total(self, unit: str, records: Iterable[Record], name: str) -> Cell:
        """Add a field of records up; what is unknown adds nothing."""
        cells = [(row.KIND.name, row.id, name) for row in records]
        return self.network(summed_code(unit, cells))

    def pair(self, series: str, first: Cell, second: Cell) -> Cell:
        """Divide one number by another, or take it off: `over`, `less` or `growth`."""
        one, other = (_part(cell) for cell in (first, second))
        if one is None or other is None:
            return Cell(_("unknown"))
        return self.network(pair_code(series, one, other))

    def parameter(self, name: str, digits: int = 1) -> Cell:
        """Return a value of the model, without its unit."""
        row = self.plan.of(Parameter).get(name)
        value = float(getattr(Parameters.of(self.plan), name)) if row is None else row.value
        about = About(Parameter.KIND.name, name, "value", self.now)
        level = None if row is None else cell_level(self.plan, row, "value")
        return Cell(number(value, digits), value, "1", about if row else None, level=level)

    def name(self, kind: str, key: str) -> str:
        """Name a record for people."""
        return _(record_word(self.plan, kind, key))


def level_of(figure: Figure) -> Level | None:
    """Return the confidence of the weakest input that anybody vouches for."""
    known = [level for level in map(_input_level, figure.inputs) if level is not None]
    return max(known, key=_RANK.index, default=None)


def quantity_words(value: float | None, unit: str) -> str:
    """Write a figure with its unit: money to two decimals, many hours in millions."""
    if value is None:
        return _("unknown")
    if unit == "MEUR":
        return f"{number(value, 2)} {unit_label(unit)}"
    unit = unit.removesuffix("/month")  # the name of the figure says so
    if unit == "h" and abs(value) >= _MILLION:
        return _("{amount} million h").format(amount=significant(value / _MILLION, 3))
    if unit == "h":
        return _("{amount} h").format(amount=number(value))
    return figure_value(value, unit)


def bare(cell: Cell, digits: int) -> Cell:
    """Return a number without its unit, which stands in the head of its column."""
    return cell if cell.value is None else attrs.evolve(cell, words=number(cell.value, digits))


def words(said: str) -> Cell:
    """Return a cell of words."""
    return Cell(said)


def told(cell: Cell, words_: str) -> Cell:
    """Return a number in other words."""
    return attrs.evolve(cell, words=words_)


def plain(cell: Cell) -> Cell:
    """Return a number without the mark of how far to trust it, for the middle of a sentence."""
    return attrs.evolve(cell, level=None)


def record_link(said: str, kind: str, key: str) -> Cell:
    """Return words that open a record."""
    return Cell(said, opens=(kind, key))


def key_figure(label: str, cell: Cell, note: Text = "") -> KeyFigure:
    """Return a number that stands by itself."""
    return KeyFigure(label, cell, note)


def _part(cell: Cell) -> tuple[str, str, str] | None:
    about = cell.about
    return None if about is None else (about.kind, about.key, about.code)


def _input_level(given: Input) -> Level | None:
    return "assumption" if given.assumption else LEVELS.get(given.confidence or "")
