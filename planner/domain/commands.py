# SPDX-License-Identifier: EUPL-1.2
"""Edits as data: what can be asked of a plan.

A command is a frozen record of plain fields, so it can be printed, compared, stored, typed in the
command line, proposed by a solver or sent in a file. `apply` writes into a draft and raises
`DomainError` when the edit makes no sense; breaking a policy rule is allowed and becomes a finding.
No command knows how to undo itself: the inverse is recorded where values are written.
"""

from collections.abc import Mapping
from typing import Any, Protocol, cast

import attrs
from attrs import frozen

from planner.domain.changes import Cell, Draft, Whole, replay
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.records.assurance import Settlement
from planner.domain.records.evidence import Evidence
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import (
    Measure,
    MeasureKind,
    Template,
    UpgradeMode,
)
from planner.domain.schema import Field, Kind, Record, Scalar, Type, evolved

Facts = Mapping[str, Any]
NEEDS_BASE = frozenset({MeasureKind.UPGRADE})
SERVES_BASE = frozenset({MeasureKind.UPGRADE, MeasureKind.DATA_CENTRE, MeasureKind.LINK})


class Command(Protocol):
    """An edit: what it is called in the history, and what it writes."""

    @property
    def label(self) -> tuple[str, Facts]:
        """Return a code and facts that name the edit; `planner.sentences` says it in words."""
        ...

    def apply(self, draft: Draft) -> None:
        """Write the edit into a draft. Raises `DomainError` if it makes no sense."""
        ...


@frozen(kw_only=True)
class Assign:
    """Assign a template to a state from a month on.

    An upgrade needs a system in that state: with none it is refused, with one that one is taken,
    with several the command must say which.
    """

    template: str
    state: str
    start: int
    size: float | None = None
    base_system: str | None = None
    base_measure: str | None = None
    distance_km: float | None = None
    status: Status = Status.TENTATIVE
    name: str | None = None
    measure: str = attrs.field(factory=new_id)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "assign", {"template": self.template, "state": self.state, "month": self.start}

    def apply(self, draft: Draft) -> None:
        """Write the new measure."""
        _check_free(draft, self.measure)
        template = draft.get(Template, self.template)
        draft.get(State, self.state)
        base_system, base_measure = _base(draft, template.kind, self.state, self._given_base)
        draft.put(
            Measure(
                id=self.measure,
                name=self.name or template.name,
                template=template.id,
                kind=template.kind,
                state=self.state,
                base_system=base_system,
                base_measure=base_measure,
                distance_km=self.distance_km,
                status=self.status,
                start=self.start,
                **_from_template(template),
                **_sized(template, self.size if self.size is not None else template.size),
            )
        )

    @property
    def _given_base(self) -> tuple[str | None, str | None]:
        return self.base_system, self.base_measure


@frozen(kw_only=True)
class Move:
    """Move a measure in time, to another state, or both."""

    measure: str
    start: int | None = None
    state: str | None = None
    base_system: str | None = None
    base_measure: str | None = None

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        facts = {"measure": self.measure, "state": self.state, "month": self.start}
        return "move", {name: value for name, value in facts.items() if value is not None}

    def apply(self, draft: Draft) -> None:
        """Write the new month and state; a new state needs a new base for an upgrade."""
        measure = draft.get(Measure, self.measure)
        moved = evolved(measure, start=measure.start if self.start is None else self.start)
        if self.state is not None and self.state != measure.state:
            draft.get(State, self.state)
            given = (self.base_system, self.base_measure)
            system, base = _base(draft, measure.kind, self.state, given, moving=measure.id)
            moved = evolved(
                moved,
                state=self.state,
                base_system=system,
                base_measure=base,
                site=None,
                latitude=None,
                longitude=None,
            )
            self._take_upgrades_along(draft)
        draft.put(moved)

    def _take_upgrades_along(self, draft: Draft) -> None:
        """Move the upgrades of a machine with it: they are part of it and cannot stay behind."""
        for row in [row for row in draft.rows(Measure) if row.base_measure == self.measure]:
            if row.kind in NEEDS_BASE:
                draft.put(evolved(row, state=self.state))


@frozen(kw_only=True)
class Resize:
    """Change the size of a measure, in the unit of its kind."""

    measure: str
    size: float

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "resize", {"measure": self.measure, "size": self.size}

    def apply(self, draft: Draft) -> None:
        """Write the size into the one field the kind names."""
        measure = draft.get(Measure, self.measure)
        draft.put(evolved(measure, **_sized(draft.get(Template, measure.template), self.size)))


@frozen(kw_only=True)
class SetStatus:
    """Commit a measure, keep it tentative, or record how far it has come."""

    measure: str
    status: Status

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "set_status", {"measure": self.measure, "status": str(self.status)}

    def apply(self, draft: Draft) -> None:
        """Write the status."""
        draft.put(evolved(draft.get(Measure, self.measure), status=self.status))


@frozen(kw_only=True)
class Duplicate:
    """Copy a measure, by default to the same state and month."""

    measure: str
    copy: str = attrs.field(factory=new_id)
    state: str | None = None
    start: int | None = None

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "duplicate", {"measure": self.measure}

    def apply(self, draft: Draft) -> None:
        """Write the copy; it starts tentative, whatever the original is."""
        _check_free(draft, self.copy)
        original = draft.get(Measure, self.measure)
        draft.put(evolved(original, id=self.copy, status=Status.TENTATIVE))
        if self.state is not None or self.start is not None:
            Move(measure=self.copy, start=self.start, state=self.state).apply(draft)


@frozen(kw_only=True)
class RemoveMeasure:
    """Take a measure out of the plan, with what means nothing without it.

    Its upgrades go with it, and the records that are recognised by it: contributions, shares of
    time, milestones. What merely serves or names it, a data centre or an allocation, stays and is
    cut loose.
    """

    measure: str

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "remove_measure", {"measure": self.measure}

    def apply(self, draft: Draft) -> None:
        """Drop the measure and settle what points at it."""
        draft.get(Measure, self.measure)
        for row in [row for row in draft.rows(Measure) if row.base_measure == self.measure]:
            if row.kind in NEEDS_BASE:
                RemoveMeasure(measure=row.id).apply(draft)
            else:
                draft.put(evolved(row, base_measure=None))
        for kind, field in draft.base.schema.pointing_at(Measure.KIND.name):
            if kind is not Measure.KIND:
                self._settle(draft, kind, field)
        _drop(draft, Measure.KIND.name, self.measure)

    def _settle(self, draft: Draft, kind: Kind, field: Field) -> None:
        pointing = [row for row in draft.rows(kind.record) if self._is_named(row, field)]
        for row in pointing:
            if field.name in kind.natural_key:
                _drop(draft, kind.name, row.id)
            elif field.value_type is Type.REFERENCES:
                rest = tuple(key for key in getattr(row, field.name) if key != self.measure)
                draft.put(evolved(row, **{field.name: rest or None}))
            else:
                draft.put(evolved(row, **{field.name: None}))

    def _is_named(self, row: Record, field: Field) -> bool:
        value = getattr(row, field.name)
        return self.measure in value if isinstance(value, tuple) else value == self.measure


@frozen(kw_only=True)
class AddRecord:
    """Add a record of any kind from raw values."""

    kind: str
    values: Mapping[str, Any]

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "add_record", {"kind": self.kind, "name": self.values.get("name", "")}

    def apply(self, draft: Draft) -> None:
        """Write the record. Raises `DomainError("already_exists")` if its key is taken."""
        record = draft.base.schema.kind(self.kind).build(self.values)
        if draft.find(self.kind, record.id) is not None:
            raise DomainError("already_exists", kind=self.kind, key=record.id)
        draft.put(record)


@frozen(kw_only=True)
class EditField:
    """Set one field of one record of any kind."""

    kind: str
    key: str
    field: str
    value: Scalar

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "edit_field", {"kind": self.kind, "key": self.key, "field": self.field}

    def apply(self, draft: Draft) -> None:
        """Write the value. The key itself cannot be edited."""
        found = draft.find(self.kind, self.key)
        if found is None:
            raise DomainError("missing_record", kind=self.kind, key=self.key)
        declared = draft.base.schema.kind(self.kind).field(self.field)
        if declared.name == "id":
            raise DomainError("key_is_fixed", kind=self.kind, key=self.key)
        if isinstance(found, Measure) and declared.name == "state":
            Move(measure=self.key, state=str(declared.check(self.value))).apply(draft)
            return
        draft.put(evolved(found, **{declared.name: declared.check(self.value)}))


@frozen(kw_only=True)
class RemoveRecord:
    """Take a record of any kind out of the plan.

    Raises `DomainError("still_referenced")` while another record points at it. What is known
    about its cells goes with it.
    """

    kind: str
    key: str

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return "remove_record", {"kind": self.kind, "key": self.key}

    def apply(self, draft: Draft) -> None:
        """Drop the record."""
        if self.kind == Measure.KIND.name:
            RemoveMeasure(measure=self.key).apply(draft)
        else:
            _drop(draft, self.kind, self.key)


@frozen(kw_only=True)
class Batch:
    """Several commands as one step: all of them, or none."""

    commands: tuple[Command, ...]
    code: str = "batch"
    facts: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return self.code, {"count": len(self.commands), **self.facts}

    def apply(self, draft: Draft) -> None:
        """Write all commands into the same draft."""
        for command in self.commands:
            command.apply(draft)


@frozen(kw_only=True)
class Replay:
    """Write what was recorded: how undo, redo and a journal played forward reach the plan."""

    cells: tuple[Cell | Whole, ...]
    code: str
    facts: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def label(self) -> tuple[str, Facts]:
        """Name the edit."""
        return self.code, self.facts

    def apply(self, draft: Draft) -> None:
        """Write the new side of every cell, and every whole record."""
        replay(draft, self.cells)


def hosts(draft: Draft, state: str, *, besides: str = "") -> tuple[list[System], list[Measure]]:
    """Return the systems of a state that an upgrade or a data centre can be tied to."""
    systems = [s for s in draft.rows(System) if s.state == state and s.base_system is None]
    planned = [
        m
        for m in draft.rows(Measure)
        if m.state == state and m.kind is MeasureKind.SYSTEM and m.id != besides
    ]
    return sorted(systems, key=lambda s: s.id), sorted(planned, key=lambda m: m.id)


def _drop(draft: Draft, kind: str, key: str) -> None:
    """Take a record out with the evidence for its cells and what was settled about them."""
    rows: list[Settlement | Evidence] = [*draft.rows(Settlement), *draft.rows(Evidence)]
    for row in rows:
        if (row.about_kind, row.about) == (kind, key):
            draft.drop(row.KIND.name, row.id)
    draft.drop(kind, key)


def _base(
    draft: Draft,
    kind: MeasureKind,
    state: str,
    given: tuple[str | None, str | None],
    *,
    moving: str = "",
) -> tuple[str | None, str | None]:
    if kind not in SERVES_BASE:
        return None, None
    if any(given):
        _check_base(draft, kind, state, given)
        return given
    systems, planned = hosts(draft, state, besides=moving)
    found = [(s.id, None) for s in systems] + [(None, m.id) for m in planned]
    if len(found) == 1:
        return found[0]
    if kind not in NEEDS_BASE:
        return None, None
    if not found:
        raise DomainError("no_system_to_upgrade", state=state)
    options = [*((s.id, s.name) for s in systems), *((m.id, m.name) for m in planned)]
    raise DomainError("choose_system", state=state, options=options)


def _check_free(draft: Draft, measure: str) -> None:
    if draft.find(Measure.KIND.name, measure) is not None:
        raise DomainError("already_exists", kind=Measure.KIND.name, key=measure)


def _check_base(
    draft: Draft, kind: MeasureKind, state: str, given: tuple[str | None, str | None]
) -> None:
    base = draft.get(System, given[0]) if given[0] else draft.get(Measure, cast("str", given[1]))
    if kind in NEEDS_BASE and base.state != state:
        raise DomainError("system_is_elsewhere", state=state, name=base.name, there=base.state)
    if isinstance(base, Measure) and base.kind is not MeasureKind.SYSTEM:
        raise DomainError("not_a_system", name=base.name)


def _from_template(template: Template) -> dict[str, Any]:
    copied = (
        "lead_months",
        "ramp_months",
        "life_months",
        "system_class",
        "accelerator",
        "completion",
        "retention",
        "union_share_acquisition",
        "union_share_operation",
    )
    values = {name: getattr(template, name) for name in copied}
    if template.kind is MeasureKind.UPGRADE:
        values["upgrade_mode"] = UpgradeMode.ADDS
    return values


def _sized(template: Template, size: float) -> dict[str, Any]:
    if not template.size_minimum <= size <= template.size_maximum:
        raise DomainError(
            "size_out_of_range",
            size=size,
            minimum=template.size_minimum,
            maximum=template.size_maximum,
            template=template.name,
        )
    name = MeasureKind(template.kind).size_field
    whole = name in ("accelerators", "seats")
    if whole and size != round(size):
        raise DomainError("not_a_whole_number", field=name, label=name, value=size)
    return {name: int(size) if whole else size}


def name_of(record: Record) -> str:
    """Return what people call a record, its key if it has no name."""
    called = (getattr(record, field, None) for field in ("name", "title", "indicator"))
    return str(next(filter(None, called), record.id))
