# SPDX-License-Identifier: EUPL-1.2
"""The four figures above the map."""

from collections.abc import Sequence

from planner.domain.plan import Plan
from planner.engine.outcome import Outcome, Severity
from planner.text import _, month_label, ngettext, number, significant, state_name
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure

MONEY, CAPACITY, COVERED, FINDINGS = "money", "capacity", "covered", "findings"
_NAMED = 5


def headline_figures(_plan: Plan, outcome: Outcome, month: int) -> dict[str, Figure]:
    """Return the figures by id, in the order in which they stand."""
    return {
        MONEY: _money(outcome),
        CAPACITY: _capacity(outcome, month),
        COVERED: _covered(outcome),
        FINDINGS: _findings(outcome),
    }


def _money(outcome: Outcome) -> Figure:
    head = outcome.headlines
    ceiling = head.union_ceiling_meur
    spent = head.union_committed_meur
    share = spent / ceiling if ceiling else None
    context = ""
    if head.union_tentative_meur > 0:
        context = _("+{amount} tentative").format(amount=number(head.union_tentative_meur, 0))
    return Figure(
        label=_("Union money, m€"),
        value=number(spent, 0),
        suffix=_("of {ceiling}").format(ceiling=number(ceiling, 0)) if ceiling else "",
        context=context,
        icon="coins",
        tone="danger" if share is not None and share > 1 else "neutral",
        share=share,
        asked=Asked("network", "", "union_committed"),
    )


def _capacity(outcome: Outcome, month: int) -> Figure:
    at_month = outcome.capacity_ef[:, :, month].sum(axis=0)
    running, planned = float(at_month[0]), float(at_month[1:].sum())
    return Figure(
        label=_("AI capacity {month}").format(month=month_label(month)),
        value=_("{amount} EF").format(amount=significant(running)),
        suffix=_("operational"),
        context=_("+{amount} EF planned").format(amount=significant(planned)),
        icon="zap",
        asked=Asked("network", "", "capacity_ef"),
    )


def _covered(outcome: Outcome) -> Figure:
    head = outcome.headlines
    missing = _few(head.not_covered)
    return Figure(
        label=_("States covered"),
        value=f"{len(head.covered)} / {len(head.covered) + len(head.not_covered)}",
        context=_("Missing: {states}").format(states=missing) if missing else _("None is missing"),
        icon="globe",
        tone="neutral" if missing else "success",
        asked=Asked("network", "", "covered"),
    )


def _few(states: Sequence[str]) -> str:
    """Name states by their codes; of many the first, because cards share one row."""
    rest = len(states) - _NAMED
    words = ", ".join(states[:_NAMED])
    return f"{words} +{number(rest)}" if rest > 0 else words


def missing_states(outcome: Outcome) -> str:
    """Name the member states without a node of their own."""
    return ", ".join(state_name(code) for code in outcome.headlines.not_covered)


def _findings(outcome: Outcome) -> Figure:
    checked = [finding for finding in outcome.findings if finding.checkable]
    errors = sum(finding.severity is Severity.ERROR for finding in checked)
    warnings = sum(finding.severity is Severity.WARNING for finding in checked)
    unknown = len(outcome.findings) - len(checked)
    context = ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
    if unknown:
        context += " · " + _("{count} open").format(count=unknown)
    return Figure(
        label=_("Rules broken"),
        value=str(errors),
        context=context,
        icon="triangle-alert" if errors else "circle-check",
        tone="danger" if errors else "neutral",
        asked=Asked("network", "", "rules_broken"),
    )
