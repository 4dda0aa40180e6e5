"""The Postgres copy of a data directory. Belongs here: copying the version of the moment. Not: how (`serve`)."""

from __future__ import annotations

from orchestration.postgres.serve import Served, serve
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import ensure_manifest


def copy_of(home: Home, dsn: str, *, force: bool = False) -> Served:
    """Serve what is published in a home: the version of this moment, whatever is published meanwhile."""
    return serve(home.published_file.resolve(), ensure_manifest(home), dsn, force=force)


def in_words(served: Served) -> str:
    """What a copy came to, in one line."""
    done = "already is" if served.is_same else "is"
    rows = "" if served.is_same else f", {served.row_count:,} rows"
    return f"{served.place} {done} build {served.build_id}: {served.table_count} tables{rows}."
