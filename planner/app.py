# SPDX-License-Identifier: EUPL-1.2
"""The composition root: puts store, reference data and session together for a window or a shell.

Nothing else knows both a driving and a driven side. Workbooks and the shipped reference data are
imported where they are first needed, because a window opens a plan without either.
"""

import getpass
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from planner import paths
from planner.domain.commands import Batch
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.notices import Notices
from planner.returns import Returned
from planner.safekeeping import Keeper, guard_growth
from planner.scenarios import Scenarios
from planner.session import Session, Update
from planner.store.copying import copy_of_open_file
from planner.store.planfile import PlanFile

if TYPE_CHECKING:  # imported with the first merge, or the first table that comes in
    from planner.domain.merge import Choices as MergeChoices
    from planner.domain.records.approvals import ApprovalStatus
    from planner.exchange.approvals import Verdict
    from planner.exchange.patch import Patch
    from planner.incoming import Book
    from planner.intake import Accepted, BookReading, Report
    from planner.intake import Choices as ImportChoices
    from planner.merging import MergePreview


@attrs.frozen
class Workspace:
    """An open plan file and the session that edits it."""

    path: Path
    session: Session
    file: PlanFile
    keeper: Keeper
    scenarios: Scenarios = attrs.field(init=False)

    @scenarios.default
    def _know_scenarios(self) -> Scenarios:
        return Scenarios(self.session, self.file)

    def add_built_in(self) -> None:
        """Give a plan made by an older version the scenarios new plans come with.

        Raises `StoreError` and, if their names are taken, `DomainError`.
        """
        from planner.reference.built_in import lacking  # noqa: PLC0415 - start-up time

        if missing := lacking(self.session.plan, self.file.as_of(0)):
            self.scenarios.plant(missing, code="add_built_in")

    def preview_merge(self, other: Path) -> "MergePreview":
        """Weigh another copy, or a patch, against this plan; nothing is written.

        Raises `StoreError` and `ExchangeError`.
        """
        from planner import merging, sending  # noqa: PLC0415 - start-up time

        if other.suffix.lower() == sending.ENDING:
            _patch, copy = sending.read_patch_of(other, self.file)
            return merging.weigh(self.scenarios, self.file, copy)
        return merging.preview_merge(self.scenarios, self.file, other)

    def merge(
        self,
        preview: "MergePreview",
        choices: "MergeChoices",
        *,
        source: str = "",
        reason: str = "",
    ) -> Update:
        """Put a copy that was looked at into the plan; what nobody chose takes its default.

        Raises `DomainError` with the code `nothing_to_merge` or `merge_outdated`, and `StoreError`.
        """
        from planner import merging  # noqa: PLC0415 - start-up time

        return merging.carry_out(
            self.scenarios, self.file, preview, choices, source=source, reason=reason
        )

    def draw_patch(self, since: str, *, note: str = "", signed: bool = False) -> "Patch":
        """Return what was done since a moment, fit to be sent; nothing is written.

        Raises `ExchangeError("nothing_to_send")`, `ExchangeError("key_unusable")` and
        `StoreError("not_a_time")`.
        """
        from planner import sending  # noqa: PLC0415 - start-up time
        from planner.exchange.keys import Signer  # noqa: PLC0415 - start-up time

        signer = Signer(paths.user_config()) if signed else None
        return sending.draw_up(self.scenarios, self.file, since, note=note, signer=signer)

    def approvals(self, scenario: str) -> "tuple[Verdict, ...]":
        """Judge who submitted and approved a scenario, oldest first; the root for an empty key."""
        from planner.exchange.approvals import verdicts  # noqa: PLC0415 - start-up time

        return verdicts(self.session.plan, scenario, self.scenarios.plan_of(scenario))

    def approval_at(self, scenario: str, step: str) -> "Verdict | None":
        """Return who last submitted or approved what a scenario held after a step, if anybody did.

        Raises `StoreError("unknown_step")`.
        """
        from planner.exchange.approvals import said_at  # noqa: PLC0415 - start-up time

        return said_at(self.scenarios, scenario, step)

    def declare(
        self, scenario: str, status: "ApprovalStatus", *, note: str = "", source: str = ""
    ) -> Update:
        """Sign that a scenario, as it is now, is submitted, approved, or a draft again.

        Raises `DomainError("errors_block")`, `DomainError("not_submitted")`,
        `ExchangeError("key_unusable")` and `StoreError`.
        """
        from planner.exchange import approvals  # noqa: PLC0415 - start-up time
        from planner.exchange.keys import Signer  # noqa: PLC0415 - start-up time

        signer = Signer(paths.user_config())
        return approvals.declare(self.scenarios, scenario, status, signer, note=note, source=source)

    def plan_meant(self, words: str) -> Plan:
        """Return the plan of a scenario, a moment, a file or a patch; see `planner.sides`.

        Raises `DomainError("missing_record")`, `StoreError` and `ExchangeError`.
        """
        from planner.sides import plan_meant  # noqa: PLC0415 - start-up time

        return plan_meant(words, self.scenarios, self.file)

    def close(self) -> None:
        """Bring the file to rest, so that it can be copied, mailed or opened elsewhere."""
        self.file.close()

    def save_copy(self, target: Path, *, overwrite: bool = False) -> None:
        """Write a copy of the plan. Raises `StoreError`; a file of that name stays until then."""
        self.file.save_copy(target, overwrite=overwrite)


def author_name() -> str:
    """Return who edits, as the history will say: the account's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "planner")


def create_plan(path: Path, *, overwrite: bool = False) -> None:
    """Write a new plan that holds the real network. Raises `StoreError`."""
    from planner.reference.built_in import with_built_in  # noqa: PLC0415 - start-up time
    from planner.reference.seed import reference_plan  # noqa: PLC0415 - start-up time

    path.parent.mkdir(parents=True, exist_ok=True)
    plan, log = with_built_in(reference_plan())
    PlanFile.create(path, plan, overwrite=overwrite, log=log)


def open_workspace(
    path: Path,
    *,
    author: str | None = None,
    notices: Notices | None = None,
    believing: bool = False,
) -> Workspace:
    """Open a plan for editing, with a backup first if the file comes from an older version.

    `believing` takes a file that was changed outside the program as it is. Raises `StoreError`
    with its own code for each kind of trouble.
    """
    notices = notices or Notices()
    file = PlanFile.open(path, believing=believing, before_growing=guard_growth(notices))
    session = Session(
        file.plan,
        file,
        author=author or author_name(),
        notices=notices,
        plan_id=file.plan_id,
    )
    return Workspace(path, session, file, Keeper(file, notices))


def open_or_create(
    path: Path | None = None, *, notices: Notices | None = None, believing: bool = False
) -> Workspace:
    """Open a plan; without a name the one in the user's data folder, created on first start.

    Raises `StoreError`; a plan that is named and not there is not created.
    """
    target = path or paths.default_plan()
    if path is None and not target.exists():
        create_plan(target)
    return open_workspace(target, notices=notices, believing=believing)


def open_copy(source: Path, target: Path, *, notices: Notices | None = None) -> Workspace:
    """Open a copy of a plan that is in use elsewhere. Raises `StoreError`."""
    copy_of_open_file(source, target)
    return open_workspace(target, notices=notices)


def copy_name(source: Path) -> Path:
    """Return a free name beside a plan for a copy of it."""
    for number in range(1, 1_000):
        candidate = source.with_name(f"{source.stem} ({number}){source.suffix}")
        if not candidate.exists():
            return candidate
    raise StoreError("no_free_name", path=str(source))


@contextmanager
def workspace(path: Path | None = None) -> Iterator[Workspace]:
    """Open a plan for the length of a block, creating the default one on first use."""
    opened = open_or_create(path) if path is None else open_workspace(path)
    try:
        yield opened
        opened.keeper.closing(at_once=False)
    finally:
        opened.close()


EXPORT_SUFFIXES = (".xlsx", ".ods", ".csv", ".zip", ".json")


def export(
    session: Session,
    path: Path,
    *,
    kinds: Iterable[str] = (),
    states: Iterable[str] = (),
    where: Iterable[str] = (),
) -> None:
    """Write the plan, or a part of it, as a workbook, CSV or JSON, by the file's ending.

    A part is chosen by kinds of record, by codes of states, and by conditions such as
    `status=operational`. Raises `ExchangeError`, and `DomainError` for a choice that fits nothing;
    a file of that name stays as it was until the new one is whole.
    """
    from planner.workbook import exporting  # noqa: PLC0415 - start-up time: openpyxl
    from planner.workbook.selection import selected  # noqa: PLC0415 - start-up time

    chosen = selected(session.plan.schema, kinds=kinds, states=states, where=where)
    exporting.export(session, path, selection=chosen)


def template_titles() -> dict[str, str]:
    """Return the tables colleagues can fill in, by code: `T1` and what it is about."""
    from planner.workbook.templates import templates  # noqa: PLC0415 - start-up time

    return {one.code: one.title for one in templates()}


def export_template(session: Session, code: str, path: Path) -> None:
    """Write an empty table to fill in, with the lists of what this plan knows.

    Raises `DomainError("unknown_template")` and `ExchangeError`.
    """
    from planner.workbook.template_book import write_template  # noqa: PLC0415 - start-up time
    from planner.workbook.templates import template  # noqa: PLC0415 - start-up time

    write_template(template(code), session.plan, path)


def is_own_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook this program exported, from its properties alone."""
    from planner.workbook.reading_back import is_ours  # noqa: PLC0415 - start-up time

    return is_ours(path)


def is_own_book(book: "Book") -> bool:
    """Tell whether a file that was read is a workbook this program exported."""
    from planner.workbook.reading_back import is_our_book  # noqa: PLC0415 - start-up time

    return is_our_book(book)


def returned(session: Session, book: "Book") -> Returned:
    """Compare a workbook of ours, as it was read, with the plan and with what was exported."""
    from planner.workbook import returning  # noqa: PLC0415 - start-up time

    return returning.returned(session, book)


def base_of(session: Session, book: "Book") -> Plan | None:
    """Return the plan as it was when a workbook of ours was exported, `None` if nobody knows."""
    from planner.workbook import returning  # noqa: PLC0415 - start-up time

    return returning.base_of(session, book)


def compare_returned(book: "Book", plan: Plan, base: Plan | None) -> Returned:
    """Compare a workbook of ours with a plan and its base; it reads no file."""
    from planner.workbook import returning  # noqa: PLC0415 - start-up time

    return returning.compared(book, plan, base)


def begin_reading(path: Path, *, encoding: str = "", delimiter: str = "") -> "BookReading":
    """Start to read a file of any format in a process of its own; ask it now and then."""
    from planner.workbook.importing import assistant  # noqa: PLC0415 - start-up time

    return assistant.begin(path, encoding=encoding, delimiter=delimiter)


def check_import(session: Session, book: "Book", choices: "ImportChoices") -> "Report":
    """Say what a file would change and what stands against it.

    Raises `ExchangeError` if there is no table in it, `DomainError` for a choice that fits nothing.
    """
    from planner.workbook.importing import assistant  # noqa: PLC0415 - start-up time

    return assistant.check(session.plan, book, choices)


def check_paste(
    session: Session, text: str, *, kind: str, fields: Sequence[str], keys: Sequence[str] = ()
) -> "Report":
    """Say what text pasted into a table would change.

    Its columns fill `fields` one by one, its rows the records of `keys`, and new ones after them;
    with a row of headers both are found by name instead. Raises `ExchangeError` if there is
    nothing to paste.
    """
    from planner.workbook.importing import assistant  # noqa: PLC0415 - start-up time

    return assistant.pasted(session.plan, text, kind=kind, fields=fields, keys=keys)


def import_command(session: Session, report: "Report", accepted: "Accepted") -> Batch:
    """Return the one edit that takes over what was accepted.

    Raises `ExchangeError` while something is still to be answered.
    """
    from planner.workbook.importing import assistant  # noqa: PLC0415 - start-up time

    return assistant.command(report, accepted, session.plan)


def remember_import(report: "Report") -> None:
    """Keep how columns were read, for the next file with the same headers."""
    from planner.workbook.importing import assistant  # noqa: PLC0415 - start-up time

    assistant.remember(report)


def write_error_book(report: "Report", source: Path | None, target: Path) -> None:
    """Write the workbook a report is about with its mistakes marked. Raises `ExchangeError`."""
    from planner.workbook.importing import error_book  # noqa: PLC0415 - start-up time

    error_book.write_error_book(report, source, target)


def export_listing(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str | float | int | None]], path: Path
) -> None:
    """Write a table from the screen as CSV or workbook. Raises `ExchangeError`."""
    from planner.workbook.listing import Listing, write_listing  # noqa: PLC0415 - start-up time

    write_listing(Listing(title, heads, rows), path)
