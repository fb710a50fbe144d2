# SPDX-License-Identifier: EUPL-1.2
"""The page of one AI factory or antenna: is it complete, what it has, who pays, how it stands."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.plan import Plan
from planner.domain.records.access import AccessPool, TimeShare
from planner.domain.records.assurance import Milestone
from planner.domain.records.cooperation import Cooperation, SupportService, TalentProgramme
from planner.domain.records.funding import Commitment
from planner.domain.records.infrastructure import Factory, FactoryKind, System, SystemClass
from planner.domain.records.measures import TALENT, Measure, MeasureKind
from planner.domain.records.sites import DataCentre
from planner.domain.schema import Record
from planner.engine.derivations import About
from planner.reference.known_marks import sayings
from planner.report.parts import broken, facts, finding_table, months_words
from planner.report.reader import Reader, key_figure, plain, words
from planner.report.sheet import (
    Block,
    Cell,
    KeyFigures,
    Line,
    Section,
    Sheet,
    Table,
    Text,
    phrase,
)
from planner.report.slips import slip_of
from planner.report.terms import terms
from planner.sentences import name_in
from planner.text import _, labelled, month_label, state_name

_AI = frozenset({SystemClass.AI_OPTIMISED, SystemClass.AI_PARTITION})
_MACHINE = (
    "in_service",
    "end",
    "accelerators",
    "capacity_ef",
    "power_mw",
    "union_share_of_tco",
    "union_share_of_time",
    "union_hours",
)
_TERMS = ("selected", "contracted", "operating", "capacity", "hours", "slip")


def factory_sheet(reader: Reader, key: str, *, today: date) -> Sheet:
    """Return the page of a factory. Raises `DomainError("missing_record")`."""
    factory = reader.plan.get(Factory, key)
    return Sheet(
        name="factory",
        title=_("Factory sheet: {name}").format(name=factory.name),
        subtitle=_subtitle(factory),
        facts=facts(reader, today),
        sections=(
            Section("complete", _("Is it complete?"), (_parts(reader, factory),)),
            Section("machine", _("What does its machine do?"), _machine(reader, factory)),
            Section("money", _("Who pays what?"), _money(reader, factory)),
            Section("dates", _("Is it on time?"), (_dates(reader, factory),)),
            Section("links", _("Whom does it work with?"), (_links(reader, factory),)),
            Section("rules", _("What is open?"), (_open(reader, factory),)),
        ),
        terms=terms(_TERMS),
    )


def _subtitle(factory: Factory) -> str:
    told = [
        _(factory.kind.label),
        ", ".join(filter(None, (factory.city, state_name(factory.state)))),
    ]
    if factory.host:
        told.append(factory.host)
    return " · ".join(told)


def _parts(reader: Reader, factory: Factory) -> Table:
    rows = (
        (_("AI-optimised machine or AI partition"), _of_machine(reader, factory)),
        (_("Associated data centre"), _attached(reader, DataCentre, factory)),
        (_("Dedicated access"), _access(reader, factory)),
        (_("AI-oriented services"), _services(reader, factory)),
        (_("Talent"), _talent(reader, factory)),
    )
    return Table(
        heads=(_("Part of a factory"), _("In the plan"), _("By what")),
        lines=tuple(
            Line(
                (words(part), words(_("yes") if by else _("nothing on file")), words(", ".join(by)))
            )
            for part, by in rows
        ),
        note=_(
            "The five parts of Article 2(3b) of Regulation (EU) 2021/1173. Nothing on file is not "
            "the same as missing: it may only not be published."
        ),
    )


def _of_machine(reader: Reader, factory: Factory) -> list[str]:
    system = _system(reader.plan, factory)
    if system is None:
        return []
    found = [system, *(s for s in reader.plan.of(System).values() if s.base_system == system.id)]
    return [row.name for row in found if row.system_class in _AI]


def _attached(reader: Reader, cls: type[DataCentre], factory: Factory) -> list[str]:
    rows = reader.plan.of(cls).values()
    mine = {factory.id, factory.system}
    return [row.name for row in rows if {row.factory, row.system} & mine - {None}]


def _access(reader: Reader, factory: Factory) -> list[str]:
    if factory.system is None:
        return []
    own = [
        reader.name(kind, key)
        for kind in (TimeShare.KIND.name, AccessPool.KIND.name)
        for key, row in reader.plan.table(kind).items()
        if getattr(row, "system", None) == factory.system
    ]
    pools = [
        row for row in reader.plan.of(AccessPool).values() if (row.system, row.measure) == _ALL
    ]
    return own or ([_("pools that hold for all machines")] if pools else [])


_ALL = (None, None)


def _services(reader: Reader, factory: Factory) -> list[str]:
    plan = reader.plan
    rows = plan.of(SupportService).values()
    found = [name_in(plan, row) for row in rows if row.factory == factory.id]
    return found + _measures(plan, factory, frozenset({MeasureKind.SUPPORT}))


def _talent(reader: Reader, factory: Factory) -> list[str]:
    rows = reader.plan.of(TalentProgramme).values()
    found = [row.name for row in rows if factory.id == row.factory or factory.state == row.state]
    return found + _measures(reader.plan, factory, frozenset(TALENT))


def _measures(plan: Plan, factory: Factory, kinds: frozenset[MeasureKind]) -> list[str]:
    rows = plan.of(Measure).values()
    return [row.name for row in rows if row.state == factory.state and row.kind in kinds]


def _system(plan: Plan, factory: Factory) -> System | None:
    return plan.of(System).get(factory.system or "")


def _machine(reader: Reader, factory: Factory) -> tuple[Block, ...]:
    system = _system(reader.plan, factory)
    if system is None:
        nothing = _("It has no machine of its own on file.")
        return (Table(heads=(_("Figure"), _("Value")), empty=nothing),)
    values = {code: reader.figure("system", system.id, code) for code in _MACHINE}
    hours = key_figure(_("Union hours a month"), values["union_hours"], _("in full service"))
    first = (
        key_figure(system.name, Cell(_(system.status.label)), _class(system)),
        key_figure(_("In service"), values["in_service"], _until(values["end"])),
        key_figure(_("Accelerators"), values["accelerators"], _model(reader, system)),
        key_figure(_("AI capacity"), values["capacity_ef"]),
    )
    second = (
        key_figure(_("Power of the site"), values["power_mw"]),
        key_figure(_("Union share of total cost"), values["union_share_of_tco"]),
        key_figure(_("Union share of the time"), values["union_share_of_time"]),
        hours,
    )
    return KeyFigures(first), KeyFigures(second)


def _class(system: System) -> str:
    return "" if system.system_class is None else _(system.system_class.label)


def _until(cell: Cell) -> Text:
    return "" if cell.value is None else phrase(_("until {month}"), month=plain(cell))


def _model(reader: Reader, system: System) -> str:
    return "" if system.accelerator is None else reader.name("accelerator", system.accelerator)


def _money(reader: Reader, factory: Factory) -> tuple[Block, ...]:
    rows = [row for row in reader.plan.of(Commitment).values() if row.factory == factory.id]
    union, whole = (reader.field(factory, name) for name in ("union_meur", "investment_meur"))
    shown = reader.pair("over", union, whole)
    return (
        KeyFigures(
            (
                key_figure(_("Investment announced"), whole),
                key_figure(_("of it from the Union"), union),
                key_figure(_("Union share"), shown, _("50 % is a ceiling, not the rate")),
            )
        ),
        Table(
            heads=(_("Agreement"), _("Signed"), _("Union"), _("States"), _("Others")),
            right="llrrr",
            lines=tuple(_agreement(reader, row) for row in rows),
            empty=_("No agreement is on file."),
        ),
    )


def _agreement(reader: Reader, row: Commitment) -> Line:
    names = ("signed", "union_meur", "states_meur", "other_meur")
    cells = (words(row.name), *(reader.field(row, name) for name in names))
    return Line(cells, row.KIND.name, row.id)


def _dates(reader: Reader, factory: Factory) -> Table:
    return Table(
        heads=(_("Step"), _("First planned"), _("Now"), _("Slip")),
        right="lllr",
        lines=tuple(_steps(reader, factory)),
        empty=_("No date is on file."),
    )


def _steps(reader: Reader, factory: Factory) -> Iterator[Line]:
    chosen = reader.field(factory, "selected")
    yield Line((words(_("Factory selected")), words(""), chosen, words("")), "factory", factory.id)
    system = _system(reader.plan, factory)
    if system is None:
        return
    for name in ("selected", "contracted"):
        label = labelled(system.name, _(system.KIND.field(name).label))
        cell = reader.field(system, name)
        yield Line((words(label), words(""), cell, words("")), "system", system.id)
    yield _service(reader, system)
    yield from _said_before(reader, system)
    for row in reader.plan.of(Milestone).values():
        if row.system == system.id:
            yield _milestone(reader, row)


def _service(reader: Reader, system: System) -> Line:
    slip = slip_of(reader.plan, "system", system.id)
    first = None if slip is None else slip.first
    late = None if slip is None else slip.months
    label = labelled(system.name, _(system.KIND.field("accepted").label))
    now = reader.figure("system", system.id, "in_service")
    told = "" if late is None else _("on time") if late == 0 else months_words(late)
    about = About("system", system.id, "accepted", reader.now)
    was = words("")
    if first is not None:
        was = Cell(month_label(first), float(first), "month", about)
    cells = (words(label), was, now, Cell(told, late, "months", about))
    return Line(cells, "system", system.id)


def _said_before(reader: Reader, system: System) -> Iterator[Line]:
    """Yield what was expected of the start of service after the first plan and before now."""
    about = About(System.KIND.name, system.id, "accepted", reader.now)
    first, *between = sayings(reader.plan, system, "accepted") or (None,)
    for said in between[:-1]:
        label = _("as expected in {year}").format(year=said.year) if said.year else _("once")
        moved = None if first is None else said.month - first.month
        cells = (
            words(labelled(system.name, label)),
            words(""),
            Cell(month_label(said.month), float(said.month), "month", about),
            words("") if moved is None else Cell(months_words(moved), moved, "months", about),
        )
        yield Line(cells, System.KIND.name, system.id)


def _milestone(reader: Reader, row: Milestone) -> Line:
    now = "actual" if row.actual is not None else "forecast"
    moved = None
    month = row.actual if row.actual is not None else row.forecast
    if month is not None and row.baseline is not None:
        moved = month - row.baseline
    cells = (
        words(_(row.stage.label)),
        reader.field(row, "baseline"),
        reader.field(row, now),
        words("")
        if moved is None
        else Cell(months_words(moved), moved, "months", reader.field(row, "baseline").about),
    )
    return Line(cells, row.KIND.name, row.id)


def _links(reader: Reader, factory: Factory) -> Table:
    rows = (
        (_("Consortium"), [state_name(state) for state in factory.consortium or ()]),
        (_("Linked factories"), _named(reader, Factory, factory.linked_factories or ())),
        (_("Linked antennas"), _antennas(reader.plan, factory)),
        (_("Cooperation"), _cooperation(reader, factory)),
        (_("Sectors"), [one.strip() for one in (factory.sectors or "").split(";") if one.strip()]),
    )
    return Table(
        heads=(_("Link"), _("With")),
        lines=tuple(
            Line((words(label), words(", ".join(names) or _("nothing on file"))))
            for label, names in rows
        ),
    )


def _named(reader: Reader, cls: type[Record], keys: Sequence[str]) -> list[str]:
    return [reader.name(cls.KIND.name, key) for key in keys]


def _antennas(plan: Plan, factory: Factory) -> list[str]:
    return [
        row.name
        for row in plan.of(Factory).values()
        if row.kind is FactoryKind.ANTENNA and factory.id in (row.linked_factories or ())
    ]


def _cooperation(reader: Reader, factory: Factory) -> list[str]:
    found = []
    for row in reader.plan.of(Cooperation).values():
        ends = (
            ("factory", row.other_factory),
            ("support_centre", row.centre),
            ("initiative", row.initiative),
        )
        if row.factory == factory.id:
            found += [reader.name(kind, key) for kind, key in ends if key]
        elif row.other_factory == factory.id:
            found.append(reader.name("factory", row.factory))
    return found


def _open(reader: Reader, factory: Factory) -> Table:
    keys = [factory.id, *([factory.system] if factory.system else [])]
    found = broken(reader, keys)
    return finding_table(reader, found, empty=_("No rule is broken, none warns."))
