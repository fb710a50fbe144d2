# SPDX-License-Identifier: EUPL-1.2
"""A chart as a file: picture, vector graphic, page or table.

All pictures come from one way of painting, `paint_figure`, on a copy of the chart that is laid out
at a size of its own: what is exported does not depend on how small the chart is on screen, and is
complete without the window: title, unit, source and date are part of it. Every function raises
`OSError` when the file cannot be written.
"""

import csv
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import (
    QIODevice,
    QMarginsF,
    QPointF,
    QRect,
    QRectF,
    QSaveFile,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from planner.text import _
from ui.charts.chart import captioned, titled
from ui.charts.face import ChartFace
from ui.charts.tables import Rhythm, Table
from ui.theme import Theme

Format = Literal["png", "svg", "pdf", "csv"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "csv")

_PICTURE_SCALE = 3
_SCREEN_DPI = 96
_POINTS_PER_INCH = 72
_FIGURE_ROWS = 30
_FIGURE_RATIO = 12 / 7
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def export_chart(
    chart: ChartFace[Any], path: Path, *, theme: Theme, rhythm: Rhythm = "years"
) -> None:
    """Write a chart in the format of the path's suffix; `rhythm` concerns tables.

    Raises `ValueError` for an unknown suffix, and for a chart that has no values yet.
    """
    table = chart.table(rhythm)
    if table is None:
        raise ValueError("nothing to export")
    writers: dict[str, Callable[[], None]] = {
        ".png": lambda: export_png(chart, path, theme=theme),
        ".svg": lambda: export_svg(chart, path, theme=theme),
        ".pdf": lambda: export_pdf(chart, path, theme=theme),
        ".csv": lambda: export_csv(table, path),
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ValueError(path.suffix)
    writer()


def export_png(chart: ChartFace[Any], path: Path, *, theme: Theme) -> None:
    """Write a picture with three pixels for each of the screen."""
    size = figure_size(theme)
    image = QImage(size * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_PICTURE_SCALE)
    _paint_on(image, chart, theme)
    writer = QImageWriter()
    writer.setFormat(b"png")
    with _written(path) as file:
        writer.setDevice(file)
        if not writer.write(image):
            raise OSError(writer.errorString())


def export_svg(chart: ChartFace[Any], path: Path, *, theme: Theme) -> None:
    """Write a vector graphic whose words are words."""
    size = figure_size(theme)
    with _written(path) as file:
        generator = QSvgGenerator()
        generator.setOutputDevice(file)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setResolution(_SCREEN_DPI)
        values = chart.values()
        if values is not None:
            generator.setTitle(titled(values))
            generator.setDescription(values.summary)
        _paint_on(generator, chart, theme)


def export_pdf(chart: ChartFace[Any], path: Path, *, theme: Theme) -> None:
    """Write one page of the figure's own size."""
    with _written(path) as file:
        writer = QPdfWriter(file)
        points = QSizeF(figure_size(theme)) * (_POINTS_PER_INCH / _SCREEN_DPI)
        writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(_SCREEN_DPI)
        values = chart.values()
        if values is not None:
            writer.setTitle(titled(values))
        _paint_on(writer, chart, theme)


def export_csv(table: Table, path: Path) -> None:
    """Write the table with unit, source and date above it; numbers keep all their digits.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    lines: list[list[str]] = [
        [_("Title"), table.title],
        [_("Unit"), table.unit],
        [_("Source"), table.source],
        [_("As of"), table.as_of],
        [],
        [table.corner, *table.columns],
    ]
    rows = [
        [harmless(name), *(_number(value) for value in cells)]
        for name, cells in zip(table.rows, table.cells.tolist(), strict=True)
    ]
    # the mark at the start lets spreadsheets read the file as UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows([[harmless(cell) for cell in line] for line in lines])
        writer.writerows(rows)


def harmless(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def figure_size(theme: Theme) -> QSize:
    """Return the size of an exported figure in logical pixels."""
    height = _FIGURE_ROWS * theme.font("body").pixelSize()
    return QSize(round(height * _FIGURE_RATIO), height)


def paint_figure(painter: QPainter, target: QRectF, chart: ChartFace[Any], *, theme: Theme) -> None:
    """Paint title, chart, source and date into a rectangle of any painter."""
    values = chart.values()
    if values is None:
        return
    painter.fillRect(target, theme.color("card"))
    margin = theme.px("space_l")
    inner = target.adjusted(margin, margin, -margin, -margin)
    head = _line(painter, inner, titled(values), theme, ("title", "text"), top=True)
    foot = _line(painter, inner, captioned(values), theme, ("caption", "muted"), top=False)
    middle = inner.adjusted(0, head + theme.px("space_s"), 0, -foot - theme.px("space_s"))
    figure = _copy(chart, theme, middle.size().toSize())
    figure.paint(painter, QRectF(middle.topLeft(), QSizeF(figure.size())))
    figure.deleteLater()


def _copy(chart: ChartFace[Any], theme: Theme, size: QSize) -> ChartFace[Any]:
    """Return the same chart, laid out at another size, never on screen."""
    figure = type(chart)(theme)
    figure.resize(size)
    figure.set_values(chart.values())
    figure.set_month(chart.month())
    figure.lay_out()
    return figure


def _line(
    painter: QPainter,
    room: QRectF,
    words: str,
    theme: Theme,
    style: tuple[str, str],
    *,
    top: bool,
) -> float:
    """Paint one line at the top or bottom of a room and return its height."""
    role, color = style
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(color))
    edge = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | edge, shown)
    return float(painter.fontMetrics().height())


def _paint_on(device: QPaintDevice, chart: ChartFace[Any], theme: Theme) -> None:
    painter = QPainter(device)
    paint_figure(painter, QRectF(QPointF(), QSizeF(figure_size(theme))), chart, theme=theme)
    painter.end()


@contextmanager
def _written(path: Path) -> Iterator[QSaveFile]:
    """Open a file that appears under its name only when it is complete."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    yield file
    if not file.commit():
        raise OSError(file.errorString())


def _number(value: float) -> str:
    return _("unknown") if math.isnan(value) else repr(round(value, 9))
