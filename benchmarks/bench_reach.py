# SPDX-License-Identifier: EUPL-1.2
"""Routing a quarter as a linear programme, against a plain greedy loop over all arcs.

Greedy serves at home first and then always the cheapest arc that is left. It is written out in the
tests, where the programme is compared with an exact method; here its time and its extra cost count.
"""

import numpy as np

from benchmarks.figures import report, row, timed
from planner.engine.parameters import Parameters
from planner.engine.reach import ReachBook, distance_cost, unmet_prices
from planner.engine.routing import Transport, route
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from tests.core.engine.test_routing import greedy_cost

ROUNDS = 50
Q4_OF_2026 = 23


def main() -> None:
    plan = reference_plan()
    outcome, parameters = evaluate(plan), Parameters.of(plan)
    reach = ReachBook().at(plan, outcome, Q4_OF_2026)  # loads the solver
    cost = distance_cost(plan, parameters)
    problem = Transport(
        reach.offer.union,
        reach.offer.national,
        np.nan_to_num(reach.wanted),
        cost + parameters.reach_stack_cost * reach.offer.unusual[:, None],
        unmet_prices(parameters, float(cost.max())),
    )
    exact, greedy = [], []
    for _round in range(ROUNDS):  # in turns, so that a busy machine is busy for both
        exact.append(timed(lambda: route(problem)))
        greedy.append(timed(lambda: greedy_cost(problem)))
    fresh = [timed(lambda: ReachBook().at(plan, outcome, Q4_OF_2026)) for _round in range(ROUNDS)]
    whole = [timed(lambda: ReachBook().all(plan, outcome)) for _round in range(5)]
    rows = [
        row("one quarter, solved", exact, aim=10.0, against=("a greedy loop", greedy)),
        row("one quarter, from plan and outcome", fresh, aim=10.0),
        row("all 60 quarters", whole),
    ]
    saved = 1.0 - route(problem).cost_eur / greedy_cost(problem)
    report(rows, states=len(reach.states), cost_below_greedy=round(saved, 3))


if __name__ == "__main__":
    main()
