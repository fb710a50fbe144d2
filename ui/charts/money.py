# SPDX-License-Identifier: EUPL-1.2
"""Spending by year and payer, against the envelope of the year."""

import math

from planner import text
from planner.text import _
from ui.charts.bars import BarLayer, EnvelopeLayer, OutlineLayer
from ui.charts.chart import Chart
from ui.charts.layer import Layer
from ui.charts.paints import Key
from ui.charts.readout import Reading, Row
from ui.charts.tables import Rhythm, Table, bar_table
from ui.charts.ticks import Marks, bar_marks, peak
from ui.charts.values import YEARS, YearBars

_DECEMBER = 11


class MoneyChart(Chart[YearBars]):
    """Stacked bars; the axis counts years, a pick means the end of the year."""

    CURSOR_LINE = False
    RHYTHMS: tuple[Rhythm, ...] = ("years",)

    def has_ghost(self) -> bool:
        """Tell whether the outline of a preview is drawn."""
        return self._outline.is_shown()

    def set_month(self, index: int) -> None:
        """Mark the year of a month."""
        super().set_month(index)
        self._bars.show_year(self.month() // 12)

    def make_layers(self) -> list[Layer]:
        """Return bars, reference, envelope and preview."""
        parent = self.surface().layer_parent()
        self._bars = BarLayer(parent, self.theme)
        self._reference = OutlineLayer(parent, self.theme, ink="ghost", dashed=False)
        self._outline = OutlineLayer(parent, self.theme, ink="accent", dashed=True)
        self._envelope = EnvelopeLayer(parent, self.theme)
        return [self._bars, self._reference, self._outline, self._envelope]

    def extent(self) -> tuple[float, float]:
        """Return half a bar before the first year to half a bar after the last."""
        return -0.5, YEARS - 0.5

    def position_of(self, month: int) -> float:
        """Return the middle of the bar of a month's year."""
        return float(month // 12)

    def month_at(self, position: float) -> int:
        """Return the December of the bar under a position."""
        year = min(YEARS - 1, max(0, round(position)))
        return year * 12 + _DECEMBER

    def fill_layers(self, values: YearBars) -> None:
        """Hand out bars, reference and envelope."""
        self._bars.show_values(values)
        self._reference.show_values(values.ghost)
        self._envelope.show_values(values)

    def fill_preview(self, preview: YearBars | None) -> None:
        """Outline the totals of the preview."""
        self._outline.show_values(None if preview is None else preview.total())
        self._outline.refresh()

    def peak(self, values: YearBars, first: float, last: float) -> float:
        """Return the highest bar, envelope or reference in view."""
        return peak(values.total(), values.envelope, values.ghost, first=max(0.0, first), last=last)

    def time_marks(self, _first: float, _last: float) -> Marks:
        """Return a label for every bar, or as many as fit."""
        surface = self.surface()
        room = int(surface.room().width())
        return bar_marks(YEARS, room=room, width=surface.text_width())

    def keys(self, values: YearBars) -> tuple[Key, ...]:
        """Return one mark for every payer, hollow where planned, and the tick of the envelope."""
        theme = self.theme
        keys = [
            Key(
                column.label,
                "planned" if column.planned else "solid",
                theme.series(column.colour_index),
            )
            for column in values.columns
        ]
        if values.ghost is not None:
            keys.append(Key(_("reference"), "thin", theme.color("ghost")))
        if values.envelope is not None:
            keys.append(Key(_("ceiling"), "tick", theme.color("text")))
        return tuple(keys)

    def cursor_text(self, values: YearBars, month: int) -> str:
        """Return what a year costs and, where known, of how much."""
        year = month // 12
        said = _("{year} · {value} {unit}").format(
            year=text.FIRST_YEAR + year,
            value=text.significant(float(values.total()[year])),
            unit=values.unit,
        )
        if values.envelope is None or math.isnan(values.envelope[year]):
            return said
        limit = text.significant(float(values.envelope[year]))
        return _("{spent} of {ceiling}").format(spent=said, ceiling=limit)

    def difference(self, values: YearBars, preview: YearBars, month: int) -> float:
        """Return the change of the year's total."""
        return float(preview.total()[month // 12] - values.total()[month // 12])

    def as_table(self, values: YearBars, _rhythm: Rhythm) -> Table:
        """Return all years and columns."""
        return bar_table(values)

    def reading(self, values: YearBars, month: int) -> Reading:
        """Return every payer in a year, with total, reference and ceiling."""
        year = month // 12
        keys = self.keys(values)
        rows = [
            Row(key, key.label, (text.significant(float(column.values[year])),))
            for key, column in zip(keys, values.columns, strict=False)
        ]
        total = text.significant(float(values.total()[year]))
        rows.append(Row(None, _("Total"), (total,), strong=True))
        for key in keys[len(values.columns) :]:
            series = values.ghost if key.mark == "thin" else values.envelope
            known = series is not None and not math.isnan(series[year])
            shown = text.significant(float(series[year]) if known and series is not None else None)
            rows.append(Row(key, key.label, (shown,)))
        return Reading(str(text.FIRST_YEAR + year), (values.unit,), tuple(rows))
