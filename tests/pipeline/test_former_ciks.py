"""A company that was given a new number at EDGAR stays one company: what it filed under the old one counts for it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from orchestration.runtime.paths import REFERENCE, Home
from orchestration.warehouse.build_database import COMPANY_TABLES, create_landing, open_build_database
from sources.reference import load_reference
from sources.reference.companies import registrants

pytestmark = pytest.mark.integration

NVDA, FORMER = "0001045810", "0000000077"
#: Tables whose rows carry the filing's day, and when the number changed.
FILED = ("facts", "companyfacts", "filings")
CHANGED = date(2024, 6, 1)


def test_registrants_are_companies_and_their_predecessors() -> None:
    reference = load_reference(REFERENCE)
    found = registrants(reference)
    assert found.rows()[: reference["companies"].height] == reference["companies"].select("ticker", "cik").rows()
    assert ("MRVL", "0001058057") in found.rows()
    watched_no_more = reference | {"companies": reference["companies"].filter(pl.col("ticker") != "MRVL")}
    assert "MRVL" not in registrants(watched_no_more)["ticker"].to_list()


def test_what_was_filed_under_a_former_number_counts_for_the_company(home: Path) -> None:
    """NVIDIA's filings before a day put under another number: the same rows reach dbt."""
    place = Home(home)
    ciks = registrants(load_reference(REFERENCE))["cik"].to_list()
    tables = _tables(place, ciks)  # views: read before their files change

    shutil.copytree(place.facts / NVDA, place.facts / FORMER)
    for name in FILED:
        is_old = pl.col("filed") < CHANGED
        for cik, chosen in ((NVDA, ~is_old), (FORMER, is_old)):
            path = place.facts / cik / COMPANY_TABLES[name]
            pl.read_parquet(path).filter(chosen).with_columns(cik=pl.lit(cik)).write_parquet(path)
    old = pl.read_parquet(place.facts / FORMER / "facts.parquet")["accession"].unique()
    for name in ("documents", "passages"):
        is_old = pl.col("accession").is_in(old.to_list()).fill_null(value=False)
        for cik, chosen in ((NVDA, ~is_old), (FORMER, is_old)):
            path = place.facts / cik / COMPANY_TABLES[name]
            pl.read_parquet(path).filter(chosen).with_columns(cik=pl.lit(cik)).write_parquet(path)
    listed = place.reference / "former_ciks.parquet"
    row = {"ticker": "NVDA", "former_cik": FORMER, "until": CHANGED}
    known = pl.read_parquet(listed)
    pl.concat([known, pl.DataFrame([row], schema_overrides=known.schema)], how="diagonal").write_parquet(listed)

    assert not old.is_empty()
    found = _tables(place, [*ciks, FORMER])
    for name, rows in tables.items():
        assert found[name] == rows, name


def _tables(home: Home, ciks: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Rows of the company tables as dbt's models read them, in an order of their own."""
    names = ("facts", "companyfacts", "filings", "documents", "passages")
    with open_build_database(home) as con:
        create_landing(con, home, ciks)
        return {name: sorted(con.table(f"staging.stg_edgar__{name}").fetchall(), key=str) for name in names}
