# SPDX-License-Identifier: EUPL-1.2
"""The small bubble beside the mouse that says whether a place takes what is held, and why."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.text import _, labelled
from ui.icons import pixmap
from ui.panes.values import DropVerdict
from ui.theme import Theme
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel

_WIDEST = 44  # average characters of a line: a longer sentence wraps


class VerdictBubble(QWidget):
    """An icon, a word and a sentence in a frame; the mouse passes through it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # A view's own role would hand its labels another text colour than the one set here.
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._parent = parent
        self._accepted = True
        self._icon = QLabel()
        self._word = TextLabel(theme, role="strong")
        self._sentence = TextLabel(theme, role="label", wrap=True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self._word, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._sentence)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        """The word and the sentence as shown."""
        return labelled(self._word.text(), self._sentence.text())

    def set_theme(self, theme: Theme) -> None:
        """Adopt colours, spacing and fonts."""
        self._theme = theme
        space = theme.px("space_s")
        self._rows.setContentsMargins(space, space, space, space)
        self._rows.setSpacing(theme.px("space_xs") // 2)
        self._head.setSpacing(theme.px("space_xs"))
        self._word.set_theme(theme)
        self._sentence.set_theme(theme)
        self._tint()

    def tell(self, verdict: DropVerdict, *, near: QPoint) -> None:
        """Show a verdict beside a point of the parent, kept inside the parent."""
        self._accepted = verdict.accepted
        self._word.setText(_("Can go here") if verdict.accepted else _("Cannot go here"))
        self._sentence.setText(verdict.sentence)
        self._sentence.setVisible(bool(verdict.sentence))
        self._tint()
        self._fit()
        self.move_near(near)
        self.show()
        self.raise_()

    def move_near(self, point: QPoint) -> None:
        """Follow the mouse without covering what is below it."""
        gap = self._theme.px("space_l")
        room = self._parent.rect()
        x = point.x() + gap
        if x + self.width() > room.right():
            x = point.x() - gap - self.width()
        y = point.y() + gap
        if y + self.height() > room.bottom():
            y = point.y() - gap - self.height()
        self.move(max(0, x), max(0, y))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame; a refusal is a word, an icon and a colour, never a colour alone."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color("card"),
            edge=self._theme.color(self._token()),
            radius=self._theme.px("radius_control"),
            width=1.5 * self._theme.px("line"),
        )

    def _token(self) -> str:
        return "accent" if self._accepted else "danger"

    def _fit(self) -> None:
        """Take the width of the sentence up to a limit, then wrap it."""
        metrics = self._sentence.fontMetrics()
        needed = metrics.horizontalAdvance(self._sentence.text()) + self._theme.px("space_xs")
        width = min(needed, metrics.averageCharWidth() * _WIDEST)
        self._sentence.setFixedSize(width, self._sentence.heightForWidth(width))
        self._rows.activate()
        self.resize(self.sizeHint())

    def _tint(self) -> None:
        self._word.set_token(self._token())
        name = "circle-check" if self._accepted else "circle-x"
        size = self._theme.px("icon")
        tint = self._token()
        self._icon.setPixmap(pixmap(name, self._theme, token=tint, size=size))
        self.update()
