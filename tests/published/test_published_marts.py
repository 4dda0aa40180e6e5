"""What a refresh from the snapshot publishes: the figures people will quote, and the form they come in."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.support.project import REPOSITORY
from tests.support.warehouse import manifest, mart_names, rows

pytestmark = pytest.mark.integration

MILLION = 1_000_000
RND = "select fiscal_year, rnd_expense_usd from rnd.rnd_expense where ticker = ? and fiscal_quarter is null order by 1"
CHINA = """
    select fiscal_year, china_revenue_usd from levy.china_revenue
    where ticker = ? and geography_basis = ? and version = 'latest' and fiscal_quarter is null order by 1
"""


def in_millions(home: Path, query: str, *parameters: str) -> dict[int, Decimal | None]:
    """An amount for each fiscal year."""
    return {year: None if usd is None else usd / MILLION for year, usd in rows(home, query, parameters)}


def test_nvidia_rnd(published: Path) -> None:
    spent = in_millions(published, RND, "NVDA")
    assert [spent[year] for year in range(2022, 2027)] == [5268, 7339, 8675, 12914, 18497]


def test_amd_rnd(published: Path) -> None:
    assert in_millions(published, RND, "AMD")[2023] == 5872


@pytest.mark.parametrize(
    ("ticker", "basis", "first_year", "amounts"),
    [
        ("NVDA", "billing_location", 2021, [3886, 7111, 5785, 10306, 17108]),
        ("NVDA", "customer_headquarters", 2024, [12330, 25048, 19677]),
        ("AMD", "billing_location", 2021, [4096, 5207, 3417, 6231]),
    ],
)
def test_china_revenue(published: Path, ticker: str, basis: str, first_year: int, amounts: list[int]) -> None:
    """FY2025 of NVIDIA has two true figures; each belongs to its basis."""
    found = in_millions(published, CHINA, ticker, basis)
    assert [found[year] for year in range(first_year, first_year + len(amounts))] == amounts


def test_quarters_of_the_year_in_which_nvidia_changed_its_basis(published: Path) -> None:
    """Q4 comes from the year less nine months of the same basis; Q1 was never given on it, Q2 later."""
    found = rows(
        published,
        "select fiscal_quarter, china_revenue_usd, derivation, null_reason, formula from levy.china_revenue"
        " where ticker = 'NVDA' and fiscal_year = 2026 and fiscal_quarter in (1, 2, 4) and version = 'latest'"
        " and geography_basis = 'customer_headquarters' order by 1",
    )
    first, second, fourth = found
    assert fourth[1:4] == (3060 * MILLION, "derived", None)
    assert fourth[4]
    assert first[1:3] == (None, "missing")
    assert "not reported on this basis" in first[3]
    assert second[1:4] == (3985 * MILLION, "reported", None)


def test_a_quarter_first_seen_as_a_comparative(published: Path) -> None:
    """Its own filing is not available: the first reported value is unknown, and is not taken from a later filing."""
    found = rows(
        published,
        "select version, china_revenue_usd, derivation, null_reason from levy.china_revenue"
        " where ticker = 'NVDA' and fiscal_year = 2022 and fiscal_quarter = 1 and geography_basis = 'billing_location'"
        " order by 1",
    )
    first, latest = found
    assert first[:3] == ("first_reported", None, "missing")
    assert "not available" in first[3]
    assert latest == ("latest", 1391 * MILLION, "reported", None)


def test_levy_on_the_billing_basis(published: Path) -> None:
    found = dict(
        rows(
            published,
            "select fiscal_year, round(levy_usd / 1e9, 2) from levy.levy_due where ticker = 'NVDA'"
            " and scenario_id = 'article_billing_location' and rate_share = 0.15 and fiscal_quarter is null",
        )
    )
    assert [found[year] for year in range(2022, 2026)] == [1.07, 0.87, 1.55, 2.57]


def test_only_marts_are_published(published: Path) -> None:
    """What is staging, intermediate or landing in a build stays private."""
    named = {name.split(".")[0] for name in mart_names(published)}
    assert named == {path.name for path in (REPOSITORY / "dbt_project" / "models" / "marts").iterdir() if path.is_dir()}
    assert not rows(published, "select view_name from duckdb_views() where not internal")


def test_every_table_and_column_says_what_it_is(published: Path) -> None:
    tables = "select schema_name || '.' || table_name from duckdb_tables() where coalesce(comment, '') = ''"
    columns = (
        "select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()"
        " where not internal and coalesce(comment, '') = ''"
    )
    assert rows(published, tables) == []
    assert rows(published, columns) == []


def test_money_is_exact(published: Path) -> None:
    found = rows(
        published,
        "select table_name, column_name, data_type from duckdb_columns() where column_name like '%\\_usd' escape '\\'",
    )
    assert len(found) > 10
    assert {kind for _, _, kind in found} == {"DECIMAL(18,2)"}


def test_the_catalog_is_called_tributary(published: Path) -> None:
    """Links must not show: saved queries say `tributary.levy.headline`."""
    assert rows(published, "select current_database()") == [("tributary",)]


def test_stored_macros_do_without_the_function_if(published: Path) -> None:
    """DuckDB 1.4, the oldest that readers bring, does not know it in a stored macro."""
    macros = rows(published, "select function_name, macro_definition from duckdb_functions() where not internal")
    assert len(macros) > 5
    assert [name for name, definition in macros if '"if"(' in definition] == []


def test_parquet_files_are_the_tables(published: Path) -> None:
    folder = published / "published" / "parquet"
    names = mart_names(published)
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")) == [
        f"{name.replace('.', '/')}.parquet" for name in names
    ]
    for name in names:
        file = folder / f"{name.replace('.', '/')}.parquet"
        assert duckdb.read_parquet(str(file)).fetchall() == rows(published, f"from {name}"), name
        assert pl.read_parquet(file).columns == duckdb.read_parquet(str(file)).columns


def test_manifest(published: Path) -> None:
    said = manifest(published)
    folder = (published / "published" / "current").resolve()
    assert folder.name == said["build_id"]
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del files["manifest.json"]
    files = {name: path for name, path in files.items() if not name.startswith("report/")}  # drawn after publication
    assert said["files"] == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert said["row_counts"] == {
        name: rows(published, f"select count(*) from {name}")[0][0]  # noqa: S608 - catalog names
        for name in mart_names(published)
    }
    assert set(said["inputs"]) == {"filings", "reference", "code"}
    snapshot = (REPOSITORY / "data" / "snapshot" / "snapshot.json").read_bytes()
    assert said["inputs"]["filings"] == {"snapshot": hashlib.sha256(snapshot).hexdigest()}
    assert set(said["inputs"]["reference"]) == {path.name for path in (REPOSITORY / "data" / "reference").iterdir()}


def test_manifest_names_the_commit(published: Path, commit: str | None) -> None:
    if commit is None:
        pytest.skip("the code is not in a git checkout")
    assert manifest(published)["git_commit"].removesuffix("+changes") == commit


def test_one_current_run(published: Path) -> None:
    """The run says of itself what the manifest says of it."""
    said = manifest(published)
    found = rows(published, "select build_id, git_commit, input_fingerprint, edgar from ops.refresh where is_current")
    assert found == [(said["build_id"], said["git_commit"], said["input_fingerprint"], "snapshot")]


def test_every_fact_is_accounted_for(published: Path) -> None:
    """Nothing that was extracted disappears: by source, the classes of the ledger add up to the rows landed."""
    accounted = dict(rows(published, "select source_kind, sum(fact_count)::bigint from ops.coverage group by 1"))
    assert accounted.pop("document") == 0  # filings whose documents are not available
    facts = published / "facts"
    by_kind = pl.scan_parquet([*facts.glob("*/facts.parquet")])
    landed = dict(by_kind.group_by("source_kind").len().collect().iter_rows())
    landed["curated"] = pl.read_parquet(facts / "reference" / "curated_facts.parquet").height
    landed["companyfacts"] = pl.scan_parquet(facts / "*" / "companyfacts.parquet").select(pl.len()).collect().item()
    assert accounted == landed
