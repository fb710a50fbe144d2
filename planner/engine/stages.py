# SPDX-License-Identifier: EUPL-1.2
"""The short list of stages that turns a plan into its outcome, in full or after an edit.

Each stage makes one block for each state from the records it reads and the blocks of earlier
stages. After an edit the dirty states flow down the list and stop where a block did not move: a
block equal to its predecessor keeps its identity, and with it the arrays of the outcome, so views
may compare by identity. Sums are made again over whole states in a fixed order, never adjusted,
so that the incremental outcome equals the full one bit for bit and undo gives back what was.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import is_
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
from planner.engine.machines import machines
from planner.engine.money import money
from planner.engine.outcome import SERIES, Finding, Outcome, Series, Stack, Unknown
from planner.engine.parameters import Parameters
from planner.engine.people import people
from planner.engine.power import Power, energy, power
from planner.engine.roster import NOWHERE, Roll, call, keys_of, reached
from planner.engine.rules.book import Verdicts, judge, judge_network, sorted_verdicts
from planner.engine.rules.case import ROSTER, Network
from planner.engine.rules.docket import Docket
from planner.engine.sites import sites
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


def _rules(inputs: Inputs, keys: Sequence[str], *blocks: Sequence[Any]) -> list[Verdicts]:
    return judge(Docket(inputs, keys, dict(zip(_RULED, blocks, strict=True))))


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
    "support_service",
    "talent_programme",
    "organisation",
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
_WITH_NOWHERE = frozenset({"commitments_meur", "payments_meur"})
_REPORTING = ("times", "machines", "energy", "costs", "money", "people")


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


def _run(inputs: Inputs, before: Outcome | None, dirty: Mapping[str, set[str]]) -> Outcome:
    keys = keys_of(inputs.plan)
    old: Cache = before.cache if before is not None else {}
    cache: dict[str, Blocks] = {"roll": {NOWHERE: inputs.roll}}
    moved: dict[str, set[str]] = {ROSTER: _called_anew(inputs.roll, old)}
    here = keys == tuple(old.get(STAGES[0].name, ()))
    for stage in STAGES:
        known = old.get(stage.name, {})
        dirt = set().union(
            *(dirty.get(kind, ()) for kind in stage.reads), *(moved[name] for name in stage.after)
        )
        if here and not dirt:
            cache[stage.name], moved[stage.name] = known, dirt
            continue
        wanted = [key for key in keys if key in dirt or key not in known]
        earlier = [[cache[name][key] for key in wanted] for name in stage.after]
        computed = stage.compute(inputs, wanted, *earlier) if wanted else ()
        fresh = dict(zip(wanted, computed, strict=True))
        settled = {key: _settled(known.get(key), block) for key, block in fresh.items()}
        moved[stage.name] = {key for key in settled if settled[key] is not known.get(key)}
        same = not moved[stage.name] and len(known) == len(keys)
        blocks = known if same else {key: settled.get(key, known.get(key)) for key in keys}
        cache[stage.name] = blocks
    return _outcome(inputs, keys, cache, moved, before)


def _called_anew(roll: Roll, old: Cache) -> set[str]:
    """Return the states whose roster is another than before."""
    known: Roll | None = old["roll"][NOWHERE] if old else None
    rosters = known.rosters if known is not None else {}
    return {key for key, roster in roll.rosters.items() if roster is not rosters.get(key)}


def _settled(old: B | None, new: B) -> B:
    """Return the old block if the new one equals it; else the new one with the old equal parts."""
    if old is None:
        return new
    values = [(name, getattr(new, name), getattr(old, name)) for name in _fields_of(type(new))]
    kept = {name: known if _equal(value, known) else value for name, value, known in values}
    if all(kept[name] is known for name, _value, known in values):
        return old
    return type(new)(**kept)


@lru_cache
def _fields_of(block: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(block))


def _equal(value: object, known: object) -> bool:
    if value is known:
        return True
    if isinstance(value, np.ndarray) and isinstance(known, np.ndarray):
        return value.shape == known.shape and bool((value == known).all())
    return bool(value == known)


def _outcome(
    inputs: Inputs,
    keys: tuple[str, ...],
    cache: dict[str, Blocks],
    moved: Mapping[str, set[str]],
    before: Outcome | None,
) -> Outcome:
    network = _network(inputs, keys, cache, moved, before)
    cache["network"] = network
    return Outcome(
        states=keys[:-1],
        stacks=_stacks(keys, cache, before),
        headlines=network["headlines"],
        findings=network["findings"],
        unknowns=_kept(_unknowns(keys, cache), before.unknowns if before else None),
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
            blocks = [getattr(block, of.field) for block in cache[of.stage].values()]
            if known is None or not _all_same(blocks, known.blocks):
                rows = len(keys) if name in _WITH_NOWHERE else len(keys) - 1
                known = Stack(blocks, rows, known)
        stacks[name] = known
    return stacks


def _all_same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _network(
    inputs: Inputs,
    keys: tuple[str, ...],
    cache: Mapping[str, Blocks],
    moved: Mapping[str, set[str]],
    before: Outcome | None,
) -> Blocks:
    """Compute what belongs to all states together: headlines, and findings in their order."""
    old = before.cache["network"] if before is not None else {}
    same = before is not None and cache["money"] is before.cache["money"]
    total = old["drawn"] if same else _drawn([cache["money"][key].drawn for key in keys])
    covered = [cache["coverage"][key] for key in keys]
    court = Network(inputs, keys, cache, total, moved, old.get("parts", {}))
    checked = judge_network(court, old.get("checked", {}))
    verdicts = sorted_verdicts(f for rule in checked.values() for f in rule.findings)
    by_state = [verdicts, *(cache["rules"][key] for key in keys)]
    return {
        "drawn": total,
        "checked": checked,
        "parts": {**court.known, **court.parts},
        "headlines": _kept(
            headlines(inputs, keys, covered, total), before.headlines if before else None
        ),
        "findings": _kept(_in_order(by_state), before.findings if before else None),
    }


def _drawn(parts: Sequence[Series]) -> Series:
    """Add up what draws on the ceiling, state by state in their order: (C, T)."""
    total = np.zeros_like(parts[0])
    for part in parts:
        total += part
    return total


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
