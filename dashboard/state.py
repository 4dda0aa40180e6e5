"""The request as parameters of the page's address, so that a link shows the same page.

Contains the two kinds of request and their conversion to text and back. The warehouse's macros validate numbers. An
address is untrusted: parts that cannot be read are ignored with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

#: low, likeliest, high.
Range = tuple[float, float, float]
LEVY: Final = "levy"
SUPPLY: Final = "supply"
#: In an address: no limit, no day, or each regime's own rate.
NONE: Final = "none"
YEARS: Final = "years"
QUARTERS: Final = "quarters"
#: Names in an address that belong to the page and are not inputs of the simulation.
_SUPPLY_NAMES: Final = ("view", "scenario", "from")


@dataclass(frozen=True)
class LevyRequest:
    """A levy: the stored scenario beside it, rate (share; None: each regime's own), base, first day, pass-through."""

    scenario: str
    rate: Decimal | None
    base: str
    start: date | None
    #: Shares of the levy that buyers bear: low, point, high.
    passed: Range
    ticker: str
    periods: str = YEARS


@dataclass(frozen=True)
class SupplyRequest:
    """Supply: a stored scenario, the changed inputs (None: no limit), and the first year of the change."""

    scenario: str
    changes: Mapping[str, Range | None] = field(default_factory=dict)
    from_year: int | None = None


def view_of(query: Mapping[str, str]) -> str:
    """The view that an address selects."""
    return SUPPLY if query.get("view") == SUPPLY else LEVY


def levy_query(request: LevyRequest) -> dict[str, str]:
    """The request as parameters of an address."""
    return {
        "view": LEVY,
        "scenario": request.scenario,
        "rate": NONE if request.rate is None else f"{request.rate.normalize():f}",
        "base": request.base,
        "start": NONE if request.start is None else request.start.isoformat(),
        "passed": _written(request.passed),
        "company": request.ticker,
        "periods": request.periods,
    }


def read_levy(query: Mapping[str, str], default: LevyRequest) -> tuple[LevyRequest, list[str]]:
    """The request of an address, with defaults for missing parts; and warnings about parts that cannot be read."""
    request, warnings = default, []
    for name, text in query.items():
        try:
            match name:
                case "rate":
                    request = replace(request, rate=None if text == NONE else _share(text))
                case "base":
                    request = replace(request, base=text)
                case "start":
                    request = replace(request, start=None if text == NONE else date.fromisoformat(text))
                case "passed":
                    request = replace(request, passed=_read(text))
                case "company":
                    request = replace(request, ticker=text)
                case "periods":
                    request = replace(request, periods=QUARTERS if text == QUARTERS else YEARS)
        except (ValueError, InvalidOperation):
            warnings.append(_unread(name, text))
    return request, warnings


def supply_query(request: SupplyRequest) -> dict[str, str]:
    """The request as parameters of an address: each changed input by its own name."""
    query = {"view": SUPPLY, "scenario": request.scenario}
    if request.from_year is not None:
        query["from"] = str(request.from_year)
    return query | {
        name: NONE if bounds is None else _written(bounds) for name, bounds in sorted(request.changes.items())
    }


def read_supply(
    query: Mapping[str, str], default: SupplyRequest, parameters: frozenset[str]
) -> tuple[SupplyRequest, list[str]]:
    """The request of an address for these inputs; and warnings about parts that cannot be read."""
    changes: dict[str, Range | None] = dict(default.changes)
    warnings, from_year = [], default.from_year
    for name, text in query.items():
        try:
            if name == "from":
                from_year = int(text)
            elif name in parameters:
                changes[name] = None if text == NONE else _read(text)
            elif name not in _SUPPLY_NAMES:
                warnings.append(f"{name} in the address is not an input of the simulation; it is ignored.")
        except ValueError:
            warnings.append(_unread(name, text))
    return replace(default, changes=changes, from_year=from_year), warnings


def address(query: Mapping[str, str]) -> str:
    """Parameters as one line, written into a downloaded file."""
    return "&".join(f"{name}={text}" for name, text in query.items())


def _written(bounds: Range) -> str:
    return ",".join(f"{number:.15g}" if float(f"{number:.15g}") == number else repr(number) for number in bounds)


def _read(text: str) -> Range:
    low, mode, high = (float(part) for part in text.split(","))
    if not all(abs(number) < float("inf") for number in (low, mode, high)):
        raise ValueError(text)
    return low, mode, high


def _share(text: str) -> Decimal:
    share = Decimal(text)
    if not share.is_finite():
        raise ValueError(text)
    return share


def _unread(name: str, text: str) -> str:
    return f"{name}={text[:40]} in the address cannot be read; the scenario's value is used instead."
