# SPDX-License-Identifier: EUPL-1.2
"""What the lists of findings and of history show, already worded."""

from collections.abc import Mapping

from attrs import field, frozen

from ui.widgets.asked import Asked
from ui.widgets.tone import Tone


@frozen
class FindingRow:
    """One finding: the record it is about, and the sentence that says what is wrong.

    `level` is what it is filtered by: error, warning, info or unchecked. `groups` says under which
    heading it stands, by way of grouping: (order, words). `finding` is what the row was made of,
    handed back with every wish; `accepted` says why it is accepted, if it is. `conflict` marks
    sources that differ.
    """

    rule: str
    severity: str
    tone: Tone
    icon: str
    where: str
    sentence: str
    kind: str
    key: str
    level: str = "error"
    groups: Mapping[str, tuple[str, str]] = field(factory=dict, hash=False)
    finding: object = None
    accepted: str = ""
    conflict: bool = False


@frozen
class Limit:
    """A number a rule compares with: what names it, and what it is called with its value."""

    key: str
    words: str


@frozen
class FindingDetail:
    """What there is to say and to do about one finding; `asked` is the number it is about.

    `disputed` tells that sources differ on that number, so that one can be chosen.
    """

    article: str
    limits: tuple[Limit, ...] = ()
    fix: str = ""
    accepted: str = ""
    asked: Asked | None = None
    disputed: bool = False


@frozen
class HistoryRow:
    """One step of the journal; `cells` are its lines of old and new values.

    `version` is the name somebody gave this moment, `where` the scenario the step edited. `is_here`
    marks the moment that is on screen. `groups` says under which heading it stands, by way of
    grouping.
    """

    id: str
    title: str
    when: str
    who: str
    what: str
    cells: tuple[str, ...]
    taken_back: bool = False
    version: str = ""
    where: str = ""
    is_here: bool = False
    groups: Mapping[str, str] = field(factory=dict, hash=False)
