# SPDX-License-Identifier: EUPL-1.2
"""Every figure of every page leads somewhere: to its source, its records, or where it stands."""

import re
from collections.abc import Iterator

import pytest

from planner.domain.records.infrastructure import Factory
from planner.engine.derivations import About, derived
from planner.reference.tracing import Tracer
from planner.report.origins import footnotes
from planner.report.pages import BY_NAME, SHEETS, make_sheet
from planner.report.reader import Reader
from planner.report.sheet import PAGE, VIEW, Cell, Sheet, Table, cells_of, pieces, texts_of
from tests.core.report.busy import a_busy_session
from tests.core.report.readers import TODAY, a_reader
from ui.pages.registry import PAGES

_STATES = ("NL", "DE", "HR")
_SITES = ("kajaani", "linkoping")
_SCALES = (1.0, 1e3, 1e6)  # PFLOP/s of EFLOP/s, euros of millions
_FIGURE = re.compile(r"\d")
_NO_FIGURES = (
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) 20\d\d",  # the month a figure is of
    r"Q[1-4] 20\d\d",
    r"^in 20\d\d$|to the end of 20\d\d|^20\d\d$|of January 2024|since 2026",
    r"Article 2\(3b\) of Regulation \(EU\) 2021/1173",
    r"50 % is a ceiling",  # said of the law, beside the rate it is the limit of
    r"10 m€ / \(1 −|× 730 ×",  # the formula beneath the question
    r"BF16|CO₂",
)
"""Digits in a sentence that are no figure: the day it is of, an article, a formula in words."""


def all_pages(reader: Reader) -> Iterator[Sheet]:
    """Yield every page; of the states, sites and factories some that differ."""
    subjects = {"state": _STATES, "site": _SITES, "factory": tuple(reader.plan.of(Factory))[:3]}
    for spec in SHEETS:
        for key in subjects[spec.subject] if spec.subject else ("",):
            yield make_sheet(reader, spec.name, key, TODAY)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return a_reader(a_busy_session())


@pytest.fixture(scope="module")
def pages(reader: Reader) -> list[Sheet]:
    return list(all_pages(reader))


def cells(pages: list[Sheet]) -> Iterator[tuple[str, Cell]]:
    for page in pages:
        for section in page.sections:
            for label, cell in cells_of(section):
                yield f"{page.title} / {section.key} / {label}: {cell.words}", cell


def test_every_figure_has_something_behind_it(pages: list[Sheet]) -> None:
    without = [where for where, cell in cells(pages) if cell.value is not None and not cell.is_link]
    assert without == []


@pytest.fixture(scope="module")
def no_figures(reader: Reader) -> re.Pattern[str]:
    """Return what may stand in a sentence though it has digits: names, days, articles."""
    rows = (row for table in reader.plan.tables.values() for row in table.values())
    names = {str(getattr(row, "name", "")) for row in rows}
    digits = sorted(filter(_FIGURE.search, names), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, digits), *_NO_FIGURES]))


def test_no_figure_hides_in_a_sentence(pages: list[Sheet], no_figures: re.Pattern[str]) -> None:
    found = [
        f"{page.title} / {section.key}: {piece}"
        for page in pages
        for section in page.sections
        for text in texts_of(section)
        for piece in pieces(text)
        if isinstance(piece, str) and _FIGURE.search(no_figures.sub("", piece))
    ]
    assert found == []


def test_a_row_whose_words_hold_figures_opens_its_record(
    pages: list[Sheet], no_figures: re.Pattern[str]
) -> None:
    """What a rule found is a sentence; the record it is about says where its numbers are from."""
    blocks = (block for page in pages for one in page.sections for block in one.blocks)
    for line in (line for block in blocks if isinstance(block, Table) for line in block.lines):
        said = " ".join(cell.words for cell in line.cells if not cell.is_link)
        linked = any(cell.is_link for cell in line.cells)
        assert linked or not _FIGURE.search(no_figures.sub("", said)), said


def test_what_is_behind_a_figure_is_that_figure(reader: Reader, pages: list[Sheet]) -> None:
    for where, cell in cells(pages):
        if cell.about is None or cell.value is None:
            continue
        plan_of = reader.session.as_of(cell.day) if cell.day else reader.session
        record = plan_of.plan.tables.get(cell.about.kind, {}).get(cell.about.key)
        if not cell.computed and record is not None:
            continue  # a field of a record; what it says stands there
        found = derived(plan_of.plan, plan_of.outcome, cell.about)
        if found is None or found.value is None or cell.about.code == "site_peak":
            continue
        if cell.about.kind == "network" and "sources" in where:
            continue  # how many parts and sources a figure has; it names them
        assert any(
            cell.value == pytest.approx(found.value * scale, rel=1e-6) for scale in _SCALES
        ), where


def test_every_answer_can_be_shown(reader: Reader, pages: list[Sheet]) -> None:
    tracer = Tracer.of(reader.session)
    views = {"history", *(spec.name for spec in PAGES)}
    for where, cell in cells(pages):
        if cell.about is not None:
            assert tracer.trace(cell.about, computed=cell.computed) is not None, where
        if cell.opens is None:
            continue
        kind, name = cell.opens
        if kind == VIEW:
            assert name in views, where
        elif kind == PAGE:
            page, _colon, section = name.partition(":")
            assert page in BY_NAME, where
            assert make_sheet(reader, page, "", TODAY).section(section), where
        else:
            assert name in reader.plan.tables[kind], where


def test_every_figure_that_can_be_asked_has_a_note_on_paper(
    reader: Reader, pages: list[Sheet]
) -> None:
    for page in pages[-4:]:
        notes = footnotes(reader, page)
        for where, cell in cells([page]):
            if cell.about is not None and cell.value is not None:
                assert notes.notes[notes.of(cell) - 1], where


def test_no_part_of_a_sum_is_a_dead_end(reader: Reader) -> None:
    """The committed billions were: their parts by state could not be opened."""
    about = About("network", "", "public_since_2024", reader.now)
    whole = derived(reader.plan, reader.outcome, about)
    assert whole is not None
    assert whole.inputs
    for part in whole.inputs:
        inner = About(part.kind, part.key, part.field, reader.now)
        found = derived(reader.plan, reader.outcome, inner)
        assert found is not None, part.key
        assert found.value == pytest.approx(part.value)
        assert found.inputs, part.key
