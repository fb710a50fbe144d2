# SPDX-License-Identifier: EUPL-1.2
"""The first hundred bytes of a file, read before SQLite sees it.

SQLite would open an empty file as a new document and recover the journal of a foreign one. So a
file that is not ours is turned away here, untouched.
"""

from pathlib import Path

from planner.domain.errors import StoreError

_MAGIC = b"SQLite format 3\0"
_SIZE = 100
_VERSION = slice(60, 64)
_APPLICATION = slice(68, 72)


def check_header(path: Path, *, application_id: int, newest: int) -> int:
    """Return the version of a plan file.

    Raises `StoreError` with the code `missing_file`, `unreadable`, `empty_file`, `not_a_plan`,
    `damaged`, `other_program` or `newer_version`. Never to be called for a file this process has
    open: closing it would give up SQLite's lock on POSIX systems.
    """
    head = _read_head(path)
    if not head:
        raise StoreError("empty_file")
    if not head.startswith(_MAGIC):
        raise StoreError("not_a_plan")
    if len(head) < _SIZE:
        raise StoreError("damaged", reason="cut_short")
    if int.from_bytes(head[_APPLICATION]) != application_id:
        raise StoreError("other_program")
    version = int.from_bytes(head[_VERSION])
    if version > newest:
        raise StoreError("newer_version", version=version, known=newest)
    return version


def is_database(path: Path) -> bool:
    """Tell whether a file begins like any SQLite database."""
    return _read_head(path).startswith(_MAGIC)


def _read_head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_SIZE)
    except FileNotFoundError:
        raise StoreError("missing_file") from None
    except IsADirectoryError:
        raise StoreError("not_a_plan") from None
    except OSError as error:
        raise StoreError("unreadable", reason=error.strerror) from error
