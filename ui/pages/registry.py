# SPDX-License-Identifier: EUPL-1.2
"""Every page there is, in the order of the menu.

To add one: write its module, and name it here. Switch, menu, palette and shortcut follow. A page
is imported when it is first shown, so that thirty of them cost the start nothing.
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


@attrs.frozen
class PageSpec:
    """A page by name: what the menus call it, and how it is built."""

    name: str
    title: str
    icon: str
    group: str
    build: Callable[[Ground], Page]
    shortcut: str = ""


def _timeline(ground: Ground) -> Page:
    from ui.pages.timeline import TimelinePage  # noqa: PLC0415 - start-up time

    return TimelinePage(ground)


def _glossary(ground: Ground) -> Page:
    from ui.pages.glossary import GlossaryPage  # noqa: PLC0415 - start-up time

    return GlossaryPage(ground)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("timeline", N_("Timeline"), "chart-gantt", "plan", _timeline, "Ctrl+9"),
    PageSpec("glossary", N_("Terms"), "circle-question-mark", "proof", _glossary, "Ctrl+Alt+H"),
)
BY_NAME: Mapping[str, PageSpec] = {spec.name: spec for spec in PAGES}
