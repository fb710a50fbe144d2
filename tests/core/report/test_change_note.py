# SPDX-License-Identifier: EUPL-1.2
"""The note of a change says what was moved, where the money goes, and what breaks."""

from planner.domain.commands import AddRecord, Assign, Move
from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status
from planner.report.change_note import change_note
from planner.report.pages import against
from planner.report.sheet import Chart, Sheet
from planner.session import Session
from tests.core.report.readers import TODAY, a_reader, a_session, said, tables, the_sheet


def the_dutch_factory(session: Session) -> str:
    """Plan the Dutch machine as it was selected, with who pays for it."""
    command = Assign(
        template="ai_system_mid",
        state="NL",
        start=int(month_of(2026, 10)),
        name="NLAIF",
        status=Status.SELECTED,
    )
    session.execute(command)
    for paid_by, amount in (("union", 71.0), ("host_state", 70.0), ("region", 60.0)):
        values = {"measure": command.measure, "paid_by": paid_by, "year": 2026}
        values |= {"commitment_meur": amount}
        session.execute(AddRecord(kind="contribution", values={"id": paid_by, **values}))
    return command.measure


def slipped() -> Sheet:
    """Return the note of a slip by nine months."""
    session = a_session()
    measure = the_dutch_factory(session)
    before = session.plan
    session.execute(Move(measure=measure, start=int(month_of(2027, 7))))
    reader = a_reader(session)
    return change_note(reader, against(reader, "As selected", before), today=TODAY)


def test_a_slip_of_nine_months_is_named() -> None:
    note = slipped()
    assert "Moved: NLAIF +9 months." in said(note, "effects")
    (changed,) = tables(note, "changes")
    assert [cell.words for cell in changed.lines[0].cells] == [
        "NLAIF (measure)",
        "Start",
        "Oct 2026",
        "Jul 2027",
    ]


def test_payments_move_to_later_years_and_their_sum_stays() -> None:
    charts = [block for block in slipped().section("when").blocks if isinstance(block, Chart)]
    payments = next(chart for chart in charts if chart.form == "bars")
    before, after = (one.values for one in payments.series)
    assert round(sum(before), 6) == round(sum(after), 6)
    moved = [a - b for a, b in zip(after, before, strict=True)]
    assert next(one for one in moved if one) < 0
    assert "2026: -" in str(payments.summary) or "2026: −" in str(payments.summary)


def test_the_month_of_the_largest_gap_is_shown_with_what_is_missing() -> None:
    (figures,) = tables(slipped(), "effects")
    (capacity,) = (line for line in figures.lines if line.cells[0].words == "Capacity")
    before, after, gap = (cell.value or 0.0 for cell in capacity.cells[2:])
    assert gap == after - before
    assert gap < -2


def test_the_first_plan_is_a_thin_line_and_the_planned_is_hatched() -> None:
    charts = [block for block in slipped().section("when").blocks if isinstance(block, Chart)]
    assert [one.style for one in charts[0].series] == ["firm", "planned", "ghost"]


def test_nothing_changed_is_said() -> None:
    note = the_sheet(a_reader(), "change")
    (changed,) = tables(note, "changes")
    assert changed.lines == ()
    assert changed.empty == "Nothing: both hold the same."


def test_the_board_reads_what_all_decisions_of_a_plan_break() -> None:
    session = a_session()
    the_dutch_factory(session)
    words = said(the_sheet(a_reader(session), "board"), "decisions")
    assert "4 records changed" in words
    assert "new errors or warnings" in words
