# SPDX-License-Identifier: EUPL-1.2
"""Rows find their records, differences are shown before they are made, and one step makes them."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import DomainError, ExchangeError, StoreError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution
from planner.domain.records.evidence import Evidence, Source
from planner.domain.records.infrastructure import Factory, Status, System
from planner.domain.records.measures import Measure
from planner.engine.conflicts import conflicts
from planner.import_sentences import trouble_words
from planner.incoming import Book, Cell
from planner.intake import Accepted, Report
from planner.intake import Status as Standing
from planner.sentences import finding_words, name_in
from planner.session import Session
from tests.core.builders import a_factory, a_measure, a_plan, a_state, a_system, plan_with
from tests.core.test_session import MemoryStore
from tests.core.workbook.importing.tables import a_session, book_of, checked, imported
from tests.torture.amount import amount

HEADS = ("Name", "State", "Status", "Accelerators", "Cost [MEUR]")
PAYMENT = ("Measure", "Paid by", "Programme", "Purpose", "Year", "Committed [MEUR]")


def _systems(*rows: tuple[Cell, ...], name: str = "a.xlsx", digest: str = "a" * 64) -> Book:
    return book_of(HEADS, *rows, name=name, digest=digest)


def _two() -> Plan:
    return plan_with(
        a_system("leonardo", name="Leonardo", accelerators=4_000),
        a_system("lumi", name="LUMI", state="FI"),
        a_state("DE"),
    )


def _statuses(report: Report) -> list[Standing]:
    return [row.status for row in report.rows]


def test_a_row_finds_its_record_by_name_whatever_its_letters() -> None:
    report = checked(_two(), _systems((" LEONARDO ", "Italien", "in Betrieb", 4_100.0, "")))
    (row,) = report.rows
    assert (row.key, row.status) == ("leonardo", Standing.CHANGED)
    assert [(cell.field, cell.old, cell.new) for cell in row.cells] == [
        ("accelerators", 4_000, 4_100)
    ]


def test_a_row_finds_its_record_by_id_first() -> None:
    book = book_of(("Id", "Name", "Accelerators"), ("lumi", "LUMI-G", 10.0))
    (row,) = checked(_two(), book, kind="system").rows
    assert row.key == "lumi"
    assert [(cell.field, cell.new) for cell in row.cells] == [
        ("name", "LUMI-G"),
        ("accelerators", 10),
    ]


def test_an_empty_cell_changes_nothing() -> None:
    report = checked(_two(), _systems(("Leonardo", "IT", "", "", "k.A.")))
    assert _statuses(report) == [Standing.UNCHANGED]


def test_all_some_or_none_is_taken_over_in_one_step() -> None:
    rows = (("Leonardo", "IT", "", 4_100.0, 240.0), ("New", "DE", "selected", 10.0, ""))
    session = a_session(_two())
    report = checked(session.plan, _systems(*rows))
    assert _statuses(report) == [Standing.CHANGED, Standing.NEW]

    assert imported(session, report, Accepted(statuses=frozenset())).step is None
    some = Accepted(without_rows=frozenset({2}), without_cells=frozenset({(1, "cost_meur")}))
    imported(session, report, some)
    assert session.plan.get(System, "leonardo").accelerators == 4_100
    assert session.plan.get(System, "leonardo").cost_meur is None
    assert len(session.plan.of(System)) == 2

    imported(session, checked(session.plan, _systems(*rows)))
    assert len(session.plan.of(System)) == 3
    assert session.plan.get(System, "leonardo").cost_meur == 240
    assert len(session.history()) == 2
    session.undo()
    session.undo()
    assert session.plan == _two()


def test_each_number_knows_file_hash_sheet_and_cell() -> None:
    session = a_session(_two())
    imported(session, checked(session.plan, _systems(("Leonardo", "IT", "", 4_100.0, 240.0))))
    evidence = session.plan.of(Evidence)["system:leonardo:cost_meur"]
    source = session.plan.get(Source, str(evidence.source))
    assert (evidence.cell, evidence.value) == ("Sheet!E2", "240.0")
    assert (source.title, source.reference) == ("a.xlsx", "sha256:" + "a" * 64)


def test_two_files_that_differ_give_a_conflict_and_the_same_file_again_a_correction() -> None:
    session = a_session(_two())
    imported(session, checked(session.plan, _systems(("Leonardo", "IT", "", "", 70.0))))
    other = _systems(("Leonardo", "IT", "", "", 71.0), name="b.xlsx", digest="b" * 64)
    report = checked(session.plan, other)
    assert _statuses(report) == [Standing.CONFLICTING]
    imported(session, report)
    assert session.plan.get(System, "leonardo").cost_meur == 70
    (conflict,) = conflicts(session.plan)
    assert [side.value for side in conflict.sides] == ["70.0", "71.0"]
    assert _statuses(checked(session.plan, other)) == [Standing.UNCHANGED]

    mended = _systems(("Leonardo", "IT", "", "", 72.0), digest="c" * 64)
    report = checked(session.plan, mended)
    assert _statuses(report) == [Standing.CHANGED]
    imported(session, report)
    assert session.plan.get(System, "leonardo").cost_meur == 72
    assert session.plan.of(Evidence)["system:leonardo:cost_meur:earlier-1"].value == "70.0"


def test_money_without_a_note_is_called_by_who_pays_for_what() -> None:
    def paid(amount: float, *, name: str, digest: str) -> Book:
        row = ("NLAIF", "Union", "Digital Europe", "acquisition", 2026.0, amount)
        return book_of(PAYMENT, row, name=name, digest=digest)

    session = a_session(plan_with(a_measure(id="m-1", name="NLAIF", state="NL")))
    called = "NLAIF · Union · Digital Europe · acquisition · 2026"
    first = checked(session.plan, paid(70.0, name="ministry.xlsx", digest="a" * 64))
    assert [row.name for row in first.rows] == [called]
    imported(session, first)
    (contribution,) = session.plan.of(Contribution).values()
    assert contribution.name is None

    second = checked(session.plan, paid(71.0, name="press.xlsx", digest="b" * 64))
    assert [row.name for row in second.rows] == [called]
    imported(session, second)
    (finding,) = (f for f in session.outcome.findings if f.rule == "DQ-02")
    assert f"“Committed” of {called}: 70" in finding_words(finding, session.plan)
    named = {name_in(session.plan, one) for one in session.plan.of(Evidence).values()}
    assert named == {f"{called} · Committed", f"{called} · Year"}


def test_a_state_with_two_factories_is_asked_which_one() -> None:
    plan = plan_with(
        a_factory("one", name="HammerHAI", state="DE"),
        a_factory("two", name="JAIF", state="DE"),
        a_factory("three", name="SLAIF", state="SI"),
    )
    book = book_of(("State", "Union contribution [MEUR]"), ("DE", 10.0), ("SI", 20.0))
    report = checked(plan, book, kind="factory")
    assert _statuses(report) == [Standing.REFUSED, Standing.CHANGED]
    (trouble,) = report.troubles
    assert trouble_words(trouble) == (
        "This row fits more than one AI factory or antenna: HammerHAI, JAIF. Add a column with the "
        "name."
    )


def test_both_german_factories_are_kept_apart_by_name() -> None:
    plan = plan_with(
        a_factory("one", name="HammerHAI", state="DE"), a_factory("two", name="JAIF", state="DE")
    )
    heads = ("Name", "State", "Union contribution [MEUR]")
    book = book_of(heads, ("HammerHAI", "DE", 10.0), ("JAIF", "DE", 20.0))
    session = a_session(plan)
    imported(session, checked(session.plan, book, kind="factory"))
    rows = session.plan.of(Factory)
    assert (rows["one"].union_meur, rows["two"].union_meur) == (10, 20)


def test_a_row_twice_is_one_if_alike_and_refused_if_not() -> None:
    row = ("New", "DE", "selected", 10.0, "")
    alike = checked(_two(), _systems(row, row))
    assert _statuses(alike) == [Standing.NEW]
    assert [left.row for left in alike.left_out] == [2]
    unlike = checked(_two(), _systems(row, ("New", "DE", "selected", 20.0, "")))
    assert _statuses(unlike) == [Standing.REFUSED, Standing.REFUSED]
    assert trouble_words(unlike.troubles[0]) == (
        "“New” stands in row 3 as well, with other values. Keep one of them."
    )


def test_a_new_row_says_what_it_lacks() -> None:
    (trouble,) = checked(_two(), _systems(("New", "", "selected", "", ""))).troubles
    told = "“New” would be new and lacks: State. Fill it in, or give one value for all rows."
    assert trouble_words(trouble) == told


def test_a_new_measure_takes_what_it_lacks_from_its_template() -> None:
    heads = ("Name", "Template", "State", "Status", "Start", "Accelerators")
    rows = ("Site", "A new supercomputer", "DE", "committed", "1.3.2028", 500.0)
    plan = a_plan()
    name = plan.table("template")["t-system"]
    rows = (rows[0], str(getattr(name, "name", "")), *rows[2:])
    session = a_session(plan)
    imported(session, checked(plan, book_of(heads, rows), kind="measure"))
    (measure,) = session.plan.of(Measure).values()
    assert (measure.start, measure.lead_months) == (month_of(2028, 3), 18)
    assert measure.accelerators == 500


def test_a_measure_that_changes_state_is_moved() -> None:
    plan = plan_with(a_measure(), a_state("DE"))
    book = book_of(("Id", "State"), ("m-system", "DE"))
    session = a_session(plan)
    imported(session, checked(plan, book, kind="measure"))
    assert session.plan.get(Measure, "m-system").state == "DE"


def test_a_guess_of_a_column_must_be_confirmed() -> None:
    book = book_of(("Name", "State", "Status", "Acelerators"), ("New", "DE", "selected", 10.0))
    report = checked(_two(), book, kind="system")
    assert [question.options for question in report.questions] == [("accelerators", "")]
    with pytest.raises(ExchangeError) as caught:
        imported(a_session(_two()), report)
    assert caught.value.code == "import_open_question"
    assert not checked(_two(), book, kind="system", fields={3: "accelerators"}).questions


def test_two_columns_for_one_field_are_refused() -> None:
    book = book_of(("Name", "Name ", "State"), ("New", "Other", "DE"))
    report = checked(_two(), book, kind="system")
    assert [match.field for match in report.matches] == ["name", "", "state"]
    with pytest.raises(ExchangeError) as caught:
        checked(_two(), book, kind="system", fields={1: "name", 0: "name"})
    assert caught.value.code == "import_column_twice"


def test_money_without_a_unit_is_asked() -> None:
    book = book_of(("Name", "State", "Status", "Cost"), ("New", "DE", "selected", 85_000_000.0))
    report = checked(_two(), book, kind="system")
    (question,) = report.questions
    assert (question.proposed, question.header) == ("€", "Cost")
    report = checked(_two(), book, kind="system", units={3: "€"})
    assert [cell.new for cell in report.rows[0].cells if cell.field == "cost_meur"] == [85]


def test_percent_is_told_from_a_share() -> None:
    heads = ("Name", "State", "Share of renewables")
    plan = plan_with(a_state("DE"))

    def read(*values: Cell, header: str = "Renewable", **facts: object) -> list[object]:
        rows = [(f"Site {n}", "DE", value) for n, value in enumerate(values)]
        book = book_of((*heads[:2], header), *rows, **facts)
        report = checked(plan, book, kind="site", fields={2: "renewable_share"})
        assert not report.questions
        cells = [cell for row in report.rows for cell in row.cells]
        return [cell.new for cell in cells if cell.field == "renewable_share"]

    assert read(35.0, 0.5) == [0.35, 0.005]
    assert read(0.35, 1.0) == [0.35, 1.0]
    assert read("35 %", "12,5%") == [0.35, 0.125]
    assert read(0.35, header="Renewable [%]", percents=frozenset({2})) == [0.35]
    assert read(35.0, header="Renewable [%]") == [0.35]


def test_gcds_are_counted_by_a_factor_somebody_gives() -> None:
    book = book_of(("Name", "State", "Status", "GPUs [GCD]"), ("New", "DE", "selected", 200.0))
    report = checked(_two(), book, kind="system")
    assert [question.options[:2] for question in report.questions] == [("1", "0.5")]
    half = checked(_two(), book, kind="system", units={3: "0.5"})
    assert [cell.new for cell in half.rows[0].cells if cell.field == "accelerators"] == [100]


def test_whole_numbers_prove_what_a_point_means() -> None:
    heads = ("Name", "State", "Status", "Accelerators", "Cost [MEUR]")
    book = book_of(heads, ("New", "DE", "selected", "8.064", "1.290"))
    report = checked(_two(), book)
    assert not report.questions
    values = {cell.field: cell.new for cell in report.rows[0].cells}
    assert (values["accelerators"], values["cost_meur"]) == (8_064, 1_290)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (1, "Frankreihc", "is no state known here. Write its name or its ISO code."),
        (1, "Japan", "Japan is not among the states of this plan. Add it among the records first."),
        (2, "opperational", "Did you mean “operational”?"),
        (3, "=1+1", "is a formula written as text. Enter its result."),
        (3, "many", "“Accelerators” takes a number; “many” is none."),
        (3, -5.0, "“Accelerators” must be 0 or more"),
        (4, "12 kg", "“kg” is no unit of “Cost [MEUR]”. Write the amount in MEUR."),
    ],
)
def test_a_cell_that_cannot_be_meant_so_is_named(column: int, value: Cell, said: str) -> None:
    row: list[Cell] = ["New", "DE", "selected", 10.0, 5.0]
    row[column] = value
    report = checked(_two(), _systems(tuple(row)))
    (trouble,) = report.troubles
    assert trouble.place == (1, column)
    assert said in trouble_words(trouble)
    assert _statuses(report) == [Standing.REFUSED]


def test_text_that_starts_like_a_formula_stays_text() -> None:
    book = book_of(("Name", "State", "Status", "Notes"), ("New", "DE", "selected", "=1+1"))
    session = a_session(_two())
    imported(session, checked(session.plan, book, kind="system"))
    assert "=1+1" in {system.notes for system in session.plan.of(System).values()}


def test_a_failed_import_leaves_the_plan_as_it_was() -> None:
    store = MemoryStore()
    session = Session(_two(), store, author="test")
    report = checked(session.plan, _systems(("Leonardo", "IT", "", 1.0, 2.0)))
    store.full = True
    with pytest.raises(StoreError):
        imported(session, report)
    assert session.plan == _two()
    assert not store.journal


def test_a_row_that_makes_no_sense_any_more_stops_the_whole_import() -> None:
    session = a_session(_two())
    rows = (("Leonardo", "IT", "", 1.0, ""), ("LUMI", "FI", "", 2.0, ""))
    report = checked(session.plan, _systems(*rows))
    other = attrs.evolve(report, rows=[*report.rows, attrs.evolve(report.rows[1], key="gone")])
    with pytest.raises(DomainError):
        imported(session, other)
    assert session.plan == _two()


_NAMES = st.sampled_from(["Leonardo", "LUMI", "A", "B", "C"])
_AMOUNTS = st.one_of(st.just(""), st.integers(0, 10_000).map(float), st.just("k.A."))
_ROWS = st.lists(
    st.tuples(
        _NAMES,
        st.sampled_from(["IT", "Finland", "Deutschland"]),
        st.sampled_from([status.value for status in Status]),
        _AMOUNTS,
        _AMOUNTS,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=amount(short=15, full=200))
@given(_ROWS)
def test_importing_twice_changes_nothing_the_second_time(rows: list[tuple[Cell, ...]]) -> None:
    session = a_session(_two())
    imported(session, checked(session.plan, _systems(*rows)))
    again = checked(session.plan, _systems(*rows))
    assert {row.status for row in again.rows} <= {Standing.UNCHANGED, Standing.REFUSED}
    assert imported(session, again).step is None


@settings(max_examples=amount(short=15, full=200))
@given(_ROWS)
def test_undo_takes_an_import_back_whole(rows: list[tuple[Cell, ...]]) -> None:
    session = a_session(_two())
    if imported(session, checked(session.plan, _systems(*rows))).step is not None:
        session.undo()
    assert session.plan == _two()
