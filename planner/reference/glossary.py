# SPDX-License-Identifier: EUPL-1.2
"""The terms of the field in English, German and French, each with a sentence that explains it."""

from functools import lru_cache

import attrs

from planner.reference.tables import rows
from planner.text import _, language

LANGUAGES = ("en", "de", "fr")


@attrs.frozen
class Term:
    """A term by language; `definition` is a message to translate."""

    english: str
    german: str
    french: str
    definition: str

    def name(self, code: str = "") -> str:
        """Return the term in a language, by default that of the reader."""
        names = {"en": self.english, "de": self.german, "fr": self.french}
        return names.get(code or language(), self.english)

    def explained(self) -> str:
        """Return the definition in the reader's language."""
        return _(self.definition)


@lru_cache(maxsize=1)
def glossary() -> tuple[Term, ...]:
    """Return every term, in the order of the field: bodies, machines, access, money, support."""
    return tuple(
        Term(row["term"], row["german"], row["french"], row["definition"])
        for row in rows("glossary")
    )


def terms_in(words: str) -> list[Term]:
    """Return the terms that some words name, the longest first; none that is part of another."""
    said, found = words.casefold(), []
    for term in sorted(glossary(), key=lambda one: -len(_bare(one.name()))):
        if _bare(term.name()) in said:
            said = said.replace(_bare(term.name()), " ")
            found.append(term)
    return found


def _bare(name: str) -> str:
    """Return a term without its abbreviation and its alternatives."""
    return name.split(" (", maxsplit=1)[0].split(" / ", maxsplit=1)[0].casefold()
