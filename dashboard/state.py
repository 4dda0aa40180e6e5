"""What is asked, as it stands in the address of the page, so that a link shows what its sender saw.

Belongs here: the two questions, and from one to text and back. Not: whether a number means something; the warehouse's
macros say that. An address is text from outside: what cannot be read of it is left out and told.
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
#: In an address: no limit, no day, no rate of one's own.
NONE: Final = "none"
YEARS: Final = "years"
QUARTERS: Final = "quarters"
#: Names in an address that belong to the page and are no input of the simulation.
_SUPPLY_NAMES: Final = ("view", "scenario", "from")


@dataclass(frozen=True)
class LevyQuestion:
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
class SupplyQuestion:
    """Supply: a stored scenario, the inputs that are to be others (None: no limit), and the first year of that."""

    scenario: str
    changes: Mapping[str, Range | None] = field(default_factory=dict)
    from_year: int | None = None


def view_of(query: Mapping[str, str]) -> str:
    """Which of the two views an address is of."""
    return SUPPLY if query.get("view") == SUPPLY else LEVY


def levy_query(asked: LevyQuestion) -> dict[str, str]:
    """The question as parameters of an address."""
    return {
        "view": LEVY,
        "scenario": asked.scenario,
        "rate": NONE if asked.rate is None else f"{asked.rate.normalize():f}",
        "base": asked.base,
        "start": NONE if asked.start is None else asked.start.isoformat(),
        "passed": _written(asked.passed),
        "company": asked.ticker,
        "periods": asked.periods,
    }


def read_levy(query: Mapping[str, str], default: LevyQuestion) -> tuple[LevyQuestion, list[str]]:
    """The question of an address, with the default's part where it has none; and what of it cannot be read."""
    asked, told = default, []
    for name, text in query.items():
        try:
            match name:
                case "rate":
                    asked = replace(asked, rate=None if text == NONE else _share(text))
                case "base":
                    asked = replace(asked, base=text)
                case "start":
                    asked = replace(asked, start=None if text == NONE else date.fromisoformat(text))
                case "passed":
                    asked = replace(asked, passed=_read(text))
                case "company":
                    asked = replace(asked, ticker=text)
                case "periods":
                    asked = replace(asked, periods=QUARTERS if text == QUARTERS else YEARS)
        except (ValueError, InvalidOperation):
            told.append(_unread(name, text))
    return asked, told


def supply_query(asked: SupplyQuestion) -> dict[str, str]:
    """The question as parameters of an address: each changed input by its own name."""
    query = {"view": SUPPLY, "scenario": asked.scenario}
    if asked.from_year is not None:
        query["from"] = str(asked.from_year)
    return query | {
        name: NONE if bounds is None else _written(bounds) for name, bounds in sorted(asked.changes.items())
    }


def read_supply(
    query: Mapping[str, str], default: SupplyQuestion, parameters: frozenset[str]
) -> tuple[SupplyQuestion, list[str]]:
    """The question of an address about these inputs; and what of the address cannot be read."""
    changes: dict[str, Range | None] = dict(default.changes)
    told, from_year = [], default.from_year
    for name, text in query.items():
        try:
            if name == "from":
                from_year = int(text)
            elif name in parameters:
                changes[name] = None if text == NONE else _read(text)
            elif name not in _SUPPLY_NAMES:
                told.append(f"{name} in the address is no input of the simulation; it is left out.")
        except ValueError:
            told.append(_unread(name, text))
    return replace(default, changes=changes, from_year=from_year), told


def address(query: Mapping[str, str]) -> str:
    """Parameters as one line: what a downloaded file says of how it was asked for."""
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
    return f"{name}={text[:40]} in the address cannot be read; the scenario's stands instead."
