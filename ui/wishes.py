# SPDX-License-Identifier: EUPL-1.2
"""What a workbench only wishes for, because the application has to fulfil it."""

from PySide6.QtCore import QObject, Signal


class Wishes(QObject):
    """One signal for each wish; whoever opens plans listens."""

    new = Signal()
    open = Signal()
    copy = Signal()
    import_table = Signal()
    export = Signal()
    whole_export = Signal()
    backups = Signal()
    working_copy = Signal()
    bring_back = Signal()
    quit = Signal()
