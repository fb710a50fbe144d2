# SPDX-License-Identifier: EUPL-1.2
"""What a disk may hold after the power went out, from what SQLite wrote and what it had flushed.

SQLite reaches files through a table of functions. `recording` puts its own in the way of writing,
truncating, flushing and deleting, so it sees what a system would have been asked to do and when.
From such a recording `Disk.image` makes what a power cut may leave: everything flushed is there;
of everything else each sector of 512 bytes may be there or not. A deleted file may come back until
something in its folder is flushed.
"""

import ctypes
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

SECTOR = 512
_METHODS = 18
_CLOSE, _WRITE, _TRUNCATE, _SYNC = 0, 2, 3, 4

_Pointer = ctypes.c_void_p
_Close = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer)
_Write = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int, ctypes.c_longlong)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_longlong)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)
# A name is passed on as the address it came at, because SQLite keeps that.
_Open = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, _Pointer, ctypes.c_int, _Pointer)
_Delete = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int)


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), ("calls", _Pointer * _METHODS))


class _File(ctypes.Structure):
    _fields_ = (("methods", _Pointer),)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("size_of_file", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("following", _Pointer),
        ("name", ctypes.c_char_p),
        ("data", _Pointer),
        ("open", _Pointer),
        ("delete", _Pointer),
    )


@attrs.frozen
class Event:
    """One thing asked of the system: `write`, `truncate`, `sync`, `delete`, or an `ack` of ours."""

    what: str
    path: str = ""
    at: int = 0
    content: bytes = b""


# What SQLite holds pointers to must never be collected.
_for_ever: list[object] = []


def _library() -> Any:  # noqa: ANN401 - ctypes has no type for a library of any kind
    """Return the library in which Python's own SQLite lives."""
    import _sqlite3  # noqa: PLC0415 - some builds have none, and then this is where one learns

    return ctypes.CDLL(getattr(_sqlite3, "__file__", None))


def can_record() -> bool:
    """Tell whether the SQLite of this Python lets itself be watched."""
    try:
        return bool(_library().sqlite3_vfs_find)
    except (AttributeError, OSError, ImportError):
        return False


@contextmanager
def recording(folder: Path) -> Iterator[list[Event]]:
    """Give the list that grows with everything done to files of a folder inside the block."""
    library = _library()
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    events: list[Event] = []
    watch = _Watch(str(folder), events)
    real_open, real_delete = _Open(vfs.open), _Delete(vfs.delete)
    opening, deleting = _Open(watch.opening(real_open)), _Delete(watch.deleting(real_delete))
    _for_ever.extend((opening, deleting, real_open, real_delete))
    before = vfs.open, vfs.delete
    vfs.open, vfs.delete = (ctypes.cast(call, _Pointer).value for call in (opening, deleting))
    try:
        yield events
    finally:
        vfs.open, vfs.delete = before


class _Watch:
    """Stands between SQLite and its functions for files."""

    def __init__(self, folder: str, events: list[Event]) -> None:
        self._folder = folder
        self._events = events
        self._names: dict[int, str] = {}

    def opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
            path = "" if name is None else ctypes.string_at(name).decode()
            code = real(vfs, name, file, flags, out)
            if code == sqlite3.SQLITE_OK and path.startswith(self._folder):
                self._names[file] = path
                self._take_over(_File.from_address(file))
            return code

        return opened

    def deleting(self, real: Callable[..., int]) -> Callable[..., int]:
        def deleted(vfs: int, name: int, with_folder: int) -> int:
            path = ctypes.string_at(name).decode()
            code = real(vfs, name, with_folder)
            if code == sqlite3.SQLITE_OK and path.startswith(self._folder):
                self._events.append(Event("delete", path, with_folder))
            return code

        return deleted

    def _take_over(self, file: _File) -> None:
        real = _Methods.from_address(file.methods)  # type: ignore[arg-type]  # an address is an int
        ours = _Methods(real.version, real.calls)
        for place, call in (
            (_CLOSE, _Close(self._closing(_Close(real.calls[_CLOSE])))),
            (_WRITE, _Write(self._writing(_Write(real.calls[_WRITE])))),
            (_TRUNCATE, _Truncate(self._truncating(_Truncate(real.calls[_TRUNCATE])))),
            (_SYNC, _Sync(self._flushing(_Sync(real.calls[_SYNC])))),
        ):
            _for_ever.append(call)
            ours.calls[place] = ctypes.cast(call, _Pointer).value
        _for_ever.append(ours)
        file.methods = ctypes.addressof(ours)

    def _closing(self, real: Callable[..., int]) -> Callable[..., int]:
        def closed(file: int) -> int:
            self._names.pop(file, None)
            return real(file)

        return closed

    def _writing(self, real: Callable[..., int]) -> Callable[..., int]:
        def written(file: int, content: int, size: int, at: int) -> int:
            code = real(file, content, size, at)
            if code == sqlite3.SQLITE_OK:
                kept = ctypes.string_at(content, size)
                self._events.append(Event("write", self._names[file], at, kept))
            return code

        return written

    def _truncating(self, real: Callable[..., int]) -> Callable[..., int]:
        def truncated(file: int, size: int) -> int:
            code = real(file, size)
            if code == sqlite3.SQLITE_OK:
                self._events.append(Event("truncate", self._names[file], size))
            return code

        return truncated

    def _flushing(self, real: Callable[..., int]) -> Callable[..., int]:
        def flushed(file: int, flags: int) -> int:
            code = real(file, flags)
            if code == sqlite3.SQLITE_OK:
                self._events.append(Event("sync", self._names[file]))
            return code

        return flushed


@attrs.define
class _OnDisk:
    """A file as it was flushed last, and what was asked for since."""

    flushed: bytes | None
    since: list[Event] = attrs.field(factory=list)


class Disk:
    """The files of a folder as they were, and everything done to them since."""

    def __init__(self, start: dict[str, bytes], events: list[Event]) -> None:
        self._start = start
        self.events = events

    def image(self, moment: int, chance: random.Random) -> dict[str, bytes]:
        """Return what may be there if the power goes out before event number `moment`."""
        files = {path: _OnDisk(content) for path, content in self._start.items()}
        for event in self.events[:moment]:
            if event.what == "ack":
                continue
            file = files.setdefault(event.path, _OnDisk(None))
            if event.what == "sync":
                files[event.path] = _OnDisk(_applied(file, lambda _event: True))
                _settle_deletions(files, event.path)
            else:
                file.since.append(event)
                if event.what == "delete" and event.at:
                    _settle_deletions(files, event.path)
        there = chance.choice([0.0, 0.1, 0.5, 0.9, 1.0])
        made = {
            path: _applied(file, lambda _event: chance.random() < there)
            for path, file in files.items()
        }
        return {path: content for path, content in made.items() if content is not None}


def _settle_deletions(files: dict[str, _OnDisk], path: str) -> None:
    """Let every deletion in the folder of a file be for good, as a flush there makes it."""
    for name, file in files.items():
        if Path(name).parent != Path(path).parent:
            continue
        gone = [n for n, event in enumerate(file.since) if event.what == "delete"]
        if gone:
            files[name] = _OnDisk(None, file.since[gone[-1] + 1 :])


def _applied(file: _OnDisk, arrives: Callable[[Event], bool]) -> bytes | None:
    """Return a file with those of the later requests that arrived; `None` if there is none."""
    content = None if file.flushed is None else bytearray(file.flushed)
    for event in _in_sectors(file.since):
        if not arrives(event):
            continue
        if event.what == "delete":
            content = None
        elif event.what == "truncate":
            content = (content or bytearray())[: event.at]
            content.extend(bytes(event.at - len(content)))
        else:
            content = bytearray() if content is None else content
            content.extend(bytes(max(0, event.at - len(content))))
            content[event.at : event.at + len(event.content)] = event.content
    return None if content is None else bytes(content)


def _in_sectors(events: list[Event]) -> Iterator[Event]:
    """Yield requests as the medium carries them out: a write sector by sector."""
    for event in events:
        if event.what != "write":
            yield event
            continue
        start, end = event.at, event.at + len(event.content)
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            yield attrs.evolve(
                event, at=start, content=event.content[start - event.at : stop - event.at]
            )
            start = stop
