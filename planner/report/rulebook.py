# SPDX-License-Identifier: EUPL-1.2
"""The rulebook as a table: every rule with severity, numbers, dates and the text it rests on.

`docs/rulebook.md` is this text in English; a test keeps it current.
"""

from collections.abc import Iterator

from planner.domain.months import format_month
from planner.engine.rules.law import Entry, Limit, all_entries
from planner.engine.rules.registry import EVERY_RULE, family
from planner.rule_sentences import FAMILIES
from planner.text import N_, _

_COLUMNS = (
    N_("Rule"),
    N_("What it asks"),
    N_("Severity"),
    N_("Numbers"),
    N_("In force"),
    N_("Text"),
)


def rulebook() -> str:
    """Return the rulebook as Markdown; headings in the current language."""
    return "\n".join([*_opening(), *_rules()])


def asks(rule: str) -> str:
    """Return what a rule asks, as its function says it; empty for a rule there is not."""
    found = next((one for one in EVERY_RULE if one.id == rule), None)
    told = (found.check.__doc__ or "") if found is not None else ""
    return " ".join(told.strip().split("\n\n")[0].split())


def _opening() -> Iterator[str]:
    yield "# " + _("Rulebook")
    yield ""
    yield _("Written from the rule sets and the rules; changes belong there, not here.")
    yield _("No rule ever blocks a draft; an error that nobody has accepted blocks a submission.")
    yield _("What cannot be checked is said and is never a pass.")


def _rules() -> Iterator[str]:
    shown = ""
    for entry in all_entries():
        code = family(entry.rule)
        if code != shown:
            shown = code
            yield ""
            yield f"## {code}: {_(FAMILIES.get(code, code))}"
            yield ""
            yield _row(*(_(column) for column in _COLUMNS))
            yield _row(*("---" for _column in _COLUMNS))
        yield _row(
            entry.rule,
            asks(entry.rule),
            _(entry.severity.label),
            "; ".join([*map(_number, entry.limits), *(f"`{key}`" for key in entry.shared)]),
            _dates(entry),
            _(entry.article),
        )


def _number(limit: Limit) -> str:
    unit = "" if limit.unit in ("1", "year", "share") else f" {limit.unit}"
    mark = " *" if limit.arguable else ""
    return f"`{limit.name}` {limit.value:g}{unit}{mark}"


def _dates(entry: Entry) -> str:
    since = format_month(entry.since)
    return f"{since} – {format_month(entry.until)}" if entry.until is not None else since


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
