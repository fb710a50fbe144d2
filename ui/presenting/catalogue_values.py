# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue shows: every template with its usual size, cost and lead time."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.measures import MeasureKind, Template
from planner.sentences import size_words
from planner.text import N_, _, ngettext, number, significant
from ui.panes.catalogue import CatalogueGroup
from ui.widgets.measure_tile import Tile

_GROUPS: Mapping[str, tuple[MeasureKind, ...]] = {
    N_("Supercomputers"): (MeasureKind.SYSTEM, MeasureKind.UPGRADE),
    N_("Data centres"): (MeasureKind.DATA_CENTRE, MeasureKind.LINK),
    N_("Services"): (MeasureKind.SUPPORT, MeasureKind.ANTENNA),
    N_("Talent programmes"): (
        MeasureKind.MASTER,
        MeasureKind.DOCTORAL,
        MeasureKind.COURSE,
        MeasureKind.FELLOWSHIP,
    ),
}


def catalogue_groups(plan: Plan) -> tuple[CatalogueGroup, ...]:
    """Return the templates of a plan by group, in order of kind and cost."""
    templates = sorted(plan.of(Template).values(), key=lambda t: (-(_cost(t) or 0.0), t.id))
    groups = []
    for title, kinds in _GROUPS.items():
        tiles = tuple(_tile(t) for kind in kinds for t in templates if t.kind is kind)
        if tiles:
            groups.append(CatalogueGroup(_(title), tiles))
    return tuple(groups)


def _cost(template: Template) -> float | None:
    unit, fixed = template.unit_cost_central, template.fixed_cost_central
    if unit is None and fixed is None:
        return None
    return (unit or 0.0) * template.size + (fixed or 0.0)


def _cost_words(template: Template) -> str:
    cost, running = _cost(template), template.opex_meur_per_year
    if cost:
        return _("{amount} m€").format(amount=significant(cost))
    if running:
        return _("{amount} m€ a year").format(amount=significant(running))
    return _("cost unknown")


def _tile(template: Template) -> Tile:
    months = ngettext("{count} month", "{count} months", template.lead_months).format(
        count=template.lead_months
    )
    lines = [
        _(template.description) if template.description else "",
        size_words(template.kind, template.size),
        _range(template),
    ]
    return Tile(
        key=template.id,
        name=_(template.name),
        note=f"{_cost_words(template)} · {months}",
        kind=template.kind.family,
        detail="\n".join(line for line in lines if line),
    )


def _range(template: Template) -> str:
    low, high = template.unit_cost_low, template.unit_cost_high
    if low is None or high is None:
        return ""
    fixed_low, fixed_high = template.fixed_cost_low or 0.0, template.fixed_cost_high or 0.0
    return _("At the usual size {low} to {high} m€").format(
        low=number(low * template.size + fixed_low, 1),
        high=number(high * template.size + fixed_high, 1),
    )
