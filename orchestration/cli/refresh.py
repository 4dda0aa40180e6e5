"""`tributary refresh`: see whether anything is new; if so run Dagster's job `refresh` with progress; end with figures.

Belongs here: the order of these, what a person sees, the exit status. Not: any step's work.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from orchestration.cli.figures import console, headline_table
from orchestration.dbt_manifest import BrokenDbtProject
from orchestration.home import REFERENCE, SNAPSHOT, Home
from orchestration.inputs import SNAPSHOT_WORD
from orchestration.landing import Backfill, land
from orchestration.news import is_anything_new, note_look
from orchestration.publish import read_manifest
from sources.edgar.client import OriginError
from sources.edgar.snapshot import verify_snapshot
from sources.edgar.store import LandingFaults
from sources.errors import BadInput
from sources.reference import ReferenceFaults, load_reference

DONE, FAILED, BUSY, NO_REPORT = 0, 1, 4, 5


def refresh(told_edgar: str | None, told_home: Path | None, *, force: bool, backfill: Backfill | None = None) -> int:
    """Refresh the warehouse; the exit status (see `orchestration.cli.main`).

    `backfill` names filings that are asked for again, whatever is known of them.
    """
    out, errors = console(), console(stderr=True)
    home = Home.find(told_home)
    edgar = told_edgar or os.environ.get("TRIBUTARY_EDGAR") or SNAPSHOT_WORD
    try:
        home.lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.lock, timeout=0):
            return _refresh(edgar, home, out, errors, force=force, backfill=backfill)
    except Timeout:
        return _fail(errors, f"Another refresh is at work on {home.root}. Wait for it to end.", status=BUSY)
    except OSError as fault:
        return _fail(
            errors, f"{home.root}: cannot be written ({fault.strerror or fault}). Name another place with --home."
        )
    except (BadInput, LandingFaults, ReferenceFaults, OriginError, BrokenDbtProject) as fault:
        with suppress(OSError):
            note_look(home, edgar, "failed", str(fault))
        return _fail(errors, str(fault))


def _refresh(edgar: str, home: Home, out: Console, errors: Console, *, force: bool, backfill: Backfill | None) -> int:
    started = time.monotonic()
    companies = load_reference(REFERENCE)["companies"]
    bar = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*bar, console=errors, transient=True) as progress:
        if edgar == SNAPSHOT_WORD:
            verify_snapshot(SNAPSHOT)
        else:
            _land(companies, edgar, home, progress, backfill)
        manifest = read_manifest(home)
        if manifest and not force and not is_anything_new(edgar, home, companies["cik"]):
            progress.stop()
            note_look(home, edgar, "nothing new")
            out.print(headline_table(home.published_file))
            out.print(
                f"Nothing new: no filing, curated file or code has changed since build {manifest['build_id']}, "
                f"which stands ({time.monotonic() - started:.1f} s).",
                highlight=False,
            )
            out.print(_place_of_report(home), markup=False, highlight=False, soft_wrap=True)
            return DONE
        faults = _run_job(edgar, home, progress)
    is_published = (read_manifest(home) or {}).get("build_id") != (manifest or {}).get("build_id")
    if faults and not is_published:
        note_look(home, edgar, "failed", faults)
        return _fail(errors, faults)
    _report(home, out, time.monotonic() - started)
    if faults:
        _tell(errors, faults)
        return NO_REPORT
    return DONE


def _land(companies: pl.DataFrame, edgar: str, home: Home, progress: Progress, backfill: Backfill | None) -> None:
    """Bring every company's filings into the raw store."""
    task = progress.add_task("landing", total=None)

    def show(ticker: str, done: int, total: int) -> None:
        progress.update(task, description=f"landing {ticker}", completed=done, total=total)

    land(companies, edgar, home, show, backfill)
    progress.remove_task(task)


def _run_job(edgar: str, home: Home, progress: Progress) -> str:
    """Run the job on all companies; what failed, one line each, or nothing."""
    task = progress.add_task("loading definitions", total=None)
    from orchestration.job import run_refresh

    def show(step: str, done: int, total: int) -> None:
        progress.update(task, description=step, completed=done, total=total)

    return run_refresh(edgar, home, show)


def _report(home: Home, out: Console, seconds: float) -> None:
    """The figures, what was used and skipped, where the file is and how to query it."""
    import duckdb

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
        aside = con.sql("select count(distinct (accession, document, fact_no)) from ops.quarantine").fetchall()[0][0]
        count, warnings = con.sql(
            "select count(*), count(*) filter (where not success) from ops.checks"
            " where run_id = (select run_id from ops.refresh where is_current)"
        ).fetchall()[0]
    facts = dict(zip(used["coverage_class"], used["facts"], strict=True))
    absent = used.filter(coverage_class="document_not_at_hand")["filings"].sum()
    out.print(headline_table(home.published_file))
    lines = [
        f"Used: {run['document_count']:,} documents and the companyfacts of {totals} companies, from "
        f"{run['edgar']}; {facts.get('used', 0):,} of {run['fact_count']:,} facts stand in a mart (ops.coverage says "
        "why each other one does not).",
        f"Skipped: {absent:,} filings whose documents are not at hand; their totals come from companyfacts.",
        *(f"Damaged: {name}: {damage}" for name, damage in damaged),
        *([f"Set aside: {aside}; `tributary quarantine list` says what and why."] if aside else []),
        f"Checked: {count} expectations at three doors, {warnings} warned, {manifest['gates_cpu_seconds']:.1f} CPU s: "
        f"{home.checks / 'index.html'}",
        f"Published: {home.published_file} (build {manifest['build_id']}, {seconds:.0f} s)",
        _place_of_report(home),
        'Query: python -c "import duckdb; print(duckdb.connect('
        f"'{home.published_file}', read_only=True).sql('from levy.headline'))\"",
    ]
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _place_of_report(home: Home) -> str:
    page = home.published / "report" / "index.html"
    return f"Report: {page}" if page.is_file() else "Report: none of this version; `tributary report` writes it."


def _tell(errors: Console, text: str) -> None:
    for line in text.splitlines():
        errors.print(line, style="red", markup=False, highlight=False, soft_wrap=True)


def _fail(errors: Console, text: str, status: int = FAILED) -> int:
    _tell(errors, text)
    errors.print("Nothing was published; what was published before stands.", highlight=False)
    return status
