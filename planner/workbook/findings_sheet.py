# SPDX-License-Identifier: EUPL-1.2
"""The sheet of findings: each with its sentence and a way to the row it is about."""

from collections.abc import Mapping

from openpyxl import Workbook

from planner.domain.plan import Plan
from planner.engine.outcome import Finding, Outcome, Severity
from planner.sentences import acceptance_words, finding_sentence, kind_word, record_word
from planner.text import _
from planner.workbook.styles import (
    HEAD,
    LINKED,
    PLAIN,
    WRAPPED,
    Content,
    Link,
    Look,
    Page,
    coloured,
)

Places = Mapping[tuple[str, str], str]
"""Where the row of a record stands, by kind and key."""
_MOST_LINKS = 60_000  # Excel takes 65 530 in a sheet and mends a file with more
_WIDTHS = (12, 16, 22, 44, 110, 44)


def begin_findings(book: Workbook) -> Page:
    """Make the sheet, which is written once it is known where each record stands."""
    page = Page(book, _("Findings"))
    page.set_widths(_WIDTHS)
    page.sheet.freeze_panes = "A2"
    page.sheet.print_title_rows = "1:1"
    page.print_wide()
    return page


def fill_findings(page: Page, outcome: Outcome, plan: Plan, places: Places) -> None:
    """Write every finding."""
    heads = (_("Rule"), _("Severity"), _("Kind"), _("Record"), _("Finding"), _("Override"))
    page.add(*((head, HEAD) for head in heads))
    for number, finding in enumerate(outcome.findings):
        record, look = _record(number, finding, plan, places)
        page.add(
            (finding.rule, PLAIN),
            (_(finding.severity.label), PLAIN),
            (kind_word(finding.kind, plan.schema), PLAIN),
            (record, look),
            (finding_sentence(finding, plan), WRAPPED),
            (acceptance_words(finding, plan), WRAPPED),
        )
    page.sheet.auto_filter.ref = f"A1:F{max(page.row, 2)}"
    _add_colours(page)
    page.lock()


def _record(number: int, finding: Finding, plan: Plan, places: Places) -> tuple[Content, Look]:
    words = record_word(plan, finding.kind, finding.key)
    where = places.get((finding.kind, finding.key)) if number < _MOST_LINKS else None
    return (words, PLAIN) if where is None else (Link(words, where), LINKED)


def _add_colours(page: Page) -> None:
    for severity in Severity:
        words = _(severity.label).replace('"', '""')
        rule = coloured(f'$B2="{words}"', severity.value)
        page.sheet.conditional_formatting.add(f"A2:B{max(page.row, 2)}", rule)
