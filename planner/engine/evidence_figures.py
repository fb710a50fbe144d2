# SPDX-License-Identifier: EUPL-1.2
"""How many values rest on what: with a source, weak, assumed, disputed; and what rules object to.

Asked of the network: `evidence.all`, `evidence.low`, `evidence.assumed`, `conflicts_open` and
`findings_open`. Each names what it counts.
"""

from collections.abc import Callable, Iterator, Mapping

from planner.domain.plan import Plan
from planner.domain.records.evidence import Confidence, Evidence
from planner.engine.conflicts import conflicts
from planner.engine.figures import Figure, Input
from planner.engine.outcome import Outcome, Severity

_Cells = Callable[[Plan, Outcome], Iterator[Input]]


def evidence_figure(plan: Plan, outcome: Outcome, code: str) -> Figure | None:
    """Return how many there are; None for other codes."""
    if code not in COUNTS:
        return None
    found = tuple(COUNTS[code](plan, outcome))
    return Figure(code, float(len(found)), "1", "count", found)


def _evidence(field: str, counts: Callable[[Evidence], bool]) -> _Cells:
    return lambda plan, _outcome: (
        Input(Evidence.KIND.name, key, field, getattr(row, field), "")
        for key, row in plan.of(Evidence).items()
        if counts(row)
    )


def _conflicts(plan: Plan, _outcome: Outcome) -> Iterator[Input]:
    for one in conflicts(plan):
        if one.is_open:
            value = getattr(plan.record(one.kind, one.key), one.field)
            yield Input(one.kind, one.key, one.field, value, "")


def _findings(_plan: Plan, outcome: Outcome) -> Iterator[Input]:
    for one in outcome.findings:
        if one.checkable and one.severity is not Severity.INFO:
            yield Input(one.kind, one.key, one.rule, None, "")


COUNTS: Mapping[str, _Cells] = {
    "evidence.all": _evidence("source", lambda _row: True),
    "evidence.low": _evidence("confidence", lambda row: row.confidence is Confidence.LOW),
    "evidence.assumed": _evidence("assumption", lambda row: row.assumption),
    "conflicts_open": _conflicts,
    "findings_open": _findings,
}
"""What is counted, by code."""
