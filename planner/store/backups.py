# SPDX-License-Identifier: EUPL-1.2
"""Backups of a plan, in a folder of the user's that is named after the plan.

A backup is a whole plan file, written from the open connection, looked through from the first byte
to the last step, and only then put in its place. Its name says when it was made, on what occasion
and from which file, so a list needs to open none of them, and so one finds the backups of a file
that cannot be read any more.

Copies of one plan share a folder; each is thinned out by itself, so that a busy copy does not use
up the backups of another.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
from sqlite_utils import Database

from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Choice, Schema
from planner.store.connection import refusing
from planner.store.copying import copy_as_it_is
from planner.store.placing import replacing
from planner.store.planfile import PlanFile, digest_at, plan_id_in, write_copy
from planner.store.verify import Part, examine
from planner.text import N_

SUFFIX = ".aifp"
_TIME = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(?P<at>\d{8}T\d{12})-(?P<occasion>[a-z]+)-(?P<origin>[0-9a-f]{10})\.aifp")
_PLAIN = re.compile(r"[0-9a-z][0-9a-z-]{7,63}")
_LEFTOVER = timedelta(days=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Occasion(Choice):
    """Why a backup was made."""

    OPENED = "opened", N_("when opened")
    EDITED = "edited", N_("while edited")
    CLOSED = "closed", N_("when closed")
    GROWING = "growing", N_("before an update of the file")
    ASKED = "asked", N_("by hand")


@attrs.frozen
class Backup:
    """A backup in its folder. `at` is UTC; `origin` names the file it was made of."""

    path: Path
    at: datetime
    occasion: Occasion
    origin: str
    size: int

    def is_of(self, path: Path) -> bool:
        """Tell whether this is a backup of the file at a path, and not of a copy elsewhere."""
        return self.origin == origin_of(path)


@attrs.frozen(kw_only=True)
class Retention:
    """How many backups stay: the latest, and the last one of each of the latest periods.

    Those made by hand or before an update are counted by themselves.
    """

    recent: int = 10
    hours: int = 24
    days: int = 14
    weeks: int = 8
    months: int = 24
    deliberate: int = 10


_PERIODS: dict[str, Callable[[datetime], object]] = {
    "hours": lambda at: (at.date(), at.hour),
    "days": lambda at: at.date(),
    "weeks": lambda at: at.isocalendar()[:2],
    "months": lambda at: (at.year, at.month),
}
_DELIBERATE = frozenset({Occasion.GROWING, Occasion.ASKED})


def origin_of(path: Path) -> str:
    """Return ten hexadecimal digits that stand for where a file lies."""
    place = os.path.normcase(path.resolve())
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:10]


def worth_keeping(backups: Iterable[Backup], retention: Retention) -> frozenset[Backup]:
    """Return the backups that stay. The clock is not asked: an idle year costs no backup."""
    by_age = sorted(backups, key=lambda backup: backup.at, reverse=True)
    deliberate = [b for b in by_age if b.occasion in _DELIBERATE]
    automatic = [b for b in by_age if b.occasion not in _DELIBERATE]
    kept = {*deliberate[: retention.deliberate], *automatic[: retention.recent]}
    for name, period in _PERIODS.items():
        latest: dict[object, Backup] = {}
        for backup in automatic:
            latest.setdefault(period(backup.at), backup)
        kept.update([*latest.values()][: getattr(retention, name)])
    return frozenset(kept)


@attrs.frozen
class Shelf:
    """The backups of one plan. `folder` is made with the first of them."""

    folder: Path
    retention: Retention = attrs.field(factory=Retention)
    clock: Callable[[], datetime] = _now

    def backups(self) -> tuple[Backup, ...]:
        """Return what is there, the latest first."""
        if not self.folder.is_dir():
            return ()
        found = (_backup_at(path) for path in self.folder.iterdir())
        return tuple(sorted(filter(None, found), key=lambda b: (b.at, b.path.name), reverse=True))

    def latest_of(self, path: Path) -> Backup | None:
        """Return the latest backup of the file at a path."""
        return next((backup for backup in self.backups() if backup.is_of(path)), None)

    def make(self, file: PlanFile, occasion: Occasion) -> Backup:
        """Write a backup of an open file, look through it and put it in its place.

        Raises `StoreError`: `backup_unsound` if the copy is not as good as it should be, or the
        reason of a failed write. There is then no such backup.
        """
        return self._make(file.path, occasion, file.write_into)

    def make_before_growing(self, path: Path, db: Database) -> Backup:
        """Write a backup of an older file before its tables are completed; raises as `make`."""
        return self._make(path, Occasion.GROWING, lambda made: write_copy(db, made))

    def holds(self, file: PlanFile) -> bool:
        """Tell whether the latest backup of an open file has the same content as the file."""
        digest, latest = file.digest(), self.latest_of(file.path)
        if digest is None or latest is None:
            return False
        try:
            return digest_at(latest.path) == digest
        except StoreError:
            return False

    def prune(self) -> tuple[Backup, ...]:
        """Remove what retention does not keep, and what a crash left half made; return it."""
        backups = self.backups()
        kept: set[Backup] = set()
        for origin in {backup.origin for backup in backups}:
            kept |= worth_keeping((b for b in backups if b.origin == origin), self.retention)
        gone = tuple(backup for backup in backups if backup not in kept)
        with refusing(self.folder, otherwise="write_failed"):
            for backup in gone:
                backup.path.unlink(missing_ok=True)
            for leftover in self._leftovers():
                shutil.rmtree(leftover)
        return gone

    def _make(self, path: Path, occasion: Occasion, write: Callable[[Path], str]) -> Backup:
        at = self.clock().astimezone(UTC)
        target = self.folder / f"{at.strftime(_TIME)}-{occasion.value}-{origin_of(path)}{SUFFIX}"
        with refusing(target, otherwise="write_failed"):
            self.folder.mkdir(parents=True, exist_ok=True)
            with replacing(target, overwrite=False) as made:
                _check(made, write(made))
        return Backup(target, at, occasion, origin_of(path), target.stat().st_size)

    def _leftovers(self) -> Iterator[Path]:
        """Yield the folders of copies that were never finished."""
        if not self.folder.is_dir():
            return
        oldest = (self.clock() - _LEFTOVER).timestamp()
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.startswith(".") and path.stat().st_mtime < oldest:
                yield path


def shelf_of(root: Path, plan_id: str) -> Shelf:
    """Return the shelf of a plan among all backups; a strange key cannot lead out of `root`."""
    plain = _PLAIN.fullmatch(plan_id) is not None
    name = plan_id if plain else hashlib.sha256(plan_id.encode()).hexdigest()
    return Shelf(root / name)


def shelf_of_file(root: Path, path: Path) -> Shelf | None:
    """Return the shelf with the latest backup of the file at a path, however damaged that is."""
    made = sorted(root.glob(f"*/*-{origin_of(path)}{SUFFIX}"), key=lambda found: found.name)
    return Shelf(made[-1].parent) if made else None


def shelf_of_database(root: Path, db: Database) -> Shelf:
    """Return the shelf of a plan by its open connection."""
    return shelf_of(root, plan_id_in(db))


def plan_in(backup: Path, folder: Path, *, schema: Schema = SCHEMA) -> Plan:
    """Return the plan in a backup, read from a copy of it in `folder`.

    Raises `StoreError`, whatever `PlanFile.open` says.
    """
    copy = folder / backup.name
    with refusing(backup, otherwise="damaged"):
        copy_as_it_is(backup, copy)
    with PlanFile.open(copy, schema=schema) as file:
        return file.plan


def _check(made: Path, digest: str) -> None:
    """Look whether a copy is whole and holds what was written.

    A history that does not lead to the plan is a fault of the plan, and faithfully copied.
    """
    report = examine(made)
    if report.error is not None and not report.can_be_opened:
        raise StoreError("backup_unsound", part=str(report.wrong), reason=report.error.code)
    if report.digest != digest:
        raise StoreError("backup_unsound", part=str(Part.DIGEST), reason="another_digest")


def _backup_at(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    at = datetime.strptime(named["at"], _TIME).replace(tzinfo=UTC)
    try:
        return Backup(path, at, Occasion(named["occasion"]), named["origin"], path.stat().st_size)
    except (ValueError, OSError):
        return None
