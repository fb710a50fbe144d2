# SPDX-License-Identifier: EUPL-1.2
"""Writing a file whole or not at all: what stood there stays until the new one is complete."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.errors import ExchangeError

_CODES = {
    errno.ENOENT: "export_no_folder",
    errno.ENOTDIR: "export_no_folder",
    errno.EACCES: "export_refused",
    errno.EPERM: "export_refused",
    errno.EROFS: "export_refused",
    errno.EISDIR: "export_refused",
    errno.ENOSPC: "export_disk_full",
    errno.EDQUOT: "export_disk_full",
}


def make_folder(path: Path) -> None:
    """Create a folder unless it is there. Raises `ExchangeError`."""
    with _telling(path):
        path.mkdir(exist_ok=True)


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a file beside `path`, then put it in the place of `path`.

    Raises `ExchangeError` with `export_no_folder`, `export_refused`, `export_disk_full` or
    `export_failed`; then nothing has changed and nothing is left behind.
    """
    with _telling(path):
        _write_beside(path, write)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, "export_failed")
        raise ExchangeError(code, path=str(path)) from error


def _write_beside(path: Path, write: Callable[[Path], None]) -> None:
    handle, name = tempfile.mkstemp(prefix=".export-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        beside.chmod(0o666 & ~_mask())
        _to_disk(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _mask() -> int:
    """Return the permissions the account withholds from new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _to_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
