"""Formatting of values: amounts in bn and mn, shares in per cent, fiscal periods with their last day.

Three significant digits are shown, since no figure is more precise. The exact value is in the page's markup.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

#: Between a figure and its unit: no line break there.
NBSP: Final = "\u00a0"
NOTHING: Final = "–"
_WORDS: Final = {"ship_to": "ship-to location", "sold_to": "sold-to location"}
_SCOPES: Final = {
    "unspecified": "scope not stated",
    "mainland": "mainland only",
    "including_hong_kong": "with Hong Kong",
    "including_hong_kong_and_macau": "with Hong Kong and Macau",
    "greater_china": "Greater China",
}
_SCALES: Final = ((9, "bn"), (6, "mn"))


def usd(value: Decimal | None) -> str:
    """US dollars: «$2.57 bn», «$58.5 mn», «$0»."""
    if value is None:
        return NOTHING
    sign = "−" if value < 0 else ""
    return f"{sign}${_scaled(abs(value))}"


def count(value: Decimal | int | None) -> str:
    """A number of things: «1.07 mn», «315,000», «384»."""
    return NOTHING if value is None else _scaled(Decimal(value))


def whole(value: int | None) -> str:
    """A number that is known exactly: «5,646»."""
    return NOTHING if value is None else f"{value:,}"


def share(value: Decimal | None) -> str:
    """A share of one as per cent: «16.0 %», «0.034 %», «0 %»."""
    if value is None:
        return NOTHING
    return f"{_digits(Decimal(value).scaleb(2))}{NBSP}%"


def spread(low: str, high: str) -> str:
    """A range: «$58.5 mn to $305 mn»; one value where both have the same text."""
    return low if low == high else f"{low} to {high}"


def estimate(low: Decimal | None, point: Decimal | None, high: Decimal | None) -> str:
    """A share: its point, or its bounds where there is none: «16.0 %», «36.0 % to 43.0 %»."""
    return spread(share(low), share(high)) if point is None else share(point)


def day(value: date | datetime | None) -> str:
    """«26 Oct 2025»."""
    return NOTHING if value is None else f"{value.day}{NBSP}{value:%b} {value.year}"


def moment(value: datetime | None) -> str:
    """«26 Oct 2025, 14:05 UTC»."""
    return NOTHING if value is None else f"{day(value)}, {value:%H:%M}{NBSP}UTC"


def fiscal(year: int | None, quarter: int | None, end: date | None = None) -> str:
    """«FY2026 Q3, to 26 Oct 2025»; without a quarter the year."""
    if year is None:
        return NOTHING
    label = f"FY{year}" if quarter is None else f"FY{year}{NBSP}Q{quarter}"
    return label if end is None else f"{label}, to {day(end)}"


def period(first: date | None, last: date | None, precision: str | None) -> str:
    """A period, as precisely as it is known: «26 Oct 2025», «Oct 2025», «Q4 2026», «2027», «2027–2028»."""
    first, last = first or last, last or first
    if first is None or last is None:
        return NOTHING
    if precision == "day" or first == last:
        return day(first)
    if precision == "month":
        months = (f"{first:%b} {first.year}", f"{last:%b} {last.year}")
        return months[0] if months[0] == months[1] else f"{months[0]} – {months[1]}"
    if precision == "quarter":
        return f"Q{(first.month + 2) // 3}{NBSP}{first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def plain(name: str | None) -> str:
    """An identifier as text: «customer headquarters»."""
    return NOTHING if name is None else _WORDS.get(name) or name.replace("_", " ").replace("china", "China")


def scope(name: str | None) -> str:
    """What China takes in: «with Hong Kong»."""
    return NOTHING if name is None else _SCOPES.get(name) or plain(name)


def in_unit(value: Decimal | None, unit: str | None) -> str:
    """A claim's figure in the claim's own unit."""
    if value is None:
        return NOTHING
    if unit in _IN_UNITS:
        return _IN_UNITS[unit](value)
    return f"{_scaled(value)}{NBSP}{_MEASURES.get(str(unit), unit)}" if unit and unit != "count" else _scaled(value)


def _scaled(value: Decimal) -> str:
    for scale, word in _SCALES:
        if abs(value) >= Decimal("0.9995").scaleb(scale):
            return f"{_digits(value.scaleb(-scale))}{NBSP}{word}"
    return _digits(value)


def _digits(value: Decimal, digits: int = 3) -> str:
    """This many significant digits, but no more than the value has; thousands separated: 17.1, 0.0049, 315,000."""
    if value == 0:
        return "0"
    own = value.as_tuple().exponent
    step = Decimal(1).scaleb(max(value.adjusted() - digits + 1, own if isinstance(own, int) else 0))
    rounded = value.quantize(step, rounding=ROUND_HALF_EVEN) if step < 1 else (value / step).quantize(1) * step
    if rounded.adjusted() > value.adjusted():  # 0.9997 is 1.00, not 1.000
        rounded = rounded.quantize(step.scaleb(1)) if step < 1 else rounded
    text = f"{rounded:,f}"
    if value == value.to_integral_value() and abs(value) < 1000 and "." in text:
        return text.rstrip("0").rstrip(".")
    return text


def _epoch_day(value: Decimal) -> str:
    """A day that a mart counts from 1 January 1970."""
    return day(date(1970, 1, 1) + timedelta(days=int(value)))


_IN_UNITS: Final[dict[str, Callable[[Decimal], str]]] = {
    "usd": usd,
    "share": share,
    "cny": lambda value: f"¥{_scaled(value)}",
    "date": _epoch_day,
    "year": lambda value: f"{value:.0f}",
}
_MEASURES: Final = {"gb": "GB", "tflops": "TFLOPS"}
