# SPDX-License-Identifier: EUPL-1.2
"""The short list of stages that turns a plan into its outcome, in full or after an edit.

Each stage makes one block for each state from the records it reads and the blocks of earlier
stages. After an edit the dirty states flow down the list and stop where a block did not move: a
block equal to its predecessor keeps its identity, and with it the arrays of the outcome, so views
may compare by identity. Sums are made again over whole states in a fixed order, never adjusted,
so that the incremental outcome equals the full one bit for bit and undo gives back what was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar, cast

import attrs
import numpy as np

from planner.domain.changes import ChangeSet
from planner.domain.plan import Plan
from planner.engine.access import access
from planner.engine.capacity import Capacity, capacity
from planner.engine.costs import costs, funding
from planner.engine.coverage import Coverage, coverage, headlines
from planner.engine.inputs import Inputs
from planner.engine.machines import machines
from planner.engine.money import money
from planner.engine.outcome import Finding, Outcome, Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.people import people
from planner.engine.power import Power, energy, power
from planner.engine.roster import NOWHERE, Roll, call, keys_of, reached
from planner.engine.rows import sealed
from planner.engine.rules.book import Verdicts, judge, judge_network, sorted_verdicts
from planner.engine.rules.case import Case, Network
from planner.engine.sites import sites
from planner.engine.times import Service, Times, service, times
from planner.engine.usable import usable

B = TypeVar("B", bound=attrs.AttrsInstance)
V = TypeVar("V")
Blocks = Mapping[str, Any]
Cache = Mapping[str, Blocks]


@attrs.frozen
class Stage:
    """One step, keyed by state.

    `reads` names the kinds of record whose change makes a state dirty, `after` the stages whose
    blocks it reads. `compute` makes the blocks of the states named, in their order, from the
    inputs and from the blocks of these states in each stage of `after`.
    """

    name: str
    reads: frozenset[str]
    after: tuple[str, ...]
    compute: Callable[..., Sequence[Any]]


def _coverage(inputs: Inputs, keys: Sequence[str]) -> list[Coverage]:
    return [coverage(inputs, key) for key in keys]


def _service(_inputs: Inputs, _keys: Sequence[str], at: Sequence[Times]) -> list[Service]:
    return service(at)


def _capacity(inputs: Inputs, _keys: Sequence[str], *machines: Any) -> list[Capacity]:  # noqa: ANN401 - the blocks of three stages
    return capacity(inputs.parameters, *machines)


def _power(inputs: Inputs, _keys: Sequence[str], *machines: Any) -> list[Power]:  # noqa: ANN401 - the blocks of three stages
    return power(inputs.parameters, *machines)


def _rules(inputs: Inputs, keys: Sequence[str], *blocks: Sequence[Any]) -> list[Verdicts]:
    by_key = zip(keys, *blocks, strict=True)
    return [
        judge(Case.of(inputs, key, dict(zip(_RULED, rows, strict=True)))) for key, *rows in by_key
    ]


def _stage(
    name: str,
    compute: Callable[..., Sequence[Any]],
    *,
    reads: Iterable[str] = (),
    after: Iterable[str] = (),
) -> Stage:
    return Stage(name, frozenset(reads), tuple(after), compute)


_MACHINE = ("times", "service", "machines")
_CHIPS = ("accelerator", "delivery", "chip_delay")
_SIZED = ("system", "measure", "accelerator", "template", "parameter")
# What a rule of one state may look at: blocks of that state, and records felt there.
_RULED = ("times", "service", "costs", "funding", "capacity", "power", "access", "sites")
_RULES_READ = (
    "state",
    "system",
    "measure",
    "factory",
    "template",
    "accelerator",
    "parameter",
    "contribution",
    "commitment",
    "envelope",
    "time_share",
    "access_pool",
    "allocation",
    "site",
    "data_centre",
    "delivery",
    "milestone",
    "document",
)
STAGES = (
    _stage("times", times, reads=("system", "measure", "parameter", *_CHIPS)),
    _stage("service", _service, after=("times",)),
    _stage("machines", machines, reads=(*_SIZED, "site"), after=("times",)),
    _stage("capacity", _capacity, reads=("parameter",), after=_MACHINE),
    _stage("power", _power, reads=("parameter",), after=_MACHINE),
    _stage("energy", energy, reads=("state",), after=("power",)),
    _stage("sites", sites, reads=("site",), after=_MACHINE),
    _stage(
        "costs",
        costs,
        reads=("measure", "template", "parameter", "contribution"),
        after=("times",),
    ),
    _stage("funding", funding, reads=("system", "factory"), after=("costs",)),
    _stage("money", money, reads=("commitment", "system", "parameter", *_CHIPS), after=("costs",)),
    _stage(
        "people",
        people,
        reads=("measure", "factory", "system", "parameter"),
        after=("times", "machines"),
    ),
    _stage(
        "access",
        access,
        reads=("system", "measure", "accelerator", "parameter", "time_share", "access_pool"),
        after=(*_MACHINE, "funding"),
    ),
    _stage(
        "usable",
        usable,
        reads=("measure", "parameter", "staffing", "site", "data_centre"),
        after=(*_MACHINE, "people", "capacity"),
    ),
    _stage("coverage", _coverage, reads=("state", "factory", "measure")),
    _stage(
        "rules",
        _rules,
        reads=_RULES_READ,
        after=_RULED,
    ),
)
# Where each series of the outcome comes from: stage and field of its blocks.
_SERIES = {
    "capacity_ef": ("capacity", "capacity_ef"),
    "accelerators": ("capacity", "accelerators"),
    "accelerator_hours": ("capacity", "accelerator_hours"),
    "power_mw": ("power", "power_mw"),
    "energy_mwh": ("power", "energy_mwh"),
    "energy_cost_meur": ("energy", "cost_meur"),
    "co2_t": ("energy", "co2_t"),
    "commitments_meur": ("money", "commitments"),
    "payments_meur": ("money", "payments"),
    "access_hours": ("access", "access_hours"),
    "union_hours": ("access", "union_hours"),
    "usable_ef": ("usable", "usable_ef"),
    "seats": ("people", "seats"),
    "enrolled": ("people", "enrolled"),
    "trained": ("people", "trained"),
    "retained": ("people", "retained"),
    "leaving": ("people", "leaving"),
    "talent_stock": ("people", "talent_stock"),
    "staff_needed": ("people", "staff_needed"),
}
_WITH_NOWHERE = frozenset({"commitments_meur", "payments_meur"})
_REPORTING = ("times", "machines", "energy", "costs", "money", "people")


def evaluate(plan: Plan) -> Outcome:
    """Compute everything."""
    return _run(Inputs(plan, Parameters.of(plan), call(plan)), None, {})


def reevaluate(outcome: Outcome, plan: Plan, changes: ChangeSet) -> Outcome:
    """Compute what these changes reach; `outcome` is that of the plan before them."""
    known = outcome.cache.get("roll")
    if not known:
        return evaluate(plan)
    before: Roll = known[NOWHERE]
    after = before.after(changes, plan)
    dirty: dict[str, set[str]] = {}
    for change in changes:
        keys = reached(change, before, after, plan)
        dirty.setdefault(change.table, set()).update(keys)
    return _run(Inputs(plan, Parameters.of(plan), after), outcome, dirty)


def _run(inputs: Inputs, before: Outcome | None, dirty: Mapping[str, set[str]]) -> Outcome:
    keys = keys_of(inputs.plan)
    old: Cache = before.cache if before is not None else {}
    cache: dict[str, Blocks] = {"roll": {NOWHERE: inputs.roll}}
    moved: dict[str, set[str]] = {}
    for stage in STAGES:
        known = old.get(stage.name, {})
        dirt = set().union(
            *(dirty.get(kind, ()) for kind in stage.reads), *(moved[name] for name in stage.after)
        )
        wanted = [key for key in keys if key in dirt or key not in known]
        earlier = [[cache[name][key] for key in wanted] for name in stage.after]
        computed = stage.compute(inputs, wanted, *earlier) if wanted else ()
        fresh = dict(zip(wanted, computed, strict=True))
        settled = {key: _settled(known.get(key), block) for key, block in fresh.items()}
        moved[stage.name] = {key for key in settled if settled[key] is not known.get(key)}
        same = not moved[stage.name] and len(known) == len(keys)
        blocks = known if same else {key: settled.get(key, known.get(key)) for key in keys}
        cache[stage.name] = blocks
    return _outcome(inputs, keys, cache, before)


def _settled(old: B | None, new: B) -> B:
    """Return the old block if the new one equals it; else the new one with the old equal parts."""
    if old is None:
        return new
    fields = attrs.fields(type(new))
    values = [(f.name, getattr(new, f.name), getattr(old, f.name)) for f in fields]
    same = {name: known for name, value, known in values if _equal(value, known)}
    if len(same) == len(fields):
        return old
    return cast("B", attrs.evolve(cast("Any", new), **same)) if same else new


def _equal(value: object, known: object) -> bool:
    if value is known:
        return True
    if isinstance(value, np.ndarray) and isinstance(known, np.ndarray):
        return np.array_equal(value, known)
    return bool(value == known)


def _outcome(
    inputs: Inputs, keys: tuple[str, ...], cache: dict[str, Blocks], before: Outcome | None
) -> Outcome:
    states = keys[:-1]
    series = {
        name: _stacked(
            keys if name in _WITH_NOWHERE else states,
            [cache[stage], before.cache[stage] if before is not None else {}],
            field,
            getattr(before, name, None),
        )
        for name, (stage, field) in _SERIES.items()
    }
    network = _network(inputs, keys, cache, before)
    cache["network"] = network
    return Outcome(
        states=states,
        **series,
        headlines=network["headlines"],
        findings=network["findings"],
        unknowns=_kept(_unknowns(keys, cache), before.unknowns if before else None),
        cache=cache,
    )


def _stacked(
    keys: tuple[str, ...], blocks: list[Blocks], field: str, before: Series | None
) -> Series:
    """Stack a field of all blocks; the array of before is kept if no block moved."""
    now, known = blocks
    if before is not None and now is known:
        return before
    if before is None or len(before) != len(keys) or known.keys() != now.keys():
        return _whole([getattr(block, field) for block in now.values()])[: len(keys)]
    pairs = [(getattr(now[key], field), getattr(known[key], field)) for key in keys]
    moved = [(row, block) for row, (block, old) in enumerate(pairs) if block is not old]
    if not moved:
        return before
    stacked = before.copy()
    for row, block in moved:
        stacked[row] = block
    sealed(stacked)
    return stacked


def _whole(blocks: Sequence[Series]) -> Series:
    """Stack the blocks of all states; made in one go, they are the rows of one array already."""
    base, first = blocks[0].base, blocks[0]
    whole = base is not None and base.size == len(blocks) * first.size and first.flags.c_contiguous
    if base is not None and whole and all(block.base is base for block in blocks):
        stacked = base.reshape(len(blocks), *first.shape)
    else:
        stacked = np.stack(blocks)
    sealed(stacked)
    return stacked


def _network(
    inputs: Inputs, keys: tuple[str, ...], cache: Mapping[str, Blocks], before: Outcome | None
) -> Blocks:
    """Compute what belongs to all states together: headlines, and findings in their order."""
    old = before.cache["network"] if before is not None else {}
    known = before.cache["money"] if before is not None else {}
    drawn = _stacked(keys, [cache["money"], known], "drawn", old.get("drawn"))
    total = drawn.sum(axis=0)
    covered = [cache["coverage"][key] for key in keys]
    court = Network(inputs, keys, cache, total, old.get("parts", {}))
    checked = judge_network(court, old.get("checked", {}))
    verdicts = sorted_verdicts(f for rule in checked.values() for f in rule.findings)
    by_state = [verdicts, *(cache["rules"][key] for key in keys)]
    return {
        "drawn": drawn,
        "checked": checked,
        "parts": {**court.known, **court.parts},
        "headlines": _kept(
            headlines(inputs, keys, covered, total), before.headlines if before else None
        ),
        "findings": _kept(_in_order(by_state), before.findings if before else None),
    }


def _in_order(by_state: list[Verdicts]) -> tuple[Finding, ...]:
    """Put findings in order: by severity, then network before states, then rule and key."""
    by_severity = zip(*(verdicts.findings for verdicts in by_state), strict=True)
    return tuple(chain.from_iterable(chain.from_iterable(by_severity)))


def _unknowns(keys: tuple[str, ...], cache: Mapping[str, Blocks]) -> tuple[Unknown, ...]:
    """Collect what is unknown, once each, by state and stage."""
    found = (u for key in keys for stage in _REPORTING for u in cache[stage][key].unknowns)
    return tuple(dict.fromkeys(found))


def _kept(new: V, old: V | None) -> V:
    return old if old is not None and old == new else new
