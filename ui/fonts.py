# SPDX-License-Identifier: EUPL-1.2
"""The shipped typeface: bare systems have none, and figures must line up everywhere."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from planner import paths

FAMILY = "Inter"
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


@cache
def load_fonts() -> None:
    """Register the four weights of Inter with the running application, once.

    Raises `RuntimeError` when a font file cannot be read, which means a broken installation.
    """
    for name in _FILES:
        path = paths.resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(path)
