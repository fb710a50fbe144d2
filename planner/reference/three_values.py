# SPDX-License-Identifier: EUPL-1.2
"""Three values of one quantity: as the January 2024 framework had it, as it is now, as planned.

The first two are reference values with their own sources; what was never stated stays unknown,
unless the records say what was in operation then. The third is computed from the plan.
"""

import attrs

from planner.domain.plan import Plan
from planner.domain.records.assurance import ReferenceValue
from planner.engine.derivations import NETWORK, About, derived, reference_month_value
from planner.engine.network_figures import JANUARY_2024, OCTOBER_2026
from planner.engine.outcome import Outcome
from planner.engine.trust import Level, cell_level
from planner.reference.provenance import evidence_for
from planner.reference.tracing import figure_value
from planner.text import _

_STATED = (("framework_2024", JANUARY_2024), ("current", OCTOBER_2026))


@attrs.frozen
class Reading:
    """One of the three values in words: how far to trust it, its source, and what to ask for."""

    value: float | None
    words: str
    level: Level | None
    source: str
    about: About | None


@attrs.frozen
class ThreeValues:
    """A quantity with its three readings; `notes` say how they compare."""

    key: str
    name: str
    framework: Reading
    current: Reading
    scenario: Reading
    notes: str

    @property
    def differ(self) -> bool:
        """Tell whether two of the known values are not the same."""
        readings = (self.framework, self.current, self.scenario)
        known = [one.value for one in readings if one.value is not None]
        return any(abs(value - known[0]) > 1e-9 for value in known[1:])


def three_values(plan: Plan, outcome: Outcome, month: int) -> tuple[ThreeValues, ...]:
    """Return every quantity of the plan's reference values; stocks are those of `month`."""
    return tuple(_row(plan, outcome, row, month) for row in plan.of(ReferenceValue).values())


def _row(plan: Plan, outcome: Outcome, row: ReferenceValue, month: int) -> ThreeValues:
    framework, current = (_reading(plan, outcome, row, field, then) for field, then in _STATED)
    return ThreeValues(
        key=row.id,
        name=_(row.name),
        framework=framework,
        current=current,
        scenario=_scenario(plan, outcome, row, month),
        notes=_(row.notes) if row.notes else "",
    )


def _reading(plan: Plan, outcome: Outcome, row: ReferenceValue, field: str, month: int) -> Reading:
    value: float | None = getattr(row, field)
    if value is None:
        return _computed_then(outcome, row, month)
    cited = evidence_for(plan, ReferenceValue.KIND.name, row.id, field)
    source = cited[1].title if cited is not None and cited[1] is not None else ""
    about = About(ReferenceValue.KIND.name, row.id, field, month)
    level = cell_level(plan, row, field)
    return Reading(value, figure_value(value, row.unit or ""), level, source, about)


def _computed_then(outcome: Outcome, row: ReferenceValue, month: int) -> Reading:
    value = reference_month_value(outcome, row.figure or "", month)
    if value is None:
        return Reading(None, _("not stated"), None, "", None)
    series = (row.figure or "").partition(".")[0]
    about = About(NETWORK, "", f"{series}.available", month)
    return Reading(value, figure_value(value, row.unit or ""), None, _("the records"), about)


def _scenario(plan: Plan, outcome: Outcome, row: ReferenceValue, month: int) -> Reading:
    about = About(NETWORK, "", row.figure or "", month)
    figure = derived(plan, outcome, about) if row.figure else None
    if figure is None:
        return Reading(None, _("not computed"), None, "", None)
    words = figure_value(figure.value, row.unit or figure.unit)
    return Reading(figure.value, words, None, _("this plan"), about)
