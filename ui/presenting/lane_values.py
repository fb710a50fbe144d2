# SPDX-License-Identifier: EUPL-1.2
"""The supply lane: contracts with delivery windows, European chips by steps, quantum."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipStage, ChipStep, Delivery
from planner.domain.records.cooperation import Initiative, InitiativeKind
from planner.domain.records.infrastructure import Accelerator, System, SystemClass
from planner.domain.records.measures import Measure
from planner.domain.schema import Record
from planner.engine.derivations import NETWORK
from planner.engine.outcome import Outcome
from planner.engine.supply import Order, orders
from planner.engine.supply_figures import AWAITED
from planner.engine.uptake_figures import total_code
from planner.sentences import record_word
from planner.text import N_, _, number, percent, state_name
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import Cells, GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.group_words import with_unknown

FACES: Mapping[str, str] = {
    "contracts": N_("Contracts"),
    "steps": N_("European chips"),
    "quantum": N_("Quantum"),
    "initiatives": N_("Initiatives"),
}
GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "maker": N_("By vendor or initiative"),
    "generation": N_("By generation or step"),
    "risk": N_("By risk or status"),
}
CARDS = 3
_CONTRACT = ("accelerator", "quantity", "ordered", "first_month", "last_month", "risk", "licence")
_STEP = ("initiative", "stage", "baseline", "forecast", "actual", "system", "quantum", "notes")
_QUANTUM = ("state", "status", "accepted", "classical_host", "cost_meur", "notes")
_INITIATIVE = ("kind", "started", "budget_meur", "union_meur", "partners", "readiness", "notes")
_NUMBERS = frozenset(
    {"quantity", "budget_meur", "union_meur", "partners", "readiness", "cost_meur"}
)
_CHIPS = frozenset({InitiativeKind.CHIPS, InitiativeKind.QUANTUM})
_LONE_VENDOR = 0.8  # CHP-02 remarks on more from one vendor


def lane_values(plan: Plan, outcome: Outcome, *, face: str, grouping: str) -> GridValues:
    """Return one face of the lane."""
    return _FACES[face](plan, outcome, grouping)


def lane_figures(plan: Plan, outcome: Outcome) -> tuple[Figure, ...]:
    """Return on whom supply depends, and how much of it has a date."""
    rows = plan.of(Delivery).values()
    steps = plan.of(ChipStep).values()
    dated = sum(row.last_month is not None for row in rows)
    told = sum(row.forecast is not None or row.actual is not None for row in steps)
    return (
        _vendor_card(orders(plan, outcome)),
        Figure(
            _("Contracts with a window"),
            f"{number(dated)} / {number(len(rows))}",
            icon="calendar",
            context=_("the others wait for a date"),
            asked=Asked(NETWORK, "", "contracts_dated", computed=True),
        ),
        Figure(
            _("Chip steps with a month"),
            f"{number(told)} / {number(len(steps))}",
            icon="cpu",
            context=_("none was published") if not told else "",
            asked=Asked(NETWORK, "", "chip_steps_dated", computed=True),
        ),
    )


def _vendor_card(waiting: Sequence[Order]) -> Figure:
    counts: dict[str, int] = {}
    for order in waiting:
        if order.vendor and order.quantity is not None:
            counts[order.vendor] = counts.get(order.vendor, 0) + order.quantity
    total, label = sum(counts.values()), _("Largest vendor awaited")
    silent = sum(order.quantity is None or not order.vendor for order in waiting)
    words = _("vendor or number unknown for {count} of {all} machines").format(
        count=number(silent), all=number(len(waiting))
    )
    if not total:
        return Figure(label, _("not known"), icon="package-open", context=words)
    first = min(counts, key=lambda name: (-counts[name], name))
    share = counts[first] / total
    return Figure(
        label,
        first,
        _("{share} of those known").format(share=percent(share)) if silent else percent(share),
        words if silent else "",
        icon="package-open",
        tone="warning" if share > _LONE_VENDOR else "neutral",
        asked=Asked(NETWORK, "", f"{AWAITED}.{first}", computed=True),
    )


def _contracts(plan: Plan, outcome: Outcome, grouping: str) -> GridValues:
    columns = (
        GridColumn("maker", _("Vendor")),
        GridColumn("generation", _("Generation")),
        *_columns(Delivery, _CONTRACT),
        GridColumn("lead", _("Lead time, months"), _("From order to first delivery"), "number"),
        GridColumn("delay", _("Delay, months"), _("Of the chips, by the sliders"), "number"),
    )
    waiting = {(order.kind, order.key): order for order in orders(plan, outcome)}
    rows = []
    for key, row in sorted(plan.of(Delivery).items(), key=lambda pair: pair[1].last_month or 999):
        end = _machine(row)
        cells = _fields(plan, row, _CONTRACT)
        cells |= _origin(plan, row)
        cells["lead"], cells["delay"] = _lead(row), _delay(waiting.get(end), end)
        name = record_word(plan, *end) if end[1] else _("no machine named")
        made, group = cells_of(columns, cells), _group(cells, grouping)
        rows.append(GridRow(key, name, made, "delivery", key, group, row.notes or ""))
    return GridValues(
        corner=_("Machine"),
        columns=columns,
        rows=tuple(rows),
        note=_("A delivery holds back acceptance until its last month."),
        empty=_("No contract for chips is recorded yet"),
        total=lambda keys: _chips(plan, columns, keys),
        all_rows=_("All contracts"),
    )


def _steps(plan: Plan, _outcome: Outcome, grouping: str) -> GridValues:
    columns = (
        *_columns(ChipStep, _STEP),
        GridColumn("slip", _("Slip, months"), _("Later than first planned"), "number"),
    )
    rows = []
    for key, row in sorted(plan.of(ChipStep).items(), key=lambda pair: _by_stage(pair[1])):
        cells = _fields(plan, row, _STEP)
        cells["slip"] = _slip(row)
        named = {**cells, "maker": cells["initiative"], "generation": cells["stage"]}
        made, group = cells_of(columns, cells), _group(named, grouping)
        rows.append(GridRow(key, row.name, made, "chip_step", key, group))
    return GridValues(
        corner=_("Chip"),
        columns=columns,
        rows=tuple(rows),
        note=_("A step without a month is known by name only; none was published."),
        empty=_("No step of a European chip is recorded yet"),
    )


def _quantum(plan: Plan, _outcome: Outcome, grouping: str) -> GridValues:
    columns = (*_columns(System, _QUANTUM), GridColumn("works", _("Works with a host")))
    rows = []
    for key, row in sorted(plan.of(System).items(), key=lambda pair: pair[1].name):
        if row.system_class is SystemClass.QUANTUM:
            cells = _fields(plan, row, _QUANTUM)
            alone = row.classical_host is None
            cells["works"] = GridCell(
                _("no host named") if alone else _("yes"), tone="warning" if alone else "success"
            )
            named = {**cells, "risk": cells["status"], "maker": GridCell(state_name(row.state))}
            made, group = cells_of(columns, cells), _group(named, grouping)
            rows.append(GridRow(key, row.name, made, "system", key, group))
    return GridValues(
        corner=_("Quantum computer"),
        columns=columns,
        rows=tuple(rows),
        note=_("A quantum computer works with a classical host; without one it stands alone."),
        empty=_("No quantum computer is recorded as a system yet"),
    )


def _initiatives(plan: Plan, _outcome: Outcome, grouping: str) -> GridValues:
    columns = tuple(_columns(Initiative, _INITIATIVE))
    rows = []
    for key, row in sorted(plan.of(Initiative).items(), key=lambda pair: pair[1].name):
        if row.kind in _CHIPS:
            cells = _fields(plan, row, _INITIATIVE)
            named = {**cells, "maker": cells["kind"], "generation": cells["kind"]}
            made, group = cells_of(columns, cells), _group(named, grouping)
            rows.append(GridRow(key, row.name, made, "initiative", key, group))
    return GridValues(
        corner=_("Initiative"),
        columns=columns,
        rows=tuple(rows),
        note=_("Budgets are those of the initiatives, not of the plan."),
        empty=_("No initiative for chips is recorded yet"),
    )


_FACES: Mapping[str, Callable[[Plan, Outcome, str], GridValues]] = {
    "contracts": _contracts,
    "steps": _steps,
    "quantum": _quantum,
    "initiatives": _initiatives,
}


def _columns(record: type[Record], names: Iterable[str]) -> list[GridColumn]:
    found = []
    for name in names:
        field = record.KIND.field(name)
        told = _(field.description) if field.description else _(field.label)
        figures = name in _NUMBERS
        found.append(GridColumn(name, _(field.label), told, "number" if figures else "words"))
    return found


def _fields(plan: Plan, row: Record, names: Iterable[str]) -> dict[str, GridCell]:
    return {name: field_cell(plan, row, name) for name in names}


def _group(cells: Mapping[str, GridCell], grouping: str) -> str:
    return cells[grouping].text if grouping in cells else ""


def _machine(row: Delivery) -> tuple[str, str]:
    if row.system is not None:
        return System.KIND.name, row.system
    return Measure.KIND.name, row.measure or ""


def _origin(plan: Plan, row: Delivery) -> dict[str, GridCell]:
    model = plan.of(Accelerator).get(row.accelerator or "")
    unknown = GridCell(_("not known"), tone="neutral")
    vendor = model.vendor if model is not None else None
    generation = model.generation if model is not None else None
    return {
        "maker": GridCell(vendor) if vendor else unknown,
        "generation": GridCell(generation) if generation else unknown,
    }


def _lead(row: Delivery) -> GridCell:
    if row.ordered is None or row.first_month is None:
        return GridCell(_("not known"), tone="neutral")
    months = row.first_month - row.ordered
    asked = Asked(Delivery.KIND.name, row.id, "first_month")
    return GridCell(number(months), months, asked=asked)


def _delay(order: Order | None, end: tuple[str, str]) -> GridCell:
    if order is None:
        return GridCell(_("not waiting"), tone="neutral")
    asked = Asked(*end, "in_service", computed=True)
    return GridCell(number(order.delay), order.delay, "warning" if order.delay else "", asked=asked)


def _slip(row: ChipStep) -> GridCell:
    now = row.actual if row.actual is not None else row.forecast
    if now is None or row.baseline is None:
        return GridCell(_("not known"), tone="neutral")
    months = now - row.baseline
    asked = Asked(ChipStep.KIND.name, row.id, "baseline")
    return GridCell(number(months), months, "warning" if months > 0 else "success", asked=asked)


def _by_stage(row: ChipStep) -> tuple[str, int]:
    return row.name, list(ChipStage).index(row.stage)


def _chips(plan: Plan, columns: Iterable[GridColumn], keys: Iterable[str]) -> Cells:
    among = tuple(keys)
    known = [plan.get(Delivery, key).quantity for key in among]
    total = sum(quantity for quantity in known if quantity is not None)
    words = with_unknown(number(total), known.count(None)) if total else _("not stated")
    asked = Asked(NETWORK, "", total_code(Delivery.KIND.name, "quantity", among), computed=True)
    return cells_of(columns, {"quantity": GridCell(words, total, asked=asked, strong=True)})
