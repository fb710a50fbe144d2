# SPDX-License-Identifier: EUPL-1.2
"""The access view as its user meets it: the ledger, the split of a machine, two questions."""

import pytest
from pytestqt.qtbot import QtBot

from ui.panes.access import AccessPane
from ui.panes.access_values import AccessValues, LedgerLine, SplitValues
from ui.theme import load_theme
from ui.widgets.search_field import SearchField
from ui.widgets.share_bar import Segment

HEADS = ("Machine", "Share", "Hours", "Awarded", "Requested", "Used", "Free")
POOL = LedgerLine(
    "system", "lumi", "AI industrial modes", ("50 %", "22.17", "–", "–", "–", "22.17")
)
LUMI = LedgerLine(
    "system", "lumi", "LUMI, Finland", ("50 %", "44.35", "–", "–", "–", "44.35"), below=(POOL,)
)
NLAIF = LedgerLine("system", "nlaif", "NLAIF, Netherlands", ("35.3 %", *["unknown"] * 5))


def a_split(key: str = "lumi", union: float = 0.5, **values: object) -> SplitValues:
    given = {
        "kind": "system",
        "key": key,
        "name": key.upper(),
        "cost": (Segment("Union", union, "50 %", 0),),
        "time": (Segment("Union", union, "50 %", 0),),
        "union": union,
        "agreed": False,
        "units": (("", "choose"), ("module", "module"), ("gcd", "GCD")),
        **values,
    }
    return SplitValues(**given)  # type: ignore[arg-type]  # builder


@pytest.fixture
def pane(qtbot: QtBot) -> AccessPane:
    pane = AccessPane(load_theme("light"))
    qtbot.addWidget(pane)
    pane.splitter.set_answers(
        lambda share: f"{share:.2f} of all", lambda hours, unit: f"{hours:.0f} {unit}"
    )
    pane.set_values(AccessValues(heads=HEADS, lines=(LUMI, NLAIF), split=a_split()))
    return pane


def names(pane: AccessPane) -> list[str]:
    root = pane.tree().invisibleRootItem()
    return [root.child(row).text(0) for row in range(root.childCount())]


def test_machines_stand_over_their_pools(pane: AccessPane) -> None:
    assert names(pane) == ["LUMI, Finland", "NLAIF, Netherlands"]
    assert pane.tree().invisibleRootItem().child(0).child(0).text(0) == "AI industrial modes"


def test_a_filter_narrows_the_machines(pane: AccessPane) -> None:
    pane.findChild(SearchField).setText("nlaif")
    assert names(pane) == ["NLAIF, Netherlands"]


def test_going_to_a_machine_opens_it(pane: AccessPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.opened) as caught:
        pane.tree().setCurrentItem(pane.tree().topLevelItem(1))
    assert caught.args == ["system", "nlaif"]


def test_new_values_keep_the_cursor_and_open_nothing(pane: AccessPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pane.opened):
        pane.set_values(AccessValues(heads=HEADS, lines=(NLAIF, LUMI), split=a_split()))
    assert pane.tree().currentItem().text(0) == "LUMI, Finland"


def test_a_typed_share_is_a_wish_about_the_machine(pane: AccessPane, qtbot: QtBot) -> None:
    field = pane.splitter.union_field()
    with qtbot.waitSignal(pane.splitter.union_entered) as caught:
        field.setValue(35.3)
        field.editingFinished.emit()
    assert caught.args == ["system", "lumi", pytest.approx(0.353)]


def test_the_same_share_again_is_no_wish(pane: AccessPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pane.splitter.union_entered):
        pane.splitter.union_field().editingFinished.emit()


def test_both_questions_are_answered_while_typing(pane: AccessPane) -> None:
    pane.splitter.part_field().setValue(25.0)
    pane.splitter.hours_field().setValue(2e6)
    pane.splitter.choose_unit("gcd")
    assert pane.splitter.said()[1:] == ("0.25 of all", "2000000 gcd")


def test_without_a_machine_in_focus_there_is_no_split(pane: AccessPane) -> None:
    pane.set_values(AccessValues(heads=HEADS, lines=(LUMI,)))
    assert pane.splitter.isHidden()
