# SPDX-License-Identifier: EUPL-1.2
"""The cooperation graph (D9): who works with whom, what is missing, what is done twice."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from planner.domain.commands import AddRecord
from planner.domain.ids import new_id
from planner.text import N_, _
from ui.focus import Selection
from ui.pages.cooperation_graph import CooperationGraph
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.cooperation_values import (
    FACES,
    GROUPS,
    cooperation_values,
    end_of,
    graph_values,
    key_of,
    link_ends,
    link_options,
    node_options,
)
from ui.theme import Theme
from ui.widgets.grid_values import GridValues
from ui.widgets.passing_menu import PassingMenu
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_table import TextTable

_SOURCE = "cooperation"
_GRAPH_SHARE = 2


class CooperationPage(GridPage):
    """The graph with its gaps beside it; links and gaps as tables."""

    TITLE: ClassVar[str] = N_("Cooperation")
    ICON: ClassVar[str] = "handshake"
    FACES: ClassVar[Mapping[str, str]] = FACES
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "link": N_("Add a link…"),
        "initiative": N_("Add an initiative"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("cooperation",)
    LEAST_ROWS: ClassVar[int] = 11  # or the nodes of the graph would lie upon each other
    FEW_ROWS: ClassVar[int] = 11
    concerned: ClassVar[tuple[str, ...]] = (
        "cooperation",
        "factory",
        "support_centre",
        "initiative",
        "sector",
        "system",
        "state",
        "evidence",
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self.graph, self.remarks = CooperationGraph(theme), TextTable(theme)
        self.remarks.wrap(0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.graph)
        self._split.addWidget(self.remarks)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([_GRAPH_SHARE * theme.px("catalogue"), theme.px("catalogue")])
        self.stack.addWidget(self._split)
        self.graph.chosen_changed.connect(lambda key: ground.focus.select(*end_of(key)))
        self.graph.opened.connect(lambda key: ground.open_record(*end_of(key)))
        self.graph.linked.connect(self._ask_kind)
        self.graph.menu_requested.connect(self._node_menu)
        self.remarks.opened.connect(ground.open_record)
        hand_keyboard_on(self, self.graph, self.table)
        self.retranslate()

    def values(self) -> GridValues:
        """Return links or gaps as a table; the graph is saved as its links."""
        return cooperation_values(self.ground.plan, face=self.face, grouping=self.grouping)

    def fill(self) -> None:
        """Take nodes and links from the plan on screen."""
        super().fill()
        values = graph_values(self.ground.plan, words=self.filter.text())
        self.graph.set_values(values)
        self.remarks.set_values(values.remarks)
        if self.face == "graph":
            self.stack.setCurrentWidget(self._split)

    def front(self) -> QWidget:
        """Return the graph or the table."""
        return self._split if self.face == "graph" else super().front()

    def select(self, selection: Selection) -> None:
        """Mark what is selected elsewhere."""
        super().select(selection)
        self.graph.choose(key_of((selection.kind, selection.key)) if selection else "")

    def add(self, addition: str) -> None:
        """Add an initiative, or a link of the node that is chosen."""
        if addition == "initiative":
            self.add_record("initiative", name=_("New initiative"), kind="other")
        elif not self.graph.chosen:
            self.ground.say(_("Choose a node of the graph first; the link begins there."))
        else:
            self._ask_partner(self.graph.chosen, self._corner())

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        super().retranslate()
        self.graph.retranslate()
        self.remarks.setAccessibleName(_("Gaps and duplicates"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self.graph.set_theme(theme)
        self.remarks.set_theme(theme)

    def _node_menu(self, key: str, at: QPoint) -> None:
        menu = PassingMenu(self)
        menu.addAction(_("Link with…")).triggered.connect(lambda: self._ask_partner(key, at))
        menu.addAction(_("Open")).triggered.connect(lambda: self.ground.open_record(*end_of(key)))
        menu.popup(at)

    def _ask_partner(self, one: str, at: QPoint) -> None:
        self.offer(node_options(self.ground.plan, one), lambda other: self._ask(one, other, at), at)

    def _ask_kind(self, one: str, other: str) -> None:
        self._ask(one, other, self._corner())

    def _ask(self, one: str, other: str, at: QPoint) -> None:
        ends = link_ends(one, other)
        if ends is None:
            self.ground.say(_("A link has an AI factory or an antenna at one of its ends."))
            return
        self.offer(link_options(), lambda kind: self._link({**ends, "kind": kind}), at)

    def _link(self, values: Mapping[str, str]) -> None:
        command = AddRecord(kind="cooperation", values={"id": new_id(), **values})
        self.ground.edits.execute(command, source=_SOURCE)

    def _corner(self) -> QPoint:
        at = self.graph.point_of(self.graph.chosen) if self.graph.chosen else None
        return self.graph.mapToGlobal(at.toPoint() if at is not None else QPoint())
