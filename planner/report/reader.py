# SPDX-License-Identifier: EUPL-1.2
"""Reads numbers off a plan as cells of a page: in words, with their unit and where they come from.

The numbers are those of the engine and of the records; a page computes none that has no formula
beside it.
"""

from collections.abc import Sequence

import attrs

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.schema import Record, Scalar, Type
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure, Input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.reach import ReachBook
from planner.engine.trust import LEVELS, Level, cell_level
from planner.reference.tracing import cell_value, figure_value
from planner.report.sheet import Cell, KeyFigure
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


def count(value: int) -> Cell:
    """Return a number that was counted on the page itself."""
    return Cell(number(value), float(value), "1")


def bare(cell: Cell, digits: int) -> Cell:
    """Return a number without its unit, which stands in the head of its column."""
    return cell if cell.value is None else attrs.evolve(cell, words=number(cell.value, digits))


def words(said: str) -> Cell:
    """Return a cell of words."""
    return Cell(said)


def amount(value: float | None, unit: str, about: About | None = None) -> Cell:
    """Return a number with its unit; `about` is the figure or field it was made from."""
    return Cell(quantity_words(value, unit), value, unit, about, computed=about is not None)


def key_figure(label: str, cell: Cell, note: str = "") -> KeyFigure:
    """Return a number that stands by itself."""
    return KeyFigure(label, cell, note)


def _input_level(given: Input) -> Level | None:
    return "assumption" if given.assumption else LEVELS.get(given.confidence or "")
