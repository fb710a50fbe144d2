# SPDX-License-Identifier: EUPL-1.2
"""UPG: when and how often a machine is upgraded, on which papers, and whether it gains by it."""

import math
from collections.abc import Iterator

from planner.domain.records.assurance import DocumentType
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure, MeasureKind, UpgradeMode
from planner.engine.inputs import number
from planner.engine.machines import dense_ef
from planner.engine.outcome import Finding
from planner.engine.roster import bases_of
from planner.engine.rules.case import Case, Machine, Rule
from planner.engine.rules.docket import Docket, Mask, Picked
from planner.engine.rules.dossier import listed, papers, selection_of

_WRITTEN = 3  # justification, compatibility, gain; the fourth criterion is the letter


def upg_01(case: Case, measure: Measure) -> Iterator[Finding]:
    """Upgrade a machine no sooner than a year after its selection: Art. 15(2).

    The month counted is that of the upgrade's own selection, else of its contract, which is
    later; so a machine may pass here that applied too soon, never the other way round.
    """
    months = 12 * case.limit("UPG-01", "years")
    for base, passed in _ages(case, measure):
        if passed is None:
            yield case.unknown("UPG-01", base, "selected")
        elif passed < months:
            yield _outside(case, "UPG-01", measure, base, passed=passed, months=months)


def upg_02(case: Case, measure: Measure) -> Iterator[Finding]:
    """Apply for an upgrade no later than three years after the selection: Art. 15(2).

    A warning only: the upgrade of MareNostrum 5 was contracted later than that.
    """
    months = 12 * case.limit("UPG-02", "years")
    for base, passed in _ages(case, measure):
        if passed is None:
            yield case.unknown("UPG-02", base, "selected")
        elif passed > months:
            yield _outside(case, "UPG-02", measure, base, passed=passed, months=months)


def upg_03(case: Case, measure: Measure) -> Iterator[Finding]:
    """Upgrade a machine at most once: Art. 15(2), Regulation (EU) 2021/1173."""
    yield case.unknown("UPG-03", measure, "base_system")


def _upg_03_machines(case: Case) -> Iterator[Finding]:
    limit = int(case.parameters.upg_once)
    for machine, hanging in case.hung:
        count = sum(_is_upgrade(row) for row in hanging)
        if count > limit:
            yield case.found("UPG-03", machine, count=count, limit=limit)


def upg_04(case: Case, measure: Measure) -> Iterator[Finding]:
    """Justify an upgrade: need, compatibility, gain, and the letter of the state. Art. 15(3)."""
    written = papers(case, measure, DocumentType.UPGRADE_JUSTIFICATION)
    letters = papers(case, measure, DocumentType.COMMITMENT_LETTER)
    if any(paper.topics is None for paper in written):
        yield case.unknown("UPG-04", written[0], "topics")
        return
    topics = {topic for paper in written for topic in listed(paper.topics)}
    count = min(len(topics), _WRITTEN) + bool(letters)
    if count <= _WRITTEN:
        yield case.found("UPG-04", measure, count=count, needed=_WRITTEN + 1)


def upg_05(case: Case, measure: Measure) -> Iterator[Finding]:
    """Gain performance by an upgrade, both sides stated as BF16 dense."""
    gain = _planned_ef(case, measure)
    if measure.upgrade_mode is UpgradeMode.REPLACES:
        gain -= sum(_ef(case, base) for base in _bases(case, measure))
    if math.isnan(gain):
        yield case.unknown("UPG-05", measure, "accelerators")
    elif gain <= 0:
        yield case.found("UPG-05", measure, gain_ef=round(gain, 3))


def _upgrades(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.UPGRADE))


def _selected(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.UPGRADE) & of.reached(Status.SELECTED))


def _tied(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.UPGRADE) & ~_free(of))


def _untied(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.UPGRADE) & _free(of))


def _free(of: Docket) -> Mask:
    """Tell which measures hang on no machine."""
    nothing = (None,)
    bases = ("base_system", "base_measure")
    return of.measures.is_in(bases[0], nothing) & of.measures.is_in(bases[1], nothing)


def _is_upgrade(row: Machine) -> bool:
    return isinstance(row, System) or row.kind is MeasureKind.UPGRADE


def _bases(case: Case, measure: Measure) -> list[Machine]:
    found = [case.plan.record(kind, key) for kind, key in bases_of(measure)]
    return [row for row in found if isinstance(row, System | Measure)]


def _ages(case: Case, measure: Measure) -> Iterator[tuple[Machine, int | None]]:
    """Yield what a measure upgrades, and the months between their selections."""
    applied = selection_of(case, measure)
    for base in _bases(case, measure):
        selected = selection_of(case, base)
        known = selected is not None and applied is not None
        yield base, applied - selected if known else None  # type: ignore[operator]  # both are known


def _outside(
    case: Case, rule: str, measure: Measure, base: Machine, *, passed: int, months: float
) -> Finding:
    selected = selection_of(case, base) or 0
    return case.found(
        rule,
        measure,
        months=passed,
        limit_months=months,
        years=round(passed / 12, 1),
        limit_years=months / 12,
        base=base.id,
        base_kind=base.KIND.name,
        bound_month=int(selected + months),
    )


def _planned_ef(case: Case, measure: Measure) -> float:
    _packages, tflops, _kw = case.inputs.model(measure.accelerator)
    return number(measure.accelerators) * tflops / 1e6


def _ef(case: Case, machine: Machine) -> float:
    if isinstance(machine, Measure):
        return _planned_ef(case, machine)
    _packages, tflops, _kw = case.inputs.model(machine.accelerator)
    counted = number(machine.accelerators) * tflops / 1e6
    return dense_ef(machine, case.parameters) if math.isnan(counted) else counted


RULES = (
    Rule("UPG-01", upg_01, among=_tied),
    Rule("UPG-02", upg_02, among=_tied),
    Rule("UPG-03", upg_03, among=_untied, rest=_upg_03_machines),
    Rule("UPG-04", upg_04, among=_selected),
    Rule("UPG-05", upg_05, among=_upgrades),
)
