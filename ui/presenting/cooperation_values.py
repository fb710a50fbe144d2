# SPDX-License-Identifier: EUPL-1.2
"""Who works with whom, as a graph, as a table of links, and as a list of gaps and duplicates."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.cooperation import (
    CentreKind,
    Cooperation,
    InitiativeKind,
    LinkKind,
)
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, FactoryKind, System
from planner.engine.cooperation import End, Lack, Node, Remark, Web, duplicates, gaps, web
from planner.engine.search import folded
from planner.sentences import record_word
from planner.text import N_, _, labelled, ngettext, number, sentence_case, state_name
from ui.presenting.graph_layout import Place
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.grid_values import GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.text_table import TextRow, TextRows

FACES: Mapping[str, str] = {"graph": N_("Graph"), "links": N_("Links"), "gaps": N_("Gaps")}
GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "kind": N_("By kind"),
    "state": N_("By state"),
}
LEGEND: Mapping[str, str] = {
    "factory": N_("AI factory"),
    "antenna": N_("antenna"),
    "centre": N_("centre"),
    "initiative": N_("initiative"),
    "outside": N_("outside the framework"),
}
_FIELDS = ("kind", "since", "agreement")
_TOO_MUCH = frozenset({Lack.TWICE, Lack.SAME_SECTORS})


@attrs.frozen
class GraphNode:
    """A node as it is drawn; `look` is an entry of the legend, `home` latitude and longitude.

    `brief` is what is written where there is no room for the name.
    """

    key: str
    name: str
    look: str
    home: Place | None
    words: str
    lacking: bool = False
    brief: str = ""


@attrs.frozen
class GraphTie:
    """A line between two nodes, by their keys; `stated` is false for one that only follows."""

    one: str
    other: str
    words: str
    stated: bool = True


@attrs.frozen(kw_only=True)
class GraphValues:
    """Everything the graph draws, and what is missing or too much beside it."""

    nodes: tuple[GraphNode, ...]
    ties: tuple[GraphTie, ...]
    remarks: TextRows


def key_of(end: End) -> str:
    """Return the key of a node in the graph."""
    return ":".join(end)


def end_of(key: str) -> End:
    """Return kind and key of the record behind a node."""
    kind, _colon, record = key.partition(":")
    return kind, record


def graph_values(plan: Plan, *, words: str = "") -> GraphValues:
    """Return the graph; `words` leave the nodes that hold them, and their partners."""
    found = web(plan)
    remarks = (*gaps(plan, found), *duplicates(plan, found))
    shown = _shown(plan, found, words)
    lacking = {end for one in remarks if one.lack not in _TOO_MUCH for end in one.ends}
    nodes = [
        _node(plan, found, node, remarks, lacking=node.end in lacking)
        for node in found.nodes
        if node.end in shown
    ]
    return GraphValues(
        nodes=tuple(nodes),
        ties=tuple(_graph_ties(plan, found, shown)),
        remarks=_remark_rows(plan, [one for one in remarks if shown.intersection(one.ends)]),
    )


def cooperation_values(plan: Plan, *, face: str, grouping: str) -> GridValues:
    """Return the links, or the gaps and duplicates, as a table."""
    return _gap_grid(plan, grouping) if face == "gaps" else _link_grid(plan, grouping)


def node_options(plan: Plan, besides: str) -> list[tuple[str, str]]:
    """Return every node but one, by key and name, for a link to it."""
    found = [(key_of(node.end), _name(plan, node.end)) for node in web(plan).nodes]
    return sorted((one for one in found if one[0] != besides), key=lambda one: folded(one[1]))


def link_options() -> list[tuple[str, str]]:
    """Return the kinds of link, by code and words."""
    return [(kind.value, _(kind.label)) for kind in LinkKind]


def link_ends(one: str, other: str) -> dict[str, str] | None:
    """Return the ends of a new link as fields of its record; `None` if neither is a factory."""
    first, second = end_of(one), end_of(other)
    if first[0] != "factory":
        first, second = second, first
    if first[0] != "factory":
        return None
    field = {"factory": "other_factory", "support_centre": "centre"}.get(second[0], "initiative")
    return {"factory": first[1], field: second[1]}


def _shown(plan: Plan, found: Web, words: str) -> frozenset[End]:
    wanted = folded(words).split()
    if not wanted:
        return frozenset(node.end for node in found.nodes)
    named = {node.end for node in found.nodes if _holds(plan, node, wanted)}
    return frozenset(named.union(*(found.partners(end) for end in named)))


def _holds(plan: Plan, node: Node, wanted: Sequence[str]) -> bool:
    state = state_name(node.state) if node.state else ""
    said = folded(f"{_name(plan, node.end)} {state} {_group(node)}")
    return all(word in said for word in wanted)


def _degrees(plan: Plan, node: Node) -> Place | None:
    """Return where a node is: its machine, else the capital of its state."""
    factory = plan.of(Factory).get(node.key) if node.kind == "factory" else None
    system = plan.of(System).get((factory.system if factory else None) or "")
    if system is not None and system.latitude is not None and system.longitude is not None:
        return system.latitude, system.longitude
    state = plan.of(State).get(node.state or "")
    if state is None or state.capital_lat is None or state.capital_lon is None:
        return None
    return state.capital_lat, state.capital_lon


def _node(
    plan: Plan,
    found: Web,
    node: Node,
    remarks: Sequence[Remark],
    *,
    lacking: bool,
) -> GraphNode:
    partners = sorted(_name(plan, end) for end in found.partners(node.end))
    count = ngettext("{count} partner", "{count} partners", len(partners))
    lines = [f"{_name(plan, node.end)} · {_group(node)}"]
    if node.state:
        lines[0] += f" · {state_name(node.state)}"
    said = count.format(count=number(len(partners)))
    lines.append(labelled(said, ", ".join(partners)) if partners else said)
    lines += [_lack_words(one) for one in remarks if one.ends == (node.end,)]
    words = "\n".join(lines)
    home = _degrees(plan, node)
    name, look = _name(plan, node.end), _look(node)
    key, brief = key_of(node.end), node.state or ""
    return GraphNode(key, name, look, home, words, lacking=lacking, brief=brief)


def _graph_ties(plan: Plan, found: Web, shown: frozenset[End]) -> Iterator[GraphTie]:
    for tie in found.ties:
        if tie.ends <= shown:
            words = _("{one} and {other}: {link}").format(
                one=_name(plan, tie.one), other=_name(plan, tie.other), link=_link(tie.link)
            )
            stated = tie.record[0] == "cooperation"
            yield GraphTie(key_of(tie.one), key_of(tie.other), words, stated=stated)


def _remark_rows(plan: Plan, remarks: Sequence[Remark]) -> TextRows:
    """Return what is missing, each lack with those it concerns below it."""
    rows: list[TextRow] = []
    for lack in Lack:
        found = [one for one in remarks if one.lack is lack]
        if found:
            head = labelled(sentence_case(_(lack.label)), number(len(found)))
            rows.append(TextRow((head,), detail=head, sorts=(len(rows),)))
        for one in found:
            name, words = _remark_name(plan, one), _remark_words(plan, one)
            rows.append(TextRow((f"    {name}",), *one.ends[0], words, (len(rows),)))
    title = _("Gaps and duplicates: {count}").format(count=number(len(remarks)))
    return TextRows(heads=(title,), rows=tuple(rows))


def _remark_name(plan: Plan, one: Remark) -> str:
    return " – ".join(_name(plan, end) for end in one.ends)


def _remark_words(plan: Plan, one: Remark) -> str:
    return labelled(_remark_name(plan, one), _lack_words(one))


def _lack_words(one: Remark) -> str:
    words = _(one.lack.label)
    return f"{words} ({number(one.count)})" if one.lack in _TOO_MUCH else words


def _link_grid(plan: Plan, grouping: str) -> GridValues:
    columns = (
        GridColumn("other", _("Works with")),
        GridColumn("what", _("Which is")),
        *(GridColumn(name, _(Cooperation.KIND.field(name).label)) for name in _FIELDS),
        GridColumn("stated", _("Stated")),
    )
    found = web(plan)
    nodes = {node.end: node for node in found.nodes}
    rows = []
    for place, tie in enumerate(found.ties):
        row = plan.of(Cooperation).get(tie.record[1])
        cells = {"kind": GridCell(_link(tie.link))}
        if row is not None and tie.record[0] == "cooperation":
            cells = {name: field_cell(plan, row, name) for name in _FIELDS}
        cells["other"] = GridCell(_name(plan, tie.other))
        cells["what"] = GridCell(_group(nodes[tie.other]))
        cells["stated"] = GridCell(_stated(tie.record))
        groups = {"kind": cells["kind"].text, "state": _state(nodes[tie.one])}
        name, key = _name(plan, tie.one), f"{place}:{key_of(tie.record)}"
        made = cells_of(columns, cells)
        rows.append(GridRow(key, name, made, *tie.record, group=groups.get(grouping, "")))
    return GridValues(
        corner=_("From"),
        columns=columns,
        rows=tuple(rows),
        note=_("A link of the kind “linked” follows from the record of an antenna or a centre."),
        empty=_("Nobody is linked yet"),
    )


def _gap_grid(plan: Plan, grouping: str) -> GridValues:
    columns = (
        GridColumn("lack", _("What is missing or too much")),
        GridColumn("other", _("With whom")),
        GridColumn("count", _("How much"), _("Sectors shared, or times stated"), "number"),
        GridColumn("state", _("State")),
    )
    found = web(plan)
    nodes = {node.end: node for node in found.nodes}
    rows = []
    for place, one in enumerate((*gaps(plan, found), *duplicates(plan, found))):
        first, twin = nodes[one.ends[0]], one.ends[1:]
        much = one.lack in _TOO_MUCH
        cells = {
            "lack": GridCell(_(one.lack.label), tone="neutral" if much else "warning"),
            "other": GridCell(", ".join(_name(plan, end) for end in twin)),
            "count": _much(one) if much else GridCell(),
            "state": GridCell(_state(first)),
        }
        groups = {"kind": cells["lack"].text, "state": cells["state"].text}
        made, group = cells_of(columns, cells), groups.get(grouping, "")
        name = _name(plan, first.end)
        rows.append(GridRow(str(place), name, made, *first.end, group=group))
    return GridValues(
        corner=_("Who"),
        columns=columns,
        rows=tuple(rows),
        note=_("Factories that share sectors may double work, or may do well to share it."),
        empty=_("Nothing is missing and nothing is stated twice"),
    )


def _much(one: Remark) -> GridCell:
    """Return how many sectors two factories share, by what the first says of itself."""
    kind, key = one.ends[0]
    field = "sectors" if kind == Factory.KIND.name else "name"
    return GridCell(number(one.count), one.count, asked=Asked(kind, key, field))


def _name(plan: Plan, end: End) -> str:
    return record_word(plan, *end)


def _state(node: Node) -> str:
    return state_name(node.state) if node.state else _("no single state")


def _stated(record: End) -> str:
    return _("as a link") if record[0] == "cooperation" else _("in the record of one end")


def _link(link: str) -> str:
    if link == "linked":
        return _("linked")
    return _(LinkKind(link).label) if link else _("not stated")


def _group(node: Node) -> str:
    kinds = {"factory": FactoryKind, "support_centre": CentreKind, "initiative": InitiativeKind}
    words = _(kinds[node.kind](node.group).label)
    return _("{kind}, outside the framework").format(kind=words) if node.outside else words


def _look(node: Node) -> str:
    if node.outside:
        return "outside"
    return {"support_centre": "centre", "initiative": "initiative"}.get(node.kind, node.group)
