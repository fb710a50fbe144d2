# SPDX-License-Identifier: EUPL-1.2
"""Lucide's line icons, tinted from the theme and crisp at every pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner import paths
from ui.theme import Theme

_KIND_ICONS = {
    "system": "cpu",
    "upgrade": "circle-arrow-up",
    "data_centre": "server",
    "link": "cable",
    "support": "headset",
    "antenna": "radio-tower",
    "talent": "graduation-cap",
}
_SHARPEST = 2.0  # drawn at least this fine, so that a window may move to a finer screen


def kind_icon(kind: str) -> str:
    """Name the icon of a kind of measure; a neutral one for an unknown kind."""
    return _KIND_ICONS.get(kind, "circle")


def icon(name: str, theme: Theme, *, token: str = "text") -> QIcon:  # noqa: S107 - names a colour
    """Return an icon in the colour of a token, with its paler disabled state.

    Raises `FileNotFoundError` for a name that is not shipped.
    """
    tints = (theme.color(token).rgba(), theme.color("disabled").rgba())
    sizes = (theme.px("icon"), theme.px("icon_large"))
    return _dressed(name, tints, sizes, _finest_ratio())


@cache
def _dressed(name: str, tints: tuple[int, int], sizes: tuple[int, ...], dpr: float) -> QIcon:
    """Return an icon, enabled and disabled; a list shows the same few in hundreds of rows."""
    result = QIcon()
    for size in sizes:
        for mode, rgba in zip((QIcon.Mode.Normal, QIcon.Mode.Disabled), tints, strict=True):
            result.addPixmap(tinted(name, QColor.fromRgba(rgba), size=size, dpr=dpr), mode)
    return result


def pixmap(
    name: str,
    theme: Theme,
    *,
    token: str = "text",  # noqa: S107 - names a colour
    size: int | None = None,
    dpr: float = _SHARPEST,
) -> QPixmap:
    """Return an icon as a picture of `size` device-independent pixels (the theme's by default)."""
    return tinted(name, theme.color(token), size=size or theme.px("icon"), dpr=dpr)


def tinted(name: str, colour: QColor, *, size: int, dpr: float = _SHARPEST) -> QPixmap:
    """Return an icon in any colour, such as the hue of a kind."""
    return _rendered(name, colour.name(QColor.NameFormat.HexArgb), size, dpr)


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a square, as sharp as the painter's device allows."""
    device = painter.device()
    dpr = device.devicePixelRatioF() if device is not None else _SHARPEST
    painter.drawPixmap(rect.topLeft(), tinted(name, colour, size=round(rect.width()), dpr=dpr))


@cache
def _rendered(name: str, colour: str, size: int, dpr: float) -> QPixmap:
    drawing = _renderer(name, QColor(colour).name())
    picture = QPixmap(QSize(size, size) * dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


@cache
def _source(name: str) -> str:
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def _finest_ratio() -> float:
    return max(_SHARPEST, QGuiApplication.primaryScreen().devicePixelRatio())
