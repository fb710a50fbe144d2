# SPDX-License-Identifier: EUPL-1.2
"""The 17 sectors with targets, money and factories, and the headlines above them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.records.instruments import Instrument
from planner.domain.records.uptake import Sector, Target
from planner.engine.derivations import NETWORK
from planner.engine.parameters import Parameters
from planner.engine.sector_goals import Light, Standing, sector_money, standing, was_changed
from planner.engine.sectors import factories_by_sector
from planner.engine.workdays import reference_day
from planner.sentences import record_word
from planner.text import N_, _, number, percent, significant
from ui.presenting.grid_edits import field_cell
from ui.widgets.asked import Asked
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import GridCell, GridColumn, GridRow, GridValues, cells_of
from ui.widgets.tone import Tone

GROUPS: Mapping[str, str] = {
    "": N_("No groups"),
    "standing": N_("By standing"),
    "listed": N_("By whether the framework lists them"),
}
CARDS = 4
_TARGET = ("indicator", "baseline", "target", "actual", "unit", "year", "owner", "frozen_on")
_FIGURES = frozenset({"baseline", "target", "actual"})
_TONES: Mapping[Light, Tone] = {
    Light.REACHED: "success",
    Light.ON_TRACK: "success",
    Light.BEHIND: "danger",
    Light.UNKNOWN: "neutral",
}
_WHOLE = "genai4eu"


def scoreboard_values(plan: Plan, *, grouping: str) -> GridValues:
    """Return a row for each target of a sector; a sector without one has a row that says so."""
    board = _Board(plan, tuple(_columns()), grouping, _day(plan))
    named = factories_by_sector(plan)
    rows: list[GridRow] = []
    for key, sector in sorted(plan.of(Sector).items(), key=lambda pair: pair[1].name):
        shared = _of_sector(plan, key, named[key])
        rows += [board.row(sector, one, shared) for one in targets_of(plan, key) or (None,)]
    targets = sorted(plan.of(Target).values(), key=lambda row: row.indicator)
    rows += [board.row(None, one, {}) for one in targets if one.sector is None]
    return GridValues(
        corner=_("Sector"),
        columns=board.columns,
        rows=tuple(rows),
        note=_(
            "No target value of the AI Office was published. Enter on the standing adds a target, "
            "freezes it, or begins a new version."
        ),
        empty=_("No sector is in the plan yet"),
    )


def scoreboard_figures(plan: Plan) -> tuple[Figure, ...]:
    """Return what a minister asks first: targets, standing, money, sectors nobody serves."""
    sectors = {key: row for key, row in plan.of(Sector).items() if row.listed}
    day = _day(plan)
    rows = [row for row in plan.of(Target).values() if row.sector in sectors]
    named = factories_by_sector(plan)
    bare = [_(row.name) for key, row in sorted(sectors.items()) if not named[key]]
    return (
        _targets_card(sectors, rows),
        _standing_card([standing(row, day) for row in rows]),
        _money_card(plan, sectors),
        _served_card(plan, sectors, bare),
    )


def targets_of(plan: Plan, sector: str) -> tuple[Target, ...]:
    """Return the targets of a sector, by indicator."""
    rows = (row for row in plan.of(Target).values() if row.sector == sector)
    return tuple(sorted(rows, key=lambda row: (row.indicator, row.year or 0)))


def _columns() -> Iterator[GridColumn]:
    yield GridColumn("standing", _("Standing"))
    yield GridColumn("factories", _("AI factories"), align="number")
    yield GridColumn("lines", _("GenAI4EU, m€"), _("Lines of GenAI4EU for it"), "number")
    yield GridColumn("calls", _("Calls, m€"), _("Union money of calls for it"), "number")
    for name in _TARGET:
        field = Target.KIND.field(name)
        told = _(field.description) if field.description else _(field.label)
        figures = name in _FIGURES
        yield GridColumn(name, _(field.label), told, "number" if figures else "words")
    yield GridColumn("frozen_target", _("As frozen"), _("Target as frozen"), "number")
    yield GridColumn("version", _("Version"), align="number")


def _of_sector(plan: Plan, key: str, factories: Sequence[str]) -> dict[str, GridCell]:
    """Return the cells that are the same in every row of a sector."""
    money = sector_money(plan, key)
    return {
        "lines": _asking(_amount(money.lines_meur), key, "sector_lines"),
        "calls": _asking(_amount(money.calls_meur), key, "sector_calls"),
        "factories": _asking(_served_by(plan, factories), key, "sector_factories"),
    }


def _asking(cell: GridCell, sector: str, code: str) -> GridCell:
    """Let a cell say which figure of a sector it shows."""
    return attrs.evolve(cell, asked=Asked(Sector.KIND.name, sector, code, computed=True))


def _served_by(plan: Plan, factories: Sequence[str]) -> GridCell:
    """Return how many factories name a sector; none is not known while some name no sector."""
    count = number(len(factories))
    if factories:
        names = ", ".join(record_word(plan, "factory", one) for one in factories)
        return GridCell(count, len(factories), detail=names)
    if _silent(plan):
        words = _("No factory names it, but not every factory says its sectors.")
        return GridCell(_("not known"), tone="neutral", detail=words)
    return GridCell(count, 0, "warning", _("No factory names it."))


def _silent(plan: Plan) -> int:
    """Count the AI factories that do not say their sectors."""
    rows = plan.of(Factory).values()
    return sum(row.kind is FactoryKind.FACTORY and row.sectors is None for row in rows)


@attrs.frozen
class _Board:
    """What all rows are made with."""

    plan: Plan
    columns: tuple[GridColumn, ...]
    grouping: str
    day: date

    def row(
        self, sector: Sector | None, target: Target | None, shared: Mapping[str, GridCell]
    ) -> GridRow:
        """Return a row of a sector and a target; one of both may be missing."""
        own = _no_target(sector) if target is None else _of_target(self.plan, target, self.day)
        cells = {**shared, **own}
        groups = {"standing": cells["standing"].text, "listed": _listed(sector)}
        about = sector if target is None else target
        ends = [one.id for one in (sector, target) if one is not None]
        return GridRow(
            ":".join(ends),
            _("All sectors") if sector is None else _(sector.name),
            cells_of(self.columns, cells),
            "" if about is None else about.KIND.name,
            "" if about is None else about.id,
            groups.get(self.grouping, ""),
        )


def _listed(sector: Sector | None) -> str:
    if sector is None:
        return _("All sectors")
    return _("One of the 17") if sector.listed else _("Added in this plan")


def _day(plan: Plan) -> date:
    """Return the day on which the plan is read."""
    return date.fromisoformat(reference_day(Parameters.of(plan)))


def _no_target(sector: Sector | None) -> dict[str, GridCell]:
    if sector is not None and sector.no_target:
        return {"standing": GridCell(_("none set, on purpose"), tone="neutral", deed="act")}
    return {"standing": GridCell(_("no target set"), tone="warning", deed="act")}


def _of_target(plan: Plan, row: Target, day: date) -> dict[str, GridCell]:
    cells = {name: field_cell(plan, row, name) for name in (*_TARGET, "version")}
    changed = was_changed(row)
    cells["frozen_target"] = GridCell(
        _("not frozen") if row.frozen_target is None else significant(row.frozen_target),
        row.frozen_target,
        "warning" if changed else "neutral" if row.frozen_target is None else "",
        _changed_words(row) if changed else "",
        Asked("target", row.id, "frozen_target"),
    )
    cells["standing"] = _light(standing(row, day))
    return cells


def _changed_words(row: Target) -> str:
    words = _("Changed after the freeze, from {was} to {now}: {reason}")
    return words.format(
        was=significant(row.frozen_target),
        now=significant(row.target),
        reason=row.reason or _("no reason is given"),
    )


def _light(found: Standing) -> GridCell:
    words = _(found.light.label)
    if found.done is not None:
        words = f"{words} · {percent(found.done)}"
    told = _("{done} of the way is done, {passed} of the time has passed.").format(
        done=percent(found.done), passed=percent(found.passed)
    )
    return GridCell(words, found.done, _TONES[found.light], told, deed="act", strong=True)


def _amount(meur: float | None) -> GridCell:
    if meur is None:
        return GridCell(_("not stated"), tone="neutral")
    return GridCell(significant(meur), meur)


def _targets_card(sectors: Mapping[str, Sector], rows: Sequence[Target]) -> Figure:
    owned = {row.sector for row in rows if row.owner}
    settled = sum(key in owned or row.no_target for key, row in sectors.items())
    return Figure(
        _("Sectors with a target"),
        f"{number(settled)} / {number(len(sectors))}",
        icon="target",
        context=_("with an owner, or “none set”"),
        asked=Asked(NETWORK, "", "targets_settled", computed=True),
        tone="neutral" if settled == len(sectors) else "warning",
    )


def _standing_card(found: Sequence[Standing]) -> Figure:
    counts = {light: sum(one.light is light for one in found) for light in Light}
    good = counts[Light.REACHED] + counts[Light.ON_TRACK]
    words = _("{behind} behind · {unknown} cannot be told")
    return Figure(
        _("Targets on track"),
        f"{number(good)} / {number(len(found))}",
        icon="flag",
        context=words.format(
            behind=number(counts[Light.BEHIND]), unknown=number(counts[Light.UNKNOWN])
        ),
        tone="danger" if counts[Light.BEHIND] else "neutral",
        asked=Asked(NETWORK, "", "targets_on_track", computed=True),
    )


def _money_card(plan: Plan, sectors: Mapping[str, Sector]) -> Figure:
    known = [sector_money(plan, key).lines_meur for key in sectors]
    stated = [amount for amount in known if amount is not None]
    split = sum(stated)
    whole = plan.of(Instrument).get(_WHOLE)
    total = None if whole is None else whole.budget_meur
    return Figure(
        _("GenAI4EU split, m€"),
        significant(split) if stated else _("not stated"),
        suffix="" if total is None else _("of {total}").format(total=significant(total)),
        icon="coins",
        context=_("{count} of {total} sectors").format(
            count=number(len(stated)), total=number(len(sectors))
        ),
        share=split / total if total and split else None,
        asked=Asked(NETWORK, "", "genai4eu_split", computed=True),
    )


def _served_card(plan: Plan, sectors: Mapping[str, Sector], bare: Sequence[str]) -> Figure:
    silent = _silent(plan)
    told = _("none: {sectors}").format(sectors=", ".join(bare)) if bare else ""
    vague = _("{count} factories name no sector").format(count=number(silent)) if silent else ""
    return Figure(
        _("Sectors with a factory"),
        f"{number(len(sectors) - len(bare))} / {number(len(sectors))}",
        icon="building-2",
        context=vague or told,
        asked=Asked(NETWORK, "", "sectors_served", computed=True),
        tone="warning" if bare and not silent else "neutral",
    )
