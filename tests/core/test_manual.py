# SPDX-License-Identifier: EUPL-1.2
"""The manual and the README: every link leads somewhere, every command can be typed."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from planner.cli.arguments import parser
from planner.cli.verbs import VERBS
from planner.domain.records import SCHEMA
from planner.reference.manual import ORIGINAL
from planner.report.pages import QUESTIONS
from planner.text import LANGUAGES
from tests.architecture.sources import ROOT

MANUAL: Path = ROOT / "docs" / "manual"
PAGES = sorted(MANUAL.rglob("*.md"))
ORIGINALS = sorted(MANUAL.glob("*.md"))
TRANSLATIONS = tuple(MANUAL / language for language in LANGUAGES if language != ORIGINAL)
QUOTED = re.compile(r"(?<![*\w])\*{1,2}([^*\n]+)\*{1,2}(?!\w)")
TEXTS = (*PAGES, ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
STARTS = ("planner ", ".venv/bin/python main.py ")
HEAVIEST = 150_000


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield the file and the heading of every link that stays in the repository."""
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" not in link:
            file, _hash, heading = link.partition("#")
            yield (page.parent / file if file else page), heading


def anchors(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).lower().replace(" ", "-") for head in heads}


def commands() -> Iterator[tuple[str, str]]:
    """Yield where a command is shown, and its arguments."""
    for page in TEXTS:
        for block in SHELL.findall(page.read_text("utf-8")):
            for line in block.splitlines():
                for start in STARTS:
                    if line.startswith(start):
                        yield name_of(page), line.removeprefix(start)


@pytest.mark.parametrize("page", TEXTS, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, heading in links(page):
        assert file.exists(), file
        assert not heading or heading in anchors(file), f"{file}#{heading}"


def test_every_command_shown_is_understood() -> None:
    shown = sorted(set(commands()))
    assert len(shown) > 60
    understood = parser(VERBS, SCHEMA)
    for where, line in shown:
        words = shlex.split(line, comments=True)
        if words == ["help"] or "--help" in words:
            continue
        assert understood.parse_args(words).verb, f"{where}: {line}"


def test_every_verb_is_shown_in_the_manual() -> None:
    told = " ".join(page.read_text("utf-8") for page in PAGES)
    assert [verb.name for verb in VERBS if f"planner {verb.name}" not in told] == []


@pytest.mark.parametrize("folder", [MANUAL, *TRANSLATIONS], ids=name_of)
def test_every_chapter_is_in_the_list(folder: Path) -> None:
    listed = {file.resolve() for file, _heading in links(folder / "README.md")}
    assert {page for page in folder.glob("*.md") if page.name != "README.md"} <= listed


def shape(page: Path) -> tuple[list[str], list[str], list[str]]:
    """Return what is the same in every language: kinds of line, commands, targets of links."""
    text = page.read_text("utf-8")
    kinds = [re.match(r"#+|\d+\.|\||", line)[0] for line in text.splitlines() if line]  # type: ignore[index]  # nothing matches always
    targets = [Path(link.partition("#")[0]).name for link in LINK.findall(text)]
    return kinds, SHELL.findall(text), targets


@pytest.mark.parametrize("folder", TRANSLATIONS, ids=name_of)
def test_translations_say_as_much_as_the_original(folder: Path) -> None:
    assert {page.name for page in folder.glob("*.md")} == {page.name for page in ORIGINALS}
    for page in ORIGINALS:
        assert shape(folder / page.name) == shape(page), page.name


@pytest.mark.parametrize("folder", TRANSLATIONS, ids=name_of)
def test_translations_quote_the_words_of_the_window(folder: Path) -> None:
    known = catalogue(folder.name)
    for page in ORIGINALS:
        told = (folder / page.name).read_text("utf-8")
        quoted = {known.get(words, "") for words in QUOTED.findall(page.read_text("utf-8"))}
        assert [words for words in quoted if words not in told] == [], page.name


def catalogue(language: str) -> Mapping[str, str]:
    with (ROOT / "resources/locale" / language / "LC_MESSAGES/planner.po").open("rb") as sentences:
        return {
            message.id: message.string
            for message in read_po(sentences)
            if isinstance(message.id, str) and isinstance(message.string, str)
        }


def test_every_picture_is_shown_and_light() -> None:
    shown = {file.resolve() for page in TEXTS for file, _heading in links(page)}
    pictures = {*MANUAL.rglob("*.png"), *(ROOT / "docs").glob("*.png")}
    assert pictures == {file for file in shown if file.suffix == ".png"}
    assert all(picture.stat().st_size <= HEAVIEST for picture in pictures)


@pytest.mark.parametrize("folder", [MANUAL, *TRANSLATIONS], ids=name_of)
def test_every_question_of_others_has_its_place(folder: Path) -> None:
    known = catalogue(folder.name) if folder != MANUAL else {}
    told = (folder / "08-pages.md").read_text("utf-8")
    assert [one.words for one in QUESTIONS if known.get(one.words, one.words) not in told] == []
