# SPDX-License-Identifier: EUPL-1.2
"""What differs between two plans, put into groups and narrowed to words, on screen and in files."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import attrs

from planner.domain.changes import Cell, Change
from planner.domain.comparing import Difference, difference
from planner.domain.plan import Plan
from planner.engine.comparing import Comparison
from planner.engine.rules.attached import states_of
from planner.engine.search import holding
from planner.sentences import value_words
from planner.text import N_, _, ngettext, number, state_name
from ui.presenting.figure_values import placed_name
from ui.widgets.difference_tree import FieldNode, KindNode, RecordNode

KIND, STATE, WORD = "kind", "state", "word"
GROUPINGS: Mapping[str, str] = {
    KIND: N_("By kind"),
    STATE: N_("By state"),
    WORD: N_("By what happened"),
}
"""What differences may be listed by, by key and label."""

_Holds = Callable[[str], bool]
_Rows = list[tuple[str, ...]]


def difference_nodes(found: Comparison, by: str = KIND, words: str = "") -> tuple[KindNode, ...]:
    """Return the differences that hold all words: by group, record and field."""
    holds = holding(words)
    groups: dict[str, list[RecordNode]] = {}
    counts: dict[str, Counter[Difference]] = {}
    for change in found.inputs.changes:
        group = _group(change, found, by)
        node = _kept(_record_node(change, found, of_kind=by == KIND), group, holds)
        if node is not None:
            groups.setdefault(group, []).append(node)
            counts.setdefault(group, Counter())[difference(change)] += 1
    names = sorted(groups, key=str.casefold) if by == STATE else groups
    return tuple(KindNode(name, counted(counts[name]), tuple(groups[name])) for name in names)


def counted(counts: Mapping[Difference, int]) -> str:
    """Say how many records came, changed and went."""
    words = {
        Difference.ADDED: ngettext("{count} added", "{count} added", counts[Difference.ADDED]),
        Difference.CHANGED: ngettext(
            "{count} changed", "{count} changed", counts[Difference.CHANGED]
        ),
        Difference.REMOVED: ngettext(
            "{count} removed", "{count} removed", counts[Difference.REMOVED]
        ),
    }
    parts = (words[word].format(count=number(counts[word])) for word in words if counts[word])
    return ", ".join(parts)


def difference_table(
    nodes: Sequence[KindNode], base: str, other: str
) -> tuple[tuple[str, ...], _Rows]:
    """Return differences as a table for a file: a field a line."""
    heads = (_("Group"), _("Record"), _("Field"), base, other)
    rows: _Rows = [
        (group.label, record.label, field.label, field.before, field.after)
        for group in nodes
        for record in group.records
        for field in record.fields
    ]
    return heads, rows


def _group(change: Change, found: Comparison, by: str) -> str:
    if by == KIND:
        return _(change.kind.plural)
    if by == WORD:
        said = _(difference(change).label)
        return said[:1].upper() + said[1:]
    record = change.after or change.before
    state = next(states_of(record, _holder(change, found)), "")
    return state_name(state) if state else _("Whole network")


def _kept(node: RecordNode, group: str, holds: _Holds) -> RecordNode | None:
    """Return a record with the fields that hold the words, all of them if its name does."""
    about = f"{group} {node.label} {node.word}"
    if holds(about):
        return node
    fields = tuple(
        one for one in node.fields if holds(f"{about} {one.label} {one.before} {one.after}")
    )
    return attrs.evolve(node, fields=fields) if fields else None


def _holder(change: Change, found: Comparison) -> Plan:
    """Return the plan that holds the record."""
    return found.before.plan if change.after is None else found.after.plan


def _record_node(change: Change, found: Comparison, *, of_kind: bool) -> RecordNode:
    before, after = found.before.plan, found.after.plan
    name = placed_name(_holder(change, found), change.table, change.key)
    label = name if of_kind else f"{_(change.kind.label)} · {name}"
    word = _(difference(change).label)
    if change.before is None or change.after is None:
        there, gone = _("there"), _("not there")
        sides = (gone, there) if change.before is None else (there, gone)
        fields: tuple[FieldNode, ...] = (FieldNode("", _("whole record"), *sides),)
    else:
        fields = tuple(_field_node(change, cell, before, after) for cell in change.cells())
    return RecordNode(change.table, change.key, label, word, fields)


def _field_node(change: Change, cell: Cell, before: Plan, after: Plan) -> FieldNode:
    field = change.kind.field(cell.field)
    sides = value_words(before, field, cell.old), value_words(after, field, cell.new)
    return FieldNode(cell.field, _(field.label), *sides)
