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


def test_what_is_in_force_took_a_third_of_a_billion_at_most(published: Path) -> None:
    """H20 in one quarter, MI308 in two, H200 under the tariff, whose base nobody publishes: no point, a bound."""
    parts = rows(
        published,
        "select ticker, chip_id, regime_id, sum(levy_low_usd), sum(levy_high_usd) from levy.product_levies"
        " where scenario_id = 'as_in_force' and levy_high_usd > 0 group by all order by all",
    )
    most = {(ticker, chip, regime): high for ticker, chip, regime, _, high in parts}
    assert most == {
        ("AMD", "mi308x", "us-revenue-share-15"): Decimal("74250000.00"),
        ("NVDA", "h200", "us-section-232-chips-25"): Decimal("222500000.00"),
        ("NVDA", "h20_96gb", "us-revenue-share-15"): Decimal("8250000.00"),
    }
    assert rows(published, "select max(cumulative_levy_high_usd) from levy.levy_due where scenario_id = 'as_in_force'"
                " group by ticker order by 1") == [(Decimal("74250000.00"),), (Decimal("230750000.00"),)]  # fmt: skip
    unknown = rows(
        published,
        "select levy_usd, null_reason from levy.levy_due where ticker = 'NVDA' and fiscal_year = 2027"
        " and fiscal_quarter = 2 and scenario_id = 'as_in_force'",
    )
    ((point, why),) = unknown
    assert point is None
    assert "H200 SXM: the base is customs value, which is not published" in why
    assert "H20 96 GB: nothing is documented of this quarter" in why


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
        ("null, 'licensed_revenue', null", "the rate may be null on the base regimes alone"),
        ("0.15, 'china_revenu', null", "the base china_revenu is unknown; write china_revenue, licensed_revenue"),
        ("0.15, null, null", "the base null is unknown"),
    ],
)
def test_what_if_refuses_what_means_nothing(published: Path, asked: str, complaint: str) -> None:
    with pytest.raises(duckdb.InvalidInputException, match=re.escape(complaint)):
        rows(published, f"select sum(levy_usd) from levy.levy_what_if({asked})")  # noqa: S608 - our own words


def test_a_product_once_documented_is_never_taken_for_unsold(published: Path) -> None:
    """Nothing is public on H20 from November 2025 on: no point for the company, and a reason that says so."""
    found = rows(
        published,
        "select fiscal_year, fiscal_quarter, levy_usd, levy_high_usd, is_documented from levy.product_levies"
        " where ticker = 'NVDA' and chip_id = 'h20_96gb' and scenario_id = 'as_in_force' order by period_end",
    )
    assert [(year, quarter, known) for year, quarter, _, _, known in found] == [
        (2026, 3, True), (2026, 4, False), (2027, 1, False), (2027, 2, False),
    ]  # fmt: skip
    assert [(point, most) for *_, point, most, known in found if not known] == [(None, None)] * 3
    ((year_point,),) = rows(
        published,
        "select levy_usd from levy.levy_due where ticker = 'NVDA' and scenario_id = 'as_announced'"
        " and fiscal_year = 2026 and fiscal_quarter is null",
    )
    assert year_point is None


def test_what_a_company_bears_is_a_range(published: Path) -> None:
    """Wide for both reasons: a levy that is itself a range, and a share of it that may be passed on."""
    ((low, high),) = rows(
        published,
        "select borne_by_company_low_usd, borne_by_company_high_usd from levy.levy_due where ticker = 'NVDA'"
        " and scenario_id = 'as_in_force' and fiscal_year = 2027 and fiscal_quarter = 2",
    )
    assert (low, high) == (Decimal("0.00"), Decimal("222500000.00"))


@pytest.mark.parametrize("scenario", ["article", "as_in_force"])
def test_what_if_with_the_stored_pass_through_is_borne_alike(published: Path, scenario: str) -> None:
    asked = {"article": "0.15, 'china_revenue', null", "as_in_force": "null, 'regimes', '2025-08-11'"}[scenario]
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
