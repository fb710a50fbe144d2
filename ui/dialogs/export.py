# SPDX-License-Identifier: EUPL-1.2
"""What to export, in which format and language; as it opens, one key writes the whole plan."""

from collections.abc import Collection, Sequence

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planner.text import N_, _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.text_label import TextLabel

Options = Sequence[tuple[str, str]]
WHOLE, SELECTION, TEMPLATE = "whole", "selection", "template"
FORMATS = {
    ".xlsx": N_("Excel workbook (.xlsx)"),
    ".ods": N_("OpenDocument spreadsheet (.ods)"),
    ".csv": N_("Text with separators, one kind (.csv)"),
    ".zip": N_("Text with separators, a file for each kind (.zip)"),
    ".json": N_("JSON, everything (.json)"),
}
_TEMPLATE_FORMATS = (".xlsx", ".csv")
_WIDE, _HIGH = 620, 560
_KEY = Qt.ItemDataRole.UserRole
_MUTED = "muted"


@frozen(kw_only=True)
class ExportOptions:
    """What there is to choose from: codes and words."""

    kinds: Options
    states: Options
    templates: Options
    languages: Options
    language: str


@frozen(kw_only=True)
class ExportChoice:
    """What was chosen; no kinds or no states means all of them."""

    what: str = WHOLE
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    template: str = ""
    suffix: str = ".xlsx"
    language: str = "en"


class ExportDialog(QDialog):
    """Asks what to write; where to is asked afterwards."""

    def __init__(
        self, theme: Theme, options: ExportOptions, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[RoomyRows] = []
        self._chosen_parts = QWidget()
        self._what = QButtonGroup(self)
        self._buttons = {
            WHOLE: QRadioButton(_("The whole plan")),
            SELECTION: QRadioButton(_("Some kinds of record, or some states")),
            TEMPLATE: QRadioButton(_("An empty table for colleagues to fill in")),
        }
        self.kinds = self._ticks(_("Kinds of record"), options.kinds)
        self.states = self._ticks(_("States"), options.states)
        self.template = self._box(_("Table to fill in"), options.templates, "")
        self.format = self._box(_("Format"), (), "")
        self.language = self._box(_("Language"), options.languages, options.language)
        self._note = TextLabel(theme, role="label", token=_MUTED, wrap=True)
        self._save = Button(theme, _("Save as…"), icon_name="download", primary=True)
        self.setWindowTitle(_("Export"))
        self._lay_out()
        self._connect()
        self._buttons[WHOLE].setChecked(True)
        self._follow()
        self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, what: str) -> None:
        """Choose the whole plan, a selection or an empty table."""
        self._buttons[what].setChecked(True)
        self._follow()

    def chosen(self) -> ExportChoice:
        """Return what is chosen."""
        what = next(name for name, one in self._buttons.items() if one.isChecked())
        is_selection = what == SELECTION
        return ExportChoice(
            what=what,
            kinds=_ticked(self.kinds) if is_selection else (),
            states=_ticked(self.states) if is_selection else (),
            template=str(self.template.currentData() or ""),
            suffix=str(self.format.currentData()),
            language=str(self.language.currentData()),
        )

    def can_save(self) -> bool:
        """Tell whether what is chosen can be written."""
        return self._save.isEnabled()

    def note(self) -> str:
        """Return what is said about the choice."""
        return self._note.text()

    def _lay_out(self) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(self._buttons[WHOLE])
        rows.addWidget(self._buttons[SELECTION])
        self._chosen_parts.setLayout(self._lists())
        rows.addWidget(self._chosen_parts, 1)
        rows.addWidget(self._buttons[TEMPLATE])
        rows.addLayout(self._fields())
        rows.addStretch()
        rows.addWidget(self._note)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px("space_s"))
        cancel = Button(theme, _("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._save)
        rows.addLayout(foot)
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _lists(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(self._theme.px("icon_large"), 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.px("space_m"))
        for column, box in enumerate((self.kinds, self.states)):
            label = TextLabel(self._theme, box.accessibleName(), role="label", token=_MUTED)
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
        return grid

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px("space_m"))
        grid.setVerticalSpacing(self._theme.px("space_s"))
        grid.setColumnStretch(1, 1)
        for row, box in enumerate((self.template, self.format, self.language)):
            label = TextLabel(self._theme, box.accessibleName(), role="label", token=_MUTED)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        return grid

    def _connect(self) -> None:
        for button in self._buttons.values():
            self._what.addButton(button)
            button.clicked.connect(lambda _checked=False: self._follow())
        for ticks in (self.kinds, self.states):
            ticks.itemChanged.connect(lambda _item: self._judge())
        self.format.currentIndexChanged.connect(lambda _index: self._judge())
        self._save.clicked.connect(self.accept)

    def _follow(self) -> None:
        """Offer what goes with the choice."""
        what = self.chosen().what if self.format.count() else WHOLE
        self._chosen_parts.setVisible(what == SELECTION)
        self.template.setEnabled(what == TEMPLATE)
        suffixes: Collection[str] = _TEMPLATE_FORMATS if what == TEMPLATE else FORMATS
        kept = self.format.currentData()
        if [self.format.itemData(n) for n in range(self.format.count())] != list(suffixes):
            self.format.clear()
            for suffix in suffixes:
                self.format.addItem(_(FORMATS[suffix]), suffix)
            self.format.setCurrentIndex(max(0, self.format.findData(kept)))
        self._judge()

    def _judge(self) -> None:
        """Say what will be written, or what is still to be chosen."""
        if not self.format.count():
            return
        choice = self.chosen()
        one_kind = choice.what == TEMPLATE or len(choice.kinds) == 1
        refused = choice.suffix == ".csv" and not one_kind
        self._save.setEnabled(not refused)
        self._note.set_token("warning" if refused else _MUTED)
        self._note.setText(_note(choice, refused=refused))

    def _ticks(self, name: str, options: Options) -> QListWidget:
        box = QListWidget()
        box.setAccessibleName(name)
        for key, words in options:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            box.addItem(item)
        self._rows.append(RoomyRows(box, self._theme))
        return box

    def _box(self, name: str, options: Options, current: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumHeight(self._theme.px("control"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code, words in options:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(current)))
        return box


def _ticked(box: QListWidget) -> tuple[str, ...]:
    items = (box.item(row) for row in range(box.count()))
    return tuple(str(i.data(_KEY)) for i in items if i.checkState() is Qt.CheckState.Checked)


def _note(choice: ExportChoice, *, refused: bool) -> str:
    if refused:
        return _(
            "A .csv file holds one kind of record. Tick one kind in a selection, or choose the "
            ".zip."
        )
    if choice.what == TEMPLATE:
        return _("What colleagues fill in comes back with “Import a table…”.")
    if choice.suffix == ".json":
        return _("Every field as the plan keeps it, for other programs.")
    if choice.suffix == ".csv":
        return _("One table. Text that looks like a formula is kept as text.")
    if choice.suffix == ".zip":
        return _("One .csv for each kind that has records; unpacked, each is imported by itself.")
    return _("Edit it anywhere: “Import a table…” brings back exactly the cells you changed.")
