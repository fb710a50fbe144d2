# SPDX-License-Identifier: EUPL-1.2
"""One action for each language of the program, called what its speakers call it."""

from collections.abc import Callable
from functools import partial

from planner.text import LANGUAGES, language, own_name
from ui.actions import Action

_KEYS = {"en": "Ctrl+F10", "de": "Ctrl+F11", "fr": "Ctrl+F12"}


def language_actions(choose: Callable[[str], object]) -> tuple[Action, ...]:
    """Return the actions that switch to a language at once; the one in use has a tick."""
    return tuple(
        Action(
            id=f"language_{code}",
            title=own_name(code),
            group="view",
            icon="languages",
            shortcut=_KEYS[code],
            run=partial(choose, code),
            detail=partial(_tick, code),
        )
        for code in LANGUAGES
    )


def _tick(code: str) -> str:
    """Return a tick for the language in use; a menu shows none of its own beside an icon."""
    return "✓" if language() == code else ""
