"""The SQLAlchemy dialect through which Great Expectations uses a DuckDB database that is already open.

With the dialects of `duckdb-sqlalchemy` and `duckdb-engine`, a cursor outlives its pooled connection, and most
expectations of Great Expectations 1.24 end with «list index out of range».
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import duckdb
from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.pool import Pool, StaticPool
from sqlalchemy.types import NullType

NAME: Final = "tributary_open"
#: The open DuckDB connections, by the database name in the connection string.
_OPEN: Final[dict[str, duckdb.DuckDBPyConnection]] = {}
#: The columns of tables that were described since a database was opened; Great Expectations asks three times for each.
_COLUMNS: Final[dict[str, list[str]]] = {}


class OpenDuckDBDialect(Dialect):
    """duckdb-sqlalchemy's dialect, connecting to a DuckDB database that is already open.

    Transactions are ignored: a result is used after its transaction ended, and nothing is written. Statements are not
    cached. Of a table only the names of its columns are read: their types and keys take 25 milliseconds a table, and
    are checked by a query.
    """

    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: object) -> type[Pool]:
        """One connection for all expectations."""
        del url
        return StaticPool

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """A new connection to the open DuckDB."""
        return ConnectionWrapper(_OPEN[parameters["database"]].cursor())

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> list[Any]:
        """The columns of a table, in its order."""
        query = f'select column_name from (describe "{schema}"."{table_name}")'  # noqa: S608 - our own names
        if query not in _COLUMNS:
            _COLUMNS[query] = [name for (name,) in connection.exec_driver_sql(query).fetchall()]
        unknown = {"type": NullType(), "nullable": True, "default": None, "autoincrement": False, "comment": None}
        return [{"name": name, **unknown} for name in _COLUMNS[query]]

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:
        """No key: the tables have none."""
        return {"constrained_columns": [], "name": None}

    def do_begin(self, *_: Any) -> None:
        """Nothing to begin."""

    def do_commit(self, *_: Any) -> None:
        """Nothing to commit."""

    def do_rollback(self, *_: Any) -> None:
        """Nothing to roll back."""


registry.register(NAME, __name__, OpenDuckDBDialect.__name__)


@contextmanager
def opened(name: str, place: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let `tributary_open:///name` be this database."""
    _OPEN[name] = place
    _COLUMNS.clear()
    try:
        yield
    finally:
        del _OPEN[name]
