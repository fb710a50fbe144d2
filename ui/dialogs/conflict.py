# SPDX-License-Identifier: EUPL-1.2
"""Sources that differ, side by side, and which one is chosen with which reason."""

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.confidence_mark import Confidence, ConfidenceMark
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.text_label import TextLabel

_SIDE, _HIGH = 260, 430


@frozen
class SideValues:
    """One source: the key of its evidence, what it says, and where that stands."""

    evidence: str
    value: str
    source: str
    detail: str
    level: Confidence
    chosen: bool = False


@frozen
class ConflictValues:
    """The sources of one cell that differ; `note` says by how much."""

    title: str
    note: str
    sides: tuple[SideValues, ...]
    reason: str = ""


class ConflictDialog(QDialog):
    """Asks which source is right. Nothing is chosen without a reason."""

    def __init__(
        self, theme: Theme, values: ConflictValues, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values = values
        self._choices = QButtonGroup(self)
        self._reason = QLineEdit(values.reason)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.setWindowTitle(_("Two sources differ"))
        self._lay_out()
        self._choices.idClicked.connect(lambda _id: self._refresh())
        self._reason.textChanged.connect(lambda _words: self._refresh())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._refresh()

    def choose(self, number: int) -> None:
        """Mark one of the sources, counted from 0."""
        self._choices.button(number).setChecked(True)
        self._refresh()

    def chosen(self) -> str:
        """Return the key of the chosen evidence, empty if none is."""
        number = self._choices.checkedId()
        return self._values.sides[number].evidence if number >= 0 else ""

    def reason(self) -> str:
        """Return why."""
        return self._reason.text().strip()

    def set_reason(self, words: str) -> None:
        """Enter a reason."""
        self._reason.setText(words)

    def can_settle(self) -> bool:
        """Tell whether source and reason are given."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()

    def _lay_out(self) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        sides = QHBoxLayout()
        sides.setSpacing(theme.px("gutter"))
        for number, side in enumerate(self._values.sides):
            sides.addWidget(self._side(number, side), 1)
        self._reason.setPlaceholderText(_("Why is this source right?"))
        self._reason.setAccessibleName(_("Reason"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Settle"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, self._values.title, role="title", wrap=True))
        rows.addWidget(TextLabel(theme, self._values.note, role="label", token="muted", wrap=True))  # noqa: S106 - names a colour
        rows.addLayout(sides)
        label = TextLabel(theme, _("Reason"), role="label", token="muted")  # noqa: S106 - names a colour
        label.setBuddy(self._reason)
        rows.addWidget(label)
        rows.addWidget(self._reason)
        rows.addWidget(self._buttons)
        wide, high = _SIDE * len(self._values.sides), _HIGH
        open_at(self, theme, wide=wide, high=high)

    def _side(self, number: int, side: SideValues) -> QWidget:
        choice = QRadioButton(side.value)
        card = _Side(self._theme, choice)
        choice.setFont(self._theme.font("title"))
        choice.setAccessibleDescription(f"{side.source}\n{side.detail}")
        choice.setChecked(side.chosen)
        self._choices.addButton(choice, number)
        if number == 0:
            choice.setFocus(Qt.FocusReason.PopupFocusReason)
        top = Qt.AlignmentFlag.AlignTop
        card.body.addWidget(choice)
        card.body.addWidget(ConfidenceMark(self._theme, side.level))
        card.body.addWidget(TextLabel(self._theme, side.source, role="label", wrap=True), 1, top)
        detail = ElidedLabel(self._theme, side.detail, role="caption", token="muted")  # noqa: S106 - names a colour
        card.body.addWidget(detail)
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return card

    def _refresh(self) -> None:
        complete = bool(self.chosen() and self.reason())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(complete)


class _Side(Card):
    """One source; a click anywhere on it chooses it."""

    def __init__(self, theme: Theme, choice: QRadioButton) -> None:
        super().__init__(theme)
        self._choice = choice

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the source."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choice.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choice.click()
