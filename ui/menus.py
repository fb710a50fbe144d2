# SPDX-License-Identifier: EUPL-1.2
"""Which actions stand where in the app bar: on buttons, in menus, under headings."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QAction

from planner.text import LANGUAGES, N_
from ui.actions import ActionTable
from ui.app_bar import AppBar
from ui.core_views import CORE_VIEWS
from ui.pages.registry import GROUPS, PAGES

_LINE = ""
_TOOLS = ("palette", "undo", "redo", "theme", "drawer")
_PLAN = (
    *("new", "open", "save_copy", _LINE),
    *("scenario", "branch", "vary", "name_version", _LINE),
    *("backups", "working_copy", "bring_back", _LINE),
    *("import", "export", "export_whole", _LINE),
    *("merge_file", "send_patch", _LINE),
    "quit",
)
_MORE = (
    *("assign", "duplicate", "commit", "remove", _LINE),
    *("where", "three_values", "cite", "settle", "past", "earlier", "later", "now", _LINE),
    *("first_steps", "help", "manual"),
    *(f"language_{code}" for code in LANGUAGES),
    *("save_table", "room", "larger", "smaller", "calm", "play"),
)
_SCENARIO = ("branch", "vary", "name_version", "view_scenarios")


def offer_actions(bar: AppBar, table: ActionTable) -> None:
    """Put the actions of a window into its bar."""
    made = table.qt
    bar.set_actions(
        tools=[(made[name], table.actions[name].icon) for name in _TOOLS],
        plan=_listed(table, _PLAN),
        views=_views_by_heading(table),
        more=_listed(table, _MORE),
        export=made["export"],
    )
    # A hundred icons would be drawn at every start and in every change of theme, for few to see.
    for menu in (bar.plan_menu(), bar.views_menu(), bar.more_menu(), bar.scenario.menu()):
        menu.aboutToShow.connect(table.dress)


def of_scenarios(table: ActionTable) -> Sequence[QAction]:
    """Return what the switcher of scenarios offers below them."""
    return [table.qt[name] for name in _SCENARIO]


def _listed(table: ActionTable, names: Sequence[str]) -> list[QAction | None]:
    return [table.qt[name] if name else None for name in names]


def _views_by_heading(table: ActionTable) -> Mapping[str, Sequence[QAction]]:
    made = table.qt
    core = [made[f"view_{name}"] for name in CORE_VIEWS]
    pages = {
        heading: [made[f"view_{page.name}"] for page in PAGES if page.group == group]
        for group, heading in GROUPS.items()
    }
    return {N_("Main views"): [*core, made["supply"]], **{h: a for h, a in pages.items() if a}}
