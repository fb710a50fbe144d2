# SPDX-License-Identifier: EUPL-1.2
"""What a page is: a widget that fills itself when it is in front and something has moved."""

from typing import ClassVar, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.focus import Selection
from ui.pages.ground import Ground
from ui.theme import Theme


class Themed(Protocol):
    """What every part of a page can do."""

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        ...


class Page(QWidget):
    """A view that is built when it is first shown and filled when it is in front.

    `concerned` names the kinds of record whose edits move it; empty means every edit does. A page
    whose figures are those of a month says `follows_month` and is filled again with every month.
    """

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = False

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground.stage)
        self.ground = ground
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.set_spacing(ground.theme())

    def fill(self) -> None:
        """Take everything from the plan on screen."""
        raise NotImplementedError

    def select(self, selection: Selection) -> None:
        """Show what is selected elsewhere, if this page shows such records."""

    def set_month(self, month: int) -> None:
        """Mark the month in sight, where a mark is all that moves with it."""

    def perform(self, deed: str, about: str = "") -> None:
        """Do what the window asks of this page, by name; `about` says with what."""

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self.set_spacing(theme)

    def retranslate(self) -> None:
        """Say everything again in the current language; the window fills the page afterwards."""

    def set_spacing(self, theme: Theme) -> None:
        """Keep the cards of the page as far apart as those of the window."""
        self.rows.setSpacing(theme.px("gutter"))
