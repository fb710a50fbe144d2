# SPDX-License-Identifier: EUPL-1.2
"""Qt's own words in the language of the window: names of keys, entries of a text field's menu."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtGui import QKeySequence

_NAME = "words of Qt"


def speak_qt(language: str) -> None:
    """Let Qt use a language from now on; without a catalogue for it Qt speaks English."""
    app = QCoreApplication.instance()
    if app is None:
        return
    before = app.findChild(QTranslator, _NAME)
    if before is not None and before.property("language") == language:
        return
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
        before.deleteLater()
    words = QTranslator(app)
    words.setObjectName(_NAME)
    words.setProperty("language", language)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", folder):
        app.installTranslator(words)


def key_words(shortcut: str | QKeySequence) -> str:
    """Return the keys of a shortcut as they are written on the reader's keyboard."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
