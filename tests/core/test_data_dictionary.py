# SPDX-License-Identifier: EUPL-1.2
"""The data dictionary in `docs` is the one the declarations give."""

from planner import text
from planner.domain.records import SCHEMA
from planner.report.dictionary import dictionary
from tests.architecture.sources import ROOT

FILE = ROOT / "docs" / "data-dictionary.md"


def test_the_file_is_current() -> None:
    """`python main.py dictionary --lang en > docs/data-dictionary.md` mends it."""
    assert FILE.read_text("utf-8") == dictionary(SCHEMA) + "\n"


def test_every_field_of_every_kind_has_a_row() -> None:
    told = dictionary(SCHEMA)
    for kind in SCHEMA.kinds.values():
        section = told.split(f"(`{kind.name}`)")[1].split("\n## ")[0]
        for field in kind.fields:
            assert f"| `{field.name}` |" in section


def test_it_speaks_the_readers_language() -> None:
    text.set_language("de")
    assert dictionary(SCHEMA).startswith("# Datenverzeichnis")
