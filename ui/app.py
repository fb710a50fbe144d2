# SPDX-License-Identifier: EUPL-1.2
"""Starts the window: paints first, opens the plan next, loads the charts last.

What takes long to import, the store and the charts, is imported after the first paint.
"""

import gc
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication

from planner import paths
from planner.parsing import Parser, UsageError, chosen_language
from planner.text import (
    LANGUAGES,
    _,
    set_language,
    system_language,
    system_region,
    use_region,
)
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import Theme, apply_theme, load_theme, system_theme_name

VERSION = "0.1.0"
USAGE_ERROR = 2
PROGRAM = "ai-factory-planner"


def run(arguments: list[str]) -> int:
    """Open the planner on a plan and return the exit code, 2 for words that were not understood."""
    settings = Settings()
    use_region(system_region() or QLocale.system().name())
    set_language(chosen_language(arguments) or settings.language() or system_language())
    try:
        asked = _parser().parse_args(arguments)
    except UsageError as error:
        from planner.sentences import sentence  # noqa: PLC0415 - start-up time

        print(sentence(error.code, error.facts), file=sys.stderr)
        return USAGE_ERROR
    logging.basicConfig(filename=paths.user_log() / "planner.log", level=logging.WARNING)
    if asked.headless or not _has_display():
        from ui.headless import run_headless  # noqa: PLC0415 - start-up time

        return run_headless(asked.plan, Path(asked.out), no_display=not asked.headless)
    gc.disable()  # what is loaded now stays: looking through it for garbage takes a tenth of it all
    app = QApplication(sys.argv[:1])
    theme = _theme(app, settings)
    apply_theme(app, theme)
    window = MainWindow(settings)
    later = Qt.ConnectionType.QueuedConnection
    window.painted.connect(lambda: _open(app, settings, theme, window, asked.plan), later)
    window.show()
    return app.exec()


def _open(
    app: QApplication, settings: Settings, theme: Theme, window: MainWindow, plan: Path | None
) -> None:
    """Load what is slow and open the plan asked for, else the last one."""
    from ui.collecting import Collecting  # noqa: PLC0415 - start-up time
    from ui.desk import Desk  # noqa: PLC0415 - start-up time
    from ui.mishap import Mishaps  # noqa: PLC0415 - start-up time

    Mishaps(window, version=VERSION).install()
    desk = Desk(app, settings, theme, window)
    desk.open(plan or next(iter(settings.recent()), None))
    QTimer.singleShot(0, app, Collecting(app).begin)


def _theme(app: QApplication, settings: Settings) -> Theme:
    chosen = settings.theme()
    name = system_theme_name(app) if chosen == "system" else chosen
    return load_theme(name, text_scale=settings.text_scale())


def _has_display() -> bool:
    """Tell whether a window could be shown; a platform named by the user is taken at its word."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _parser() -> Parser:
    parser = Parser(
        prog=PROGRAM,
        description=_("Plan Europe’s public AI capacity. Without a verb the window opens."),
        epilog=_("“{program} help” lists the verbs of the command line.").format(program=PROGRAM),
    )
    parser.add_argument(
        "plan", nargs="?", type=Path, metavar=_("FILE"), help=_("the plan file to open")
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=_("the language of all sentences"))
    parser.add_argument("--headless", action="store_true", help=_("do the job without a window"))
    parser.add_argument(
        "--out", default="out", metavar=_("FOLDER"), help=_("where results go without a window")
    )
    parser.add_argument("--version", action="version", version=VERSION, help=_("say which one"))
    return parser
