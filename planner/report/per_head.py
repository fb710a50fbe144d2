# SPDX-License-Identifier: EUPL-1.2
"""Maps of AI capacity for a million inhabitants: what operates today beside what is planned.

Where the size of a machine was not published, nothing would be a lie: such a state is unknown.
"""

from collections.abc import Mapping

from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status, System, SystemClass
from planner.domain.records.measures import Measure
from planner.engine.derivations import About
from planner.engine.outcome import FIRM
from planner.report.reader import Reader
from planner.report.sheet import Cell, Maps, Phrase, Shades, Text, joined, phrase
from planner.text import _, month_label, significant, state_name

_UNIT = "PFLOP/s"
_RUNNING = slice(0, 1)  # of the classes of capacity


def capacity_maps(reader: Reader) -> Maps:
    """Return the two maps, with their values in words: dense BF16, PFLOP/s."""
    maps = (
        Shades(
            _("in operation, {month}").format(month=month_label(reader.now)),
            _shaded(reader, _RUNNING, reader.now, _unpublished(reader, running=True)),
        ),
        Shades(
            _("by plan, {month}").format(month=month_label(reader.month)),
            _shaded(reader, FIRM, reader.month, _unpublished(reader, running=False)),
        ),
    )
    asked = (("available", reader.now), ("firm", reader.month))
    return Maps(
        title=_("AI capacity for a million inhabitants"),
        unit=_UNIT,
        maps=maps,
        source=_("this plan; tentative measures are left out"),
        summary=joined(" ", [_told(*one) for one in zip(maps, asked, strict=True)]),
    )


def _shaded(
    reader: Reader, classes: slice, month: int, unknown: frozenset[str]
) -> tuple[tuple[str, float | None], ...]:
    """Return the capacity of the states that have any, the highest first, then the unknown."""
    known = {}
    for key, row in reader.plan.of(State).items():
        if row.population_m:
            total = reader.outcome.capacity_ef[reader.outcome.row(key), classes, month].sum()
            known[key] = float(total) * 1e3 / row.population_m
    having = sorted((-value, key) for key, value in known.items() if value)
    lacking = sorted(key for key in unknown if not known.get(key))
    return (*((key, -value) for value, key in having), *((key, None) for key in lacking))


def _unpublished(reader: Reader, *, running: bool) -> frozenset[str]:
    """Return the states with a machine of unknown size, among all or those that operate.

    A quantum computer has no such size.
    """
    tables: Mapping[str, Mapping[str, System | Measure]] = {
        System.KIND.name: reader.plan.of(System),
        Measure.KIND.name: reader.plan.of(Measure),
    }
    found = (tables.get(one.kind, {}).get(one.key) for one in reader.outcome.unknowns)
    quantum = SystemClass.QUANTUM
    machines = (one for one in found if one is not None and one.system_class is not quantum)
    return frozenset(
        one.state for one in machines if not running or one.status is Status.OPERATIONAL
    )


def _told(shades: Shades, asked: tuple[str, int]) -> Phrase:
    """Write the values of a map as a sentence; `asked` is the class and month they are of."""
    code, month = f"per.people.capacity_ef.{asked[0]}", asked[1]
    parts: list[Text] = [
        Phrase((f"{state_name(key)} ", _value(key, value, code, month)))
        for key, value in shades.values
        if value is not None
    ]
    unknown = sorted(state_name(key) for key, value in shades.values if value is None)
    if unknown:
        parts.append(_("unknown: {states}").format(states=", ".join(unknown)))
    name = shades.name[:1].upper() + shades.name[1:]
    said = joined(", ", parts) if parts else _("none")
    return phrase(f"{_('{label}: {words}')}.", label=f"{name}, {_UNIT}", words=said)


def _value(state: str, value: float, code: str, month: int) -> Cell:
    about = About("state", state, code, month)
    return Cell(significant(value), value, _UNIT, about, computed=True)
