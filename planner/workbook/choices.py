# SPDX-License-Identifier: EUPL-1.2
"""What stands in a cell for a code or a key: words that people read and choose from a list.

Every list is written into a hidden sheet with the codes beside the words, so that a workbook can be
read back in any language, and after records were renamed in the plan.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NewType

from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Type
from planner.sentences import record_word
from planner.text import N_, _

ListName = NewType("ListName", str)
Labels = Mapping[str, str]
SEPARATOR = "; "
_YES_NO = ListName("list_yes_no")
_FLAGS = {"yes": N_("yes"), "no": N_("no")}
_LONGEST = 200
_KEY_END = 6
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def list_name(field: Field) -> ListName | None:
    """Return the name of the list a field is chosen from; `None` if it is typed freely."""
    if field.value_type is Type.FLAG:
        return _YES_NO
    if field.choices is not None:
        return ListName("list_" + _HUMP.sub("_", field.choices.__name__).lower())
    return ListName(f"list_{field.target}") if field.target else None


def folded(words: str) -> str:
    """Return words as they are compared: composed, small, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


class Wording:
    """The words for the codes and records of one plan in the language of now.

    Two records of a kind never share their words: where names do, the end of the key is added.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lists: dict[ListName, Labels] = {}

    def labels(self, field: Field) -> Labels:
        """Return the words a field can be filled with by code, in the order they are offered."""
        name = list_name(field)
        if name is None:
            return {}
        if name not in self._lists:
            self._lists[name] = dict(self._made(field))
        return self._lists[name]

    def lists(self, kinds: Iterator[Kind]) -> dict[ListName, Labels]:
        """Return every list that the fields of some kinds are chosen from, the longest first."""
        found: dict[ListName, Labels] = {}
        for kind in kinds:
            for field in kind.fields:
                name = list_name(field)
                if name is not None:
                    found[name] = self.labels(field)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))

    def _made(self, field: Field) -> Iterator[tuple[str, str]]:
        if field.value_type is Type.FLAG:
            yield from ((code, _(word)) for code, word in _FLAGS.items())
        elif field.choices is not None:
            yield from _apart({str(choice): _(choice.label) for choice in field.choices})
        else:
            records = self._plan.tables.get(field.target, {})
            words = {key: record_word(self._plan, field.target, key) for key in records}
            yield from sorted(_apart(words), key=lambda pair: folded(pair[1]))


def _apart(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield words by code, each only once."""
    clean = {key: _one_line(label) or key for key, label in words.items()}
    often = Counter(map(folded, clean.values()))
    ended = {
        key: label if often[folded(label)] == 1 else f"{label} [{key[-_KEY_END:]}]"
        for key, label in clean.items()
    }
    often = Counter(map(folded, ended.values()))
    for key, label in ended.items():
        yield key, label if often[folded(label)] == 1 else f"{clean[key]} [{key}]"


def _one_line(words: str) -> str:
    """Return words without what separates several of them in a cell."""
    return " ".join(words.replace(SEPARATOR.strip(), ",").split())[:_LONGEST]
