"""Figures as people read them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from orchestration.report import formatting, tables


def read(text: str) -> str:
    return text.replace(formatting.NBSP, " ")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2566200000.00", "$2.57 bn"),
        ("17108000000.00", "$17.1 bn"),
        ("58500000.00", "$58.5 mn"),
        ("305000000.00", "$305 mn"),
        ("999700000.00", "$1.00 bn"),
        ("999400000.00", "$999 mn"),
        ("82500.00", "$82,500"),
        ("0.00", "$0"),
        ("-1500000.00", "−$1.50 mn"),
        (None, "–"),
    ],
)
def test_dollars(value: str | None, shown: str) -> None:
    assert read(formatting.usd(None if value is None else Decimal(value))) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.159569", "16.0 %"), ("0.150000", "15 %"), ("0.000343", "0.0343 %"), ("0.000049", "0.0049 %"), ("0", "0 %")],
)
def test_a_share_shows_no_digit_that_it_has_not(value: str, shown: str) -> None:
    """0.000049 has two digits: a third would be made up."""
    assert read(formatting.share(Decimal(value))) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(1069362, "1.07 mn"), (315155, "315,000"), (21611, "21,600"), (384, "384"), (0, "0")]
)
def test_counts_that_are_simulated_have_three_digits(value: int, shown: str) -> None:
    assert read(formatting.count(value)) == shown
    assert formatting.whole(164775) == "164,775"


def test_fiscal_periods_end_with_their_last_day() -> None:
    assert read(formatting.fiscal(2026, 3, date(2025, 10, 26))) == "FY2026 Q3, to 26 Oct 2025"
    assert read(formatting.fiscal(2026, None)) == "FY2026"
    assert formatting.fiscal(None, None) == "–"


@pytest.mark.parametrize(
    ("first", "last", "precision", "shown"),
    [
        (date(2025, 9, 17), date(2025, 9, 17), "day", "17 Sep 2025"),
        (date(2025, 10, 1), date(2025, 10, 31), "month", "Oct 2025"),
        (date(2026, 6, 1), date(2026, 7, 31), "month", "Jun 2026 – Jul 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "quarter", "Q4 2026"),
        (date(2027, 1, 1), date(2027, 12, 31), "year", "2027"),
        (date(2027, 1, 1), date(2028, 12, 31), "years", "2027–2028"),
        (None, date(2027, 12, 31), None, "31 Dec 2027"),
        (None, None, None, "–"),
    ],
)
def test_time_is_reported_as_exactly_as_it_is_known(
    first: date | None, last: date | None, precision: str | None, shown: str
) -> None:
    assert read(formatting.period(first, last, precision)) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("96", "gb", "96 GB"),
        ("20310", "date", "10 Aug 2025"),
        ("2027", "year", "2027"),
        ("1100000", "cny", "¥1.10 mn"),
        ("0.2", "share", "20 %"),
        ("3", "count", "3"),
        ("700000", "chips", "700,000 chips"),
    ],
)
def test_a_claim_speaks_in_its_own_unit(value: str, unit: str, shown: str) -> None:
    assert read(formatting.in_unit(Decimal(value), unit)) == shown


def test_names_of_the_warehouse_in_words() -> None:
    assert formatting.plain("customer_headquarters") == "customer headquarters"
    assert formatting.plain("china_revenue") == "China revenue"
    assert formatting.plain(None) == "–"


def test_moments_are_utc() -> None:
    assert read(formatting.moment(datetime(2026, 11, 25, 16, 9))) == "25 Nov 2026, 16:09 UTC"  # noqa: DTZ001 - as DuckDB gives


def test_days_past_due_have_a_minus() -> None:
    """The first overdue signal showed a hyphen."""
    part = tables.figure({"days_to_due": -13}, "days_to_due", "plain")
    assert (part.text, part.value) == ("−13", "-13")
