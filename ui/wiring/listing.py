# SPDX-License-Identifier: EUPL-1.2
"""The views that list rows: records, findings, history."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from ui.actions import ActionTable
from ui.asking import Asking
from ui.choosing import Choosing
from ui.edits import Edits
from ui.exchanging import Exchanging
from ui.filtering import Filtering
from ui.focus import Focus
from ui.looking_back import LookingBack
from ui.making import Making
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
    making: Making
    actions_: ActionTable
    clock: Callable[[], date]


def wire_records(bench: Bench) -> None:
    """Connect the table of records."""
    pane = bench.panels.records
    pane.kind_chosen.connect(bench.choosing.kind)
    pane.opened.connect(bench.focus.select)
    pane.edited.connect(lambda *cell: _edit_cell(bench, *cell))
    pane.rejected.connect(bench.say)
    pane.menu_requested.connect(bench.placing.record_menu)
    pane.pasted.connect(bench.exchanging.paste)
    pane.filled.connect(bench.exchanging.fill)
    pane.import_requested.connect(bench.exchanging.ask)
    pane.new_requested.connect(bench.making.ask)
    bench.actions_.qt["new_record"].changed.connect(lambda: _offer_new(bench))
    _offer_new(bench)
    bench.filtering.wire(pane)


def _offer_new(bench: Bench) -> None:
    bench.panels.records.set_fixed(bench.making.why_not())


def _edit_cell(bench: Bench, kind: str, key: str, field: str, value: object) -> None:
    done = bench.edits.edit(kind, key, field, value, source="table")  # type: ignore[arg-type]  # a signal carries objects
    refusal = bench.edits.last_refusal
    if not done and refusal is not None:
        bench.panels.records.refuse(kind, key, field, refusal)


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
    pane.where_requested.connect(bench.asking.number)
    pane.today_requested.connect(lambda: ruling.read_on(bench.clock()))


def wire_history(bench: Bench) -> None:
    """Connect the history."""
    bench.looking_back.wire(bench.panels.history)
