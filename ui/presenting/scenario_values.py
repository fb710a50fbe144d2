# SPDX-License-Identifier: EUPL-1.2
"""Scenarios in words: what came from what, how far each has moved, and what came of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from planner.domain.history import Step
from planner.domain.plan import Plan
from planner.domain.records.approvals import Approval
from planner.domain.records.scenarios import Colour, Scenario, Version
from planner.domain.scenarios import ROOT, Node, tree
from planner.engine.outcome import Severity
from planner.reference.built_in import CURRENT, JANUARY
from planner.scenarios import Distance, Scenarios
from planner.sentences import loose_end_sentence, name_in, names_in, step_title
from planner.text import N_, _, moment_label, ngettext, number
from ui.widgets.text_table import TextRow, TextRows

if TYPE_CHECKING:  # a batch is not needed for the first paint
    from planner.variations import Figures

_MOST_ENDS = 5
_CAME_WITH_IT = N_("It came with the plan.")
_BUILT_IN = {
    CURRENT: N_(
        "The network as it is, with what has been signed, before the first edit of this plan."
        " It came with the plan, to compare with."
    ),
    JANUARY: N_(
        "What stood in January 2024: the machines of then and what was known of money, rules and"
        " needs. It came with the plan, to compare with."
    ),
}
_COUNTED = (Severity.ERROR, Severity.WARNING)


@frozen(kw_only=True)
class ScenarioEntry:
    """A scenario in the tree; the plan itself has the empty key.

    `fixed` says that it must not be edited, `moved` how far it is from what it came from,
    `approval` where it stands if anybody has submitted it.
    """

    key: str
    name: str
    depth: int
    colour: Colour | None = None
    fixed: bool = False
    archived: bool = False
    moved: str = ""
    authors: str = ""
    state: str = ""
    approval: str = ""
    tags: str = ""

    def found_by(self, holds: Callable[[str], bool]) -> bool:
        """Tell whether what is said about it holds what is looked for."""
        return holds(f"{self.name} {self.authors} {self.state} {self.tags}")


def plan_itself() -> str:
    """Return what the plan at the root is called beside its scenarios."""
    return _("The plan itself")


def scenario_name(plan: Plan, scenario: str) -> str:
    """Return what a scenario is called."""
    found = plan.of(Scenario).get(scenario)
    return plan_itself() if found is None else name_in(plan, found)


def scenario_entries(scenarios: Scenarios) -> tuple[ScenarioEntry, ...]:
    """Return the plan itself and all that was branched from it, each after what it came from."""
    plan = scenarios.root.plan
    approval = approval_word(scenarios, ROOT)
    first = ScenarioEntry(key=ROOT, name=plan_itself(), depth=0, state=approval, approval=approval)
    return (first, *_below(scenarios, plan, tree(plan), 1))


def moved_words(distance: Distance) -> str:
    """Say how far a scenario is from what it came from."""
    if not distance.cells:
        return _("no difference")
    said = ngettext("{count} value", "{count} values", distance.cells)
    return said.format(count=number(distance.cells))


def about_scenario(scenarios: Scenarios, key: str) -> tuple[str, ...]:
    """Return what there is to say about a scenario: lines to read below the tree."""
    plan = scenarios.root.plan
    found = plan.of(Scenario).get(key)
    if found is None:
        return (
            _("The plan everybody starts from. Scenarios are branched from it."),
            _(
                "It cannot be locked, because scenarios, named versions and approvals are written "
                "into it. To keep what it holds today, have it approved, so that every change "
                "shows, or branch from it and lock the branch."
            ),
        )
    return tuple(filter(None, _about(scenarios, plan, found)))


def results(scenarios: Scenarios, figures: Mapping[str, "Figures"], year: int) -> TextRows:
    """Return the figures of scenarios side by side, in the order in which they are given."""
    heads = (
        _("Scenario"),
        _("EFLOP/s"),
        _("Accelerators"),
        _("M hours {year}").format(year=year),
        _("Union, m€"),
        _("Total, m€"),
        *(_(level.label) for level in _COUNTED),
    )
    plan = scenarios.root.plan
    places = enumerate(figures.items())
    rows = tuple(_result(plan, key, one, place) for place, (key, one) in places)
    return TextRows(heads=heads, right="l" + "r" * (len(heads) - 1), rows=rows)


def named_steps(plan: Plan, scenario: str) -> Mapping[str, str]:
    """Return the names of versions of a scenario by the step they name."""
    versions = (one for one in plan.of(Version).values() if (one.scenario or ROOT) == scenario)
    return {one.step or "": one.name for one in versions}


def moment_words(step: Step | None, plan: Plan, version: str = "") -> str:
    """Say which moment of the history one is at."""
    if step is None:
        said = _("before the first edit")
    else:
        said = _("after {moment}, {who}: {edit}").format(
            moment=moment_label(step.at), edit=step_title(step, plan), who=step.author
        )
    if not version:
        return said
    return _("“{version}”, {moment}").format(version=version, moment=said)


def _below(
    scenarios: Scenarios, plan: Plan, nodes: Sequence[Node], depth: int
) -> Iterator[ScenarioEntry]:
    for node in nodes:
        yield _entry(scenarios, plan, node.scenario, depth)
        yield from _below(scenarios, plan, node.children, depth + 1)


def _entry(scenarios: Scenarios, plan: Plan, found: Scenario, depth: int) -> ScenarioEntry:
    distance = scenarios.distance(found.id)
    approval = approval_word(scenarios, found.id)
    return ScenarioEntry(
        key=found.id,
        name=name_in(plan, found),
        depth=depth,
        colour=found.colour,
        fixed=bool(found.built_in or found.archived or found.locked_reason),
        archived=found.archived,
        moved=moved_words(distance),
        authors="" if found.built_in else ", ".join(distance.authors),  # nobody here decided it
        state=", ".join(filter(None, (_state(found), approval))),
        approval=approval,
        tags=(found.tags or "").replace(";", " · "),
    )


def _state(found: Scenario) -> str:
    if found.built_in:
        return _("built in, read only")
    parts = [_("linked") if found.linked else _("cut loose")]
    if found.locked_reason:
        parts.append(_("locked"))
    if found.archived:
        parts.append(_("archived"))
    return ", ".join(parts)


def approval_word(scenarios: Scenarios, scenario: str) -> str:
    """Say where a scenario stands by its latest approval, nothing if it has none.

    That takes a digest of all it holds, so it is worked out for those only that have one.
    """
    root = scenarios.root.plan
    if all((row.scenario or ROOT) != scenario for row in root.of(Approval).values()):
        return ""
    from planner.exchange.approvals import verdicts  # noqa: PLC0415 - start-up time
    from ui.presenting.approval_values import standing  # noqa: PLC0415 - start-up time

    return standing(verdicts(root, scenario, scenarios.plan_of(scenario))).word


def _about(scenarios: Scenarios, plan: Plan, found: Scenario) -> Iterator[str]:
    yield found.description or ""
    yield _came_from(scenarios, plan, found)
    if found.locked_reason:
        yield _("Locked: {reason}").format(reason=found.locked_reason)
    yield from _loose_ends(scenarios, found)


def _came_from(scenarios: Scenarios, plan: Plan, found: Scenario) -> str:
    parent = scenario_name(plan, found.parent or ROOT)
    if found.built_in:
        return _(_BUILT_IN.get(found.id, _CAME_WITH_IT))
    if found.linked:
        return _(
            "Linked to “{parent}”: what is edited there arrives here, wherever nothing else was"
            " decided."
        ).format(parent=parent)
    steps = {step.id: step for step in scenarios.open(found.parent or ROOT).history()}
    fork = steps.get(found.fork or "")
    when = moment_label(fork.at) if fork else _("before the first edit")
    return _("Starts from “{parent}” as it stood: {moment}.").format(parent=parent, moment=when)


def _loose_ends(scenarios: Scenarios, found: Scenario) -> Iterator[str]:
    ends = scenarios.loose_ends(found.id)
    if not ends:
        return  # a session once opened costs with every edit
    session = scenarios.open(found.id)
    steps = [step.id for step in session.history()]
    plan, names = session.plan, names_in(session.cells_of(steps))
    yield from (loose_end_sentence(end, plan, names) for end in ends[:_MOST_ENDS])
    rest = len(ends) - _MOST_ENDS
    if rest > 0:
        said = ngettext("{count} more decision rests.", "{count} more decisions rest.", rest)
        yield said.format(count=number(rest))


def _result(plan: Plan, key: str, figures: "Figures", place: int) -> TextRow:
    counts = [figures.findings[str(level)] for level in _COUNTED]
    values = (
        figures.capacity_ef,
        figures.accelerators,
        figures.accelerator_hours / 1e6,
        figures.union_meur,
        figures.total_meur,
        *counts,
    )
    digits = (2, 0, 1, 1, 1, *(0 for _count in counts))
    name = scenario_name(plan, key)
    cells = (name, *(number(value, n) for value, n in zip(values, digits, strict=True)))
    return TextRow(cells, kind="scenario", key=key or "root", sorts=(place, *values))
