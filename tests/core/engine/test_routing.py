# SPDX-License-Identifier: EUPL-1.2
"""Routing against other methods: by hand, by shortest paths, and by a greedy rule."""

import math
from collections.abc import Sequence

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.outcome import Series
from planner.engine.routing import Flows, Transport, distances_km, route

PRICES = np.array([2.0, 3.0])
MILLION = 1e6


def a_problem(
    union: Sequence[float],
    national: Sequence[float],
    wanted: Sequence[float],
    cost: Sequence[Sequence[float]],
    prices: Series = PRICES,
) -> Transport:
    """Return a problem of hours given in millions."""
    hours = [np.array(values, dtype=np.float64) * MILLION for values in (union, national, wanted)]
    return Transport(*hours, np.array(cost, dtype=np.float64), prices)


def network(problem: Transport) -> list[list[float]]:
    """Return edges from, to, room in million hours, cost; each is followed by its reverse."""
    size, parts = len(problem.union), problem.unmet_prices.size
    source, sink = 2 * size, 2 * size + 1
    union, own, wanted = (
        hours / MILLION for hours in (problem.union, problem.national, problem.wanted)
    )
    edges: list[list[float]] = []

    def join(start: int, end: int, room: float, cost: float) -> None:
        edges.extend([[start, end, room, cost], [end, start, 0.0, -cost]])

    for s in range(size):
        join(source, s, float(union[s]), 0.0)
        join(source, size + s, float(own[s]), 0.0)
        join(size + s, sink, float(wanted[s]), 0.0)
        for o in range(size):
            join(s, size + o, math.inf, float(problem.cost[s, o]))
        for price in problem.unmet_prices:
            join(source, size + s, float(wanted[s]) / parts, float(price))
    return edges


def cheapest_by_paths(problem: Transport) -> float:
    """Return the least cost (EUR) by successive shortest paths (Bellman-Ford)."""
    edges, nodes = network(problem), 2 * len(problem.union) + 2
    total, left = 0.0, float(problem.wanted.sum()) / MILLION
    while left > 1e-12:
        length, path = shortest_path(edges, nodes)
        step = min(left, *(edges[number][2] for number in path))
        for number in path:
            edges[number][2] -= step
            edges[number ^ 1][2] += step
        total, left = total + step * length, left - step
    return total * MILLION


def shortest_path(edges: list[list[float]], nodes: int) -> tuple[float, list[int]]:
    """Return length and edges of the cheapest way from the last node but one to the last."""
    length, via = [math.inf] * nodes, [-1] * nodes
    length[-2] = 0.0
    for _round in range(nodes):
        for number, (start, end, room, cost) in enumerate(edges):
            reached = length[int(start)] + cost
            if room > 1e-12 and reached < length[int(end)] - 1e-12:
                length[int(end)], via[int(end)] = reached, number
    path, at = [], nodes - 1
    while at != nodes - 2:
        path.append(via[at])
        at = int(edges[via[at]][0])
    return length[-1], path


def greedy_cost(problem: Transport) -> float:
    """Return the cost of serving at home first and then always the cheapest arc that is left."""
    union, unmet = problem.union.copy(), np.maximum(0.0, problem.wanted - problem.national)
    cost = 0.0
    for s, o in sorted(np.ndindex(problem.cost.shape), key=lambda arc: problem.cost[arc]):
        hours = min(union[s], unmet[o])
        union[s], unmet[o], cost = (
            union[s] - hours,
            unmet[o] - hours,
            cost + hours * problem.cost[s, o],
        )
    part = problem.wanted / problem.unmet_prices.size
    for price in problem.unmet_prices:
        hours = np.minimum(part, unmet)
        unmet, cost = unmet - hours, cost + float(hours.sum()) * price
    return cost


def assert_flows_conserve(problem: Transport, flows: Flows) -> None:
    wanted = np.nan_to_num(problem.wanted)
    assert np.nan_to_num(flows.served + flows.unmet) == pytest.approx(wanted, abs=1.0)
    assert (flows.union.sum(axis=1) <= problem.union + 1.0).all()
    assert (flows.national <= problem.national + 1.0).all()
    assert (flows.union >= 0).all()
    assert (flows.national >= 0).all()


def test_a_small_problem_is_solved_as_by_hand() -> None:
    # IT offers 3 Union and 2 own hours and wants 4; LV offers none and wants 2, at 0.5 an hour.
    # Home first: 2 own and 2 Union for IT at 0.1 each, the last Union hour goes to LV. Half of
    # what LV wants stays unmet, at the lower price: 0.2 + 0.5 + 2.0 = 2.7 million EUR.
    flows = route(a_problem([3, 0], [2, 0], [4, 2], [[0.1, 0.5], [0.5, 0.1]]))
    assert flows.between / MILLION == pytest.approx(np.array([[4.0, 1.0], [0.0, 0.0]]))
    assert flows.national / MILLION == pytest.approx([2.0, 0.0])
    assert flows.unmet / MILLION == pytest.approx([0.0, 1.0])
    assert flows.cost_eur == pytest.approx(2.7e6)


def test_the_value_of_one_more_hour_is_what_it_saves() -> None:
    problem = a_problem([3, 0], [2, 0], [4, 1.5], [[0.1, 0.5], [0.6, 0.1]])
    flows = route(problem)
    for state in range(2):
        more = problem.union.copy()
        more[state] += 1_000.0
        saved = flows.cost_eur - route(attrs.evolve(problem, union=more)).cost_eur
        assert flows.value[state] == pytest.approx(saved / 1_000.0, rel=1e-6)
    assert flows.value == pytest.approx([1.5, 1.9])


def test_own_hours_are_never_sent_abroad_and_are_used_first() -> None:
    flows = route(a_problem([1, 0], [5, 0], [3, 3], [[0.1, 0.2], [0.2, 0.1]]))
    assert flows.national / MILLION == pytest.approx([3.0, 0.0])
    assert flows.union / MILLION == pytest.approx(np.array([[0.0, 1.0], [0.0, 0.0]]))


def test_want_is_shared_rather_than_left_to_the_remotest() -> None:
    cost = [[0.1, 0.4], [0.4, 0.1]]
    near_first = route(a_problem([2, 0], [0, 0], [2, 2], cost, np.array([2.0, 2.0])))
    shared = route(a_problem([2, 0], [0, 0], [2, 2], cost, np.array([2.0, 3.0])))
    assert near_first.served / MILLION == pytest.approx([2.0, 0.0])
    assert shared.served / MILLION == pytest.approx([1.0, 1.0])


def test_an_unknown_demand_is_neither_served_nor_unmet() -> None:
    flows = route(a_problem([2, 0], [0, 9], [1, math.nan], [[0.1, 0.4], [0.4, 0.1]]))
    assert math.isnan(flows.unmet[1])
    assert math.isnan(flows.served[1])
    assert flows.supplied / MILLION == pytest.approx([1.0, 0.0])


def test_nothing_wanted_is_nothing_served() -> None:
    flows = route(a_problem([2, 1], [1, 1], [0, 0], [[0.1, 0.4], [0.4, 0.1]]))
    assert flows.between.sum() == 0
    assert flows.cost_eur == 0


amounts = st.lists(st.integers(0, 6), min_size=4, max_size=4)
costs = st.lists(st.lists(st.integers(1, 15), min_size=4, max_size=4), min_size=4, max_size=4)


@settings(max_examples=40, deadline=None)
@given(amounts, amounts, amounts, costs)
def test_the_optimum_is_that_of_shortest_paths_and_no_worse_than_greedy(
    union: list[int], national: list[int], wanted: list[int], tenths: list[list[int]]
) -> None:
    problem = a_problem(union, national, wanted, np.array(tenths) / 10)
    flows = route(problem)
    assert_flows_conserve(problem, flows)
    assert flows.cost_eur == pytest.approx(cheapest_by_paths(problem), rel=1e-9, abs=1.0)
    assert flows.cost_eur <= greedy_cost(problem) + 1.0
    least_unmet = max(0.0, float(np.maximum(0, problem.wanted - problem.national).sum()))
    assert flows.unmet.sum() == pytest.approx(
        max(0.0, least_unmet - float(problem.union.sum())), abs=1.0
    )


@settings(max_examples=25, deadline=None)
@given(amounts, amounts, amounts, costs, st.integers(0, 3))
def test_more_supply_never_hurts(
    union: list[int], national: list[int], wanted: list[int], tenths: list[list[int]], at: int
) -> None:
    problem = a_problem(union, national, wanted, np.array(tenths) / 10)
    more = problem.union.copy()
    more[at] += MILLION
    richer = route(attrs.evolve(problem, union=more))
    assert richer.cost_eur <= route(problem).cost_eur + 1.0
    assert richer.unmet.sum() <= route(problem).unmet.sum() + 1.0


def test_distances_are_great_circles() -> None:
    # Rome 41.9 N 12.483 E to Helsinki 60.167 N 24.933 E: about 2 205 km; unknown stays unknown.
    found = distances_km(np.array([41.9, 60.167, math.nan]), np.array([12.483, 24.933, 0.0]))
    assert found[0, 1] == pytest.approx(2_205, rel=0.01)
    assert found[0, 0] == 0
    assert math.isnan(found[0, 2])
