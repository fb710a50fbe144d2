# SPDX-License-Identifier: EUPL-1.2
"""Tables in plain text: in which encoding, with which delimiter, and what the cells hold.

A mark at the start decides, then UTF-8 if the bytes are that; what is left is a Western or Central
European code page, and only a reader can tell which: both are offered. Delimiters are counted in
the first lines, because guessing by sample fails on small tables.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from charset_normalizer import from_bytes

from planner.domain.errors import ExchangeError
from planner.incoming import Cell
from planner.workbook.guarding import unguarded
from planner.workbook.importing.gate import LIMITS

DELIMITERS = (";", "\t", ",", "|")
ENCODINGS = ("utf-8", "cp1252", "cp1250", "utf-16", "iso8859-15", "cp1253", "cp1251", "mac_roman")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 64 * 2**10
_LONGEST = 2**20


def encodings_of(content: bytes) -> tuple[str, ...]:
    """Return the encodings a text may be in, the likeliest first; one only if it is certain."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return (name,)
    if b"\0" in content[:_SAMPLE]:
        even = content[0:_SAMPLE:2].count(0) > content[1:_SAMPLE:2].count(0)
        return ("utf-16-be" if even else "utf-16-le",)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _code_pages(content)
    return ("utf-8",)


def _code_pages(content: bytes) -> tuple[str, ...]:
    """Return the code pages that fit, the one the library thinks likeliest first."""
    usual = ("cp1252", "cp1250", "iso8859-15", "cp1253", "cp1251", "mac_roman")
    best = from_bytes(content[:_SAMPLE], cp_isolation=["cp1252", "cp1250"]).best()
    likely = best.encoding if best is not None else usual[0]
    return tuple(dict.fromkeys((likely, *usual)))


def decoded(content: bytes, encoding: str, path: str) -> str:
    """Return the text. Raises `ExchangeError("import_other_encoding")`."""
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise ExchangeError("import_other_encoding", path=path, encoding=encoding) from None


def delimiter_of(text: str) -> str:
    """Return the delimiter: the one that cuts the most of the first lines into as many cells."""
    named = _named_delimiter(text)
    if named:
        return named
    lines = [line for line in text[:_SAMPLE].splitlines()[:50] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _fitness(lines, mark))


def rows_of(text: str, delimiter: str, *, path: str) -> Iterator[list[Cell]]:
    """Yield the rows of a table in text, each cell as text.

    Raises `ExchangeError`; `path` is what it calls the file.
    """
    if _named_delimiter(text):
        text = text.partition("\n")[2]
    csv.field_size_limit(_LONGEST)
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > LIMITS.cells:
                raise ExchangeError("import_too_many_cells", path=path, maximum=LIMITS.cells)
            yield [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise ExchangeError("import_damaged", path=path) from error


def _named_delimiter(text: str) -> str:
    """Return what a first line such as `sep=;` names."""
    line = text[:8].lstrip("\ufeff")
    if not line.casefold().startswith("sep="):
        return ""
    return "\t" if line[4:5] == "\t" else line[4:5].strip()


def _fitness(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """Return how many lines agree on how often a delimiter occurs, and how often that is."""
    counts = [len(next(csv.reader([line], delimiter=mark), [])) - 1 for line in lines]
    most = max(counts, default=0)
    if most <= 0:
        return 0.0, 0
    return sum(1 for count in counts if count == most) / len(counts), most
