# SPDX-License-Identifier: EUPL-1.2
"""People over time: trained, available, and needed to run and to use what is planned."""

import math

import numpy as np

from planner import text
from planner.text import _
from ui.charts.chart import Chart
from ui.charts.curves import CurveLayer, GhostLayer
from ui.charts.layer import Layer
from ui.charts.paints import Key
from ui.charts.readout import Reading, Row
from ui.charts.tables import Rhythm, Table, line_table
from ui.charts.ticks import Marks, month_marks, peak
from ui.charts.values import FloatArray, LineValues


class PeopleChart(Chart[LineValues]):
    """Curves from zero; the first line is the one a preview and the reference speak of."""

    def has_ghost(self) -> bool:
        """Tell whether the outline of a preview is drawn."""
        return self._outline.is_shown()

    def make_layers(self) -> list[Layer]:
        """Return curves, reference and preview."""
        parent = self.surface().layer_parent()
        self._curves = CurveLayer(parent, self.theme)
        self._reference = GhostLayer(parent, self.theme, ink="ghost", dashed=False)
        self._outline = GhostLayer(parent, self.theme, ink="accent", dashed=True)
        return [self._curves, self._reference, self._outline]

    def fill_layers(self, values: LineValues) -> None:
        """Hand out curves and reference."""
        self._curves.show_values(values)
        self._reference.show_values(values.ghost)

    def fill_preview(self, preview: LineValues | None) -> None:
        """Outline the first line of the preview."""
        self._outline.show_values(_leading(preview))
        self._outline.refresh()

    def peak(self, values: LineValues, first: float, last: float) -> float:
        """Return the highest curve in view."""
        series = (line.values for line in values.lines)
        return peak(*series, values.ghost, first=first, last=last)

    def time_marks(self, first: float, last: float) -> Marks:
        """Return years, or months when zoomed in."""
        surface = self.surface()
        room = int(surface.room().width())
        return month_marks(first, last, room=room, width=surface.text_width())

    def keys(self, values: LineValues) -> tuple[Key, ...]:
        """Return a mark for every line, filled where its area is, and for the reference."""
        keys = [
            Key(
                line.label,
                "dashed" if line.style == "dashed" else "line",
                self.theme.series(line.colour_index),
            )
            for line in values.lines
        ]
        if values.ghost is not None:
            keys.append(Key(_("reference"), "thin", self.theme.color("ghost")))
        return tuple(keys)

    def cursor_text(self, values: LineValues, month: int) -> str:
        """Return the first line at a month."""
        series = _leading(values)
        value = None if series is None else _known(series, month)
        return _("{month} · {value} {unit}").format(
            month=text.month_label(month), value=_said(values, value), unit=values.unit
        )

    def difference(self, values: LineValues, preview: LineValues, month: int) -> float:
        """Return the change of the first line; 0 where either is unknown."""
        before, after = _leading(values), _leading(preview)
        if before is None or after is None:
            return 0.0
        return float(np.nan_to_num(after[month] - before[month]))

    def as_table(self, values: LineValues, rhythm: Rhythm) -> Table:
        """Return the values of all lines."""
        return line_table(values, rhythm)

    def reading(self, values: LineValues, month: int) -> Reading:
        """Return every line at a month."""
        series = [line.values for line in values.lines]
        if values.ghost is not None:
            series.append(values.ghost)
        rows = [
            Row(key, key.label, (_said(values, _known(numbers, month)),))
            for key, numbers in zip(self.keys(values), series, strict=True)
        ]
        return Reading(text.month_label(month), (values.unit,), tuple(rows))


def _leading(values: LineValues | None) -> FloatArray | None:
    return values.lines[0].values if values is not None and values.lines else None


def _known(series: FloatArray, month: int) -> float | None:
    value = float(series[month])
    return None if math.isnan(value) else value


def _said(values: LineValues, value: float | None) -> str:
    return text.whole(value) if values.is_whole else text.significant(value)
