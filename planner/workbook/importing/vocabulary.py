# SPDX-License-Identifier: EUPL-1.2
"""What fields, kinds and choices are called: by declaration, in every language, and in practice.

A declared label is translated by the catalogues; what people write instead is listed in
`resources/importing/words.toml`. A new kind of record is understood by its labels from the start.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from planner import paths, text
from planner.domain.schema import Choice, Field, Kind, Schema, Type
from planner.workbook.importing.units import without_unit
from planner.workbook.templates import names_of_fields

_SIGNS = re.compile(r"[^\w%]+")
_NUMBER_OF = re.compile(r"^(anzahl|number of|nombre de|nombre d|zahl der|nr of|no of) ")
_NOT_OFFERED = frozenset({"evidence", "settlement", "override", "scenario", "version"})
"""Kinds nobody sends tables of; they are the plan's own memory."""


@lru_cache(maxsize=8_192)  # kinds have most of their fields' words in common
def plain(words: str) -> str:
    """Return words without case, accents, units, punctuation and double spaces."""
    bare = words.casefold()
    if not bare.isascii():
        spelt = unicodedata.normalize("NFKD", bare)
        bare = "".join(sign for sign in spelt if not unicodedata.combining(sign))
    return " ".join(_SIGNS.sub(" ", bare.replace("_", " ")).split())


@lru_cache(maxsize=4_096)
def header_words(header: str) -> tuple[str, ...]:
    """Return what a header may be called, the most exact first."""
    bare = plain(without_unit(header))
    either = (plain(part) for part in without_unit(header).split("/") if "/" in header)
    forms = (plain(header), bare, _NUMBER_OF.sub("", bare), *either)
    return tuple(dict.fromkeys(form for form in forms if form))


def in_all_languages(label: str) -> Iterator[str]:
    """Yield a label as every catalogue has it."""
    for code in text.LANGUAGES:
        yield text.catalogue(code).gettext(label) if label else ""


class Vocabulary:
    """What the fields of each kind are called."""

    def __init__(self, schema: Schema) -> None:
        self.kinds = {n: kind for n, kind in schema.kinds.items() if n not in _NOT_OFFERED}
        usage = _usage()["fields"]
        self._fields = {name: _fields_of(kind, usage) for name, kind in schema.kinds.items()}
        self._called = {name: frozenset(_kind_words(kind)) for name, kind in self.kinds.items()}
        self._known = frozenset(word for kind in self.kinds for word in self._fields[kind])

    def field(self, kind: str, header: str) -> str:
        """Return the field of a kind that a header names; empty if it names none."""
        fields = self._fields[kind]
        return next((fields[word] for word in header_words(header) if word in fields), "")

    def words(self, kind: str) -> Mapping[str, str]:
        """Return all words for the fields of a kind."""
        return self._fields[kind]

    def knows(self, header: str) -> bool:
        """Tell whether a header names a field of any kind."""
        return any(word in self._known for word in header_words(header))

    def is_called(self, kind: str, words: str) -> bool:
        """Tell whether words, such as the name of a sheet or file, name a kind."""
        said = f" {plain(words)} "
        return any(f" {name} " in said for name in self._called.get(kind, ()))


def choices_by_word(choices: type[Choice]) -> dict[str, str]:
    """Return the codes of a list by every word for them: code, name, label in each language."""
    found: dict[str, str] = {}
    for choice in choices:
        for word in (choice.value, choice.name, *in_all_languages(choice.label)):
            found.setdefault(plain(word), choice.value)
    for choice in choices:
        for word in _usage()["choices"].get(choice.value, ()):
            found.setdefault(plain(word), choice.value)
    return found


@lru_cache(maxsize=1)
def _usage() -> Mapping[str, Mapping[str, list[str]]]:
    with paths.resource("importing", "words.toml").open("rb") as stream:
        return tomllib.load(stream)


def _fields_of(kind: Kind, usage: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the words for the fields of a kind; a declared name goes before custom."""
    found: dict[str, str] = {}
    for field in kind.fields:
        for word in _declared(field):
            found.setdefault(plain(word), field.name)
    for name, target in names_of_fields(kind.name):
        found.setdefault(plain(name), target)
    for field in kind.fields:
        for word in (*usage.get(f"{kind.name}.{field.name}", ()), *usage.get(field.name, ())):
            found.setdefault(plain(word), field.name)
    if "name" in {field.name for field in kind.fields}:
        for word in (*_kind_words(kind), *usage.get(kind.name, ())):
            found.setdefault(plain(word), "name")
    found.pop("", None)
    return found


def _declared(field: Field) -> Iterable[str]:
    yield field.name
    if field.value_type is not Type.KEY:
        yield from in_all_languages(field.label)


def _kind_words(kind: Kind) -> Iterator[str]:
    yield plain(kind.name)
    for words in (kind.label, kind.plural):
        yield from (plain(word) for word in in_all_languages(words))
