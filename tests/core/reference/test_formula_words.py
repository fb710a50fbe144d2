# SPDX-License-Identifier: EUPL-1.2
"""Formulas are read in words: those of the list of inputs, in the reader's language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import engine
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.engine.figures import Figure, Input
from planner.engine.record_figures import system_figures
from planner.reference.figure_words import FIGURE_WORDS
from planner.reference.formula_words import PHRASES, formula_words, name_words, names_of
from planner.text import speaking

_NAMES = {"formula", "split", "_FORMULA", "_SHARE_FORMULAS"}
_MAKERS = ("_formula", "_operation")  # return a formula, alone or first of a pair
_ANY_NAME = "accelerators"  # stands for what a formula puts in when it is made


def written(node: ast.AST) -> Iterator[str]:
    """Yield the text of the constants below a node; keys and arguments of calls apart."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            known = (getattr(part, "value", "") for part in parts)
            yield "".join(one if isinstance(one, str) else _ANY_NAME for one in known)
        case ast.Dict(values=values):
            for value in values:
                yield from written(value)
        case ast.IfExp() | ast.BinOp() | ast.Tuple() | ast.Call():
            for child in ast.iter_child_nodes(node):
                yield from written(child)


def formulas_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="Figure") | ast.Attribute(attr="figure"),
                args=[_, _, _, formula, *_],
            ):
                yield from written(formula)
            case ast.Assign(targets=[target], value=value):
                yield from assigned(target, value)
            case ast.FunctionDef(name=name) if name.endswith(_MAKERS):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from written(_first(inner.value))


def _first(value: ast.expr) -> ast.expr:
    return value.elts[0] if isinstance(value, ast.Tuple) else value


def assigned(target: ast.expr, value: ast.expr) -> Iterator[str]:
    """Yield what is given to a name for formulas, alone or among others."""
    if isinstance(target, ast.Name) and target.id in _NAMES:
        yield from written(value)
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, given in zip(target.elts, value.elts, strict=True):
            yield from assigned(one, given)


def all_formulas() -> set[str]:
    modules = Path(engine.__path__[0]).rglob("*.py")
    trees = (ast.parse(one.read_text(encoding="utf-8")) for one in modules)
    return {formula for tree in trees for formula in formulas_of(tree) if formula.strip()}


def test_every_name_in_a_formula_of_the_engine_has_words(plan: Plan) -> None:
    found = all_formulas()
    assert len(found) > 50
    for formula in found:
        figure = Figure("figure", None, "", formula)
        names = [one for one in names_of(formula) if not one.startswith(f"{_ANY_NAME}_")]
        assert [one for one in names if name_words(plan, figure, one) is None] == [], formula


def test_no_phrase_is_left_that_no_formula_says() -> None:
    said = "\n".join(all_formulas())
    assert [phrase for phrase in PHRASES if phrase not in said] == []


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("capex / trained", "Acquisition ÷ People trained"),
        ("min(1, link / opex)", "min(1; Link to the machine ÷ cost of operation)"),
        ("6 * 1e18 - 86400", "6 × 10¹⁸ − 86,400"),
        ("(1 + growth) ** years", "(1 + Growth a year) ^ years"),
        (
            "unknown: accepted <= as_of, and not operational",
            "unknown: In service from ≤ Reference date of the plan, and not operational",
        ),
    ],
)
def test_signs_and_numbers_are_those_people_write(plan: Plan, formula: str, words: str) -> None:
    assert formula_words(plan, Figure("figure", None, "", formula)) == words


def test_a_part_has_the_name_the_list_of_inputs_gives_it(plan: Plan) -> None:
    shares = (Input("measure", "any", "union_share_acquisition", 0.5, ""),)
    figure = Figure("union", None, "MEUR", "union_share_acquisition * capex", shares)
    (label,) = (
        one.label
        for one in plan.schema.kinds["measure"].fields
        if one.name == "union_share_acquisition"
    )
    assert formula_words(plan, figure) == f"{label} × {FIGURE_WORDS['capex']}"


def test_a_formula_is_read_in_german(plan: Plan) -> None:
    hours = Figure("hours", None, "", "accelerators * kw / 1000")
    with speaking("de"):
        said = formula_words(plan, hours)
    assert said.startswith("Beschleuniger × ")
    assert said.endswith(" ÷ 1.000")


def test_the_power_of_a_site_follows_from_the_published_load_where_there_is_one(
    plan: Plan,
) -> None:
    for machine in plan.of(System).values():
        power = next(one for one in system_figures(plan, machine.id) if one.code == "power_mw")
        named = {given.field for given in power.inputs}
        assert ("power_mw" in named) == power.formula.startswith("power_mw *"), machine.id
