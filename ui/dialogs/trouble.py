# SPDX-License-Identifier: EUPL-1.2
"""What to do about a plan that cannot be opened: the file itself is never touched."""

from collections.abc import Mapping

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from planner.domain.schema import Choice
from planner.text import N_, _


class Trouble(Choice):
    """What a planner can do when a plan does not open."""

    OPEN_COPY = "open_copy", N_("Open a copy")
    RETRY = "retry", N_("Try again")
    OPEN_OTHER = "open_other", N_("Open another plan…")
    NEW = "new", N_("New plan…")
    NOTHING = "nothing", N_("Close")


_OFFERS: Mapping[str, tuple[Trouble, ...]] = {
    "in_use": (Trouble.OPEN_COPY, Trouble.RETRY, Trouble.OPEN_OTHER),
}
_USUAL = (Trouble.OPEN_OTHER, Trouble.NEW)


def trouble_box(
    parent: QWidget | None, code: str, words: str
) -> tuple[QMessageBox, Mapping[Trouble, QPushButton]]:
    """Build the question: the sentence, and what can be done instead."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("The plan was not opened"))
    box.setText(words)
    buttons = {
        offer: box.addButton(_(offer.label), QMessageBox.ButtonRole.ActionRole)
        for offer in _OFFERS.get(code, _USUAL)
    }
    buttons[Trouble.NOTHING] = box.addButton(
        _(Trouble.NOTHING.label), QMessageBox.ButtonRole.RejectRole
    )
    return box, buttons


def ask_about(parent: QWidget | None, code: str, words: str) -> Trouble:
    """Ask what to do about a plan that does not open."""
    box, buttons = trouble_box(parent, code, words)
    box.exec()
    clicked = box.clickedButton()
    return next((offer for offer, b in buttons.items() if b is clicked), Trouble.NOTHING)
