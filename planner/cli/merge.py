# SPDX-License-Identifier: EUPL-1.2
"""The verb that puts another copy of the plan into this one."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planner import app
from planner.cli.arguments import Verb
from planner.cli.output import Result, changes_data, changes_lines, finding_data, finding_line
from planner.domain.clashes import Clash, Take
from planner.domain.errors import ExchangeError
from planner.domain.merge import Choices
from planner.domain.schema import Schema
from planner.engine.causes import Cause
from planner.merge_sentences import clash_sentence, take_words, voice_words
from planner.merging import Look, MergePreview, carry_out, preview_merge
from planner.parsing import UsageError
from planner.scenarios import Scenarios
from planner.sentences import record_word, sentence
from planner.store.planfile import PlanFile
from planner.text import N_, _, ngettext, number

MERGED, ASKED = 0, 1
_SOURCE = "command line"
_BIGGEST = 4_000_000  # characters in a file of choices


def merge_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare the other file and what decides the questions."""
    parser.add_argument("other", metavar=_("FILE"), help=_("another copy of the plan"))
    add_choices(parser)


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Declare what decides where copies disagree, and what the exit codes mean."""
    sides = parser.add_mutually_exclusive_group()
    sides.add_argument("--mine", action="store_true", help=_("where copies disagree, keep mine"))
    sides.add_argument("--theirs", action="store_true", help=_("where they disagree, take theirs"))
    sides.add_argument(
        "--defaults", action="store_true", help=_("take what each question proposes")
    )
    parser.add_argument(
        "--choose",
        metavar=_("FILE"),
        help=_("a JSON file that gives an answer for the name of each question"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would be; change nothing")
    )
    parser.epilog = _(
        "Exit codes: 0 merged, or nothing new; 1 there are questions left and nothing was changed. "
        "The answers are: mine, theirs, both, join."
    )


def merge(path: Path | None, options: argparse.Namespace, _schema: Schema) -> Result:
    """Put another copy into the plan, unless something is left to choose."""
    with app.workspace(path) as opened:
        scenarios = opened.scenarios
        preview = preview_merge(scenarios, opened.file, Path(options.other))
        return merged(scenarios, opened.file, preview, options)


def merged(
    scenarios: Scenarios, file: PlanFile, preview: MergePreview, options: argparse.Namespace
) -> Result:
    """Carry a merge out if every question has its answer; say what it did, or would do."""
    if preview.is_empty:
        said = _("Everything {other} knows is in this plan already.")
        return Result({"merged": False, "clashes": []}, [said.format(other=preview.other.name)])
    choices = choices_of(preview.clashes, options)
    left = [clash for clash in preview.clashes if clash.id not in choices]
    look = preview.look(choices)
    told = _told(preview, look, left, choices)
    if options.dry_run or left:
        lines = [*_question_lines(preview, left), *told.lines]
        return Result(told.data, lines, ASKED if left else MERGED)
    carry_out(scenarios, file, preview, choices, source=_SOURCE, reason=options.reason)
    return Result({**told.data, "merged": True}, told.lines)


def choices_of(clashes: Sequence[Clash], options: argparse.Namespace) -> Choices:
    """Return the answers that were given. Raises `ExchangeError` and `UsageError`."""
    given = _read_choices(Path(options.choose)) if options.choose else {}
    bulk = {clash.id: _bulk(clash, options) for clash in clashes}
    known = {name: take for name, take in bulk.items() if take is not None}
    return {**known, **given}


def _bulk(clash: Clash, options: argparse.Namespace) -> Take | None:
    if options.defaults:
        return clash.default
    if options.mine or options.theirs:
        return Take.MINE if options.mine else Take.THEIRS
    return None


def _read_choices(path: Path) -> dict[str, Take]:
    try:
        with path.open(encoding="utf-8") as file:
            given = json.loads(file.read(_BIGGEST))
        return {str(name): Take(take) for name, take in given.items()}
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeError("unreadable", path=str(path)) from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise UsageError("not_choices", path=str(path)) from error


def _told(preview: MergePreview, look: Look, left: Sequence[Clash], choices: Choices) -> Result:
    data = {
        "merged": False,
        "other": preview.other.name,
        "steps": preview.news,
        "changes": changes_data(look.settled.changes),
        "clashes": [_clash_data(clash, preview) for clash in preview.clashes],
        "left": [clash.id for clash in left],
        "new_findings": [_cause_data(cause, look) for cause in look.causes],
        "scenarios": [part.mine.scenario for part in preview.branches],
        "held": {one.scenario: one.error.code for one in preview.held},
    }
    return Result(data, [*_lines(preview, look, choices)])


def _lines(preview: MergePreview, look: Look, choices: Choices) -> Iterator[str]:
    count = preview.news
    yield ngettext(
        "{other}: {count} step this plan does not have",
        "{other}: {count} steps this plan does not have",
        count,
    ).format(other=preview.other.name, count=number(count))
    yield from changes_lines(look.settled.changes, look.plan)
    for part in preview.branches:
        name = record_word(preview.session.plan, "scenario", part.mine.scenario)
        yield _("Scenario {name}:").format(name=name)
        settled = part.settled(choices)
        yield from changes_lines(settled.changes, settled.plan)
    for one in preview.held:
        yield sentence(one.error.code, one.error.facts)
    for cause in look.causes:
        yield _("New: {finding}").format(finding=finding_line(cause.finding, look.plan))
        yield from _cause_lines(preview, cause, look)


def _cause_lines(preview: MergePreview, cause: Cause, look: Look) -> Iterator[str]:
    """Yield whose edits of what brought a finding about, unless the finding says so itself."""
    others = [key for key in cause.records if key != (cause.finding.kind, cause.finding.key)]
    if others:
        names = dict.fromkeys(record_word(look.plan, *key) for key in others)
        who = dict.fromkeys(step.author for step in preview.steps_behind(cause))
        said = _("  because of {records} ({authors})")
        yield said.format(records=", ".join(names), authors=", ".join(who))


def _question_lines(preview: MergePreview, left: Sequence[Clash]) -> Iterator[str]:
    for clash in left:
        yield clash_sentence(clash, preview.part(clash.scenario))
        for side, voice in ((Take.MINE, clash.mine), (Take.THEIRS, clash.theirs)):
            if voice.step is not None:
                yield f"  {_(side.label)}: {voice_words(voice)}"
        answers = (f"{take} ({take_words(clash, take)})" for take in clash.choices)
        yield f"  {clash.id}: {', '.join(answers)}"
    if left:
        yield ngettext(
            "{count} question is open; nothing was changed.",
            "{count} questions are open; nothing was changed.",
            len(left),
        ).format(count=number(len(left)))


def _clash_data(clash: Clash, preview: MergePreview) -> dict[str, Any]:
    return {
        "id": clash.id,
        "situation": str(clash.situation),
        "sentence": clash_sentence(clash, preview.part(clash.scenario)),
        "base": clash.base,
        "mine": clash.mine.value,
        "theirs": clash.theirs.value,
        "choices": [str(take) for take in clash.choices],
        "default": str(clash.default),
    }


def _cause_data(cause: Cause, look: Look) -> dict[str, Any]:
    return {**finding_data(cause.finding, look.plan), "because_of": cause.records}


VERBS = (
    Verb(
        name="merge",
        help=N_("put another copy of the plan into this one"),
        arguments=merge_arguments,
        run_alone=merge,
    ),
)
