# SPDX-License-Identifier: EUPL-1.2
"""Finds what is typed among all records, questions and findings, and goes there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from planner.domain.schema import Choice, Kind, Record
from planner.engine.outcome import Finding
from planner.engine.search import Hit, Index, folded
from planner.reference.glossary import glossary
from planner.sentences import finding_sentence, record_word
from planner.text import _, labelled, language, state_name, state_names
from ui.dialogs.palette import PaletteEntry
from ui.edits import Edits

_ICONS: Mapping[str, str] = {
    "state": "map-pin",
    "measure": "pencil",
    "system": "cpu",
    "factory": "building-2",
    "source": "file-text",
    "envelope": "wallet",
}
_RECORDS, _FINDINGS = 40, 15
_LOOKED_AT = 400  # records of which the nearest are shown
_A_WORD = 4  # letters
_WORD = re.compile(r"\w+")

Reveal = Callable[[str, str], None]


class Searching:
    """Keeps the index of the plan on screen; it is made with the first search."""

    def __init__(
        self,
        edits: Edits,
        *,
        reveal: Reveal,
        explain: Callable[[str], None],
        answer: Callable[[str, str], None],
    ) -> None:
        """`reveal` goes to a record, `explain` to a term, `answer` to a section of a page."""
        self._edits = edits
        self._explain = explain
        self._answer = answer
        self._reveal = reveal
        self._index: Index | None = None
        self._language = ""

    def find(self, words: str) -> Sequence[PaletteEntry]:
        """Return pages, records, questions, findings and terms that hold all the words.

        A record that only tells of it somewhere, or has it as part of another word, comes after
        the question that asks for it: who looks for the east does not mean Easter.
        """
        plan = self._edits.session.plan
        if self._index is None or self._language != language():
            self._index, self._language = Index(_also_called), language()
        hits = self._index.find(plan, words, limit=_LOOKED_AT)
        wanted = folded(words).split()
        best = sorted(hits, key=lambda hit: _how_near(self._word(hit), words, hit))[:_RECORDS]
        so = [hit for hit in best if hit.in_name and _has_words(self._word(hit), words)]
        partly = (self._record(hit) for hit in best if hit.in_name and hit not in so)
        telling = (self._record(hit) for hit in best if not hit.in_name)
        questions = list(self._questions(wanted))
        asking = [one for one in questions if _has_words(one.words, words)]
        others = (one for one in questions if one not in asking)
        called = (self._record(hit) for hit in so)
        ways = (self._sheets(wanted), called, asking, partly, others, telling)
        return [*chain(*ways, self._findings(wanted), self._terms(wanted))]

    def _record(self, hit: Hit) -> PaletteEntry:
        plan = self._edits.session.plan
        kind = plan.schema.kind(hit.kind)
        state = getattr(plan.table(hit.kind)[hit.key], "state", None)
        hint = f"{_(kind.label)} · {state_name(state)}" if state else _(kind.label)
        return PaletteEntry(
            self._word(hit),
            hint,
            _ICONS.get(hit.kind, "file"),
            lambda: self._reveal(hit.kind, hit.key),
        )

    def _word(self, hit: Hit) -> str:
        return _(record_word(self._edits.session.plan, hit.kind, hit.key))

    def _sheets(self, wanted: Sequence[str]) -> Iterator[PaletteEntry]:
        from planner.report.pages import SHEETS  # noqa: PLC0415 - start-up time

        for spec in SHEETS:
            if all(word in folded(_(spec.title)) for word in wanted):
                show = partial(self._answer, spec.name, "")
                yield PaletteEntry(_(spec.title), _("Pages and sheets"), "printer", show)

    def _questions(self, wanted: Sequence[str]) -> Iterator[PaletteEntry]:
        from planner.report.pages import QUESTIONS  # noqa: PLC0415 - start-up time

        for one in QUESTIONS:
            if all(word in folded(f"{_(one.words)} {_(one.asker)}") for word in wanted):
                show = partial(self._answer, one.sheet, one.section)
                yield PaletteEntry(_(one.words), _(one.asker), "circle-question-mark", show)

    def _findings(self, wanted: Sequence[str]) -> Iterator[PaletteEntry]:
        session, shown = self._edits.session, 0
        for finding in session.outcome.findings:
            words = labelled(finding.rule, finding_sentence(finding, session.plan))
            if all(word in folded(words) for word in wanted):
                yield self._finding(finding, words)
                shown += 1
            if shown == _FINDINGS:
                return

    def _terms(self, wanted: Sequence[str]) -> Iterator[PaletteEntry]:
        for term in glossary():
            if all(word in folded(term.name()) for word in wanted):
                words = labelled(term.name(), term.explained())
                show = partial(self._explain, term.name())
                yield PaletteEntry(words, _("Term"), "info", show)

    def _finding(self, finding: Finding, words: str) -> PaletteEntry:
        return PaletteEntry(
            words,
            _("Finding"),
            "triangle-alert",
            lambda: self._reveal(finding.kind, finding.key),
        )


def _how_near(word: str, words: str, hit: Hit) -> tuple[bool, bool, bool, bool, bool]:
    """Order by nearness: called so, has the words, begins so, has it in its name; sources last."""
    called, asked = folded(word), folded(words).strip()
    whole = _has_words(word, words)
    begins = called.startswith(asked)
    return (called != asked, hit.kind == "source", not whole, not begins, not hit.in_name)


def _has_words(text: str, asked: str) -> bool:
    """Tell whether a text has what is asked for as words of its own; less is still being typed."""
    wanted = set(_WORD.findall(folded(asked)))
    is_whole = any(len(word) >= _A_WORD for word in wanted)
    return is_whole and wanted <= set(_WORD.findall(folded(text)))


def _also_called(kind: Kind, record: Record) -> Iterable[str]:
    """Yield a record's states and choices in the current language, a state in all of the Union."""
    if kind.name == "state":
        yield from sorted(state_names(record.id))
    for field in kind.fields:
        value = getattr(record, field.name)
        if isinstance(value, Choice):
            yield _(value.label)
        elif field.target == "state" and value:
            for key in value if isinstance(value, tuple) else (value,):
                yield state_name(key)
