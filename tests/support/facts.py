"""Read a mirror into a data directory, and compare the facts of two data directories.

Marts are built from these tables alone, so equal tables give equal marts, and no build is needed to compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from orchestration.runtime.paths import Home
from orchestration.warehouse.ingest import land
from sources.edgar.company_tables import build_company
from sources.edgar.http.raw_store import RawStore
from sources.edgar.table_files import SCHEMAS
from sources.reference import load_reference
from sources.reference.companies import registrants


def companies_of(reference: Path) -> pl.DataFrame:
    """Every company that this folder of curated tables watches, and its predecessors."""
    return registrants(load_reference(reference))


def read_all(edgar: str, companies: pl.DataFrame, home: Home) -> None:
    """Land these companies' filings from this place and read them, as a refresh does."""
    land(companies, edgar, home)
    for cik in companies["cik"]:
        build_company(cik, RawStore(home.raw), home.facts)


def table(home: Path, cik: str, name: str) -> pl.DataFrame:
    """One table of a company."""
    return pl.read_parquet(home / "facts" / cik / f"{name}.parquet")


def assert_same_facts(found: Path, expected: Path, ciks: Iterable[str], names: Iterable[str] = SCHEMAS) -> None:
    """Both homes hold the same rows of every company in the same order."""
    listed = list(ciks)
    assert listed
    for cik in listed:
        for name in names:
            ours, theirs = table(found, cik, name), table(expected, cik, name)
            assert ours.schema == theirs.schema, (cik, name)
            assert ours.equals(theirs), (cik, name)
