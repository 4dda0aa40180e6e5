"""Update the Postgres copy in one transaction, so that readers see either the old or the new version.

Connects, copies, and keeps a record of the copy (schema `tributary`). Table definitions are in `tables`.

Tables with unchanged definitions are emptied with DELETE and filled again. TRUNCATE, or swapping in new tables, would
show empty tables to a transaction that began before; deleted rows stay visible to it. DELETE also keeps what readers
created: views, grants, indexes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from orchestration.postgres.tables import ServedTable, served_tables

if TYPE_CHECKING:
    import psycopg

#: Environment variable that names the copy; a refresh brings it up to date when it is set.
DSN_VARIABLE: Final = "TRIBUTARY_POSTGRES_DSN"
#: Any two copies into one database wait for each other by this number.
LOCK: Final = 7_420_815
ROWS_AT_A_TIME: Final = 2_000
SECONDS_TO_CONNECT: Final = 10

RECORDS: Final = """
    create schema if not exists tributary;
    comment on schema tributary is 'What is known of the copy of Tributary''s marts in this database';
    create table if not exists tributary.served (table_name text primary key, definition text not null);
    comment on table tributary.served is 'Tables that Tributary made here; it touches no others';
    create table if not exists tributary.version (build_id text not null, served_at timestamptz not null);
    comment on table tributary.version is 'The published build that every mart here belongs to'
"""


class CannotServe(Exception):
    """The copy was not updated and is unchanged; the text has the reason and the remedy, without a password."""


@dataclass(frozen=True)
class Served:
    """The result of a copy."""

    #: The database, as user@host:port/database.
    place: str
    build_id: str
    table_count: int
    row_count: int
    #: Nothing was copied, because the copy is this build already.
    is_same: bool


def serve(published: Path, manifest: Path, dsn: str, *, force: bool = False) -> Served:
    """Make the Postgres database at `dsn` a copy of the published file: tables, keys, references and comments.

    Does nothing when it is up to date, unless forced. Raises CannotServe; the database is then unchanged.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise CannotServe(
            "The Postgres copy needs psycopg, which is not installed. Run `make postgres` once, or install"
            " `psycopg[binary]` in this environment."
        ) from None
    try:
        parameters: dict[str, Any] = {name: value for name, value in conninfo_to_dict(dsn).items() if value is not None}
    except psycopg.ProgrammingError:  # its message may contain the password
        raise CannotServe(
            "The Postgres DSN cannot be read. Write postgresql://user:password@host:5432/database, special characters"
            " of the password as %XX, or host=… dbname=… user=…"
        ) from None
    place = _place(parameters)
    try:
        with psycopg.connect(dsn, connect_timeout=SECONDS_TO_CONNECT, options="-c timezone=UTC") as connection:
            tables = served_tables(published, manifest, connection.info.server_version)
            return _serve(connection, published, tables, place, force=force)
    except psycopg.Error as fault:
        said = " ".join(str(fault).split())
        if parameters.get("password"):
            said = said.replace(str(parameters["password"]), "***")
        raise CannotServe(f"{place}: {said.rstrip('.')}. {_remedy(fault)} The copy is unchanged.") from None


def _serve(
    connection: psycopg.Connection[Any], published: Path, tables: list[ServedTable], place: str, *, force: bool
) -> Served:
    """The one transaction; `connection` commits it when its block ends, or rolls back."""
    with connection.cursor() as cursor, duckdb.connect(str(published), read_only=True) as con:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(RECORDS)
        found = con.execute("select build_id from ops.refresh where is_current").fetchone()
        build_id = str(found[0]) if found else ""
        made = dict(cursor.execute("select table_name, definition from tributary.served").fetchall())
        served_before = cursor.execute("select build_id from tributary.version").fetchone()
        there = _existing(cursor, [*(table.full_name for table in tables), *made])
        is_unchanged = there.issuperset(made) and made == {table.full_name: table.definition for table in tables}
        is_same = is_unchanged and not force and served_before == (build_id,)
        rows = 0
        if not is_same:
            if is_unchanged:
                for table in tables:
                    _execute(cursor, f"delete from {_quoted(table.full_name)}")  # noqa: S608 - a name of the catalog
            else:
                _make_anew(cursor, tables, set(made), there)
            rows = sum(_fill(cursor, con, table) for table in tables)
            cursor.execute("delete from tributary.version")
            cursor.execute("insert into tributary.version values (%s, clock_timestamp())", [build_id])
    return Served(place, build_id, len(tables), rows, is_same)


def _existing(cursor: psycopg.Cursor[Any], names: list[str]) -> set[str]:
    """Which of these tables (or views) exist."""
    found = cursor.execute(
        "select n.nspname || '.' || c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
        " where n.nspname || '.' || c.relname = any(%s)",
        [names],
    ).fetchall()
    return {str(name) for (name,) in found}


def _make_anew(cursor: psycopg.Cursor[Any], tables: list[ServedTable], made: set[str], there: set[str]) -> None:
    """Drop every table that we created, and create all again, because they refer to each other."""
    foreign = sorted({table.full_name for table in tables} & there - made)
    if foreign:
        raise CannotServe(
            f"The database holds {', '.join(foreign)}, which Tributary did not make. Name another database, or rename"
            " what is there. Nothing was changed."
        )
    if made & there:
        _execute(cursor, f"drop table {', '.join(_quoted(name) for name in sorted(made & there))}")
    cursor.execute("delete from tributary.served")
    for schema in sorted({table.schema for table in tables}):
        _execute(cursor, f'create schema if not exists "{schema}"')
    for table in tables:
        for statement in table.creation:
            _execute(cursor, statement)
    for table in tables:
        for statement in table.references:
            _execute(cursor, statement)
        cursor.execute("insert into tributary.served values (%s, %s)", [table.full_name, table.definition])


def _fill(cursor: psycopg.Cursor[Any], con: duckdb.DuckDBPyConnection, table: ServedTable) -> int:
    """Copy a mart's rows; returns how many."""
    names = ", ".join(f'"{column}"' for column in table.columns)
    count = 0
    asked = con.execute(f"select {names} from {table.full_name}")  # noqa: S608 - names of the catalog
    with cursor.copy(f"copy {_quoted(table.full_name)} ({names}) from stdin".encode()) as copy:
        while rows := asked.fetchmany(ROWS_AT_A_TIME):
            for row in rows:
                copy.write_row(row)
            count += len(rows)
    return count


def _execute(cursor: psycopg.Cursor[Any], statement: str) -> None:
    """Run SQL that is built from our own names and literals; DDL takes no parameters."""
    cursor.execute(statement.encode())


def _quoted(full_name: str) -> str:
    schema, table = full_name.split(".")
    return f'"{schema}"."{table}"'


def _place(parameters: dict[str, Any]) -> str:
    """The database of a DSN, without the password."""
    user = f"{parameters['user']}@" if parameters.get("user") else ""
    server = f"{parameters.get('host', 'localhost')}:{parameters.get('port', 5432)}"
    return f"Postgres at {user}{server}/{parameters.get('dbname', '')}"


def _remedy(fault: psycopg.Error) -> str:
    """The remedy, by SQLSTATE."""
    match fault.sqlstate:
        case None:
            return "Check that the server runs there, and that user and password are correct."
        case "42501":
            return "Let the user create schemas there: grant create on database … to …"
        case "2BP01":
            return "Columns changed, and a view of your own uses the table: drop it, serve again, then create it again."
        case _:
            return "Fix that and serve again."
