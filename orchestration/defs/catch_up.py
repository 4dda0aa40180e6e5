"""The steps after publication that an earlier run did not finish: report and Postgres copy of the current version."""

from __future__ import annotations

import os
from contextlib import suppress

from orchestration.report.fault import NoReport, ReportFault
from orchestration.runtime.paths import Home
from orchestration.warehouse.dbt import BrokenDbtProject


class NotDone(Exception):
    """The report or the copy failed again; the text says why and what to do."""


def catch_up(home: Home) -> list[str]:
    """Write the report of the published version if it has none; bring the copy, if there is one, up to date.

    Gives a line for each thing that was done. Raises NotDone.
    """
    from orchestration.postgres.serve import DSN_VARIABLE, CannotServe
    from orchestration.report.build import write_report

    try:
        done = []
        with suppress(NoReport):
            written = write_report(home)
            done += [f"The report was missing, and is written: {written.page}"] if written.is_new else []
        dsn = os.environ.get(DSN_VARIABLE)
        if dsn:
            from orchestration.postgres.copy import copy_published, summary

            done.append(summary(copy_published(home, dsn)))
    except (ReportFault, CannotServe, BrokenDbtProject) as fault:
        raise NotDone(str(fault)) from None
    return done
