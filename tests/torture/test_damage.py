# SPDX-License-Identifier: EUPL-1.2
"""A medium or another program spoils a plan at random: there is an answer, or nothing changed.

The answer comes from a fixed list and the file stays as it is. A file that opens holds exactly what
it held before, and goes on working.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.commands import Assign, Batch, Move
from planner.domain.errors import StoreError
from planner.error_sentences import ERRORS
from planner.session import Session
from planner.store.planfile import PlanFile
from planner.store.verify import verify
from tests.core.store.files import a_file
from tests.torture.amount import amount

FILES = amount(short=50, full=2_400)
BLOCKS = amount(short=2, full=16)
PAGE = 4_096
ANSWERS = {
    "altered",
    "changed_outside",
    "damaged",
    "empty_file",
    "inconsistent",
    "newer_version",
    "not_a_plan",
    "other_program",
    "unreadable",
}
Spoil = Callable[[bytearray, random.Random], None]


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _cut_to_pages(content: bytearray, chance: random.Random) -> None:
    del content[PAGE * chance.randrange(len(content) // PAGE) :]


def _flip_a_bit(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _flip_bytes(content: bytearray, chance: random.Random) -> None:
    for _time in range(chance.randint(2, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def _swap_pages(content: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * chance.randrange(len(content) // PAGE) for _side in range(2))
    kept = content[one : one + PAGE]
    content[one : one + PAGE] = content[other : other + PAGE]
    content[other : other + PAGE] = kept


def _repeat_a_page(content: bytearray, chance: random.Random) -> None:
    one, other = (PAGE * chance.randrange(len(content) // PAGE) for _side in range(2))
    content[one : one + PAGE] = content[other : other + PAGE]


def _overwrite(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    size = min(chance.randint(1, 3 * PAGE), len(content) - at)
    noise = bytes(size) if chance.random() < 0.5 else chance.randbytes(size)
    content[at : at + size] = noise


def _append(content: bytearray, chance: random.Random) -> None:
    content.extend(chance.randbytes(chance.randint(1, 3 * PAGE)))


def _insert(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = chance.randbytes(chance.randint(1, 40))


def _spell_otherwise(content: bytearray, chance: random.Random) -> None:
    """Change letters, as a search and replace in the raw file would."""
    old, new = chance.choice([(b"t-system", b"t-sistem"), (b"IT", b"AT"), (b"2027", b"2026")])
    content[:] = content.replace(old, new, chance.randint(1, 3))


SPOILS: tuple[Spoil, ...] = (
    _cut,
    _cut_to_pages,
    _flip_a_bit,
    _flip_a_bit,
    _flip_bytes,
    _swap_pages,
    _repeat_a_page,
    _overwrite,
    _append,
    _insert,
    _spell_otherwise,
)


def _a_used_file(folder: Path) -> Path:
    path = a_file(folder)
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="a")
        many = [_a_system(f"m{n}", 60 + n) for n in range(80)]
        session.execute(Batch(commands=tuple(many)))
        for number in range(20):
            session.execute(Move(measure=f"m{number}", start=150))
        session.undo()
    return path


def _a_system(key: str, start: int) -> Assign:
    return Assign(template="t-system", state="IT", start=start, measure=key)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_spoilt_file_is_answered_or_as_good_as_before(tmp_path: Path, block: int) -> None:
    chance = random.Random(block)
    path = _a_used_file(tmp_path)
    whole = path.read_bytes()
    with PlanFile.open(path, for_reading=True) as file:
        plan, log = file.plan, file.log()
    spoilt = tmp_path / "spoilt.aifp"
    for _file in range(FILES // BLOCKS):
        content = bytearray(whole)
        chance.choice(SPOILS)(content, chance)
        spoilt.write_bytes(content)
        answer = _opened(spoilt)
        if isinstance(answer, StoreError):
            assert answer.code in ANSWERS
            assert answer.code in ERRORS
            assert spoilt.read_bytes() == content
            continue
        with answer:
            assert answer.plan == plan
            assert answer.log() == log
            _go_on(answer)
        assert verify(spoilt).error is None


def _opened(path: Path) -> PlanFile | StoreError:
    try:
        return PlanFile.open(path)
    except StoreError as error:
        return error


def _go_on(file: PlanFile) -> None:
    """Edit what opened, so that a fault in an index would show."""
    session = Session(file.plan, file, author="a")
    for number in range(0, 80, 7):
        session.execute(Move(measure=f"m{number}", start=99))
    session.execute(_a_system("new", 70))
    session.undo()
