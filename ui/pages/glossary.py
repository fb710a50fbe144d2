# SPDX-License-Identifier: EUPL-1.2
"""Help: what every term of the field means, in the three languages of the program."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.engine.search import folded
from planner.reference.glossary import LANGUAGES, Term, glossary
from planner.text import _, labelled, language, language_name
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.search_field import SearchField
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRow, TextRows, TextTable

_MEANING = 1  # the column of the explanations


class GlossaryPage(Page):
    """A table of terms; what is typed leaves the terms that hold it in any language."""

    concerned: ClassVar[tuple[str, ...]] = ("glossary",)  # no record moves it

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self.filter = SearchField(theme)
        self._save = IconButton(theme, "download", "")
        self.table = TextTable(theme)
        self.table.wrap(_MEANING)
        self._words = TextLabel(theme, wrap=True)
        tools = QWidget()
        self._tools = QHBoxLayout(tools)
        self._tools.setContentsMargins(0, 0, 0, 0)
        self._tools.addWidget(self.filter)
        self._tools.addWidget(self._save)
        self._card = Card(theme, trailing=tools)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addWidget(self._words)
        self.rows.addWidget(self._card)
        hand_keyboard_on(self, self.filter)
        self.filter.textChanged.connect(lambda _words: self.fill())
        self._save.clicked.connect(self._save_table)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._explain())
        ground.focus.term_asked.connect(self.filter.setText)
        self.filter.setText(ground.focus.term)
        self.retranslate()

    def fill(self) -> None:
        """Show the terms that hold what is typed."""
        first, *others = _languages()
        wanted = folded(self.filter.text()).split()
        terms = [term for term in glossary() if _holds(term, wanted)]
        self.table.set_values(
            TextRows(
                heads=(language_name(first), _("Meaning"), *map(language_name, others)),
                rows=tuple(_row(term, others) for term in terms),
            )
        )
        if len(terms) == 1:
            self.table.selectRow(0)
        self._explain()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Terms and what they mean"))
        self.filter.set_prompt(_("Find a term"))
        self._save.set_name(_("Save this table…"))
        self.table.setAccessibleName(_("Terms and what they mean"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self.filter, self._save, self.table, self._words, self._card):
            part.set_theme(theme)
        self._tools.setSpacing(theme.px("space_s"))

    def _explain(self) -> None:
        row = self.table.current()
        self._words.setText("" if row is None else labelled(row.cells[0], row.cells[1]))
        self._words.setVisible(row is not None)

    def _save_table(self) -> None:
        heads, rows = self.table.values().heads, self.table.shown_rows()
        self.ground.save_rows(_("Terms"), heads, rows)


def _languages() -> tuple[str, ...]:
    """Return the languages of the terms, the reader's first."""
    return tuple(sorted(LANGUAGES, key=lambda code: code != language()))


def _row(term: Term, others: list[str]) -> TextRow:
    return TextRow((term.name(), term.explained(), *(term.name(code) for code in others)))


def _holds(term: Term, wanted: list[str]) -> bool:
    said = folded(f"{term.english} {term.german} {term.french} {term.explained()}")
    return all(word in said for word in wanted)
