"""Open the newest published version from Python.

The fixed name `published/tributary.duckdb` links to the current version. DuckDB keeps one database for each path and
process, so a process that never closes its last connection to the fixed name continues to see the version it opened
first. Opened by the resolved path, every version is a separate database.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from sqlalchemy import Engine


def open_newest(published_file: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the version that is current now; it keeps that version until it is closed.

    Raises FileNotFoundError when nothing is published.
    """
    return duckdb.connect(str(Path(published_file).resolve(strict=True)), read_only=True)


def newest_engine(published_file: Path) -> Engine:
    """A SQLAlchemy engine of which every connection is read-only and opens the version that is current at that time.

    Connections are not pooled, because a pooled connection would keep its version.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"duckdb:///{published_file}", poolclass=NullPool, connect_args={"read_only": True})

    @event.listens_for(engine, "do_connect")
    def lead_to_newest(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        parameters["database"] = str(Path(published_file).resolve(strict=True))

    return engine
