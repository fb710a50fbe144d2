# SPDX-License-Identifier: EUPL-1.2
"""Keys for new records: UUIDv7, so that copies edited apart never collide and keys sort by age."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a fresh key."""
    return str(uuid7())
