# SPDX-License-Identifier: EUPL-1.2
"""The open plan as the window sees it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from planner.session import Session

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace


@frozen(kw_only=True)
class Document:
    """The session of a plan, its file's name, and how to copy and export it.

    `is_unsafe` says that it lies on a share or in a synchronised folder, `is_working_copy` that it
    is a copy of one that does. `workspace` is the open file, `None` for a plan that has none.
    """

    session: Session
    path: Path
    read_only: bool
    save_copy: Callable[[Path], None]
    export: Callable[[Path], None]
    is_unsafe: bool = False
    is_working_copy: bool = False
    workspace: "Workspace | None" = None
