"""Which concept gives a metric by priority: on made-up filings, and on the snapshot's companyfacts.

What else decides (parts, gross profit, a rule for one filer) is tested with the model int_reported_values.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest

COMPANYFACTS = Path(__file__).resolve().parents[3] / "data" / "snapshot" / "companyfacts.parquet"
CIKS = {
    "NVDA": "0001045810",
    "AMD": "0000002488",
    "AVGO": "0001730168",
    "QCOM": "0000804328",
    "MU": "0000723125",
    "MRVL": "0001835632",
    "LRCX": "0000707549",
}
#: Research and development by the last day of the fiscal year, USD: NVIDIA 2022-2026 and AMD 2023 from their 10-Ks, the
#: others as companyfacts gives them under the one concept that each filer uses.
KNOWN_RND = [
    ("NVDA", "2022-01-30", 5_268_000_000),
    ("NVDA", "2023-01-29", 7_339_000_000),
    ("NVDA", "2024-01-28", 8_675_000_000),
    ("NVDA", "2025-01-26", 12_914_000_000),
    ("NVDA", "2026-01-25", 18_497_000_000),
    ("AMD", "2011-12-31", 1_453_000_000),
    ("AMD", "2023-12-30", 5_872_000_000),
    ("AVGO", "2024-11-03", 9_310_000_000),
    ("QCOM", "2024-09-29", 8_893_000_000),
    ("MU", "2024-08-29", 3_430_000_000),
    ("MRVL", "2026-01-31", 2_075_200_000),
    ("LRCX", "2025-06-29", 2_096_387_000),
]


def chosen(rules: pl.DataFrame, metric: str, reported: dict[str, int]) -> int | None:
    """The value that the best priority of the rules for all filers gives, of one filing's values for one period."""
    of_all = rules.filter(pl.col("metric") == metric, pl.col("ticker").is_null())
    ranked = sorted(of_all.select("priority", "concept", "sign").rows())
    return next((sign * reported[concept] for _, concept, sign in ranked if concept in reported), None)


def test_every_metric_is_mapped_and_no_priority_is_shared(reference: dict[str, pl.DataFrame]) -> None:
    rules = reference["metric_concepts"]
    assert set(rules["metric"]) == {
        "revenue",
        "rnd_expense",
        "gross_profit",
        "operating_income",
        "cost_of_revenue",
        "inventory",
    }
    assert not rules.select(pl.struct("metric", "priority", "ticker").is_duplicated().any()).item()
    assert not rules["concept"].is_duplicated().any()


@pytest.mark.parametrize(
    ("metric", "reported", "expected"),
    [
        ("revenue", {"us-gaap:Revenues": 100, "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax": 90}, 100),
        ("revenue", {"us-gaap:SalesRevenueNet": 100, "us-gaap:SalesRevenueGoodsNet": 60}, 100),
        ("revenue", {"us-gaap:SalesRevenueGoodsNet": 60}, 60),
        ("revenue", {"us-gaap:RevenuesNetOfInterestExpense": 60, "us-gaap:RevenueFromRelatedParties": 3}, 60),
        ("revenue", {"us-gaap:Revenues": 100, "us-gaap:OperatingLeaseLeaseIncome": 90}, 100),
        ("revenue", {"us-gaap:RevenueFromRelatedParties": 3}, None),
        (
            "rnd_expense",
            {
                "us-gaap:ResearchAndDevelopmentExpense": 1453,
                "us-gaap:ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost": 79,
                "us-gaap:ResearchAndDevelopmentInProcess": 4,
            },
            1453,
        ),
        (
            "cost_of_revenue",
            {
                "us-gaap:CostOfGoodsAndServicesSold": 13060,
                "us-gaap:CostOfGoodsAndServiceExcludingDepreciationDepletionAndAmortization": 12114,
            },
            13060,
        ),
        ("operating_income", {"ifrs-full:ProfitLossFromOperatingActivities": -7}, -7),
    ],
)
def test_the_total_wins_over_its_parts(
    reference: dict[str, pl.DataFrame], metric: str, reported: dict[str, int], expected: int | None
) -> None:
    assert chosen(reference["metric_concepts"], metric, reported) == expected


# ---- the seven, as the snapshot has their companyfacts

Entries = dict[tuple[str, date | None, date], dict[str, int]]


@cache
def entries(ticker: str) -> Entries:
    """USD values by accession and period, then by concept."""
    table = (
        pl.scan_parquet(COMPANYFACTS)
        .filter(pl.col("unit") == "USD", pl.col("cik") == CIKS[ticker], pl.col("value").is_not_null())
        .sort("fact_no")
        .select("accession", "period_start", "period_end", "concept", pl.col("value").cast(pl.Int64))
        .collect()
    )
    out: Entries = defaultdict(dict)
    for accession, start, end, concept, value in table.iter_rows():
        out[accession, start, end][concept] = value
    return out


@pytest.mark.parametrize("ticker", CIKS)
def test_revenue_less_cost_is_gross_profit(reference: dict[str, pl.DataFrame], ticker: str) -> None:
    rules = reference["metric_concepts"]
    checked = 0
    for place, reported in entries(ticker).items():
        revenue, cost, gross = (chosen(rules, m, reported) for m in ("revenue", "cost_of_revenue", "gross_profit"))
        if revenue is not None and cost is not None and gross is not None:
            checked += 1
            assert revenue - cost == gross, place
    assert checked > 60 or ticker == "QCOM"


@pytest.mark.parametrize(("ticker", "end", "expected"), KNOWN_RND)
def test_research_and_development_of_known_years(
    reference: dict[str, pl.DataFrame], ticker: str, end: str, expected: int
) -> None:
    rules = reference["metric_concepts"]
    found = {
        chosen(rules, "rnd_expense", reported)
        for (_, start, last), reported in entries(ticker).items()
        if last == date.fromisoformat(end) and start is not None and 350 < (last - start).days < 380
    }
    assert found - {None} == {expected}
