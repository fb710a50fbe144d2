# SPDX-License-Identifier: EUPL-1.2
"""Backups in words: when and why each was made, and what going back to it would change."""

from collections.abc import Sequence
from pathlib import Path

from planner.domain.changes import Change
from planner.domain.plan import Plan
from planner.safekeeping import Backup, Restoration
from planner.text import _, moment_label, ngettext, number
from ui.dialogs.backups import BackupPreview
from ui.presenting.change_rows import MOST_ROWS, change_rows
from ui.widgets.text_table import TextRow, TextRows


def backup_rows(backups: Sequence[Backup], path: Path) -> TextRows:
    """Return the list of backups, the latest first; the key of a row is its place in the list."""
    rows = (
        TextRow(
            (
                moment_label(backup.at.isoformat()),
                _(backup.occasion.label),
                _("this file") if backup.is_of(path) else _("another copy"),
                _("{size} kB").format(size=number(backup.size / 1_000)),
            ),
            kind="backup",
            key=str(place),
            detail=str(backup.path),
            sorts=(-backup.at.timestamp(), backup.occasion.value, backup.is_of(path), backup.size),
        )
        for place, backup in enumerate(backups)
    )
    heads = (_("When"), _("Why"), _("Of"), _("Size"))
    return TextRows(heads=heads, right="lllr", rows=tuple(rows))


def backup_preview(plan: Plan, found: Restoration) -> BackupPreview:
    """Return what going back from `plan` would change."""
    changes = list(found.changes)
    fields = change_rows(changes, plan, found.plan, there=_("In the backup"))
    is_cut = len(fields.rows) == MOST_ROWS
    return BackupPreview(_summary(changes, is_cut), fields, bool(changes))


def _summary(changes: Sequence[Change], is_cut: bool) -> str:
    if not changes:
        return _("The plan holds the same as this backup.")
    came = sum(change.before is None for change in changes)
    went = sum(change.after is None for change in changes)
    rest = len(changes) - came - went
    parts = [
        ngettext("{count} record comes back", "{count} records come back", came) if came else "",
        ngettext("{count} record is removed", "{count} records are removed", went) if went else "",
        ngettext("{count} record changes", "{count} records change", rest) if rest else "",
    ]
    counts = (came, went, rest)
    told = ", ".join(
        part.format(count=number(count)) for part, count in zip(parts, counts, strict=True) if part
    )
    words = _("Going back: {changes}. It is one step, and undo takes it back.").format(changes=told)
    cut = _("The first {count} fields are listed.").format(count=number(MOST_ROWS))
    return f"{words} {cut}" if is_cut else words
