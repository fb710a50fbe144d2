# SPDX-License-Identifier: EUPL-1.2
"""Every page there is, in the order of the menu.

To add one: write its module, and name it here. Switch, menu, palette and shortcut follow. A page
is imported when it is loaded, after the start, so that thirty of them cost the start nothing.
"""

from collections.abc import Callable, Mapping

import attrs

from planner.text import N_
from ui.pages.ground import Ground
from ui.pages.page import Page

GROUPS: Mapping[str, str] = {
    "plan": N_("Plan"),
    "money": N_("Money and supply"),
    "use": N_("Access and use"),
    "people": N_("Talent and uptake"),
    "proof": N_("Compare and prove"),
}
"""The headings of the menu of views."""


Maker = Callable[[Ground], Page]


@attrs.frozen
class PageSpec:
    """A page by name: what the menus call it; `load` imports it and returns what builds it."""

    name: str
    title: str
    icon: str
    group: str
    load: Callable[[], Maker]
    shortcut: str = ""

    def build(self, ground: Ground) -> Page:
        """Build the page over a window."""
        return self.load()(ground)


def _timeline() -> Maker:
    from ui.pages.timeline import TimelinePage  # noqa: PLC0415 - start-up time

    return TimelinePage


def _scenarios() -> Maker:
    from ui.pages.scenarios import ScenariosPage  # noqa: PLC0415 - start-up time

    return ScenariosPage


def _glossary() -> Maker:
    from ui.pages.glossary import GlossaryPage  # noqa: PLC0415 - start-up time

    return GlossaryPage


def _matrix() -> Maker:
    from ui.pages.matrix import MatrixPage  # noqa: PLC0415 - start-up time

    return MatrixPage


def _approvals() -> Maker:
    from ui.pages.approvals import ApprovalsPage  # noqa: PLC0415 - start-up time

    return ApprovalsPage


def _compare() -> Maker:
    from ui.pages.compare import ComparePage  # noqa: PLC0415 - start-up time

    return ComparePage


def _merge() -> Maker:
    from ui.pages.merge import MergePage  # noqa: PLC0415 - start-up time

    return MergePage


def _coverage() -> Maker:
    from ui.pages.coverage import CoveragePage  # noqa: PLC0415 - start-up time

    return CoveragePage


def _scoreboard() -> Maker:
    from ui.pages.scoreboard import ScoreboardPage  # noqa: PLC0415 - start-up time

    return ScoreboardPage


def _instruments() -> Maker:
    from ui.pages.instruments import InstrumentsPage  # noqa: PLC0415 - start-up time

    return InstrumentsPage


def _cooperation() -> Maker:
    from ui.pages.cooperation import CooperationPage  # noqa: PLC0415 - start-up time

    return CooperationPage


def _talent() -> Maker:
    from ui.pages.talent_board import TalentBoardPage  # noqa: PLC0415 - start-up time

    return TalentBoardPage


def _sheets() -> Maker:
    from ui.pages.sheets import SheetsPage  # noqa: PLC0415 - start-up time

    return SheetsPage


def _desk() -> Maker:
    from ui.pages.desk import DeskPage  # noqa: PLC0415 - start-up time

    return DeskPage


def _ledger() -> Maker:
    from ui.pages.ledger import LedgerPage  # noqa: PLC0415 - start-up time

    return LedgerPage


def _lane() -> Maker:
    from ui.pages.lane import LanePage  # noqa: PLC0415 - start-up time

    return LanePage


PAGES: tuple[PageSpec, ...] = (
    PageSpec("timeline", N_("Timeline"), "chart-gantt", "plan", _timeline, "Ctrl+9"),
    PageSpec("matrix", N_("Data spaces"), "server", "plan", _matrix, "Ctrl+G, D"),
    PageSpec("desk", N_("Contact point"), "headset", "use", _desk, "Ctrl+G, P"),
    PageSpec("ledger", N_("Access ledger"), "clipboard", "use", _ledger, "Ctrl+G, A"),
    PageSpec("compare", N_("Compare"), "git-compare", "proof", _compare, "Ctrl+G, C"),
    PageSpec("merge", N_("Merge"), "git-merge", "proof", _merge, "Ctrl+G, G"),
    PageSpec("approvals", N_("Approvals"), "shield-check", "proof", _approvals, "Ctrl+G, Y"),
    PageSpec("lane", N_("Contracts and chips"), "package-open", "money", _lane, "Ctrl+G, U"),
    PageSpec("instruments", N_("Money instruments"), "wallet", "money", _instruments, "Ctrl+G, M"),
    PageSpec("scoreboard", N_("Sectors"), "target", "people", _scoreboard, "Ctrl+G, S"),
    PageSpec("talent", N_("Talent board"), "graduation-cap", "people", _talent, "Ctrl+G, T"),
    PageSpec("cooperation", N_("Cooperation"), "handshake", "people", _cooperation, "Ctrl+G, K"),
    PageSpec("coverage", N_("Languages and cities"), "languages", "people", _coverage, "Ctrl+G, L"),
    PageSpec("scenarios", N_("Scenarios"), "git-branch", "proof", _scenarios, "Ctrl+G, B"),
    PageSpec("sheets", N_("Pages and sheets"), "printer", "proof", _sheets, "Ctrl+G, R"),
    PageSpec("glossary", N_("Terms"), "circle-question-mark", "proof", _glossary, "Ctrl+G, H"),
)
BY_NAME: Mapping[str, PageSpec] = {spec.name: spec for spec in PAGES}
