# SPDX-License-Identifier: EUPL-1.2
"""Writing a plan into a file: its ending says in which format."""

from collections.abc import Callable, Mapping
from pathlib import Path

from planner.domain.errors import ExchangeError
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from planner.engine.outcome import Outcome
from planner.session import Session
from planner.workbook.open_document import write_open_document
from planner.workbook.plain import write_csv, write_csv_archive, write_json
from planner.workbook.revision import Revision
from planner.workbook.selection import WHOLE, Selection
from planner.workbook.writer import write_workbook

SUFFIXES = (".xlsx", ".ods", ".csv", ".zip", ".json")
_Writer = Callable[[Plan, Outcome, Path, Revision, Selection], None]


def export(session: Session, path: Path, *, selection: Selection = WHOLE) -> None:
    """Write the plan of a session, or a part of it, in the format of the file's ending.

    A CSV file holds the first kind selected, measures without a selection. Raises `ExchangeError`,
    and `DomainError` for a selection that fits no record; a file of that name stays as it was until
    the new one is whole.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExchangeError("unknown_format", path=str(path))
    revision = revision_of(session)
    writer(session.plan, session.outcome, path, revision, selection)


def revision_of(session: Session) -> Revision:
    """Return which state of which plan a session is in."""
    steps = session.history()
    named = session.plan.of(Scenario).get(session.scenario)
    return Revision(
        plan=session.plan_id,
        scenario=session.scenario,
        scenario_name=named.name if named is not None else "",
        step=steps[-1].id if steps else "",
        number=len(steps),
        at=steps[-1].at if steps else "",
    )


def _workbook(
    plan: Plan, outcome: Outcome, path: Path, revision: Revision, selection: Selection
) -> None:
    write_workbook(plan, outcome, path, revision=revision, selection=selection)


def _open_document(
    plan: Plan, outcome: Outcome, path: Path, revision: Revision, selection: Selection
) -> None:
    write_open_document(plan, outcome, path, revision=revision, selection=selection)


def _csv(plan: Plan, _outcome: Outcome, path: Path, _of: Revision, selection: Selection) -> None:
    kind = selection.kinds[0] if selection.kinds else "measure"
    write_csv(plan, kind, path, selection=selection)


def _zip(plan: Plan, _outcome: Outcome, path: Path, _of: Revision, selection: Selection) -> None:
    write_csv_archive(plan, path, selection=selection)


def _json(plan: Plan, _outcome: Outcome, path: Path, _of: Revision, selection: Selection) -> None:
    write_json(plan, path, selection=selection)


_WRITERS: Mapping[str, _Writer] = {
    ".xlsx": _workbook,
    ".ods": _open_document,
    ".csv": _csv,
    ".zip": _zip,
    ".json": _json,
}
