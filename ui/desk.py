# SPDX-License-Identifier: EUPL-1.2
"""The running program: which plan is open in the window, and how another one gets there."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from planner import app as planner_app
from planner import paths, safekeeping, working_copies
from planner.domain.errors import PlannerError
from planner.notices import Notices
from planner.sentences import sentence
from planner.session import Session
from planner.text import _
from ui.building_ahead import BuildingAhead
from ui.dialogs.trouble import Trouble, ask_about
from ui.document import Document
from ui.exporting import ask_what, ask_where, free_name, write_export
from ui.file_dialogs import ask_to_open, ask_to_save
from ui.keeping import Keeping
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import Theme
from ui.workbench import Workbench

SUFFIX = ".aifp"
_FILTER = f"*{SUFFIX}"


def _today() -> date:
    return datetime.now(UTC).astimezone().date()  # where the planner sits, not in Greenwich


class Desk(QObject):
    """Opens, creates, copies and exports plans; says what to do when one does not open."""

    def __init__(
        self, app: QApplication, settings: Settings, theme: Theme, window: MainWindow
    ) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._theme = theme
        self._notices = Notices()
        self._notices.listen(self._on_notice)
        self._workspace: planner_app.Workspace | None = None
        self._keeping: Keeping | None = None
        self.window = window
        self.window.closed.connect(self.close)

    def open(self, path: Path | None, *, believing: bool = False) -> None:
        """Open a plan, or say why not and what can be done instead.

        `believing` takes one that was changed outside the program as it is.
        """
        if self._is_open(path):
            self._come_to_front()
            return
        is_first = path is None and not paths.default_plan().exists()
        try:
            opened = planner_app.open_or_create(path, notices=self._notices, believing=believing)
            self._adopt(opened)
            if is_first and self.window.workbench is not None:
                self.window.workbench.guide.begin_once()
        except PlannerError as error:
            self._after_trouble(path or paths.default_plan(), error)

    def _is_open(self, path: Path | None) -> bool:
        """Tell whether a file is the plan in this window; one that may only be read is not held."""
        here = self._workspace
        if path is None or here is None or here.file.read_only:
            return False
        return path.exists() and path.samefile(here.path)

    def _come_to_front(self) -> None:
        self.window.raise_()
        self.window.activateWindow()
        if self.window.workbench is not None:
            name = self.window.workbench.document().path.stem
            words = _("“{plan}” is the plan open in this window.")
            self.window.workbench.tell(words.format(plan=name))

    def close(self) -> None:
        """Make the last backup of the open file and bring it to rest."""
        if self._keeping is not None:
            self._keeping.end()
            self._keeping = None
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            try:
                workspace.close()
            except PlannerError as error:  # the window closes all the same; opening it says more
                self._say(sentence(error.code, error.facts))

    def workbench(self) -> Workbench | None:
        """Return what shows the open plan."""
        return self.window.workbench

    def _adopt(self, workspace: planner_app.Workspace) -> None:
        self.close()
        self._workspace = workspace
        self._settings.add_recent(workspace.path)
        document = Document(
            session=workspace.session,
            path=workspace.path,
            read_only=workspace.file.read_only,
            # the dialog has asked whether to write over a file
            save_copy=lambda target: workspace.save_copy(target, overwrite=True),
            export=lambda target: planner_app.export(self._shown(workspace), target),
            is_unsafe=working_copies.unsafe_place(workspace.path) is not None,
            is_working_copy=working_copies.origin_of_copy(workspace.path) is not None,
            workspace=workspace,
        )
        workbench = Workbench(document, self._settings, self._theme, today=_today(), clock=_today)
        workbench.wishes.new.connect(self._ask_new)
        workbench.wishes.open.connect(self._ask_open)
        workbench.wishes.copy.connect(lambda: self._ask_copy(document))
        workbench.wishes.export.connect(lambda: self._ask_export(workspace))
        workbench.wishes.whole_export.connect(lambda: self._export_whole(document))
        workbench.look.theme_changed.connect(self._remember_theme)
        self.window.show_workbench(workbench)
        QTimer.singleShot(0, workbench, workbench.build_charts)
        self._look_after(workspace, workbench)

    def _look_after(self, workspace: planner_app.Workspace, workbench: Workbench) -> None:
        """Begin to make backups, and then the other views, in the first quiet moments."""
        keeping = Keeping(workspace, workbench, theme=lambda: self._theme)
        keeping.open_wanted.connect(self.open, Qt.ConnectionType.QueuedConnection)
        keeping.begin_soon()
        BuildingAhead(workbench.panels).begin_soon()
        self._keeping = keeping

    def _shown(self, workspace: planner_app.Workspace) -> Session:
        """Return the session on screen: the open plan's, or that of a past day."""
        workbench = self.window.workbench
        return workspace.session if workbench is None else workbench.edits.session

    def _after_trouble(self, path: Path, error: PlannerError) -> None:
        backup = safekeeping.latest_backup(path)
        words = sentence(error.code, error.facts)
        choice = ask_about(self.window, error.code, words, has_backup=backup is not None)
        deeds: dict[Trouble, Callable[[], None]] = {
            Trouble.OPEN_COPY: lambda: self._open_copy(path),
            Trouble.OPEN_BACKUP: lambda: self._open_backup(path, backup),
            Trouble.OPEN_ALL_THE_SAME: lambda: self.open(path, believing=True),
            Trouble.RETRY: lambda: self.open(path),
            Trouble.OPEN_OTHER: self._ask_open,
            Trouble.NEW: self._ask_new,
        }
        if choice in deeds:
            deeds[choice]()
        if self._workspace is None:
            self.window.close()

    def _open_copy(self, path: Path) -> None:
        try:
            copy = planner_app.copy_name(path)
            self._adopt(planner_app.open_copy(path, copy, notices=self._notices))
        except PlannerError as error:
            self._after_trouble(path, error)

    def _open_backup(self, path: Path, backup: safekeeping.Backup | None) -> None:
        if backup is None:
            return
        try:
            copy = planner_app.copy_name(path)
            safekeeping.open_as_copy(backup, copy)
        except PlannerError as error:
            self._say(sentence(error.code, error.facts))
            return
        self.open(copy)

    def _ask_new(self) -> None:
        name = f"{_('plan')}{SUFFIX}"
        chosen = ask_to_save(self.window, "plan", _("New plan"), name, _FILTER)[0]
        if chosen:
            target = Path(chosen).with_suffix(SUFFIX)
            self._try(lambda: planner_app.create_plan(target, overwrite=True))
            self.open(target)

    def _ask_open(self) -> None:
        chosen = ask_to_open(self.window, "plan", _("Open plan"), _FILTER)
        if chosen:
            self.open(Path(chosen))

    def _ask_copy(self, document: Document) -> None:
        name = _("{plan} (copy)").format(plan=document.path.stem) + SUFFIX
        chosen = ask_to_save(self.window, "copy", _("Save a copy"), name, _FILTER)[0]
        if chosen:
            target = Path(chosen).with_suffix(SUFFIX)
            self._write(lambda: document.save_copy(target), target)

    def _ask_export(self, workspace: planner_app.Workspace) -> None:
        """Ask what to write and where to, and write it."""
        session, workbench = self._shown(workspace), self.window.workbench
        if workbench is None:
            return
        choice = ask_what(workbench, workbench.theme(), session)
        target = None if choice is None else ask_where(workbench, workspace.path, choice)
        if choice is not None and target is not None:
            self._write(lambda: write_export(session, choice, target), target)

    def _export_whole(self, document: Document) -> None:
        """Write the whole plan as a workbook beside it, without a question."""
        target = free_name(document.path.with_suffix(".xlsx"))
        self._write(lambda: document.export(target), target)

    def _write(self, deed: Callable[[], None], target: Path) -> None:
        try:
            deed()
        except PlannerError as error:
            self._say(sentence(error.code, error.facts))
            return
        if self.window.workbench is not None:
            self.window.workbench.tell_written(target)

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except PlannerError as error:
            self._say(sentence(error.code, error.facts))

    def _say(self, words: str) -> None:
        if self.window.workbench is not None:
            self.window.workbench.say(words)

    def _on_notice(self, code: str, _error: BaseException) -> None:
        self._say(sentence(code, {}))

    def _remember_theme(self, theme: Theme) -> None:
        self._theme = theme
