# SPDX-License-Identifier: EUPL-1.2
"""What a number means: its description or its formula, and the terms of the field named in it."""

from collections.abc import Iterator

from planner.engine.derivations import About
from planner.reference.figure_meanings import figure_meaning
from planner.reference.glossary import terms_in
from planner.reference.tracing import Trace, Tracer
from planner.text import _, labelled, ngettext

_TERMS = _PARTS = 3


def meaning(
    tracer: Tracer, about: About | None, said: str, *, computed: bool = False
) -> list[tuple[str, str]]:
    """Return what is to be explained, each with its words: the number first, then its terms.

    `said` is what the part of the window is called, where terms are looked for as well.
    """
    trace = None if about is None else tracer.trace(about, computed=computed)
    number = [] if about is None or trace is None else [_of_number(tracer, about, trace)]
    first_lines = (line for head, words in number for line in (head, words.split("\n")[0]))
    words = " ".join((said, *first_lines))
    return [*number, *((one.name(), one.explained()) for one in terms_in(words)[:_TERMS])]


def _of_number(tracer: Tracer, about: About, trace: Trace) -> tuple[str, str]:
    return labelled(trace.label, trace.value), "\n".join(_explained(tracer, about, trace))


def _explained(tracer: Tracer, about: About, trace: Trace) -> Iterator[str]:
    """Yield the description of a field, or how a figure is worked out."""
    if trace.is_cell:
        described = tracer.plan.schema.kind(about.kind).field(about.code).description
        yield from (_(words) for words in (described,) if words)
        return
    yield from (words for words in (figure_meaning(about.code),) if words)
    yield from (labelled(*line) for line in trace.lines)
    parts = [labelled(part.label, part.value) for part in trace.parts[:_PARTS]]
    if parts:
        left = len(trace.parts) - len(parts)
        more = ngettext("and {count} more", "and {count} more", left).format(count=left)
        yield labelled(_("Made of"), "; ".join([*parts, more] if left else parts))
