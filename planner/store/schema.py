# SPDX-License-Identifier: EUPL-1.2
"""The tables of a plan file, derived from the declarations of its records.

One STRICT table for each kind, and the journal. The text of every table is written here and only
here, so a file whose tables read differently was altered by another program.

References are foreign keys, deferred to the end of the transaction: a sealed edit has been checked
already, but the file should also say by itself what belongs together. Bounds of numbers and lists
of codes are not in the tables; they change more often than tables should, and every cell is
checked against its declaration when it is read.

`version_of` grows with every kind and field declared, and an older file gets what it lacks when it
is opened. Whoever alters or removes a field raises `FORMAT` and adds a migration.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from planner.domain.errors import StoreError
from planner.domain.schema import Field, Kind, Schema, Type
from planner.store.codec import Stored, pack_value

APPLICATION_ID = 0x41494650  # "AIFP" in ASCII; `file` prints it
FORMAT = 2
_FIELDS_PER_FORMAT = 100_000

_STEP = """\
CREATE TABLE "step" (
  "seq" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('do', 'undo', 'redo', 'merge')),
  "code" TEXT NOT NULL,
  "facts" TEXT NOT NULL,
  "author" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "gesture" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "scenario" TEXT NOT NULL,
  "line" TEXT NOT NULL
) STRICT"""
_STEP_OF_FORMAT_1 = """\
CREATE TABLE "step" (
  "seq" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('do', 'undo', 'redo')),
  "code" TEXT NOT NULL,
  "facts" TEXT NOT NULL,
  "author" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "gesture" TEXT NOT NULL,
  "target" TEXT NOT NULL
) STRICT"""
# A record that came or went is one row without a field: forty cells for each of ten thousand
# imported rows would take longer to write than the rows.
_CELL = """\
CREATE TABLE "cell" (
  "step_seq" INTEGER NOT NULL REFERENCES "step" ("seq") DEFERRABLE INITIALLY DEFERRED,
  "n" INTEGER NOT NULL,
  "tbl" TEXT NOT NULL,
  "row_key" TEXT NOT NULL,
  "field" TEXT,
  "old" ANY,
  "new" ANY,
  "existed" INTEGER NOT NULL CHECK ("existed" IN (0, 1)),
  "is_there" INTEGER NOT NULL CHECK ("is_there" IN (0, 1)),
  PRIMARY KEY ("step_seq", "n")
) STRICT, WITHOUT ROWID"""
_CELL_INDEX = 'CREATE INDEX "cell_by_row" ON "cell" ("row_key")'
# In our own words, so that a file reads the same whatever version of sqlite-utils made it.
_MIGRATIONS = """\
CREATE TABLE "_sqlite_migrations" (
  "id" INTEGER PRIMARY KEY,
  "migration_set" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "applied_at" TEXT NOT NULL,
  UNIQUE ("migration_set", "name")
) STRICT"""
_META = 'CREATE TABLE "meta" ("k" TEXT NOT NULL PRIMARY KEY, "v" TEXT NOT NULL) STRICT'

_SQL_TYPE: Mapping[Type, str] = {
    Type.NUMBER: "REAL",
    Type.INTEGER: "INTEGER",
    Type.FLAG: "INTEGER",
}
# What `table_sql` can write, and nothing else: neither a function nor a query fits in.
_WORD = r'"[a-z][a-z0-9_]*"'
_COLUMN = (
    rf"  {_WORD} (?:TEXT|REAL|INTEGER)(?: NOT NULL PRIMARY KEY)?"
    rf"(?: CHECK \({_WORD} IN \(0, 1\)\)"
    rf"| CHECK \(length\({_WORD}\) <= \d+\)"
    rf"| CHECK \({_WORD} GLOB '[\[\]0-9-]+'\))?"
    rf'(?: REFERENCES {_WORD} \("id"\) DEFERRABLE INITIALLY DEFERRED)?'
)
_OURS = re.compile(rf"CREATE TABLE {_WORD} \(\n{_COLUMN}(?:,\n{_COLUMN})*\n\) STRICT")

_BEFORE = "before"
_Objects = Mapping[tuple[str, str], str | None]


def version_of(schema: Schema) -> int:
    """Return the `user_version` of files with these declarations; more fields, higher version."""
    fields = sum(len(kind.fields) for kind in schema.kinds.values())
    return FORMAT * _FIELDS_PER_FORMAT + fields


def table_sql(kind: Kind) -> str:
    """Return the statement that creates the table of a kind."""
    columns = ",\n".join(f"  {_column_sql(field)}" for field in kind.fields)
    return f'CREATE TABLE "{kind.name}" (\n{columns}\n) STRICT'


def _column_sql(field: Field) -> str:
    name = f'"{field.name}"'
    parts = [name, _SQL_TYPE.get(field.value_type, "TEXT")]
    if field.value_type is Type.KEY:
        parts.append("NOT NULL PRIMARY KEY")
    if field.value_type is Type.FLAG:
        parts.append(f"CHECK ({name} IN (0, 1))")
    elif field.value_type is Type.MONTH:
        parts.append(f"CHECK ({name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]')")
    elif field.value_type is Type.DATE:
        parts.append(f"CHECK ({name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')")
    elif field.value_type in (Type.KEY, Type.TEXT, Type.REFERENCE):
        parts.append(f"CHECK (length({name}) <= {field.max_length})")
    if field.value_type is Type.REFERENCE:
        parts.append(f'REFERENCES "{field.target}" ("id") DEFERRABLE INITIALLY DEFERRED')
    return " ".join(parts)


def complete(db: Database, schema: Schema) -> None:
    """Make the tables that are not there yet, and stamp the header. Runs inside a transaction."""
    if not db.table(Migrations.migrations_table).exists():
        db.execute(_MIGRATIONS)
    _migrations(schema).apply(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version_of(schema)}")


def _migrations(schema: Schema) -> Migrations:
    """Return the steps that lead to the tables, those of the journal and one for each kind."""
    steps = Migrations("plan")
    steps(name="journal")(_create_journal)
    steps(name="scenario and line of a step")(_give_steps_a_scenario)
    for kind in schema.kinds.values():
        steps(name=f"table {kind.name}")(_creating(kind))
    return steps


def _create_journal(db: Database) -> None:
    for statement in (_STEP, _CELL, _CELL_INDEX, _META):
        db.execute(statement)


def _give_steps_a_scenario(db: Database) -> None:
    """Say of every step of an older file that it was made there, at the root."""
    if "scenario" in db.table("step").columns_dict:
        return
    _replace(db, "step", _STEP, {"scenario": "", "line": ""})


def _creating(kind: Kind) -> Callable[[Database], None]:
    def create(db: Database) -> None:
        db.execute(table_sql(kind))

    return create


def _objects(db: Database) -> _Objects:
    """Return everything a file declares, by type and name."""
    found = db.execute("SELECT type, name, sql FROM sqlite_master")
    return {(type_, name): sql for type_, name, sql in found}


@lru_cache(maxsize=2)
def _expected_objects(schema: Schema) -> _Objects:
    """Return everything a plan file with these declarations declares; found out once."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    try:
        db.execute(_MIGRATIONS)  # what they record declares nothing
        _create_journal(db)
        for kind in schema.kinds.values():
            db.execute(table_sql(kind))
        return _objects(db)
    finally:
        db.close()


def outgrown(db: Database, schema: Schema, *, older: bool) -> tuple[str, ...]:
    """Return the tables an older file lacks, or has with fewer columns.

    Raises `StoreError("altered")` with the names of whatever no program of ours wrote.
    """
    expected, actual = _expected_objects(schema), _objects(db)
    strange = {
        name for (type_, name), sql in actual.items() if expected.get((type_, name), "") != sql
    }
    lacking = {_table_of(name) for type_, name in expected.keys() - actual.keys()}
    growing = {name for name in strange if older and _is_ours(db, actual, schema, name)}
    wrong = (strange - growing) | (lacking - growing - (schema.kinds.keys() if older else set()))
    if wrong:
        raise StoreError("altered", names=tuple(sorted(wrong)))
    made = {step.name for step in _migrations(schema).applied(db)}
    if dropped := {kind for kind in lacking if f"table {kind}" in made}:
        raise StoreError("altered", names=tuple(sorted(dropped)))
    return tuple(name for name in ("step", *schema.kinds) if name in growing | lacking)


def _is_ours(db: Database, actual: _Objects, schema: Schema, name: str) -> bool:
    """Tell whether a table reads like an earlier declaration of it, and holds no more."""
    sql = actual.get(("table", name))
    if name == "step":
        return sql == _STEP_OF_FORMAT_1
    if name not in schema.kinds or sql is None or _OURS.fullmatch(sql) is None:
        return False
    return db.table(name).columns_dict.keys() <= {f.name for f in schema.kind(name).fields}


def _table_of(name: str) -> str:
    """Return the table of an automatic index, or the name itself."""
    return name.removeprefix("sqlite_autoindex_").removesuffix("_1")


def grow(db: Database, schema: Schema, tables: tuple[str, ...]) -> None:
    """Give an older file the tables and columns declared since; new columns take their default.

    Runs inside a transaction with foreign keys off, as SQLite asks of whoever rebuilds a table.
    """
    for name in tables:
        if name in schema.kinds and db.table(name).exists():
            _rebuild(db, schema.kind(name))
    complete(db, schema)


def _rebuild(db: Database, kind: Kind) -> None:
    held = db.table(kind.name).columns_dict
    fresh = {f.name: pack_value(f, f.default) for f in kind.fields if f.name not in held}
    _replace(db, kind.name, table_sql(kind), fresh)


def _replace(db: Database, table: str, sql: str, fresh: Mapping[str, Stored]) -> None:
    """Make a table anew by `sql` with the rows it had, and the same fresh values in each."""
    kept = list(db.table(table).columns_dict)
    # Renaming would carry the references of other tables along, so the rows step aside instead.
    db.execute(f'CREATE TEMP TABLE "{_BEFORE}" AS SELECT * FROM "{table}" ORDER BY rowid')  # noqa: S608 - names come from declarations
    db.table(table).drop()
    db.execute(sql)
    columns = ", ".join(f'"{name}"' for name in (*kept, *fresh))
    values = ", ".join((*(f'"{name}"' for name in kept), *("?" for _ in fresh)))
    db.execute(
        f'INSERT INTO "{table}" ({columns}) '  # noqa: S608 - names come from declarations
        f'SELECT {values} FROM temp."{_BEFORE}" ORDER BY rowid',
        list(fresh.values()),
    )
    db.execute(f'DROP TABLE temp."{_BEFORE}"')
