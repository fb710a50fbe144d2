# SPDX-License-Identifier: EUPL-1.2
"""Where the nodes of a graph lie: where they are on the map, as far apart as can be seen.

No chance is in it: the same plan in a picture of the same size gives the same places.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, hypot

from ui.panes.projection import to_km

Place = tuple[float, float]
_ROUNDS = 80
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


def _spread(places: dict[str, Place], apart: Place, sizes: Mapping[str, float]) -> dict[str, Place]:
    """Push nodes that lie too close from each other, a little in each round."""
    found = dict(places)
    for _round in range(_ROUNDS):
        pushed = [
            _push(found, one, other, apart, (sizes.get(one, 1.0) + sizes.get(other, 1.0)) / 2)
            for one, other in list(_near(found, apart))
        ]
        if not any(pushed):
            break
    return found


def _near(found: Mapping[str, Place], apart: Place) -> Iterator[tuple[str, str]]:
    """Yield the pairs that may be too close, from left to right."""
    keys = sorted(found, key=lambda key: (found[key], key))
    for number, one in enumerate(keys):
        x, y = found[one]
        for other in keys[number + 1 :]:
            u, v = found[other]
            if u - x >= apart[0]:
                break
            if abs(v - y) < apart[1]:
                yield one, other


def _push(found: dict[str, Place], one: str, other: str, apart: Place, least: float) -> bool:
    """Move two nodes half of what they lack each; distances are in sizes of a node."""
    (x, y), (u, v) = found[one], found[other]
    across, down = (u - x) / apart[0], (v - y) / apart[1]
    distance = hypot(across, down)
    if distance >= least:
        return False
    if distance == 0:  # the same place: one goes to the right
        across, distance = 1e-3, 1e-3
    step = (least - distance) / 2 / distance
    found[one] = _inside(x - across * step * apart[0], y - down * step * apart[1])
    found[other] = _inside(u + across * step * apart[0], v + down * step * apart[1])
    return True


def _inside(x: float, y: float) -> Place:
    return min(1.0, max(0.0, x)), min(_SHELF - _ABOVE_SHELF, max(0.0, y))


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
