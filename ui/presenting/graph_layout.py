# SPDX-License-Identifier: EUPL-1.2
"""Where the nodes of a graph lie: where they are on the map, as far apart as can be seen.

No chance is in it: the same plan in a picture of the same size gives the same places.
"""

from collections.abc import Mapping, Sequence
from math import ceil, hypot

from ui.panes.projection import to_km

Place = tuple[float, float]
Places = dict[str, Place]
_ROUNDS = 80
_SEEN = 0.005  # of a node; less moves nothing on any screen
_SHELF = 0.8  # below it stand those that are in no single place
_ABOVE_SHELF = 0.08
_ONE_ROW = 6  # more of them stand in two rows, so that their names have room


def laid_out(
    degrees: Mapping[str, Place],
    nowhere: Sequence[str],
    *,
    apart: Place,
    sizes: Mapping[str, float] | None = None,
) -> dict[str, Place]:
    """Return a place from 0 to 1 for each node, none nearer to another than about `apart`.

    `degrees` are latitude and longitude; `apart` are the parts of width and height a node takes,
    `sizes` says which take less: 1 is a whole one. Nodes that are nowhere stand in rows below.
    """
    return _spread(_fitted(degrees), apart, sizes or {}) | _shelved(nowhere, apart)


def _fitted(degrees: Mapping[str, Place]) -> dict[str, Place]:
    """Project and scale places into the unit square above the shelf, north at the top."""
    if not degrees:
        return {}
    km = {key: to_km(*place) for key, place in degrees.items()}
    left, right = min(x for x, _y in km.values()), max(x for x, _y in km.values())
    low, high = min(y for _x, y in km.values()), max(y for _x, y in km.values())
    wide, tall = max(right - left, 1.0), max(high - low, 1.0)
    room = _SHELF - _ABOVE_SHELF
    return {key: ((x - left) / wide, (high - y) / tall * room) for key, (x, y) in km.items()}


def _spread(places: Mapping[str, Place], apart: Place, sizes: Mapping[str, float]) -> Places:
    """Push nodes that lie too close from each other, a little in each round."""
    keys, (wide, high) = sorted(places), apart
    at = [(places[key][0] / wide, places[key][1] / high) for key in keys]  # in sizes of a node
    room = 1.0 / wide, (_SHELF - _ABOVE_SHELF) / high
    takes = [sizes.get(key, 1.0) / 2 for key in keys]
    for _round in range(_ROUNDS):
        if not _push(at, takes, room):
            break
    return {key: (x * wide, y * high) for key, (x, y) in zip(keys, at, strict=True)}


def _push(at: list[Place], takes: Sequence[float], room: Place) -> bool:
    """Move nodes that are too close half of what they lack each; tell whether it can be seen."""
    right, bottom = room
    is_moved = False
    for one, other in _near(at):
        (x, y), (u, v), least = at[one], at[other], takes[one] + takes[other]
        across, down = u - x, v - y
        distance = hypot(across, down)
        if distance >= least:
            continue
        if distance == 0:  # the same place: one goes to the right
            across = distance = 1e-3
        step = (least - distance) / 2 / distance
        across, down, is_moved = across * step, down * step, is_moved or least - distance > _SEEN
        at[one] = min(right, max(0.0, x - across)), min(bottom, max(0.0, y - down))
        at[other] = min(right, max(0.0, u + across)), min(bottom, max(0.0, v + down))
    return is_moved


def _near(at: Sequence[Place]) -> list[tuple[int, int]]:
    """Return the pairs that may be too close, from left to right."""
    order = sorted(range(len(at)), key=lambda one: (at[one], one))
    found = []
    for number, one in enumerate(order):
        x, y = at[one]
        for other in order[number + 1 :]:
            u, v = at[other]
            if u - x >= 1.0:
                break
            if -1.0 < v - y < 1.0:
                found.append((one, other))
    return found


def _shelved(nowhere: Sequence[str], apart: Place) -> dict[str, Place]:
    if not nowhere:
        return {}
    most = max(1, int(1 / apart[0]))
    rows = max(2 if len(nowhere) > _ONE_ROW else 1, ceil(len(nowhere) / most))
    in_row = ceil(len(nowhere) / rows)
    return {
        key: (
            (place % in_row + 0.5) / in_row,
            _SHELF + (1 - _SHELF) * (place // in_row + 0.5) / rows,
        )
        for place, key in enumerate(nowhere)
    }
