# SPDX-License-Identifier: EUPL-1.2
"""How a second instance gets a copy of a plan that is open elsewhere.

The lock keeps SQLite out, but not a plain read. File and log are copied as bytes; if either moved
in the meantime the copy is taken again, and it is opened and checked before anyone sees it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from planner.domain.errors import StoreError
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.store.connection import is_open_here, refusing
from planner.store.header import check_header
from planner.store.placing import replacing, sidecars
from planner.store.planfile import PlanFile
from planner.store.schema import APPLICATION_ID, version_of

_TRIES = 50
_HEADER = 100

Mark = tuple[int, int, bytes] | None


def copy_of_open_file(
    source: Path,
    target: Path,
    *,
    overwrite: bool = False,
    schema: Schema = SCHEMA,
    copy: Callable[[Path, Path], object] = shutil.copyfile,
) -> None:
    """Write what another process has saved in `source` so far into `target`.

    Raises `StoreError`: `in_use` if it is this process that has it open, `busy` if it never held
    still, `already_exists`, and whatever `PlanFile.open` says about the file.
    """
    with refusing(source, otherwise="damaged"):
        if is_open_here(source):
            raise StoreError("in_use")
        check_header(source, application_id=APPLICATION_ID, newest=version_of(schema))
    with refusing(target, otherwise="write_failed"), replacing(target, overwrite=overwrite) as made:
        _copy_when_still(source, made, schema, copy)


def _copy_when_still(
    source: Path, made: Path, schema: Schema, copy: Callable[[Path, Path], object]
) -> None:
    trouble = StoreError("busy")
    for _ in range(_TRIES):
        if not _copied(source, made, copy):
            continue
        try:
            # Opening plays the log back and checks everything; closing leaves one file.
            PlanFile.open(made, schema=schema).close()
        except StoreError as error:
            trouble = error
        else:
            return
    raise trouble


def copy_as_it_is(source: Path, made: Path) -> None:
    """Copy a file and its log byte for byte, whatever they hold. Raises `StoreError("busy")`.

    Never to be called for a file this process has open.
    """
    if not any(_copied(source, made, shutil.copyfile) for _ in range(_TRIES)):
        raise StoreError("busy")


def _copied(source: Path, made: Path, copy: Callable[[Path, Path], object]) -> bool:
    """Copy file and log; tell whether neither moved meanwhile."""
    before = _marks(source)
    try:
        _copy_bytes(source, made, copy)
    except FileNotFoundError:
        return False  # its owner has just closed it, and the log is gone
    return before == _marks(source)


def _copy_bytes(source: Path, made: Path, copy: Callable[[Path, Path], object]) -> None:
    for sidecar in sidecars(made):
        sidecar.unlink(missing_ok=True)
    copy(source, made)
    # Of the three only the index of the log is left out: SQLite makes it anew.
    for log, made_log in zip(sidecars(source), sidecars(made), strict=True):
        if not log.name.endswith("-shm") and log.exists():
            copy(log, made_log)


def _marks(source: Path) -> tuple[Mark, Mark]:
    """Return what moves when file or log is written: size, time, and the counters at the start.

    The log's first bytes change when it starts over, which size and time might not show.
    """
    return _mark(source), _mark(sidecars(source)[0])


def _mark(path: Path) -> Mark:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns, head
