# SPDX-License-Identifier: EUPL-1.2
"""Whose key is whose, as the planner at this computer has been told: a local list, never sent.

A signature proves that the holder of a key has seen exactly this. Who that is cannot follow from
the file itself, because whoever forges an entry also writes the name into it. So the names stand
in the settings, next to the planner's own key.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from planner.domain.errors import DomainError, ExchangeError

_FILE = "trusted-keys.json"
_MOST_BYTES, _LONGEST = 1_000_000, 200


class TrustedKeys:
    """Names for public keys, in base64, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def names(self) -> Mapping[str, str]:
        """Return the name of each key. Raises `ExchangeError("keys_unreadable")`."""
        if not self._path.exists():
            return {}
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                raise ExchangeError("keys_unreadable", path=str(self._path))
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(key): str(name) for key, name in found.items()}
        except (OSError, ValueError, AttributeError, RecursionError) as error:
            raise ExchangeError("keys_unreadable", path=str(self._path)) from error

    def trust(self, key: str, name: str) -> None:
        """Note whose key it is. Raises `DomainError("name_needed")` and `ExchangeError`."""
        said = name.strip()[:_LONGEST]
        if not said:
            raise DomainError("name_needed")
        self._write({**self.names(), key: said})

    def forget(self, key: str) -> None:
        """Trust a key no longer. Raises `ExchangeError`."""
        self._write({known: name for known, name in self.names().items() if known != key})

    def _write(self, names: Mapping[str, str]) -> None:
        beside = self._path.with_name(f".{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            words = json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True)
            beside.write_text(words + "\n", encoding="utf-8")
            beside.replace(self._path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise ExchangeError("export_failed", path=str(self._path)) from error
