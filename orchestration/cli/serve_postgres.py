"""`tributary serve-postgres`: update the Postgres copy to the published version."""

from __future__ import annotations

import os
from pathlib import Path

from orchestration.cli.figures import console
from orchestration.postgres.copy import copy_published, summary
from orchestration.postgres.serve import DSN_VARIABLE, CannotServe
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BrokenDbtProject


def serve_postgres(home_argument: Path | None, dsn_argument: str | None, *, force: bool) -> int:
    """Copy, and print the result; returns the exit status."""
    out, errors = console(), console(stderr=True)
    home = Home.find(home_argument)
    dsn = dsn_argument or os.environ.get(DSN_VARIABLE)
    status, fault = 1, ""
    if not dsn:
        status, fault = 2, f"No database is named. Give --dsn, or set {DSN_VARIABLE}."
    elif not home.published_file.is_file():
        status, fault = 3, f"Nothing is published in {home.published}. Run `tributary refresh` first."
    else:
        try:
            out.print(summary(copy_published(home, dsn, force=force)), markup=False, highlight=False, soft_wrap=True)
            return 0
        except (CannotServe, BrokenDbtProject) as refused:
            fault = str(refused)
    errors.print(fault, style="red", markup=False, highlight=False, soft_wrap=True)
    return status
