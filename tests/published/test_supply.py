"""Accelerator supply as published: what must hold whatever the claims say, and the figures that people will quote."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.cli.figures import console, supply_table
from tests.support.warehouse import rows

pytestmark = pytest.mark.integration

YEARS = [2025, 2026, 2027, 2028]


def test_every_scenario_answers_for_every_year(published: Path) -> None:
    found = rows(published, "select scenario_id, list(year order by year) from capacity.accelerator_supply group by 1")
    assert len(found) >= 3
    assert all(years == YEARS for _, years in found)


def test_what_is_made_is_no_more_than_each_limit_allows(published: Path) -> None:
    """Percentile by percentile, since it holds draw by draw."""
    above = rows(
        published,
        "select year, scenario_id from capacity.accelerator_supply where"
        " units_p50 > least(units_logic_p50, units_memory_p50, coalesce(units_packaging_p50, units_p50))"
        " or units_p95 > least(units_logic_p95, units_memory_p95, coalesce(units_packaging_p95, units_p95))",
    )
    assert above == []


def test_draws_are_enough_and_named(published: Path) -> None:
    ((draws, seed, worst),) = rows(
        published,
        "select min(draws), min(seed), max(convergence_share) from capacity.accelerator_supply",
    )
    assert draws >= 10_000
    assert seed == 1
    assert worst < 0.01


def test_memory_binds_once_the_stock_is_used(published: Path) -> None:
    found = dict(
        rows(
            published,
            "select year, memory_binds_share from capacity.accelerator_supply"
            " where scenario_id = 'base' and year > 2025",
        )
    )
    assert all(share > 0.5 for share in found.values())


def test_wafers_count_huawei_s_alone(published: Path) -> None:
    """7 000 a month, not SMIC's 45 000: both are listed as evidence, and only one is drawn from."""
    ((mode, claims),) = rows(
        published,
        "select mode, claim_ids from capacity.supply_inputs"
        " where scenario_id = 'base' and year = 2025 and parameter = 'ai_wafers_per_month'",
    )
    counted = dict(
        rows(
            published,
            "select counted, count(*) from capacity.capacity_evidence where metric = 'logic_wafer_capacity' group by 1",
        )
    )
    assert mode == 7000
    assert "C021" in claims.split(";")
    assert counted["huawei_ai_wafers"] == 1
    assert counted["all_advanced_wafers"] > 4


def test_foreign_dies_and_memory_are_counted_where_a_scenario_says_so(published: Path) -> None:
    """Four scenarios of sources side by side; without foreign memory next to nothing is made in 2025."""
    found = {
        (dies, memory): medians
        for dies, memory, medians in rows(
            published,
            "select counts_foreign_dies, counts_foreign_memory, list(units_p50 order by year)"
            " from capacity.accelerator_supply where scenario_kind = 'sources' group by all",
        )
    }
    assert set(found) == {(True, True), (False, True), (True, False), (False, False)}
    assert found[True, True][0] > found[False, True][0] > 10 * found[False, False][0]
    assert found[True, False][0] < 30_000


def test_passing_imports_is_later_without_foreign_memory(published: Path) -> None:
    found = dict(
        rows(
            published,
            "select distinct scenario_id, passes_h20e_by_compute_from_year from capacity.substitution"
            " where scenario_kind = 'sources'",
        )
    )
    assert found["base"] == 2025
    assert found["domestic_only"] > found["base"]


def test_revenue_is_set_beside_prices(published: Path) -> None:
    """12 billion dollars over 315 000 packages were 38 100 each, more than twice the price quoted."""
    ((revenue, price, low, high),) = rows(
        published,
        "select revenue_usd, implied_price_usd, quoted_price_low_usd, quoted_price_high_usd from capacity.supply_checks"
        " where scenario_id = 'base' and claim_id = 'C019'",
    )
    assert revenue == 12_000_000_000
    assert low == 16_000
    assert low <= price <= high


def test_the_first_screen_marks_what_hangs_on_an_assumption(published: Path) -> None:
    alone = rows(
        published,
        "select count(*) from capacity.accelerator_supply"
        " where scenario_kind = 'sources' and most_sensitive_rests_on = 'assumption_alone'",
    )
    out = console()
    with out.capture() as printed:
        out.print(supply_table(published / "published" / "tributary.duckdb"))
    text = printed.get()
    assert "Domestic only" in text
    assert text.count(")*") == alone[0][0] > 0


def test_what_rests_on_nothing_says_so(published: Path) -> None:
    found = rows(
        published,
        "select distinct note from capacity.supply_inputs where parameter = 'packages_per_year' and is_assumption",
    )
    assert found
    assert all("no figure of these lines is public" in note for (note,) in found)


def test_estimates_of_2025_are_placed(published: Path) -> None:
    """The official bound lies below every draw; the others on both sides of the median, and none beyond all draws."""
    found = {
        claim: (percentile, ratio)
        for claim, percentile, ratio in rows(
            published,
            "select claim_id, high_percentile_share, ratio from capacity.supply_checks"
            " where scenario_id = 'base' and year = 2025",
        )
    }
    assert {"C002", "C006", "C008", "C012", "C015"} <= set(found)
    assert found["C008"][0] == 0
    assert found["C008"][1] > 3
    estimates = {claim: found[claim][0] for claim in ("C002", "C006", "C012", "C015", "C078", "C080")}
    assert min(estimates.values()) < Decimal("0.5") < max(estimates.values())
    assert all(Decimal("0.1") < percentile < Decimal("0.95") for percentile in estimates.values())
    assert abs(found["C002"][1] - found["C015"][1]) < found["C002"][1] / 5


def test_imports_are_known_or_say_why_not(published: Path) -> None:
    found = {
        year: (point, reason)
        for year, point, reason in rows(
            published,
            "select year, imported_units_point, imported_null_reason from capacity.substitution"
            " where scenario_id = 'base'",
        )
    }
    assert found[2025][0] is not None
    assert found[2025][1] is None
    assert all(found[year][0] is None and found[year][1] for year in YEARS[1:])


def test_compute_is_replaced_before_bandwidth(published: Path) -> None:
    """Two 910 dies compute more than an H20 and read memory more slowly."""
    for compute, bandwidth in rows(
        published,
        "select domestic_h20e_by_compute_p50, domestic_h20e_by_bandwidth_p50 from capacity.substitution",
    ):
        assert compute >= bandwidth


FIGURES = (
    "year, units_p5, units_p50, units_p95, units_logic_p50, units_memory_p50, units_packaging_p50, dies_to_date_p50,"
    " logic_binds_share, memory_binds_share, packaging_binds_share, most_often_binds, draws, seed, convergence_share"
)


@pytest.mark.parametrize(
    ("scenario", "changed"),
    [
        ("base", []),
        ("high_yield", ["die_yield"]),
        ("low_yield", ["die_yield"]),
        ("no_die_bank", ["die_bank_dies"]),
        ("packaging_unlimited", ["packages_per_year"]),
    ],
)
def test_what_if_with_a_scenario_s_inputs_is_the_scenario(published: Path, scenario: str, changed: list[str]) -> None:
    """Draw for draw: the base with the inputs in which the scenario differs from it."""
    changes = {
        parameter: None if low is None else [low, mode, high]
        for parameter, low, mode, high in rows(
            published,
            "select distinct parameter, low, mode, high from capacity.supply_inputs"
            " where scenario_id = ? and list_contains(?, parameter)",
            [scenario, changed],
        )
    }
    assert sorted(changes) == changed
    kept = rows(
        published,
        f"select {FIGURES} from capacity.accelerator_supply where scenario_id = ? order by year",  # noqa: S608 - our own words
        [scenario],
    )
    asked = f"select {FIGURES} from capacity.supply_what_if('base', ?, null) order by year"  # noqa: S608 - our own words
    assert rows(published, asked, [changes or None]) == kept
    assert [row[0] for row in kept] == YEARS


def test_what_if_changes_the_years_from_the_one_that_is_asked(published: Path) -> None:
    """A range for every year but the first leaves the first as it is stored, and moves every later one upwards."""
    stored = dict(
        rows(published, "select year, units_memory_p50 from capacity.accelerator_supply where scenario_id = 'base'")
    )
    found = rows(
        published,
        "select year, units_memory_p50, changed_inputs from capacity.supply_what_if("
        "'base', map {'cxmt_ramp_share': [1, 1, 1], 'hbm_huawei_share': [1, 1, 1]}, 2026) order by year",
    )
    assert found[0] == (2025, stored[2025], None)
    assert all(memory > stored[year] for year, memory, _ in found[1:])
    assert {changed for _, _, changed in found[1:]} == {"cxmt_ramp_share;hbm_huawei_share"}


@pytest.mark.parametrize(
    ("asked", "reported"),
    [
        ("'basis', null, null", "the scenario basis is unknown"),
        ("null, null, null", "the scenario null is unknown"),
        ("'base', null, 2040", "nothing is simulated from 2040 on"),
        ("'base', map {'moonlight': [1, 2, 3]}, null", "the input moonlight is unknown"),
        ("'base', map {'die_yield': [0.6, 0.4, 0.7]}, null", "of die_yield cannot be drawn from"),
        ("'base', map {'die_yield': [0.6, 0.7, 1.1]}, null", "from 0 to 1"),
        ("'base', map {'die_yield': [0.6, 0.7]}, null", "[low, likeliest, high]"),
        ("'base', map {'die_yield': null}, null", "the range null of die_yield"),
        ("'base', map {'die_yield': [0.6, null, 0.7]}, null", "of die_yield cannot be drawn from"),
        ("'base', map {'stacks_per_die': [0, 4, 4]}, null", "of stacks_per_die cannot be drawn from"),
    ],
)
def test_what_if_refuses_what_means_nothing(published: Path, asked: str, reported: str) -> None:
    with pytest.raises(duckdb.InvalidInputException) as refused:
        rows(published, f"select sum(units_p50) from capacity.supply_what_if({asked})")  # noqa: S608 - our own words
    assert reported in str(refused.value)
