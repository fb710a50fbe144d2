# SPDX-License-Identifier: EUPL-1.2
"""Sending: what was done since a moment becomes a patch file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.errors import PlannerError
from planner.exchange.patch import ENDING
from planner.exchange.writing import write_patch
from planner.sentences import sentence
from planner.text import _
from ui.dialogs.send_patch import SendPatchDialog, SendPreview
from ui.file_dialogs import ask_to_save
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
        _write(workspace, ground, target, since, note=note, signed=signed)


def _preview_of(workspace: "Workspace") -> Callable[[str], SendPreview | str]:
    @cache
    def preview(since: str) -> SendPreview | str:
        try:
            return send_preview(workspace.draw_patch(since), workspace.session.plan)
        except PlannerError as error:
            return sentence(error.code, error.facts)

    return preview


def _write(
    workspace: "Workspace", ground: Ground, target: Path, since: str, *, note: str, signed: bool
) -> None:
    """Write a patch and tell that it was, or say why not."""
    try:
        patch = workspace.draw_patch(since, note=note, signed=signed)
        target.unlink(missing_ok=True)  # the file dialog has asked whether to write over it
        write_patch(patch, workspace.session.plan.schema, target)
    except PlannerError as error:
        ground.say(sentence(error.code, error.facts))
    except OSError:
        ground.say(sentence("export_failed", {"path": str(target)}))
    else:
        told = _("{file} is written. Send it to whoever has a copy of this plan.")
        ground.tell(told.format(file=target.name))


def _ask_target(owner: QWidget, plan: Path) -> Path | None:
    name = plan.with_suffix(ENDING).name
    chosen = ask_to_save(owner, "merge", _("Save the patch"), name, f"*{ENDING}")[0]
    return Path(chosen).with_suffix(ENDING) if chosen else None
