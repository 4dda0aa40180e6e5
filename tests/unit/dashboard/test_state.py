"""A question and its address are one: what is written is read again, and what cannot be read is warnings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import (
    QUARTERS,
    YEARS,
    LevyRequest,
    SupplyRequest,
    address,
    levy_query,
    read_levy,
    read_supply,
    supply_query,
    view_of,
)

DEFAULT = LevyRequest("article", Decimal("0.15"), "china_revenue", None, (0.0, 0.0, 0.5), "NVDA")
PARAMETERS = frozenset({"die_yield", "packages_per_year", "ai_wafers_per_month"})
SHARES = st.floats(0, 1)
RANGES = st.tuples(*[st.floats(0, 1e9)] * 3)


@given(
    rate=st.none() | st.decimals(0, 1, places=6),
    start=st.none() | st.dates(),
    passed=st.tuples(SHARES, SHARES, SHARES),
    periods=st.sampled_from([YEARS, QUARTERS]),
    base=st.sampled_from(["regimes", "us-revenue-share-15", "billing_location"]),
)
def test_a_levy_survives_its_address(
    rate: Decimal | None, start: date | None, passed: tuple[float, float, float], periods: str, base: str
) -> None:
    request = LevyRequest("article", rate, base, start, passed, "AMD", periods)
    query = levy_query(request)
    assert view_of(query) == "levy"
    assert read_levy(query, DEFAULT) == (request, [])


@given(
    changes=st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.none() | RANGES),
    from_year=st.none() | st.integers(2025, 2028),
)
def test_supply_survives_its_address(
    changes: dict[str, tuple[float, float, float] | None], from_year: int | None
) -> None:
    request = SupplyRequest("high_yield", changes, from_year)
    query = supply_query(request)
    assert view_of(query) == "supply"
    assert read_supply(query, SupplyRequest("high_yield"), PARAMETERS) == (request, [])


def test_an_address_reads_like_a_sentence() -> None:
    request = SupplyRequest("base", {"die_yield": (0.2, 0.4, 0.6), "packages_per_year": None}, 2026)
    assert address(supply_query(request)) == (
        "view=supply&scenario=base&from=2026&die_yield=0.2,0.4,0.6&packages_per_year=none"
    )
    assert address(levy_query(DEFAULT)) == (
        "view=levy&scenario=article&rate=0.15&base=china_revenue&start=none&passed=0,0,0.5&company=NVDA&periods=years"
    )


def test_what_cannot_be_read_is_reported_and_left_out() -> None:
    request, warnings = read_levy(
        {"rate": "much", "start": "2025-02-30", "passed": "1,2", "company": "AMD", "periods": "weeks"}, DEFAULT
    )
    assert (request.rate, request.start, request.passed) == (DEFAULT.rate, DEFAULT.start, DEFAULT.passed)
    assert (request.ticker, request.periods) == ("AMD", YEARS)
    assert [text.split("=")[0] for text in warnings] == ["rate", "start", "passed"]
    assert read_levy({"rate": "nan"}, DEFAULT)[0].rate == DEFAULT.rate


def test_an_input_that_is_none_of_the_simulation_is_reported() -> None:
    request, warnings = read_supply(
        {"view": "supply", "die_yield": "0,nan,1", "moonlight": "1,2,3", "from": "soon"},
        SupplyRequest("base"),
        PARAMETERS,
    )
    assert request == SupplyRequest("base")
    assert warnings == [
        "die_yield=0,nan,1 in the address cannot be read; the scenario's value is used instead.",
        "moonlight in the address is not an input of the simulation; it is ignored.",
        "from=soon in the address cannot be read; the scenario's value is used instead.",
    ]
