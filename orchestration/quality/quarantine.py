"""Quarantined filings and facts: not used until they are fixed, with the reason.

Contains the list of quarantined items, those that the published version uses, and the retry. Why an item is quarantined
is decided by the data tests in `dbt_project/tests/landing`.

A filing that no published mart uses yet is quarantined, and the others are processed. A filing that the published marts
use is not quarantined, but stops the build: whether to remove published numbers is decided by a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import duckdb
import polars as pl

from orchestration.runtime.paths import Home
from orchestration.warehouse import build_database
from sources.atomic_files import write_parquet_atomically
from sources.errors import BadInput

_POLARS: Final = {"varchar": pl.String(), "date": pl.Date(), "integer": pl.Int32(), "bigint": pl.Int64()}
#: Columns of the quarantine's file.
QUARANTINE: Final[dict[str, pl.DataType]] = {
    **{name: _POLARS[kind] for name, kind in build_database.QUARANTINE.items()},
    "origin": pl.String(),  # origin of the filing: snapshot, a folder or an address
    "set_aside_at": pl.Datetime("us", "UTC"),
}
#: Marks a document that must be read again, also when its bytes have not changed.
AGAIN: Final = "again"


def quarantined(home: Home) -> pl.DataFrame:
    """The quarantined items; QUARANTINE. Raises BadInput when its file cannot be read."""
    path = home.quarantine
    if not path.is_file():
        return pl.DataFrame(schema=QUARANTINE)
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as fault:
        problem = f"the quarantine cannot be read ({str(fault).splitlines()[0]})"
        raise BadInput(str(path), problem, "Remove it; the next refresh that builds creates it again") from None


def listed(outcomes: Iterable[dict[str, Any]], home: Home, ciks: Iterable[str], origin: str) -> pl.DataFrame:
    """QUARANTINE from this run's outcomes; items that were quarantined before keep their time."""
    since = dict(quarantined(home).select("quarantine_id", "set_aside_at").iter_rows())
    now = datetime.now(UTC)
    rows = [
        _item(row, outcome, origin)
        for outcome in outcomes
        if not outcome["success"] and outcome["quarantines"]
        for row in outcome["all_rows"]
    ]
    for row in rows:
        row["set_aside_at"] = since.get(row["quarantine_id"], now)
    known = pl.DataFrame(rows, schema={name: QUARANTINE[name] for name in QUARANTINE if name not in _LOOKED_UP})
    # Companies without quarantined items are not read.
    documents = (
        pl.concat([_documents(home, cik) for cik in ciks])
        .join(known.lazy(), on="cik", how="semi", nulls_equal=True)
        .collect()
    )
    filings = (
        pl.concat([_filings(home, cik) for cik in ciks])
        .join(known.lazy(), on="cik", how="semi", nulls_equal=True)
        .collect()
    )
    found = (
        known.join(documents, on=["cik", "accession", "document"], how="left", nulls_equal=True)
        .join(filings, on=["cik", "accession"], how="left")
        .with_columns(fact_count=pl.when(scope="fact").then(1).otherwise(pl.col("row_count").fill_null(0)))
    )
    return found.select(list(QUARANTINE)).unique("quarantine_id").sort("cik", "accession", "document", "fact_no")


def relied_upon(items: pl.DataFrame, home: Home) -> pl.DataFrame:
    """Of QUARANTINE, the items that the published marts use; empty where these cannot be read."""
    if items.is_empty() or not home.published_file.is_file():
        return items.clear()
    try:
        published = duckdb.connect(str(home.published_file), read_only=True)
    except duckdb.Error:
        return items.clear()
    with published as con:
        used = con.sql(
            "select distinct cik, accession, source_kind = 'companyfacts' as is_companyfacts from ops.coverage"
            " where coverage_class not in ('set_aside', 'document_not_at_hand') and source_kind != 'curated'"
        ).pl()
        before = con.sql("select quarantine_id from ops.quarantine").pl()
    is_companyfacts = pl.col("document").str.starts_with("CIK") & pl.col("document").str.ends_with(".json")
    return (
        items.with_columns(is_companyfacts=is_companyfacts)
        .join(used, on=["cik", "accession", "is_companyfacts"], how="semi")
        .join(before, on="quarantine_id", how="anti")
        .drop("is_companyfacts")
    )


def write_quarantine(items: pl.DataFrame, home: Home) -> None:
    """Replace the quarantine by these items."""
    write_parquet_atomically(items, home.quarantine)


def try_again(items: pl.DataFrame, home: Home) -> None:
    """Mark the documents of these items to be read by the next refresh, even if unchanged."""
    for (cik,), of_company in items.group_by("cik"):
        path = home.facts / str(cik) / "documents.parquet"
        if not path.is_file():
            continue
        is_one = pl.struct("accession", "document").is_in(
            of_company.select(pl.struct("accession", "document")).to_series()
        )
        extractor = pl.when(is_one).then(pl.lit(AGAIN)).otherwise(pl.col("extractor"))
        write_parquet_atomically(pl.read_parquet(path).with_columns(extractor=extractor), path)


_LOOKED_UP: Final = ("form", "filed", "address", "sha256", "fact_count")


def _item(row: dict[str, Any], outcome: dict[str, Any], origin: str) -> dict[str, Any]:
    fact_no = row.get("fact_no") if outcome["quarantines"] == "fact" else None
    what = "|".join(
        str(part) for part in (row["cik"], row["accession"], row["document"], fact_no, outcome["expectation"])
    )
    return {
        "quarantine_id": hashlib.sha256(what.encode()).hexdigest()[:8],
        "cik": row["cik"],
        "accession": row["accession"],
        "document": row["document"],
        "scope": outcome["quarantines"],
        "fact_no": fact_no,
        "expectation": outcome["expectation"],
        "reason": row["reason"],
        "origin": origin,
    }


def _documents(home: Home, cik: str) -> pl.LazyFrame:
    columns = ("cik", "accession", "document", "address", "sha256", "row_count")
    return pl.scan_parquet(home.facts / cik / "documents.parquet").select(columns)


def _filings(home: Home, cik: str) -> pl.LazyFrame:
    return pl.scan_parquet(home.facts / cik / "filings.parquet").select("cik", "accession", "form", "filed")
