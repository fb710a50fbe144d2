# SPDX-License-Identifier: EUPL-1.2
"""A plan and a copy of it that two people have edited, to compare and to merge."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner import app
from planner.domain.commands import Assign, Move, RemoveMeasure, Resize
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from tests.ui.benches import LARGE, MASTER, MID, TODAY, Bench, new_plan
from ui.branching import Branching
from ui.edits import Edits
from ui.focus import Focus
from ui.pages.ground import Ground, Value
from ui.pages.page import Page
from ui.pages.registry import BY_NAME
from ui.standpoint import Standpoint
from ui.theme import load_theme

REASON = "The grid connection comes later."


@frozen
class Copies:
    """The window, the other copy, and the measures they disagree about."""

    bench: Bench
    other: Path
    moved: str
    gone: str


def two_copies(folder: Path, *, size: tuple[int, int] = (1440, 900)) -> Copies:
    """Return a plan in a window and the copy of somebody who moved, removed and added things."""
    bench = Bench(folder / "plan.aifp", size=size)
    moved = bench.window.edits.assign(MID, "HR", month_of(2028, 1), source="test")
    gone = bench.window.edits.assign(LARGE, "PT", month_of(2027, 6), source="test")
    other = folder / "berlin.aifp"
    bench.workspace.save_copy(other)
    with app.workspace(other) as opened:
        session = opened.session
        session.author = "jonas"
        session.execute(Move(measure=moved, start=month_of(2029, 3)), reason=REASON)
        session.execute(RemoveMeasure(measure=gone))
        session.execute(Assign(template=LARGE, state="DE", start=month_of(2028, 6)))
        session.execute(Assign(template=MASTER, state="DE", start=month_of(2028, 9)))
    mine = bench.workspace.session
    mine.execute(Move(measure=moved, start=month_of(2028, 6)))
    mine.execute(Resize(measure=gone, size=9_000))
    bench.go_to(month_of(2030, 12))
    bench.settle()
    return Copies(bench, other, moved, gone)


class PageBench:
    """One page over a plan file, without the window around it, which takes longer to build."""

    def __init__(self, path: Path, *, month: int = month_of(2028, 1)) -> None:
        new_plan(path)
        self.workspace = app.open_workspace(path)
        self._owner, self._words = QWidget(), ""
        session = self.workspace.session
        self.edits = Edits(session, choose=lambda *_asked: None, parent=self._owner)
        self.edits.failed.connect(self.say)
        self._focus = Focus(month=month, view="map", parent=self._owner)
        self._standpoint = Standpoint(session, self.workspace.scenarios, self.edits, self._owner)
        self._page: Page | None = None
        self.saved: list[tuple[Sequence[str], Sequence[Sequence[Value]]]] = []
        session.subscribe(lambda _update: self._refill())

    def page(self, name: str) -> Page:
        """Show a page."""
        theme = load_theme("light")
        branching = Branching(
            self._owner,
            self._standpoint,
            self.edits,
            self._focus,
            theme=lambda: theme,
            say=self.say,
            tell=self.say,
            workspace=self.workspace,
        )
        ground = Ground(
            focus=self._focus,
            edits=self.edits,
            clock=lambda: TODAY,
            theme=lambda: theme,
            say=self.say,
            tell=self.say,
            open_record=self._focus.select,
            ask_page=lambda name, _deed, _about: self._focus.show(name),
            ask_where=lambda _about: None,
            show_ghost=lambda _preview: None,
            clear_ghost=lambda: None,
            save_rows=lambda _title, heads, rows: self.saved.append((heads, rows)),
            standpoint=self._standpoint,
            branching=branching,
            workspace=self.workspace,
        )
        page = BY_NAME[name].build(ground)
        self._page = page
        page.resize(760, 640)
        page.retranslate()
        page.show()
        page.fill()
        self.settle()
        return page

    def _refill(self) -> None:
        if self._page is not None:
            self._page.fill()

    def say(self, words: str) -> None:
        """Take what the page says."""
        self._words = words

    def said(self) -> str:
        """Return what was said last."""
        return self._words

    def settle(self) -> None:
        """Let what has happened be shown."""
        QTest.qWait(1)

    def go_to(self, month: int) -> None:
        """Move to a month."""
        self._focus.set_month(month)
        self._refill()

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self._owner, key)

    def measures(self) -> dict[str, Measure]:
        """Return what is planned."""
        return dict(self.workspace.session.plan.of(Measure))

    def close(self) -> None:
        """Close page and file."""
        if self._page is not None:
            self._page.close()
            self._page.deleteLater()
        self._owner.deleteLater()
        self.workspace.close()
