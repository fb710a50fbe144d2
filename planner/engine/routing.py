# SPDX-License-Identifier: EUPL-1.2
"""Hours to users at least cost: the transport problem of one quarter, solved exactly.

The Union's hours may be used from anywhere, at a cost; a state's own hours only at home, at none.
What nobody can serve is unmet, at a price above every cost, so as many hours as possible are
served; the price rises with the part of a state's demand that is unmet, so that want is shared
rather than left to the remotest. HiGHS solves the linear programme; its library is loaded with the
first problem, not at start-up, and lets other threads run while it works.
"""

import math
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.engine.outcome import Series

if TYPE_CHECKING:
    import highspy

_MILLION = 1e6  # the solver counts in million hours, where its tolerances are a tenth of an hour
_EARTH_KM = 6371.0


@attrs.frozen(eq=False)
class Transport:
    """Offers and wants of S states in one quarter, in hours.

    `union` and `national` (S,): hours offered; `wanted` (S,): hours asked for, NaN where that is
    unknown; `cost` (S, S): EUR per hour from the state of the machine to that of the user;
    `unmet_prices` (K,): EUR per hour for each K-th part of a state's demand that is unmet, rising
    from above every cost.
    """

    union: Series
    national: Series
    wanted: Series
    cost: Series
    unmet_prices: Series


@attrs.frozen(eq=False)
class Flows:
    """Who is served by whom: hours.

    `union` (S, S): from the state of the machine to that of the user; `national` (S,): at home;
    `unmet` (S,): NaN where demand is unknown. `value` (S,): EUR that one more Union hour offered
    in a state would save. `cost_eur` includes the price of what is unmet.
    """

    union: Series
    national: Series
    unmet: Series
    value: Series
    cost_eur: float

    @property
    def served(self) -> Series:
        """Return the hours served to the users of each state: (S,), NaN where unknown."""
        served = self.union.sum(axis=0) + self.national
        return np.where(np.isnan(self.unmet), math.nan, served)

    @property
    def supplied(self) -> Series:
        """Return the hours served by the machines of each state: (S,)."""
        return np.asarray(self.union.sum(axis=1) + self.national)

    @property
    def between(self) -> Series:
        """Return all hours from the state of the machine to that of the user: (S, S)."""
        return self.union + np.diag(self.national)


def route(problem: Transport) -> Flows:
    """Serve the demand of one quarter at least cost.

    min Σ c_so f_so + Σ M_k u_ok subject to Σ_o f_so ≤ U_s, n_o ≤ N_o, u_ok ≤ D_o / K and
    Σ_s f_so + n_o + Σ_k u_ok = D_o.
    """
    size = len(problem.union)
    users = np.flatnonzero(np.nan_to_num(problem.wanted) > 0)
    unmet = np.where(np.isnan(problem.wanted), math.nan, 0.0)
    union, national = np.zeros((size, size)), np.zeros(size)
    price, cost = np.zeros(users.size), 0.0
    if users.size:
        suppliers = np.flatnonzero(problem.union > 0)
        values, price, cost = _solved(problem, suppliers, users)
        arcs = suppliers.size * users.size
        union[np.ix_(suppliers, users)] = values[:arcs].reshape(suppliers.size, users.size)
        national[users] = values[arcs : arcs + users.size]
        unmet[users] = values[arcs + users.size :].reshape(users.size, -1).sum(axis=1)
    return Flows(union, national, unmet, _value(problem, users, price), cost)


def _value(problem: Transport, users: NDArray[np.intp], price: Series) -> Series:
    """Return the dual of one more Union hour: v_s = max(0, max_o (π_o - c_so)), π that of D_o.

    The smallest value that is feasible in the dual, so it holds as well for a state that offers
    nothing yet.
    """
    if not users.size:
        return np.zeros(len(problem.union))
    gain = price[None, :] - problem.cost[:, users]
    return np.asarray(np.maximum(0.0, gain.max(axis=1)))


def _solved(
    problem: Transport, suppliers: NDArray[np.intp], users: NDArray[np.intp]
) -> tuple[Series, Series, float]:
    """Return hours by column, the dual of each user's demand (EUR an hour), and the cost (EUR).

    Columns: Union arcs by supplier and user, national hours by user, unmet hours by user and part.
    Rows: Union supply by supplier, demand by user.
    """
    import highspy  # noqa: PLC0415 - start-up time: the solver is loaded when it is first needed

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stub leaves the result out
    solver.silent()  # before anything else, or the library prints its banner
    solver.setOptionValue("presolve", "off")  # costs more than it saves at this size
    _check(solver.passModel(_model(problem, suppliers, users)), highspy.HighsStatus.kOk)
    _check(solver.run(), highspy.HighsStatus.kOk)
    _check(solver.getModelStatus(), highspy.HighsModelStatus.kOptimal)
    solution = solver.getSolution()
    hours = np.maximum(0.0, np.array(solution.col_value)) * _MILLION
    price = np.array(solution.row_dual)[suppliers.size :]
    return hours, price, float(solver.getInfo().objective_function_value) * _MILLION


def _check(status: object, wanted: object) -> None:
    """Stop if the solver failed: the problem always has a solution, so this would be our fault."""
    if status != wanted:
        raise RuntimeError(f"solver: {status}")


def _model(
    problem: Transport, suppliers: NDArray[np.intp], users: NDArray[np.intp]
) -> "highspy.HighsLp":
    import highspy  # noqa: PLC0415 - start-up time, see `_solved`

    many, count, parts = suppliers.size, users.size, problem.unmet_prices.size
    wanted = problem.wanted[users] / _MILLION
    arcs, single = many * count, count + count * parts
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arcs + single, many + count
    costs = problem.cost[np.ix_(suppliers, users)].ravel()
    prices = np.tile(problem.unmet_prices, count)
    lp.col_cost_ = np.concatenate([costs, np.zeros(count), prices])
    lp.col_lower_ = np.zeros(lp.num_col_)
    home, unmet = problem.national[users] / _MILLION, np.repeat(wanted / parts, parts)
    lp.col_upper_ = np.concatenate([np.full(arcs, math.inf), home, unmet])
    lp.row_lower_ = np.concatenate([np.full(many, -math.inf), wanted])
    lp.row_upper_ = np.concatenate([problem.union[suppliers] / _MILLION, wanted])
    # An arc stands in the row of its supplier and in that of its user, all else in one row.
    by_user = many + np.arange(count)
    ends = np.stack([np.repeat(np.arange(many), count), np.tile(by_user, many)], axis=1)
    rows = np.concatenate([ends.ravel(), by_user, np.repeat(by_user, parts)])
    starts = np.concatenate([2 * np.arange(arcs), 2 * arcs + np.arange(single + 1)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.index_ = rows.astype(np.int32)
    lp.a_matrix_.value_ = np.ones(rows.size)
    lp.a_matrix_.start_ = starts.astype(np.int32)
    return lp


def distances_km(latitudes: Series, longitudes: Series) -> Series:
    """Return great-circle distances between places, NaN where one is unknown: (S, S).

    Haversine formula on a sphere of 6 371 km: 2 r asin √(sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2)).
    """
    lat, lon = np.radians(latitudes), np.radians(longitudes)
    north = np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
    east = np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    chord = north + np.cos(lat)[:, None] * np.cos(lat)[None, :] * east
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord))))
