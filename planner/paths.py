# SPDX-License-Identifier: EUPL-1.2
"""Where things lie: shipped resources, the user's data, settings and logs.

The one module that knows whether the program runs from source or from a bundle.
"""

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_APP = "ai-factory-planner"
_DIRS = PlatformDirs(_APP, appauthor=False, ensure_exists=True)


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource.

    Raises `FileNotFoundError` when it is missing, which means a broken installation.
    """
    return _shipped("resources", *parts)


def manual(*parts: str) -> Path:
    """Return the path of a part of the manual; raises as `resource`."""
    return _shipped("docs", "manual", *parts)


def _shipped(*parts: str) -> Path:
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parent.parent
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def user_data() -> Path:
    """Return the folder of the user's plans, created on first use."""
    return Path(_DIRS.user_data_dir)


def user_config() -> Path:
    """Return the folder of the window's settings, created on first use."""
    return Path(_DIRS.user_config_dir)


def user_log() -> Path:
    """Return the folder of the log, created on first use."""
    return Path(_DIRS.user_log_dir)


def default_plan() -> Path:
    """Return the path of the plan that opens when none is named."""
    return user_data() / "plan.aifp"
