# SPDX-License-Identifier: EUPL-1.2
"""Actions are data: menus, shortcuts, the palette and the manual read the same table."""

import re
from collections.abc import Callable, Iterable, Mapping

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.text import N_, _
from ui.icons import icon
from ui.theme import Theme

_KEY_NAME = re.compile(r"[A-Z][A-Za-z]+")
_GROUPS = {"plan": N_("Plan"), "edit": N_("Edit"), "view": N_("View")}


def _always() -> bool:
    return True


@attrs.frozen(kw_only=True)
class Action:
    """Something one can do: `title` is a message to translate, `group` the menu it stands in."""

    id: str
    title: str
    group: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always
    visible: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    detail: Callable[[], str] | None = None

    def words(self) -> str:
        """Return the title in the current language, with what it would act on."""
        suffix = self.detail() if self.detail is not None else ""
        return f"{_(self.title)} {suffix}".strip()


class ActionTable:
    """All actions of a window and the Qt actions made from them."""

    def __init__(self, owner: QWidget, actions: Iterable[Action]) -> None:
        self.actions: Mapping[str, Action] = {action.id: action for action in actions}
        self.qt: Mapping[str, QAction] = {
            action.id: _qt_action(owner, action) for action in self.actions.values()
        }
        self._theme: Theme | None = None
        self._dressed_in: Theme | None = None

    def refresh(self, theme: Theme) -> None:
        """Update words and enablement of every Qt action."""
        self._theme = theme
        for action in self.actions.values():
            made = self.qt[action.id]
            made.setText(action.words())
            made.setEnabled(action.enabled())
            made.setVisible(action.visible())
            if action.checked is not None:
                made.setChecked(action.checked())

    def dress(self) -> None:
        """Give every Qt action its icon in the theme of now; a menu asks when it opens."""
        theme = self._theme
        if theme is None or theme is self._dressed_in:
            return
        self._dressed_in = theme
        for action in self.actions.values():
            self.qt[action.id].setIcon(icon(action.icon, theme) if action.icon else QIcon())

    def grouped(self) -> Mapping[str, list[QAction]]:
        """Return the Qt actions by menu, in order of declaration."""
        groups: dict[str, list[QAction]] = {}
        for action in self.actions.values():
            groups.setdefault(action.group, []).append(self.qt[action.id])
        return groups


def _qt_action(owner: QWidget, action: Action) -> QAction:
    made = QAction(owner)
    made.setObjectName(action.id)
    if action.shortcut:
        made.setShortcuts(QKeySequence.listFromString(action.shortcut))
    made.setCheckable(action.checked is not None)
    made.triggered.connect(lambda _checked=False: action.run())
    owner.addAction(made)
    return made


def keys_page(actions: Iterable[Action]) -> str:
    """Return the page of the manual that lists every shortcut, by menu, in Markdown."""
    listed = [action for action in actions if action.shortcut]
    groups = dict.fromkeys(action.group for action in listed)
    parts = [f"# {_('Every shortcut')}\n", f"{_keys_preface()}\n"]
    for group in groups:
        rows = [action for action in listed if action.group == group]
        parts.append(f"## {_(_GROUPS[group])}\n\n| {_('What it does')} | {_('Keys')} |\n|---|---|")
        parts.append("\n".join(f"| {_(row.title)} | {_key_words(row.shortcut)} |" for row in rows))
        parts.append("")
    return "\n".join(parts)


def _keys_preface() -> str:
    told = _(
        "Written from the actions of the window by `{command}`; [the manual]({manual}) has the "
        "keys that work within a view. On macOS Ctrl is Command."
    )
    return told.format(command="python scripts/pictures.py", manual="README.md")


def _key_words(shortcut: str) -> str:
    """Name the keys as Qt does in the language it speaks, but alike on every system."""
    told = (_KEY_NAME.sub(_key_in_words, keys) for keys in shortcut.split("; "))
    return ", ".join(f"`{keys}`" for keys in told)


def _key_in_words(name: re.Match[str]) -> str:
    return QCoreApplication.translate("QShortcut", name[0])
