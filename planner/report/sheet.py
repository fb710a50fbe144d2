# SPDX-License-Identifier: EUPL-1.2
"""What a page to be read or printed is: a value of sections, figures, tables and small charts.

Screen, PDF, command line and spreadsheet show the same value, so they cannot differ. Every number
carries what it is about, so that whoever shows it can ask where it comes from.
"""

from collections.abc import Iterator
from string import Formatter

import attrs

from planner.engine.derivations import About
from planner.engine.trust import Level
from planner.text import labelled


@attrs.frozen
class Cell:
    """A number or some words; `value` and `unit` are the number behind the words.

    `about` is what to ask for to learn where it comes from; `computed` says that the figure of
    that name is meant, not the field. A number of a past day names the `day`, as ISO 8601. `level`
    tells how far to trust it. `opens` is shown instead of a source: a record by kind and key, a
    view as (`VIEW`, name), or a section as (`PAGE`, `page:section`).
    """

    words: str
    value: float | None = None
    unit: str = ""
    about: About | None = None
    computed: bool = False
    level: Level | None = None
    day: str = ""
    opens: tuple[str, str] | None = None

    @property
    def is_link(self) -> bool:
        """Tell whether there is something to see behind it."""
        return self.about is not None or self.opens is not None


VIEW, PAGE = "@view", "@page"


@attrs.frozen
class Phrase:
    """Words with numbers among them, each of which can be asked."""

    parts: tuple[str | Cell, ...]

    def __str__(self) -> str:
        return "".join(part.words if isinstance(part, Cell) else part for part in self.parts)


Text = str | Phrase


def phrase(template: str, **facts: str | Cell | Phrase) -> Phrase:
    """Fill in a sentence in the reader's language; numbers stay what they are."""
    parts: list[str | Cell] = []
    for before, name, _form, _conversion in Formatter().parse(template):
        parts += [before] if before else []
        parts += pieces(facts[name]) if name else ()
    return Phrase(tuple(parts))


def pieces(text: Text | Cell) -> tuple[str | Cell, ...]:
    """Return words and numbers in their order."""
    return text.parts if isinstance(text, Phrase) else (text,)


def joined(separator: str, texts: "list[Text] | tuple[Text, ...]") -> Phrase:
    """Put words one behind the other; empty ones are left out."""
    parts: list[str | Cell] = []
    for text in texts:
        if str(text):
            parts += [separator] if parts else []
            parts += pieces(text)
    return Phrase(tuple(parts))


@attrs.frozen
class KeyFigure:
    """A number that stands by itself, with its name and a line of context."""

    label: str
    cell: Cell
    note: Text = ""


@attrs.frozen
class KeyFigures:
    """Some numbers side by side."""

    figures: tuple[KeyFigure, ...]


@attrs.frozen
class Line:
    """A row of a table; `kind` and `key` name the record it stands for, if any."""

    cells: tuple[Cell, ...]
    kind: str = ""
    key: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """A table. `right` has an `r` for each column of numbers; `empty` stands for no rows."""

    heads: tuple[str, ...]
    right: str = ""
    lines: tuple[Line, ...] = ()
    note: Text = ""
    empty: str = ""


@attrs.frozen
class Paragraph:
    """Some sentences; a quiet one is set smaller."""

    words: Text
    quiet: bool = False


@attrs.frozen
class Series:
    """Values of one line, area or row of bars.

    `style` is `firm` (in operation, or as it is), `planned` (hatched: never to be taken for what
    is there) or `ghost` (a thin line: what it is compared with).
    """

    name: str
    values: tuple[float, ...]
    style: str = "firm"


@attrs.frozen(kw_only=True)
class Chart:
    """A small chart: areas over time that stack up, or bars side by side.

    `labels` name the places on the axis, empty where nothing is written. `summary` says in one
    sentence what is seen.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    form: str = "areas"
    source: str = ""
    summary: Text = ""


@attrs.frozen
class Shades:
    """What the states of one map are shaded by; `None` is unknown, states left out have none."""

    name: str
    values: tuple[tuple[str, float | None], ...]


@attrs.frozen(kw_only=True)
class Maps:
    """Small maps of Europe side by side, on one scale; `summary` says their values in words."""

    title: str
    unit: str
    maps: tuple[Shades, ...]
    source: str = ""
    summary: Text = ""


Block = KeyFigures | Table | Paragraph | Chart | Maps


@attrs.frozen
class Section:
    """The answer to one question; `key` is its name among all sections of its page."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@attrs.frozen
class Term:
    """A word and what it means on this page."""

    word: str
    meaning: str


@attrs.frozen(kw_only=True)
class Sheet:
    """A page. `facts` are headed words that say which plan it shows, and as of when."""

    name: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()

    def section(self, key: str) -> Section:
        """Return a section by its name. Raises `KeyError`."""
        found = next((one for one in self.sections if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


def cells_of(section: Section) -> Iterator[tuple[str, Cell]]:
    """Yield every cell of a section with what it is called, from top to bottom."""
    for block in section.blocks:
        if isinstance(block, KeyFigures):
            for one in block.figures:
                yield one.label, one.cell
                yield from _cells_among(one.note, one.label)
        elif isinstance(block, Table):
            yield from _cells_of_table(block)
            yield from _cells_among(block.note)
        elif isinstance(block, Chart | Maps):
            yield from _cells_among(block.summary, block.title)
        else:
            yield from _cells_among(block.words)


def texts_of(section: Section) -> Iterator[Text]:
    """Yield all words of a section that may hold numbers among them, from top to bottom."""
    for block in section.blocks:
        if isinstance(block, KeyFigures):
            yield from (one.note for one in block.figures)
        elif isinstance(block, Table):
            yield block.note
        else:
            yield block.summary if isinstance(block, Chart | Maps) else block.words


def numbers_of(sheet: Sheet) -> Iterator[tuple[Section, str, Cell]]:
    """Yield every cell that can be asked where it comes from, with its section and name."""
    for section in sheet.sections:
        for label, cell in cells_of(section):
            if cell.about is not None:
                yield section, label, cell


def _cells_among(text: Text, label: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield the numbers among words, called by their label and the words themselves."""
    told = labelled(label, str(text)) if label else str(text)
    yield from ((told, part) for part in pieces(text) if isinstance(part, Cell))


def _cells_of_table(table: Table) -> Iterator[tuple[str, Cell]]:
    for line in table.lines:
        name = line.cells[0].words if line.cells else ""
        for head, cell in zip(table.heads, line.cells, strict=True):
            yield (name if cell is line.cells[0] else labelled(name, head)), cell
