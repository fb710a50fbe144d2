# SPDX-License-Identifier: EUPL-1.2
"""The single contact point: whom to send a case to, and why, as a pure function of the plan.

Score = Σ weight · points / Σ weight over the aspects the case asks about; points lie between 0 and
1, what is not known counts nothing and is said. The framework names no weights, so they are
parameters of the plan, as is how far each aspect reaches. Every aspect is a reason in the end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

import attrs

from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode
from planner.domain.records.cooperation import (
    Scope,
    ServiceKind,
    Stack,
    SupportCentre,
    SupportService,
)
from planner.domain.records.desk import DeskCase, Need
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import (
    Accelerator,
    Factory,
    FactoryKind,
    System,
    UnitKind,
)
from planner.domain.records.uptake import Sector
from planner.domain.schema import evolved
from planner.engine.centres import data_reach, great_circle_km
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.engine.rules.dossier import listed
from planner.engine.rules.law import law_of
from planner.engine.sectors import words_for
from planner.engine.targets import LeftOut, Target, helpers, mode_for, targets
from planner.text import language_code

Facts = tuple[tuple[str, str | float], ...]
Points = tuple[float | None, str, Facts]
_WORKING_LANGUAGE = "en"
_SERVICES: Mapping[Need, ServiceKind] = {
    Need.PROGRAMMING: ServiceKind.PROGRAMMING,
    Need.ALGORITHM: ServiceKind.ALGORITHMIC,
    Need.APPLICATION: ServiceKind.APPLICATION,
    Need.DATA: ServiceKind.DATA,
    Need.TALENT: ServiceKind.TRAINING,
}
_VENDORS: Mapping[Stack, str] = {Stack.CUDA: "nvidia", Stack.ROCM: "amd"}


class Aspect(StrEnum):
    """What speaks for or against a target; each has a weight `desk_weight_<aspect>`."""

    LINK = "link"
    SKILLS = "skills"
    STACK = "stack"
    SECTOR = "sector"
    LANGUAGE = "language"
    LOAD = "load"
    DISTANCE = "distance"
    DATA = "data"


@attrs.frozen
class Reason:
    """One aspect of one target: points from 0 to 1 or None if unknown, and a code with facts."""

    aspect: Aspect
    points: float | None
    code: str
    facts: Facts = ()


@attrs.frozen
class Line:
    """One line of a ranking; `load` is that of the pool with the request, 1 is full."""

    kind: str
    key: str
    system: str | None
    score: float
    load: float | None
    union_share: float | None
    reasons: tuple[Reason, ...]

    @property
    def is_full(self) -> bool:
        """Tell whether its load is high or reported so."""
        return any(one.code in {"load_high", "load_constrained"} for one in self.reasons)

    @property
    def needs_porting(self) -> bool:
        """Tell whether the user's software does not run there as it is (RTE-03)."""
        return any(one.code in {"stack_porting", "stack_differs"} for one in self.reasons)


@attrs.frozen
class Ranking:
    """The mode a case belongs in, its targets, the best first, and who is left out.

    `beside` is who can help with what hours do not give, where a case asks for both.
    """

    mode: AccessMode | None
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    beside: tuple[Line, ...] = ()


def ranking(plan: Plan, outcome: Outcome, case: DeskCase) -> Ranking:
    """Rank the targets of a case by their scores, one line for each; equal ones by key.

    Help beside the hours stands by state, then by language, then by score: it is needed nearby.
    """
    mode = case.mode or mode_for(plan, case.applicant, case.hours_estimated, case.unit)
    case = evolved(case, mode=mode)
    found, out = targets(plan, outcome, case)
    scale = _Scale(plan, case, Parameters.of(plan), law_of(plan).value("RTE-04", "load"))
    best: dict[tuple[str, str], Line] = {}
    for target in found:
        line = scale.line(target)
        known = best.get((line.kind, line.key))
        if known is None or line.score > known.score:
            best[line.kind, line.key] = line
    lines = sorted(best.values(), key=lambda one: (-one.score, one.key))
    near = map(scale.line, helpers(plan, case, {one.key for one in lines}))
    return Ranking(mode, tuple(lines), tuple(out), tuple(sorted(near, key=_nearest)))


def no_catalogue(plan: Plan, case: DeskCase) -> Reason | None:
    """Return the reason that says of every target alike that nobody's services are on file.

    None where some are, or where no service is asked for: then each line speaks for itself.
    """
    wanted = _SERVICES.get(case.need) if case.need is not None else None
    told = any(row.skills for row in plan.of(SupportCentre).values())
    if wanted is None or told or plan.of(SupportService):
        return None
    return Reason(Aspect.SKILLS, None, "no_catalogue", (("service_kind", wanted.value),))


def own_reasons(plan: Plan, case: DeskCase, line: Line) -> tuple[Reason, ...]:
    """Return the reasons of a line as they are told, while enough are left (RTE-02).

    One that all lines have is left to whoever tells them; several unknown ones become one.
    """
    shared = no_catalogue(plan, case)
    own = tuple(one for one in line.reasons if one != shared)
    least = int(law_of(plan).value("RTE-02", "reasons"))
    known = tuple(one for one in own if one.points is not None)
    blank = tuple(one for one in own if one.points is None)
    if len(known) >= least and len(blank) > 1:
        names = ";".join(one.aspect for one in blank)
        return *known, Reason(blank[0].aspect, None, "untold", (("aspects", names),))
    return own if len(own) >= least else line.reasons


def _nearest(line: Line) -> tuple[bool, bool, float, str]:
    codes = {one.code for one in line.reasons}
    at_home = not codes.isdisjoint({"home", "home_linked"})
    return not at_home, "language" not in codes, -line.score, line.key


def _leads_to(target: Target) -> str | None:
    """Return the factory an antenna is linked to, the first if there are several."""
    row = target.record
    if not isinstance(row, Factory) or row.kind is not FactoryKind.ANTENNA:
        return None
    return min(row.linked_factories or (), default=None)


@attrs.frozen(eq=False)
class _Scale:
    """Weighs the targets of one case; each aspect is a method that returns its points."""

    plan: Plan
    case: DeskCase
    parameters: Parameters
    full: float

    def line(self, target: Target) -> Line:
        """Weigh one target."""
        reasons = tuple(self._reasons(target))
        weights = [getattr(self.parameters, f"desk_weight_{one.aspect}") for one in reasons]
        total = sum(weights)
        won = sum(w * (one.points or 0.0) for w, one in zip(weights, reasons, strict=True))
        demand = target.demand
        wanted = None if demand is None else demand.wanted
        return Line(
            kind=target.kind,
            key=target.record.id,
            system=None if target.machine is None else target.machine.id,
            score=round(won / total, 6) if total else 0.0,
            load=self._load_of(target),
            union_share=wanted / demand.union if demand and demand.union and wanted else None,
            reasons=reasons,
        )

    def _reasons(self, target: Target) -> Iterator[Reason]:
        for aspect, weigh in _ASPECTS.items():
            points = weigh(self, target)
            if points is not None:
                yield Reason(aspect, *points)

    def _link(self, target: Target) -> Points | None:
        state = self.case.state
        if state is None:
            return None
        place = (("state", state),)
        if target.record.state == state:
            return self._at_home(target, place)
        factory = self._factory(target)
        if factory is None:
            return 0.0, "no_link", place
        antenna = self._antenna_to(factory)
        if antenna is not None:
            return 1.0, "antenna", (("antenna", antenna.id), *place)
        if state in (factory.consortium or ()):
            return 1.0, "consortium", place
        return 0.0, "no_link", place

    def _at_home(self, target: Target, place: Facts) -> Points:
        """Weigh what lies in the user's state; beside hours an antenna says where it leads."""
        linked = None if self.case.hours_estimated is None else _leads_to(target)
        if linked is None:
            return 1.0, "home", place
        return 1.0, "home_linked", (("factory", linked), *place)

    def _skills(self, target: Target) -> Points | None:
        wanted = _SERVICES.get(self.case.need) if self.case.need is not None else None
        if wanted is None:
            return None
        services = self._services(target)
        named = (("service_kind", wanted.value),)
        found = next((row for row in services if row.kind is wanted), None)
        if found is not None:
            return 1.0, "service", (("service", found.id),)
        skills = {word.casefold() for word in self._told(target, "skills")}
        if skills & {wanted.value, str(self.case.need)}:
            return 1.0, "skill", named
        return (0.0, "no_service", named) if services or skills else (None, "no_catalogue", named)

    def _stack(self, target: Target) -> Points | None:
        stack = self.case.stack
        if stack is None:
            return None
        asked: Facts = (("stack", str(stack)),)
        if target.machine is None:
            return self._stack_of_centre(target, asked)
        if stack not in _VENDORS:
            return 1.0, "stack_portable", asked
        return self._stack_on(target, target.machine, stack)

    def _stack_on(self, target: Target, machine: System, stack: Stack) -> Points:
        """Weigh code for one vendor on a machine (RTE-03); porting help gives part of it back."""
        asked: Facts = (("stack", str(stack)), ("machine", machine.id))
        model = self.plan.of(Accelerator).get(machine.accelerator or "")
        if model is None or model.vendor is None:
            return None, "stack_unknown", asked
        on: Facts = (*asked, ("vendor", model.vendor))
        if model.vendor.casefold() == _VENDORS[stack]:
            if model.unit_kind is UnitKind.SUPERCHIP:
                return self.parameters.desk_rebuild_part, "stack_rebuild", on
            return 1.0, "stack_fits", on
        porting = [row for row in self._services(target) if row.kind is ServiceKind.PROGRAMMING]
        if porting:
            part = self.parameters.desk_porting_part
            return part, "stack_porting", (*on, ("service", porting[0].id))
        return 0.0, "stack_differs", on

    def _stack_of_centre(self, target: Target, asked: Facts) -> Points | None:
        known = {word.casefold() for word in self._told(target, "stacks")}
        if not known:
            return None, "stack_untold", asked
        if dict(asked)["stack"] in known:
            return 1.0, "stack_known", asked
        return 0.0, "stack_not_known", asked

    def _sector(self, target: Target) -> Points | None:
        if self.case.sector is None:
            return None
        sector = self.plan.get(Sector, self.case.sector)
        asked = (("sector", sector.id),)
        named = {word.casefold() for word in listed(target.record.sectors)}
        if not named:
            return None, "sector_untold", asked
        fits = not named.isdisjoint(words_for(sector))
        return (1.0, "sector", asked) if fits else (0.0, "other_sectors", asked)

    def _language(self, target: Target) -> Points | None:
        if self.case.language is None:
            return None
        wanted = language_code(self.case.language)
        asked = (("language", wanted),)
        if wanted == _WORKING_LANGUAGE:
            return 1.0, "working_language", asked
        told = {language_code(word) for word in self._told(target, "languages")}
        if wanted in told or wanted in self._spoken(target.record.state):
            return 1.0, "language", asked
        factory = self._factory(target)
        for state in sorted((factory.consortium or ()) if factory is not None else ()):
            if wanted in self._spoken(state):
                return 1.0, "language_of_partner", (*asked, ("state", state))
        return 0.0, "other_language", asked

    def _load(self, target: Target) -> Points | None:
        demand, machine = target.demand, target.machine
        if demand is None or machine is None:
            load = self._load_of(target)
            if load is None:
                return (
                    (None, "load_untold", ()) if isinstance(target.record, SupportCentre) else None
                )
            return max(0.0, 1.0 - load), "cases", (("share", load),)
        facts: Facts = (
            ("machine", machine.id),
            ("share", demand.load),
            ("pool", demand.pool),
            ("assumed", float(demand.assumed)),
        )
        free = max(0.0, 1.0 - demand.load)
        if demand.wanted is None:
            return free, "load_unit", facts
        if machine.constrained:
            return free * self.parameters.desk_constrained_part, "load_constrained", facts
        return free, "load_high" if demand.load > self.full else "load", facts

    def _distance(self, target: Target) -> Points | None:
        if self.case.state is None:
            return None
        here, there = (self._capital(key) for key in (self.case.state, target.record.state))
        ends = (("state", self.case.state), ("there", target.record.state))
        if here is None or there is None:
            return None, "distance_unknown", ends
        km = great_circle_km(here, there)
        return max(0.0, 1.0 - km / self.parameters.desk_far_km), "distance", (("km", km), *ends)

    def _data(self, target: Target) -> Points | None:
        space = self.case.data_space
        if space is None:
            return None
        factory = self._factory(target)
        reached = {row.space: row.factories for row in data_reach(self.plan)}.get(space, ())
        asked = (("data_space", space),)
        if factory is not None and factory.id in reached:
            return 1.0, "data_space", asked
        return 0.0, "no_data_space", asked

    def _factory(self, target: Target) -> Factory | None:
        """Return the factory itself, or that a centre is linked to."""
        if isinstance(target.record, Factory):
            return target.record
        return self.plan.of(Factory).get(target.record.factory or "")

    def _antenna_to(self, factory: Factory) -> Factory | None:
        """Return the antenna of the user's state that is linked to a factory."""
        in_state = attached(self.plan, Factory, "state").get(self.case.state or "", ())
        linked = (row for row in in_state if factory.id in (row.linked_factories or ()))
        return next((row for row in linked if row.kind is FactoryKind.ANTENNA), None)

    def _services(self, target: Target) -> Sequence[SupportService]:
        """Return the services of a target and its centres that are open to the user, by key."""
        kind = "factory" if isinstance(target.record, Factory) else "centre"
        rows = list(attached(self.plan, SupportService, kind).get(target.record.id, ()))
        for centre in self._centres(target):
            rows += attached(self.plan, SupportService, "centre").get(centre.id, ())
        home = target.record.state == self.case.state
        return [row for row in rows if row.scope is not Scope.STATE or home]

    def _centres(self, target: Target) -> Sequence[SupportCentre]:
        if not isinstance(target.record, Factory):
            return ()
        return attached(self.plan, SupportCentre, "factory").get(target.record.id, ())

    def _told(self, target: Target, field: str) -> Iterator[str]:
        """Yield what a target or its centres say of themselves in a list."""
        rows = [target.record] if isinstance(target.record, SupportCentre) else []
        for row in (*rows, *self._centres(target)):
            yield from listed(getattr(row, field))

    def _spoken(self, state: str) -> set[str]:
        return set(listed(self.plan.get(State, state).languages))

    def _capital(self, state: str) -> tuple[float, float] | None:
        row = self.plan.get(State, state)
        if row.capital_lat is None or row.capital_lon is None:
            return None
        return row.capital_lat, row.capital_lon

    def _load_of(self, target: Target) -> float | None:
        if target.demand is not None:
            return round(target.demand.load, 6)
        record = target.record
        if not isinstance(record, SupportCentre) or record.cases_open is None:
            return None
        most = record.cases_at_most
        return round(record.cases_open / most, 6) if most else None


_ASPECTS: Mapping[Aspect, Callable[[_Scale, Target], Points | None]] = {
    Aspect.LINK: _Scale._link,  # noqa: SLF001 - the table belongs to the class
    Aspect.SKILLS: _Scale._skills,  # noqa: SLF001 - as above
    Aspect.STACK: _Scale._stack,  # noqa: SLF001 - as above
    Aspect.SECTOR: _Scale._sector,  # noqa: SLF001 - as above
    Aspect.LANGUAGE: _Scale._language,  # noqa: SLF001 - as above
    Aspect.LOAD: _Scale._load,  # noqa: SLF001 - as above
    Aspect.DISTANCE: _Scale._distance,  # noqa: SLF001 - as above
    Aspect.DATA: _Scale._data,  # noqa: SLF001 - as above
}
