# SPDX-License-Identifier: EUPL-1.2
"""The list of findings: by rule, narrowed by words, and one key away from the record."""

import pytest
from attrs import evolve
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.panes.findings import FindingsPane
from ui.panes.list_values import FindingDetail, FindingRow, Limit
from ui.theme import load_theme


def a_row(
    rule: str, where: str, key: str, sentence: str = "Too much.", *, level: str = "error"
) -> FindingRow:
    return FindingRow(
        rule=rule,
        severity=level,
        tone="danger",
        icon="circle-alert",
        where=where,
        sentence=sentence,
        kind="measure",
        key=key,
        level=level,
        groups={
            "family": (rule[:3], rule[:3]),
            "state": (where[-2:], where[-2:]),
            "level": (str(level != "error"), level),
        },
        finding=key,
    )


ROWS = (
    a_row("FIN-01", "Minerva, IT", "m1", "The Union pays 60 %."),
    a_row("ELG-01", "Alpine, CH", "m2"),
    a_row("FIN-01", "Athena, GR", "m3"),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    return window


@pytest.fixture
def pane(window: QWidget) -> FindingsPane:
    pane = FindingsPane(load_theme("light"), parent=window)
    pane.resize(680, 480)
    pane.show()
    pane.set_rows(ROWS)
    return pane


def tree(pane: FindingsPane) -> QTreeWidget:
    found = pane.findChild(QTreeWidget)
    assert isinstance(found, QTreeWidget)
    return found


def groups(pane: FindingsPane) -> list[QTreeWidgetItem]:
    return [item for i in range(100) if (item := tree(pane).topLevelItem(i)) is not None]


def places(group: QTreeWidgetItem) -> list[str]:
    return [group.child(i).text(0) for i in range(group.childCount())]


def words_on(pane: FindingsPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_findings_stand_under_their_rule_with_their_number(pane: FindingsPane) -> None:
    assert [group.text(0) for group in groups(pane)] == ["FIN · 2 findings", "ELG · 1 finding"]
    assert places(groups(pane)[0]) == ["Minerva, IT", "Athena, GR"]
    assert all(group.isExpanded() for group in groups(pane))


def test_of_many_findings_those_in_sight_come_first_and_all_of_them_soon(
    pane: FindingsPane, qtbot: QtBot
) -> None:
    rows = [a_row(f"{family}-01", "Minerva, IT", f"{n}") for family in "AB" for n in range(300)]
    pane.set_rows(rows)
    group, last = groups(pane)
    assert group.text(0).endswith("300 findings")
    assert tree(pane).visualItemRect(group.child(60)).top() > tree(pane).viewport().height()
    qtbot.waitUntil(lambda: last.childCount() == 300)
    assert group.childCount() == 300
    assert group.isExpanded()
    assert last.isExpanded()


def test_the_current_finding_is_kept_however_far_down_it_is(pane: FindingsPane) -> None:
    rows = [a_row("FIN-01", f"Place {n}", f"{n}") for n in range(400)]
    pane.set_rows(rows[:-1])
    tree(pane).setCurrentItem(groups(pane)[0].child(0))
    pane.set_rows(rows)
    tree(pane).setCurrentItem(groups(pane)[0].child(399))
    pane.set_rows(rows[1:])
    assert tree(pane).currentItem().text(0) == "Place 399"


def test_when_the_current_finding_goes_the_next_in_its_place_is_current(
    pane: FindingsPane,
) -> None:
    tree(pane).setCurrentItem(groups(pane)[0].child(1))
    pane.set_rows(ROWS[:2])
    assert tree(pane).currentItem().text(0) == groups(pane)[1].child(0).text(0)
    pane.set_rows([ROWS[0]])
    assert tree(pane).currentItem().text(0) == "Minerva, IT"
    pane.set_rows([])
    assert tree(pane).currentItem() is None


def test_a_finding_is_heard_with_its_severity(pane: FindingsPane) -> None:
    item = groups(pane)[0].child(0)
    heard = item.data(1, Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "error, Minerva, IT: The Union pays 60 %."
    assert item.text(1) == "FIN-01: The Union pays 60 %."
    assert not item.icon(0).isNull()


def test_enter_opens_the_record(pane: FindingsPane, qtbot: QtBot) -> None:
    tree(pane).setCurrentItem(groups(pane)[0].child(1))
    with qtbot.waitSignal(pane.opened) as signal:
        QTest.keyClick(tree(pane), Qt.Key.Key_Return)
    assert signal.args == ["measure", "m3"]


def test_a_click_opens_the_record(pane: FindingsPane, qtbot: QtBot) -> None:
    where = tree(pane).visualItemRect(groups(pane)[1].child(0)).center()
    with qtbot.waitSignal(pane.opened) as signal:
        QTest.mouseClick(tree(pane).viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert signal.args == ["measure", "m2"]


def test_a_rule_itself_opens_nothing(pane: FindingsPane, qtbot: QtBot) -> None:
    tree(pane).setCurrentItem(groups(pane)[0])
    with qtbot.assertNotEmitted(pane.opened):
        QTest.keyClick(tree(pane), Qt.Key.Key_Return)


def test_words_narrow_the_findings(pane: FindingsPane) -> None:
    field = pane.findChild(QLineEdit)
    QTest.keyClicks(field, "fin athena")
    assert [places(group) for group in groups(pane)] == [["Athena, GR"]]
    assert groups(pane)[0].text(0) == "FIN · 1 finding"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(groups(pane)) == 2


def test_words_find_findings_without_their_accents(pane: FindingsPane) -> None:
    pane.set_rows((*ROWS, a_row("FIN-01", "Łódź, PL", "m4", "Zu viel für Österreich.")))
    QTest.keyClicks(pane.findChild(QLineEdit), "LODZ osterreich")
    assert [row.key for row in pane.in_sight()] == ["m4"]


def test_a_plan_in_order_says_so(pane: FindingsPane) -> None:
    pane.set_rows(())
    assert "No rule is broken" in words_on(pane)
    assert not tree(pane).isVisible()
    pane.set_rows(ROWS)
    assert tree(pane).isVisible()


def test_the_words_to_filter_by_outlast_an_edit(pane: FindingsPane) -> None:
    QTest.keyClicks(pane.findChild(QLineEdit), "athena")
    pane.set_rows((*ROWS, a_row("CAP-02", "Athena II, GR", "m4")))
    assert [group.text(0)[:3] for group in groups(pane)] == ["FIN", "CAP"]
    assert pane.accessibleName() == f"{len(tree(pane).leaves())} of 4 findings"


def test_the_pane_is_named_in_the_language_chosen_last(pane: FindingsPane) -> None:
    assert pane.accessibleName() == "3 findings"
    set_language("de")
    pane.retranslate()
    assert tree(pane).accessibleName()
    assert len(groups(pane)) == 2


def press(pane: FindingsPane, words: str) -> None:
    (button,) = [
        b
        for b in pane.findChildren(QAbstractButton)
        if words in b.text() or words in b.accessibleName()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_findings_may_stand_under_their_state(pane: FindingsPane) -> None:
    press(pane, "By state")
    assert [group.text(0)[:2] for group in groups(pane)] == ["CH", "GR", "IT"]


def test_only_what_is_as_serious_may_be_shown(pane: FindingsPane) -> None:
    pane.set_rows((*ROWS, a_row("CAP-01", "Lumi, FI", "m4", level="unchecked")))
    press(pane, "Not checkable 1")
    assert [places(group) for group in groups(pane)] == [["Lumi, FI"]]
    press(pane, "All")
    assert len(groups(pane)) == 3


def test_the_headline_counts_them(pane: FindingsPane) -> None:
    assert "3 findings" in words_on(pane)
    pane.set_rows(ROWS[:1])
    assert "1 finding" in words_on(pane)


@pytest.fixture
def informed(pane: FindingsPane) -> FindingsPane:
    pane.set_detail(
        lambda finding: FindingDetail(
            article="Article 12a(2)",
            limits=(Limit("rule.X.share", "Share: 50 %"),),
            fix="Set it to 50 %" if finding == "m1" else "",
            accepted="Accepted: so it is" if finding == "m3" else "",
        )
    )
    pane.activateWindow()
    tree(pane).setFocus()
    return pane


def test_the_current_finding_shows_its_article_and_its_fix(
    informed: FindingsPane, qtbot: QtBot
) -> None:
    tree(informed).setCurrentItem(groups(informed)[0].child(0))
    assert "Rests on: Article 12a(2)." in words_on(informed)
    with qtbot.waitSignal(informed.fix_requested) as signal:
        press(informed, "Fix: Set it to 50 %")
    assert signal.args == ["m1"]


def test_the_keyboard_fixes_the_current_finding(informed: FindingsPane, qtbot: QtBot) -> None:
    tree(informed).setCurrentItem(groups(informed)[0].child(0))
    qtbot.waitUntil(informed.isActiveWindow)
    menu = QShortcut(QKeySequence("Ctrl+Return"), informed)  # "Assign a measure…" of the window
    with (
        qtbot.assertNotEmitted(menu.activated),
        qtbot.waitSignal(informed.fix_requested, timeout=1000) as signal,
    ):
        QTest.keyClick(tree(informed), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == ["m1"]


def test_the_effect_of_a_fix_is_shown_while_one_points_at_it(
    informed: FindingsPane, qtbot: QtBot
) -> None:
    item = groups(informed)[0].child(0)
    where = tree(informed).visualItemRect(item).center()
    QTest.mouseMove(tree(informed).viewport(), where - QPoint(0, 5))
    with qtbot.waitSignal(informed.fix_hovered) as signal:
        tree(informed).itemEntered.emit(item, 0)
    assert signal.args == ["m1"]
    with qtbot.waitSignal(informed.hover_ended):
        tree(informed).clearFocus()


def test_a_number_of_the_rule_can_be_edited(informed: FindingsPane, qtbot: QtBot) -> None:
    tree(informed).setCurrentItem(groups(informed)[0].child(0))
    with qtbot.waitSignal(informed.limit_requested) as signal:
        press(informed, "Share: 50 %")
    assert signal.args == ["FIN-01", "rule.X.share"]


def test_an_accepted_finding_can_be_taken_up_again(informed: FindingsPane, qtbot: QtBot) -> None:
    tree(informed).setCurrentItem(groups(informed)[0].child(1))
    with qtbot.waitSignal(informed.acceptance_requested) as signal:
        press(informed, "Withdraw the acceptance")
    assert signal.args == ["m3"]
    assert "Rests on: Article 12a(2). Accepted: so it is" in words_on(informed)


def test_a_heading_wider_than_its_column_keeps_one_line(pane: FindingsPane, qtbot: QtBot) -> None:
    family = "FIN · Money, ceilings, matching and everything that is paid"
    rows = [evolve(row, groups={**row.groups, "family": (family, family)}) for row in ROWS]
    pane.set_rows(rows)
    shown = tree(pane)
    heading, two_lines = shown.topLevelItem(0), 2 * shown.fontMetrics().lineSpacing()
    assert heading is not None
    assert shown.columnWidth(0) < shown.fontMetrics().horizontalAdvance(heading.text(0))
    qtbot.waitUntil(lambda: 0 < shown.visualItemRect(heading).height() < two_lines)
