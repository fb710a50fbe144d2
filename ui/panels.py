# SPDX-License-Identifier: EUPL-1.2
"""The panes of the window, built and laid out; wiring and values are somebody else's."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.app_bar import AppBar
from ui.charts.deck import Deck
from ui.pages.page import Page
from ui.panes.catalogue import CataloguePane
from ui.panes.inspector import InspectorPane
from ui.panes.map import MapPane
from ui.panes.scrubber import Scrubber
from ui.panes.values import Verdict
from ui.presenting.headlines import CAPACITY, COVERED, FINDINGS, MONEY
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.figure_card import FigureCard
from ui.widgets.guide_bar import SLIDER, GuideBar
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.past_banner import PastBanner
from ui.widgets.tabbing import KeyboardInSight, first_stop, last_stop, tab_in_order

if TYPE_CHECKING:
    from ui.panes.access import AccessPane
    from ui.panes.board import BoardPane
    from ui.panes.budget import BudgetPane
    from ui.panes.findings import FindingsPane
    from ui.panes.history import HistoryPane
    from ui.panes.reach import ReachPane
    from ui.panes.records import RecordsPane
    from ui.panes.supply import SupplyPane

P = TypeVar("P", bound=QWidget)
_VIEWS = (
    "map",
    "board",
    "records",
    "findings",
    "history",
    "reach",
    "budget",
    "access",
    "supply",
)


class _Part(Protocol):
    """What every part of the window can do."""

    def set_theme(self, theme: Theme) -> None: ...

    def retranslate(self) -> None: ...


_ROOMY = 2  # charts high; such a column has room for a whole one below the inspector


class Panels(QWidget):
    """Catalogue, view, inspector and charts under the app bar.

    A view is built when it is first asked for, in the theme and language of then; `view_built`
    tells its name to who wires and fills it. Most starts show one view only.

    Below `narrow_inspector` px the right column becomes a drawer over the view; below
    `narrow_catalogue` px the catalogue folds to icons; below a height of `low_window` px each
    headline is a single line.
    """

    narrowed = Signal()
    view_built = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        verdict: Verdict,
        map_verdict: Verdict,
        cells: Callable[[str], Sequence[str]],
        build_page: Callable[[str], Page],
    ) -> None:
        super().__init__()
        self._theme = theme
        self.deck: Deck | None = None
        self.app_bar = AppBar(theme)
        self.catalogue = CataloguePane(theme)
        self.figures = {key: FigureCard(theme) for key in (MONEY, CAPACITY, COVERED, FINDINGS)}
        self._verdict = verdict
        self._map_verdict = map_verdict
        self._cells = cells
        self.built: dict[str, QWidget] = {}
        self.scrubber = Scrubber(theme)
        self.inspector = InspectorPane(theme)
        self.notice = NoticeBar(theme)
        self.past = PastBanner(theme)
        self.guide = GuideBar(theme)
        self._views = self.stage = _Views()
        self._build_page = build_page
        self.pages: dict[str, Page] = {}
        self._scrubber_card = Card(theme)
        self._right = _RightColumn(theme)
        self._drawer_open = False
        self._was_narrow: bool | None = None
        self._charts = QWidget()
        self._chart_rows = QVBoxLayout(self._charts)
        self._lay_out()
        self._in_sight = KeyboardInSight(self, stack=self._views)
        self.inspector.hide()

    @property
    def map(self) -> MapPane:
        """Return the map."""
        return self._pane("map", lambda: MapPane(self._theme, verdict=self._map_verdict))

    @property
    def board(self) -> "BoardPane":
        """Return the board."""
        from ui.panes.board import BoardPane  # noqa: PLC0415 - start-up time

        return self._pane("board", lambda: BoardPane(self._theme, verdict=self._verdict))

    @property
    def records(self) -> "RecordsPane":
        """Return the tables of records."""
        from ui.panes.records import RecordsPane  # noqa: PLC0415 - start-up time

        return self._pane("records", lambda: RecordsPane(self._theme))

    @property
    def findings(self) -> "FindingsPane":
        """Return the list of findings."""
        from ui.panes.findings import FindingsPane  # noqa: PLC0415 - start-up time

        return self._pane("findings", lambda: FindingsPane(self._theme))

    @property
    def history(self) -> "HistoryPane":
        """Return the history."""
        from ui.panes.history import HistoryPane  # noqa: PLC0415 - start-up time

        return self._pane("history", lambda: HistoryPane(self._theme, cells=self._cells))

    @property
    def reach(self) -> "ReachPane":
        """Return who reaches whom."""
        from ui.panes.reach import ReachPane  # noqa: PLC0415 - start-up time

        return self._pane("reach", lambda: ReachPane(self._theme))

    @property
    def budget(self) -> "BudgetPane":
        """Return the budget."""
        from ui.panes.budget import BudgetPane  # noqa: PLC0415 - start-up time

        return self._pane("budget", lambda: BudgetPane(self._theme))

    @property
    def access(self) -> "AccessPane":
        """Return the shares of time."""
        from ui.panes.access import AccessPane  # noqa: PLC0415 - start-up time

        return self._pane("access", lambda: AccessPane(self._theme))

    @property
    def supply(self) -> "SupplyPane":
        """Return chips, sites and people."""
        from ui.panes.supply import SupplyPane  # noqa: PLC0415 - start-up time

        return self._pane("supply", lambda: SupplyPane(self._theme))

    def view(self, name: str) -> QWidget:
        """Return the pane of a view."""
        pane: QWidget = getattr(self, name) if name in _VIEWS else self.page(name)
        return pane

    def _pane(self, name: str, make: Callable[[], P]) -> P:
        if name not in self.built:
            pane = make()
            self.built[name] = pane
            cast("_Part", pane).retranslate()
            self._views.addWidget(pane)
            self.view_built.emit(name)
            self._tab_after_views(pane)
        return cast("P", self.built[name])

    def page(self, name: str) -> Page:
        """Return a page; the first call builds it."""
        if name not in self.pages:
            self.pages[name] = self._build_page(name)
            self._views.addWidget(self.pages[name])
            self._tab_after_views(self.pages[name])
        return self.pages[name]

    def _tab_after_views(self, newest: QWidget) -> None:
        """Let Tab come to the newest view after the others; they are in their order already."""
        at = self._views.indexOf(newest)
        before = last_stop(cast("QWidget", self._views.widget(at - 1))) if at else None
        tab_in_order(self if before is None else newest, standing=before)

    def show_view(self, name: str) -> None:
        """Bring a view to the front."""
        self._views.setCurrentWidget(self.view(name))
        self.app_bar.set_view(name)

    def add_charts(self, deck: Deck) -> None:
        """Put the charts into their column."""
        self.deck = deck
        for card in deck.cards():
            self._chart_rows.addWidget(card)
        self._chart_rows.addStretch(1)
        tab_in_order(self)
        self._space()

    def show_inspector(self, *, shown: bool) -> None:
        """While something is selected, leave the charts one chart's height, else a third."""
        if shown == self.inspector.isHidden():
            if not shown and _has_keyboard(self.inspector):
                self._to_the_view()
            self.inspector.setVisible(shown)
            height, chart = self._split.height(), self._theme.px("chart_card")
            below = chart if height >= _ROOMY * chart else min(chart, height // 3)
            self._split.setSizes([height - below, below])

    def go_beside(self) -> None:
        """Go to the right column by keyboard, or back; where it is a drawer, open or close it."""
        goes = not _has_keyboard(self._right)
        if self.is_narrow():
            goes = self._drawer_open = not self._drawer_open
            self._place_right()
        stop = first_stop(self._charts if self.inspector.isHidden() else self.inspector.content())
        if goes and stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._to_the_view()

    def _to_the_view(self) -> None:
        view = cast("QWidget", self._views.currentWidget())
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_room(self, *, given: bool) -> None:
        """Leave the view the room of headlines and catalogue, or bring them back."""
        for part in (self.catalogue, *self.figures.values()):
            if given and _has_keyboard(part):
                self._to_the_view()
            part.setVisible(not given)

    def search_catalogue(self) -> None:
        """Put the keyboard into the search field of the catalogue, which comes back for it."""
        self.catalogue.show()
        self.catalogue.focus_search()

    def point_at(self, what: str) -> None:
        """Put the keyboard on the slider of the months, or on a template of the catalogue."""
        if what == SLIDER:
            self.scrubber.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.catalogue.point_at(what)

    def open_drawer(self, *, opened: bool) -> None:
        """Show or hide the right column in a narrow window."""
        self._drawer_open = opened
        self._place_right()

    def is_narrow(self) -> bool:
        """Tell whether the right column is a drawer."""
        return self.width() < self._theme.px("narrow_inspector")

    def set_theme(self, theme: Theme) -> None:
        """Hand another theme to every pane."""
        self._theme = theme
        for part in self._parts():
            part.set_theme(theme)
        self._scrubber_card.set_theme(theme)
        for card in self.figures.values():
            card.set_theme(theme)
        if self.deck is not None:
            self.deck.set_theme(theme)
        self._space()
        self._fold()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for part in self._parts():
            part.retranslate()
        if self.deck is not None:
            self.deck.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < self._theme.px("narrow_catalogue")
        self.catalogue.set_folded(folded=narrow)
        low = self.height() < self._theme.px("low_window")
        for card in self.figures.values():
            card.set_compact(compact=low)
        self._place_right()
        if self.is_narrow() != self._was_narrow:
            self._was_narrow = self.is_narrow()
            self.narrowed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the drawer in place when the style changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_right()

    def _parts(self) -> tuple["_Part", ...]:
        return (
            self.app_bar,
            self.catalogue,
            self.scrubber,
            self.inspector,
            self.notice,
            self.past,
            self.guide,
            *cast("list[_Part]", list(self.built.values())),
            *self.pages.values(),
        )

    def _lay_out(self) -> None:
        self._scrubber_card.body.addWidget(self.scrubber)
        # However much a view asks for, the years below the scrubber stay in sight.
        self._scrubber_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._body = QHBoxLayout()
        self._body.addWidget(self.catalogue)
        self._body.addLayout(self._middle(), 1)
        self._fill_right()
        self._body.addWidget(self._right)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.app_bar)
        rows.addLayout(self._body, 1)
        self._space()

    def _middle(self) -> QVBoxLayout:
        self._headline_row = QHBoxLayout()
        for card in self.figures.values():
            self._headline_row.addWidget(card)  # no stretch: each takes what its words need
        self._middle_rows = QVBoxLayout()
        self._middle_rows.addWidget(self.past)
        self._middle_rows.addWidget(self.guide)
        self._middle_rows.addLayout(self._headline_row)
        self._middle_rows.addLayout(self._stage(), 1)
        self._middle_rows.addWidget(self._scrubber_card)
        return self._middle_rows

    def _stage(self) -> QGridLayout:
        """Lay the notice over the foot of the view: nothing moves away from under the mouse."""
        stage = QGridLayout()
        stage.addWidget(self._views, 0, 0)
        stage.addWidget(self.notice, 0, 0, Qt.AlignmentFlag.AlignBottom)
        self.notice.raise_()
        return stage

    def _fill_right(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.viewport().setAutoFillBackground(False)
        self._charts.setAutoFillBackground(False)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._charts)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.inspector)
        self._split.addWidget(scroll)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._right_rows = QVBoxLayout(self._right)
        self._right_rows.addWidget(self._split)
        self._right.setAutoFillBackground(True)

    def _space(self) -> None:
        gap = self._theme.px("gutter")
        self._body.setContentsMargins(gap, gap, gap, gap)
        self._body.setSpacing(gap)
        self._headline_row.setSpacing(gap)
        self._middle_rows.setSpacing(gap)
        self._chart_rows.setContentsMargins(0, 0, 0, 0)
        self._chart_rows.setSpacing(gap)
        self._split.setHandleWidth(gap)
        for card in self.deck.cards() if self.deck is not None else ():
            card.setMinimumHeight(self._theme.px("chart_card"))
        self._right_rows.setContentsMargins(0, 0, 0, 0)
        self._right.set_theme(self._theme)
        self._right.setFixedWidth(self._theme.px("inspector"))
        self._place_right()

    def _place_right(self) -> None:
        narrow, gap = self.is_narrow(), self._theme.px("gutter")
        docked = self._body.indexOf(self._right) >= 0
        if narrow and docked:
            self._body.removeWidget(self._right)
        elif not narrow and not docked:
            self._right_rows.setContentsMargins(0, 0, 0, 0)
            self._body.addWidget(self._right)
        self._right.setVisible(not narrow or self._drawer_open)
        self._right.set_floating(floating=narrow)
        if narrow:
            top = self.app_bar.height()
            self._right_rows.setContentsMargins(gap, gap, gap, gap)
            width = self._right.width()
            self._right.setGeometry(self.width() - width, top, width, self.height() - top)
            self._right.raise_()


class _Views(QStackedWidget):
    """The views, one of them in front."""

    def hasHeightForWidth(self) -> bool:
        """Take what room there is; else Qt asks all views, at each width, how high they are."""
        return False


def _has_keyboard(part: QWidget) -> bool:
    keyboard = QApplication.focusWidget()
    return keyboard is not None and part.isAncestorOf(keyboard)


class _RightColumn(QWidget):
    """Inspector and charts; as a drawer it has an edge, so that it is seen to lie on top."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._floating = False

    def set_floating(self, *, floating: bool) -> None:
        """Show the column as a drawer or as part of the window."""
        self._floating = floating
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the colour of the edge from another theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge of the drawer."""
        super().paintEvent(event)
        if self._floating:
            line = self._theme.px("line")
            QPainter(self).fillRect(0, 0, line, self.height(), self._theme.color("outline"))
