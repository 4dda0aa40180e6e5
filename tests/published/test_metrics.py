"""Metrics are the marts: what MetricFlow answers equals what the published tables hold."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration.catalog.metrics import MF, CannotAsk, ask
from orchestration.runtime.paths import Home
from tests.support.warehouse import rows

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not MF.is_file(), reason="MetricFlow is not installed: make metrics"),
]

#: Metrics, dimensions, and the SQL that gives the same rows from the marts.
QUESTIONS = {
    "china_revenue": (
        "china_revenue_by_billing_location,china_revenue_by_headquarters",
        "china_revenue_row__ticker,china_revenue_row__fiscal_year",
        """
        select
            ticker,
            fiscal_year,
            sum(china_revenue_usd) filter (where geography_basis = 'billing_location') as billing,
            sum(china_revenue_usd) filter (where geography_basis = 'customer_headquarters') as headquarters
        from levy.china_revenue
        where
            version = 'latest' and fiscal_quarter is null
            and geography_basis in ('billing_location', 'customer_headquarters')
        group by all
        """,
    ),
    "levy": (
        "levy_due,effective_levy_rate,levy_to_rnd",
        "levy_due_row__ticker,levy_due_row__fiscal_year",
        """
        select ticker, fiscal_year, levy_usd, levy_of_revenue_share, levy_of_rnd_share
        from levy.levy_due
        where scenario_id = 'article' and fiscal_quarter is null and levy_usd is not null
        """,
    ),
    "levy in force": (
        "levy_in_force_at_most",
        "levy_due_row__ticker",
        """
        select ticker, max(cumulative_levy_high_usd)
        from levy.levy_due
        where scenario_id = 'as_in_force' and fiscal_quarter is not null
        group by all
        """,
    ),
    "rnd": (
        "rnd_expense,rnd_intensity",
        "rnd_expense_row__ticker,rnd_expense_row__fiscal_year",
        """
        select ticker, fiscal_year, rnd_expense_usd, rnd_intensity_share
        from rnd.rnd_expense
        where fiscal_quarter is null and rnd_expense_usd is not null and revenue_usd is not null
        """,
    ),
    "supply": (
        "accelerator_supply_p50,domestic_share",
        "supply_row__calendar_year",
        """
        select
            year,
            s.units_p50,
            domestic_units_p50 / (domestic_units_p50 + imported_units_point)
        from capacity.substitution
        inner join capacity.accelerator_supply as s using (year, scenario_id)
        where scenario_id = 'base'
        """,
    ),
}


def rounded(value: object) -> object:
    """A figure to six places, as shares are in the marts; anything else as text."""
    if value is None or value == "":
        return None
    try:
        return round(Decimal(str(value)), 6)
    except ArithmeticError:
        return str(value)


#: One question is asked in `make test`: each starts MetricFlow anew.
ASKED = [pytest.param(name, marks=() if name == "levy" else pytest.mark.slow) for name in QUESTIONS]


@pytest.mark.parametrize("name", ASKED)
def test_a_metric_is_what_the_mart_says(name: str, published: Path) -> None:
    metrics, dimensions, query = QUESTIONS[name]
    header, *answered = list(csv.reader(io.StringIO(ask(Home(published), metrics, dimensions))))
    assert header == [*dimensions.split(","), *metrics.split(",")]
    found = sorted(([rounded(value) for value in row] for row in answered), key=repr)
    expected = sorted(([rounded(value) for value in row] for row in rows(published, query)), key=repr)
    assert len(found) == len(expected) > 0
    for one, other in zip(found, expected, strict=True):
        for left, right in zip(one, other, strict=True):
            assert left == right or abs(left - right) <= Decimal("0.000001"), (one, other)


def test_a_question_without_sense_is_refused(published: Path) -> None:
    with pytest.raises(CannotAsk, match="no_such_metric"):
        ask(Home(published), "no_such_metric")


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotAsk, match="Run `tributary refresh` first"):
        ask(Home(tmp_path), "levy_due")
