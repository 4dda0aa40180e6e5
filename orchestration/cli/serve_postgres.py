"""`tributary serve-postgres`: bring the Postgres copy up to date with what is published."""

from __future__ import annotations

import os
from pathlib import Path

from orchestration.cli.figures import console
from orchestration.dbt import BrokenDbtProject, ensure_manifest
from orchestration.home import Home
from orchestration.postgres.serve import DSN_VARIABLE, CannotServe, Served, serve


def serve_postgres(told_home: Path | None, told_dsn: str | None, *, force: bool) -> int:
    """Copy, and say what was copied; 0, or the exit status of a fault."""
    out, errors = console(), console(stderr=True)
    home = Home.find(told_home)
    dsn = told_dsn or os.environ.get(DSN_VARIABLE)
    status, fault = 1, ""
    if not dsn:
        status, fault = 2, f"No database is named. Give --dsn, or set {DSN_VARIABLE}."
    elif not home.published_file.is_file():
        status, fault = 3, f"Nothing is published in {home.published}. Run `tributary refresh` first."
    else:
        try:
            out.print(in_words(copy_of(home, dsn, force=force)), markup=False, highlight=False, soft_wrap=True)
            return 0
        except (CannotServe, BrokenDbtProject) as refused:
            fault = str(refused)
    errors.print(fault, style="red", markup=False, highlight=False, soft_wrap=True)
    return status


def copy_of(home: Home, dsn: str, *, force: bool = False) -> Served:
    """Serve what is published in a home: the version of this moment, whatever is published meanwhile."""
    return serve(home.published_file.resolve(), ensure_manifest(home), dsn, force=force)


def in_words(served: Served) -> str:
    """What a copy came to, in one line."""
    done = "already is" if served.is_same else "is"
    rows = "" if served.is_same else f", {served.row_count:,} rows"
    return f"{served.place} {done} build {served.build_id}: {served.table_count} tables{rows}."
