# SPDX-License-Identifier: EUPL-1.2
"""How the money committed so far comes about: of a state, of its measures, of the state itself."""

from collections.abc import Iterator, Mapping, Sequence

from planner.domain.months import HORIZON, month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution
from planner.domain.records.funding import Commitment
from planner.domain.records.measures import Measure
from planner.engine.costs import costs
from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.figures import Figure, Input, field_input
from planner.engine.inputs import Inputs
from planner.engine.money import Money, money
from planner.engine.outcome import FIRM, MONEY_SOURCES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE, Roll, Roster
from planner.engine.times import times

SO_FAR, OWN, SINCE_2024 = "money_committed", "own_money", "public_since_2024"
_ALL = range(len(MONEY_SOURCES))
_STATES = (MONEY_SOURCES.index("states"),)
_PUBLIC = tuple(MONEY_SOURCES.index(one) for one in ("union", "states"))
_SOURCES: Mapping[str, Sequence[int]] = {SO_FAR: _ALL, OWN: _STATES, SINCE_2024: _PUBLIC}
_FIRST: Mapping[str, int] = {SINCE_2024: int(month_of(2024, 1))}
_FIELDS = ("union_meur", "states_meur", "other_meur")


def committed_by_state(plan: Plan, outcome: Outcome, state: str, code: str, month: int) -> Figure:
    """Return what is committed in a state so far, by all or by the state itself.

    `own_money` is what hours are set against and runs to the end of the quarter;
    `public_since_2024` is that of Union and states from January 2024 on, whenever it is due.
    """
    end, sources = _end(code, month), _SOURCES[code]
    block: Money = outcome.cache["money"][state]
    span = slice(_FIRST.get(code, 0), end)
    value = float(block.commitments[FIRM][:, list(sources), span].sum())
    inputs = (*_measures(plan, outcome, state, code, month), *_signed(plan, state, sources, span))
    return Figure(code, value, "MEUR", "sum", inputs)


def committed_to(plan: Plan, outcome: Outcome, key: str, code: str, month: int) -> Figure:
    """Return what is committed to one measure so far. Raises `DomainError("missing_record")`."""
    measure = plan.get(Measure, key)
    given = _contributions(outcome).get(key, ())
    value = _of_measure(plan, outcome, measure, code, month)
    if given:
        inputs = tuple(field_input(plan, one, "commitment_meur") for one in given)
        return Figure(code, value, "MEUR", "sum of contributions", inputs)
    names = (MONEY_SOURCES[source] for source in _SOURCES[code])
    parts = tuple(Input("measure", key, name, None, "MEUR", computed=True) for name in names)
    inputs = (*parts, field_input(plan, measure, "start"))
    return Figure(code, value, "MEUR", "in full from the start on", inputs)


def money_alone(
    plan: Plan, contributions: Mapping[str, tuple[Contribution, ...]], measure: Measure
) -> Money:
    """Put one measure alone through the stages of money, so that the parts add up exactly."""
    own = {measure.id: contributions[measure.id]} if measure.id in contributions else {}
    roll = Roll({measure.state: Roster(measures=(measure,))}, {}, own)
    inputs = Inputs(plan, Parameters.of(plan), roll)
    at = times(inputs, [measure.state])
    (block,) = money(inputs, [measure.state], costs(inputs, [measure.state], at))
    return block


def _measures(plan: Plan, outcome: Outcome, state: str, code: str, month: int) -> Iterator[Input]:
    for key, measure in sorted(plan.of(Measure).items()):
        if measure.state == state:
            value = _of_measure(plan, outcome, measure, code, month)
            if value:
                yield Input("measure", key, code, value, "MEUR")


def _of_measure(plan: Plan, outcome: Outcome, measure: Measure, code: str, month: int) -> float:
    block = money_alone(plan, _contributions(outcome), measure)
    span = slice(_FIRST.get(code, 0), _end(code, month))
    return float(block.commitments[FIRM][:, list(_SOURCES[code]), span].sum())


def _signed(plan: Plan, state: str, sources: Sequence[int], span: slice) -> Iterator[Input]:
    for _key, row in sorted(plan.of(Commitment).items()):
        here = (row.state or NOWHERE) == state
        if here and row.signed is not None and span.start <= row.signed < span.stop:
            names = [_FIELDS[source] for source in sources]
            yield from (field_input(plan, row, name) for name in names if getattr(row, name))


def _contributions(outcome: Outcome) -> Mapping[str, tuple[Contribution, ...]]:
    roll: Roll = outcome.cache["roll"][NOWHERE]
    return roll.contributions


def _end(code: str, month: int) -> int:
    if code == OWN:
        return (month // MONTHS_IN_QUARTER + 1) * MONTHS_IN_QUARTER
    if code == SINCE_2024:
        return HORIZON
    return month + 1
