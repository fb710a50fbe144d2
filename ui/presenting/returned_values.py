# SPDX-License-Identifier: EUPL-1.2
"""What a workbook of ours brings back, in words: as exported, in the file, in the plan now."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from planner.domain.commands import Command
from planner.domain.plan import Plan
from planner.domain.schema import Scalar
from planner.reference.tracing import cell_value
from planner.returns import Added, Edit, Missing, Refused, Returned
from planner.sentences import record_word, sentence
from planner.text import N_, _, labelled, ngettext, number
from ui.importing.values import ChangesValues
from ui.widgets.tick_table import TickLine, TickLines

CHANGED, CONFLICT, ADDED, MISSING = "changed", "conflict", "added", "missing"
GONE, REFUSED = "gone", "refused"
GROUPS = {
    CHANGED: N_("changed"),
    CONFLICT: N_("conflicting"),
    ADDED: N_("new"),
    MISSING: N_("without a row"),
    GONE: N_("removed meanwhile"),
    REFUSED: N_("with mistakes"),
}
_One = Edit | Added | Missing | Refused


@frozen(eq=False)
class ReturnedLines:
    """The lines of a comparison and what each stands for, in the same order."""

    found: Returned
    entries: tuple[tuple[str, _One], ...]
    values: ChangesValues

    def command(self, ticks: Sequence[bool]) -> Command:
        """Return the one edit for what is ticked."""
        ticked = [one for (_group, one), tick in zip(self.entries, ticks, strict=True) if tick]
        edits = {one.address for one in ticked if isinstance(one, Edit)}
        changes = {one.address for one in self.found.changes}
        return self.found.command(
            without=changes - edits,
            theirs=edits - changes,
            rows=[one.key for one in ticked if isinstance(one, Added)],
            removed=[(one.kind, one.key) for one in ticked if isinstance(one, Missing)],
        )


def returned_lines(found: Returned, plan: Plan) -> ReturnedLines:
    """Return what to show of a workbook of ours; only what is safe is ticked."""
    entries = tuple(_entries(found))
    heads = (
        _("Take over"),
        _("Record"),
        _("Field"),
        _("When exported"),
        _("In the file"),
        _("In the plan now"),
    )
    groups = [group for group, _one in entries]
    counted = [(g, f"{_(w)} {number(groups.count(g))}") for g, w in GROUPS.items() if g in groups]
    lines = TickLines(
        heads=heads,
        lines=[_line(group, one, plan, based=found.based) for group, one in entries],
        ticked=[_is_safe(group, one) for group, one in entries],
        groups=groups,
        fixed=frozenset({GONE, REFUSED}),
    )
    values = ChangesValues(
        lines=lines,
        groups=(("", _("all")), *counted),
        note=_note(found, set(groups)),
        explained=_explained(found),
    )
    return ReturnedLines(found, entries, values)


def _entries(found: Returned) -> Iterator[tuple[str, _One]]:
    for group, ones in (
        (CONFLICT, [one for one in found.conflicts if not one.gone]),
        (CHANGED, found.changes),
        (ADDED, found.added),
        (MISSING, found.missing),
        (GONE, [one for one in found.conflicts if one.gone]),
        (REFUSED, found.refused),
    ):
        yield from ((group, one) for one in ones)


def _is_safe(group: str, one: _One) -> bool:
    return group == CHANGED or (isinstance(one, Added) and one.alike is None)


def _explained(found: Returned) -> str:
    unchanged = ngettext(
        "{count} cell is as it was.", "{count} cells are as they were.", found.unchanged
    ).format(count=number(found.unchanged))
    own = _("{file} is a workbook of this program: only what was changed in it counts.")
    return f"{own.format(file=found.name)} {unchanged}"


def _note(found: Returned, groups: set[str]) -> str:
    told = []
    if not found.based:
        told.append(
            _(
                "This plan does not know the state it was exported from, so every cell that "
                "differs may have been changed on either side. Tick what is to be taken over."
            )
        )
    elif CONFLICT in groups:
        told.append(
            _("Conflicting: plan and file have both moved on. Tick a line to let the file win.")
        )
    if MISSING in groups:
        told.append(
            _("Records without a row stay in the plan. Tick one to remove it from the plan.")
        )
    return " ".join(told)


def _line(group: str, one: _One, plan: Plan, *, based: bool) -> TickLine:
    word = _(GROUPS[group])
    match one:
        case Edit():
            return TickLine(_edit_cells(word, one, plan, based=based))
        case Added():
            name = str(one.values.get("name") or one.values.get("title") or one.key)
            kind = _(plan.schema.kind(one.kind).label)
            cells = (word, f"{kind} · {name}", "", "", _new_words(one, plan), _alike(one, plan))
            return TickLine(cells)
        case Missing():
            record = record_word(plan, one.kind, one.key)
            now = _("changed since") if one.changed else _("as exported")
            return TickLine((word, record, "", now, _("no row"), _("still there")))
        case Refused():
            said = sentence(one.code, one.facts)
            cells = (word, f"{one.sheet}!{one.cell}", _field(one, plan), "", said, "")
            return TickLine(cells, said)


def _edit_cells(word: str, edit: Edit, plan: Plan, *, based: bool) -> tuple[str, ...]:
    record = record_word(plan, edit.kind, edit.key)
    field = plan.schema.kind(edit.kind).field(edit.field)

    def said(value: Scalar) -> str:
        return "–" if value is None else cell_value(plan, field, value)

    base = said(edit.base) if based else _("not known")
    now = _("removed meanwhile") if edit.gone else said(edit.mine)
    return word, record, _(field.label), base, said(edit.theirs), now


def _new_words(added: Added, plan: Plan) -> str:
    kind = plan.schema.kind(added.kind)
    values = ((kind.field(name), value) for name, value in added.values.items() if name != "id")
    told = ((f, cell_value(plan, f, v)) for f, v in values if v is not None)
    return " · ".join(labelled(_(field.label), words) for field, words in told)


def _alike(added: Added, plan: Plan) -> str:
    if added.alike is None:
        return ""
    return _("like {record}").format(record=record_word(plan, added.kind, added.alike))


def _field(refused: Refused, plan: Plan) -> str:
    return _(plan.schema.kind(refused.kind).field(refused.field).label)
