# SPDX-License-Identifier: EUPL-1.2
"""Which number a cell shows, for whoever asks where it comes from.

A list keeps it in the role `ASKED` of the cell, a card beside its words. What it means is known
to whoever filled the list; widgets hand it back.
"""

from attrs import frozen
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTreeWidgetItem

ASKED = Qt.ItemDataRole.UserRole + 20


@frozen
class Asked:
    """A number by the record it belongs to and its code.

    `computed` says that the figure of that name is meant, not the field. `month` is the month it
    is of, where that is not the one on screen.
    """

    kind: str
    key: str
    code: str
    computed: bool = False
    month: int | None = None


def put_asked(item: QTreeWidgetItem, numbers: "tuple[Asked | None, ...]") -> None:
    """Keep the numbers of a row, one for each column."""
    for column, number in enumerate(numbers):
        item.setData(column, ASKED, number)


def asked_at(index: QModelIndex | QPersistentModelIndex) -> Asked | None:
    """Return the number in a cell; in a cell of words the first number of its row."""
    if not index.isValid():
        return None
    columns = range(index.model().columnCount(index.parent()))
    row = [index.sibling(index.row(), column).data(ASKED) for column in columns]
    found = [row[index.column()], *row]
    return next((number for number in found if isinstance(number, Asked)), None)
