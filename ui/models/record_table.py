# SPDX-License-Identifier: EUPL-1.2
"""The one table model: any kind of record, its columns from the declaration.

Sorting and filtering keep an order array of our own; Qt's proxy takes seconds where this takes
milliseconds (100 000 rows: 14.5 s against 16 ms, measured).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.search import folded, holding
from planner.text import _, number, percent, plain_number, unit_label

Index = QModelIndex | QPersistentModelIndex
Detail = Callable[[str, str, str], str]
Marker = Callable[[str, str, str], str]
_NO_PARENT = QModelIndex()
_NUMERIC = frozenset({Type.NUMBER, Type.INTEGER, Type.MONTH})


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
    }
)  # a view asks for ten, of every cell it measures


class RecordTable(QAbstractTableModel):
    """Rows are records, columns their fields. `edited` asks for a change and makes none."""

    edited = Signal(str, str, str, object)
    rejected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._kind: Kind | None = None
        self._fields: tuple[Field, ...] = ()
        self._rows: Mapping[str, Record] = {}
        self._names: Mapping[str, Mapping[str, str]] = {}
        self._order: list[str] = []
        self._filter = ""
        self._sort = (0, Qt.SortOrder.AscendingOrder)
        self._detail: Detail = lambda _kind, _key, _field: ""
        self._marker: Marker = lambda _kind, _key, _field: ""

    def set_detail(self, detail: Detail) -> None:
        """Say what a cell's tooltip is: where the value comes from."""
        self._detail = detail

    def set_marker(self, marker: Marker) -> None:
        """Say what stands behind a value of low confidence or one that was assumed."""
        self._marker = marker

    def set_records(
        self, kind: Kind, rows: Mapping[str, Record], names: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show a kind of record; `names` gives the words for keys of other kinds."""
        if kind is self._kind:
            self._rows, self._names = rows, names
            self._reorder()
            return
        self.beginResetModel()
        self._kind, self._rows, self._names = kind, rows, names
        self._fields = tuple(field for field in kind.fields if field.name != "id")
        self._order = self._arranged()
        self.endResetModel()

    def set_filter(self, words: str) -> None:
        """Keep the rows in which every word occurs somewhere."""
        self._filter = words
        self._reorder()

    def key_at(self, row: int) -> str:
        """Return the key of a row."""
        return self._order[row]

    def value(self, key: str, field: str) -> Scalar:
        """Return the value of a cell."""
        found: Scalar = getattr(self._rows[key], field)
        return found

    def plain_rows(self, keys: Iterable[str]) -> Iterator[list[str]]:
        """Yield heads and rows as another spreadsheet reads them: plain numbers, empty unknowns."""
        heads = range(len(self._fields))
        yield [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in heads]
        for key in keys:
            yield [
                self._plain(field, getattr(self._rows[key], field.name)) for field in self._fields
            ]

    def _plain(self, field: Field, value: Scalar) -> str:
        if value is None:
            return ""
        if field.value_type is Type.NUMBER and isinstance(value, int | float):
            share = field.unit == "share"
            shown = plain_number(value * (100 if share else 1), field.decimals)
            return f"{shown} %" if share else shown
        return field.format(value) if field.value_type in _NUMERIC else self._words(field, value)

    def row_of(self, key: str) -> int:
        """Return the row of a key, -1 if it is filtered out."""
        return self._order.index(key) if key in self._order else -1

    def field_at(self, column: int) -> Field:
        """Return the field of a column."""
        return self._fields[column]

    def options(self, field: Field) -> Sequence[tuple[str, str]]:
        """Return what a reference or choice may be set to: codes and words."""
        if field.choices is not None:
            return [(choice.value, _(choice.label)) for choice in field.choices]
        return sorted(self._names.get(field.target, {}).items(), key=lambda pair: pair[1])

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self._fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, or says on hover."""
        return self._told(index, role) if role in _ROLES else None

    def _told(self, index: Index, role: int) -> object:
        field, key = self._fields[index.column()], self._order[index.row()]
        value: Scalar = getattr(self._rows[key], field.name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{self._words(field, value)} {self._mark(key, field)}".rstrip()
            case Qt.ItemDataRole.FontRole if self._mark(key, field):
                doubted = QFont()
                doubted.setItalic(True)
                return doubted
            case Qt.ItemDataRole.EditRole:
                return value
            case Qt.ItemDataRole.ToolTipRole:
                kind = self._kind.name if self._kind else ""
                return self._detail(kind, key, field.name) or None
            case Qt.ItemDataRole.TextAlignmentRole if field.value_type in _NUMERIC:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def _mark(self, key: str, field: Field) -> str:
        return self._marker(self._kind.name if self._kind else "", key, field.name)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the label of a field with its unit; on hover also what it means."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._fields):
            return None
        field = self._fields[section]
        unit = unit_label(field.unit)
        label = f"{_(field.label)} ({unit})" if unit else _(field.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{label}\n{_(field.description)}".rstrip()
        return label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited but the key, which is not shown."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; the table shows it once the plan has it."""
        kind = self._kind
        if role != Qt.ItemDataRole.EditRole or kind is None or value == index.data(role):
            return False
        self.edited.emit(
            kind.name, self.key_at(index.row()), self.field_at(index.column()).name, value
        )
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; unknown values come last either way."""
        self._sort = (column, order)
        self._reorder()

    def retranslate(self) -> None:
        """Say headers and words again in the current language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._fields) - 1))
        self._reorder()

    def _reorder(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self._order
        self._order = self._arranged()
        moved = {key: row for row, key in enumerate(self._order)}
        for index in self.persistentIndexList():
            row = moved.get(old[index.row()], -1) if index.row() < len(old) else -1
            new = self.index(row, index.column()) if row >= 0 else QModelIndex()
            self.changePersistentIndex(index, new)
        self.layoutChanged.emit()

    def _arranged(self) -> list[str]:
        keys = self._kept()
        column, direction = self._sort
        if column >= len(self._fields):
            return sorted(keys)
        field = self._fields[column]
        known = [key for key in keys if getattr(self._rows[key], field.name) is not None]
        rest = [key for key in keys if getattr(self._rows[key], field.name) is None]
        descending = direction is Qt.SortOrder.DescendingOrder
        return sorted(known, key=lambda key: self._sort_key(field, key), reverse=descending) + rest

    def _sort_key(self, field: Field, key: str) -> tuple[float, str]:
        value = getattr(self._rows[key], field.name)
        if field.value_type in _NUMERIC:
            return float(value), key
        return 0.0, folded(self._words(field, value))

    def _kept(self) -> list[str]:
        """Return the rows whose cells hold the words of the filter."""
        if not self._filter.strip():
            return list(self._rows)
        holds = holding(self._filter)
        return [key for key, row in self._rows.items() if holds(self._said(row))]

    def _said(self, row: Record) -> str:
        values = ((field, getattr(row, field.name)) for field in self._fields)
        return " ".join(self._words(field, value) for field, value in values if value is not None)

    def _words(self, field: Field, value: Scalar) -> str:
        if value is None:
            return "–"
        if field.choices is not None:
            return _(field.choices(str(value)).label)
        if field.value_type is Type.REFERENCE:
            return self._names.get(field.target, {}).get(str(value), str(value))
        if field.value_type is Type.FLAG:
            return _("yes") if value else _("no")
        if isinstance(value, int | float) and field.value_type is not Type.MONTH:
            return _quantity(field, value)
        return _(field.format(value)) if field.name == "name" else field.format(value)


def _quantity(field: Field, value: float) -> str:
    if field.unit == "share":
        return percent(value, 1)
    return str(value) if field.unit == "year" else number(value, field.decimals)
