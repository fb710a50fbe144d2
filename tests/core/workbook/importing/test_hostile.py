# SPDX-License-Identifier: EUPL-1.2
"""Files made to do harm are refused with a sentence, or read as far as they are harmless."""

import random
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.errors import ExchangeError
from planner.error_sentences import ERRORS
from planner.jobs import Ending, JobError
from planner.sentences import sentence
from planner.workbook.importing import gate
from planner.workbook.importing.reading import Reading, read_book, refusal
from tests.core.workbook.importing.hostile import (
    CELL,
    document,
    packed,
    parts,
    sheet_xml,
    workbook,
    zipped_bytes,
)

_ENTITIES = (
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
)
_OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _cell(place: str, row: int) -> str:
    return f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'


def _bomb(path: Path) -> None:
    workbook(path, sheet_xml(CELL + "<!--" + " " * 3_000_000 + "-->"))


def _long_cell(path: Path) -> None:
    workbook(path, sheet_xml(f'<row r="1"><c r="A1" t="str"><v>{"A" * 40_000_000}</v></c></row>'))


def _merge_of_everything(path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    workbook(path, sheet_xml(after=merged))


def _many_sheets(path: Path) -> None:
    workbook(path, *[sheet_xml()] * 400)


def _many_parts(path: Path) -> None:
    packed(path, {**parts(sheet_xml()), **{f"xl/x{n}.xml": b"<x/>" for n in range(2_100)}})


def _billion_laughs(path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row>'
    workbook(path, sheet_xml(rows, head=_ENTITIES))


def _outside_entity(path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    workbook(path, sheet_xml(rows, head=_OUTSIDE))


def _entities_in_workbook(path: Path) -> None:
    workbook(path, workbook_head=_ENTITIES)


def _wide_xml(path: Path) -> None:
    xml = sheet_xml(head=_ENTITIES).replace("UTF-8", "UTF-16").encode("utf-16")
    packed(path, {**parts(sheet_xml()), "xl/worksheets/sheet1.xml": xml})


def _odd_encoding(path: Path) -> None:
    xml = sheet_xml().replace("UTF-8", "UTF-7").encode()
    packed(path, {**parts(sheet_xml()), "xl/worksheets/sheet1.xml": xml})


def _traversal(path: Path) -> None:
    packed(path, {**parts(sheet_xml()), "../../out.xml": b"<x/>"})


def _drive_letter(path: Path) -> None:
    packed(path, {**parts(sheet_xml()), "C:/out.xml": b"<x/>"})


def _twice_the_same_name(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, part in [*parts(sheet_xml()).items(), ("xl/workbook.xml", b"<x/>")]:
            package.writestr(name, part)


def _truncated(path: Path) -> None:
    whole = zipped_bytes(parts(sheet_xml()))
    path.write_bytes(whole[: len(whole) // 2])


def _other_zip(path: Path) -> None:
    packed(path, {"readme.txt": b"not a workbook"})


def _encrypted_zip(path: Path) -> None:
    content = bytearray(zipped_bytes(parts(sheet_xml())))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(bytes(content))


def _encrypted_office(path: Path) -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name + b"\0" * 600)


def _encrypted_document(path: Path) -> None:
    document(path, "<table:table/>")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("META-INF/other.xml", '<m><manifest:encryption-data a="b"/></m>')


def _broken_office(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)


def _repeated(path: Path) -> None:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16000">'
        "<text:p>x</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    document(path, f'<table:table table:name="S1">{row}</table:table>')


def _swapped_checksum(path: Path) -> None:
    content = bytearray(zipped_bytes(parts(sheet_xml())))
    at = content.find(b"PK\x03\x04")
    content[at + 60 : at + 64] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(content))


def _web_page(path: Path) -> None:
    path.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>")


def _binary_workbook(path: Path) -> None:
    packed(path, {"xl/workbook.bin": b"\0", "[Content_Types].xml": b"<Types/>"})


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "bomb.xlsx": (_bomb, "import_bomb"),
    "long-cell.xlsx": (_long_cell, "import_bomb"),
    "merged.xlsx": (_merge_of_everything, "import_too_much_merged"),
    "sheets.xlsx": (_many_sheets, "import_too_many_sheets"),
    "parts.xlsx": (_many_parts, "import_too_many_parts"),
    "laughs.xlsx": (_billion_laughs, "import_document_type"),
    "outside.xlsx": (_outside_entity, "import_document_type"),
    "workbook.xlsx": (_entities_in_workbook, "import_document_type"),
    "wide.xlsx": (_wide_xml, "import_odd_encoding"),
    "odd.xlsx": (_odd_encoding, "import_odd_encoding"),
    "traversal.xlsx": (_traversal, "import_unsafe_names"),
    "drive.xlsx": (_drive_letter, "import_unsafe_names"),
    "twice.xlsx": (_twice_the_same_name, "import_unsafe_names"),
    "truncated.xlsx": (_truncated, "import_damaged"),
    "empty.xlsx": (lambda path: path.write_bytes(b""), "import_empty"),
    "text.xlsx": (lambda path: path.write_bytes(b"\x00\x01\x02\xfe" * 20), "import_no_table"),
    "other.zip": (_other_zip, "import_no_table"),
    "encrypted.xlsx": (_encrypted_office, "import_encrypted"),
    "encrypted.zip": (_encrypted_zip, "import_encrypted"),
    "encrypted.ods": (_encrypted_document, "import_encrypted"),
    "broken.xls": (_broken_office, "import_damaged"),
    "repeated.ods": (_repeated, "import_damaged"),
    "checksum.xlsx": (_swapped_checksum, "import_damaged"),
    "page.xls": (_web_page, "import_web_page"),
    "binary.xlsb": (_binary_workbook, "import_binary"),
    "missing.xlsx": (lambda _path: None, "import_missing"),
    "folder.xlsx": (lambda path: path.mkdir(), "import_unreadable"),
}


def _read(path: Path) -> None:
    """Try the gate first, because it needs no process of its own, and then the reader."""
    gate.check(path)
    read_book(path)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_a_sentence_that_names_it(name: str, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    path = tmp_path / name
    make(path)
    with pytest.raises(ExchangeError) as caught:
        _read(path)
    assert caught.value.code == code
    said = sentence(code, caught.value.facts)
    assert str(path) in said
    assert "{" not in said


def test_nothing_is_written_to_disk_by_a_file_that_points_outside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    _traversal(folder / "x.xlsx")
    with pytest.raises(ExchangeError):
        read_book(folder / "x.xlsx")
    assert [path.name for path in folder.iterdir()] == ["x.xlsx"]
    assert not (tmp_path / "out.xml").exists()


@pytest.mark.parametrize("place", ["XFD1048576", "XFD2", "A1048576", "ALL99999"])
def test_a_cell_far_outside_is_left_and_the_rest_is_read(place: str, tmp_path: Path) -> None:
    row = int("".join(filter(str.isdigit, place)))
    path = workbook(tmp_path / "far.xlsx", sheet_xml(CELL + _cell(place, row)))
    (grid,) = read_book(path).grids
    assert [cell for cells in grid.rows for cell in cells if cell != ""] == ["Name"]
    assert len(grid.rows) < 10
    assert grid.stray == 1


def test_a_false_dimension_does_no_harm(tmp_path: Path) -> None:
    xml = sheet_xml(before='<dimension ref="A1:XFD1048576"/>')
    (grid,) = read_book(workbook(tmp_path / "lie.xlsx", xml)).grids
    assert grid.rows == [["Name"]]


@pytest.mark.parametrize("place", ["A0", "AAAAAA1", "A99999999999", "-1", "", "\u00c41", "A1:B2"])
def test_a_place_that_does_not_exist_ends_in_cells_or_a_sentence(
    place: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "place.xlsx", sheet_xml(CELL + _cell(place, 2)))
    try:
        book = read_book(path)
    except ExchangeError as error:
        assert error.code in ERRORS  # noqa: PT017 - both endings are right
    else:
        assert book.grids[0].rows[0][0] == "Name"


def test_macros_and_links_are_noted_and_left_alone(tmp_path: Path) -> None:
    more = {"xl/vbaProject.bin": b"\0" * 64, "xl/externalLinks/externalLink1.xml": b"<x/>"}
    book = read_book(packed(tmp_path / "x.xlsm", {**parts(sheet_xml()), **more}))
    assert (book.macros, book.links) == (True, True)
    assert book.grids[0].rows == [["Name"]]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS limits no address space")
def test_a_file_that_needs_too_much_memory_is_left(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 2_500_000)
    with pytest.raises(ExchangeError) as caught:
        Reading(path, memory_mb=220).wait()
    assert caught.value.code in ("import_too_large", "import_died")


@pytest.mark.parametrize("ending", [ending for ending in Ending if ending is not Ending.REFUSED])
def test_whatever_ends_the_reader_is_a_sentence(ending: Ending) -> None:
    error = refusal(JobError(ending), Path("table.xlsx"))
    assert "table.xlsx" in sentence(error.code, error.facts)


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx")
    with pytest.raises(ExchangeError) as caught:
        Reading(path).wait(cancelled=lambda: True)
    assert caught.value.code == "import_cancelled"


@pytest.mark.parametrize("seed", range(6))
def test_a_workbook_with_changed_bytes_ends_in_cells_or_a_sentence(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    content = parts(sheet_xml(CELL * 3), sheet_xml())
    name = chance.choice(sorted(content))
    part = bytearray(content[name])
    for _change in range(chance.randrange(1, 12)):
        part[chance.randrange(len(part))] = chance.randrange(256)
    path = packed(tmp_path / "changed.xlsx", {**content, name: bytes(part)})
    try:
        read_book(path)
    except ExchangeError as error:
        assert error.code in ERRORS  # noqa: PT017 - both endings are right


def test_the_gate_is_never_at_a_loss(tmp_path: Path) -> None:
    whole = zipped_bytes(parts(sheet_xml(CELL * 3)))
    path = tmp_path / "changed.xlsx"
    for seed in range(400):
        chance = random.Random(seed)
        content = bytearray(whole)
        for _change in range(chance.randrange(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content))
        try:
            gate.check(path)
        except ExchangeError as error:
            assert error.code in ERRORS, seed  # noqa: PT017 - both endings are right
