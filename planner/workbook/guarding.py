# SPDX-License-Identifier: EUPL-1.2
"""Text that a spreadsheet would calculate, and how it is kept from doing so in plain files.

A module of its own, because whoever only reads a text file should not load what writes one.
"""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUARD = "'"


def guarded(words: str) -> str:
    """Return text that no spreadsheet calculates."""
    risky = words.startswith((*FORMULA_STARTS, _GUARD))
    return f"{_GUARD}{words}" if risky else words


def unguarded(words: str) -> str:
    """Return text as it was before `guarded`."""
    risky = words[:1] == _GUARD and words[1:].startswith((*FORMULA_STARTS, _GUARD))
    return words[1:] if risky else words
