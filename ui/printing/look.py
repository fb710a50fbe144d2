# SPDX-License-Identifier: EUPL-1.2
"""How a page looks: fonts, colours and distances, for the window and for paper.

On screen they are the theme's. Paper is white and measured in points: the light theme's colours,
smaller letters, and no more than two sheets.
"""

from collections.abc import Mapping

from attrs import frozen
from PySide6.QtGui import QColor, QFont

from ui.fonts import FAMILY
from ui.theme import Theme, load_theme

_POINTS: Mapping[str, tuple[float, int]] = {
    "title": (15.0, 700),
    "subtitle": (8.5, 400),
    "heading": (10.0, 600),
    "figure": (12.5, 600),
    "body": (8.0, 400),
    "strong": (8.0, 600),
    "small": (6.8, 400),
    "note": (7.6, 500),
}
_ROLES: Mapping[str, str] = {
    "title": "heading",
    "subtitle": "body",
    "heading": "title",
    "figure": "figure",
    "body": "body",
    "strong": "strong",
    "small": "caption",
    "note": "caption",
}
_SCREEN_DPI = 96.0
_POINTS_PER_INCH = 72.0


@frozen(eq=False)
class PageLook:
    """Fonts, colours and distances; `paper` pages carry the numbers of their notes."""

    theme: Theme
    paper: bool = False
    scale: float = 1.0

    def font(self, role: str) -> QFont:
        """Return the font of a role of text.

        On paper without the shapes a feature of the font puts in place of a character: a PDF does
        not know which character they stand for, and could be neither searched nor read aloud.
        """
        if not self.paper:
            return self.theme.font(_ROLES[role])
        points, weight = _POINTS[role]
        font = QFont(FAMILY)
        font.setPixelSize(max(1, round(self.px(points))))
        font.setWeight(QFont.Weight(weight))
        for feature in ("calt", "tnum"):  # the latter would be that of the window's own font
            font.setFeature(QFont.Tag(feature), 0)
        return font

    def color(self, token: str) -> QColor:
        """Return the colour of a token of the theme."""
        return self.theme.color(token)

    def space(self, points: float) -> float:
        """Return a distance given in points of paper, in pixels of the document."""
        if self.paper:
            return self.px(points)
        return points * _SCREEN_DPI / _POINTS_PER_INCH * self.theme.text_scale

    def px(self, points: float) -> float:
        """Return points of paper in pixels of the document, made smaller if it must fit."""
        return points * self.scale * PAPER_DPI / _POINTS_PER_INCH


PAPER_DPI = 600.0
"""Dots of the paper a document is laid out on, fine enough for whole pixels to be exact."""


def paper_look(scale: float = 1.0) -> PageLook:
    """Return the look of paper."""
    return PageLook(load_theme("light"), paper=True, scale=scale)
