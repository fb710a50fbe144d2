# SPDX-License-Identifier: EUPL-1.2
"""The map pane: a figure chosen on top, the map, its legend, and room for the scrubber below.

Where height is scarce the figure is chosen on the map itself, which gets the room of the row.
Values come in, wishes go out; nothing here knows where a value is from.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.text import _
from ui.panes.map_layers import LayersButton
from ui.panes.map_legend import MapLegend
from ui.panes.map_view import ZOOM_STEP, MapView
from ui.panes.values import Choropleth, MapFlow, MapTie, SiteMark, Verdict
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.icon_button import IconButton
from ui.widgets.narrow_button import NarrowButton
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on


class MapPane(Card):
    """A card with the map of Europe."""

    figure_chosen = Signal(str)
    variant_chosen = Signal(str)
    state_selected = Signal(str)
    placement_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    hover_previewed = Signal(object, str, int)
    hover_ended = Signal()
    dropped = Signal(object, str, int)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        """Build the pane; `verdict` says whether a state takes what is held over it."""
        self._figures = SegmentedControl(theme)
        self._main: frozenset[str] = frozenset()
        self.view = MapView(theme, verdict=verdict)
        self._legend = MapLegend(theme, parent=self.view)
        self._zoom = _ZoomButtons(theme, self.view)
        self.layers, self.narrowed = LayersButton(theme), NarrowButton(theme)
        self._more = ChoiceButton(theme, "chart-column")
        self._tools = _Corner(theme, self.view, (self._more, self.layers, self.narrowed))
        self._variants = SegmentedControl(theme, parent=self.view)
        self._variants.hide()
        self._box = _FigureBox(self.view)
        self.view.overlays = (self._zoom, self._tools, self._box, self._variants)
        super().__init__(theme, trailing=self._figures, flush=True, parent=parent)
        self._title.hide()  # beside seven figures there is no room for words
        self.body.addWidget(self.narrowed.bar)
        self.body.addWidget(self.view, 1)
        hand_keyboard_on(self, self.view)
        self.view.installEventFilter(self)
        self._forward()
        self.retranslate()

    def set_figures(
        self,
        figures: Sequence[tuple[str, str]],
        *,
        more: Sequence[tuple[str, str]] = (),
        current: str = "",
    ) -> None:
        """Offer figures by id and words, `more` only in a menu, and show one of them as chosen."""
        self._main = frozenset(key for key, _words in figures)
        self._figures.set_segments(figures)
        self._box.offer([*figures, *more])
        self._more.set_choices(_("Figure on the map"), [*figures, *more])
        self._more.setVisible(bool(more))
        if current:
            self._show_figure(current)
        self._arrange()

    def _show_figure(self, figure: str) -> None:
        """Show a figure as chosen wherever it is offered; tells nobody."""
        if figure in self._main:
            self._figures.select(figure)
        else:
            self._figures.select_nothing()
        self._more.select(figure)
        self._box.setCurrentIndex(self._box.findData(figure))

    def _choose_figure(self, figure: str) -> None:
        self._show_figure(figure)
        self.figure_chosen.emit(figure)

    def set_variants(self, variants: Sequence[tuple[str, str]], *, current: str) -> None:
        """Offer ways to show the chosen figure in a corner of the map, or none."""
        self._variants.set_segments(variants)
        self._variants.setVisible(bool(variants))
        if variants:
            self._variants.select(current)
        self._arrange()

    def set_choropleth(self, figure: Choropleth) -> None:
        """Show a figure for every state."""
        self.setAccessibleName(figure.title)  # on the map the legend says it, in full
        self.view.set_choropleth(figure)
        self._legend.set_choropleth(figure)
        self._arrange()

    def set_sites(self, marks: tuple[SiteMark, ...]) -> None:
        """Replace the machines and hubs on the map."""
        self.view.set_sites(marks)
        self._legend.set_kinds({mark.kind for mark in marks})
        self._arrange()

    def set_flows(self, flows: tuple[MapFlow, ...]) -> None:
        """Show from whom and to whom hours flow, and what the lines mean."""
        self.view.set_flows(flows)
        ways = [(_("Gets hours"), True), (_("Gives hours"), False)]
        shown = {flow.incoming for flow in flows}
        self._legend.set_flows([way for way in ways if way[1] in shown])
        self._arrange()

    def set_ties(self, ties: tuple[MapTie, ...]) -> None:
        """Show which states belong together, and say what the lines mean."""
        self.view.set_ties(ties)
        self._legend.set_tie(self.layers.tie_words() if ties else "")
        self._arrange()

    def set_words(self, words: str) -> None:
        """Do without words to filter by: a map draws places, it lists nothing."""

    def words(self) -> str:
        """Return no words: none can be set."""
        return ""

    def group_by(self, grouping: str) -> None:
        """Do without groups: a map has no rows."""

    def grouping(self) -> str:
        """Return nothing: a map has no rows."""
        return ""

    def set_selected(self, state: str) -> None:
        """Show a state as chosen, or none for an empty code; tells nobody."""
        self.view.set_selected(state)

    def set_month(self, month: int) -> None:
        """Set the month that drops and previews refer to, 0 = January 2021."""
        self.view.set_month(month)

    def set_footer(self, widget: QWidget) -> None:
        """Put a widget, the scrubber, under the map."""
        row = QVBoxLayout()
        side, below = self._theme.px("space_l"), self._theme.px("space_s")
        row.setContentsMargins(side, 0, side, below)
        row.addWidget(widget)
        self.body.addLayout(row)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        super().set_theme(theme)
        self._figures.set_theme(theme)
        self._variants.set_theme(theme)
        self.view.set_theme(theme)
        self._legend.set_theme(theme)
        self._zoom.set_theme(theme)
        self._tools.set_theme(theme)
        self.narrowed.bar.set_theme(theme)
        self._spare_height()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._figures.set_name(_("Figure on the map"))
        self._box.setAccessibleName(_("Figure on the map"))
        self._variants.set_name(_("Hours set against"))
        self.view.retranslate()
        self._legend.retranslate()
        self._zoom.retranslate()
        self.layers.retranslate()
        self.narrowed.retranslate()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where height is scarce, leave the row of figures to the map."""
        super().resizeEvent(event)
        self._spare_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep legend and zoom buttons where they belong when the map's size changes."""
        if watched is self.view and event.type() == QEvent.Type.Resize:
            self._arrange()
        return bool(super().eventFilter(watched, event))

    def _spare_height(self) -> None:
        below = self.height() - self._header.sizeHint().height() - self._theme.px("space_m")
        low = below < self._theme.px("low_view")
        self._header.setVisible(not low)
        self._box.setVisible(low)
        self._arrange()

    def _arrange(self) -> None:
        gap = self._theme.px("space_l")
        bottom = self.view.height() - gap
        self._box.adjustSize()
        self._box.move(gap, gap)
        below = 0 if self._box.isHidden() else self._box.height() + self._theme.px("space_s")
        self._variants.adjustSize()
        self._variants.move(gap, gap + below)
        self._tools.adjustSize()
        self._tools.move(self.view.width() - gap - self._tools.width(), gap)
        self._zoom.adjustSize()
        self._place_legend(gap, bottom)
        self._zoom.move(self.view.width() - gap - self._zoom.width(), bottom - self._zoom.height())

    def _place_legend(self, gap: int, bottom: int) -> None:
        """Put the legend beside Europe, or flat below it where it would lie on a state."""
        beside, below = (self._legend.size_if(flat=flat) for flat in (False, True))
        fits = self.view.room_beside() >= beside.width() + 2 * gap
        flat = not fits and below.width() <= self.view.width() - self._zoom.width() - 3 * gap
        self._legend.set_flat(flat=flat)
        self._legend.move(gap, bottom - self._legend.height())
        parts = (self._variants, self._box, *(() if flat else (self._legend,)))
        widest = max((part.width() for part in parts if not part.isHidden()), default=0)
        self.view.set_margins(left=widest + 2 * gap, bottom=0 if fits else self._legend.height())

    def _forward(self) -> None:
        view = self.view
        self._figures.chosen.connect(self._choose_figure)
        self._more.chosen.connect(self._choose_figure)
        self._box.activated.connect(lambda _at: self._choose_figure(self._box.currentData()))
        self._variants.chosen.connect(self.variant_chosen)
        view.state_selected.connect(self.state_selected)
        view.placement_requested.connect(self.placement_requested)
        view.menu_requested.connect(self.menu_requested)
        view.hover_previewed.connect(self.hover_previewed)
        view.hover_ended.connect(self.hover_ended)
        view.dropped.connect(self.dropped)
        view.refused.connect(self.refused)


class _FigureBox(QComboBox):
    """The figures of the map as a drop-down; the wheel over it goes to the map."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.hide()

    def offer(self, figures: Sequence[tuple[str, str]]) -> None:
        """Offer figures by id and words."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != list(figures):
            self.clear()
            for key, words in figures:
                self.addItem(words, key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change nothing that is only scrolled past."""
        event.ignore()


class _Corner(Card):
    """Tool buttons one below the other on the map."""

    def __init__(self, theme: Theme, view: MapView, buttons: Sequence[IconButton]) -> None:
        self._all = tuple(buttons)
        super().__init__(theme, flush=True, parent=view)
        for button in buttons:
            self.body.addWidget(button)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        super().set_theme(theme)
        self.body.setSpacing(0)
        for button in self._all:
            button.set_theme(theme)


class _ZoomButtons(_Corner):
    """Nearer, farther, all of Europe: the wheel's work for those without one."""

    def __init__(self, theme: Theme, view: MapView) -> None:
        self._buttons = {
            "plus": IconButton(theme, "plus", ""),
            "minus": IconButton(theme, "minus", ""),
            "globe": IconButton(theme, "globe", ""),
        }
        super().__init__(theme, view, tuple(self._buttons.values()))
        self._buttons["plus"].clicked.connect(lambda: view.zoom_by(ZOOM_STEP))
        self._buttons["minus"].clicked.connect(lambda: view.zoom_by(1 / ZOOM_STEP))
        self._buttons["globe"].clicked.connect(view.fit)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._buttons["plus"].set_name(_("Zoom in"), shortcut="+")
        self._buttons["minus"].set_name(_("Zoom out"), shortcut="-")
        self._buttons["globe"].set_name(_("Show all of Europe"), shortcut="0")
