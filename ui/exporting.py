# SPDX-License-Identifier: EUPL-1.2
"""The plan on its way out: what is asked, and the file that is written."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from planner import app as planner_app
from planner.session import Session
from planner.text import LANGUAGES, _, language, own_name, speaking, state_name
from ui.dialogs.export import (
    FORMATS,
    TEMPLATE,
    WHOLE,
    ExportChoice,
    ExportDialog,
    ExportOptions,
)
from ui.file_dialogs import ask_to_save
from ui.theme import Theme

_MOST_NAMES = 1_000


def ask_what(owner: QWidget, theme: Theme, session: Session) -> ExportChoice | None:
    """Ask what to export; `None` means nothing."""
    dialog = ExportDialog(theme, options_of(session), parent=owner)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    choice = dialog.chosen()
    dialog.deleteLater()
    return choice if accepted else None


def options_of(session: Session) -> ExportOptions:
    """Return what there is to choose from in a plan."""
    plan = session.plan
    states = sorted(((key, state_name(key)) for key in plan.table("state")), key=_words)
    titles = planner_app.template_titles()
    return ExportOptions(
        kinds=sorted(((k.name, _(k.plural)) for k in plan.schema.kinds.values()), key=_words),
        states=states,
        templates=[(code, f"{code} · {_(title)}") for code, title in titles.items()],
        languages=[(code, own_name(code)) for code in LANGUAGES],
        language=language(),
    )


def ask_where(owner: QWidget, plan: Path, choice: ExportChoice) -> Path | None:
    """Ask for the name of the file, with the ending of the format chosen."""
    name = choice.template if choice.what == TEMPLATE else plan.stem
    wanted = f"{_(FORMATS[choice.suffix])} (*{choice.suffix})"
    chosen = ask_to_save(owner, "export", _("Export"), name + choice.suffix, wanted)[0]
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() == choice.suffix else Path(chosen + choice.suffix)


def write_export(session: Session, choice: ExportChoice, target: Path) -> None:
    """Write what was chosen, in the language chosen. Raises `DomainError` and `ExchangeError`."""
    with speaking(choice.language):
        if choice.what == TEMPLATE:
            planner_app.export_template(session, choice.template, target)
        elif choice.what == WHOLE:
            planner_app.export(session, target)
        else:
            planner_app.export(session, target, kinds=choice.kinds, states=choice.states)


def free_name(wanted: Path) -> Path:
    """Return a name that no file has: the one wanted, else one with a number."""
    numbered = (wanted.with_stem(f"{wanted.stem} ({n})") for n in range(1, _MOST_NAMES))
    names = (wanted, *numbered)
    return next(name for name in names if not name.exists())


def _words(option: tuple[str, str]) -> str:
    return option[1].casefold()
