# SPDX-License-Identifier: EUPL-1.2
"""The manual tells of every view there is, and lists every shortcut as the window has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.ui.benches import Bench
from ui.actions import keys_page
from ui.core_views import CORE_VIEWS
from ui.pages.registry import PAGES

MANUAL: Path = ROOT / "docs" / "manual"

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


def test_every_view_is_described() -> None:
    told = (MANUAL / "02-views.md").read_text("utf-8")
    titles = [*(title for title, _icon in CORE_VIEWS.values()), *(page.title for page in PAGES)]
    assert [title for title in titles if f"**{title}**" not in told] == []


def test_the_list_of_shortcuts_is_current(bench: Bench) -> None:
    """`python scripts/pictures.py none` mends it."""
    listed = keys_page(bench.window.actions_.actions.values())
    assert (MANUAL / "keys.md").read_text("utf-8") == listed
