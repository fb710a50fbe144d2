# SPDX-License-Identifier: EUPL-1.2
"""The verb about backups: list them, make one, go back to one, thin them out."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from planner import app, paths, safekeeping
from planner.cli.arguments import Verb
from planner.cli.output import Result, changes_data, changes_lines, table, update_result
from planner.domain.errors import StoreError
from planner.domain.schema import Schema
from planner.parsing import UsageError
from planner.store.backups import Backup
from planner.text import N_, _, moment_label, ngettext, number

_SOURCE = "command line"
_LATEST = 1


def backup_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what is asked of the backups."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=list(_ACTIONS),
        default="list",
        help=_("list them, make one, go back to one, thin them out, or accept a changed file"),
    )
    parser.add_argument(
        "number",
        nargs="?",
        type=int,
        default=_LATEST,
        help=_("which one of the list; the latest if left out"),
    )
    parser.add_argument(
        "--to", metavar=_("FILE"), help=_("restore into a new file and leave the plan alone")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what restoring would change; change nothing")
    )


def backup(path: Path | None, options: argparse.Namespace, _schema: Schema) -> Result:
    """Carry out what is asked of the backups of a plan."""
    return _ACTIONS[options.action](path or paths.default_plan(), options)


def _list(path: Path, _options: argparse.Namespace) -> Result:
    found = _backups(path)
    if not found:
        return Result([], [_("There are no backups of {path} yet.").format(path=path)])
    rows = [
        (str(no), moment_label(_iso(one)), _(one.occasion.label), _size(one), _of(one, path))
        for no, one in enumerate(found, start=1)
    ]
    heads = (_("No."), _("When"), _("Why"), _("Size"), _("Of"))
    where = _("They are in {folder}").format(folder=found[0].path.parent)
    return Result([_data(one, path) for one in found], [*table(heads, rows, right="r  r"), where])


def _make(path: Path, _options: argparse.Namespace) -> Result:
    with app.workspace(path) as opened:
        made = opened.keeper.ask()
    said = _("Backup made and looked through: {path}").format(path=made.path)
    return Result(_data(made, path), [said])


def _restore(path: Path, options: argparse.Namespace) -> Result:
    chosen = _chosen(path, options.number)
    if options.to:
        target = Path(options.to)
        safekeeping.open_as_copy(chosen, target)
        said = _("The backup of {moment} is now in {path}.")
        return Result(
            {"backup": _data(chosen, path), "file": str(target)},
            [said.format(moment=moment_label(_iso(chosen)), path=target)],
        )
    with app.workspace(path) as opened:
        session = opened.session
        found = safekeeping.preview(session.plan, chosen)
        if options.dry_run:
            data = {"backup": _data(chosen, path), "changes": changes_data(found.changes)}
            lines = [_restoring(chosen, len(found.changes))]
            return Result(data, [*lines, *changes_lines(found.changes, found.plan)])
        before = (session.plan, session.outcome)
        update = session.execute(found.command, reason=options.reason, source=_SOURCE)
        return update_result(update, before)


def _prune(path: Path, _options: argparse.Namespace) -> Result:
    shelf = safekeeping.shelf_at(path)
    gone = () if shelf is None else shelf.prune()
    said = ngettext("{count} backup removed.", "{count} backups removed.", len(gone))
    return Result([_data(one, path) for one in gone], [said.format(count=number(len(gone)))])


def _accept(path: Path, _options: argparse.Namespace) -> Result:
    app.open_workspace(path, believing=True).close()
    return Result(
        {"file": str(path)}, [_("{path} is taken as it is from now on.").format(path=path)]
    )


_ACTIONS: Mapping[str, Callable[[Path, argparse.Namespace], Result]] = {
    "list": _list,
    "make": _make,
    "restore": _restore,
    "prune": _prune,
    "accept": _accept,
}


def _backups(path: Path) -> tuple[Backup, ...]:
    shelf = safekeeping.shelf_at(path)
    return () if shelf is None else shelf.backups()


def _chosen(path: Path, wanted: int) -> Backup:
    """Return a backup by its number. Raises `StoreError` if there is none."""
    found = _backups(path)
    if not found:
        raise StoreError("no_backup", path=str(path))
    if not 1 <= wanted <= len(found):
        raise UsageError("no_such_backup", number=wanted)
    return found[wanted - 1]


def _restoring(chosen: Backup, count: int) -> str:
    words = ngettext(
        "Going back to {moment} would change {count} record:",
        "Going back to {moment} would change {count} records:",
        count,
    )
    return words.format(moment=moment_label(_iso(chosen)), count=number(count))


def _data(one: Backup, path: Path) -> dict[str, object]:
    return {
        "file": str(one.path),
        "at": _iso(one),
        "occasion": one.occasion.value,
        "bytes": one.size,
        "of_this_file": one.is_of(path),
    }


def _iso(one: Backup) -> str:
    return one.at.isoformat(timespec="milliseconds")


def _size(one: Backup) -> str:
    return _("{size} kB").format(size=number(one.size / 1_000))


def _of(one: Backup, path: Path) -> str:
    return _("this file") if one.is_of(path) else _("another copy")


VERBS = (
    Verb(
        name="backup",
        help=N_("list, make, restore or thin out the backups of a plan"),
        arguments=backup_arguments,
        run_alone=backup,
    ),
)
