# SPDX-License-Identifier: EUPL-1.2
"""A record made by hand: asked for, filled in, refused with the reason in its field, and shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QMessageBox, QPushButton

from planner.domain.records import SCHEMA
from planner.domain.records.infrastructure import NetworkLink
from planner.domain.records.sites import Site
from tests.ui.benches import Bench, answering, button
from ui.dialogs.new_record import NewRecordDialog, blank, drafted
from ui.dialogs.place import PlaceDialog
from ui.widgets.empty_state import EmptyState

pytestmark = [
    pytest.mark.one_window,
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]


def listing(bench: Bench, kind: str) -> None:
    bench.window.focus.show("records")
    bench.window.choosing.kind(kind)
    bench.settle()


def filling(deed: Callable[[NewRecordDialog], None]) -> None:
    """Fill in the next form that opens; one that is still there afterwards is left."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, NewRecordDialog)
        try:
            deed(dialog)
        finally:
            if dialog.isVisible():
                QDialog.reject(dialog)

    answering(answer)


def complaints(dialog: NewRecordDialog) -> list[str]:
    form = dialog.draft.form
    names = [field.name for field in drafted(Site.KIND).fields if field.name != "id"]
    controls = (form.editor(name).focusProxy() for name in names)
    return [c.accessibleDescription() for c in controls if c.property("invalid")]


def enter(dialog: NewRecordDialog, field: str, words: str) -> None:
    """Type into a field, or choose what is called so."""
    control = dialog.draft.form.editor(field).focusProxy()
    if isinstance(control, QComboBox):
        control.setCurrentIndex(control.findText(words))
        control.activated.emit(control.currentIndex())
    else:
        assert isinstance(control, QLineEdit)
        control.setFocus()
        control.selectAll()
        QTest.keyClicks(control, words)


def new_sites(bench: Bench) -> list[Site]:
    plan = bench.workspace.session.plan
    return [site for site in plan.of(Site).values() if site.name == "Split"]


def test_a_site_is_made_by_its_form_as_one_step_and_shown(bench: Bench) -> None:
    listing(bench, "site")
    steps = len(bench.workspace.session.history())

    def fill(dialog: NewRecordDialog) -> None:
        assert "Site" in dialog.windowTitle()
        enter(dialog, "state", "Croatia")
        enter(dialog, "name", "Split")
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    filling(fill)
    bench.window.panels.records.view().setFocus()
    bench.press(Qt.Key.Key_Insert)
    (site,) = new_sites(bench)
    assert site.state == "HR"
    assert len(bench.workspace.session.history()) == steps + 1
    assert bench.window.panels.records.selected_keys() == [site.id]
    shown = bench.window.panels.inspector.values()
    assert shown is not None
    assert shown.title == "Split"
    bench.trigger("undo")
    assert new_sites(bench) == []


def test_what_is_missing_is_said_in_its_field_and_nothing_is_lost(bench: Bench) -> None:
    listing(bench, "site")
    steps = len(bench.workspace.session.history())

    def fill(dialog: NewRecordDialog) -> None:
        form, add = dialog.draft.form, button(dialog, "Add")
        assert form.editor("state").focusProxy().accessibleName() == "State (required)"
        add.click()
        assert len(complaints(dialog)) == 2
        assert all("must not be empty" in words for words in complaints(dialog))
        assert form.field_of(dialog.focusWidget()) == "name"
        enter(dialog, "name", "Split")
        enter(dialog, "latitude", "far north")
        add.click()
        assert len(complaints(dialog)) == 2  # the state, and what is no number
        assert form.field_of(dialog.focusWidget()) == "state"
        enter(dialog, "state", "Croatia")
        add.click()
        assert form.field_of(dialog.focusWidget()) == "latitude"
        assert form.editor("latitude").focusProxy().property("text") == "far north"
        assert dialog.isVisible()
        enter(dialog, "latitude", "43.5")
        add.click()
        assert not dialog.isVisible()

    filling(fill)
    bench.trigger("new_record")
    assert [site.latitude for site in new_sites(bench)] == [43.5]
    assert len(bench.workspace.session.history()) == steps + 1


def test_escape_leaves_at_once_what_nobody_has_begun(bench: Bench) -> None:
    listing(bench, "site")

    def leave(dialog: NewRecordDialog) -> None:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    filling(leave)
    bench.trigger("new_record")


def test_what_was_begun_is_left_only_when_one_says_so(bench: Bench) -> None:
    listing(bench, "site")
    steps = len(bench.workspace.session.history())

    def answer(words: str) -> None:
        def click(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            button(box, words).click()

        QTimer.singleShot(0, lambda: answering(click))  # once the question is in front

    def leave(dialog: NewRecordDialog) -> None:
        enter(dialog, "state", "Croatia")
        answer("Keep editing")
        dialog.close()
        assert dialog.isVisible()
        assert dialog.draft.record() != blank(Site.KIND, {"id": ""})
        answer("Discard it")
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    filling(leave)
    bench.trigger("new_record")
    assert len(bench.workspace.session.history()) == steps


def test_what_is_selected_is_suggested_where_the_record_needs_it(bench: Bench) -> None:
    bench.window.focus.select("state", "HR")
    listing(bench, "network_link")

    def look(dialog: NewRecordDialog) -> None:
        record = dialog.draft.record()
        assert isinstance(record, NetworkLink)
        assert (record.state_a, record.state_b) == ("HR", None)

    filling(look)
    bench.trigger("new_record")


def test_an_empty_table_and_the_menu_of_a_row_offer_it_too(bench: Bench) -> None:
    listing(bench, "contribution")
    empty = bench.window.panels.records.view().findChild(EmptyState)
    assert empty is not None
    asked: list[str] = []
    filling(lambda dialog: asked.append(dialog.windowTitle()))
    next(b for b in empty.findChildren(QPushButton) if b.text() == "New record…").click()
    assert "Contribution" in asked[0]
    assert "New record…" in [words for words, _keys, _do in bench.window.panels.records.gestures()]


def test_kinds_with_a_way_of_their_own_lead_there(bench: Bench) -> None:
    asked: list[QDialog] = []

    def look(dialog: QDialog) -> None:
        asked.append(dialog)
        assert isinstance(dialog, PlaceDialog)
        dialog.reject()

    listing(bench, "measure")
    answering(look)
    bench.trigger("new_record")
    assert asked
    listing(bench, "desk_case")
    bench.trigger("new_record")
    assert bench.window.focus.view == "desk"


@pytest.mark.parametrize(
    ("kind", "offered"), [("override", "Findings"), ("approval", "Approvals"), ("state", "")]
)
def test_what_is_not_made_by_hand_says_so_and_leads_on(
    bench: Bench, kind: str, offered: str
) -> None:
    listing(bench, kind)
    bench.trigger("new_record")
    assert "by hand" in bench.said()
    offer = [
        b.text() for b in bench.window.panels.notice.findChildren(QPushButton) if b.isVisible()
    ]
    assert offer == ([offered] if offered else [])


def test_the_past_offers_no_new_record_and_says_why(bench: Bench) -> None:
    listing(bench, "site")
    bench.window.edits.edit("site", next(iter(_sites(bench))), "operator", "X", source="test")
    bench.settle()
    bench.trigger("earlier")
    pane = bench.window.panels.records
    made = next(b for b in pane.findChildren(QPushButton) if b.text() == "New record…")
    assert not made.isEnabled()
    assert "cannot be edited" in made.toolTip()
    assert "cannot be edited" in made.accessibleDescription()
    pane.view().setFocus()
    bench.press(Qt.Key.Key_Insert)
    assert "cannot be edited" in bench.said()
    bench.trigger("now")
    assert made.isEnabled()


def _sites(bench: Bench) -> dict[str, Site]:
    return dict(bench.workspace.session.plan.of(Site))


def test_every_form_begins_with_what_its_kind_needs() -> None:
    for kind in SCHEMA.kinds.values():
        fields = [field.name for field in drafted(kind).fields if field.name != "id"]
        needed = [field.name for field in kind.fields if field.required and field.name != "id"]
        assert fields[: len(needed)] == needed
        assert {*fields, "id"} == {field.name for field in kind.fields}
        assert blank(kind, {"id": "x"}).id == "x"
