"""Filings and facts that are set aside: not used until they are mended, with the reason.

Belongs here: the list of them, what readers rely on already, how one is tried again. Not: why something is set aside
(`dbt_project/tests/landing`).

A filing that nobody relies on yet is set aside and the rest goes on. One that the published marts rest on is not: to
take numbers away from readers, or to go on with half of them, needs a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import duckdb
import polars as pl

from orchestration.runtime.paths import Home
from sources.atomic_files import write_parquet_atomically
from sources.errors import BadInput

#: One row for each thing and each expectation that set it aside.
QUARANTINE: Final[dict[str, pl.DataType]] = {
    "quarantine_id": pl.String(),  # eight hex digits, from what it is and why
    "cik": pl.String(),
    "accession": pl.String(),
    "form": pl.String(),
    "filed": pl.Date(),
    "document": pl.String(),
    "address": pl.String(),
    "sha256": pl.String(),
    "scope": pl.String(),  # filing | fact
    "fact_no": pl.Int32(),  # null for a whole filing
    "fact_count": pl.Int64(),  # how many facts are not used because of it
    "expectation": pl.String(),
    "reason": pl.String(),
    "origin": pl.String(),  # where the filing came from: snapshot, a folder or an address
    "set_aside_at": pl.Datetime("us", "UTC"),
}
#: Marks a document that is to be read again, whatever its bytes.
AGAIN: Final = "again"


def quarantined(home: Home) -> pl.DataFrame:
    """What is set aside now; QUARANTINE. Raises BadInput when its file cannot be read."""
    path = home.quarantine
    if not path.is_file():
        return pl.DataFrame(schema=QUARANTINE)
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as fault:
        told = f"the list of what is set aside cannot be read ({str(fault).splitlines()[0]})"
        raise BadInput(str(path), told, "Remove it; the next refresh that builds makes it anew") from None


def listed(outcomes: Iterable[dict[str, Any]], home: Home, ciks: Iterable[str], origin: str) -> pl.DataFrame:
    """QUARANTINE as this run's outcomes have it; what was set aside before keeps its time."""
    since = dict(quarantined(home).select("quarantine_id", "set_aside_at").iter_rows())
    now = datetime.now(UTC)
    rows = [
        _item(row, outcome, origin)
        for outcome in outcomes
        if not outcome["success"] and outcome["sets_aside"]
        for row in outcome["all_rows"]
    ]
    for row in rows:
        row["set_aside_at"] = since.get(row["quarantine_id"], now)
    known = pl.DataFrame(rows, schema={name: QUARANTINE[name] for name in QUARANTINE if name not in _LOOKED_UP})
    # Of companies of which nothing is set aside, nothing is read.
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
    """Of QUARANTINE, what the published marts use now; nothing where these cannot be read."""
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
    """Let these, and nothing else, be set aside."""
    write_parquet_atomically(items, home.quarantine)


def try_again(items: pl.DataFrame, home: Home) -> None:
    """Have the documents of these read anew by the next refresh, though their bytes be the same."""
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
    fact_no = row.get("fact_no") if outcome["sets_aside"] == "fact" else None
    what = "|".join(
        str(part) for part in (row["cik"], row["accession"], row["document"], fact_no, outcome["expectation"])
    )
    return {
        "quarantine_id": hashlib.sha256(what.encode()).hexdigest()[:8],
        "cik": row["cik"],
        "accession": row["accession"],
        "document": row["document"],
        "scope": outcome["sets_aside"],
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
