# SPDX-License-Identifier: EUPL-1.2
"""What is going on beside the window, for as long as nothing else can be asked of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel


class WaitingDialog(QDialog):
    """Says what takes its time; may be left, as with Escape, while that can be stopped."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        *,
        may_stop: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        """`may_stop` is asked when somebody wants to leave."""
        super().__init__(parent)
        self._may_stop = may_stop
        self._cancel = Button(theme, _("Cancel"))
        self._cancel.clicked.connect(self.reject)
        bar = QProgressBar()
        bar.setRange(0, 0)  # how long is not known
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, words, role="strong", wrap=True))
        rows.addWidget(bar)
        rows.addLayout(foot)
        self.setWindowTitle(words)
        self.setMinimumWidth(theme.px("dialog") // 2)

    def set_stoppable(self, *, stoppable: bool) -> None:
        """Say whether it can still be stopped: not while something is being written."""
        self._cancel.setEnabled(stoppable)

    def reject(self) -> None:
        """Leave, unless it has to come to its end."""
        if self._may_stop():
            super().reject()
