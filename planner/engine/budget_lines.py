# SPDX-License-Identifier: EUPL-1.2
"""How the lines of the budget come about: from contributions, else from the shares of a measure.

Public commitments follow, and the January 2024 framework has lines of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np

from planner.domain.months import YEARS, year_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import (
    Contribution,
    FrameworkLine,
    FrameworkUse,
    PaidBy,
    Purpose,
)
from planner.domain.records.funding import Commitment, Envelope
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.budget import (
    COLUMNS,
    THOUSANDTHS,
    Cell,
    Entry,
    Line,
    Mode,
    Origin,
    column_of,
    thousandths,
)
from planner.engine.costs import Costs, Ledger
from planner.engine.funding import price_factor
from planner.engine.inputs import Inputs
from planner.engine.money import profile, promised_by_month
from planner.engine.outcome import Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE, Roll
from planner.engine.rows import Rows
from planner.engine.series import yearly

_FRAMEWORK = "pkg_supercomputers"
_PAYERS: tuple[PaidBy | None, ...] = (*PaidBy, None)
_ESTIMATED = (PaidBy.UNION, PaidBy.HOST_STATE, PaidBy.OTHER)
_AT_ONCE = 256  # measures whose payments are spread out in one go, for the sake of memory


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
    found = sorted(rows.items(), key=lambda row: (order[row[0].key], _PAYERS.index(row[0].paid_by)))
    return tuple(
        Entry(line, tuple(cells), Origin.FRAMEWORK, use=FrameworkUse(line.key))
        for line, cells in found
    )


def framework_total(plan: Plan) -> float | None:
    """Return what the January 2024 framework amounts to as a whole, MEUR; None if unknown."""
    envelope = plan.of(Envelope).get(_FRAMEWORK)
    return None if envelope is None else envelope.amount_meur


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
    bought, run = ledger.acquisition.T.tolist(), ledger.operation.T.tolist()
    unpledged = ledger.unpledged.T.tolist() if mode is Mode.COMMITMENTS else None
    for row, key in enumerate(block.measures):
        measure = inputs.plan.get(Measure, key)
        entries = list(_recorded(inputs, measure, mode))
        if not recorded[row]:
            estimated = _estimated(measure, (bought[row], run[row]), row, spread)
            entries = [*estimated, *(one for one in entries if None in one.cells)]
        yield from entries
        if unpledged is not None:
            yield from _unpledged(measure, unpledged[row])


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
    measure: Measure,
    totals: tuple[Sequence[float], Sequence[float]],
    row: int,
    spread: tuple[Series, Series] | None,
) -> Iterator[Entry]:
    """Make the lines of a measure of what each source commits: acquisition, then operation."""
    for purpose, total, at in zip(Purpose, totals, range(2), strict=True):
        for source, paid_by in enumerate(_ESTIMATED):
            amount = total[source]
            if not amount:
                continue
            cells: list[Cell] = [0] * COLUMNS
            if spread is None:
                cells[column_of(year_of(measure.start))] = thousandths(amount)
            else:
                cells = _spread(amount, spread[at][row, source])
            line = Line(Measure.KIND.name, measure.id, paid_by, purpose=purpose)
            yield _entry(line, cells, Origin.ESTIMATED, measure)


def _unpledged(measure: Measure, amounts: Sequence[float]) -> Iterator[Entry]:
    """Make the lines of what nobody has pledged of acquisition and operation, at the start."""
    for purpose, amount in zip(Purpose, amounts, strict=True):
        cells: list[Cell] = [0] * COLUMNS
        _put(cells, column_of(year_of(measure.start)), thousandths(amount))
        if any(cells):
            line = Line(Measure.KIND.name, measure.id, None, purpose=purpose)
            yield _entry(line, cells, Origin.UNPLEDGED, measure)


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
        _PAYERS.index(line.paid_by),
        line.state or "",
        str(line.programme or ""),
    )


def _put(cells: list[Cell], column: int, amount: Cell) -> None:
    known = cells[column]
    cells[column] = None if amount is None or known is None else known + amount
