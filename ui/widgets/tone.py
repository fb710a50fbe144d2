# SPDX-License-Identifier: EUPL-1.2
"""The tones a small piece of text may have; each is also said in words by whoever uses it."""

from typing import Literal

Tone = Literal["neutral", "accent", "success", "warning", "danger"]

_TEXT: dict[Tone, str] = {"neutral": "muted"}
_BACKGROUND: dict[Tone, str] = {"neutral": "track"}


def text_token(tone: Tone) -> str:
    """Return the colour token of text in this tone."""
    return _TEXT.get(tone, tone)


def background_token(tone: Tone) -> str:
    """Return the colour token behind text in this tone."""
    return _BACKGROUND.get(tone, f"{tone}_soft")
