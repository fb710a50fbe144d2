# SPDX-License-Identifier: EUPL-1.2
"""Each page answers its questions, with the published numbers, and every number can be asked."""

import pytest

from planner.domain.commands import AddRecord, Assign, EditField
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status
from planner.engine.derivations import About, derived
from planner.engine.reach_figures import reach_figure
from planner.reference.tracing import Tracer
from planner.report.hours import Hours
from planner.report.origins import Search, footnotes
from planner.report.pages import QUESTIONS, SHEETS, subjects
from planner.report.reader import Reader
from planner.report.sheet import Chart, Paragraph, Sheet, cells_of, numbers_of
from tests.core.report.readers import (
    OCTOBER_2026,
    a_reader,
    a_session,
    figures,
    row,
    said,
    tables,
    the_sheet,
)

NAMES = [spec.name for spec in SHEETS]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return a_reader()


@pytest.fixture(scope="module")
def pages(reader: Reader) -> dict[str, Sheet]:
    return {name: the_sheet(reader, name) for name in NAMES}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.sheet}-{one.section}")
def test_every_question_has_an_answer_that_says_something(
    pages: dict[str, Sheet], question: object
) -> None:
    section = pages[question.sheet].section(question.section)  # type: ignore[attr-defined]  # only sheets have sections
    cells = [cell.words for _label, cell in cells_of(section) if cell.words]
    words = [block.words for block in section.blocks if isinstance(block, Paragraph)]
    nothing = [block.empty for block in section.blocks if getattr(block, "empty", "")]
    assert cells or words or nothing


@pytest.mark.parametrize("name", NAMES)
def test_no_number_the_engine_computes_is_said_to_be_typed_in(
    reader: Reader, pages: dict[str, Sheet], name: str
) -> None:
    notes = footnotes(reader, pages[name])
    for _section, label, cell in numbers_of(pages[name]):
        said_of = notes.notes[notes.of(cell) - 1] if notes.of(cell) else ""
        assert not (cell.computed and said_of.startswith("No source on file")), label


def test_a_note_says_where_parts_were_not_followed(reader: Reader) -> None:
    about = About("network", "", "power_mw.available", reader.now)
    search = Search(reader.plan, reader.outcome, left=0)
    told = search.origin(about, computed=True).words()
    assert told.startswith("Computed: sum.")
    assert told.endswith("Not every part was followed down to its source.")


@pytest.mark.parametrize("name", NAMES)
def test_every_number_opens_its_source(reader: Reader, pages: dict[str, Sheet], name: str) -> None:
    tracer = Tracer.of(reader.session)
    for _section, label, cell in numbers_of(pages[name]):
        assert cell.about is not None
        assert tracer.trace(cell.about, computed=cell.computed) is not None, label


@pytest.mark.parametrize("name", NAMES)
def test_every_known_number_has_a_note_on_paper(
    reader: Reader, pages: dict[str, Sheet], name: str
) -> None:
    notes = footnotes(reader, pages[name])
    for _section, label, cell in numbers_of(pages[name]):
        assert cell.value is None or notes.of(cell) > 0, label
    assert len(set(notes.notes)) == len(notes.notes)


def test_the_board_sees_the_published_contracts(pages: dict[str, Sheet]) -> None:
    seen = figures(pages["board"], "contracts")
    assert seen["Contracts signed in 2026"].cell.words == "971.56 m€"
    assert seen["Union’s part of them"].cell.words == "485.78 m€"
    months = seen["Selection to contract, mean"]
    assert months.cell.words == "16.9 months"
    assert str(months.note) == "from 13.5 months to 20.7 months"
    assert "+24 %" in str(seen["Committed by Union and states"].note)
    assert "was not stated" in said(pages["board"], "contracts")
    (contracts,) = tables(pages["board"], "contracts")
    assert [line.cells[3].value for line in contracts.lines] == [387.8, 290, 129, 80, 55, 29.76]


def test_money_of_a_plan_is_no_contract() -> None:
    session = a_session()
    session.execute(Assign(template="ai_system_mid", state="NL", start=month_of(2026, 11)))
    seen = figures(the_sheet(a_reader(session), "board"), "contracts")
    assert seen["Contracts signed in 2026"].cell.words == "971.56 m€"
    assert seen["Union’s part of them"].cell.words == "485.78 m€"


def test_the_board_sees_who_is_late_and_what_falls_into_a_hole(pages: dict[str, Sheet]) -> None:
    (late,) = tables(pages["board"], "late")
    assert row(late, "DAEDALUS")["Slip"].words == "+23 months"
    assert row(late, "CASPIr")["Now"].words == "no date any more"
    assert "Karolina ends in Jul 2027" in said(pages["board"], "late")


def test_without_the_slips_there_would_be_no_less_capacity_in_the_next_months(
    pages: dict[str, Sheet],
) -> None:
    blocks = pages["board"].section("capacity").blocks
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    running, coming, ghost = (one.values for one in chart.series)
    assert len(ghost) == 37
    assert ghost[0] >= running[0] + coming[0]
    assert chart.series[1].style == "planned"


def test_the_press_sees_what_runs_today_and_what_the_words_mean(pages: dict[str, Sheet]) -> None:
    page = pages["journalist"]
    seen = figures(page, "running")
    assert seen["Factories selected"].cell.value == 19
    assert seen["New machines contracted"].cell.value == 6
    assert seen["New AI-optimised machines operating"].cell.value == 0
    assert seen["Supercomputers running"].cell.value == 10
    assert str(seen["Supercomputers running"].note) == "12 by official count"
    assert "That is a plan" in said(page, "running")
    assert {"Selected", "Contracted", "Operating"} <= {term.word for term in page.terms}
    assert "Without any link: Croatia." in said(page, "balance")


def test_the_sheet_of_a_site_says_what_stands_there_and_which_data_centre_serves_it(
    pages: dict[str, Sheet],
) -> None:
    page = pages["site"]
    (machines,) = tables(page, "machines")
    assert [line.key for line in machines.lines] == ["lumi", "lumi_ai"]
    assert str(figures(page, "power")["Grid connection"].note) == "unknown, not checked"
    (serving,) = tables(page, "centres")
    own = row(serving, "LUMI AI Factory data centre")
    assert (own["Serves"].words, own["Result"].words) == ("LUMI-AI", "passes: near")
    (others,) = tables(page, "others")
    distances = [line.cells[2].value for line in others.lines]
    assert distances == sorted(distances)
    assert row(others, "VDC3")["Near"].words == "no"
    (open_,) = tables(page, "rules")
    assert {line.cells[0].words for line in open_.lines} == {"DCA-05"}


def test_a_connection_that_is_too_small_is_said_on_the_sheet_of_its_site() -> None:
    session = a_session()
    session.execute(EditField(kind="site", key="linkoping", field="grid_mw", value=1.0))
    page = the_sheet(a_reader(session), "site", "linkoping")
    seen = figures(page, "power")["Grid connection"]
    assert seen.cell.words == "1 MW"
    assert "MW too little" in str(seen.note)
    assert any(line.cells[0].words == "ENE-02" for line in tables(page, "rules")[0].lines)


def test_what_nobody_published_is_unknown_and_never_zero(pages: dict[str, Sheet]) -> None:
    each = figures(pages["journalist"], "euros")["Euros for each firm served"].cell
    assert (each.words, each.value) == ("unknown", None)
    assert figures(pages["journalist"], "power")["Water a year"].cell.words == "unknown"


def test_the_euros_for_a_start_up_are_a_quotient_once_both_parts_are_known() -> None:
    session = a_session()
    values = {
        "name": "Model",
        "mode": "large_scale",
        "pool": "industry",
        "first_month": OCTOBER_2026,
    }
    values |= {"applicant": "startup", "organisation": "domyn", "system": "lumi"}
    values |= {"unit": "gcd", "hours_awarded": 100_000.0}
    session.execute(AddRecord(kind="allocation", values={"id": "a", **values}))
    page = the_sheet(a_reader(session), "journalist")
    seen = figures(page, "euros")
    each, paid = seen["Euros for each firm served"].cell, seen["Union money paid so far"].cell
    assert each.value is not None
    assert paid.value is not None
    assert each.value == pytest.approx(paid.value * 1e6)
    (users, *_rest) = tables(page, "users")
    assert row(users, "start-up")["Share"].words == "100 %"


def test_a_state_sees_what_it_pays_and_gets(pages: dict[str, Sheet]) -> None:
    seen = figures(pages["state"], "balance")
    assert seen["Own money committed"].cell.words == "70 m€"
    assert seen["Union money committed there"].cell.words == "71 m€"
    assert seen["All money committed there"].cell.words == "201 m€"
    (beside,) = tables(pages["state"], "share")
    assert [line.key for line in beside.lines] == ["NL", "DK", "SE", "AT", "DE"]
    (letters,) = tables(pages["state"], "letters")
    assert row(letters, "NL AI Factory")["When"].words == "Oct 2025"


def test_a_state_sheet_follows_the_plan() -> None:
    session = a_session()
    start = int(month_of(2025, 9))
    session.execute(Assign(template="master_cohort", state="NL", start=start, size=120))
    seen = figures(the_sheet(a_reader(session), "state"), "balance")
    assert seen["Seats offered"].cell.value == 120


def test_a_machine_of_unknown_size_is_named_and_not_drawn_as_nothing(reader: Reader) -> None:
    page = the_sheet(reader, "state", "FI")
    classes, _machines = tables(page, "capacity")
    assert row(classes, "under deployment")["Dec 2030"].words == "unknown"
    assert row(classes, "operational")["Oct 2026"].value == pytest.approx(4.56, rel=1e-2)
    assert "LUMI-AI" in said(page, "capacity")


def test_ten_million_more_buy_what_the_formula_beneath_says(pages: dict[str, Sheet]) -> None:
    (bought,) = tables(pages["state"], "more")
    machine = row(bought, "Mid-range")
    assert machine["Accelerators"].value == pytest.approx(10 / 0.5 / 0.072)
    assert machine["Own hours a month"].value == pytest.approx(10 / 0.5 / 0.072 * 730 * 0.85 * 0.5)


def test_a_factory_says_which_of_its_five_parts_are_on_file(pages: dict[str, Sheet]) -> None:
    (parts,) = tables(pages["factory"], "complete")
    assert [line.cells[1].words for line in parts.lines] == [
        "yes",
        "nothing on file",
        "yes",
        "nothing on file",
        "nothing on file",
    ]
    assert figures(pages["factory"], "money")["Union share"].cell.words == "35.3 %"


def test_the_auditor_sees_changes_with_their_reasons_and_the_past() -> None:
    session = a_session()
    edit = EditField(kind="system", key="lumi_ai", field="cost_meur", value=400.0)
    session.execute(edit, reason="a letter of the host")
    page = the_sheet(a_reader(session), "auditor")
    (log,) = tables(page, "changes")
    assert log.lines[0].cells[1].words == "Ada"
    assert log.lines[0].cells[3].words == "a letter of the host"
    (past,) = tables(page, "past")
    assert past.heads[1] == "30 Jun 2026"
    assert row(past, "Union money committed")["Changed since"].words == "no"


def test_the_auditor_is_told_that_a_cap_was_broken_once() -> None:
    session = a_session()
    assert "No step ever touched" in said(the_sheet(a_reader(session), "auditor"), "cap")
    values = {"name": "Sold", "mode": "commercial", "pool": "commercial", "first_month": 69}
    values |= {"system": "lumi", "unit": "module", "hours_awarded": 3.0e7, "months": 12}
    session.execute(AddRecord(kind="allocation", values={"id": "a", **values}))
    told = said(the_sheet(a_reader(session), "auditor"), "cap")
    assert "is broken now" in told
    session.undo()
    told = said(the_sheet(a_reader(session), "auditor"), "cap")
    assert "holds now" in told
    assert "after 1 of them it was broken" in told


def test_the_auditor_sees_that_a_frozen_target_was_moved() -> None:
    session = a_session()
    values = {"indicator": "Models", "frozen_on": "2025-01-31", "frozen_target": 10.0}
    values |= {"target": 6.0, "version": 2, "reason": "fewer calls"}
    session.execute(AddRecord(kind="target", values={"id": "t", **values}))
    (targets,) = tables(the_sheet(a_reader(session), "auditor"), "targets")
    seen = row(targets, "Models")
    assert (seen["As frozen"].words, seen["Now"].words) == ("10", "6")
    assert seen["Moved"].words == "yes, version 2"


def test_hours_are_those_of_the_figures_they_ask_for(reader: Reader) -> None:
    hours = Hours.of(reader)
    for code in ("served", "abroad", "used.people", "used.gdp", "gives.NL"):
        found = reach_figure(reader.plan, reader.outcome, "DE", code, reader.now)
        assert found is not None
        assert hours.cell("DE", code).value == pytest.approx(found.value), code


@pytest.mark.parametrize(
    ("name", "section"), [("board", "ceiling"), ("board", "matched"), ("journalist", "running")]
)
def test_computed_numbers_are_those_of_the_engine(
    reader: Reader, pages: dict[str, Sheet], name: str, section: str
) -> None:
    for label, one in figures(pages[name], section).items():
        if one.cell.about is not None and one.cell.unit != "ratio":
            found = derived(reader.plan, reader.outcome, one.cell.about)
            assert found is not None
            assert one.cell.value == pytest.approx(found.value), label


def test_a_page_about_nothing_is_refused(reader: Reader) -> None:
    with pytest.raises(DomainError, match="missing_record"):
        the_sheet(reader, "state", "XX")


def test_states_and_factories_can_be_chosen(reader: Reader) -> None:
    assert "NL" in subjects(reader.plan, "state")
    assert "nlaif_aif" in subjects(reader.plan, "factory")
    assert subjects(reader.plan, "board") == ()


def test_a_tentative_measure_is_in_no_firm_figure() -> None:
    session = a_session()
    before = the_sheet(a_reader(session), "board")
    start = int(month_of(2027))
    status = Status.TENTATIVE
    session.execute(Assign(template="ai_system_mid", state="HR", start=start, status=status))
    after = the_sheet(a_reader(session), "board")
    for section in ("ceiling", "matched"):
        old, new = figures(before, section), figures(after, section)
        for label in old.keys() - {"Tentative measures would add"}:
            assert new[label].cell.value == pytest.approx(old[label].cell.value), label


def test_the_day_a_page_was_made_is_on_it(pages: dict[str, Sheet]) -> None:
    facts = dict(pages["board"].facts)
    assert facts["Made on"] == "23 Nov 2026"
    assert facts["Figures as of"] == "10 Oct 2026"
    assert facts["Revision"] == "as published, before the first edit"
