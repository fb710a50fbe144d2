# SPDX-License-Identifier: EUPL-1.2
"""A zip of tables as this program exports it: a text file for each kind of record, with its key.

It becomes a book with a sheet for each, marked as those of a workbook of ours are, so that all of
it is compared at once and taken over in one step.
"""

import hashlib
import zipfile
from pathlib import Path, PurePosixPath

from planner.domain.errors import ExchangeError
from planner.domain.records import SCHEMA
from planner.incoming import Book, Cell, Format, Grid
from planner.workbook.importing import plain_text


def read_tables(path: Path) -> Book:
    """Return all tables of a zip that has passed the gate.

    Raises `ExchangeError("import_foreign_tables")` where one is not as this program writes it.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        grids = tuple(_grid(path, part.filename, archive.read(part)) for part in parts)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Book(name=path.name, digest=digest, format=Format.TABLES, grids=grids)


def _grid(path: Path, name: str, content: bytes) -> Grid:
    kind = PurePosixPath(name).stem
    text = plain_text.decoded(content, plain_text.encodings_of(content)[0], str(path))
    text = text.lstrip("\ufeff")
    rows = list(plain_text.rows_of(text, plain_text.delimiter_of(text), path=str(path)))
    if kind not in SCHEMA.kinds or not rows or "id" not in rows[0]:
        raise ExchangeError("import_foreign_tables", path=str(path), table=name)
    heads: list[Cell] = [f"{kind}.id" if head == "id" else head for head in rows[0]]
    return Grid(name=kind, rows=[heads, *rows[1:]])
