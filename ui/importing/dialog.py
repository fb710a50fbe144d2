# SPDX-License-Identifier: EUPL-1.2
"""The dialog of an import: five steps for a table from elsewhere, one for a workbook of ours.

Passive: it shows values and sends wishes; who guides through it decides what they lead to.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.text import N_, _, ngettext, number
from ui.importing.changes_page import ChangesPage
from ui.importing.columns_page import ColumnsPage
from ui.importing.file_page import FilePage
from ui.importing.findings_page import FindingsPage
from ui.importing.reading_page import ReadingPage
from ui.importing.values import ChangesValues, FileValues, ImportValues
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import Tone, text_token

_SIZE = QSize(1040, 680)
_WHOLE = 100
FILE, COLUMNS, READING, FINDINGS, CHANGES = "file", "columns", "reading", "findings", "changes"
STEPS: Mapping[str, str] = {
    FILE: N_("File"),
    COLUMNS: N_("Columns"),
    READING: N_("Reading"),
    FINDINGS: N_("Mistakes"),
    CHANGES: N_("Changes"),
}


class ImportDialog(QDialog):
    """Shows where an import stands. `import_requested` takes over what is ticked."""

    import_requested = Signal()
    other_file_requested = Signal()

    def __init__(self, theme: Theme, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: ImportValues | None = None
        self._busy = False
        self.file, self.columns = FilePage(theme), ColumnsPage(theme)
        self.reading, self.findings = ReadingPage(theme), FindingsPage(theme)
        self.changes = ChangesPage(theme)
        self._pages: Mapping[str, QWidget] = {
            FILE: self.file,
            COLUMNS: self.columns,
            READING: self.reading,
            FINDINGS: self.findings,
            CHANGES: self.changes,
        }
        self._waiting, self._refusal = _Waiting(theme), EmptyState(theme, "circle-alert")
        self._steps = SegmentedControl(theme, _("Steps of the import"))
        self._stack = QStackedWidget()
        self._summary = TextLabel(theme, role="label", wrap=True)
        self._cancel, self._back = Button(theme, _("Cancel")), Button(theme, _("Back"))
        self._next = Button(theme, _("Next"))
        self._import = Button(theme, _("Import"), icon_name="upload", primary=True)
        self.setWindowTitle(title)
        self._lay_out()
        self._connect()
        self.show_waiting(_("The file is being read…"))

    # --- what is shown ------------------------------------------------------------------------

    def show_waiting(self, words: str) -> None:
        """Show that something is going on, from the start."""
        self._waiting.tell(words)
        self._stack.setCurrentWidget(self._waiting)
        self._set_stepping(allowed=False)

    def set_progress(self, fraction: float) -> None:
        """Show how far it is; a negative fraction is unknown."""
        self._waiting.set_fraction(fraction)

    def show_refusal(self, words: str) -> None:
        """Say why the file cannot be read, and offer to choose another."""
        self._refusal.set_text(
            _("This file cannot be taken in"), words, action=_("Choose another file…")
        )
        self._stack.setCurrentWidget(self._refusal)
        self._set_stepping(allowed=False)

    def show_unread(self, values: FileValues, words: str) -> None:
        """Say why no table was found, and let another sheet or other heads be chosen."""
        self._values = None
        self.file.set_values(values)
        if not self._on_a_step():
            self._stack.setCurrentWidget(self.file)
            self.file.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_stepping(allowed=False)
        self.say(words)

    def set_values(self, values: ImportValues) -> None:
        """Show how the file stands now; the step in front stays in front."""
        first = self._values is None
        self._values = values
        self._busy = False
        self.file.set_values(values.file)
        self.columns.set_values(values.columns)
        self.reading.set_values(values.reading)
        self.findings.set_values(values.findings)
        self.changes.set_values(values.changes)
        self._steps.set_segments([(key, self._step_words(key)) for key in STEPS])
        self._set_stepping(allowed=True)
        self.show_step(FILE if first or not self._on_a_step() else self.step())
        if first:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_returned(self, values: ChangesValues) -> None:
        """Show what a workbook of ours brings back: one step is enough."""
        self.changes.set_values(values)
        self._stack.setCurrentWidget(self.changes)
        self._set_stepping(allowed=False)
        self._import.show()
        self._refresh()
        self.changes.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, step: str) -> None:
        """Bring a step to the front."""
        if step not in self._pages:
            return
        self._steps.select(step)
        self._stack.setCurrentWidget(self._pages[step])
        at_end = step == CHANGES and self._next.hasFocus()
        self._refresh()
        if at_end:
            goal = self._import if self._import.isEnabled() else self.changes.lines
            goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self) -> str:
        """Return the step in front."""
        return self._steps.current()

    def set_busy(self) -> None:
        """Say that a choice is being followed; nothing can be taken over meanwhile."""
        self._busy = True
        self._refresh()

    def say(self, words: str, *, tone: Tone = "danger") -> None:
        """Say in the foot what could not be done, or was."""
        self._busy = False
        self._refresh()
        self._summary.set_token(text_token(tone))
        self._summary.setText(words)

    def told(self) -> str:
        """Return what the dialog says: in its foot, or instead of steps."""
        current = self._stack.currentWidget()
        if current is self._refusal:
            return self._refusal.accessibleDescription()
        return self._summary.text()

    def is_waiting(self) -> bool:
        """Tell whether something is going on that has to end first."""
        return self._busy or self._stack.currentWidget() is self._waiting

    def can_import(self) -> bool:
        """Tell whether something is ticked and nothing is to be answered first."""
        return self._import.isEnabled() and not self._import.isHidden()

    # --- inside -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        for page in (self._waiting, self._refusal, *self._pages.values()):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px("space_s"))
        foot.addWidget(self._summary, 1)
        for button in (self._cancel, self._back, self._next, self._import):
            foot.addWidget(button)
        self._next.setDefault(True)  # Enter goes on from any field
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(self._steps)
        rows.addWidget(self._stack, 1)
        rows.addLayout(foot)
        parent = self.parentWidget()
        wanted = _SIZE * theme.text_scale
        self.resize(wanted if parent is None else wanted.boundedTo(parent.window().size()))

    def _connect(self) -> None:
        self._steps.chosen.connect(self.show_step)
        self._cancel.clicked.connect(self.reject)
        self._back.clicked.connect(lambda: self.show_step(self._beside(-1)))
        self._next.clicked.connect(lambda: self.show_step(self._beside(1)))
        self._import.clicked.connect(self.import_requested)
        self._refusal.action_requested.connect(self.other_file_requested)
        self.file.other.clicked.connect(self.other_file_requested)
        self.changes.changed.connect(self._refresh)

    def _on_a_step(self) -> bool:
        return self._stack.currentWidget() in self._pages.values()

    def _set_stepping(self, *, allowed: bool) -> None:
        for widget in (self._steps, self._back, self._next, self._import):
            widget.setVisible(allowed)
        self._summary.setText("")

    def _beside(self, by: int) -> str:
        steps = list(STEPS)
        place = steps.index(self.step()) + by
        return steps[min(max(place, 0), len(steps) - 1)]

    def _step_words(self, step: str) -> str:
        values = self._values
        counts = {READING: values.open, FINDINGS: values.mistakes} if values is not None else {}
        words = f"{list(STEPS).index(step) + 1}  {_(STEPS[step])}"
        return f"{words} ({number(counts[step])})" if counts.get(step) else words

    def _refresh(self) -> None:
        """Say how things stand, and let only what makes sense be pressed."""
        ticked, values = self.changes.ticked(), self._values
        at = self.step()
        self._back.setEnabled(at != FILE)
        self._next.setEnabled(at != CHANGES)
        ready = values is None or values.can_import
        self._import.setEnabled(ready and not self._busy and ticked > 0)
        self._import.setText(_import_words(ticked))
        self._summary.set_token("muted")
        self._summary.setText(self._foot(values))

    def _foot(self, values: ImportValues | None) -> str:
        if self._busy:
            return _("Following your choice…")
        if values is None:
            return ""
        if values.open:
            told = ngettext(
                "{count} question is open: see “Reading”.",
                "{count} questions are open: see “Reading”.",
                values.open,
            )
            return f"{values.summary}. {told.format(count=number(values.open))}"
        return values.summary


def _import_words(ticked: int) -> str:
    words = ngettext("Take over {count} line", "Take over {count} lines", ticked)
    return words.format(count=number(ticked)) if ticked else _("Take over")


class _Waiting(QWidget):
    """What is going on, and how far it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = TextLabel(theme, role="strong")
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setMaximumWidth(theme.px("dialog"))
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows = QVBoxLayout(self)
        rows.setSpacing(theme.px("space_m"))
        rows.addStretch(1)
        rows.addWidget(self._words)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._bar, 3)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addStretch(1)

    def tell(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setValue(0)

    def set_fraction(self, fraction: float) -> None:
        self._bar.setVisible(fraction >= 0)
        self._bar.setValue(round(max(0.0, fraction) * _WHOLE))
