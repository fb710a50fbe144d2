# SPDX-License-Identifier: EUPL-1.2
"""Which of many changes is to blame for a finding that is new.

Two edits that are sound each by themselves may break a rule together. A change of the record the
finding is about comes first; where there is none, each group of changes is left out in turn, and
those without which the finding is gone are named.
"""

from collections.abc import Sequence

import attrs

from planner.domain.changes import ChangeSet, applied
from planner.domain.families import families, without
from planner.domain.plan import Plan
from planner.engine.outcome import Finding, Outcome
from planner.engine.stages import reevaluate

_MOST_TRIALS = 60


@attrs.frozen
class Cause:
    """A finding that was not there before, and the records whose changes brought it about.

    No record is named where only all changes together bring it about.
    """

    finding: Finding
    records: tuple[tuple[str, str], ...]


def new_findings(before: Outcome, after: Outcome) -> tuple[Finding, ...]:
    """Return what was not found before."""
    return after.findings_since(before)


def causes(plan: Plan, before: Outcome, after: Outcome, changes: ChangeSet) -> tuple[Cause, ...]:
    """Name what brought about each finding that `changes` of `plan` added."""
    fresh = new_findings(before, after)
    changed = {(change.table, change.key) for change in changes}
    about = [Cause(f, ((f.kind, f.key),)) for f in fresh if (f.kind, f.key) in changed]
    unclear = [f for f in fresh if (f.kind, f.key) not in changed]
    return (*about, *_by_leaving_out(plan, before, changes, unclear))


def _by_leaving_out(
    plan: Plan, before: Outcome, changes: ChangeSet, unclear: Sequence[Finding]
) -> list[Cause]:
    groups = families(changes)
    if not unclear or len(groups) > _MOST_TRIALS:
        return [Cause(finding, ()) for finding in unclear]
    to_blame: dict[Finding, list[tuple[str, str]]] = {finding: [] for finding in unclear}
    for group in groups:
        rest = without(changes, group)
        left = set(reevaluate(before, applied(plan, rest), rest).findings)
        for finding in unclear:
            if finding not in left:
                to_blame[finding].extend((change.table, change.key) for change in group)
    return [Cause(finding, tuple(records)) for finding, records in to_blame.items()]
