"""When a refresh starts by itself. Belongs here: the daily schedule, and the sensor that sees a filing arrive.

Not: which filings are news (`sources.edgar.watch`), whom to tell (`alerts`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import polars as pl
from dagster import (
    DefaultScheduleStatus,
    DefaultSensorStatus,
    RunRequest,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    SensorDefinition,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    schedule,
    sensor,
)

from orchestration.defs.assets.edgar import COMPANIES
from orchestration.defs.resources import Warehouse
from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.reference.companies import registrants

#: Seconds between two looks at EDGAR's lists: one small conditional request for each company.
WATCH_INTERVAL: Final = 120
#: A filing that EDGAR lists, but whose documents cannot be had yet, is tried again every hour for so long.
_TRIED_FOR: Final = timedelta(days=2)
_SHOWN: Final = 20


def whole_run() -> dict[str, str]:
    """Tags of a run for all companies."""
    keys = COMPANIES.get_partition_keys()
    return {"dagster/asset_partition_range_start": keys[0], "dagster/asset_partition_range_end": keys[-1]}


def daily(job_name: str) -> ScheduleDefinition:
    """Every day after EDGAR has closed (22:00 in New York)."""

    @schedule(
        name="daily_refresh",
        job_name=job_name,
        cron_schedule="30 22 * * *",
        execution_timezone="America/New_York",
        default_status=DefaultScheduleStatus.RUNNING,
        description="Refresh every day after EDGAR has closed. Nothing is built when nothing is new.",
    )
    def refresh_once(context: ScheduleEvaluationContext) -> RunRequest:
        due = context.scheduled_execution_time
        return RunRequest(run_key=f"{due:%Y-%m-%d}", tags=whole_run())

    return refresh_once


def new_filings(job_name: str) -> SensorDefinition:
    """Ask for one run when a watched company has filed."""

    @sensor(
        name="new_filings",
        job_name=job_name,
        minimum_interval_seconds=WATCH_INTERVAL,
        default_status=DefaultSensorStatus.RUNNING,
        description="Sees a report (10-K, 10-Q, 20-F, 40-F, 8-K, 6-K, with amendments) of a watched company within "
        "minutes of its acceptance, and asks for one run for all that is new.",
    )
    def watch(context: SensorEvaluationContext) -> SensorResult | SkipReason:
        origin = Warehouse().origin()
        if origin == SNAPSHOT_WORD:
            return SkipReason("Filings come from the snapshot, where none arrives. Set TRIBUTARY_EDGAR to watch EDGAR.")
        return look(Home.find(), origin, context.cursor)

    return watch


def look(home: Home, edgar: str, cursor: str | None) -> SensorResult | SkipReason:
    """What a look at all companies' lists brings: one run request, or the reason for none, and the next cursor.

    Raises OriginError or BadInput when a list cannot be had; the cursor then stays, and nothing is missed.
    """
    from sources.edgar.http.client import open_origin
    from sources.edgar.http.raw_store import RawStore
    from sources.edgar.watch import Seen, read_list, unreported_filings
    from sources.reference import load_reference

    companies = registrants(load_reference(REFERENCE))
    before = _decoded(cursor)
    after: dict[str, Any] = {}
    fresh: list[tuple[str, dict[str, Any]]] = []
    with open_origin(edgar) as origin:
        for company in companies.iter_rows(named=True):
            cik, ticker = company["cik"], company["ticker"]
            seen = Seen.from_json(before[cik]) if cik in before else None
            listed = read_list(cik, origin, RawStore(home.raw), seen.back_to if seen else None)
            fresh += [(ticker, row) for row in unreported_filings(listed, seen, _known(home, cik)).to_dicts()]
            after[cik] = Seen.of(listed).as_json() if not listed.is_empty() else before.get(cik)
    return _asked(fresh, _awaited(home, companies["cik"]), {cik: seen for cik, seen in after.items() if seen})


def _asked(fresh: list[tuple[str, dict[str, Any]]], awaited: list[str], after: dict[str, Any]) -> SensorResult:
    """One run for all news and for what is still awaited, which is a reason again every hour."""
    cursor = json.dumps(after, sort_keys=True)
    hour = f"{datetime.now(UTC):%Y%m%dT%H}"
    occasions = sorted(row["accession"] for _, row in fresh) + [f"{accession}@{hour}" for accession in sorted(awaited)]
    if not occasions:
        return SensorResult(skip_reason="No new filing.", cursor=cursor)
    filings = [f"{ticker} {row['form']} {row['accession']}" for ticker, row in fresh]
    filings += [f"{accession}, awaited" for accession in awaited]
    more = f", and {len(filings) - _SHOWN} more" if len(filings) > _SHOWN else ""
    run_key = hashlib.sha256(" ".join(occasions).encode()).hexdigest()[:32]
    tags = {**whole_run(), "tributary/filings": ", ".join(filings[-_SHOWN:]) + more}
    return SensorResult(run_requests=[RunRequest(run_key=run_key, tags=tags)], cursor=cursor)


def _decoded(cursor: str | None) -> dict[str, Any]:
    """A cursor as it was written; one that cannot be read is as none: what the warehouse knows then decides."""
    try:
        found = json.loads(cursor or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _known(home: Home, cik: str) -> list[str]:
    """Accessions that the warehouse has read of in a company's list."""
    path = home.facts / cik / "filings.parquet"
    return pl.read_parquet(path, columns=["accession"])["accession"].to_list() if path.is_file() else []


def _awaited(home: Home, ciks: Iterable[str]) -> list[str]:
    """Accessions of reports that were accepted just now and whose document was not there when they were landed."""
    from sources.edgar.landing import landing_path

    since = datetime.now(UTC) - _TRIED_FOR
    found: list[str] = []
    for cik in ciks:
        path = landing_path(home.raw, cik)
        if path.is_file():
            absent = pl.read_parquet(path).filter(
                pl.col("accepted_at") > since, kind="document", status="not_available"
            )
            found += absent["accession"].to_list()
    return found
