# SPDX-License-Identifier: EUPL-1.2
"""The conditions a table is filtered by, each to take away with a click; broken into lines."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.text import N_, _, number
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_label import TextLabel


class FilterBar(QWidget):
    """Buttons for the conditions in force, how many rows they leave, and one to clear them all.

    It takes no room while there are none. `counted` says what is left, as rows by default.
    """

    removed = Signal(int)
    cleared = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        counted: str = N_("{shown} of {count} rows"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counted = counted
        self._words: tuple[str, ...] = ()
        self._shown, self._of = 0, 0
        self._flow = FlowLayout(self, spacing=theme.px("space_s"))
        self._count = TextLabel(theme, role="label", token="muted", parent=self)  # noqa: S106 - names a colour
        self._clear = Button(theme, parent=self)
        self._clear.clicked.connect(lambda _checked=False: self.cleared.emit())
        self._buttons: list[Button] = []
        self._count.setMinimumHeight(theme.px("control"))
        self.retranslate()
        self.setVisible(False)

    def set_conditions(self, words: Sequence[str], *, shown: int, of: int) -> None:
        """Show conditions in words, and that `shown` of `of` rows meet them."""
        self._shown, self._of = shown, of
        if tuple(words) != self._words:
            self._words = tuple(words)
            self._rebuild()
        self._say_count()
        self.setVisible(bool(words))

    def buttons(self) -> Sequence[Button]:
        """Return the button of each condition, in their order."""
        return self._buttons

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._clear.setText(_("Clear the filter"))
        self._say_count()

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self._flow.setSpacing(theme.px("space_s"))
        self._count.set_theme(theme)
        self._count.setMinimumHeight(theme.px("control"))  # in line with the buttons
        for button in (*self._buttons, self._clear):
            button.set_theme(theme)

    def set_margin(self, side: int) -> None:
        """Keep a distance from the edges at both sides, in pixels."""
        self._flow.setContentsMargins(side, 0, side, 0)

    def _say_count(self) -> None:
        words = _(self._counted).format(shown=number(self._shown), count=number(self._of))
        self._count.setText(words)

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget in self._buttons:
                widget.hide()
                widget.deleteLater()
        self._buttons = [self._button(place, words) for place, words in enumerate(self._words)]
        for widget in (*self._buttons, self._clear, self._count):
            self._flow.addWidget(widget)
            widget.show()

    def _button(self, place: int, words: str) -> Button:
        button = Button(self._theme, words, icon_name="x", parent=self)
        taken = _("Take away: {condition}").format(condition=words)
        button.setToolTip(taken)
        button.setAccessibleName(taken)
        button.clicked.connect(lambda _checked=False: self.removed.emit(place))
        return button
