# SPDX-License-Identifier: EUPL-1.2
"""The verb about patch files: make one, look at it, apply it, sign it, check it."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from planner import app, paths
from planner.cli.arguments import Verb
from planner.cli.merge import add_choices, merged
from planner.cli.output import Result
from planner.domain.errors import StoreError
from planner.domain.plan import Plan
from planner.domain.schema import Schema
from planner.exchange.keys import Signer
from planner.exchange.patch import EXCHANGE, Patch, authors
from planner.exchange.trusted import TrustedKeys
from planner.exchange.writing import patch_text, read_patch, sign_file, write_patch
from planner.merging import opened_copy, weigh
from planner.reference.seed import reference_plan
from planner.sending import read_patch_of
from planner.sentences import names_in, step_title
from planner.text import N_, _, moment_label, ngettext, number

HOLDS, UNSIGNED, BROKEN = 0, 1, 9


def patch_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what is done with which patch, and what the exit codes mean."""
    parser.add_argument(
        "action",
        choices=list(_ACTIONS),
        help=_("make one, show it, apply it, sign it, or verify its signature"),
    )
    parser.add_argument("file", metavar=_("FILE"), help=_("the patch, ending in .aifpatch"))
    parser.add_argument(
        "--since",
        metavar=_("WHEN"),
        default=EXCHANGE,
        help=_("“start”, “exchange” for the last merge, a day, or the end of a step’s key"),
    )
    parser.add_argument("--note", metavar=_("TEXT"), default="", help=_("a word to who gets it"))
    parser.add_argument("--sign", action="store_true", help=_("sign what is made with your key"))
    add_choices(parser)
    parser.epilog = "\n".join(
        (
            str(parser.epilog),
            _("“verify” answers 0 the signature holds, 1 there is none, 9 it does not hold."),
        )
    )


def patch(path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    """Carry out what is asked of a patch."""
    return _ACTIONS[options.action](path, options, schema)


def _make(path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    target = Path(options.file)
    with app.workspace(path) as opened:
        finished = opened.draw_patch(options.since, note=options.note, signed=options.sign)
    write_patch(finished, schema, target)
    size = len(patch_text(finished, schema).encode())
    said = ngettext(
        "Wrote {path}: {count} step, {size} bytes",
        "Wrote {path}: {count} steps, {size} bytes",
        len(finished.log.steps),
    ).format(path=target, count=number(len(finished.log.steps)), size=number(size))
    return Result({**_data(finished), "file": str(target), "bytes": size}, [said])


def _show(path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    shown = read_patch(Path(options.file), schema)
    plan = _plan_at_hand(path or paths.default_plan(), shown, is_named=path is not None)
    return Result(_data(shown), [*_head_lines(shown), *_step_lines(shown, plan)])


def _plan_at_hand(path: Path, shown: Patch, *, is_named: bool) -> Plan:
    """Return the plan whose names are used: one that is named, else the user's if it is that one.

    Otherwise what the public record calls its records is all there is to go by.
    """
    try:
        with opened_copy(path) as file:
            if is_named or file.plan_id == shown.plan:
                return file.plan
    except StoreError:
        if is_named:
            raise
    return reference_plan()


def _apply(path: Path | None, options: argparse.Namespace, _schema: Schema) -> Result:
    with app.workspace(path) as opened:
        scenarios = opened.scenarios
        _patch, other = read_patch_of(Path(options.file), opened.file)
        preview = weigh(scenarios, opened.file, other)
        return merged(scenarios, opened.file, preview, options)


def _sign(_path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    signed = sign_file(Path(options.file), schema, _signer())
    return Result(_data(signed), [*_seal_lines(signed)])


def _verify(_path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    found = read_patch(Path(options.file), schema)
    code = UNSIGNED if found.signature is None else HOLDS if found.is_signed_well else BROKEN
    return Result(_data(found), [*_seal_lines(found)], code)


def _signer() -> Signer:
    return Signer(paths.user_config())


def _data(shown: Patch) -> dict[str, Any]:
    signature = shown.signature
    return {
        "plan": shown.plan,
        "base": shown.base,
        "author": shown.author,
        "made": shown.made,
        "note": shown.note,
        "digest": shown.digest,
        "steps": [
            {"id": step.id, "code": step.code, "author": step.author, "at": step.at}
            for step in shown.log.steps
        ],
        "signed": signature is not None,
        "signature_holds": shown.is_signed_well,
        "key": None if signature is None else signature.fingerprint,
    }


def _head_lines(shown: Patch) -> Iterator[str]:
    yield _("By {author}, {when}").format(
        author=", ".join(authors(shown.log)), when=moment_label(shown.made)
    )
    if shown.note:
        yield shown.note
    yield from _seal_lines(shown)


def _seal_lines(shown: Patch) -> Iterator[str]:
    if shown.signature is None:
        yield _("It is not signed.")
    elif shown.is_signed_well:
        name = TrustedKeys(paths.user_config()).names().get(shown.signature.key)
        key = shown.signature.fingerprint
        if name is None:
            yield _("Signed with the key {key}.").format(key=key)
        else:
            yield _("Signed by {name}, whose key {key} you trust.").format(name=name, key=key)
    else:
        yield _("The signature does not hold: it was not made for this patch.")


def _step_lines(shown: Patch, plan: Plan) -> Iterator[str]:
    names = names_in(cell for cells in shown.log.cells.values() for cell in cells)
    for step in shown.log.steps:
        said = f"{moment_label(step.at)}  {step.author}  {step_title(step, plan, names)}"
        yield f"{said} ({step.reason})" if step.reason else said


_ACTIONS: Mapping[str, Callable[[Path | None, argparse.Namespace, Schema], Result]] = {
    "make": _make,
    "show": _show,
    "apply": _apply,
    "sign": _sign,
    "verify": _verify,
}

VERBS = (
    Verb(
        name="patch",
        help=N_("send edits as a small file, or put those of somebody else into the plan"),
        arguments=patch_arguments,
        run_alone=patch,
    ),
)
