"""The levy as published: what the article assumes, what its regimes take, and what anyone may ask."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse import rows

pytestmark = pytest.mark.integration

YEARS = """
    select fiscal_year, levy_usd / 1e9 from levy.levy_due
    where ticker = 'NVDA' and scenario_id = ? and fiscal_quarter is null order by 1
"""


@pytest.mark.parametrize(
    ("scenario", "billions"),
    [
        ("article_billing_location", {2022: 1.07, 2023: 0.87, 2024: 1.55, 2025: 2.57}),
        ("article_customer_headquarters", {2024: 1.85, 2025: 3.76, 2026: 2.95}),
    ],
)
def test_the_article_s_rate_on_reported_revenue(published: Path, scenario: str, billions: dict[int, float]) -> None:
    found = {year: None if usd is None else round(usd, 2) for year, usd in rows(published, YEARS, [scenario])}
    assert {year: found[year] for year in billions} == billions


def test_only_the_tariff_is_in_force(published: Path) -> None:
    """H200 under the tariff, whose base nobody publishes: no point, a bound."""
    parts = rows(
        published,
        "select ticker, chip_id, regime_id, sum(levy_low_usd), sum(levy_high_usd) from levy.product_levies"
        " where scenario_id = 'as_in_force' group by all order by all",
    )
    assert parts == [("NVDA", "h200", "us-section-232-chips-25", Decimal("0.00"), Decimal("222500000.00"))]
    ((point, why),) = rows(
        published,
        "select levy_usd, null_reason from levy.levy_due where ticker = 'NVDA' and fiscal_year = 2027"
        " and fiscal_quarter = 2 and scenario_id = 'as_in_force'",
    )
    assert point is None
    assert why == "H200 SXM: the base is customs value, which is not published"


def test_the_levy_on_licensed_h20_is_that_of_the_filing(published: Path) -> None:
    """About 60 million under the licences of August 2025: 9 million at 15 %, all of it, not by days."""
    found = rows(
        published,
        "select fiscal_quarter, quarter_count, base_usd, levy_low_usd, levy_usd, levy_high_usd from levy.levy_due"
        " where ticker = 'NVDA' and scenario_id = 'as_announced' and fiscal_year = 2026 order by 1 nulls last",
    )
    assert [tuple(None if one is None else float(one) for one in row) for row in found] == [
        (3, None, 50e6, 6.75e6, 7.5e6, 8.25e6), (4, None, 10e6, 0, 1.5e6, 3e6), (None, 2, 60e6, 6.75e6, 9e6, 11.25e6),
    ]  # fmt: skip


def test_nothing_bounds_what_leaves_something_out(published: Path) -> None:
    """Of the newest quarter no company's sales are known, so the most of the year, and of all so far, is not known."""
    newest = rows(
        published,
        "select ticker, levy_low_usd, levy_high_usd, cumulative_levy_high_usd from levy.levy_due"
        " where scenario_id = 'as_announced' and fiscal_quarter = 2 order by 1",
    )
    assert newest == [("AMD", 0, None, None), ("NVDA", 0, None, None)]
    to_date = "select levy_low_usd, levy_usd, levy_high_usd from levy.levy_to_date where scenario_id = 'as_announced'"
    assert rows(published, to_date) == [(Decimal("65250000.00"), None, None)]


def test_expected_is_neither_accrued_nor_paid(published: Path) -> None:
    found = rows(
        published,
        "select ticker, expected_rate_high_share, due_documented_usd, accrued_usd, paid_usd, accrued_null_reason_code"
        " from levy.levy_status where regime_id = 'us-revenue-share-15' order by 1",
    )
    assert found == [
        ("AMD", Decimal("0.150000"), Decimal("73500000.00"), None, None, "not_disclosed"),
        ("NVDA", None, Decimal("9000000.00"), None, None, "not_disclosed"),
    ]


def test_the_levy_on_one_chip_on_a_day(published: Path) -> None:
    query = "select regime_id, levy_low_usd, levy_high_usd, borne_by_buyer_high_usd from levy.levy_per_chip_on(?)"
    of_h200 = query + " where chip_id = 'h200' and scenario_id = 'as_in_force'"
    assert rows(published, of_h200, ["2026-01-14"]) == []
    assert rows(published, of_h200, ["2026-01-15"]) == [("us-section-232-chips-25", None, 6750, 0)]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("article", "0.15, 'china_revenue', null"),
        ("article_billing_location", "0.15, 'billing_location', null"),
        ("article_customer_headquarters", "0.15, 'customer_headquarters', null"),
        ("quarter_share", "0.25, 'licensed_revenue', '2025-08-11'"),
        ("as_announced", "0.15, 'us-revenue-share-15', '2025-08-11'"),
        ("first_ask", "0.2, 'us-revenue-share-20', '2025-08-11'"),
        ("as_in_force", "null, 'regimes', '2025-08-11'"),
        ("all_regimes", "null, 'announced_regimes', '2025-08-11'"),
    ],
)
def test_what_if_equals_the_stored_scenario(published: Path, stored: str, asked: str) -> None:
    columns = "ticker, fiscal_year, fiscal_quarter, base_usd, levy_low_usd, levy_usd, levy_high_usd, null_reason"
    kept = rows(published, f"select {columns} from levy.levy_due where scenario_id = ? order by all", [stored])  # noqa: S608 - our own words
    assert kept
    assert rows(published, f"select {columns} from levy.levy_what_if({asked}) order by all") == kept  # noqa: S608 - our own words


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ("15, 'china_revenue', null", "the rate 15 is no share; write a share from 0 to 1"),
        ("-0.1, 'china_revenue', null", "the rate -0.1 is no share"),
        ("null, 'licensed_revenue', null", "the rate may be null on the bases regimes and announced_regimes"),
        ("0.15, 'china_revenu', null", "the base china_revenu is unknown; write china_revenue, licensed_revenue"),
        ("0.15, null, null", "the base null is unknown"),
        ("0.15, 'kr-memory-15', null", "the base kr-memory-15 is a regime on the China sales of other companies"),
        (
            "0.15, 'us-section-232-broad', null",
            "no documented sale is of a product in the scope of us-section-232-broad",
        ),
        ("0.15, 'china_revenue', '2030-01-01'", "nothing is known of the time from 2030-01-01; write a day up to"),
    ],
)
def test_what_if_refuses_what_means_nothing(published: Path, asked: str, complaint: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match=re.escape(complaint)):
        rows(published, f"select sum(levy_usd) from levy.levy_what_if({asked})")  # noqa: S608 - our own words


def test_a_product_once_documented_is_never_taken_for_unsold(published: Path) -> None:
    """Nothing is public on the H20 of the newest quarter, and a quarter of AMD after its last is in its filings."""
    found = rows(
        published,
        "select ticker, fiscal_year, fiscal_quarter, levy_usd, levy_high_usd from levy.product_levies"
        " where scenario_id = 'as_announced' and not is_documented order by period_end",
    )
    assert found == [("AMD", 2026, 2, None, None), ("NVDA", 2027, 2, None, None)]


def test_a_year_that_straddles_the_start_is_the_sum_of_its_quarters(published: Path) -> None:
    found = rows(
        published,
        "select coalesce(fiscal_quarter, 0), levy_usd, quarter_count from"
        " levy.levy_what_if(0.15, 'china_revenue', '2025-08-11') where ticker = 'NVDA' and fiscal_year = 2026"
        " order by 1",
    )
    (year, count), quarters = found[0][1:], [usd for quarter, usd, _ in found if quarter]
    assert (year, count) == (sum(quarters), len(quarters)) == (Decimal("836342307.69"), 2)


def test_what_a_company_bears_is_a_range(published: Path) -> None:
    """Wide for both reasons: a levy that is itself a range, and a share of it that may be passed on."""
    ((low, high),) = rows(
        published,
        "select borne_by_company_low_usd, borne_by_company_high_usd from levy.levy_due where ticker = 'NVDA'"
        " and scenario_id = 'as_in_force' and fiscal_year = 2027 and fiscal_quarter = 2",
    )
    assert (low, high) == (Decimal("0.00"), Decimal("222500000.00"))


@pytest.mark.parametrize("scenario", ["article", "all_regimes"])
def test_what_if_with_the_stored_pass_through_is_borne_alike(published: Path, scenario: str) -> None:
    asked = {"article": "0.15, 'china_revenue', null", "all_regimes": "null, 'announced_regimes', '2025-08-11'"}[
        scenario
    ]
    columns = "ticker, fiscal_year, fiscal_quarter, levy_usd, borne_by_company_low_usd, borne_by_company_usd, "
    columns += "borne_by_company_high_usd"
    stored = f"select {columns} from levy.levy_due where scenario_id = ? order by all"  # noqa: S608 - our own words
    ((passed,),) = rows(
        published,
        "select [pass_through_low_share, pass_through_point_share, pass_through_high_share] from levy.scenarios"
        " where scenario_id = ?",
        [scenario],
    )
    assert passed[0] < passed[2]
    borne = f"select {columns} from levy.levy_what_if_borne({asked}, ?) order by all"  # noqa: S608 - our own words
    assert rows(published, borne, [passed]) == rows(published, stored, [scenario])


@pytest.mark.parametrize("passed", ["null", "[0.5]", "[0.5, 0.2, 1]", "[0, 0.5, 1.5]", "[0, null, 1]"])
def test_what_is_no_pass_through_is_refused(published: Path, passed: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match=r"the pass-through .* is no range"):
        rows(
            published,
            f"select sum(borne_by_company_low_usd) from levy.levy_what_if_borne(0.15, 'china_revenue', null, {passed})",  # noqa: S608 - our own words
        )


def test_a_higher_rate_takes_more(published: Path) -> None:
    query = "select sum(levy_usd) from levy.levy_what_if(?, 'china_revenue', '2024-01-01')"
    takes = [rows(published, query, [rate])[0][0] for rate in (0, 0.1, 0.15, 1)]
    assert takes[0] == 0
    assert takes == sorted(set(takes))


@pytest.mark.parametrize(
    ("day", "chip", "regimes"),
    [
        (date(2025, 8, 10), "h20_96gb", []),
        (date(2025, 8, 11), "h20_96gb", ["us-revenue-share-15"]),
        (date(2026, 1, 13), "h200", ["us-revenue-share-25-h200"]),
        (date(2026, 1, 14), "h200", []),
        (date(2026, 1, 15), "h200", ["us-section-232-chips-25"]),
        (date(2026, 1, 15), "h20_96gb", ["us-revenue-share-15"]),
    ],
)
def test_the_regimes_of_a_product_on_a_day(published: Path, day: date, chip: str, regimes: list[str]) -> None:
    """The day before a start, the day of it, and each product under its own regime."""
    found = rows(published, "select regime_id from levy.regimes_on(?) where chip_id = ? order by 1", [day, chip])
    assert [regime for (regime,) in found] == regimes


def test_scope_is_computed_from_specifications(published: Path) -> None:
    query = (
        "select chip_id, is_in_scope, scope_reason from levy.product_regimes"
        " where regime_id = 'us-section-232-chips-25' and chip_id in ('h200', 'h20_96gb') order by 1"
    )
    (h200, inside, _), (h20, outside, why) = rows(published, query)
    assert (h200, inside, h20, outside) == ("h200", True, "h20_96gb", False)
    assert "14000-17500@4500-5000" in why


def test_every_levy_row_says_what_it_rests_on(published: Path) -> None:
    tables = [
        "levy.regimes", "levy.product_regimes", "levy.licensed_revenue", "levy.product_levies", "levy.levy_due",
        "levy.scenarios", "levy.precedents", "rnd.levy_vs_rnd", "rnd.rnd_trend", "claims.article_claims",
        "watch.catalysts", "watch.supply_chain_exposure",
    ]  # fmt: skip
    for table in tables:
        query = f"select count(*), count(*) filter (confidence is null or source_id is null) from {table}"  # noqa: S608 - our own words
        ((all_rows, without),) = rows(published, query)
        assert (all_rows > 0, without) == (True, 0), table


def test_hypothetical_levies_are_in_the_currency_reported(published: Path) -> None:
    found = rows(published, "select distinct ticker, currency, status from levy.precedents order by 1")
    assert ("ASML", "EUR", "hypothetical") in found
    assert ("8035.T", "JPY", "hypothetical") in found
    assert {status for _, _, status in found} == {"hypothetical"}
