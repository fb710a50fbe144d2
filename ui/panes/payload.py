# SPDX-License-Identifier: EUPL-1.2
"""What travels with the mouse when a measure is dragged, the same for every pane.

The catalogue packs, the map and the board unpack; anything that is not ours is not a payload.
Besides its id a payload may say `label`, `kind` and `months`, so that a pane can draw what is
held before it is there.
"""

import json

from PySide6.QtCore import QMimeData

from ui.panes.values import Payload

MIME_TYPE = "application/x-ai-factory-planner"


def pack(payload: Payload) -> QMimeData:
    """Return mime data that carries a payload."""
    mime = QMimeData()
    mime.setData(MIME_TYPE, json.dumps(dict(payload)).encode())
    return mime


def unpack(mime: QMimeData | None) -> Payload | None:
    """Return the payload of a drag, or None when it came from elsewhere or cannot be read."""
    if mime is None or not mime.hasFormat(MIME_TYPE):
        return None
    try:
        found = json.loads(bytes(mime.data(MIME_TYPE).data()))
    except ValueError:
        return None
    if not isinstance(found, dict) or not ({"template", "measure"} & found.keys()):
        return None
    return {str(name): str(value) for name, value in found.items()}
