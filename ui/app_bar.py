# SPDX-License-Identifier: EUPL-1.2
"""The bar on top: which plan, whether it is saved, which view, and what one does all the time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QWidget,
    QWidgetAction,
)

from planner.domain.records.scenarios import Colour
from planner.text import _
from ui.core_views import CORE_VIEWS, VIEWS
from ui.icons import pixmap
from ui.qt_words import key_words
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.painting import paint_box
from ui.widgets.scenario_button import ScenarioButton
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel

_FEW = 2  # views that stay in the switch however narrow the window and large the text


class AppBar(QWidget):
    """Brand, plan menu, saved state, view switch, undo and redo, theme, and one main button."""

    view_chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = ""
        self._count = len(CORE_VIEWS)
        self._late = ""  # a view for which there was no room until it was opened
        self._mark = QLabel()
        self._brand = TextLabel(theme, role="title")
        self._plan = Button(theme, icon_name="layers")
        self._plan_menu = QMenu(self._plan)
        self._plan.setMenu(self._plan_menu)
        self.scenario = ScenarioButton(theme)
        self._saved = ElidedLabel(theme, role="label", token="muted")  # noqa: S106 - names a colour
        self._views = SegmentedControl(theme)
        self._tools: dict[str, IconButton] = {}
        self._headings: list[tuple[TextLabel, str]] = []
        self._export = Button(theme, icon_name="download", primary=True)
        self._all = IconButton(theme, "layout-dashboard", "")
        self._all_menu = QMenu(self._all)
        self._all.setMenu(self._all_menu)
        self._more = IconButton(theme, "ellipsis", "")
        self._more_menu = QMenu(self._more)
        self._more.setMenu(self._more_menu)
        self._start, self._end = QHBoxLayout(), QHBoxLayout()
        self._grid = QGridLayout(self)
        self._lay_out()
        self._views.chosen.connect(self.view_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_actions(
        self,
        *,
        tools: Sequence[tuple[QAction, str]],
        plan: Sequence[QAction | None],
        views: Mapping[str, Sequence[QAction]],
        more: Sequence[QAction | None],
        export: QAction,
    ) -> None:
        """Offer these actions: icon buttons, menus (`None` is a line), and the main button.

        `views` are listed under headings, which are messages to translate.
        """
        for action, icon_name in tools:
            self._add_tool(action, icon_name)
        _fill(self._plan_menu, plan)
        _fill(self._more_menu, more)
        for heading, actions in views.items():
            self._add_heading(heading)
            _fill(self._all_menu, actions)
        self._export.clicked.connect(export.trigger)
        self._end.addWidget(self._all)
        self._end.addWidget(self._more)
        self._end.addWidget(self._export)

    def plan_menu(self) -> QMenu:
        """Return the menu of the plan, for recent files."""
        return self._plan_menu

    def views_menu(self) -> QMenu:
        """Return the menu of all views."""
        return self._all_menu

    def more_menu(self) -> QMenu:
        """Return the menu of what has no button."""
        return self._more_menu

    def set_plan(self, name: str, detail: str) -> None:
        """Show which plan is open."""
        self._plan.setText(name)
        self._plan.setToolTip(detail)
        self._plan.setAccessibleName(_("Plan: {name}").format(name=name))
        self._fit()

    def set_scenario(self, name: str, colour: Colour | None, *, fixed: bool, told: str) -> None:
        """Show which scenario is on screen; without a colour it is the plan itself."""
        self.scenario.set_scenario(name, colour, fixed=fixed, told=told)
        self._fit()

    def set_saved(self, words: str) -> None:
        """Say when the last edit reached the disk."""
        self._saved.setText(words)
        self._fit()

    def set_view(self, view: str) -> None:
        """Show which view is open; one that is never in the switch leaves it without a choice."""
        self._view = view
        self._offer_views()

    def is_switching(self) -> bool:
        """Tell whether the view switch has the keyboard, whose arrow keys go on to other views."""
        keyboard = QApplication.focusWidget()
        return keyboard is not None and self._views.isAncestorOf(keyboard)

    def tool(self, id_: str) -> IconButton:
        """Return the button of an action."""
        return self._tools[id_]

    def refresh(self) -> None:
        """Take enablement and words of the buttons from their actions."""
        for button in self._tools.values():
            action = button.property("action")
            if isinstance(action, QAction):
                button.setEnabled(action.isEnabled())
                button.setVisible(action.isVisible())
                button.set_name(action.text(), shortcut=key_words(action.shortcut()))
        self._fit()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._brand.setText(_("AI Factory Planner"))
        self._mark.setAccessibleName(_("AI Factory Planner"))
        self._views.set_name(_("View"))
        self._name_export(shown=True)
        self._all.set_name(_("All views"))
        for heading, words in self._headings:
            heading.setText(_(words).upper())
        self._more.set_name(_("More"))
        self.refresh()

    def offered(self) -> tuple[str, ...]:
        """Return the views in the switch: as many as fit, the one opened last among them.

        The others are in the menu.
        """
        first = list(VIEWS)[: self._count]
        if self._late and self._late not in first:
            first[-1] = self._late
        return tuple(first)

    def _offer_views(self) -> None:
        if self._view in VIEWS and self._view not in self.offered():
            self._late = self._view
        self._views.set_segments([(key, _(VIEWS[key])) for key in self.offered()])
        if self._view in VIEWS:
            self._views.select(self._view)
        else:
            self._views.select_nothing()

    def _fit(self) -> None:
        """Leave out what can be spared where there is no room: brand, saved state, late views."""
        self._name_export(shown=True)
        room = self._room()
        counts = range(len(CORE_VIEWS), _FEW, -1)
        count = next((n for n in counts if self._width_with(n) <= room), _FEW)
        room -= self._width_with(count)
        self._offer_views()
        self._name_export(shown=room >= 0)
        for part in (self._saved, self._brand):
            needed = part.sizeHint().width() + 2 * self._theme.px("space_m")
            part.setVisible(needed <= room)
            room -= needed

    def _width_with(self, count: int) -> int:
        """Take so many views into the switch, the one in front among them; return its width."""
        self._count = count
        if self._view in VIEWS and self._view not in self.offered():
            self._late = self._view
        return self._views.room_for([_(VIEWS[key]) for key in self.offered()])

    def _name_export(self, *, shown: bool) -> None:
        """Write what the main button does, or leave that to its icon where there is no room."""
        words = _("Export")
        self._export.setText(words if shown else "")
        self._export.setAccessibleName(words)
        self._export.setToolTip("" if shown else words)

    def _room(self) -> int:
        """Return the pixels left for view switch, saved state and brand."""
        tools = [tool for tool in self._tools.values() if not tool.isHidden()]
        parts = (self._mark, self._plan, self.scenario, *tools, self._all, self._more, self._export)
        taken = sum(part.sizeHint().width() for part in parts)
        gaps = 6 * self._theme.px("space_m") + len(parts) * self._theme.px("space_xs")
        return self.width() - taken - gaps - 2 * self._theme.px("space_l")

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._mark.setPixmap(pixmap("network", theme, token="accent", size=theme.px("icon_large")))  # noqa: S106 - names a colour
        buttons = (self.scenario, self._export, self._all, self._more)
        for part in (self._brand, self._plan, self._saved, self._views, *buttons):
            part.set_theme(theme)
        for button in self._tools.values():
            button.set_theme(theme)
        for heading, _words in self._headings:
            heading.set_theme(theme)
            self._give_room(heading)
        self.setFixedHeight(theme.px("app_bar"))
        self._keep_distances()
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of the bar; any width will do."""
        return QSize(0, self._theme.px("app_bar"))

    def minimumSizeHint(self) -> QSize:
        """Accept any width: what does not fit is left out."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar and the line below it."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_box(painter, box, fill=self._theme.color("card"))
        line = QRectF(0, box.bottom() - self._theme.px("line"), box.width(), self._theme.px("line"))
        paint_box(painter, line, fill=self._theme.color("border"))

    def _lay_out(self) -> None:
        for part in (self._mark, self._brand, self._plan, self.scenario, self._saved):
            self._start.addWidget(part)
        self._start.addStretch(1)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addLayout(self._end)
        self._grid.addLayout(self._start, 0, 0)
        self._grid.addWidget(self._views, 0, 1, Qt.AlignmentFlag.AlignCenter)
        self._grid.addLayout(end, 0, 2)

    def _keep_distances(self) -> None:
        space, side = self._theme.px("space_m"), self._theme.px("space_l")
        self._start.setSpacing(space)
        self._end.setSpacing(self._theme.px("space_xs"))
        self._grid.setContentsMargins(side, 0, side, 0)
        self._grid.setHorizontalSpacing(space)

    def _add_heading(self, words: str) -> None:
        """Put a heading into the menu of views; a style sheet hides those that Qt has."""
        if self._headings:
            self._all_menu.addSeparator()
        label = TextLabel(self._theme, _(words).upper(), role="section", token="muted")  # noqa: S106 - names a colour
        self._give_room(label)
        action = QWidgetAction(self._all_menu)
        action.setDefaultWidget(label)
        self._all_menu.addAction(action)
        self._headings.append((label, words))

    def _give_room(self, heading: TextLabel) -> None:
        side, gap = self._theme.px("space_m"), self._theme.px("space_xs")
        heading.setContentsMargins(side, gap, side, gap)

    def _add_tool(self, action: QAction, icon_name: str) -> None:
        button = IconButton(self._theme, icon_name, action.text())
        button.setProperty("action", action)
        button.clicked.connect(action.trigger)
        self._tools[action.objectName()] = button
        self._end.addWidget(button)


def _fill(menu: QMenu, actions: Sequence[QAction | None]) -> None:
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
