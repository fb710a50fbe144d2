# SPDX-License-Identifier: EUPL-1.2
"""A table on screen becomes a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner import app
from planner.domain.errors import PlannerError
from planner.sentences import sentence
from planner.text import _
from ui.file_dialogs import ask_to_save
from ui.pages.ground import Value

_SUFFIXES = {"*.xlsx": ".xlsx", "*.csv": ".csv"}


def save_rows(
    owner: QWidget,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    say: Callable[[str], None],
    tell: Callable[[str], None],
) -> None:
    """Ask for a file and write a table into it; tell that it was, or say why not."""
    chosen, wanted = ask_to_save(
        owner, "table", _("Save this table"), f"{title}.xlsx", ";;".join(_SUFFIXES)
    )
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in _SUFFIXES.values():
        path = path.with_name(path.name + _SUFFIXES.get(wanted, ".xlsx"))
    try:
        app.export_listing(title, heads, rows, path)
    except PlannerError as error:
        say(sentence(error.code, error.facts))
    else:
        tell(_("{file} is written.").format(file=path.name))
