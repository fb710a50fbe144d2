# SPDX-License-Identifier: EUPL-1.2
"""Find any record by what is written in it, whatever the accents and the case.

All texts of one kind of record lie behind each other in one string, which is looked through at the
speed of memory: a hundred thousand records take some milliseconds. What a record says is folded
once and kept for as long as the record lives.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

import attrs

from planner.domain.plan import Plan
from planner.domain.schema import Choice, Kind, Record, Type

_BETWEEN = "\n"
_TEXTS = frozenset({Type.KEY, Type.TEXT, Type.CHOICE, Type.REFERENCE, Type.REFERENCES})

_PIECE = 2_048  # records
_SELDOM = 16  # occurrences in a piece

# letters that carry no accent one could take off, and what is typed instead of them
_TYPED = {
    "’": "'",
    "æ": "ae",
    "ð": "d",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "œ": "oe",
    "ø": "o",
    "þ": "th",
    "ŧ": "t",
}
_LETTERS = re.compile(f"[{''.join(_TYPED)}]")
_ACCENTS = re.compile("[\u0300-\u036f]+")

Says = Callable[[Record], tuple[str, str]]
Words = Callable[[Kind, Record], Iterable[str]]
"""What else a record is called: names of states, labels of choices, in the reader's language."""


@attrs.frozen
class Hit:
    """A record that holds all the words; `in_name` if its name does."""

    kind: str
    key: str
    in_name: bool


def folded(text: str) -> str:
    """Return text without accents and case, as it is compared; apostrophes as keyboards have them.

    >>> folded("Łódź Süd")
    'łodz sud'
    """
    if text.isascii():
        return text.lower()
    plain = _LETTERS.sub(lambda letter: _TYPED[letter[0]], text.casefold())
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))


def holding(words: str) -> Callable[[str], bool]:
    """Return what tells whether a text holds each of some words, whatever the accents and case.

    >>> holding("osterreich ai")("AI Factory, Österreich")
    True
    """
    wanted = folded(words).split()

    def holds(text: str) -> bool:
        said = folded(text) if wanted else ""
        return all(word in said for word in wanted)

    return holds


class Index:
    """The texts of a plan, kept up with it; the same index serves one plan after another."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._tables: dict[str, _Texts] = {}

    def find(self, plan: Plan, asked: str, *, limit: int = 50) -> tuple[Hit, ...]:
        """Return records that hold every word asked for, those with it in their name first."""
        wanted = folded(asked).split()
        if not wanted:
            return ()
        named: list[Hit] = []
        others: list[Hit] = []
        for name, kind in plan.schema.kinds.items():
            texts = self._texts(kind, plan.table(name))
            for key, in_name in texts.having(wanted, limit):
                (named if in_name else others).append(Hit(name, key, in_name))
        return tuple((*named, *others)[:limit])

    def _texts(self, kind: Kind, rows: Mapping[str, Record]) -> "_Texts":
        known = self._tables.get(kind.name)
        if known is None or known.rows is not rows:
            known = _Texts.of(rows, lambda row: self._says(kind, row), known)
            self._tables[kind.name] = known
        return known

    def _says(self, kind: Kind, record: Record) -> tuple[str, str]:
        """Return what a record is called, and all it says, both folded."""
        name = folded(" ".join((_name(kind, record), *self._words(kind, record))))
        rest = folded(" ".join(_texts_of(kind, record)))
        return name.replace(_BETWEEN, " "), rest.replace(_BETWEEN, " ")


def _name(kind: Kind, record: Record) -> str:
    fields = kind.natural_key or ("name",)
    values = (getattr(record, field, None) for field in fields[:1])
    return " ".join(str(value) for value in values if value is not None)


def _texts_of(kind: Kind, record: Record) -> Iterator[str]:
    for field in kind.fields:
        if field.value_type not in _TEXTS:
            continue
        value = getattr(record, field.name)
        if isinstance(value, Choice):
            yield str(value.value)
        elif isinstance(value, tuple):
            yield from map(str, value)
        elif value is not None:
            yield str(value)


@attrs.frozen(eq=False)
class _Texts:
    """One table in pieces, so that an edit costs the piece it lies in."""

    rows: Mapping[str, Record]
    pieces: Sequence["_Piece"]

    @classmethod
    def of(cls, rows: Mapping[str, Record], says: Says, before: "_Texts | None") -> "_Texts":
        known = () if before is None else before.pieces
        records = list(rows.values())
        starts = range(0, len(records), _PIECE)
        return cls(
            rows,
            [
                # a record that came or went moves those behind it by one, so neighbours help
                _Piece.of(records[at : at + _PIECE], says, known[max(0, n - 1) : n + 2])
                for n, at in enumerate(starts)
            ],
        )

    def having(self, wanted: Sequence[str], limit: int) -> Iterator[tuple[str, bool]]:
        """Yield at most `limit` keys, and whether all the words are in the name: those first."""
        named = (found for piece in self.pieces for found in piece.named(wanted))
        others = (found for piece in self.pieces for found in piece.others(wanted))
        marked = chain(((key, True) for key in named), ((key, False) for key in others))
        return islice(marked, limit)


@attrs.frozen(eq=False)
class _Piece:
    """Some records in their order, names and further texts each as one string."""

    records: list[Record]
    said: list[tuple[str, str]]
    names: "_Joined"
    rest: "_Joined"

    @classmethod
    def of(cls, records: list[Record], says: Says, before: Sequence["_Piece"]) -> "_Piece":
        """Return the piece of before that held the same records, or take over what it said."""
        for piece in before:
            if piece.records == records:
                return piece
        known = {
            id(row): text
            for piece in before
            for row, text in zip(piece.records, piece.said, strict=True)
        }
        said = [known.get(id(row)) or says(row) for row in records]
        names, rest = (name for name, _text in said), (text for _name, text in said)
        return cls(records, said, _Joined.of(names), _Joined.of(rest))

    def named(self, wanted: Sequence[str]) -> Iterator[str]:
        """Yield the records that hold all the words in their name."""
        rarest = _rarest(wanted, self.names.text)
        for row in self.names.rows_with(rarest):
            line = self.names.line(row)
            if all(word in line for word in wanted):
                yield self.records[row].id

    def others(self, wanted: Sequence[str]) -> Iterator[str]:
        """Yield the records that hold all the words, but not in their name."""
        rarest = _rarest(wanted, self.names.text, self.rest.text)
        rows = {*self.names.rows_with(rarest)} if len(wanted) > 1 else set()
        for row in sorted(rows.union(self.rest.rows_with(rarest))):
            name = self.names.line(row)
            line = f"{name} {self.rest.line(row)}"
            if all(word in line for word in wanted) and not all(word in name for word in wanted):
                yield self.records[row].id


@attrs.frozen(eq=False)
class _Joined:
    """Many lines in one string, and where each begins."""

    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "_Joined":
        kept = list(lines)
        starts, at = [], 0
        for line in kept:
            starts.append(at)
            at += len(line) + 1
        return cls(_BETWEEN.join(kept), starts)

    def line(self, row: int) -> str:
        end = self.starts[row + 1] - 1 if row + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[row] : end]

    def rows_with(self, word: str) -> Iterator[int]:
        """Yield the lines that hold a word, each once, in order."""
        at = self.text.find(word)
        while at >= 0:
            row = bisect_right(self.starts, at) - 1
            yield row
            if row + 1 >= len(self.starts):
                return
            at = self.text.find(word, self.starts[row + 1])


def _rarest(wanted: Sequence[str], *texts: str) -> str:
    """Return a word that is seldom enough; long ones are tried first, for they seldom occur."""
    counts: dict[str, int] = {}
    for word in sorted(wanted, key=len, reverse=True):
        counts[word] = sum(text.count(word) for text in texts)
        if counts[word] <= _SELDOM:
            return word
    return min(counts, key=counts.__getitem__)
