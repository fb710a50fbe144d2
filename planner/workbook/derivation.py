# SPDX-License-Identifier: EUPL-1.2
"""The sheet that takes the headline money apart: state by state, record by record, with sources.

The amounts of a figure add up to the headline; a reader of the workbook can check it there.
"""

from collections.abc import Iterator

from openpyxl import Workbook

from planner import text
from planner.domain.plan import Plan
from planner.domain.records.evidence import Source
from planner.engine.conflicts import chosen_evidence
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Input
from planner.engine.outcome import Outcome
from planner.engine.roster import NOWHERE
from planner.sentences import record_word
from planner.text import N_, _
from planner.workbook.sheets import fit_to_width, put_header, put_text, sheet_name, written_in

_FIGURES = {
    "union_committed": N_("Union money committed"),
    "union_tentative": N_("Union money, tentative measures"),
    "union_ceiling": N_("Union ceiling"),
}
_WIDTHS = (32, 24, 44, 18, 60, 10, 16)


def add_derivation(book: Workbook, plan: Plan, outcome: Outcome) -> None:
    """Add what the headline money is made of."""
    sheet = book.create_sheet(sheet_name(_("Derivation")))
    heads = (
        _("Figure"),
        _("State"),
        _("Record"),
        f"{_('Amount')} [MEUR]",
        _("Source"),
        _("Year"),
        _("Confidence"),
    )
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), start=1):
        put_header(sheet, 1, column, head)
        sheet.column_dimensions[sheet.cell(row=1, column=column).column_letter].width = width
    row = 2
    for code, words in _FIGURES.items():
        for state, given in _parts(plan, outcome, code):
            put_text(sheet, row, 1, _(words))
            put_text(sheet, row, 2, state)
            put_text(sheet, row, 3, _(record_word(plan, given.kind, given.key)))
            amount = sheet.cell(row=row, column=4, value=given.value)
            amount.number_format = "#,##0.###"
            for column, told in enumerate(_sourced(plan, given), start=5):
                put_text(sheet, row, column, told).font = written_in()
            row += 1
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:G{max(row - 1, 2)}"
    fit_to_width(sheet)


def _parts(plan: Plan, outcome: Outcome, code: str) -> Iterator[tuple[str, Input]]:
    """Yield the records a figure of the network is made of, each with the state it belongs to."""
    figure = derived(plan, outcome, About(NETWORK, "", code, 0))
    for given in figure.inputs if figure is not None else ():
        if given.kind != "state":
            yield "", given
            continue
        name = _("No single state") if given.key == NOWHERE else text.state_name(given.key)
        below = derived(plan, outcome, About("state", given.key, code, 0))
        for part in below.inputs if below is not None else ():
            yield name, part


def _sourced(plan: Plan, given: Input) -> tuple[str, str, str]:
    """Return source, year and confidence of a cell; what is computed rests on its own sheet."""
    evidence = chosen_evidence(plan, given.kind, given.key, given.field)
    if evidence is None:
        return _("computed, see the sheet of the record"), "", ""
    source = plan.of(Source).get(evidence.source or "")
    title = source.title if source is not None else _("no source given")
    trust = _("assumption") if evidence.assumption else _(evidence.confidence.label)
    return title, str(evidence.year or ""), trust
