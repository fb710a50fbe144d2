# SPDX-License-Identifier: EUPL-1.2
"""The table a factory keeps of its own money, by its heads and words; and a template's."""

from planner.domain.records import SCHEMA
from planner.domain.records.contributions import Contribution, Programme, Purpose
from planner.import_sentences import answer_words
from planner.intake import Asked, How, Question
from planner.text import set_language
from planner.workbook.templates import template
from tests.core.builders import a_measure, plan_with
from tests.core.workbook.importing.tables import a_session, book_of, checked, imported


def test_a_factorys_own_budget_is_known_by_its_heads() -> None:
    heads = ("Factory", "Cost category", "Year", "State (EUR)", "Union (EUR)", "Union source")
    row = ("Minerva", "capex", 2027, 2e8, 3e8, "union")
    report = checked(plan_with(a_measure(name="Minerva")), book_of(heads, row))
    assert report.kind == "contribution"
    fields = {match.column: match.field for match in report.matches}
    assert (fields[0], fields[1], fields[4]) == ("measure", "purpose", "commitment_meur")
    assert fields[3] == ""  # what a state pays is no state
    assert not report.questions


def test_the_words_of_the_budget_template_are_understood() -> None:
    session = a_session(plan_with(a_measure(name="Minerva")))
    one = template("T1")
    row = {"factory_id": "Minerva", "capex_opex": "opex", "year": 2027, "paid_by": "union"}
    row |= {"Union_source": "DEP", "Union_eur": 3_000_000}
    heads = [column.name for column in one.columns]
    report = checked(session.plan, book_of(heads, [row.get(head, "") for head in heads]))
    assert {match.how for match in report.matches} == {How.TEMPLATE}  # nobody saw it before
    imported(session, report)
    (paid,) = session.plan.of(Contribution).values()
    assert (paid.purpose, paid.programme) == (Purpose.OPERATION, Programme.DIGITAL)
    assert paid.commitment_meur == 3


def test_units_of_money_are_offered_in_the_words_of_the_language() -> None:
    question = Question(asked=Asked.UNIT, options=(), proposed="")
    offered = [answer_words(question, unit, SCHEMA) for unit in ("€", "T€", "Mio. €", "Mrd. €")]
    assert offered == ["€", "thousand €", "m€", "bn €"]
    set_language("de")
    assert answer_words(question, "Mio. €", SCHEMA) == "Mio.\N{NO-BREAK SPACE}€"
