# SPDX-License-Identifier: EUPL-1.2
"""Where nodes of a graph come to lie: far enough apart to be seen, the same every time."""

from itertools import combinations
from math import hypot

from ui.presenting.graph_layout import Place, laid_out

APART = (0.08, 0.09)
CROWD = {f"n{number}": (48 + number % 6 * 0.4, 8 + number // 6 * 0.5) for number in range(30)}
FAR = {"north": (65.0, 25.0), "south": (36.0, 14.0), "west": (40.0, -8.0)}


def lengths(places: dict[str, Place], keys: list[str]) -> list[float]:
    """Return how far nodes are from each other, in sizes of a node."""
    ends = [(places[one], places[other]) for one, other in combinations(keys, 2)]
    return [hypot((u - x) / APART[0], (v - y) / APART[1]) for (x, y), (u, v) in ends]


def test_nodes_in_a_crowd_lie_apart_and_inside() -> None:
    places = laid_out(CROWD | FAR, [], apart=APART)
    assert min(lengths(places, sorted(places))) > 0.9
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert places == laid_out(CROWD | FAR, [], apart=APART)


def test_small_nodes_lie_closer_and_still_apart() -> None:
    small = dict.fromkeys(CROWD, 0.7)
    places = laid_out(CROWD | FAR, [], apart=APART, sizes=small)
    assert 0.6 < min(lengths(places, sorted(CROWD))) < 0.8


def test_two_nodes_in_one_place_are_told_apart() -> None:
    places = laid_out({"one": (50.0, 5.0), "other": (50.0, 5.0), **FAR}, [], apart=APART)
    assert lengths(places, ["one", "other"])[0] > 0.9
