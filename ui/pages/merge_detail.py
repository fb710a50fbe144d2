# SPDX-License-Identifier: EUPL-1.2
"""One question of a merge: before, mine and theirs, and what follows from each answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.text import N_, _
from ui.charts.trend import build_trend
from ui.charts.values import LineValues
from ui.theme import Theme
from ui.widgets.choice_cards import ChoiceCard, ChoiceCards
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import tab_in_order
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

_FACES = {"figures": N_("Figures"), "chart": N_("Chart"), "findings": N_("Findings")}
_ROWS = 7  # of the figures, at least in sight


class MergeDetail(QWidget):
    """Shows the question the keyboard is on; `answered` tells which way was chosen.

    `quantity_chosen` asks for another quantity in the chart, `opened` for a record.
    """

    answered = Signal(str)
    quantity_chosen = Signal(str)
    opened = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._question = TextLabel(theme, role="strong", wrap=True)
        self.cards = ChoiceCards(theme)
        self._face = SegmentedControl(theme)
        self._note = TextLabel(theme, role="caption", token="muted")  # noqa: S106 - a colour
        self.figures, self.findings = TextTable(theme), TextTable(theme)
        self._no_findings = TextLabel(theme, role="body", token="muted", wrap=True)  # noqa: S106 - a colour
        self.chart: ChartCard[LineValues] | None = None
        self._charted = QWidget()
        self._faces = QStackedWidget()
        self._lay_out()
        self._wire()

    def set_question(self, words: str, cards: tuple[ChoiceCard, ...], *, current: str) -> None:
        """Show a question, its answers, and which of them holds."""
        self._question.setText(words)
        self.cards.set_cards(cards, current=current)
        tab_in_order(self, standing=self.figures)

    def set_figures(self, rows: TextRows, note: str) -> None:
        """Show the headline figures under each answer."""
        self.figures.set_values(rows)
        self._note.setText(note)

    def set_findings(self, rows: TextRows) -> None:
        """Show what each answer adds to the findings, and what it settles."""
        self.findings.set_values(rows)
        self.findings.resizeColumnToContents(0)
        self.findings.setVisible(bool(rows.rows))
        self._no_findings.setVisible(not rows.rows)

    def set_curves(self, values: LineValues, month: int) -> None:
        """Show one quantity under each answer beside that of now."""
        if self.chart is not None:
            self.chart.set_values(values)
            self.chart.set_month(month)

    def shows_chart(self) -> bool:
        """Tell whether the chart is in front."""
        return self._face.current() == "chart"

    def offer_quantities(self, measures: list[tuple[str, str]], chosen: str) -> None:
        """Build the chart when it is first wanted, and offer what it can show."""
        if self.chart is None:
            self.chart = build_trend(self._theme)
            self.chart.measure_chosen.connect(self.quantity_chosen)
            self._charted_rows.addWidget(self.chart)
        self.chart.set_measures(measures, chosen)

    def show_face(self, face: str) -> None:
        """Show figures, chart or findings."""
        self._face.select(face)
        pages = {"figures": self.figures, "chart": self._charted, "findings": self._found}
        self._faces.setCurrentWidget(pages[face])
        self._note.setVisible(face == "figures")
        self._space()
        if face == "chart":
            self.quantity_chosen.emit("")

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._face.set_name(_("What follows from each answer"))
        self._face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self.figures.setAccessibleName(_("Figures under each answer"))
        self.findings.setAccessibleName(_("Findings under each answer"))
        self._no_findings.setText(_("No answer adds a finding or settles one."))
        if self.chart is not None:
            self.chart.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        parts = (self._question, self.cards, self._face, self._note, self.figures, self.findings)
        for part in (*parts, self._no_findings):
            part.set_theme(theme)
        if self.chart is not None:
            self.chart.set_theme(theme)
        self._space()

    def _space(self) -> None:
        self._rows.setSpacing(self._theme.px("space_s"))
        self._head.setSpacing(self._theme.px("space_s"))
        high = self._theme.px("chart_card") if self.shows_chart() else _ROWS * self._theme.px("row")
        self._faces.setMinimumHeight(high)

    def _lay_out(self) -> None:
        self._rows, self._head = QVBoxLayout(self), QHBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self._face)
        self._head.addWidget(self._note)
        self._head.addStretch(1)
        self._found = QWidget()
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.addWidget(self._no_findings)
        found.addWidget(self.findings, 1)
        found.addStretch(0)
        self._charted_rows = QVBoxLayout(self._charted)
        self._charted_rows.setContentsMargins(0, 0, 0, 0)
        for page in (self.figures, self._charted, self._found):
            self._faces.addWidget(page)
        self._rows.addWidget(self._question)
        self._rows.addWidget(self.cards)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._faces, 1)
        self._space()

    def _wire(self) -> None:
        self.cards.chosen.connect(self.answered)
        self._face.chosen.connect(self.show_face)
        self.findings.opened.connect(self.opened)
