# SPDX-License-Identifier: EUPL-1.2
"""The program under the stopwatch: started by `bench_start`, tells when it painted, then ends.

Arguments: the clock when the process was asked for, `bare` or `planner`, and the plan to open.
The planner is the program's own entry; only the desk is told to look at the clock.
"""

import json
import resource
import sys
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_QUIET_TURNS = 3


class Stopwatch(QObject):
    """Looks at the clock after a window's first paint and once the program is idle and usable."""

    def __init__(self, window: QWidget, begun: float) -> None:
        super().__init__(window)
        self._window = window
        self._begun = begun
        self._quiet = 0
        self.times: dict[str, float] = {}
        self._pulse = QTimer(self)
        self._pulse.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint, then look at the clock."""
        if event.type() in {QEvent.Type.Paint, QEvent.Type.UpdateRequest}:
            self._quiet = 0
        if event.type() != QEvent.Type.Paint or "first_paint" in self.times:
            return False
        self.times["first_paint"] = 0.0
        watched.event(event)
        self.times["first_paint"] = self._elapsed()
        self._pulse.start(0)
        return True

    def is_usable(self) -> bool:
        """Tell whether the window shows all it is going to show."""
        return True

    def _look(self) -> None:
        self._quiet = self._quiet + 1 if self.is_usable() else 0
        if self._quiet == _QUIET_TURNS:
            self._pulse.stop()
            self.times["usable"] = self._elapsed()
            self._window.close()

    def _elapsed(self) -> float:
        return (monotonic() - self._begun) * 1_000


def main(begun: float, kind: str, plan: str) -> dict[str, float]:
    """Run one program; return its times in ms and the most memory it ever held, in MiB."""
    times = _bare(begun) if kind == "bare" else _planner(begun, plan)
    return {**times, "peak_mib": _peak_mib()}


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _bare(begun: float) -> dict[str, float]:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    watch = Stopwatch(window, begun)
    window.show()
    app.exec()
    return watch.times


def _planner(begun: float, plan: str) -> dict[str, float]:
    sys.modules["pandas"] = None  # another benchmark's; sqlite-utils would load it
    # The bare window must not pay for these imports.
    from ui import app, main_window  # noqa: PLC0415 - see above
    from ui.settings import Settings  # noqa: PLC0415 - see above

    watches: list[Stopwatch] = []

    class WatchedWindow(main_window.MainWindow):
        def __init__(self, settings: Settings) -> None:
            super().__init__(settings)
            watches.append(_ChartsWatch(self, begun))

    class _ChartsWatch(Stopwatch):
        def __init__(self, watched: main_window.MainWindow, begun: float) -> None:
            super().__init__(watched, begun)
            self._watched = watched

        def is_usable(self) -> bool:
            workbench = self._watched.workbench
            return workbench is not None and workbench.panels.deck is not None

    vars(app)["MainWindow"] = WatchedWindow
    app.run([plan])
    return watches[0].times


if __name__ == "__main__":
    json.dump(main(float(sys.argv[1]), sys.argv[2], sys.argv[3]), sys.stdout)
