# SPDX-License-Identifier: EUPL-1.2
"""What one can do with a plan as a whole: its file, tables, copies and merges."""

from functools import partial
from typing import Protocol

from planner.text import N_
from ui.actions import Action
from ui.document import Document
from ui.scenario_actions import Bench as ScenarioBench
from ui.scenario_actions import scenario_actions
from ui.wishes import Wishes


class Bench(ScenarioBench, Protocol):
    """What these actions act on."""

    wishes: Wishes

    def document(self) -> Document:
        """Return the open plan."""
        ...

    def may_edit(self) -> bool:
        """Tell whether the plan on screen can be edited."""
        ...

    def ask_page(self, name: str, deed: str, about: str = "") -> None:
        """Show a page and ask something of it."""
        ...


def plan_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions in the order of menus and manual."""
    return (
        *_file_actions(bench),
        *_table_actions(bench),
        *scenario_actions(bench),
        *_keeping_actions(bench),
        *_exchange_actions(bench),
    )


def _file_actions(bench: Bench) -> tuple[Action, ...]:
    wishes = (
        ("new", N_("New plan…"), "file", "Ctrl+N", bench.wishes.new.emit),
        ("open", N_("Open plan…"), "folder-open", "Ctrl+O", bench.wishes.open.emit),
        ("save_copy", N_("Save a copy…"), "copy", "Ctrl+Shift+S", bench.wishes.copy.emit),
        ("export", N_("Export…"), "download", "Ctrl+E", bench.wishes.export.emit),
        ("quit", N_("Quit"), "x", "Ctrl+Q", bench.wishes.quit.emit),
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
            run=bench.wishes.import_table.emit,
            enabled=bench.may_edit,
        ),
        Action(
            id="export_whole",
            title=N_("Export the whole plan as a workbook beside it"),
            group="plan",
            icon="file-spreadsheet",
            shortcut="Ctrl+Shift+X",
            run=bench.wishes.whole_export.emit,
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
            run=bench.wishes.backups.emit,
        ),
        Action(
            id="working_copy",
            title=N_("Work on a copy on this computer"),
            group="plan",
            icon="house",
            run=bench.wishes.working_copy.emit,
            enabled=lambda: bench.document().is_unsafe,
            visible=lambda: bench.document().is_unsafe,
        ),
        Action(
            id="bring_back",
            title=N_("Bring this copy back to where it came from"),
            group="plan",
            icon="arrow-up",
            shortcut="Ctrl+Shift+Return",
            run=bench.wishes.bring_back.emit,
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
