# SPDX-License-Identifier: EUPL-1.2
"""Every view by name and how it is wired, once it is built."""

from collections.abc import Callable, Mapping
from typing import Protocol

from ui.wiring import accounting, listing, planning


class Bench(planning.Bench, listing.Bench, accounting.Bench, Protocol):
    """Who carries out what views ask for."""


_WIRING: Mapping[str, Callable[[Bench], None]] = {
    "map": planning.wire_map,
    "board": planning.wire_board,
    "records": listing.wire_records,
    "findings": listing.wire_findings,
    "history": listing.wire_history,
    "reach": accounting.wire_reach,
    "budget": accounting.wire_budget,
    "access": accounting.wire_access,
    "supply": accounting.wire_supply,
}


def wire_view(bench: Bench, view: str) -> None:
    """Connect a view that has been built; pages wire themselves."""
    if view in _WIRING:
        _WIRING[view](bench)
