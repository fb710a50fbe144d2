# SPDX-License-Identifier: EUPL-1.2
"""A copy of a plan on this computer, to work on instead of one on a share, and the way back.

Beside the copy lies a note of where it came from and what was there then. As long as nobody else
has changed the plan over there, bringing the copy back is writing it over. If somebody has, their
plan is merged into the copy first; then it is safe again, because the copy knows every step.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import attrs

from planner import paths
from planner.domain.errors import StoreError
from planner.store.connection import refusing
from planner.store.copying import copy_of_open_file
from planner.store.places import Place, place_of
from planner.store.planfile import PlanFile, identity_at

_FOLDER = "working copies"
_NOTE = ".origin.json"


@attrs.frozen
class Origin:
    """Where a working copy came from: the file, its plan, and the digest of what it held."""

    path: Path
    plan: str
    digest: str | None


def unsafe_place(path: Path) -> Place | None:
    """Return why a plan is not safe to edit where it lies, `None` if nothing speaks against it."""
    return place_of(path)


def working_copy(path: Path) -> Path:
    """Return the copy of a plan to work on here; one that is there already is not made again.

    Raises `StoreError` if the plan cannot be copied.
    """
    return _taken(path, lambda target: copy_of_open_file(path, target, overwrite=True))


def working_copy_of(file: PlanFile) -> Path:
    """Return the copy to work on of a plan that is open here; otherwise as `working_copy`."""
    return _taken(file.path, lambda target: file.save_copy(target, overwrite=True))


def _taken(path: Path, copy: Callable[[Path], None]) -> Path:
    target = _place_for(path)
    if target.exists() and origin_of_copy(target) is not None:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    copy(target)
    _remember(target, Origin(path.absolute(), *identity_at(target)))
    return target


def origin_of_copy(path: Path) -> Origin | None:
    """Return where a working copy came from, `None` if it is none."""
    try:
        note = json.loads(_note_of(path).read_text("utf-8"))
        return Origin(Path(note["path"]), str(note["plan"]), note["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_unchanged(origin: Origin) -> bool:
    """Tell whether the plan over there holds what it held when it was copied.

    Raises `StoreError` if it cannot be read.
    """
    plan, digest = identity_at(origin.path)
    return digest is not None and (plan, digest) == (origin.plan, origin.digest)


def bring_back(file: PlanFile) -> Path:
    """Write a working copy over the plan it came from; return where that is.

    Raises `StoreError`: `not_a_working_copy`, `origin_moved_on` if the plan over there was changed
    meanwhile and has not been merged into the copy, or the reason of a failed write.
    """
    origin = origin_of_copy(file.path)
    if origin is None:
        raise StoreError("not_a_working_copy", path=str(file.path))
    if not is_unchanged(origin) and not _knows_all_of(file, origin.path):
        raise StoreError("origin_moved_on", path=str(origin.path), copy=str(file.path))
    file.save_copy(origin.path, overwrite=True)
    _remember(file.path, Origin(origin.path, *identity_at(origin.path)))
    return origin.path


def _knows_all_of(file: PlanFile, path: Path) -> bool:
    """Tell whether every step of the plan at a path is in the journal of this one, by a merge."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy_of_open_file(path, copy)
        with PlanFile.open(copy) as other:
            theirs = {step.id for step in other.log().steps}
            return other.plan_id == file.plan_id and theirs <= {s.id for s in file.log().steps}


def _place_for(path: Path) -> Path:
    """Return where the working copy of a plan lies: its name, and a mark of where it comes from."""
    mark = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return paths.user_data() / _FOLDER / mark / path.name


def _remember(copy: Path, origin: Origin) -> None:
    note = {"path": str(origin.path), "plan": origin.plan, "digest": origin.digest}
    with refusing(copy, otherwise="write_failed"):
        _note_of(copy).write_text(json.dumps(note, ensure_ascii=False), "utf-8")


def _note_of(copy: Path) -> Path:
    return copy.with_name(copy.name + _NOTE)
