# SPDX-License-Identifier: EUPL-1.2
"""The gate: what a file must be before anything reads it.

A spreadsheet is a few hundred bytes that may unpack into gigabytes, or a document type that may
expand without end. Everything is looked at as bytes here, counted while it is unpacked, and nothing
is written to disk. What passes is still read in a process of its own.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

from planner.domain.errors import ExchangeError
from planner.incoming import Format


@attrs.frozen(kw_only=True)
class Limits:
    """The most a file may have; the sizes in bytes. Five times what a plan of Europe needs."""

    file: int = 100 * 2**20
    unpacked: int = 300 * 2**20
    ratio: int = 200
    ratio_from: int = 2**20
    parts: int = 2_000
    sheets: int = 200
    rows: int = 300_000
    columns: int = 500
    cells: int = 6_000_000
    merged: int = 100_000


@attrs.frozen
class Passed:
    """What a file is that may be read; `airy` are the sheets' parts with cells far apart."""

    format: Format
    airy: frozenset[str] = frozenset()


LIMITS = Limits()
_CHUNK = 2**20
_OVERLAP = 64
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB = re.compile(rb"<\s*(!doctype\s+html|html|table|head|meta)\b", re.IGNORECASE)
_XML_TABLE = b"urn:schemas-microsoft-com:office:spreadsheet"
_DOCUMENT_TYPE = re.compile(rb"<![A-Za-z\s]")  # neither a comment nor a CDATA section
_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_READABLE = re.compile(rb"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_SHEET_PART = re.compile(r"xl/(work|chart|dialog|macro)sheets/[^/]+\.xml", re.IGNORECASE)
_TABLE = ".csv"
_XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
_MERGED = re.compile(rb"mergeCell\b[^>]*\bref\s*=\s*[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)")
_ROW_NUMBER = re.compile(rb"row [^>]*?\br=[\"'](\d{1,12})")
_WIDE_COLUMN = re.compile(rb" r=[\"']([A-Za-z]{2,9})\d")
_ROOMY = 10
# What reading a damaged zip raises; a file that cannot be read at all was refused before.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
)
_UTF_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def check(path: Path, limits: Limits = LIMITS) -> Passed:
    """Tell what a file is if it may be read.

    Raises `ExchangeError` with the reason otherwise; nothing of the file has been interpreted then.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise ExchangeError("import_unreadable", path=str(path))
        _check_size(path, size, limits.file)
        with path.open("rb") as stream:
            head = stream.read(4_096)
    except FileNotFoundError:
        raise ExchangeError("import_missing", path=str(path)) from None
    except OSError as error:
        raise ExchangeError("import_unreadable", path=str(path)) from error
    return _format_of(path, head, limits)


def _check_size(path: Path, size: int, most: int) -> None:
    if size == 0:
        raise ExchangeError("import_empty", path=str(path))
    if size > most:
        raise ExchangeError("import_too_big", path=str(path), megabytes=most // 2**20)


def _format_of(path: Path, head: bytes, limits: Limits) -> Passed:
    if head.startswith(_OLE):
        return Passed(_check_ole(path))
    if head.startswith(_ZIP):
        return _Package(path, limits).check()
    if _XML_TABLE in head or _WEB.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise ExchangeError("import_web_page", path=str(path))
    if b"\0" in head and not head.startswith(_UTF_MARKS[:2]) and not _looks_wide(head):
        raise ExchangeError("import_no_table", path=str(path))
    return Passed(Format.TEXT)


def _looks_wide(head: bytes) -> bool:
    """Tell a text of two bytes a character without a mark: every other byte is zero."""
    length = len(head) // 2
    return min(head[0::2].count(0), head[1::2].count(0)) == 0 and (
        max(head[0::2].count(0), head[1::2].count(0)) > 0.7 * length
    )


def _check_ole(path: Path) -> Format:
    if _ENCRYPTED in path.read_bytes():
        raise ExchangeError("import_encrypted", path=str(path))
    return Format.XLS


class _Package:
    """A zip with the parts of a workbook, checked part by part."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._unpacked = 0
        self._merged = 0
        self._airy: set[str] = set()

    def check(self) -> Passed:
        """Return the format and the airy sheets. Raises `ExchangeError`."""
        try:
            with zipfile.ZipFile(self._path) as package:
                parts = package.infolist()
                found = self._check_names(parts)
                for part in parts:
                    self._check_part(package, part)
        except _BROKEN as error:
            raise self._refusal("import_damaged") from error
        return Passed(found, frozenset(self._airy))

    def _refusal(self, code: str, **facts: object) -> ExchangeError:
        return ExchangeError(code, path=str(self._path), **facts)

    def _check_names(self, parts: list[zipfile.ZipInfo]) -> Format:
        names = [part.filename for part in parts]
        folded = {name.casefold() for name in names}
        if len(parts) > self._limits.parts:
            raise self._refusal("import_too_many_parts", maximum=self._limits.parts)
        if len(folded) < len(names) or any(map(_is_unsafe, names)):
            raise self._refusal("import_unsafe_names")
        if any(part.flag_bits & 1 for part in parts):
            raise self._refusal("import_encrypted")
        if sum(1 for name in names if _SHEET_PART.fullmatch(name)) > self._limits.sheets:
            raise self._refusal("import_too_many_sheets", maximum=self._limits.sheets)
        return self._format(folded)

    def _format(self, names: set[str]) -> Format:
        if "xl/workbook.bin" in names:
            raise self._refusal("import_binary")
        if any(name.endswith("workbook.xml") for name in names):
            return Format.XLSX
        if "content.xml" in names:
            return Format.ODS
        if names and all(name.endswith((_TABLE, "/")) for name in names):
            return Format.TABLES
        raise self._refusal("import_no_table")

    def _check_part(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refusal("import_damaged")
        is_text = part.filename.casefold().endswith(_XML_ENDINGS)
        count = _Count()
        tail = b""
        for chunk in self._chunks(package, part):
            if not is_text:
                continue
            seen = tail + chunk
            self._check_text(seen, at_start=not tail)
            if _SHEET_PART.fullmatch(part.filename):
                count.add_sheet(chunk)
                self._check_merged(seen)
            elif part.filename == "content.xml":
                count.add_content(chunk)
            self._check_counts(count)
            tail = chunk[-_OVERLAP:]
        if count.is_airy(self._limits):
            self._airy.add(part.filename)

    def _chunks(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a part bit by bit, as long as it does not unpack into too much."""
        size = 0
        with package.open(part) as stream, ThreadPoolExecutor(1) as beside:
            ahead = beside.submit(stream.read, _CHUNK)
            while chunk := ahead.result():
                ahead = beside.submit(stream.read, _CHUNK)  # while this bit is looked at
                size += len(chunk)
                self._unpacked += len(chunk)
                swollen = size > max(1, part.compress_size) * self._limits.ratio
                if size > self._limits.ratio_from and swollen:
                    raise self._refusal("import_bomb")
                if self._unpacked > self._limits.unpacked:
                    raise self._refusal("import_bomb")
                yield chunk

    def _check_text(self, seen: bytes, *, at_start: bool) -> None:
        if _DOCUMENT_TYPE.search(seen):
            raise self._refusal("import_document_type")
        if b"manifest:encryption-data" in seen:
            raise self._refusal("import_encrypted")
        if at_start:
            declared = _DECLARED.search(seen[:200])
            wide = seen.startswith(_UTF_MARKS[:2]) or b"\0" in seen[:4]
            if wide or (declared and not _READABLE.fullmatch(declared[1])):
                raise self._refusal("import_odd_encoding")

    def _check_counts(self, count: "_Count") -> None:
        if count.rows > self._limits.rows:
            raise self._refusal("import_too_many_rows", maximum=self._limits.rows)
        if count.cells > self._limits.cells:
            raise self._refusal("import_too_many_cells", maximum=self._limits.cells)
        if count.tables > self._limits.sheets:
            raise self._refusal("import_too_many_sheets", maximum=self._limits.sheets)

    def _check_merged(self, seen: bytes) -> None:
        if b"mergeCell" not in seen:
            return
        for first, top, last, bottom in _MERGED.findall(seen):
            if len(top) + len(bottom) > 16:
                raise self._refusal("import_too_much_merged", maximum=self._limits.merged)
            width = column_number(last) - column_number(first) + 1
            self._merged += width * (int(bottom) - int(top) + 1)
        if self._merged > self._limits.merged:
            raise self._refusal("import_too_much_merged", maximum=self._limits.merged)


@attrs.define
class _Count:
    """How much there is in one part so far, and how far out it reaches."""

    cells: int = 0
    rows: int = 0
    tables: int = 0
    height: int = 0
    width: int = 26

    def add_sheet(self, chunk: bytes) -> None:
        """Count a bit of a sheet of an .xlsx file."""
        self.cells += chunk.count(b"c r=")
        numbers = _ROW_NUMBER.findall(chunk)
        self.rows += len(numbers)
        self.height = max(self.height, max(map(int, numbers), default=0))
        letters = set(_WIDE_COLUMN.findall(chunk))
        self.width = max(self.width, max(map(column_number, letters), default=0))

    def add_content(self, chunk: bytes) -> None:
        """Count a bit of the content of an .ods file."""
        self.cells += chunk.count(b"<table:table-cell")
        self.rows += chunk.count(b"<table:table-row")
        self.tables += chunk.count(b"<table:table ")

    def is_airy(self, limits: Limits) -> bool:
        """Tell whether a reader that makes room for everything in between would need too much."""
        if self.height > limits.rows or self.width > limits.columns:
            return True
        area = self.height * self.width
        return area > limits.cells and area > self.cells * _ROOMY


def column_number(letters: bytes | str) -> int:
    """Return the number of a column from its letters, 1 for A."""
    number = 0
    for letter in letters.upper() if isinstance(letters, str) else letters.decode().upper():
        number = number * 26 + ord(letter) - 64
    return number


def _is_unsafe(name: str) -> bool:
    """Tell a name that points outside, on one system or another."""
    parts = name.replace("\\", "/").split("/")
    return "\\" in name or ":" in name or name.startswith("/") or ".." in parts
