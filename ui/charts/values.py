# SPDX-License-Identifier: EUPL-1.2
"""What a chart shows, as plain values.

Nothing here knows Qt or the planner's records: whoever fills a chart turns a plan and its outcome
into these values, and a test, an export or a table can read them. Months are counted from
January 2021 (index 0) to December 2035 (index 179); a value is the state at the end of its month.
Years are counted from 2021 (index 0) to 2035 (index 14). Sentences arrive translated.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from attrs import Attribute, field, frozen
from numpy.typing import NDArray

LineStyle = Literal["solid", "dashed"]
FloatArray = NDArray[np.float64]

MONTHS = 180
YEARS = 15
LEADING_BANDS = 7
OTHERS_INDEX = 7


def _as_floats(values: Any) -> FloatArray:  # noqa: ANN401 - anything numpy can read
    return np.ascontiguousarray(values, dtype=np.float64)


def _as_optional_floats(values: Any) -> FloatArray | None:  # noqa: ANN401 - as above
    return None if values is None else _as_floats(values)


def _length(count: int, *, finite: bool) -> Any:  # noqa: ANN401 - attrs validators are untyped
    """Return a validator for one value per month or year; unknown (nan) only if not `finite`."""

    def check(_: object, attribute: "Attribute[Any]", value: FloatArray | None) -> None:
        if value is None:
            return
        if value.shape != (count,):
            raise ValueError(f"{attribute.name}: {count} values expected, not {value.shape}")
        if finite and not np.isfinite(value).all():
            raise ValueError(f"{attribute.name}: a stacked value must be known")

    return check


@frozen(eq=False)
class Band:
    """One layer of a stacked area: shape (180,), never negative, in the unit of its chart."""

    label: str
    values: FloatArray = field(converter=_as_floats, validator=_length(MONTHS, finite=True))
    colour_index: int


@frozen(eq=False)
class Column:
    """One layer of stacked bars: shape (15,), in the unit of its chart; planned is hatched."""

    label: str
    values: FloatArray = field(converter=_as_floats, validator=_length(YEARS, finite=True))
    colour_index: int
    planned: bool = False


@frozen(eq=False)
class Line:
    """One curve: shape (180,); nan where unknown, which leaves a gap.

    `filled` tints the area below it; `dashed` says that it is needed or forecast, not there.
    """

    label: str
    values: FloatArray = field(converter=_as_floats, validator=_length(MONTHS, finite=False))
    colour_index: int
    style: LineStyle = "solid"
    filled: bool = False


@frozen(eq=False, kw_only=True)
class ChartValues:
    """What every chart says about itself; `summary` is one sentence for a screen reader."""

    title: str
    unit: str
    source: str
    as_of: str
    summary: str


@frozen(eq=False, kw_only=True)
class StackValues(ChartValues):
    """A stacked area by group, the largest group first.

    `running` is what is operational or deployed; `planned` lies hatched on top of it and is never
    part of what is available. `usable` is what of all of it can be used, (180,), and `limits` says
    what keeps the rest from being used in a month. `ghost` is the total of the reference, `ceiling`
    a limit, both (180,) in the unit of the chart; a ceiling may be nan where there is none.
    """

    running: tuple[Band, ...] = ()
    planned: tuple[Band, ...] = ()
    usable: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(MONTHS, finite=True)
    )
    limits: Callable[[int], str] | None = None
    ghost: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(MONTHS, finite=False)
    )
    ceiling: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(MONTHS, finite=False)
    )

    def running_total(self) -> FloatArray:
        """Sum the running groups for every month."""
        return _total(self.running, MONTHS)

    def planned_total(self) -> FloatArray:
        """Sum the planned groups for every month."""
        return _total(self.planned, MONTHS)

    def total(self) -> FloatArray:
        """Sum running and planned for every month."""
        return self.running_total() + self.planned_total()


@frozen(eq=False, kw_only=True)
class YearBars(ChartValues):
    """Stacked bars by year: who pays, against what there is.

    `envelope` is the ceiling of each year and `ghost` the total of the reference, both (15,) in the
    unit of the chart, nan where unknown.
    """

    columns: tuple[Column, ...] = ()
    envelope: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(YEARS, finite=False)
    )
    ghost: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(YEARS, finite=False)
    )

    def total(self) -> FloatArray:
        """Sum all columns for every year."""
        return _total(self.columns, YEARS)

    def over(self) -> NDArray[np.bool_]:
        """Tell for every year whether the bar is higher than its envelope."""
        if self.envelope is None:
            return np.zeros(YEARS, dtype=np.bool_)
        known = np.nan_to_num(self.envelope, nan=np.inf)
        return np.asarray(self.total() > known * (1 + 1e-9))


@frozen(eq=False, kw_only=True)
class LineValues(ChartValues):
    """Curves over time; `ghost` is the reference of the first line, (180,).

    What `is_whole` is counted in pieces, such as people.
    """

    lines: tuple[Line, ...] = ()
    ghost: FloatArray | None = field(
        default=None, converter=_as_optional_floats, validator=_length(MONTHS, finite=False)
    )
    is_whole: bool = False


def _total(layers: Sequence[Band | Column], count: int) -> FloatArray:
    if not layers:
        return np.zeros(count)
    return np.asarray(np.sum([layer.values for layer in layers], axis=0), dtype=np.float64)


def group_bands(
    labels: Sequence[str],
    running: FloatArray,
    planned: FloatArray,
    *,
    others: str,
    order: Sequence[str] | None = None,
) -> tuple[tuple[Band, ...], tuple[Band, ...]]:
    """Keep the seven leading groups and add up the rest, for running and planned alike.

    `running` and `planned` have shape (groups, 180). Groups lead by their sum over the horizon,
    or as `order` names them, so that colours stay while a plan is edited.
    """
    ranked = _ranking(labels, running + planned, order)
    leading, rest = ranked[:LEADING_BANDS], ranked[LEADING_BANDS:]
    return (
        _bands(labels, running, leading, rest, others),
        _bands(labels, planned, leading, rest, others),
    )


def _ranking(labels: Sequence[str], both: FloatArray, order: Sequence[str] | None) -> list[int]:
    by_size = [int(row) for row in np.argsort(-both.sum(axis=1), kind="stable")]
    if order is None:
        return by_size
    place = {label: rank for rank, label in enumerate(order)}
    return sorted(by_size, key=lambda row: place.get(labels[row], len(place)))


def _bands(
    labels: Sequence[str], values: FloatArray, leading: list[int], rest: list[int], others: str
) -> tuple[Band, ...]:
    bands = [Band(labels[row], values[row], index) for index, row in enumerate(leading)]
    if rest:
        bands.append(Band(others, values[rest].sum(axis=0), OTHERS_INDEX))
    return tuple(bands)


@frozen
class WeekBar:
    """Weeks on one machine; nan where unknown. `planned` is not operational yet, and hatched."""

    key: str
    label: str
    weeks: float
    planned: bool = False
    detail: str = ""


@frozen(eq=False, kw_only=True)
class WeekBars(ChartValues):
    """Weeks to train one workload by machine, the fastest first.

    `baseline` is the best of January 2024, `target` the weeks that count as weeks rather than
    months; both in weeks, nan where unknown. `left_out` counts the machines that are not shown.
    """

    bars: tuple[WeekBar, ...] = ()
    baseline: float = float("nan")
    baseline_label: str = ""
    target: float = float("nan")
    left_out: int = 0
