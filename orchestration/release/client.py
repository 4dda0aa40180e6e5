"""Reading what is published from Python, always the newest version. Belongs here: how to open it. Not: what is asked.

The fixed name `published/tributary.duckdb` leads to the version of the moment. DuckDB keeps one database for each path
and process, so a process that never closes its last connection to the fixed name goes on seeing the version it first
opened. Opened by the path that the name leads to, every version is a database of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from sqlalchemy import Engine


def open_newest(published_file: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the version that is published now; it keeps that version until it is closed.

    Raises FileNotFoundError when nothing is published.
    """
    return duckdb.connect(str(Path(published_file).resolve(strict=True)), read_only=True)


def newest_engine(published_file: Path) -> Engine:
    """A SQLAlchemy engine of which every connection is read-only and opens the version that is published then.

    Nothing is pooled: a connection that is kept keeps its version.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"duckdb:///{published_file}", poolclass=NullPool, connect_args={"read_only": True})

    @event.listens_for(engine, "do_connect")
    def lead_to_newest(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        parameters["database"] = str(Path(published_file).resolve(strict=True))

    return engine
