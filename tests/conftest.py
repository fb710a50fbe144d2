# SPDX-License-Identifier: EUPL-1.2
"""Every test starts in English, in an empty home, with a roomy screen that nobody sees."""

import gc
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from planner import text
from tests.torture.amount import amount

# Qt reads these when the application is made. Its own invisible screen is 800 × 800.
_QT_FOLDER = tempfile.TemporaryDirectory(prefix="planner-tests-", ignore_cleanup_errors=True)
_SCREEN = Path(_QT_FOLDER.name, "screen.json")
_SCREEN.write_text(
    json.dumps(
        {
            "synchronousWindowSystemEvents": False,
            "windowFrameMargins": True,
            "screens": [
                {"name": "test", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpi": 96, "dpr": 1}
            ],
        }
    ),
    encoding="utf-8",
)
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={_SCREEN}")
os.environ["XDG_RUNTIME_DIR"] = _QT_FOLDER.name

# Tests start the program dozens of times; each would compile all of it anew, as would each worker.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The machine that runs the tests may be busy: an example may be slow, but it must be the same.
# `make torture` tries many more.
settings.register_profile(
    "planner",
    deadline=None,
    max_examples=amount(short=40, full=500),
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("planner")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that fit this pass: in a real window, or on Qt's invisible screen."""
    real_window = os.environ["QT_QPA_PLATFORM"].startswith("xcb")
    other_pass = [item for item in items if bool(item.get_closest_marker("xvfb")) != real_window]
    if other_pass:
        config.hook.pytest_deselected(items=other_pass)
        items[:] = [item for item in items if item not in other_pass]


def pytest_collection_finish() -> None:
    """Set aside what imports and thousands of collected tests are made of; it is no garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own, so that it neither sees nor leaves anything."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "LC_NUMERIC"):
        monkeypatch.setenv(name, "C.UTF-8")
    return home


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English, and again after a test that switched the language."""
    text.set_language("en")
    yield
    text.set_language("en")
