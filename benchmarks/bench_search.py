# SPDX-License-Identifier: EUPL-1.2
"""Searching everything in a plan of a hundred thousand rows, against looking at row after row."""

from benchmarks.figures import report, row, timed
from benchmarks.plans import plan_of
from planner.domain.changes import Draft
from planner.domain.commands import EditField
from planner.domain.plan import Plan
from planner.engine.search import Index, folded

ROWS = 100_000
ROUNDS = 15
A_SEARCH_MS = 50.0
ASKED = ("leonardo", "master cohort", "supercomputer hr", "nothing of the kind", "a")


def main() -> None:
    """Measure a search, the first one, and one after an edit."""
    plan = plan_of(ROWS)
    index = Index(lambda _kind, _record: ())
    first = [timed(lambda: index.find(plan, "leonardo"))]
    asked = ASKED * ROUNDS
    searches = [timed(lambda words=words: index.find(plan, words)) for words in asked]
    plain = [timed(lambda: _row_by_row(plan, "leonardo")) for _round in range(3)]
    after = [timed(lambda plan=edited: index.find(plan, "leonardo")) for edited in _edited(plan)]
    rows = [
        row("the first search, which folds every text", first),
        row(
            "a search",
            searches,
            aim=A_SEARCH_MS,
            against=("row after row", plain),
        ),
        row("the search after an edit", after, aim=A_SEARCH_MS),
    ]
    report(rows, rows_in_plan=ROWS)


def _row_by_row(plan: Plan, word: str) -> list[str]:
    return [
        key
        for table in plan.tables.values()
        for key, record in table.items()
        if word in folded(" ".join(str(getattr(record, f.name)) for f in record.KIND.fields))
    ]


def _edited(plan: Plan) -> list[Plan]:
    plans = []
    for number in range(ROUNDS):
        draft = Draft(plan)
        EditField(kind="measure", key="m00001", field="name", value=f"n{number}").apply(draft)
        plan, _changes = draft.seal()
        plans.append(plan)
    return plans


if __name__ == "__main__":
    main()
