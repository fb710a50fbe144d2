# SPDX-License-Identifier: EUPL-1.2
"""What the start loads, and what it leaves until somebody asks for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_LATER = ("openpyxl", "odfdo", "lxml", "cryptography", "highspy", "python_calamine", "pyqtgraph")
Loaded = tuple[list[str], list[str], list[str]]

_SCRIPT = """
import json, linecache, sys
from ui import app
painted = list(sys.modules)
import ui.desk
print(json.dumps([painted, list(sys.modules), list(linecache.cache)]))
"""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    """What is loaded when the frame is painted, and when a plan can be shown; sources read."""
    command = [sys.executable, "-c", _SCRIPT]
    told = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    painted, shown, read = json.loads(told)
    return painted, shown, read


def test_the_first_paint_waits_for_neither_store_nor_engine(loaded: Loaded) -> None:
    painted, _shown, _read = loaded
    assert not {"numpy", "sqlite_utils", "planner.session", "ui.workbench"} & set(painted)


def test_a_plan_is_shown_without_what_only_some_views_need(loaded: Loaded) -> None:
    _painted, shown, _read = loaded
    assert not set(_LATER) & set(shown)
    assert not [name for name in shown if name.startswith(("planner.report", "planner.workbook"))]
    assert not {"ui.pages.timeline", "ui.pages.sheets", "ui.panes.board"} & set(shown)


def test_no_source_is_read_of_what_is_loaded(loaded: Loaded) -> None:
    _painted, _shown, read = loaded
    assert not {str(_ROOT / "ui" / name) for name in ("app.py", "workbench.py")} & set(read)
