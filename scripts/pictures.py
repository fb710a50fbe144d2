# SPDX-License-Identifier: EUPL-1.2
"""Make the pictures and the list of keys of README and manual: `python scripts/pictures.py`.

In each language of the manual. One plan for all of them: Croatia gets a mid-range AI supercomputer,
a data centre 30 km away and a master cohort. One function for each picture shows what it needs and
returns what is pictured. Nobody is named, and clocks stand still, so two runs differ only where the
program does. Words after the call choose pictures by parts of their names.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: E402 - the platform is set first
from attrs import frozen  # noqa: E402 - as above
from numpy.typing import NDArray  # noqa: E402 - as above
from PySide6.QtCore import Qt  # noqa: E402 - as above
from PySide6.QtGui import QImage  # noqa: E402 - as above
from PySide6.QtTest import QTest  # noqa: E402 - as above
from PySide6.QtWidgets import QApplication, QTreeWidget, QWidget  # noqa: E402 - as above

from planner import app as planner_app  # noqa: E402 - as above
from planner.domain.commands import AddRecord, Assign, Move, SetStatus  # noqa: E402 - as above
from planner.domain.delays import SetDelay  # noqa: E402 - as above
from planner.domain.months import month_of  # noqa: E402 - as above
from planner.domain.records.infrastructure import Status  # noqa: E402 - as above
from planner.domain.records.scenarios import Scenario  # noqa: E402 - as above
from planner.session import Session  # noqa: E402 - as above
from planner.text import set_language  # noqa: E402 - as above
from ui.actions import keys_page  # noqa: E402 - as above
from ui.document import Document  # noqa: E402 - as above
from ui.importing.dialog import COLUMNS, ImportDialog  # noqa: E402 - as above
from ui.importing.guiding import Guide  # noqa: E402 - as above
from ui.pages.compare import ComparePage  # noqa: E402 - as above
from ui.pages.desk import DeskPage  # noqa: E402 - as above
from ui.pages.merge import MergePage  # noqa: E402 - as above
from ui.pages.page import Page  # noqa: E402 - as above
from ui.pages.registry import BY_NAME  # noqa: E402 - as above
from ui.pages.scenarios import ScenariosPage  # noqa: E402 - as above
from ui.pages.sheets import SheetsPage  # noqa: E402 - as above
from ui.qt_words import speak_qt  # noqa: E402 - as above
from ui.settings import Settings  # noqa: E402 - as above
from ui.theme import Theme, apply_theme, load_theme  # noqa: E402 - as above
from ui.widgets.search_field import SearchField  # noqa: E402 - as above
from ui.workbench import Workbench  # noqa: E402 - as above

DOCS = ROOT / "docs"
ORIGINAL = "en"
SIZE = (1440, 900)
TODAY = date(2026, 11, 23)
AUTHOR, COLLEAGUE = "Planner", "Colleague"
START = month_of(2028)
_A_MOMENT_MS = 200
_LONGEST_WAITS = 300
_COLOURS, _MOST_SEEN = 256, 128
_ALIKE = 12
_SAID = {
    "en": (
        "Croatia",
        "Portugal as well",
        "Chips half a year late",
        "What a slip of the vendor costs us.",
        "Language model of a small firm",
        "The grid connection comes later.",
    ),
    "de": (
        "Kroatien",
        "Portugal ebenfalls",
        "Chips ein halbes Jahr später",
        "Was ein Verzug des Lieferanten uns kostet.",
        "Sprachmodell einer kleinen Firma",
        "Der Netzanschluss kommt später.",
    ),
    "fr": (
        "Croatie",
        "Le Portugal aussi",
        "Puces en retard de six mois",
        "Ce que nous coûte un retard du fournisseur.",
        "Modèle de langue d’une petite entreprise",
        "Le raccordement au réseau vient plus tard.",
    ),
}
"""What the planner of the pictures has typed, by language, in the order of `Said`."""
_TABLE = """Name;Country;Status;IT power [MW];Cost (tis. EUR);In service from
Example A;Česko;selected;2,4;15 000,00;07/2028
Example B;Hrvatska;contracted;n/a;22 500,00;2028
"""


@frozen
class Said:
    """What is typed into the window in the language of the pictures."""

    state: str
    second: str
    late: str
    why_late: str
    case: str
    why_moved: str


@frozen
class Stage:
    """The window with the plan of all pictures, and what a picture may need besides."""

    bench: Workbench
    workspace: planner_app.Workspace
    theme: Theme
    folder: Path
    machine: str
    said: Said

    def view(self, name: str, *, month: int = month_of(2030)) -> Page | None:
        """Bring a view to the front; return its page if it is one."""
        self.bench.focus.set_month(month)
        self.bench.focus.show(name)
        self.rest()
        return self.bench.panels.page(name) if name in BY_NAME else None

    def rest(self) -> None:
        """Let the window show what has happened."""
        self.bench.bridge.flush()
        QTest.qWait(_A_MOMENT_MS)


def window(stage: Stage) -> QWidget:
    """Show the map in January 2030 with the machine in the inspector."""
    stage.bench.focus.select("measure", stage.machine)
    stage.view("map")
    return stage.bench


def timeline(stage: Stage) -> QWidget:
    """Show the timeline."""
    stage.bench.focus.select("measure", stage.machine)
    stage.view("timeline")
    return stage.bench


def budget(stage: Stage) -> QWidget:
    """Show who commits what in which year."""
    stage.view("budget")
    return stage.bench


def access(stage: Stage) -> QWidget:
    """Show whose hours the machine's money buys."""
    stage.bench.focus.select("measure", stage.machine)
    stage.view("access")
    return stage.bench


def findings(stage: Stage) -> QWidget:
    """Show the warnings about one state, and what can be done about one of them."""
    stage.view("findings")
    pane = stage.bench.panels.findings
    pane.show_only("warning")
    for field in pane.findChildren(SearchField):
        field.setText(stage.said.state)
    stage.rest()
    for tree in pane.findChildren(QTreeWidget):
        tree.setCurrentIndex(tree.model().index(0, 0, tree.model().index(0, 0)))
    return stage.bench


def scenarios(stage: Stage) -> QWidget:
    """Show two scenarios in the tree."""
    made = stage.workspace.scenarios
    late = made.branch(stage.said.late, description=stage.said.why_late)
    made.open(late).execute(SetDelay(vendor="NVIDIA", months=6))
    both = made.branch(stage.said.second, tags="2028")
    made.open(both).execute(Assign(template="ai_system_mid", state="PT", start=month_of(2028, 6)))
    page = stage.view("scenarios")
    assert isinstance(page, ScenariosPage)  # noqa: S101 - as the registry names it
    stage.bench.focus.select("measure", stage.machine)
    page.tree.setFocus()
    page.tree.select(both)
    return stage.bench


def compare(stage: Stage) -> QWidget:
    """Show the figures of a scenario beside those of the plan."""
    rows = stage.workspace.session.plan.of(Scenario).items()
    other = next(key for key, row in rows if row.name == stage.said.second)
    page = stage.view("compare")
    assert isinstance(page, ComparePage)  # noqa: S101 - as the registry names it
    page.compare_with(f"#{other}")
    page.face.select("figures")
    page.fill()
    return stage.bench


def merge(stage: Stage) -> QWidget:
    """Show the question that two copies of the plan leave."""
    copy = stage.folder / "colleague.aifp"
    stage.workspace.save_copy(copy)
    other = planner_app.open_workspace(copy, author=COLLEAGUE)
    other.session.clock = _clock
    moved = Move(measure=stage.machine, start=month_of(2029, 3))
    other.session.execute(moved, reason=stage.said.why_moved)
    other.close()
    stage.workspace.session.execute(Move(measure=stage.machine, start=month_of(2028, 6)))
    page = stage.view("merge")
    assert isinstance(page, MergePage)  # noqa: S101 - as the registry names it
    page.show_file(copy)
    return stage.bench


def import_(stage: Stage) -> QWidget:
    """Show which column of a foreign table fills which field."""
    table = stage.folder / "table.csv"
    table.write_text(_TABLE, "utf-8")
    dialog = ImportDialog(stage.theme, "", parent=stage.bench)
    Guide(dialog, stage.bench.edits, ask=lambda: None, parent=dialog).open(table)
    dialog.show()
    for _turn in range(_LONGEST_WAITS):
        if not dialog.is_waiting():
            break
        stage.rest()
    dialog.show_step(COLUMNS)
    return dialog


def desk(stage: Stage) -> QWidget:
    """Show a case with its ranking."""
    case = {
        "id": "example",
        "name": stage.said.case,
        "applicant": "sme",
        "state": "LV",
        "need": "algorithm",
        "sector": "language_technology",
        "stack": "cuda",
        "language": "German",
        "hours_estimated": 2_000_000.0,
        "received": "2026-10-09",
        "cut_off": "2026-10-16",
    }
    stage.workspace.session.execute(AddRecord(kind="desk_case", values=case))
    page = stage.view("desk", month=month_of(2026, 10))
    assert isinstance(page, DeskPage)  # noqa: S101 - as the registry names it
    stage.bench.focus.select("desk_case", "example")
    stage.rest()
    page.panel.deeds["rank"].click()
    return stage.bench


def sheets(stage: Stage) -> QWidget:
    """Show the page for the Board."""
    page = stage.view("sheets")
    assert isinstance(page, SheetsPage)  # noqa: S101 - as the registry names it
    page.show_sheet("board")
    return stage.bench


PICTURES: Mapping[str, Callable[[Stage], QWidget]] = {
    "pictures/window.png": window,
    "pictures/timeline.png": timeline,
    "pictures/budget.png": budget,
    "pictures/access.png": access,
    "pictures/findings.png": findings,
    "pictures/sheets.png": sheets,
    "pictures/desk.png": desk,
    "pictures/import.png": import_,
    "pictures/scenarios.png": scenarios,
    "pictures/compare.png": compare,
    "pictures/merge.png": merge,
}
"""Every picture of a manual, in an order in which none spoils the next."""


def main(wanted: list[str]) -> None:
    """Make the pictures whose path holds one of these words, all if there are none."""
    application = QApplication(sys.argv[:1])
    for language, said in _SAID.items():
        set_language(language)
        speak_qt(language)
        with tempfile.TemporaryDirectory() as folder:
            stage = _stage(application, Path(folder), Said(*said))
            _illustrate(stage, _manual(language), wanted)
            stage.bench.close()
            stage.workspace.close()


def _manual(language: str) -> Path:
    manual = DOCS / "manual"
    return manual if language == ORIGINAL else manual / language


def _illustrate(stage: Stage, manual: Path, wanted: list[str]) -> None:
    keys = keys_page(stage.bench.actions_.actions.values())
    (manual / "keys.md").write_text(keys, "utf-8")
    for name, show in PICTURES.items():
        pictured = show(stage)
        stage.rest()
        path = manual / name
        if not wanted or any(word in path.as_posix() for word in wanted):
            _write(pictured.grab().toImage(), path)
        if pictured is not stage.bench:
            pictured.close()


def _stage(application: QApplication, folder: Path, said: Said) -> Stage:
    path = folder / f"{said.state} 2028.aifp"
    planner_app.create_plan(path)
    workspace = planner_app.open_workspace(path, author=AUTHOR)
    workspace.session.clock = _clock
    machine = _plan(workspace.session)
    theme = load_theme("light")
    apply_theme(application, theme)
    bench = _bench(workspace, theme, Settings(folder / "window.ini"))
    return Stage(bench, workspace, theme, folder, machine, said)


def _clock() -> str:
    return f"{TODAY.isoformat()}T09:00:00.000+00:00"


def _plan(session: Session) -> str:
    machine = Assign(template="ai_system_mid", state="HR", start=START)
    session.execute(machine)
    session.execute(SetStatus(measure=machine.measure, status=Status.COMMITTED))
    hall = Assign(template="data_centre", state="HR", start=START, distance_km=30.0)
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
        workspace=workspace,
    )
    bench = Workbench(document, settings, theme, today=TODAY)
    bench.resize(*SIZE)
    bench.show()
    bench.build_charts()
    return bench


def _write(image: QImage, path: Path) -> None:
    """Save a picture in few colours, which makes the file a third as large."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    table = _palette(np.frombuffer(plain.constBits(), dtype=np.uint32))
    flags = Qt.ImageConversionFlag.AvoidDither
    few = plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    few.save(str(path), quality=0)


def _palette(pixels: NDArray[np.uint32]) -> list[int]:
    """Return the colours there are most of, then others that look like none of them."""
    colours, counts = np.unique(pixels, return_counts=True)
    listed = colours[np.argsort(-counts, kind="stable")]
    parts = np.stack([listed >> shift & 0xFF for shift in (16, 8, 0)], axis=1).astype(int)
    taken = list(range(min(_MOST_SEEN, len(listed))))
    for place in range(len(taken), len(listed)):
        if len(taken) == _COLOURS:
            break
        if np.abs(parts[taken] - parts[place]).max(axis=1).min() > _ALIKE:
            taken.append(place)
    return [int(colour) for colour in listed[taken]]


if __name__ == "__main__":
    main(sys.argv[1:])
