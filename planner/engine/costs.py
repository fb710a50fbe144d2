# SPDX-License-Identifier: EUPL-1.2
"""What each measure and commitment costs, and who pays which part of it.

Constant prices of the plan's price year (2026 unless it says otherwise): the yearly rise of
building costs is not applied. A figure given in the measure wins; without one, its cost is
estimated from the catalogue at the measure's cost level, unless more than that is contributed: then
what is contributed is the cost. What contributions leave of the cost nobody has pledged yet, and
nobody commits it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

import attrs
import numpy as np

from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind
from planner.engine.funding import Funding, Pledges, system_shares
from planner.engine.inputs import Inputs, classes_of, columns, looked_up, measured, numbers
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.rows import Indices, Rows, beside, sealed
from planner.engine.times import Times

_SIZE = {kind: attrgetter(kind.size_field) for kind in MeasureKind}


@attrs.frozen(eq=False)
class Costs:
    """The measures of one state in the order of their keys; the rows of `table` are `ROWS`.

    `pledges` are the contributions to them, its rows are `PLEDGE`.
    """

    measures: tuple[str, ...]
    table: Series
    pledges: Series
    unknowns: tuple[Unknown, ...]

    @property
    def count(self) -> int:
        """Return the number of measures."""
        return int(self.table.shape[1])

    def row_of(self, measure: str) -> int:
        """Return the position of a measure of the state."""
        return bisect_left(self.measures, measure)

    def value(self, measure: str, name: str) -> float:
        """Return one figure of one measure, zero where it is unknown."""
        return float(self.table[ROWS.index(name), self.row_of(measure)])


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
    "contributed",
    "paid",
    "known",
    "bought_union",
    "bought_states",
    "bought_other",
    "run_union",
    "run_states",
    "run_other",
    "estimate",
)


_PLEDGED = ROWS[ROWS.index("bought_union") : ROWS.index("estimate")]


@attrs.frozen(eq=False)
class Ledger:
    """The measures of several states side by side: MEUR, months and shares, (n,) each.

    `capex` is the whole acquisition, or all intakes of a talent programme; `opex` one year of
    operation, from `first` to `end`. `union_*` and `other` are shares of the Union and of region,
    private and other; the state pays the rest. `intakes` is 0 for what is no talent programme.
    `contributed` is 1 where contributions are recorded, which then are `bought_*` and `run_*`
    (operation over the life), and the shares are what they come to of the cost; `paid` where
    payments are; `known` where cost and contributions are known. `estimate` is the acquisition by
    the catalogue, 0 where there is none.
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
    contributed: Series
    paid: Series
    known: Series
    bought_union: Series
    bought_states: Series
    bought_other: Series
    run_union: Series
    run_states: Series
    run_other: Series
    estimate: Series

    @classmethod
    def of(cls, blocks: Sequence[Costs]) -> "Ledger":
        """Put the measures of several states side by side."""
        class_index, *table = beside(block.table for block in blocks)
        return cls(Rows([block.count for block in blocks]), class_index.astype(np.intp), *table)

    @property
    def life_opex(self) -> Series:
        """Return the cost of operation from acceptance to the end."""
        return np.asarray(self.opex * np.maximum(self.end - self.first, 0.0) / 12)

    @property
    def acquisition(self) -> Series:
        """Return who commits what to the acquisition: Union, states, others, (3, n)."""
        recorded = np.array([self.bought_union, self.bought_states, self.bought_other])
        return np.where(self.contributed > 0, recorded, self.split(self.capex, self.union_capex))

    @property
    def operation(self) -> Series:
        """Return who commits what to the operation over the life: (3, n)."""
        recorded = np.array([self.run_union, self.run_states, self.run_other])
        return np.where(self.contributed > 0, recorded, self.split(self.life_opex, self.union_opex))

    @property
    def unpledged(self) -> Series:
        """Return what nobody has pledged of acquisition and operation: (2, n).

        Nothing where no contribution is recorded, or where one is of unknown amount.
        """
        pledged = (self.acquisition.sum(axis=0), self.operation.sum(axis=0))
        lacking = np.array([self.capex, self.life_opex]) - np.array(pledged)
        is_open = (self.contributed > 0) & (self.known > 0)
        return np.where(is_open, np.maximum(lacking, 0.0), 0.0)

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
    pledges = [Pledges.of(inputs, roster.measures) for roster in rosters]
    _add_pledged(fields, pledges, anything=bool(inputs.roll.contributions))
    fields["first"] = fields["start"] + fields["lead"]
    fields["end"] = fields["first"] + fields["life"]
    computing = fields["computing"] > 0
    fields["first"][computing] = np.concatenate([b.first[len(b.systems) :] for b in blocks])
    fields["end"][computing] = np.concatenate([b.end[len(b.systems) :] for b in blocks])
    fields["intakes"] = fields["talent"] * np.ceil(fields["life"] / 12)
    estimate = _capex(inputs.parameters, fields)
    fields["estimate"] = np.nan_to_num(estimate, nan=0.0)
    usual = _opex(inputs.parameters, fields, _first_known(fields["capex"], estimate))
    usual = np.where(fields["talent"] > 0, 0.0, usual)
    capex, opex = _covered(fields, estimate, usual)
    opex = np.where((fields["talent"] > 0) & (fields["contributed"] == 0), 0.0, opex)
    lost = np.isnan(capex) | np.isnan(opex) | (fields["lacking"] > 0)
    fields["known"] = np.where(lost, 0.0, 1.0)
    fields["capex"], fields["opex"] = (np.where(np.isnan(x), 0.0, x) for x in (capex, opex))
    _add_union_shares(fields)
    table = np.array([fields[name] for name in ROWS])
    sealed(table)
    rows = Rows([len(roster.measures) for roster in rosters])
    unpriced = zip(rows.hits(np.isnan(capex)), rows.hits(np.isnan(opex)), strict=True)
    return [
        Costs(
            measures=ids[part],
            table=table[:, part],
            pledges=pledged.table,
            unknowns=(*_unknown(ids[part], *lacking), *pledged.unknowns),
        )
        for part, pledged, lacking in zip(rows.parts, pledges, unpriced, strict=True)
    ]


def funding(inputs: Inputs, keys: Sequence[str], priced: Sequence[Costs]) -> list[Funding]:
    """Return the Union's shares of acquisition, operation and total cost in some states.

    U_A/A, U_O/O and U/TCO with TCO = acquisition + operation over the life: Art. 17(1) of
    Regulation (EU) 2021/1173 makes the Union's share of time follow the last. A share of nothing
    is 0.
    """
    ledger = Ledger.of(priced)
    acquisition, operation, life = ledger.acquisition, ledger.operation, ledger.life_opex
    bought, run, cost = acquisition[0], operation[0], ledger.capex + life
    pairs = ((bought, ledger.capex), (run, life), (bought + run, cost))
    shares = [np.divide(a, b, out=np.zeros_like(a), where=b > 0) for a, b in pairs]
    known = ledger.known * (cost > 0)
    table = np.array([*shares, cost, known, *(acquisition + operation), ledger.contributed])
    sealed(table)
    rosters = [inputs.roll.rosters[key] for key in keys]
    return [
        Funding(block.measures, table[:, part], tuple(s.id for s in roster.systems), of_systems)
        for roster, block, part, of_systems in zip(
            rosters, priced, ledger.rows.parts, system_shares(rosters), strict=True
        )
    ]


def _add_pledged(fields: "_Fields", pledges: Sequence[Pledges], *, anything: bool) -> None:
    """Add what is contributed to each measure: `contributed`, `paid` and six amounts."""
    if not anything:
        nothing = np.zeros(len(fields["start"]))
        fields |= dict.fromkeys((*_PLEDGED, "contributed", "paid", "lacking"), nothing)
        return
    totals = beside(one.totals(len(one.contributed)) for one in pledges)
    fields |= dict(zip(_PLEDGED, totals, strict=True))
    fields["contributed"] = np.concatenate([one.contributed for one in pledges])
    fields["paid"] = np.concatenate([one.paid for one in pledges])
    fields["lacking"] = np.concatenate([one.lacking for one in pledges])


def _add_union_shares(fields: "_Fields") -> None:
    """Put the Union's share of what is contributed in the place of the one that was asked for."""
    contributed = fields["contributed"] > 0
    if not contributed.any():
        return
    life = fields["opex"] * np.maximum(fields["end"] - fields["first"], 0.0) / 12
    for name, part, cost in (
        ("union_capex", fields["bought_union"], fields["capex"]),
        ("union_opex", fields["run_union"], life),
    ):
        share = np.divide(part, cost, out=np.zeros_like(part), where=cost > 0)
        fields[name] = np.where(contributed, share, fields[name])


def _covered(of: "_Fields", estimate: Series, usual: Series) -> tuple[Series, Series]:
    """Return acquisition, and operation a year: the estimates, or what is contributed if more.

    What is contributed to the acquisition beyond its estimate counts for the operation, because
    published amounts of a factory hold both: 71 + 70 + 60 MEUR are all of the Dutch one. Where
    the acquisition is given, more than that is a mistake and pays for nothing else.
    """
    contributed = of["contributed"] > 0
    if not contributed.any():
        return _first_known(of["capex"], estimate), _first_known(of["opex"], usual)
    life = np.maximum(of["end"] - of["first"], 1.0)
    bought, run = _pledged(of, "bought"), _pledged(of, "run") * 12 / life
    over = np.maximum(bought - np.nan_to_num(estimate, nan=0.0), 0.0) * 12 / life
    left = np.maximum(usual - np.where(np.isnan(of["capex"]), over, 0.0), 0.0)
    capex = np.where(contributed, np.fmax(estimate, bought), estimate)
    opex = np.where(contributed, np.fmax(left, run), usual)
    return _first_known(of["capex"], capex), _first_known(of["opex"], opex)


def _pledged(of: "_Fields", what: str) -> Series:
    return of[f"{what}_union"] + of[f"{what}_states"] + of[f"{what}_other"]


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
    return np.where(unpriced, usual, priced)


def _first_known(given: Series, otherwise: Series) -> Series:
    return np.where(np.isnan(given), otherwise, given)


def _unknown(keys: Sequence[str], capex: Sequence[int], opex: Sequence[int]) -> Iterator[Unknown]:
    yield from (Unknown("measure", keys[row], "capex_meur") for row in capex)
    yield from (Unknown("measure", keys[row], _PER_YEAR) for row in opex)
