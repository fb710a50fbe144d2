# SPDX-License-Identifier: EUPL-1.2
"""The views that are always offered, by name; further ones are pages."""

from collections.abc import Mapping

from planner.text import N_
from ui.pages.registry import PAGES

CORE_VIEWS: Mapping[str, tuple[str, str]] = {
    "map": (N_("Map"), "map"),
    "board": (N_("Board"), "layout-grid"),
    "records": (N_("Records"), "table"),
    "findings": (N_("Findings"), "triangle-alert"),
    "history": (N_("History"), "history"),
    "budget": (N_("Budget"), "coins"),
    "access": (N_("Access"), "clock"),
    "reach": (N_("Reach"), "users"),
}
VIEWS: Mapping[str, str] = {
    **{name: title for name, (title, _icon) in CORE_VIEWS.items()},
    **{page.name: page.title for page in PAGES},
}
