# SPDX-License-Identifier: EUPL-1.2
"""What is selected: its figures with their sources, what it consists of, and its form."""

from collections.abc import Sequence

from attrs import field, frozen
from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import PlannerError
from planner.text import _, labelled
from ui.accessible import present_as
from ui.panes.payload import pack
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.confidence_mark import Confidence, ConfidenceMark
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.measure_tile import MeasureTile, Tile
from ui.widgets.painting import paint_focus_ring
from ui.widgets.passing_menu import PassingMenu
from ui.widgets.record_form import FormValues, RecordForm
from ui.widgets.scrolled import bring_up
from ui.widgets.tabbing import first_stop, tab_in_order
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import Tone

_COLUMNS = 2  # of facts beside each other; a long one takes both


@frozen
class Fact:
    """One figure with where it comes from; `level` None says nothing about confidence.

    `code` names the figure when somebody asks for more; without one there is no more.
    """

    label: str
    value: str
    detail: str = ""
    level: Confidence | None = None
    code: str = ""


@frozen
class Deed:
    """Something one can do with what is selected."""

    id: str
    words: str
    icon: str


@frozen(kw_only=True)
class InspectorValues:
    """What the inspector shows. `kind` and `key` name the record the form edits."""

    title: str
    chip: str = ""
    tone: Tone = "neutral"
    facts: tuple[Fact, ...] = ()
    tiles: tuple[Tile, ...] = ()
    notes: tuple[str, ...] = ()
    empty: tuple[str, str, str] | None = None
    deeds: tuple[Deed, ...] = ()
    kind: str = ""
    key: str = ""
    form: FormValues | None = field(default=None, eq=False)


class InspectorPane(Card):
    """The right-hand card. Edits, deeds and picks go out as signals; nothing is decided here."""

    field_edited = Signal(str, str, str, object)
    rejected = Signal(object)
    deed_requested = Signal(str, str)
    measure_picked = Signal(str)
    where_requested = Signal(str, str, str, bool)
    placement_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._values: InspectorValues | None = None
        self._chip = Chip(theme)
        self._close = IconButton(theme, "x", "")
        self._facts = QWidget()
        self._fact_grid = QGridLayout(self._facts)
        self._tiles = QWidget()
        self._tile_rows = QVBoxLayout(self._tiles)
        self._deeds = QWidget()
        self._deed_row = FlowLayout(self._deeds)
        self._notes = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._empty = EmptyState(theme, "package-open")
        self._form = RecordForm(theme)
        self._content = QWidget()
        self._stack_rows = QVBoxLayout(self._content)
        self._scroll = QScrollArea()
        self._offered: Sequence[QAction] = ()
        super().__init__(theme, parent=parent)
        self._lay_out()
        self._close.clicked.connect(self.closed)
        self._empty.action_requested.connect(self.placement_requested)
        self._form.edited.connect(self._on_edited)
        self._form.rejected.connect(self.rejected)
        self._form.section_entered.connect(lambda first: bring_up(self._scroll, first))
        self._form.where_requested.connect(lambda name: self._ask(name, computed=False))
        self.retranslate()

    def set_values(self, values: InspectorValues) -> None:
        """Show another record from its top, or the same one after an edit where it was."""
        before, self._values = self._values, values
        same = before is not None and (before.kind, before.key) == (values.kind, values.key)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)
        left = self._leave_parts()
        self.set_title(values.title)
        self._chip.set_text(values.chip, tone=values.tone)
        self._chip.setVisible(bool(values.chip))
        self._show_facts(values.facts)
        self._show_tiles(values.tiles)
        self._show_deeds(values.deeds)
        self._notes.setText("\n".join(values.notes))
        self._notes.setVisible(bool(values.notes))
        self._empty.setVisible(values.empty is not None)
        if values.empty is not None:
            headline, hint, action = values.empty
            self._empty.set_text(headline, hint, action=action)
        self._form.setVisible(values.form is not None)
        if values.form is not None:
            self._form.set_values(values.form)
            QTimer.singleShot(0, self, self._keep_in_sight)  # once everything has its place
        tab_in_order(self)
        if left is not None:
            QTimer.singleShot(0, self, lambda: self._return_to(left if same else None))

    def content(self) -> QWidget:
        """Return what is below the title."""
        return self._content

    def values(self) -> InspectorValues | None:
        """Return what is shown."""
        return self._values

    def offer(self, actions: Sequence[QAction]) -> None:
        """Take what can be asked of the number the keyboard is on, for the menus here."""
        self._offered = tuple(actions)
        self._form.offer(self._offered)

    def asked_about(self, widget: QWidget | None) -> tuple[str, str, str, bool] | None:
        """Return which number a widget shows: kind, key, code, and whether it is computed."""
        if self._values is None or widget is None:
            return None
        if isinstance(widget, _FactCell):
            return self._values.kind, self._values.key, widget.code, True
        field = self._form.field_of(widget)
        return (self._values.kind, self._values.key, field, False) if field else None

    def focus_form(self, name: str) -> None:
        """Put the keyboard into one field of the form."""
        self._form.editor(name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, name: str, error: PlannerError) -> None:
        """Keep what was entered in a field, and say there why the plan has not taken it."""
        self._form.refuse(name, error)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._close.set_name(_("Close the inspector"), shortcut=_("Esc"))
        self._form.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        parts = (self._chip, self._close, self._notes, self._empty, self._form)
        for part in parts:
            part.set_theme(theme)
        self._stack_rows.setContentsMargins(0, 0, theme.px("space_s"), 0)
        self._stack_rows.setSpacing(theme.px("space_m"))
        self._tile_rows.setContentsMargins(0, 0, 0, 0)
        self._tile_rows.setSpacing(theme.px("space_s"))
        self._fact_grid.setContentsMargins(0, 0, 0, 0)
        self._fact_grid.setHorizontalSpacing(theme.px("space_m"))
        self._fact_grid.setVerticalSpacing(0)
        if self._values is not None:
            self.set_values(self._values)

    def _lay_out(self) -> None:
        trailing = QWidget()
        row = QHBoxLayout(trailing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chip)
        row.addWidget(self._close)
        self.set_trailing(trailing)
        for part in (self._facts, self._deeds, self._notes, self._tiles, self._empty, self._form):
            self._stack_rows.addWidget(part)
        self._stack_rows.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        self._scroll.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        self.body.addWidget(self._scroll)

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        _empty_layout(self._fact_grid)
        row = column = 0
        for fact in facts:
            span = _COLUMNS if self._is_long(fact) else 1
            if column + span > _COLUMNS:
                row, column = row + 1, 0
            top = Qt.AlignmentFlag.AlignTop
            self._fact_grid.addWidget(self._fact(fact), row, column, 1, span, top)
            column += span
        self._facts.setVisible(bool(facts))

    def _is_long(self, fact: Fact) -> bool:
        """Tell whether a value would be cut off in half of the width."""
        theme = self._theme
        half = (theme.px("inspector") - 5 * theme.px("space_l")) / _COLUMNS - 2 * theme.px("icon")
        return QFontMetricsF(theme.font("strong")).horizontalAdvance(fact.value) > half

    def _fact(self, fact: Fact) -> QWidget:
        cell = _FactCell(self._theme, fact.code)
        cell.asked.connect(lambda code: self._ask(code, computed=True))
        rows = QVBoxLayout(cell)
        inset = self._theme.px("space_xs")  # room for the ring of the keyboard
        rows.setContentsMargins(inset, inset, inset, inset)
        rows.setSpacing(0)
        rows.addWidget(TextLabel(self._theme, fact.label, role="label", token="muted", wrap=True))  # noqa: S106 - names a colour
        line = QHBoxLayout()
        line.setSpacing(self._theme.px("space_xs"))
        line.addWidget(ElidedLabel(self._theme, fact.value, role="strong"))
        if fact.level is not None:
            mark = ConfidenceMark(self._theme, fact.level, compact=True)
            mark.setToolTip(fact.detail)
            line.addWidget(mark)
        line.addStretch(1)
        rows.addLayout(line)
        cell.setToolTip(fact.detail)
        cell.setAccessibleName(labelled(fact.label, fact.value))
        cell.setAccessibleDescription(fact.detail)
        return cell

    def _show_tiles(self, tiles: Sequence[Tile]) -> None:
        _empty_layout(self._tile_rows)
        for tile in tiles:
            made = MeasureTile(self._theme, tile, mime=_measure_mime if tile.key else None)
            made.picked.connect(self.measure_picked)
            made.opened.connect(self.measure_picked)
            self._tile_rows.addWidget(made)
        self._tiles.setVisible(bool(tiles))

    def _show_deeds(self, deeds: Sequence[Deed]) -> None:
        _empty_layout(self._deed_row)
        for deed in deeds:
            button = Button(self._theme, deed.words, icon_name=deed.icon)
            button.clicked.connect(lambda _checked=False, id_=deed.id: self._do(id_))
            self._deed_row.addWidget(button)
        self._deeds.setVisible(bool(deeds))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer by the menu key what can be asked and done; a right click asks at once."""
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            return
        menu = PassingMenu(self)
        menu.addActions(self._offered)
        menu.addSeparator()
        for deed in self._values.deeds if self._values is not None else ():
            entry = menu.addAction(deed.words)
            entry.triggered.connect(lambda _checked=False, id_=deed.id: self._do(id_))
        menu.popup(event.globalPos())

    def _leave_parts(self) -> tuple[QLayout, int] | None:
        """Take the keyboard from a part that is about to go; return which it was on."""
        focus = QApplication.focusWidget()
        for layout in (self._fact_grid, self._tile_rows, self._deed_row):
            items = (layout.itemAt(at) for at in range(layout.count()))
            parts = [None if item is None else item.widget() for item in items]
            for at, part in enumerate(parts):
                if focus and part and (part is focus or part.isAncestorOf(focus)):
                    self._close.setFocus()
                    return layout, at
        return None

    def _return_to(self, left: tuple[QLayout, int] | None) -> None:
        """Bring the keyboard back to the part it was on, else to the first of what is shown."""
        if not self._close.hasFocus():
            return
        item = None if left is None else left[0].itemAt(min(left[1], left[0].count() - 1))
        part = None if item is None else item.widget()
        if part is None or part.focusPolicy() == Qt.FocusPolicy.NoFocus:
            part = first_stop(self._content)
        if part is not None:
            part.setFocus()

    def _keep_in_sight(self) -> None:
        """Keep the field that is being filled in in sight when what stands above it has grown."""
        focus = QApplication.focusWidget()
        if focus is not None and self._form.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus, 0, self._theme.px("space_l"))

    def _do(self, deed: str) -> None:
        if self._values is not None:
            self.deed_requested.emit(deed, self._values.key)

    def _ask(self, code: str, *, computed: bool) -> None:
        if self._values is not None:
            self.where_requested.emit(self._values.kind, self._values.key, code, computed)

    def _on_edited(self, name: str, value: object) -> None:
        if self._values is not None:
            self.field_edited.emit(self._values.kind, self._values.key, name, value)


class _FactCell(QWidget):
    """A figure that tells where it comes from: by a click, a right click, or Enter."""

    asked = Signal(str)

    def __init__(self, theme: Theme, code: str) -> None:
        super().__init__()
        self._theme = theme
        self.code = code
        if code:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            present_as(self, QAccessible.Role.Button)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask on a click of either button."""
        super().mouseReleaseEvent(event)
        if self.code and self.rect().contains(event.position().toPoint()):
            self.asked.emit(self.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask on Enter."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if self.code and enter and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.asked.emit(self.code)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            radius = self._theme.px("radius_control")
            paint_focus_ring(QPainter(self), QRectF(self.rect()), self._theme, radius=radius)


def _measure_mime(measure: str) -> QMimeData:
    return pack({"measure": measure})


def _empty_layout(layout: QGridLayout | QVBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
