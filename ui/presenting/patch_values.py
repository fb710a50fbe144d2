# SPDX-License-Identifier: EUPL-1.2
"""Patches in words: what would be sent, and who signed what came."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.scenarios import Version
from planner.exchange.patch import EXCHANGE, START, Patch, authors
from planner.exchange.writing import patch_text
from planner.sentences import step_title
from planner.text import _, moment_label, ngettext, number
from ui.dialogs.send_patch import SendPreview
from ui.widgets.text_table import TextRow, TextRows


def since_options(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return the moments after which a patch can begin, with their words."""
    named = sorted(plan.of(Version).values(), key=lambda row: row.id, reverse=True)
    versions = ((row.step or START, row.name) for row in named if row.name and not row.scenario)
    return (
        (EXCHANGE, _("the last exchange with another copy, or the start")),
        (START, _("the start of this plan")),
        *versions,
    )


def send_preview(patch: Patch, plan: Plan) -> SendPreview:
    """Return what a patch holds, as its sender sees it."""
    size = len(patch_text(patch, plan.schema).encode())
    count = len(patch.log.steps)
    summary = ngettext(
        "{count} step, {size} kB as a file.", "{count} steps, {size} kB as a file.", count
    ).format(count=number(count), size=number(size / 1_000, 1))
    return SendPreview(summary, step_rows(patch, plan))


def step_rows(patch: Patch, plan: Plan) -> TextRows:
    """Return the steps of a patch, with who did what when and why."""
    rows = (
        TextRow(
            (moment_label(step.at), step.author, step_title(step, plan), step.reason),
            sorts=(step.at, step.author, step.code, step.reason),
        )
        for step in patch.log.steps
    )
    return TextRows(heads=(_("When"), _("Who"), _("What"), _("Why")), rows=tuple(rows))


def patch_words(patch: Patch, trusted: Mapping[str, str]) -> str:
    """Say who sent a patch, when, with which word, and whose key signed it."""
    told = [
        _("A patch by {author}, {when}.").format(
            author=", ".join(authors(patch.log)), when=moment_label(patch.made)
        )
    ]
    told += [f"“{patch.note}”"] if patch.note else []
    return " ".join((*told, seal_words(patch, trusted)))


def seal_words(patch: Patch, trusted: Mapping[str, str]) -> str:
    """Say whether a patch is signed, whether that holds, and by whom as far as is known."""
    signature = patch.signature
    if signature is None:
        return _("It is not signed.")
    if not patch.is_signed_well:
        return _("The signature does not hold: it was not made for this patch.")
    name = trusted.get(signature.key)
    if name is None:
        return _("Signed with a key you do not know: {key}").format(key=signature.fingerprint)
    return _("Signed by {name}, whose key you trust.").format(name=name)
