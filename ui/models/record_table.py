# SPDX-License-Identifier: EUPL-1.2
"""The one table model: any kind of record, its columns from the declaration.

Sorting, filtering and grouping keep an order array of our own; Qt's proxy takes seconds where this
takes milliseconds (100 000 rows: 14.5 s against 16 ms, measured).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.search import folded, holding
from planner.sentences import cell_text
from planner.text import _, fixed, labelled, number, percent, plain_number, unit_label
from ui.models.record_groups import Group, adds_up, groupable, groups_of, rank
from ui.widgets.group_words import HEADING, group_words, sum_words

Index = QModelIndex | QPersistentModelIndex
Detail = Callable[[str, str, str], str]
Marker = Callable[[str, str, str], str]
_NO_PARENT = QModelIndex()
_NUMERIC = frozenset({Type.NUMBER, Type.INTEGER, Type.MONTH})
_MONEY = frozenset({"MEUR", "MEUR/year"})
_MOST_DIGITS = 2  # what has more, such as the cost of one accelerator, shows them alone
_ROWS_LOOKED_AT = 1_000  # a column of many thousand amounts is not read for each edit


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.BackgroundRole,
        HEADING,
    }
)  # a view asks for ten, of every cell it measures


class RecordTable(QAbstractTableModel):
    """Rows are records, columns their fields. `edited` asks for a change and makes none."""

    edited = Signal(str, str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._kind: Kind | None = None
        self._fields: tuple[Field, ...] = ()
        self._rows: Mapping[str, Record] = {}
        self._names: Mapping[str, Mapping[str, str]] = {}
        self._digits: dict[str, int] = {}
        self._order: list[str] = []
        self._filter = ""
        self._grouping = ""
        self._groups: dict[str, Group] = {}
        self._sums: dict[tuple[str, int], str] = {}
        self._heading_colour = QColor()
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
        self._digits = {}
        if kind is self._kind:
            self._rows, self._names = rows, names
            self._reorder()
            return
        self.beginResetModel()
        self._kind, self._rows, self._names = kind, rows, names
        self._fields = tuple(field for field in kind.fields if field.name != "id")
        if all(field.name != self._grouping for field in groupable(kind)):
            self._grouping = ""
        self._order = self._arranged()
        self.endResetModel()

    def set_filter(self, words: str) -> None:
        """Keep the rows in which every word occurs somewhere."""
        self._filter = words
        self._reorder()

    def group_by(self, field: str) -> None:
        """List the records under headings by a field of theirs, under none for an empty one."""
        self._grouping = field
        self._reorder()

    def grouping(self) -> str:
        """Return the field the records are listed by, empty for none."""
        return self._grouping

    def headings(self) -> Sequence[int]:
        """Return the rows that are headings, from the top."""
        return [row for row, key in enumerate(self._order) if key in self._groups]

    def words_wide(self) -> int:
        """Return how many columns of a heading are free for its words: those before a sum."""
        places = range(1, len(self._fields))
        return next((at for at in places if self._adds_up(at)), len(self._fields))

    def set_heading_colour(self, colour: QColor) -> None:
        """Set headings off with a colour of the theme."""
        self._heading_colour = colour

    def key_at(self, row: int) -> str:
        """Return the key of a row, empty for a heading."""
        key = self._order[row]
        return "" if key in self._groups else key

    def kind_name(self) -> str:
        """Return the kind of record that is shown, empty before there is one."""
        return "" if self._kind is None else self._kind.name

    def called(self, key: str, field: str) -> str:
        """Return what people call a cell: its record, as far as it is named, and its field."""
        label = next((_(one.label) for one in self._fields if one.name == field), "")
        named = next((one for one in self._fields if one.name == "name"), None)
        if named is None or key not in self._rows:
            return label
        return f"{self._words(named, self.value(key, 'name'))} · {label}"

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
        plain = field.value_type in _NUMERIC or field.value_type is Type.DATE
        return field.format(value) if plain else self._words(field, value)

    def row_of(self, key: str) -> int:
        """Return the row of a key, -1 if it is filtered out."""
        return self._order.index(key) if key in self._order else -1

    def longest_of(self, column: int, keys: Sequence[str], most: int) -> Sequence[int]:
        """Return the rows of those among some records whose words in a column are longest."""
        field = self._fields[column]
        found = {self._cell_words(key, field): key for key in keys}
        return [self.row_of(found[words]) for words in nlargest(most, found, key=len)]

    def field_at(self, column: int) -> Field:
        """Return the field of a column."""
        return self._fields[column]

    def options(self, key: str, field: Field) -> Sequence[tuple[str, str]]:
        """Return what a reference or choice of a record may be set to: codes and words."""
        if field.choices is not None:
            return [(choice.value, _(choice.label)) for choice in field.choices]
        own = key if self.kind_name() == field.target else ""
        names = self._names.get(field.target, {}).items()
        return sorted((pair for pair in names if pair[0] != own), key=lambda pair: pair[1])

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of fields."""
        return 0 if parent.isValid() else len(self._fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, or says on hover."""
        if role not in _ROLES:
            return None
        group = self._groups.get(self._order[index.row()])
        if group is not None:
            return self._told_of_group(index.column(), group, role)
        return self._told(index, role)

    def _told(self, index: Index, role: int) -> object:
        field, key = self._fields[index.column()], self._order[index.row()]
        value: Scalar = getattr(self._rows[key], field.name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell_words(key, field)
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

    def _cell_words(self, key: str, field: Field) -> str:
        words = self._words(field, getattr(self._rows[key], field.name))
        return f"{words} {self._mark(key, field)}".rstrip()

    def _told_of_group(self, column: int, group: Group, role: int) -> object:
        field = self._fields[column]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                place = (group.words, column)  # adding up many rows for every repaint would show
                if place not in self._sums:
                    self._sums[place] = self._group_words(column, group)
                return self._sums[place] or None
            case Qt.ItemDataRole.FontRole:
                heavy = QFont()
                heavy.setBold(True)
                return heavy
            case Qt.ItemDataRole.BackgroundRole:
                return self._heading_colour
            case Qt.ItemDataRole.TextAlignmentRole if field.value_type in _NUMERIC:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _:
                return True if role == HEADING else None

    def _group_words(self, column: int, group: Group) -> str:
        """Say what a group is and comes to, and in each column of numbers its sum again."""
        if column == 0:
            places = sorted(range(1, len(self._fields)), key=lambda at: rank(self._fields[at]))
            sums = (self._sum_words(at, group) for at in places)
            return group_words(group.words, len(group.keys), " · ".join(filter(None, sums)))
        return self._sum(column, group) if self._adds_up(column) else ""

    def _sum_words(self, column: int, group: Group) -> str:
        """Say what a column comes to, with its name; nothing where it is not known of any row."""
        name = self._fields[column].name
        if not self._adds_up(column):
            return ""
        if all(getattr(self._rows[key], name) is None for key in group.keys):
            return ""
        return labelled(_(self._fields[column].label), self._sum(column, group))

    def _adds_up(self, column: int) -> bool:
        return self._kind is not None and adds_up(self._kind, self._fields[column])

    def _sum(self, column: int, group: Group) -> str:
        field = self._fields[column]
        values = [getattr(self._rows[key], field.name) for key in group.keys]
        return sum_words(values, unit_label(field.unit))

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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = field.value_type in _NUMERIC
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited but the key, which is not shown, and headings."""
        if index.isValid() and not self.key_at(index.row()):
            return super().flags(index)
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
        """Return the rows in order, those of each group below a heading of their own."""
        keys = self._sorted()
        self._groups, self._sums = {}, {}
        field = next((one for one in self._fields if one.name == self._grouping), None)
        if field is None:
            return keys
        groups = groups_of(
            keys, field, lambda key: getattr(self._rows[key], field.name), self._words
        )
        self._groups = {f"\0{at}": group for at, group in enumerate(groups)}
        return [row for head, group in self._groups.items() for row in (head, *group.keys)]

    def _sorted(self) -> list[str]:
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
        if field.value_type is Type.DATE:
            return 0.0, str(value)
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

    def _amount(self, field: Field, value: float) -> str:
        return fixed(value, max(self._digits_of(field), _digits(value, field.decimals)))

    def _digits_of(self, field: Field) -> int:
        """Return how many digits all amounts of a column show, so that they can be compared."""
        if field.name not in self._digits:
            rows = islice(self._rows.values(), _ROWS_LOOKED_AT)
            values = [getattr(row, field.name) for row in rows]
            needed = (_digits(value, field.decimals) for value in values if value is not None)
            self._digits[field.name] = min(_MOST_DIGITS, max(needed, default=0))
        return self._digits[field.name]

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
            return self._amount(field, value) if field.unit in _MONEY else _quantity(field, value)
        return _(field.format(value)) if field.name == "name" else cell_text(field, value)


def _digits(value: float, most: int) -> int:
    """Return how many digits after the point a number has, as far as its field keeps them."""
    return next((digits for digits in range(most) if round(value, digits) == value), most)


def _quantity(field: Field, value: float) -> str:
    if field.unit == "share":
        return percent(value, 1)
    return str(value) if field.unit == "year" else number(value, field.decimals)
