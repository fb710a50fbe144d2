# SPDX-License-Identifier: EUPL-1.2
"""What a user gets with the sources: licence, locked packages, both commands, every resource."""

import ast
import re
import tomllib

import pytest

from tests.architecture.sources import ROOT, lines_with


def test_the_licence_is_the_one_that_is_declared() -> None:
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    licence = ROOT.joinpath("LICENSE").read_text("utf-8")
    assert project["license"] == "EUPL-1.2"
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


@pytest.mark.parametrize("command", ["make run", "make test", "scripts/dev.py run"])
def test_the_readme_names_the_command(command: str) -> None:
    assert command in ROOT.joinpath("README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    lock = ROOT.joinpath("requirements", f"{name}.txt")
    packages = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
    assert [entry for entry in packages if "==" not in entry or "--hash=" not in entry] == []
    assert lines_with("://", (lock,)) == []


def test_pyside_is_pinned_below_the_release_that_loses_references() -> None:
    assert "pyside6-essentials==6.11.3" in ROOT.joinpath("requirements/run.txt").read_text("utf-8")


def test_the_bundle_takes_the_whole_resources_folder() -> None:
    spec = ROOT.joinpath("pyinstaller.spec").read_text("utf-8")
    datas = [
        keyword.value
        for node in ast.walk(ast.parse(spec))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Analysis"
        for keyword in node.keywords
        if keyword.arg == "datas"
    ]
    assert '("resources", "resources")' in ast.unparse(datas[0]).replace("'", '"')


def test_third_party_notices_name_every_package_that_ships() -> None:
    notices = ROOT.joinpath("resources", "THIRD_PARTY.md").read_text("utf-8").lower()
    lock = ROOT.joinpath("requirements", "run.txt").read_text("utf-8")
    shipped = set(re.findall(r"^([a-z0-9-]+)==", lock, flags=re.MULTILINE))
    assert sorted(name for name in shipped if name not in notices) == []
