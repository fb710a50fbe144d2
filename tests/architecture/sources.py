# SPDX-License-Identifier: EUPL-1.2
"""The files that would be committed: tracked, or new and not ignored."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def committed_files() -> tuple[Path, ...]:
    git = shutil.which("git")
    assert git, "the sources are listed with git"
    # A checkout that belongs to another user, as in a container, is listed all the same.
    command = [git, "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(*below: str) -> tuple[Path, ...]:
    """Return the Python files that are, or lie below, one of the paths; without paths, all."""
    places = [ROOT / place for place in below or ("",)]
    return tuple(
        path
        for path in committed_files()
        if path.suffix in {".py", ".spec"} and any(path.is_relative_to(place) for place in places)
    )


def lines_with(pattern: str, paths: tuple[Path, ...]) -> list[str]:
    """Return `file:line: text` for each line that the regular expression finds."""
    found = []
    expression = re.compile(pattern)
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if expression.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:160]}")
    return found


def _lines(path: Path) -> list[str]:
    """Return the lines of a text file, whatever its encoding; a picture or a font has none."""
    content = path.read_bytes()
    return [] if b"\0" in content else content.decode("utf-8", errors="replace").splitlines()
