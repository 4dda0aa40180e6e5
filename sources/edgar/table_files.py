"""A company's tables: their names, their row order, and their files facts/<cik>/<table>.parquet.

The layout is the same for EDGAR, a mirror and the snapshot. `landing.parquet` is written last and removed first: a
folder without it is incomplete and is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from sources.atomic_files import write_parquet_atomically
from sources.edgar.landing import LANDINGS
from sources.edgar.schemas import COMPANIES, DOCUMENTS, FACTS, FILINGS, PASSAGES

MARKER: Final = "landing"
SCHEMAS: Final[dict[str, dict[str, pl.DataType]]] = {
    "company": COMPANIES,
    "filings": FILINGS,
    "facts": FACTS,
    "companyfacts": FACTS,
    "documents": DOCUMENTS,
    "passages": PASSAGES,
    MARKER: LANDINGS,
}

#: Row order of each table, nulls first. A landing keeps the order in which it was made.
_ORDER: Final[dict[str, tuple[str, ...]]] = {
    "company": ("cik",),
    "filings": ("cik", "filed", "accession"),
    "facts": ("cik", "accession", "document", "fact_no"),
    "companyfacts": ("cik", "concept", "unit", "period_end", "period_start", "filed", "accession", "fact_no"),
    "documents": ("cik", "accession", "source_kind", "document"),
    "passages": ("cik", "accession", "document", "passage_no"),
    MARKER: (),
}

Tables = dict[str, pl.DataFrame]


def in_order(name: str, table: pl.DataFrame) -> pl.DataFrame:
    """A table with its columns and rows in the order defined for its name."""
    columns = table.select(list(SCHEMAS[name]))
    return columns.sort(_ORDER[name], maintain_order=True) if _ORDER[name] else columns


def with_filing(facts: pl.DataFrame, filings: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """FACTS with these columns taken from FILINGS by company and accession; null where no filing is listed."""
    known = filings.select("cik", "accession", *columns)
    joined = facts.drop(columns).join(known, on=["cik", "accession"], how="left", maintain_order="left")
    return joined.select(list(FACTS))


def is_current(tables: Tables, landing: pl.DataFrame, extractor: str) -> bool:
    """Whether tables are built from this landing by this version of the code."""
    return tables[MARKER].equals(landing) and tables["documents"].filter(pl.col("extractor") != extractor).is_empty()


def read_company(folder: Path) -> Tables | None:
    """The tables in a company's folder; None when a table is missing or has an older layout."""
    try:
        tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in (MARKER, *SCHEMAS)}
    except (OSError, pl.exceptions.PolarsError):
        return None
    is_todays = all(tables[name].schema == pl.Schema(schema) for name, schema in SCHEMAS.items())
    return {name: tables[name] for name in SCHEMAS} if is_todays else None


def write_company(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write all tables of a company, each atomically, the marker last."""
    marker = folder / f"{MARKER}.parquet"
    marker.unlink(missing_ok=True)
    for name in SCHEMAS:  # the marker is the last of them
        write_parquet_atomically(in_order(name, tables[name]), folder / f"{name}.parquet")
