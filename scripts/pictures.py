# SPDX-License-Identifier: EUPL-1.2
"""Make the picture of the README from the program itself: `python scripts/pictures.py`.

Croatia gets a mid-range AI supercomputer, a data centre 30 km away and a master cohort; the
scrubber stands at January 2030.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest  # noqa: E402 - the platform is set first
from PySide6.QtWidgets import QApplication  # noqa: E402 - as above

from planner import app as planner_app  # noqa: E402 - as above
from planner.domain.commands import Assign, SetStatus  # noqa: E402 - as above
from planner.domain.months import month_of  # noqa: E402 - as above
from planner.domain.records.infrastructure import Status  # noqa: E402 - as above
from planner.session import Session  # noqa: E402 - as above
from ui.document import Document  # noqa: E402 - as above
from ui.settings import Settings  # noqa: E402 - as above
from ui.theme import Theme, apply_theme, load_theme  # noqa: E402 - as above
from ui.workbench import Workbench  # noqa: E402 - as above

PICTURE = ROOT / "docs" / "window.png"
SIZE = (1440, 900)
_A_MOMENT_MS = 200


def main() -> None:
    """Write the picture."""
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Croatia 2028.aifp"
        planner_app.create_plan(path)
        workspace = planner_app.open_workspace(path)
        machine = _plan(workspace.session)
        theme = load_theme("light")
        apply_theme(application, theme)
        bench = _bench(workspace, theme, Settings(Path(folder) / "window.ini"))
        bench.focus.set_month(month_of(2030))
        bench.focus.select("measure", machine)
        QTest.qWait(_A_MOMENT_MS)
        bench.grab().save(str(PICTURE))
        bench.close()
        workspace.close()


def _plan(session: Session) -> str:
    start = month_of(2028)
    machine = Assign(template="ai_system_mid", state="HR", start=start)
    session.execute(machine)
    session.execute(SetStatus(measure=machine.measure, status=Status.COMMITTED))
    hall = Assign(template="data_centre", state="HR", start=start, distance_km=30.0)
    session.execute(hall)
    session.execute(Assign(template="master_cohort", state="HR", start=month_of(2027, 9)))
    return machine.measure


def _bench(workspace: planner_app.Workspace, theme: Theme, settings: Settings) -> Workbench:
    document = Document(
        session=workspace.session,
        path=workspace.path,
        read_only=False,
        save_copy=workspace.save_copy,
        export=lambda target: planner_app.export(workspace.session, target),
    )
    bench = Workbench(document, settings, theme, today=datetime.now(UTC).date())
    bench.resize(*SIZE)
    bench.show()
    bench.build_charts()
    return bench


if __name__ == "__main__":
    main()
