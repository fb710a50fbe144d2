# SPDX-License-Identifier: EUPL-1.2
"""What the access view is given to show: lines of the ledger, and the split of one machine."""

from collections.abc import Callable

from attrs import frozen

from ui.widgets.asked import Asked
from ui.widgets.share_bar import Segment
from ui.widgets.state_share import StateShare
from ui.widgets.tone import Tone

OfTotal = Callable[[float], str]
"""Say what part of the national share a part of all time is."""

Request = Callable[[float, str], str]
"""Say what part of the Union's time so many hours of a unit are."""


@frozen
class LedgerLine:
    """One line: a machine, a pool of it, or an allocation from a pool, with what is below it.

    `kind` and `key` name the record it opens; `cells` follow the name, worded and formatted, and
    `asked` are their numbers. Machines that name a `group` stand below it, whose heading adds up
    their `amounts`, the numbers of the last cells, `None` where unknown.
    """

    kind: str
    key: str
    name: str
    cells: tuple[str, ...]
    below: "tuple[LedgerLine, ...]" = ()
    tone: Tone = "neutral"
    detail: str = ""
    asked: tuple[Asked | None, ...] = ()
    group: str = ""
    amounts: tuple[float | None, ...] = ()


@frozen(kw_only=True)
class SplitValues:
    """Who pays and who uses one machine; shares of the whole, `None` where unknown.

    `agreed` tells whether the Union's share was entered rather than following its money. `states`
    are those that may pay for it and use it, which together pay `paid` and are given `given`.
    """

    kind: str
    key: str
    name: str
    cost: tuple[Segment, ...]
    time: tuple[Segment, ...]
    union: float | None
    agreed: bool
    notes: tuple[tuple[str, Tone], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    states: tuple[StateShare, ...] = ()
    paid: float = 1.0
    given: float = 1.0


@frozen(kw_only=True)
class AccessValues:
    """The ledger over a period, and the split of the machine in focus."""

    heads: tuple[str, ...]
    lines: tuple[LedgerLine, ...]
    split: SplitValues | None = None
