"""What was known on a day: versions, restatements and recasts, as analysts ask for them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.warehouse import rows

pytestmark = pytest.mark.integration

MILLION = 1_000_000
YEAR = (
    "select geography_basis, china_revenue_usd from levy.china_revenue_as_of(?) where ticker = 'NVDA'"
    " and fiscal_year = 2025 and fiscal_quarter is null and china_revenue_usd is not null order by 1"
)


def test_before_the_recast(published: Path) -> None:
    assert rows(published, YEAR, ["2025-08-30"]) == [("billing_location", 17108 * MILLION)]
    bases = "select distinct geography_basis from levy.china_revenue_as_of('2025-08-30') where ticker = 'NVDA'"
    assert rows(published, bases) == [("billing_location",)]


def test_on_the_day_after_the_recast(published: Path) -> None:
    """Nine months of the year before are known on both bases; the year is not yet."""
    found = rows(
        published,
        "select geography_basis, china_revenue_year_to_date_usd from levy.china_revenue_as_of('2025-11-20')"
        " where ticker = 'NVDA' and fiscal_year = 2025 and fiscal_quarter = 3 order by 1",
    )
    assert found == [("billing_location", 11574 * MILLION), ("customer_headquarters", 17230 * MILLION)]
    assert rows(published, YEAR, ["2025-11-20"]) == [("billing_location", 17108 * MILLION)]


def test_after_the_annual_report(published: Path) -> None:
    found = rows(published, YEAR, ["2026-03-01"])
    assert found == [("billing_location", 17108 * MILLION), ("customer_headquarters", 25048 * MILLION)]


def test_a_day_ends_at_midnight(published: Path) -> None:
    """The 10-Q of 2025-11-19 was accepted that evening: it is known on that day and not on the day before."""
    bases = (
        "select count(*) from levy.china_revenue_as_of(?) where ticker = 'NVDA'"
        " and geography_basis = 'customer_headquarters'"
    )
    assert rows(published, bases, ["2025-11-18"]) == [(0,)]
    assert rows(published, bases, ["2025-11-19"]) != [(0,)]


def test_billing_quarters_add_up_to_their_years(published: Path) -> None:
    """FY2023 Q1 to FY2026 Q2, Q4 derived."""
    quarters = rows(
        published,
        "select fiscal_year, fiscal_quarter, china_revenue_usd, derivation from levy.china_revenue"
        " where ticker = 'NVDA' and geography_basis = 'billing_location' and version = 'latest'"
        " and fiscal_quarter is not null and fiscal_year between 2023 and 2026"
        " and china_revenue_usd is not null order by 1, 2",
    )
    assert [(year, quarter) for year, quarter, *_ in quarters] == [
        (year, quarter) for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)
    ] + [(2026, 1), (2026, 2)]
    assert {quarter: derivation for _, quarter, _, derivation in quarters} == {
        1: "reported", 2: "reported", 3: "reported", 4: "derived",
    }  # fmt: skip
    for year, amount in ((2023, 5785), (2024, 10306), (2025, 17108)):
        assert sum(usd for fiscal_year, _, usd, _ in quarters if fiscal_year == year) == amount * MILLION


def test_today_is_the_mart(published: Path) -> None:
    """As of a day to come, the macros say what the marts say."""
    for mart, macro in (
        ("levy.levy_due where geography_basis != 'unknown'", "levy.levy_due_as_of('2099-01-01')"),
        ("rnd.rnd_expense", "rnd.rnd_expense_as_of('2099-01-01')"),
        (
            "levy.china_revenue where version = 'latest' and geography_basis != 'unknown'",
            "levy.china_revenue_as_of('2099-01-01')",
        ),
    ):
        assert rows(published, f"from {mart} order by all") == rows(published, f"from {macro} order by all"), macro


def test_the_levy_as_it_was_known(published: Path) -> None:
    found = rows(
        published,
        "select levy_usd, levy_of_rnd_share from levy.levy_due_as_of('2025-08-30') where ticker = 'NVDA'"
        " and fiscal_year = 2025 and fiscal_quarter is null and scenario_id = 'article'",
    )
    assert found == [(Decimal("2566200000.00"), Decimal("0.198715"))]


def test_before_any_filing_nothing_is_known(published: Path) -> None:
    for macro in ("levy.china_revenue_as_of", "levy.levy_due_as_of", "rnd.rnd_expense_as_of"):
        assert rows(published, f"from {macro}('2000-01-01')") == []


def test_a_restatement_names_both_filings(published: Path) -> None:
    """AMD restated revenue of 2016 and 2017 when it adopted ASC 606; a recast to another basis is not listed."""
    found = rows(
        published,
        "select previous_usd, restated_usd, change_usd, change_kind, accession, previous_accession"
        " from ops.restatements where ticker = 'AMD' and metric = 'revenue' and geography = 'total'"
        " and fiscal_year = 2017 and slot = 'FY'",
    )
    ((before, after, change, kind, accession, previous),) = found
    assert (before, after, change) == (5329 * MILLION, 5253 * MILLION, -76 * MILLION)
    assert kind == "other_concept"
    assert accession > previous
    assert rows(published, "select count(*) from ops.restatements where geography = 'CN' and ticker = 'NVDA'") == [(0,)]
