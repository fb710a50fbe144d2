# SPDX-License-Identifier: EUPL-1.2
"""Everything one can do in the window, as one table."""

from typing import Protocol

from ui import edit_actions, plan_actions, source_actions, view_actions
from ui.actions import Action


class Bench(
    plan_actions.Bench, edit_actions.Bench, source_actions.Bench, view_actions.Bench, Protocol
):
    """What the actions act on: the workbench of an open plan."""


def window_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions of a workbench in the order of menus and manual."""
    return (
        *plan_actions.plan_actions(bench),
        *edit_actions.edit_actions(bench),
        *source_actions.source_actions(bench),
        *view_actions.view_actions(bench),
    )
