# SPDX-License-Identifier: EUPL-1.2
"""Backups and working copies in the window: made in quiet moments, listed and gone back to."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from planner import app as planner_app
from planner import safekeeping, working_copies
from planner.domain.errors import PlannerError, StoreError
from planner.domain.scenarios import ROOT
from planner.safekeeping import Backup, Restoration
from planner.sentences import sentence
from planner.text import _
from ui.dialogs.backups import BackupPreview, BackupsDialog
from ui.presenting.backup_values import backup_preview, backup_rows
from ui.theme import Theme
from ui.workbench import Workbench

_QUIET_MS, _LOOK_MS = 1_500, 60_000


class Keeping(QObject):
    """Looks after one open plan. `open_wanted` names another file to open instead."""

    open_wanted = Signal(Path)

    def __init__(
        self,
        workspace: planner_app.Workspace,
        workbench: Workbench,
        *,
        theme: Callable[[], Theme],
    ) -> None:
        super().__init__(workbench)
        self._workspace = workspace
        self._workbench = workbench
        self._theme = theme
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.begin)
        self._clock = QTimer(self)
        self._clock.timeout.connect(workspace.keeper.catch_up)
        workbench.panels.notice.taken.connect(self.work_here)
        workbench.wishes.backups.connect(self.show_backups)
        workbench.wishes.working_copy.connect(self.work_here)
        workbench.wishes.bring_back.connect(self.bring_back)

    def begin_soon(self) -> None:
        """Begin in the first quiet moment."""
        self._soon.start(_QUIET_MS)

    def begin(self) -> None:
        """Make the first backup, say what is unsafe about the place, and watch for edits."""
        self._workspace.keeper.opened()
        self._clock.start(_LOOK_MS)
        self._warn()

    def end(self) -> None:
        """Make the last backup; to be called while the file is still open."""
        self._soon.stop()
        self._clock.stop()
        self._workspace.keeper.closing()

    def show_backups(self) -> None:
        """List the backups; going back to one is an edit, opening one a copy beside the plan."""
        backups = self._backups()
        dialog = BackupsDialog(
            self._theme(),
            backup_rows(backups, self._workspace.path),
            self._preview_of(backups),
            folder=str(self._workspace.keeper.shelf.folder),
            can_restore=not self._workspace.file.read_only,
            parent=self._workbench,
        )
        dialog.backup_requested.connect(lambda: self._make(dialog))
        dialog.restore_requested.connect(lambda place: self._restore(dialog, place))
        dialog.copy_requested.connect(lambda place: self._open_copy(dialog, place))
        dialog.exec()
        dialog.deleteLater()

    def work_here(self) -> None:
        """Open a copy of the plan on this computer instead of the one on a share."""
        file = self._workspace.file
        self._try(lambda: self.open_wanted.emit(working_copies.working_copy_of(file)))

    def bring_back(self) -> None:
        """Write the working copy over the plan it came from; merge first what was done there."""

        def bring() -> None:
            try:
                where = working_copies.bring_back(self._workspace.file)
            except StoreError as error:
                if error.code == "origin_moved_on":
                    self._workbench.ask_page("merge", "file", str(error.facts["path"]))
                raise
            self._workbench.tell(_("Brought back to {path}.").format(path=where))

        self._try(bring)

    def _warn(self) -> None:
        place = working_copies.unsafe_place(self._workspace.path)
        if place is not None:
            words = sentence(f"place_{place.kind.value}", {"name": place.name})
            offer = _("Work on a copy on this computer")
            self._workbench.panels.notice.say(words, tone="warning", offer=offer)

    def _backups(self) -> Sequence[Backup]:
        return self._workspace.keeper.shelf.backups()

    def _preview_of(self, backups: Sequence[Backup]) -> Callable[[int], BackupPreview | str]:
        """Return what says what going back would change, once for each backup."""
        plan = self._workspace.session.plan

        @cache
        def preview(place: int) -> BackupPreview | str:
            try:
                return backup_preview(plan, self._found(backups[place]))
            except PlannerError as error:
                return sentence(error.code, error.facts)

        return preview

    def _found(self, backup: Backup) -> Restoration:
        return safekeeping.preview(self._workspace.session.plan, backup)

    def _make(self, dialog: BackupsDialog) -> None:
        def make() -> None:
            self._workspace.keeper.ask()
            dialog.done(0)
            self.show_backups()

        self._try(make)

    def _restore(self, dialog: BackupsDialog, place: int) -> None:
        backup = self._backups()[place]

        def restore() -> None:
            command = self._found(backup).command
            self._workbench.standpoint.show_scenario(ROOT)  # backups are of the plan itself
            if self._workbench.edits.execute(command, source="backups"):
                dialog.accept()

        self._try(restore)

    def _open_copy(self, dialog: BackupsDialog, place: int) -> None:
        backup = self._backups()[place]

        def copy() -> None:
            target = planner_app.copy_name(self._workspace.path)
            safekeeping.open_as_copy(backup, target)
            dialog.accept()
            self.open_wanted.emit(target)

        self._try(copy)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except PlannerError as error:
            self._workbench.say(sentence(error.code, error.facts))
