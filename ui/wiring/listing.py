# SPDX-License-Identifier: EUPL-1.2
"""The views that list rows: records, findings, history."""

from typing import Protocol

from ui.asking import Asking
from ui.choosing import Choosing
from ui.edits import Edits
from ui.exchanging import Exchanging
from ui.filtering import Filtering
from ui.focus import Focus
from ui.looking_back import LookingBack
from ui.panels import Panels
from ui.placing import Placing
from ui.ruling import Ruling
from ui.screen import Screen
from ui.wiring.host import Host


class Bench(Host, Protocol):
    """Who carries out what these views ask for."""

    panels: Panels
    edits: Edits
    focus: Focus
    screen_: Screen
    choosing: Choosing
    placing: Placing
    exchanging: Exchanging
    filtering: Filtering
    ruling: Ruling
    asking: Asking
    looking_back: LookingBack


def wire_records(bench: Bench) -> None:
    """Connect the table of records."""
    pane = bench.panels.records
    pane.kind_chosen.connect(bench.choosing.kind)
    pane.opened.connect(bench.focus.select)
    pane.edited.connect(lambda *cell: bench.edits.edit(*cell, source="table"))
    pane.rejected.connect(bench.explain)
    pane.menu_requested.connect(bench.placing.record_menu)
    pane.pasted.connect(bench.exchanging.paste)
    pane.filled.connect(bench.exchanging.fill)
    bench.filtering.wire(pane)


def wire_findings(bench: Bench) -> None:
    """Connect the list of findings."""
    pane, ruling = bench.panels.findings, bench.ruling
    pane.opened.connect(bench.open_record)
    pane.fix_hovered.connect(ruling.show_fix)
    pane.hover_ended.connect(bench.screen_.charts.clear_ghost)
    pane.fix_requested.connect(ruling.fix)
    pane.acceptance_requested.connect(lambda finding: ruling.accept(finding, bench.theme()))
    pane.limit_requested.connect(ruling.edit_limit)
    pane.settle_requested.connect(bench.asking.settle)


def wire_history(bench: Bench) -> None:
    """Connect the history."""
    bench.looking_back.wire(bench.panels.history)
