"""Copy the current version of a data directory to Postgres."""

from __future__ import annotations

from orchestration.postgres.serve import Served, serve
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest


def copy_published(home: Home, dsn: str, *, force: bool = False) -> Served:
    """Copy the version that is current now, also when another one is published meanwhile."""
    return serve(home.published_file.resolve(), ensure_manifest(home), dsn, force=force)


def summary(served: Served) -> str:
    """The result of a copy, in one line."""
    done = "already is" if served.is_same else "is"
    rows = "" if served.is_same else f", {served.row_count:,} rows"
    return f"{served.place} {done} build {served.build_id}: {served.table_count} tables{rows}."
