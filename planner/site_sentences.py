# SPDX-License-Identifier: EUPL-1.2
"""What is said about a site, on screen and on paper alike."""

from planner.engine.sites import SiteLoad
from planner.text import _, significant


def connection_words(load: SiteLoad) -> str:
    """Say whether the connection carries the load; unknown is not checked, never enough."""
    if load.grid_mw is None:
        return _("unknown, not checked")
    grid = _("{load} MW").format(load=significant(load.grid_mw))
    if load.excess_mw is None:
        return _("{grid}; some loads unknown").format(grid=grid)
    if load.excess_mw > 0:
        excess = significant(load.excess_mw)
        return _("{grid}, {excess} MW too little").format(grid=grid, excess=excess)
    return _("{grid}, enough").format(grid=grid)
