# SPDX-License-Identifier: EUPL-1.2
"""What a card needs of whatever it shows: values in, signals out, a table twin, a way to print."""

from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.charts.tables import Rhythm, Table
from ui.charts.values import ChartValues
from ui.theme import Theme

OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""The keys that ask for the records behind a chart."""
V = TypeVar("V", bound=ChartValues)


class ChartFace(QWidget, Generic[V]):
    """A painted chart of values `V`, over time or not; months are counted from January 2021.

    `records_requested` asks for the records behind what is shown at the cursor.
    """

    month_picked = Signal(int)
    hovered = Signal(int)
    records_requested = Signal()

    RHYTHMS: tuple[Rhythm, ...] = ("years", "months")

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def values(self) -> V | None:
        """Return the values shown, or to be shown."""
        raise NotImplementedError

    def month(self) -> int:
        """Return the month of the cursor."""
        raise NotImplementedError

    def set_values(self, values: V) -> None:
        """Show other values; a preview, if any, stays."""
        raise NotImplementedError

    def set_ghost(self, values: V | None) -> None:
        """Show what would be, or nothing any more."""
        raise NotImplementedError

    def set_month(self, index: int) -> None:
        """Move the cursor to a month, 0 = January 2021."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        raise NotImplementedError

    def table(self, rhythm: Rhythm = "years") -> Table | None:
        """Return the same numbers as a table, if there are values."""
        raise NotImplementedError

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paint the chart into a rectangle of any painter."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Draw now, at the present size, although the chart is not on screen."""
        raise NotImplementedError
