# SPDX-License-Identifier: EUPL-1.2
"""A tool button for the conditions on what a view draws, and the line that says which hold."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from planner.text import N_, _
from ui.theme import Theme
from ui.widgets.filter_bar import FilterBar
from ui.widgets.icon_button import IconButton


class NarrowButton(IconButton):
    """Its menu is filled by whoever knows the conditions, when it opens; `bar` lists them."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self.bar = FilterBar(theme, counted=N_("{shown} of {count} measures and machines"))
        super().__init__(theme, "filter", "", parent=parent)
        self.choices = QMenu(self)
        self.setMenu(self.choices)

    def offer(self) -> None:
        """Open the menu for somebody at the keyboard."""
        self.choices.popup(self.mapToGlobal(QPoint(0, self.height())))

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_name(_("Filter measures and machines…"))
        self.bar.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon and take distances from another theme."""
        super().set_theme(theme)
        self.bar.set_theme(theme)
        side = theme.px("space_l")  # it stands in cards whose content touches their edges
        self.bar.set_margin(side)
