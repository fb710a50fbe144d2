# SPDX-License-Identifier: EUPL-1.2
"""An error nobody expected becomes a report the user can save; the plan stays as it is on disk.

The program goes on where it can: an edit is stored before anything on screen moves, so whatever
fails later has lost nothing. The report holds no content of the plan and is sent nowhere.
"""

import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from planner.text import _
from ui.file_dialogs import ask_to_save

_log = logging.getLogger(__name__)
_KEPT_LINES = 400


def report_of(error: BaseException, *, version: str) -> str:
    """Return what somebody needs to know who looks for the cause."""
    about = (
        f"AI Factory Planner {version}",
        f"Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    lines = "".join(traceback.format_exception(error)).splitlines()[-_KEPT_LINES:]
    home = str(Path.home())
    return "\n".join((*about, "", *(line.replace(home, "~") for line in lines), ""))


class Mishaps(QObject):
    """Catches what would otherwise end in the console, and tells the user once at a time."""

    _happened = Signal(str)

    def __init__(self, owner: QWidget, *, version: str) -> None:
        super().__init__(owner)
        self._owner = owner
        self._version = version
        self._box: QMessageBox | None = None
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch errors from now on, wherever they come from."""
        sys.excepthook = self.caught

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an error and tell of it; Ctrl+C in a terminal ends the program as ever."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected", exc_info=error)
        self._happened.emit(report_of(error, version=self._version))

    def _tell(self, report: str) -> None:
        if self._box is not None:
            return  # one message is enough for what is usually one cause
        box = QMessageBox(self._owner)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Something unexpected has happened"))
        box.setText(
            _(
                "This should not have happened. Your plan is safe: every edit that was shown is on "
                "disk. You can go on; if something looks wrong, close the plan and open it again."
            )
        )
        box.setInformativeText(
            _("A report helps to find the cause. It is sent nowhere; save it and pass it on.")
        )
        box.setDetailedText(report)
        save = box.addButton(_("Save the report…"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        save.clicked.connect(lambda: self._save(report))
        box.finished.connect(self._forget)
        box.setModal(False)
        self._box = box
        box.show()

    def _forget(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None

    def _save(self, report: str) -> None:
        title = _("Save the report…")
        chosen = ask_to_save(self._owner, "report", title, "report.txt", "*.txt")[0]
        if not chosen:
            return
        try:
            Path(chosen).write_text(report, encoding="utf-8")
        except OSError as error:
            _log.warning("report not saved: %s", error)
            QMessageBox.warning(
                self._owner,
                title,
                _("{file} could not be written: {reason}").format(
                    file=Path(chosen).name, reason=error.strerror
                ),
            )
