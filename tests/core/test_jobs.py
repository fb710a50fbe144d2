# SPDX-License-Identifier: EUPL-1.2
"""Work in a process of its own gives an answer, or a reason why there is none."""

import os
import pickle
import sys
from io import BytesIO

import pytest

from planner.jobs import Ending, Job, JobError, Line, Task, _Reader

MODULE = __name__


def added(line: Line, one: int, other: int) -> int:
    line.progress(0.5)
    line.part("half way")
    return one + other


def fails(_line: Line) -> None:
    raise ValueError("no")


def dies(_line: Line) -> None:
    os._exit(7)


def takes_all_memory(_line: Line) -> int:
    return len(bytearray(2**33))


def never_ends(_line: Line) -> None:
    while True:
        pass


def _job(function: str, *arguments: object, memory_mb: int = 1_024, seconds: int = 60) -> Job:
    return Job(
        Task(
            module=MODULE,
            function=function,
            arguments=arguments,
            memory_mb=memory_mb,
            seconds=seconds,
        )
    )


def _ending(job: Job) -> Ending:
    with pytest.raises(JobError) as caught:
        job.wait()
    return caught.value.ending


def test_an_answer_comes_with_its_parts_and_how_far_it_is() -> None:
    job = _job("added", 1, 2)
    assert job.wait() == 3
    assert (job.parts, job.fraction) == (["half way"], 0.5)


@pytest.mark.parametrize(
    ("function", "ending"),
    [
        ("fails", Ending.FAILED),
        ("dies", Ending.DIED),
        ("is_not_there", Ending.DIED),
    ],
)
def test_what_goes_wrong_there_harms_nothing_here(function: str, ending: Ending) -> None:
    assert _ending(_job(function)) is ending


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS limits no address space")
def test_a_job_that_takes_all_memory_is_refused_it() -> None:
    assert _ending(_job("takes_all_memory")) is Ending.TOO_LARGE


def test_a_job_that_never_ends_is_ended() -> None:
    assert _ending(_job("never_ends", seconds=1)) is Ending.TOO_SLOW


def test_a_job_can_be_cancelled() -> None:
    job = _job("never_ends")
    with pytest.raises(JobError) as caught:
        job.wait(cancelled=lambda: True)
    assert caught.value.ending is Ending.CANCELLED


def test_an_answer_may_name_no_class_but_those_expected() -> None:
    packed = pickle.dumps(os.getcwd)
    with pytest.raises(pickle.UnpicklingError):
        _Reader(BytesIO(packed), frozenset()).load()
    assert _Reader(BytesIO(pickle.dumps([1, "a", None])), frozenset()).load() == [1, "a", None]
