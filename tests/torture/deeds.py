# SPDX-License-Identifier: EUPL-1.2
"""What a process does to a plan until it is killed: it says what was done once it is done.

Runs in a process of its own, forked from one that has everything loaded, so that a thousand of
them take minutes. Each message on the pipe is an acknowledgement: from then on it must not be lost.
"""

import multiprocessing
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import attrs

from planner import merging, safekeeping, sending
from planner.domain.commands import AddRecord, Assign, Batch, EditField, Move, RemoveMeasure
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.records.evidence import Parameter
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario
from planner.exchange.patch import START
from planner.exchange.writing import write_patch
from planner.intake import Accepted
from planner.scenarios import Scenarios
from planner.session import Session, Update
from planner.store.backups import Occasion, Shelf
from planner.store.planfile import PlanFile
from planner.workbook.importing import assistant
from tests.core.builders import NAMES

BULK = 10_000
IMPORTED = 300
_MOST_SCENARIOS = 3
STATES = sorted(NAMES)
Acknowledge = Callable[[str, str], None]


@attrs.define
class Hand:
    """One who edits: the open plan, where copies go, and how to say what is done."""

    file: PlanFile
    session: Session
    chance: random.Random
    acknowledge: Acknowledge

    @property
    def folder(self) -> Path:
        return self.file.path.parent

    def did(self, update: Update) -> None:
        if update.step is not None:
            self.acknowledge("step", update.step.id)

    def a_measure(self) -> str | None:
        keys = sorted(self.session.plan.of(Measure))
        return self.chance.choice(keys) if keys else None


def _assign(hand: Hand) -> None:
    state, start = hand.chance.choice(STATES), hand.chance.randrange(60, 200)
    hand.did(hand.session.execute(Assign(template="t-system", state=state, start=start)))


def _edit(hand: Hand) -> None:
    key = hand.a_measure()
    if key is None:
        return _assign(hand)
    made = hand.chance.choice(
        [
            Move(measure=key, start=hand.chance.randrange(60, 200)),
            EditField(kind="measure", key=key, field="notes", value=f"{hand.chance.random()}"),
            RemoveMeasure(measure=key),
        ]
    )
    return hand.did(hand.session.execute(made))


def _take_back(hand: Hand) -> None:
    back = hand.session.undo if hand.chance.random() < 0.6 else hand.session.redo
    hand.did(back())


def _bulk(hand: Hand) -> None:
    added = Parameter.KIND.name
    many = (
        AddRecord(kind=added, values={"id": new_id(), "name": f"p{n}", "value": float(n)})
        for n in range(BULK)
    )
    hand.did(hand.session.execute(Batch(commands=tuple(many))))
    hand.did(hand.session.undo())


def _save_copy(hand: Hand) -> None:
    target = hand.folder / f"copy-{new_id()}.aifp"
    hand.file.save_copy(target)
    hand.acknowledge("file", str(target))


def _back_up(hand: Hand) -> None:
    shelf = Shelf(hand.folder / "backups")
    made = shelf.make(hand.file, Occasion.EDITED)
    hand.acknowledge("file", str(made.path))


def _go_back(hand: Hand) -> None:
    backups = Shelf(hand.folder / "backups").backups()
    if backups:
        chosen = hand.chance.choice(backups)
        found = safekeeping.preview(hand.session.plan, chosen)
        hand.did(hand.session.execute(found.command))


def _import(hand: Hand) -> None:
    """Take over a table of somebody else's."""
    text = "\n".join(f"{new_id()}\t{hand.chance.randint(1, 99)}\t5" for _row in range(IMPORTED))
    fields = ("name", "parameters_bn", "tokens_bn")
    plan = hand.session.plan
    report = assistant.pasted(plan, text, kind="workload", fields=fields)
    hand.did(hand.session.execute(assistant.command(report, Accepted(), plan)))


def _merge(hand: Hand) -> None:
    """Let somebody else edit a copy, edit here as well, and put the two together."""
    copy = hand.folder / f"copy-{new_id()}.aifp"
    hand.file.save_copy(copy)
    is_sent = hand.chance.random() < 0.5
    patch = _edited_elsewhere(copy, hand.chance, is_sent=is_sent)
    _edit(hand)
    scenarios = Scenarios(hand.session, hand.file)
    if is_sent:
        _patch, other = sending.read_patch_of(patch, hand.file)
        found = merging.weigh(scenarios, hand.file, other)
    else:
        found = merging.preview_merge(scenarios, hand.file, copy)
    if not found.is_empty:
        hand.did(merging.carry_out(scenarios, hand.file, found))
        hand.acknowledge("merge", "")


def _edited_elsewhere(copy: Path, chance: random.Random, *, is_sent: bool) -> Path:
    """Let somebody edit a copy and perhaps write what they did as a patch; return where."""
    patch = copy.with_suffix(sending.ENDING)
    with PlanFile.open(copy) as file:
        theirs = Session(file.plan, file, author="b")
        before = file.last_step
        other = Hand(file, theirs, chance, lambda _what, _which: None)
        _assign(other)
        _edit(other)
        if is_sent:
            drawn = sending.draw_up(Scenarios(theirs, file), file, before or START)
            write_patch(drawn, file.plan.schema, patch)
    return patch


def _branch(hand: Hand) -> None:
    """Branch a scenario off, or edit one that is there."""
    scenarios = Scenarios(hand.session, hand.file)
    there = sorted(hand.session.plan.of(Scenario))
    if len(there) < _MOST_SCENARIOS:
        scenarios.branch(f"S {new_id()}")
        hand.acknowledge("step", hand.session.history()[-1].id)
        return
    chosen = scenarios.open(hand.chance.choice(there))
    state, start = hand.chance.choice(STATES), hand.chance.randrange(60, 200)
    hand.did(chosen.execute(Assign(template="t-system", state=state, start=start)))


def _reopen(hand: Hand) -> None:
    hand.file.close()
    hand.file = PlanFile.open(hand.file.path)
    hand.session = Session(hand.file.plan, hand.file, author="a")


Deeds = Mapping[Callable[[Hand], None], int]
USUAL: Deeds = {
    _assign: 20,
    _edit: 30,
    _take_back: 15,
    _branch: 8,
    _reopen: 8,
}
# What takes longer than most processes live that do everything.
LENGTHY: Deeds = {
    _save_copy: 2,
    _back_up: 2,
    _go_back: 2,
    _import: 3,
    _merge: 5,
    _branch: 3,
    _edit: 2,
    _take_back: 2,
}
MOSTLY_BULK: Deeds = {_bulk: 10, _edit: 3, _reopen: 1}
SORTS: Mapping[str, Deeds] = {"usual": USUAL, "lengthy": LENGTHY, "bulk": MOSTLY_BULK}


def work(path: Path, seed: int, sort: str, pipe: Connection) -> None:
    """Edit a plan without end, chosen by `seed` from a sort of deeds."""

    def acknowledge(what: str, which: str) -> None:
        pipe.send_bytes(f"{what} {which}".encode())

    chance = random.Random(seed)
    deeds = SORTS[sort]
    file = PlanFile.open(path)
    hand = Hand(file, Session(file.plan, file, author="a"), chance, acknowledge)
    acknowledge("ready", "")
    while True:
        (deed,) = chance.choices(list(deeds), list(deeds.values()))
        try:
            deed(hand)
        except DomainError:
            continue  # nothing to undo, or a measure others rest on


def grow(path: Path, _seed: int, _sort: str, pipe: Connection) -> None:
    """Open a plan of an older version, which completes its tables."""
    pipe.send_bytes(b"ready ")
    PlanFile.open(path).close()


def _context() -> BaseContext:
    """Return how processes are started: forked from one that is ready, where that is possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@contextmanager
def a_worker(
    path: Path, seed: int, *, sort: str = "usual", target: Callable[..., None] = work
) -> Iterator[tuple[BaseProcess, Connection]]:
    """Start a process that works on a plan; it is killed at the latest when the block ends."""
    context = _context()
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(path, seed, sort, writer), daemon=True)  # type: ignore[attr-defined]  # every context has it
    process.start()
    writer.close()
    try:
        yield process, reader
    finally:
        process.kill()
        process.join()
        process.close()
        reader.close()
