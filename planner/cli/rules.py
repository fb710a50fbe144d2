# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the rulebook: findings, fix, limit, rulebook."""

import argparse
from pathlib import Path
from typing import Any

from planner.cli.arguments import Verb
from planner.cli.output import Result, finding_data, finding_line, update_result
from planner.domain.commands import Command
from planner.domain.plan import Plan
from planner.domain.schema import Schema
from planner.engine.outcome import Finding
from planner.engine.rules.fixes import fix_for
from planner.engine.rules.law import parameter_key
from planner.engine.rules.limits import limit_edit
from planner.engine.rules.registry import families, family
from planner.engine.rules.submission import override_of, overrides, submission
from planner.parsing import UsageError
from planner.report.rulebook import rulebook
from planner.sentences import acceptance_words, article_words, command_title
from planner.session import Session
from planner.text import N_, _

_SOURCE = "command line"


def findings(session: Session, options: argparse.Namespace) -> Result:
    """List findings with severity, rule, article and, where there is one, the fix."""
    plan = session.plan
    found = [f for f in session.outcome.findings if _wanted(f, options)]
    if options.blocking:
        blocking = set(submission(plan, session.outcome).blocking)
        found = [finding for finding in found if finding in blocking]
    data = [_data(plan, finding) for finding in found]
    lines = [line for finding in found for line in _lines(plan, finding)]
    return Result(data, lines or [_("There is nothing to report.")])


def fix(session: Session, options: argparse.Namespace) -> Result:
    """Make the edit that settles a finding."""
    plan, before = session.plan, (session.plan, session.outcome)
    known = [
        command
        for f in session.outcome.findings
        if f.rule == options.rule
        and (not options.key or f.key.endswith(options.key))
        and (command := fix_for(f, plan)) is not None
    ]
    if not known:
        return Result({"fixed": None}, [_("There is nothing that could be fixed by itself.")])
    done = session.execute(known[0], reason=options.reason, source=_SOURCE)
    return update_result(done, before)


def limit(session: Session, options: argparse.Namespace) -> Result:
    """Set a number of a rule in this plan."""
    before = (session.plan, session.outcome)
    rule, _dot, name = options.limit.rpartition(".")
    command: Command | None = limit_edit(
        session.plan, parameter_key(rule, name), float(options.value)
    )
    if command is None:
        raise UsageError("unknown_limit", value=options.limit)
    done = session.execute(command, reason=options.reason, source=_SOURCE)
    return update_result(done, before)


def _book(_path: Path | None, _options: argparse.Namespace, _schema: Schema) -> Result:
    told = rulebook()
    return Result({"rulebook": told}, told.splitlines())


def _wanted(finding: Finding, options: argparse.Namespace) -> bool:
    if options.family and family(finding.rule) != options.family:
        return False
    return not options.rule or finding.rule == options.rule


def _data(plan: Plan, finding: Finding) -> dict[str, Any]:
    command = fix_for(finding, plan)
    accepted = override_of(finding, overrides(plan))
    return {
        **finding_data(finding, plan),
        "article": article_words(finding.rule, plan),
        "fix": None if command is None else command_title(command, plan),
        "accepted": None
        if accepted is None
        else {"reason": accepted.reason, "reference": accepted.reference},
    }


def _lines(plan: Plan, finding: Finding) -> list[str]:
    lines = [finding_line(finding, plan)]
    command = fix_for(finding, plan)
    if command is not None:
        lines.append("  " + _("Fix: {edit}").format(edit=command_title(command, plan)))
    accepted = acceptance_words(finding, plan)
    return [*lines, f"  {accepted}"] if accepted else lines


def _findings_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    parser.add_argument(
        "--family", choices=families(), metavar=_("FAMILY"), help=", ".join(families())
    )
    parser.add_argument("--rule", metavar=_("RULE"), help=_("one rule, such as FIN-01"))
    parser.add_argument("--blocking", action="store_true", help=_("only what blocks a submission"))


def _fix_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    parser.add_argument("rule", metavar=_("RULE"), help=_("one rule, such as FIN-01"))
    parser.add_argument("key", metavar=_("KEY"), nargs="?", help=_("key, or the end of it"))


def _limit_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    parser.add_argument("limit", metavar=_("RULE.NAME"), help=_("see “rulebook”"))
    parser.add_argument("value", metavar=_("VALUE"), type=float, help=_("the new number"))


def _no_arguments(_parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Take no arguments of its own."""


RULE_VERBS = (
    Verb(
        name="findings",
        help=N_("list what the rules found"),
        arguments=_findings_arguments,
        run=findings,
        looks_back=True,
    ),
    Verb(
        name="fix",
        help=N_("make the edit that settles a finding"),
        arguments=_fix_arguments,
        run=fix,
    ),
    Verb(
        name="limit",
        help=N_("set a number of a rule in this plan"),
        arguments=_limit_arguments,
        run=limit,
    ),
    Verb(
        name="rulebook",
        help=N_("print every rule with its numbers and the text it rests on"),
        arguments=_no_arguments,
        run_alone=_book,
    ),
)
