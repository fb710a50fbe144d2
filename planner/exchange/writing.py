# SPDX-License-Identifier: EUPL-1.2
"""How a patch is written down, and read back with suspicion.

Nothing in a patch is executed, and nothing is believed: its size, depth and shape are checked, the
digest is computed again, and every value goes through the declaration of its field.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import attrs

from planner.domain.changes import Cell
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.fingerprint import digest_of
from planner.domain.history import Log, Step, StepKind
from planner.domain.months import format_month, parse_month
from planner.domain.records.infrastructure import Status
from planner.domain.schema import Field, Kind, Scalar, Schema, Type
from planner.exchange.keys import Signature, Signer
from planner.exchange.patch import Patch

FORMAT, VERSION = "AI Factory Planner patch", 1
MOST_BYTES, MOST_STEPS, DEEPEST = 16_000_000, 50_000, 12
_HEAD = ("plan", "base", "content", "seen", "author", "made", "note")
_OPTIONAL = ("source", "reason", "gesture", "target", "scenario", "line")
_NUMBERS = frozenset({"month", "months", "size", "count"})
_STEPS = frozenset({"head", "seen", "lines", "again"})
Plain = dict[str, Any]


def sealed(patch: Patch, schema: Schema, signer: Signer | None = None) -> Patch:
    """Return a patch with its digest, and with a signature if there is somebody to sign."""
    digest = digest_of(_body(patch, schema))
    signature = None if signer is None else signer.sign(digest)
    return attrs.evolve(patch, digest=digest, signature=signature)


def patch_text(patch: Patch, schema: Schema) -> str:
    """Write a patch as text, one step on a line."""
    body = _body(patch, schema)
    steps = ",\n".join(f"  {_compact(step)}" for step in body.pop("steps"))
    head = [f'"{name}": {_compact(value)}' for name, value in body.items()]
    foot = [f'"digest": {_compact(patch.digest)}']
    if patch.signature is not None:
        foot.append(f'"signature": {_compact(attrs.asdict(patch.signature))}')
    parts = [*head, f'"steps": [\n{steps}\n]', *foot]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_patch(patch: Patch, schema: Schema, path: Path) -> None:
    """Write a patch into a new file. Raises `ExchangeError`; a file that was there stays."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(patch_text(patch, schema))
    except FileExistsError:
        raise ExchangeError("already_exists", path=str(path)) from None
    except OSError as error:
        raise ExchangeError("export_failed", path=str(path)) from error


def sign_file(path: Path, schema: Schema, signer: Signer) -> Patch:
    """Put a signature under a patch in a file. Raises `ExchangeError`; then it is as it was."""
    signed = sealed(read_patch(path, schema), schema, signer)
    beside = path.with_name(f".{path.name}.signing")
    try:
        beside.write_text(patch_text(signed, schema), encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExchangeError("export_failed", path=str(path)) from error
    return signed


def read_patch(path: Path, schema: Schema) -> Patch:
    """Read a patch from a file.

    Raises `ExchangeError`: `unreadable`, `not_a_patch`, `patch_too_large`, `patch_newer`,
    `patch_altered` if the digest does not fit, or `patch_unsound`.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeError("patch_too_large", path=str(path))
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ExchangeError("unreadable", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise ExchangeError("not_a_patch", path=str(path)) from error
    return parse_patch(text, schema, path=str(path))


def parse_patch(text: str, schema: Schema, *, path: str = "") -> Patch:
    """Read a patch from text that came from `path`. Raises `ExchangeError`; see `read_patch`."""
    given = _parsed(text, path)
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise ExchangeError("not_a_patch", path=path)
    if not isinstance(given.get("version"), int) or given["version"] > VERSION:
        raise ExchangeError("patch_newer", path=path)
    digest, signature = given.pop("digest", None), given.pop("signature", None)
    if digest_of(given) != digest:
        raise ExchangeError("patch_altered", path=path)
    try:
        return _patch(given, str(digest), _signature(signature), schema)
    except DomainError as error:
        if error.code in ("unknown_kind", "unknown_field"):
            raise ExchangeError("patch_newer", path=path) from error
        raise ExchangeError("patch_unsound", path=path) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExchangeError("patch_unsound", path=path) from error


def _parsed(text: str, path: str) -> Any:  # noqa: ANN401 - whatever a stranger wrote
    if _depth(text) > DEEPEST:
        raise ExchangeError("not_a_patch", path=path)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ExchangeError("not_a_patch", path=path) from error


def _depth(text: str) -> int:
    """Return how deep brackets are nested at most, counting those in texts too."""
    deepest = depth = 0
    for mark in text:
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _body(patch: Patch, schema: Schema) -> Plain:
    head = {name: _listed(getattr(patch, name)) for name in _HEAD}
    steps = [_step_out(step, patch.log.cells.get(step.id, ()), schema) for step in patch.log.steps]
    return {"format": FORMAT, "version": VERSION, **head, "steps": steps}


def _step_out(step: Step, cells: Iterable[Cell], schema: Schema) -> Plain:
    out: Plain = {
        "id": step.id,
        "kind": str(step.kind.value),
        "code": step.code,
        "facts": {name: _listed(value) for name, value in step.facts.items()},
        "author": step.author,
        "at": step.at,
    }
    out.update({name: value for name in _OPTIONAL if (value := getattr(step, name))})
    written = list(_cells_out(cells, schema))
    return {**out, "cells": written} if written else out


def _cells_out(cells: Iterable[Cell], schema: Schema) -> Iterator[list[Any]]:
    """Yield cells: a value before and after, or a whole record on the side where it was."""
    whole: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        if cell.existed and cell.exists:
            field = schema.kind(cell.table).field(cell.field)
            sides = [_value_out(field, cell.old), _value_out(field, cell.new)]
            yield [cell.table, cell.key, cell.field, *sides]
        else:
            whole.setdefault((cell.table, cell.key), []).append(cell)
    for (table, key), parts in whole.items():
        kind = schema.kind(table)
        yield [table, key, *(_record_out(kind, parts, new=new) for new in (False, True))]


def _record_out(kind: Kind, cells: Iterable[Cell], *, new: bool) -> Plain | None:
    held: Plain = {}
    for cell in cells:
        if not (cell.exists if new else cell.existed):
            return None
        field, value = kind.field(cell.field), cell.new if new else cell.old
        if value != field.default and cell.field != "id":
            held[cell.field] = _value_out(field, value)
    return held


def _value_out(field: Field, value: Scalar) -> object:
    if field.value_type is Type.MONTH and isinstance(value, int):
        return format_month(value)
    return _listed(value)


def _listed(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_listed(part) for part in value]
    return str(value) if isinstance(value, str) else value


def _patch(given: Plain, digest: str, signature: Signature | None, schema: Schema) -> Patch:
    if len(given["steps"]) > MOST_STEPS or not given["steps"]:
        raise ValueError(len(given["steps"]))
    head = {name: _text(given[name]) for name in _HEAD if name != "seen"}
    steps, cells = [], {}
    for one in given["steps"]:
        step = _step_in(one)
        steps.append(step)
        cells[step.id] = tuple(_cells_in(one.get("cells", ()), schema))
    if len(cells) != len(steps):
        raise ValueError("same step twice")
    seen = tuple(_text(step) for step in given["seen"])
    log = Log(tuple(steps), cells)
    return Patch(**head, seen=seen, log=log, digest=digest, signature=signature)


def _signature(given: Any) -> Signature | None:  # noqa: ANN401 - whatever a stranger wrote
    if given is None:
        return None
    if not isinstance(given, dict):
        raise TypeError(given)
    return Signature(str(given.get("key", "")), str(given.get("value", "")))


def _step_in(given: Plain) -> Step:
    return Step(
        id=_text(given["id"]),
        kind=StepKind(given["kind"]),
        code=_text(given["code"]),
        facts=_facts_in(given["facts"]),
        author=_text(given["author"]),
        at=_text(given["at"]),
        **{name: _text(given[name]) for name in _OPTIONAL if name in given},
    )


def _facts_in(given: Plain) -> Mapping[str, Any]:
    """Read the facts of a step; those that are read as more than words must be of their type."""
    facts: Plain = {_text(name): _frozen(value) for name, value in given.items()}
    for name in _NUMBERS & facts.keys():
        if isinstance(facts[name], bool) or not isinstance(facts[name], int | float):
            raise TypeError(name)
    if "status" in facts:
        Status(_text(facts["status"]))
    if "key" in facts:
        _text(facts["kind"])
    for cell in facts.get("decided", ()):
        table, key, field, _value = cell
        _text(table + key + field)
    for name in _STEPS & facts.keys():
        _text("".join(facts[name]))
    return facts


def _cells_in(given: Iterable[list[Any]], schema: Schema) -> Iterator[Cell]:
    for table, key, *rest in given:
        kind = schema.kind(_text(table))
        if len(rest) == 2:
            yield from _record_in(kind, _text(key), *rest)
        else:
            name, old, new = rest
            field = kind.field(_text(name))
            yield Cell(kind.name, _text(key), name, _value_in(field, old), _value_in(field, new))


def _record_in(kind: Kind, key: str, old: Plain | None, new: Plain | None) -> Iterator[Cell]:
    before, after = (_values_in(kind, key, side) for side in (old, new))
    if new is not None:
        kind.build(after)
    for field in kind.fields:
        sides = before.get(field.name), after.get(field.name)
        yield Cell(kind.name, key, field.name, *sides, old is not None, new is not None)


def _values_in(kind: Kind, key: str, given: Plain | None) -> Mapping[str, Scalar]:
    if given is None:
        return {}
    for name in given:
        kind.field(name)
    values = {f.name: _value_in(f, given[f.name]) for f in kind.fields if f.name in given}
    return {**{f.name: f.default for f in kind.fields}, **values, "id": key}


def _value_in(field: Field, value: object) -> Scalar:
    if field.value_type is Type.MONTH and value is not None:
        return field.check(parse_month(_text(value)))
    return field.check(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
