# SPDX-License-Identifier: EUPL-1.2
"""What to do about a plan that cannot be opened: the file itself is never touched."""

from collections.abc import Mapping

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from planner.domain.schema import Choice
from planner.text import N_, _


class Trouble(Choice):
    """What a planner can do when a plan does not open."""

    OPEN_COPY = "open_copy", N_("Open a copy")
    OPEN_BACKUP = "open_backup", N_("Open its latest backup")
    OPEN_ALL_THE_SAME = "open_all_the_same", N_("Open it all the same")
    RETRY = "retry", N_("Try again")
    OPEN_OTHER = "open_other", N_("Open another plan…")
    NEW = "new", N_("New plan…")
    NOTHING = "nothing", N_("Close")


_OFFERS: Mapping[str, tuple[Trouble, ...]] = {
    "in_use": (Trouble.OPEN_COPY, Trouble.RETRY, Trouble.OPEN_OTHER),
    "changed_outside": (
        Trouble.OPEN_BACKUP,
        Trouble.OPEN_ALL_THE_SAME,
        Trouble.OPEN_OTHER,
    ),
    **dict.fromkeys(
        ("damaged", "altered", "inconsistent", "empty_file", "not_a_plan", "missing_file"),
        (Trouble.OPEN_BACKUP, Trouble.OPEN_OTHER, Trouble.NEW),
    ),
}
_USUAL = (Trouble.OPEN_OTHER, Trouble.NEW)


def trouble_box(
    parent: QWidget | None, code: str, words: str, *, has_backup: bool = False
) -> tuple[QMessageBox, Mapping[Trouble, QPushButton]]:
    """Build the question: the sentence, and what can be done instead."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("The plan was not opened"))
    box.setText(words)
    buttons = {
        offer: box.addButton(_(offer.label), QMessageBox.ButtonRole.ActionRole)
        for offer in _OFFERS.get(code, _USUAL)
        if has_backup or offer is not Trouble.OPEN_BACKUP
    }
    buttons[Trouble.NOTHING] = box.addButton(
        _(Trouble.NOTHING.label), QMessageBox.ButtonRole.RejectRole
    )
    return box, buttons


def ask_about(
    parent: QWidget | None, code: str, words: str, *, has_backup: bool = False
) -> Trouble:
    """Ask what to do about a plan that does not open."""
    box, buttons = trouble_box(parent, code, words, has_backup=has_backup)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((offer for offer, b in buttons.items() if b is clicked), Trouble.NOTHING)
