# SPDX-License-Identifier: EUPL-1.2
"""Capacity by state over time: what runs, and hatched on top what is planned."""

from planner import text
from planner.text import _
from ui.charts import paints
from ui.charts.bands import BandLayer
from ui.charts.chart import Chart
from ui.charts.curves import CeilingLayer, GhostLayer
from ui.charts.layer import Layer
from ui.charts.paints import Key
from ui.charts.readout import Reading, Row
from ui.charts.tables import Rhythm, Table, stack_table
from ui.charts.ticks import Marks, month_marks, peak
from ui.charts.values import Band, StackValues


class StackedAreaChart(Chart[StackValues]):
    """The seven leading groups and the others, stacked, with the reference as a thin line."""

    def band_labels(self) -> tuple[str, ...]:
        """Return the names that are written into the bands, where they fit."""
        return self._bands.band_labels()

    def has_ghost(self) -> bool:
        """Tell whether the outline of a preview is drawn."""
        return self._outline.is_shown()

    def make_layers(self) -> list[Layer]:
        """Return bands, reference, ceiling and preview."""
        parent = self.surface().layer_parent()
        self._bands = BandLayer(parent, self.theme)
        self._reference = GhostLayer(parent, self.theme, ink="ghost", dashed=False)
        self._outline = GhostLayer(parent, self.theme, ink="accent", dashed=True)
        self._ceiling = CeilingLayer(parent, self.theme)
        return [self._bands, self._reference, self._outline, self._ceiling]

    def fill_layers(self, values: StackValues) -> None:
        """Hand out bands, reference and ceiling."""
        self._bands.show_values(values)
        self._reference.show_values(values.ghost)
        self._ceiling.show_values(values.ceiling, values.running_total())

    def fill_preview(self, preview: StackValues | None) -> None:
        """Outline the total of the preview."""
        self._outline.show_values(None if preview is None else preview.total())
        self._outline.refresh()

    def peak(self, values: StackValues, first: float, last: float) -> float:
        """Return the top of the stack, the reference and the ceiling in view."""
        return peak(values.total(), values.ghost, values.ceiling, first=first, last=last)

    def time_marks(self, first: float, last: float) -> Marks:
        """Return years, or months when zoomed in."""
        surface = self.surface()
        room = int(surface.room().width())
        return month_marks(first, last, room=room, width=surface.text_width())

    def keys(self, values: StackValues) -> tuple[Key, ...]:
        """Return a solid mark for every group, a hollow one for planned, a line for others."""
        theme = self.theme
        groups = values.running or values.planned
        keys = [Key(band.label, "solid", theme.series(band.colour_index)) for band in groups]
        if values.planned:
            keys.append(Key(_("planned"), "planned", theme.color("muted")))
        if values.ghost is not None:
            keys.append(Key(_("reference"), "thin", theme.color("ghost")))
        if values.ceiling is not None:
            keys.append(Key(_("ceiling"), "tick", theme.color("text")))
        return tuple(keys)

    def cursor_text(self, values: StackValues, month: int) -> str:
        """Return what runs at a month, and apart from it what is planned."""
        said = _("{month} · {value} {unit}").format(
            month=text.month_label(month),
            value=text.significant(float(values.running_total()[month])),
            unit=values.unit,
        )
        planned = float(values.planned_total()[month])
        if planned <= 0:
            return said
        return _("{running} + {value} planned").format(
            running=said, value=text.significant(planned)
        )

    def difference(self, values: StackValues, preview: StackValues, month: int) -> float:
        """Return the change of the whole stack."""
        return float(preview.total()[month] - values.total()[month])

    def as_table(self, values: StackValues, rhythm: Rhythm) -> Table:
        """Return the values of all groups."""
        return stack_table(values, rhythm)

    def reading(self, values: StackValues, month: int) -> Reading:
        """Return every group, running and planned, with totals, reference and ceiling."""
        planned = {band.label: band for band in values.planned}
        running = {band.label: band for band in values.running}
        columns = (_("running"), _("planned")) if planned else (_("running"),)
        rows = [
            self._group_row(label, running.get(label), planned.get(label), month, len(columns))
            for label in dict.fromkeys([*running, *planned])
        ]
        totals = [values.running_total()[month], values.planned_total()[month]][: len(columns)]
        cells = tuple(text.significant(float(total)) for total in totals)
        rows.append(Row(None, _("Total"), cells, strong=True))
        rows += _usable_rows(values, month, len(columns))
        rows += self._line_rows(values, month, len(columns))
        heading = f"{text.month_label(month)} · {values.unit}"
        return Reading(heading, columns, tuple(rows))

    def _group_row(
        self, label: str, running: Band | None, planned: Band | None, month: int, count: int
    ) -> Row:
        shown = [
            "–" if band is None else text.significant(float(band.values[month]))
            for band in (running, planned)
        ]
        band = running or planned
        hue = self.theme.series(band.colour_index if band else 0)
        mark: paints.Mark = "solid" if running else "planned"
        return Row(Key(label, mark, hue), label, tuple(shown[:count]))

    def _line_rows(self, values: StackValues, month: int, count: int) -> list[Row]:
        blank = ("",) * (count - 1)
        rows: list[Row] = []
        for key in self.keys(values):
            series = {"thin": values.ghost, "tick": values.ceiling}.get(key.mark)
            if series is not None:
                rows.append(Row(key, key.label, (_shown(float(series[month])), *blank)))
        return rows


def _shown(value: float) -> str:
    """Return a number to three figures; unknown is said."""
    return text.significant(None if value != value else value)  # noqa: PLR0124 - nan alone differs from itself


def _usable_rows(values: StackValues, month: int, count: int) -> list[Row]:
    """Return how much can be used and, below it, what limits it; nothing where all can."""
    if values.usable is None or values.limits is None:
        return []
    limits = values.limits(month)
    if not limits:
        return []
    cells = (text.significant(float(values.usable[month])), *[""] * (count - 1))
    named = [Row(None, line, ("",) * count) for line in limits.split("; ")]
    return [Row(None, _("Usable"), cells, strong=True), *named]
