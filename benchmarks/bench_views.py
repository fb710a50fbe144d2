# SPDX-License-Identifier: EUPL-1.2
"""Views shown, at first and again, and the timeline while it is scrolled and a bar is in hand.

Sixty frames a second leave 16.7 ms for one; a frame is timed from the gesture to the last byte
painted, of the timeline alone and with everything else in the window.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bench_charts import open_window
from benchmarks.figures import Row, report, row, timed
from benchmarks.plans import plan_file
from benchmarks.watching import PaintWatch
from ui.building_ahead import BuildingAhead
from ui.collecting import Collecting
from ui.core_views import VIEWS
from ui.pages.timeline import TimelinePage
from ui.theme import apply_theme, load_theme
from ui.workbench import Workbench

BARS = 500
FRAMES = 90
ROUNDS = 5
A_FRAME_MS = 1_000 / 60
A_SWITCH_MS = 100.0
A_STEP_MS = 50.0


def main() -> None:
    """Measure with as many measures as the timeline promises to carry."""
    app = QApplication(sys.argv[:1])
    apply_theme(app, load_theme("light"))
    with tempfile.TemporaryDirectory() as folder:
        path = plan_file(Path(folder), BARS)
        with open_window(path, "timeline") as (window, workbench):
            Collecting(app).begin()  # as in the program; else Python looks for garbage in between
            rows = [*_timeline(workbench, PaintWatch(window, [])), *_switches(workbench, window)]
        with open_window(path, "map") as (window, workbench):
            rows += _built_ahead(workbench, window)
    report(rows, bars=BARS, platform=app.platformName())


def _timeline(workbench: Workbench, watch: PaintWatch) -> list[Row]:
    page = workbench.panels.page("timeline")
    assert isinstance(page, TimelinePage)
    view = page.view
    across = view.horizontalScrollBar()
    view.zoom_by(4.0)
    key = next(bar.key for bar in view._layout.bars if not bar.locked)  # noqa: SLF001 - any bar

    def scroll(frame: int) -> None:
        across.setValue(frame * 7 % max(1, across.maximum()))

    def pull(frame: int) -> None:
        view.stretch_previewed.emit(key, 100 + frame % 20)

    plain = [timed(lambda: view.viewport().repaint()) for _frame in range(FRAMES)]
    against = ("painting the lanes alone", plain)
    return [
        row("painting the lanes alone", plain, aim=A_FRAME_MS),
        row(
            "scrolling the timeline, a frame",
            _frames(watch, scroll),
            aim=A_FRAME_MS,
            against=against,
        ),
        row("pulling a bar, with ghosts on the charts", _frames(watch, pull), aim=A_FRAME_MS),
        row(
            "scrubbing, everything in sight, a frame",
            _frames(watch, lambda frame: workbench.focus.set_month(40 + frame % 90)),
            aim=A_FRAME_MS,
        ),
    ]


def _frames(watch: PaintWatch, gesture: Callable[[int], None]) -> list[float]:
    """Return the ms from each gesture until all it moves is painted."""
    times = []
    for frame in range(FRAMES):
        begun = perf_counter()
        watch.until_quiet(lambda frame=frame: gesture(frame))
        times.append((watch.window_at - begun) * 1_000)
    return times


def _switches(workbench: Workbench, window: QWidget) -> list[Row]:
    first = [timed(lambda view=view: _show(workbench, window, view)) for view in VIEWS]
    again = [
        timed(lambda view=view: _show(workbench, window, view))
        for _round in range(ROUNDS)
        for view in VIEWS
    ]
    return [
        row("showing a view for the first time, built when asked for", first),
        row("switching views", again, aim=A_SWITCH_MS),
    ]


def _built_ahead(workbench: Workbench, window: QWidget) -> list[Row]:
    """Time each step of building ahead, and then the first look at each view."""
    steps = BuildingAhead(workbench.panels).steps()
    waits: list[float] = []
    while True:
        is_over: list[bool] = []
        waits.append(timed(lambda is_over=is_over: is_over.append(next(steps, None) is None)))
        if is_over[0]:
            break
    first = [timed(lambda view=view: _show(workbench, window, view)) for view in VIEWS]
    return [
        row("building views ahead, a step", waits, aim=A_STEP_MS),
        row("showing a view for the first time, built ahead", first, aim=A_SWITCH_MS),
    ]


def _show(workbench: Workbench, window: QWidget, view: str) -> None:
    workbench.focus.show(view)
    window.repaint()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
