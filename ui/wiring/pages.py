# SPDX-License-Identifier: EUPL-1.2
"""What pages stand on; they wire themselves."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.asking import Asking
from ui.branching import Branching
from ui.document import Document
from ui.edits import Edits
from ui.focus import Focus
from ui.narrowing import Narrowing
from ui.pages.ground import Ground
from ui.pages.saving import save_rows
from ui.panels import Panels
from ui.screen import Screen
from ui.standpoint import Standpoint
from ui.wiring.host import Host


class Bench(Host, Protocol):
    """What a page may see of the window."""

    edits: Edits
    focus: Focus
    panels: Panels
    screen_: Screen
    asking: Asking
    standpoint: Standpoint
    branching: Branching
    narrowing: Narrowing

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...

    def ask_page(self, name: str, deed: str, about: str = "") -> None:
        """Show a page and ask something of it."""
        ...

    def document(self) -> Document:
        """Return the open plan."""
        ...


def ground_of(bench: Bench, owner: QWidget, clock: Callable[[], date]) -> Ground:
    """Return the window as its pages see it; `owner` is what their dialogs lie on."""
    return Ground(
        focus=bench.focus,
        edits=bench.edits,
        clock=clock,
        theme=bench.theme,
        say=bench.say,
        tell=bench.tell,
        open_record=bench.open_record,
        ask_page=bench.ask_page,
        ask_where=bench.asking.about,
        show_ghost=bench.screen_.charts.show_ghost,
        clear_ghost=bench.screen_.charts.clear_ghost,
        save_rows=partial(save_rows, owner, say=bench.say, tell=bench.tell),
        workspace=bench.document().workspace,
        stage=bench.panels.stage,
        standpoint=bench.standpoint,
        branching=bench.branching,
        narrowing=bench.narrowing,
        show_records=bench.asking.records_of,
    )
