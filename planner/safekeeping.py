# SPDX-License-Identifier: EUPL-1.2
"""Keeping what was planned: backups at the right moments, and the way back to one of them.

A backup never stands in the way of work: whatever goes wrong is a notice, and the plan itself is
saved with every edit in any case. Going back is an edit like any other, one step that can be
undone, because a history that is replaced is a history that is lost.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
from sqlite_utils import Database

from planner import paths
from planner.domain.changes import ChangeSet, compare
from planner.domain.commands import Replay
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.notices import Notices
from planner.store.backups import Backup, Occasion, Shelf, plan_in, shelf_of, shelf_of_file
from planner.store.connection import refusing
from planner.store.copying import copy_as_it_is
from planner.store.placing import replacing
from planner.store.planfile import PlanFile, plan_id_in
from planner.store.verify import examine

__all__ = [
    "BETWEEN",
    "Backup",
    "Keeper",
    "Restoration",
    "backup_root",
    "guard_growth",
    "is_whole",
    "latest_backup",
    "open_as_copy",
    "preview",
    "shelf_at",
]

BETWEEN = timedelta(minutes=10)
"""How long somebody edits before the next backup is made."""
_FOLDER = "backups"


def backup_root() -> Path:
    """Return the folder that holds the backups of all plans."""
    return paths.user_data() / _FOLDER


def shelf_at(path: Path) -> Shelf | None:
    """Return the backups of the plan that a file holds, or held before it was damaged.

    `None` if there are none.
    """
    return shelf_of_file(backup_root(), path)


def latest_backup(path: Path) -> Backup | None:
    """Return the latest backup of the file at a path that is whole."""
    shelf = shelf_at(path)
    found = () if shelf is None else shelf.backups()
    return next((b for b in found if b.is_of(path) and is_whole(b)), None)


def is_whole(backup: Backup) -> bool:
    """Tell whether a backup can be opened and holds what it held when it was made."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, backup.path.name)
        copy_as_it_is(backup.path, copy)
        return examine(copy).can_be_opened


class Keeper:
    """Makes the backups of one open plan. Only `ask` raises; otherwise trouble is a notice."""

    def __init__(
        self,
        file: PlanFile,
        notices: Notices,
        *,
        between: timedelta = BETWEEN,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.file = file
        shelf = shelf_of(backup_root(), file.plan_id)
        self.shelf = shelf if clock is None else attrs.evolve(shelf, clock=clock)
        self._notices = notices
        self._between = between
        self._held = file.revision if file.digest() is not None else -1

    def opened(self) -> Backup | None:
        """Make a backup of what was opened, unless the latest one holds the same."""
        return self._try(Occasion.OPENED)

    def catch_up(self) -> Backup | None:
        """Make a backup if there were edits and the last one is old enough."""
        return self._try(Occasion.EDITED) if self.is_edited and self._is_due() else None

    def closing(self, *, at_once: bool = True) -> Backup | None:
        """Make a last backup of what was edited, while the file is still open.

        Unless `at_once`, one that was made a moment ago will do: a script of a hundred commands
        opens and closes the plan a hundred times.
        """
        due = self.is_edited and (at_once or self._is_due())
        return self._try(Occasion.CLOSED) if due else None

    @property
    def is_edited(self) -> bool:
        """Tell whether there were edits since the last backup."""
        return self.file.revision != self._held

    def ask(self) -> Backup:
        """Make a backup because somebody wants one. Raises `StoreError`."""
        backup = self.shelf.make(self.file, Occasion.ASKED)
        self._held = self.file.revision
        self.shelf.prune()
        return backup

    def _is_due(self) -> bool:
        latest = self.shelf.latest_of(self.file.path)
        return latest is None or self.shelf.clock().astimezone(UTC) - latest.at >= self._between

    def _try(self, occasion: Occasion) -> Backup | None:
        try:
            if self.file.read_only or self.shelf.holds(self.file):
                return None
            backup = self.shelf.make(self.file, occasion)
            self._held = self.file.revision
            self.shelf.prune()
        except StoreError as error:
            self._notices.report("backup_failed", error)
            return None
        return backup


def guard_growth(notices: Notices) -> Callable[[Path, Database], None]:
    """Return what makes a backup of an older file before its tables are completed."""

    def guard(path: Path, db: Database) -> None:
        try:
            shelf_of(backup_root(), plan_id_in(db)).make_before_growing(path, db)
        except StoreError as error:
            # Completing is one transaction: without the backup it is still all or nothing.
            notices.report("backup_failed", error)

    return guard


@attrs.frozen
class Restoration:
    """What going back to a backup would do: the plan it holds and what would change."""

    backup: Backup
    plan: Plan
    changes: ChangeSet

    @property
    def command(self) -> Replay:
        """Return the edit that brings the plan to what the backup holds; undo takes it back."""
        at = self.backup.at.isoformat(timespec="seconds")
        return Replay(
            cells=tuple(self.changes.cells()), code="restore_backup", facts={"moment": at}
        )


def preview(plan: Plan, backup: Backup) -> Restoration:
    """Compare a plan with a backup. Raises `StoreError` if the backup cannot be read."""
    with tempfile.TemporaryDirectory() as folder:
        held = plan_in(backup.path, Path(folder), schema=plan.schema)
    return Restoration(backup, held, compare(plan, held))


def open_as_copy(backup: Backup, target: Path) -> None:
    """Put a copy of a backup, history and all, where it can be opened and edited.

    Raises `StoreError` with `already_exists` or the reason of a failed write.
    """
    with (
        refusing(target, otherwise="write_failed"),
        replacing(target, overwrite=False) as made,
    ):
        copy_as_it_is(backup.path, made)
