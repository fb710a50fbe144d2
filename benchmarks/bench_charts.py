# SPDX-License-Identifier: EUPL-1.2
"""From an edit to painted charts: the real window over a real plan file.

Each edit goes the way a user's edit goes: a command through the session, onto the disk, through
the bridge at the next turn of the event loop, into charts and panes, onto the screen.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

import attrs
from pyqtgraph import GraphicsView
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.figures import Row, report, row
from benchmarks.plans import plan_file
from benchmarks.watching import PaintWatch
from planner import app as planner_app
from planner.domain.changes import Draft
from planner.domain.commands import Command, Move, Resize, SetStatus
from planner.domain.history import Step, StepKind
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure, Template
from planner.engine.stages import evaluate, reevaluate
from planner.store.planfile import PlanFile
from ui.document import Document
from ui.main_window import FIRST_SIZE, MainWindow
from ui.settings import Settings
from ui.theme import apply_theme, load_theme
from ui.workbench import Workbench

SIZES = {500: 16.0, 10_000: 60.0}  # measures, and the aim for the 95th percentile in ms
VIEWS = ("map", "board")
EDITS = 120
WARM_UP = 6
REPAINTS = 40
_TODAY = date(2026, 11, 23)
_STRIDE = 7919


@attrs.define
class Sample:
    """One edit, in ms: until it is stored, until panes have their values, until painted."""

    execute: float
    values: float
    charts: float
    window: float
    paint: float
    charts_painted: int


class Bench:
    """A window over a plan of many measures, and edits for it."""

    def __init__(self, window: MainWindow, workbench: Workbench) -> None:
        self.workbench = workbench
        self.session = workbench.document().session
        self.charts = _charts_in_view(workbench)
        self.watch = PaintWatch(window, self.charts)
        self._updated_at = 0.0
        # connected after the workbench, so called when all panes have their values
        workbench.bridge.updated.connect(self._note_update)

    def edit(self, command: Command) -> Sample:
        """Carry out an edit as the window would and wait until it is on screen."""
        begun = stored = perf_counter()

        def carry_out() -> None:
            nonlocal begun, stored
            begun = perf_counter()
            assert self.workbench.edits.execute(command, source="board")
            stored = perf_counter()

        self.watch.until_quiet(carry_out)
        return Sample(
            execute=(stored - begun) * 1_000,
            values=(self._updated_at - stored) * 1_000,
            charts=(self.watch.charts_at - begun) * 1_000,
            window=(self.watch.window_at - begun) * 1_000,
            paint=self.watch.paint_ms,
            charts_painted=len(self.watch.painted_charts),
        )

    def repaint(self) -> float:
        """Paint the charts in view again, with nothing changed; return ms."""
        self.watch.until_quiet(lambda: [chart.update() for chart in self.charts])
        return self.watch.paint_ms

    def _note_update(self, _update: object) -> None:
        self._updated_at = perf_counter()


def main() -> None:
    """Measure every size and view."""
    app = QApplication(sys.argv[:1])
    apply_theme(app, load_theme("light"))
    rows: list[Row] = []
    in_view = 0
    with tempfile.TemporaryDirectory() as folder:
        for size, aim in SIZES.items():
            path = plan_file(Path(folder), size)
            for view in VIEWS:
                with _window(path, view) as bench:
                    rows += _measured(bench, f"{size} measures, {view} in front", aim)
                    in_view = len(bench.charts)
            rows += _parts(path, f"{size} measures")
    report(rows, charts_in_view=in_view, window=list(FIRST_SIZE), platform=app.platformName())


def _measured(bench: Bench, where: str, aim: float) -> list[Row]:
    samples: list[Sample] = []
    repaints: list[float] = []
    for number in range(WARM_UP + EDITS):
        sample = bench.edit(edit_number(bench.session.plan, number))
        if number >= WARM_UP:
            samples.append(sample)
        if number % 2 == 0 and len(repaints) < REPAINTS:
            repaints.append(bench.repaint())
    charts = [s.charts for s in samples if s.charts_painted]
    against = ("painting the charts alone", repaints)
    painted = sum(s.charts_painted for s in samples) / len(samples)
    return [
        row(f"{where}: edit to painted charts", charts, aim=aim, against=against),
        row(f"{where}: edit to the whole window painted", [s.window for s in samples]),
        row(f"{where}: of it session (draft, engine, store)", [s.execute for s in samples]),
        row(f"{where}: of it bridge, values, panes", [s.values for s in samples]),
        row(f"{where}: of it painting ({painted:.1f} charts)", [s.paint for s in samples]),
        row(f"{where}: painting the charts alone", repaints),
    ]


def edit_number(plan: Plan, number: int) -> Command:
    """Return the nth edit: a measure is moved, resized, or committed and back again."""
    measures = plan.of(Measure)
    measure = measures[f"m{number * _STRIDE % len(measures):05d}"]
    if number % 3 == 0:
        later = measure.start + (1 if number % 2 else -1)
        return Move(measure=measure.id, start=later, state=measure.state)
    if number % 3 == 1:
        most = plan.get(Template, measure.template).size_maximum
        size = measure.size or 0.0
        return Resize(measure=measure.id, size=size + 1 if size < most else size - 1)
    firm = measure.status is Status.TENTATIVE
    return SetStatus(measure=measure.id, status=Status.COMMITTED if firm else Status.TENTATIVE)


def _parts(path: Path, where: str) -> list[Row]:
    """Time draft, engine and store of the same edits, without a window."""
    drafts, engines, stores = [], [], []
    with PlanFile.open(path) as file:
        plan, outcome = file.plan, evaluate(file.plan)
        for number in range(EDITS):
            command = edit_number(plan, number)
            begun = perf_counter()
            draft = Draft(plan)
            command.apply(draft)
            plan, changes = draft.seal()
            drafted = perf_counter()
            outcome = reevaluate(outcome, plan, changes)
            evaluated = perf_counter()
            file.append(_step(command), changes)
            stored = perf_counter()
            drafts.append((drafted - begun) * 1_000)
            engines.append((evaluated - drafted) * 1_000)
            stores.append((stored - evaluated) * 1_000)
    return [
        row(f"{where}, no window: draft", drafts),
        row(f"{where}, no window: engine", engines),
        row(f"{where}, no window: store", stores),
    ]


def _step(command: Command) -> Step:
    code, facts = command.label
    at = "2026-01-01T00:00:00.000+00:00"
    return Step(kind=StepKind.DO, code=code, facts=facts, author="benchmark", at=at)


@contextmanager
def _window(path: Path, view: str) -> Iterator[Bench]:
    with open_window(path, view) as (window, workbench):
        yield Bench(window, workbench)


@contextmanager
def open_window(path: Path, view: str) -> Iterator[tuple[MainWindow, Workbench]]:
    """Open a plan file in a real window, at rest with a view in front."""
    workspace = planner_app.open_workspace(path, author="benchmark")
    document = Document(
        session=workspace.session,
        path=workspace.path,
        read_only=False,
        save_copy=workspace.save_copy,
        export=lambda _target: None,
    )
    settings = Settings(path.with_suffix(".ini"))
    window = MainWindow(settings)
    workbench = Workbench(document, settings, load_theme("light"), today=_TODAY)
    window.show_workbench(workbench)
    window.resize(*FIRST_SIZE)
    window.show()
    workbench.build_charts()
    workbench.focus.show(view)
    quiet = PaintWatch(window, [])
    quiet.until_quiet(lambda: None)
    window.removeEventFilter(quiet)
    try:
        yield window, workbench
    finally:
        window.close()
        window.deleteLater()
        workspace.close()


def _charts_in_view(workbench: Workbench) -> list[QWidget]:
    deck = workbench.panels.deck
    assert deck is not None
    views = [view for card in deck.cards() for view in card.findChildren(GraphicsView)]
    plots = [view.viewport() for view in views]
    return [plot for plot in plots if not plot.visibleRegion().isEmpty()]


if __name__ == "__main__":
    main()
