# SPDX-License-Identifier: EUPL-1.2
"""The manual that comes with the program: its chapters in a language, and where words stand."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from attrs import frozen

from planner import paths

FIRST = "README"
ORIGINAL = "en"
_LAST = "keys"


@frozen
class Chapter:
    """A chapter: the name of its file without ending, its heading, and where it lies."""

    name: str
    title: str
    path: Path

    def text(self) -> str:
        """Return the whole chapter in Markdown."""
        return self.path.read_text("utf-8")

    def count(self, words: str) -> int:
        """Return how often some words stand in the chapter, whatever their case."""
        return self.text().casefold().count(words.casefold())


@cache
def chapters(language: str) -> Sequence[Chapter]:
    """Return the chapters in the order of reading; in English where there is no translation."""
    folder = paths.manual()
    if language != ORIGINAL and (folder / language).is_dir():
        folder = folder / language
    numbered = sorted(path.stem for path in folder.glob("[0-9]*.md"))
    return [_chapter(folder / f"{name}.md") for name in (FIRST, *numbered, _LAST)]


def chapter_called(start: str, language: str) -> Chapter:
    """Return the chapter whose name begins like this, the first one if there is none."""
    listed = chapters(language)
    return next((one for one in listed if one.name.startswith(start)), listed[0])


def _chapter(path: Path) -> Chapter:
    with path.open(encoding="utf-8") as lines:
        return Chapter(path.stem, next(lines).removeprefix("#").strip(), path)
