# SPDX-License-Identifier: EUPL-1.2
"""What the map and the board are given to show: plain values, already worded and formatted.

Panes know no record, store or rule; whoever owns those turns them into these.
A month is an index, 0 = January 2021.
"""

from collections.abc import Callable, Mapping

from attrs import field, frozen

FIRST_YEAR = 2021
MONTHS = 180  # January 2021 to December 2035
LAST_MONTH = MONTHS - 1

Payload = Mapping[str, str]
"""What is being dragged: `{"template": id}` from the catalogue, `{"measure": id}` for a bar."""


@frozen
class StateValue:
    """One state's figure; `value` None means unknown and is hatched, never the lowest step."""

    state: str
    value: float | None
    text: str
    detail: str = ""


@frozen
class Choropleth:
    """A figure for every participating state, cut into seven steps by six inner breaks.

    `diverging` marks a difference: the middle step is none, below it loss, above it gain.
    """

    title: str
    unit: str
    breaks: tuple[float, ...]
    values: tuple[StateValue, ...] = field(repr=False)
    diverging: bool = False

    def by_state(self) -> dict[str, StateValue]:
        """Index the values by state code."""
        return {value.state: value for value in self.values}


@frozen
class SiteMark:
    """A machine or hub on the map; `size` from 0 to 1, `lat` and `lon` in degrees.

    `layer` is the kind of places it is shown with.
    """

    key: str
    name: str
    state: str
    lat: float
    lon: float
    kind: str
    operational: bool
    size: float = 0.0
    text: str = ""
    layer: str = ""


@frozen
class MapTie:
    """A line between two places that belong together, in degrees; `text` is said on hover.

    A line is `faint` where the selected state has nothing to do with it.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    text: str
    faint: bool = False


@frozen
class MapFlow:
    """Hours that users of one state get from machines of another.

    `incoming` says that the selected state is the user; `share` is the part of all hours that flow
    that way, `text` what is said on hover.
    """

    giver: str
    user: str
    incoming: bool
    share: float
    text: str = ""


@frozen
class BoardRow:
    """One row of the board: a state, or a lane such as a factory, by its key.

    `covered` tells whether anything serves a state by the shown month, `None` for a lane. `home`
    is the state that a lane stands for, empty where it stands for none.
    """

    state: str
    name: str
    count: int
    covered: bool | None
    detail: str = ""
    home: str | None = None

    @property
    def place(self) -> str:
        """Return the state in which something dropped on the row would lie."""
        return self.state if self.home is None else self.home


@frozen
class BoardBar:
    """One measure or machine on the board, from month `start` up to and including `end`.

    `locked` bars exist already and cannot be moved; `conflict` is the word of a broken rule.
    `state` is where it lies, whatever its row stands for; `operational` bars have a firm edge.
    `stays` says why a locked bar is, `lasting` bars cannot be removed.
    `marks` are the first and last month of what stands beside it: no other bar lies below that.
    """

    key: str
    row: str
    label: str
    kind: str
    status: str
    start: int
    end: int
    tentative: bool = False
    locked: bool = False
    detail: str = ""
    conflict: str = ""
    state: str = ""
    operational: bool = False
    marks: tuple[int, int] | None = None
    lasting: bool = False
    stays: str = ""


@frozen
class DropVerdict:
    """Whether a place takes what is held over it, and the sentence that says why."""

    accepted: bool
    sentence: str


Verdict = Callable[[Payload, str, int], DropVerdict]
"""Asked with what is held, the state below it and the month."""


def clamp_month(month: int) -> int:
    """Bring a month index into the planning period."""
    return max(0, min(LAST_MONTH, month))
