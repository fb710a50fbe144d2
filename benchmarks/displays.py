# SPDX-License-Identifier: EUPL-1.2
"""Where windows are shown while measuring: nowhere, or on a virtual X display."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SCREEN = (1920, 1080)

Environment = Mapping[str, str]


def offscreen(folder: Path) -> Environment:
    """Return the environment of a window without a display, on a screen of the usual size."""
    screen = {
        "name": "screen",
        "x": 0,
        "y": 0,
        "width": SCREEN[0],
        "height": SCREEN[1],
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}))
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={file}"}


@contextmanager
def virtual_display() -> Iterator[Environment | None]:
    """Yield the environment of a fresh X display with a window manager; None without Xvfb."""
    server, manager = shutil.which("Xvfb"), shutil.which("openbox")
    if server is None or manager is None or sys.platform == "win32":
        yield None
        return
    reader, writer = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = [server, "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"]
    with _running(command, keep=(writer,)):
        os.close(writer)
        with os.fdopen(reader) as answer:
            display = f":{answer.readline().strip()}"
        with _running([manager], extra={"DISPLAY": display}):
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}


@contextmanager
def _running(
    command: list[str], *, extra: Environment | None = None, keep: tuple[int, ...] = ()
) -> Iterator[None]:
    with subprocess.Popen(
        command,
        env=os.environ | (extra or {}),
        pass_fds=keep,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield
        finally:
            process.terminate()
