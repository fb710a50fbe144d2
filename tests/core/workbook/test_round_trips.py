# SPDX-License-Identifier: EUPL-1.2
"""Whatever a plan holds, exporting and importing it is a round trip, in office suites as well."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.domain.commands import AddRecord, Assign, EditField
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records.infrastructure import System
from planner.domain.schema import Field, Scalar, Type
from planner.incoming import Book, Format, Grid
from planner.intake import Choices, Status
from planner.session import Session
from planner.workbook.importing.assistant import check
from planner.workbook.importing.plain_text import rows_of
from planner.workbook.plain import write_csv
from planner.workbook.selection import Selection
from tests.core.test_session import MemoryStore, a_session
from tests.core.workbook.books import Edited, back, edit, exported
from tests.torture.amount import amount

SOFFICE = shutil.which("soffice")
SOME = Selection(kinds=("system", "measure", "source", "parameter", "site"))
KEYS = ("leonardo", "s1", "s2", "s3")
EXAMPLES = settings(
    max_examples=amount(short=4, full=60),
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.generate,
    ),  # an example takes a second; making it smaller, minutes
    suppress_health_check=[HealthCheck.too_slow],
)


def a_value(field: Field) -> st.SearchStrategy[Scalar]:
    """Return values of a field as somebody may enter them, unknown ones among them."""
    low = -1e6 if field.minimum is None else field.minimum
    high = 1e6 if field.maximum is None else field.maximum
    known: st.SearchStrategy[Scalar]
    match field.value_type:
        case Type.NUMBER:
            known = st.floats(low, high).map(lambda x: round(x, field.decimals))
        case Type.INTEGER | Type.MONTH:
            known = st.integers(int(low), int(high))
        case Type.FLAG:
            return st.booleans()
        case Type.CHOICE:
            assert field.choices is not None
            known = st.sampled_from(list(field.choices))
        case Type.DATE:
            known = st.dates(date(1850, 1, 1), date(2100, 1, 1)).map(str)
        case _:
            known = st.text(max_size=30).map(str.strip).filter(bool)
    return st.none() | known if field.optional else known


def editable() -> list[Field]:
    kinds = (Type.REFERENCE, Type.REFERENCES, Type.KEY)
    return [field for field in System.KIND.fields if field.value_type not in kinds]


def a_full_session() -> Session:
    session = a_session(MemoryStore())
    for number, state in enumerate(("FI", "FR", "DE"), start=1):
        values = {"name": f"System {number}", "state": state, "status": "operational"}
        session.execute(AddRecord(kind="system", values={"id": f"s{number}", **values}))
    session.execute(Assign(template="t-system", state="PT", start=month_of(2028), measure="m1"))
    return session


@EXAMPLES
@given(st.data())
def test_whatever_is_exported_comes_back_without_a_change(data: st.DataObject) -> None:
    session = a_full_session()
    for key in KEYS:
        for field in data.draw(st.lists(st.sampled_from(editable()), max_size=6)):
            try:
                session.execute(
                    EditField(
                        kind="system", key=key, field=field.name, value=data.draw(a_value(field))
                    )
                )
            except DomainError:  # such as text that is too long
                continue
    with TemporaryDirectory() as folder:
        for name in ("plan.xlsx", "plan.ods"):
            assert back(session, exported(session, Path(folder, name), selection=SOME)).is_empty


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+49 30",
        "-x",
        "@SUM(A1)",
        "'quoted'",
        "''=x",
        "\t=1",
        " left ",
        "5\N{NO-BREAK SPACE}MW",
    ],
)
def test_a_text_comes_back_from_a_csv_file_without_a_change(words: str, tmp_path: Path) -> None:
    session = a_full_session()
    session.execute(EditField(kind="system", key="s1", field="notes", value=words))
    path = tmp_path / "systems.csv"
    write_csv(session.plan, "system", path)
    rows = list(rows_of(path.read_text(encoding="utf-8-sig"), ",", path=path.name))
    book = Book(name=path.name, digest="0", format=Format.TEXT, grids=(Grid(name="s", rows=rows),))
    report = check(session.plan, book, Choices(kind="system"))
    assert not report.questions
    assert set(report.statuses) == {Status.UNCHANGED}


@pytest.mark.parametrize("seed", range(3))
def test_ten_random_edits_are_exactly_ten_changes(tmp_path: Path, seed: int) -> None:
    chance, session = Random(seed), a_full_session()
    path = exported(session, tmp_path / "plan.xlsx", selection=SOME)
    numbers = [
        field
        for field in editable()
        if field.value_type in (Type.NUMBER, Type.INTEGER, Type.TEXT, Type.MONTH)
    ]
    wanted = {}
    for key, field in chance.sample([(key, field) for key in KEYS for field in numbers], 10):
        wanted[key, field.name] = _another(field, chance)

    def change(book: Edited) -> None:
        for (key, name), value in wanted.items():
            book["system"].set(key, name, value)

    found = back(session, edit(path, change))
    assert {(one.key, one.field) for one in found.changes} == set(wanted)
    assert found.refused == ()
    session.execute(found.command())
    assert back(session, path).is_empty


def _another(field: Field, chance: Random) -> object:
    if field.value_type is Type.TEXT:
        return f"something else {chance.random()}"
    if field.value_type is Type.MONTH:
        return date(chance.randint(2022, 2035), chance.randint(1, 12), 1)
    low, high = field.minimum or 0.0, min(field.maximum or 1e4, 1e4)
    if field.unit == "year" or field.value_type is Type.INTEGER:
        return chance.randint(int(low) + 1, int(high) - 1)
    return round(chance.uniform(low, high), min(field.decimals, 3))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return how LibreOffice is asked to convert, with settings of its own."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed; `make test` installs it where it may")
    home = tmp_path_factory.mktemp("office")
    return [SOFFICE, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_saves_it_without_changing_a_value(
    office: list[str], tmp_path: Path, ending: str
) -> None:
    session = a_full_session()
    for number, words in enumerate(["=1+1", "_x0041_", "two\nlines", "007", "TRUE", "1.5"]):
        session.execute(AddRecord(kind="source", values={"id": f"x{number}", "title": words}))
    values = {"state": "IT", "pue": 1.234, "grid_mw": 12.345, "renewable_share": 0.3333}
    session.execute(AddRecord(kind="site", values={"id": "site", "name": "Site", **values}))
    path = exported(session, tmp_path / "plan.xlsx", selection=SOME)

    def change(book: Edited) -> None:
        book["system"].set("s1", "accelerators", 4_321)
        book["system"].set("s2", "state", "Portugal")

    edit(path, change)
    saved = tmp_path / "saved"
    subprocess.run(
        [*office, ending, "--outdir", str(saved), str(path)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    found = back(session, saved / f"plan.{ending}")
    assert {(one.key, one.field, one.theirs) for one in found.changes} == {
        ("s1", "accelerators", 4_321),
        ("s2", "state", "PT"),
    }
    assert (found.conflicts, found.added, found.missing, found.refused) == ((), (), (), ())
