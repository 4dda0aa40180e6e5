"""Companies whose calendars and figures are rare and true stop no publication, and their figures are right.

One regression test for each kind of company that a data test or a rule once rejected.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.made_up import Company
from tests.support.newcomers import (
    AMENDED,
    CHANGED,
    CHANGING,
    QUARTERLY,
    RECLASSIFIED,
    SEGMENTED,
    START_UP,
    STOPPED,
    WEEKS,
    Newcomers,
)
from tests.support.warehouse import Row, rows

pytestmark = pytest.mark.integration


def rnd(home: Path, company: Company) -> list[Row]:
    """Year, quarter, R&D in USD million, and why there is none."""
    query = "select fiscal_year, fiscal_quarter, cast(rnd_expense_usd / 1e6 as integer), null_reason"
    return rows(
        home, query + " from rnd.rnd_expense where ticker = ? order by period_end, fiscal_quarter", [company.ticker]
    )


def warnings(home: Path) -> set[str]:
    """Expectations that were published and shown."""
    return {name for (name,) in rows(home, "select distinct expectation from ops.checks where not success")}


def test_a_year_of_12_12_12_and_16_weeks_has_four_quarters(newcomers: Newcomers) -> None:
    assert rnd(newcomers.home, WEEKS) == [
        (2023, 1, 10, None), (2023, 2, 10, None), (2023, 3, 10, None), (2023, 4, 14, None), (2023, None, 44, None),
    ]  # fmt: skip


def test_no_research_costs_nothing_and_growth_is_shown(newcomers: Newcomers) -> None:
    assert rnd(newcomers.home, START_UP) == [(2022, None, 0, None), (2023, None, 0, None)]
    assert "assert_yearly_change_within_factor_100" in warnings(newcomers.home)


def test_a_quarter_that_would_cost_less_than_nothing_is_withheld(newcomers: Newcomers) -> None:
    why = "FY less 9M would give -10000000.00: less than nothing, so they do not mean the same"
    assert rnd(newcomers.home, RECLASSIFIED) == [(2023, 4, None, why), (2023, None, 40, None)]


def test_quarters_alone_give_the_fourth(newcomers: Newcomers) -> None:
    """The year less three quarters, of R&D and of revenue in China."""
    assert rnd(newcomers.home, QUARTERLY)[3] == (2023, 4, 14, None)
    query = "select china_revenue_usd / 1e6, formula from levy.china_revenue where ticker = ? and fiscal_quarter = 4"
    found = rows(newcomers.home, query + " and version = 'latest'", [QUARTERLY.ticker])
    year, *quarters = (f"0009990004-20-{n:06}" for n in (4, 3, 2, 1))
    parts = "".join(f" - Q{3 - n} 20000000.00 ({accession})" for n, accession in enumerate(quarters))
    assert found == [(30, f"FY 90000000.00 ({year}){parts}")]


def test_a_levy_that_begins_within_a_quarter(newcomers: Newcomers) -> None:
    """51 of the third quarter's 92 days; the year is the sum of its quarters, the run rate that of a whole one."""
    query = "select fiscal_quarter, levy_usd, levy_annualised_usd from levy.levy_due where scenario_id = 'since_august'"
    found = rows(newcomers.home, query + " and ticker = ? order by period_end, fiscal_quarter", [QUARTERLY.ticker])
    assert found == [
        (3, Decimal("1663043.48"), 12_000_000), (4, 4_500_000, 18_000_000), (None, Decimal("6163043.48"), 13_500_000),
    ]  # fmt: skip


def test_an_amendment_that_does_not_say_has_the_basis_of_what_it_amends(newcomers: Newcomers) -> None:
    query = "select geography_basis, china_revenue_usd, accession from levy.china_revenue where ticker = ?"
    found = rows(newcomers.home, query + " and version = 'latest'", [AMENDED.ticker])
    assert found == [("billing_location", 90_000_000, "0009990005-20-000002")]
    sources = rows(newcomers.home, "select distinct basis_source from ops.metric_facts where accession = ?"
                   " and basis_source is not null", ["0009990005-20-000002"])  # fmt: skip
    assert sources == [("as in the filing that it amends: 0009990005-20-000001",)]


def test_china_by_segment_alone_is_reported(newcomers: Newcomers) -> None:
    """China within segments is no figure, since they may not be all; a segment that is named after it is a figure."""
    within, segment = SEGMENTED
    query = (
        "select geography_basis, china_revenue_usd, null_reason from levy.china_revenue"
        " where ticker = ? and version = 'latest'"
    )
    ((_, figure, why),) = rows(newcomers.home, query, [within.ticker])
    assert figure is None
    assert why.startswith("filings give revenue in China for this period only within segments")
    assert rows(newcomers.home, query, [segment.ticker]) == [("segment", 80 * 10**6, None)]


def test_a_transition_report_ends_a_year_at_once(newcomers: Newcomers, second: Path) -> None:
    """The quarter that leads up to it leaves the marts and is reported; the next is the first of a new year."""

    def quarters(home: Path, company: Company) -> list[tuple[object, object]]:
        return [(year, quarter) for year, quarter, *_ in rnd(home, company)]

    for home, company, expected in (
        (newcomers.home, STOPPED, [(2022, None), (2023, 1)]),
        (newcomers.home, CHANGING, [(2022, None), (2023, 1)]),
        (newcomers.home, CHANGED, [(2022, None)]),
        (second, STOPPED, [(2022, None), (2023, 1)]),
        (second, CHANGING, [(2022, None)]),
        (second, CHANGED, [(2022, None), (2023, 1)]),
    ):
        assert quarters(home, company) == expected, (home.name, company.ticker)
    reported = (
        "select success, json_extract_string(rows, '$[*].ticker') from ops.checks"
        " where expectation = 'assert_no_new_transition_report'"
        " and run_id = (select run_id from ops.refresh order by started_at desc limit 1)"
    )
    assert rows(newcomers.home, reported) == [(True, [])]
    assert rows(second, reported) == [(False, [CHANGING.ticker])]
    first_days = rows(
        second, "select period_start::varchar from rnd.rnd_expense where fiscal_year = 2023 and ticker = ?",
        [CHANGED.ticker],
    )  # fmt: skip
    assert first_days == [("2023-01-01",)]
