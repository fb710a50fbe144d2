# SPDX-License-Identifier: EUPL-1.2
"""A plan, or a part of it, as a workbook: every number as the plan holds it.

Sheets and columns come from the declarations. Text stays text: what starts with an equals sign is
never written as a formula, because a plan may have been filled in by anybody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs
from openpyxl import Workbook

from planner import text
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Record
from planner.engine.outcome import Outcome
from planner.text import ngettext
from planner.workbook.choices import Wording
from planner.workbook.cover import begin_cover, fill_cover
from planner.workbook.derivation import add_derivation
from planner.workbook.figures import add_capacity, add_money, begin_headlines, fill_headlines
from planner.workbook.files import write_atomically
from planner.workbook.findings_sheet import begin_findings, fill_findings
from planner.workbook.parts import add_capacity_parts, add_money_parts
from planner.workbook.provenance import Findings, Provenance, leading_field
from planner.workbook.revision import NO_REVISION, Revision, add_lists, add_revision, add_rows
from planner.workbook.selection import WHOLE, Selection
from planner.workbook.sheets import FIRST_ROW, Background, add_records, column_of
from planner.workbook.styles import Page, place

Progress = Callable[[float], None]


def write_workbook(
    plan: Plan,
    outcome: Outcome,
    path: Path,
    *,
    revision: Revision = NO_REVISION,
    selection: Selection = WHOLE,
    progress: Progress | None = None,
) -> None:
    """Write cover, figures with charts and derivations, findings, and a sheet for each kind.

    `revision` says which state of which plan is exported, so that the workbook can be read back;
    `progress` is told how much of the work is done, 0 to 1. Raises `ExchangeError`, and
    `DomainError` for a selection that fits no kind; a file of that name stays as it was until the
    new one is whole.
    """
    wording = Wording(plan)
    chosen = {kind: selection.rows(plan, kind) for kind in selection.chosen_kinds(plan.schema)}
    told = progress or _untold

    def write(target: Path) -> None:
        with streamed() as book:
            _fill(book, plan, outcome, chosen, _Manner(wording, revision, selection, told))
            book.save(target)

    write_atomically(path, write)


@contextmanager
def streamed() -> Iterator[Workbook]:
    """Yield a workbook to be filled and saved; no sheet is left open whatever happens."""
    book = Workbook(write_only=True)
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


@attrs.frozen
class _Manner:
    wording: Wording
    revision: Revision
    selection: Selection
    progress: Progress


def _fill(
    book: Workbook,
    plan: Plan,
    outcome: Outcome,
    chosen: Mapping[Kind, Sequence[Record]],
    manner: _Manner,
) -> None:
    provenance = Provenance(plan)
    cover, headlines = begin_cover(book), begin_headlines(book)
    capacity, money = add_capacity(book, outcome), add_money(book, outcome)
    findings = begin_findings(book)
    background = Background(manner.wording, provenance, Findings(outcome))
    records = _add_all_records(book, chosen, background, manner.progress)
    derived = [
        add_derivation(book, plan, outcome, provenance),
        add_capacity_parts(book, plan, outcome, provenance),
        add_money_parts(book, plan, outcome, provenance),
    ]
    fill_findings(findings, outcome, plan, _places(chosen, records))
    more = [findings, *derived]
    fill_headlines(headlines, outcome, capacity=capacity, money=money, more=more)
    counts = {page: _counted(len(chosen[kind])) for kind, page in records.items()}
    figures = dict.fromkeys((headlines, capacity, money, findings), "")
    fill_cover(
        cover,
        today=date.today(),  # noqa: DTZ011 - the reader's day
        revision=manner.revision,
        selected=manner.selection.words(plan.schema),
        others={**figures, **counts, **dict.fromkeys(derived, "")},
    )
    add_hidden(book, chosen, manner.wording, manner.revision)
    manner.progress(1.0)


def add_hidden(
    book: Workbook,
    chosen: Mapping[Kind, Sequence[Record]],
    wording: Wording,
    revision: Revision,
) -> None:
    """Add what the workbook is read back by, and the lists behind the drop-downs."""
    add_lists(book, wording.lists(iter(chosen)))
    add_rows(book, {kind.name: records for kind, records in chosen.items()})
    add_revision(book, revision)


def _add_all_records(
    book: Workbook,
    chosen: Mapping[Kind, Sequence[Record]],
    background: Background,
    progress: Progress,
) -> dict[Kind, Page]:
    total = sum(map(len, chosen.values())) or 1
    pages, done = {}, 0
    for kind, records in chosen.items():
        pages[kind] = add_records(book, kind, records, background)
        done += len(records)
        progress(0.9 * done / total)
    return pages


def _places(
    chosen: Mapping[Kind, Sequence[Record]], pages: Mapping[Kind, Page]
) -> dict[tuple[str, str], str]:
    """Return where the name of each record stands."""
    found = {}
    for kind, records in chosen.items():
        column = column_of(kind, leading_field(kind))
        for row, record in enumerate(records, start=FIRST_ROW):
            found[kind.name, record.id] = place(pages[kind].title, f"{column}{row}")
    return found


def _counted(count: int) -> str:
    return ngettext("{count} record", "{count} records", count).format(count=text.number(count))


def _untold(_share: float) -> None:
    """Tell nobody how far the work is."""
