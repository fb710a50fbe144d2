# SPDX-License-Identifier: EUPL-1.2
"""A short text that stands for everything in a plan: two plans share it if they hold the same.

Scenarios, named versions and approvals are no content: they speak about it. A value that is its
default is left out, so that a field declared by a later version changes nothing until it is used.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from planner.domain.plan import Plan
from planner.domain.records.scenarios import SHARED
from planner.domain.schema import Record, Scalar


def content_digest(plan: Plan) -> str:
    """Return the SHA-256 of all records of a plan, as hexadecimal digits."""
    digest = hashlib.sha256()
    for line in _lines(plan):
        digest.update(line.encode())
    return digest.hexdigest()


def digest_of(value: object) -> str:
    """Return the SHA-256 of plain values in their one canonical form of JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """Write plain values one way only: keys sorted, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _lines(plan: Plan) -> Iterator[str]:
    for table in sorted(plan.tables.keys() - SHARED):
        for key in sorted(plan.table(table)):
            yield canonical([table, _values(plan.table(table)[key])])


def _values(record: Record) -> Mapping[str, Any]:
    held = ((field, getattr(record, field.name)) for field in record.KIND.fields)
    return {field.name: _plain(value) for field, value in held if value != field.default}


def _plain(value: Scalar) -> object:
    return list(value) if isinstance(value, tuple) else value
