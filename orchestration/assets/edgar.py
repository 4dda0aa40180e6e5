"""From EDGAR to tables by company: landing bytes, then reading them. Rules about filings live in `sources.edgar`."""

from typing import Final

import polars as pl
from dagster import AssetExecutionContext, BackfillPolicy, MaterializeResult, MetadataValue, asset

from orchestration.assets.faults import told_plainly
from orchestration.assets.partitions import company_partitions
from orchestration.home import REFERENCE, SNAPSHOT
from orchestration.inputs import SNAPSHOT_WORD
from orchestration.resources import Warehouse

OWNERS: Final = ["team:tributary"]
COMPANIES: Final = company_partitions()
#: A backfill of any number of companies is one run. Every asset says so: Dagster asks it of all that are in one.
ONE_RUN: Final = BackfillPolicy.single_run()


@asset(
    partitions_def=COMPANIES,
    backfill_policy=ONE_RUN,
    group_name="edgar",
    owners=OWNERS,
    kinds={"python", "file"},
)
def raw_filings(context: AssetExecutionContext, warehouse: Warehouse) -> MaterializeResult[None]:
    """Bytes of a company's submissions, companyfacts and periodic filings, as they came, by content hash.

    From the snapshot nothing lands: it enters as facts.
    """
    if warehouse.origin() == SNAPSHOT_WORD:
        return MaterializeResult(metadata={"origin": SNAPSHOT_WORD, "landed": 0, "not_available": 0})
    from sources.edgar.client import open_origin
    from sources.edgar.landing import land_company
    from sources.edgar.raw import RawStore
    from sources.edgar.store import read_landing

    store = RawStore(warehouse.at().raw)
    landings: list[pl.DataFrame] = []
    with told_plainly():
        ciks = _ciks(context)
        if warehouse.is_landed:
            landings = [read_landing(store.root, cik) for cik in ciks]
        else:
            with open_origin(warehouse.origin()) as origin:
                landings = [land_company(cik, origin, store).table for cik in ciks]
    table = pl.concat(landings)
    landed = table.filter(status="landed")
    return MaterializeResult(
        metadata={
            "origin": warehouse.origin(),
            "landed": landed.height,
            "not_available": table.height - landed.height,
            "bytes": int(landed["size_bytes"].sum() or 0),
            "newest_filing": str(landed["filed"].max() or "none"),
            "preview": MetadataValue.md(_as_markdown(landed.sort("accepted_at", descending=True, nulls_last=True))),
        }
    )


@asset(
    deps=[raw_filings],
    partitions_def=COMPANIES,
    backfill_policy=ONE_RUN,
    group_name="edgar",
    owners=OWNERS,
    kinds={"polars", "parquet"},
)
def company_facts(context: AssetExecutionContext, warehouse: Warehouse) -> MaterializeResult[None]:
    """A company's facts, companyfacts, filings, documents and passages as Parquet; only what changed is read again."""
    from sources.edgar.raw import RawStore
    from sources.edgar.snapshot import load_company
    from sources.edgar.store import CompanyBuild, LandingFaults, build_company
    from sources.errors import BadInput

    home = warehouse.at()
    builds: list[CompanyBuild] = []
    faults: list[BadInput] = []
    with told_plainly():
        for cik in _ciks(context):
            if warehouse.origin() == SNAPSHOT_WORD:
                builds.append(load_company(cik, SNAPSHOT, home.facts))
                continue
            try:
                builds.append(build_company(cik, RawStore(home.raw), home.facts))
            except LandingFaults as fault:  # every company's faults are told at once
                faults += fault.faults
        if faults:
            raise LandingFaults(faults)
    facts = pl.concat([pl.scan_parquet(home.facts / build.cik / "facts.parquet") for build in builds])
    span = facts.select(
        first=pl.col("period_end").min(), last=pl.col("period_end").max(), newest=pl.col("accepted_at").max()
    ).collect()
    return MaterializeResult(
        metadata={
            "dagster/row_count": sum(build.rows["facts"] + build.rows["companyfacts"] for build in builds),
            "documents_read": sum(len(build.read) for build in builds),
            "documents_kept": sum(len(build.kept) for build in builds),
            "damaged": MetadataValue.json([line for build in builds for line in build.damaged]),
            "first_period_end": str(span["first"][0]),
            "last_period_end": str(span["last"][0]),
            "newest_filing": str(span["newest"][0]),
            "preview": MetadataValue.md(
                _as_markdown(
                    facts.filter(pl.col("is_numeric"))
                    .select("accession", "concept", "period_end", "value_text", "unit")
                    .tail(8)
                    .collect()
                )
            ),
        }
    )


def _ciks(context: AssetExecutionContext) -> list[str]:
    """CIKs of the run's partitions."""
    from sources.reference import load_reference

    companies = load_reference(REFERENCE)["companies"]
    return companies.filter(pl.col("ticker").is_in(context.partition_keys))["cik"].to_list()


def _as_markdown(table: pl.DataFrame, rows: int = 8) -> str:
    """The first rows as a Markdown table."""
    head = table.head(rows)
    lines = ["| " + " | ".join(head.columns) + " |", "|" + " --- |" * head.width]
    lines += ["| " + " | ".join("" if cell is None else str(cell) for cell in row) + " |" for row in head.iter_rows()]
    return "\n".join(lines)
