# SPDX-License-Identifier: EUPL-1.2
"""The window in a language that needs two fifths more room than English and cuts nothing off."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QTreeView,
    QWidget,
)

from planner import text
from tests.ui.benches import DATA_CENTRE, JANUARY_2028, MASTER, MID, Bench
from ui.core_views import VIEWS
from ui.theme import apply_theme, load_theme
from ui.widgets.card import Header
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.measure_tile import MeasureTile

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

_LOOKED_AT = 6  # rows of each table
_TURNS = 100  # then the view has come to rest
STRETCH = 0.4  # German needs 1.35 times the room of English in the median
_WORDS = re.compile(r"(\{[^}]*\})|(\w+)")


@runtime_checkable
class Shortening(Protocol):
    """A widget that knows whether it shows all of its words."""

    def is_elided(self) -> bool:
        """Tell whether some of the text is not shown."""


class Stretched(gettext.NullTranslations):
    """English whose words go on for longer."""

    def gettext(self, message: str) -> str:
        """Return the message with every word made longer, and its placeholders as they are."""
        return _WORDS.sub(_longer, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for the count, made longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def _longer(found: re.Match[str]) -> str:
    word = found[0]
    return word if found[1] else word + word[-1] * round(STRETCH * len(word))


@pytest.fixture(
    params=[(1440, 900, 1.0), (1100, 700, 1.0), (1366, 768, 1.5)],
    ids=["wide", "narrow", "small and large text"],
)
def bench(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    width, height, scale = request.param
    text.speak(Stretched())
    bench = Bench(tmp_path / "plan.aifp", size=(width, height))
    bench.window.look.scale_text(scale - 1.0)
    bench.resize(width, height)
    bench.go_to(JANUARY_2028)
    for template in (MID, DATA_CENTRE, MASTER):
        bench.drop(template, "HR")
    yield bench
    bench.close()
    apply_theme(qapp, load_theme("light"))  # what other tests look at has the usual size


def cut_off(widget: QWidget) -> str:
    """Return the words of a widget that neither fit nor are told on hover; empty if all is well."""
    if isinstance(widget, QHeaderView):
        return _cut_off_heads(widget)
    if isinstance(widget, QTableView | QTreeView):
        return _cut_off_cells(widget)
    if isinstance(widget, QLineEdit):
        return _cut_off_prompt(widget)
    if _is_title(widget):
        return "" if _has_room(widget) else _words_of(widget)  # a tooltip does not do
    words = _words_of(widget)
    told = " ".join(widget.toolTip().split())
    return "" if _has_room(widget) or " ".join(words.split()) in told else words


def _words_of(widget: QWidget) -> str:
    if isinstance(widget, MeasureTile):
        return widget.tile.name
    if isinstance(widget, IconButton):
        return ""
    if isinstance(widget, QLabel | QAbstractButton | Chip):
        return widget.text().replace("&", "") or widget.accessibleName()
    return ""


def _has_room(widget: QWidget) -> bool:
    if isinstance(widget, Shortening):
        return not widget.is_elided() and _is_in_sight(widget)
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() >= widget.heightForWidth(widget.width())
    wanted = QLabel.sizeHint(widget) if isinstance(widget, QLabel) else widget.sizeHint()
    return widget.width() >= wanted.width() and _is_in_sight(widget)


def _is_in_sight(widget: QWidget) -> bool:
    """Tell whether the whole width is seen, or can be scrolled to."""
    seen = widget.visibleRegion().boundingRect()
    return seen.isEmpty() or seen.width() >= widget.width()


def _cut_off_heads(header: QHeaderView) -> str:
    view = header.parentWidget()
    model = view.model() if isinstance(view, QAbstractItemView) else None
    if model is None or header.orientation() == Qt.Orientation.Vertical:
        return ""
    heads = (
        str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        for section in range(header.count())
        if not header.isSectionHidden(section)
        and header.sectionSize(section) < header.sectionSizeHint(section)
        and not model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    )
    return ", ".join(heads)


def _cut_off_cells(view: QTableView | QTreeView) -> str:
    """Return what the first cells in sight neither show in full nor tell on hover."""
    if view.model() is None or view.wordWrap():
        return ""
    return ", ".join(
        str(cell.data())
        for cell in _cells_in_sight(view)
        if view.sizeHintForIndex(cell).width() > view.visualRect(cell).width()
        and str(cell.data()) not in str(cell.data(Qt.ItemDataRole.ToolTipRole))
    )


def _cells_in_sight(view: QTableView | QTreeView) -> Iterator[QModelIndex]:
    first = view.indexAt(QPoint(1, 1))
    for row in range(_LOOKED_AT if first.isValid() else 0):
        for column in range(view.model().columnCount()):
            cell = first.sibling(first.row() + row, column)
            if cell.isValid() and view.visualRect(cell).intersects(view.viewport().rect()):
                yield cell


def _cut_off_prompt(field: QLineEdit) -> str:
    room = field.width() - field.sizeHint().height()  # the lens takes about a square
    prompt = field.placeholderText()
    return prompt if field.fontMetrics().horizontalAdvance(prompt) > room else ""


def _is_title(widget: QWidget) -> bool:
    return isinstance(widget, ElidedLabel) and isinstance(widget.parentWidget(), Header)


def _short(bench: Bench) -> set[str]:
    """Name every part in sight whose words are cut off with nothing that says them in full."""
    widgets = [widget for widget in bench.window.findChildren(QWidget) if widget.isVisible()]
    return {
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {words} "
        f"{widget.width()}x{widget.height()} of {widget.sizeHint().width()}"
        for widget in widgets
        if (words := cut_off(widget))
    }


def test_nothing_is_cut_off_without_a_word_in_a_longer_language(bench: Bench) -> None:
    short = {}
    for view in (*VIEWS, "supply"):
        bench.window.focus.show(view)
        bench.settle()
        for _turn in range(_TURNS):  # a view fills bit by bit and fits its columns at the end
            if not _short(bench):
                break
            bench.settle()
        short[view] = _short(bench)
    assert {view: words for view, words in short.items() if words} == {}
