# SPDX-License-Identifier: EUPL-1.2
"""The form made from a declaration: what it shows, what it takes, and what it refuses and why."""

from collections.abc import Mapping

import attrs
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.domain.declare import (
    choice,
    flag,
    integer,
    key,
    number,
    record,
    reference,
    share,
    text,
)
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records import SCHEMA
from planner.domain.records.infrastructure import Factory, Status
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.schema import Choice, Field, Kind, Record, Type
from planner.text import set_language, unit_label
from tests.core.builders import a_factory, a_measure, a_state, a_template
from ui.theme import load_theme
from ui.widgets.field_editor import Options
from ui.widgets.record_form import FormValues, Provenance, RecordForm

STATES = (("FR", "France"), ("IT", "Italy"))


class Technology(Choice):
    """How a quantum computer is built."""

    IONS = "ions", "trapped ions"
    ATOMS = "atoms", "neutral atoms"


@record(
    kind="quantum_computer",
    label="Quantum computer",
    plural="Quantum computers",
    description="A kind of record that only this test knows.",
)
class QuantumComputer(Record):
    """A quantum computer."""

    id: str = key()
    name: str = text("Name")
    state: str = reference("State", target="state")
    technology: Technology | None = choice("Technology", choices=Technology, default=None)
    qubits: int | None = integer("Qubits", default=None, minimum=1)
    cost_meur: float | None = number("Cost", unit="MEUR", default=None)
    union_share: float | None = share("Union share", default=None)
    open_access: bool = flag("Open access")


@pytest.fixture
def window(qtbot: QtBot) -> QScrollArea:
    """Return an open window that has the keyboard and room for a form."""
    window = QScrollArea()
    qtbot.addWidget(window)
    window.setWidgetResizable(True)
    window.resize(400, 600)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


class Heard:
    """What a form has sent."""

    def __init__(self, form: RecordForm) -> None:
        self.edits: list[tuple[str, object]] = []
        self.errors: list[DomainError] = []
        form.edited.connect(lambda name, value: self.edits.append((name, value)))
        form.rejected.connect(self.errors.append)


def a_form(
    window: QScrollArea,
    shown: Record,
    *,
    options: Mapping[str, Options] | None = None,
    provenance: Mapping[str, Provenance] | None = None,
) -> RecordForm:
    form = RecordForm(load_theme("light"))
    window.setWidget(form)
    show(form, shown, options=options, provenance=provenance)
    return form


def show(
    form: RecordForm,
    shown: Record,
    *,
    options: Mapping[str, Options] | None = None,
    provenance: Mapping[str, Provenance] | None = None,
) -> None:
    kind = shown.KIND
    form.set_values(FormValues(kind, shown, options or {"state": STATES}, provenance or {}))


def line(form: RecordForm, field: str) -> QLineEdit:
    found = form.editor(field).focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def box(form: RecordForm, field: str) -> QComboBox:
    found = form.editor(field).focusProxy()
    assert isinstance(found, QComboBox)
    return found


def type_over(form: RecordForm, field: str, words: str) -> QLineEdit:
    """Replace what a field holds, as somebody at the keyboard does."""
    control = line(form, field)
    control.setFocus()
    control.selectAll()
    QTest.keyClick(control, Qt.Key.Key_Delete)
    QTest.keyClicks(control, words)
    QTest.keyClick(control, Qt.Key.Key_Return)
    return control


def is_marked(control: QLineEdit) -> bool:
    return any(action.isVisible() and not action.icon().isNull() for action in control.actions())


def heard(widget: QWidget, what: QAccessible.Text) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(what))


def words_on(form: RecordForm) -> list[str]:
    QCoreApplication.sendPostedEvents()  # a layout shows new parts in the next turn
    return [label.text() for label in form.findChildren(QLabel) if not label.isHidden()]


def a_record(kind: Kind) -> Record:
    """Return a record of any kind with as few values as it takes."""
    return kind.build({field.name: a_value(field) for field in kind.fields if field.required})


def a_value(field: Field) -> object:
    if field.choices is not None:
        return next(iter(field.choices))
    if field.value_type in {Type.NUMBER, Type.INTEGER, Type.MONTH}:
        return max(1, round(field.minimum or 0))
    return (field.name,) if field.value_type is Type.REFERENCES else field.name


@pytest.mark.parametrize("kind", SCHEMA.kinds.values(), ids=lambda kind: kind.name)
def test_every_kind_has_a_form_with_each_label_and_unit(kind: Kind, window: QScrollArea) -> None:
    form = a_form(window, a_record(kind))
    shown = words_on(form)
    for field in kind.fields:
        if field.name == "id":
            continue
        unit = unit_label(field.unit)
        words = f"{field.label} ({unit})" if unit else field.label
        assert words in shown
        assert form.editor(field.name).focusProxy().accessibleName() == words


def test_a_kind_declared_just_now_has_a_form(window: QScrollArea) -> None:
    machine = QuantumComputer(
        id="q", name="Piast-Q", state="IT", technology=Technology.IONS, union_share=0.5
    )
    form = a_form(window, machine)
    heard_from = Heard(form)
    assert "Cost (m€)" in words_on(form)
    assert box(form, "technology").currentText() == "trapped ions"
    assert box(form, "state").currentText() == "Italy"
    type_over(form, "qubits", "20")
    assert heard_from.edits == [("qubits", 20)]


def test_letters_in_a_number_are_marked_and_not_sent(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    control = type_over(form, "accelerators", "many")
    assert heard_from.edits == []
    assert [error.code for error in heard_from.errors][:1] == ["not_a_number"]
    assert is_marked(control)
    assert control.text() == "many"
    assert "takes a number" in heard(control, QAccessible.Text.Description)


def test_escape_brings_the_last_good_value_back(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    control = type_over(form, "accelerators", "many")
    QTest.keyClick(control, Qt.Key.Key_Escape)
    assert control.text() == "1000"
    assert not is_marked(control)
    assert "takes a number" not in heard(control, QAccessible.Text.Description)


def test_typing_the_old_value_again_takes_the_mark_away(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    type_over(form, "accelerators", "many")
    control = type_over(form, "accelerators", "1000")
    assert not is_marked(control)
    assert heard_from.edits == []


@pytest.mark.parametrize("words", ["inf", "nan", "1e999"])
def test_what_is_no_quantity_is_refused_and_breaks_nothing(words: str, window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    assert is_marked(type_over(form, "accelerators", words))
    assert is_marked(type_over(form, "capex_meur", words))
    assert heard_from.edits == []


def test_a_value_out_of_bounds_is_refused_with_the_bound(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    control = type_over(form, "lead_months", "500")
    assert "must be 120 or less" in heard(control, QAccessible.Text.Description).replace(
        "\N{NO-BREAK SPACE}months", ""
    )


def test_an_english_number_may_have_its_separators(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    type_over(form, "accelerators", "12,000")
    type_over(form, "capex_meur", "1,234.5")
    assert heard_from.edits == [("accelerators", 12_000), ("capex_meur", 1_234.5)]


def test_a_german_decimal_comma_is_understood(window: QScrollArea) -> None:
    set_language("de")
    form = a_form(window, a_measure(capex_meur=1234.5))
    heard_from = Heard(form)
    assert line(form, "capex_meur").text() == "1234,5"
    type_over(form, "capex_meur", "12,75")
    type_over(form, "accelerators", "12.000")
    type_over(form, "opex_meur_per_year", "3.5")
    assert heard_from.edits == [
        ("capex_meur", 12.75),
        ("accelerators", 12_000),
        ("opex_meur_per_year", 3.5),
    ]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "12.5"), ("en", "12.5 %"), ("de", "12,5"), ("de", "12.5")]
)
def test_a_share_is_shown_and_typed_as_per_cent(
    language: str, words: str, window: QScrollArea
) -> None:
    set_language(language)
    form = a_form(window, a_measure(union_share_acquisition=0.35))
    heard_from = Heard(form)
    control = line(form, "union_share_acquisition")
    assert control.text() == "35"
    assert heard(control, QAccessible.Text.Name).endswith("(%)")
    type_over(form, "union_share_acquisition", words)
    assert heard_from.edits == [("union_share_acquisition", 0.125)]


def test_a_month_is_shown_in_words_and_typed_so_or_as_year_and_month(window: QScrollArea) -> None:
    form = a_form(window, a_measure(start=month_of(2027)))
    heard_from = Heard(form)
    assert line(form, "start").text() == "Jan 2027"
    for words in ("2028-03", "April 2028", "5/2028"):
        type_over(form, "start", words)
    assert is_marked(type_over(form, "start", "soon"))
    assert heard_from.edits == [("start", month_of(2028, month)) for month in (3, 4, 5)]


def test_an_emptied_field_is_unknown_where_that_may_be(window: QScrollArea) -> None:
    form = a_form(window, a_measure(capex_meur=5.0))
    heard_from = Heard(form)
    type_over(form, "capex_meur", "")
    assert line(form, "capex_meur").placeholderText() == "unknown"
    assert is_marked(type_over(form, "lead_months", ""))
    assert heard_from.edits == [("capex_meur", None)]
    assert [error.code for error in heard_from.errors][:1] == ["required"]


def test_only_a_value_that_may_be_missing_offers_to_be_unknown(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    assert box(form, "status").findText("unknown") == -1
    assert box(form, "system_class").findText("unknown") == 0


def choose_beside(control: QComboBox, key: Qt.Key) -> None:
    """Open the list, go one up or down, and take it."""
    QTest.keyClick(control, key)
    QTest.keyClick(control.view(), key)
    QTest.keyClick(control.view(), Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard")
def test_a_choice_is_sent_as_its_code_and_shown_in_words(window: QScrollArea) -> None:
    form = a_form(window, a_measure(status=Status.TENTATIVE))
    heard_from = Heard(form)
    control = box(form, "status")
    assert control.currentText() == "tentative"
    control.setFocus()
    choose_beside(control, Qt.Key.Key_Down)
    assert heard_from.edits == [("status", "committed")]


@pytest.mark.qt_log_ignore("raise", "grabbing the keyboard")
def test_a_reference_offers_what_it_may_point_at(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    control = box(form, "state")
    assert control.currentText() == "Italy"
    control.setFocus()
    choose_beside(control, Qt.Key.Key_Up)
    assert heard_from.edits == [("state", "FR")]


def test_a_box_is_heard_with_the_name_of_its_field(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_around = QAccessible.queryAccessibleInterface(box(form, "state")).parent()
    assert heard_around.text(QAccessible.Text.Name) == "State"


def test_a_flag_is_ticked(window: QScrollArea) -> None:
    form = a_form(window, QuantumComputer(id="q", name="Q", state="IT"))
    heard_from = Heard(form)
    tick = form.editor("open_access").focusProxy()
    assert isinstance(tick, QCheckBox)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    assert heard_from.edits == [("open_access", True)]


def test_several_references_are_typed_as_a_list(window: QScrollArea) -> None:
    form = a_form(window, a_factory(consortium=("AT", "IT")))
    heard_from = Heard(form)
    assert line(form, "consortium").text() == "AT;IT"
    type_over(form, "consortium", "AT; FR")
    assert heard_from.edits == [("consortium", ("AT", "FR"))]


def test_showing_a_record_sends_nothing(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    show(form, a_measure(MeasureKind.UPGRADE, accelerators=7, status=Status.SELECTED))
    assert line(form, "accelerators").text() == "7"
    assert box(form, "status").currentText() == "selected"
    assert heard_from.edits == []


def test_another_record_of_the_kind_keeps_the_keyboard_where_it_is(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    line(form, "name").setFocus()
    show(form, a_measure(name="Minerva"))
    assert line(form, "name").hasFocus()
    assert line(form, "name").text() == "Minerva"


def test_another_kind_takes_the_place_of_the_form(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    assert "Accelerators" in words_on(form)
    tallest = form.sizeHint().height()
    for _ in range(3):
        show(form, a_state())
        show(form, a_measure())
    assert "Accelerators" in words_on(form)
    assert "Population (million)" not in words_on(form)
    assert form.sizeHint().height() == tallest


def test_hidden_fields_are_left_out(window: QScrollArea) -> None:
    form = RecordForm(load_theme("light"))
    window.setWidget(form)
    form.set_values(
        FormValues(Measure.KIND, a_measure(), {}, {}, hidden=frozenset({"kind", "template"}))
    )
    assert "Template" not in words_on(form)
    assert "Name" in words_on(form)


def test_a_value_says_how_far_it_can_be_trusted_and_keeps_its_name(window: QScrollArea) -> None:
    sentence = "As the operator states, 2025."
    provenance = {"population_m": Provenance("medium", sentence)}
    form = a_form(window, a_state(population_m=59.0), provenance=provenance)
    control = line(form, "population_m")
    assert heard(control, QAccessible.Text.Name) == "Population (million)"
    told = heard(control, QAccessible.Text.Description)
    assert "Medium confidence" in told
    assert sentence in told


def test_a_source_is_forgotten_with_the_record_it_was_about(window: QScrollArea) -> None:
    provenance = {"population_m": Provenance("medium", "As the operator states, 2025.")}
    form = a_form(window, a_state(population_m=59.0), provenance=provenance)
    show(form, a_state("FR"))
    told = heard(line(form, "population_m"), QAccessible.Text.Description)
    assert "Medium confidence" not in told


def test_the_form_speaks_the_language_chosen_last(window: QScrollArea) -> None:
    form = a_form(window, a_template())
    before = words_on(form)
    set_language("de")
    form.retranslate()
    assert len(words_on(form)) == len(before)
    assert line(form, "unit_cost_low").text() == "0,03"


@pytest.mark.parametrize("focused", ["name", "status"])
def test_the_wheel_scrolls_past_a_field_without_changing_it(
    window: QScrollArea, focused: str
) -> None:
    form = a_form(window, a_measure(status=Status.TENTATIVE))
    control = box(form, "status")
    assert not control.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
    (control if focused == "status" else line(form, "name")).setFocus()
    heard_from = Heard(form)
    where = QPointF(control.rect().center())
    wheel = QWheelEvent(
        where,
        control.mapToGlobal(where),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, wheel)
    assert control.currentText() == "tentative"
    assert heard_from.edits == []
    assert not wheel.isAccepted()


def test_a_field_of_several_targets_knows_its_kind() -> None:
    assert Factory.KIND.field("consortium").target == "state"


UNREADABLE = "takes a number; “a lot” is none. Use digits only."


def is_explained(form: RecordForm, sentence: str = UNREADABLE) -> bool:
    return any(sentence in words for words in words_on(form))


def an_unreadable_entry(window: QScrollArea) -> tuple[RecordForm, QLineEdit]:
    form = a_form(window, a_measure())
    control = type_over(form, "capex_meur", "a lot")
    assert is_explained(form)
    return form, control


def test_a_rejected_entry_stays_with_its_sentence_while_another_field_is_filled_in(
    window: QScrollArea,
) -> None:
    form, control = an_unreadable_entry(window)
    type_over(form, "accelerators", "400")
    show(form, a_measure(accelerators=400))
    assert control.text() == "a lot"
    assert is_marked(control)
    assert is_explained(form)
    assert UNREADABLE in heard(control, QAccessible.Text.Description)
    assert line(form, "accelerators").text() == "400"


def test_escape_takes_a_rejected_entry_and_its_sentence_back(window: QScrollArea) -> None:
    form, control = an_unreadable_entry(window)
    show(form, a_measure(capex_meur=7.0))
    QTest.keyClick(control, Qt.Key.Key_Escape)
    assert control.text() == "7"
    assert not is_marked(control)
    assert not is_explained(form)


def test_a_mended_entry_is_sent_and_its_sentence_goes(window: QScrollArea) -> None:
    form, _control = an_unreadable_entry(window)
    heard_from = Heard(form)
    assert not is_marked(type_over(form, "capex_meur", "30"))
    assert heard_from.edits == [("capex_meur", 30.0)]
    assert not is_explained(form)


def test_passing_by_a_rejected_entry_does_not_say_it_again_but_enter_tries_it(
    window: QScrollArea,
) -> None:
    form, control = an_unreadable_entry(window)
    heard_from = Heard(form)
    line(form, "name").setFocus()
    control.setFocus()
    line(form, "name").setFocus()
    assert heard_from.errors == []
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_Return)
    assert [error.code for error in heard_from.errors] == ["not_a_number"]


def test_an_entry_waits_while_another_record_is_shown(window: QScrollArea) -> None:
    form, _control = an_unreadable_entry(window)
    show(form, attrs.evolve(a_measure(name="Minerva"), id="another"))
    assert line(form, "capex_meur").text() != "a lot"
    assert not is_explained(form)
    show(form, a_state())
    show(form, a_measure())
    assert line(form, "capex_meur").text() == "a lot"
    assert is_explained(form)


def test_what_is_being_typed_outlives_a_form_that_is_made_anew(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    line(form, "name").setFocus()
    line(form, "name").setText("")
    QTest.keyClicks(line(form, "name"), "Miner")
    show(form, a_measure(accelerators=9), options={"state": (*STATES, ("DE", "Germany"))})
    state = box(form, "state")
    assert [state.itemText(place) for place in range(state.count())][-1] == "Germany"
    assert state.currentText() == "Italy"
    assert line(form, "name").text() == "Miner"
    assert line(form, "name").hasFocus()
    assert heard_from.edits == []


def test_a_rejected_entry_is_explained_in_the_language_chosen_last(window: QScrollArea) -> None:
    form, _control = an_unreadable_entry(window)
    set_language("de")
    form.retranslate()
    assert line(form, "capex_meur").text() == "a lot"
    assert not is_explained(form)
    assert is_explained(form, "a lot")


def test_a_value_the_plan_refuses_stays_where_it_was_entered(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    form.edited.connect(
        lambda name, _value: form.refuse(name, DomainError("required", label="Name"))
    )
    control = type_over(form, "name", "Minerva")
    show(form, a_measure(accelerators=400))
    assert control.text() == "Minerva"
    assert is_marked(control)


def test_the_page_keys_with_ctrl_go_by_sections(window: QScrollArea) -> None:
    form = a_form(window, a_measure())
    heard_from = Heard(form)
    firsts: list[str] = []
    group = ""
    for field in Measure.KIND.fields:
        if field.name != "id" and (field.group != group or not firsts):
            firsts.append(field.name)
        group = field.group if field.name != "id" else group
    form.editor(firsts[0]).setFocus()
    visited = []
    for page in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        for _step in firsts:
            control = QApplication.focusWidget()
            assert control is not None
            visited.append(form.field_of(control))
            QTest.keyClick(control, page, Qt.KeyboardModifier.ControlModifier)
    assert visited == [*firsts, *reversed(firsts)]
    assert heard_from.edits == []
