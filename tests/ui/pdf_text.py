# SPDX-License-Identifier: EUPL-1.2
"""Reads the words of a PDF as Qt writes it, so that a test can compare paper with other files."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)\nendstream", re.DOTALL)
_FONT = re.compile(rb"/F(\d+) \1 0 R")
_CHARACTERS = re.compile(rb"<(\w{4})> <\w{4}> \[(.*?)\]", re.DOTALL)
_RUN = re.compile(rb"BT\n/F(\d+) .*?ET", re.DOTALL)
_GLYPH = re.compile(rb"<(\w+)> Tj")


def runs_of(path: Path) -> Iterator[str]:
    """Yield the words of a PDF as they were drawn, one run of letters of one kind after another."""
    objects = {int(one[1]): one[2] for one in _OBJECT.finditer(path.read_bytes())}
    fonts = {
        int(number): _characters(objects, objects[int(number)])
        for body in objects.values()
        for number in _FONT.findall(body)
    }
    for body in objects.values():
        drawn = _inflated(body)
        for run in _RUN.finditer(drawn):
            known = fonts[int(run[1])]
            yield "".join(known.get(int(code, 16), "") for code in _GLYPH.findall(run[0]))


def _characters(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    """Return what each glyph of a font stands for."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert found is not None
    known: dict[int, str] = {}
    for first, codes in _CHARACTERS.findall(_inflated(objects[int(found[1])])):
        for at, code in enumerate(re.findall(rb"<(\w+)>", codes)):
            known[int(first, 16) + at] = chr(int(code, 16))
    return known


def _inflated(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if found is None:
        return b""
    return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]
