# SPDX-License-Identifier: EUPL-1.2
"""The verbs about decisions: submit a plan, approve it, and see what still holds."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner import paths
from planner.cli.arguments import Verb, add_scenario
from planner.cli.output import Result, table
from planner.cli.scenario import scenario_key
from planner.domain.errors import DomainError
from planner.domain.records.approvals import Approval, ApprovalStatus
from planner.domain.schema import Schema
from planner.exchange.approvals import Validity, Verdict, declare, status_of, verdicts
from planner.exchange.keys import Signer
from planner.exchange.trusted import TrustedKeys
from planner.scenarios import Scenarios
from planner.text import N_, _, moment_label

HOLDS, CHANGED, FORGED = 0, 1, 9
_SOURCE = "command line"
_CODES = {Validity.HOLDS: HOLDS, Validity.CHANGED: CHANGED, Validity.FORGED: FORGED}


def declare_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what is decided about, and a word to it."""
    add_scenario(parser)
    parser.add_argument("--note", metavar=_("TEXT"), default="", help=_("a word to the decision"))
    parser.add_argument(
        "--take-back", action="store_true", help=_("make it a draft again, signed likewise")
    )


def approvals_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare which scenario is asked about, whose keys are known, and what exit codes mean."""
    add_scenario(parser)
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--trust",
        metavar=_("KEY"),
        help=_("note whose key this is, compared digit by digit with what its owner says"),
    )
    whose.add_argument("--forget", metavar=_("KEY"), help=_("trust this key no longer"))
    parser.add_argument("--owner", metavar=_("NAME"), default="", help=_("whose key it is"))
    parser.epilog = _(
        "Exit codes: 0 the latest entry holds, or there is none; 1 the plan has changed since; "
        "9 an entry’s signature does not hold."
    )


def _declaring(status: ApprovalStatus) -> Callable[[Scenarios, argparse.Namespace], Result]:
    def run(scenarios: Scenarios, options: argparse.Namespace) -> Result:
        wanted = ApprovalStatus.DRAFT if options.take_back else status
        key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
        signer = Signer(paths.user_config())
        declare(scenarios, key, wanted, signer, note=options.note, source=_SOURCE)
        return _result(_found(scenarios, key))

    return run


def approvals(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    """List who submitted and approved what, and whether it still holds."""
    key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
    found = _found(scenarios, key)
    _note_owner(found, options)
    forged = any(one.validity is Validity.FORGED for one in found)
    code = FORGED if forged else _CODES[found[-1].validity] if found else HOLDS
    told = _result(found)
    return Result(told.data, told.lines, code)


def _note_owner(found: Sequence[Verdict], options: argparse.Namespace) -> None:
    """Note or forget whose key signed an entry, as asked; the whole fingerprint names it.

    Raises `DomainError` with the code `missing_record` or `name_needed`, and `ExchangeError`.
    """
    words = options.trust or options.forget
    if not words:
        return
    keys = {_digits(one.fingerprint): one.approval.public_key for one in found}
    if _digits(words) not in keys:
        raise DomainError("missing_record", kind=Approval.KIND.name, key=words)
    trusted, key = TrustedKeys(paths.user_config()), keys[_digits(words)]
    if options.trust:
        trusted.trust(key, options.owner)
    else:
        trusted.forget(key)


def _digits(fingerprint: str) -> str:
    return "".join(fingerprint.split()).casefold()


def _found(scenarios: Scenarios, key: str) -> tuple[Verdict, ...]:
    return verdicts(scenarios.root.plan, key, scenarios.plan_of(key))


def _result(found: Sequence[Verdict]) -> Result:
    trusted = TrustedKeys(paths.user_config()).names()
    status = status_of(tuple(found))
    said = _("Status: {status}").format(status=_(status.label))
    data = {"status": str(status), "entries": [_data(one, trusted) for one in found]}
    if not found:
        return Result(data, [said])
    heads = (_("When"), _("Who"), _("Status"), _("Today"), _("Key"), _("Whose"), _("Note"))
    rows = [
        (
            moment_label(one.approval.at),
            one.approval.author,
            _(one.approval.status.label),
            _(one.validity.label),
            one.fingerprint,
            trusted.get(one.approval.public_key, _("not known")),
            one.approval.note or "",
        )
        for one in found
    ]
    return Result(data, [said, *table(heads, rows)])


def _data(one: Verdict, trusted: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.approval.id,
        "status": str(one.approval.status),
        "validity": str(one.validity),
        "author": one.approval.author,
        "at": one.approval.at,
        "key": one.fingerprint,
        "whose": trusted.get(one.approval.public_key),
        "note": one.approval.note,
    }


VERBS = (
    Verb(
        name="submit",
        help=N_("sign that the plan, as it is now, is submitted"),
        arguments=declare_arguments,
        run_scenarios=_declaring(ApprovalStatus.SUBMITTED),
    ),
    Verb(
        name="approve",
        help=N_("sign that the plan, as it was submitted, is approved"),
        arguments=declare_arguments,
        run_scenarios=_declaring(ApprovalStatus.APPROVED),
    ),
    Verb(
        name="approvals",
        help=N_("list who submitted and approved the plan, and whether it has changed since"),
        arguments=approvals_arguments,
        run_scenarios=approvals,
    ),
)
