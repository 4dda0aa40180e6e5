"""From EDGAR to tables by company: landing bytes, then reading them. Rules about filings live in `sources.edgar`."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import polars as pl
from dagster import (
    AssetExecutionContext,
    BackfillPolicy,
    Backoff,
    Failure,
    FreshnessPolicy,
    Jitter,
    MaterializeResult,
    MetadataValue,
    RetryPolicy,
    asset,
)

from orchestration.defs.assets.partitions import company_partitions
from orchestration.defs.assets.preview import as_markdown
from orchestration.defs.catch_up import NotDone, catch_up
from orchestration.defs.failures import clear_failures
from orchestration.defs.resources import HomeLock, Quality, Warehouse
from orchestration.release.run_state import reason_for_no_build, record_check
from orchestration.runtime.paths import REFERENCE, SNAPSHOT
from orchestration.warehouse.fingerprint import SNAPSHOT_WORD
from sources.reference.companies import registrants

OWNERS: Final = ["team:tributary"]
COMPANIES: Final = company_partitions()
#: A backfill of any number of companies is one run. Every asset says so: Dagster asks it of all that are in one.
ONE_RUN: Final = BackfillPolicy.single_run()
#: EDGAR is busy for minutes, not for hours; its client has tried five times in a row before this counts.
BUSY_ORIGIN: Final = RetryPolicy(max_retries=3, delay=120, backoff=Backoff.EXPONENTIAL, jitter=Jitter.PLUS_MINUS)
#: Looking for news is due once a day.
LOOKED_DAILY: Final = FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=26))


@asset(
    partitions_def=COMPANIES,
    backfill_policy=ONE_RUN,
    group_name="edgar",
    owners=OWNERS,
    kinds={"python", "file"},
    retry_policy=BUSY_ORIGIN,
    freshness_policy=LOOKED_DAILY,
)
def raw_filings(context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock) -> MaterializeResult[None]:
    """Bytes of a company's submissions, companyfacts and periodic filings, as they came, by content hash.

    Only what is new or may have changed is asked for. From the snapshot nothing lands: it enters as facts.
    """
    del home_lock  # held while this runs
    if warehouse.origin() == SNAPSHOT_WORD:
        return MaterializeResult(metadata={"origin": SNAPSHOT_WORD, "landed": 0, "not_available": 0})
    from orchestration.warehouse.ingest import land, left_out
    from sources.edgar.company_tables import read_landing

    home = warehouse.at()
    with clear_failures():
        companies = _companies(context)
        if warehouse.is_landed:
            landings = [read_landing(home.raw, cik) for cik in companies["cik"]]
        else:
            landings = land(companies, warehouse.origin(), home)
    table = pl.concat(landings)
    landed = table.filter(status="landed")
    without = left_out(home)
    return MaterializeResult(
        metadata={
            "origin": warehouse.origin(),
            "landed": landed.height,
            "not_available": table.height - landed.height,
            "left_out": len(without),
            "left_out_files": MetadataValue.md("\n".join(f"- {one.message}" for one in without) or "none"),
            "bytes": int(landed["size_bytes"].sum() or 0),
            "newest_filing": str(landed["filed"].max() or "none"),
            "preview": MetadataValue.md(as_markdown(landed.sort("accepted_at", descending=True, nulls_last=True))),
        }
    )


@asset(
    deps=[raw_filings],
    partitions_def=COMPANIES,
    backfill_policy=ONE_RUN,
    group_name="edgar",
    owners=OWNERS,
    kinds={"polars", "parquet"},
    output_required=False,
)
def company_facts(
    context: AssetExecutionContext, warehouse: Warehouse, home_lock: HomeLock, quality: Quality
) -> Iterator[MaterializeResult[None]]:
    """A company's facts, companyfacts, filings, documents and passages as Parquet; only what changed is read again.

    When a refresh finds nothing new, nothing is read, and nothing after this runs.
    """
    del home_lock  # held while this runs
    if not is_worth_a_build(context, warehouse):
        record_check(warehouse.at(), warehouse.origin(), "nothing new")
        try:
            for line in catch_up(warehouse.at()):
                context.log.info(line)
        except NotDone as fault:
            raise Failure(str(fault), allow_retries=False) from None
        return
    quality.process.start()  # it loads while filings are read
    from sources.edgar.company_tables import CompanyBuild, LandingFaults, build_company
    from sources.edgar.http.raw_store import RawStore
    from sources.edgar.snapshot import load_company
    from sources.errors import BadInput

    home = warehouse.at()
    builds: list[CompanyBuild] = []
    faults: list[BadInput] = []
    with clear_failures():
        for cik in _companies(context)["cik"]:
            if warehouse.origin() == SNAPSHOT_WORD:
                builds.append(load_company(cik, SNAPSHOT, home.facts))
                continue
            try:
                builds.append(build_company(cik, RawStore(home.raw), home.facts))
            except LandingFaults as fault:  # the faults of all companies are reported together
                faults += fault.faults
        if faults:
            raise LandingFaults(faults)
    facts = pl.concat([pl.scan_parquet(home.facts / build.cik / "facts.parquet") for build in builds])
    span = facts.select(
        first=pl.col("period_end").min(), last=pl.col("period_end").max(), newest=pl.col("accepted_at").max()
    ).collect()
    yield MaterializeResult(
        metadata={
            "dagster/row_count": sum(build.rows["facts"] + build.rows["companyfacts"] for build in builds),
            "documents_read": sum(len(build.read) for build in builds),
            "documents_kept": sum(len(build.kept) for build in builds),
            "damaged": MetadataValue.json([line for build in builds for line in build.damaged]),
            "first_period_end": str(span["first"][0]),
            "last_period_end": str(span["last"][0]),
            "newest_filing": str(span["newest"][0]),
            "preview": MetadataValue.md(
                as_markdown(
                    facts.filter(pl.col("is_numeric"))
                    .select("accession", "concept", "period_end", "value_text", "unit")
                    .tail(8)
                    .collect()
                )
            ),
        }
    )


def is_worth_a_build(context: AssetExecutionContext, warehouse: Warehouse) -> bool:
    """Whether this run goes on. A job `refresh` that finds nothing new ends, unless it is forced."""
    from sources.reference import load_reference

    if context.run.job_name != "refresh" or warehouse.is_landed or warehouse.is_forced:
        return True
    with clear_failures():
        ciks = registrants(load_reference(REFERENCE))["cik"]
        reason = reason_for_no_build(warehouse.origin(), warehouse.at(), ciks)
    if reason:
        context.log.info("%s.", reason)
    return reason is None


def _companies(context: AssetExecutionContext) -> pl.DataFrame:
    """Registrants of the run's partitions."""
    from sources.reference import load_reference

    return registrants(load_reference(REFERENCE)).filter(pl.col("ticker").is_in(context.partition_keys))
