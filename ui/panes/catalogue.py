# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: every measure one can assign, to drag onto a state or to place by key."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.engine.search import folded
from planner.text import _
from ui.panes.payload import pack
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.measure_tile import MeasureTile, Tile
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.text_label import TextLabel


@frozen
class CatalogueGroup:
    """A heading and the templates below it."""

    title: str
    tiles: tuple[Tile, ...]


class CataloguePane(Card):
    """A searchable list of templates. Enter or a double click asks to place one."""

    placement_requested = Signal(str)
    template_picked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._groups: Sequence[CatalogueGroup] = ()
        self._tiles: list[MeasureTile] = []
        self._headings: list[tuple[TextLabel, list[MeasureTile]]] = []
        self._folded = False
        self._search = SearchField(theme)
        self._empty = EmptyState(theme, "search")
        self._list = QWidget()
        self._stack_rows = QVBoxLayout(self._list)
        self._scroll = scrolled(self._list)
        super().__init__(theme, parent=parent)
        for part in (self._search, self._empty, self._scroll):
            self.body.addWidget(part)
        self._empty.hide()
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._focus_first)
        self.retranslate()

    def set_groups(self, groups: Sequence[CatalogueGroup]) -> None:
        """Show these templates."""
        if groups == self._groups:
            return
        self._groups = groups
        self._clear()
        for group in groups:
            heading = TextLabel(self._theme, group.title.upper(), role="section", token="muted")  # noqa: S106 - names a colour
            self._stack_rows.addWidget(heading)
            tiles = [self._tile(tile) for tile in group.tiles]
            self._headings.append((heading, tiles))
        self._stack_rows.addStretch(1)
        self.set_folded(folded=self._folded)

    def set_folded(self, *, folded: bool) -> None:
        """Show icons alone, for a narrow window."""
        self._folded = folded
        self._search.setVisible(not folded)
        self.set_title("" if folded else _("Catalogue"))
        for tile in self._tiles:
            tile.set_folded(folded)
        self._filter(self._search.text())
        self.setFixedWidth(self._theme.px("catalogue_folded" if folded else "catalogue"))

    def picked(self) -> str:
        """Return the template that is picked, empty if none is."""
        return next((tile.tile.key for tile in self._tiles if tile.isChecked()), "")

    def point_at(self, template: str) -> None:
        """Bring a template into sight and put the keyboard on it, which frames it."""
        self._search.clear()
        for tile in self._tiles:
            if tile.tile.key == template:
                self._scroll.ensureWidgetVisible(tile)
                tile.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        if not self._folded:
            self.set_title(_("Catalogue"))
        self._search.set_prompt(_("Search the catalogue"))
        self._search.retranslate()
        self._empty.set_text(
            _("Nothing in the catalogue has this name"), _("Press Escape to see everything again.")
        )

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._stack_rows.setContentsMargins(0, 0, 0, 0)
        self._stack_rows.setSpacing(theme.px("space_s"))
        self._search.set_theme(theme)
        self._empty.set_theme(theme)
        for tile in self._tiles:
            tile.set_theme(theme)
        for heading, _tiles in self._headings:
            heading.set_theme(theme)
        self.setFixedWidth(theme.px("catalogue_folded" if self._folded else "catalogue"))

    def _tile(self, tile: Tile) -> MeasureTile:
        made = MeasureTile(self._theme, tile, mime=_template_mime)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.picked.connect(self.template_picked)
        made.opened.connect(self.placement_requested)
        self._stack_rows.addWidget(made)
        self._tiles.append(made)
        return made

    def _clear(self) -> None:
        self._tiles, self._headings = [], []
        while (item := self._stack_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _filter(self, words: str) -> None:
        wanted = [] if self._folded else folded(words).split()
        for heading, tiles in self._headings:
            for tile in tiles:
                text = folded(f"{tile.tile.name} {tile.tile.note} {heading.text()}")
                tile.setVisible(all(word in text for word in wanted))
            shown = any(not tile.isHidden() for tile in tiles)
            heading.setVisible(shown and not self._folded)
        nothing = bool(self._tiles) and all(tile.isHidden() for tile in self._tiles)
        self._empty.setVisible(nothing)
        self._scroll.setVisible(not nothing)

    def _focus_first(self) -> None:
        for tile in self._tiles:
            if not tile.isHidden():
                tile.setFocus(Qt.FocusReason.TabFocusReason)
                tile.setChecked(True)
                return


def _template_mime(template: str) -> QMimeData:
    return pack({"template": template})
