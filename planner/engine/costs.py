# SPDX-License-Identifier: EUPL-1.2
"""What each measure and commitment costs, and who pays which part of it.

Constant prices of 2026: no inflation is applied, the yearly rise of building costs included.
Estimates come from the catalogue at the measure's cost level; a figure given in the measure wins.
"""

from collections.abc import Sequence
from operator import attrgetter

import attrs
import numpy as np

from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind
from planner.engine.inputs import Inputs, classes_of, columns, looked_up, measured, numbers
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.rows import Indices, Rows, beside, sealed
from planner.engine.times import Times

_SIZE = {kind: attrgetter(kind.size_field) for kind in MeasureKind}


@attrs.frozen(eq=False)
class Costs:
    """The measures of one state in the order of their keys; the rows of `table` are `ROWS`."""

    measures: tuple[str, ...]
    table: Series
    unknowns: tuple[Unknown, ...]

    @property
    def count(self) -> int:
        """Return the number of measures."""
        return int(self.table.shape[1])

    def value(self, measure: str, name: str) -> float:
        """Return one figure of one measure, zero where it is unknown."""
        return float(self.table[ROWS.index(name), self.measures.index(measure)])


ROWS = (
    "class",
    "start",
    "first",
    "end",
    "capex",
    "opex",
    "union_capex",
    "union_opex",
    "other",
    "intakes",
)


@attrs.frozen(eq=False)
class Ledger:
    """The measures of several states side by side: MEUR, months and shares, (n,) each.

    `capex` is the whole acquisition, or all intakes of a talent programme; `opex` one year of
    operation, from `first` to `end`. `union_*` and `other` are shares of the Union and of region,
    private and other; the state pays the rest. `intakes` is 0 for what is no talent programme.
    """

    rows: Rows
    class_index: Indices
    start: Series
    first: Series
    end: Series
    capex: Series
    opex: Series
    union_capex: Series
    union_opex: Series
    other: Series
    intakes: Series

    @classmethod
    def of(cls, blocks: Sequence[Costs]) -> "Ledger":
        """Put the measures of several states side by side."""
        class_index, *table = beside(block.table for block in blocks)
        return cls(Rows([block.count for block in blocks]), class_index.astype(np.intp), *table)

    @property
    def life_opex(self) -> Series:
        """Return the cost of operation from acceptance to the end."""
        return np.asarray(self.opex * np.maximum(self.end - self.first, 0.0) / 12)

    def split(self, amounts: Series, union: Series) -> Series:
        """Split amounts over Union, states and other: (3, n), adding up to the amounts.

        Where the shares of Union and other exceed the whole, other gives way.
        """
        other = np.minimum(self.other, 1.0 - union)
        return np.array([amounts * union, amounts * (1.0 - union - other), amounts * other])


def size_of(measure: Measure) -> float | None:
    """Return the size in the unit of the measure's kind."""
    found: float | None = _SIZE[measure.kind](measure)
    return found


def costs(inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times]) -> list[Costs]:
    """Estimate the measures of some states.

    Acquisition = fixed + unit · size, with the premium of AI halls for a data centre (8.5 %,
    Turner & Townsend 2025) and times the intakes for talent. Operation a year: the template's
    share of acquisition or its amount in proportion to size; else 13 % for systems and upgrades
    and none for the rest, whose cost is all in the acquisition.
    """
    rosters = [inputs.roll.rosters[key] for key in keys]
    ids, fields = _columns(inputs, [m for roster in rosters for m in roster.measures])
    fields["first"] = fields["start"] + fields["lead"]
    fields["end"] = fields["first"] + fields["life"]
    computing = fields["computing"] > 0
    fields["end"][computing] = np.concatenate([b.end[len(b.systems) :] for b in blocks])
    fields["intakes"] = fields["talent"] * np.ceil(fields["life"] / 12)
    capex = _first_known(fields["capex"], _capex(inputs.parameters, fields))
    opex = _opex(inputs.parameters, fields, capex)
    fields["capex"], fields["opex"] = (np.where(np.isnan(x), 0.0, x) for x in (capex, opex))
    table = np.array([fields[name] for name in ROWS])
    sealed(table)
    return [
        Costs(
            measures=ids[part],
            table=table[:, part],
            unknowns=(
                *_unknown(ids[part], capex[part], "capex_meur"),
                *_unknown(ids[part], opex[part], _PER_YEAR),
            ),
        )
        for part in Rows([len(roster.measures) for roster in rosters]).parts
    ]


_PER_YEAR = "opex_meur_per_year"
_KNOWN = {
    "start": "start",
    "lead": "lead_months",
    "life": "life_months",
    "union_capex": "union_share_acquisition",
    "union_opex": "union_share_operation",
    "other": "other_share",
}
_FAMILIES = {
    "computing": COMPUTE,
    "talent": TALENT,
    "hall": frozenset({MeasureKind.DATA_CENTRE}),
    "service": frozenset({MeasureKind.SUPPORT}),
}
_PRICES = ("fixed", "unit", "opex_share", "opex_per_size")
_Fields = dict[str, Series]


def _columns(inputs: Inputs, measures: Sequence[Measure]) -> tuple[tuple[str, ...], _Fields]:
    """Return the keys, and all that the formulas read, one column each."""
    ids, kinds, status, templates, levels, capex, opex = columns(
        measures, "id", "kind", "status", "template", "cost_level", "capex_meur", _PER_YEAR
    )
    known = zip(_KNOWN, columns(measures, *_KNOWN.values()), strict=True)
    prices = looked_up(zip(templates, levels, strict=True), lambda pair: inputs.price(*pair))
    families = looked_up(kinds, lambda kind: [kind in f for f in _FAMILIES.values()])
    fields = {name: measured(column) for name, column in known}
    fields |= dict(zip(_PRICES, prices, strict=False)) | dict(
        zip(_FAMILIES, families, strict=False)
    )
    fields["class"] = classes_of(status)
    fields["size"] = numbers([_SIZE[k](m) for k, m in zip(kinds, measures, strict=True)])
    fields["capex"], fields["opex"] = numbers(capex), numbers(opex)
    return tuple(ids), fields


def _capex(parameters: Parameters, of: _Fields) -> Series:
    """Estimate acquisition; a service without a price of its own has none, only operation."""
    fixed, unit = of["fixed"], of["unit"]
    estimate = np.where(np.isnan(fixed), 0.0, fixed)
    estimate += np.where(np.isnan(unit), 0.0, unit * of["size"])
    unpriced = np.where(of["service"] > 0, 0.0, np.nan)
    estimate = np.where(np.isnan(fixed) & np.isnan(unit), unpriced, estimate)
    estimate *= 1.0 + of["hall"] * parameters.dc_ai_premium
    return estimate * np.where(of["talent"] > 0, of["intakes"], 1.0)


def _opex(parameters: Parameters, of: _Fields, capex: Series) -> Series:
    usual = np.where(of["computing"] > 0, parameters.opex_share_of_capex * capex, 0.0)
    priced = _first_known(of["opex_share"] * capex, of["opex_per_size"] * of["size"])
    unpriced = np.isnan(of["opex_share"]) & np.isnan(of["opex_per_size"])
    estimate = np.where(unpriced, usual, priced)
    return np.where(of["talent"] > 0, 0.0, _first_known(of["opex"], estimate))


def _first_known(given: Series, otherwise: Series) -> Series:
    return np.where(np.isnan(given), otherwise, given)


def _unknown(keys: Sequence[str], values: Series, name: str) -> list[Unknown]:
    gaps = np.isnan(values)
    if not gaps.any():
        return []
    return [Unknown("measure", keys[row], name) for row in map(int, np.flatnonzero(gaps))]
