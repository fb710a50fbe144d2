# SPDX-License-Identifier: EUPL-1.2
"""Approvals in words: where a plan stands, what each entry is worth, and whose key signed it."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from planner.domain.plan import Plan
from planner.domain.records.approvals import ApprovalStatus
from planner.engine.outcome import Outcome
from planner.engine.rules.submission import submission
from planner.exchange.approvals import Validity, Verdict, status_of
from planner.text import N_, _, moment_label, ngettext, number
from ui.widgets.text_table import TextRow, TextRows
from ui.widgets.tone import Tone

ENTRY = "entry"
_TONES: Mapping[ApprovalStatus, Tone] = {
    ApprovalStatus.DRAFT: "neutral",
    ApprovalStatus.SUBMITTED: "accent",
    ApprovalStatus.APPROVED: "success",
}
_SAID = {
    ApprovalStatus.DRAFT: N_("{author} made it a draft again, {when}."),
    ApprovalStatus.SUBMITTED: N_("Submitted by {author}, {when}, and unchanged since."),
    ApprovalStatus.APPROVED: N_("Approved by {author}, {when}, and unchanged since."),
}
_CHANGED = {
    ApprovalStatus.DRAFT: N_("{author} made it a draft again, {when}."),
    ApprovalStatus.SUBMITTED: N_("Changed since {author} submitted it, {when}."),
    ApprovalStatus.APPROVED: N_("Changed since {author} approved it, {when}."),
}


@frozen
class Standing:
    """How far a plan has come: one word with its tone, and a sentence."""

    word: str
    tone: Tone
    sentence: str
    status: ApprovalStatus


def standing(found: Sequence[Verdict]) -> Standing:
    """Say where a scenario stands, by its latest entry whose signature holds."""
    status = status_of(tuple(found))
    genuine = [one for one in found if one.validity is not Validity.FORGED]
    forged = len(found) - len(genuine)
    warning = _forged_words(forged) if forged else ""
    if not genuine:
        none = warning or _("Nobody has submitted this plan yet.")
        return Standing(_(status.label), "danger" if forged else "neutral", none, status)
    last = genuine[-1]
    entry, changed = last.approval, last.validity is Validity.CHANGED
    told = _((_CHANGED if changed else _SAID)[entry.status])
    said = told.format(author=entry.author, when=moment_label(entry.at))
    if changed and entry.status is not ApprovalStatus.DRAFT:
        word = _("changed since {status}").format(status=_(entry.status.label))
        said = f"{said} {_('It counts as a draft until it is submitted again.')}"
        return Standing(word, "warning", f"{said} {warning}".strip(), status)
    tone = "danger" if forged else _TONES[status]
    return Standing(_(status.label), tone, f"{said} {warning}".strip(), status)


def blocking_words(plan: Plan, outcome: Outcome) -> str:
    """Say what stands against submitting, nothing if nothing does."""
    count = len(submission(plan, outcome).blocking)
    if not count:
        return ""
    said = ngettext(
        "{count} error that nobody has accepted with a reason stands against submitting.",
        "{count} errors that nobody has accepted with a reason stand against submitting.",
        count,
    )
    return said.format(count=number(count))


def approval_rows(found: Sequence[Verdict], trusted: Mapping[str, str], own: str) -> TextRows:
    """Return every entry, the latest first, with what it is worth today and whose key it is."""
    heads = (_("When"), _("Who"), _("Status"), _("Today"), _("Signed with"), _("Note"))
    rows = (
        TextRow(
            (
                moment_label(one.approval.at),
                one.approval.author,
                _(one.approval.status.label),
                _(one.validity.label),
                whose(one, trusted, own),
                one.approval.note or "",
            ),
            kind=ENTRY,
            key=one.approval.id,
            detail=one.fingerprint,
            sorts=(-at, one.approval.author, one.approval.status.value, one.validity.value),
        )
        for at, one in enumerate(found)
    )
    return TextRows(heads=heads, rows=tuple(rows))


def whose(one: Verdict, trusted: Mapping[str, str], own: str) -> str:
    """Say whose key signed an entry, as far as is known here."""
    key = one.approval.public_key
    if key == own:
        return _("your own key")
    name = trusted.get(key)
    if name is None:
        return _("a key you do not know")
    return _("the key of {name}").format(name=name)


def key_words(one: Verdict, trusted: Mapping[str, str], own: str) -> str:
    """Say which key signed an entry, to be compared with what its owner says."""
    said = _("Signed with {whose}: {key}").format(
        whose=whose(one, trusted, own), key=one.fingerprint
    )
    if one.approval.public_key in trusted or one.approval.public_key == own:
        return said
    return f"{said} {_('Ask {author} whether it is theirs.').format(author=one.approval.author)}"


def _forged_words(count: int) -> str:
    said = ngettext(
        "The signature of {count} entry does not hold: it was altered or forged.",
        "The signatures of {count} entries do not hold: they were altered or forged.",
        count,
    )
    return said.format(count=number(count))
