# SPDX-License-Identifier: EUPL-1.2
"""Pages that answer: of a state, a factory, for the Board, the auditor, the press; and on paper.

What is shown is what is printed and what is written into a spreadsheet.
"""

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from planner.domain.history import BEGIN
from planner.domain.records.scenarios import Scenario
from planner.domain.records.sites import Site
from planner.engine.places import places
from planner.engine.search import folded
from planner.report import listing
from planner.report.change_note import change_note
from planner.report.origins import footnotes
from planner.report.pages import BY_NAME, SHEETS, against, make_sheet, since_begun, subjects
from planner.report.reader import Reader
from planner.report.sheet import PAGE, VIEW, Cell, Sheet
from planner.sentences import record_word, sentence
from planner.text import _
from ui.file_dialogs import ask_to_save
from ui.focus import Selection
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.printing.browser import PageBrowser
from ui.printing.paper import write_pdf
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.tabbing import hand_keyboard_on

CHANGE, FIRST, SHOW = "change", "board", "show"
_BEGUN, _ROOT = "begun", ""
_COMPARE, _BEGINNING = "compare", f"@{BEGIN}"
_SHORTEST = 12  # characters; longer names are shortened where there is no room


class SheetsPage(Page):
    """A choice of page and subject above the page itself."""

    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self.which, self.subject = QComboBox(), QComboBox()
        self.pdf = IconButton(theme, "printer", "")
        self.table = IconButton(theme, "file-spreadsheet", "")
        self.view = PageBrowser(theme)
        self._chosen: dict[str, str] = {}
        self._card = Card(theme, flush=True)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.view)
        self.retranslate()

    def fill(self) -> None:
        """Make the page anew from the plan on screen."""
        self._offer_subjects()
        self.view.set_sheet(self.sheet())

    def name(self) -> str:
        """Return which page is shown."""
        return str(self.which.currentData() or FIRST)

    def sheet(self) -> Sheet:
        """Make the page that is chosen."""
        reader, key = self._reader(), str(self.subject.currentData() or "")
        if self.name() != CHANGE:
            return make_sheet(reader, self.name(), key, self.ground.today)
        workspace = self.ground.workspace
        found = since_begun(reader)
        if key != _BEGUN and workspace is not None:
            other = workspace.scenarios.plan_of(key)
            found = against(reader, self.subject.currentText(), other)
        return change_note(reader, found, today=self.ground.today)

    def show_sheet(self, name: str, subject: str = "") -> None:
        """Show a page, about a record where it is about one."""
        self._chosen[name] = subject or self._chosen.get(name, "")
        self.which.setCurrentIndex(self.which.findData(name))
        self.fill()

    def perform(self, deed: str, about: str = "") -> None:
        """Show a section of a page, given as `page:section`."""
        name, _colon, section = about.partition(":")
        if deed == SHOW and name in BY_NAME:
            self.show_sheet(name)
            self.view.show_section(section)

    def select(self, selection: Selection) -> None:
        """Show the selected record, where the page is about such one, or the site of a machine."""
        key = self._meant(selection)
        known = bool(key) and self.subject.findData(key) >= 0
        if known and key != self.subject.currentData():
            self.show_sheet(self.name(), key)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Pages and sheets"))
        shown = self.name()
        self.which.clear()
        for spec in SHEETS:
            self.which.addItem(_(spec.title), spec.name)
        self.which.setCurrentIndex(self.which.findData(shown))
        self.which.setAccessibleName(_("Page"))
        self.subject.setAccessibleName(_("What the page is about"))
        self.pdf.set_name(_("Save this page as PDF…"))
        self.table.set_name(_("Save the figures of this page as a table…"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self.pdf, self.table, self.view, self._card):
            part.set_theme(theme)
        self._tools.setSpacing(theme.px("space_s"))

    def save_pdf(self, path: Path) -> None:
        """Write the page as PDF and say what became of it."""
        sheet = self.view.sheet() or self.sheet()
        try:
            write_pdf(sheet, footnotes(self._reader(), sheet), path)
        except OSError:
            self.ground.say(sentence("export_failed", {"path": str(path)}))
        else:
            self.ground.tell(_("{file} is written.").format(file=path.name))

    def _lay_out(self) -> None:
        self.rows.addWidget(self._card)
        trailing = QWidget()
        self._tools = QHBoxLayout(trailing)
        self._tools.setContentsMargins(0, 0, 0, 0)
        for box in (self.which, self.subject):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_SHORTEST)
            self._tools.addWidget(box)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._tools.addWidget(self.pdf)
        self._tools.addWidget(self.table)
        self._tools.setSpacing(self.ground.theme().px("space_s"))
        self._card.set_trailing(trailing)
        self._card.body.addWidget(self.view, 1)

    def _wire(self) -> None:
        self.which.activated.connect(lambda _at: self.fill())
        self.subject.activated.connect(lambda _at: self._take_subject())
        self.pdf.clicked.connect(self._ask_for_pdf)
        self.table.clicked.connect(self._save_table)
        self.view.asked.connect(self._ask)

    def _reader(self) -> Reader:
        return Reader(self.ground.session, self.ground.focus.month)

    def _take_subject(self) -> None:
        self._chosen[self.name()] = str(self.subject.currentData())
        self.fill()

    def _offer_subjects(self) -> None:
        """Offer what the page can be about; without such a choice there is nothing to choose."""
        options = self._options()
        keys = [key for key, _words in options]
        shown = str(self.subject.currentData() or "")
        wanted = (self._chosen.get(self.name(), ""), self._selected(), shown, self._usual())
        self.subject.clear()
        for key, words in options:
            self.subject.addItem(words, key)
        self.subject.setCurrentIndex(next((keys.index(key) for key in wanted if key in keys), 0))
        self.subject.setVisible(len(options) > 1)

    def _options(self) -> list[tuple[str, str]]:
        if self.name() == CHANGE:
            return self._bases()
        kind, plan = BY_NAME[self.name()].subject, self.ground.plan
        named = [(key, _(record_word(plan, kind, key))) for key in subjects(plan, self.name())]
        return sorted(named, key=lambda one: folded(one[1]))

    def _bases(self) -> list[tuple[str, str]]:
        """Return what a change can be compared with: the beginning, and the other scenarios."""
        found = [(_BEGUN, _("Before the first decision"))]
        if self.ground.workspace is None:
            return found
        shown = self.ground.session.scenario
        rows = self.ground.workspace.scenarios.root.plan.of(Scenario)
        others = [(_ROOT, _("Current plan")), *((key, _(row.name)) for key, row in rows.items())]
        return found + [one for one in others if one[0] != shown]

    def _selected(self) -> str:
        """Return the selected record where the page is about its kind."""
        return self._meant(self.ground.focus.selection)

    def _meant(self, selection: Selection) -> str:
        """Return the subject a selection stands for on the page; nothing where it is about others.

        On the page of a site a machine stands for where it is.
        """
        kind = BY_NAME[self.name()].subject
        if kind == selection.kind:
            return selection.key
        if kind != Site.KIND.name:
            return ""
        site = places(self.ground.plan).get((selection.kind, selection.key))
        return "" if site is None else site.id

    def _usual(self) -> str:
        """Return the state to begin with: that of what is selected, or the first with a node."""
        if BY_NAME[self.name()].subject != "state":
            return ""
        selection, covered = self.ground.focus.selection, self.ground.outcome.headlines.covered
        record = self.ground.plan.tables.get(selection.kind, {}).get(selection.key)
        state = getattr(record, "state", None)
        return str(state) if state else covered[0] if covered else ""

    def _ask(self, cell: Cell) -> None:
        """Open what is behind a number: its source, a record, a view or another page."""
        if cell.opens is not None:
            self._open(*cell.opens)
        elif cell.about is not None and cell.day:
            past = self.ground.session.as_of(cell.day)
            self.ground.ask_where(cell.about, computed=cell.computed, session=past)
        elif cell.about is not None:
            self.ground.ask_where(cell.about, computed=cell.computed)

    def _open(self, kind: str, name: str) -> None:
        if kind == VIEW and name == _COMPARE:
            self.ground.ask_page(name, _COMPARE, "|".join(self._sides()))
        elif kind == VIEW:
            self.ground.focus.show(name)
        elif kind == PAGE:
            self.perform(SHOW, name)
        else:
            self.ground.open_record(kind, name)

    def _sides(self) -> tuple[str, str]:
        """Return the two plans a change is between, in the words of the compare view."""
        place, key = self.ground.standpoint, self.subject.currentData()
        shown = f"#{place.scenario}" if place.scenario else ""
        after = shown if place.day is None else f"@{place.day.isoformat()}{shown}"
        if self.name() == CHANGE and key not in (_BEGUN, _ROOT):
            return f"#{key}", after
        from_root = self.name() == CHANGE and key == _ROOT
        return ("" if from_root or place.scenario else _BEGINNING), after

    def _ask_for_pdf(self) -> None:
        sheet = self.view.sheet()
        name = f"{sheet.title if sheet is not None else self.name()}.pdf".replace(":", "")
        chosen, _filter = ask_to_save(self, "page", _("Save as PDF"), name, "*.pdf")
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"))

    def _save_table(self) -> None:
        sheet = self.view.sheet() or self.sheet()
        rows = list(listing.rows(sheet, footnotes(self._reader(), sheet)))
        self.ground.save_rows(sheet.title, listing.heads(), rows)
