"""The inline XBRL transforms that yield text: dates, booleans, and the SEC's names of states, exchanges and filers.

Covers what the cover page of a filing needs. Number transforms are in `transforms`; no numeric fact has a duration. A
date is written as in XML Schema: 2025-01-26, --01-26 (month and day), 2025-01 (year and month).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sources.edgar.xbrl.transforms import plain_name

_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = {word: number for number, word in enumerate(_MONTH_NAMES, 1)}
_PARTS: Final = re.compile(r"year|month|day")
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
#: Transforms of the first registry, whose names do not contain their order.
_ORDERS: Final = {
    "dateslashus": "month day year",
    "datedotus": "month day year",
    "datelongus": "month day year",
    "dateshortus": "month day year",
    "dateslasheu": "day month year",
    "datedoteu": "day month year",
    "datelonguk": "day month year",
    "dateshortuk": "day month year",
}
_FIXED: Final = {
    "fixedtrue": "true",
    "booleantrue": "true",
    "fixedfalse": "false",
    "booleanfalse": "false",
    "nocontent": "",
    "fixedempty": "",
    "fixedzero": "0",
}
_BALLOT: Final = {
    "☐": "false",
    "☒": "true",
    "☑": "true",
    "o": "false",
    "x": "true",
    "þ": "true",
    "¨": "false",
    "✓": "true",
}
_FILERS: Final = (
    "Large Accelerated Filer",
    "Accelerated Filer",
    "Non-accelerated Filer",
)
_EXCHANGES: Final = (
    ("nasdaq", "NASDAQ"),
    ("nyse american", "NYSEAMER"),
    ("nyse arca", "NYSEArca"),
    ("nyse chicago", "CHX"),
    ("new york stock exchange", "NYSE"),
    ("nyse", "NYSE"),
    ("chicago stock exchange", "CHX"),
    ("cboe bzx", "CboeBZX"),
    ("cboe edgx", "CboeEDGX"),
    ("investors exchange", "IEX"),
    ("boston stock exchange", "BOX"),
)
# fmt: off
_STATES: Final = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "washington dc": "DC", "florida": "FL",
    "georgia": "GA", "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA",
    "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA",
    "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT",
    "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK",
    "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA",
    "virgin islands": "VI", "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
    "guam": "GU",
}
# fmt: on


def read_text(shown: str, transform: str | None) -> tuple[str, str | None]:
    """The text of a non-numeric fact, and why its transform was not applied (then the text is the one shown)."""
    text = " ".join(shown.split())
    if transform is None:
        return text, None
    name = plain_name(transform)
    if name in _FIXED:
        return _FIXED[name], None
    found = _date(text, name) if name.startswith("date") else _named(text, name)
    if found is None:
        return text, f"{text[:60]!r} was not transformed by {transform}"
    return found, None


def _named(text: str, name: str) -> str | None:
    """The code for a name: states, exchanges, kinds of filer, ticked boxes."""
    lower = text.lower()
    if name == "boolballotbox":
        return _BALLOT.get(lower)
    if name == "entityfilercategoryen":
        wanted = lower.replace("-", " ").strip()
        return next((one for one in _FILERS if one.lower().replace("-", " ") == wanted), None)
    if name == "exchnameen":
        plain = re.sub(r"^the ", "", lower)
        return next((code for start, code in _EXCHANGES if plain.startswith(start)), None)
    if name == "stateprovnameen":
        plain = re.sub(r"[^a-z ]", "", re.sub(r"^(the )?(state|commonwealth) of ", "", lower)).strip()
        return _STATES.get(plain)
    return None


def _date(text: str, name: str) -> str | None:
    """A date in the order given by the transform's name, with the month as a number or in English."""
    if "era" in name or "ind" in name:  # years of Japanese eras, and India's national calendar
        return None
    # Other languages have a code at the end of the name (…-de); only their numeric months are supported.
    order = _PARTS.findall(_ORDERS.get(name, name))
    has_month_name = any(word.isalpha() and word[:3].lower() in _MONTHS for word in _TOKEN.findall(text))
    tokens = [
        token
        for token in _TOKEN.findall(text)
        if token.isdigit() or (has_month_name and token[:3].lower() in _MONTHS and len(token) > 2)
    ]
    if not order or len(tokens) != len(order):
        return None
    parts: dict[str, int] = {}
    for part, token in zip(order, tokens, strict=True):
        number = int(token) if token.isdigit() and len(token) <= 4 else _MONTHS.get(token[:3].lower())
        if number is None or (part != "month" and not token.isdigit()):
            return None
        parts[part] = number + 2000 if part == "year" and len(token) <= 2 else number
    try:  # a leap year, so that 29 February is a day
        day = date(parts.get("year", 2000), parts.get("month", 1), parts.get("day", 1))
    except ValueError:
        return None
    written = {
        ("day", "month", "year"): day.isoformat(),
        ("day", "month"): f"--{day:%m-%d}",
        ("month", "year"): f"{day.year:04d}-{day.month:02d}",
    }
    return written.get(tuple(sorted(parts)))
