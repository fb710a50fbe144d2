# SPDX-License-Identifier: EUPL-1.2
"""The views that share out money, hours and chips: budget, access, supply, reach."""

from collections.abc import Sequence
from typing import Protocol

from ui.asking import Asking
from ui.choosing import Choosing
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.panes.budget_values import BudgetWish
from ui.presenting.budget_values import cell_edits
from ui.presenting.reach_values import SERVED
from ui.screen import Screen
from ui.sharing import Sharing
from ui.supplying import Supplying
from ui.wiring.host import Host


class Bench(Host, Protocol):
    """Who carries out what these views ask for."""

    panels: Panels
    edits: Edits
    focus: Focus
    screen_: Screen
    asking: Asking
    choosing: Choosing
    sharing: Sharing


def wire_budget(bench: Bench) -> None:
    """Connect the budget."""
    pane = bench.panels.budget
    pane.wished.connect(lambda wishes: _edit_budget(bench, wishes))
    pane.refused.connect(bench.say)
    pane.view_changed.connect(lambda: bench.screen_.refresh_view("budget"))


def wire_access(bench: Bench) -> None:
    """Connect the view of access and what splits the time of a machine in it."""
    pane, sharing = bench.panels.access, bench.sharing
    pane.opened.connect(bench.focus.select)
    for choice in (pane.period_chosen, pane.group_chosen):
        choice.connect(lambda _choice: bench.screen_.refresh_view("access"))
    pane.splitter.set_answers(sharing.of_total, sharing.request)
    pane.splitter.union_entered.connect(sharing.enter_union)
    pane.splitter.union_freed.connect(sharing.free_union)
    pane.splitter.state_entered.connect(sharing.enter_state)
    pane.splitter.allocation_requested.connect(sharing.add_allocation)


def wire_supply(bench: Bench) -> None:
    """Connect the view of supply."""
    Supplying(bench.panels.supply.chips, bench.edits, bench.screen_)
    bench.panels.supply.opened.connect(bench.open_record)


def wire_reach(bench: Bench) -> None:
    """Connect the view of reach."""
    pane = bench.panels.reach
    pane.opened.connect(bench.open_record)
    pane.month_picked.connect(bench.focus.set_month)
    pane.records_requested.connect(lambda: bench.asking.records_of(SERVED))
    pane.refused.connect(bench.say)
    pane.base_chosen.connect(bench.choosing.base)
    for choice in (pane.supply_chosen, pane.face_chosen, pane.group_chosen):
        choice.connect(lambda _choice: bench.screen_.refresh_view("reach"))


def _edit_budget(bench: Bench, wishes: Sequence[BudgetWish]) -> None:
    bench.edits.edit_budget(cell_edits(wishes), bench.screen_.budget_mode())
    bench.screen_.refresh_view("budget")
