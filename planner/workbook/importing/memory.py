# SPDX-License-Identifier: EUPL-1.2
"""How the columns of a table were read the last time one with the same headers came.

A small file among the user's settings. It is a convenience: one that is missing, damaged or may not
be written changes nothing but what is proposed.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner import paths
from planner.domain.errors import ExchangeError
from planner.intake import Report
from planner.workbook.files import write_atomically
from planner.workbook.importing.matching import Remembered, fingerprint
from planner.workbook.importing.vocabulary import plain

_FILE = "imported-columns.json"
_MOST = 200


def recall(mark: str) -> Remembered | None:
    """Return how a table with this fingerprint was read, `None` if it was never seen."""
    found = _kept().get(mark)
    if not isinstance(found, dict):
        return None
    return Remembered(
        kind=str(found.get("kind", "")),
        fields=_words(found.get("fields")),
        units=_words(found.get("units")),
    )


def remember(report: Report) -> None:
    """Keep how the columns of a table were read."""
    headers = {column.index: plain(column.header) for column in report.table.columns}
    kept = _kept()
    mark = fingerprint(report.table.columns)
    kept.pop(mark, None)
    kept[mark] = {
        "kind": report.kind,
        "fields": {headers[match.column]: match.field for match in report.matches},
        "units": {headers[c]: unit for c, unit in report.choices.units.items() if c in headers},
    }
    latest = dict(list(kept.items())[-_MOST:])
    text = json.dumps(latest, ensure_ascii=False, indent=1) + "\n"
    try:
        write_atomically(_path(), lambda target: _write(target, text))
    except ExchangeError:  # a full disk must not undo an import that is made
        return


def _path() -> Path:
    return paths.user_config() / _FILE


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8", newline="\n")


def _kept() -> dict[str, Any]:
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _words(kept: object) -> Mapping[str, str]:
    if not isinstance(kept, dict):
        return {}
    return {str(name): str(value) for name, value in kept.items()}
