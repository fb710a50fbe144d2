# SPDX-License-Identifier: EUPL-1.2
"""How the money of one measure comes about: acquisition, operation, and who pays which part."""

from collections.abc import Iterator

from planner.domain.months import HORIZON
from planner.domain.records.contributions import Purpose
from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind, Template
from planner.engine.alone import Alone
from planner.engine.costs import Ledger
from planner.engine.figures import Figure, Input, field_input
from planner.engine.funding import residual_value


def money_figures(of: Alone, measure: Measure) -> Iterator[Figure]:
    """Yield what a measure costs, who pays which part of it, and what is left of it in the end."""
    unknown = {u.field for u in of.priced.unknowns}
    ledger = Ledger.of([of.priced])
    capex, opex = float(ledger.capex[0]), float(ledger.opex[0])
    life = float(ledger.life_opex[0])
    acquisition, operation = ledger.acquisition[:, 0], ledger.operation[:, 0]
    no_capex, no_opex = "capex_meur" in unknown, "opex_meur_per_year" in unknown
    none = no_capex or no_opex
    formula, bought = _acquisition(of, measure, ledger)
    shares = of.fields(measure, "union_share_acquisition", "union_share_operation")
    yield Figure("capex", None if no_capex else capex, "MEUR", formula, bought)
    operated, run = _run(of, measure, ledger)
    yield Figure("opex_per_year", None if no_opex else opex, "MEUR/year", operated, run)
    years = of.fields(measure, "life_months")
    recorded = _contributed(of, measure) if ledger.contributed[0] else ()
    both = tuple(dict.fromkeys((*bought, *run, *years)))
    yield Figure(
        "tco", None if none else capex + life, "MEUR", "capex + opex_per_year * years", both
    )
    none = none or not ledger.known[0]
    split = "union_share_acquisition * capex + union_share_operation * opex"
    inputs = recorded or (*both, *shares, *of.fields(measure, "other_share"))
    for code, amount in zip(("union", "states", "other"), acquisition + operation, strict=True):
        formula = split if code == "union" else f"{code}_share * tco"
        formula = "sum of contributions" if recorded else formula
        yield Figure(code, None if none else float(amount), "MEUR", formula, inputs)
    inputs = tuple(dict.fromkeys((*both, *inputs)))
    if recorded:
        unpledged = None if none else float(ledger.unpledged.sum())
        yield Figure("unpledged", unpledged, "MEUR", "tco - sum of contributions", inputs)
    for code, part, cost in (
        ("union_share_of_acquisition", acquisition[0], capex),
        ("union_share_of_operation", operation[0], life),
        ("union_share_of_tco", acquisition[0] + operation[0], capex + life),
    ):
        share = None if none or cost <= 0 else float(part / cost)
        yield Figure(code, share, "share", _SHARE_FORMULAS[code], inputs)
    ends = float(ledger.first[0]), float(ledger.end[0])
    left = residual_value(capex, *ends, float(HORIZON))
    formula = "capex * share of the life after 2035"
    times_ = of.fields(measure, "start", "lead_months", "life_months")
    value = None if no_capex else left
    yield Figure("residual_value", value, "MEUR", formula, (*bought, *times_))


_ROUNDED = 1e-6  # MEUR
_SHARE_FORMULAS = {
    "union_share_of_acquisition": "union / capex",
    "union_share_of_operation": "union / (opex_per_year * years)",
    "union_share_of_tco": "union / tco",
}


def _contributed(of: Alone, measure: Measure, *purposes: Purpose) -> tuple[Input, ...]:
    """Return what is committed for some purposes, or for all if none is named."""
    rows = of.inputs.roll.contributions.get(measure.id, ())
    return tuple(
        field_input(of.inputs.plan, one, "commitment_meur")
        for one in rows
        if not purposes or one.purpose in purposes
    )


def _acquisition(of: Alone, measure: Measure, ledger: Ledger) -> tuple[str, tuple[Input, ...]]:
    """Write what the acquisition follows from: its estimate, or what is contributed if more."""
    if measure.capex_meur is None and _exceeds(ledger):
        return "sum of contributions", _contributed(of, measure, Purpose.ACQUISITION)
    return _capex_formula(measure), _capex_inputs(of, measure)


def _exceeds(ledger: Ledger) -> bool:
    """Tell whether more is contributed to the acquisition than the catalogue asks for it."""
    is_recorded = ledger.contributed[0] > 0
    return bool(is_recorded and ledger.acquisition[:, 0].sum() > ledger.estimate[0])


def _run(of: Alone, measure: Measure, ledger: Ledger) -> tuple[str, tuple[Input, ...]]:
    """Write what a year of operation follows from, where contributions are recorded too."""
    usual, inputs = _operation(of, measure, _capex_inputs(of, measure))
    if measure.opex_meur_per_year is not None or not ledger.contributed[0]:
        return usual, inputs
    years = of.fields(measure, "life_months")
    run, life = float(ledger.operation[:, 0].sum()), float(ledger.life_opex[0])
    if run and run >= life - _ROUNDED:
        recorded = _contributed(of, measure, Purpose.OPERATION)
        return "sum of contributions / years", (*recorded, *years)
    if measure.capex_meur is not None or not _exceeds(ledger):
        return usual, inputs
    recorded = _contributed(of, measure, Purpose.ACQUISITION)
    if not life:
        return "part of the acquisition", recorded
    estimate = _capex_formula(measure)
    usual = usual.replace("* capex", f"* ({estimate})")
    formula = f"{usual} - (sum of contributions - ({estimate})) / years"
    return formula, (*inputs, *recorded, *years)


def _capex_formula(measure: Measure) -> str:
    if measure.capex_meur is not None:
        return "capex_meur"
    formula = "fixed_cost + unit_cost * size"
    if measure.kind is MeasureKind.DATA_CENTRE:
        return f"({formula}) * (1 + dc_ai_premium)"
    return f"({formula}) * intakes" if measure.kind in TALENT else formula


def _capex_inputs(of: Alone, measure: Measure) -> tuple[Input, ...]:
    if measure.capex_meur is not None:
        return of.fields(measure, "capex_meur")
    template = of.inputs.plan.get(Template, measure.template)
    level = measure.cost_level.value
    inputs = of.fields(template, f"fixed_cost_{level}", f"unit_cost_{level}")
    inputs = tuple(one for one in inputs if one.value is not None)
    inputs += of.fields(measure, measure.kind.size_field)
    if measure.kind is MeasureKind.DATA_CENTRE:
        inputs += of.assumed("dc_ai_premium")
    return inputs


def _operation(
    of: Alone, measure: Measure, bought: tuple[Input, ...]
) -> tuple[str, tuple[Input, ...]]:
    """Write what a year of operation follows from; `planner.engine.costs` computes it."""
    run = _opex_inputs(of, measure)
    if measure.kind in TALENT:
        return "part of the acquisition", ()
    if measure.opex_meur_per_year is not None:
        return "opex_meur_per_year", run
    template = of.inputs.plan.get(Template, measure.template)
    if template.opex_share is not None:
        return "opex_share * capex", (*run, *bought)
    if template.opex_meur_per_year is not None:
        sizes = (*of.fields(measure, measure.kind.size_field), *of.fields(template, "size"))
        return "opex_meur_per_year * size / usual size", (*run, *sizes)
    if measure.kind in COMPUTE:
        return "opex_share_of_capex * capex", (*run, *bought)
    return "none is priced", ()


def _opex_inputs(of: Alone, measure: Measure) -> tuple[Input, ...]:
    if measure.opex_meur_per_year is not None:
        return of.fields(measure, "opex_meur_per_year")
    template = of.inputs.plan.get(Template, measure.template)
    for name in ("opex_share", "opex_meur_per_year"):
        if getattr(template, name) is not None:
            return of.fields(template, name)
    return of.assumed("opex_share_of_capex") if measure.kind in COMPUTE else ()
