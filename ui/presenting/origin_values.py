# SPDX-License-Identifier: EUPL-1.2
"""Which scenario set each value of a record, as its form shows it."""

import attrs

from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT
from planner.scenarios import Origin, Scenarios
from planner.text import _, moment_label, ngettext, number
from ui.panes.inspector import InspectorValues
from ui.presenting.scenario_values import scenario_name
from ui.widgets.record_form import Whose


def with_origins(
    values: InspectorValues, scenarios: Scenarios | None, scenario: str
) -> InspectorValues:
    """Return what the inspector shows with who set each value; nothing to add at the root."""
    if scenarios is None or scenario == ROOT or values.form is None:
        return values
    if scenario not in scenarios.root.plan.of(Scenario):
        return values
    fields = [field.name for field in values.form.kind.fields if field.name != "id"]
    whose = {name: _whose(scenarios, scenario, values, name) for name in fields}
    form = attrs.evolve(values.form, whose=whose)
    summary = _summary(scenarios, scenario, sum(one.is_here for one in whose.values()))
    return attrs.evolve(values, form=form, notes=(*values.notes, summary))


def _summary(scenarios: Scenarios, scenario: str, count: int) -> str:
    plan = scenarios.root.plan
    parent = scenario_name(plan, plan.get(Scenario, scenario).parent or ROOT)
    if not count:
        return _("All values are as in “{parent}”.").format(parent=parent)
    return ngettext(
        "{count} value is set in this scenario, the others are as in “{parent}”.",
        "{count} values are set in this scenario, the others are as in “{parent}”.",
        count,
    ).format(count=number(count), parent=parent)


def _whose(scenarios: Scenarios, scenario: str, values: InspectorValues, field: str) -> Whose:
    origin = scenarios.origin(scenario, values.kind, values.key, field)
    return Whose(origin.scenario == scenario, _words(scenarios, scenario, origin))


def _words(scenarios: Scenarios, scenario: str, origin: Origin) -> str:
    name = scenario_name(scenarios.root.plan, origin.scenario)
    if origin.scenario != scenario:
        return _("As in “{scenario}”").format(scenario=name)
    if origin.step is None:
        return _("Set in this scenario")
    return _("Set in this scenario by {who}, {moment}").format(
        who=origin.step.author, moment=moment_label(origin.step.at)
    )
