# SPDX-License-Identifier: EUPL-1.2
"""Qt's own words in the language of the window: names of keys, entries of a text field's menu."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtGui import QKeySequence

from planner.text import _

_NAME = "words of Qt"
_KEY_NAME = "one name for one key"


class _KeyNames(QTranslator):
    """Calls the key for Enter in menus what the sentences of the window call it.

    Qt says Return for it, or Retour, which stands on few keyboards.
    """

    def translate(
        self,
        context: str,
        source: str,
        _meant: str | None = None,
        _count: int = -1,
    ) -> str | None:
        """Return the name of that key, and nothing for whatever else Qt has to say."""
        return _("Enter") if (context, source) == ("QShortcut", "Return") else None


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
    _name_keys(app)


def _name_keys(app: QCoreApplication) -> None:
    """Let the names of keys be asked first; Qt asks the last that came."""
    names = app.findChild(QTranslator, _KEY_NAME)
    if names is None:
        names = _KeyNames(app)
        names.setObjectName(_KEY_NAME)
    else:
        app.removeTranslator(names)
    app.installTranslator(names)


def key_words(shortcut: str | QKeySequence) -> str:
    """Return the keys of a shortcut as they are written on the reader's keyboard."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
