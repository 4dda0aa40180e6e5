"""The curated tables of levies refuse what they cannot mean, with file, line and remedy."""

from __future__ import annotations

import pytest

from tests.unit.reference.conftest import Edit, faults_of


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "levy_regimes.csv",
            ",2025-12-08,2026-01-13,",
            ",2025-12-38,2026-01-13,",
            "line 4, column effective_from: '2025-12-38' is not a day of the calendar. Write year-month-day",
        ),
        (
            "levy_regimes.csv",
            ",2025-12-08,2026-01-13,",
            ",2026-02-08,2026-01-13,",
            "line 4, column effective_from: effective_from",
        ),
        (
            "levy_regimes.csv",
            "announced,us-revenue-share-20,",
            "announced,us-revenue-share-19,",
            "line 3, column supersedes: 'us-revenue-share-19' is not in levy_regimes.csv",
        ),
        (
            "levy_regimes.csv",
            "revenue_share,0.2,",
            "revenue_share,20,",
            "line 2, column rate_share: '20' is above 1, but the column is a share. Write a share from 0 to 1",
        ),
        (
            "levy_regimes.csv",
            "us-section-232-broad,",
            "us-section-232-chips-25,",
            "line 6, column regime_id: 'us-section-232-chips-25' is already on line 5",
        ),
        (
            "levy_regimes.csv",
            "0.25,no,licensed_revenue,h200;mi325x,",
            "0.25,no,licensed_revenue,h200;mi999x,",
            "line 4, column scope_chips: 'mi999x' is not in chips.csv",
        ),
        (
            "levy_regimes.csv",
            "14000-17500@4500-5000",
            "14000-17500",
            "line 5, column scope_windows: '14000-17500;20800-21100@5800-6200' is not a list of classes",
        ),
        (
            "levy_regimes.csv",
            "14000-17500@4500-5000",
            "17500-14000@4500-5000",
            "line 5, column scope_windows: in '17500-14000@4500-5000' the low end 17500 is not below the high end",
        ),
        (
            "levy_regimes.csv",
            "14000-17500@4500-5000",
            "14.0.0-17500@4500-5000",
            "line 5, column scope_windows: '14.0.0' is not a number",
        ),
        (
            "levy_regimes.csv",
            ",2026-01-15,,in_force,",
            ",,,in_force,",
            "line 5, column effective_from: effective_from must be filled when status is announced or in_force",
        ),
        (
            "levy_regimes.csv",
            "import_tariff,0.25,no,customs_value,,14000",
            "import_tariff,,no,customs_value,,14000",
            "line 5, column rate_share: rate_share must be filled when status is announced or in_force",
        ),
        (
            "levy_regimes.csv",
            "announced,us-revenue-share-20,",
            "announced,us-revenue-share-15,",
            "line 3, column supersedes: 'us-revenue-share-15' is the row's own regime_id",
        ),
        (
            "levy_regimes.csv",
            "customs_value,,14000-17500@4500-5000;20800-21100@5800-6200,NVDA;AMD,",
            "customs_value,,14000-17500@4500-5000;20800-21100@5800-6200,NVDX;AMD,",
            "line 5, column tickers: 'NVDX' is not in companies.csv or precedent_sales.csv or licensed",
        ),
        (
            "licensed_revenue.csv",
            "NVDA,h20_96gb,2026,1,",
            "NVDX,h20_96gb,2026,1,",
            "line 2, column ticker: 'NVDX' is not in companies.csv or levy_regimes.csv. Add it to",
        ),
        (
            "levy_scenarios.csv",
            "china_revenue,as_reported,",
            "china_revenue,not_applicable,",
            "line 2, column geography_basis: geography_basis must be not_applicable when base is licensed_revenue or",
        ),
        (
            "chips.csv",
            "h200,H200 SXM,NVIDIA,imported,15832,",
            "h200,H200 SXM,NVIDIA,imported,0,",
            "line 8, column total_processing_performance: '0' is not above 0",
        ),
        (
            "levy_regimes.csv",
            'proposed,,"The first ask',
            'asked,,"The first ask',
            "line 2, column status: 'asked' is not one of announced, in_force",
        ),
        (
            "licensed_revenue.csv",
            "NVDA,h20_96gb,2026,1,",
            "NVDA,h21,2026,1,",
            "line 2, column chip_id: 'h21' is not in chips.csv",
        ),
        (
            "licensed_revenue.csv",
            "china,no,,4600000000,4600000000,4600000000,",
            "china,no,,4700000000,4600000000,4600000000,",
            "line 2, column low_usd: low_usd",
        ),
        (
            "precedent_sales.csv",
            "nl-lithography-15,ASML,ASML Holding,2025,FY,",
            "nl-lithography-16,ASML,ASML Holding,2025,FY,",
            "line 2, column regime_id: 'nl-lithography-16' is not in levy_regimes.csv",
        ),
        (
            "levy_scenarios.csv",
            "licensed_revenue,not_applicable,us-revenue-share-15,",
            "licensed_revenue,not_applicable,us-revenue-share-14,",
            "line 5, column regime_id: 'us-revenue-share-14' is not in levy_regimes.csv",
        ),
    ],
)
def test_one_wrong_cell_is_refused(edit: Edit, name: str, old: str, new: str, expected: str) -> None:
    reported = faults_of(edit(name, old, new))
    assert reported[0].startswith(f"data/reference/{name}, {expected}"), reported
