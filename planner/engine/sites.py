# SPDX-License-Identifier: EUPL-1.2
"""What the machines on one site draw together, against its one grid connection.

A site counts the machines in its own state. A connection nobody knows limits nothing, and a load
nobody knows is no load of zero: both are named.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.sites import DataCentre, Site
from planner.engine.inputs import MONTHS, Inputs, number
from planner.engine.machines import POWER, Machines
from planner.engine.outcome import CLASSES, Outcome, Series
from planner.engine.places import standing_on
from planner.engine.rows import later, sealed
from planner.engine.times import Fleet, Service, Times

Base = tuple[str, str]


@attrs.frozen(eq=False)
class Sites:
    """The sites of one state in the order of their keys.

    `standing` are the machines of each site that the load consists of, `unsized` those whose load
    is unknown.
    """

    rows: tuple[Site, ...]
    running: Service
    loads: Series
    standing: tuple[tuple[Base, ...], ...]
    unsized: tuple[tuple[Base, ...], ...]
    made: Callable[[], Series] = attrs.field(eq=False, repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the sites."""
        return tuple(site.id for site in self.rows)

    @property
    def load_mw(self) -> Series:
        """Return the load at peak with PUE by class: (n, C, T)."""
        return self.made()

    @property
    def grid_mw(self) -> Series:
        """Return what the connections give, infinite where it is unknown: (n, T)."""
        grid = np.array([connection(site) for site in self.rows])
        return grid.reshape(len(self.rows), MONTHS.size)

    def share(self, base: Base) -> Series:
        """Return the share of a machine's load that its site's connection carries: (T,).

        min(1, connection / load of the site); 1 for a machine on no known site.
        """
        for row, machines in enumerate(self.standing):
            if base in machines:
                return carried(self.load_mw[row].sum(axis=0), self.grid_mw[row])
        return np.ones(MONTHS.size)


@attrs.frozen(kw_only=True)
class SiteLoad:
    """A site's load against its connection (MW): what ENE-02 and DCA-08 compare.

    `peak_mw` is the highest load of the machines together, in `month`; `halls_mw` what its data
    centres draw, IT load times PUE. `excess_mw` is by how much the load goes beyond the
    connection at worst, zero if it does not; `None` where the connection is unknown, or some load
    is and what is known fits.
    """

    site: str
    grid_mw: float | None
    peak_mw: float
    month: int | None
    firm_peak_mw: float
    excess_mw: float | None
    halls_mw: float
    halls_excess_mw: float | None
    machines: tuple[Base, ...]
    unsized: tuple[Base, ...]
    halls_unsized: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Tell whether any load is known: a site of machines of unknown load draws no zero."""
        return self.peak_mw > 0 or not self.unsized


def carried(load: Series, grid: Series) -> Series:
    """Return the share of a load that a connection carries: min(1, grid / load)."""
    share = np.divide(grid, load, out=np.ones_like(load), where=load > 0)
    return np.minimum(share, 1.0)


def sites(
    inputs: Inputs,
    keys: Sequence[str],
    blocks: Sequence[Times],
    running: Sequence[Service],
    sizes: Sequence[Machines],
) -> list[Sites]:
    """Add up the loads on each site of some states, each machine with its PUE and its ramp."""
    rows: dict[str, list[Site]] = {key: [] for key in keys}
    for key in sorted(inputs.plan.of(Site)):
        site = inputs.plan.get(Site, key)
        if site.state in rows:
            rows[site.state].append(site)
    parts = zip(keys, blocks, running, sizes, strict=True)
    return [
        _sites(rows[key], at, shares, size) if rows[key] else _WITHOUT_SITES
        for key, at, shares, size in parts
    ]


def connection(site: Site) -> Series:
    """Return what a site may draw in each month (MW): nothing before its connection, (T,)."""
    if site.grid_mw is None:
        return np.full(MONTHS.size, math.inf)
    ready = -math.inf if site.grid_from is None else site.grid_from
    return np.where(ready <= MONTHS, site.grid_mw, 0.0)


def site_load(plan: Plan, outcome: Outcome, key: str) -> SiteLoad:
    """Return the load of one site. Raises `DomainError("missing_record")`."""
    site = plan.get(Site, key)
    return load_of(plan, site, outcome.cache["sites"][site.state])


def load_of(plan: Plan, site: Site, block: Sites) -> SiteLoad:
    """Return the load of one site from the block of its state."""
    row = block.keys.index(site.id)
    load, firm = block.load_mw[row].sum(axis=0), block.load_mw[row, :-1].sum(axis=0)
    halls = [one for one in plan.of(DataCentre).values() if one.site == site.id]
    drawn = {one.id: number(one.it_load_mw) * _hall_pue(site, one) for one in halls}
    unsized = tuple(sorted(key for key, mw in drawn.items() if math.isnan(mw)))
    total = sum(mw for _key, mw in sorted(drawn.items()) if not math.isnan(mw))
    over = None if site.grid_mw is None else float(np.max(load - block.grid_mw[row], initial=0.0))
    halls_over = None if site.grid_mw is None else max(total - site.grid_mw, 0.0)
    return SiteLoad(
        site=site.id,
        grid_mw=site.grid_mw,
        peak_mw=float(load.max()),
        month=int(load.argmax()) if load.any() else None,
        firm_peak_mw=float(firm.max()),
        excess_mw=None if not over and block.unsized[row] else over,
        halls_mw=total,
        halls_excess_mw=None if not halls_over and unsized else halls_over,
        machines=block.standing[row],
        unsized=block.unsized[row],
        halls_unsized=unsized,
    )


def _hall_pue(site: Site, hall: DataCentre) -> float:
    """Return the PUE of a hall, else of its site; without either its IT load is taken as is."""
    return hall.pue or site.pue or 1.0


def _sites(rows: Sequence[Site], at: Times, running: Service, sizes: Machines) -> Sites:
    where, loads = _rows_of(at), sizes.table[POWER]
    named = [standing_on(site) for site in rows]
    standing = tuple(tuple(base for base in bases if base in where) for bases in named)
    # A load that is not known stands as zero in the table.
    unsized = tuple(
        tuple(base for base in bases if base not in where or not loads[where[base]])
        for bases in named
    )
    here = [[where[base] for base in bases] for bases in standing]
    (made,) = later(1, lambda: [_loads(here, at, running, loads)])
    return Sites(tuple(rows), running, loads, standing, unsized, made)


def _loads(standing: Sequence[Sequence[int]], at: Times, running: Service, loads: Series) -> Series:
    """Add up what the machines in some rows of a state draw on each site: (n, C, T)."""
    found = np.zeros((len(standing), len(CLASSES), MONTHS.size))
    classes = Fleet.of([at]).class_index
    for place, rows in enumerate(standing):
        for row in rows:
            found[place, classes[row]] += loads[row] * running.profile[row]
    sealed(found)
    return found


_NO_MACHINES = Service(np.zeros((0, 0)), lambda: np.zeros((0, MONTHS.size)))
_NO_LOADS = np.zeros((0, len(CLASSES), MONTHS.size))
_WITHOUT_SITES = Sites((), _NO_MACHINES, np.zeros(0), (), (), lambda: _NO_LOADS)
sealed(_NO_LOADS)


def _rows_of(at: Times) -> Mapping[Base, int]:
    machines = [("system", key) for key in at.systems] + [("measure", key) for key in at.measures]
    return {base: row for row, base in enumerate(machines)}
