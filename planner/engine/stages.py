# SPDX-License-Identifier: EUPL-1.2
"""The short list of stages that turns a plan into its outcome, in full or after an edit.

Each stage makes one block for each state from the records it reads and the blocks of earlier
stages. After an edit the dirty states flow down the list and stop where a block did not move: a
block equal to its predecessor keeps its identity, and with it the arrays of the outcome, so views
may compare by identity. Series are made when they are read, findings too; blocks are compared by
what these are made of. Sums are made again over whole states in a fixed order, never adjusted,
so that the incremental outcome equals the full one bit for bit and undo gives back what was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import attrs
import numpy as np

from planner.domain.changes import ChangeSet
from planner.domain.plan import Plan
from planner.engine.access import access
from planner.engine.capacity import Capacity, capacity
from planner.engine.costs import costs, funding
from planner.engine.coverage import Coverage, coverage, headlines
from planner.engine.inputs import Inputs
from planner.engine.judging import FELT, LOOKED_AT, Judgement
from planner.engine.machines import machines
from planner.engine.money import money
from planner.engine.outcome import SERIES, Outcome, Series, SeriesOf, Stack, Unknown
from planner.engine.parameters import Parameters
from planner.engine.people import people
from planner.engine.power import Power, energy, power
from planner.engine.roster import NOWHERE, Roll, call, keys_of, reached
from planner.engine.rules.case import ROSTER, Network
from planner.engine.sites import sites
from planner.engine.staff import staff
from planner.engine.times import Service, Times, service, times
from planner.engine.usable import usable
from planner.garbage import uncollected

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
        reads=("measure", "parameter"),
    ),
    _stage(
        "staff",
        staff,
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
        after=(*_MACHINE, "people", "staff", "capacity"),
    ),
    _stage("coverage", _coverage, reads=("state", "factory", "measure")),
)
_WITH_NOWHERE = frozenset({"commitments_meur", "payments_meur"})
_REPORTING = ("times", "machines", "energy", "costs", "money", "people", "staff")


def evaluate(plan: Plan) -> Outcome:
    """Compute everything."""
    with uncollected():
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


@attrs.frozen(eq=False)
class _Steps:
    """How far an evaluation has come: what it starts from, and what has moved in which states.

    `dirty` are the states in which changed records are felt, by kind; `moved` those whose blocks
    of a stage, or whose roster, are others than before.
    """

    before: Outcome | None
    dirty: Mapping[str, set[str]]
    moved: dict[str, set[str]]

    def reaching(self, kinds: Iterable[str], stages: Iterable[str]) -> set[str]:
        """Return the states to look at again by who reads these kinds of record and stages."""
        found: set[str] = set()
        for kind in self.dirty.keys() & kinds:
            found |= self.dirty[kind]
        return found.union(*(self.moved[name] for name in stages))


def _run(inputs: Inputs, before: Outcome | None, dirty: Mapping[str, set[str]]) -> Outcome:
    keys = keys_of(inputs.plan)
    old: Cache = before.cache if before is not None else {}
    cache: dict[str, Blocks] = {"roll": {NOWHERE: inputs.roll}}
    steps = _Steps(before, dirty, {ROSTER: _called_anew(inputs.roll, old)})
    here = keys == tuple(old.get(STAGES[0].name, ()))
    for stage in STAGES:
        known, dirt = old.get(stage.name, {}), steps.reaching(stage.reads, stage.after)
        if here and not dirt:
            cache[stage.name], steps.moved[stage.name] = known, dirt
            continue
        wanted = [key for key in keys if key in dirt or key not in known]
        earlier = [[cache[name][key] for key in wanted] for name in stage.after]
        computed = stage.compute(inputs, wanted, *earlier) if wanted else ()
        fresh = dict(zip(wanted, computed, strict=True))
        cache[stage.name], steps.moved[stage.name] = _blocks(keys, known, fresh)
    return _outcome(inputs, keys, cache, steps)


def _blocks(keys: tuple[str, ...], known: Blocks, fresh: Blocks) -> tuple[Blocks, set[str]]:
    """Return the blocks of all states, and in which states they are others than before."""
    if not known:
        return fresh, {*keys}
    settled = {key: _settled(known.get(key), block) for key, block in fresh.items()}
    moved = {key for key in settled if settled[key] is not known.get(key)}
    if not moved and len(known) == len(keys):
        return known, moved
    return {key: settled.get(key, known.get(key)) for key in keys}, moved


def _called_anew(roll: Roll, old: Cache) -> set[str]:
    """Return the states whose roster is another than before."""
    known: Roll | None = old["roll"][NOWHERE] if old else None
    rosters = known.rosters if known is not None else {}
    return {key for key, roster in roll.rosters.items() if roster is not rosters.get(key)}


def _settled(old: B | None, new: B) -> B:
    """Return the old block if the new one equals it; else the new one with the old equal parts.

    What a block makes when it is read is no part of it: that is the same if all else is.
    """
    if old is None:
        return new
    compared, made = _fields_of(type(new))
    values = [(name, getattr(new, name), getattr(old, name)) for name in compared]
    kept = {name: known if _equal(value, known) else value for name, value, known in values}
    if all(kept[name] is known for name, _value, known in values):
        return old
    return type(new)(**kept, **{name: getattr(new, name) for name in made})


@lru_cache
def _fields_of(block: type[attrs.AttrsInstance]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that blocks of a kind are compared by, and those they are not."""
    fields = attrs.fields(block)
    return tuple(f.name for f in fields if f.eq), tuple(f.name for f in fields if not f.eq)


def _equal(value: object, known: object) -> bool:
    if value is known:
        return True
    if isinstance(value, np.ndarray) and isinstance(known, np.ndarray):
        return value.shape == known.shape and bool((value == known).all())
    return bool(value == known)


def _outcome(
    inputs: Inputs, keys: tuple[str, ...], cache: dict[str, Blocks], steps: _Steps
) -> Outcome:
    """Put together what belongs to all states."""
    before = steps.before
    if before is not None and cache["money"] is before.cache["money"]:
        drawn = before.cache["network"]["drawn"]
    else:
        drawn = _drawn([block.drawn for block in cache["money"].values()])
    cache["network"] = {"drawn": drawn}
    found = headlines(inputs, keys, list(cache["coverage"].values()), drawn)
    unknowns = _unknowns(keys, cache)
    court = Network(inputs, keys, cache, drawn, steps.moved)
    stale = steps.reaching(FELT, LOOKED_AT)
    return Outcome(
        states=keys[:-1],
        stacks=_stacks(keys, cache, before),
        headlines=found if before is None else _kept(found, before.headlines),
        unknowns=unknowns if before is None else _kept(unknowns, before.unknowns),
        judgement=before.judgement.after(court, stale) if before else Judgement(court, stale),
        cache=cache,
    )


def _stacks(
    keys: tuple[str, ...], cache: Mapping[str, Blocks], before: Outcome | None
) -> dict[str, Stack]:
    """Say what each series consists of; the stack of before is kept if no block moved."""
    stacks: dict[str, Stack] = {}
    for name, of in SERIES.items():
        known = None if before is None else before.stacks[name]
        if known is None or before is None or cache[of.stage] is not before.cache[of.stage]:
            blocks = tuple(cache[of.stage].values())
            if known is None or not _all_same(of, blocks, known.blocks):
                rows = len(keys) if name in _WITH_NOWHERE else len(keys) - 1
                known = Stack(blocks, of.field, rows, known)
        stacks[name] = known
    return stacks


def _all_same(of: SeriesOf, one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(map(of.is_same, one, other))


def _drawn(parts: Sequence[Series]) -> Series:
    """Add up what draws on the ceiling, state by state in their order: (C, T)."""
    total = np.zeros_like(parts[0])
    for part in parts:
        total += part
    return total


def _unknowns(keys: tuple[str, ...], cache: Mapping[str, Blocks]) -> tuple[Unknown, ...]:
    """Collect what is unknown, once each, by state and stage."""
    found = (u for key in keys for stage in _REPORTING for u in cache[stage][key].unknowns)
    return tuple(dict.fromkeys(found))


def _kept(new: V, old: V) -> V:
    return old if old == new else new
