# SPDX-License-Identifier: EUPL-1.2
"""A patch: some steps of a journal, to be sent by mail and merged into another copy.

It is text: JSON in UTF-8, one step on a line, values as people write them. The head says of which
plan it is, after which step it begins, what its author knew, and the content of the plan there; a
digest covers everything, a signature may cover the digest. Applying a patch is merging a copy that
has only these steps, so everything that holds for a merge holds for it.
"""

from collections.abc import Collection, Iterator, Sequence

import attrs

from planner.domain.history import Log, Step, StepKind, steps_until
from planner.exchange.keys import Signature

ENDING = ".aifpatch"
START, EXCHANGE = "start", "exchange"
_SHORTEST_END = 6


@attrs.frozen(kw_only=True)
class Patch:
    """Steps with what they wrote, and what they build on.

    `base` is the step they come after, empty for the beginning; `content` the digest of the plan
    at the root there. `seen` are the last steps its author knew of every copy that was ever put
    into this one. `digest` covers all but the signature.
    """

    plan: str
    base: str
    content: str
    seen: tuple[str, ...]
    author: str
    made: str
    log: Log
    note: str = ""
    digest: str = ""
    signature: Signature | None = None

    @property
    def first(self) -> Step:
        """Return the oldest step."""
        return self.log.steps[0]

    @property
    def last(self) -> Step:
        """Return the latest step."""
        return self.log.steps[-1]

    @property
    def is_signed_well(self) -> bool:
        """Tell whether there is a signature and it holds."""
        return self.signature is not None and self.signature.holds(self.digest)


def steps_since(log: Log, base: str, *, leaving_out: Collection[str] = ()) -> Log:
    """Return the part of a journal after a step, all of it after none.

    `leaving_out` names scenarios every copy has of itself.
    """
    at = next((n for n, step in enumerate(log.steps, 1) if step.id == base), 0)
    steps = tuple(step for step in log.steps[at:] if step.scenario not in leaving_out)
    return Log(steps, {step.id: log.cells.get(step.id, ()) for step in steps})


def seen_by(log: Log, base: str) -> tuple[str, ...]:
    """Return the last steps a copy knew of each copy put into it, when `base` was its latest."""
    until = next((n for n, step in enumerate(log.steps, 1) if step.id == base), 0)
    heads = (step.facts.get("head", "") for step in log.steps[:until] if _is_merge(step))
    found = (base, *(str(head) for head in heads))
    return tuple(dict.fromkeys(step for step in found if step))


def known_to(seen: Collection[str], mine: Sequence[Step]) -> frozenset[str]:
    """Return which steps of a journal somebody knows who has seen these of its steps.

    A step made here was passed on with all before it. One that a merge brought was passed on with
    those the same merge brought before it, and with the merges noted then as known over there.
    What cannot be told counts as unknown: that asks a question too many, and loses nothing.
    """
    known: set[str] = set()
    lines = {step.id: step.facts.get("lines", ()) for step in mine if _is_merge(step)}
    heads = {step.id: step.facts.get("head", "") for step in mine if _is_merge(step)}
    for at, step in enumerate(mine):
        if step.id not in seen:
            continue
        if not step.line:
            known.update(one.id for one in mine[: at + 1])
            continue
        passed = {step.line}
        if heads.get(step.line) == step.id:
            passed.update(lines.get(step.line, ()))
        known.update(one.id for one in mine[: at + 1] if one.line in passed)
    return frozenset(known)


def latest_exchange(steps: Sequence[Step]) -> str:
    """Return the last step made here that the copy merged last knew; empty if there was none."""
    merges = (step for step in reversed(steps) if not step.line and _is_merge(step))
    return next((str(step.facts.get("seen", "")) for step in merges), "")


def step_meant(steps: Sequence[Step], words: str) -> str:
    """Return the step after which a patch begins: `start`, `exchange`, a step or a time.

    `exchange` leaves out what the copy merged last had then; the start if there was none. Raises
    `StoreError("not_a_time")` for anything else.
    """
    if words == START:
        return ""
    if words == EXCHANGE:
        return latest_exchange(steps)
    named = [step.id for step in steps if step.id.endswith(words) and len(words) >= _SHORTEST_END]
    if named:
        return named[-1]
    number = steps_until(steps, words)
    return steps[number - 1].id if number else ""


def authors(log: Log) -> Iterator[str]:
    """Yield who made the steps, each once."""
    yield from dict.fromkeys(step.author for step in log.steps)


def _is_merge(step: Step) -> bool:
    return step.kind is StepKind.MERGE
