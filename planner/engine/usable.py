# SPDX-License-Identifier: EUPL-1.2
"""How much of what is installed people, power and data links let through, and which limits it.

Unknown staff, grid connection or link never limits; it is said that it was not checked. Staff go
to the firmest class first, so that a tentative machine takes nobody away from a running one.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.access import Staffing
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Choice
from planner.engine.capacity import Capacity
from planner.engine.inputs import MONTHS, Inputs
from planner.engine.machines import ACCELERATORS, CAPACITY, POWER, Machines
from planner.engine.outcome import CLASSES, Series
from planner.engine.people import People
from planner.engine.places import places
from planner.engine.roster import Base
from planner.engine.rows import later, sealed
from planner.engine.rules.attached import attached
from planner.engine.staff import Staff
from planner.engine.times import Fleet, Service, Times
from planner.text import N_


class Limit(Choice):
    """What keeps installed capacity from being used."""

    NONE = "none", N_("nothing")
    PEOPLE = "people", N_("people")
    POWER = "power", N_("power")
    LINK = "link", N_("data link")


LIMITS = tuple(Limit)
_ZEROS, _ONES = np.zeros((len(CLASSES), MONTHS.size)), np.ones((len(CLASSES), MONTHS.size))
_UNCHECKED = np.zeros((3, MONTHS.size))
sealed(_ZEROS, _ONES, _UNCHECKED)
_UNLIMITED = (_ZEROS, _ONES, _ZEROS, _ZEROS, _UNCHECKED)


@attrs.frozen(eq=False)
class Usable:
    """What of a state's machines can be used, by class and month: (C, T) each.

    Made of what is installed and of what may limit it; `of` is None where nothing does.
    """

    installed: Capacity
    limits: "_Limits"
    of: "_Earlier | None"
    made: Callable[[], tuple[Series, ...]] = attrs.field(eq=False, repr=False)

    @property
    def usable_ef(self) -> Series:
        """Return what of the installed capacity can be used (EFLOP/s)."""
        return self.made()[0]

    @property
    def limit(self) -> Series:
        """Return the position in `LIMITS` of the smallest factor."""
        return self.made()[1]

    @property
    def factor(self) -> Series:
        """Return the smallest factor."""
        return self.made()[2]

    @property
    def available(self) -> Series:
        """Return what there is of what limits: FTE, MW or Gbit/s."""
        return self.made()[3]

    @property
    def needed(self) -> Series:
        """Return what is needed of what limits: FTE, MW or Gbit/s."""
        return self.made()[4]

    @property
    def checked(self) -> Series:
        """Return 1 where people, power and link were known for all in service: (3, T)."""
        return self.made()[5]


@attrs.frozen(eq=False)
class _Factor:
    """One factor by machine (n, T): what there is over what is needed; 1 where unknown."""

    available: Series
    needed: Series
    known: Series

    @property
    def value(self) -> Series:
        short = (self.known > 0) & (self.needed > self.available)
        ratio = np.divide(self.available, self.needed, out=np.ones_like(self.needed), where=short)
        return np.asarray(np.maximum(ratio, 0.0))


class _Earlier(NamedTuple):
    """The blocks of one state from the stages before."""

    at: Times
    running: Service
    sizes: Machines
    people: People
    staff: Staff
    installed: Capacity


@attrs.frozen
class _Limits:
    """What may limit the machines of one state.

    `staffing` are the figures of staff in place, `sites` and `links` the site of known power and
    the bandwidth of machines by row, `each` the bandwidth (Gbit/s) an accelerator needs.
    """

    staffing: tuple[Staffing, ...]
    sites: Mapping[int, Site]
    links: Mapping[int, float]
    each: float


def usable(inputs: Inputs, keys: Sequence[str], *earlier: Sequence[Any]) -> list[Usable]:
    """Let people, power and links through in some states; `earlier` are those of `_Earlier`.

    Usable = installed · min(1, staff / needed, power available / needed, link / needed).
    """
    limited = {base: site for base, site in places(inputs.plan).items() if site.grid_mw is not None}
    staffing = attached(inputs.plan, Staffing, "state")
    return [
        _usable(inputs, tuple(staffing.get(key, ())), limited, _Earlier(*blocks))
        for key, *blocks in zip(keys, *earlier, strict=True)
    ]


def _usable(
    inputs: Inputs, staffing: tuple[Staffing, ...], limited: Mapping[Base, Site], of: _Earlier
) -> Usable:
    limits = _Limits(
        staffing=staffing,
        sites=_sites(limited, of.at),
        links=_links(inputs, of.at) if inputs.plan.of(DataCentre) else {},
        each=inputs.parameters.link_gbps_per_thousand_accelerators / 1e3,
    )
    installed = of.installed
    if not (limits.staffing or limits.sites or limits.links):
        return Usable(installed, limits, None, lambda: (installed.capacity_ef, *_UNLIMITED))
    (made,) = later(1, lambda: [_limited(limits, of)])
    return Usable(installed, limits, of, made)


def _limited(limits: _Limits, of: _Earlier) -> tuple[Series, ...]:
    at, running, sizes, installed = of.at, of.running, of.sizes, of.installed
    fleet = Fleet.of([at])
    factors = (
        _people(limits.staffing, of, fleet),
        _power(limits.sites, running, sizes),
        _link(limits, sizes, running),
    )
    values = np.array([factor.value for factor in factors])
    smallest = values.min(axis=0)
    load = sizes.table[CAPACITY][:, None] * running.profile
    usable_ef = installed.capacity_ef.copy()
    for position in set(fleet.class_index[(smallest < 1).any(axis=1)].tolist()):
        here = fleet.class_index == position
        usable_ef[position] = (load[here] * smallest[here]).sum(axis=0)
    sealed(usable_ef)
    return usable_ef, *_worst(fleet, running, factors, values)


def _worst(
    fleet: Fleet, running: Service, factors: Sequence[_Factor], values: Series
) -> tuple[Series, Series, Series, Series, Series]:
    """Name for each class and month the factor that limits a machine most."""
    shape = (len(CLASSES), MONTHS.size)
    limit, available, needed, factor = (np.zeros(shape) for _ in range(4))
    factor += 1.0
    least, smallest = values.argmin(axis=0), values.min(axis=0)
    for row in map(int, np.flatnonzero((smallest < 1).any(axis=1))):
        position = int(fleet.class_index[row])
        worse = (smallest[row] < factor[position]) & (running.profile[row] > 0)
        for which, one in enumerate(factors):
            here = worse & (least[row] == which)
            limit[position, here] = which + 1
            available[position, here] = one.available[row, here]
            needed[position, here] = one.needed[row, here]
        factor[position, worse] = smallest[row, worse]
    idle = running.profile <= 0
    checked = np.array([(idle | (one.known > 0)).all(axis=0) for one in factors], dtype=np.float64)
    sealed(limit, factor, available, needed, checked)
    return limit, factor, available, needed, checked


# --- people ---------------------------------------------------------------------------------


def staff_in_place(plan: Plan, state: str) -> Series | None:
    """Return the posts filled in a state in each month (T,), NaN before the first figure.

    None where nobody has said how many people there are: then people limit nothing.
    """
    rows = attached(plan, Staffing, "state").get(state, ())
    return _posts_filled(rows) if rows else None


def _posts_filled(rows: Sequence[Staffing]) -> Series:
    posts = np.full(MONTHS.size, np.nan)
    for row in sorted(rows, key=lambda row: (row.since, row.id)):
        posts[row.since <= MONTHS] = row.staff_fte
    return posts


def _people(staffing: Sequence[Staffing], of: _Earlier, fleet: Fleet) -> _Factor:
    """Divide the staff of each class by what it needs: firm machines are staffed first.

    Staff in place and the trained of this class and firmer ones, less what firmer classes need.
    """
    shape = (len(fleet.first), MONTHS.size)
    if not staffing:
        return _Factor(np.zeros(shape), np.zeros(shape), np.zeros(shape))
    posts, staff_needed = _posts_filled(staffing), of.staff.staff_needed
    there = np.nan_to_num(posts)[None] + np.cumsum(of.people.talent_stock, axis=0)
    firmer = np.cumsum(staff_needed, axis=0) - staff_needed
    left = np.maximum(there - firmer, 0.0)
    known = np.broadcast_to(~np.isnan(posts), shape).astype(np.float64)
    return _Factor(left[fleet.class_index], staff_needed[fleet.class_index], known)


# --- power ----------------------------------------------------------------------------------


def _sites(limited: Mapping[Base, Site], at: Times) -> dict[int, Site]:
    """Return the site of each machine that stands on one of known power, by row."""
    if not limited:
        return {}
    return {row: limited[base] for row, base in enumerate(_bases(at)) if base in limited}


def grid_mw(site: Site) -> Series:
    """Return the power a site may draw in each month (T,), NaN where unknown."""
    if site.grid_mw is None:
        return np.full(MONTHS.size, np.nan)
    return np.where((site.grid_from or 0) <= MONTHS, site.grid_mw, 0.0)


def _power(sites: Mapping[int, Site], running: Service, sizes: Machines) -> _Factor:
    """Divide the grid connection of a site by the load of all machines of the state on it."""
    shape = running.profile.shape
    available, needed, known = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    load = sizes.table[POWER][:, None] * running.profile
    for site in {site.id: site for site in sites.values()}.values():
        rows = [row for row, one in sites.items() if one.id == site.id]
        grid = grid_mw(site)
        available[rows], needed[rows] = np.nan_to_num(grid), load[rows].sum(axis=0)
        known[rows] = ~np.isnan(grid)
    return _Factor(available, needed, known)


# --- links ----------------------------------------------------------------------------------


def _links(inputs: Inputs, at: Times) -> dict[int, float]:
    """Return the bandwidth to the far data centres of each machine where it is known, by row."""
    found: dict[int, float] = {}
    for row, (kind, key) in enumerate(_bases(at)):
        if key in attached(inputs.plan, DataCentre, kind):
            speed = link_gbps(inputs, (kind, key))
            if speed is not None:
                found[row] = speed
    return found


def link_gbps(inputs: Inputs, base: Base) -> float | None:
    """Return the bandwidth between a machine and its data centres; None is unknown or near.

    A near data centre limits nothing. Links planned for the machine count with those of its data
    centres.
    """
    kind, key = base
    centres = attached(inputs.plan, DataCentre, kind).get(key, ())
    near = inputs.parameters.dc_near_km
    if any(one.distance_km is not None and one.distance_km <= near for one in centres):
        return None
    speeds = [one.link_gbps for one in centres]
    for what, name in inputs.roll.hanging.get(base, ()):
        if what == "measure":
            row = inputs.plan.get(Measure, name)
            speeds.append(row.bandwidth_gbps if row.kind is MeasureKind.LINK else None)
    known = [speed for speed in speeds if speed is not None]
    return sum(known) if known else None


def _link(limits: _Limits, sizes: Machines, running: Service) -> _Factor:
    """Divide the bandwidth to the data by what the accelerators in service need (arguable)."""
    shape = running.profile.shape
    available, needed, known = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for row, speed in limits.links.items():
        available[row], known[row] = speed, 1.0
        needed[row] = sizes.table[ACCELERATORS, row] * running.profile[row] * limits.each
    return _Factor(available, needed, known)


def _bases(at: Times) -> list[Base]:
    return [("system", key) for key in at.systems] + [("measure", key) for key in at.measures]
