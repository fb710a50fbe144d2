# SPDX-License-Identifier: EUPL-1.2
"""Choosing what is compared: a base and one or more others, each by a menu."""

from collections.abc import Callable, Sequence
from functools import partial

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tabbing import tab_in_order
from ui.widgets.text_label import TextLabel

Options = Sequence[tuple[str, str]]
DAY, FILE = "day", "file"
"""What the menu cannot name and somebody has to be asked for."""


@frozen
class SideName:
    """What is compared, by the words that name it and by what it is called."""

    words: str
    label: str


class SidesBar(QWidget):
    """Buttons with menus: the first is the base, behind the last one stands *Add*.

    `picked` carries a place and words, `asked` a place and what to ask for, `dropped` a place. The
    place of a side that is yet to be added is one past the last.
    """

    picked = Signal(int, str)
    asked = Signal(int, str)
    dropped = Signal(int)
    swapped = Signal()

    def __init__(self, theme: Theme, options: Callable[[], Options]) -> None:
        super().__init__()
        self._theme = theme
        self._options = options
        self._sides: tuple[SideName, ...] = ()
        self._buttons: list[Button] = []
        self._with = TextLabel(theme, role="label", token="muted", parent=self)  # noqa: S106 - a colour
        self._add = Button(theme, icon_name="plus")
        self._swap = Button(theme, icon_name="refresh-cw")
        self._flow = FlowLayout(self, spacing=theme.px("space_s"))
        self._space()
        self._add.setMenu(self._menu(lambda: len(self._sides)))
        self._swap.clicked.connect(self.swapped)

    def set_sides(self, sides: Sequence[SideName]) -> None:
        """Show what is compared, the base first."""
        self._sides = tuple(sides)
        while self._flow.count():
            self._flow.takeAt(0)
        while len(self._buttons) < len(sides):
            at = len(self._buttons)
            button = Button(self._theme, icon_name="" if at else "layers", parent=self)
            button.setMenu(self._menu(partial(int, at)))
            self._buttons.append(button)
        for button in self._buttons[len(sides) :]:
            button.hide()
        for at, (button, side) in enumerate(zip(self._buttons, sides, strict=False)):
            words = side.label if at else _("Base: {side}").format(side=side.label)
            button.setText(words)
            button.setToolTip(words)
            button.show()
            self._flow.addWidget(button)
            if at == 0:
                self._flow.addWidget(self._with)
        for button in (self._add, self._swap):
            self._flow.addWidget(button)
        self._with.setVisible(bool(sides))
        self._swap.setVisible(len(sides) > 1)
        tab_in_order(self, standing=self._add)
        self.updateGeometry()

    def sides(self) -> tuple[SideName, ...]:
        """Return what is compared."""
        return self._sides

    def add_button(self) -> Button:
        """Return the button that adds another side."""
        return self._add

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._with.setText(_("compared with"))
        self._add.setText(_("Add…"))
        self._swap.setText(_("Swap"))
        self.set_sides(self._sides)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._with.set_theme(theme)
        for button in (*self._buttons, self._add, self._swap):
            button.set_theme(theme)
        self._space()

    def _space(self) -> None:
        self._with.setMinimumHeight(self._theme.px("control"))
        self._flow.setSpacing(self._theme.px("space_s"))

    def _menu(self, place: Callable[[], int]) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu, place()))
        return menu

    def _fill_menu(self, menu: QMenu, at: int) -> None:
        """Offer what there is now: scenarios come and go."""
        menu.clear()
        taken = {side.words for place, side in enumerate(self._sides) if place != at}
        for words, label in self._options():
            if words in taken:  # nothing is compared with itself
                continue
            menu.addAction(label).triggered.connect(
                lambda _on=False, words=words: self.picked.emit(at, words)
            )
        menu.addSeparator()
        for what, label in ((DAY, _("A past day…")), (FILE, _("A file or a patch…"))):
            menu.addAction(label).triggered.connect(
                lambda _on=False, what=what: self.asked.emit(at, what)
            )
        if 0 < at < len(self._sides):
            menu.addSeparator()
            menu.addAction(_("Take it away")).triggered.connect(lambda: self.dropped.emit(at))
