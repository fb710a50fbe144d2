# SPDX-License-Identifier: EUPL-1.2
"""Edits sent by mail: small, readable, applied once however often, refused when altered."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner import app
from planner.domain.clashes import Take
from planner.domain.commands import Assign, Command, Move, RemoveMeasure, Resize
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.history import Log
from planner.domain.ids import new_id
from planner.domain.months import month_of
from planner.domain.records import SCHEMA
from planner.domain.records.measures import Measure
from planner.exchange.keys import Signer
from planner.exchange.patch import Patch, step_meant
from planner.exchange.writing import (
    MOST_BYTES,
    parse_patch,
    patch_text,
    read_patch,
    sealed,
    sign_file,
    write_patch,
)
from planner.merging import MergePreview, carry_out, preview_merge, weigh
from planner.scenarios import Scenarios
from planner.sending import make_patch, read_patch_of
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_plan
from tests.core.store.files import a_file

IN_2030 = Move(measure="m-system", start=month_of(2030))
IN_2031 = Move(measure="m-system", start=month_of(2031))
BIGGER = Resize(measure="m-system", size=2_000)


class Copy:
    """A copy of the plan on somebody's desk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.opened = app.open_workspace(path, author=path.stem)
        self.scenarios = Scenarios(self.opened.session, self.opened.file)

    def edit(self, *commands: Command) -> None:
        for command in commands:
            self.opened.session.execute(command)

    def send(self, since: str = "start", signer: Signer | None = None) -> Path:
        """Write a patch, and return where it is."""
        file = self.opened.file
        base = step_meant(file.log().steps, since)
        made = make_patch(self.scenarios, file, base, made="2026-03-02T09:00:00+00:00")
        target = self.path.with_name(f"{new_id()}.aifpatch")
        write_patch(sealed(made, SCHEMA, signer), SCHEMA, target)
        return target

    def look_at(self, patch: Path) -> MergePreview:
        _patch, other = read_patch_of(patch, self.opened.file)
        return weigh(self.scenarios, self.opened.file, other)

    def apply(self, patch: Path, take: Take | None = None) -> MergePreview:
        preview = self.look_at(patch)
        choices = {clash.id: take for clash in preview.clashes if take is not None}
        carry_out(self.scenarios, self.opened.file, preview, choices)
        return preview

    def merge(self, other: "Copy") -> None:
        target = self.path.with_name(f"{new_id()}.aifp")
        other.opened.save_copy(target)
        preview = preview_merge(self.scenarios, self.opened.file, target)
        carry_out(self.scenarios, self.opened.file, preview)

    @property
    def measure(self) -> Measure:
        return self.opened.session.plan.get(Measure, "m-system")


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[tuple[Copy, Copy]]:
    """Return Anna's and Ben's copy of one plan."""
    first, second = tmp_path / "anna.aifp", tmp_path / "ben.aifp"
    a_file(tmp_path, a_measure()).rename(first)
    with PlanFile.open(first) as file:
        file.save_copy(second)
    both = Copy(first), Copy(second)
    yield both
    for copy in both:
        copy.opened.close()


def test_a_patch_gives_the_same_plan_as_merging_the_whole_copy(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    anna.edit(IN_2030)
    ben.edit(BIGGER, Assign(template="t-system", state="FR", start=month_of(2028)))
    assert not anna.apply(ben.send()).clashes
    ben.merge(anna)
    assert anna.opened.session.plan == ben.opened.session.plan


def test_a_patch_raises_the_same_questions_as_the_whole_copy(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    anna.edit(IN_2030, RemoveMeasure(measure="m-system"))
    ben.edit(IN_2031)
    (clash,) = anna.apply(ben.send(), Take.THEIRS).clashes
    assert clash.id == "measure/m-system"
    assert anna.measure.start == month_of(2031)


def test_applying_twice_is_applying_once_and_undo_reverts(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    ben.edit(BIGGER)
    patch = ben.send()
    before = anna.opened.session.plan
    anna.apply(patch)
    assert anna.look_at(patch).is_empty
    with pytest.raises(DomainError, match="nothing_to_merge"):
        anna.apply(patch)
    assert anna.opened.session.undo().plan == before
    anna.apply(patch)
    assert anna.measure.accelerators == 2_000


def test_a_second_patch_builds_on_the_first(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    ben.edit(BIGGER)
    anna.apply(ben.send())
    first = ben.opened.session.history()[-1].id
    ben.edit(IN_2030)
    anna.edit(Resize(measure="m-system", size=3_000))
    assert not anna.apply(ben.send(first)).clashes
    assert (anna.measure.start, anna.measure.accelerators) == (month_of(2030), 3_000)


def test_who_has_seen_my_edit_and_changed_it_raises_no_question(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    anna.edit(IN_2030)
    ben.merge(anna)
    ben.edit(IN_2031)
    assert not anna.apply(ben.send("exchange")).clashes
    assert anna.measure.start == month_of(2031)


def test_since_the_last_exchange_leaves_nothing_out(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    anna.edit(IN_2030)
    ben.edit(BIGGER)
    ben.merge(anna)
    assert not anna.apply(ben.send("exchange")).clashes
    assert anna.opened.session.plan == ben.opened.session.plan


def test_a_patch_whose_beginning_is_missing_is_refused(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    ben.edit(BIGGER)
    first = ben.opened.session.history()[-1].id
    ben.edit(IN_2030)
    with pytest.raises(ExchangeError, match="patch_base_missing"):
        anna.apply(ben.send(first))


def test_a_patch_for_another_plan_is_refused(copies: tuple[Copy, Copy], tmp_path: Path) -> None:
    _anna, ben = copies
    ben.edit(BIGGER)
    path = tmp_path / "other.aifp"
    PlanFile.create(path, a_plan())
    other = Copy(path)
    with pytest.raises(ExchangeError, match="patch_other_plan"):
        other.apply(ben.send())
    other.opened.close()


def test_a_scenario_travels_in_a_patch(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    key = ben.scenarios.branch("more")
    ben.scenarios.open(key).execute(BIGGER)
    anna.apply(ben.send())
    assert anna.scenarios.plan_of(key).get(Measure, "m-system").accelerators == 2_000
    assert anna.measure.accelerators == 1_000


def test_fifty_edits_are_a_small_readable_file(copies: tuple[Copy, Copy]) -> None:
    _anna, ben = copies
    keys = [new_id() for _ in range(8)]
    ben.edit(
        *(Assign(template="t-system", state="FR", start=84, measure=key) for key in keys),
        *(Move(measure=keys[n % 8], start=90 + n) for n in range(24)),
        *(Resize(measure=keys[n % 8], size=500 + n) for n in range(18)),
    )
    text = ben.send().read_text(encoding="utf-8")
    assert len(text.encode()) < 20_000
    assert '"start","2028-' in text


def test_what_comes_back_from_text_is_what_was_written(copies: tuple[Copy, Copy]) -> None:
    _anna, ben = copies
    ben.edit(IN_2030, BIGGER, RemoveMeasure(measure="m-system"))
    ben.opened.session.undo()
    patch = read_patch(ben.send(), SCHEMA)
    log = ben.opened.file.log()
    assert patch.log.steps == log.steps
    assert patch.log.cells == log.cells
    assert parse_patch(patch_text(patch, SCHEMA), SCHEMA) == patch


def test_a_signature_holds_until_a_letter_changes(
    copies: tuple[Copy, Copy], tmp_path: Path
) -> None:
    _anna, ben = copies
    ben.edit(BIGGER)
    path = ben.send()
    assert not read_patch(path, SCHEMA).is_signed_well
    signer = Signer(tmp_path / "keys")
    assert sign_file(path, SCHEMA, signer).is_signed_well
    patch = read_patch(path, SCHEMA)
    assert patch.signature is not None
    assert patch.signature.key == signer.public_key()
    _rewrite(path, lambda given: given.update(note="please"), digest=True)
    assert not read_patch(path, SCHEMA).is_signed_well


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    assert Signer(keys).public_key() == Signer(keys).public_key()
    (file,) = keys.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_key_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "signing-key.pem").write_text("nothing")
    with pytest.raises(ExchangeError, match="key_unusable"):
        Signer(tmp_path).sign("")


def _rewrite(path: Path, change: object, *, digest: bool = False) -> None:
    from planner.domain.fingerprint import digest_of  # noqa: PLC0415 - forging is a test's business

    given = json.loads(path.read_text(encoding="utf-8"))
    assert callable(change)
    change(given)
    if digest:
        body = {name: part for name, part in given.items() if name not in ("digest", "signature")}
        given["digest"] = digest_of(body)
    path.write_text(json.dumps(given), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "digest", "code"),
    [
        (lambda given: given.update(author="Mallory"), False, "patch_altered"),
        (lambda given: given.update(version=2), True, "patch_newer"),
        (lambda given: given["steps"][0]["cells"][0].__setitem__(0, "ghost"), True, "patch_newer"),
        (lambda given: given["steps"][0].pop("id"), True, "patch_unsound"),
        (lambda given: given["steps"][0]["cells"][0].__setitem__(4, "x"), True, "patch_unsound"),
        (lambda given: given["steps"].append(given["steps"][0]), True, "patch_unsound"),
        (lambda given: given.update(steps=[]), True, "patch_unsound"),
        (lambda given: given["steps"][0]["facts"].update(size="x"), True, "patch_unsound"),
        (lambda given: given["steps"][0]["facts"].update(status="x"), True, "patch_unsound"),
        (lambda given: given["steps"][0]["facts"].update(key="x"), True, "patch_unsound"),
        (lambda given: given["steps"][0]["facts"].update(decided=[1]), True, "patch_unsound"),
        (lambda given: given["steps"][0]["facts"].update(again=[1]), True, "patch_unsound"),
        (lambda given: given.pop("format"), True, "not_a_patch"),
    ],
)
def test_each_kind_of_damage_has_its_sentence(
    copies: tuple[Copy, Copy], change: object, digest: bool, code: str
) -> None:
    _anna, ben = copies
    ben.edit(BIGGER)
    path = ben.send()
    _rewrite(path, change, digest=digest)
    with pytest.raises(ExchangeError, match=code):
        read_patch(path, SCHEMA)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"{", b"[" * 100_000, b'{"format": NaN}', b"null"]
)
def test_what_is_no_patch_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.aifpatch"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match="not_a_patch"):
        read_patch(path, SCHEMA)


def test_a_file_too_large_for_a_patch_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.aifpatch"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(ExchangeError, match="patch_too_large"):
        read_patch(path, SCHEMA)


def test_a_workspace_takes_a_patch_and_a_copy_alike(copies: tuple[Copy, Copy]) -> None:
    anna, ben = copies
    ben.edit(BIGGER)
    patch = ben.send()
    update = anna.opened.merge(anna.opened.preview_merge(patch), {})
    assert update.plan.get(Measure, "m-system").accelerators == 2_000
    saved = ben.path.with_name("again.aifp")
    ben.opened.save_copy(saved)
    assert anna.opened.preview_merge(saved).is_empty


def test_nothing_edited_is_nothing_to_send(copies: tuple[Copy, Copy]) -> None:
    with pytest.raises(ExchangeError, match="nothing_to_send"):
        copies[0].send()


def test_an_unknown_signature_never_holds() -> None:
    patch = Patch(plan="p", base="", content="", seen=(), author="a", made="", log=Log())
    assert not patch.is_signed_well
