# SPDX-License-Identifier: EUPL-1.2
"""The command palette: every action and every record by name, one key away."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.engine.search import folded
from planner.text import _
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.search_field import SearchField

_ENTRY = Qt.ItemDataRole.UserRole
_SHOWN_AT_MOST = 50


@frozen(eq=False)
class PaletteEntry:
    """Something the palette offers: its words, where it belongs, and what choosing it does."""

    words: str
    hint: str
    icon: str
    run: Callable[[], object]

    def matches(self, wanted: Sequence[str]) -> bool:
        """Tell whether every wanted word occurs."""
        text = folded(f"{self.words} {self.hint}")
        return all(word in text for word in wanted)


Finder = Callable[[str], Sequence[PaletteEntry]]


def _find_nothing(_words: str) -> Sequence[PaletteEntry]:
    return ()


class Palette(QDialog):
    """A field and a list; Enter runs the chosen entry, Escape leaves everything as it was."""

    def __init__(
        self,
        theme: Theme,
        entries: Sequence[PaletteEntry],
        *,
        find: Finder = _find_nothing,
        parent: QWidget | None = None,
    ) -> None:
        """`find` returns what else there is for the words typed, the best first."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._entries = entries
        self._find = find
        self._chosen: PaletteEntry | None = None
        self._field = SearchField(
            theme, _("Search everything: actions, states, machines, measures, notes")
        )
        self._list = QListWidget()
        self._list.setAccessibleName(_("Actions"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        side = theme.px("icon")
        self._list.setIconSize(QSize(side, side))
        RoomyRows(self._list, theme)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("palette")
        self.setAccessibleName(_("Command palette"))
        rows = QVBoxLayout(self)
        edge = theme.px("space_m")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.addWidget(self._field)
        rows.addWidget(self._list)
        self.setMinimumWidth(theme.px("dialog"))
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._filter)
        self._list.itemClicked.connect(self._choose)
        # A popup never becomes the active window, and only an active one focuses its first field.
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._filter("")

    def chosen(self) -> PaletteEntry | None:
        """Return what was chosen, `None` after Escape."""
        return self._chosen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter reach the list while the field has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self._list.count() - 1
                self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + step)))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, words: str) -> None:
        wanted = folded(words).split()
        self._list.clear()
        shown = [entry for entry in self._entries if entry.matches(wanted)]
        best = sorted(shown, key=lambda e: _rank(e, words))[:_SHOWN_AT_MOST]
        found = self._find(words) if wanted else ()
        called_so = [entry for entry in found if folded(entry.words) == folded(words).strip()]
        rest = (entry for entry in found if entry not in called_so)
        for entry in (*called_so, *best, *rest):
            line = f"{entry.words}    {entry.hint}" if entry.hint else entry.words
            item = QListWidgetItem(icon(entry.icon or "circle", self._theme, token="muted"), line)  # noqa: S106 - names a colour
            item.setData(_ENTRY, entry)
            self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem(_("Nothing fits the filter."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_ENTRY) is None:
            return
        self._chosen = item.data(_ENTRY)
        self.accept()


def _rank(entry: PaletteEntry, words: str) -> int:
    """Put entries that begin with what was typed before those that merely contain it."""
    return 0 if folded(entry.words).startswith(folded(words)) else 1
