# SPDX-License-Identifier: EUPL-1.2
"""Patches of an open plan: drawing one up, and reading one as if it were another copy."""

from datetime import UTC, datetime
from pathlib import Path

import attrs

from planner.domain.errors import ExchangeError
from planner.domain.fingerprint import content_digest
from planner.domain.history import Log
from planner.domain.lanes import Lane
from planner.domain.rebuilding import rebuilt
from planner.domain.records.scenarios import Scenario
from planner.domain.weighing import Copy
from planner.exchange.keys import Signer
from planner.exchange.patch import (
    ENDING,
    Patch,
    known_to,
    seen_by,
    step_meant,
    steps_since,
)
from planner.exchange.writing import read_patch, sealed
from planner.merging import OtherCopy
from planner.scenarios import Scenarios
from planner.store.planfile import PlanFile

__all__ = ["ENDING", "check_base", "draw_up", "make_patch", "read_patch_of"]


def read_patch_of(path: Path, file: PlanFile) -> tuple[Patch, OtherCopy]:
    """Read a patch as if it were another copy of the plan in `file`.

    Raises `ExchangeError`: `patch_other_plan`, `patch_base_missing` if it builds on steps this
    copy does not have, `patch_base_differs` if the plan there held something else, and whatever
    reading it says.
    """
    patch = read_patch(path, file.plan.schema)
    log = file.log()
    check_base(patch, file, log, path)
    seen = known_to(patch.seen, log.steps) | {step.id for step in patch.log.steps}

    def copy_of(mine: Copy) -> Copy:
        lane = Lane.of(patch.log, mine.scenario)
        theirs = attrs.evolve(lane, known=lane.known | seen)
        return Copy(rebuilt(mine, theirs), theirs, patch.author, mine.scenario)

    edited = dict.fromkeys(step.scenario for step in patch.log.steps if step.scenario)
    return patch, OtherCopy(patch.author, tuple(edited), copy_of, is_whole=False)


def check_base(patch: Patch, file: PlanFile, log: Log, path: Path) -> None:
    """Check that a patch builds on what a plan file holds. Raises `ExchangeError`."""
    if patch.plan != file.plan_id:
        raise ExchangeError("patch_other_plan", path=str(path))
    steps = {step.id: step for step in log.steps}
    if patch.base and patch.base not in steps:
        raise ExchangeError("patch_base_missing", path=str(path), author=patch.author)
    if patch.content and not (patch.base and steps[patch.base].line):
        plan = file.root_at(file.position(patch.base))
        if content_digest(plan) != patch.content:
            raise ExchangeError("patch_base_differs", path=str(path), author=patch.author)


def draw_up(
    scenarios: Scenarios,
    file: PlanFile,
    since: str,
    *,
    note: str = "",
    signer: Signer | None = None,
) -> Patch:
    """Return what was done since a moment, sealed and fit to be written.

    `since` is `start`, `exchange`, a step or a time; see `planner.exchange.patch.step_meant`.
    Raises `ExchangeError("nothing_to_send")`, `ExchangeError("key_unusable")` and
    `StoreError("not_a_time")`.
    """
    base = step_meant(file.log().steps, since)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    drawn = make_patch(scenarios, file, base, made=made, note=note)
    return sealed(drawn, file.plan.schema, signer)


def make_patch(
    scenarios: Scenarios, file: PlanFile, base: str, *, made: str, note: str = ""
) -> Patch:
    """Return what was done after a step, of whatever scenario, fit to be sent.

    Raises `ExchangeError("nothing_to_send")`.
    """
    log = file.log()
    rows = scenarios.root.plan.of(Scenario).values()
    built_in = {row.id for row in rows if row.built_in}
    since = steps_since(log, base, leaving_out=built_in)
    if not since.steps:
        raise ExchangeError("nothing_to_send")
    # What a step from another copy led to is not in this plan, so there is nothing to compare.
    native = not any(step.line for step in log.steps if step.id == base)
    return Patch(
        plan=file.plan_id,
        base=base,
        content=content_digest(file.root_at(file.position(base))) if native else "",
        seen=seen_by(log, base),
        author=scenarios.root.author,
        made=made,
        note=note,
        log=since,
    )
