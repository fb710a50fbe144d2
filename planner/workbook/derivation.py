# SPDX-License-Identifier: EUPL-1.2
"""The sheet that takes the headline money apart: state by state, record by record, with sources.

The amounts of a figure add up to the headline; a reader of the workbook can check it there. A plan
of many measures is taken apart by state only: each measure would have to be computed by itself.
"""

from collections.abc import Iterator

from openpyxl import Workbook

from planner import text
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Input
from planner.engine.outcome import Outcome
from planner.engine.roster import NOWHERE
from planner.sentences import record_word
from planner.text import N_, _
from planner.workbook.provenance import Provenance
from planner.workbook.styles import HEAD, MUTED_TEXT, PLAIN, Look, Page

MOST_MEASURES = 2_000
AMOUNT = Look(number_format="#,##0.###")
_FIGURES = {
    "union_committed": N_("Union money committed"),
    "union_tentative": N_("Union money, tentative measures"),
    "union_ceiling": N_("Union ceiling"),
}
_WIDTHS = (32, 24, 44, 18, 60, 10, 24)


def add_derivation(book: Workbook, plan: Plan, outcome: Outcome, provenance: Provenance) -> Page:
    """Add what the headline money is made of."""
    page = Page(book, _("Derivation"))
    heads = (
        _("Figure"),
        _("State"),
        _("Record"),
        f"{_('Amount')} [MEUR]",
        _("Source"),
        _("Year"),
        _("Confidence"),
    )
    page.set_widths(_WIDTHS)
    page.sheet.freeze_panes = "A2"
    page.print_wide()
    page.add(*((head, HEAD) for head in heads))
    for code, words in _FIGURES.items():
        for state, given in _parts(plan, outcome, code):
            source, year, confidence = _sourced(provenance, given)
            page.add(
                (_(words), PLAIN),
                (state, PLAIN),
                (_(record_word(plan, given.kind, given.key)), PLAIN),
                (_amount(given), AMOUNT),
                (source, MUTED_TEXT),
                (year, MUTED_TEXT),
                (confidence, MUTED_TEXT),
            )
    page.sheet.auto_filter.ref = f"A1:G{max(page.row, 2)}"
    page.lock()
    return page


def _parts(plan: Plan, outcome: Outcome, code: str) -> Iterator[tuple[str, Input]]:
    """Yield the records a figure of the network is made of, each with the state it belongs to."""
    figure = derived(plan, outcome, About(NETWORK, "", code, 0))
    by_record = len(plan.of(Measure)) <= MOST_MEASURES
    for given in figure.inputs if figure is not None else ():
        if given.kind != "state":
            yield "", given
            continue
        name = _("No single state") if given.key == NOWHERE else text.state_name(given.key)
        if not by_record:
            yield name, given
            continue
        below = derived(plan, outcome, About("state", given.key, code, 0))
        for part in below.inputs if below is not None else ():
            yield name, part


def _amount(given: Input) -> float | None:
    return None if given.value is None else float(str(given.value))


def _sourced(provenance: Provenance, given: Input) -> tuple[str, str, str]:
    """Return source, year and confidence of a cell; what is computed rests on its own sheet."""
    told = provenance.told(given.kind, given.key, given.field)
    return (_("computed, see the sheet of the record"), "", "") if told is None else told
