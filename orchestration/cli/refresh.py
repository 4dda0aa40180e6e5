"""`tributary refresh`: check whether anything is new, run Dagster's job `refresh` with progress, print the figures.

Contains the order of these steps, their output, and the exit status.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import duckdb
import polars as pl
from filelock import Timeout
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from orchestration.cli.figures import console, headline_table, supply_table
from orchestration.cli.left_out import print_landed_without, print_left_out
from orchestration.cli.origin import named_origin
from orchestration.defs.catch_up import NotDone, catch_up
from orchestration.release.publish import read_manifest
from orchestration.release.recovery import RefreshLock, remove_builds
from orchestration.release.run_state import NOT_FOLLOWED_UP, NOT_PUBLISHED, reason_for_no_build, record_check
from orchestration.runtime.disk import disk_fault
from orchestration.runtime.paths import REFERENCE, SNAPSHOT, Home
from orchestration.warehouse.dbt import BrokenDbtProject
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from orchestration.warehouse.ingest import Backfill, LeftOut, land, left_out
from sources.edgar.company_tables import LandingFaults
from sources.edgar.http.client import OriginError
from sources.edgar.snapshot import verify_snapshot
from sources.errors import BadInput
from sources.reference import ReferenceFaults, load_reference
from sources.reference.companies import registrants

PIPE_CLOSED: Final = (
    "A pipe was closed at its other end (broken pipe): what reads the output of this command has ended, or a process "
    "that it started was killed, perhaps for want of memory. Refresh again."
)
DONE, FAILED, BUSY, NOT_SERVED, LEFT_OUT = 0, 1, 4, 5, 7


def refresh(
    edgar_argument: str | None,
    home_argument: Path | None,
    *,
    force: bool,
    full: bool = False,
    backfill: Backfill | None = None,
) -> int:
    """Refresh the warehouse; the exit status (see `orchestration.cli.commands`). Raises BadInput for an empty origin.

    `full` builds every model, also without changed inputs. `backfill` selects filings that are fetched again, also when
    they are cached.
    """
    out, errors = console(), console(stderr=True)
    edgar, home = named_origin(edgar_argument), Home.find(home_argument)
    try:
        with RefreshLock(home) as lock:
            for line in lock.recovered:
                errors.print(f"An earlier run was killed: {line}.", markup=False, highlight=False, soft_wrap=True)
            return _refresh(edgar, home, out, errors, force=force or full, full=full, backfill=backfill)
    except Timeout:
        return _fail(errors, f"Another refresh is running on {home.root}. Wait for it to end.", status=BUSY)
    except (BrokenPipeError, ChildProcessError):
        return _fail(errors, PIPE_CLOSED)
    except OSError as fault:
        cannot = f"{home.root}: cannot be written ({fault.strerror or fault}). Name another place with --home."
        return _fail(errors, disk_fault(fault, home) or cannot)
    except (BadInput, LandingFaults, ReferenceFaults, OriginError, BrokenDbtProject) as fault:
        with suppress(OSError):
            record_check(home, edgar, "failed", str(fault))
        return _fail(errors, str(fault))
    except Exception as fault:
        message = disk_fault(fault, home)
        if message is None:
            raise
        return _fail(errors, message)


def _refresh(
    edgar: str, home: Home, out: Console, errors: Console, *, force: bool, full: bool, backfill: Backfill | None
) -> int:
    started = time.monotonic()
    companies = registrants(load_reference(REFERENCE))
    bar = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    landed_without: list[LeftOut] = []
    with Progress(*bar, console=errors, transient=True) as progress:
        if edgar == SNAPSHOT_WORD:
            verify_snapshot(SNAPSHOT)
        else:
            landed_without = _land(companies, edgar, home, progress, backfill)
        reason = None if force else reason_for_no_build(edgar, home, companies["cik"])
        if reason:
            progress.stop()
            record_check(home, edgar, "nothing new")
            out.print(headline_table(home.published_file), supply_table(home.published_file))
            out.print(f"{reason} ({time.monotonic() - started:.1f} s).", highlight=False, soft_wrap=True)
            out.print(_place_of_report(home), markup=False, highlight=False, soft_wrap=True)
            status = follow_up(home, out, errors)
            is_left_out = print_left_out(home, landed_without, errors, is_new_version=False)
            return LEFT_OUT if is_left_out and status == DONE else status
        before = read_manifest(home) or {}
        try:
            faults = _run_job(edgar, home, progress, full=full)
        except Exception as fault:
            message = disk_fault(fault, home)  # before space is freed
            if message is None:
                raise
            _free_space(home)
            return _fail(errors, message)
    is_published = (read_manifest(home) or {}).get("build_id") != before.get("build_id")
    if faults and not is_published:
        print_landed_without(landed_without, errors)
        disk = disk_fault(faults, home)
        if disk:
            _free_space(home)
        else:
            record_check(home, edgar, "failed", faults)
        return _fail(errors, disk or faults)
    _report(home, out, time.monotonic() - started)
    is_left_out = print_left_out(home, landed_without, errors, is_new_version=is_published)
    if faults:
        return _fail(errors, faults, NOT_SERVED, outcome_text=NOT_FOLLOWED_UP)
    return LEFT_OUT if is_left_out else DONE


def follow_up(home: Home, out: Console, errors: Console) -> int:
    """Write the report and the Postgres copy of the current version if they are missing; the exit status."""
    try:
        for line in catch_up(home):
            out.print(line, markup=False, highlight=False, soft_wrap=True)
    except NotDone as fault:
        return _fail(errors, str(fault), NOT_SERVED, outcome_text=NOT_FOLLOWED_UP)
    return DONE


def _free_space(home: Home) -> None:
    """Remove the build database that filled the disk."""
    with suppress(OSError):
        remove_builds(home)


def _land(
    companies: pl.DataFrame, edgar: str, home: Home, progress: Progress, backfill: Backfill | None
) -> list[LeftOut]:
    """Fetch every company's filings into the raw store; what was left out."""
    logging.getLogger("sources.edgar.landing").setLevel(logging.ERROR)  # what it warns of is printed at the end
    task = progress.add_task("landing", total=None)

    def show(ticker: str, done: int, total: int) -> None:
        progress.update(task, description=f"landing {ticker}", completed=done, total=total)

    land(companies, edgar, home, show, backfill)
    progress.remove_task(task)
    return left_out(home)


def _run_job(edgar: str, home: Home, progress: Progress, *, full: bool) -> str:
    """Run the job on all companies; the failures, one line each, or an empty text."""
    task = progress.add_task("loading definitions", total=None)
    from orchestration.defs.jobs import run_refresh

    def show(step: str, done: int, total: int) -> None:
        progress.update(task, description=step, completed=done, total=total)

    return run_refresh(edgar, home, show, is_full=full)


def _report(home: Home, out: Console, seconds: float) -> None:
    """Print the figures, the inputs that were used and skipped, the path of the file and an example query."""
    manifest = read_manifest(home) or {}
    run = manifest["runs"][-1]
    with duckdb.connect(str(home.published_file), read_only=True) as con:
        used = con.sql(
            "select coverage_class, sum(fact_count)::bigint as facts, count(distinct accession) as filings"
            " from ops.coverage group by coverage_class"
        ).pl()
        (totals,) = con.execute(
            "select count(distinct cik) from ops.coverage where source_kind = 'companyfacts'"
        ).fetchall()[0]
        damaged = con.sql(
            "select source_name, damage from ops.sources where damage is not null order by all"
        ).fetchall()
        quarantined = con.sql("select count(distinct (accession, document, fact_no)) from ops.quarantine").fetchall()[
            0
        ][0]
        count, warnings = con.sql(
            "select count(*), count(*) filter (where not success) from ops.checks"
            " where run_id = (select run_id from ops.refresh where is_current)"
        ).fetchall()[0]
        changed = _changed(con, run["build_id"])
    facts = dict(zip(used["coverage_class"], used["facts"], strict=True))
    absent = used.filter(coverage_class="document_not_at_hand")["filings"].sum()
    out.print(headline_table(home.published_file), supply_table(home.published_file))
    lines = [
        f"Used: {run['document_count']:,} documents and the companyfacts of {totals} companies, from "
        f"{run['edgar']}; {facts.get('used', 0):,} of {run['fact_count']:,} facts are used in a mart (ops.coverage has "
        "the reason for all others).",
        f"Skipped: {absent:,} filings whose documents are not available; their totals come from companyfacts.",
        *(f"Damaged: {name}: {damage}" for name, damage in damaged),
        *([f"Quarantined: {quarantined}; `tributary quarantine list` has the reasons."] if quarantined else []),
        *changed,
        f"Checked: {count} expectations, {warnings} warnings, {manifest['gates_cpu_seconds']:.1f} CPU s: "
        f"{home.checks / 'index.html'}",
        f"Published: {home.published_file} (build {manifest['build_id']}, {seconds:.0f} s)",
        _place_of_report(home),
        'Query: python -c "import duckdb; print(duckdb.connect('
        f"'{home.published_file}', read_only=True).sql('from levy.headline'))\"",
    ]
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _changed(con: duckdb.DuckDBPyConnection, build_id: str) -> list[str]:
    """A line on what differs from the version before; none for the first version."""
    moved = con.execute("select count(*) from ops.changes where build_id = $1", [build_id]).fetchall()[0][0]
    tables, added, removed, changed = con.execute(
        "select count(*), sum(rows_added), sum(rows_removed), sum(rows_changed) from ops.row_changes"
        " where build_id = $1",
        [build_id],
    ).fetchall()[0]
    if not tables:
        return []
    rows = f"{added:,} rows added, {removed:,} removed, {changed:,} changed in {tables} tables"
    return [f"Changed: {moved} headline figures moved; {rows}: `tributary diff`."]


def _place_of_report(home: Home) -> str:
    page = home.published / "report" / "index.html"
    return f"Report: {page}" if page.is_file() else "Report: missing for this version; `tributary report` writes it."


def _fail(errors: Console, text: str, status: int = FAILED, outcome_text: str = NOT_PUBLISHED) -> int:
    for line in text.splitlines():
        errors.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
    errors.print(outcome_text, highlight=False)
    return status
