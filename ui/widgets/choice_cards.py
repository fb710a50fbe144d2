# SPDX-License-Identifier: EUPL-1.2
"""Ways to settle one question, side by side: what each says, who wants it, what comes of it."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.text_label import TextLabel


@frozen
class ChoiceCard:
    """One way; without a `key` it is only shown, as what there was before."""

    key: str
    title: str
    value: str = ""
    who: str = ""
    effect: str = ""


class ChoiceCards(QWidget):
    """A card for each way; the arrow keys move along them, and `chosen` tells the key."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards: list[_Card] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.set_theme(theme)

    def set_cards(self, cards: Sequence[ChoiceCard], *, current: str) -> None:
        """Show these ways with one of them taken; the same ways keep the keyboard."""
        if [card.key for card in cards] != [card.key for card in self._cards]:
            self._rebuild(cards)
        for shown, card in zip(self._cards, cards, strict=True):
            shown.show_values(card)
            shown.radio.setChecked(bool(card.key) and card.key == current)

    def current(self) -> str:
        """Return the key of the way that is taken, empty for none."""
        return next((card.key for card in self._cards if card.radio.isChecked()), "")

    def radio(self, key: str) -> QRadioButton:
        """Return the button of a way. Raises `StopIteration` for one that is not offered."""
        return next(card.radio for card in self._cards if card.key == key)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._row.setSpacing(theme.px("space_s"))
        for card in self._cards:
            card.set_theme(theme)

    def _rebuild(self, cards: Sequence[ChoiceCard]) -> None:
        for old in self._cards:
            self._group.removeButton(old.radio)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = [_Card(self._theme, card.key) for card in cards]
        for card in self._cards:
            self._row.addWidget(card, 1)
            if card.key:
                self._group.addButton(card.radio)
                card.radio.clicked.connect(lambda _on, key=card.key: self.chosen.emit(key))


class _Card(QFrame):
    """Title or radio button, the value in bold, who wants it, and what comes of it."""

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self.key = key
        self.radio = QRadioButton()
        self._title = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self._value = TextLabel(theme, role="strong", wrap=True)
        self._who = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - a colour
        self._effect = TextLabel(theme, role="caption", wrap=True)
        self._box = Card(theme)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._box)
        head = self.radio if key else self._title
        (self._title if key else self.radio).setParent(self)
        (self._title if key else self.radio).hide()
        for part in (head, self._value, self._who, self._effect):
            self._box.body.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._box.body.addStretch(1)
        self.set_theme(theme)

    def show_values(self, card: ChoiceCard) -> None:
        self.radio.setText(card.title)
        self.radio.setAccessibleDescription(f"{card.value} {card.who} {card.effect}".strip())
        self._title.setText(card.title)
        for label, words in (
            (self._value, card.value),
            (self._who, card.who),
            (self._effect, card.effect),
        ):
            label.setText(words)
            label.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        self.radio.setFont(theme.font("medium"))
        for part in (self._title, self._value, self._who, self._effect, self._box):
            part.set_theme(theme)
