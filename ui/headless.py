# SPDX-License-Identifier: EUPL-1.2
"""The same job without a display: open, evaluate, print, and leave a picture and a workbook."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from planner import app as planner_app
from planner.domain.errors import PlannerError
from planner.sentences import sentence
from planner.text import _
from ui.document import Document
from ui.main_window import FIRST_SIZE
from ui.presenting.headlines import headline_figures
from ui.settings import Settings
from ui.theme import apply_theme, load_theme
from ui.workbench import Workbench

STORE_ERROR = 4


def run_headless(plan: Path | None, out: Path, *, no_display: bool) -> int:
    """Print the headline figures and write `window.png` and `capacity.xlsx` into `out`.

    Returns 0, or 4 with one sentence on standard error when the plan cannot be opened.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_on)
    if no_display:
        print(_("No display found: doing the job without a window."))
    try:
        workspace = planner_app.open_or_create(plan)
    except PlannerError as error:
        print(sentence(error.code, error.facts), file=sys.stderr)
        return STORE_ERROR
    try:
        out.mkdir(parents=True, exist_ok=True)
        workbook = out / "capacity.xlsx"
        planner_app.export(workspace.session, workbook)
        picture = _picture(workspace, out / "window.png")
    finally:
        workspace.close()
    print(_("Written: {files}").format(files=f"{picture}, {workbook}"))
    return 0


def _picture(workspace: planner_app.Workspace, path: Path) -> Path:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 - a program has one application
    theme = load_theme("light")
    apply_theme(app, theme)
    document = Document(
        session=workspace.session,
        path=workspace.path,
        read_only=workspace.file.read_only,
        save_copy=workspace.save_copy,
        export=lambda target: planner_app.export(workspace.session, target),
        workspace=workspace,
    )
    today = datetime.now(UTC).date()
    workbench = Workbench(document, Settings(path.with_suffix(".ini")), theme, today=today)
    _print_headlines(workspace, workbench.focus.month)
    workbench.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    workbench.resize(*FIRST_SIZE)
    workbench.build_charts()
    workbench.show()
    workbench.grab().save(str(path))
    workbench.close()
    path.with_suffix(".ini").unlink(missing_ok=True)
    return path


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Print what Qt has to say, but not that a picture has no window manager to hint at."""
    if "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def _print_headlines(workspace: planner_app.Workspace, month: int) -> None:
    session = workspace.session
    figures = headline_figures(session.plan, session.outcome, month).values()
    width = max(len(figure.label) for figure in figures)
    for figure in figures:
        value = f"{figure.value} {figure.suffix}".strip()
        print(f"{figure.label:<{width}}  {value:<28}  {figure.context}".rstrip())
