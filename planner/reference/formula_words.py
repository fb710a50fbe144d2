# SPDX-License-Identifier: EUPL-1.2
"""What a formula of the engine says, in the reader's language.

The engine writes a formula with the names of its fields, parameters and figures. Here they get the
words the list of its inputs has for them, so a reader finds each part of the formula in the list.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.domain.schema import Field
from planner.engine.figures import Figure
from planner.reference.figure_words import FIGURE_WORDS
from planner.sentences import record_word
from planner.text import N_, _, number

PHRASES: Mapping[str, str] = {
    "1 - sum(w * (C + C before)) / (W * C of all), ordered by hours / w": N_(
        "1 − sum(w × (C + C before)) ÷ (W × C of all), ordered by hours ÷ w"
    ),
    "least cost of all: sum of hours * cost of the way + unmet hours * price": N_(
        "least cost of all: sum of hours × cost of the way + unmet hours × price"
    ),
    "max over users of (price of their demand - cost of the way), not below 0": N_(
        "the highest, over all users, of price of their demand − cost of the way; not below 0"
    ),
    "served in the ten states with the fewest hours a head / served": N_(
        "hours served in the ten states with the fewest a head ÷ all hours served"
    ),
    "sum, spread evenly over the months of each allocation": N_(
        "sum, spread evenly over the months of each allocation"
    ),
    "agreed share of the time": N_("agreed share of the time"),
    "sum of all classes": N_("sum of all classes"),
    "sum of contributions": N_("sum of contributions"),
    "sum of deliveries": N_("sum of deliveries"),
    "sum of what is recorded": N_("sum of what is recorded"),
    "sum": N_("sum"),
    "sum of packages": N_("sum of packages, two dies of a module as one"),
    "the first part": N_("the first part"),
    "the second part": N_("the second part"),
    "usual months from selection to contract": N_("usual months from selection to contract"),
    "count": N_("count"),
    "ceiling in force": N_("ceiling in force"),
    "states with a node": N_("states with a node"),
    "in full from the start on": N_("in full from the start on"),
    "the shortest of all machines in service": N_("the shortest of all machines in service"),
    "highest sum of the loads": N_("highest sum of the loads"),
    "great-circle distance of both ends": N_("great-circle distance of both ends"),
    "of each month of the year": N_("of each month of the year"),
    "inhabitants in millions": N_("inhabitants in millions"),
    "cap of the class": N_("cap of the class"),
    "months in service": N_("months in service"),
    "share of the life after 2035": N_("share of the life after 2035"),
    "share of the measure": N_("share of the measure"),
    "share of the pool": N_("share of the pool"),
    "part of the acquisition": N_("part of the acquisition"),
    "payment profile": N_("payment profile"),
    "none is priced": N_("none is priced"),
    "usual size": N_("usual size"),
    "unknown:": N_("unknown:"),
    ", and not operational": N_(", and not operational"),
}
"""What is not written with names; the longest that fits is taken."""
OPERANDS: Mapping[str, str] = {
    "awarded": FIGURE_WORDS["ledger.awarded"],
    "bandwidth": N_("bandwidth"),
    "delay": N_("delay"),
    "distance": FIGURE_WORDS["centre_distance"],
    "divisor": N_("divisor of its precision"),
    "fixed_cost": N_("fixed cost"),
    "hours": FIGURE_WORDS["ledger.hours"],
    "intakes": N_("intakes"),
    "kw": N_("kW of one"),
    "link": FIGURE_WORDS["centre_link"],
    "last_month": N_("last month of the delivery"),
    "opex": N_("cost of operation"),
    "other_share": N_("share of regions and others"),
    "own": N_("hours at home"),
    "requested": FIGURE_WORDS["ledger.requested"],
    "size": N_("size"),
    "states_share": N_("share of the state"),
    "unit_cost": N_("cost of one"),
    "weights": N_("all weights"),
    "years": N_("years"),
}
"""Names no field, parameter or figure has, and names whose own words say too little alone."""
_SIGNS: Mapping[str, str] = {"*": "×", "/": "÷", "-": "−", "**": "^", "<=": "≤", ",": ";"}
_FUNCTIONS = frozenset({"min", "max"})  # written alike in all languages of the program
_ANY_PHRASE = "|".join(map(re.escape, sorted(PHRASES, key=len, reverse=True)))
_TOKENS = re.compile(
    "|".join(
        (
            rf"(?P<phrase>{_ANY_PHRASE})(?!\w)",
            r"(?P<number>\d[\d.]*(?:e\d+)?)",
            r"(?P<name>[A-Za-z]\w*)",
            r"(?P<sign>\*\*|<=|[-+*/,()])",
        )
    )
)
_POWER_OF_TEN = re.compile(r"1e(\d\d)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def formula_words(plan: Plan, figure: Figure) -> str:
    """Return the formula of a figure in words for its names, and signs as people write them."""
    return _TOKENS.sub(lambda found: _said(plan, figure, found), figure.formula)


def names_of(formula: str) -> Iterator[str]:
    """Yield the names a formula is written with."""
    names = (found["name"] for found in _TOKENS.finditer(formula))
    return (name for name in names if name and name not in _FUNCTIONS)


def name_words(plan: Plan, figure: Figure, name: str) -> str | None:
    """Return the words for a name in a formula of a figure; `None` where there are none."""
    looks: tuple[Callable[[], str | None], ...] = (
        lambda: _translated(OPERANDS, name),
        lambda: _input(plan, figure, name),
        lambda: _translated(FIGURE_WORDS, name),
        lambda: _parameter(plan, name),
        lambda: _field_of_any(plan, name),
    )
    return next((words for look in looks if (words := look())), None)


def _said(plan: Plan, figure: Figure, found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "phrase":
            return _(PHRASES[text])
        case "number":
            return _number(text)
        case "sign":
            return _SIGNS.get(text, text)
    return text if text in _FUNCTIONS else name_words(plan, figure, text) or text


def _number(text: str) -> str:
    power = _POWER_OF_TEN.fullmatch(text)
    return f"10{power[1].translate(_RAISED)}" if power else number(float(text), 3)


def _translated(words: Mapping[str, str], name: str) -> str | None:
    return _(words[name]) if name in words else None


def _input(plan: Plan, figure: Figure, name: str) -> str | None:
    """Return the label of the input of that name, as the list of inputs shows it."""
    kinds = (given.kind for given in figure.inputs if given.field == name and not given.computed)
    kind = plan.schema.kinds.get(next(kinds, ""))
    return None if kind is None else _label(kind.fields, name)


def _parameter(plan: Plan, name: str) -> str | None:
    known = name in plan.of(Parameter)
    return _(record_word(plan, Parameter.KIND.name, name)) if known else None


def _field_of_any(plan: Plan, name: str) -> str | None:
    return _label(chain.from_iterable(one.fields for one in plan.schema.kinds.values()), name)


def _label(fields: Iterable[Field], name: str) -> str | None:
    return next((_(field.label) for field in fields if field.name == name), None)
