# SPDX-License-Identifier: EUPL-1.2
"""What tests of the core have in common."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import command


@pytest.fixture
def run(plan_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a verb on the plan, expect an exit code, return what was printed."""

    def call(*words: str, code: int = 0) -> str:
        assert command.main([*words, "--plan", str(plan_path)]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return call
