# SPDX-License-Identifier: EUPL-1.2
"""Paper from the command line: no display, no window, the same pages."""

import os
import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from planner.report.origins import Footnotes
from planner.report.sheet import Sheet
from ui.fonts import load_fonts
from ui.printing.paper import write_pdf


class Paper(Protocol):
    """A page that is to be printed into a file."""

    @property
    def sheet(self) -> Sheet:
        """Return the page."""
        ...

    @property
    def notes(self) -> Footnotes:
        """Return its notes."""
        ...

    @property
    def path(self) -> Path:
        """Return where to."""
        ...


def print_paper(paper: Paper) -> None:
    """Write a page as PDF without a display. Raises `OSError`."""
    app = QGuiApplication.instance()
    if app is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QGuiApplication(sys.argv[:1])
    load_fonts()
    write_pdf(paper.sheet, paper.notes, paper.path)
