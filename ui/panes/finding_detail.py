# SPDX-License-Identifier: EUPL-1.2
"""What can be done about the current finding: see the article, fix it, accept it, edit the rule."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.text import _
from ui.panes.list_values import FindingDetail, Limit
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_label import TextLabel


class FindingDetailStrip(QWidget):
    """One line of words and one of buttons below the list."""

    fix_hovered = Signal()
    fix_requested = Signal()
    acceptance_requested = Signal()
    limit_requested = Signal(str)
    settle_requested = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._detail = FindingDetail("")
        self._article = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - a colour
        self._fix = Button(theme, icon_name="sparkles", primary=True)
        self._accept = Button(theme, icon_name="shield-check")
        self._settle = Button(theme, icon_name="scale", primary=True)
        self._limits: list[Button] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=theme.px("space_s"))
        self._flow.addWidget(self._settle)
        self._flow.addWidget(self._fix)
        self._flow.addWidget(self._accept)
        self._rows.addWidget(self._article)
        self._rows.addWidget(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._fix.clicked.connect(self.fix_requested)
        self._accept.clicked.connect(self.acceptance_requested)
        self._settle.clicked.connect(self.settle_requested)

    def set_detail(self, detail: FindingDetail | None) -> None:
        """Show what there is about a finding, nothing without one."""
        self.setVisible(detail is not None)
        if detail is not None and detail != self._detail:
            self._detail = detail
            self._show()

    def deeds(self) -> list[tuple[str, Callable[[], None]]]:
        """Return what can be done about the finding: words, and the deed."""
        buttons = [one for one in (self._settle, self._fix, self._accept) if not one.isHidden()]
        return [(one.text(), one.click) for one in (*buttons, *self._limits)]

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._article.set_theme(theme)
        for button in (self._fix, self._accept, self._settle, *self._limits):
            button.set_theme(theme)
        self._flow.setSpacing(theme.px("space_s"))

    def _show(self) -> None:
        detail = self._detail
        words = _("Rests on: {article}.").format(article=detail.article)
        if detail.accepted:
            words = f"{words} {detail.accepted}"
        self._article.setText(words)
        self._settle.setVisible(detail.disputed)
        self._settle.setText(_("Settle…"))
        self._fix.setVisible(bool(detail.fix))
        self._fix.setText(_("Fix: {edit}").format(edit=detail.fix))
        self._fix.setToolTip(_("Ctrl+Enter. The charts show the effect while you point at it."))
        self._accept.setText(
            _("Withdraw the acceptance") if detail.accepted else _("Accept with a reason…")
        )
        self._offer(detail.limits)

    def _offer(self, limits: tuple[Limit, ...]) -> None:
        for button in self._limits:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._limits = [self._limit(limit) for limit in limits]
        for button in self._limits:
            self._flow.addWidget(button)
        self._buttons.updateGeometry()

    def _limit(self, limit: Limit) -> Button:
        button = Button(self._theme, limit.words, icon_name="sliders-horizontal")
        button.setToolTip(_("Edit this number of the rule."))
        button.clicked.connect(lambda: self.limit_requested.emit(limit.key))
        return button
