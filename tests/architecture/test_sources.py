# SPDX-License-Identifier: EUPL-1.2
"""Rules about the text of the sources that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, committed_files, lines_with, python_files

_SPDX = "# SPDX-License-Identifier: EUPL-1.2"
# Put together here, so that this file does not name them itself.
_REGISTRIES = ("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.", "crates" + r"\.io")
_HOMES = ("home", "root", "work", "Users", "tmp")


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("|".join(_REGISTRIES), id="the host of a package registry"),
        pytest.param(
            rf"(?<![\w.$}}~>-])/({'|'.join(_HOMES)})[/\"'` ]", id="a path of one person's machine"
        ),
    ],
)
def test_nothing_committed_names(pattern: str) -> None:
    assert lines_with(pattern, committed_files()) == []


def test_every_python_file_states_its_licence_first() -> None:
    without = [path for path in python_files() if not path.read_text("utf-8").startswith(_SPDX)]
    assert without == []


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [
        # sqlite-utils commits by itself: a `with` on its connection is no transaction.
        (r"with .*\bconn(ection)?\b.*:$", "planner"),
        # A replaced row takes its children with it; an upsert keeps them.
        (r"replace\s*=\s*True", "planner"),
        # Each of these hides an ordering fault instead of mending it.
        (r"\bprocessEvents\b", "ui"),
        (r"\bsleep\(", "ui"),
        (r"\bblockSignals\b|\bQSignalBlocker\b", "ui"),
        (r"\bSignalProxy\b", "ui"),
    ],
)
def test_sources_do_without(pattern: str, folder: str) -> None:
    assert lines_with(pattern, python_files(folder)) == []


def test_translated_sentences_are_constants() -> None:
    """An f-string is filled in before gettext sees it, and then has no translation."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in python_files("planner", "ui")
        for call in _gettext_calls(path)
        if not _is_constant(call)
    ]
    assert found == []


def test_the_core_speaks_in_codes_and_facts() -> None:
    """Declarations may mark a label for translation; whoever shows it makes the sentence."""
    core = python_files("planner/domain", "planner/engine", "planner/session.py")
    assert lines_with(r"(?<![\w.])(_|n?gettext)\(", core) == []


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"helpers", "utils", "util", "misc", "common"}
    assert [path for path in python_files() if path.stem in drawers] == []


def _gettext_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in {"_", "N_", "ngettext"}:
            yield node


def _is_constant(call: ast.Call) -> bool:
    """Tell whether no argument is built at run time; a name may hold a marked constant."""
    built = (ast.JoinedStr, ast.BinOp)
    return not any(isinstance(argument, built) for argument in call.args)
