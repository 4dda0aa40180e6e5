"""When a refresh starts by itself: the daily schedule, and the sensor that finds new filings.

Which filings are new is decided in `sources.edgar.watch`; alerts are sent by `alert_sensors`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

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
from sources.edgar.http.mirror import OriginError, RefusedAnswer
from sources.errors import BadInput
from sources.reference.companies import registrants

if TYPE_CHECKING:
    from sources.edgar.watch import Seen

#: After so many lists that fail one after the other from the first on, no other is asked for: EDGAR is not reachable.
_FAILED_IN_A_ROW: Final = 2
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

    A company whose list cannot be read keeps its part of the cursor, so that nothing is missed; the skip reason, or a
    tag of the run, names it. Raises OriginError when a service does not give the first lists, one after the other, and
    RefusedAnswer when it gives something else in place of every list.
    """
    from sources.edgar.http.client import open_origin
    from sources.edgar.http.raw_store import RawStore
    from sources.edgar.watch import Seen, read_list, unreported_filings
    from sources.reference import load_reference

    companies = registrants(load_reference(REFERENCE))
    after = _decoded(cursor)
    fresh: list[tuple[str, dict[str, Any]]] = []
    faults: list[tuple[str, BadInput]] = []
    with open_origin(edgar) as origin:
        for looked_at, company in enumerate(companies.iter_rows(named=True), start=1):
            cik, ticker = company["cik"], company["ticker"]
            seen = after.get(cik)
            try:
                listed = read_list(cik, origin, RawStore(home.raw), seen.back_to if seen else None)
            except (OriginError, BadInput) as fault:
                faults.append((ticker, fault))
                is_unreachable = looked_at == len(faults) == min(_FAILED_IN_A_ROW, companies.height)
                if is_unreachable and not origin.is_folder and all(_is_of_service(one) for _, one in faults):
                    raise
                continue
            fresh += [(ticker, row) for row in unreported_filings(listed, seen, _known(home, cik)).to_dicts()]
            if not listed.is_empty():
                after[cik] = Seen.of(listed)
    if len(faults) == companies.height and all(isinstance(fault, RefusedAnswer) for _, fault in faults):
        raise faults[0][1]  # the service, not the companies
    watched = {cik: after[cik] for cik in companies["cik"] if cik in after}
    unread = [f"{ticker}: {fault}" for ticker, fault in faults]
    return _asked(fresh, _awaited(home, companies["cik"]), watched, unread)


def _is_of_service(fault: BadInput) -> bool:
    """Whether a fault says that the service is not reachable: a refused answer is of its company's file."""
    return isinstance(fault, OriginError) and not isinstance(fault, RefusedAnswer)


def _asked(
    fresh: list[tuple[str, dict[str, Any]]], awaited: list[str], after: Mapping[str, Seen], faults: list[str]
) -> SensorResult:
    """One run for all news and for what is still awaited, which is a reason again every hour."""
    cursor = json.dumps({cik: seen.as_json() for cik, seen in after.items()}, sort_keys=True)
    unread = "; ".join(faults)
    hour = f"{datetime.now(UTC):%Y%m%dT%H}"
    occasions = sorted(row["accession"] for _, row in fresh) + [f"{accession}@{hour}" for accession in sorted(awaited)]
    if not occasions:
        reason = f"No new filing. Lists that cannot be read: {unread}" if faults else "No new filing."
        return SensorResult(skip_reason=reason, cursor=cursor)
    filings = [f"{ticker} {row['form']} {row['accession']}" for ticker, row in fresh]
    filings += [f"{accession}, awaited" for accession in awaited]
    more = f", and {len(filings) - _SHOWN} more" if len(filings) > _SHOWN else ""
    run_key = hashlib.sha256(" ".join(occasions).encode()).hexdigest()[:32]
    tags = {**whole_run(), "tributary/filings": ", ".join(filings[-_SHOWN:]) + more}
    if faults:
        tags["tributary/unread_lists"] = unread
    return SensorResult(run_requests=[RunRequest(run_key=run_key, tags=tags)], cursor=cursor)


def _decoded(cursor: str | None) -> dict[str, Seen]:
    """A cursor by company; an entry that cannot be read is as none: what the warehouse knows then decides."""
    from sources.edgar.watch import Seen

    found: dict[str, Seen] = {}
    with suppress(ValueError, AttributeError, RecursionError):  # no JSON, or no object
        for cik, entry in json.loads(cursor or "{}").items():
            with suppress(KeyError, TypeError, ValueError, OverflowError):
                found[cik] = Seen.from_json(entry)
    return found


def _known(home: Home, cik: str) -> list[str]:
    """Accessions that the warehouse has read of in a company's list; none of a table that cannot be read.

    The run that is then asked for reads the company anew.
    """
    with suppress(OSError, pl.exceptions.PolarsError):  # missing, or corrupt
        path = home.facts / cik / "filings.parquet"
        return pl.read_parquet(path, columns=["accession"])["accession"].to_list()
    return []


def _awaited(home: Home, ciks: Iterable[str]) -> list[str]:
    """Accessions of reports that were accepted just now and whose document was not there when they were landed.

    A landing that cannot be read awaits nothing: the next one replaces it.
    """
    from sources.edgar.company_tables import read_landing

    since = datetime.now(UTC) - _TRIED_FOR
    found: list[str] = []
    for cik in ciks:
        with suppress(BadInput):
            absent = read_landing(home.raw, cik).filter(
                pl.col("accepted_at") > since, kind="document", status="not_available"
            )
            found += absent["accession"].to_list()
    return found
