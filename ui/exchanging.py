# SPDX-License-Identifier: EUPL-1.2
"""Tables on their way into the plan: files that are chosen or dropped, and what is pasted."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QDialog, QWidget

from planner import app as planner_app
from planner.domain.commands import Batch, EditField
from planner.domain.errors import PlannerError
from planner.domain.schema import Scalar
from planner.sentences import sentence
from planner.session import Session
from planner.text import _, ngettext, number
from ui.edits import Edits
from ui.file_dialogs import ask_to_open
from ui.importing.errand import Computation, Errand
from ui.theme import Theme

if TYPE_CHECKING:
    from planner.intake import Report

_MOST_AT_ONCE = 300  # lines; more of them would be felt
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".zip")


class Exchanging:
    """Opens imports, takes in what is pasted, and fills cells; each is one step."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        *,
        theme: Callable[[], Theme],
        say: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        """`say` says what could not be done, `tell` what was."""
        self._owner = owner
        self._edits = edits
        self._theme = theme
        self._say = say
        self._tell = tell
        self._errand = Errand(owner)
        self._errand.done.connect(self._take_over)
        self._errand.failed.connect(self._refuse)

    def ask(self) -> None:
        """Ask for a file and guide through its import."""
        path = ask_for_file(self._owner)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Guide through the import of a file."""
        self._guide(path.name, path=path)

    def paste(self, text: str, kind: str, fields: Sequence[str], keys: Sequence[str]) -> None:
        """Take in what was pasted; where there is any doubt, show first what it would change.

        Much is compared beside the window; what is pasted meanwhile waits for another try.
        """
        session = self._edits.session
        compare = partial(_compared, session, text, kind=kind, fields=fields, keys=keys)
        if text.count("\n") > _MOST_AT_ONCE:
            self._tell(_("{file} is being read…").format(file=_("Clipboard")))
            if not self._errand.is_under_way():
                self._errand.begin(Computation(compare))
            return
        try:
            compared = compare()
        except PlannerError as error:
            self._refuse(error)
        else:
            self._take_over(compared)

    def _take_over(self, compared: "_Compared") -> None:
        report, command = compared.report, compared.command
        if command is None:
            self._guide(_("Clipboard"), report=report)
        elif not command.commands:
            self._tell(_("What was pasted is in the plan already."))
        elif self._edits.execute(command, source="clipboard"):
            self._tell(_pasted_words(report))

    def _refuse(self, error: PlannerError) -> None:
        self._say(sentence(error.code, error.facts))

    def fill(self, kind: str, keys: Sequence[str], field: str, value: Scalar) -> None:
        """Give the same field of several records the same value, in one step."""
        records = self._edits.session.plan.table(kind)
        edits = tuple(
            EditField(kind=kind, key=key, field=field, value=value)
            for key in keys
            if getattr(records[key], field) != value
        )
        facts = {"kind": kind, "field": field}
        if edits and self._edits.execute(
            Batch(commands=edits, code="fill_field", facts=facts), source="table"
        ):
            told = ngettext(
                "{count} record was changed. Undo takes it back.",
                "{count} records were changed. Undo takes all of them back.",
                len(edits),
            )
            self._tell(told.format(count=number(len(edits))))

    def _guide(
        self, name: str, *, path: Path | None = None, report: "Report | None" = None
    ) -> None:
        from ui.importing.dialog import ImportDialog  # noqa: PLC0415 - start-up time
        from ui.importing.guiding import Guide  # noqa: PLC0415 - start-up time

        title = _("Import {file}").format(file=name)
        dialog = ImportDialog(self._theme(), title, parent=self._owner)
        guide = Guide(dialog, self._edits, ask=lambda: ask_for_file(dialog), parent=dialog)
        if path is not None:
            guide.open(path)
        elif report is not None:
            guide.show_report(report)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._tell(guide.summary())
        guide.end()
        dialog.deleteLater()


@frozen
class _Compared:
    """What was pasted, and the edit it makes; none where somebody should look first."""

    report: "Report"
    command: Batch | None


def _compared(
    session: Session, text: str, *, kind: str, fields: Sequence[str], keys: Sequence[str]
) -> _Compared:
    from planner.intake import Accepted  # noqa: PLC0415 - start-up time

    report = planner_app.check_paste(session, text, kind=kind, fields=fields, keys=keys)
    if is_doubtful(report):
        return _Compared(report, None)
    return _Compared(report, planner_app.import_command(session, report, Accepted()))


def is_doubtful(report: "Report") -> bool:
    """Tell whether somebody should look before what was pasted is taken over."""
    from planner.intake import Status  # noqa: PLC0415 - start-up time

    noticed = (report.questions, report.troubles, report.mismatches, report.left_out)
    return any(noticed) or report.count(Status.CONFLICTING) > 0


def ask_for_file(owner: QWidget) -> Path | None:
    """Ask which file to import; `None` means none."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    wanted = f"{_('Tables')} ({patterns})"
    chosen = ask_to_open(owner, "import", _("Import a table"), wanted)
    return Path(chosen) if chosen else None


def dropped_table(mime: QMimeData) -> Path | None:
    """Return the table that is held over the window, if it is one file of a kind we read."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    is_one = len(files) == 1 and files[0].suffix.lower() in SUFFIXES
    return files[0] if is_one else None


def _pasted_words(report: "Report") -> str:
    from planner.intake import Status  # noqa: PLC0415 - start-up time

    new, changed = report.count(Status.NEW), report.count(Status.CHANGED)
    return _("Pasted: {changed} changed, {new} new. Undo takes all of it back.").format(
        changed=number(changed), new=number(new)
    )
