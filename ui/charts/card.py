# SPDX-License-Identifier: EUPL-1.2
"""A chart in its card: title with unit, choice of measure, table twin, export, source."""

from collections.abc import Sequence
from pathlib import Path
from typing import Generic, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from planner.text import N_, _
from ui.charts.chart import captioned, titled
from ui.charts.export import FORMATS, Format, export_chart
from ui.charts.face import ChartFace, V
from ui.charts.tables import Rhythm
from ui.charts.twin import Twin
from ui.file_dialogs import ask_to_save
from ui.theme import Theme, load_theme
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel

_FORMAT_NAMES: dict[Format, str] = {
    "png": N_("Picture (PNG)…"),
    "svg": N_("Vector graphic (SVG)…"),
    "pdf": N_("Page (PDF)…"),
    "csv": N_("Table (CSV)…"),
}


class _Themed(Protocol):
    def set_theme(self, theme: Theme) -> None: ...


class ChartCard(Card, Generic[V]):
    """One chart with what belongs to it; passive, and wired by the window.

    `export_failed` carries a sentence, `exported` the path that was written.
    """

    measure_chosen = Signal(str)
    month_picked = Signal(int)
    hovered = Signal(int)
    records_requested = Signal()
    exported = Signal(str)
    export_failed = Signal(str)

    _parts: "tuple[_Themed, ...]" = ()

    def __init__(self, chart: ChartFace[V], theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._chart = chart
        self._twin_button = IconButton(theme, "table", _("Show as table"))
        self._export_button = IconButton(theme, "download", _("Export"))
        self._measures = SegmentedControl(theme)
        self._rhythms = SegmentedControl(theme)
        self._rhythm: Rhythm = "years"
        self._twin = Twin(theme)
        self._caption = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - a colour
        self._faces = QStackedWidget()
        self._parts = (chart, self._twin, self._measures, self._rhythms, self._caption)
        self._parts += (self._twin_button, self._export_button)
        self._build()
        self._wire()
        self.retranslate()

    def chart(self) -> ChartFace[V]:
        """Return the chart."""
        return self._chart

    def twin(self) -> Twin:
        """Return the table behind the chart."""
        return self._twin

    def set_measures(self, measures: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer measures as (id, words), such as EFLOP/s and accelerators; hide a lone one."""
        self._measures.set_segments(measures)
        self._measures.select(chosen)
        self._measures.setVisible(len(measures) > 1)

    def set_values(self, values: V) -> None:
        """Show other values in chart, table, title and caption."""
        self._chart.set_values(values)
        self.set_title(titled(values))
        self._caption.setText(captioned(values))
        self._refresh_twin()

    def set_ghost(self, values: V | None) -> None:
        """Show what would be, or nothing any more."""
        self._chart.set_ghost(values)

    def set_month(self, index: int) -> None:
        """Move the cursor."""
        self._chart.set_month(index)

    def show_twin(self, shown: bool) -> None:
        """Turn the card to its table, or back to the chart."""
        self._twin_button.setChecked(shown)
        self._twin_button.set_icon("chart-area" if shown else "table")
        self._faces.setCurrentWidget(self._twin if shown else self._chart)
        self._rhythms.setVisible(shown and len(self._chart.RHYTHMS) > 1)
        self._refresh_twin()
        self._name_buttons()

    def set_rhythm(self, rhythm: str) -> None:
        """Let the table, and its file, have a row for every year or for every month."""
        self._rhythm = "months" if rhythm == "months" else "years"
        self._rhythms.select(self._rhythm)
        self._refresh_twin()

    def shows_twin(self) -> bool:
        """Tell whether the table is to be seen."""
        return self._faces.currentWidget() is self._twin

    def set_theme(self, theme: Theme) -> None:
        """Take another theme, chart and table included."""
        super().set_theme(theme)
        for part in self._parts:
            part.set_theme(theme)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._name_buttons()
        self._export_button.set_name(_("Export"))
        self._measures.set_name(_("Measure"))
        self._rhythms.set_name(_("Rows"))
        named: dict[Rhythm, str] = {"years": _("Years"), "months": _("Months")}
        self._rhythms.set_segments([(rhythm, named[rhythm]) for rhythm in self._chart.RHYTHMS])
        for action in self._menu.actions():
            action.setText(_(_FORMAT_NAMES[action.data()]))
        self._chart.retranslate()
        values = self._chart.values()
        if values is not None:
            self.set_values(values)

    def export_to(self, path: Path) -> None:
        """Write the chart to a file, always in the light theme, which prints."""
        try:
            export_chart(self._chart, path, theme=load_theme("light"), rhythm=self._rhythm)
        except OSError as error:
            reason = error.strerror or str(error)
            self.export_failed.emit(
                _("{file} was not exported. {reason}").format(file=path.name, reason=reason)
            )
        else:
            self.exported.emit(str(path))

    def _build(self) -> None:
        self.set_trailing(self._twin_button)
        self.set_trailing(self._export_button)
        self._twin_button.setCheckable(True)
        self._menu = QMenu(self._export_button)
        for kind in FORMATS:
            self._menu.addAction("").setData(kind)
        self._export_button.setMenu(self._menu)
        self._faces.addWidget(self._chart)
        self._faces.addWidget(self._twin)
        self._measures.setVisible(False)
        self._rhythms.setVisible(False)
        choice = QHBoxLayout()
        choice.addWidget(self._measures)
        choice.addStretch(1)
        self.body.addLayout(choice)
        rows = QHBoxLayout()
        rows.addWidget(self._rhythms)
        rows.addStretch(1)
        self.body.addLayout(rows)
        self.body.addWidget(self._faces, 1)
        self.body.addWidget(self._caption)

    def _wire(self) -> None:
        self._twin_button.toggled.connect(self.show_twin)
        self._menu.triggered.connect(lambda action: self._ask_and_export(action.data()))
        self._measures.chosen.connect(self.measure_chosen)
        self._rhythms.chosen.connect(self.set_rhythm)
        self._chart.month_picked.connect(self.month_picked)
        self._chart.hovered.connect(self.hovered)
        self._chart.records_requested.connect(self.records_requested)

    def _refresh_twin(self) -> None:
        if self.shows_twin():
            self._twin.show_table(self._chart.table(self._rhythm))

    def _name_buttons(self) -> None:
        shown = self.shows_twin()
        self._twin_button.set_name(_("Show as chart") if shown else _("Show as table"))

    def _ask_and_export(self, kind: Format) -> None:
        values = self._chart.values()
        if values is None:
            return
        suggestion = f"{values.title}.{kind}"
        chosen, _filter = ask_to_save(self, "picture", _("Export chart"), suggestion, f"*.{kind}")
        if chosen:
            self.export_to(Path(chosen).with_suffix(f".{kind}"))
