# SPDX-License-Identifier: EUPL-1.2
"""The budget as lines: who commits and pays what to which measure for what, year by year.

Amounts are whole thousandths of a MEUR, so that sums of rows, columns and everything agree to the
last digit in whatever order they are made. `None` is *not stated*: it is never read as zero, and a
sum it belongs to says that it is open. Mobilised money is a type of its own and has no place here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, cast

import attrs
import numpy as np

from planner.domain.months import FIRST_YEAR, YEARS, year_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import (
    Contribution,
    FrameworkLine,
    FrameworkUse,
    PaidBy,
    Programme,
    Purpose,
)
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.schema import Choice
from planner.engine.costs import Costs, Ledger
from planner.engine.funding import price_factor
from planner.engine.inputs import Inputs
from planner.engine.money import Money, profile, promised_by_month
from planner.engine.outcome import Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE, Roll
from planner.engine.rows import Rows
from planner.engine.series import yearly
from planner.text import N_

COLUMNS: Final = YEARS + 1
"""The years 2021 to 2035, and last what lies outside them or has no year."""
ELSEWHERE: Final = YEARS
THOUSANDTHS: Final = 1_000
Cell = int | None
_FRAMEWORK = "pkg_supercomputers"
_ESTIMATED = (PaidBy.UNION, PaidBy.HOST_STATE, PaidBy.OTHER)
_AT_ONCE = 256  # measures whose payments are spread out in one go, for the sake of memory


class Mode(Choice):
    """Which of the two kinds of amount a budget shows; they are never added."""

    COMMITMENTS = "commitments", N_("Commitments")
    PAYMENTS = "payments", N_("Payments")


class Grouping(Choice):
    """By what the lines of a budget are grouped."""

    MEASURE = "measure", N_("Measure")
    PROGRAMME = "programme", N_("Programme")
    USE = "use", N_("Use")
    SOURCE = "source", N_("Source")
    STATE = "state", N_("State")
    FRAMEWORK = "framework", N_("2024 framework")


class Origin(Choice):
    """Where the amounts of a line come from."""

    RECORDED = "recorded", N_("contribution")
    ESTIMATED = "estimated", N_("estimate by the shares of the measure")
    PUBLIC = "public", N_("public commitment")
    FRAMEWORK = "framework", N_("January 2024 framework")
    OFFERED = "offered", N_("nothing entered yet")


@attrs.frozen
class Line:
    """What one line of the budget stands for: `kind` and `key` name measure or commitment.

    A line of the framework has its use as key.
    """

    kind: str
    key: str
    paid_by: PaidBy
    state: str | None = None
    programme: Programme | None = None
    purpose: Purpose = Purpose.ACQUISITION


@attrs.frozen
class Entry:
    """A line with an amount for each column; `place` is the state of the measure."""

    line: Line
    cells: tuple[Cell, ...]
    origin: Origin
    place: str = ""
    use: FrameworkUse | None = None
    tentative: bool = False


@attrs.frozen
class Sum:
    """A sum of thousandths; `open` tells that something in it is not stated."""

    amount: int
    open: bool = False

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Sum":
        """Add cells up."""
        found = tuple(cells)
        if None not in found:
            return cls(sum(cast("tuple[int, ...]", found)))
        return cls(sum(cell for cell in found if cell is not None), open=True)


@attrs.frozen
class Section:
    """The entries of one group, with their sums by column."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def columns(self) -> tuple[Sum, ...]:
        """Return the sum of each column."""
        return column_sums(self.entries)


def column_sums(entries: Sequence[Entry]) -> tuple[Sum, ...]:
    """Return the sum of each column over some entries."""
    if not entries:
        return (Sum(0),) * COLUMNS
    return tuple(map(Sum.of, zip(*(entry.cells for entry in entries), strict=True)))


def grand_total(entries: Iterable[Entry]) -> Sum:
    """Return the sum of all cells of some entries."""
    return Sum.of(chain.from_iterable(entry.cells for entry in entries))


def column_of(year: int | None) -> int:
    """Return the column of a year."""
    if year is None or not FIRST_YEAR <= year < FIRST_YEAR + YEARS:
        return ELSEWHERE
    return year - FIRST_YEAR


def thousandths(amount: float | None) -> Cell:
    """Return MEUR as whole thousandths; unknown stays unknown."""
    return None if amount is None else round(amount * THOUSANDTHS)


def budget(plan: Plan, outcome: Outcome, mode: Mode) -> tuple[Entry, ...]:
    """Return every line of the budget: measures by state and key, then public commitments."""
    inputs = _inputs(plan, outcome)
    return (*_of_measures(inputs, outcome, mode), *_of_commitments(inputs, mode))


def budget_of(plan: Plan, outcome: Outcome, measure: str, mode: Mode) -> tuple[Entry, ...]:
    """Return the lines of one measure. Raises `DomainError("missing_record")`."""
    block: Costs = outcome.cache["costs"][plan.get(Measure, measure).state]
    at = block.measures.index(measure)
    return tuple(_of_some(_inputs(plan, outcome), _part(block, at, at + 1), mode))


def framework(plan: Plan) -> tuple[Entry, ...]:
    """Return the lines of the January 2024 framework, by use and source."""
    rows: dict[Line, list[Cell]] = {}
    for _key, row in sorted(plan.of(FrameworkLine).items()):
        line = Line(FrameworkLine.KIND.name, row.use.value, row.paid_by, row.state)
        cells = rows.setdefault(line, [0] * COLUMNS)
        _put(cells, column_of(row.year), thousandths(row.amount_meur))
    order = {use.value: position for position, use in enumerate(FrameworkUse)}
    sources = list(PaidBy)
    found = sorted(rows.items(), key=lambda row: (order[row[0].key], sources.index(row[0].paid_by)))
    return tuple(
        Entry(line, tuple(cells), Origin.FRAMEWORK, use=FrameworkUse(line.key))
        for line, cells in found
    )


def framework_total(plan: Plan) -> float | None:
    """Return what the January 2024 framework amounts to as a whole, MEUR; None if unknown."""
    envelope = plan.of(Envelope).get(_FRAMEWORK)
    return None if envelope is None else envelope.amount_meur


def grouped(entries: Iterable[Entry], grouping: Grouping) -> tuple[Section, ...]:
    """Group entries; groups stand in the order of the choice they belong to, or of their keys."""
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(_group_of(entry, grouping), []).append(entry)
    order = _ORDERS.get(grouping)
    keys = list(rows) if grouping in _AS_THEY_COME else sorted(rows)
    if order is not None:
        keys = sorted(rows, key=lambda key: order.index(key) if key in order else len(order))
    return tuple(Section(key, tuple(rows[key])) for key in keys)


def use_of(kind: MeasureKind) -> FrameworkUse:
    """Return which of the four uses of the framework a measure belongs to.

    Data centres, links, antennas and talent count as support services: the framework names no
    fifth use. AI processors have no kind of measure.
    """
    return _USES.get(kind, FrameworkUse.SUPPORT)


_USES = {
    MeasureKind.SYSTEM: FrameworkUse.NEW_SYSTEMS,
    MeasureKind.UPGRADE: FrameworkUse.UPGRADES,
}
_AS_THEY_COME = frozenset({Grouping.MEASURE})
_ORDERS: Mapping[Grouping, Sequence[str]] = {
    Grouping.PROGRAMME: [programme.value for programme in Programme],
    Grouping.USE: [use.value for use in FrameworkUse],
    Grouping.FRAMEWORK: [use.value for use in FrameworkUse],
    Grouping.SOURCE: [paid_by.value for paid_by in PaidBy],
}


def _group_of(entry: Entry, grouping: Grouping) -> str:
    line = entry.line
    match grouping:
        case Grouping.PROGRAMME:
            return line.programme.value if line.programme is not None else ""
        case Grouping.USE | Grouping.FRAMEWORK:
            return entry.use.value if entry.use is not None else ""
        case Grouping.SOURCE:
            return line.paid_by.value
        case Grouping.STATE:
            return line.state or entry.place
        case _:
            return f"{line.kind}:{line.key}"


def _inputs(plan: Plan, outcome: Outcome) -> Inputs:
    roll: Roll = outcome.cache["roll"][NOWHERE]
    return Inputs(plan, Parameters.of(plan), roll)


def _of_measures(inputs: Inputs, outcome: Outcome, mode: Mode) -> Iterator[Entry]:
    blocks: Mapping[str, Costs] = outcome.cache["costs"]
    for state in sorted(inputs.plan.of(State)):
        block = blocks[state]
        for start in range(0, block.count, _AT_ONCE):
            yield from _of_some(inputs, _part(block, start, start + _AT_ONCE), mode)


def _part(block: Costs, start: int, stop: int) -> Costs:
    part = slice(start, stop)
    return attrs.evolve(block, measures=block.measures[part], table=block.table[:, part])


def _of_some(inputs: Inputs, block: Costs, mode: Mode) -> Iterator[Entry]:
    ledger = attrs.evolve(Ledger.of([block]), rows=Rows([1] * block.count))
    recorded = ledger.contributed if mode is Mode.COMMITMENTS else ledger.paid
    spread = profile(inputs.parameters, ledger) if mode is Mode.PAYMENTS else None
    for row, key in enumerate(block.measures):
        measure = inputs.plan.get(Measure, key)
        entries = list(_recorded(inputs, measure, mode))
        if not recorded[row]:
            estimated = _estimated(measure, ledger, row, spread)
            entries = [*estimated, *(one for one in entries if None in one.cells)]
        yield from entries


def _recorded(inputs: Inputs, measure: Measure, mode: Mode) -> Iterator[Entry]:
    rows: dict[Line, list[Cell]] = {}
    for one in inputs.roll.contributions.get(measure.id, ()):
        cells = rows.setdefault(line_of(one), [0] * COLUMNS)
        amount = one.commitment_meur if mode is Mode.COMMITMENTS else one.payment_meur
        factor = price_factor(one.price_year, inputs.parameters)
        known = None if amount is None or factor is None else amount * factor
        if known is not None or mode is Mode.COMMITMENTS:
            _put(cells, column_of(one.year), thousandths(known))
    for line in sorted(rows, key=_order):
        yield _entry(line, rows[line], Origin.RECORDED, measure)


def _estimated(
    measure: Measure, ledger: Ledger, row: int, spread: tuple[Series, Series] | None
) -> Iterator[Entry]:
    totals = (ledger.acquisition[:, row], ledger.operation[:, row])
    for purpose, total, at in zip(Purpose, totals, range(2), strict=True):
        for source, paid_by in enumerate(_ESTIMATED):
            amount = float(total[source])
            if not amount:
                continue
            cells: list[Cell] = [0] * COLUMNS
            if spread is None:
                cells[column_of(year_of(measure.start))] = thousandths(amount)
            else:
                cells = _spread(amount, spread[at][row, source])
            line = Line(Measure.KIND.name, measure.id, paid_by, purpose=purpose)
            yield _entry(line, cells, Origin.ESTIMATED, measure)


def _spread(amount: float, months: Series) -> list[Cell]:
    """Round yearly sums so that they add up to the amount; what lies outside is kept apart."""
    years = [round(year * THOUSANDTHS) for year in yearly(months).tolist()]
    left = round(amount * THOUSANDTHS) - sum(years)
    if abs(left) <= YEARS:
        years[int(np.argmax(years))] += left
        left = 0
    return [*years, left]


def _of_commitments(inputs: Inputs, mode: Mode) -> Iterator[Entry]:
    for _key, promise in sorted(inputs.plan.of(Commitment).items()):
        amounts = (promise.union_meur, promise.states_meur, promise.other_meur)
        for paid_by, amount in zip(_ESTIMATED, amounts, strict=True):
            line = Line(Commitment.KIND.name, promise.id, paid_by)
            cells: list[Cell] = [0] * COLUMNS
            year = None if promise.signed is None else year_of(promise.signed)
            if amount is None or mode is Mode.COMMITMENTS or year is None:
                cells[column_of(year)] = thousandths(amount)
            else:
                cells = _spread(amount, amount * promised_by_month(inputs, promise))
            if any(cell != 0 for cell in cells):
                yield Entry(line, tuple(cells), Origin.PUBLIC, place=promise.state or "")


def _entry(line: Line, cells: Sequence[Cell], origin: Origin, measure: Measure) -> Entry:
    return Entry(
        line,
        tuple(cells),
        origin,
        place=measure.state,
        use=use_of(measure.kind),
        tentative=measure.status is Status.TENTATIVE,
    )


def line_of(one: Contribution) -> Line:
    """Return the line a contribution belongs to."""
    return Line(Measure.KIND.name, one.measure, one.paid_by, one.state, one.programme, one.purpose)


def _order(line: Line) -> tuple[object, ...]:
    return (
        list(Purpose).index(line.purpose),
        list(PaidBy).index(line.paid_by),
        line.state or "",
        str(line.programme or ""),
    )


def _put(cells: list[Cell], column: int, amount: Cell) -> None:
    known = cells[column]
    cells[column] = None if amount is None or known is None else known + amount


# --- budget and mobilised money ---------------------------------------------------------------


@attrs.frozen
class BudgetMoney:
    """Public money of a budget or ceiling, MEUR. Adds to its own kind only."""

    meur: float

    def __add__(self, other: "BudgetMoney") -> "BudgetMoney":
        """Return the sum. Mobilised money is another type and does not fit (FIN-12)."""
        if type(other) is not BudgetMoney:
            return NotImplemented
        return BudgetMoney(self.meur + other.meur)


@attrs.frozen
class MobilisedMoney:
    """Investment a budget is expected to attract, MEUR. Adds to its own kind only."""

    meur: float

    def __add__(self, other: "MobilisedMoney") -> "MobilisedMoney":
        """Return the sum of mobilised money."""
        if type(other) is not MobilisedMoney:
            return NotImplemented
        return MobilisedMoney(self.meur + other.meur)


def money_of(envelope: Envelope) -> BudgetMoney | MobilisedMoney | None:
    """Return the money of an envelope in its type; None where the amount is unknown."""
    if envelope.amount_meur is None:
        return None
    if envelope.type is EnvelopeType.MOBILISED:
        return MobilisedMoney(envelope.amount_meur)
    return BudgetMoney(envelope.amount_meur)


# --- the head of the budget -------------------------------------------------------------------


@attrs.frozen
class ProgrammeCeiling:
    """What a programme may pay, while its ceiling is in force, and what is committed from it."""

    programme: Programme
    ceiling_meur: float | None
    in_force: bool
    committed_meur: float


@attrs.frozen
class Head:
    """The figures above the budget, MEUR; only what is at least committed counts.

    `matched` is what Union, states and others put up where the Union's part draws on the ceiling;
    the ratio is states to Union, None where there is no Union money. `unknown` counts the public
    commitments whose split is not known.
    """

    ceiling_meur: float | None
    committed_meur: float
    tentative_meur: float
    paid_meur: float
    matched: tuple[float, float, float]
    unknown: int
    programmes: tuple[ProgrammeCeiling, ...]
    mobilised: MobilisedMoney

    @property
    def match_ratio(self) -> float | None:
        """Return states over Union."""
        union, states, _other = self.matched
        return states / union if union else None


def head(plan: Plan, outcome: Outcome) -> Head:
    """Sum the budget up. Payments are those of the Union up to the plan's reference month."""
    as_of = int(Parameters.of(plan).as_of)
    figures = outcome.headlines
    matched = np.sum([block.pledged[:-1].sum(axis=0) for block in _money(outcome)], axis=0)
    paid = outcome.payments_meur[:, :-1, 0, : as_of + 1].sum()
    mobilised = MobilisedMoney(0.0)
    for _key, envelope in sorted(plan.of(Envelope).items()):
        amount = money_of(envelope)
        if isinstance(amount, MobilisedMoney):
            mobilised = mobilised + amount
    return Head(
        ceiling_meur=figures.union_ceiling_meur,
        committed_meur=figures.union_committed_meur,
        tentative_meur=figures.union_tentative_meur,
        paid_meur=float(paid),
        matched=(float(matched[0]), float(matched[1]), float(matched[2])),
        unknown=sum(
            None in (row.union_meur, row.states_meur)
            for row in plan.of(Commitment).values()
            if row.envelope is not None
        ),
        programmes=tuple(_ceilings(plan, as_of)),
        mobilised=mobilised,
    )


def _money(outcome: Outcome) -> Iterable[Money]:
    blocks: Iterable[Money] = outcome.cache["money"].values()
    return blocks


def _ceilings(plan: Plan, as_of: int) -> Iterator[ProgrammeCeiling]:
    firm = [
        one
        for one in plan.of(Contribution).values()
        if one.paid_by is PaidBy.UNION
        and plan.get(Measure, one.measure).status is not Status.TENTATIVE
    ]
    for _key, row in sorted(plan.of(Envelope).items()):
        if row.binds is None or row.type is not EnvelopeType.CEILING:
            continue
        since = row.valid_from is None or row.valid_from <= as_of
        until = row.valid_to is None or row.valid_to >= as_of
        amounts = [one.commitment_meur or 0.0 for one in firm if one.programme is row.binds]
        committed = sum(round(amount * THOUSANDTHS) for amount in amounts) / THOUSANDTHS
        yield ProgrammeCeiling(row.binds, row.amount_meur, since and until, committed)
