# SPDX-License-Identifier: EUPL-1.2
"""The hand-over sheet on screen: read, copied, or written as PDF for antenna and centre."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QSaveFile, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from planner.report.hand_over import Section
from planner.text import _
from ui.file_dialogs import ask_to_save
from ui.printing.look import PAPER_DPI, paper_look
from ui.theme import Theme
from ui.widgets.button import Button

_LARGER = 1.2  # than a page of figures: these are lines to be read
_TITLE, _HEADING = 1.5, 1.15  # times the size of the text


class HandOverSheet(QWidget):
    """Headings and lines with buttons; `written` names a file, `refused` one that could not be."""

    left = Signal()
    written = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._title = "", ""
        self._sections: Sequence[Section] = ()
        self._plain = ""
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._copy = Button(theme, icon_name="copy")
        self._save = Button(theme, icon_name="printer", primary=True)
        self._leave = Button(theme)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.text, 1)
        self._buttons = QHBoxLayout()
        for button in (self._save, self._copy, self._leave):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._rows.addLayout(self._buttons)
        self._copy.clicked.connect(self._copy_text)
        self._save.clicked.connect(self._save_file)
        self._leave.clicked.connect(self.left)
        self.set_theme(theme)

    def show_sheet(
        self, name: str, title: str, sections: Sequence[Section], plain: Sequence[str]
    ) -> None:
        """Show the sheet of a case; `plain` is the same as lines of text, for copying."""
        self._name, self._title, self._sections = name, title, sections
        self._plain = "\n".join(plain)
        self._write(self.text.document())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setFocus()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.text.setAccessibleName(_("Hand-over sheet"))
        self._copy.setText(_("Copy"))
        self._save.setText(_("Save as PDF…"))
        self._leave.setText(_("Back to the case"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self.text.setFont(theme.font("body"))
        for button in (self._copy, self._save, self._leave):
            button.set_theme(theme)
        self._gap = float(theme.px("space_l"))  # paper stretches it by its dots
        self._rows.setSpacing(theme.px("space_s"))
        self._buttons.setSpacing(theme.px("space_s"))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._plain)

    def _save_file(self) -> None:
        title, name = _("Save the hand-over sheet"), f"{self._name}.pdf"
        chosen, _wanted = ask_to_save(self, "page", title, name, "*.pdf")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".pdf")
        done = self._print(path)
        (self.written if done else self.refused).emit(path.name)

    def _print(self, path: Path) -> bool:
        """Write a PDF in letters of paper, whose pixels are dots; tell whether it was written."""
        file = QSaveFile(str(path))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            return False
        document = QTextDocument()
        document.setDefaultFont(paper_look(_LARGER).font("body"))
        self._write(document)
        writer = QPdfWriter(file)
        writer.setResolution(int(PAPER_DPI))
        writer.setTitle(self._name)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # printing adds its own
        document.print_(writer)
        return file.commit()

    def _write(self, document: QTextDocument) -> None:
        """Write title, headings and lines into a document that knows its font."""
        document.clear()
        cursor = QTextCursor(document)
        size = max(1.0, float(document.defaultFont().pixelSize()))
        self._line(cursor, self._title, size * _TITLE, strong=True)
        for heading, lines in self._sections:
            self._line(cursor, heading, size * _HEADING, strong=True, above=self._gap)
            for words in lines or (_("nothing on file"),):
                self._line(cursor, words, size)

    @staticmethod
    def _line(
        cursor: QTextCursor, words: str, size: float, *, strong: bool = False, above: float = 0.0
    ) -> None:
        block, char = QTextBlockFormat(), QTextCharFormat()
        block.setTopMargin(above)
        font = QFont(cursor.document().defaultFont())
        font.setPixelSize(round(size))
        font.setBold(strong)
        char.setFont(font)
        if cursor.position():
            cursor.insertBlock(block)
        cursor.insertText(words, char)
