# SPDX-License-Identifier: EUPL-1.2
"""Sending: what was done since a moment becomes a patch file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from planner.domain.errors import PlannerError
from planner.exchange.patch import ENDING
from planner.exchange.writing import write_patch
from planner.sentences import sentence
from planner.text import _
from ui.dialogs.send_patch import SendPatchDialog, SendPreview
from ui.pages.ground import Ground
from ui.presenting.patch_values import send_preview, since_options

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace


def send_patch(owner: QWidget, ground: Ground) -> None:
    """Ask what to send and where to, and write it; say what became of it."""
    workspace = ground.workspace
    if workspace is None:
        ground.say(_("This plan lies in no file, so there is nothing to send."))
        return
    plan = workspace.session.plan
    dialog = SendPatchDialog(
        ground.theme(), since_options(plan), _preview_of(workspace), parent=owner
    )
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    since, note, signed = dialog.since(), dialog.note(), dialog.is_signed()
    dialog.deleteLater()
    if not accepted:
        return
    target = _ask_target(owner, workspace.path)
    if target is not None:
        ground.say(_written(workspace, target, since, note=note, signed=signed))


def _preview_of(workspace: "Workspace") -> Callable[[str], SendPreview | str]:
    @cache
    def preview(since: str) -> SendPreview | str:
        try:
            return send_preview(workspace.draw_patch(since), workspace.session.plan)
        except PlannerError as error:
            return sentence(error.code, error.facts)

    return preview


def _written(workspace: "Workspace", target: Path, since: str, *, note: str, signed: bool) -> str:
    """Write a patch and return what to say about it."""
    try:
        patch = workspace.draw_patch(since, note=note, signed=signed)
        target.unlink(missing_ok=True)  # the file dialog has asked whether to write over it
        write_patch(patch, workspace.session.plan.schema, target)
    except PlannerError as error:
        return sentence(error.code, error.facts)
    except OSError:
        return sentence("export_failed", {"path": str(target)})
    return _("{file} is written. Send it to whoever has a copy of this plan.").format(
        file=target.name
    )


def _ask_target(owner: QWidget, plan: Path) -> Path | None:
    suggestion = str(plan.with_suffix(ENDING))
    chosen = QFileDialog.getSaveFileName(owner, _("Save the patch"), suggestion, f"*{ENDING}")[0]
    return Path(chosen).with_suffix(ENDING) if chosen else None
