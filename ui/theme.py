# SPDX-License-Identifier: EUPL-1.2
"""One look, two palettes: every colour, size and font of the window comes from here.

Tokens live in `resources/themes`; nothing else may name a colour or a pixel. Both palettes are
owned in full, because the platform's colour scheme cannot be set everywhere.
"""

import tomllib
from collections.abc import Mapping
from string import Template
from typing import Any, Literal

from attrs import field, frozen
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from planner import paths
from ui.fonts import FAMILY, load_fonts

ThemeName = Literal["light", "dark"]

_ROLE = QPalette.ColorRole
_PALETTE: Mapping[QPalette.ColorRole, str] = {
    _ROLE.Window: "window",
    _ROLE.WindowText: "text",
    _ROLE.Base: "card",
    _ROLE.AlternateBase: "card_alt",
    _ROLE.Text: "text",
    _ROLE.Button: "card",
    _ROLE.ButtonText: "text",
    _ROLE.BrightText: "danger",
    _ROLE.PlaceholderText: "faint",
    _ROLE.Highlight: "accent",
    _ROLE.HighlightedText: "accent_text",
    _ROLE.Accent: "accent",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "accent",
    _ROLE.ToolTipBase: "bubble",
    _ROLE.ToolTipText: "bubble_text",
    _ROLE.Light: "card",
    _ROLE.Midlight: "card_alt",
    _ROLE.Mid: "border",
    _ROLE.Dark: "outline",
    _ROLE.Shadow: "outline",
}
_PALETTE_DISABLED: Mapping[QPalette.ColorRole, str] = {
    _ROLE.WindowText: "disabled",
    _ROLE.Text: "disabled",
    _ROLE.ButtonText: "disabled",
    _ROLE.PlaceholderText: "disabled",
    _ROLE.Link: "disabled",
    _ROLE.LinkVisited: "disabled",
    _ROLE.Base: "card_alt",
    _ROLE.Button: "card_alt",
    _ROLE.Highlight: "track",
    _ROLE.HighlightedText: "disabled",
    _ROLE.Accent: "disabled",
}


@frozen(eq=False)
class TextStyle:
    """Size (px at 100 %) and weight (100 to 900) of one role of text."""

    px: int
    weight: int


@frozen(eq=False)
class Theme:
    """A palette with its sizes and fonts; immutable, so a widget may keep it."""

    name: ThemeName
    text_scale: float
    _colors: Mapping[str, QColor]
    _kinds: Mapping[str, QColor]
    _series: tuple[QColor, ...]
    _ramp: tuple[QColor, ...]
    _diverging: tuple[QColor, ...]
    _kind_tint: float
    _px: Mapping[str, int]
    _text: Mapping[str, TextStyle]
    _fonts: dict[str, QFont] = field(factory=dict, init=False)

    def color(self, token: str) -> QColor:
        """Return the colour of a token; `KeyError` for one that is not declared."""
        return QColor(self._colors[token])

    def series(self, index: int) -> QColor:
        """Return the hue of a chart's series: 0 to 6 for the top seven, 7 for the others."""
        return QColor(self._series[min(index, len(self._series) - 1)])

    def kind(self, kind: str) -> QColor:
        """Return the hue of a kind of measure; the colour of plain text for an unknown kind."""
        return QColor(self._kinds.get(kind, self._colors["muted"]))

    def kind_soft(self, kind: str) -> QColor:
        """Return the tint behind text of a kind: its hue laid thinly over the card."""
        return mixed(self.kind(kind), self.color("card"), share=self._kind_tint)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that have a hue of their own."""
        return tuple(self._kinds)

    def ramp(self) -> tuple[QColor, ...]:
        """Return the seven steps of the choropleth, from the lowest value to the highest."""
        return tuple(QColor(step) for step in self._ramp)

    def diverging(self) -> tuple[QColor, ...]:
        """Return the seven steps of a difference: three of loss, none, three of gain."""
        return tuple(QColor(step) for step in self._diverging)

    def px(self, token: str) -> int:
        """Return a size in device-independent pixels, scaled with the text; a line never fades."""
        size = round(self._px[token] * self.text_scale)
        return size or 1

    def font(self, role: str) -> QFont:
        """Return the font of a role of text, with digits of equal width."""
        if role not in self._fonts:  # a window painted anew asks three hundred times
            self._fonts[role] = self._made(role)
        return QFont(self._fonts[role])

    def _made(self, role: str) -> QFont:
        style = self._text[role]
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(style.px * self.text_scale)))
        font.setWeight(QFont.Weight(style.weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def qpalette(self) -> QPalette:
        """Return the complete palette for Qt's own widgets, disabled group included."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self._colors[token])
        for role, token in _PALETTE_DISABLED.items():
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colors[token])
        return palette

    def stylesheet(self) -> str:
        """Return the small style sheet for what a palette cannot say: radius, ring, padding."""
        template = paths.resource("themes", "controls.qss").read_text(encoding="utf-8")
        values = {token: color.name() for token, color in self._colors.items()}
        values |= {token: f"{self.px(token)}px" for token in self._px}
        values |= {
            "label_px": f"{self.font('label').pixelSize()}px",
            "ring": f"{self.px('focus_width') - self.px('line')}px",
            "arrows": paths.resource("themes", self.name).as_posix(),
        }
        return Template(template).substitute(values)


def mixed(front: QColor, back: QColor, *, share: float) -> QColor:
    """Return `share` (0 to 1) of the front colour laid over the opaque back colour."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * rest,
        front.greenF() * share + back.greenF() * rest,
        front.blueF() * share + back.blueF() * rest,
    )


def load_theme(name: ThemeName, *, text_scale: float = 1.0) -> Theme:
    """Read a theme's tokens; `text_scale` enlarges text and the space around it alike."""
    palette = _tokens(f"{name}.toml")
    metrics = _tokens("metrics.toml")
    return Theme(
        name=name,
        text_scale=text_scale,
        colors=_colors(palette["color"]),
        kinds=_colors(palette["kind"]),
        series=tuple(QColor(value) for value in palette["series"]["hues"]),
        ramp=tuple(QColor(value) for value in palette["series"]["ramp"]),
        diverging=tuple(QColor(value) for value in palette["series"]["diverging"]),
        kind_tint=palette["kind_tint"],
        px=metrics["px"],
        text={role: TextStyle(**style) for role, style in metrics["text"].items()},
    )


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the application the theme's style, palette, font and style sheet."""
    load_fonts()
    if not app.styleSheet():  # later themes find Fusion in place, and a new style is slow
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(theme.font("body"))
    app.setPalette(theme.qpalette())
    app.setStyleSheet(theme.stylesheet())


def system_theme_name(app: QApplication) -> ThemeName:
    """Return the scheme the platform asks for; light where it does not tell."""
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _tokens(file: str) -> dict[str, Any]:
    with paths.resource("themes", file).open("rb") as stream:
        return tomllib.load(stream)


def _colors(values: Mapping[str, str]) -> dict[str, QColor]:
    return {token: QColor(value) for token, value in values.items()}
