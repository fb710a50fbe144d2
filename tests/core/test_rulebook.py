# SPDX-License-Identifier: EUPL-1.2
"""The rulebook in `docs` is the one the rule sets give."""

from pathlib import Path

from planner.report.rulebook import rulebook

FILE = Path(__file__).resolve().parents[2] / "docs" / "rulebook.md"


def test_the_rulebook_in_docs_is_current() -> None:
    """`python main.py rulebook --lang en > docs/rulebook.md` mends it."""
    assert FILE.read_text("utf-8") == rulebook() + "\n"
