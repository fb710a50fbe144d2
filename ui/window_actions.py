# SPDX-License-Identifier: EUPL-1.2
"""Everything one can do in the window, as one table."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance

from planner.text import N_
from ui.actions import Action
from ui.asking import Asking
from ui.branching import Branching
from ui.document import Document
from ui.edits import Edits
from ui.filtering import Filtering
from ui.focus import Focus
from ui.guide import Guide
from ui.language_actions import language_actions
from ui.looking_back import LookingBack
from ui.pages.registry import PAGES
from ui.panels import Panels
from ui.placing import Placing
from ui.scenario_actions import scenario_actions
from ui.scenario_menu import ScenarioMenu
from ui.standpoint import Standpoint
from ui.trail import Trail


class Bench(Protocol):
    """What the actions act on: the workbench of an open plan."""

    edits: Edits
    focus: Focus
    panels: Panels
    filtering: Filtering
    placing: Placing
    asking: Asking
    branching: Branching
    looking_back: LookingBack
    standpoint: Standpoint
    scenario_menu: ScenarioMenu
    trail: Trail
    guide: Guide

    @property
    def wishes(self) -> Mapping[str, SignalInstance]:
        """Return what only the application can fulfil, by name."""
        ...

    def document(self) -> Document:
        """Return the open plan."""
        ...

    def has_measure(self) -> bool:
        """Tell whether a measure is selected."""
        ...

    def do_deed(self, deed: str) -> None:
        """Do something with the selected measure."""
        ...

    def open_palette(self) -> None:
        """Offer everything by name."""
        ...

    def choose_past(self) -> None:
        """Ask for a past day and show it."""
        ...

    def show_past(self, day: date | None) -> None:
        """Show the plan as of a past day, or that of now."""
        ...

    def is_past(self) -> bool:
        """Tell whether the plan on screen is one of the past."""
        ...

    def may_edit(self) -> bool:
        """Tell whether the plan on screen can be edited."""
        ...

    def ask_page(self, name: str, deed: str, about: str = "") -> None:
        """Show a page and ask something of it."""
        ...

    def switch_theme(self) -> None:
        """Change between light and dark."""
        ...

    def switch_language(self) -> None:
        """Change to the next language."""
        ...

    def choose_language(self, code: str) -> None:
        """Say everything in a language."""
        ...

    def scale_text(self, step: float) -> None:
        """Make text larger or smaller."""
        ...


_TEXT_STEP = 0.1
CORE_VIEWS: Mapping[str, tuple[str, str]] = {
    "map": (N_("Map"), "map"),
    "board": (N_("Board"), "layout-grid"),
    "records": (N_("Records"), "table"),
    "findings": (N_("Findings"), "triangle-alert"),
    "history": (N_("History"), "history"),
    "budget": (N_("Budget"), "coins"),
    "access": (N_("Access"), "clock"),
    "reach": (N_("Reach"), "users"),
}


def window_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions of a workbench in the order of menus and manual."""
    return (
        *_plan_actions(bench),
        *_table_actions(bench),
        *scenario_actions(bench),
        *_keeping_actions(bench),
        *_exchange_actions(bench),
        *_edit_actions(bench),
        *_source_actions(bench),
        *_view_actions(bench),
    )


def _plan_actions(bench: Bench) -> tuple[Action, ...]:
    wishes = (
        ("new", N_("New plan…"), "file", "Ctrl+N", bench.wishes["new"].emit),
        ("open", N_("Open plan…"), "folder-open", "Ctrl+O", bench.wishes["open"].emit),
        ("save_copy", N_("Save a copy…"), "copy", "Ctrl+Shift+S", bench.wishes["copy"].emit),
        ("export", N_("Export…"), "download", "Ctrl+E", bench.wishes["export"].emit),
        ("quit", N_("Quit"), "x", "Ctrl+Q", bench.wishes["quit"].emit),
    )
    return tuple(
        Action(id=id_, title=title, group="plan", icon=icon, shortcut=keys, run=run)
        for id_, title, icon, keys, run in wishes
    )


def _table_actions(bench: Bench) -> tuple[Action, ...]:
    return (
        Action(
            id="import",
            title=N_("Import a table…"),
            group="plan",
            icon="upload",
            shortcut="Ctrl+Shift+I",
            run=bench.wishes["import"].emit,
            enabled=bench.may_edit,
        ),
        Action(
            id="export_whole",
            title=N_("Export the whole plan as a workbook beside it"),
            group="plan",
            icon="file-spreadsheet",
            shortcut="Ctrl+Alt+E",
            run=bench.wishes["whole_export"].emit,
        ),
    )


def _keeping_actions(bench: Bench) -> tuple[Action, ...]:
    return (
        Action(
            id="backups",
            title=N_("Backups…"),
            group="plan",
            icon="life-buoy",
            shortcut="Ctrl+Shift+B",
            run=bench.wishes["backups"].emit,
        ),
        Action(
            id="working_copy",
            title=N_("Work on a copy on this computer"),
            group="plan",
            icon="house",
            run=bench.wishes["working_copy"].emit,
            enabled=lambda: bench.document().is_unsafe,
            visible=lambda: bench.document().is_unsafe,
        ),
        Action(
            id="bring_back",
            title=N_("Bring this copy back to where it came from"),
            group="plan",
            icon="arrow-up",
            shortcut="Ctrl+Alt+Return",
            run=bench.wishes["return"].emit,
            enabled=lambda: bench.document().is_working_copy,
            visible=lambda: bench.document().is_working_copy,
        ),
    )


def _exchange_actions(bench: Bench) -> tuple[Action, ...]:
    return (
        Action(
            id="merge_file",
            title=N_("Merge a copy or a patch…"),
            group="plan",
            icon="git-merge",
            shortcut="Ctrl+Shift+O",
            run=partial(bench.ask_page, "merge", "open"),
        ),
        Action(
            id="send_patch",
            title=N_("Send my changes as a patch…"),
            group="plan",
            icon="upload",
            shortcut="Ctrl+Shift+E",
            run=partial(bench.ask_page, "merge", "send"),
        ),
    )


def _edit_actions(bench: Bench) -> tuple[Action, ...]:
    edits, placing = bench.edits, bench.placing
    return (
        Action(
            id="undo",
            title=N_("Undo"),
            group="edit",
            icon="undo-2",
            shortcut="Ctrl+Z",
            run=edits.undo,
            enabled=lambda: edits.session.next_undo is not None,
            detail=lambda: placing.named(edits.session.next_undo),
        ),
        Action(
            id="redo",
            title=N_("Redo"),
            group="edit",
            icon="redo-2",
            shortcut="Ctrl+Shift+Z; Ctrl+Y",
            run=edits.redo,
            enabled=lambda: edits.session.next_redo is not None,
            detail=lambda: placing.named(edits.session.next_redo),
        ),
        Action(
            id="assign",
            title=N_("Assign a measure…"),
            group="edit",
            icon="plus",
            shortcut="Ctrl+Return",
            run=placing.place_selected,
        ),
        *(
            Action(
                id=id_,
                title=title,
                group="edit",
                icon=icon,
                shortcut=keys,
                run=partial(bench.do_deed, deed),
                enabled=bench.has_measure,
            )
            for id_, title, icon, keys, deed in (
                ("duplicate", N_("Duplicate"), "copy", "Ctrl+D", "duplicate"),
                (
                    "commit",
                    N_("Commit or keep tentative"),
                    "check",
                    "Ctrl+M",
                    "toggle_commitment",
                ),
                ("remove", N_("Remove"), "trash-2", "Ctrl+Backspace", "remove"),
            )
        ),
        Action(
            id="find",
            title=N_("Search the catalogue"),
            group="edit",
            icon="search",
            shortcut="Ctrl+Shift+F",
            run=bench.panels.catalogue.focus_search,
        ),
        Action(
            id="replace",
            title=N_("Find and replace…"),
            group="edit",
            icon="search",
            shortcut="Ctrl+H",
            run=bench.filtering.find_and_replace,
        ),
        Action(
            id="add_condition",
            title=N_("Filter: add a condition…"),
            group="edit",
            icon="filter",
            shortcut="Ctrl+Alt+F",
            run=bench.filtering.add_condition,
        ),
    )


def _source_actions(bench: Bench) -> tuple[Action, ...]:
    asking = bench.asking
    return (
        Action(
            id="where",
            title=N_("Where does this come from?"),
            group="edit",
            icon="circle-question-mark",
            shortcut="Alt+Return",
            run=asking.here,
        ),
        Action(
            id="first_steps",
            title=N_("First steps"),
            group="view",
            icon="lightbulb",
            shortcut="Ctrl+F1",
            run=bench.guide.begin,
        ),
        Action(
            id="help",
            title=N_("What does this term mean?"),
            group="view",
            icon="info",
            shortcut="F1",
            run=asking.help,
        ),
        Action(
            id="three_values",
            title=N_("Three values: January 2024, October 2026, plan…"),
            group="view",
            icon="scale",
            shortcut="Ctrl+Shift+V",
            run=asking.three_values,
        ),
        Action(
            id="settle",
            title=N_("Settle sources that differ…"),
            group="edit",
            icon="git-compare",
            shortcut="Ctrl+Shift+D",
            run=asking.settle_next,
        ),
        Action(
            id="cite",
            title=N_("Add another source…"),
            group="edit",
            icon="plus",
            shortcut="Ctrl+Shift+A",
            run=asking.cite_here,
        ),
        Action(
            id="past",
            title=N_("As of a past day…"),
            group="view",
            icon="history",
            shortcut="Ctrl+Shift+H",
            run=bench.choose_past,
        ),
        Action(
            id="now",
            title=N_("Back to now"),
            group="view",
            icon="clock",
            shortcut="Ctrl+Shift+N",
            run=partial(bench.show_past, None),
            enabled=bench.is_past,
            visible=bench.is_past,
        ),
    )


def _view_actions(bench: Bench) -> tuple[Action, ...]:
    panels, focus = bench.panels, bench.focus
    looks = (
        ("theme", N_("Switch between light and dark"), "moon", "Ctrl+T", bench.switch_theme),
        ("language", N_("Switch language"), "languages", "Ctrl+L", bench.switch_language),
        (
            "larger",
            N_("Larger text"),
            "zoom-in",
            "Ctrl++; Ctrl+=",
            partial(bench.scale_text, _TEXT_STEP),
        ),
        (
            "smaller",
            N_("Smaller text"),
            "zoom-out",
            "Ctrl+-",
            partial(bench.scale_text, -_TEXT_STEP),
        ),
        (
            "supply",
            N_("Supply: chips, power, data centres"),
            "cpu",
            "Ctrl+Shift+Y",
            partial(focus.show, "supply"),
        ),
        ("play", N_("Play or pause time"), "play", "Ctrl+P", panels.scrubber.toggle_play),
        ("palette", N_("Search everything"), "search", "Ctrl+K; Ctrl+F", bench.open_palette),
    )
    return (
        *(
            Action(
                id=f"view_{name}",
                title=title,
                group="view",
                icon=icon,
                shortcut=f"Ctrl+{number}",
                run=partial(focus.show, name),
            )
            for number, (name, (title, icon)) in enumerate(CORE_VIEWS.items(), start=1)
        ),
        *(
            Action(
                id=f"view_{page.name}",
                title=page.title,
                group="view",
                icon=page.icon,
                shortcut=page.shortcut,
                run=partial(focus.show, page.name),
            )
            for page in PAGES
        ),
        *(
            Action(id=id_, title=title, group="view", icon=icon, shortcut=keys, run=run)
            for id_, title, icon, keys, run in looks
        ),
        *language_actions(bench.choose_language),
        Action(
            id="back",
            title=N_("Back"),
            group="view",
            icon="chevron-left",
            shortcut="Ctrl+,",
            run=bench.trail.back,
            enabled=bench.trail.can_go_back,
        ),
        Action(
            id="forward",
            title=N_("Forward"),
            group="view",
            icon="chevron-right",
            shortcut="Ctrl+.",
            run=bench.trail.forward,
            enabled=bench.trail.can_go_forward,
        ),
        Action(
            id="drawer",
            title=N_("Inspector and charts"),
            group="view",
            icon="panel-right",
            shortcut="Ctrl+I",
            run=panels.toggle_drawer,
            enabled=panels.is_narrow,
            visible=panels.is_narrow,
        ),
    )
