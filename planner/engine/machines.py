# SPDX-License-Identifier: EUPL-1.2
"""What each machine of a state consists of once all of it runs: accelerators, peak, load, staff.

Rows are those of `planner.engine.times`. Unknown never becomes a figure: it contributes nothing
and is named.
"""

import math
from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.records.infrastructure import Precision, System, SystemClass
from planner.domain.records.measures import Measure
from planner.engine.inputs import Inputs, columns, looked_up, number, numbers
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.roster import Roster
from planner.engine.rows import Rows, beside, sealed
from planner.engine.times import Times


@attrs.frozen(eq=False)
class Machines:
    """Size of each machine of one state.

    The rows of `table` (4, n): packages, EFLOP/s BF16 dense, MW at the site, FTE.
    """

    table: Series
    unknowns: tuple[Unknown, ...]


ACCELERATORS, CAPACITY, POWER, STAFF = range(4)


def dense_ef(system: System, parameters: Parameters) -> float:
    """Return a headline figure as EFLOP/s BF16 dense, NaN without a figure or its precision.

    Divisors: FP4 sparse 8, FP8 sparse 4, FP8 dense or BF16 sparse 2, by the arithmetic of the
    GB200 and H100 data sheets.
    """
    if system.headline_ef is None or system.headline_precision is None:
        return math.nan
    either = parameters.headline_ef_to_bf16_dense_divisor_fp8_dense_or_bf16_sparse
    divisors = {
        Precision.BF16_DENSE: 1.0,
        Precision.BF16_SPARSE: either,
        Precision.FP8_DENSE: either,
        Precision.FP8_SPARSE: parameters.headline_ef_to_bf16_dense_divisor_fp8_sparse,
        Precision.FP4_SPARSE: parameters.headline_ef_to_bf16_dense_divisor_fp4_sparse,
    }
    return system.headline_ef / divisors[system.headline_precision]


def machines(inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times]) -> list[Machines]:
    """Size the machines of some states.

    Accelerators n in packages; capacity n · f / 10⁶ EFLOP/s, else the converted headline; load
    IT power, else n · kW / 1000, times PUE: of the machine, else of its site, else the usual one.
    """
    rosters = [inputs.roll.rosters[key] for key in keys]
    dated = [_dated(roster, block) for roster, block in zip(rosters, blocks, strict=True)]
    old, new = Rows([len(part) for part in dated]), Rows([len(r.computing) for r in rosters])
    sizes = beside(
        [
            _systems(inputs, [system for part in dated for system in part]),
            _measures(inputs, [measure for roster in rosters for measure in roster.computing]),
        ]
    )[:, old.merged(new)]
    gaps = np.isnan(sizes)
    table = np.where(gaps, 0.0, sizes)
    sealed(table)
    records: list[tuple[System | Measure, ...]]
    records = [(*part, *roster.computing) for part, roster in zip(dated, rosters, strict=True)]
    rows = Rows([len(part) for part in records])
    lacking = rows.hits(np.asarray(gaps.any(axis=0)))
    return [
        Machines(table[:, part], tuple(_unknowns(inputs, own, gaps[:, part], hits)))
        for own, part, hits in zip(records, rows.parts, lacking, strict=True)
    ]


def _dated(roster: Roster, at: Times) -> Sequence[System]:
    if len(at.systems) == len(roster.systems):
        return roster.systems
    return [system for system in roster.systems if system.id in at.systems]


def _systems(inputs: Inputs, systems: Sequence[System]) -> Series:
    rows = [_system(inputs, system) for system in systems]
    return np.array(rows, dtype=np.float64).reshape(-1, 4).T


def _system(inputs: Inputs, system: System) -> tuple[float, float, float, float]:
    parameters, count = inputs.parameters, number(system.accelerators)
    if system.system_class is SystemClass.QUANTUM:
        # It has no accelerators; people and, until somebody says otherwise, power are its host's.
        return 0.0, 0.0, (system.power_mw or 0.0) * (system.pue or parameters.pue), 0.0
    packages, tflops, kw = inputs.model(system.accelerator)
    derived = count * tflops / 1e6
    capacity = dense_ef(system, parameters) if math.isnan(derived) else derived
    it_mw = count * kw / 1e3 if system.power_mw is None else system.power_mw
    pue = inputs.pue("system", system.id) if system.pue is None else system.pue
    staff = parameters.staff_fte_per_system if system.base_system is None else 0.0
    return count * packages, capacity, it_mw * pue, staff


def _measures(inputs: Inputs, measures: Sequence[Measure]) -> Series:
    models, accelerators, pues, templates = columns(
        measures, "accelerator", "accelerators", "pue", "template"
    )
    count, pue = numbers(accelerators), numbers(pues)
    packages, tflops, kw = looked_up(models, inputs.model)[:3]
    load = count * kw / 1e3 * np.where(np.isnan(pue), _usual_pue(inputs, measures), pue)
    staff = looked_up(templates, lambda template: (inputs.staff(template),))[0]
    return np.array([count * packages, count * tflops / 1e6, load, staff])


def _usual_pue(inputs: Inputs, measures: Sequence[Measure]) -> Series | float:
    """Return the PUE of the sites that measures stand on; without sites, that of all."""
    if not inputs.places:
        return inputs.parameters.pue
    return numbers([inputs.pue("measure", measure.id) for measure in measures])


def _unknowns(
    inputs: Inputs,
    records: Sequence[System | Measure],
    gaps: NDArray[np.bool_],
    lacking: Sequence[int],
) -> Iterator[Unknown]:
    for row in lacking:
        record, peak, load = records[row], bool(gaps[CAPACITY, row]), bool(gaps[POWER, row])
        if isinstance(record, Measure):
            yield from _missing(inputs, record, peak=peak, load=load)
        else:
            yield from _missing(inputs, record, peak=peak, load=False)
            if peak:
                told = record.headline_ef is not None
                field = "headline_precision" if told else "headline_ef"
                yield Unknown("system", record.id, field)
            if load:
                yield Unknown("system", record.id, "power_mw")


def _missing(inputs: Inputs, record: System | Measure, *, peak: bool, load: bool) -> list[Unknown]:
    """Name the inputs that keep a machine's size from being known."""
    found: list[Unknown] = []
    if record.accelerators is None:
        found.append(Unknown(record.KIND.name, record.id, "accelerators"))
    if record.accelerator is None:
        if peak or load:
            found.append(Unknown(record.KIND.name, record.id, "accelerator"))
        return found
    _packages, tflops, kw = inputs.model(record.accelerator)
    if peak and math.isnan(tflops):
        found.append(Unknown("accelerator", record.accelerator, "bf16_dense_tflops"))
    if load and math.isnan(kw):
        found.append(Unknown("accelerator", record.accelerator, "kw"))
    return found
