# SPDX-License-Identifier: EUPL-1.2
"""Who gets whose hours in the quarter of the plan's day: solved once for a page, read many times.

The values are those of the figures of the same codes, which whoever asks for them solves anew.
"""

import math

import attrs

from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.derivations import About
from planner.engine.equity import Base, Equity, equity
from planner.engine.reach import Reach
from planner.report.reader import Reader, quantity_words
from planner.report.sheet import Cell
from planner.sentences import quarter_label

_UNITS = {"served": "h", "abroad": "share", "used.people": "h", "used.gdp": "h", "gives": "h"}


@attrs.frozen(eq=False)
class Hours:
    """One quarter; demand is an assumption throughout, and so is every value here."""

    reach: Reach
    fair: Equity
    month: int

    @classmethod
    def of(cls, reader: Reader) -> "Hours":
        """Solve the quarter of the plan's day."""
        reach = reader.book.at(reader.plan, reader.outcome, reader.now // MONTHS_IN_QUARTER)
        return cls(reach, equity(reader.plan, reader.outcome, reach), reader.now)

    @property
    def label(self) -> str:
        """Name the quarter."""
        return quarter_label(self.reach.quarter)

    def known(self, state: str) -> bool:
        """Tell whether the demand of a state is known."""
        return state in self.reach.states and state not in self.reach.demand.left_out

    def cell(self, state: str, code: str) -> Cell:
        """Return a figure of a state: served, abroad, used.people, used.gdp or gives.<state>."""
        value = self._value(state, code)
        unit = _UNITS[code if code in _UNITS else "gives"]
        about = About("state", state, code, self.month)
        shown = None if value is None or not math.isfinite(value) else value
        return Cell(quantity_words(shown, unit), shown, unit, about, True, "assumption")

    def _value(self, state: str, code: str) -> float | None:
        if state not in self.reach.states:
            return None
        row = self.reach.states.index(state)
        between, served = self.reach.between, float(self.reach.flows.served[row])
        match code:
            case "served":
                return served
            case "abroad":
                return 1.0 - float(between[row, row]) / served if served else None
            case "used.people" | "used.gdp":
                return float(self.fair.used[Base(code.partition(".")[2])][row])
        taker = self.reach.states.index(code.partition(".")[2])
        return float(between[row, taker])
