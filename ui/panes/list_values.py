# SPDX-License-Identifier: EUPL-1.2
"""What the lists of findings and of history show, already worded."""

from attrs import frozen

from ui.widgets.tone import Tone


@frozen
class FindingRow:
    """One finding: the record it is about, and the sentence that says what is wrong."""

    rule: str
    severity: str
    tone: Tone
    icon: str
    where: str
    sentence: str
    kind: str
    key: str


@frozen
class HistoryRow:
    """One step of the journal; `cells` are its lines of old and new values."""

    id: str
    title: str
    when: str
    who: str
    what: str
    cells: tuple[str, ...]
    taken_back: bool = False
