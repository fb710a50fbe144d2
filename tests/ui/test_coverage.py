# SPDX-License-Identifier: EUPL-1.2
"""The table of what is covered names kinds, rules, views and sheets that there are."""

import re
import tomllib
from pathlib import Path

import attrs
import pytest

from planner import paths
from planner.domain.records import SCHEMA
from planner.engine.rules.registry import EVERY_RULE
from tests.architecture.sources import ROOT
from ui.core_views import CORE_VIEWS
from ui.pages.registry import BY_NAME

FILE: Path = ROOT / "docs" / "coverage.md"
RULE = re.compile(r"\b[A-Z]{2,3}-S?\d+\b")
CODE = re.compile(r"`([a-z0-9_]+|T\d+)`")


@attrs.frozen
class Row:
    """One element of the framework, as the table has it."""

    number: int
    element: str
    where: str
    views: list[str]
    records: list[str]
    rules: list[str]
    sheets: list[str]


def rows() -> list[Row]:
    lines = (line.split("|")[1:-1] for line in FILE.read_text("utf-8").splitlines())
    found = []
    for cells in lines:
        if len(cells) == 7 and cells[0].strip().isdigit():
            number, element, where, views, records, rules, sheets = (c.strip() for c in cells)
            codes = (CODE.findall(views), CODE.findall(records), RULE.findall(rules))
            found.append(Row(int(number), element, where, *codes, CODE.findall(sheets)))
    return found


ROWS = rows()
LIVE = {rule.id for rule in EVERY_RULE}


def test_every_element_has_its_row() -> None:
    assert [row.number for row in ROWS] == list(range(1, 50))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_what_a_row_names_is_there(row: Row) -> None:
    assert row.element
    assert row.where
    assert set(row.views) <= {*CORE_VIEWS, *BY_NAME}
    assert set(row.records) <= set(SCHEMA.kinds)
    assert set(row.rules) <= LIVE
    assert all((row.views, row.records, row.rules, row.sheets))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.number))
def test_the_sheet_of_a_row_holds_one_of_its_records(row: Row) -> None:
    with paths.resource("templates.toml").open("rb") as stream:
        templates = tomllib.load(stream)
    for sheet in row.sheets:
        kind = templates[sheet]["kind"] if sheet in templates else sheet
        assert kind in row.records


def test_every_rule_is_named() -> None:
    assert set(RULE.findall(FILE.read_text("utf-8"))) >= LIVE
