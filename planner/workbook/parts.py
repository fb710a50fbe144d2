# SPDX-License-Identifier: EUPL-1.2
"""What the sheets of capacity and money are made of: machine by machine, line by line.

Each row names its inputs, its formula and its sources; the years of all rows of a class or a payer
add up to the column of the computed sheet.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

import attrs
import numpy as np
from openpyxl import Workbook

from planner import text
from planner.domain.months import FIRST_YEAR, HORIZON, YEARS
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Accelerator, System
from planner.domain.records.measures import Measure
from planner.engine.budget import (
    COLUMNS,
    THOUSANDTHS,
    UNPLEDGED,
    Entry,
    Mode,
    payer_code,
    payer_label,
)
from planner.engine.budget_lines import budget
from planner.engine.machines import CAPACITY
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.times import Fleet
from planner.sentences import record_word
from planner.text import N_, _, ngettext
from planner.workbook.cells import month_date
from planner.workbook.derivation import AMOUNT, MOST_MEASURES
from planner.workbook.figures import COMMITTED, PAID, TENTATIVE
from planner.workbook.provenance import Provenance
from planner.workbook.styles import HEAD, MONTH, MUTED_TEXT, PLAIN, WRAPPED, Look, Page, Placed

_COUNT = Look(number_format="#,##0")
_EXACT = Look(number_format="#,##0.000000")
_DECIMALS = 9  # a workbook keeps 15 digits
_DECEMBERS = slice(11, HORIZON, 12)
_BLOCKS = {
    COMMITTED: N_("Committed"),
    TENTATIVE: N_("Tentative"),
    PAID: N_("Paid"),
    UNPLEDGED: payer_label(None),
}
_CAPACITY_WIDTHS = (20, 30, 40, 14, 30, 14, 14, 12, 12, 52, 52, 10, 24)
_MONEY_WIDTHS = (14, 20, 40, 20, 24, 44, 52, 10, 24)


def add_capacity_parts(
    book: Workbook, plan: Plan, outcome: Outcome, provenance: Provenance
) -> Page:
    """Add what each machine contributes to capacity at the end of each year."""
    page = Page(book, _("Derivation of capacity"))
    heads = (
        _("State"),
        _("Class"),
        _("Machine"),
        _("Accelerators"),
        _("Accelerator model"),
        f"{_('Each')} [TFLOP/s]",
        f"{_('All')} [EFLOP/s]",
        _("In service"),
        _("Ends"),
        _("Formula"),
        *_sourced_heads(),
    )
    _begin(page, heads, _CAPACITY_WIDTHS, [f"{year} [EFLOP/s]" for year in _years()])
    for machine in _machines(plan, outcome):
        page.add(*_machine_cells(plan, provenance, machine))
    _end(page)
    return page


def add_money_parts(book: Workbook, plan: Plan, outcome: Outcome, provenance: Provenance) -> Page:
    """Add who commits and pays what to which record in which year.

    Amounts are whole thousandths of a MEUR, as in the budget, so that they add up exactly.
    """
    page = Page(book, _("Derivation of money"))
    heads = (
        _("Figure"),
        _("Paid by"),
        _("Record"),
        _("State"),
        _("Purpose"),
        _("Formula"),
        *_sourced_heads(),
    )
    years = [*map(str, _years()), _("Other years")]
    _begin(page, heads, _MONEY_WIDTHS, [f"{year} [MEUR]" for year in years])
    for part in _money(plan, outcome):
        page.add(*_money_cells(plan, provenance, part))
    _end(page)
    return page


def _sourced_heads() -> tuple[str, str, str]:
    return _("Source"), _("Year"), _("Confidence")


def _years() -> range:
    return range(FIRST_YEAR, FIRST_YEAR + YEARS)


def _begin(page: Page, heads: Sequence[str], widths: Sequence[float], years: Sequence[str]) -> None:
    page.set_widths([*widths, *(14 for _year in years)])
    page.sheet.freeze_panes = "D2"
    page.sheet.print_title_rows = "1:1"
    page.print_wide()
    page.add(*((head, HEAD) for head in (*heads, *years)), height=32)


def _end(page: Page) -> None:
    page.sheet.auto_filter.ref = f"A1:I{max(page.row, 2)}"
    page.lock()


@attrs.frozen
class _Machine:
    record: System | Measure
    state: str
    position: int
    full: float
    first: float
    end: float
    decembers: tuple[float, ...]


def _machines(plan: Plan, outcome: Outcome) -> Iterator[_Machine]:
    for state in outcome.states:
        at = outcome.cache["times"][state]
        sizes = outcome.cache["machines"][state].table[CAPACITY]
        decembers = outcome.cache["service"][state].profile[:, _DECEMBERS] * sizes[:, None]
        classes = Fleet.of([at]).class_index.tolist()
        records: list[System | Measure] = [plan.get(System, key) for key in at.systems]
        records += [plan.get(Measure, key) for key in at.measures]
        rows = zip(
            records,
            classes,
            sizes.tolist(),
            at.first.tolist(),
            at.end.tolist(),
            np.round(decembers, _DECIMALS).tolist(),
            strict=True,
        )
        for record, position, full, first, end, amounts in rows:
            yield _Machine(record, state, position, full, first, end, tuple(amounts))


def _machine_cells(plan: Plan, provenance: Provenance, machine: _Machine) -> Iterator[Placed]:
    record = machine.record
    tflops = _model_value(plan, record)
    formula, field = _capacity_formula(record, tflops)
    is_unknown = not machine.full
    sourced = provenance.told(record.KIND.name, record.id, field)
    yield text.state_name(machine.state), PLAIN
    yield _(CLASSES[machine.position].label), PLAIN
    yield record_word(plan, record.KIND.name, record.id), PLAIN
    yield record.accelerators, _COUNT
    yield (
        (record_word(plan, "accelerator", record.accelerator) if record.accelerator else None),
        PLAIN,
    )
    yield tflops, AMOUNT
    yield (_("unknown") if is_unknown else round(machine.full, _DECIMALS)), AMOUNT
    yield _date(machine.first), MONTH
    yield _date(machine.end), MONTH
    yield formula, WRAPPED
    yield from ((words, MUTED_TEXT) for words in sourced or _unsourced(record))
    if not is_unknown:
        yield from ((amount, _EXACT) for amount in machine.decembers)


def _model_value(plan: Plan, record: System | Measure) -> float | None:
    if record.accelerator is None:
        return None
    found = plan.record("accelerator", record.accelerator)
    return cast("Accelerator", found).bf16_dense_tflops


def _capacity_formula(record: System | Measure, tflops: float | None) -> tuple[str, str]:
    """Return the formula in words, and the field its source is about."""
    if record.accelerators is not None and tflops is not None:
        words = _("accelerators × TFLOP/s of one ÷ 1 000 000 × share in service")
        return words, "accelerators"
    if isinstance(record, System) and record.headline_ef is not None:
        words = _("published {figure} EFLOP/s, brought to dense BF16, × share in service")
        return words.format(figure=text.number(record.headline_ef, 3)), "headline_ef"
    return _("unknown: the size or the model is not known"), "accelerators"


def _unsourced(record: System | Measure) -> tuple[str, str, str]:
    planned = _("planned, see the sheet of measures")
    return (planned if isinstance(record, Measure) else _("no source given")), "", ""


def _date(month: float) -> date | None:
    return month_date(int(month)) if np.isfinite(month) else None


@attrs.frozen
class _Part:
    block: str
    entry: Entry
    count: int = 1


def _money(plan: Plan, outcome: Outcome) -> Iterator[_Part]:
    """Yield the lines of the budget by block; in a plan of many measures summed up by state."""
    together = len(plan.of(Measure)) > MOST_MEASURES
    blocks: dict[str, list[Entry]] = {block: [] for block in _BLOCKS}
    for mode in Mode:
        for entry in budget(plan, outcome, mode):
            block = _block_of(entry, mode)
            if block is not None:
                blocks[block].append(entry)
    for block, chosen in blocks.items():
        parts = _by_state(chosen) if together else ((entry, 1) for entry in chosen)
        yield from (_Part(block, entry, count) for entry, count in parts)


def _block_of(entry: Entry, mode: Mode) -> str | None:
    """Return the block of a line; payments of tentative measures are in none."""
    if entry.line.paid_by is None:
        return UNPLEDGED
    if mode is Mode.PAYMENTS:
        return None if entry.tentative else PAID
    return TENTATIVE if entry.tentative else COMMITTED


def _by_state(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    groups: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for one in entries:
        line = one.line
        payer = payer_code(line.paid_by)
        groups[line.kind, one.place, payer, line.purpose, one.origin].append(one)
    for group in groups.values():
        sums = (sum(one.cells[at] or 0 for one in group) for at in range(COLUMNS))
        yield attrs.evolve(group[0], cells=tuple(sums)), len(group)


def _money_cells(plan: Plan, provenance: Provenance, part: _Part) -> Iterator[Placed]:
    line = part.entry.line
    yield _(_BLOCKS[part.block]), PLAIN
    yield _(payer_label(line.paid_by)), PLAIN
    yield _money_record(plan, part), PLAIN
    yield (text.state_name(part.entry.place) if part.entry.place else ""), PLAIN
    yield _(line.purpose.label), PLAIN
    yield _(part.entry.origin.label), WRAPPED
    sourced = _money_source(provenance, part)
    yield from ((words, MUTED_TEXT) for words in sourced)
    for cell in part.entry.cells:
        yield (_("not stated") if cell is None else cell / THOUSANDTHS), AMOUNT


def _money_record(plan: Plan, part: _Part) -> str:
    line = part.entry.line
    if part.count == 1:
        return record_word(plan, line.kind, line.key)
    return ngettext("{count} record", "{count} records", part.count).format(
        count=text.number(part.count)
    )


_FIELDS = {"union": "union_meur", "host_state": "states_meur", "other": "other_meur"}


def _money_source(provenance: Provenance, part: _Part) -> tuple[str, str, str]:
    line = part.entry.line
    field = _FIELDS.get(payer_code(line.paid_by), "") if line.kind == "commitment" else "capex_meur"
    told = provenance.told(line.kind, line.key, field) if part.count == 1 else None
    return (_("see the sheet of the record"), "", "") if told is None else told
