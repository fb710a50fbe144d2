# SPDX-License-Identifier: EUPL-1.2
"""The open plan as the window sees it."""

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from planner.session import Session


@frozen(kw_only=True)
class Document:
    """The session of a plan, its file's name, and how to copy and export it."""

    session: Session
    path: Path
    read_only: bool
    save_copy: Callable[[Path], None]
    export: Callable[[Path], None]
