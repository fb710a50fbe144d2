# SPDX-License-Identifier: EUPL-1.2
"""The local list of whose key is whose."""

from pathlib import Path

import pytest

from planner import app, paths
from planner.cli import command
from planner.domain.commands import Assign
from planner.domain.errors import DomainError, ExchangeError
from planner.exchange.keys import Signer
from planner.exchange.patch import START
from planner.exchange.trusted import TrustedKeys
from planner.exchange.writing import write_patch
from planner.store.planfile import PlanFile
from tests.core.builders import a_plan


def test_a_key_is_trusted_by_name_until_it_is_forgotten(tmp_path: Path) -> None:
    keys = TrustedKeys(tmp_path / "settings")
    assert keys.names() == {}
    keys.trust("AAAA", "  Jonas Šmid ")
    keys.trust("BBBB", "Ana")
    assert TrustedKeys(tmp_path / "settings").names() == {"AAAA": "Jonas Šmid", "BBBB": "Ana"}
    keys.forget("AAAA")
    assert keys.names() == {"BBBB": "Ana"}


def test_a_key_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="name_needed"):
        TrustedKeys(tmp_path).trust("AAAA", " ")


@pytest.mark.parametrize("words", ["[1, 2]", "{", "\xff", "[" * 100_000])
def test_a_damaged_list_is_an_error_and_never_written_over(tmp_path: Path, words: str) -> None:
    path = tmp_path / "trusted-keys.json"
    path.write_bytes(words.encode("latin-1"))
    with pytest.raises(ExchangeError, match="keys_unreadable"):
        TrustedKeys(tmp_path).trust("AAAA", "Ana")
    assert path.read_bytes() == words.encode("latin-1")


def test_a_patch_is_said_to_be_signed_by_whoever_owns_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "settings"
    monkeypatch.setattr(paths, "user_config", lambda: folder)
    plan, patch = tmp_path / "plan.aifp", tmp_path / "mine.aifpatch"
    PlanFile.create(plan, a_plan())
    with app.workspace(plan) as opened:
        opened.session.execute(Assign(template="t-system", state="FR", start=84))
        drawn = opened.draw_patch(START, signed=True)
        write_patch(drawn, opened.session.plan.schema, patch)
    TrustedKeys(folder).trust(Signer(folder).public_key(), "Ana")
    assert command.main(["patch", "verify", str(patch)]) == 0
    assert "Signed by Ana" in capsys.readouterr().out
