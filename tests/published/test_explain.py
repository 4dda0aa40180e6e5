"""Every published number can be settled: what `explain` names recomputes it, from facts as they were landed."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.cli.explain import printed
from orchestration.lineage.explain import explain, explained_columns, numeric_columns
from orchestration.lineage.explanation import Explanation, InputGroup
from orchestration.lineage.graph import Lineage
from orchestration.lineage.row_query import CannotExplain, columns_of, open_read_only
from orchestration.lineage.sql_names import literals_read, names_beside, names_read
from orchestration.runtime.paths import Home
from tests.support.project import Tributary

pytestmark = pytest.mark.integration

NUMBERS = 200
FACT = ("cik", "accession", "source_kind", "document", "fact_no")


@pytest.fixture(scope="module")
def con(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published / "published" / "tributary.duckdb"), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def landed(published: Path) -> dict[tuple[object, ...], Decimal]:
    """Every number as it was landed, by its place."""
    files = list(published.glob("facts/*/*facts.parquet"))
    facts = pl.concat([pl.scan_parquet(file).select(*FACT, "value") for file in files], how="vertical_relaxed")
    rows = facts.filter(pl.col("value").is_not_null()).with_columns(pl.col("document").fill_null("curated")).collect()
    return {row[:-1]: row[-1] for row in rows.iter_rows()}


@pytest.fixture(scope="module")
def lineage(published: Path) -> Lineage:
    return Lineage.of(Home(published))


def leaves_of(explanation: Explanation) -> Iterator[Explanation]:
    if not explanation.operands:
        yield explanation
    for operand in explanation.operands:
        yield from leaves_of(operand)


def number_in(line: str) -> Decimal | None:
    """The number after the equals sign of a printed title."""
    text = line.rpartition(" = ")[2].removesuffix(" USD").replace(",", "")
    return None if text == "null" else Decimal(text)


def test_every_number_of_every_table_is_explained(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    """The value, the column's description, and a source, filing or input row; of a null, the reason."""
    explained = 0
    without_rows = set()
    for table, names in numeric_columns(con).items():
        descriptions = {name: column["description"] for name, column in columns_of(con, table).items()}
        for column, test in ((name, test) for name in names for test in ("is not null", "is null")):
            query = f'select rowid, "{column}" from {table} where "{column}" {test} order by rowid limit 1'  # noqa: S608 - catalog names
            for row, value in con.execute(query).fetchall():
                explanation = explain(con, table, f"rowid = {row}", column, lineage)
                lines = printed(explanation).splitlines()
                named = f"{table}.{column} of row {row}"
                assert lines[0].startswith(f"{table}.{column} = "), named
                shown = number_in(lines[0])
                assert (shown is None) == (value is None), named
                assert value is None or shown == pytest.approx(Decimal(value), rel=Decimal("1e-5")), named
                assert lines[1] == " ".join(descriptions[column].split()), named
                assert explanation.groups or explanation.evidence or explanation.facts or explanation.operands or (
                    explanation.curated or explanation.versions
                ), named  # fmt: skip
                assert value is not None or any("no figure: " in line for line in lines), named
                explained += 1
                is_counted = any(one.kind in ("table", "list") for one in explanation.evidence)
                if value is not None and is_counted and column not in (*lineage.grain(table), "fiscal_quarter"):
                    without_rows.add(table)
    assert explained > 500
    # What the pipeline counts of itself names the tables that are counted, and growth of revenue the company.
    assert without_rows <= {"levy.exposure", "ops.columns", "ops.geography_members", "ops.refresh"}


def test_a_running_total_lists_the_rows_that_are_added_up(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    where = "ticker=AMD fiscal_year=2026 fiscal_quarter=1 scenario_id=as_announced"
    explanation = explain(con, "levy.levy_due", where, "cumulative_levy_usd", lineage)
    (group,) = explanation.groups
    assert (group.table, group.relation) == ("levy.levy_due", "added up")
    assert [(row.key["fiscal_year"], row.key["fiscal_quarter"]) for row in group.rows] == [(2025, 4), (2026, 1)]
    assert sum(row.values["levy_usd"] for row in group.rows) == explanation.value


def test_a_levy_of_products_is_followed_to_a_source_with_its_address(
    con: duckdb.DuckDBPyConnection, lineage: Lineage
) -> None:
    explanation = explain(con, "levy.levy_to_date", "scenario_id=as_announced", "levy_low_usd", lineage)

    def tables_of(groups: list[InputGroup]) -> Iterator[str]:
        for group in groups:
            yield group.table
            for row in group.rows:
                yield from tables_of(row.groups)

    assert {"levy.levy_due", "levy.product_levies", "levy.licensed_revenue"} <= set(tables_of(explanation.groups))
    # Not the one quarter that happens to have the value of the sum.
    assert explanation.groups[0].relation == "whose levy_low_usd are added up"
    assert len(explanation.groups[0].rows) > 1
    assert "source amd-8k-2026-02-03: " in printed(explanation)
    assert "https://www.sec.gov/Archives/edgar/data/2488/" in printed(explanation)
    assert explanation.sql_files == ["dbt_project/models/marts/levy/levy_to_date.sql"]


def test_a_yield_names_the_claims_that_are_pooled(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    where = "foundry='SMIC' and node_class='7nm' and scope='node' and as_of=date '2024-11-30'"
    explanation = explain(con, "capacity.yield_consensus", where, "d0_mid_per_cm2", lineage)
    group = explanation.groups[0]
    assert [row.key["claim_id"] for row in group.rows] == ["Y008", "Y009"]
    densities = [row.values["d0_mid_per_cm2"] for row in group.rows]
    assert sum(densities) / 2 == pytest.approx(explanation.value)


def test_a_supply_figure_names_all_its_inputs(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    explanation = explain(con, "capacity.accelerator_supply", "year=2025 scenario_id=base", "units_p50", lineage)
    (group,) = explanation.groups
    assert (group.table, group.row_count, len(group.rows)) == ("capacity.supply_inputs", 23, 23)
    assert "dbt_project/macros/rows/accelerator_supply.sql" in explanation.sql_files


def test_the_row_of_a_year_is_made_of_the_row_of_that_year(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    """And not of its quarters as well."""
    where = "ticker=AMD fiscal_year=2021 fiscal_quarter=null scenario_id=article"
    explanation = explain(con, "levy.levy_due", where, "borne_by_company_usd", lineage)
    (revenue,) = [group for group in explanation.groups if group.table == "levy.china_revenue"]
    assert [row.key.get("fiscal_quarter") for row in revenue.rows] == [None]


def test_names_in_sql_are_followed_through_its_parts() -> None:
    sql = """
    with parts as (select a.ticker, sum(case when a.kind = 'x' then a.paid end) as levy from t as a group by a.ticker)
    select ticker, round(levy, 2) as levy_usd, 'as levy_usd' as note from parts
    """
    assert names_read(sql, ["levy_usd"]) == {"kind", "paid"}
    assert names_read(sql, ["ticker"]) == {"ticker"}
    assert names_beside(sql, "levy_usd") == {"levy", "kind", "paid"}
    assert literals_read(sql) == {"kind": {"'x'"}}


def test_a_finding_on_the_article_is_followed_to_the_fact_of_a_filing(
    con: duckdb.DuckDBPyConnection, lineage: Lineage
) -> None:
    shown = printed(explain(con, "claims.article_claims", "claim_id=A001", "found_value", lineage))
    assert "ops.value_history: 1 row named as evidence" in shown
    assert "fact 0001045810-24-000029: 10-K, nvda-20240128.htm, fact f-60" in shown


def test_a_source_is_the_one_that_the_row_cites(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    """The article has no address. That of the curated file, which is another source's, was printed for it."""
    where = "ticker='AMD' and fiscal_year=2023 and fiscal_quarter is null and scenario_id='article'"
    explanation = explain(con, "levy.levy_due", where, "rate_share", lineage)
    assert explanation.curated is not None
    assert (explanation.curated["source_id"], explanation.curated["source_url"]) == ("article-2025-08", None)
    shown = printed(explanation)
    assert "source article-2025-08" in shown
    assert "no address is known" in shown
    assert "http" not in shown


def test_a_null_says_why_and_what_is_needed(con: duckdb.DuckDBPyConnection, lineage: Lineage) -> None:
    explanation = explain(con, "levy.levy_to_date", "scenario_id=as_announced", "levy_usd", lineage)
    assert explanation.null_reason_code == "quarter_not_documented"
    source, *inputs = explanation.needed
    assert "licensed_revenue.csv" in source
    assert any("levy.levy_due, row NVDA" in line for line in inputs)


def test_random_numbers_are_recomputed_from_their_facts(
    con: duckdb.DuckDBPyConnection, landed: dict[tuple[object, ...], Decimal]
) -> None:
    """Money to the cent, shares to the last digit published. The seed is printed by the assertion."""
    seed = random.SystemRandom().randrange(10**6)
    dice = random.Random(seed)
    columns = [(table, column) for table, names in explained_columns(con).items() for column in names]
    for _ in range(NUMBERS):
        table, column = dice.choice(columns)
        query = f"select rowid from {table} where {column} is not null"  # noqa: S608 - catalog names
        row = dice.choice(con.execute(query).fetchall())[0]
        explanation = explain(con, table, f"rowid = {row}", column)
        named = f"seed {seed}: {table}.{column} of row {row}"
        facts = list(explanation.all_facts())
        assert facts or all(leaf.curated for leaf in leaves_of(explanation)), named
        for fact in facts:
            value = landed[tuple(fact[name] for name in FACT)]
            is_percentage = fact["concept"] == "us-gaap:ConcentrationRiskPercentage"
            assert (0 < value < 1) if is_percentage else value == fact["fact_value_usd"], named
            assert str(fact["url"]).startswith("https://"), named
        recomputed = explanation.recomputed()
        assert recomputed is not None, named
        assert explanation.value is not None
        unit = Decimal("0.01") if column.endswith("_usd") else Decimal("0.000001")
        if column.endswith("_usd"):
            assert recomputed.quantize(unit) == explanation.value, named
        else:
            assert abs(recomputed - explanation.value) <= unit, named


def test_a_derived_quarter_names_both_filings(con: duckdb.DuckDBPyConnection) -> None:
    where = (
        "ticker = 'NVDA' and fiscal_year = 2026 and fiscal_quarter = 4 and version = 'latest'"
        " and geography_basis = 'customer_headquarters'"
    )
    explanation = explain(con, "levy.china_revenue", where)
    year, nine_months = explanation.facts
    assert explanation.value == Decimal("3060000000.00")
    assert (year["sign"], year["accession"]) == (1, "0001045810-26-000021")
    assert (nine_months["sign"], nine_months["accession"]) == (-1, "0001045810-25-000230")
    assert nine_months["url"].endswith("nvda-20251026.htm")
    assert (nine_months["fact_id"], nine_months["context_id"]) == ("f-945", "c-173")
    assert nine_months["geography_rule_id"]
    assert "location of" in nine_months["basis_evidence"]


def test_the_other_basis_is_named_as_not_chosen(con: duckdb.DuckDBPyConnection) -> None:
    where = "ticker = 'NVDA' and fiscal_year = 2025 and fiscal_quarter is null and scenario_id = 'article'"
    base = explain(con, "levy.levy_due", where).operands[1]
    assert base.value == Decimal("17108000000.00")
    (other,) = base.not_chosen
    assert other["value_usd"] == Decimal("25048000000.00")
    assert other["why"] == "another geography basis, customer_headquarters"


def test_a_missing_number_says_why(con: duckdb.DuckDBPyConnection) -> None:
    where = (
        "ticker = 'NVDA' and fiscal_year = 2026 and fiscal_quarter = 1 and version = 'latest'"
        " and geography_basis = 'customer_headquarters'"
    )
    explanation = explain(con, "levy.china_revenue", where)
    assert explanation.value is None
    assert explanation.null_reason == "not reported on this basis"


def test_every_version_is_reported(con: duckdb.DuckDBPyConnection) -> None:
    """The quarter whose own filing is absent: known only from the next year's comparative."""
    where = "ticker = 'NVDA' and fiscal_year = 2022 and fiscal_quarter = 1 and version = 'latest'"
    explanation = explain(con, "levy.china_revenue", where + " and geography_basis = 'billing_location'")
    stated = [version for version in explanation.versions if version["value_usd"] is not None]
    assert [version["accession"] for version in stated] == ["0001045810-22-000079"]


@pytest.mark.parametrize(
    ("table", "where", "column", "reported"),
    [
        (
            "levy.no_such",
            "true",
            None,
            "levy.no_such is no published table. Choose one of capacity.accelerator_supply,",
        ),
        (
            "ops.citations",
            "true",
            None,
            "ops.citations has no numeric column. Choose one of capacity.accelerator_supply,",
        ),
        ("levy.levy_due", "ticker = 'NONE'", None, "levy.levy_due has no row where ticker = 'NONE'. Loosen"),
        ("levy.levy_due", "tickr = 'NVDA'", None, "--where cannot be read"),
        ("levy.levy_due", " ", None, "--where cannot be read: it is empty. Write a SQL condition on levy.levy_due."),
        ("levy.levy_due", "cik = 'x", None, "--where cannot be read: Parser Error: unterminated string literal. Write"),
        ("levy.levy_due", "fiscal_year = 'x'", None, "--where cannot be read: Conversion Error: Could not convert"),
        ("levy.levy_due", "true", "ticker", "levy.levy_due.ticker cannot be explained. Give --column with one of"),
        ("levy.levy_due", "true", "levy", "levy.levy_due.levy does not exist. Give --column with one of"),
    ],
)
def test_a_question_that_names_no_number(
    con: duckdb.DuckDBPyConnection, table: str, where: str, column: str | None, reported: str
) -> None:
    with pytest.raises(CannotExplain) as fault:
        explain(con, table, where, column)
    assert str(fault.value).startswith(reported)


def test_several_rows_are_counted_and_distinguished(con: duckdb.DuckDBPyConnection) -> None:
    """By all of them, not by the first few, which may well be of one company."""
    with pytest.raises(CannotExplain) as fault:
        explain(con, "levy.levy_due", "true -- everything")
    (height,) = con.execute("select count(*) from levy.levy_due").fetchone() or (None,)
    assert str(fault.value).startswith(f"levy.levy_due has {height:,} rows where true -- everything. They differ in ")
    differing = str(fault.value).partition("They differ in ")[2].partition(": name one.")[0].split(", ")
    assert {"ticker", "fiscal_year", "fiscal_quarter", "scenario_id"} <= set(differing)
    assert not {"levy_usd", "levy_of_rnd_share"} & set(differing)


def test_a_key_that_fits_no_row_names_the_keys_and_the_nearest_rows(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(CannotExplain) as fault:
        explain(con, "levy.levy_due", "ticker='NVDA' and fiscal_year=2025 and fiscal_quarter=9")
    message = str(fault.value)
    assert "Its rows differ in ticker, fiscal_year, fiscal_quarter, scenario_id." in message
    assert "Nearest rows: ticker=NVDA, fiscal_year=2025, " in message


@pytest.mark.parametrize(
    "where",
    [
        "exists(select 1 from read_text('{secret}'))",
        "exists(from glob('{secret}'))",
        "exists(from read_csv('{secret}'))",
        "ticker in (select content from read_text('{secret}'))",
        "true; copy (select 1) to '{target}'",
        "true; copy (select 1) to '{target}'; select 1",
        "true; attach '{target}' as other; select 1",
        "true; set enable_external_access = true; select 1",
        "true) union all (select 1",
        "true) union all (from levy.levy_due where (true",
        "true order by 1",
        "true from range(3)",
    ],
)
def test_a_condition_is_a_condition_and_nothing_else(published: Path, tmp_path: Path, where: str) -> None:
    """No other file is read or written, no second statement runs, nothing is put in the place of a row."""
    secret, target = tmp_path / "secret.csv", tmp_path / "target"
    secret.write_text("a secret\n")
    # A file of its own: DuckDB shares settings between all connections of a process to one file.
    file = shutil.copy(published / "published" / "tributary.duckdb", tmp_path / "tributary.duckdb")
    with (
        open_read_only(Path(file)) as opened,
        pytest.raises(CannotExplain) as fault,
    ):
        explain(opened, "levy.levy_due", where.format(secret=secret, target=target))
    assert str(fault.value).startswith("--where cannot be read: ")
    assert not target.exists()


def test_on_the_command_line(published: Path, tmp_path: Path, tributary: Tributary) -> None:
    question = (
        "levy.levy_due",
        "--where",
        "ticker='AMD' and fiscal_year=2023 and fiscal_quarter is null and scenario_id='article'",
    )
    done = tributary("explain", *question, "--home", published)
    assert done.returncode == 0, done.stderr
    for reported in (
        "512,550,000 USD",
        "rate_share * base_usd",
        "3,417,000,000 USD",
        "0000002488-24-000012",
        "https://www.sec.gov/Archives/edgar/data/2488/",
        "geography_members.csv, rule",
        "versions",
    ):
        assert reported in done.stdout
    as_json = tributary("explain", *question, "--json", "--home", published)
    assert json.loads(as_json.stdout)["value"] == "512550000.00"
    assert tributary("explain", *question, "--home", tmp_path).returncode == 3
    assert tributary("explain", "levy.levy_due", "--where", "true", "--home", published).returncode == 1
    reading = tributary("explain", "levy.levy_due", "--where", f"exists(from glob('{tmp_path}'))", "--home", published)
    assert (reading.returncode, reading.stdout) == (1, "")
    assert reading.stderr.startswith("--where cannot be read: Permission Error")


def test_bi_can_ask_for_the_evidence(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        "select sign, fact_value_usd, form, accession from ops.evidence_of('NVDA', 'revenue', 'CN', 2026, 'Q4')"
        " where geography_basis = 'customer_headquarters' and known_until is null order by sign desc"
    ).fetchall()
    assert found == [
        (1, Decimal("19677000000.00"), "10-K", "0001045810-26-000021"),
        (-1, Decimal("16617000000.00"), "10-Q", "0001045810-25-000230"),
    ]
