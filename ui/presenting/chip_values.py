# SPDX-License-Identifier: EUPL-1.2
"""What the page of chips shows: delays, orders, quarters and what a euro buys, in words."""

from collections.abc import Sequence

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.evidence import Evidence, evidence_key
from planner.domain.records.infrastructure import Accelerator, System
from planner.domain.records.measures import Template
from planner.engine.outcome import Outcome
from planner.engine.supply import Order, Quarter, orders, quarters, values
from planner.sentences import record_word
from planner.text import _, month_label, number, significant, state_name
from ui.panes.chips import ChipValues, DelayRow, Offer
from ui.widgets.asked import Asked
from ui.widgets.fact_table import Cell, Line, TableValues

AHEAD_MONTHS = 30


def chip_values(plan: Plan, outcome: Outcome) -> ChipValues:
    """Return what the page of chips shows."""
    waiting = orders(plan, outcome)
    return ChipValues(
        delays=delay_rows(plan, waiting),
        orders=_orders(plan, waiting),
        quarters=_quarters(quarters(plan)),
        euro=_euro(plan),
        offers=_offers(plan),
    )


def delay_rows(plan: Plan, waiting: Sequence[Order]) -> tuple[DelayRow, ...]:
    """Return one slider for each vendor and, below it, each of its generations.

    Only chips somebody waits for have one, and those that are delayed already.
    """
    late = {(row.vendor or "", row.generation or ""): row for row in plan.of(ChipDelay).values()}
    pairs = {(o.vendor or "", o.generation or "") for o in waiting if o.vendor or o.generation}
    pairs |= {(vendor, "") for vendor, _generation in pairs if vendor} | set(late)
    return tuple(
        DelayRow(
            vendor=vendor,
            generation=generation,
            name=generation or vendor,
            months=late[vendor, generation].months if (vendor, generation) in late else 0,
            machines=sum(_waits(order, vendor, generation) for order in waiting),
            asked=Asked("chip_delay", late[vendor, generation].id, "months")
            if (vendor, generation) in late
            else None,
        )
        for vendor, generation in sorted(pairs)
    )


def _waits(order: Order, vendor: str, generation: str) -> bool:
    return vendor in ("", order.vendor) and generation in ("", order.generation)


def _orders(plan: Plan, waiting: Sequence[Order]) -> TableValues:
    heads = (
        _("Machine"),
        _("State"),
        _("Chip"),
        _("Number"),
        _("Ordered"),
        _("Chips come"),
        _("In service"),
    )
    known = [order for order in waiting if order.model is not None]
    rest = len(waiting) - len(known)
    return TableValues(
        title=_("Who waits for chips"),
        heads=heads,
        right="   r",
        lines=tuple(_order(plan, order) for order in known),
        note=_("{count} more machines are planned whose chip is not known.").format(count=rest)
        if rest
        else "",
        empty=_("No machine of a known chip is waiting."),
    )


def _order(plan: Plan, order: Order) -> Line:
    late = order.delay > 0
    moved = order.accepted is not None and order.accepted != order.planned
    service = _month(order.accepted)
    if moved:
        service = _("{planned} → {month}").format(planned=_month(order.planned), month=service)
    model = plan.of(Accelerator).get(order.model or "")
    base = (order.kind, order.key)
    ordered = "contracted" if order.kind == System.KIND.name else "start"
    return Line(
        (
            Cell(_(record_word(plan, order.kind, order.key))),
            Cell(state_name(order.state)),
            Cell(_("unknown") if model is None else model.name),
            Cell(number(order.quantity), asked=Asked(*base, "accelerators")),
            Cell(_month(order.ordered), asked=Asked(*base, ordered)),
            Cell(
                _month(order.delivered),
                assumed=_assumed_delivery(plan, order),
                asked=_delivery_number(plan, order) or Asked(*base, ordered),
            ),
            Cell(
                service,
                token="warning" if late else "",
                asked=Asked(*base, "in_service", computed=True),
            ),
        ),
        kind=order.kind,
        key=order.key,
    )


def _delivery_number(plan: Plan, order: Order) -> Asked | None:
    """Return the recorded month of delivery, if there is one."""
    found = (
        row.id
        for row in plan.of(Delivery).values()
        if order.key in (row.system, row.measure) and row.last_month is not None
    )
    return next((Asked("delivery", key, "last_month") for key in found), None)


def _assumed_delivery(plan: Plan, order: Order) -> bool:
    if order.delivered is None:
        return False
    if not order.window:
        return True
    found = plan.of(Evidence).get(evidence_key("delivery", order.key, "last_month"))
    return found is not None and found.assumption


def _quarters(found: Sequence[Quarter]) -> TableValues:
    return TableValues(
        title=_("Deliveries by quarter"),
        heads=(_("Quarter"), _("Generation"), _("Needed"), _("Can be had"), _("Too many")),
        right="  rrr",
        lines=tuple(_quarter(one) for one in found),
        note=_(
            "How many can be had in a quarter is set by planners, in the records “Supply of "
            "chips”; no public figure is known."
        ),
        empty=_("Nothing with a known chip, number and month is on order."),
    )


def _quarter(quarter: Quarter) -> Line:
    needed = number(quarter.needed)
    if quarter.tentative:
        needed = _("{needed}, of them {tentative} tentative").format(
            needed=needed, tentative=number(quarter.tentative)
        )
    excess = number(quarter.excess) if quarter.excess else "–"
    asked = Asked("network", "", f"chips_needed.{quarter.generation}", month=quarter.first)
    return Line(
        (
            Cell(_("from {month}").format(month=month_label(quarter.first))),
            Cell(quarter.generation),
            Cell(needed, asked=asked),
            Cell(_("not set") if quarter.cap is None else number(quarter.cap)),
            Cell(excess, token="danger" if quarter.excess else ""),
        )
    )


def _euro(plan: Plan) -> TableValues:
    lines = (
        Line(
            (
                Cell(_(record_word(plan, "template", value.template))),
                Cell(_(record_word(plan, "accelerator", value.model))),
                Cell(
                    significant(value.tflops_per_keur),
                    asked=Asked("template", value.template, "tflops_per_keur", computed=True),
                ),
            ),
            kind="template",
            key=value.template,
        )
        for value in values(plan)
    )
    return TableValues(
        title=_("What a thousand euro buys"),
        heads=(_("Template"), _("Chip"), _("TFLOP/s BF16 dense")),
        right="  r",
        lines=tuple(lines),
        note=_("System and network included, at the central cost of the catalogue."),
        empty=_("No template has a chip of known peak and a price."),
    )


def _offers(plan: Plan) -> tuple[Offer, ...]:
    best = next(iter(values(plan)), None)
    if best is None:
        return ()
    found = plan.get(Template, best.template)
    if "→" in found.name:
        return ()
    words = _("Add the next generation of “{template}” to the catalogue")
    return (
        Offer(
            template=best.template,
            words=_("Add the next generation"),
            detail=words.format(template=_(found.name)),
        ),
    )


def _month(month: float | None) -> str:
    return _("unknown") if month is None else month_label(round(month))
