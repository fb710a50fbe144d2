# SPDX-License-Identifier: EUPL-1.2
"""When not to look for garbage: while much is made that is going to stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile.

    Where a hundred thousand values are made and kept, the collector would go through all of them,
    and through the whole plan, several times, and find nothing.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
