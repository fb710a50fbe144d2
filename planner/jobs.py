# SPDX-License-Identifier: EUPL-1.2
"""Work in a process of its own, with a limit of memory and time, that may die without harm.

The child is this program started again: from source as a module, from a bundle by a hidden word.
It gets its work on standard input and answers on standard output, in pickles that name nothing but
the classes the asker expects. What the child does to itself, the parent learns from the answer that
stays away.
"""

import gc
import io
import logging
import os
import pickle
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import attrs

from planner.confinement import confine
from planner.garbage import uncollected

WORD = "--carry-out-a-job"
"""What a bundled program is started with to carry out a job instead of opening a window."""
_LOG = logging.getLogger("planner")
_LENGTH = struct.Struct("!Q")
_PLAIN = frozenset(
    {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}
    | {("builtins", name) for name in ("frozenset", "set")}
)
_TURN = 0.02
Names = frozenset[tuple[str, str]]


class Ending(Enum):
    """Why a job has no answer."""

    CANCELLED = "cancelled"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    DIED = "died"
    FAILED = "failed"
    REFUSED = "refused"


class JobError(Exception):
    """A job ended without an answer. `code` and `facts` are those of an error it raised."""

    def __init__(
        self, ending: Ending, code: str = "", facts: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(ending, code)
        self.ending = ending
        self.code = code
        self.facts: Mapping[str, Any] = facts or {}


@attrs.frozen(kw_only=True)
class Task:
    """What to do: a function by module and name, called with a `Line` to us and arguments."""

    module: str
    function: str
    arguments: tuple[Any, ...] = ()
    memory_mb: int = 2_048
    seconds: int = 60


class Job:
    """A task being carried out elsewhere. Ask `poll` now and then, or `wait`."""

    def __init__(self, task: Task, *, values: Names = frozenset()) -> None:
        """Start the child; `values` names the classes its answer may hold."""
        self.fraction = 0.0
        self.parts: list[Any] = []
        self._values = values | _PLAIN
        self._until = time.monotonic() + task.seconds
        self._answers: SimpleQueue[tuple[Any, ...] | None] = SimpleQueue()
        self._child = subprocess.Popen(  # noqa: S603 - our own program
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._ears = threading.Thread(target=self._converse, args=(task,), daemon=True)
        self._ears.start()

    def poll(self) -> tuple[Any] | None:
        """Return the answer in a tuple once it is there, `None` before. Raises `JobError`."""
        while True:
            try:
                answer = self._answers.get_nowait()
            except Empty:
                break
            if answer is None or not self._is_under_way(answer):
                self._end()
                return self._read(answer)
        if time.monotonic() > self._until:
            self._end()
            raise JobError(Ending.TOO_SLOW)
        return None

    def cancel(self) -> None:
        """Stop the child at once; there will be no answer."""
        self._end()

    def wait(
        self,
        *,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Any:  # noqa: ANN401 - what the task returns
        """Return the answer; ask `cancelled` and tell `progress` meanwhile. Raises `JobError`."""
        while True:
            if cancelled is not None and cancelled():
                self.cancel()
                raise JobError(Ending.CANCELLED)
            answer = self.poll()
            if progress is not None:
                progress(self.fraction)
            if answer is not None:
                return answer[0]
            self._ears.join(_TURN)

    def _converse(self, task: Task) -> None:
        """Hand the task over and pass on what comes back; the last thing passed on is `None`."""
        assert self._child.stdin is not None  # noqa: S101 - opened as a pipe
        assert self._child.stdout is not None  # noqa: S101 - opened as a pipe
        try:
            _send(self._child.stdin, attrs.asdict(task))
            self._child.stdin.close()
            while (answer := _receive(self._child.stdout, self._values)) is not None:
                self._answers.put(answer)
        except (OSError, pickle.UnpicklingError, EOFError, ValueError) as error:
            _LOG.warning("a job was not understood: %s", error)
        finally:
            self._answers.put(None)

    def _is_under_way(self, answer: tuple[Any, ...]) -> bool:
        """Take in what is told before the end; tell whether it was that."""
        match answer:
            case ("progress", fraction):
                self.fraction = float(fraction)
            case ("part", part):
                self.parts.append(part)
            case _:
                return False
        return True

    def _read(self, answer: tuple[Any, ...] | None) -> tuple[Any]:
        match answer:
            case ("done", value):
                return (value,)
            case ("refused", code, facts):
                raise JobError(Ending.REFUSED, code, facts)
            case ("too_large",):
                raise JobError(Ending.TOO_LARGE)
            case ("failed", said):
                _LOG.error("a job failed:\n%s", said)
                raise JobError(Ending.FAILED)
            case _:
                raise JobError(Ending.DIED)

    def _end(self) -> None:
        self._child.kill()
        self._child.wait()
        self._ears.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


class Line:
    """How a task speaks to whoever asked for it, before it is done."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe

    def progress(self, fraction: float) -> None:
        """Say how much is done, from 0 to 1."""
        _send(self._pipe, ("progress", fraction))

    def part(self, part: object) -> None:
        """Hand over a part of the answer; in small parts it is taken in without a stutter."""
        _send(self._pipe, ("part", part))


def serve() -> int:
    """Carry out the one task given on standard input; what the child process does."""
    gc.disable()  # the process ends soon, and collecting looks through every cell again and again
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    try:
        received = _receive(sys.stdin.buffer, _PLAIN)
        assert received is not None  # noqa: S101 - the parent sends a task first
        _send(answers, _carried_out(Task(**received), answers))
    except MemoryError:
        _send(answers, ("too_large",))
    return 0


def _carried_out(task: Task, answers: IO[bytes]) -> tuple[Any, ...]:
    function = getattr(import_module(task.module), task.function)
    confine(memory_mb=task.memory_mb, seconds=task.seconds + 5)
    try:
        return "done", function(Line(answers), *task.arguments)
    except MemoryError:
        return ("too_large",)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent is told
        if hasattr(error, "code") and hasattr(error, "facts"):
            return "refused", error.code, error.facts
        return "failed", traceback.format_exc(limit=-8)[-4_000:]


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    return [sys.executable, "-m", "planner.jobs"]


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, known)))}


def _send(pipe: IO[bytes], message: object) -> None:
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def _receive(pipe: IO[bytes], values: Names) -> Any:  # noqa: ANN401 - whatever was sent
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    packed = io.BytesIO(pipe.read(length))
    with uncollected():
        return _Reader(packed, values).load()


class _Reader(pickle.Unpickler):
    """Reads a pickle that may hold plain values and the classes named, and nothing else."""

    def __init__(self, stream: IO[bytes], values: Names) -> None:
        super().__init__(stream)
        self._values = values

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - a class or function
        if (module, name) not in self._values:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")
        return super().find_class(module, name)


if __name__ == "__main__":
    sys.exit(serve())
