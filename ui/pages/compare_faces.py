# SPDX-License-Identifier: EUPL-1.2
"""The ways to look at a comparison, one behind the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.text import N_, _
from ui.charts.step_bars import StepBars
from ui.charts.tables import line_table
from ui.charts.trend import build_trend
from ui.charts.values import LineValues
from ui.panes.map import MapPane
from ui.panes.values import Choropleth, DropVerdict, Payload
from ui.presenting.compare_values import Saved, bars_table, map_table
from ui.presenting.difference_values import difference_table
from ui.theme import Theme
from ui.widgets.difference_tree import DifferenceTree
from ui.widgets.scrolled import scrolled
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

CURVES = "curves"
_BY = {
    CURVES: N_("Curves"),
    "year": N_("Difference by year"),
    "state": N_("Difference by state"),
}


class CompareFaces(QStackedWidget):
    """Tree, figures, curves with differences, map, waterfall and findings; `opened` a record."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tree = DifferenceTree(theme)
        self.figures, self.findings = TextTable(theme), TextTable(theme)
        self.by = SegmentedControl(theme)
        self.deltas, self.waterfall = StepBars(theme), StepBars(theme)
        self.map = MapPane(theme, verdict=_nothing_lands)
        self.chart: ChartCard[LineValues] | None = None
        self._curves, self._falls = self._curve_page(), _following(self.waterfall)
        self._by_name: dict[str, QWidget] = {
            "inputs": self.tree,
            "figures": self.figures,
            "curves": self._curves,
            "map": self.map,
            "causes": self._falls,
            "findings": self.findings,
        }
        for page in self._by_name.values():
            self.addWidget(page)
        for part in (self.tree, self.findings, self.waterfall):
            part.opened.connect(self.opened)

    def show_face(self, name: str) -> None:
        """Bring one to the front."""
        self.setCurrentWidget(self._by_name[name])

    def set_curves(self, values: LineValues, month: int) -> None:
        """Show curves; the chart is built with the first of them."""
        if self.chart is None:
            self.chart = build_trend(self._theme)
            self._over_time.insertWidget(0, self.chart)
        self.chart.set_values(values)
        self.chart.set_month(month)
        self._over_time.setCurrentIndex(0 if self.by.current() == CURVES else 1)

    def table(self, title: str) -> Saved:
        """Return what the face in front shows, as it is narrowed, for a file."""
        shown, front = self.shown_map(), self.currentWidget()
        if front is self.tree:
            base, other = self.tree.sides()
            return difference_table(self.tree.nodes(), base, other)
        if front is self.map and shown is not None:
            return map_table(shown)
        if front is self._falls:
            return bars_table(self.waterfall.bars(), title)
        if front is self._curves:
            return self._curve_table(title)
        table = self.findings if front is self.findings else self.figures
        return table.values().heads, table.shown_rows()

    def shown_map(self) -> Choropleth | None:
        """Return the figure on the map, once there is one."""
        return self.map.view.choropleth()

    def _curve_table(self, title: str) -> Saved:
        """Return the curves by year, or the differences that stand in their place."""
        values = None if self.chart is None else self.chart.chart().values()
        if self.by.current() != CURVES or values is None:
            return bars_table(self.deltas.bars(), title)
        found = line_table(values)
        cells = found.cells.tolist()
        rows: list[Sequence[str | float]] = [[row, *cells[at]] for at, row in enumerate(found.rows)]
        return (found.corner, *found.columns), rows

    def column(self, owner: QWidget, head: QWidget, foot: QLayout) -> QVBoxLayout:
        """Lay the faces out between a row above and one below."""
        rows = QVBoxLayout(owner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(head)
        rows.addWidget(self, 1)
        rows.addLayout(foot)
        return rows

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.tree.setAccessibleName(_("What differs"))
        self.figures.setAccessibleName(_("Figures side by side"))
        self.findings.setAccessibleName(_("Findings that differ"))
        self.by.set_name(_("Differences"))
        self.by.set_segments([(key, _(words)) for key, words in _BY.items()])
        self.deltas.setAccessibleName(_("Differences"))
        self.waterfall.setAccessibleName(_("What caused the difference"))
        self.map.retranslate()
        if self.chart is not None:
            self.chart.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        for table in (self.figures, self.findings):
            table.set_theme(theme)
        for bars in (self.deltas, self.waterfall):
            bars.set_theme(theme)
        self.tree.set_theme(theme)
        self.by.set_theme(theme)
        self.map.set_theme(theme)
        if self.chart is not None:
            self.chart.set_theme(theme)

    def _curve_page(self) -> QWidget:
        page, self._over_time = QWidget(), QStackedWidget()
        rows, choice = QVBoxLayout(page), QHBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        choice.addWidget(self.by)
        choice.addStretch(1)
        rows.addLayout(choice)
        self._over_time.addWidget(_following(self.deltas))
        rows.addWidget(self._over_time, 1)
        return page


def _nothing_lands(_payload: Payload, _state: str, _month: int) -> DropVerdict:
    words = _("Nothing can be placed on a map of differences.")
    return DropVerdict(accepted=False, sentence=words)


def _following(bars: StepBars) -> QWidget:
    """Let bars scroll, and keep the line the keyboard is on in sight."""
    area = scrolled(bars)
    bars.moved.connect(lambda top, bottom: area.ensureVisible(0, (top + bottom) // 2))
    return area
