# SPDX-License-Identifier: EUPL-1.2
"""What stands between a plan and its submission, and what somebody has accepted with a reason.

No rule ever blocks a draft. A plan is ready to submit when no error is left that nobody has
overridden; what cannot be checked is listed apart, because it is not a pass.
"""

from collections.abc import Iterable, Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.records.assurance import Override
from planner.engine.outcome import Finding, Outcome, Severity


@attrs.frozen
class Submission:
    """Errors that block, findings accepted with a reason, and what could not be checked."""

    blocking: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Tell whether nothing blocks."""
        return not self.blocking


def submission(plan: Plan, outcome: Outcome) -> Submission:
    """Sort the findings of a plan by what they mean for its submission."""
    known = overrides(plan)
    found = outcome.findings
    return Submission(
        blocking=tuple(f for f in found if _blocks(f) and override_of(f, known) is None),
        accepted=tuple(f for f in found if override_of(f, known) is not None),
        unchecked=tuple(f for f in found if not f.checkable),
    )


def overrides(plan: Plan) -> Mapping[tuple[str, str, str], Override]:
    """Return the overrides of a plan by rule, kind and key of what they accept."""
    rows: Iterable[Override] = plan.of(Override).values()
    return {(row.rule, row.about_kind, row.about): row for row in rows}


def override_of(
    finding: Finding, known: Mapping[tuple[str, str, str], Override]
) -> Override | None:
    """Return the override that accepts a finding, if there is one."""
    return known.get((finding.rule, finding.kind, finding.key))


def _blocks(finding: Finding) -> bool:
    return finding.checkable and finding.severity is Severity.ERROR
