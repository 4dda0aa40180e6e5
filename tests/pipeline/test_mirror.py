"""Wherever filings come from, and in whatever order, the same is read of them; marts are made of that alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from orchestration.runtime.paths import REFERENCE, SNAPSHOT, Home
from orchestration.warehouse.build_database import COMPANY_TABLES
from sources.edgar.snapshot import load_company
from tests.support.facts import assert_same_facts, companies_of, read_all, table
from tests.support.mirror import served
from tests.support.newcomers import Newcomers

pytestmark = pytest.mark.integration


def upside_down(snapshot: Path) -> None:
    """Reverse the rows of every table of a copy of the snapshot."""
    listing = json.loads((snapshot / "snapshot.json").read_text())
    for listed in listing["tables"].values():
        file = snapshot / listed["file"]
        pl.read_parquet(file).reverse().write_parquet(file)
        listed["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (snapshot / "snapshot.json").write_text(json.dumps(listing))


@pytest.mark.slow
def test_the_snapshot_is_worth_the_mirror_it_was_made_of(shared_edgar: Path, published: Path, tmp_path: Path) -> None:
    companies = companies_of(REFERENCE)
    read_all(str(shared_edgar), companies, Home(tmp_path))
    assert_same_facts(tmp_path, published, companies["cik"])


def test_the_same_mirror_over_http(newcomers: Newcomers, tmp_path: Path) -> None:
    """A folder and a service are one code path: only the base address differs, and no fact shows it."""
    companies = companies_of(newcomers.project / "data" / "reference")
    with served(newcomers.first) as address:
        read_all(address, companies, Home(tmp_path))
    assert_same_facts(tmp_path, newcomers.home, companies["cik"])
    documents = pl.concat(table(tmp_path, cik, "documents") for cik in companies["cik"])
    count = documents.filter(pl.col("accession").is_not_null()).height
    read = documents.filter(source_kind="companyfacts").height
    said = f"Used: {count} documents and the companyfacts of {read} companies"
    assert said in newcomers.said.read_text()


def test_the_order_in_which_filings_come_does_not_matter(published: Path, tmp_path: Path) -> None:
    """Of what dbt reads; `test_new_company` sees that marts do not depend on the order of companies either."""
    snapshot = shutil.copytree(SNAPSHOT, tmp_path / "snapshot")
    upside_down(snapshot)
    ciks = companies_of(REFERENCE)["cik"]
    for cik in ciks:
        load_company(cik, snapshot, tmp_path / "facts")
    names = [file.removesuffix(".parquet") for file in COMPANY_TABLES.values()]
    assert_same_facts(tmp_path, published, ciks, names)
