# SPDX-License-Identifier: EUPL-1.2
"""The composition root: puts store, reference data and session together for a window or a shell.

Nothing else knows both a driving and a driven side. Workbooks and the shipped reference data are
imported where they are first needed, because a window opens a plan without either.
"""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from planner import paths
from planner.domain.errors import StoreError
from planner.notices import Notices
from planner.session import Session
from planner.store.copying import copy_of_open_file
from planner.store.planfile import PlanFile


@attrs.frozen
class Workspace:
    """An open plan file and the session that edits it."""

    path: Path
    session: Session
    file: PlanFile

    def close(self) -> None:
        """Bring the file to rest, so that it can be copied, mailed or opened elsewhere."""
        self.file.close()

    def save_copy(self, target: Path) -> None:
        """Write a copy of the plan. Raises `StoreError`; a file of that name stays until then."""
        self.file.save_copy(target)


def author_name() -> str:
    """Return who edits, as the history will say: the account's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USERNAME", "planner")


def create_plan(path: Path, *, overwrite: bool = False) -> None:
    """Write a new plan that holds the real network. Raises `StoreError`."""
    from planner.reference.seed import reference_plan  # noqa: PLC0415 - start-up time

    path.parent.mkdir(parents=True, exist_ok=True)
    PlanFile.create(path, reference_plan(), overwrite=overwrite)


def open_workspace(
    path: Path, *, author: str | None = None, notices: Notices | None = None
) -> Workspace:
    """Open a plan for editing. Raises `StoreError` with its own code for each kind of trouble."""
    file = PlanFile.open(path)
    session = Session(file.plan, file, author=author or author_name(), notices=notices)
    return Workspace(path, session, file)


def open_or_create(path: Path | None = None, *, notices: Notices | None = None) -> Workspace:
    """Open a plan; without a name the one in the user's data folder, created on first start.

    Raises `StoreError`; a plan that is named and not there is not created.
    """
    target = path or paths.default_plan()
    if path is None and not target.exists():
        create_plan(target)
    return open_workspace(target, notices=notices)


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
    finally:
        opened.close()


EXPORT_SUFFIXES = (".xlsx", ".csv", ".json")


def export(session: Session, path: Path) -> None:
    """Write the plan as a workbook, CSV or JSON, by the file's ending.

    Raises `ExchangeError`; a file of that name stays as it was until the new one is whole.
    """
    from planner.workbook import writer  # noqa: PLC0415 - start-up time: openpyxl

    plan = session.plan
    match path.suffix.lower():
        case ".csv":
            writer.write_csv(plan, "measure", path)
        case ".json":
            writer.write_json(plan, path)
        case _:
            writer.write_workbook(plan, session.outcome, path)
