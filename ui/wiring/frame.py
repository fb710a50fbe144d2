# SPDX-License-Identifier: EUPL-1.2
"""What stands around every view: bar, catalogue, scrubber, headlines, inspector and charts."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.actions import ActionTable
from ui.asking import Asking
from ui.charts.deck import Deck
from ui.choosing import Choosing
from ui.edits import Edits
from ui.focus import Focus
from ui.handling import Handling
from ui.panels import Panels
from ui.placing import Placing
from ui.screen import Screen
from ui.wiring.host import Host


class Bench(Host, Protocol):
    """Who carries out what the frame asks for."""

    actions_: ActionTable
    panels: Panels
    edits: Edits
    focus: Focus
    screen_: Screen
    choosing: Choosing
    placing: Placing
    handling: Handling
    asking: Asking


def wire_frame(bench: Bench) -> None:
    """Connect what is always to be seen, charts excepted: they come later."""
    panels, focus = bench.panels, bench.focus
    panels.app_bar.view_chosen.connect(focus.show)
    panels.catalogue.placement_requested.connect(bench.placing.place_template)
    panels.scrubber.month_changed.connect(focus.set_month)
    _wire_inspector(bench)
    _wire_headlines(bench)


def wire_charts(bench: Bench, deck: Deck) -> None:
    """Connect the charts."""
    for name, shown in deck.named().items():
        _offer_where(bench, name, shown)
    for name, card in zip(deck.named(), deck.cards(), strict=True):
        card.records_requested.connect(partial(bench.asking.records_behind, name))
        card.month_picked.connect(bench.focus.set_month)
        card.export_failed.connect(bench.say)
    deck.capacity.measure_chosen.connect(bench.choosing.capacity_unit)
    deck.money.measure_chosen.connect(bench.choosing.money_measure)
    deck.training.measure_chosen.connect(bench.choosing.workload)


def _wire_inspector(bench: Bench) -> None:
    inspector, handling, asking = bench.panels.inspector, bench.handling, bench.asking
    inspector.field_edited.connect(lambda *cell: _edit_form(bench, *cell))
    inspector.rejected.connect(bench.explain)
    inspector.offer([bench.actions_.qt[id_] for id_ in ("where", "records_behind", "cite")])
    inspector.deed_requested.connect(handling.do_deed)
    inspector.measure_picked.connect(handling.open_bar)
    inspector.placement_requested.connect(bench.placing.place_selected)
    inspector.closed.connect(bench.focus.select_nothing)
    inspector.where_requested.connect(
        lambda kind, key, code, computed: asking.where(kind, key, code, computed=computed)
    )


def _wire_headlines(bench: Bench) -> None:
    figures, focus, choosing = bench.panels.figures, bench.focus, bench.choosing
    figures["covered"].clicked.connect(lambda: focus.show("board"))
    figures["findings"].clicked.connect(lambda: focus.show("findings"))
    figures["capacity"].clicked.connect(lambda: choosing.figure("capacity"))
    figures["money"].clicked.connect(lambda: choosing.figure("money"))
    for name, card in figures.items():
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        card.customContextMenuRequested.connect(
            lambda at, name=name, card=card: bench.asking.card_menu(name, card.mapToGlobal(at))
        )


def _edit_form(bench: Bench, kind: str, key: str, field: str, value: object) -> None:
    done = bench.edits.edit(kind, key, field, value, source="form")  # type: ignore[arg-type]  # a signal carries objects
    refusal = bench.edits.last_refusal
    if not done and refusal is not None:
        bench.panels.inspector.refuse(field, refusal)
    bench.screen_.fill_inspector()


def _offer_where(bench: Bench, name: str, card: QWidget) -> None:
    card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    card.customContextMenuRequested.connect(
        lambda at: bench.asking.chart_menu(name, card.mapToGlobal(at))
    )
